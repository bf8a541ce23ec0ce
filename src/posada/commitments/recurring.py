"""The verdict on a promise that is due again and again: over the periods in which it bound and was not suspended."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from fractions import Fraction
from functools import reduce

from posada.commitments.counts import ANY, Flow, Outcome, Range, Verdict
from posada.commitments.lacking import Lacking
from posada.commitments.lifecycle import Standing
from posada.commitments.periods import outcome_of_periods
from posada.commitments.problem import Evidence, Problem
from posada.commitments.records import Moments, binding_moments, suspension_moments, waived_of
from posada.commitments.terms import Periods, periods_of
from posada.programme.tables import Delivery

MOST_SPANS = 512
"""So many first and last periods are weighed one by one; beyond, periods may have been kept or broken."""

Span = tuple[int, int, Verdict]
"""The number of the first period and of the one behind the last, and the verdict if there is none between."""


def outcome_of_recurring(
    problem: Problem,
    evidence: Evidence,
    standing: Standing,
    rows: Sequence[Delivery],
    flows: Sequence[Flow],
    gap: Lacking,
) -> Outcome:
    """The verdicts and counts on a commitment that is due again and again.

    It is measured over the periods that have ended, from the first that began when it bound to the last that
    ended before it was suspended. Where the calendar is not known so far, more of them may have ended, kept or
    not.
    """
    commitment = evidence.commitment
    until = standing.successor.made_on if standing.successor is not None else None
    periods = periods_of(commitment, problem.as_of, problem.calendars, until)
    ended = [(first.toordinal(), last.toordinal()) for first, last in periods.ended]
    binding = binding_moments(commitment, rows, evidence.coverage, problem.as_of)
    firsts = {0}
    for moments in binding:
        firsts = _later_of(firsts, _first_periods(ended, moments))
    possible = []
    if any(may_never for _, may_never in binding):
        possible.append(Outcome(frozenset({"not_triggered"}), (0, 0), (0, 0), (0, 0)))
    ends = _ends(ended, suspension_moments(rows, problem.as_of))
    spans: list[Span] = [
        (first, last, _without_periods(first, ended, periods, is_suspended=stopped))
        for first in sorted(firsts)
        for last, stopped in ends
    ]
    if spans:
        found = _outcome_of_spans(evidence, waived_of(rows, problem.as_of), flows, gap, ended, spans)
        possible.append(found)
        if not periods.is_whole:
            unknown: set[Verdict] = {"not_due", "kept", "broken", "suspended"}
            if binding:
                unknown.add("not_triggered")
            if waived_of(rows, problem.as_of)[1] > 0:
                unknown.add("waived")
            possible.append(Outcome(frozenset(unknown), (0, ANY), (0, 0), (0, ANY)))
    return reduce(Outcome.or_else, possible)


def _first_periods(ended: Sequence[Range], moments: Moments) -> set[int]:
    """Which period may be the first to begin on the day of binding or behind it; their number: none so far."""
    starts = [first for first, _ in ended]
    return {
        number
        for start, end in moments[0]
        for number in range(bisect_left(starts, start), bisect_left(starts, end) + 1)
    }


def _later_of(ones: set[int], others: set[int]) -> set[int]:
    """Which numbers may be the later of one of the ones and one of the others."""
    if not ones or not others:
        return set()
    return {one for one in ones if one >= min(others)} | {other for other in others if other >= min(ones)}


def _ends(ended: Sequence[Range], moments: Moments) -> list[tuple[int, bool]]:
    """How many periods may have ended before the suspension, and whether there was one."""
    lasts = [last for _, last in ended]
    found = {
        (number, True)
        for start, end in moments[0]
        for number in range(bisect_left(lasts, start), bisect_left(lasts, end) + 1)
    }
    return sorted(found | ({(len(ended), False)} if moments[1] else set()))


def _without_periods(first: int, ended: Sequence[Range], periods: Periods, *, is_suspended: bool) -> Verdict:
    """The verdict where no period is left: the condition came true when all were over, or none has ended yet."""
    if periods.is_over and ended and first == len(ended):
        return "not_triggered"
    return "suspended" if is_suspended or periods.is_stopped else "not_due"


def _outcome_of_spans(
    evidence: Evidence,
    waived: Range,
    flows: Sequence[Flow],
    gap: Lacking,
    ended: Sequence[Range],
    spans: Sequence[Span],
) -> Outcome:
    """What is possible if any of these spans of periods is the one in which it bound."""
    commitment = evidence.commitment
    amount = commitment.amount or 1

    def of_span(span: Span) -> Outcome:
        return outcome_of_periods(
            flows,
            ended[span[0] : span[1]],
            amount=amount,
            waived=waived,
            share=Fraction(str(commitment.target_share)),
            when_none=span[2],
            gap=gap,
        )

    if len(spans) <= MOST_SPANS:
        return reduce(Outcome.or_else, map(of_span, spans))
    numbers = [max(0, last - first) for first, last, _ in spans]
    owed = (max(0, amount * min(numbers) - waived[1]), max(0, amount * max(numbers) - waived[0]))
    possible: set[Verdict] = {when_none for first, last, when_none in spans if last <= first}
    possible |= {"kept", "broken"}
    if owed[0] == 0 and waived[1] > 0:
        possible.add("waived")
    return Outcome(frozenset(possible), (0, owed[1]), (0, 0), owed)
