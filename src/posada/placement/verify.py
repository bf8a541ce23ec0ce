"""A check of a plan's certificate by someone who trusts nobody: numpy, whole numbers, no solver, no engine.

The argument is short. Whatever non-negative prices are charged, the best plan is worth no more than all
capacities at their price, plus what each family has left at its best place after paying; minimums and floors
are prices with the other sign. Every number is counted again from the arrays.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Units = NDArray[np.int64]

LARGEST = 1 << 62
ROWS = 1 << 14


def verify_arrays(instance: Any, certificate: Any) -> list[str]:
    """What is wrong with a certificate, in words; nothing if the plan keeps every rule and the bound is proven.

    `instance` and `certificate` have the attributes of `posada.placement.optimiser.Instance` and `Certificate`;
    any object with the same arrays will do.

    >>> from posada.placement.optimiser import Instance, certify, optimise
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> verify_arrays(two, certify(optimise(two)))
    []
    """
    place = np.asarray(certificate.place)
    if place.shape != (len(instance.value),) or place.dtype.kind != "i":
        return [
            f"place: must be a whole number for each of {len(instance.value)} families, got {place.shape}."
        ]
    if place.min(initial=-1) < -1 or place.max(initial=-1) >= instance.value.shape[1]:
        return [f"place: must be from -1 to {instance.value.shape[1] - 1}, got one outside."]
    found = _price_faults(instance, certificate)
    if found:
        return found
    used = _used(instance, place)
    found = _plan_faults(instance, place, used)
    worth, bound = _worth(instance, place, used), _bound(instance, certificate)
    if worth != certificate.worth:
        found.append(f"worth: must be {worth}, got {certificate.worth}.")
    if bound != certificate.bound:
        found.append(f"bound: must be {bound}, got {certificate.bound}.")
    if bound < worth:
        found.append(f"bound: must be at least the worth {worth}, got {bound}.")
    return found


def _price_faults(instance: Any, certificate: Any) -> list[str]:
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


def _needs(instance: Any, families: Any, places: Any) -> Units:
    rows = (
        instance.need[families, places]
        if instance.type_of is None
        else instance.need[instance.type_of[families]]
    )
    return np.asarray(rows, dtype=np.int64)


def _goes(instance: Any, rows: Units) -> NDArray[np.bool_]:
    """Where families may go: allowed places whose hard limits they keep if they are alone there."""
    limits = np.where(_hard(instance), instance.capacity, LARGEST)
    if instance.type_of is None:
        fits = (instance.need[rows] <= limits).all(axis=2)
    else:
        fits = (instance.need[:, None, :] <= limits).all(axis=2)[instance.type_of[rows]]
    return np.asarray(instance.allowed[rows] & fits)


def _hard(instance: Any) -> NDArray[np.bool_]:
    hard = np.ones(instance.capacity.shape, dtype=bool)
    for group in instance.soft:
        hard[tuple(np.array(group.cells).T)] = False
    return hard


def _used(instance: Any, place: Units) -> Units:
    used = np.zeros(instance.capacity.shape, dtype=np.int64)
    for where in range(len(used)):
        there = np.flatnonzero(place == where)
        used[where] = _needs(instance, there, where).sum(axis=0)
    return used


def _plan_faults(instance: Any, place: Units, used: Units) -> list[str]:
    """The rules that the plan breaks."""
    found = []
    placed = np.flatnonzero(place >= 0)
    if not instance.allowed[placed, place[placed]].all():
        found.append("place: must be allowed for every family, got a barred one.")
    if (instance.must & (place < 0)).any():
        found.append("place: must be given to everyone who must have one, got families who wait.")
    if (_hard(instance) & (used > instance.capacity)).any():
        found.append("capacity: must be kept at every place, got an overrun.")
    one, other = place[instance.apart[:, 0]], place[instance.apart[:, 1]]
    if ((one == other) & (one >= 0)).any():
        found.append("place: must differ for families who must be apart, got the same.")
    return found


def _worth(instance: Any, place: Units, used: Units) -> int:
    placed = np.flatnonzero(place >= 0)
    total = int(instance.value[placed, place[placed]].sum(dtype=np.int64))
    one, other = place[instance.together[:, 0]], place[instance.together[:, 1]]
    total += int(instance.together[(one == other) & (one >= 0), 2].sum())
    total -= int((np.maximum(instance.minimum - used, 0) * instance.shortfall_price).sum())
    for group in instance.soft:
        total -= group.price * max(0, *(int(used[cell] - instance.capacity[cell]) for cell in group.cells), 0)
    for floor in instance.floors:
        there = place[floor.members]
        points = int(floor.points[there >= 0, there[there >= 0]].sum())
        total -= floor.price * max(0, floor.at_least - points)
    return total


def _bound(instance: Any, certificate: Any) -> int:
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
