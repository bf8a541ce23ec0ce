"""Loads: who shares a bus, at how many stops, on how long a way round."""

import datetime as dt
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from posada.programme.tables import Road, Tie
from posada.transport.loads import MOST_DETOUR_SHARE, TRIP_AS_KM, Load, Loader
from posada.transport.problem import Traveller, read_problem

DAY = dt.date(2021, 11, 22)


def loader(
    build: Callable[..., Any], kinds: list[tuple[int, int]], stops_at_most: int = 3, **options: Any
) -> tuple[Loader, tuple[Traveller, ...]]:
    programme, assignments = build(buses=(("coach", 99, 9, 1),), **options)
    problem = read_problem(programme, assignments, ())
    found = Loader(problem.timetable(), "g", kinds=kinds, stops_at_most=stops_at_most)
    return found, problem.travellers


def told(loads: list[Load]) -> list[dict[str, int]]:
    found = []
    for load in loads:
        people: Counter[str] = Counter()
        for row in load.travellers:
            people[row.place_id] += row.people
        found.append(dict(sorted(people.items())))
    return sorted(found, key=str)


# Two towns next to each other at the end of a long road, and one somewhere else.
PLACES = {"a": {"km": 500}, "b": {"km": 510}, "far": {"km": 500}}
ROADS = (
    Road(from_id="a", to_id="b", km=10),
    Road(from_id="a", to_id="far", km=900),
    Road(from_id="b", to_id="far", km=900),
)


def test_full_buses_go_to_one_place_and_leftovers_together(build: Callable[..., Any]) -> None:
    """Twelve people to a and seven to b on buses of ten: ten to a; two to a with seven to b."""
    households = {f"a{number}": {"to": "a", "size": 2} for number in range(6)}
    households |= {"b0": {"to": "b", "size": 4}, "b1": {"to": "b", "size": 3}}
    found, travellers = loader(build, [(10, 0)], places=PLACES, roads=ROADS, households=households)
    assert told(found.make(travellers, DAY)) == [{"a": 10}, {"a": 2, "b": 7}]


def test_places_apart_are_not_joined(build: Callable[..., Any]) -> None:
    """A way round of 900 km is not taken to save a bus, however empty both are."""
    households = {"h1": {"to": "a"}, "h2": {"to": "far"}}
    found, travellers = loader(build, [(10, 0)], places=PLACES, roads=ROADS, households=households)
    assert told(found.make(travellers, DAY)) == [{"a": 1}, {"far": 1}]


def test_a_place_on_the_way_is_joined_only_if_nobody_rides_much_farther(build: Callable[..., Any]) -> None:
    """Shares of the detour up to the limit, and not beyond."""
    households = {"h1": {"to": "a"}, "h2": {"to": "b"}}
    for way_on, joined in ((100, True), (200, False)):
        places = {"a": {"km": 500}, "b": {"km": 520}}
        roads = (Road(from_id="a", to_id="b", km=way_on),)
        assert (500 + way_on <= 520 * (1 + MOST_DETOUR_SHARE)) == joined
        found, travellers = loader(build, [(10, 0)], places=places, roads=roads, households=households)
        assert (len(found.make(travellers, DAY)) == 1) == joined


def test_stops_are_counted(build: Callable[..., Any]) -> None:
    """With at most one stop, neighbours go on two buses."""
    households = {"h1": {"to": "a"}, "h2": {"to": "b"}}
    found, travellers = loader(build, [(10, 0)], 1, places=PLACES, roads=ROADS, households=households)
    assert told(found.make(travellers, DAY)) == [{"a": 1}, {"b": 1}]


def test_households_to_be_kept_apart_share_no_bus(build: Callable[..., Any]) -> None:
    """Not even on the way to different places."""
    households = {"h1": {"to": "a"}, "h2": {"to": "b"}}
    ties = (Tie(household_id="h1", with_household_id="h2", kind="family", bond="apart"),)
    found, travellers = loader(build, [(10, 0)], places=PLACES, roads=ROADS, households=households, ties=ties)
    assert told(found.make(travellers, DAY)) == [{"a": 1}, {"b": 1}]


