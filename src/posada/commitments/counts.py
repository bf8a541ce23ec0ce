"""The verdict engine: which verdicts hold under some completion of what is missing, by counting alone.

A flow is a number of units delivered on some day between two, both known within bounds only; what the record
may lack is a flow too, of nothing or more. A completion picks a number and days for each flow. Over all
completions the units on time, the late ones and their sum fill a range each, and every choice within the three
ranges can happen (they are generalised polymatroids, whose sums are told by their bounds: Frank and Tardos,
1988). So a verdict is possible just when a few bounds allow it, and no completion need be listed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Verdict = Literal[
    "kept",
    "late",
    "partly_kept",
    "broken",
    "not_due",
    "not_triggered",
    "waived",
    "substituted",
    "suspended",
    "unverifiable",
]
Range = tuple[int, int]

ANY = 10**12
"""So many that no promise is larger: the upper end of what an open record may lack."""


@dataclass(frozen=True, slots=True)
class Flow:
    """Between `least` and `most` units, each delivered on some day from `first` to `last` (as ordinals)."""

    first: int
    last: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """The possible verdicts, and within which bounds units are kept, late, and owed at all."""

    verdicts: frozenset[Verdict]
    kept: Range
    late: Range
    owed: Range

    def or_else(self, other: Outcome) -> Outcome:
        """What is possible if it is not known which of two outcomes holds."""
        return Outcome(
            self.verdicts | other.verdicts,
            *(
                (min(mine[0], theirs[0]), max(mine[1], theirs[1]))
                for mine, theirs in (
                    (self.kept, other.kept),
                    (self.late, other.late),
                    (self.owed, other.owed),
                )
            ),
        )


def needed(units: int, share: Fraction) -> int:
    """How many of so many units reach the target share.

    >>> needed(30, Fraction(1)), needed(30, Fraction("0.75"))
    (30, 23)
    """
    return math.ceil(units * share)


def outcome(
    flows: Iterable[Flow],
    *,
    triggered: Range,
    waived: Range = (0, 0),
    share: Fraction = Fraction(1),
    due: int | None,
    as_of: int,
    stopped: bool = False,
) -> Outcome:
    """The possible verdicts on units that are all due on one day.

    `due` is None if nobody can say the day: then nothing is ever late or broken. `stopped` says that the clock
    stands still without an announced end. Flows lie between the promise and `as_of`.

    Ten desks by day 5, of which four are on record and the record is complete:

    >>> sorted(outcome([Flow(3, 3, 4, 4)], triggered=(10, 10), due=5, as_of=9).verdicts)
    ['broken']

    The same if the record may lack some up to day 5:

    >>> sorted(outcome([Flow(3, 3, 4, 4), Flow(1, 5, 0, ANY)], triggered=(10, 10), due=5, as_of=9).verdicts)
    ['broken', 'kept']
    """
    on_time, late, together = _bounds(flows, due)
    owed = (max(0, triggered[0] - waived[1]), max(0, triggered[1] - waived[0]))
    found: set[Verdict] = set()
    if triggered[0] - waived[1] <= 0:
        if waived[1] >= max(1, triggered[0]):
            found.add("waived")
        if triggered[0] == 0 and waived[0] == 0:
            found.add("not_triggered")
    if owed[1] > 0:
        fewest, most = needed(max(1, owed[0]), share), needed(owed[1], share)
        if on_time[1] >= fewest:
            found.add("kept")
        if on_time[0] < most:
            found |= _unmet(on_time, late, together, (fewest, most), due, as_of, stopped=stopped)
    return Outcome(frozenset(found), capped(on_time, owed), _late(on_time, late, together, owed), owed)


def _bounds(flows: Iterable[Flow], due: int | None) -> tuple[Range, Range, Range]:
    """Within which bounds units come on time, late, and at all."""
    time_lo = time_hi = late_lo = late_hi = all_lo = all_hi = 0
    for flow in flows:
        all_lo += flow.least
        all_hi += flow.most
        if due is None or flow.last <= due:
            time_lo += flow.least
            time_hi += flow.most
        elif flow.first > due:
            late_lo += flow.least
            late_hi += flow.most
        else:
            time_hi += flow.most
            late_hi += flow.most
    return (time_lo, time_hi), (late_lo, late_hi), (all_lo, all_hi)


def _unmet(
    on_time: Range,
    late: Range,
    together: Range,
    need: Range,
    due: int | None,
    as_of: int,
    *,
    stopped: bool,
) -> set[Verdict]:
    """The possible verdicts where too few units come on time."""
    if due is None:
        if stopped:
            return {"suspended"}
        found: set[Verdict] = {"not_due"} if on_time[0] == 0 else set()
        if on_time[1] >= 1 and max(1, on_time[0]) < need[1]:
            found.add("partly_kept")
        return found
    if as_of <= due:
        return {"not_due"}
    found = set()
    # Late at best: fewer than needed on time, enough with the late ones, for one of the possible needs.
    lowest = max(need[0], on_time[0] + 1)
    if late[1] >= 1 and lowest <= min(need[1], together[1], on_time[1] + late[1]):
        found.add("late")
    if together[0] < need[1]:
        found.add("broken")
    return found


def capped(units: Range, owed: Range) -> Range:
    """So many units as count: what comes beyond what is owed does not."""
    return min(units[0], owed[0]), min(units[1], owed[1])


def _late(on_time: Range, late: Range, together: Range, owed: Range) -> Range:
    """The least and most late units that count: what comes beyond what is owed does not."""
    least = min(owed[0], on_time[1] + late[0]) - min(owed[0], on_time[1])
    reached = on_time[0] + min(late[1], together[1] - on_time[0])
    return least, min(owed[1], reached) - min(owed[1], on_time[0])
