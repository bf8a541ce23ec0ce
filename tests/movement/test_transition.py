"""The rules of a day that Flee does not have: whole ways, the pull of those who went before, the size of camps."""

import dataclasses
import re

import numpy as np
import pytest

from posada.movement.example import FILES, example
from posada.movement.individual import run_individual
from posada.movement.mean_field import run_mean_field
from posada.movement.population import run_population
from posada.movement.rows import FleeFolder
from posada.movement.settings import Settings
from posada.movement.transition import transition_of


def with_rules(folder: FleeFolder, **rules: object) -> FleeFolder:
    return dataclasses.replace(folder, settings=dataclasses.replace(folder.settings, **rules))


def test_whole_ways_lead_from_every_place_to_every_camp_by_the_shortest_road() -> None:
    """From Akora both camps are weighed, over Brava; no way ends in a town or leads through a camp."""
    longer = FILES["input_csv/routes.csv"] + "Akora,Camp North,900,0\n"
    transition = transition_of(with_rules(example(routes_csv=longer), whole_ways=True))
    routes, names = transition.days[0].routes, transition.network.names
    found = {
        (names[start], names[end]): km
        for start, end, km in zip(routes.origin, routes.last_place, routes.km, strict=True)
    }
    assert found == {
        ("Akora", "Camp North"): 270.0, ("Akora", "Camp South"): 390.0,
        ("Brava", "Camp North"): 120.0, ("Brava", "Camp South"): 240.0,
        ("Camp North", "Camp South"): 360.0, ("Camp South", "Camp North"): 360.0,
    }  # fmt: skip


def test_nobody_aims_for_a_camp_that_is_closed() -> None:
    """While Camp North is closed all ways lead to Camp South."""
    closed = FILES["input_csv/closures.csv"] + "camp,Camp North,,0,20\n"
    transition = transition_of(with_rules(example(closures_csv=closed), whole_ways=True))
    names = transition.network.names
    assert {names[end] for end in transition.days[5].routes.last_place} == {"Camp South"}
    assert {names[end] for end in transition.days[25].routes.last_place} == {"Camp North", "Camp South"}


def test_people_follow_those_who_went_before() -> None:
    """With a pull the nearer camp, ahead from the first day, gets further ahead; all engines agree on how far."""
    plain, pulled = (
        transition_of(with_rules(example(), whole_ways=True, pull_power=power, capacity_scaling=9.0))
        for power in (0.0, 1.0)
    )
    north = plain.network.names.index("Camp North")
    few, many = (run_mean_field(transition).counts[-1, north] for transition in (plain, pulled))
    assert many > 1.1 * few
    by_chance = np.mean([run_population(pulled, seed=seed).counts[-1, north] for seed in range(8)])
    one_by_one = np.mean([run_individual(pulled, seed=seed).counts[-1, north] for seed in range(4)])
    assert by_chance == pytest.approx(many, rel=0.03)
    assert one_by_one == pytest.approx(many, rel=0.03)


def test_larger_camps_draw_more_where_the_settings_say_so() -> None:
    """Camp South has one and a half times the capacity of Camp North; its weight grows by that to the power."""
    plain, sized = (
        transition_of(with_rules(example(), whole_ways=True, capacity_power=power)).days[0].weight
        for power in (0.0, 2.0)
    )
    assert (sized / plain)[1] / (sized / plain)[0] == pytest.approx(1.5**2)


def test_flee_passes_over_rules_that_are_not_its_own() -> None:
    """With compat="flee" these rules change nothing."""
    with_them = with_rules(example(), whole_ways=True, pull_power=1.0, capacity_power=1.0)
    one, two = (run_mean_field(transition_of(folder, "flee")) for folder in (example(), with_them))
    assert np.array_equal(one.counts, two.counts)


def test_a_floor_of_nothing_is_refused() -> None:
    """Without a floor a camp without anybody would never be chosen."""
    with pytest.raises(ValueError, match=re.escape("pull_floor: must be more than 0, got 0.")):
        Settings(pull_floor=0.0)
