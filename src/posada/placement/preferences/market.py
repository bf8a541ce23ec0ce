"""The market in which places are traded: who is where, who wants what, and the room that is left."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Units = NDArray[np.int64]
Flags = NDArray[np.bool_]
Move = tuple[int, int, int]
"""A family, the place it leaves (-1 if it waited), the place it gets."""

WAITS = -1


class Market:
    """Who is where, who wants what, and the room that is left; arrays have a row for each place."""

    def __init__(
        self,
        endowment: Any,
        ranking: Sequence[Sequence[int]],
        need: Any,
        capacity: Any,
        allowed: Any | None,
        apart: Iterable[tuple[int, int]],
        pins: Any | None,
    ) -> None:
        self.place = np.array(endowment, dtype=np.int64)
        amounts, limits = np.asarray(need, dtype=np.int64), np.asarray(capacity, dtype=np.int64)
        families, places = len(self.place), len(limits)
        if not np.isin(self.place, np.arange(WAITS, places)).all():
            raise ValueError(f"endowment: must be places from 0 to {places - 1}, or -1.")
        if len(ranking) != families or len(amounts) != families:
            raise ValueError(
                f"ranking and need: must have {families} families, got {len(ranking)} and {len(amounts)}."
            )
        if amounts.shape[1:] not in {limits.shape[1:], limits.shape}:
            raise ValueError(
                f"need: must be families × {limits.shape[1]} resources, got the shape {amounts.shape}."
            )
        flat, kind = np.unique(
            amounts.reshape(families, math.prod(amounts.shape[1:])), axis=0, return_inverse=True
        )
        self.kind = kind.reshape(-1)
        self.needs = flat.reshape(len(flat), *amounts.shape[1:])
        self.rank = _ranks(ranking, places, allowed, pins, self.place)
        self.foes: dict[int, set[int]] = {}
        for one, other in apart:
            self.foes.setdefault(int(one), set()).add(int(other))
            self.foes.setdefault(int(other), set()).add(int(one))
        self.left = limits - self._used(limits)
        for where, what in np.argwhere(self.left < 0).tolist():
            used = int(limits[where, what] - self.left[where, what])
            raise ValueError(
                f"place {where}, resource {what}: must be at most {limits[where, what]}, got {used}."
            )
        self.wants = np.zeros((places, families), dtype=bool)
        self.has_room = np.stack([self.fits_into(where, self.left[where]) for where in range(places)])
        for family in range(families):
            self._look_again(family)
        self._ways: dict[tuple[int, int], list[Flags]] = {}

    def need_of(self, families: Any, where: int) -> Units:
        """What families use at a place."""
        units: Units = self._table(where)[self.kind[families]]
        return units

    def fits_into(self, where: int, room: Units) -> Flags:
        """Whether each family fits into so much room at a place."""
        fits: Flags = suffices(room, self._table(where))[self.kind]
        return fits

    def carry_out(self, moves: Iterable[Move]) -> None:
        """Move everybody of a trade at once."""
        touched: set[int] = set()
        again: set[int] = set()
        for family, origin, target in moves:
            if origin != WAITS:
                self.left[origin] += self.need_of(family, origin)
            self.left[target] -= self.need_of(family, target)
            self.place[family] = target
            touched |= {origin, target} - {WAITS}
            again |= {family, *self.foes.get(family, ())}
        for where in touched:
            self.has_room[where] = self.fits_into(where, self.left[where])
        for family in again:
            self._look_again(family)
        self._ways.clear()

    def holds(self, moves: Sequence[Move]) -> bool:
        """Whether capacities hold and foes are apart once everybody of a trade has moved."""
        change: dict[int, Units] = {}
        for family, origin, target in moves:
            if origin != WAITS:
                change[origin] = change.get(origin, 0) - self.need_of(family, origin)
            change[target] = change.get(target, 0) + self.need_of(family, target)
        if any((change[where] > self.left[where]).any() for where in change):
            return False
        after = {family: target for family, _, target in moves}
        return all(
            after.get(foe, int(self.place[foe])) != target
            for family, target in after.items()
            for foe in self.foes.get(family, ())
        )

    def ways(self, family: int, moves: int) -> list[Flags]:
        """Who can follow when a family leaves its place: by the moves that it takes them."""
        key = (int(self.place[family]), int(self.kind[family]))
        layers = self._ways.get(key)
        if layers is None:
            layers = self._ways[key] = [self._last_movers(family)]
        while len(layers) < moves and layers[-1].any():
            layers.append(self._earlier_movers(layers))
        return layers[:moves]

    def last_stops(self, family: int, first: int) -> list[int]:
        """The places with room for a family once the first has left, the best by its ranking first."""
        free = self.wants[:, family] & self.has_room[:, family]
        origin = int(self.place[first])
        if origin != WAITS and self.wants[origin, family]:
            room = self.left[origin] + self.need_of(first, origin)
            free[origin] |= suffices(room, self.need_of(family, origin))
        return self.by_rank(family, free)

    def by_rank(self, family: int, places: Flags) -> list[int]:
        """Some places that a family wants, the best first."""
        some = np.flatnonzero(places)
        best_first: list[int] = some[np.argsort(self.rank[family, some], kind="stable")].tolist()
        return best_first

    def could_replace(self, family: int, where: int, others: Flags) -> Units:
        """Those of the others whose room at a place suffices for a family."""
        there = np.flatnonzero(others & (self.place == where))
        lacking = self.need_of(family, where) - self.left[where]
        found: Units = there[suffices(self.need_of(there, where), lacking) & (there != family)]
        return found

    def pairs_to_replace(self, family: int, where: int, others: Flags) -> Iterator[tuple[int, int]]:
        """Pairs of the others whose rooms at a place suffice together for a family, where one would not.

        Of those with the same needs and the same places to go to, the first two stand for all.
        """
        there = np.flatnonzero(others & (self.place == where))
        there = there[there != family]
        lacking = self.need_of(family, where) - self.left[where]
        rooms = self.need_of(there, where)
        if not len(there) or not suffices(2 * rooms.max(axis=0), lacking):
            return
        helpful = suffices(rooms + rooms.max(axis=0), lacking)
        there = self._first_two_alike(there[helpful], family)
        rooms = self.need_of(there, where)
        together = suffices(rooms[:, None, :] + rooms, lacking)
        for one, other in np.argwhere(np.triu(together, k=1)).tolist():
            yield int(there[one]), int(there[other])

    def _first_two_alike(self, families: Units, first: int) -> Units:
        """The first two of all families that are alike in their needs and in where they can go at once."""
        seen: dict[tuple[int, ...], int] = {}
        found = []
        for family in families.tolist():
            alike = (int(self.kind[family]), *self.last_stops(family, first))
            seen[alike] = seen.get(alike, 0) + 1
            if seen[alike] <= 2:
                found.append(family)
        return np.array(found, dtype=np.int64)

    def _last_movers(self, first: int) -> Flags:
        movers: Flags = np.logical_or.reduce(self.wants & self.has_room, axis=0)
        origin = int(self.place[first])
        if origin != WAITS:
            room = self.left[origin] + self.need_of(first, origin)
            movers |= self.wants[origin] & self.fits_into(origin, room)
        return movers

    def _earlier_movers(self, layers: Sequence[Flags]) -> Flags:
        """Who wants the room of somebody in the last layer, and is in no layer yet."""
        known: Flags = np.logical_or.reduce(layers)
        found = np.zeros_like(known)
        followers = np.flatnonzero(layers[-1] & (self.place != WAITS))
        for where in np.unique(self.place[followers]).tolist():
            there = followers[self.place[followers] == where]
            rooms = _largest(np.unique(self.need_of(there, where), axis=0) + self.left[where])
            fits: Flags = np.logical_or.reduce(suffices(rooms, self._table(where)[:, None, :]), axis=1)
            found |= self.wants[where] & fits[self.kind]
        earlier: Flags = np.logical_and(found, ~known)
        return earlier

    def _table(self, where: int) -> Units:
        """What each kind of family uses at a place."""
        return self.needs if self.needs.ndim == 2 else self.needs[:, where]

    def _used(self, limits: Units) -> Units:
        used = np.zeros_like(limits)
        for where in range(len(limits)):
            used[where] = self.need_of(self.place == where, where).sum(axis=0)
        return used

    def _look_again(self, family: int) -> None:
        """What a family wants now: the places that it ranks above its own, where no foe is."""
        ranks = self.rank[family]
        own = self.place[family]
        self.wants[:, family] = ranks < (len(ranks) if own == WAITS else ranks[own])
        for foe in self.foes.get(family, ()):
            if self.place[foe] != WAITS:
                self.wants[self.place[foe], family] = False


def _ranks(
    ranking: Sequence[Sequence[int]], places: int, allowed: Any | None, pins: Any | None, own: Units
) -> Units:
    """The rank of each place for each family, 0 for the best, and `places` where it may or would not go."""
    ranks = np.full((len(ranking), places), places, dtype=np.int64)
    for family, wishes in enumerate(ranking):
        for rank, where in enumerate(dict.fromkeys(wishes)):
            if not 0 <= where < places:
                raise ValueError(f"ranking: must be places from 0 to {places - 1}, got {where}.")
            ranks[family, where] = rank
    stays = np.arange(places) == own[:, None]
    if allowed is not None:
        ranks[~np.asarray(allowed, dtype=bool) & ~stays] = places
    if pins is not None:
        pinned = np.asarray(pins, dtype=np.int64)[:, None]
        elsewhere = (pinned != WAITS) & (np.arange(places) != pinned)
        ranks[elsewhere | ((pinned != WAITS) & (own[:, None] != WAITS))] = places
    return ranks


def suffices(room: Units, needs: Units) -> Flags:
    """Whether a room has enough of every resource for the needs.

    >>> suffices(np.array([2, 1]), np.array([[1, 1], [2, 2]])).tolist()
    [True, False]
    """
    enough: Flags = np.logical_and.reduce(needs <= room, axis=-1)
    return enough


def _largest(rooms: Units) -> Units:
    """The rooms that do not lie within another one."""
    within = suffices(rooms, rooms[:, None, :])
    np.fill_diagonal(within, val=False)
    return rooms[~within.any(axis=1)]
