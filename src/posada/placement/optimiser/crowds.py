"""Families who differ in nothing that a plan may look at: one column stands for all of them.

Many adults travel alone. To a solver each is another column, and every exchange of two another plan of the same
worth; counted together they are one whole number for each place. This is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posada.placement.optimiser.instance import Flags, Instance, Units
from posada.placement.optimiser.rows import special_families

ROWS = 4_096


def kinds_of(instance: Instance) -> Units:
    """The number of each family's kind: alike in value, allowed places, needs, and whether it may wait.

    Families in pairs and floors are kinds of their own.

    >>> three = Instance.plain([[5, 3], [4, 0], [5, 3]], need=[[1], [1], [1]], capacity=[[2], [1]])
    >>> kinds_of(three).tolist()
    [0, 1, 0]
    """
    marks = _marks(instance)
    special = np.union1d(special_families(instance), instance.apart.reshape(-1))
    _, first, kind = np.unique(marks, return_index=True, return_inverse=True)
    leader = first[kind.reshape(-1)]
    alone = _differs(instance, leader)
    alone[special] = True
    _, kind = np.unique(
        np.where(alone, instance.families + np.arange(instance.families), leader), return_inverse=True
    )
    return np.asarray(kind.reshape(-1), dtype=np.int64)


def _marks(instance: Instance) -> Units:
    """A number for each family that families alike share; others share it by rare chance."""
    random = np.random.default_rng(0)
    marks = random.integers(1, 1 << 62, size=2)[instance.must.astype(np.int64)]
    by_place = random.integers(1, 1 << 62, size=(2, instance.places))
    if instance.type_of is not None:
        marks = marks + random.integers(1, 1 << 62, size=len(instance.need))[instance.type_of]
    else:
        by_cell = random.integers(1, 1 << 62, size=instance.capacity.shape)
    for first in range(0, instance.families, ROWS):
        rows = slice(first, min(instance.families, first + ROWS))
        allowed = instance.allowed[rows]
        value = np.where(allowed, instance.value[rows], 0).astype(np.int64)
        marks[rows] += (value * by_place[0]).sum(axis=1) + (allowed * by_place[1]).sum(axis=1)
        if instance.type_of is None:
            marks[rows] += (np.where(allowed[:, :, None], instance.need[rows], 0) * by_cell).sum(axis=(1, 2))
    return marks


def _differs(instance: Instance, leader: Units) -> Flags:
    """Whether a family differs from its leader after all."""
    differs: Flags = instance.must != instance.must[leader]
    if instance.type_of is not None:
        differs |= instance.type_of != instance.type_of[leader]
    for first in range(0, instance.families, ROWS):
        rows = np.arange(first, min(instance.families, first + ROWS))
        allowed, like = instance.allowed[rows], leader[rows]
        differs[rows] |= (allowed != instance.allowed[like]).any(axis=1)
        differs[rows] |= ((instance.value[rows] != instance.value[like]) & allowed).any(axis=1)
        if instance.type_of is None:
            unlike = (instance.need[rows] != instance.need[like]) & allowed[:, :, None]
            differs[rows] |= unlike.any(axis=(1, 2))
    return differs


@dataclass(frozen=True, slots=True)
class Crowds:
    """The families that one stands for: those of `leaders[k]` are `members[first[k] : first[k + 1]]`."""

    leaders: Units
    first: Units
    members: Units

    @classmethod
    def of(cls, families: Units, kind_of: Units | None) -> Crowds:
        """The crowds of some sorted families; without kinds each stands for itself.

        >>> crowds = Crowds.of(np.array([2, 5, 7]), np.array([0, 0, 1, 0, 0, 2, 0, 1]))
        >>> crowds.leaders.tolist(), crowds.sizes.tolist(), crowds.members.tolist()
        ([2, 5], [2, 1], [2, 7, 5])
        """
        if kind_of is None:
            return cls(families, np.arange(len(families) + 1), families)
        _, first, kind = np.unique(kind_of[families], return_index=True, return_inverse=True)
        leader = families[first[kind.reshape(-1)]]
        order = np.lexsort((families, leader))
        leaders, starts = np.unique(leader[order], return_index=True)
        return cls(leaders, np.append(starts, len(families)), families[order])

    @property
    def sizes(self) -> Units:
        """How many families each leader stands for."""
        return np.diff(self.first)

    def leader_of(self) -> tuple[Units, Units]:
        """The families, sorted, and the leader of each."""
        leader = np.repeat(self.leaders, self.sizes)
        order = np.argsort(self.members, kind="stable")
        return self.members[order], leader[order]

    def led_by(self, families: Units) -> Units:
        """The leaders of some families."""
        members, leader = self.leader_of()
        return np.asarray(leader[np.searchsorted(members, families)])

    def share_out(self, leaders: Units, places: Units, many: Units) -> tuple[Units, Units]:
        """Families and their places when so many of each crowd go to a place; rows sorted by leader."""
        row = np.repeat(np.arange(len(leaders)), many)
        crowd = np.searchsorted(self.leaders, leaders[row])
        begins = np.concatenate([[True], crowd[1:] != crowd[:-1]]) if len(crowd) else np.zeros(0, dtype=bool)
        turn = np.arange(len(row)) - np.maximum.accumulate(np.where(begins, np.arange(len(row)), 0))
        return self.members[self.first[crowd] + turn], places[row]
