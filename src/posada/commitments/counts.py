"""The verdict engine: which verdicts hold under some completion of what is missing, by counting alone.

A flow is a number of units delivered on some day between two, both known within bounds only; what the record
may lack is a flow too, of nothing or more. A completion picks a number and days for each flow. Over all
completions the units on time, the late ones and their sum fill a range each, and every choice within the three
ranges can happen (they are generalised polymatroids, whose sums are told by their bounds: Frank and Tardos,
1988). So a verdict is possible just when a few bounds allow it, and no completion need be listed.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
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

MOST_CHOICES = 4096
"""Choices of days tried for flows that are sure but spread over several periods; beyond, they count for none."""


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

    def and_also(self, other: Outcome) -> Outcome:
        """What is possible if both of two outcomes allow it, each of which allows all that may be so."""
        return Outcome(
            self.verdicts & other.verdicts,
            *(
                (max(mine[0], theirs[0]), min(mine[1], theirs[1]))
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
    return Outcome(frozenset(found), _capped(on_time, owed), _late(on_time, late, together, owed), owed)


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


def _capped(units: Range, owed: Range) -> Range:
    return min(units[0], owed[0]), min(units[1], owed[1])


def _late(on_time: Range, late: Range, together: Range, owed: Range) -> Range:
    """The least and most late units that count: what comes beyond what is owed does not."""
    least = min(owed[0], on_time[1] + late[0]) - min(owed[0], on_time[1])
    reached = on_time[0] + min(late[1], together[1] - on_time[0])
    return least, min(owed[1], reached) - min(owed[1], on_time[0])


def outcome_of_periods(
    flows: Sequence[Flow],
    periods: Sequence[Range],
    *,
    amount: int,
    waived: Range = (0, 0),
    share: Fraction = Fraction(1),
    when_none: Verdict = "not_due",
) -> Outcome:
    """The possible verdicts on a promise of `amount` units in each of these ended periods, one after another.

    Units count for the period they come in, up to its amount: a bus too many today is no bus tomorrow, so
    nothing is ever late. Units that were waived are owed in no period. Where no period has ended, the
    verdict is `when_none`.

    Fifteen buses a day on two days, six and five on a complete record:

    >>> found = outcome_of_periods([Flow(1, 1, 6, 6), Flow(2, 2, 5, 5)], [(1, 1), (2, 2)], amount=15)
    >>> sorted(found.verdicts), found.kept, found.owed
    (['broken'], (11, 11), (30, 30))
    """
    if not periods:
        return Outcome(frozenset({when_none}), (0, 0), (0, 0), (0, 0))
    whole = amount * len(periods)
    owed = (max(0, whole - waived[1]), max(0, whole - waived[0]))
    kept = (_fewest_kept(flows, periods, amount), _most_kept(flows, periods, amount))
    found: set[Verdict] = set()
    if owed[0] == 0:
        found.add("waived")
    if owed[1] > 0 and kept[1] >= needed(max(1, owed[0]), share):
        found.add("kept")
    if owed[1] > 0 and kept[0] < needed(owed[1], share):
        found.add("broken")
    return Outcome(frozenset(found), _capped(kept, owed), (0, 0), owed)


def _most_kept(flows: Sequence[Flow], periods: Sequence[Range], amount: int) -> int:
    """The most units that can count: each period takes first the flows that end first (Glover, 1967)."""
    waiting: list[tuple[int, int, int]] = []
    coming = sorted(flows, key=lambda flow: flow.first)
    at = kept = 0
    for first, last in periods:
        while at < len(coming) and coming[at].first <= last:
            heapq.heappush(waiting, (coming[at].last, at, coming[at].most))
            at += 1
        room = amount
        while waiting and room:
            ends, number, units = heapq.heappop(waiting)
            if ends < first:
                continue
            taken = min(room, units)
            room -= taken
            kept += taken
            if units > taken:
                heapq.heappush(waiting, (ends, number, units - taken))
    return kept


def _fewest_kept(flows: Sequence[Flow], periods: Sequence[Range], amount: int) -> int:
    """The fewest units that can count: sure flows pile up in one period each, for that wastes most."""
    certain = [0] * len(periods)
    spread: list[tuple[range, int]] = []
    for flow in flows:
        if flow.least == 0 or flow.first < periods[0][0] or flow.last > periods[-1][1]:
            continue
        touched = [
            number
            for number, (first, last) in enumerate(periods)
            if flow.first <= last and flow.last >= first
        ]
        if len(touched) == 1:
            certain[touched[0]] += flow.least
        else:
            spread.append((range(touched[0], touched[-1] + 1), flow.least))
    if math.prod(len(choices) for choices, _ in spread) > MOST_CHOICES:
        spread = []
    fewest = ANY
    for choice in product(*(choices for choices, _ in spread)):
        filled = certain.copy()
        for number, (_, units) in zip(choice, spread, strict=True):
            filled[number] += units
        fewest = min(fewest, sum(min(amount, units) for units in filled))
    return fewest
