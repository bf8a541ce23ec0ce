"""The engines beside each other and beside outcomes counted by hand; checks that find what was put wrong."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.movement.check import check
from posada.movement.example import example
from posada.movement.flee_folder import read_flee_folder
from posada.movement.individual import run_individual
from posada.movement.mean_field import run_mean_field
from posada.movement.population import run_population
from posada.movement.result import Flows
from posada.movement.rows import FleeFolder
from posada.movement.simulate import ENGINES, flows_of, simulate
from posada.movement.transition import transition_of
from posada.movement.validation import without_capacities

CONFLICTS = ("mali2012", "burundi2015", "car2013", "nigeria2016", "ssudan2013", "syria2013")
MODES = ("", "flee")


def two_days(**more: str) -> FleeFolder:
    """Three places in a row, a day apart: people leave A surely, B by a chance of 0.4, the camp C by 0.25."""
    return example(
        locations_csv="A,r,Aland,1,1,conflict_zone,0,100\nB,r,Aland,1,2,town,0,100\nC,r,Aland,1,3,camp,0,0\n",
        routes_csv="A,B,150,0\nB,C,150,0\n",
        conflicts_csv="#Day,A\n" + "0,1\n" * 40,
        sim_period_csv="StartDate,2021-01-01\nLength,3\n",
        data_layout_csv="total,refugees.csv\nC,south.csv\n",
        simsetting_yml="move_rules:\n  max_move_speed: 200\n  default_movechance: 0.4\n  camp_movechance: 0.25\n"
        "  conflict_weight: 0.5\nspawn_rules:\n  insert_day0: false\n",
        **{"south_csv": "2021-01-01,2\n2021-02-10,2\n"} | more,
    )


def outcomes_of_one() -> dict[tuple[str, ...], float]:
    """Each way the evenings of one person can go, with its chance, written down from the rules.

    150 km at 200 km a day are three quarters of it, so that a second road on one day ends on the next. Who stands in B
    goes to A with a weight of 0.5 and to C with 1, over the same distance: a third and two thirds. Who has a road
    before them in the evening arrives on the next day, with half of it gone, and may go on once more.
    """
    found: dict[tuple[str, ...], float] = {}

    def arrive(place: str, days: tuple[str, ...], chance: float) -> None:
        """Somebody arrives on a day with parts of it left."""
        if len(days) == 3:
            return
        leaves = {"A": 1.0, "B": 0.4, "C": 0.25}[place]
        if leaves < 1.0:
            rest(place, (*days, place), chance * (1.0 - leaves))
        for to, share in {"A": (("B", 1.0),), "B": (("A", 1 / 3), ("C", 2 / 3)), "C": (("B", 1.0),)}[place]:
            road((*days, "road"), to, chance * leaves * share)

    def road(days: tuple[str, ...], to: str, chance: float) -> None:
        """Somebody spends a night on the road and arrives on the next day."""
        if len(days) == 3:
            found[days] = found.get(days, 0.0) + chance
        else:
            arrive(to, days, chance)

    def rest(place: str, days: tuple[str, ...], chance: float) -> None:
        """Somebody spends a night in a place, and may leave in the morning and arrive on that day."""
        if len(days) == 3:
            found[days] = found.get(days, 0.0) + chance
            return
        leaves = {"A": 1.0, "B": 0.4, "C": 0.25}[place]
        if leaves < 1.0:
            rest(place, (*days, place), chance * (1.0 - leaves))
        for to, share in {"A": (("B", 1.0),), "B": (("A", 1 / 3), ("C", 2 / 3)), "C": (("B", 1.0),)}[place]:
            arrive(to, days, chance * leaves * share)

    rest("A", (), 1.0)
    return found


def test_outcomes_are_as_counted_by_hand() -> None:
    """Expected counts are exactly those of all ways that two people's evenings can go, taken together."""
    one = outcomes_of_one()
    assert sum(one.values()) == pytest.approx(1.0)
    run = run_mean_field(transition_of(two_days()))
    for day, (at, place) in itertools.product(range(3), enumerate("ABC")):
        expected = 2 * sum(chance for days, chance in one.items() if days[day] == place)
        assert run.counts[day, at] == pytest.approx(expected, abs=1e-4), (day, place)


