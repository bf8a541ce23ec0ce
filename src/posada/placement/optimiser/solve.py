"""The front door for those who bring their own arrays: scores, needs and capacities in, a proven plan out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from posada.placement.optimiser.certificate import Certificate, certify
from posada.placement.optimiser.door import ProblemError, read
from posada.placement.optimiser.instance import Instance
from posada.placement.optimiser.optimise import WORK, optimise

Points = NDArray[np.float64]

__all__ = ["ProblemError", "Solution", "solve"]


@dataclass(frozen=True, slots=True)
class Solution:
    """The place of each family, what the plan is worth, and what no plan can exceed.

    Attributes
    ----------
    place:
        the place of each family, -1 for one that waits.
    objective, bound:
        the worth of the plan, and a worth that no plan exceeds, in the units of the scores.
    bound_source:
        "prices" if the prices alone prove the bound, "solver" if its last part is the word of HiGHS,
        "knapsacks" if it is that of the knapsacks of generalised assignment.
    gap:
        (bound - objective) as a share of the objective.
    prices:
        what one more unit of each capacity is worth (places × resources).
    minimum_prices, floor_prices:
        what each unit asked by a minimum costs, and each point asked by a floor.
    rounding:
        how far the objective of any plan may be off because scores were made whole numbers; 0 if they were.
    instance, certificate:
        the problem in whole numbers and the proof in whole numbers, for `posada.placement.verify`.
    """

    place: NDArray[np.int64]
    objective: float
    bound: float
    bound_source: str
    gap: float
    prices: Points
    minimum_prices: Points
    floor_prices: Points
    rounding: float
    instance: Instance
    certificate: Certificate

    def summary(self) -> str:
        """The plan in three lines: who has a place, how good that is, which capacity is worth most."""
        placed = int((self.place >= 0).sum())
        lines = [
            f"{placed:,} of {len(self.place):,} families have a place.",
            f"The plan is worth {self.objective:,.6g}; no plan is worth more than {self.bound:,.6g}"
            f" (gap {100 * self.gap:.4f} %, proven by {_prover(self.bound_source)}).",
        ]
        if self.prices.size and self.prices.max() > 0:
            place, resource = np.unravel_index(int(self.prices.argmax()), self.prices.shape)
            lines.append(
                f"One more unit of resource {resource} at place {place} is worth up to {self.prices.max():,.4g}."
            )
        return "\n".join(lines)


def _prover(source: str) -> str:
    return {"prices": "prices", "solver": "prices and HiGHS", "knapsacks": "knapsacks"}[source]


def solve(
    score: ArrayLike,
    need: ArrayLike,
    capacity: ArrayLike,
    *,
    allowed: ArrayLike | None = None,
    minimum: ArrayLike | None = None,
    shortfall_price: ArrayLike | None = None,
    floors: Sequence[tuple[Any, float, float]] | None = None,
    pins: ArrayLike | None = None,
    apart: ArrayLike | None = None,
    keep: ArrayLike | None = None,
    move_cost: float = 0,
    require_all: bool = False,
    gap: float = 1e-4,
    seconds: float | None = None,
    seed: int = 0,
    work: int = WORK,
    progress: Callable[[float, float], None] | None = None,
) -> Solution:
    """The plan with the largest total score found, and a proven bound on all plans.

    A family that waits scores 0. Classic generalised assignment, which minimises cost, is
    `score = M - cost` with `require_all`.

    Parameters
    ----------
    score:
        families × places. Whole numbers are taken as they are; others are rounded to about seven digits,
        and `rounding` says what that may change.
    need:
        families × resources, or families × places × resources where it depends on the place; whole numbers.
    capacity:
        places × resources, whole numbers.
    allowed:
        families × places, true or false; all are allowed if it is missing.
    minimum, shortfall_price:
        places × resources: units that a place asks to be used, and the price of each unit short (one number
        will do).
    floors:
        for each floor a group (true or false for each family), the score that the group should reach, and the
        price of each point short, a whole number.
    pins:
        a place for each family, or -1 if it is free; a pinned family is at its place in every plan.
    apart:
        pairs × 2: families who must not be at the same place.
    keep, move_cost:
        a place for each family, or -1, and what a move elsewhere costs.
    require_all:
        nobody may wait.
    gap:
        the search ends when (bound - objective) is at most this share of the objective; 0 asks for the best.
    seconds:
        an extra stop by the clock. Without it the same input and seed give the same plan.
    work:
        how many parts of the problem are solved at most.
    progress:
        called with objective and bound whenever the plan has become better.

    Raises
    ------
    ProblemError
        if the arrays cannot be used; all mistakes are named together.
    NoPlanError
        if no plan was found in which everyone has a place who must.

    Examples
    --------
    >>> plan = solve([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> plan.place.tolist(), plan.objective, plan.bound
    ([1, 0], 7.0, 7.0)
    >>> solve([[5, 3]], need=[[1]], capacity=[[-1], [1]], gap=2)
    Traceback (most recent call last):
    posada.placement.optimiser.door.ProblemError: capacity: must be at least 0, got -1.
    gap: must be from 0 to 1, got 2.
    """
    asked = read(
        score=score,
        need=need,
        capacity=capacity,
        allowed=allowed,
        minimum=minimum,
        shortfall_price=shortfall_price,
        floors=floors,
        pins=pins,
        apart=apart,
        keep=keep,
        move_cost=move_cost,
        require_all=require_all,
        limits={"gap": gap, "seconds": seconds, "work": work, "seed": seed},
    )
    unit = asked.unit

    def tell(worth: int, bound: int) -> None:
        if progress is not None:
            progress(worth / unit, bound / unit)

    plan = optimise(
        asked.instance, gap=gap, work=work, seconds=seconds, start=asked.start, seed=seed, progress=tell
    )
    objective, bound = plan.worth / unit, plan.bound / unit
    real = plan.prices.real()
    return Solution(
        place=plan.place,
        objective=objective,
        bound=bound,
        bound_source=plan.bound_source,
        gap=(bound - objective) / max(abs(objective), 1 / unit),
        prices=real.capacity / unit,
        minimum_prices=real.minimum / unit,
        floor_prices=real.floors,
        rounding=asked.rounding,
        instance=asked.instance,
        certificate=certify(plan),
    )
