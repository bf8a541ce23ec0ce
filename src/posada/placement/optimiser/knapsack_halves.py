"""One packing per place that together hold everybody exactly once: joined in two halves that are then matched.

References
----------
E. Horowitz and S. Sahni, Computing partitions with applications to the knapsack problem, Journal of the ACM 21
(1974) (meeting in the middle).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.knapsack_packings import Flags, Whole

#: Pairs of a half-plan and one more packing that are looked at in a neighbourhood. A tenth of it are kept.
QUICK_WORK = 4_000_000
#: Such pairs that are looked at together.
JOINED_AT_ONCE = 1 << 21


def choose_one_each(
    members: list[Flags],
    losses: list[Whole],
    *,
    budget: int,
    seed: int,
    work: int = QUICK_WORK,
    late: Callable[[], bool] = lambda: False,
) -> tuple[list[int] | None, bool]:
    """One packing per place that together hold everybody exactly once and lose least; and whether that is proven.

    Both halves of the places are joined by themselves; a half of one and a half of the other make a plan when
    the sums of random 64-bit numbers of their families add up to the sum of all, and counting proves it. None
    when nothing within the budget is found.

    Examples
    --------
    >>> one = np.array([[1, 1, 0], [1, 0, 0]], bool)
    >>> two = np.array([[0, 1, 0], [0, 1, 1]], bool)
    >>> choose_one_each([one, two], [np.array([0, 2]), np.array([0, 3])], budget=9, seed=0)
    ([1, 1], True)
    """
    first_half, second_half = _halves([len(loss) for loss in losses])
    anywhere = np.array([flags.any(axis=0) for flags in members])
    halves = []
    for ours, theirs in ((first_half, second_half), (second_half, first_half)):
        others = np.asarray(anywhere[theirs].any(axis=0))
        half = _join([members[at] for at in ours], [losses[at] for at in ours], budget, others, work, late)
        if not len(half.loss):
            return None, half.whole
        halves.append(half)
    first, second = halves
    whole = first.whole and second.whole

    draw = np.random.default_rng(seed)
    names = np.asarray(draw.integers(0, 1 << 63, members[0].shape[1], dtype=np.uint64))
    sums = [
        _sums(half, [members[at] for at in ours], names)
        for half, ours in zip(halves, (first_half, second_half), strict=True)
    ]
    order = np.lexsort((second.loss, sums[1]))
    known = sums[1][order]
    wanted = names.sum(dtype=np.uint64) - sums[0]
    at = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    match = np.flatnonzero(known[at] == wanted)
    total = first.loss[match] + second.loss[order[at[match]]]
    for best in np.argsort(total, kind="stable"):
        if total[best] > budget:
            break
        left, right = match[best], order[at[match[best]]]
        picked = np.zeros(len(members), np.int64)
        picked[first_half], picked[second_half] = first.chosen[left], second.chosen[right]
        held = np.sum([members[row][column] for row, column in enumerate(picked)], axis=0)
        if (held == 1).all():
            return picked.tolist(), whole
        whole = False  # two sets share a sum, and one may hide the other
    return None, whole


@dataclass(slots=True)
class _Half:
    """Joint packings of some places: the row chosen at each, who is held (as bits), and what is lost."""

    chosen: Whole
    bits: list[Whole]
    loss: Whole
    whole: bool  # nothing was dropped for being too many


def _halves(lengths: list[int]) -> tuple[list[int], list[int]]:
    """Two groups of places whose joint packings are about equally many, short lists first in each."""
    groups: tuple[list[int], list[int]] = ([], [])
    weight = [0.0, 0.0]
    for at in sorted(range(len(lengths)), key=lambda at: -lengths[at]):
        lighter = int(weight[1] < weight[0])
        groups[lighter].insert(0, at)
        weight[lighter] += float(np.log(lengths[at] + 1.0))
    return groups


def _join(
    members: list[Flags],
    losses: list[Whole],
    budget: int,
    elsewhere: Flags,
    work: int,
    late: Callable[[], bool],
) -> _Half:
    """The joint packings of some places in which nobody is held twice, and nobody is left who has no other place."""
    families = len(elsewhere)
    later = [elsewhere.copy()]
    for flags in reversed(members):
        later.insert(0, later[0] | flags.any(axis=0))
    half = _Half(
        np.zeros((1, 0), np.int64), _bits(np.zeros((1, families), bool)), np.zeros(1, np.int64), True
    )
    for flags, loss, rest in zip(members, losses, later[1:], strict=True):
        half = _extend(half, _bits(flags), loss, _bits(~rest[None, :]), budget, work, late)
    return half


def _extend(
    half: _Half,
    words: list[Whole],
    loss: Whole,
    due: list[Whole],
    budget: int,
    work: int,
    late: Callable[[], bool],
) -> _Half:
    """Joint packings with one place more: disjoint, within the budget, and holding all who are due by now."""
    order = np.argsort(loss, kind="stable")
    rising = loss[order]
    partners = np.searchsorted(rising, budget - half.loss, side="right")
    whole = half.whole
    while int(partners.sum()) > work and budget > 0:
        budget, whole = budget * 3 // 4, False
        partners = np.searchsorted(rising, budget - half.loss, side="right")
    ends = np.cumsum(partners)
    total_pairs = int(partners.sum())
    cuts = np.unique(np.searchsorted(ends, np.arange(0, max(1, total_pairs), JOINED_AT_ONCE)))
    found = [(np.zeros(0, np.int64), np.zeros(0, np.int64))]
    for start, end in zip(cuts, [*cuts[1:], len(ends)], strict=True):
        if late():
            whole = False
            break
        count = partners[start:end]
        left = np.repeat(np.arange(start, end), count)
        right = order[np.arange(len(left)) - np.repeat(np.cumsum(count) - count, count)]
        allowed = np.ones(len(left), bool)
        for ours, theirs, must in zip(half.bits, words, due, strict=True):
            mine, other = ours[left], theirs[right]
            allowed &= ((mine & other) == 0) & (((mine | other) & must[0]) == must[0])
        found.append((left[allowed], right[allowed]))
    left, right = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
    total = half.loss[left] + loss[right]
    if len(total) > work // 10:
        kept = np.sort(np.argpartition(total, work // 10)[: work // 10])
        left, right, total, whole = left[kept], right[kept], total[kept], False
    bits = [ours[left] | theirs[right] for ours, theirs in zip(half.bits, words, strict=True)]
    return _Half(np.concatenate([half.chosen[left], right[:, None]], axis=1), bits, total, whole)


def _sums(half: _Half, members: list[Flags], names: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The sum of the numbers of all who are held, modulo 2 to the 64."""
    sums = np.zeros(len(half.loss), np.uint64)
    for at, flags in enumerate(members):
        sums += np.where(flags, names, np.uint64(0)).sum(axis=1, dtype=np.uint64)[half.chosen[:, at]]
    return sums


def _bits(flags: Flags) -> list[Whole]:
    """Sets as words of 62 bits."""
    words = []
    for start in range(0, flags.shape[1], 62):
        part = flags[:, start : start + 62]
        words.append(part @ (np.int64(1) << np.arange(part.shape[1], dtype=np.int64)))
    return words
