"""The verb: settings fitted to conflicts, with what they are worth."""

from __future__ import annotations

from collections.abc import Sequence

from posada.movement.calibration.fit import Effort, Fit, Progress
from posada.movement.calibration.leave_one_out import leave_one_out as left_out
from posada.movement.calibration.leave_one_out import validated
from posada.movement.calibration.parameters import Prior
from posada.movement.calibration.result import Calibration
from posada.movement.rows import FleeFolder


def calibrate(
    folders: Sequence[FleeFolder], *, leave_one_out: bool = False, leak_free: bool = False,
    priors: Sequence[Prior] | None = None, effort: Effort | None = None, seed: int = 0,
    progress: Progress | None = None,
) -> Calibration:  # fmt: skip
    """The settings that one or many conflicts speak for, as a posterior, and their errors beside baselines.

    Parameters
    ----------
    leave_one_out
        Tell for each conflict the error of settings fitted to all others, and how good forecasts with them are.
        Without it each conflict is judged by settings that have seen it.
    leak_free
        Fit and judge without the capacities of camps, which in most published folders are made from the reports.
    priors
        What is thought of each setting beforehand; those of `default_priors` if not given.
    effort
        How many runs the fit may use.
    seed
        The same seed gives the same answer.

    >>> from posada.movement.calibration.example import reported_example
    >>> fitted = calibrate([reported_example()], effort=Effort(prior_points=10, rounds=0))
    >>> len(fitted.posterior.draws), [round(error.equal, 2) for error in fitted.errors]
    (100, [0.26])
    """
    fit = Fit(
        folders, priors=priors, leak_free=leak_free, seed=seed, effort=effort or Effort(), progress=progress
    )
    if leave_one_out:
        errors, forecasts = left_out(fit)
        posterior = fit.posterior()
    else:
        posterior = fit.posterior()
        errors = [validated(fit, target, posterior, held_out=False)[0] for target in fit.targets]
        forecasts = []
    settings = posterior.settings(fit.base(fit.targets[0]))
    return Calibration(leak_free, seed, posterior, settings, tuple(errors), tuple(forecasts))
