"""A year decided batch by batch: what is known when, what is left, and who is where."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from posada.placement.arriving.futures import Families, Outlook, joined, sampled
from posada.placement.arriving.replayed import Run
from posada.placement.arriving.rules import (
    after_prices,
    backlog_cost,
    by_votes,
    futures_to_price,
    place_batch,
    price_futures,
    unit_prices,
)
from posada.placement.optimiser.instance import WAITS, Instance, Units
from posada.placement.optimiser.multipliers import Multipliers
from posada.placement.optimiser.optimise import optimise
from posada.placement.optimiser.worth import worth

Points = NDArray[np.float64]

EXACT_PAIRS = 6_000
"""With at most so many pairs the best plan of hindsight is sought too, not its bound alone."""
EXACT_WORK = 100
HARDLY_ANYBODY = 0.1
"""Where no more families are to come than this share of a batch, both are decided as one, without prices."""


@dataclass(frozen=True, slots=True)
class Year:
    """Everything that happens, and what is known of it before it does; scores are whole numbers."""

    families: Families
    capacity: Units
    apart: Units
    arrives: Units
    known_from: Units
    batches: int
    outlook: Outlook
    samples: int
    balance: float
    seed: int

    def futures(self, now: int, random: np.random.Generator, *, separately: bool) -> list[Families]:
        """Sampled futures after a batch: whoever queues, and others as expected."""
        known = self.known_from <= now
        arrived = self.arrives <= now
        queue = self.families.of(known & ~arrived)
        count = self.outlook.groups
        expected = self.outlook.expected(
            np.bincount(self.families.group[arrived], minlength=count),
            np.bincount(queue.group, minlength=count),
            newly_known=int((known & (self.known_from > 0)).sum()),
            seen=now / self.batches,
            left=1.0 - (now + 1) / self.batches,
        )
        batch = int((self.arrives == now).sum())
        many = (
            self.samples
            if separately
            else futures_to_price(self.samples, expected.sum() + len(queue) + batch)
        )
        pool = joined([self.outlook.last_year, self.families.of(known)])
        return [joined([queue, pool.of(sampled(expected, pool, random))]) for _ in range(many)]


class Desk:
    """The state of a year under a rule: what is left, who is where, how far places are behind."""

    def __init__(self, year: Year, rule: str) -> None:
        self.year, self.rule = year, rule
        self.left = year.capacity.copy()
        self.place = np.full(len(year.families), WAITS, dtype=np.int64)
        self.backlog = np.zeros(len(year.capacity))
        self.pace = _first(year.capacity) / max(1, year.batches)
        self._random = np.random.default_rng(year.seed)
        self._start: list[Multipliers | None] = [None] * max(1, year.samples)

    def decide(self, now: int) -> None:
        """Place the families of a batch for good."""
        rows = np.flatnonzero(self.year.arrives == now)
        if len(rows):
            batch = self.year.families.of(rows)
            batch = replace(batch, allowed=batch.allowed & ~self._foes_there(rows))
            place = self._decided(batch, now, self._foes_within(rows))
            self.place[rows] = place
            stays = place >= 0
            np.subtract.at(self.left, place[stays], batch.need[stays])
            np.add.at(self.backlog, place[stays], _first(batch.need[stays]).astype(np.float64))
        self.backlog = np.maximum(self.backlog - self.pace, 0.0)

    def _decided(self, batch: Families, now: int, apart: Units) -> Units:
        """The places that the rule gives a batch."""
        cost = backlog_cost(batch, self.backlog, self.pace, self.year.balance)
        offered = replace(batch, score=batch.score - cost)
        separately = self.rule == "minimum_discord"
        futures = [] if self.rule == "greedy" else self.year.futures(now, self._random, separately=separately)
        most = max(map(len, futures), default=0)
        if most <= HARDLY_ANYBODY * len(batch):
            both = joined([offered, *futures[:1]])
            return place_batch(both, both.score.astype(np.float64), self.left, apart)[: len(batch)]
        if separately:
            prices = [self._prices(batch, [future], at) for at, future in enumerate(futures)]
            return place_batch(offered, by_votes(offered, prices), self.left, apart)
        return place_batch(offered, after_prices(offered, self._prices(batch, futures, 0)), self.left, apart)

    def _prices(self, batch: Families, futures: list[Families], at: int) -> Points:
        """The prices of futures, sought from those of the batch before."""
        found = price_futures(batch, futures, self.left, self._start[at])
        self._start[at] = found
        return unit_prices(found)

    def _foes_there(self, rows: Units) -> NDArray[np.bool_]:
        """Where somebody is from whom a family must be apart (families × places)."""
        barred = np.zeros((len(rows), len(self.left)), dtype=bool)
        row_of = {family: row for row, family in enumerate(rows.tolist())}
        for one, other in self.year.apart.tolist():
            for mover, stayer in ((one, other), (other, one)):
                if mover in row_of and self.place[stayer] != WAITS:
                    barred[row_of[mover], self.place[stayer]] = True
        return barred

    def _foes_within(self, rows: Units) -> Units:
        """The pairs of the batch who must be apart, by their row."""
        both = np.isin(self.year.apart, rows).all(axis=1)
        pairs: Units = np.searchsorted(rows, self.year.apart[both])
        return pairs.reshape(-1, 2)


def run(year: Year, rule: str, people: Units, best: float, unit: float) -> Run:
    """What a rule decides in a year, and how well; `best` is what hindsight reaches, `unit` a point."""
    desk = Desk(year, rule)
    seconds, backlogs, imbalances = [], [], []
    for now in range(year.batches):
        begun = time.perf_counter()
        desk.decide(now)
        seconds.append(time.perf_counter() - begun)
        backlogs.append(float(desk.backlog.sum()))
        imbalances.append(_imbalance(year, desk.left, (now + 1) / year.batches))
    placed = np.flatnonzero(desk.place >= 0)
    reached = int(year.families.score[placed, desk.place[placed]].sum(dtype=np.int64))
    return Run(
        rule=rule,
        place=desk.place,
        people_placed=int(people[placed].sum()),
        score=reached / unit,
        share_of_hindsight=reached / best if best > 0 else 1.0,
        seconds=np.array(seconds),
        mean_backlog=float(np.mean(backlogs)) if backlogs else 0.0,
        imbalance=float(np.mean(imbalances)) if imbalances else 0.0,
    )


def hindsight(instance: Instance) -> tuple[int, int | None]:
    """What no plan can exceed that knows everybody from the start, and what the best such plan has if proven.

    The first is the bound of the linear program; the second is sought in small problems only.

    >>> hindsight(Instance.plain([[5, 4], [9, 0]], need=[[1], [1]], capacity=[[1], [1]]))
    (13, 13)
    """
    if int(instance.allowed.sum()) > EXACT_PAIRS:
        return optimise(instance, gap=1.0, work=0).price_bound, None
    plan = optimise(instance, gap=0.0, work=EXACT_WORK)
    return plan.price_bound, worth(instance, plan.place) if plan.worth >= plan.bound else None


def _imbalance(year: Year, left: Units, gone: float) -> float:
    """How far the used share of the first resource is from the share of the year gone by, over places."""
    room = _first(year.capacity)
    offers = room > 0
    if not offers.any():
        return 0.0
    used = 1.0 - _first(left)[offers] / room[offers]
    return float(np.abs(used - gone).mean())


def _first(amounts: Units) -> Units:
    """The first resource, or nothing where there is none."""
    return amounts[:, 0] if amounts.shape[1] else np.zeros(len(amounts), dtype=np.int64)
