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
    """As many households, at random by size, as make about so many people."""
    number = np.rint(people / float(shares @ SIZES)).astype(np.int64)
    return random.multinomial(number, shares / shares.sum())


def drawn_from(random: np.random.Generator, households: Counts, share: Reals | float) -> Counts:
    """Those households to which something of this chance happens; one draw for each member and size."""
    chance = np.clip(np.asarray(share, dtype=np.float64), 0, 1)
    if chance.ndim == 1:
        chance = chance[:, None]
    return random.binomial(households, chance)
