"""The engine of persons: everybody is somewhere, keeps a home, and moves no further than a day allows."""

import dataclasses

import numpy as np

from posada.movement.example import example
from posada.movement.individual import run_individual
from posada.movement.transition import transition_of

LINE = "#name,region,country,latitude,longitude,location_type,conflict_date,population\n" + "".join(
    f"{name},r,Aland,1,{at},{kind},0,1000\n"
    for at, (name, kind) in enumerate(
        [("A", "conflict"), ("B", "forward"), ("C", "forward"), ("D", "camp")], 1
    )
)
SETTINGS = "move_rules:\n  max_move_speed: 200\n  camp_movechance: 0\nspawn_rules:\n  insert_day0: false\n"


def line_world(km: tuple[float, float, float], **more: str) -> dict[str, str]:
    """Four places in a row: a conflict, two places that nobody stays in, a camp."""
    roads = "".join(f"{a},{b},{d},2\n" for (a, b), d in zip(("BA", "CB", "DC"), km, strict=True))
    return {
        "locations_csv": LINE,
        # The value 2 forces people out of the second place; here it keeps them from going back.
        "routes_csv": roads,
        "conflicts_csv": "#Day,A\n" + "0,1\n" * 40,
        "data_layout_csv": "total,refugees.csv\nD,south.csv\n",
        "south_csv": "2021-01-01,100\n",
        "simsetting_yml": SETTINGS,
    } | more


def test_everybody_is_in_a_place_or_on_a_road() -> None:
    """The counts of places and roads add up to those who have set out."""
    transition = transition_of(example())
    run = run_individual(transition, seed=3)
    set_out = np.cumsum(transition.schedule.setting_out) + transition.schedule.placed_at_start.sum()
    assert np.array_equal(run.counts.sum(axis=1) + run.on_the_road, set_out)


def test_one_seed_gives_one_answer() -> None:
    """The same seed gives the same counts, another seed others."""
    transition = transition_of(example())
    first, again, other = (run_individual(transition, seed=seed).counts for seed in (5, 5, 6))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_numba_changes_nothing() -> None:
    """The loop as Python runs it gives the counts of the loop that numba compiles, where that is installed."""
    transition = transition_of(example(), "flee")
    with_it, without = (run_individual(transition, seed=1, compiled=flag).counts for flag in (True, False))
    assert np.array_equal(with_it, without)


def test_in_native_mode_a_day_is_a_limit() -> None:
    """Three roads of 190 km at 200 km a day bring people to the camp on the third day, not before."""
    world = line_world((190.0, 190.0, 190.0))
    camp = run_individual(transition_of(example(**world)), seed=1).counts[:, 3]
    assert camp[:3].tolist() == [0, 0, 100]


def test_flee_lets_people_go_further_than_a_day() -> None:
    """In the mode of Flee who has 1 km left of the day goes on for a full day's speed."""
    world = line_world((199.0, 199.0, 199.0))
    counts = run_individual(transition_of(example(**world), "flee"), seed=1).counts
    assert counts[0, 2] > 0


def test_people_keep_their_home_and_their_arrivals() -> None:
    """A person's history begins after they set out, and ends where they are."""
    transition = transition_of(example())
    run = run_individual(transition, seed=2, with_histories=True)
    assert set(run.people.home.tolist()) == {0}
    assert run.histories is not None
    for person in (0, 50, 900):
        visits = run.histories.of(person)
        assert visits
        assert visits[0][0] >= run.people.since[person]
        if run.people.road[person] < 0:
            assert transition.states.place[run.people.state[person]] == visits[-1][1]


def test_a_person_takes_less_than_100_bytes() -> None:
    """The memory of a person is bounded, so that millions fit."""
    run = run_individual(transition_of(example()), seed=2)
    assert run.people.bytes_each <= 100


def test_a_closed_road_is_not_taken_in_native_mode_and_is_in_flee() -> None:
    """A closure of one road closes it; Flee 3.1 leaves it open."""
    closed = {"closures_csv": "link,Brava,Camp North,0,99\n"}
    native = run_individual(transition_of(example(**closed)), seed=1).counts
    flee = run_individual(transition_of(example(**closed), "flee"), seed=1).counts
    assert native[:, 2].sum() == 0
    assert flee[-1, 2] > 100


def test_a_forced_road_is_taken_by_everybody_in_native_mode_only() -> None:
    """Redirection sends all who leave down one road; Flee 3.1 splits them."""
    roads = "#n\nAkora,Brava,150,0\nBrava,Camp North,120,1\nBrava,Camp South,240,0\n"
    native = run_individual(transition_of(example(routes_csv=roads)), seed=1).counts
    flee = run_individual(transition_of(example(routes_csv=roads), "flee"), seed=1).counts
    assert native[-1, 3] == 0
    assert flee[-1, 3] > 100


def test_a_full_camp_takes_nobody_more_than_its_places() -> None:
    """Where there is another camp, the full one stays near its capacity."""
    folder = example()
    rows = [
        dataclasses.replace(place, capacity=500) if place.name == "Camp North" else place
        for place in folder.locations
    ]
    run = run_individual(transition_of(dataclasses.replace(folder, locations=tuple(rows))), seed=1)
    assert 400 <= run.counts[-1, 2] <= 700


def test_awareness_zero_moves_people_in_native_mode_only() -> None:
    """People who know the roads only still move; Flee 3.1 moves nobody."""
    rules = {"simsetting_yml": "move_rules:\n  awareness_level: 0\n"}
    native = run_individual(transition_of(example(**rules)), seed=1).counts
    flee = run_individual(transition_of(example(**rules), "flee"), seed=1).counts
    assert native[-1, 2:].sum() > 1000
    assert flee[-1, 1:].sum() == 0
