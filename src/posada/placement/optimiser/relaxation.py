"""The linear relaxation solved exactly on near pairs only: the last units of the bound, and nearly a plan.

At good prices almost every family has one choice that is best by far. Only the close calls enter the linear
program, with the few places that they waver between; at its optimum no more families are split than there
are priced cells. Raw duals swing, so new prices are taken only as far as they improve the bound.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.bound import bound
from posada.placement.optimiser.highs import Relaxed, relax
from posada.placement.optimiser.instance import WAITS, Flags, Instance, Units
from posada.placement.optimiser.multipliers import Multipliers, Prices, clipped, whole
from posada.placement.optimiser.near import Near, near_pairs
from posada.placement.optimiser.part import Program, program

Points = NDArray[np.float64]

ROUNDS = 6
WIDER = 2.5
SHARES = (1.0, 0.5, 0.2, 0.05)
"""How far towards the new prices the bound is tried."""
EXACT = 2e-8
"""A bound this near to the optimum of the linear program, as a share of it, is not worth more passes."""
MOST_PAIRS = 40_000
"""More pairs than that take the linear program too long: only closer calls enter it."""
NARROWER = 0.4
MANY_CELLS = 500
"""With more priced cells than that the linear program is too slow to be solved twice."""
FEW_PAIRS = 40_000
"""With at most so many pairs in all, the linear program has them all if close calls do not suffice."""
EVERYTHING = 1e30


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The prices and bound after the linear program, and the place of each family whom it does not split.

    `rounded` is a plan of the unsplit families; it may overrun limits if the linear program had to.
    """

    multipliers: Multipliers
    prices: Prices
    bound: int
    rounded: Units
    split: Units


def tighten(
    instance: Instance, at: Multipliers, *, within: float, deadline: float | None = None
) -> Relaxation:
    """The best prices found from those given, with close calls within so much of the best choice.

    >>> from posada.placement.optimiser.multipliers import nothing
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> tighten(two, nothing(two), within=5.0).bound
    7
    """
    prices = whole(instance, at)
    least = bound(instance, prices)
    few = int(instance.allowed.sum()) <= FEW_PAIRS
    befriended = np.zeros(instance.families, dtype=bool)
    befriended[instance.together[:, :2]] = True
    rounded, split = None, np.arange(instance.families)
    for turn in range(ROUNDS):
        near = near_pairs(instance, at, EVERYTHING if few and turn > 0 else within)
        close = near.close_calls(EVERYTHING if few and turn > 0 else within) | befriended
        held = np.where(close, WAITS, near.best)
        family, place = _pairs_of(instance, near, close & ~befriended, befriended)
        if rounded is None:
            rounded = near.best
        if len(family) > MOST_PAIRS:
            within *= NARROWER
            continue
        if not len(family):
            break
        spill = 20.0 * float(at.capacity.max(initial=0.0)) + within
        part = program(instance, held, family, place, spill=spill)
        left = None if deadline is None else deadline - time.monotonic()
        relaxed = relax(part, seconds=left)
        if relaxed is None:
            break
        rounded, split = _unsplit(held, part, relaxed)
        better = _towards(instance, at, _duals(instance, at, part, relaxed), least)
        before = least
        if better is not None:
            at, prices, least = better
        spilled = _spills(instance, part, relaxed)
        if not spilled and least - part.constant - relaxed.worth <= EXACT * max(1, abs(least)):
            break
        if int((part.capacity_row >= 0).sum()) > MANY_CELLS:
            break
        if spilled or before - least <= EXACT * max(1, abs(least)):
            within *= WIDER
    assert rounded is not None
    return Relaxation(at, prices, least, rounded, split)


def _pairs_of(instance: Instance, near: Near, close: Flags, befriended: Flags) -> tuple[Units, Units]:
    """The near pairs of close calls, and all pairs of families with friends, whose bonus is split by place."""
    keep = close[near.family]
    friends = np.flatnonzero(befriended)
    friend, place = np.nonzero(instance.allowed[friends])
    pairs = np.concatenate(
        [
            near.family[keep] * instance.places + near.place[keep],
            friends[friend] * instance.places + place,
        ]
    )
    family, place = np.divmod(np.sort(pairs), instance.places)
    return family, place


def _unsplit(held: Units, part: Program, relaxed: Relaxed) -> tuple[Units, Units]:
    values = relaxed.values[: part.pairs]
    rounded = held.copy()
    chosen = values > 1 - 1e-6
    rounded[part.family[chosen]] = part.place[chosen]
    torn = (values > 1e-6) & ~chosen
    return rounded, np.unique(part.family[torn])


def _spills(instance: Instance, part: Program, relaxed: Relaxed) -> bool:
    """Whether the linear program had to overrun a hard limit."""
    hard = int(((part.capacity_row >= 0) & ~instance.is_soft()).sum())
    first = part.spill_first
    return bool((relaxed.values[first : first + hard] > 1e-6).any())


def _duals(instance: Instance, at: Multipliers, part: Program, relaxed: Relaxed) -> Multipliers:
    """The prices that the linear program gives; rows that it does not have keep their price."""
    priced = np.append(np.abs(relaxed.prices), 0.0)
    return clipped(
        instance,
        Multipliers(
            np.where(part.capacity_row >= 0, priced[part.capacity_row], at.capacity),
            np.where(part.minimum_row >= 0, priced[part.minimum_row], at.minimum),
            np.where(part.floor_row >= 0, priced[part.floor_row], at.floors),
            np.where(part.split_row >= 0, priced[part.split_row], at.split),
        ),
    )


def _towards(
    instance: Instance, at: Multipliers, new: Multipliers, least: int
) -> tuple[Multipliers, Prices, int] | None:
    """The first prices on the way from the new to the old that have a better bound."""
    for share in SHARES:
        trial = Multipliers(
            at.capacity + share * (new.capacity - at.capacity),
            at.minimum + share * (new.minimum - at.minimum),
            at.floors + share * (new.floors - at.floors),
            at.split + share * (new.split - at.split),
        )
        prices = whole(instance, trial)
        value = bound(instance, prices)
        if value < least:
            return trial, prices, value
    return None
