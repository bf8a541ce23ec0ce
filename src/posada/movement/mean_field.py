"""The engine of expected counts: no chance at all, for sliders and for fitting."""

from __future__ import annotations

from posada.movement.caution import one_by_one_only
from posada.movement.counts import CountsRun, run_counts
from posada.movement.network import Floats
from posada.movement.transition import Transition


class AsExpected:
    """Splits counts of people into the counts to be expected."""

    least_share = 1e-6
    rng = None

    def some(self, people: Floats, chance: Floats) -> Floats:
        """The expected number of each kind for whom a chance comes true."""
        return people * chance

    def split(self, people: Floats, shares: Floats) -> Floats:
        """Each kind split over columns by the shares of its row."""
        return people[:, None] * shares

    def poisson(self, people: Floats) -> Floats:
        """The expected number itself."""
        return people


def run_mean_field(transition: Transition, *, compiled: bool = True) -> CountsRun:
    """The run of a conflict in expected counts: the mean of the other engines where no camp is nearly full.

    >>> from posada.movement.example import example
    >>> from posada.movement.transition import transition_of
    >>> run = run_mean_field(transition_of(example()))
    >>> float(run.set_out[-1]), round(float(run.counts[-1].sum() + run.on_the_road[-1]), 6)
    (6850.0, 6850.0)
    """
    one_by_one_only(transition.folder, "mean_field", compat=transition.compat)
    return run_counts(transition, AsExpected(), compiled=compiled)
