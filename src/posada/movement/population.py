"""The engine of populations, the default: counts split by chance, at a cost that does not grow with people."""

from __future__ import annotations

import numpy as np

from posada.movement.caution import one_by_one_only
from posada.movement.counts import CountsRun, run_counts
from posada.movement.network import Floats
from posada.movement.transition import Transition

FEW = 8
"""Up to so many people of a kind draw one by one, which is sooner than drawing how many of them do what."""


class ByChance:
    """Splits counts of people as chance has it."""

    least_share = 0.0

    def __init__(self, seed: int | np.random.SeedSequence) -> None:
        self.rng = np.random.default_rng(seed)

    def some(self, people: Floats, chance: Floats) -> Floats:
        """Those of each kind for whom a chance comes true."""
        whole = people.astype(np.int64)
        few = whole <= FEW
        who = np.repeat(np.arange(len(whole)), np.where(few, whole, 0))
        true = who[self.rng.random(len(who)) < chance[who]]
        found = np.bincount(true, minlength=len(whole)).astype(float)
        if not few.all():
            found[~few] = self.rng.binomial(whole[~few], chance[~few])
        return found

    def split(self, people: Floats, shares: Floats) -> Floats:
        """Each kind split over columns by the shares of its row."""
        whole = people.astype(np.int64)
        few = whole <= FEW
        who = np.repeat(np.arange(len(whole)), np.where(few, whole, 0))
        upto = np.cumsum(shares[:, :-1], axis=1)
        column = (self.rng.random(len(who))[:, None] >= upto[who]).sum(axis=1)
        cells = np.bincount(who * shares.shape[1] + column, minlength=shares.size)
        found = cells.reshape(shares.shape).astype(float)
        if not few.all():
            found[~few] = self.rng.multinomial(whole[~few], shares[~few])
        return found

    def poisson(self, people: Floats) -> Floats:
        """A count around each expected number."""
        return self.rng.poisson(people).astype(float)


def run_population(
    transition: Transition, *, seed: int | np.random.SeedSequence, compiled: bool = True
) -> CountsRun:
    """The run of a conflict in counts drawn by chance.

    >>> from posada.movement.example import example
    >>> from posada.movement.transition import transition_of
    >>> run = run_population(transition_of(example()), seed=1)
    >>> bool((run.counts.sum(axis=1) + run.on_the_road == run.set_out).all())
    True
    """
    one_by_one_only(transition.folder, "population", compat=transition.compat)
    return run_counts(transition, ByChance(seed), compiled=compiled)
