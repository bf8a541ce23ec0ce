"""What a record may lack within declared bounds: units are put on the earliest days that still hold some.

Every bound is about days one after another, so whoever takes what the earliest day allows never takes too much:
a unit put there earlier uses up no bound that the next one in its place would have left.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from posada.programme.tables import Coverage

Span = tuple[int, int]
PLENTY = 10**12
"""Stands for any number, as in the tables."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Days in pieces, each with the numbers of the bounds that hold for it, and the units of every bound."""

    pieces: tuple[tuple[int, int, tuple[int, ...]], ...] = ()
    most: tuple[int, ...] = ()

    def between(self, first: int, last: int) -> int:
        """The most units that may be missing on days from one to another."""
        return self.within([(first, last)], [PLENTY])

    def within(self, spans: Sequence[Span], room: Sequence[int]) -> int:
        """The most units that may be missing in spans one after another, with room for so many in each."""
        left, free, found = list(self.most), list(room), 0
        for number, (first, last) in enumerate(spans):
            for begins, ends, bounds in self.pieces:
                if begins <= last and first <= ends:
                    taken = min(free[number], *(left[bound] for bound in bounds))
                    free[number] -= taken
                    found += taken
                    for bound in bounds:
                        left[bound] -= taken
        return found


def missing_and_open(
    coverage: Sequence[Coverage], made: dt.date, today: dt.date
) -> tuple[Missing, list[Span]]:
    """What bounds allow to be missing from the promise to today, and the runs of days without any bound."""
    rows = [row for row in coverage if row.event == "delivered"]
    bounded = [row for row in rows if row.completeness == "partial" and row.missing_at_most is not None]
    whole = [row for row in rows if row.completeness == "complete"]
    held: dict[int, tuple[int, ...]] = {}
    for number in range(made.toordinal(), today.toordinal() + 1):
        day = dt.date.fromordinal(number)
        if not any(holds(row, day) for row in whole):
            held[number] = tuple(at for at, row in enumerate(bounded) if holds(row, day))
    pieces = _pieces(held)
    missing = tuple((first, last, held[first]) for first, last in pieces if held[first])
    return (
        Missing(missing, tuple(row.missing_at_most or 0 for row in bounded)),
        [(first, last) for first, last in pieces if not held[first]],
    )


def _pieces(held: dict[int, tuple[int, ...]]) -> list[Span]:
    """The days in runs for which the same bounds hold."""
    found: list[Span] = []
    for number, bounds in held.items():
        if found and found[-1][1] == number - 1 and held[number - 1] == bounds:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found


def holds(row: Coverage, day: dt.date) -> bool:
    """Whether a row of coverage is about a day."""
    return row.from_on <= day <= row.until_on
