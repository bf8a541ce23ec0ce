"""What may still come: sampled futures, from last year's families and those known so far.

How many are expected is reckoned by group. Where nobody says what a group is, families that need the same
resources are one: that is what decides which capacity runs out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Units = NDArray[np.int64]
Flags = NDArray[np.bool_]
Points = NDArray[np.float64]

PRIOR_SHARE = 0.2
"""Last year's number of arrivals counts as much as what is seen in this share of a year."""
PRIOR_MIX_SHARE = 0.5
"""And last year's mix, once it is refuted, as much as what is seen in this share of a year."""
DEVIATIONS = 2.0
"""Departures from last year's pace within so many standard deviations are taken for chance."""


@dataclass(frozen=True, slots=True)
class Families:
    """Families as arrays: scores and allowed places (families × places), needs (families × resources), groups.

    Examples
    --------
    >>> last_year = Families.plain([[5, 3], [4, 0]], need=[[1, 0], [2, 1]])
    >>> len(last_year), last_year.allowed.all().item()
    (2, True)
    """

    score: NDArray[Any]
    need: Units
    allowed: Flags
    group: Units

    @classmethod
    def plain(
        cls,
        score: ArrayLike,
        need: ArrayLike,
        *,
        allowed: ArrayLike | None = None,
        group: ArrayLike | None = None,
    ) -> Families:
        """The families of plain lists or arrays; without groups, those with needs for the same resources are one."""
        scores, needs = np.asarray(score), np.asarray(need)
        goes = np.ones(scores.shape, dtype=bool) if allowed is None else np.asarray(allowed, dtype=bool)
        groups = needed_resources(needs) if group is None else np.asarray(group, dtype=np.int64)
        return cls(scores, needs, goes, groups)

    def __len__(self) -> int:
        return len(self.score)

    def of(self, rows: Units | Flags) -> Families:
        """Some of the families, in the order asked for, and as often."""
        return Families(self.score[rows], self.need[rows], self.allowed[rows], self.group[rows])


def joined(parts: Sequence[Families]) -> Families:
    """The families of all parts, one part after the other.

    >>> one = Families.plain([[5]], need=[[1]])
    >>> len(joined([one, one, one]))
    3
    """
    return Families(
        np.concatenate([part.score for part in parts]),
        np.concatenate([part.need for part in parts]),
        np.concatenate([part.allowed for part in parts]),
        np.concatenate([part.group for part in parts]),
    )


def needed_resources(need: NDArray[Any]) -> Units:
    """A number for each family that says which resources it needs.

    >>> needed_resources(np.array([[2, 0], [5, 0], [1, 3]])).tolist()
    [1, 1, 3]
    """
    if need.ndim != 2:
        return np.zeros(len(need), dtype=np.int64)
    bits: Units = (need > 0) @ (np.int64(1) << np.arange(need.shape[1], dtype=np.int64) % 62)
    return bits


