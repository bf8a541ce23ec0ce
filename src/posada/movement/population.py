"""The engine of populations, the default: counts split by chance, at a cost that does not grow with people."""

from __future__ import annotations

import numpy as np

from posada.movement.counts import CountsRun, run_counts
from posada.movement.network import Floats
from posada.movement.transition import Transition

BATCHES = 4
"""Batches of a day where a camp is nearly full; more come nearer to people deciding one by one."""


class ByChance:
    """Splits counts of people by binomial and multinomial draws."""

    least_share = 0.0

    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def some(self, people: Floats, chance: Floats) -> Floats:
        """Those of each kind for whom a chance comes true."""
        return self._rng.binomial(people.astype(np.int64), chance).astype(float)

    def split(self, people: Floats, shares: Floats) -> Floats:
        """Each kind split over columns by the shares of its row."""
        return self._rng.multinomial(people.astype(np.int64), shares).astype(float)

    def poisson(self, people: Floats) -> Floats:
        """A count around each expected number."""
        return self._rng.poisson(people).astype(float)


def run_population(transition: Transition, *, seed: int, batches: int = BATCHES) -> CountsRun:
    """The run of a conflict in counts drawn by chance.

    >>> from posada.movement.example import example
    >>> from posada.movement.transition import transition_of
    >>> run = run_population(transition_of(example()), seed=1)
    >>> bool((run.counts.sum(axis=1) + run.on_the_road == run.set_out).all())
    True
    """
    return run_counts(transition, ByChance(seed), batches=batches)
