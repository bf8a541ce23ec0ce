"""Routes that a person weighs in a place: all ways up to so many hops, markers not counted.

A way of several roads leaves a plan: on arrival a person is in a *state*, a place with what is still to visit.
The first states are the places themselves, without a plan.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from posada.movement.network import Flags, Floats, Ints, Network


@dataclass(slots=True)
class States:
    """All states that some route leads to: the place, the next place of the plan, the state there, the last."""

    place: list[int]
    next_place: list[int]
    next_state: list[int]
    last_place: list[int]
    _known: dict[tuple[int, ...], int] = field(default_factory=dict)

    @classmethod
    def of_places(cls, places: int) -> States:
        """The states without a plan, one for each place."""
        numbers = list(range(places))
        states = cls(numbers[:], [-1] * places, numbers[:], numbers[:])
        states._known = {(place,): place for place in numbers}
        return states

    def along(self, way: tuple[int, ...]) -> int:
        """The state of being in the first place of a way with the others still to visit."""
        if way not in self._known:
            after = self.along(way[1:])
            self._known[way] = len(self.place)
            self.place.append(way[0])
            self.next_place.append(way[1])
            self.next_state.append(after)
            self.last_place.append(way[-1])
        return self._known[way]


@dataclass(frozen=True, slots=True)
class Routes:
    """The candidate routes of every place, those of one place side by side from `start[place]`."""

    start: Ints
    origin: Ints
    last_place: Ints
    km: Floats
    first_road: Ints
    state: Ints


def routes_over(
    network: Network, states: States, is_open: Flags, forced: Flags, markers: Flags, *, awareness: int
) -> Routes:
    """The routes over the roads that are open; where a forced road leaves a place, only forced roads do."""
    leaving = leaving_roads(network, is_open, forced)
    return _routes_of(
        network,
        states,
        leaving,
        [list(_ways(network, leaving, markers, place, max(awareness, 1))) for place in range(network.places)],
    )


def whole_routes_over(
    network: Network, states: States, is_open: Flags, forced: Flags, camps: Flags
) -> Routes:
    """The shortest way from every place to each camp that roads lead to, not through another camp."""
    leaving = leaving_roads(network, is_open, forced)
    ways: list[list[tuple[tuple[int, ...], float]]] = [[] for _ in range(network.places)]
    for camp in np.flatnonzero(camps):
        for place, way in enumerate(_shortest_ways(network, leaving, camps, int(camp))):
            if way is not None and place != camp:
                ways[place].append(way)
    return _routes_of(network, states, leaving, ways)


def _shortest_ways(
    network: Network, leaving: list[list[int]], camps: Flags, camp: int
) -> list[tuple[tuple[int, ...], float] | None]:
    """For each place the shortest way to a camp with its kilometres; of equal ones that of the first places."""
    arriving: list[list[int]] = [[] for _ in range(network.places)]
    for roads in leaving:
        for road in roads:
            arriving[network.head[road]].append(road)
    found: list[tuple[tuple[int, ...], float] | None] = [None] * network.places
    queue: list[tuple[float, tuple[int, ...]]] = [(0.0, (camp,))]
    while queue:
        km, way = heapq.heappop(queue)
        if found[way[0]] is not None:
            continue
        found[way[0]] = (way, km)
        if camps[way[0]] and way[0] != camp:
            continue
        for road in arriving[way[0]]:
            before = int(network.tail[road])
            if found[before] is None:
                heapq.heappush(queue, (km + float(network.km[road]), (before, *way)))
    return found


def _routes_of(
    network: Network, states: States, leaving: list[list[int]],
    ways: list[list[tuple[tuple[int, ...], float]]],
) -> Routes:  # fmt: skip
    """The ways of every place, with the road that each takes first."""
    rows: list[tuple[int, int, float, int, int]] = []
    start = [0]
    for place in range(network.places):
        for way, km in ways[place]:
            road = next(road for road in leaving[place] if network.head[road] == way[1])
            rows.append((place, way[-1], km, road, states.along(way[1:])))
        start.append(len(rows))
    columns = list(zip(*rows, strict=True)) if rows else [()] * 5
    origin, last, km_column, first, state = columns
    return Routes(
        np.array(start, np.int64), np.array(origin, np.int64), np.array(last, np.int64),
        np.array(km_column, float), np.array(first, np.int64), np.array(state, np.int64),
    )  # fmt: skip


def leaving_roads(network: Network, is_open: Flags, forced: Flags) -> list[list[int]]:
    """The roads that people can take out of each place, in the order of the rows."""
    leaving: list[list[int]] = [[] for _ in range(network.places)]
    for road in np.flatnonzero(is_open):
        leaving[network.tail[road]].append(int(road))
    for roads in leaving:
        if must := [road for road in roads if forced[road]]:
            roads[:] = must
    return leaving


def _ways(
    network: Network, leaving: list[list[int]], markers: Flags, place: int, awareness: int
) -> Iterator[tuple[tuple[int, ...], float]]:
    """Ways without a loop that end in a place that is no marker, depth first."""
    stack: list[tuple[tuple[int, ...], float, int]] = [
        ((place, int(network.head[road])), float(network.km[road]), 1) for road in reversed(leaving[place])
    ]
    while stack:
        way, km, hops = stack.pop()
        end = way[-1]
        if markers[end]:
            hops -= 1
        else:
            yield way, km
        if hops < awareness:
            for road in reversed(leaving[end]):
                head = int(network.head[road])
                if head not in way:
                    stack.append(((*way, head), km + float(network.km[road]), hops + 1))