def test_leftovers_are_split_where_that_saves_a_bus(build: Callable[..., Any]) -> None:
    """Three towns with 6 people in households of 2, buses of 9... 18 people need two, not three."""
    places = {"a": {"km": 500}, "b": {"km": 510}, "c": {"km": 520}}
    roads = tuple(
        Road(from_id=one, to_id=other, km=10) for one, other in (("a", "b"), ("b", "c"), ("a", "c"))
    )
    households = {
        f"{place}{number}": {"to": place, "size": size}
        for place in "abc"
        for number, size in enumerate((3, 2, 1))
    }
    found, travellers = loader(build, [(9, 0)], places=places, roads=roads, households=households)
    loads = found.make(travellers, DAY)
    assert [load.people for load in loads] == [9, 9]


def test_receptions_that_no_order_of_stops_finds_open_are_not_joined(build: Callable[..., Any]) -> None:
    """Two neighbours, open at hours that no bus can keep on one way."""
    places = {
        "a": {"km": 500, "receives_from": dt.time(8), "receives_until": dt.time(9)},
        "b": {"km": 510, "receives_from": dt.time(18), "receives_until": dt.time(19)},
    }
    households = {"h1": {"to": "a"}, "h2": {"to": "b"}}
    found, travellers = loader(build, [(10, 0)], places=places, roads=ROADS[:1], households=households)
    assert told(found.make(travellers, DAY)) == [{"a": 1}, {"b": 1}]


def test_many_stops_are_put_where_they_add_least(build: Callable[..., Any]) -> None:
    """Beyond four stops the order is found by insertion: along a line it is the line."""
    names = "abcdef"
    places = {name: {"km": 500 + 10 * number} for number, name in enumerate(names)}
    roads = tuple(
        Road(from_id=one, to_id=other, km=10 * (names.index(other) - names.index(one)))
        for one in names
        for other in names
        if one < other
    )
    found, _ = loader(build, [(10, 0)], 6, places=places, roads=roads, households={})
    (route,) = found.routes(frozenset(names))
    assert route.loop_km == 1100
    assert "".join(route.place_ids) in {names, names[::-1]} or route.loop_km == 2 * 550


def test_cost_and_directness(build: Callable[..., Any]) -> None:
    """Round trip and what a departure weighs; a full bus to one place is as direct as can be."""
    households = {"h1": {"to": "a", "size": 10}, "h2": {"to": "a", "size": 5}}
    found, travellers = loader(build, [(10, 0)], places=PLACES, roads=ROADS, households=households)
    full, half = (Load((row,)) for row in travellers)
    assert found.cost(full) == 1000 + TRIP_AS_KM
    assert found.directness(full) == 1000 / (1000 + TRIP_AS_KM)
    assert found.directness(half) == found.directness(full) / 2


@given(st.data())
def test_loads_hold_everybody_once_and_fit(build: Callable[..., Any], data: st.DataObject) -> None:
    """Whatever the households: each is in one load, and each load fits a bus and its stops."""
    places = {name: {"km": 400 + 20 * number} for number, name in enumerate("abcd")}
    roads = tuple(
        Road(from_id=one, to_id=other, km=data.draw(st.integers(10, 80)))
        for one in "abcd"
        for other in "abcd"
        if one < other
    )
    households = {
        f"h{number:02}": {"to": place, "size": size, "wheelchairs": chairs}
        for number, (place, size, chairs) in enumerate(
            data.draw(
                st.lists(
                    st.tuples(st.sampled_from("abcd"), st.integers(1, 6), st.sampled_from([0, 0, 1])),
                    max_size=14,
                )
            )
        )
    }
    kinds = [(12, 0), (9, 2)]
    stops = data.draw(st.integers(1, 4))
    found, travellers = loader(build, kinds, stops, places=places, roads=roads, households=households)
    loads = found.make(travellers, DAY)
    assert sorted(row.household_id for load in loads for row in load.travellers) == sorted(households)
    for load in loads:
        assert any(load.people <= seats and load.wheelchairs <= chairs for seats, chairs in kinds)
        assert len(load.place_ids) <= stops
        assert found.fits(load)
        assert found.can_leave(load)
