"""A placement problem in whole numbers: what everything in this folder is asked about."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Units = NDArray[np.int64]
Scores = NDArray[np.signedinteger[Any]]
Flags = NDArray[np.bool_]

WAITS = -1
"""The place of a family that waits."""
LARGEST = 1 << 61
"""No sum that decides anything may be larger, so that int64 arithmetic is exact."""


def _nobody() -> Units:
    return np.zeros((0, 0), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Soft:
    """Cells (place, resource) that may be overrun together, at a price per unit over in the worst of them."""

    cells: tuple[tuple[int, int], ...]
    price: int


@dataclass(frozen=True, slots=True)
class Floor:
    """Points that a group should reach, what each member brings at each place, the price of a point short."""

    members: Units
    points: Units
    at_least: int
    price: int


@dataclass(frozen=True, slots=True)
class Instance:
    """Families, places and resources; the plan with the largest worth is sought.

    Parameters
    ----------
    value:
        what a family is worth at a place (families × places), in whole units.
    allowed:
        whether a family may go to a place (families × places).
    need:
        what a family uses: either types × resources, with `type_of` naming the type of each family, or
        families × places × resources where it depends on the place.
    capacity:
        what a place has (places × resources).
    minimum, shortfall_price:
        what a place asks to be used, and the price of each unit short of it (places × resources).
    soft:
        limits that may be overrun, at a price; every other limit is hard.
    floors:
        points that groups should reach.
    apart:
        pairs of families that must not be at the same place (pairs × 2).
    together:
        pairs of families, and what it is worth, or costs if negative, that they are at the same place
        (pairs × 3).
    must:
        the families that may not wait.

    Examples
    --------
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> two.families, two.places, two.resources
    (2, 2, 1)
    """

    value: Scores
    allowed: Flags
    need: Units
    capacity: Units
    type_of: Units | None = None
    minimum: Units = field(default_factory=_nobody)
    shortfall_price: Units = field(default_factory=_nobody)
    soft: tuple[Soft, ...] = ()
    floors: tuple[Floor, ...] = ()
    apart: Units = field(default_factory=_nobody)
    together: Units = field(default_factory=_nobody)
    must: Flags = field(default_factory=lambda: np.zeros(0, dtype=bool))

    def __post_init__(self) -> None:
        """Give every absent part its empty shape."""
        put = object.__setattr__
        if not self.minimum.size:
            put(self, "minimum", np.zeros_like(self.capacity))
        if not self.shortfall_price.size:
            put(self, "shortfall_price", np.zeros_like(self.capacity))
        put(self, "apart", self.apart.reshape(-1, 2))
        put(self, "together", self.together.reshape(-1, 3))
        if not self.must.size:
            put(self, "must", np.zeros(len(self.value), dtype=bool))

    @classmethod
    def plain(cls, value: Any, need: Any, capacity: Any, **others: Any) -> Instance:
        """The instance of plain lists or arrays, with equal needs made one type.

        >>> Instance.plain([[1], [2], [3]], [[1], [2], [1]], [[9]]).type_of.tolist()
        [0, 1, 0]
        """
        score = np.asarray(value)
        amounts = np.asarray(need, dtype=np.int64)
        if amounts.ndim == 2:
            amounts, others["type_of"] = types(amounts)
        others.setdefault("allowed", np.ones(score.shape, dtype=bool))
        return cls(value=score, need=amounts, capacity=np.asarray(capacity, dtype=np.int64), **others)

    @property
    def bonus(self) -> Units:
        """What each pair can gain by being at the same place: nothing where it costs."""
        return np.maximum(self.together[:, 2], 0)

    @property
    def families(self) -> int:
        """How many families there are."""
        return len(self.value)

    @property
    def places(self) -> int:
        """How many places there are."""
        return int(self.value.shape[1])

    @property
    def resources(self) -> int:
        """How many resources there are."""
        return int(self.capacity.shape[1])

    def need_at(self, families: Units, places: Units) -> Units:
        """What each of the families uses at its place (families × resources)."""
        if self.type_of is None:
            return self.need[families, places]
        return self.need[self.type_of[families]]

    def is_soft(self) -> Flags:
        """Whether the limit of a cell may be overrun (places × resources)."""
        flags = np.zeros(self.capacity.shape, dtype=bool)
        for group in self.soft:
            for cell in group.cells:
                flags[cell] = True
        return flags

    def largest_use(self) -> Units:
        """A limit on what could be used of each cell (places × resources), whoever goes there."""
        if self.type_of is None:
            return np.asarray(np.where(self.allowed[:, :, None], self.need, 0).sum(axis=0, dtype=np.int64))
        total = np.zeros(self.capacity.shape, dtype=np.int64)
        for place in range(self.places):
            kinds = np.bincount(self.type_of[self.allowed[:, place]], minlength=len(self.need))
            total[place] = kinds @ self.need
        return total


def types(need: Units) -> tuple[Units, Units]:
    """The different needs (types × resources), and which of them each family has.

    >>> [part.tolist() for part in types(np.array([[2, 1], [0, 3], [2, 1]]))]
    [[[0, 3], [2, 1]], [1, 0, 1]]
    """
    sizes = [int(size) + 1 for size in need.max(axis=0, initial=0)]
    if need.min(initial=0) < 0 or prod(sizes) >= LARGEST:
        kinds, index = np.unique(need, axis=0, return_inverse=True)
        return kinds, index.reshape(-1).astype(np.int64)
    # One number for each row, read as digits, sorts a hundred times faster than rows.
    key = np.zeros(len(need), dtype=np.int64)
    for resource, size in enumerate(sizes):
        key = key * size + need[:, resource]
    _, first, index = np.unique(key, return_index=True, return_inverse=True)
    return need[first], index.reshape(-1).astype(np.int64)
