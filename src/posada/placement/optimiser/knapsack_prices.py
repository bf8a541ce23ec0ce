"""What a place for each family is worth: multipliers whose knapsacks give the strong bound.

Giving up "each family exactly once" leaves one knapsack per place. For any multipliers m, no plan costs less than
the sum of m less the sum of the best packings at profits m - cost, and the best such bound is that of column
generation. All bounds are whole: multipliers are integers at a fixed scale, and costs are whole, so a bound is
rounded up.

References
----------
M. L. Fisher, R. Jaikumar and L. N. Van Wassenhove, A multiplier adjustment method for the generalized assignment
problem, Management Science 32 (1986).
U. Brännlund, On relaxation methods for nonsmooth convex optimization, thesis, KTH Stockholm 1993 (steps towards
a level above the best bound).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.knapsack_packings import Flags, Whole, best_packings

Real = NDArray[np.float64]

#: Multipliers are whole numbers of thousandths of a unit of cost, where 64 bits allow it.
FINEST_SCALE = 1000
#: Capacities beyond this are counted in coarser units for the bound: needs rounded down, and so capacities.
FINEST_CAPACITY = 20_000
#: Pairs per family that the first linear program sees; more enter when they would improve it.
FIRST_PAIRS = 5


@dataclass(frozen=True, slots=True)
class Knapsacks:
    """Families that must all be placed, at the least cost, where each place has one capacity.

    All are whole; the tables are places × families. A usable pair fits alone.
    """

    cost: Whole
    need: Whole
    capacity: Whole
    usable: Flags

    @property
    def scale(self) -> int:
        """Multipliers per unit of cost: as fine as sums over all families stay exact in 64 bits."""
        largest = int(np.abs(self.cost).max(initial=1)) + 1
        finest: int = (1 << 56) // (largest * (self.cost.shape[1] + 1) * 4)
        return max(1, min(FINEST_SCALE, finest))

    @property
    def is_fine(self) -> bool:
        """Whether capacities are small enough to be counted unit by unit."""
        return int(self.capacity.max(initial=0)) <= FINEST_CAPACITY

    def part(self, places: Whole, families: Whole) -> Knapsacks:
        """Some families in some places, whose whole capacity is theirs."""
        both = np.ix_(places, families)
        return Knapsacks(self.cost[both], self.need[both], self.capacity[places], self.usable[both])

    def coarsened(self) -> Knapsacks:
        """The same with capacities small enough for tables: every plan of this one is a plan of that one."""
        grain = -(-int(self.capacity.max(initial=0)) // FINEST_CAPACITY)
        if grain <= 1:
            return self
        return Knapsacks(self.cost, self.need // grain, self.capacity // grain, self.usable)

    def bound_at(self, multipliers: Whole) -> int:
        """What no plan costs less than, by these multipliers (whole numbers of 1 / scale).

        Examples
        --------
        >>> two = Knapsacks(np.array([[1, 2], [4, 4]]), np.array([[3, 3], [3, 3]]), np.array([5, 5]),
        ...                 np.ones((2, 2), bool))
        >>> two.bound_at(np.array([0, 0])), two.bound_at(np.array([4000, 4000]))
        (0, 5)
        """
        return -(-self.scaled_bound_at(multipliers) // self.scale)

    def scaled_bound_at(self, multipliers: Whole) -> int:
        """The same bound before it is rounded up, in units of 1 / scale."""
        coarse = self.coarsened()
        profit = multipliers - coarse.cost * coarse.scale
        worth, _ = best_packings(profit, coarse.need, coarse.capacity, coarse.usable)
        return int(multipliers.sum()) - int(worth.sum())


@dataclass(slots=True)
class Ascent:
    """Multipliers on their way up: the best so far, and what was spent."""

    multipliers: Whole
    best: int  # in units of 1 / scale
    packed: Flags  # the packings at the best multipliers
    evaluations: int = 1


def relaxed_plan(task: Knapsacks) -> tuple[Real, Real, Real]:
    """The multipliers, the prices of capacity, and the plan, when families could be split.

    The linear program starts from the nearest pairs at rough prices; pairs that would improve it enter until
    none is left.
    """
    prices = _rough_prices(task)
    reduced = np.where(task.usable, task.cost + prices[:, None] * task.need, np.inf)
    places, families = task.cost.shape
    seen = np.zeros(task.cost.shape, bool)
    first = min(places, FIRST_PAIRS)
    nearest = np.argpartition(reduced, first - 1, axis=0)[:first]
    seen[nearest, np.arange(families)] = True
    seen &= task.usable
    while True:
        multipliers, prices, shares = _split_families(task, seen)
        reduced = task.cost + prices[:, None] * task.need - multipliers
        entering = task.usable & ~seen & (reduced < -1e-6 * (1 + np.abs(multipliers)))
        if not entering.any():
            return multipliers, prices, shares
        seen |= entering


def ascend(
    task: Knapsacks,
    start: Whole,
    *,
    evaluations: int,
    upper: int | None = None,
    first_step: float = 3e-4,
    patience: int = 15,
    late: Callable[[], bool] = lambda: False,
) -> Ascent:
    """The best multipliers within so many evaluations: steps along the shortfall, towards a level above.

    Stops early when the bound rounded up reaches `upper`, when the packings place everybody exactly once, and
    when the level is hardly above the bound.
    """
    scale = task.scale
    scaled = task.cost * scale

    def look(at: Whole) -> tuple[int, Flags]:
        worth, packed = best_packings(at - scaled, task.need, task.capacity, task.usable)
        return int(at.sum()) - int(worth.sum()), packed

    value, packed = look(start)
    state = Ascent(start, value, packed)
    enough = None if upper is None else (upper - 1) * scale
    current = start.astype(np.float64)
    above = max(scale / 2, abs(value) * first_step)
    mark, stalled = value, 0
    direction = np.zeros(len(start))
    while state.evaluations < evaluations and above >= scale * 0.01 and not late():
        shortfall = 1.0 - packed.sum(axis=0)
        if not shortfall.any() or (enough is not None and state.best > enough):
            break
        direction = shortfall + 0.7 * direction
        length = float(direction @ direction)
        if length < 1e-9:
            direction, length = shortfall, float(shortfall @ shortfall)
        # Where no plan exists multipliers would rise for ever; within this their sums stay exact.
        furthest = float((1 << 58) // (len(start) + 1))
        current = np.clip(current + (state.best + above - value) / length * direction, -furthest, furthest)
        at = np.rint(current).astype(np.int64)
        value, packed = look(at)
        state.evaluations += 1
        stalled = 0 if value > state.best + above * 0.05 else stalled + 1
        if value > state.best:
            state.best, state.multipliers, state.packed = value, at, packed
        if value > mark + above:
            mark, above = value, above * 1.3
        if stalled >= patience:
            above *= 0.6
            current, value, packed = state.multipliers.astype(np.float64), state.best, state.packed
            direction, mark, stalled = np.zeros(len(start)), state.best, 0
    return state


def stopwatch(seconds: float | None, *, since: float | None = None) -> Callable[[], bool]:
    """A question that is answered with yes from so many seconds on, counted from now or from a clock's reading."""
    if seconds is None:
        return lambda: False
    end = (time.monotonic() if since is None else since) + seconds
    return lambda: time.monotonic() >= end


