"""The lower bound, against the best plan found by trying all; and one destination per bus by hand."""

import math
from collections.abc import Callable, Iterator
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from posada.programme.tables import Road
from posada.transport.bounds import Trips, lower_bound, one_destination_per_bus
from posada.transport.distances import Distances
from posada.transport.problem import read_problem


def partitions(items: list[Any]) -> Iterator[list[list[Any]]]:
    if not items:
        yield []
        return
    for rest in partitions(items[1:]):
        for index in range(len(rest)):
            yield [*rest[:index], [items[0], *rest[index]], *rest[index + 1 :]]
        yield [[items[0]], *rest]


def loop_km(distances: Distances, places: set[str]) -> float:
    return min(
        sum(distances.leg(one, other).km for one, other in zip(("g", *tour), (*tour, "g"), strict=True))
        for tour in permutations(sorted(places))
    )


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 3)), min_size=1, max_size=6),
    st.lists(st.integers(1, 500), min_size=6, max_size=6),
    st.integers(3, 6),
)
@settings(max_examples=40)
def test_no_plan_at_all_is_below_the_bound(
    build: Callable[..., Any], households: list[tuple[str, int]], kms: list[int], seats: int
) -> None:
    """The best of all ways to share buses and order stops, on roads that need not be sensible."""
    pairs = (("g", "a"), ("g", "b"), ("g", "c"), ("a", "b"), ("b", "c"), ("a", "c"))
    programme, assignments = build(
        places={name: {} for name in "abc"},
        households={
            f"h{number}": {"to": place, "size": size} for number, (place, size) in enumerate(households)
        },
        roads=[Road(from_id=one, to_id=other, km=km) for (one, other), km in zip(pairs, kms, strict=True)],
    )
    travellers = read_problem(programme, assignments, ()).travellers
    distances = Distances(programme)
    plans = [
        (math.fsum(loop_km(distances, {row.place_id for row in bus}) for bus in buses), len(buses))
        for buses in partitions(list(travellers))
        if all(sum(row.people for row in bus) <= seats for bus in buses)
    ]
    bound = lower_bound(distances, "g", travellers, seats)
    assert bound.km <= min(km for km, _ in plans) + 1e-9
    assert bound.departures <= min(number for _, number in plans)


def test_the_bound_by_hand(build: Callable[..., Any]) -> None:
    """Five people at 100 km and three at 40, four to a bus: one goes 100 km out, one 100: 400 km in all."""
    programme, assignments = build(
        places={"a": {"km": 100}, "b": {"km": 40}},
        households={"h1": {"to": "a", "size": 5}, "h2": {"to": "b", "size": 3}},
        roads=(Road(from_id="a", to_id="b", km=70),),
    )
    travellers = read_problem(programme, assignments, ()).travellers
    assert lower_bound(Distances(programme), "g", travellers, 4) == Trips(2, 400.0)
    assert lower_bound(Distances(programme), "g", travellers, 5) == Trips(2, 280.0)


def test_one_destination_per_bus_by_hand(build: Callable[..., Any]) -> None:
    """Buses of four: five people in households of 3 and 2 need two to a, three people one to b."""
    programme, assignments = build(
        places={"a": {"km": 100}, "b": {"km": 40}},
        households={
            "h1": {"to": "a", "size": 3},
            "h2": {"to": "a", "size": 2},
            "h3": {"to": "b", "size": 3},
        },
    )
    travellers = read_problem(programme, assignments, ()).travellers
    assert one_destination_per_bus(Distances(programme), "g", travellers, [(4, 0)]) == Trips(3, 480.0)