@pytest.mark.parametrize("engine", ["population", "individual"])
def test_two_people_go_each_way_as_often_as_counted_by_hand(engine: str) -> None:
    """The whole distribution of counts on three evenings, over 2,000 runs, is that of two people by themselves."""
    transition = transition_of(two_days())
    one = outcomes_of_one()
    expected: dict[tuple[int, ...], float] = {}
    for (first, p), (second, q) in itertools.product(one.items(), repeat=2):
        both = tuple(
            (a == place) + (b == place) for a, b in zip(first, second, strict=True) for place in "ABC"
        )
        expected[both] = expected.get(both, 0.0) + p * q
    runs = 2000
    seen: dict[tuple[int, ...], int] = {}
    for seed in range(runs):
        counts = flows_of(transition, engine=engine, seed=seed).counts
        key = tuple(int(people) for people in counts.ravel())
        seen[key] = seen.get(key, 0) + 1
    assert set(seen) <= set(expected)
    for key, chance in expected.items():
        error = 5.0 * np.sqrt(runs * chance * (1 - chance)) + 1
        assert abs(seen.get(key, 0) - runs * chance) <= error, key


@pytest.mark.parametrize("compat", MODES)
def test_one_person_is_moved_alike_by_all_engines(compat: str) -> None:
    """With a single person the means of both engines of chance are the expected count."""
    folder = two_days(south_csv="2021-01-01,1\n2021-02-10,1\n")
    transition = transition_of(folder, compat)
    expected = run_mean_field(transition).counts
    for engine in ("population", "individual"):
        runs = np.mean([flows_of(transition, engine=engine, seed=seed).counts for seed in range(600)], axis=0)
        assert np.abs(runs - expected).max() < 5 * 0.5 / np.sqrt(600)


def chain(*km: float, speed: float = 200.0, **more: str) -> FleeFolder:
    """A conflict, places that nobody stays in and a camp at the end, in a row; each road leads on only."""
    names = [f"P{number}" for number in range(len(km) + 1)]
    kinds = ["conflict_zone", *["forward"] * (len(km) - 1), "camp"]
    return example(
        **{
            "locations_csv": "".join(
                f"{name},r,Aland,1,{at},{kind},0,1000\n"
                for at, (name, kind) in enumerate(zip(names, kinds, strict=True))
            ),
            # The value 2 forces people out of the second place, and so keeps them from going back.
            "routes_csv": "".join(f"{b},{a},{d},2\n" for a, b, d in zip(names, names[1:], km, strict=False)),
            "conflicts_csv": "#Day,P0\n" + "0,1\n" * 40,
            "sim_period_csv": "StartDate,2021-01-01\nLength,12\n",
            "data_layout_csv": f"total,refugees.csv\n{names[-1]},south.csv\n",
            "south_csv": "2021-01-01,100\n",
            "simsetting_yml": f"move_rules:\n  max_move_speed: {speed}\n  camp_movechance: 0\n"
            "spawn_rules:\n  insert_day0: false\n",
        }
        | more
    )


def _arrive_on(folder: FleeFolder, engine: str) -> int:
    """The day on which all 100 people are in the camp, before which nobody is."""
    camp = flows_of(transition_of(folder), engine=engine, seed=1).counts[:, -1]
    assert set(camp.round(6).tolist()) <= {0.0, 100.0}
    return int(np.argmax(camp > 50.0)) if camp.any() else len(camp)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("roads", "day"),
    [
        ([12.4] * 23, 1), ([2.0] * 24, 0), ([2.0] * 99, 0), ([1.0] * 150, 0), ([196.5], 0), ([197.0], 0),
        ([199.0], 0), ([200.0], 1), ([397.0], 1), ([399.0], 1), ([199.0, 199.0], 1), ([100.0, 100.0, 199.9], 1),
    ],
    ids=lambda it: f"{len(it)} roads of {it[0]} km" if isinstance(it, list) else f"day {it}",
)  # fmt: skip
def test_a_day_is_a_limit_however_the_way_is_cut(roads: list[float], day: int, engine: str) -> None:
    """At 200 km a day, people are in the camp on the day in which the kilometres of all roads together end."""
    assert _arrive_on(chain(*roads), engine) == day


