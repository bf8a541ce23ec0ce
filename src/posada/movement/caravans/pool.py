"""Those who wait at a place for papers: whoever joins a group near there comes from among them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from posada.movement.caravans.households import Counts, Reals, drawn_households
from posada.movement.caravans.way import Way, way_between
from posada.programme.tables import Location, Route


@dataclass(frozen=True, slots=True)
class WaitingPlace:
    """Where people wait, and at which kilometre of a way that is: below zero if the way has it behind its start."""

    location: Location
    km: float


@dataclass(slots=True)
class Pool:
    """The households that still wait, by member of the ensemble and size; None where nobody knows how many.

    `called` is the share of those who would walk at all that has answered a call so far. A group and the one that
    forms after it share the pool of a place.
    """

    waiting: Counts | None = None
    called: Reals | None = None

    def joined_by(self, wanted: Counts) -> Counts:
        """Those who come out of the pool of as many as would be wanted; all of them where it is not known.

        >>> pool = Pool(np.array([[3, 0, 0, 0, 0, 0]]))
        >>> pool.joined_by(np.array([[2, 1, 0, 0, 0, 0]])).tolist()
        [[2, 0, 0, 0, 0, 0]]
        >>> pool.waiting.tolist()
        [[1, 0, 0, 0, 0, 0]]
        """
        if self.waiting is None:
            return wanted
        joined = np.minimum(wanted, self.waiting)
        self.waiting = self.waiting - joined
        return joined


def waiting_place(locations: Sequence[Location], routes: Iterable[Route], way: Way) -> WaitingPlace:
    """The nearest place to the start of a way where it was counted how many wait; the start itself without a count.

    >>> from posada.movement.caravans.example import example
    >>> from dataclasses import replace
    >>> locations, routes, *_ = example()
    >>> counted = [replace(row, waiting_lo=90, waiting_hi=99) if row.name == "Start" else row for row in locations]
    >>> waiting_place(counted, routes, way_between(routes, "middle", "far")).km
    -30.0
    """
    by_id = {row.location_id: row for row in locations}
    start, roads = way.location_ids[0], list(routes)
    found = [
        WaitingPlace(row, km)
        for row in locations
        if row.waiting_lo is not None and row.waiting_hi is not None
        for km in _km_on(way, roads, row.location_id)
    ]
    return min(
        found,
        key=lambda place: (abs(place.km), place.location.location_id),
        default=WaitingPlace(by_id[start], 0.0),
    )


def _km_on(way: Way, routes: Iterable[Route], location_id: str) -> list[float]:
    """At which kilometre of a way a place is; nothing if no road leads from it to the start."""
    if location_id in way.location_ids:
        return [way.km[way.location_ids.index(location_id)]]
    try:
        return [-way_between(routes, location_id, way.location_ids[0]).km[-1]]
    except ValueError:
        return []


def pool_at(place: Location, members: int, size_shares: Reals, random: np.random.Generator) -> Pool:
    """The pool of a place: as many people as wait there, between the least and the most."""
    if place.waiting_lo is None or place.waiting_hi is None:
        return Pool()
    people = random.integers(place.waiting_lo, place.waiting_hi, members, endpoint=True)
    return Pool(drawn_households(random, people, size_shares))
