"""Prices at which demand meets capacity: the least bound, by descent on its smoothed form.

The temperature falls by stages. Large instances start from the prices of a sample whose capacities are
cut in proportion: families are many and prices few, so a sample tells them almost exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posada.placement.optimiser.descent import Points, descend
from posada.placement.optimiser.field import Field
from posada.placement.optimiser.instance import Instance, Units
from posada.placement.optimiser.multipliers import Multipliers, clipped, dearest, nothing

STAGES = (0.1, 0.03, 0.01, 0.003)
"""Temperatures, as shares of how much the scores of a family differ between places."""
ENOUGH, ENOUGH_WHERE_DEAR = 0.002, 0.02
"""A stage ends when its steps gain less than this share of the temperature for each price."""
CALLS, CALLS_WHERE_DEAR = 300, 60
"""Passes in one stage at most."""
DEAR_FAMILIES = 50_000
"""With more families than that a pass is dear; but then the prices of a sample are a good start."""
VERY_MANY = 200_000
"""With more families than that the coldest stage would gain less than its passes cost."""
SAMPLE = 10_000
"""Families in the smallest sample; each next one is ten times as large."""


@dataclass(frozen=True, slots=True)
class _Cells:
    """The prices that are sought, as one vector: each scaled by the root of what it is the price of."""

    instance: Instance
    capacity: tuple[Units, ...]
    minimum: tuple[Units, ...]
    scale: Points
    offset: Points
    upper: Points
    most: float

    @classmethod
    def of(cls, instance: Instance) -> _Cells:
        soft = instance.is_soft()
        binds = instance.largest_use() > instance.capacity
        capacity = tuple(axis.astype(np.int64) for axis in np.nonzero(binds))
        minimum = tuple(
            axis.astype(np.int64)
            for axis in np.nonzero((instance.minimum > 0) & (instance.shortfall_price > 0))
        )
        price = np.full(instance.capacity.shape, np.inf)
        most = dearest(instance)
        for group in instance.soft:
            for cell in group.cells:
                price[cell] = group.price
        amounts = [
            instance.capacity[capacity].astype(float),
            instance.minimum[minimum].astype(float),
            np.array([float(floor.at_least) for floor in instance.floors]),
        ]
        upper = [
            np.where(soft, price, most)[capacity],
            instance.shortfall_price[minimum].astype(float),
            np.array([float(floor.price) for floor in instance.floors]),
        ]
        offset = np.concatenate([amounts[0], -amounts[1], -amounts[2]])
        roots = [np.sqrt(np.maximum(1.0, amount)) for amount in amounts]
        spread = np.maximum(
            1.0, [np.abs(floor.points).mean() if floor.points.size else 1.0 for floor in instance.floors]
        )
        roots[2] = (
            np.sqrt(np.maximum(1.0, amounts[2] / spread)) * spread if len(instance.floors) else roots[2]
        )
        scale = np.concatenate(roots)
        return cls(instance, capacity, minimum, scale, offset, np.concatenate(upper) * scale, most)

    def multipliers(self, vector: Points) -> Multipliers:
        at = nothing(self.instance)
        prices = vector / self.scale
        many, more = len(self.capacity[0]), len(self.minimum[0])
        at.capacity[self.capacity] = prices[:many]
        at.minimum[self.minimum] = prices[many : many + more]
        at.floors[:] = prices[many + more :]
        return clipped(self.instance, at, most=self.most)

    def vector(self, at: Multipliers) -> Points:
        return np.concatenate([at.capacity[self.capacity], at.minimum[self.minimum], at.floors]) * self.scale

    def slope(self, usage: Points, reached: Points) -> Points:
        used = np.concatenate([-usage[self.capacity], usage[self.minimum], reached])
        return np.asarray((self.offset + used) / self.scale)


def find_prices(instance: Instance, *, start: Multipliers | None = None) -> Multipliers:
    """The prices of the least bound found; `start` are those of a similar instance.

    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> find_prices(two).capacity.shape
    (2, 1)
    """
    cells = _Cells.of(instance)
    if not len(cells.offset) or not instance.families:
        return clipped(instance, nothing(instance)) if start is None else clipped(instance, start)
    unit = spread(instance)
    vector = np.zeros(len(cells.offset)) if start is None else cells.vector(clipped(instance, start))
    steps = [1]
    while start is None and instance.families // steps[-1] > 2 * SAMPLE:
        steps.append(steps[-1] * 10)
    for step in reversed(steps):
        field = Field(instance, every=step)
        stages: tuple[float, ...]
        if start is None and step == steps[-1]:
            stages = STAGES if step == 1 else STAGES[:-1]
        else:
            stages = STAGES[-2:] if step == 1 and instance.families <= VERY_MANY else STAGES[-2:-1]
        for share in stages:
            vector = _settle(field, cells, vector, share * unit)
    return cells.multipliers(vector)


def _settle(field: Field, cells: _Cells, vector: Points, temperature: float) -> Points:
    """The prices of the least smoothed bound at one temperature."""

    def smoothed(vector: Points) -> tuple[float, Points]:
        demand = field.demand(cells.multipliers(vector), temperature)
        price_of_all = float(cells.offset @ (vector / cells.scale))
        return price_of_all + demand.worth, cells.slope(demand.usage, demand.reached)

    dear = cells.instance.families > DEAR_FAMILIES
    calls, share = (CALLS_WHERE_DEAR, ENOUGH_WHERE_DEAR) if dear else (CALLS, ENOUGH)
    enough = share * temperature * len(vector)
    return descend(smoothed, vector, np.zeros(len(vector)), cells.upper, calls=calls, enough=enough).point


def spread(instance: Instance) -> float:
    """How much the scores of a family typically differ between places, at least one."""
    rows = np.linspace(0, instance.families - 1, min(instance.families, 1_000)).astype(np.int64)
    allowed = instance.allowed[rows]
    many = allowed.sum(axis=1)
    scores = np.sort(np.where(allowed, -instance.value[rows].astype(float), np.inf), axis=1)[many > 1]
    many = many[many > 1]
    if not len(scores):
        return 1.0
    return max(1.0, float(np.median(scores[np.arange(len(scores)), many // 2] - scores[:, 0])))
