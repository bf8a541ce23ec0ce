"""Plans by diving: whole packings are fixed one after the other, and between them the rest is balanced anew.

A linear program chooses shares of known packings so that everybody is held at least once, and its prices ask for
packings that would do better. One that it takes almost whole is fixed; the rest is solved again. A few places are
left to the end, where the packings that fit together are found exactly.

References
----------
C. Barnhart et al., Branch-and-price: column generation for solving huge integer programs, Operations Research 46
(1998).
R. Sadykov et al., Primal heuristics for branch and price: the assets of diving methods, INFORMS Journal on
Computing 31 (2019).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import highspy
import numpy as np

from posada.placement.optimiser.highs import quiet
from posada.placement.optimiser.knapsack_halves import QUICK_WORK
from posada.placement.optimiser.knapsack_packings import Flags, Whole, best_packings
from posada.placement.optimiser.knapsack_plans import best_within
from posada.placement.optimiser.knapsack_prices import Knapsacks, Real

#: Families at the places that are left to the end.
LAST_FAMILIES = 45
#: Times that new packings are asked for: before the first is fixed, and after each.
FIRST_ROUNDS, ROUNDS = 40, 12
#: New prices go this far from the old ones to those of the linear program, which swing.
STEP = 0.7
#: In the last rounds they go all the way.
FULL_ROUNDS = 5
#: At most so many packings are fixed at once; all but the first must be taken by this share.
FIXED, WHOLE = 3, 0.6
#: Shares are shrunk by up to this part at random before the greatest is chosen.
CHANCE = 0.4
#: Known packings per place in a linear program; the most promising are taken.
KNOWN = 150
#: How far above its balance the end of a dive may cost, as a share of the whole.
MARGIN = 0.005
LISTED, EFFORT = 2_000, 4


@dataclass(slots=True)
class Packings:
    """Packings known so far: where each stands, and whom it holds."""

    place: list[int] = field(default_factory=list)
    holds: list[Flags] = field(default_factory=list)
    _seen: set[tuple[int, bytes]] = field(default_factory=set)

    def add(self, place: int, holds: Flags) -> None:
        """Keep a packing if it is new."""
        mark = (place, holds.tobytes())
        if mark not in self._seen:
            self._seen.add(mark)
            self.place.append(place)
            self.holds.append(holds)


@dataclass(frozen=True, slots=True)
class Balance:
    """The packings of a linear program, the share that it takes of each, its prices of families and its worth."""

    place: Whole
    holds: Flags
    share: Real
    multipliers: Whole
    cost: float


def dive(
    task: Knapsacks,
    multipliers: Whole,
    known: Packings,
    *,
    seed: int,
    late: Callable[[], bool] = lambda: False,
) -> Whole:
    """The place of each family, -1 for those whom the packings found do not hold.

    `known` grows by the packings that were asked for, so that the next dive begins from more.

    Examples
    --------
    >>> three = Knapsacks(np.array([[4, 1, 3], [2, 2, 2]]), np.array([[2, 2, 2], [3, 3, 3]]), np.array([4, 3]),
    ...                   np.ones((2, 3), bool))
    >>> dive(three, np.full(3, 4000), Packings(), seed=0).tolist()
    [1, 0, 0]
    """
    shift = np.where(task.usable, task.cost, task.cost.max(axis=0)).min(axis=0)
    # Costs from 0 up, so that whoever is held twice may leave one of the packings for nothing.
    task = Knapsacks(np.where(task.usable, task.cost - shift, 0), task.need, task.capacity, task.usable)
    multipliers = multipliers - shift * task.scale
    draw = np.random.default_rng(seed)
    places, families = task.cost.shape
    place = np.full(families, -1)
    open_places = np.ones(places, bool)
    rounds, last = FIRST_ROUNDS, min(places, max(2, LAST_FAMILIES * places // families))
    cost = 0.0
    while open_places.sum() > last and (place < 0).any() and not late():
        balance = _balance(task, multipliers, place < 0, open_places, known, rounds=rounds, late=late)
        rounds, multipliers, cost = ROUNDS, balance.multipliers, balance.cost
        for packing in _nearly_whole(balance, draw, at_most=int(open_places.sum()) - last):
            where = int(balance.place[packing])
            place[balance.holds[packing] & (place < 0)] = where
            open_places[where] = False
    _finish(task, multipliers, place, open_places, cost=cost, seed=seed, late=late)
    return place


def _nearly_whole(balance: Balance, draw: np.random.Generator, *, at_most: int) -> list[int]:
    """The packings to be fixed: one at least, of a place each, holding nobody in common."""
    chances = balance.share * (1 - CHANCE + CHANCE * draw.random(len(balance.share)))
    chosen: list[int] = []
    held = np.zeros(balance.holds.shape[1], bool)
    for packing in np.argsort(-chances, kind="stable")[: 2 * FIXED].tolist():
        if chosen and (balance.share[packing] < WHOLE or len(chosen) == min(FIXED, at_most)):
            break
        alone = not (held & balance.holds[packing]).any()
        if alone and balance.place[packing] not in balance.place[chosen]:
            chosen.append(packing)
            held |= balance.holds[packing]
    return chosen


def _balance(
    task: Knapsacks, multipliers: Whole, todo: Flags, open_places: Flags, known: Packings,
    *, rounds: int, late: Callable[[], bool],
) -> Balance:  # fmt: skip
    """Shares of packings of the open places that hold everybody still to be placed at the least cost."""
    families, places = np.flatnonzero(todo), np.flatnonzero(open_places)
    usable = task.usable & todo
    profit = multipliers - task.cost * task.scale
    _, packed = best_packings(profit, task.need, task.capacity, usable)
    for where in places.tolist():
        known.add(where, packed[where])
    program = _Program(task, families, places, *_promising(profit, todo, open_places, known))
    for left in range(rounds, 0, -1):
        told = program.solve()
        step = STEP if left > FULL_ROUNDS else 1.0
        multipliers = multipliers.copy()
        multipliers[families] += np.rint(step * (told * task.scale - multipliers[families])).astype(np.int64)
        _, packed = best_packings(multipliers - task.cost * task.scale, task.need, task.capacity, usable)
        new = [where for where in places.tolist() if program.add(where, packed[where])]
        for where in new:
            known.add(where, packed[where])
        if late() or (not new and left <= FULL_ROUNDS):
            break
    multipliers[families] = np.rint(program.solve() * task.scale).astype(np.int64)
    return program.balance(multipliers)


def _promising(
    profit: Whole, todo: Flags, open_places: Flags, known: Packings
) -> tuple[Whole, Flags]:  # fmt: skip
    """For each open place the known packings of greatest profit, without those who have a place already."""
    place = np.array(known.place)
    index = np.flatnonzero(open_places[place])
    holds = np.array([known.holds[at] for at in index]) & todo
    worth = (profit[place[index]] * holds).sum(axis=1)
    order = np.lexsort((-worth, place[index]))
    ordered = place[index][order]
    rank = np.arange(len(order)) - np.searchsorted(ordered, ordered)
    kept = order[rank < KNOWN]
    return place[index][kept], holds[kept]


class _Program:
    """The linear program of packings: each place takes one at most, each family is held at least once."""

    def __init__(self, task: Knapsacks, families: Whole, places: Whole, place: Whole, holds: Flags) -> None:
        self.task, self.families = task, families
        self.row_of = np.zeros(len(task.capacity), np.int64)
        self.row_of[places] = len(families) + np.arange(len(places))
        self.place, self.holds = place.tolist(), list(holds)
        self._seen = {(where, who.tobytes()) for where, who in zip(self.place, self.holds, strict=True)}
        self._solver = quiet()
        self._solver.passModel(self._model(len(families), len(places), place, holds))

    def _model(self, families: int, places: int, place: Whole, holds: Flags) -> highspy.HighsLp:
        """The program as HiGHS takes it; a family may also stay out, at a price above what any place costs."""
        out = 3.0 * float(self.task.cost.max(initial=0)) + 1.0
        held = holds[:, self.families]
        packing, family = np.nonzero(np.concatenate([np.eye(families, dtype=bool), held]))
        packing = np.concatenate([packing, families + np.arange(len(place))])
        row = np.concatenate([family, self.row_of[place]])
        order = np.lexsort((row, packing))
        made = highspy.HighsLp()
        made.num_col_, made.num_row_ = families + len(place), families + places
        made.col_cost_ = np.concatenate([np.full(families, out), self._cost(place, holds)])
        made.col_lower_ = np.zeros(made.num_col_)
        made.col_upper_ = np.full(made.num_col_, np.inf)
        made.row_lower_ = np.concatenate([np.ones(families), np.full(places, -np.inf)])
        made.row_upper_ = np.concatenate([np.full(families, np.inf), np.ones(places)])
        made.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        made.a_matrix_.start_ = np.searchsorted(packing[order], np.arange(made.num_col_ + 1)).astype(np.int32)
        made.a_matrix_.index_ = row[order].astype(np.int32)
        made.a_matrix_.value_ = np.ones(len(row))
        return made

    def _cost(self, place: Whole, holds: Flags) -> Real:
        return np.asarray((self.task.cost[place] * holds).sum(axis=1), dtype=float)

    def add(self, where: int, who: Flags) -> bool:
        """Let a packing in; whether it is new."""
        mark = (where, who.tobytes())
        if mark in self._seen:
            return False
        self._seen.add(mark)
        rows = np.append(np.flatnonzero(who[self.families]), self.row_of[where]).astype(np.int32)
        cost = float(self.task.cost[where, who].sum())
        self._solver.addCol(cost, 0.0, np.inf, len(rows), rows, np.ones(len(rows)))
        self.place.append(where)
        self.holds.append(who)
        return True

    def solve(self) -> Real:
        """What it costs to hold each family."""
        self._solver.run()
        return np.array(self._solver.getSolution().row_dual)[: len(self.families)]

    def balance(self, multipliers: Whole) -> Balance:
        """The answer of the last run."""
        share = np.array(self._solver.getSolution().col_value)[len(self.families) :]
        cost = self._solver.getInfo().objective_function_value
        return Balance(np.array(self.place), np.array(self.holds), share, multipliers, cost)


def _finish(
    task: Knapsacks, multipliers: Whole, place: Whole, open_places: Flags,
    *, cost: float, seed: int, late: Callable[[], bool],
) -> None:  # fmt: skip
    """Give the open places, all together and exactly, to those still without, if that is possible."""
    who, where = np.flatnonzero(place < 0), np.flatnonzero(open_places)
    if not len(who) or not len(where):
        return
    part = task.part(where, who)
    most = int(np.where(part.usable, part.cost, 0).max(axis=0).sum()) + 1
    upper = most if not cost else min(most, int(cost + MARGIN * np.abs(task.cost).max(axis=0).sum()) + 1)
    found, _ = best_within(
        part, multipliers[who], upper=upper, evaluations=60, limit=LISTED, seed=seed,
        work=EFFORT * QUICK_WORK, late=late,
    )  # fmt: skip
    if found is not None:
        place[who] = where[found]
