"""Families whose reduced score has a part of its own: members of floors, and families with friends."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.instance import Instance, Units

Number = TypeVar("Number", np.int64, np.float64)


@dataclass(frozen=True, slots=True)
class OwnRows:
    """The families with a part of their own, their share of bonuses, and which row each floor's member has."""

    families: Units
    shares: NDArray[Any]
    floor_rows: tuple[Units, ...]


def special_families(instance: Instance) -> Units:
    """The families with a part of their own, sorted."""
    members = [floor.members for floor in instance.floors]
    return np.unique(np.concatenate([instance.together[:, :2].reshape(-1), *members]))


def own_rows(instance: Instance, split: NDArray[Number], scale: int = 1) -> OwnRows:
    """The families that floors or bonuses for being together change the score of.

    A bonus for being at the same place is bounded by a part of it for each of the two who goes there: whatever
    the split, it is worth no more than that. `split` is the part of the first (pairs × places), in
    numbers of which `scale` make a unit of value.

    >>> pair = Instance.plain([[5], [4]], [[1], [1]], [[2]], together=np.array([[0, 1, 7]]))
    >>> own_rows(pair, np.array([[3]])).shares.tolist()
    [[3], [4]]
    """
    one, other, bonus = instance.together[:, 0], instance.together[:, 1], instance.bonus
    members = [floor.members for floor in instance.floors]
    families = special_families(instance)
    shares = np.zeros((len(families), instance.places), dtype=split.dtype)
    both = instance.allowed[one] & instance.allowed[other]
    np.add.at(shares, np.searchsorted(families, one), split * both)
    np.add.at(shares, np.searchsorted(families, other), ((bonus * scale)[:, None] - split) * both)
    return OwnRows(families, shares, tuple(np.searchsorted(families, member) for member in members))
