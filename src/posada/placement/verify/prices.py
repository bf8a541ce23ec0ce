"""What prices prove: that they are prices at all, and the bound on every plan, in exact whole numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from posada.placement.verify.plan import Units, is_hard

LARGEST = 1 << 62
ROWS = 1 << 14


def price_faults(instance: Any, certificate: Any) -> list[str]:
    """Prices that prove nothing."""
    cells, scale = instance.capacity.shape, certificate.scale
    dear = [np.full(cells, LARGEST >> 1), instance.shortfall_price * scale]
    dear.append(np.array([floor.price * scale for floor in instance.floors], dtype=np.int64))
    dear.append(np.repeat(np.maximum(instance.together[:, 2:], 0) * scale, cells[0], axis=1))
    names = ("capacity_prices", "minimum_prices", "floor_prices", "split")
    if not (isinstance(scale, int) and 0 < scale <= 1 << 30):
        return [f"scale: must be a whole number from 1 to {1 << 30}, got {scale}."]
    for name, most in zip(names, dear, strict=True):
        prices = np.asarray(getattr(certificate, name))
        if prices.shape != most.shape or prices.dtype.kind != "i":
            return [
                f"{name}: must be whole numbers of shape {most.shape}, got {prices.dtype} {prices.shape}."
            ]
        if prices.min(initial=0) < 0 or (prices > most).any():
            return [f"{name}: must be at least 0 and at most the price of a unit short, got one outside."]
    for group in instance.soft:
        total = sum(int(certificate.capacity_prices[cell]) for cell in group.cells)
        if total > group.price * scale:
            return [f"capacity_prices: must be at most {group.price * scale} on soft cells, got {total}."]
    if _most(instance, certificate) >= LARGEST:
        return ["prices: must be small enough for sums in 63 bits, got larger ones."]
    return []


def _most(instance: Any, certificate: Any) -> int:
    """More than any sum below can be, in numbers without limit."""
    prices = [
        int(np.abs(getattr(certificate, name)).max(initial=0))
        for name in ("capacity_prices", "minimum_prices")
    ]
    need, value = (int(np.abs(array).max(initial=0)) for array in (instance.need, instance.value))
    one = value * certificate.scale + need * sum(prices) * instance.capacity.shape[1]
    one += int(np.abs(instance.together[:, 2]).sum()) * certificate.scale
    for floor, price in zip(instance.floors, certificate.floor_prices, strict=True):
        one += int(np.abs(floor.points).max(initial=0)) * max(int(price), floor.price)
        one += abs(floor.at_least) * floor.price * certificate.scale
    cells = max(int(np.abs(array).max(initial=0)) for array in (instance.capacity, instance.minimum))
    return int(2 * one * (len(instance.value) + 1) + 2 * cells * sum(prices) * instance.capacity.size)


def _goes(instance: Any, rows: Units) -> NDArray[np.bool_]:
    """Where families may go: allowed places whose hard limits they keep if they are alone there."""
    limits = np.where(is_hard(instance), instance.capacity, LARGEST)
    if instance.type_of is None:
        fits = (instance.need[rows] <= limits).all(axis=2)
    else:
        fits = (instance.need[:, None, :] <= limits).all(axis=2)[instance.type_of[rows]]
    return np.asarray(instance.allowed[rows] & fits)


def bound_of(instance: Any, certificate: Any) -> int:
    """What the prices prove, rounded down to a whole number because every plan's worth is one."""
    scale = certificate.scale
    net = certificate.capacity_prices - certificate.minimum_prices
    extra: dict[int, Units] = {}
    for (one, other, bonus), split in zip(instance.together.tolist(), certificate.split, strict=True):
        both = (_goes(instance, np.array([one])) & _goes(instance, np.array([other])))[0].astype(np.int64)
        for family, part in ((one, split), (other, max(bonus, 0) * scale - split)):
            extra[family] = extra.get(family, 0) + part * both
    total = int((instance.capacity * certificate.capacity_prices).sum())
    total -= int((instance.minimum * certificate.minimum_prices).sum())
    for floor, price in zip(instance.floors, certificate.floor_prices.tolist(), strict=True):
        total -= price * floor.at_least
        for family, points in zip(floor.members.tolist(), floor.points, strict=True):
            extra[family] = extra.get(family, 0) + price * points
    special = np.array(sorted(extra), dtype=np.int64)
    for first in range(0, len(instance.value), ROWS):
        rows = np.arange(first, min(len(instance.value), first + ROWS))
        left = instance.value[rows] * np.int64(scale)
        if instance.type_of is None:
            left -= (instance.need[rows] * net).sum(axis=2)
        else:
            left -= (instance.need @ net.T)[instance.type_of[rows]]
        for family in special[(special >= first) & (special <= rows[-1])].tolist():
            left[family - first] += extra[family]
        left[~_goes(instance, rows)] = -LARGEST
        best = left.max(axis=1)
        total += int(np.where(instance.must[rows], best, np.maximum(best, 0)).sum())
    return int(total // scale)
