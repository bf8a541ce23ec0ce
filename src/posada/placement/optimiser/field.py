"""The scores of an instance laid out for streaming: one smoothed pass tells how demand answers to prices.

Every family chooses among its places (and waiting) with the soft maximum of its scores after prices. Families
share needs, so a price vector becomes a small table, types × places, and the pass is a subtraction, a maximum
and an exponential in chunks that stay in the cache. Single precision suffices: the bound that is handed on is
counted again in whole numbers.

References
----------
Yu. Nesterov, Smooth minimization of non-smooth functions, Mathematical Programming 103 (2005),
https://doi.org/10.1007/s10107-004-0552-5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.instance import Instance
from posada.placement.optimiser.multipliers import Multipliers, nothing
from posada.placement.optimiser.rows import own_rows

Singles = NDArray[np.float32]
Points = NDArray[np.float64]

CHUNK_PAIRS = 65_536
"""Pairs looked at together: a quarter of a megabyte."""
BARRED = np.float32(-1e30)


@dataclass(frozen=True, slots=True)
class Demand:
    """The smoothed worth of everybody's choices, what they would use of each cell, and reach of each floor."""

    worth: float
    usage: Points
    reached: Points


class Field:
    """The scores of some families, sorted by their type, and the pass over them."""

    def __init__(self, instance: Instance, *, every: int = 1) -> None:
        self._instance = instance
        self.share = 1.0
        self._own = own_rows(instance, nothing(instance).split)
        if instance.type_of is None:
            order = np.arange(instance.families)[::every]
        else:
            order = np.argsort(instance.type_of, kind="stable")[::every]
        self.share = len(order) / max(1, instance.families)
        self._order = order
        self._rows = max(1, CHUNK_PAIRS // max(1, instance.places))
        self._scores = np.empty((len(order), instance.places), dtype=np.float32)
        for first in range(0, len(order), self._rows):
            rows = order[first : first + self._rows]
            here = self._scores[first : first + self._rows]
            here[...] = instance.value[rows]
            here[~instance.allowed[rows]] = BARRED
        self._waits = np.where(instance.must[order], BARRED, np.float32(0))
        self._types = None if instance.type_of is None else instance.type_of[order]
        self._need = instance.need[order].astype(np.float32) if instance.type_of is None else None
        self._buffer = np.empty((self._rows, instance.places), dtype=np.float32)
        self._locate_own_rows()

    def _locate_own_rows(self) -> None:
        """Find which own row each streamed family has, in the order of streaming."""
        own = self._own
        row_of = np.full(self._instance.families, -1, dtype=np.int64)
        row_of[own.families] = np.arange(len(own.families))
        streamed = row_of[self._order]
        self._own_at = np.flatnonzero(streamed >= 0)
        self._own_row = streamed[self._own_at]

    def demand(self, at: Multipliers, temperature: float) -> Demand:
        """What everybody would choose at these prices, softened by the temperature."""
        instance = self._instance
        own = own_rows(instance, at.split)
        extra = own.shares
        for weight, floor, member_rows in zip(at.floors, instance.floors, own.floor_rows, strict=True):
            extra[member_rows] += weight * floor.points
        chosen_own = np.zeros((len(own.families), instance.places), dtype=np.float32)
        table = self._table(at)
        cold = np.float32(1.0 / temperature)
        worth = 0.0
        by_type = np.zeros((len(instance.need), instance.places))
        by_cell = np.zeros(instance.capacity.shape)
        for first in range(0, len(self._order), self._rows):
            rows = slice(first, min(first + self._rows, len(self._order)))
            scores = self._reduced(rows, table)
            begin, end = np.searchsorted(self._own_at, [rows.start, rows.stop])
            scores[self._own_at[begin:end] - first] += extra[self._own_row[begin:end]]
            top = np.maximum(scores.max(axis=1), self._waits[rows])
            scores -= top[:, None]
            scores *= cold
            np.exp(scores, out=scores)
            total = scores.sum(axis=1) + np.exp((self._waits[rows] - top) * cold)
            worth += float(top.sum(dtype=np.float64)) + temperature * float(
                np.log(total).sum(dtype=np.float64)
            )
            scores *= (np.float32(1) / total)[:, None]
            chosen_own[self._own_row[begin:end]] = scores[self._own_at[begin:end] - first]
            if self._types is not None:
                kinds = self._types[rows]
                starts = np.flatnonzero(np.diff(kinds, prepend=-1))
                by_type[kinds[starts]] += np.add.reduceat(scores, starts, axis=0)
            elif self._need is not None:
                by_cell += np.einsum("fp,fpr->pr", scores, self._need[rows])
        usage = by_type.T @ instance.need if self._types is not None else by_cell
        reached = [
            float((chosen_own[rows] * floor.points).sum(dtype=np.float64))
            for floor, rows in zip(instance.floors, own.floor_rows, strict=True)
        ]
        return Demand(worth / self.share, usage / self.share, np.array(reached) / self.share)

    def _table(self, at: Multipliers) -> Singles:
        if self._types is None:
            return at.net.astype(np.float32)
        return (self._instance.need @ at.net.T).astype(np.float32)

    def _reduced(self, rows: slice, table: Singles) -> Singles:
        """The scores after prices of some rows, in the buffer."""
        here = self._buffer[: rows.stop - rows.start]
        if self._types is not None:
            np.take(table, self._types[rows], axis=0, out=here, mode="clip")
            np.subtract(self._scores[rows], here, out=here)
            return here
        assert self._need is not None
        np.copyto(here, self._scores[rows])
        for resource in range(table.shape[1]):
            here -= self._need[rows, :, resource] * table[:, resource]
        return here
