"""What a stranger needs to check a plan: the placements, prices in whole numbers, and what they prove."""

from __future__ import annotations

from dataclasses import dataclass

from posada.placement.optimiser.instance import Units
from posada.placement.optimiser.optimise import Plan


@dataclass(frozen=True, slots=True)
class Certificate:
    """A plan and its proof in whole numbers; `bound` is what the prices prove, without any solver.

    The price of a unit is the number divided by `scale`.
    """

    place: Units
    worth: int
    bound: int
    scale: int
    capacity_prices: Units
    minimum_prices: Units
    floor_prices: Units
    split: Units


def certify(plan: Plan) -> Certificate:
    """The certificate of a plan.

    >>> from posada.placement.optimiser.instance import Instance
    >>> from posada.placement.optimiser.optimise import optimise
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> certify(optimise(two)).bound
    7
    """
    prices = plan.prices
    return Certificate(
        plan.place,
        plan.worth,
        plan.price_bound,
        prices.scale,
        prices.capacity,
        prices.minimum,
        prices.floors,
        prices.split,
    )
