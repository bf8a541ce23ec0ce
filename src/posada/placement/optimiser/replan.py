"""After a change: the new bound from old prices at once, and plans that move few, with what that costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from posada.placement.optimiser.bound import bound
from posada.placement.optimiser.instance import Instance, Units
from posada.placement.optimiser.multipliers import Multipliers, whole
from posada.placement.optimiser.optimise import WORK, Plan, optimise
from posada.placement.optimiser.prices import find_prices
from posada.placement.optimiser.worth import worth


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What no plan can exceed after a change, and the prices that prove it."""

    bound: int
    multipliers: Multipliers


@dataclass(frozen=True, slots=True)
class Point:
    """A plan that moves `moved` families; `worth` and `bound` leave the cost of moves out.

    No plan at all is worth more than `bound`, whoever moves.
    """

    move_cost: int
    place: Units
    moved: int
    worth: int
    bound: int


def what_if(instance: Instance, prices: Multipliers) -> WhatIf:
    """A proven bound for a changed instance, from the prices of the one before.

    >>> from posada.placement.optimiser.multipliers import nothing
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[2], [1]])
    >>> what_if(two, nothing(two)).bound
    9
    """
    at = find_prices(instance, start=prices)
    before, after = (bound(instance, whole(instance, trial)) for trial in (prices, at))
    return WhatIf(min(before, after), at if after <= before else prices)


def published(instance: Instance, keep: Units, move_cost: int) -> Instance:
    """The instance in which every family that stays where it was published earns the cost of a move.

    >>> one = Instance.plain([[5, 3]], need=[[1]], capacity=[[1], [1]])
    >>> published(one, np.array([1]), 4).value.tolist()
    [[5, 7]]
    """
    value = instance.value.astype(np.int64)
    stays = np.flatnonzero(keep >= 0)
    value[stays, keep[stays]] += move_cost
    return replace(instance, value=value)


def moved(keep: Units, place: Units) -> int:
    """How many of the families with a published place are elsewhere now.

    >>> moved(np.array([0, 1, -1]), np.array([0, -1, 1]))
    1
    """
    return int(((keep >= 0) & (keep != place)).sum())


def frontier(
    instance: Instance,
    keep: Units,
    move_costs: Sequence[int],
    *,
    prices: Multipliers,
    gap: float = 1e-4,
    work: int = WORK,
    seconds: float | None = None,
    seed: int = 0,
) -> list[Point]:
    """For each cost of a move the plan that balances moves against worth, dearest moves last.

    `keep` is the published plan and `prices` are of an instance like this one; `seconds` are for all points.

    >>> from posada.placement.optimiser.multipliers import nothing
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[2], [1]])
    >>> [(point.moved, point.worth) for point in frontier(two, np.array([1, 0]), [0, 3], prices=nothing(two))]
    [(1, 9), (0, 7)]
    """
    limit = what_if(instance, prices)
    found = []
    at, start = limit.multipliers, keep
    for cost in sorted(move_costs):
        asked = published(instance, keep, cost)
        share = None if seconds is None else seconds / len(move_costs)
        plan: Plan = optimise(asked, gap=gap, work=work, seconds=share, start=start, prices=at, seed=seed)
        at, start = plan.multipliers, plan.place
        value = worth(instance, plan.place)
        found.append(Point(cost, plan.place, moved(keep, plan.place), value, limit.bound))
    return found
