"""Which verdicts some completion of the record gives: the definition of each, tried on every completion that matters.

What a completion decides is a few sums: units on time, units late, units owed. Between the values at which a
verdict changes, sums change nothing, so it is enough to try those values and their neighbours. That is slower
than the closed form of the engine, and was written without it.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

from posada.commitments.check.missing import PLENTY, Missing, Span

ALL_TRIED = 300
"""So many values of what is owed are all tried; of more, only those near which something changes."""
MOST_TRIED = 4096
MOST_PERIODS = 10
"""Of more periods, not every set is tried on what bounds and lots together can fill."""


@dataclass(frozen=True, slots=True)
class Units:
    """Some units, at least and at most so many, delivered on days from first to last."""

    first: int
    last: int
    least: int
    most: int


@dataclass(slots=True)
class Found:
    """The verdicts that are possible, and the least and most units kept, late and owed."""

    verdicts: set[str] = field(default_factory=set)
    kept: Span = (PLENTY, 0)
    late: Span = (PLENTY, 0)
    owed: Span = (PLENTY, 0)

    def add(self, verdict: str, kept: int, late: int, owed: int) -> None:
        """Note what one completion gives."""
        self.verdicts.add(verdict)
        self.kept = min(self.kept[0], kept), max(self.kept[1], kept)
        self.late = min(self.late[0], late), max(self.late[1], late)
        self.owed = min(self.owed[0], owed), max(self.owed[1], owed)

    def join(self, other: Found) -> None:
        """Note what is possible on another reading of the record."""
        self.verdicts |= other.verdicts
        self.kept = min(self.kept[0], other.kept[0]), max(self.kept[1], other.kept[1])
        self.late = min(self.late[0], other.late[0]), max(self.late[1], other.late[1])
        self.owed = min(self.owed[0], other.owed[0]), max(self.owed[1], other.owed[1])


def verdict_of(
    kept: int, late: int, owed: int, share: Fraction, *, due: int | None, as_of: int, stopped: bool
) -> str:
    """The one verdict where everything is known and something is owed.

    >>> verdict_of(11, 0, 30, Fraction(1), due=2, as_of=9, stopped=False)
    'broken'
    """
    if kept >= share * owed:
        return "kept"
    if due is None:
        return "suspended" if stopped else "partly_kept" if kept else "not_due"
    if as_of <= due:
        return "not_due"
    return "late" if kept + late >= share * owed else "broken"


def possible(
    units: Iterable[Units],
    *,
    triggered: Span,
    waived: Span,
    share: Fraction,
    due: int | None,
    as_of: int,
    stopped: bool = False,
    missing: Missing | None = None,
) -> Found:
    """Everything that some completion gives for units due on one day."""
    on_time, late, both = _sums(units, due, missing or Missing())
    found = Found()
    least, most = triggered[0] - waived[1], triggered[1] - waived[0]
    if least <= 0:
        if triggered[0] == 0 and waived[0] == 0:
            found.add("not_triggered", 0, 0, 0)
        if waived[1] > 0:
            found.add("waived", 0, 0, 0)
    for owed in _owed_to_try(max(1, least), most, share, (*on_time, *late, *both)):
        need = math.ceil(share * owed)
        for kept in _within(on_time, (0, 1, need - 1, need, owed - 1, owed)):
            bounds = max(late[0], both[0] - kept), min(late[1], both[1] - kept)
            for after in _within(bounds, (0, 1, need - kept - 1, need - kept)):
                counted = min(kept, owed)
                too_late = min(after, owed - counted)
                verdict = verdict_of(counted, too_late, owed, share, due=due, as_of=as_of, stopped=stopped)
                found.add(verdict, counted, too_late, owed)
    return found


def _sums(units: Iterable[Units], due: int | None, missing: Missing) -> tuple[Span, Span, Span]:
    """Between which bounds the units on time, the late ones and all of them lie."""
    punctual, tardy, either = [0, 0], [0, 0], [0, 0]
    for row in units:
        kind = either
        if due is None or row.last <= due:
            kind = punctual
        elif row.first > due:
            kind = tardy
        kind[0] += row.least
        kind[1] += row.most
    least = punctual[0] + tardy[0] + either[0]
    most = punctual[1] + tardy[1] + either[1] + missing.between(0, PLENTY)
    punctual[1] += missing.between(0, PLENTY if due is None else due)
    tardy[1] += 0 if due is None else missing.between(due + 1, PLENTY)
    return (punctual[0], punctual[1] + either[1]), (tardy[0], tardy[1] + either[1]), (least, most)


def _within(bounds: Span, values: Iterable[int]) -> list[int]:
    """Both bounds and the values between them; nothing where the bounds leave no room."""
    if bounds[0] > bounds[1]:
        return []
    return sorted({*bounds, *(value for value in values if bounds[0] <= value <= bounds[1])})


def _owed_to_try(least: int, most: int, share: Fraction, sums: Sequence[int]) -> list[int]:
    if most - least <= ALL_TRIED:
        return list(range(least, most + 1))
    near = (
        value + step
        for total in (1, *sums)
        for value in (total, math.floor(Fraction(total) / share))
        for step in (-1, 0, 1, 2)
    )
    return _within((least, most), (least + 1, most - 1, *near))


def possible_over(
    units: Sequence[Units],
    periods: Sequence[Span],
    *,
    amount: int,
    waived: Span,
    share: Fraction,
    if_none: str = "not_due",
    missing: Missing | None = None,
) -> tuple[Found, bool]:
    """Everything that some completion gives for so many units in each period; whether all was tried."""
    found = Found()
    if not periods:
        found.add(if_none, 0, 0, 0)
        return found, True
    fewest, is_tried = _fewest(units, periods, amount)
    most, is_most = _most(units, periods, amount, missing or Missing())
    for owed in range(amount * len(periods) - waived[1], amount * len(periods) - waived[0] + 1):
        for kept in _within((fewest, most), (math.ceil(share * owed) - 1, math.ceil(share * owed))):
            if owed <= 0:
                found.add("waived", 0, 0, 0)
            else:
                verdict = "kept" if kept >= share * owed else "broken"
                found.add(verdict, min(kept, owed), 0, owed)
    return found, is_tried and is_most


def _fewest(units: Sequence[Units], periods: Sequence[Span], amount: int) -> tuple[int, bool]:
    """The fewest units that can count: each lot of sure ones falls into one period, in the worst way there is."""
    whole = periods[0][0], periods[-1][1]
    sure = [row for row in units if row.least and whole[0] <= row.first and row.last <= whole[1]]
    choices = [
        [n for n, (first, last) in enumerate(periods) if row.first <= last and first <= row.last]
        for row in sure
    ]
    if math.prod(map(len, choices)) > MOST_TRIED:
        return 0, False
    return min(_fills(sure, choices, [0] * len(periods), amount)), True


def _fills(
    sure: Sequence[Units], choices: Sequence[Sequence[int]], filled: list[int], amount: int
) -> Iterator[int]:
    if not sure:
        yield sum(min(amount, units) for units in filled)
        return
    for period in choices[0]:
        filled[period] += sure[0].least
        yield from _fills(sure[1:], choices[1:], filled, amount)
        filled[period] -= sure[0].least


def _most(units: Sequence[Units], periods: Sequence[Span], amount: int, missing: Missing) -> tuple[int, bool]:
    """The most units that can count, or so many at least; whether no more can.

    Lots fill periods first, and what may be missing goes into the room they leave. That may not be the most, so
    every set of periods is tried in which lots and bounds give out before the amount is reached (Hall, 1935).
    """
    filled, room = _most_of_lots(units, periods, amount)
    found = filled + missing.within(periods, room)
    if not missing.pieces or found == amount * len(periods):
        return found, True
    if len(periods) > MOST_PERIODS:
        return found, False
    most = amount * len(periods)
    for size in range(1, len(periods) + 1):
        for short in combinations(periods, size):
            reaching = (row.most for row in units if any(row.first <= b and a <= row.last for a, b in short))
            given_out = sum(reaching) + missing.within(short, [PLENTY] * size)
            most = min(most, given_out + amount * (len(periods) - size))
    return most, True


def _most_of_lots(units: Sequence[Units], periods: Sequence[Span], amount: int) -> tuple[int, list[int]]:
    """The most units of lots that can count, and the room they leave: a greatest flow, path by path."""
    left = [row.most for row in units]
    room = [amount] * len(periods)
    sent: dict[tuple[int, int], int] = {}
    can = [
        [n for n, (first, last) in enumerate(periods) if row.first <= last and first <= row.last]
        for row in units
    ]
    # A lot without end fills every period that it reaches; the others need not.
    for lot, row in enumerate(units):
        if row.most >= PLENTY:
            for period in can[lot]:
                room[period] = 0
    filled = {period for period, left_over in enumerate(room) if left_over == 0}
    can = [[period for period in reached if period not in filled] for reached in can]
    total = amount * len(filled)
    for lot in range(len(units)):
        while left[lot] and (path := _path(lot, can, room, sent)):
            moved = min(left[lot], room[path[-1][1]], *(sent[back] for back in path[1::2]))
            for number, step in enumerate(path):
                sent[step] = sent.get(step, 0) + (-moved if number % 2 else moved)
            left[lot] -= moved
            room[path[-1][1]] -= moved
            total += moved
    return total, room


def _path(
    lot: int, can: Sequence[Sequence[int]], room: Sequence[int], sent: dict[tuple[int, int], int]
) -> list[tuple[int, int]]:
    """Steps from a lot to a period with room: forward to a period, back along what another lot sent there."""
    open_lots: deque[tuple[int, list[tuple[int, int]]]] = deque([(lot, [])])
    seen: set[int] = set()
    while open_lots:
        here, steps = open_lots.popleft()
        for period in can[here]:
            if period in seen:
                continue
            seen.add(period)
            onward = [*steps, (here, period)]
            if room[period]:
                return onward
            open_lots.extend(
                (other, [*onward, (other, period)])
                for other in range(len(can))
                if sent.get((other, period), 0) > 0 and other != here
            )
    return []
