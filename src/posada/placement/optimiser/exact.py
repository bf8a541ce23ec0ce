"""Proof that a plan is best: pairs that no better plan can use are dropped, the rest is solved as a whole.

References
----------
R. S. Garfinkel and G. L. Nemhauser, Integer Programming, Wiley 1972, on fixing variables by reduced costs.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from posada.placement.optimiser.bound import bound, fixed_part, reduced_scores
from posada.placement.optimiser.crowds import kinds_of
from posada.placement.optimiser.highs import maximise
from posada.placement.optimiser.instance import Instance, Units
from posada.placement.optimiser.multipliers import Prices
from posada.placement.optimiser.part import columns_of, placed, program
from posada.placement.optimiser.preprocessing import nobody_placed
from posada.placement.optimiser.worth import worth

FIRST_SHARE, FIRST_GAP, FIRST_NODES = 0.15, 0.1, 5
"""At first pairs with at most this share of the room for regret are tried, to this share of it."""
NO_GUESSING: dict[str, float | bool | str] = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_rins": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
}


@dataclass(frozen=True, slots=True)
class Proof:
    """The best plan found (None if there was none), what no plan can be worth, and whether none can exist.

    `source` says whose word the bound is.
    """

    place: Units | None
    bound: int
    infeasible: bool
    source: str = "solver"


def usable_pairs(instance: Instance, prices: Prices, at_least: int) -> tuple[Units, Units]:
    """The pairs that a plan worth `at_least` so much may use: by the prices, no other can.

    >>> from posada.placement.optimiser.multipliers import Multipliers, whole
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> prices = whole(two, Multipliers(np.array([[3.0], [0.0]]), np.zeros((2, 1)), np.zeros(0), np.zeros((0, 2))))
    >>> [pairs.tolist() for pairs in usable_pairs(two, prices, 7)]
    [[0, 1], [1, 0]]
    """
    short: list[tuple[Units, Units, Units]] = []
    left = fixed_part(instance, prices)
    for rows, scores in reduced_scores(instance, prices):
        best = scores.max(axis=1)
        best = np.where(instance.must[rows], best, np.maximum(best, 0))
        left += int(best.sum())
        family, place = np.nonzero(instance.allowed[rows])
        short.append((family + rows.start, place, best[family] - scores[family, place]))
    room = left - at_least * prices.scale
    family, place, regret = (np.concatenate(part) for part in zip(*short, strict=True))
    keep = regret <= room
    return family[keep], place[keep]


def prove(
    instance: Instance,
    prices: Prices,
    start: Units | None,
    *,
    gap: int,
    nodes: int,
    seconds: float | None = None,
    seed: int = 0,
) -> Proof:
    """The best plan and its bound, from the solver; `start` is a known plan, whose like it must beat.

    At first only close calls are tried; if the best of these is good enough, no plan with another pair can be
    better. HiGHS is told not to guess plans: close to the best they cost more than the proof itself.

    >>> from posada.placement.optimiser.multipliers import nothing, whole
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> proof = prove(two, whole(two, nothing(two)), None, gap=0, nodes=100)
    >>> proof.place.tolist(), proof.bound
    ([1, 0], 7)
    """
    if start is None:
        return _solved(instance, _all_pairs(instance), None, gap=gap, nodes=nodes, seconds=seconds, seed=seed)
    deadline = None if seconds is None else time.monotonic() + seconds
    most, least = bound(instance, prices), worth(instance, start)
    target = most - int(FIRST_SHARE * (most - least))
    pairs = _with(instance, usable_pairs(instance, prices, target), start)
    near = max(gap, int(FIRST_GAP * (most - least)))
    few = min(nodes, FIRST_NODES)
    first = _solved(instance, pairs, start, gap=near, nodes=few, seconds=seconds, seed=seed, guess=True)
    assert first.place is not None
    # A plan that uses any other pair is worth less than the target.
    limit = max(first.bound, target - 1)
    if limit <= worth(instance, first.place) + gap:
        return Proof(first.place, limit, infeasible=False)
    pairs = usable_pairs(instance, prices, worth(instance, first.place))
    left = None if deadline is None else deadline - time.monotonic()
    return _solved(instance, pairs, first.place, gap=gap, nodes=nodes, seconds=left, seed=seed)


def _solved(
    instance: Instance,
    pairs: tuple[Units, Units],
    start: Units | None,
    *,
    gap: int,
    nodes: int,
    seconds: float | None,
    seed: int,
    guess: bool = False,
) -> Proof:
    """The best plan that uses these pairs only, and the bound of all such plans, from the solver."""
    nobody = nobody_placed(instance)
    part = program(instance, nobody, *pairs, kind_of=kinds_of(instance))
    known = None if start is None else columns_of(part, start)
    options = {} if guess or start is None else NO_GUESSING
    found = maximise(part, start=known, gap=gap, nodes=nodes, seconds=seconds, seed=seed, **options)
    best = start
    if found.values is not None:
        best = placed(instance, nobody, part, found.values)
        if start is not None and worth(instance, best) < worth(instance, start):
            best = start
    limit = _whole_bound(found.bound + part.constant)
    return Proof(best, limit if best is None else max(limit, worth(instance, best)), found.infeasible)


def _with(instance: Instance, pairs: tuple[Units, Units], start: Units) -> tuple[Units, Units]:
    """The pairs, and those that a plan uses, sorted."""
    used = np.flatnonzero(start >= 0)
    keys = np.concatenate([pairs[0] * instance.places + pairs[1], used * instance.places + start[used]])
    family, place = np.divmod(np.unique(keys), instance.places)
    return family, place


def _all_pairs(instance: Instance) -> tuple[Units, Units]:
    family, place = np.nonzero(instance.allowed)
    return family.astype(np.int64), place.astype(np.int64)


def _whole_bound(found: float) -> int:
    """The bound of the solver as a whole number, which every plan's worth is."""
    return int(np.floor(found + 0.5)) if np.isfinite(found) else int(np.iinfo(np.int64).max)
