"""When a promise is due: a day, a range of days, periods, or no day at all, never a guess."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from posada.commitments import measure
from posada.commitments.terms import Due, due_of, periods_of
from posada.programme.deadlines import WorkingCalendar
from posada.programme.tables import Calendar, Closure

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import START, covered, delivery, on, programme, promise


def calendars(*closures: Closure, until: int = 60) -> dict[str, WorkingCalendar]:
    row = Calendar(calendar_id="c", verified_from=START, verified_until=on(until))
    return {"c": WorkingCalendar(row, closures)}


def after(days: int, first: int | None = 0, **more: object):
    from_on = None if first is None else on(first)
    return promise(deadline="after", due_on=None, from_event="filed", from_on=from_on, days=days, **more)


WORKING = {"day_kind": "working", "calendar_id": "c"}


def test_a_fixed_day_is_its_day() -> None:
    """Nothing is counted."""
    assert due_of(promise(), {}) == Due(on(10), on(10), has_day=True)


@pytest.mark.parametrize("kind", ["vague", "none"])
def test_vague_and_absent_deadlines_have_no_day(kind: str) -> None:
    """They can be kept, in part or not yet; a complete record of nothing does not break them."""
    terms = promise(deadline=kind, due_on=None, deadline_words="soon")
    assert due_of(terms, {}) == Due()
    found = measure(programme(commitments=(terms,), coverage=(covered(0, 40),))).assessment("k")
    assert found.verdicts == ("not_due",)
    assert "broken" not in measure(programme(commitments=(terms,))).assessment("k").verdicts


def test_working_days_are_counted_on_the_calendar() -> None:
    """Five working days from a Monday end on the next Monday, a holiday between."""
    holiday = Closure(calendar_id="c", kind="holiday", from_on=on(2))
    assert due_of(after(5, **WORKING), calendars()).on == on(7)
    assert due_of(after(5, **WORKING), calendars(holiday)).on == on(8)


def test_a_clock_whose_event_has_no_day_ends_nobody_knows_when() -> None:
    """Perhaps on the day of the promise, for the event may lie before it; never earlier."""
    found = due_of(after(5, None), {})
    assert (found.earliest, found.latest, found.on, found.has_day) == (on(0), None, None, True)
    assert due_of(after(5, -3), {}).on == on(2)


def test_a_clock_that_nobody_can_follow_may_have_been_suspended() -> None:
    """From the suspension on record, or from the first day that nobody has verified; without a calendar never."""
    assert due_of(after(5, None), {}).may_stop_on is None
    assert due_of(after(5, None, **WORKING), calendars(until=10)).may_stop_on == on(11)
    assert due_of(after(20, **WORKING), calendars(until=10)).may_stop_on == on(11)
    stop = Closure(calendar_id="c", kind="suspension", from_on=on(4), open_ended=True)
    assert due_of(after(5, None, **WORKING), calendars(stop, until=10)).may_stop_on == on(4)
    assert due_of(after(2, **WORKING), calendars(stop, until=10)).may_stop_on is None


def test_outside_the_verified_range_the_day_is_unknown() -> None:
    """Not earlier than if every day counted, and no verdict rests on a guess."""
    found = due_of(after(20, **WORKING), calendars(until=10))
    assert (found.earliest, found.on) == (on(20), None)


def test_an_open_ended_suspension_suspends() -> None:
    """From the day the clock stands still; before it, the promise is only not due."""
    closure = Closure(calendar_id="c", kind="suspension", from_on=on(3), open_ended=True)
    row = Calendar(calendar_id="c", verified_from=START, verified_until=on(60))
    ledger = programme(
        commitments=(after(20, **WORKING),),
        calendars=(row,),
        closures=(closure,),
        coverage=(covered(0, 40),),
    )
    assert measure(ledger, as_of=on(30)).assessment("k").verdicts == ("suspended",)
    assert measure(ledger, as_of=on(2)).assessment("k").verdicts == ("not_due",)


def recurring(days: int, **more: object):
    given = {"deadline": "recurring", "due_on": None, "from_on": START, "days": days, "amount": 3}
    return promise(**{**given, **more})


def ended(commitment, as_of: int, *closures: Closure, until: int = 60, stop: int | None = None):
    found = periods_of(
        commitment, on(as_of), calendars(*closures, until=until), None if stop is None else on(stop)
    )
    return [((first - START).days, (last - START).days) for first, last in found.ended], found.is_whole


def test_only_ended_periods_are_measured() -> None:
    """Today is not over."""
    assert ended(recurring(1), 3) == ([(0, 0), (1, 1), (2, 2)], True)
    assert ended(recurring(7), 13) == ([(0, 6)], True)


def test_a_series_ends_with_its_last_day_or_with_its_successor() -> None:
    """A period that reaches the day of the successor is not measured."""
    assert ended(recurring(2, due_on=on(5)), 30)[0] == [(0, 1), (2, 3), (4, 5)]
    assert ended(recurring(2), 30, stop=4)[0] == [(0, 1), (2, 3)]


def test_periods_of_working_days_hold_the_days_of_rest_behind_them() -> None:
    """A working day each: Friday's runs to Sunday, and a holiday belongs to the day before."""
    holiday = Closure(calendar_id="c", kind="holiday", from_on=on(2))
    assert ended(recurring(1, **WORKING), 8, holiday) == (
        [(0, 0), (1, 2), (3, 3), (4, 6), (7, 7)],
        True,
    )


def test_periods_behind_the_verified_range_are_not_known() -> None:
    """More may have ended; kept or broken then holds only if it holds however many did."""
    found, is_whole = ended(recurring(1, **WORKING), 20, until=3)
    assert (found, is_whole) == ([(0, 0), (1, 1), (2, 2)], False)
    assert ended(recurring(1, day_kind="working", calendar_id=None), 20) == ([], False)


def test_a_daily_promise_of_working_days_owes_nothing_on_sunday() -> None:
    """Three a working day for a week are fifteen, not twenty-one."""
    row = Calendar(calendar_id="c", verified_from=START, verified_until=on(60))
    ledger = programme(
        commitments=(recurring(1, due_on=on(6), **WORKING),),
        calendars=(row,),
        deliveries=tuple(delivery(f"d{day}", day, 3) for day in range(5)),
        coverage=(covered(0, 40),),
    )
    found = measure(ledger).assessment("k")
    assert (found.verdicts, found.kept, found.owed) == (("kept",), (15, 15), (15, 15))


def test_a_recurring_promise_whose_condition_never_came_is_not_broken() -> None:
    """On a complete record of conditions it was not triggered; without one it may be."""
    terms = recurring(1, antecedent="they register", due_on=on(6))
    vouched = (covered(0, 40), covered(0, 40, event="triggered"))
    closed = measure(programme(commitments=(terms,), coverage=vouched)).assessment("k")
    assert closed.verdicts == ("not_triggered",)
    open_record = measure(programme(commitments=(terms,), coverage=vouched[:1])).assessment("k")
    assert set(open_record.verdicts) == {"broken", "not_triggered"}
