"""The pairs that matter: places where a family falls only little short of its best choice.

The search looks at these alone, so that a large instance costs it no more than its close calls.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.instance import WAITS, Flags, Instance, Units
from posada.placement.optimiser.multipliers import Multipliers
from posada.placement.optimiser.regret import regrets_by_rows

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Near:
    """The near pairs, sorted by family and place, with the regret of each.

    `first` has the index of each family's first pair and, last, the number of pairs; `best` is the best choice
    of each family, `top` what is left of its score there after prices, `idle` the regret of waiting; no pair
    has a regret above `within`.
    """

    family: Units
    place: Units
    regret: Points
    first: Units
    best: Units
    top: Points
    idle: Points
    within: float

    def of(self, families: Units) -> Units:
        """The indices of all near pairs of some families, in their order."""
        counts = self.first[families + 1] - self.first[families]
        offsets = np.repeat(self.first[families] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
        return np.asarray(np.arange(int(counts.sum())) + offsets)

    def close_calls(self, within: float) -> Flags:
        """Whether a family has two choices, waiting among them, that fall short by at most so much."""
        good = np.bincount(self.family[self.regret <= within], minlength=len(self.best))
        return np.asarray(good + (self.idle <= within) > 1)


def near_pairs(instance: Instance, at: Multipliers, within: float) -> Near:
    """The pairs whose regret at these prices is at most `within`.

    >>> from posada.placement.optimiser.multipliers import nothing
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> near_pairs(two, nothing(two), 2).place.tolist()
    [0, 1, 0]
    """
    families, places, amounts = [], [], []
    best = np.empty(instance.families, dtype=np.int64)
    top = np.empty(instance.families)
    idle = np.empty(instance.families)
    for rows, short, left in regrets_by_rows(instance, at):
        family, place = np.nonzero(short <= within)
        families.append(family + rows.start)
        places.append(place)
        amounts.append(short[family, place].astype(np.float64))
        nearest = short.argmin(axis=1)
        best[rows] = np.where((left <= 0) & ~instance.must[rows], WAITS, nearest)
        top[rows] = left
        idle[rows] = np.where(instance.must[rows], np.inf, left)
    family = np.concatenate([np.zeros(0, dtype=np.int64), *families])
    first = np.concatenate([[0], np.cumsum(np.bincount(family, minlength=instance.families))])
    place = np.concatenate([np.zeros(0, dtype=np.int64), *places])
    return Near(family, place, np.concatenate([np.zeros(0), *amounts]), first, best, top, idle, within)
