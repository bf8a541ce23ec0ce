"""What a plan is measured against: a bound that no plan can beat, and one destination per bus."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from posada.transport.distances import Distances
from posada.transport.packing import pack
from posada.transport.problem import Traveller


@dataclass(frozen=True, slots=True)
class Trips:
    """A number of departures and the kilometres of their round trips."""

    departures: int
    km: float

    def __add__(self, other: Trips) -> Trips:
        return Trips(self.departures + other.departures, self.km + other.km)


def lower_bound(
    distances: Distances, gathering_id: str, travellers: Sequence[Traveller], seats: int
) -> Trips:
    """Departures and kilometres, empty returns included, that no plan for these travellers goes below.

    `seats` is the most people that any bus of the gathering may take. People are sorted by the length of the
    shortest round trip to their place, farthest first; whatever the plan, the bus that goes farthest goes at
    least as far as the first of them, the next at least as far as person number `seats` + 1, and so on. Round
    trips are shortest paths through all places, so that the bound holds for any roads.csv.
    """
    round_trips = _round_trips(distances, gathering_id, {row.place_id for row in travellers})
    people = sorted(
        (round_trips[row.place_id] for row in travellers for _ in range(row.people)), reverse=True
    )
    return Trips(len(people[::seats]), math.fsum(people[::seats]))


def _round_trips(distances: Distances, gathering_id: str, place_ids: Iterable[str]) -> dict[str, float]:
    """The shortest way from the gathering to each place and back, over other places if that is shorter."""
    points = [gathering_id, *sorted(place_ids)]
    out = _shortest_ways(points, lambda one, other: _km(distances, one, other))
    back = _shortest_ways(points, lambda one, other: _km(distances, other, one))
    return {point: out[point] + back[point] for point in points}


def _km(distances: Distances, from_id: str, to_id: str) -> float:
    leg = distances.leg(from_id, to_id)
    return math.inf if leg is None else leg.km


def _shortest_ways(points: Sequence[str], km: Callable[[str, str], float]) -> dict[str, float]:
    """The shortest way from the first point to every other (Dijkstra 1959)."""
    found = {point: math.inf for point in points}
    found[points[0]] = 0.0
    left = list(points)
    while left:
        nearest = min(left, key=lambda point: found[point])
        left.remove(nearest)
        for point in left:
            found[point] = min(found[point], found[nearest] + km(nearest, point))
    return found


def one_destination_per_bus(
    distances: Distances,
    gathering_id: str,
    travellers: Iterable[Traveller],
    kinds: Sequence[tuple[int, int]],
) -> Trips:
    """What it would take if no bus went to more than one place and all people were ready at once."""
    to_place: dict[str, list[Traveller]] = {}
    large = []
    for row in travellers:
        if row.needs_spare_seats:
            large.append(row.place_id)
        else:
            to_place.setdefault(row.place_id, []).append(row)
    total = Trips(0, 0.0)
    for place_id in [*large, *(place_id for place_id, rows in to_place.items() for _ in pack(rows, kinds))]:
        loop = _km(distances, gathering_id, place_id) + _km(distances, place_id, gathering_id)
        total += Trips(1, loop)
    return total