def quiet_solver(**options: float | bool | str) -> highspy.Highs:
    """A HiGHS that says nothing, uses one thread, and has the given options."""
    solver = _Quiet()
    for name, value in {"threads": 1, **options}.items():
        solver.setOptionValue(name, value)
    return solver


class _Quiet(highspy.Highs):
    """A solver without callbacks, whose set-up is what prints a banner to the standard output."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)


def _rough_prices(task: Knapsacks) -> Real:
    """Prices of capacity where everybody's cheapest place is about full: each price follows its load."""
    cost = np.where(task.usable, task.cost, np.int64(1) << 40).astype(np.float64)
    families = np.arange(cost.shape[1])
    real = task.cost[task.usable]
    spread = float(np.median(real) - real.min()) + 1.0
    prices = np.full(len(task.capacity), spread / max(1.0, float(task.need.mean())))
    room = np.maximum(task.capacity, 1)
    best, best_prices, pace = -np.inf, prices, 0.5
    for _ in range(600):
        reduced = cost + prices[:, None] * task.need
        at = reduced.argmin(axis=0)
        value = float(reduced[at, families].sum() - prices @ task.capacity)
        if value > best:
            best, best_prices = value, prices
        load = np.bincount(at, weights=task.need[at, families], minlength=len(room))
        prices = prices * np.clip((load + 0.02 * room) / (1.02 * room), 0.1, 10.0) ** pace
        pace *= 0.99
    return best_prices


def _split_families(task: Knapsacks, seen: Flags) -> tuple[Real, Real, Real]:
    """The linear program on the seen pairs; a family may also stay out, at more than any place costs."""
    places, families = task.cost.shape
    family, place = np.nonzero(seen.T)
    pairs = len(family)
    out = 4.0 * float(np.abs(task.cost).max(initial=0)) + 1.0
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = pairs + families, families + places
    program.col_cost_ = np.concatenate([task.cost[place, family], np.full(families, out)]).astype(np.float64)
    program.col_lower_ = np.zeros(pairs + families)
    program.col_upper_ = np.full(pairs + families, np.inf)
    program.row_lower_ = np.concatenate([np.ones(families), np.full(places, -np.inf)])
    program.row_upper_ = np.concatenate([np.ones(families), task.capacity.astype(np.float64)])
    rows = np.concatenate([np.stack([family, families + place], axis=1).ravel(), np.arange(families)])
    values = np.ones(len(rows))
    values[1 : 2 * pairs : 2] = task.need[place, family]
    starts = np.concatenate([2 * np.arange(pairs), 2 * pairs + np.arange(families + 1)])
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = starts.astype(np.int32)
    program.a_matrix_.index_ = rows.astype(np.int32)
    program.a_matrix_.value_ = values
    solver = quiet_solver()
    solver.passModel(program)
    solver.run()
    solution = solver.getSolution()
    dual = np.array(solution.row_dual)
    shares = np.zeros(task.cost.shape)
    shares[place, family] = np.array(solution.col_value)[:pairs]
    return dual[:families], np.maximum(-dual[families:], 0.0), shares