def numbered_alike(one: Families, other: Families) -> tuple[Families, Families, Units]:
    """Both with their groups numbered from nothing in common, and the names of the groups.

    >>> one, other, names = numbered_alike(
    ...     Families.plain([[1], [1]], [[1], [1]], group=[7, 9]), Families.plain([[1]], [[1]], group=[9])
    ... )
    >>> one.group.tolist(), other.group.tolist(), names.tolist()
    ([0, 1], [1], [7, 9])
    """
    names, index = np.unique(np.concatenate([one.group, other.group]), return_inverse=True)
    index = index.reshape(-1).astype(np.int64)
    return replace(one, group=index[: len(one)]), replace(other, group=index[len(one) :]), names


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is known of a year before it is over: the families of last year, and totals as far as they are known.

    `total` is how many families will have arrived by the end of the year, `totals` the same by group.
    """

    last_year: Families
    groups: int
    total: int | None = None
    totals: Units | None = None

    def expected(
        self, arrived: Units, queued: Units, *, newly_known: int, seen: float, left: float
    ) -> Points:
        """How many unknown families of each group are still expected, given those who came and those who queue.

        Who queues is the first part of what is expected, so it is taken off.

        Parameters
        ----------
        arrived, queued:
            how many of each group came, and how many are known to come.
        newly_known:
            how many became known since the year began; who was known then tells nothing of the pace.
        seen, left:
            the share of the year in which they did, and the share that is left.

        Examples
        --------
        >>> nobody = Families.plain(np.zeros((0, 1)), np.zeros((0, 1)), group=[])
        >>> year = Outlook(nobody, groups=2, totals=np.array([10, 30]))
        >>> year.expected(np.array([8, 4]), np.array([1, 6]), newly_known=9, seen=0.5, left=0.5).tolist()
        [1.0, 20.0]
        """
        if self.totals is not None:
            missing: Points = np.maximum(self.totals - arrived - queued, 0).astype(np.float64)
            return missing
        everybody = self._arrivals_left(int(arrived.sum()), newly_known, seen, left)
        unknown = max(0.0, everybody - float(queued.sum()))
        coming = _scaled(self._mix_left(arrived, everybody, 1.0 - left), everybody)
        return _scaled(np.maximum(coming - queued, 0.0), unknown)

    def _arrivals_left(self, arrived: int, newly_known: int, seen: float, left: float) -> float:
        """How many families are still expected: the known total, or last year's number corrected by this year's."""
        if self.total is not None:
            return float(max(0, self.total - arrived))
        prior = PRIOR_SHARE if len(self.last_year) else 0.0
        if prior + seen <= 0:
            return 0.0
        return (len(self.last_year) * prior + newly_known) / (prior + seen) * left

    def _mix_left(self, arrived: Units, everybody: float, share_of_year: float) -> Points:
        """The expected arrivals of each group, but for their scale.

        A group that is early or late beyond chance is expected to reach the number that last year's mix gives it
        all the same, sooner or later; one that has outgrown this number is expected to go on as it has.
        """
        if not len(self.last_year):
            return arrived.astype(np.float64)
        year = arrived.sum() + everybody
        usual = np.bincount(self.last_year.group, minlength=self.groups) / len(self.last_year) * year
        gone = arrived.sum() / max(1.0, year)
        ahead = arrived - usual * gone
        chance = DEVIATIONS * np.sqrt(2.0 * usual * gone + 1.0)
        shifted = ahead * np.maximum(1.0 - (chance / np.maximum(np.abs(ahead), 1e-9)) ** 2, 0.0)
        renewed = (
            (usual * PRIOR_MIX_SHARE + arrived) / (PRIOR_MIX_SHARE + share_of_year) * (1.0 - share_of_year)
        )
        outgrown = arrived - usual > DEVIATIONS * np.sqrt(2.0 * usual + 1.0)
        mix: Points = np.maximum(np.where(outgrown, renewed, usual * (1.0 - gone) - shifted), 0.0)
        return mix


def sampled(expected: Points, pool: Families, random: np.random.Generator) -> Units:
    """Rows of the pool that make one future: of each group as many as expected, up to a chance rounding.

    A group of whom the pool has nobody cannot be drawn.

    >>> pool = Families.plain(np.ones((4, 1)), np.ones((4, 1)), group=[0, 0, 1, 1])
    >>> sampled(np.array([4.0, 0.0]), pool, np.random.default_rng(0)).tolist()
    [0, 0, 1, 1]
    """
    here = np.bincount(pool.group, minlength=len(expected))
    weight = (expected / np.maximum(here, 1))[pool.group]
    times = np.floor(weight + random.random(len(pool))).astype(np.int64)
    return np.repeat(np.arange(len(pool)), times)


def _scaled(amounts: Points, total: float) -> Points:
    """The amounts in proportion, so that they add up to the total."""
    there = float(amounts.sum())
    return amounts * (total / there) if there > 0 else amounts
