"""The best packing of every place at given profits, and what each pair would cost it: exact 0/1 knapsacks.

Every place is a knapsack over its capacity. All places are solved together: items that a price of capacity
already decides are set aside, and what is left runs through one dynamic program whose rows are places.

References
----------
S. Martello and P. Toth, Knapsack Problems, Wiley 1990, chapter 2 (bounds and the reduction).
M. Posta, J. A. Ferland and P. Michelon, An exact method with variable fixing for solving the generalized
assignment problem, Computational Optimization and Applications 52 (2012) (losses of single pairs).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Below every worth that a table can hold, and far enough from the edge of 64 bits to be added to.
NEVER = -(1 << 60)
#: Cells of the tables that are kept at a time when losses are asked for: 128 MB for each direction.
KEPT_CELLS = 1 << 24
#: How often the packing in hand is filled up with the best that still fits.
FILLING_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Core:
    """What a price of capacity leaves undecided, packed to the left, one row per place."""

    family: Whole  # -1 where the row has ended
    need: Whole
    profit: Whole
    room: Whole  # capacity that the decided ones leave
    base: Whole  # profit of those decided to be in
    taken: Flags  # places × families: decided to be in
    in_hand: Whole  # worth of a good packing that was found on the way
    hand: Flags  # places × families: who is in that packing


def best_packings(profit: Whole, need: Whole, capacity: Whole, usable: Flags) -> tuple[Whole, Flags]:
    """The worth of the best packing of each place, and who is in it.

    Parameters
    ----------
    profit, need
        Places × families.
    capacity
        One per place.
    usable
        Places × families: who may stand in whose packing. A usable pair must fit alone.

    Examples
    --------
    >>> profit = np.array([[6, 5, 5], [4, -1, 9]])
    >>> need = np.array([[3, 2, 2], [1, 1, 5]])
    >>> worth, packed = best_packings(profit, need, np.array([4, 5]), np.ones((2, 3), bool))
    >>> worth.tolist(), packed.astype(int).tolist()
    ([10, 9], [[0, 1, 1], [0, 0, 1]])
    """
    core = reduce_to_core(profit, need, capacity, usable & (profit > 0), slack=-1)
    packed, worth = core.taken.copy(), core.base.copy()
    open_rows = np.flatnonzero((core.family >= 0).any(axis=1))
    best, chosen = _fill(core.need[open_rows], core.profit[open_rows], core.room[open_rows])
    worth[open_rows] += best
    rows, columns = np.nonzero(chosen)
    packed[open_rows[rows], core.family[open_rows[rows], columns]] = True
    better = worth > core.in_hand
    return np.maximum(worth, core.in_hand), np.where(better[:, None], packed, core.hand)


def packing_losses(
    profit: Whole, need: Whole, capacity: Whole, usable: Flags, *, slack: int
) -> tuple[Whole, Whole, Whole]:
    """The worth of the best packings; what each loses when a family must be in; and when it must be out.

    Losses are exact up to `slack`; one beyond it is only known to be beyond, and reads slack + 1.

    Examples
    --------
    >>> profit, need = np.array([[6, 5, 5]]), np.array([[3, 2, 2]])
    >>> worth, put_in, keep_out = packing_losses(
    ...     profit, need, np.array([4]), np.ones((1, 3), bool), slack=100
    ... )
    >>> worth.tolist(), put_in.tolist(), keep_out.tolist()
    ([10], [[4, 0, 0]], [[0, 4, 4]])
    """
    core = reduce_to_core(profit, need, capacity, usable & (profit >= -slack), slack=slack)
    beyond = slack + 1
    losing_in = np.where(core.taken, 0, beyond)
    losing_out = np.where(core.taken, beyond, 0)
    worth = core.base.copy()
    cells = (core.family.shape[1] + 1) * _width(core)
    group = max(1, KEPT_CELLS // cells)
    for start in range(0, len(capacity), group):
        rows = np.arange(start, min(start + group, len(capacity)))
        best, without, with_it = _turns(core, rows)
        worth[rows] += best
        there = core.family[rows] >= 0
        places = np.broadcast_to(rows[:, None], there.shape)[there]
        families = core.family[rows][there]
        losing_out[places, families] = np.minimum(best[:, None] - without, beyond)[there]
        losing_in[places, families] = np.minimum(best[:, None] - with_it, beyond)[there]
    return worth, losing_in, losing_out


def reduce_to_core(profit: Whole, need: Whole, capacity: Whole, candidates: Flags, *, slack: int) -> Core:
    """Those of each place that no price decides, when packings worth up to `slack` less still matter.

    With a price p, no packing is worth more than U = p × capacity + the sum of positive profit - p × need, and
    turning one decision of that sum costs U at least |profit - p × need|. Where that falls below a packing in
    the hand by more than the slack, the decision stands in every packing that matters. A slack of -1 asks only
    for packings that are better than the one in hand.
    """
    order, there = _pack_left(candidates)
    rows = np.arange(len(capacity))[:, None]
    gain = np.where(there, profit[rows, order], NEVER)
    load = np.where(there, need[rows, order], 0)
    ratio = np.where(there, gain / np.maximum(load, 0.5), -np.inf)
    best_first = np.argsort(-ratio, axis=1, kind="stable")
    order = np.take_along_axis(order, best_first, axis=1)
    gain = np.take_along_axis(gain, best_first, axis=1)
    load = np.take_along_axis(load, best_first, axis=1)
    there = np.take_along_axis(there, best_first, axis=1)

    worthwhile = gain > 0
    used = np.cumsum(np.where(worthwhile, load, 0), axis=1)
    prefix = worthwhile & (used <= capacity[:, None])
    hand = prefix.copy()
    left = capacity - np.where(prefix, load, 0).sum(axis=1)
    for _ in range(FILLING_ROUNDS if order.shape[1] else 0):
        offer = np.where(worthwhile & ~hand & (load <= left[:, None]), gain, 0)
        extra = offer.argmax(axis=1)
        rows_that_gain = np.flatnonzero(offer[rows[:, 0], extra] > 0)
        hand[rows_that_gain, extra[rows_that_gain]] = True
        left[rows_that_gain] -= load[rows_that_gain, extra[rows_that_gain]]
    in_hand = np.where(hand, gain, 0).sum(axis=1)

    splits = worthwhile & ~prefix
    price = np.zeros(len(capacity), np.int64)
    if order.shape[1]:
        at = splits.argmax(axis=1)[:, None]
        critical = np.take_along_axis(gain, at, axis=1) // np.maximum(np.take_along_axis(load, at, axis=1), 1)
        price = np.where(splits.any(axis=1), critical[:, 0], 0)
    reduced = np.where(there, gain - price[:, None] * load, 0)
    bound = price * capacity + np.maximum(reduced, 0).sum(axis=1)
    decided = there & (np.abs(reduced) > (bound - in_hand + slack)[:, None])

    put_in = decided & (reduced > 0)
    taken, held = np.zeros((2, *profit.shape), bool)
    for flags, chosen in ((taken, put_in), (held, hand)):
        places, columns = np.nonzero(chosen)
        flags[places, order[places, columns]] = True
    room = capacity - np.where(put_in, load, 0).sum(axis=1)
    settled = (room < 0) | ((bound <= in_hand) & (slack < 0))  # nothing can beat the packing in hand
    taken[settled] = held[settled]
    keep, kept = _pack_left(there & ~decided & ~settled[:, None])
    return Core(
        family=np.where(kept, np.take_along_axis(order, keep, axis=1), -1),
        need=np.where(kept, np.take_along_axis(load, keep, axis=1), 0),
        profit=np.where(kept, np.take_along_axis(gain, keep, axis=1), 0),
        room=np.where(settled, 0, room),
        base=np.where(settled, in_hand, np.where(put_in, gain, 0).sum(axis=1)),
        taken=taken,
        in_hand=in_hand,
        hand=held,
    )


def _pack_left(flags: Flags) -> tuple[Whole, Flags]:
    """The columns of the flags, row by row from the left, and where a row has not ended."""
    rows, columns = np.nonzero(flags)
    count = np.bincount(rows, minlength=len(flags))
    start = np.cumsum(count) - count
    width = int(count.max(initial=0))
    packed = np.zeros((len(flags), width), np.int64)
    packed[rows, np.arange(len(rows)) - start[rows]] = columns
    return packed, np.arange(width) < count[:, None]


def _width(core: Core) -> int:
    """Columns of a table: the largest room, and to its left as much as one need may reach over the edge."""
    return int(core.need.max(initial=0)) + int(core.room.max(initial=0)) + 1


def _fill(need: Whole, profit: Whole, room: Whole) -> tuple[Whole, Flags]:
    """The best worth of the undecided in the room that is left, and who they are."""
    places, steps = need.shape
    pad = int(need.max(initial=0))
    width = pad + int(room.max(initial=0)) + 1
    table = np.zeros((places, width), np.int64)
    table[:, :pad] = NEVER
    flat, current = table.reshape(-1), table[:, pad:]
    grid = (np.arange(places) * width)[:, None] + np.arange(pad, width)
    source, offer = np.empty_like(grid), np.empty_like(grid)
    better = np.empty((steps, *grid.shape), bool)
    for step in range(steps):
        np.subtract(grid, need[:, step, None], out=source)
        np.take(flat, source, out=offer, mode="clip")
        np.add(offer, profit[:, step, None], out=offer)
        np.greater(offer, current, out=better[step])
        np.maximum(offer, current, out=current)

    rows, room = np.arange(places), room.copy()
    best = current[rows, room]
    chosen = np.zeros((places, steps), bool)
    for step in range(steps - 1, -1, -1):
        chosen[:, step] = better[step, rows, room]
        room -= np.where(chosen[:, step], need[:, step], 0)
    return best, chosen


def _turns(core: Core, rows: Whole) -> tuple[Whole, Whole, Whole]:
    """The best worth of the undecided of some places; the best without each of them; the best with each."""
    need, profit, room = core.need[rows], core.profit[rows], core.room[rows]
    steps, width, pad = need.shape[1], _width(core), int(core.need.max(initial=0))
    before = _tables(need, profit, width, pad)
    after = _tables(need[:, ::-1], profit[:, ::-1], width, pad)[::-1]
    places = np.arange(len(rows))[:, None]
    columns = np.arange(pad, width)
    rest = np.maximum(2 * pad + room[:, None] - columns, 0)  # what is left when a column's room is used
    rest = np.where(rest < pad, 0, rest)
    without = np.full(need.shape, NEVER)
    with_it = np.full(need.shape, NEVER)
    for step in range(steps):
        first, last = before[step][:, pad:], after[step + 1]
        without[:, step] = (first + last[places, rest]).max(axis=1)
        less = np.maximum(rest - need[:, step, None], 0)
        with_it[:, step] = (first + last[places, less]).max(axis=1) + profit[:, step]
    return before[steps][places[:, 0], pad + room], without, with_it


def _tables(need: Whole, profit: Whole, width: int, pad: int) -> Whole:
    """The tables before the first item, before the second, and so on, and after the last."""
    places, steps = need.shape
    tables = np.full((steps + 1, places, width), NEVER)
    tables[0, :, pad:] = 0
    grid = (np.arange(places) * width)[:, None] + np.arange(pad, width)
    for step in range(steps):
        offer = tables[step].reshape(-1)[grid - need[:, step, None]] + profit[:, step, None]
        np.maximum(tables[step][:, pad:], offer, out=tables[step + 1][:, pad:])
    return tables


def list_packings(
    need: Whole, profit: Whole, room: int, *, slack: int, limit: int
) -> tuple[Flags, Whole, int]:
    """The packings of one place that are worth at most `slack` less than its best: members, losses, slack kept.

    Where there are more than `limit`, the slack shrinks until there are not: every packing with a loss up to the
    slack that is handed back is there. It is -1 when even the best are too many and only some are listed.

    Examples
    --------
    >>> members, losses, kept = list_packings(
    ...     np.array([3, 2, 2]), np.array([6, 5, 5]), 4, slack=5, limit=10
    ... )
    >>> sorted(zip(losses.tolist(), members.astype(int).tolist()))
    [(0, [0, 1, 1]), (4, [1, 0, 0]), (5, [0, 0, 1]), (5, [0, 1, 0])]
    """
    pad = int(need.max(initial=0))
    after = _tables(need[None, ::-1], profit[None, ::-1], pad + room + 1, pad)[::-1, 0, pad:]
    best = int(after[0, room])
    while True:
        left, worth, history, whole = _grow(need, profit, room, after, best - slack, limit)
        if whole or slack == 0:
            break
        slack = slack * 3 // 5
    at = np.arange(len(left))
    members = np.zeros((len(left), len(need)), bool)
    for item in range(len(need) - 1, -1, -1):
        without, with_it = history[item]
        members[:, item] = at >= len(without)
        at = np.concatenate([without, with_it])[at]
    return members, best - worth, slack if whole else -1


def _grow(
    need: Whole, profit: Whole, room: int, after: Whole, least: int, limit: int
) -> tuple[Whole, Whole, list[tuple[Whole, Whole]], bool]:
    """The packings worth the least or more, grown item by item; and whether they stayed within the limit."""
    left, worth = np.array([room]), np.array([0])
    history: list[tuple[Whole, Whole]] = []
    whole = True
    for item in range(len(need)):
        rest = left - need[item]
        without = np.flatnonzero(worth + after[item + 1][left] >= least)[:limit]
        promise = worth + profit[item] + after[item + 1][np.maximum(rest, 0)]
        with_it = np.flatnonzero((rest >= 0) & (promise >= least))
        if len(without) + len(with_it) > limit:
            whole = False
            with_it = with_it[: limit - len(without)]
        history.append((without, with_it))
        left = np.concatenate([left[without], rest[with_it]])
        worth = np.concatenate([worth[without], worth[with_it] + profit[item]])
    return left, worth, history, whole
