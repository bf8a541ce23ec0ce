"""Large neighbourhood search: hold most of a plan, solve the rest exactly, and repeat where points are lost.

The prices of the relaxation say where: a household is worth less at its place than elsewhere (its regret), or
a place has units left that others would pay for (its waste). The sum of both is all that lies between the plan
and the bound.

References
----------
P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, CP 1998,
https://doi.org/10.1007/3-540-49481-2_30.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from posada.placement.highs import Relaxed, maximise
from posada.placement.model import Model, complete, summed

Points = NDArray[np.float64]
Flags = NDArray[np.bool_]

ROUNDS = 16
WORK = 25_000
"""Whole-number columns solved over all rounds, after which a gap of `NEAR_SHARE` is good enough."""
NEAR_SHARE = 1e-3
CLOSE_SHARE = 2.5e-4
"""Columns that lose more than this share of the bound are left out of every part."""
PART_KINDS = 80
PART_KINDS_GROWTH = 1.5
PART_KINDS_AT_MOST = 300
PART_PLACES = 6
PART_PLACES_AT_MOST = 14
PART_GAP = 5e-5
PART_GAP_SHARE = 0.05
SPREAD_EVERY = 2
"""Every so many rounds the part is spread over all places, and in between it is a few places as a whole."""


@dataclass(frozen=True, slots=True)
class _Losses:
    """Points lost against the bound, by kind and by place."""

    of_kind: Points
    of_place: Points


def search(whole: Model, relaxed: Relaxed, *, gap: float, seed: int, start: Points | None) -> Points:
    """A plan near the bound: within the gap if the rounds suffice.

    It begins from `start`, or from what the relaxation does not split.
    """
    random = np.random.default_rng(seed)
    split = np.abs(relaxed.values - np.round(relaxed.values)) > 1e-6
    torn = np.zeros(len(whole.kinds), dtype=bool)
    torn[whole.kind_of[split & whole.whole]] = start is None
    values = complete(whole, np.floor(relaxed.values + 1e-6)) if start is None else start
    size = max(1.0, abs(relaxed.bound))
    target, near_enough = relaxed.bound - gap * size, relaxed.bound - NEAR_SHARE * size
    close = relaxed.reduced >= -CLOSE_SHARE * size
    worth = float(whole.cost @ values)
    kinds, places, work = float(PART_KINDS), PART_PLACES, 0
    for turn in range(ROUNDS):
        if worth >= target or (work >= WORK and worth >= near_enough):
            break
        losses = _losses(whole, relaxed, values)
        if turn % SPREAD_EVERY == (0 if start is None else 1):
            free = _spread(whole, (losses.of_kind > 1e-6) | (torn & (turn == 0)), int(kinds), random)
            kinds = min(kinds * PART_KINDS_GROWTH, PART_KINDS_AT_MOST)
        else:
            free = _around(whole, relaxed, values, losses, places, random)
        free &= whole.whole & (close | (values > 0))
        values = _improve(whole, values, free, relaxed.bound, target)
        before, worth = worth, float(whole.cost @ values)
        work += int(free.sum())
        if worth - before < 0.2 * (target - worth):
            places = min(places + 1, PART_PLACES_AT_MOST)
    return values


def _losses(whole: Model, relaxed: Relaxed, values: Points) -> _Losses:
    """What the plan loses by each kind (regret and waiting) and by each place (units left)."""
    lost = np.where(whole.whole, np.maximum(-relaxed.reduced, 0.0) * values, 0.0)
    kinds = len(whole.kinds)
    of_kind = summed(whole.kind_of[whole.whole], lost[whole.whole], kinds)
    of_kind += np.maximum(relaxed.prices[:kinds], 0.0) * (whole.counts - whole.placed(values))
    rows = whole.limit_row[whole.limit_row >= 0]
    left = np.where(np.isfinite(whole.row_upper), whole.row_upper - whole.activity(values), 0.0)
    of_place = summed(
        whole.limit_place[whole.limit_row >= 0],
        np.abs(relaxed.prices[rows]) * np.maximum(left[rows], 0.0),
        int(whole.place_of.max()) + 1,
    )
    return _Losses(of_kind, of_place)


def _spread(whole: Model, urgent: Flags, kinds: int, random: np.random.Generator) -> Flags:
    """The columns of the kinds that lose points, and of others at random, at every place."""
    order = np.argsort(random.random(len(whole.kinds)) - 2.0 * urgent, kind="stable")
    chosen = np.zeros(len(whole.kinds), dtype=bool)
    chosen[order[: max(kinds, int(urgent.sum()))]] = True
    return chosen[whole.kind_of]


def _around(
    whole: Model, relaxed: Relaxed, values: Points, losses: _Losses, places: int, random: np.random.Generator
) -> Flags:
    """The columns of a few places, where most is lost or wanted: of who is there, waits or loses points."""
    urgent = losses.of_kind > 1e-6
    some = np.flatnonzero(whole.whole)
    kind, place = whole.kind_of[some], whole.place_of[some]
    lost = losses.of_place.copy()
    wanted = np.zeros(len(lost))
    np.add.at(lost, place[urgent[kind] & (values[some] > 0)], 30.0)
    np.add.at(wanted, place[urgent[kind] & (relaxed.reduced[some] >= -1e-6)], 1.0)
    pull = lost / max(lost.max(), 1.0) + 0.5 * wanted / max(wanted.max(), 1.0) + random.random(len(lost))
    near = np.zeros(len(lost), dtype=bool)
    near[np.argsort(-pull, kind="stable")[:places]] = True
    moves = urgent | (whole.placed(values) < whole.counts)
    moves[kind[near[place] & (values[some] > 0)]] = True
    free = np.zeros(len(values), dtype=bool)
    free[some] = (near[place] & moves[kind]) | urgent[kind]
    return free


def _improve(whole: Model, values: Points, free: Flags, bound: float, target: float) -> Points:
    """The best plan that changes only the free columns, and the other columns that depend on them."""
    touched = np.zeros(len(whole.row_upper), dtype=bool)
    touched[whole.entry_row[free[whole.entry_column]]] = True
    follows = touched[whole.entry_row] & ~whole.whole[whole.entry_column]
    free = free.copy()
    free[whole.entry_column[follows]] = True
    held = np.where(free, 0.0, values)
    part = _part(whole, free, held)
    base = float(whole.cost @ held)
    far = (bound - float(whole.cost @ values)) / max(1.0, abs(bound))
    best = maximise(
        part, start=values[free], gap=max(PART_GAP, PART_GAP_SHARE * far), nodes=1, target=target, base=base
    )
    found = values.copy()
    found[free] = best.values
    found = complete(whole, found)
    return found if whole.cost @ found >= whole.cost @ values else values


def _part(whole: Model, free: Flags, held: Points) -> Model:
    """The model of the free columns alone, with the room that the held ones leave."""
    entries = free[whole.entry_column]
    rows, row_of = np.unique(whole.entry_row[entries], return_inverse=True)
    column_of = np.cumsum(free) - 1
    used = whole.activity(held)
    return replace(
        whole,
        kind_of=whole.kind_of[free],
        place_of=whole.place_of[free],
        cost=whole.cost[free],
        upper=whole.upper[free],
        whole=whole.whole[free],
        row_lower=(whole.row_lower - used)[rows],
        row_upper=(whole.row_upper - used)[rows],
        entry_row=row_of,
        entry_column=column_of[whole.entry_column[entries]],
        entry_value=whole.entry_value[entries],
    )
