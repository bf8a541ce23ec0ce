"""A first plan at once: everybody where the prices would have them, as far as there is room."""

from __future__ import annotations

import numpy as np

from posada.placement.optimiser.instance import WAITS, Instance, Units
from posada.placement.optimiser.multipliers import Multipliers
from posada.placement.optimiser.near import Points
from posada.placement.optimiser.worth import usage


def within_limits(instance: Instance, wish: Units, keenness: Points) -> Units:
    """The wished plan without those who overrun a hard limit or meet a foe, the least keen first.

    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> within_limits(two, np.array([0, 0]), np.array([2.0, 4.0])).tolist()
    [-1, 0]
    """
    place = wish.copy()
    limits = np.where(instance.is_soft(), np.iinfo(np.int64).max, instance.capacity)
    over = (usage(instance, place) > limits).any(axis=1)
    for where in np.flatnonzero(over).tolist():
        there = np.flatnonzero(place == where)
        there = there[np.lexsort((there, -keenness[there], ~instance.must[there]))]
        need = instance.need_at(there, np.full(len(there), where))
        place[there[~_first_that_fit(need, limits[where])]] = WAITS
    for one, other in instance.apart.tolist():
        if place[one] == place[other] != WAITS:
            place[one if keenness[one] < keenness[other] else other] = WAITS
    return place


def _first_that_fit(need: Units, limit: Units) -> np.ndarray:
    """Whether each in turn fits beside those before it who did."""
    fits = np.zeros(len(need), dtype=bool)
    left = limit.copy()
    begin = 0
    while begin < len(need):
        good = np.asarray((np.cumsum(need[begin:], axis=0) <= left).all(axis=1))
        many = len(good) if good.all() else int(good.argmin())
        fits[begin : begin + many] = True
        left -= need[begin : begin + many].sum(axis=0)
        begin += many
        while begin < len(need) and (need[begin] > left).any():
            begin += 1
    return fits


def insert_waiting(instance: Instance, place: Units, keenness: Points, at: Multipliers) -> Units:
    """The plan with those who wait and still fit somewhere, the keenest first, at the best of such places.

    A place counts as better by what is left of the family's worth there after prices; nobody enters who is worth
    nothing and may wait.

    >>> from posada.placement.optimiser.multipliers import nothing
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> insert_waiting(two, np.array([-1, 0]), np.array([2.0, 4.0]), nothing(two)).tolist()
    [1, 0]
    """
    place = place.copy()
    limits = np.where(instance.is_soft(), np.iinfo(np.int64).max, instance.capacity)
    left = limits - usage(instance, place)
    foes: dict[int, list[int]] = {}
    for one, other in instance.apart.tolist():
        foes.setdefault(one, []).append(other)
        foes.setdefault(other, []).append(one)
    waiting = np.flatnonzero((place < 0) & instance.allowed.any(axis=1))
    waiting = waiting[np.lexsort((waiting, -keenness[waiting], ~instance.must[waiting]))]
    tight = left.max(axis=0)
    for family in waiting.tolist():
        need = instance.need[family] if instance.type_of is None else instance.need[instance.type_of[family]]
        if need.ndim == 1 and (need > tight).any():
            continue
        goes = instance.allowed[family] & (need <= left).all(axis=1)
        for foe in foes.get(family, ()):
            if place[foe] >= 0:
                goes[place[foe]] = False
        if not instance.must[family]:
            goes &= instance.value[family] > 0
        if goes.any():
            left_over = instance.value[family] - (need * at.net).sum(axis=1)
            where = int(np.where(goes, left_over, -np.inf).argmax())
            place[family] = where
            left[where] -= need if need.ndim == 1 else need[where]
            tight = left.max(axis=0)
    return place
