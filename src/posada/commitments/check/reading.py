"""From the rows that count to what a check enumerates: units and days, what is owed, who may be believed."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from posada.commitments.check.case import Case
from posada.commitments.check.days import DAY, Series, due_days, ended_periods
from posada.commitments.check.missing import PLENTY, Missing, Span, holds, missing_and_open
from posada.commitments.check.possible import MOST_TRIED, Found, Units, possible, possible_over
from posada.programme.tables import Commitment, Coverage, Delivery

MOST_SPANS = 512
"""Of more pairs of a first and a last day, the outermost are tried, and an answer may hold more than they give."""


def found_again(case: Case, commitment: Commitment) -> tuple[Found, bool] | None:
    """Everything that is possible for a commitment before something took its place; whether all was tried.

    None where so many counts compete that nobody could try every reading.
    """
    found, is_tried = Found(), True
    if commitment.verifiability == "not_as_stated" or commitment.act == "prohibition":
        found.add("unverifiable", 0, 0, 0)
        return found, True
    sets = _rival_sets(case.evidence(commitment))
    if math.prod(map(len, sets)) > MOST_TRIED:
        return None
    for chosen in product(*sets):
        rows = list(chosen)
        if commitment.deadline == "recurring":
            is_tried &= _add_recurring(found, case, commitment, rows)
        else:
            _add_single(found, case, commitment, rows)
    return found, is_tried


def _rival_sets(rows: Sequence[Delivery]) -> list[list[Delivery]]:
    """The record in sets of competing counts, of which one is true; most sets hold one row."""
    named = {row.competes_with_delivery_id for row in rows}
    rivals = [row for row in rows if row.competes_with_delivery_id or row.delivery_id in named]
    sets: list[list[Delivery]] = []
    for row in rivals:
        mine = [row]
        for other in [each for each in sets if any(_compete(row, it) for it in each)]:
            mine += other
            sets.remove(other)
        sets.append(mine)
    alone = {row.delivery_id for row in rivals}
    return sets + [[row] for row in rows if row.delivery_id not in alone]


def _compete(one: Delivery, other: Delivery) -> bool:
    return (
        one.competes_with_delivery_id == other.delivery_id
        or other.competes_with_delivery_id == one.delivery_id
    )


def _add_single(found: Found, case: Case, commitment: Commitment, rows: Sequence[Delivery]) -> None:
    as_of = case.terms.as_of
    units, missing = _units(case, commitment, rows)
    due = due_days(case, commitment)
    tries: list[tuple[dt.date | None, bool]] = [(day, due.is_stopped) for day in due.days or (None,)]
    if due.may_be_stopped:
        tries.append((None, True))
    for day, is_stopped in tries:
        by = as_of if day is None else min(day, as_of)
        triggered = _triggered(case, commitment, rows, by)
        if commitment.amount is None and triggered[0]:
            triggered = max(triggered[0], sum(row.least for row in units)), triggered[1]
        for is_suspended in _suspended(rows, by):
            stands_still = is_stopped or is_suspended
            found.join(
                possible(
                    units,
                    triggered=triggered,
                    waived=_waived(rows, as_of),
                    share=Fraction(str(commitment.target_share)),
                    due=None if day is None or stands_still else day.toordinal(),
                    as_of=as_of.toordinal(),
                    stopped=stands_still,
                    missing=missing,
                )
            )


def _suspended(rows: Sequence[Delivery], by: dt.date) -> list[bool]:
    """Whether a suspension may have come by a day, and whether it may not."""
    events = [row for row in rows if row.event == "suspended" and row.from_on <= by]
    if any(_is_sure(row, by) for row in events):
        return [True]
    return [False, True] if events else [False]


def _add_recurring(found: Found, case: Case, commitment: Commitment, rows: Sequence[Delivery]) -> bool:
    series = ended_periods(case, commitment)
    of_periods = Found()
    bindings = _binding_days(case, commitment, rows)
    stops = _first_days(case, commitment, rows, "suspended")
    is_tried = len(bindings) * len(stops) <= MOST_SPANS
    if not is_tried:
        bindings, stops = _outermost(bindings), _outermost(stops)
    for bound in bindings:
        if bound is None:
            found.add("not_triggered", 0, 0, 0)
            continue
        for stopped in stops:
            is_tried &= _add_periods(of_periods, case, commitment, rows, series, bound, stopped)
    if not of_periods.verdicts:
        return is_tried
    if series.goes_on == "unknown":
        unknown = ["kept", "broken", "not_due", "suspended"]
        unknown += ["not_triggered"] if commitment.act == "request" or commitment.antecedent else []
        unknown += ["waived"] if _waived(rows, case.terms.as_of)[1] else []
        for verdict in unknown:
            of_periods.add(verdict, 0, 0, 0)
            of_periods.add(verdict, PLENTY, 0, PLENTY)
    found.join(of_periods)
    return is_tried


def _outermost(days: Sequence[dt.date | None]) -> list[dt.date | None]:
    """The first and the last of some days, and whether there may be none."""
    named = [day for day in days if day is not None]
    return [*dict.fromkeys([*named[:1], *named[-1:]]), *([None] if None in days else [])]


def _add_periods(
    found: Found,
    case: Case,
    commitment: Commitment,
    rows: Sequence[Delivery],
    series: Series,
    bound: dt.date,
    stopped: dt.date | None,
) -> bool:
    """Add what is possible over the periods from the day it bound to the day it was suspended."""
    begun = [period for period in series.periods if period[0] >= bound]
    chosen = [period for period in begun if stopped is None or period[1] < stopped]
    if_none = "not_due" if stopped is None and series.goes_on != "suspended" else "suspended"
    if series.periods and not begun and series.goes_on == "over":
        if_none = "not_triggered"
    units, missing = _units(case, commitment, rows)
    one, is_tried = possible_over(
        units,
        [(first.toordinal(), last.toordinal()) for first, last in chosen],
        amount=commitment.amount or 1,
        waived=_waived(rows, case.terms.as_of),
        share=Fraction(str(commitment.target_share)),
        if_none=if_none,
        missing=missing,
    )
    found.join(one)
    return is_tried


def _binding_days(case: Case, commitment: Commitment, rows: Sequence[Delivery]) -> list[dt.date | None]:
    """The days on which a recurring commitment may have begun to bind; None: perhaps it never did."""
    found: list[dt.date | None] = [commitment.made_on]
    conditions = [("accepted", commitment.act == "request"), ("triggered", bool(commitment.antecedent))]
    for event, applies in conditions:
        if applies:
            days = _first_days(case, commitment, rows, event)
            pairs = list(product(found, days))
            found = [None if one is None or other is None else max(one, other) for one, other in pairs]
            found = sorted({day for day in found if day is not None}) + [None] * (None in found)
    return found


def _first_days(
    case: Case, commitment: Commitment, rows: Sequence[Delivery], event: str
) -> list[dt.date | None]:
    """The days on which an event may have come for the first time; None: perhaps it never did."""
    today = case.terms.as_of
    named = [row for row in rows if row.event == event and (event != "triggered" or row.amount_hi)]
    sure = [row for row in named if _is_sure(row, today) and (event != "triggered" or row.amount_lo)]
    latest = min((row.until_on or row.from_on for row in sure), default=today)
    found: list[dt.date | None] = []
    first = min([commitment.made_on, *(row.from_on for row in named)])
    for number in range(first.toordinal(), latest.toordinal() + 1):
        day = dt.date.fromordinal(number)
        is_named = any(row.from_on <= day <= (row.until_on or row.from_on) for row in named)
        if is_named or (day >= commitment.made_on and _is_unwatched(case, commitment, event, named, day)):
            found.append(day)
    return found if sure else [*found, None]


def _is_unwatched(
    case: Case, commitment: Commitment, event: str, named: Sequence[Delivery], day: dt.date
) -> bool:
    """Whether an event that no row names may have come on a day."""
    if event == "triggered":
        return not is_vouched_for(case.coverage(commitment), "triggered", day, day)
    return event == "accepted" and not named


def _units(case: Case, commitment: Commitment, rows: Sequence[Delivery]) -> tuple[list[Units], Missing]:
    """What is on record and what the record may lack, between the promise and the day of the answer."""
    made, today = commitment.made_on, case.terms.as_of
    found = []
    for row in rows:
        last = row.until_on or row.from_on
        if row.event == "delivered" and row.amount_hi is not None:
            is_sure = row.status != "disputed" and made <= row.from_on and last <= today
            days = max(made, row.from_on).toordinal(), min(today, last).toordinal()
            found.append(Units(*days, (row.amount_lo or 0) if is_sure else 0, row.amount_hi))
    missing, unbounded = missing_and_open(case.coverage(commitment), made, today)
    return found + [Units(*days, 0, PLENTY) for days in unbounded], missing


def is_vouched_for(coverage: Sequence[Coverage], event: str, first: dt.date, last: dt.date) -> bool:
    """Whether somebody vouches that every event of a kind from one day to another is on record."""
    rows = [row for row in coverage if row.event == event and row.completeness == "complete"]
    days = (first + number * DAY for number in range((last - first).days + 1))
    return all(any(holds(row, day) for row in rows) for day in days)


def _triggered(case: Case, commitment: Commitment, rows: Sequence[Delivery], by: dt.date) -> Span:
    """How many units were owed by a day, before any is waived: what came to be owed later was not owed then."""
    most = PLENTY if commitment.amount is None else commitment.amount
    least = 1 if commitment.amount is None else commitment.amount
    if commitment.act == "request":
        answers = [row for row in rows if row.event == "accepted"]
        if answers and all(row.from_on > by for row in answers):
            return 0, 0
        if not any(_is_sure(row, by) for row in answers):
            least = 0
    if not commitment.antecedent:
        return least, most
    events = [row for row in rows if row.event == "triggered" and row.from_on <= by]
    sure = sum(row.amount_lo or 0 for row in events if _is_sure(row, by)) if least else 0
    if is_vouched_for(case.coverage(commitment), "triggered", commitment.made_on, by):
        most = min(most, sum(row.amount_hi or 0 for row in events))
    return min(sure, most), most


def _waived(rows: Sequence[Delivery], today: dt.date) -> Span:
    events = [row for row in rows if row.event == "waived"]
    sure = sum(row.amount_lo or 0 for row in events if _is_sure(row, today))
    return sure, sum(row.amount_hi or 0 for row in events)


def _is_sure(row: Delivery, today: dt.date) -> bool:
    return row.status != "disputed" and (row.until_on or row.from_on) <= today
