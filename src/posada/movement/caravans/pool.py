"""Those who wait at a place for papers: whoever joins a group there comes from among them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posada.movement.caravans.households import Counts, Reals, drawn_households
from posada.programme.tables import Location


@dataclass(slots=True)
class Pool:
    """The households that still wait, by member of the ensemble and size; None where nobody knows how many.

    Groups that begin at the same place and follow each other share it.
    """

    waiting: Counts | None = None

    def joined_by(self, wanted: Counts) -> Counts:
        """Those who come out of the pool of as many as would be wanted; all of them where it is not known.

        >>> pool = Pool(np.array([[3, 0, 0, 0, 0, 0]]))
        >>> pool.joined_by(np.array([[2, 1, 0, 0, 0, 0]])).tolist()
        [[2, 0, 0, 0, 0, 0]]
        >>> pool.waiting.tolist()
        [[1, 0, 0, 0, 0, 0]]
        """
        if self.waiting is None:
            return wanted
        joined = np.minimum(wanted, self.waiting)
        self.waiting = self.waiting - joined
        return joined


def pool_at(place: Location, members: int, size_shares: Reals, random: np.random.Generator) -> Pool:
    """The pool of a place: as many people as wait there, between the least and the most."""
    if place.waiting_lo is None or place.waiting_hi is None:
        return Pool()
    people = random.integers(place.waiting_lo, place.waiting_hi, members, endpoint=True)
    return Pool(drawn_households(random, people, size_shares))
