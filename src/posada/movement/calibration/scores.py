"""How good forecasts in the form of draws are: the continuous ranked probability score, and how often they cover."""

from __future__ import annotations

import numpy as np

from posada.movement.network import Flags, Floats


def crps(draws: Floats, came: Floats) -> Floats:
    """The continuous ranked probability score of each forecast; draws lie along the last axis, less is better.

    For a single draw it is the absolute error, so that forecasts with and without a spread can be compared
    (Gneiting and Raftery, Journal of the American Statistical Association 102:359, 2007). The form for all pairs of
    draws as they are, not for the law behind them, is used: too few draws are not rewarded.

    >>> float(crps(np.array([[2.0]]), np.array([5.0]))[0])
    3.0
    >>> crps(np.array([[0.0, 1.0]]), np.array([0.5])).round(2).tolist()
    [0.25]
    """
    many = draws.shape[-1]
    ordered = np.sort(draws, axis=-1)
    rank = 2.0 * np.arange(1, many + 1) - many - 1.0
    spread = (ordered * rank).sum(axis=-1) / many**2
    return np.asarray(np.abs(draws - came[..., None]).mean(axis=-1) - spread)


def covered(draws: Floats, came: Floats, *, share: float = 0.9) -> Flags:
    """Whether what came lies inside the middle `share` of each forecast, its ends included.

    >>> covered(np.arange(101.0)[None, :], np.array([95.0])).tolist()
    [True]
    >>> covered(np.arange(101.0)[None, :], np.array([96.0])).tolist()
    [False]
    """
    low, high = np.quantile(draws, [(1 - share) / 2, (1 + share) / 2], axis=-1)
    return np.asarray((low <= came) & (came <= high))
