"""The way of a group: the towns from where it sets out to where it is heading, and how far each is."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass

from posada.programme.tables import Route


@dataclass(frozen=True, slots=True)
class Way:
    """Locations in the order in which they are reached, and the kilometres to each from the first."""

    location_ids: tuple[str, ...]
    km: tuple[float, ...]

    def starting_at(self, location_id: str) -> Way:
        """The rest of the way from one of its locations; ValueError if it is not on the way."""
        at = self.location_ids.index(location_id)
        return Way(self.location_ids[at:], tuple(km - self.km[at] for km in self.km[at:]))


def way_between(routes: Iterable[Route], from_id: str, towards_id: str | None = None) -> Way:
    """The shortest way on foot; without an end, to the location farthest away.

    >>> from posada.programme.tables import Route
    >>> rows = [("a", "b", 10), ("b", "c", 20), ("a", "c", 50)]
    >>> routes = [Route(from_location_id=one, to_location_id=two, km=km) for one, two, km in rows]
    >>> way_between(routes, "a").km
    (0.0, 10.0, 30.0)
    """
    beside: dict[str, dict[str, float]] = {from_id: {}}
    for route in routes:
        for one, two in (
            (route.from_location_id, route.to_location_id),
            (route.to_location_id, route.from_location_id),
        ):
            nearest = beside.setdefault(one, {})
            nearest[two] = min(route.km, nearest.get(two, route.km))
    km_to, comes_from = _shortest(beside, from_id)
    if towards_id is None:
        towards_id = max(km_to, key=lambda location_id: (km_to[location_id], location_id))
    if towards_id not in km_to:
        raise ValueError(f"routes.csv: there must be a way from {from_id!r} to {towards_id!r}, got none.")
    back = [towards_id]
    while back[-1] != from_id:
        back.append(comes_from[back[-1]])
    order = tuple(reversed(back))
    return Way(order, tuple(km_to[location_id] for location_id in order))


def _shortest(beside: dict[str, dict[str, float]], from_id: str) -> tuple[dict[str, float], dict[str, str]]:
    """Dijkstra's algorithm; ties go to the smaller id."""
    km_to: dict[str, float] = {}
    comes_from: dict[str, str] = {}
    heap = [(0.0, from_id, from_id)]
    while heap:
        km, here, before = heapq.heappop(heap)
        if here in km_to:
            continue
        km_to[here], comes_from[here] = km, before
        for there, length in beside[here].items():
            if there not in km_to:
                heapq.heappush(heap, (km + length, there, here))
    return km_to, comes_from
