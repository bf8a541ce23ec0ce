"""How far reports lie from a run: the distance of Flee, and a law of error whose scale need not be known.

The distance of two sets of shares is the sum of their differences, from 0 to 2: what Flee averages over days. Errors
that follow the density exp(-scale * distance), over all differences that sum to 0, make the likely the near. The scale
is unknown and another one in each conflict; with a Gamma law for it, the integral over all scales has a closed form.
"""

from __future__ import annotations

import math

import numpy as np

from posada.movement.network import Floats

SHAPE, RATE = 2.0, 0.5
"""The scale of a conflict, per place beyond the first, follows Gamma(2, 0.5): distances of 0.1 to 2 are expected."""
MOST_FREE = 4
"""A conflict counts as one look at up to five places. What a run gets wrong stays wrong (correlation of its errors
half a year apart: 0.6 to 0.96 in six conflicts), and what one camp lacks its neighbours have."""


def distance(one: Floats, two: Floats) -> Floats:
    """The sum of differences of shares along the last axis.

    >>> float(distance(np.array([0.5, 0.5]), np.array([1.0, 0.0])))
    1.0
    """
    return np.asarray(np.abs(one - two).sum(axis=-1))


def log_likelihood(distances: Floats, places: Floats) -> Floats:
    """The log of the chance of reports at these distances of one conflict each, up to a constant.

    >>> near, far = log_likelihood(np.array([0.1, 0.4]), np.array([3, 3]))
    >>> bool(near > far)
    True
    """
    free = np.clip(places - 1, 1, MOST_FREE)
    return np.asarray(-(SHAPE + free) * np.log(RATE + free * distances))


def draw_errors(rng: np.random.Generator, places: int, scale: Floats) -> Floats:
    """One set of differences of shares for each scale, by the law of this module; each set sums to 0.

    The distance follows Gamma(places - 1). Its parts: some places gain, the others lose as much. With k winners
    there are C(places, k) choices of them, and the piece of the sphere has a volume in proportion to
    C(places - 2, k - 1); within it gains and losses are uniform over their simplices.
    """
    free = places - 1
    winners = np.arange(1, places)
    odds = np.array([math.comb(places, k) * math.comb(places - 2, k - 1) for k in winners], float)
    size = rng.gamma(free, 1.0 / (free * scale))
    errors = np.zeros((len(scale), places))
    for row, k in enumerate(rng.choice(winners, size=len(scale), p=odds / odds.sum())):
        order = rng.permutation(places)
        errors[row, order[:k]] = size[row] / 2 * rng.dirichlet(np.ones(k))
        errors[row, order[k:]] = -size[row] / 2 * rng.dirichlet(np.ones(places - k))
    return errors
