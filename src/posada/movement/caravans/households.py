"""Households as counts by size: people come and go in whole households, and no household is ever split."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Counts = NDArray[np.int64]
"""Households by member of the ensemble and size class."""
Reals = NDArray[np.float64]

SIZES = np.arange(1, 7)
"""Sizes of household that are told apart: one person to six."""


def size_shares(alone_share: float, family_people: float) -> Reals:
    """The share of each size of household: those alone, and families of two to six around their mean.

    >>> size_shares(0.36, 3.35).round(2).tolist()
    [0.36, 0.12, 0.25, 0.19, 0.07, 0.01]
    """
    more = (family_people - 2) / 4
    ways = np.array([1, 4, 6, 4, 1])
    families = ways * more ** np.arange(5) * (1 - more) ** np.arange(4, -1, -1)
    return np.concatenate([[alone_share], (1 - alone_share) * families])


def people_in(households: Counts) -> Counts:
    """The people in households counted by size."""
    return np.asarray(households @ SIZES, dtype=np.int64)


def nobody(members: int) -> Counts:
    """No households, for each member of the ensemble."""
    return np.zeros((members, len(SIZES)), dtype=np.int64)


def drawn_households(random: np.random.Generator, people: Counts, shares: Reals) -> Counts:
    """Whole households, at random by size, that make exactly so many people in each member.

    Most are drawn at once, so many that they are hardly ever too many people; the rest one by one.
    """
    shares = shares / shares.sum()
    mean = float(shares @ SIZES)
    spread = float(np.sqrt(shares @ (SIZES - mean) ** 2))
    households = np.zeros((len(people), len(SIZES)), dtype=np.int64)
    left = np.asarray(people, dtype=np.int64).copy()
    while (number := _surely_fit(left, mean, spread)).any():
        drawn = random.multinomial(number, shares)
        drawn[people_in(drawn) > left] = 0
        households += drawn
        left -= people_in(drawn)
    while left.any():
        drawn = _one_that_fits(random, left, shares)
        households += drawn
        left -= people_in(drawn)
    return households


def _surely_fit(left: Counts, mean: float, spread: float) -> Counts:
    """The number of households that are, but for one time in thirty thousand, not more people than are left."""
    number = left / mean
    return np.maximum(np.floor(number - 4 * spread * np.sqrt(number) / mean), 0).astype(np.int64)


def _one_that_fits(random: np.random.Generator, left: Counts, shares: Reals) -> Counts:
    """One household, drawn among the sizes that the people left can fill; all of them where no size fits."""
    fits = (left[:, None] >= SIZES) * shares
    none = (left > 0) & ~fits.any(axis=1)
    fits[none, left[none] - 1] = 1.0
    sums = fits.cumsum(axis=1)
    size = (random.random(len(left))[:, None] * sums[:, -1:] >= sums).sum(axis=1)
    drawn = (np.arange(len(SIZES)) == size[:, None]).astype(np.int64)
    return np.where((left > 0)[:, None], drawn, 0)


def drawn_from(random: np.random.Generator, households: Counts, share: Reals | float) -> Counts:
    """Those households to which something of this chance happens; one draw for each member and size."""
    chance = np.clip(np.asarray(share, dtype=np.float64), 0, 1)
    if chance.ndim == 1:
        chance = chance[:, None]
    return random.binomial(households, chance)