@pytest.mark.parametrize("engine", ENGINES)
@given(
    roads=st.lists(st.floats(0.1, 500.0).map(lambda km: round(km, 2)), min_size=1, max_size=8),
    speed=st.integers(20, 400),
)
def test_nobody_goes_further_than_the_days_allow(roads: list[float], speed: int, engine: str) -> None:
    """Along any row of roads: not a day early, and late only where a second a road makes a day."""
    seconds = 86_400 * sum(roads) / speed
    day = _arrive_on(chain(*roads, speed=speed), engine)
    assert min(seconds // 86_400, 12) <= day <= (seconds + len(roads)) // 86_400


def two_ways(one_km: float, two_km: float, rest_km: float) -> FleeFolder:
    """Two conflicts with 100 people each, both by the same place to a camp."""
    return chain(
        1.0,
        locations_csv="A,r,Aland,1,1,conflict_zone,0,1000\nB,r,Aland,1,2,conflict_zone,0,1000\n"
        "H,r,Aland,1,3,forward,0,0\nC,r,Aland,1,4,camp,0,0\n",
        routes_csv=f"H,A,{one_km},2\nH,B,{two_km},2\nC,H,{rest_km},2\n",
        conflicts_csv="#Day,A,B\n" + "0,1,1\n" * 40,
        data_layout_csv="total,refugees.csv\nC,south.csv\n",
        south_csv="2021-01-01,200\n",
        simsetting_yml="move_rules:\n  max_move_speed: 200\n  camp_movechance: 0\n"
        "spawn_rules:\n  insert_day0: false\n  conflict_driven_spawning:\n    spawn_mode: constant\n"
        "    displaced_per_conflict_day: 100\n",
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_people_of_other_hours_keep_their_hours(engine: str) -> None:
    """Who comes to a place with 10 km behind them can go on for 165 km on this day, who has 49 km cannot."""
    camp = flows_of(transition_of(two_ways(10.0, 49.0, 165.0)), engine=engine, seed=1).counts[:2, 3]
    assert camp.round(6).tolist() == [100.0, 300.0]


@pytest.mark.parametrize(
    ("engine", "days"), [("individual", [100, 300]), ("population", [0, 200]), ("mean_field", [0, 200])]
)
def test_people_of_the_same_three_hours_wait_for_the_slowest(engine: str, days: list[int]) -> None:
    """Engines of counts put 20 and 24 km together: as some would go further than a day, all spend the night.

    All are there on the next day, so that the error is a day at most for who would have come in time.
    """
    camp = flows_of(transition_of(two_ways(20.0, 24.0, 178.0)), engine=engine, seed=1).counts[:2, 3]
    assert camp.round(6).tolist() == days


@pytest.mark.shared_data
@pytest.mark.parametrize("compat", MODES)
def test_persons_and_populations_agree_in_a_real_conflict(shared_data: Path, compat: str) -> None:
    """Mali 2012 with camps that take everybody, at a tenth of the people: the means differ by chance and rounding only.

    The engine of counts takes means where people meet, which is no chance: 1 % of all people may be elsewhere for it.
    """
    folder = read_flee_folder(
        shared_data / "movement" / "mali2012", shared_data / "movement" / "simsetting.yml"
    )
    transition = transition_of(without_capacities(_tenth(folder)), compat)
    persons = np.array([run_individual(transition, seed=seed).counts for seed in range(6)])[:, 29::30]
    counts = np.array([run_population(transition, seed=seed).counts for seed in range(6)])[:, 29::30]
    error = np.sqrt((persons.var(axis=0, ddof=1) + counts.var(axis=0, ddof=1)) / 6)
    away = np.abs(persons.mean(axis=0) - counts.mean(axis=0))
    people = persons.mean(axis=0).sum(axis=1, keepdims=True)
    assert (away <= 5.0 * np.maximum(error, 1.0) + 0.01 * people).all()
    assert away.sum() <= 0.02 * people.sum()


def _tenth(folder: FleeFolder) -> FleeFolder:
    from dataclasses import replace

    return replace(folder, settings=replace(folder.settings, hasten=10))


@pytest.mark.shared_data
@pytest.mark.parametrize("compat", MODES)
@pytest.mark.parametrize("name", CONFLICTS)
def test_every_engine_runs_every_conflict(shared_data: Path, name: str, compat: str) -> None:
    """All six published conflicts pass the check of each engine, in the days from which most people move."""
    from dataclasses import replace

    folder = read_flee_folder(shared_data / "movement" / name, shared_data / "movement" / "simsetting.yml")
    days = min(folder.days, 60)
    intensities = folder.intensities and {place: row[:days] for place, row in folder.intensities.items()}
    hasten = 400 if name == "syria2013" else 40
    folder = replace(
        folder, days=days, intensities=intensities, settings=replace(folder.settings, hasten=hasten)
    )
    transition = transition_of(folder, compat)
    for engine in ENGINES:
        flows = flows_of(transition, engine=engine, seed=1)
        assert flows.set_out[-1] > 0
        assert _told(flows) == []


def _told(flows: Flows) -> list[str]:
    return check(flows.folder, flows.rows(), flows.on_the_road.tolist(), flows.set_out.tolist())


def _with_one_more(flows: Flows, day: int, place: int, people: float) -> list[str]:
    rows = list(flows.rows())
    at = day * len(flows.folder.locations) + place
    rows[at] = rows[at]._replace(people=rows[at].people + people)
    return check(flows.folder, rows, flows.on_the_road.tolist(), flows.set_out.tolist())


@pytest.mark.parametrize("people", [1.0, -1.0, 0.5])
def test_the_check_finds_people_lost_or_invented_on_any_day(people: float) -> None:
    """Whoever appears or is lost, on whatever day, is told with that day."""
    flows = simulate(example(), seed=2)
    for day in (0, 17, 39):
        told = _with_one_more(flows, day, 0, people)
        assert any(line.startswith(f"2021-0{1 + (day > 30)}-{1 + day % 31:02d}: must have ") for line in told)


def test_the_check_finds_fewer_than_nobody() -> None:
    """A place with fewer than nobody is told, even if somebody elsewhere makes up for it."""
    flows = simulate(example(), seed=2)
    rows = list(flows.rows())
    rows[1] = rows[1]._replace(people=-1.0)
    rows[0] = rows[0]._replace(people=sum(row.people for row in flows.rows()[:2]) + 1.0)
    told = check(flows.folder, rows, flows.on_the_road.tolist(), flows.set_out.tolist())
    assert told == ["Brava on 2021-01-01: must be at least 0, got -1."]


def test_the_check_finds_a_day_that_is_missing() -> None:
    """An answer that ends too soon is told."""
    flows = simulate(example(), seed=2)
    told = check(flows.folder, flows.rows()[:-4], flows.on_the_road.tolist(), flows.set_out.tolist())
    assert told == ["must have 40 days, got 39."]


def test_the_check_finds_people_who_never_set_out() -> None:
    """Those who set out cannot become fewer from one day to the next."""
    flows = simulate(example(), seed=2)
    fewer, counts = flows.set_out.copy(), list(flows.rows())
    fewer[20:] -= 900
    counts = [
        row._replace(people=row.people - 900 * (at >= 80 and row.place == "Camp North"))
        for at, row in enumerate(counts)
    ]
    told = check(flows.folder, counts, flows.on_the_road.tolist(), fewer.tolist())
    assert len(told) == 1
    assert told[0].startswith("2021-01-21: must have at least ")


def test_the_check_finds_fewer_than_nobody_on_roads() -> None:
    """Roads cannot hold fewer than nobody, even if a place makes up for it."""
    flows = simulate(example(), seed=2)
    rows, roads = list(flows.rows()), flows.on_the_road.copy()
    rows[0] = rows[0]._replace(people=rows[0].people + roads[0] + 3.0)
    roads[0] = -3.0
    told = check(flows.folder, rows, roads.tolist(), flows.set_out.tolist())
    assert told == ["the roads on 2021-01-01: must be at least 0, got -3."]


def test_awareness_zero_moves_people_in_native_mode_only() -> None:
    """People who know the roads only still move, in counts as one by one; Flee 3.1 moves nobody."""
    folder = example(simsetting_yml="move_rules:\n  awareness_level: 0\n")
    for run in (run_mean_field, lambda transition: run_population(transition, seed=1)):
        assert run(transition_of(folder)).counts[-1, 2:].sum() > 1000
        assert run(transition_of(folder, "flee")).counts[-1, 1:].sum() == 0
