"""The price of every override: what sending a family elsewhere than its best place costs at least.

By the bound, a plan that sends family f to place l is worth at most the bound less the regret of the pair; so
the override costs at least that regret less the gap, certified, for all pairs at once.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.instance import Instance, Units
from posada.placement.optimiser.multipliers import Multipliers
from posada.placement.optimiser.rows import own_rows

Singles = NDArray[np.float32]
Points = NDArray[np.float64]

ROWS = 2_048


def regrets(instance: Instance, at: Multipliers) -> tuple[Singles, Singles]:
    """What each pair falls short of the family's best choice, and what waiting does; infinite where barred.

    >>> from posada.placement.optimiser.multipliers import nothing
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> regrets(two, nothing(two))[0].tolist()
    [[0.0, 2.0], [0.0, 4.0]]
    """
    short = np.empty(instance.value.shape, dtype=np.float32)
    idle = np.empty(instance.families, dtype=np.float32)
    for rows, _, left in regrets_by_rows(instance, at, into=short):
        idle[rows] = np.where(instance.must[rows], np.float32(np.inf), left)
    return short, idle


def regrets_by_rows(
    instance: Instance, at: Multipliers, *, into: Singles | None = None
) -> Iterator[tuple[slice, Singles, Singles]]:
    """The regrets of some families at a time, and what the best choice of each leaves after prices.

    The regrets lie in `into` or in a buffer that the next ones overwrite.
    """
    own = own_rows(instance, at.split)
    extra = own.shares
    for weight, floor, member_rows in zip(at.floors, instance.floors, own.floor_rows, strict=True):
        extra[member_rows] += weight * floor.points
    table = (instance.need @ at.net.T).astype(np.float32) if instance.type_of is not None else None
    rows_at_once = max(1, ROWS * 32 // max(1, instance.places))
    buffer = np.empty((rows_at_once, instance.places), dtype=np.float32)
    for first in range(0, instance.families, rows_at_once):
        some = slice(first, min(instance.families, first + rows_at_once))
        here = buffer[: some.stop - first] if into is None else into[some]
        if table is not None and instance.type_of is not None:
            np.take(table, instance.type_of[some], axis=0, out=here, mode="clip")
            np.subtract(instance.value[some], here, out=here, casting="unsafe")
        else:
            here[...] = instance.value[some] - (instance.need[some] * at.net).sum(axis=2)
        begin, end = np.searchsorted(own.families, [some.start, some.stop])
        here[own.families[begin:end] - first] += extra[begin:end]
        np.copyto(here, -np.inf, where=~instance.allowed[some])
        best = here.max(axis=1)
        np.maximum(best, 0, out=best, where=~instance.must[some])
        np.subtract(best[:, None], here, out=here)
        yield some, here, best


def reduced_at(instance: Instance, at: Multipliers, families: Units, places: Units) -> Points:
    """The scores after prices of some pairs."""
    scores = instance.value[families, places].astype(np.float64)
    scores -= (instance.need_at(families, places) * at.net[places]).sum(axis=1)
    own = own_rows(instance, at.split)
    extra = own.shares
    for weight, floor, member_rows in zip(at.floors, instance.floors, own.floor_rows, strict=True):
        extra[member_rows] += weight * floor.points
    where = np.searchsorted(own.families, families)
    where[where == len(own.families)] = 0
    has = own.families[where] == families if len(own.families) else np.zeros(len(families), dtype=bool)
    scores[has] += extra[where[has], places[has]]
    return scores
