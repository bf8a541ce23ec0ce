"""The engines of counts: nobody is lost, chance averages to what is expected, and both agree with the persons."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.movement.caution import OneByOneError
from posada.movement.check import check
from posada.movement.example import example
from posada.movement.ground import turned_back_of
from posada.movement.individual import run_individual
from posada.movement.mean_field import run_mean_field
from posada.movement.population import run_population
from posada.movement.rows import FleeFolder
from posada.movement.simulate import ENGINES, flows_of
from posada.movement.transition import transition_of
from posada.movement.validation import without_capacities

RULES = {
    "plain": "",
    "on foot": "move_rules:\n  max_move_speed: 200\n  start_on_foot: true\n",
    "short stints": "move_rules:\n  max_move_speed: 200\n  default_movechance: 0.3\n  avoid_short_stints: true\n",
    "aware": "move_rules:\n  max_move_speed: 150\n  awareness_level: 2\n  camp_weight: 3\n",
    "follow": "move_rules:\n  whole_ways: true\n  pull_power: 0.7\n  capacity_power: 0.5\n",
    "powers": "move_rules:\n  weight_power: 0.5\n  distance_power: 2\n  stay_close_to_home: true\n",
    "poisson": "spawn_rules:\n  conflict_driven_spawning:\n"
    "    spawn_mode: poisson\n    displaced_per_conflict_day: 90\n",
}
MODES = ("", "flee")
KINDS = ("town", "camp", "idpcamp", "marker", "forward")


@pytest.mark.parametrize("compat", MODES)
@pytest.mark.parametrize("rules", RULES)
def test_chance_averages_to_what_is_expected(rules: str, compat: str) -> None:
    """Where no camp fills, the mean of the populations is the mean field, within the error of the mean."""
    transition = transition_of(without_capacities(example(simsetting_yml=RULES[rules])), compat)
    runs = np.array([run_population(transition, seed=seed).counts for seed in range(16)])[:, [5, 20, 39]]
    expected = run_mean_field(transition).counts[[5, 20, 39]]
    error = runs.std(axis=0, ddof=1) / np.sqrt(len(runs))
    # Sums of expected counts below a millionth of all people are rounded down on the way.
    assert (np.abs(runs.mean(axis=0) - expected) <= 5.0 * error + 1.0).all()


@pytest.mark.parametrize("compat", MODES)
@pytest.mark.parametrize("rules", ["plain", "on foot", "aware", "powers"])
def test_persons_and_populations_agree(rules: str, compat: str) -> None:
    """Where no camp fills, people moved one by one are spread as people moved in counts are.

    The engine of counts takes means where people meet, which is no chance: 1 % is allowed for it.
    """
    transition = transition_of(without_capacities(example(simsetting_yml=RULES[rules])), compat)
    persons = np.array([run_individual(transition, seed=seed).counts for seed in range(5)])[:, [10, 25, 39]]
    expected = run_mean_field(transition).counts[[10, 25, 39]]
    error = 4.5 * np.sqrt(np.maximum(expected, 4.0) / len(persons))
    allowed = error + 0.01 * expected.sum(axis=1, keepdims=True)
    assert (np.abs(persons.mean(axis=0) - expected) <= allowed).all()


@pytest.mark.parametrize("compat", MODES)
@pytest.mark.parametrize("rules", RULES)
def test_numba_changes_nothing(rules: str, compat: str) -> None:
    """The compiled run draws as the other does: one seed gives one answer, with numba and without it."""
    transition = transition_of(example(simsetting_yml=RULES[rules]), compat)
    fast, slow = (run_population(transition, seed=3, compiled=flag) for flag in (True, False))
    assert np.array_equal(fast.counts, slow.counts)
    assert np.array_equal(fast.on_the_road, slow.on_the_road)
    fast, slow = (run_mean_field(transition, compiled=flag) for flag in (True, False))
    assert np.allclose(fast.counts, slow.counts, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize("engine", ENGINES)
def test_one_seed_gives_one_answer(engine: str) -> None:
    """The same seed gives the same bytes."""
    transition = transition_of(example())
    one, two = (flows_of(transition, engine=engine, seed=7).counts.tobytes() for _ in range(2))
    assert one == two


@st.composite
def folders(draw: st.DrawFn) -> FleeFolder:
    """Small lands of any shape: places of all kinds, roads at random, closures, a conflict in the first place."""
    kinds = draw(
        st.lists(st.sampled_from(["town", "camp", "idpcamp", "marker", "forward"]), min_size=1, max_size=4)
    )
    names = ["P0", *(f"P{number}" for number in range(1, len(kinds) + 1))]
    rows = [f"P0,r,Aland,1,1,conflict_zone,0,{draw(st.integers(1, 5000))}"]
    rows += [
        f"{name},r,{draw(st.sampled_from(['Aland', 'Borland']))},{at},2,{kind},0,{draw(st.integers(0, 400))}"
        for at, (name, kind) in enumerate(zip(names[1:], kinds, strict=True))
    ]
    pairs = [(a, b) for at, a in enumerate(names) for b in names[at + 1 :]]
    roads = [
        f"{a},{b},{draw(st.integers(1, 900))},{draw(st.sampled_from([0, 0, 0, 1, 2]))}"
        for a, b in draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    ]
    closures = [
        f"{kind},{draw(st.sampled_from(names))},{draw(st.sampled_from(names))},{draw(st.integers(0, 9))},"
        f"{draw(st.integers(0, 19))}"
        for kind in draw(st.lists(st.sampled_from(["location", "link", "camp"]), max_size=2))
    ]
    switches = draw(st.lists(st.booleans(), min_size=2, max_size=2))
    rules = (
        f"move_rules:\n  max_move_speed: {draw(st.integers(20, 400))}\n"
        f"  awareness_level: {draw(st.integers(1, 3))}\n  start_on_foot: {switches[0]}\n"
        f"  avoid_short_stints: {switches[1]}\n"
    )
    return example(
        locations_csv="\n".join(rows),
        routes_csv="\n".join(roads),
        closures_csv="\n".join(closures),
        conflicts_csv="#Day,P0\n" + "0,0.5\n" * 10 + "1,1\n" * 10 + "2,0\n" * 20,
        sim_period_csv="StartDate,2021-01-01\nLength,12\n",
        data_layout_csv="total,refugees.csv\nP1,north.csv\n",
        simsetting_yml=rules,
    )


@pytest.mark.parametrize("engine", ENGINES)
@given(folder=folders(), as_flee=st.booleans())
def test_nobody_is_lost_whatever_the_land(engine: str, folder: FleeFolder, as_flee: bool) -> None:
    """In any land each engine keeps everybody, in a place that a road leads to."""
    flows = flows_of(transition_of(folder, "flee" if as_flee else ""), engine=engine, seed=1)
    assert check(folder, flows.rows(), flows.on_the_road.tolist(), flows.set_out.tolist()) == []


def test_millions_are_moved_as_counts() -> None:
    """Ten thousand times the people are moved without an array of people."""
    folder = example(
        north_csv="2021-01-01,0\n2021-01-21,26000000\n2021-02-10,45000000\n",
        south_csv="2021-01-01,0\n2021-01-21,14000000\n2021-02-10,25000000\n",
    )
    run = run_population(transition_of(without_capacities(folder)), seed=1)
    assert run.counts[-1].sum() + run.on_the_road[-1] == run.set_out[-1] == 68_500_000


@pytest.mark.parametrize("compat", MODES)
def test_who_is_sent_back_is_known_on_setting_out(compat: str) -> None:
    """By day of arrival and road: native, who arrives while it is closed; as Flee, who entered before it closed."""
    folder = example()
    one, two = folder.locations[0].name, folder.locations[1].name
    folder = example(closures_csv=f"location,{one},{two},5,9\n")
    transition = transition_of(folder, compat)
    before = turned_back_of(transition)
    for day in transition.days:
        for entered in range(day.number):
            expected = transition.turned_back(
                np.arange(before.shape[1]), np.full(before.shape[1], entered), day
            )
            assert np.array_equal(before[day.number] > entered, expected)
    assert bool((before >= 0).any())


WALKED = """name1,name2,distance,forced_redirection,max_move_speed,walk_probability
Akora,Brava,{km},0,,{chance}
Brava,Camp North,{km},0,,{chance}
Brava,Camp South,240,0,,0
"""


@pytest.mark.parametrize(
    ("compat", "km", "chance"), [("", 150, 0.4), ("", 150, 1), ("flee", 150, 1), ("flee", 30, 0.4)]
)
def test_roads_that_are_walked_by_some_are_alike_in_all_engines(compat: str, km: int, chance: float) -> None:
    """Where one draw a road decides who walks, persons, populations and expected counts agree; so do both loops."""
    folder = without_capacities(example(routes_csv=WALKED.format(km=km, chance=chance)))
    transition = transition_of(folder, compat)
    days = [1, 5, 10, 25, 39]
    persons = np.mean([run_individual(transition, seed=seed).counts for seed in range(5)], axis=0)[days]
    fast, slow = (run_population(transition, seed=1, compiled=flag).counts for flag in (True, False))
    assert np.array_equal(fast, slow)
    expected = run_mean_field(transition).counts[days]
    error = 4.5 * np.sqrt(np.maximum(expected, 4.0) / 5)
    assert (np.abs(persons - expected) <= error + 0.01 * expected.sum(axis=1, keepdims=True)).all()
    assert (np.abs(fast[days] - expected) <= 4.5 * np.sqrt(np.maximum(expected, 4.0)) + 5.0).all()


@pytest.mark.parametrize("engine", ["population", "mean_field"])
def test_counts_refuse_who_walks_drawn_every_day(engine: str) -> None:
    """As Flee, on roads of more than a day, chance is drawn day by day: counts name the setting, persons do it."""
    transition = transition_of(example(routes_csv=WALKED.format(km=150, chance=0.4)), "flee")
    with pytest.raises(OneByOneError) as told:
        flows_of(transition, engine=engine)
    assert str(told.value) == (
        "input_csv/routes.csv, line 2, walk_probability: Flee draws it anew on each day of a road, which counts "
        "cannot; engine must be individual."
    )
    assert flows_of(transition, engine="individual").set_out[-1] > 0
