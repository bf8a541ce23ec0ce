"""What prices say about a plan: what one more unit is worth, and what every override costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.instance_of import UNITS_PER_POINT, Counted
from posada.placement.optimiser.multipliers import Multipliers
from posada.placement.optimiser.preprocessing import fits_alone
from posada.placement.optimiser.regret import regrets

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pricing:
    """Prices of a plan in points.

    `limits` is what one more unit of each limit of the problem is worth. `overrides` is what each case falls
    short of its best choice at each place, everybody paying the prices (cases × places; infinite where it may
    not go): no plan that sends it there is worth more than the bound less that. `slack` is the distance from
    the plan to what the prices prove.
    """

    limits: Points
    overrides: Points
    slack: float

    def loss(self, case: int, place: int, *, instead_of: int) -> float:
        """About what the plan loses if a case is sent to a place instead of another."""
        return max(0.0, float(self.overrides[case, place] - self.overrides[case, instead_of]))

    def certain_loss(self, case: int, place: int) -> float:
        """What the plan loses at least, proven, if a case is sent to a place."""
        return max(0.0, float(self.overrides[case, place]) - self.slack)


def pricing(counted: Counted, at: Multipliers, *, slack: float) -> Pricing:
    """The pricing of a plan from its multipliers; `slack` in points."""
    short, _ = regrets(fits_alone(counted.instance), at)
    return Pricing(counted.limit_prices(at.capacity), short.astype(np.float64) / UNITS_PER_POINT, slack)
