"""What a plan would have brought on past households, judged by what happened to those who went where it says.

References
----------
M. Dudík, D. Erhan, J. Langford and L. Li, Doubly robust policy evaluation and optimization, Statistical Science 29
(2014), 485-511, https://doi.org/10.1214/14-STS500.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from posada.placement.learning.features import Numbers
from posada.placement.learning.models import Places

LEAST_CHANCE = 0.02
"""A past chance below this is taken as this: no household speaks for more than fifty."""

Z_95 = 1.96

THIN_HOUSEHOLDS = 50
"""Fewer effective households than this, and the correction of the model rests on few people."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A plan against what was done, per household: `plan`, `past` and `gain` with its 95 % interval.

    `direct` is what the model alone says of the plan, `weighted` what the chances alone say; `plan` corrects one
    with the other and is right if either is. Overlap: `agreeing_share` of households went where the plan says
    (by weight), they count like `effective_households`, one at most like `largest_weight`; `rare_share` of the
    plan goes to places the household hardly had a chance of. Right only if nothing unrecorded decided both
    the place and the outcome.
    """

    households: int
    past: float
    plan: float
    gain: float
    gain_low: float
    gain_high: float
    direct: float
    weighted: float
    agreeing_share: float
    effective_households: float
    largest_weight: float
    rare_share: float
    of_household: Numbers = field(repr=False, compare=False)

    @property
    def inside_noise(self) -> bool:
        """Whether the interval of the gain holds 0."""
        return self.gain_low <= 0 <= self.gain_high

    @property
    def thin(self) -> bool:
        """Whether too few households went where the plan says to correct the model with."""
        return self.effective_households < THIN_HOUSEHOLDS


def evaluate_plan(
    outcome: Numbers,
    place: Places,
    plan: Numbers,
    expected: Numbers,
    chance: Numbers,
    *,
    known_chance: Numbers | None = None,
) -> Evaluation:
    """What a plan would have brought, doubly robust, with an interval from its influence function.

    Parameters
    ----------
    outcome, place
        What became of each household, and the place it went to.
    plan
        Share of each household that the plan sends to each place (one 1 in a row for a plan without lots).
    expected, chance
        Of each household at each place: outcome expected, and chance of being sent there. They must come
        from models that have not seen the household's own outcome (`cross_fitted`).
    known_chance
        The chance of the place it went to, where it is known; NaN where it is not.

    Examples
    --------
    Two places; the plan sends all to the second, where things went better.

    >>> place = np.array([0, 1] * 50)
    >>> outcome = np.array([0.0, 1.0, 1.0, 1.0] * 25)
    >>> sent = np.tile([0.0, 1.0], (100, 1))
    >>> found = evaluate_plan(outcome, place, sent, np.full((100, 2), 0.5), np.full((100, 2), 0.5))
    >>> round(found.past, 2), round(found.plan, 2), found.inside_noise
    (0.75, 1.0, False)
    """
    rows = np.arange(len(outcome))
    went = chance[rows, place]
    if known_chance is not None:
        went = np.where(np.isnan(known_chance), went, known_chance)
    weight = plan[rows, place] / np.maximum(went, LEAST_CHANCE)
    modelled = (plan * expected).sum(axis=1)
    of_household = modelled + weight * (outcome - expected[rows, place])
    gains = of_household - outcome
    gain, error = float(gains.mean()), float(gains.std(ddof=1) / np.sqrt(len(gains)))
    total = float(weight.sum())
    return Evaluation(
        households=len(outcome),
        past=float(outcome.mean()),
        plan=float(of_household.mean()),
        gain=gain,
        gain_low=gain - Z_95 * error,
        gain_high=gain + Z_95 * error,
        direct=float(modelled.mean()),
        weighted=float(weight @ outcome) / total if total > 0 else float("nan"),
        agreeing_share=float(plan[rows, place].mean()),
        effective_households=total**2 / float(weight @ weight) if total > 0 else 0.0,
        largest_weight=float(weight.max()),
        rare_share=float((plan * (chance < LEAST_CHANCE)).sum() / len(outcome)),
        of_household=of_household,
    )
