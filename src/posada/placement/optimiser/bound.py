"""The bound of given prices: more than any plan can be worth, in exact whole numbers.

References
----------
M. L. Fisher, The Lagrangian relaxation method for solving integer programming problems, Management Science 27
(1981), https://doi.org/10.1287/mnsc.27.1.1.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from posada.placement.optimiser.instance import LARGEST, WAITS, Instance, Units
from posada.placement.optimiser.multipliers import Prices
from posada.placement.optimiser.rows import own_rows

ROWS = 16_384
"""Families looked at together; so many rows of 32 places are a few megabytes."""


def reduced_scores(instance: Instance, prices: Prices) -> Iterator[tuple[slice, Units]]:
    """The scores after prices, `prices.scale` to a unit, rows by rows; a barred pair has `-LARGEST`."""
    own = own_rows(instance, prices.split, prices.scale)
    extra = own.shares
    for weight, floor, member_rows in zip(prices.floors, instance.floors, own.floor_rows, strict=True):
        extra[member_rows] += int(weight) * floor.points
    net = prices.capacity - prices.minimum
    by_type = instance.need @ net.T if instance.type_of is not None else None
    rows_at_once = max(1, ROWS * 32 // max(1, instance.places))
    for first in range(0, instance.families, rows_at_once):
        rows = slice(first, min(instance.families, first + rows_at_once))
        scores = instance.value[rows] * np.int64(prices.scale)
        if by_type is not None and instance.type_of is not None:
            scores -= by_type[instance.type_of[rows]]
        else:
            for resource in range(instance.resources):
                scores -= instance.need[rows, :, resource] * net[:, resource]
        begin, end = np.searchsorted(own.families, [rows.start, rows.stop])
        scores[own.families[begin:end] - first] += extra[begin:end]
        scores[~instance.allowed[rows]] = -LARGEST
        yield rows, scores


def bound(instance: Instance, prices: Prices) -> int:
    """A worth that no plan exceeds, proven by the prices.

    It is what the capacities cost, less what the minimums and floors ask, and what every family has left at
    its best place when everybody pays.

    >>> from posada.placement.optimiser.multipliers import Multipliers, whole
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> bound(two, whole(two, Multipliers(np.array([[3.0], [0.0]]), np.zeros((2, 1)), np.zeros(0), np.zeros((0, 2)))))
    7
    """
    left = 0
    for rows, scores in reduced_scores(instance, prices):
        best = scores.max(axis=1)
        left += int(np.where(instance.must[rows], best, np.maximum(best, 0)).sum())
    return (fixed_part(instance, prices) + left) // prices.scale


def fixed_part(instance: Instance, prices: Prices) -> int:
    """What the capacities cost less what minimums and floors ask, `prices.scale` to a unit."""
    total = int((instance.capacity * prices.capacity).sum() - (instance.minimum * prices.minimum).sum())
    return total - sum(
        int(weight) * floor.at_least for weight, floor in zip(prices.floors, instance.floors, strict=True)
    )


def best_places(instance: Instance, prices: Prices) -> Units:
    """Where each family would go if everybody paid the prices, `WAITS` where nothing is worth it."""
    chosen = np.empty(instance.families, dtype=np.int64)
    for rows, scores in reduced_scores(instance, prices):
        best = scores.argmax(axis=1)
        worth_it = instance.must[rows] | (scores[np.arange(len(best)), best] > 0)
        chosen[rows] = np.where(worth_it, best, WAITS)
    return chosen
