"""Generalised assignment: everybody placed at the least cost, one capacity per place, with a strong bound.

The bound comes from knapsacks (`knapsack_prices`), the plan from a few places at a time (`knapsack_plans`) and,
where places hold few families each, from packings fixed one by one (`knapsack_dives`); where plan and bound are
close, target after target is either met or proven out of reach.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posada.placement.optimiser.knapsack_dives import Packings, dive
from posada.placement.optimiser.knapsack_packings import Flags, Whole
from posada.placement.optimiser.knapsack_plans import (
    Plan,
    best_within,
    cost_of,
    fits,
    improve,
    pair_losses,
    place_by_regret,
    settle,
    with_waiting,
)
from posada.placement.optimiser.knapsack_prices import (
    Knapsacks,
    Real,
    ascend,
    relaxed_plan,
    stopwatch,
)
from posada.placement.optimiser.knapsack_rest import search_pairs

if TYPE_CHECKING:
    from posada.placement.optimiser.instance import Instance

#: Evaluations of the bound, at most; and cells of places × families × evaluations.
EVALUATIONS, EVALUATED_CELLS = 800, 40_000_000
#: Neighbourhoods that are made better in a row, and the effort on each in the last rows.
ROUNDS, EFFORTS = 400, (1, 3, 10, 30)
#: Packings per place and joined pairs in an attempt at a proof.
PROOF_PACKINGS, PROOF_WORK = 60_000, 40_000_000
#: Families per place, and in all, up to which dives find better plans than other ways; how many, and rounds after.
SHORT_PACKING, FEW_FAMILIES, DIVES, ROUNDS_AFTER = 10, 250, 12, 25
#: Shares of the seconds by which plans, proofs and dives have had their turn: without dives, and with.
TURNS, TURNS_WITH_DIVES = (0.35, 0.65, 0.65), (0.1, 0.25, 0.6)
#: Times that all single moves and exchanges are looked at.
SWEEPS = 200
#: Cells of places × families × capacity up to which the losses of all pairs are told.
COUNTABLE = 30_000_000
#: Pairs and nodes of the last search, which HiGHS does.
LAST_PAIRS, LAST_NODES = 4_000, 20_000


NO_PLAN = "no plan places everybody"


@dataclass(frozen=True, slots=True)
class Assigned:
    """The place of each family, what the plan costs, and what no plan costs less than.

    `place` is None and `cost` too when no plan was found; then `bound` still holds for every plan.
    """

    place: Whole | None
    cost: int | None
    bound: int
    note: str


def assign(
    cost: Whole,
    need: Whole,
    capacity: Whole,
    usable: Flags | None = None,
    *,
    gap: float = 0.0,
    seconds: float | None = None,
    seed: int = 0,
) -> Assigned:
    """The cheapest plan found that places everybody, with a proven bound.

    Where a capacity is beyond FINEST_CAPACITY, the bound counts in coarser units, and the plan is left to moves,
    exchanges and HiGHS: divide needs and capacities by a common factor first where there is one.

    Parameters
    ----------
    cost, need
        Whole numbers, places × families. Needs are at least 0; costs may be negative.
    capacity
        One whole number per place.
    usable
        Places × families: who may go where; everywhere by default.
    gap
        Stop when cost and bound differ by at most this share of the cost.
    seconds
        An extra stop. Without it, the work done depends on the sizes only, and so does the answer.
    seed
        Of the choice of neighbourhoods.

    Examples
    --------
    >>> answer = assign(np.array([[4, 1, 3], [2, 2, 2]]), np.array([[2, 2, 2], [3, 3, 3]]), np.array([4, 3]))
    >>> answer.place.tolist(), answer.cost, answer.bound
    ([1, 0, 0], 6, 6)
    """
    if cost.shape[1] == 0:
        return Assigned(np.zeros(0, np.int64), 0, 0, "nobody to place")
    fitting = need <= capacity[:, None]
    allowed = fitting if usable is None else usable & fitting
    task = Knapsacks(cost.astype(np.int64), need.astype(np.int64), capacity.astype(np.int64), allowed)
    nowhere = int((~allowed.any(axis=0)).sum())
    if nowhere:
        return Assigned(None, None, _cheapest(task), f"{nowhere} of the families fit nowhere")
    return _Search(task, gap=gap, seed=seed, seconds=seconds).run()


def asks_only_for_places(instance: Instance) -> bool:
    """Whether an instance is generalised assignment: one resource, everybody must be placed, nothing else binds."""
    return bool(
        instance.resources == 1
        and instance.must.all()
        and not instance.minimum.any()
        and not (instance.soft or instance.floors or len(instance.apart) or len(instance.together))
    )


def solve_gap(
    instance: Instance, *, gap: float = 0.0, seconds: float | None = None, seed: int = 0
) -> tuple[Whole | None, int, str]:
    """The place of each family, what no plan is worth more than, and how that was proven.

    For instances of which `asks_only_for_places` holds. The place is None where no plan was found.

    Examples
    --------
    >>> from posada.placement.optimiser.instance import Instance
    >>> two = Instance.plain(
    ...     [[5, 3], [4, 0]], need=[[[2], [3]], [[2], [1]]], capacity=[[3], [3]], must=np.ones(2, bool)
    ... )
    >>> place, bound, note = solve_gap(two)
    >>> place.tolist(), bound, note
    ([1, 0], 7, 'optimal')
    """
    if instance.type_of is None:
        need = instance.need[:, :, 0].T
    else:
        need = np.repeat(instance.need[instance.type_of, 0][None, :], instance.places, axis=0)
    cost = -instance.value.astype(np.int64).T
    answer = assign(
        cost, need, instance.capacity[:, 0], instance.allowed.T, gap=gap, seconds=seconds, seed=seed
    )
    return answer.place, -answer.bound, answer.note


class _Search:
    """A search on its way: the task, the best plan and the best bound so far."""

    def __init__(self, task: Knapsacks, *, gap: float, seed: int, seconds: float | None) -> None:
        self.task = task
        self.gap, self.seed, self.seconds = gap, seed, seconds
        self.start = time.monotonic()
        self.late = stopwatch(seconds)
        self.plan: Plan | None = None
        self.infeasible = False
        self.searched: set[int | None] = set()  # the costs below which HiGHS has searched already
        self.bound = _cheapest(task)
        self.note = "bound of knapsacks"
        self.multipliers = np.zeros(task.cost.shape[1], np.int64)

    def run(self) -> Assigned:
        """The answer: bound, first plan, proofs, and improvement until the gap is closed or the work is done."""
        prices, shares = self._raise_bound()
        for split in (shares, None):
            self._take(place_by_regret(self.task, prices, split))
        if self.plan is not None:
            settle(self.task, self.plan, sweeps=SWEEPS, late=self._until(0.5))
        better, proof, dives = TURNS_WITH_DIVES if self.is_short else TURNS
        if self.task.is_fine:
            self._improve(prices, self._until(better), self.seed)
            if self.is_countable:
                self._prove(self._until(proof))
        if self.is_short:
            self._dive(self._until(dives))
            if self.is_countable:
                self._prove(self._until(0.9))
        self._search_the_rest(self._until(0.85))
        if self.task.is_fine:
            for turn, effort in enumerate(EFFORTS):
                self._improve(prices, self.late, self.seed + 1 + turn, effort, short=1)
                self._search_the_rest(self.late)
                self._improve(prices, self.late, self.seed + 1 + turn, effort)
        if self.plan is None:
            return Assigned(None, None, self.bound, NO_PLAN if self.infeasible else "no plan found")
        note = "optimal" if self.plan.cost == self.bound else self.note
        return Assigned(self.plan.place, self.plan.cost, self.bound, note)

    @property
    def is_countable(self) -> bool:
        """Whether what every pair loses can be told in seconds."""
        return self.task.is_fine and self.task.cost.size * int(self.task.capacity.max()) <= COUNTABLE

    @property
    def is_short(self) -> bool:
        """Whether places hold few families each, and capacities can be counted unit by unit."""
        places, families = self.task.cost.shape
        return self.task.is_fine and families <= min(FEW_FAMILIES, SHORT_PACKING * places)

    def _until(self, share: float) -> Callable[[], bool]:
        """Whether a share of the seconds is over."""
        return self.late if self.seconds is None else stopwatch(share * self.seconds, since=self.start)

    def _done(self) -> bool:
        """Whether the gap is closed or the time is over."""
        closed = self.plan is not None and self.plan.cost - self.bound <= self.gap * abs(self.plan.cost)
        return closed or self.infeasible or self.late()

    def _dearest(self) -> int:
        """What no plan costs more than."""
        return int(np.where(self.task.usable, self.task.cost, self.task.cost.min(axis=0)).max(axis=0).sum())

    def _take(self, place: Whole) -> None:
        """Keep a plan if it holds and is the best so far."""
        if fits(self.task, place) and (self.plan is None or cost_of(self.task, place) < self.plan.cost):
            self.plan = Plan(place, cost_of(self.task, place))

    def _raise_bound(self) -> tuple[Real, Real]:
        """Multipliers and their bound; the prices of capacity and the split plan on the way are handed back."""
        task = self.task.coarsened()
        multipliers, prices, shares = relaxed_plan(task)
        evaluations = max(100, min(EVALUATIONS, EVALUATED_CELLS // task.cost.size))
        late = self._until(0.3)
        start = np.rint(multipliers * task.scale).astype(np.int64)
        state = ascend(task, start, evaluations=evaluations, late=late)
        self.multipliers = state.multipliers
        self.bound = max(self.bound, self.task.bound_at(self.multipliers))
        return prices, shares

    def _prove(self, late: Callable[[], bool]) -> None:
        """Lift the bound, or meet it: is there a plan within so much of it? The question grows while it is easy."""
        step = 1
        dearest = self._dearest()
        while step and not (self._done() or late()):
            most = dearest if self.plan is None else self.plan.cost - 1
            target = min(self.bound - 1 + step, most)
            place, proven = best_within(
                self.task,
                self.multipliers,
                upper=target + 1,
                evaluations=1,
                limit=PROOF_PACKINGS,
                seed=self.seed,
                work=PROOF_WORK,
                late=late,
            )
            if place is not None:
                self._take(place)
            if not proven:
                step //= 2
                continue
            self.bound = target + 1 if place is None else cost_of(self.task, place)
            if self.bound > dearest:
                self.infeasible = True
            step *= 2

    def _improve(
        self, prices: Real, late: Callable[[], bool], seed: int, effort: int = 1, *, short: int = 0
    ) -> None:
        """A better plan, a few places at a time, until it is so short of the bound.

        Where there is no plan yet, those without a place wait at a price.
        """
        if self._done():
            return
        if self.plan is not None:
            task, plan, multipliers = self.task, self.plan, self.multipliers
        else:
            task, multipliers = with_waiting(self.task), self.multipliers
            place = place_by_regret(task, np.append(prices, 0.0))
            plan = Plan(place, cost_of(task, place))
        target = max(self.bound, int(np.floor(plan.cost / (1 + self.gap)))) if self.gap else self.bound
        target += short
        improve(task, plan, multipliers, target=target, rounds=ROUNDS, seed=seed, late=late, effort=effort)
        if (plan.place < len(self.task.capacity)).all():
            self._take(plan.place)

    def _dive(self, late: Callable[[], bool]) -> None:
        """Better plans from packings fixed one by one, each with a few rounds of improvement."""
        known = Packings()
        for turn in range(DIVES):
            if self._done() or late():
                return
            place = dive(self.task, self.multipliers, known, seed=self.seed + turn, late=late)
            if not fits(self.task, place):
                continue
            plan = Plan(place, cost_of(self.task, place))
            improve(
                self.task, plan, self.multipliers, target=self.bound, rounds=ROUNDS_AFTER,
                seed=self.seed + turn, late=late,
            )  # fmt: skip
            self._take(plan.place)

    def _search_the_rest(self, late: Callable[[], bool]) -> None:
        """What HiGHS finds and proves on the pairs that a cheaper plan may use, where these are few."""
        upper = None if self.plan is None else self.plan.cost
        if self._done() or late() or upper in self.searched:
            return
        self.searched.add(upper)
        usable = self.task.usable
        if upper is not None and self.is_countable:
            profit = self.multipliers - self.task.cost * self.task.scale
            slack = (upper - 1) * self.task.scale - self.task.scaled_bound_at(self.multipliers)
            usable = usable & (pair_losses(self.task, profit, usable, slack=slack) <= slack)
        if int(usable.sum()) > LAST_PAIRS and self.plan is not None:
            return
        if upper is not None and not usable.any(axis=0).all():
            self.bound = upper
            return
        left = (
            None if self.seconds is None else max(0.1, 0.97 * self.seconds - (time.monotonic() - self.start))
        )
        place, bound = search_pairs(self.task, usable, nodes=LAST_NODES, seconds=left)
        if place is not None:
            self._take(place)
        if place is None and upper is None:
            self.infeasible = bound > self._dearest()
        if upper is not None:
            bound = min(bound, upper)
        if bound > self.bound and self.plan is not None:
            self.bound, self.note = min(bound, self.plan.cost), "bound of HiGHS"


def _cheapest(task: Knapsacks) -> int:
    """What everybody would cost at least, if places had no limits."""
    return int(np.where(task.usable, task.cost, task.cost.max(axis=0)).min(axis=0).sum())
