"""Forecasts from each report day on, of the next reports: where people will be, were the total known.

A forecast is made with what was reported up to its day, each camp's last report kept as it was. Newcomers go where the
runs of the posterior say that they go; the people who are there stay. It is scored on the days of each camp's own
reports, never on days between them. The total is taken as known, as Flee takes it: what is forecast is its split.
Reports are those of the folder after its corrections, so what was known is what was known once it was counted anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posada.movement.calibration.errors import distance, draw_errors
from posada.movement.calibration.scores import covered, crps
from posada.movement.calibration.targets import Target, shares
from posada.movement.network import Flags, Floats

HORIZONS_DAYS = (30, 60, 90)
SPACING_DAYS = 30
"""Forecasts start at least so far from each other, and a horizon takes in so many days."""
SCATTER = 200
"""Draws of a forecast in which the runs are scattered as forecasts of other conflicts went wrong."""


@dataclass(frozen=True, slots=True)
class Rolling:
    """Forecasts of one conflict at one horizon: one row for each day that was forecast, one column for each camp."""

    horizon_days: int
    came: Floats
    told: Flags
    """Whether the camp reported on that day; what it did not report is not scored."""
    kept: Floats
    """The shares last reported, kept: persistence."""
    runs: Floats
    """The shares by rows, runs and camps."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Mean scores of forecasts of one conflict at one horizon, in shares of all people; less is better."""

    horizon_days: int
    forecasts: int
    crps: float
    persistence: float
    scattered_persistence: float
    coverage: float


def rolling(target: Target, runs: Sequence[Floats], horizon_days: int) -> Rolling:
    """The forecasts of a conflict from each report day on; `runs` are people by day and camp of posterior draws."""
    rows: list[tuple[Floats, Flags, Floats, Floats]] = []
    for start in _starts(target):
        known = _known(target, start)
        for day in _days_ahead(target, start, horizon_days) if known.sum() > 0 else ():
            came = target.reported[day]
            moved = [_moved_on(known, float(came.sum()), run, start, day) for run in runs]
            told = np.array([day in days for days in target.report_days])
            rows.append((shares(came), told, shares(known), np.array(moved)))
    places = len(target.camps)
    if not rows:
        nothing = np.zeros((0, places))
        return Rolling(horizon_days, nothing, nothing > 0, nothing, np.zeros((0, len(runs), places)))
    return Rolling(horizon_days, *(np.array(column) for column in zip(*rows, strict=True)))


def _starts(target: Target) -> list[int]:
    found: list[int] = []
    for day in target.looks:
        if not found or day >= found[-1] + SPACING_DAYS:
            found.append(int(day))
    return found


def _days_ahead(target: Target, start: int, horizon_days: int) -> list[int]:
    """The report days so far ahead, or up to 29 days nearer."""
    days = target.looks
    return [int(day) for day in days if start + horizon_days - SPACING_DAYS < day <= start + horizon_days]


def _known(target: Target, start: int) -> Floats:
    """The last report of each camp up to a day; nobody where there was none."""
    known = np.zeros(len(target.camps))
    for camp, days in enumerate(target.report_days):
        before = days[days <= start]
        if len(before):
            known[camp] = target.reported[before[-1], camp]
    return known


def _moved_on(known: Floats, total: float, run: Floats, start: int, day: int) -> Floats:
    """The shares after newcomers have gone where a run sends them; where nobody came, those known."""
    came = shares(np.maximum(run[day] - run[start], 0.0))
    more = max(total - float(known.sum()), 0.0) if came.sum() > 0 else 0.0
    return shares(known + more * came)


def typical_error(parts: Sequence[Rolling], *, kept: bool) -> float:
    """The mean distance of forecasts from what came: of the mean of the runs, or of persistence."""
    found = [distance(part.kept if kept else part.runs.mean(axis=1), part.came) for part in parts]
    everything = np.concatenate([np.zeros(0), *found])
    return float(everything.mean()) if len(everything) else 0.0


def scored(part: Rolling, others: Sequence[Rolling], rng: np.random.Generator) -> Scored | None:
    """The scores of forecasts, scattered as those of `others` went wrong; None if nothing was forecast."""
    if not part.told.any() or not any(len(other.came) for other in others):
        return None
    picked = part.runs[:, np.arange(SCATTER) % part.runs.shape[1], :]
    ours = _scattered(picked, typical_error(others, kept=False), rng)
    kept = np.repeat(part.kept[:, None, :], SCATTER, axis=1)
    scattered = _scattered(kept, typical_error(others, kept=True), rng)
    came = part.came[part.told]

    def score(draws: Floats) -> float:
        return float(crps(np.moveaxis(draws, 1, 2)[part.told], came).mean())

    return Scored(
        part.horizon_days, int(part.told.sum()), score(ours), score(part.kept[:, None, :]), score(scattered),
        float(covered(np.moveaxis(ours, 1, 2)[part.told], came).mean()),
    )  # fmt: skip


def _scattered(draws: Floats, error: float, rng: np.random.Generator) -> Floats:
    """Each draw with an error of the law of `errors`, cut where shares end."""
    rows, many, places = draws.shape
    errors = draw_errors(rng, places, np.full(rows * many, 1.0 / max(error, 1e-9)))
    return shares(np.maximum(draws + errors.reshape(draws.shape), 0.0))
