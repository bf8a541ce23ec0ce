"""The verdict on units owed in each period, one after another: the fewest and the most that can count."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import product

from posada.commitments.counts import ANY, Flow, Outcome, Range, Verdict, capped, needed
from posada.commitments.lacking import Lacking

MOST_CHOICES = 4096
"""Choices of days tried for flows that are sure but spread over several periods; beyond, they count for none."""


def outcome_of_periods(
    flows: Sequence[Flow],
    periods: Sequence[Range],
    *,
    amount: int,
    waived: Range = (0, 0),
    share: Fraction = Fraction(1),
    when_none: Verdict = "not_due",
    gap: Lacking | None = None,
) -> Outcome:
    """The possible verdicts on a promise of `amount` units in each of these ended periods, one after another.

    Units count for the period they come in, up to its amount: a bus too many today is no bus tomorrow, so
    nothing is ever late. Units that were waived are owed in no period. Where no period has ended, the
    verdict is `when_none`. Beside the flows, what `gap` bounds may have come.

    Fifteen buses a day on two days, six and five on a complete record:

    >>> found = outcome_of_periods([Flow(1, 1, 6, 6), Flow(2, 2, 5, 5)], [(1, 1), (2, 2)], amount=15)
    >>> sorted(found.verdicts), found.kept, found.owed
    (['broken'], (11, 11), (30, 30))
    """
    if not periods:
        return Outcome(frozenset({when_none}), (0, 0), (0, 0), (0, 0))
    whole = amount * len(periods)
    owed = (max(0, whole - waived[1]), max(0, whole - waived[0]))
    kept = (_fewest_kept(flows, periods, amount), _most_kept(flows, periods, amount, gap or Lacking()))
    found: set[Verdict] = set()
    if owed[0] == 0:
        found.add("waived")
    if owed[1] > 0 and kept[1] >= needed(max(1, owed[0]), share):
        found.add("kept")
    if owed[1] > 0 and kept[0] < needed(owed[1], share):
        found.add("broken")
    return Outcome(frozenset(found), capped(kept, owed), (0, 0), owed)


def _most_kept(flows: Sequence[Flow], periods: Sequence[Range], amount: int, gap: Lacking) -> int:
    """The most units that can count, as the least that holds them back.

    What holds them back in a period is either its amount, or else all flows that reach it and bounds that cover
    every day of it on which units may be missing. One way of choosing for each period is cheapest, and no more can
    count than it costs; a flow or a bound that was paid for one period is paid for the next. Walking over the
    periods, it is enough to remember since which period flows are paid, and up to which run of days bounds are.
    """
    runs = _runs_by_period(periods, gap)
    ends_of = _ends_by_start(gap)
    alone, joining = _by_first_period(flows, periods)
    lots: list[tuple[int, int, int]] = []
    least: dict[tuple[int, int], int] = {(-1, -1): 0}
    for number in range(len(periods)):
        lots = [*lots, *joining[number]]
        onward = [lot for lot in lots if lot[1] > number]
        starts = sorted({first for first, _, _ in onward})
        done = runs[number][-1] if runs[number] else -1
        if done >= 0 and gap.bounded[done][1] > periods[number][1]:
            done -= 1
        after: dict[tuple[int, int], int] = {}
        for (paid, reach), cost in least.items():
            _keep_least(after, (_latest(starts, paid), max(reach, done)), cost + amount)
            fees = cost + alone[number] + sum(most for first, _, most in lots if first > paid)
            if fees >= ANY:
                continue
            for further, price in _ways_to_cover(runs[number], reach, ends_of).items():
                _keep_least(after, (_latest(starts, number), max(further, done)), fees + price)
        least, lots = after, onward
    return min(least.values())


def _keep_least(costs: dict[tuple[int, int], int], state: tuple[int, int], cost: int) -> None:
    if cost < costs.get(state, ANY * ANY):
        costs[state] = cost


def _latest(starts: Sequence[int], number: int) -> int:
    """The latest of the starts up to a period, which stands for all between: what began by then is paid."""
    at = bisect_right(starts, number)
    return starts[at - 1] if at else -1


def _by_first_period(
    flows: Iterable[Flow], periods: Sequence[Range]
) -> tuple[list[int], list[list[tuple[int, int, int]]]]:
    """The most units of flows within each period, and the flows over several, by the first of them."""
    firsts, lasts = [first for first, _ in periods], [last for _, last in periods]
    alone = [0] * len(periods)
    joining: list[list[tuple[int, int, int]]] = [[] for _ in periods]
    for flow in flows:
        first, last = bisect_left(lasts, flow.first), bisect_right(firsts, flow.last) - 1
        if first == last:
            alone[first] += flow.most
        elif first < last:
            joining[first].append((first, last, flow.most))
    return alone, joining


def _runs_by_period(periods: Sequence[Range], gap: Lacking) -> list[range]:
    """The numbers of the bounded runs that share a day with each period."""
    firsts, lasts = [first for first, _ in gap.bounded], [last for _, last in gap.bounded]
    return [range(bisect_left(lasts, first), bisect_right(firsts, last)) for first, last in periods]


def _ends_by_start(gap: Lacking) -> list[list[tuple[int, int]]]:
    """For each bounded run, the last run and the units of every bound that holds for it."""
    found: list[list[tuple[int, int]]] = [[] for _ in gap.bounded]
    for bound in gap.bounds:
        for number in range(bound.start, bound.end):
            found[number].append((bound.end - 1, bound.most))
    return found


def _ways_to_cover(
    runs: Iterable[int], reach: int, ends_of: Sequence[Sequence[tuple[int, int]]]
) -> dict[int, int]:
    """Up to which run bounds may reach that cover these runs, and what they add up to at the least."""
    ways = {reach: 0}
    for run in runs:
        onward: dict[int, int] = {}
        for covered, price in ways.items():
            options = [(covered, 0)] if covered >= run else ends_of[run]
            for end, most in options:
                onward[end] = min(onward.get(end, ANY), price + most)
        ways = onward
    return ways


def _fewest_kept(flows: Sequence[Flow], periods: Sequence[Range], amount: int) -> int:
    """The fewest units that can count: sure flows pile up in one period each, for that wastes most."""
    certain = [0] * len(periods)
    spread: list[tuple[range, int]] = []
    firsts, lasts = [first for first, _ in periods], [last for _, last in periods]
    for flow in flows:
        if flow.least == 0 or flow.first < periods[0][0] or flow.last > periods[-1][1]:
            continue
        touched = range(bisect_left(lasts, flow.first), bisect_right(firsts, flow.last))
        if len(touched) == 1:
            certain[touched[0]] += flow.least
        elif touched:
            spread.append((touched, flow.least))
    if math.prod(len(choices) for choices, _ in spread) > MOST_CHOICES:
        spread = []
    fewest = ANY
    for choice in product(*(choices for choices, _ in spread)):
        filled = certain.copy()
        for number, (_, units) in zip(choice, spread, strict=True):
            filled[number] += units
        fewest = min(fewest, sum(min(amount, units) for units in filled))
    return fewest
