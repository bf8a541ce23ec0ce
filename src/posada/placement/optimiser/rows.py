"""Families whose reduced score has a part of its own: members of floors, and families with friends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posada.placement.optimiser.instance import Instance, Units


@dataclass(frozen=True, slots=True)
class OwnRows:
    """The families with a part of their own, their share of bonuses, and which row each floor's member has."""

    families: Units
    shares: Units
    floor_rows: tuple[Units, ...]


def own_rows(instance: Instance) -> OwnRows:
    """The families that floors or bonuses for being together change the score of.

    A bonus for being at the same place is bounded by half of it for each of the two who goes there, odd units
    to the second: whatever the split, it is worth no more than that.

    >>> pair = Instance.plain([[5], [4]], [[1], [1]], [[2]], together=np.array([[0, 1, 7]]))
    >>> own_rows(pair).shares.tolist()
    [[3], [4]]
    """
    one, other, bonus = instance.together.T
    members = [floor.members for floor in instance.floors]
    families = np.unique(np.concatenate([one, other, *members]))
    shares = np.zeros((len(families), instance.places), dtype=np.int64)
    both = instance.allowed[one] & instance.allowed[other]
    half = bonus // 2
    np.add.at(shares, np.searchsorted(families, one), half[:, None] * both)
    np.add.at(shares, np.searchsorted(families, other), (bonus - half)[:, None] * both)
    return OwnRows(families, shares, tuple(np.searchsorted(families, member) for member in members))
