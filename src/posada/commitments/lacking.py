"""What the record may lack where nobody vouches for it: any number, or what all bounds declared for a day allow."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from posada.commitments.counts import ANY, Flow, Range
from posada.programme.tables import Coverage


@dataclass(frozen=True, slots=True)
class Bound:
    """At most so many units in all the runs of days from one number up to, and without, another."""

    start: int
    end: int
    most: int


@dataclass(frozen=True, slots=True)
class Lacking:
    """The days of which a record says too little, as ordinals; days that a complete record covers are none of them.

    In the `open_runs` any number may be missing. The `bounded` runs are cut where a bound begins or ends, so that
    each bound holds for whole runs one after another; where several hold for a day, all of them do.
    """

    open_runs: tuple[Range, ...] = ()
    bounded: tuple[Range, ...] = ()
    bounds: tuple[Bound, ...] = ()


def lacking(coverage: Iterable[Coverage], first: dt.date, as_of: dt.date) -> Lacking:
    """What the record of deliveries may lack from a day up to `as_of`.

    >>> lacking([], dt.date(2021, 11, 25), dt.date(2021, 11, 26)).bounded
    ()
    """
    rows = [row for row in coverage if row.event == "delivered"]
    complete = [days_of(row) for row in rows if row.completeness == "complete"]
    limits = [
        (days_of(row), row.missing_at_most)
        for row in rows
        if row.completeness == "partial" and row.missing_at_most is not None
    ]
    whole = (first.toordinal(), as_of.toordinal())
    cuts = sorted({day for (start, end), _ in limits for day in (start, end + 1)})
    bounded: list[Range] = []
    for run in outside(whole, [*complete, *outside(whole, [days for days, _ in limits])]):
        bounded += _cut(run, cuts)
    starts = [start for start, _ in bounded]
    bounds = {
        Bound(bisect_left(starts, days[0]), bisect_right(starts, days[1]), most) for days, most in limits
    }
    return Lacking(
        tuple(outside(whole, [*complete, *(days for days, _ in limits)])),
        tuple(bounded),
        tuple(
            sorted(
                (bound for bound in bounds if bound.start < bound.end),
                key=lambda it: (it.start, it.end, it.most),
            )
        ),
    )


def _cut(run: Range, cuts: Sequence[int]) -> list[Range]:
    """A run of days in pieces, of which none holds the last day before a cut and the day behind it."""
    inner = [day for day in cuts if run[0] < day <= run[1]]
    return list(zip([run[0], *inner], [*(day - 1 for day in inner), run[1]], strict=True))


def days_of(row: Coverage) -> Range:
    """First and last day of a row of coverage, as ordinals."""
    return row.from_on.toordinal(), row.until_on.toordinal()


def outside(whole: Range, windows: Iterable[Range]) -> list[Range]:
    """The runs of days of `whole` that are in none of the windows.

    >>> outside((1, 9), [(2, 3), (3, 5)])
    [(1, 1), (6, 9)]
    """
    found = []
    start = whole[0]
    for first, last in sorted(windows):
        if first > start:
            found.append((start, min(first - 1, whole[1])))
        start = max(start, last + 1)
        if start > whole[1]:
            break
    if start <= whole[1]:
        found.append((start, whole[1]))
    return [run for run in found if run[0] <= run[1]]


def open_flows(gap: Lacking) -> list[Flow]:
    """Any number of units in each open run."""
    return [Flow(*run, 0, ANY) for run in gap.open_runs]


def flows_of_bounds(gap: Lacking) -> list[Flow]:
    """Flows that allow, by each day and after it, just what the bounds together allow.

    The most that may lie in some first runs is the cheapest way to cover them with bounds, for the columns of
    such a problem are runs of ones (Hoffman and Kruskal, 1956); so it is for the last runs. What becomes possible
    with a run is a flow that begins there, what becomes impossible behind a run is one that ends there.

    >>> rows = ((1, 3), (4, 5), (6, 9))
    >>> flows_of_bounds(Lacking((), rows, (Bound(0, 3, 5), Bound(1, 2, 2))))
    [Flow(first=1, last=9, least=0, most=5)]
    """
    ahead = _cheapest_covers(len(gap.bounded), [(it.start, it.end, it.most) for it in gap.bounds])
    size = len(gap.bounded)
    behind = _cheapest_covers(size, [(size - it.end, size - it.start, it.most) for it in gap.bounds])
    begins = [(gap.bounded[n][0], ahead[n + 1] - ahead[n]) for n in range(size)]
    ends = [(gap.bounded[n][1], behind[size - n] - behind[size - n - 1]) for n in range(size)]
    return _paired(begins, ends)


def _cheapest_covers(size: int, bounds: Iterable[tuple[int, int, int]]) -> list[int]:
    """For each number of first runs, the least sum of bounds that hold for all of them."""
    covering: list[list[tuple[int, int]]] = [[] for _ in range(size)]
    for start, end, most in bounds:
        for number in range(start, end):
            covering[number].append((start, most))
    least = [0]
    for number in range(size):
        least.append(min(least[start] + most for start, most in covering[number]))
    return least


def _paired(begins: Iterable[tuple[int, int]], ends: Iterable[tuple[int, int]]) -> list[Flow]:
    """Flows with these first and last days, each with so many units, the earliest with the earliest."""
    found = []
    waiting = [list(end) for end in ends if end[1]]
    at = 0
    for first, units in begins:
        while units:
            last, room = waiting[at]
            moved = min(units, room)
            found.append(Flow(first, last, 0, moved))
            units, waiting[at][1] = units - moved, room - moved
            at += not waiting[at][1]
    return found
