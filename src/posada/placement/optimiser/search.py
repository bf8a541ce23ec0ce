"""From a plan to a better one: parts of the problem solved exactly, where points are lost, again and again.

What lies between a plan and the bound is the sum of two losses: regret, of families who are not at their best
choice, and waste, of priced units that nobody uses. Both say where to look.

References
----------
P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, CP 1998,
https://doi.org/10.1007/3-540-49481-2_30.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from posada.placement.optimiser.crowds import kinds_of
from posada.placement.optimiser.highs import maximise
from posada.placement.optimiser.instance import WAITS, Flags, Instance, Units
from posada.placement.optimiser.multipliers import Multipliers
from posada.placement.optimiser.near import Near, Points
from posada.placement.optimiser.part import columns_of, placed, program
from posada.placement.optimiser.regret import reduced_at
from posada.placement.optimiser.worth import usage, worth

FAMILIES = 40
"""Families who may move in the first part; a part that gains nothing makes the next one larger."""
FAMILIES_AT_MOST = 250
WISHES = 3
"""How many better places of a family are looked at together."""
LITTLE = 0.012
"""A part gains little if it closes less than this of the gap, in proportion to the places it has."""
GROWTH, DECLINE = 1.03, 0.97
PLACES = 4
PLACES_AT_MOST = 8
FAMILIES_PER_PLACE = 25
NODES = 50
SPREAD_EVERY = 8
"""Every so many parts the families are from all over, and in between from a few places."""
WIDE_START = 3.0
"""The first part, from all over, has so many times the families."""
ALIKE_FAMILIES = 100_000
"""With more families than that, those alike are not worth finding: parts seldom have two of them."""
PATIENCE = 250
"""The search ends when so many parts in turn together gain less than this share of the gap."""
STAGNATION = 0.01

Progress = Callable[[int, int], None]


class Search:
    """A plan under improvement."""

    def __init__(self, instance: Instance, at: Multipliers, near: Near, place: Units, seed: int) -> None:
        self.instance, self.at, self.near = instance, at, near
        self.place = place
        self.worth = worth(instance, place)
        self.seed = seed
        self._random = np.random.default_rng(seed)
        self._lost = near.idle.copy()
        self._lost[~np.isfinite(near.idle)] = 0.0
        self._count_losses(np.flatnonzero(place >= 0))
        self._hard = ~instance.is_soft()
        self._kind_of = kinds_of(instance) if instance.families <= ALIKE_FAMILIES else None
        self.parts = 0
        self._size = float(FAMILIES)
        self._gains: list[int] = []

    def _count_losses(self, families: Units) -> None:
        """Bring the regrets of some families up to date."""
        where = self.place[families]
        there = where >= 0
        now = np.zeros(len(families))
        now[there] = reduced_at(self.instance, self.at, families[there], where[there])
        self._lost[families] = np.where(
            self.instance.must[families] & ~there, 0.0, self.near.top[families] - now
        )

    def waste(self) -> Points:
        """The points that each place loses by priced units that nobody uses."""
        used = usage(self.instance, self.place)
        free = np.where(self._hard, np.maximum(self.instance.capacity - used, 0), 0)
        wasted = (self.at.capacity * free).sum(axis=1)
        wasted += (self.at.minimum * np.maximum(used - self.instance.minimum, 0)).sum(axis=1)
        return np.asarray(np.maximum(wasted, 0.0))

    def regret(self) -> float:
        """The points that families lose who are not at their best choice."""
        return float(self._lost.sum())

    def around(self, places: int, families: int) -> tuple[Units, Flags]:
        """Families at a few places that lose points, whom it costs little to be elsewhere among these."""
        random = self._random
        lost = self.waste() + 1e-9
        seeker = self._seeker(float(lost.sum()))
        if seeker is None:
            chosen = [int(random.choice(len(lost), p=lost / lost.sum()))]
        else:
            chosen = self._sought(seeker)[: max(1, places - 1)]
        while len(chosen) < min(places, len(lost)):
            links = self._links(chosen)
            weight = (lost + lost.mean()) * links
            weight[chosen] = 0.0
            if weight.sum() <= 0:
                break
            chosen.append(int(random.choice(len(lost), p=weight / weight.sum())))
        among = np.zeros(len(lost), dtype=bool)
        among[chosen] = True
        movable = (self.place == WAITS) | among[self.place]
        free = self._cheapest(movable, among, families)
        return free if seeker is None else np.union1d(free, [seeker]), among

    def _seeker(self, wasted: float) -> int | None:
        """A family that regrets much, by chance as often as regret is the larger loss."""
        total = self.regret()
        if total <= 0 or self._random.random() * (total + wasted) >= total:
            return None
        return int(np.searchsorted(np.cumsum(self._lost), self._random.random() * total, side="right"))

    def _sought(self, family: int) -> list[int]:
        """Where a family is, and some of the places that it would rather be at, the better ones more often."""
        places = np.flatnonzero(self.instance.allowed[family])
        families = np.full(len(places), family)
        regret = self.near.top[family] - reduced_at(self.instance, self.at, families, places)
        better = regret < self._lost[family]
        jitter = self._random.exponential(size=int(better.sum()))
        wishes = places[better][np.argsort((regret[better] + self._ease) * jitter, kind="stable")].tolist()
        here = int(self.place[family])
        return wishes[:WISHES] if here == WAITS else [here, *wishes[:WISHES]]

    def _links(self, chosen: list[int]) -> Points:
        """How readily families go between the chosen places and each other place."""
        near = self.near
        at = np.isin(self.place[near.family], chosen)
        ease = 1.0 / (self._ease + near.regret[at])
        return np.asarray(
            np.bincount(near.place[at], weights=ease, minlength=self.instance.places), dtype=float
        )

    @property
    def _ease(self) -> float:
        regret = self.near.regret
        return max(1.0, float(np.median(regret)) * 0.1) if len(regret) else 1.0

    def spread(self, families: int) -> tuple[Units, Flags]:
        """Families all over whom it costs least to be elsewhere."""
        everywhere = np.ones(self.instance.places, dtype=bool)
        return self._cheapest(np.ones(self.instance.families, dtype=bool), everywhere, families), everywhere

    def _cheapest(self, movable: Flags, among: Flags, families: int) -> Units:
        """The movable families with the least regret somewhere else, with some chance."""
        near = self.near
        other = movable[near.family] & among[near.place] & (near.place != self.place[near.family])
        index = np.flatnonzero(other)
        price = np.full(self.instance.families, np.inf)
        extra = np.maximum(near.regret[index] - self._lost[near.family[index]], 0.0)
        np.minimum.at(price, near.family[index], extra)
        waits = movable & (self.place != WAITS) & np.isfinite(near.idle)
        price[waits] = np.minimum(price[waits], np.maximum(near.idle[waits] - self._lost[waits], 0.0))
        candidates = np.flatnonzero(np.isfinite(price))
        jitter = self._random.exponential(size=len(candidates))
        order = np.argsort((price[candidates] + self._ease) * jitter, kind="stable")
        return np.sort(candidates[order[:families]])

    def run(
        self, bound: int, *, target: int, parts: int, deadline: float | None, progress: Progress | None = None
    ) -> None:
        """Improve the plan until it is worth `target`, or nothing more comes of it, within so many parts."""
        while self.incomplete or self.worth < target:
            if self.parts >= parts or (deadline is not None and time.monotonic() >= deadline):
                break
            if self.stagnates(bound):
                break
            families = round(self._size * (WIDE_START if not self.parts else 1.0))
            if self.parts % SPREAD_EVERY == 0:
                free, among = self.spread(families)
            else:
                free, among = self.around(
                    min(PLACES_AT_MOST, PLACES + families // FAMILIES_PER_PLACE), families
                )
            gained = self.improve(free, among, None if deadline is None else deadline - time.monotonic())
            self._gains.append(max(gained, 0))
            share = float(among.sum()) / len(among)
            little = gained <= LITTLE * share * (bound - self.worth)
            grown, shrunk = min(FAMILIES_AT_MOST, self._size * GROWTH), max(FAMILIES, self._size * DECLINE)
            self._size = grown if little else shrunk
            if progress is not None and gained > 0:
                progress(self.worth, bound)

    def stagnates(self, bound: int) -> bool:
        """Whether the last parts together gained next to nothing."""
        lately = self._gains[-PATIENCE:]
        return len(lately) == PATIENCE and sum(lately) <= STAGNATION * (bound - self.worth)

    @property
    def incomplete(self) -> int:
        """How many wait who must not."""
        return int((self.instance.must & (self.place < 0)).sum())

    def improve(self, free: Units, among: Flags, seconds: float | None = None) -> int:
        """Solve the part in which these families may move among these places; the points gained."""
        instance, near = self.instance, self.near
        index = near.of(free)
        index = index[among[near.place[index]]]
        stays = free[self.place[free] >= 0]
        # Who loses much goes wherever it may: far is better than waiting.
        far = free[self._lost[free] > near.within]
        losers, anywhere = np.nonzero(instance.allowed[far] & among)
        pairs = np.unique(
            np.concatenate(
                [
                    near.family[index] * instance.places + near.place[index],
                    stays * instance.places + self.place[stays],
                    far[losers] * instance.places + anywhere,
                ]
            )
        )
        family, place = np.divmod(pairs, instance.places)
        held = self.place.copy()
        held[free] = WAITS
        waits = instance.must[free] & (self.place[free] == WAITS)
        lure = 4.0 * float(np.abs(instance.value).max()) if waits.any() else None
        part = program(instance, held, family, place, lure=lure, kind_of=self._kind_of)
        start = columns_of(part, self.place)
        found = maximise(part, start=start, nodes=NODES, seconds=seconds, presolve="off")
        self.parts += 1
        if found.values is None:
            return 0
        new = placed(instance, held, part, found.values)
        value = worth(instance, new)
        gained = value - self.worth
        before, after = self.incomplete, int((instance.must & (new < 0)).sum())
        if after < before or (after == before and gained >= 0):
            self.place, self.worth = new, value
            self._count_losses(free)
        return gained
