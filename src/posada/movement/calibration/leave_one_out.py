"""Each conflict forecast from all the others: the only score of a fit that says what a new conflict may expect."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posada.movement.calibration.baselines import capacity_shares, equal_shares, frozen_shares
from posada.movement.calibration.fit import Fit, Posterior
from posada.movement.calibration.forecasts import HORIZONS_DAYS, Rolling, Scored, rolling, scored
from posada.movement.calibration.targets import Target, shares
from posada.movement.network import Floats
from posada.programme.mistakes import InputError, Mistake


@dataclass(frozen=True, slots=True)
class Validated:
    """The errors of one conflict, in the measure of Flee rescaled to the people reported; less is better."""

    name: str
    held_out: bool
    posterior: float
    """The median share of each camp over the runs of the posterior, made to sum to 1."""
    settings: float
    """One run with the settings at the middle of the posterior."""
    leak_free: float
    """The same without the capacities of camps."""
    shipped: float
    """One run with the settings of the folder, as Flee would read them."""
    equal: float
    capacity: float
    frozen: float
    reported: Floats
    """The people reported by day and camp."""


def validated(
    fit: Fit, target: Target, posterior: Posterior, *, held_out: bool
) -> tuple[Validated, list[Floats]]:
    """The errors of a conflict under a posterior, and the runs of its draws."""
    base = fit.base(target)
    # Likely points are drawn more than once; each is run once.
    points, numbers = np.unique(posterior.draws, axis=0, return_inverse=True)
    each = [target.run(posterior.settings(base, point)) for point in points]
    runs = [each[number] for number in numbers.ravel()]
    # A sum of differences is least, in expectation, at the medians; at means a few odd runs would weigh too much.
    expected = shares(np.median([shares(run) for run in runs], axis=0))
    told = Validated(
        target.name,
        held_out,
        target.rescaled_error(expected),
        target.rescaled_error(target.run(posterior.settings(base))),
        target.rescaled_error(target.without_capacities().run(posterior.settings(base))),
        target.rescaled_error(target.run_as_flee()),
        target.rescaled_error(equal_shares(target)),
        target.rescaled_error(capacity_shares(target)),
        target.rescaled_error(frozen_shares(target)),
        target.reported,
    )
    return told, runs


def leave_one_out(fit: Fit) -> tuple[list[Validated], list[tuple[str, Scored]]]:
    """For each conflict the errors under the posterior of the others, and how good forecasts with it are.

    Raises `InputError` for a single conflict, as nothing would be left to fit to.
    """
    if len(fit.targets) < 2:
        raise InputError([Mistake("leave one out", None, "", "must have at least two folders, got one.")])
    errors, parts = [], []
    for target in fit.targets:
        told, runs = validated(fit, target, fit.posterior(without=target), held_out=True)
        errors.append(told)
        parts.append([rolling(target, runs, horizon) for horizon in HORIZONS_DAYS])
    return errors, _scores(fit, parts)


def _scores(fit: Fit, parts: list[list[Rolling]]) -> list[tuple[str, Scored]]:
    """The scores by conflict and horizon, each scattered by the errors of all other conflicts."""
    rng = np.random.default_rng([fit.seed, len(fit.targets) + 2])
    found = []
    for at, target in enumerate(fit.targets):
        for horizon in range(len(HORIZONS_DAYS)):
            others = [parts[other][horizon] for other in range(len(parts)) if other != at]
            if (one := scored(parts[at][horizon], others, rng)) is not None:
                found.append((target.name, one))
    return found
