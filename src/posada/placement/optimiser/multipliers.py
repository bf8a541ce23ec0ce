"""Prices: what a unit of each capacity is worth, what a unit short costs, how much a floor weighs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.instance import LARGEST, Instance, Units

Points = NDArray[np.float64]

LARGEST_SCALE = 1 << 12
"""Prices are kept to this part of a unit of value, or a larger part where sums would not fit."""


DEAREST = 64
"""No unit costs more than so many times the largest value; where no plan exists prices would rise for ever."""


@dataclass(frozen=True, slots=True)
class Multipliers:
    """Prices as real numbers, in units of value: of capacities, of minimums (places × resources), of floors.

    `split` is the part of the bonus of each pair that counts for its first family (pairs × places).
    """

    capacity: Points
    minimum: Points
    floors: Points
    split: Points

    @property
    def net(self) -> Points:
        """What a unit used costs: the price of the capacity less that of the minimum."""
        return self.capacity - self.minimum


@dataclass(frozen=True, slots=True)
class Prices:
    """The same prices in whole numbers, `scale` of them to a unit of value: what a certificate holds."""

    capacity: Units
    minimum: Units
    floors: Units
    split: Units
    scale: int

    def real(self) -> Multipliers:
        """The prices in units of value."""
        return Multipliers(
            self.capacity / self.scale,
            self.minimum / self.scale,
            self.floors / self.scale,
            self.split / self.scale,
        )


def nothing(instance: Instance) -> Multipliers:
    """The prices of an instance where everything is free, and bonuses are split in halves."""
    free = np.zeros(instance.capacity.shape)
    halves = np.repeat(instance.bonus[:, None] / 2.0, instance.places, axis=1)
    return Multipliers(free, free.copy(), np.zeros(len(instance.floors)), halves)


def clipped(instance: Instance, at: Multipliers, *, most: float | None = None) -> Multipliers:
    """The prices brought within what makes their bound a bound.

    No price is below nothing, a minimum or a floor weighs at most the price of a unit short, and the cells of
    a soft limit together cost at most the price of a unit over. `most` is the most that a unit may cost, where
    it is known already.
    """
    capacity = np.clip(at.capacity, 0.0, dearest(instance) if most is None else most)
    for group in instance.soft:
        total = sum(float(capacity[cell]) for cell in group.cells)
        if total > group.price:
            for cell in group.cells:
                capacity[cell] *= group.price / total
    return Multipliers(
        capacity,
        np.clip(at.minimum, 0.0, np.where(instance.minimum > 0, instance.shortfall_price, 0)),
        np.clip(at.floors, 0.0, [float(floor.price) for floor in instance.floors]),
        np.clip(at.split, 0.0, instance.bonus[:, None].astype(float)),
    )


def dearest(instance: Instance) -> float:
    """The most that a unit may cost."""
    return DEAREST * max(1.0, float(np.abs(instance.value).max(initial=0)))


def whole(instance: Instance, at: Multipliers) -> Prices:
    """The prices in whole numbers, rounded down so that every group stays within its price.

    >>> one = Instance.plain([[5]], need=[[1]], capacity=[[1]])
    >>> whole(one, Multipliers(np.array([[2.5]]), np.zeros((1, 1)), np.zeros(0), np.zeros((0, 1)))).capacity.tolist()
    [[10240]]
    """
    fits = clipped(instance, at)
    scale = LARGEST_SCALE
    while scale > 1 and _size(instance, fits) * scale >= LARGEST:
        scale //= 2
    if _size(instance, fits) * scale >= LARGEST:
        raise ValueError(f"Values, needs and amounts must be small enough to add up below {LARGEST:.1e}.")
    soft = instance.is_soft()
    capacity = fits.capacity * scale
    return Prices(
        np.where(soft, np.floor(capacity), np.rint(capacity)).astype(np.int64),
        np.floor(fits.minimum * scale).astype(np.int64),
        np.floor(fits.floors * scale).astype(np.int64),
        np.floor(fits.split * scale).astype(np.int64),
        scale,
    )


def _size(instance: Instance, at: Multipliers) -> float:
    """More than any sum that the bound of these prices adds up, in units of value."""
    most_value = max(1.0, float(np.abs(instance.value).max(initial=0)))
    most_need = float(instance.need.sum(axis=-1).max(initial=0))
    per_family = most_value + most_need * (1.0 + float(np.abs(at.net).max(initial=0.0)))
    per_family += float(instance.bonus.sum())
    per_family += sum(
        float(weight) * float(np.abs(floor.points).max(initial=0))
        for weight, floor in zip(at.floors, instance.floors, strict=True)
    )
    cells = float((instance.capacity * (1.0 + at.capacity)).sum())
    cells += float((instance.minimum * at.minimum).sum())
    cells += sum(float(floor.at_least) * floor.price for floor in instance.floors)
    return 4.0 * (per_family * max(1, instance.families) + cells + 1.0)
