"""The least value of a smooth convex function within bounds: projected limited-memory quasi-Newton steps.

References
----------
D. P. Bertsekas, Projected Newton methods for optimization problems with simple constraints, SIAM Journal on
Control and Optimization 20 (1982), https://doi.org/10.1137/0320018.
J. Nocedal, Updating quasi-Newton matrices with limited storage, Mathematics of Computation 35 (1980),
https://doi.org/10.1090/S0025-5718-1980-0572855-7.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Function = Callable[[Points], tuple[float, Points]]

MEMORY = 20
"""Pairs of steps and changes of slope that are remembered."""
HALVINGS = 12
DECREASE = 1e-4
"""A step must bring at least this share of what the slope promises (Armijo's rule)."""


@dataclass(frozen=True, slots=True)
class Least:
    """Where the search ended, the value there, and how many times the function was asked."""

    point: Points
    value: float
    calls: int


def descend(
    function: Function,
    start: Points,
    lower: Points,
    upper: Points,
    *,
    calls: int,
    enough: float,
    patience: int = 3,
) -> Least:
    """The point with the least value found within the bounds.

    It ends after so many calls, or when `patience` steps in turn each gain less than `enough`.

    >>> def bowl(x: Points) -> tuple[float, Points]:
    ...     return float(((x - 3) ** 2).sum()), 2 * (x - 3)
    >>> ends = np.array([0.0, 0.0]), np.array([2.0, 9.0])
    >>> descend(bowl, np.zeros(2), *ends, calls=50, enough=1e-12).point.round(6).tolist()
    [2.0, 3.0]
    """
    point = np.clip(start, lower, upper)
    value, slope = function(point)
    used, idle = 1, 0
    steps: list[tuple[Points, Points]] = []
    while used < calls:
        free = ~(((point <= lower) & (slope > 0)) | ((point >= upper) & (slope < 0)))
        if not free.any():
            break
        way = _direction(slope, free, steps)
        if not steps:
            way *= _first_length(point, way)
        if float(way @ slope) >= 0:
            way, steps = np.where(free, -slope, 0.0), []
            way *= _first_length(point, way)
        length, found = 1.0, False
        for _ in range(HALVINGS):
            trial = np.clip(point + length * way, lower, upper)
            trial_value, trial_slope = function(trial)
            used += 1
            promise = float(slope @ (trial - point))
            if trial_value <= value + DECREASE * promise:
                found = True
                break
            if used >= calls:
                break
            length *= _shorter(value, promise, trial_value)
        if not found:
            if not steps:
                break
            steps = []
            idle += 1
            if idle >= patience:
                break
            continue
        step, change = trial - point, trial_slope - slope
        if float(step @ change) > 1e-10 * float(np.linalg.norm(step) * np.linalg.norm(change)):
            steps = [*steps[-(MEMORY - 1) :], (step, change)]
        idle = idle + 1 if value - trial_value < enough else 0
        point, value, slope = trial, trial_value, trial_slope
        if idle >= patience:
            break
    return Least(point, value, used)


def _first_length(point: Points, way: Points) -> float:
    """A first step as long as a tenth of the point, or one unit."""
    return max(1.0, 0.1 * float(np.linalg.norm(point))) / max(1e-300, float(np.linalg.norm(way)))


def _shorter(value: float, promise: float, trial_value: float) -> float:
    """Where the parabola through what is known is least, kept between a tenth and a half."""
    bend = trial_value - value - promise
    return min(0.5, max(0.1, -promise / (2 * bend))) if bend > 0 else 0.5


def _direction(slope: Points, free: NDArray[np.bool_], steps: list[tuple[Points, Points]]) -> Points:
    """The quasi-Newton direction among the variables that may move."""
    way = np.where(free, slope, 0.0)
    kept = []
    for step, change in reversed(steps):
        moved, turned = np.where(free, step, 0.0), np.where(free, change, 0.0)
        curve = float(moved @ turned)
        if curve <= 1e-12 * float(np.linalg.norm(moved) * np.linalg.norm(turned)):
            continue
        share = float(moved @ way) / curve
        way = way - share * turned
        kept.append((moved, turned, curve, share))
    if kept:
        _, turned, curve, _ = kept[0]
        way = way * (curve / float(turned @ turned))
    for moved, turned, curve, share in reversed(kept):
        way = way + (share - float(turned @ way) / curve) * moved
    return -way
