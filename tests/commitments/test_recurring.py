"""A promise of each period is measured over the periods in which it bound, no others."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import Any

import pytest

from posada.commitments import measure
from posada.commitments.check import check
from posada.commitments.recurring import MOST_SPANS
from posada.commitments.result import Assessment
from posada.programme.tables import Calendar, Closure

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import START, covered, delivery, on, programme, promise


def daily(**more: Any):
    """Five cards a day from day 0 to day 12."""
    terms = {"deadline": "recurring", "from_on": on(0), "due_on": on(12), "days": 1, "amount": 5}
    return promise(**{**terms, **more})


def found(terms: Any, *rows: Any, as_of: dt.date | None = None, **tables: Any) -> Assessment:
    """What became of a promise on a complete record; the check agrees."""
    vouched = (covered(-60, 40), covered(-61, 40, event="triggered"))
    ledger = programme(**{"commitments": (terms,), "deliveries": rows, "coverage": vouched, **tables})
    measured = measure(ledger, as_of=as_of)
    assert check(ledger, measured.rows(), as_of=as_of) == ()
    return measured.assessment("k")


LAST_THREE = tuple(delivery(f"d{day}", day, 5) for day in (10, 11, 12))


def test_periods_before_the_promise_are_not_owed() -> None:
    """Nobody breaks a promise before it was made."""
    result = found(daily(made_on=on(10)), *LAST_THREE)
    assert (result.verdicts, result.kept, result.owed) == (("kept",), (15, 15), (15, 15))


def test_periods_before_the_condition_came_true_are_not_owed() -> None:
    """It came true on day 10, and the fifteen of the last three days came."""
    came = delivery("t", 10, 5, event="triggered")
    result = found(daily(antecedent="they register"), came, *LAST_THREE)
    assert (result.verdicts, result.owed) == (("kept",), (15, 15))


def test_periods_before_a_request_was_accepted_are_not_owed() -> None:
    """Accepted on day 10; if it was on day 9 or 10, nine were either owed nothing or broken."""
    accepted = delivery("a", 10, event="accepted", unit="")
    assert found(daily(act="request"), accepted, *LAST_THREE).verdicts == ("kept",)
    perhaps = delivery("a", 9, event="accepted", unit="", last=10)
    assert found(daily(act="request"), perhaps, *LAST_THREE).verdicts == ("broken", "kept")


def test_a_disputed_acceptance_may_be_none() -> None:
    """The promise is broken if it was accepted."""
    accepted = delivery("a", 2, event="accepted", unit="", status="disputed")
    assert found(daily(act="request"), accepted).verdicts == ("broken", "not_triggered")


def test_a_condition_that_comes_after_the_last_period_came_too_late() -> None:
    """Nothing was owed in any period."""
    came = delivery("t", 20, 5, event="triggered")
    assert found(daily(antecedent="they register"), came).verdicts == ("not_triggered",)


def test_a_suspended_promise_owes_no_further_periods() -> None:
    """Suspended on day 3: the three days before are measured; suspended at once, none are."""
    stop = delivery("s", 3, event="suspended", unit="")
    result = found(daily(), stop, *(delivery(f"d{day}", day, 5) for day in range(3)))
    assert (result.verdicts, result.owed) == (("kept",), (15, 15))
    assert found(daily(), delivery("s", 0, event="suspended", unit="")).verdicts == ("suspended",)


@pytest.mark.parametrize(("kind", "periods"), [("calendar", 7), ("working", 5)])
def test_a_suspension_of_the_clock_ends_the_series(kind: str, periods: int) -> None:
    """Suspended from the second Monday without an announced end: one week is measured."""
    calendar = Calendar(calendar_id="c", verified_from=on(-30), verified_until=on(60))
    stop = Closure(calendar_id="c", kind="suspension", from_on=on(7), open_ended=True)
    terms = daily(calendar_id="c", day_kind=kind, due_on=None)
    tables = {"calendars": (calendar,), "closures": (stop,)}
    result = found(terms, **tables)
    assert (result.verdicts, result.owed) == (("broken",), (5 * periods, 5 * periods))
    ledger = programme(commitments=(terms,), **tables)
    told = f"Suspended since {on(7)}, nobody has said until when; no later period is counted."
    assert told in measure(ledger).explain("k")
    assert told not in measure(ledger, as_of=on(5)).explain("k")
    early = Closure(calendar_id="c", kind="suspension", from_on=on(-2), open_ended=True)
    assert found(terms, calendars=(calendar,), closures=(early,)).verdicts == ("suspended",)


def test_a_suspension_with_an_end_makes_a_period_longer() -> None:
    """What comes while the clock stands still counts for the day before."""
    calendar = Calendar(calendar_id="c", verified_from=on(-30), verified_until=on(60))
    stop = Closure(calendar_id="c", kind="suspension", from_on=on(1), until_on=on(3))
    result = found(
        daily(calendar_id="c", due_on=on(3)), delivery("d", 2, 5), calendars=(calendar,), closures=(stop,)
    )
    assert (result.verdicts, result.owed) == (("kept",), (5, 5))


def test_what_a_partial_record_lacks_does_not_come_on_a_day_that_is_complete() -> None:
    """Nothing came on day 1 for sure; what may be lacking around it does not make it whole."""
    rows = (delivery("a", 0, 5), delivery("b", 2, 5))
    lacks = covered(0, 2, "partial", missing_at_most=5)
    terms = daily(due_on=on(2))
    assert found(terms, *rows, coverage=(lacks, covered(3, 40))).verdicts == ("broken", "kept")
    result = found(terms, *rows, coverage=(lacks, covered(1, 1), covered(3, 40)))
    assert (result.verdicts, result.kept) == (("broken",), (10, 10))


def test_very_many_possible_beginnings_leave_everything_open() -> None:
    """Nobody watched for the condition over two years: no verdict is lost, and the check lets it stand."""
    days = MOST_SPANS + 200
    terms = daily(antecedent="they register", due_on=None, made_on=START, amount=1)
    result = found(terms, coverage=(covered(0, days),), as_of=on(days))
    assert set(result.verdicts) >= {"broken", "not_triggered"}


def test_decades_of_days_with_a_condition_that_nobody_watched_take_a_moment() -> None:
    """The condition may have come on any of twenty thousand days; nothing stopped the promise or gave it up."""
    terms = daily(antecedent="they register", due_on=None, amount=1)
    result = found(terms, coverage=(covered(0, 20_000),), as_of=on(20_000))
    assert result.verdicts == ("broken", "kept", "not_due", "not_triggered")


def test_the_last_day_of_all_calendars_is_a_day_like_others() -> None:
    """Nothing is counted past it, with an end of the series or without."""
    late = dt.date.max - dt.timedelta(days=2000)
    for days in (1, 2, 7):
        terms = daily(made_on=late, from_on=late, due_on=None, days=days)
        assert found(terms, as_of=dt.date.max).commitment == terms
    single = promise(made_on=late, deadline="after", due_on=None, from_event="filed", days=9)
    assert found(single, as_of=dt.date.max).commitment == single


def test_ten_years_of_days_are_checked_in_moments() -> None:
    """Nobody vouches for most of them, so each may be full."""
    terms = daily(made_on=on(-3650), from_on=on(-3650), due_on=None)
    result = found(terms, delivery("d", 3, 2))
    assert result.verdicts == ("broken",)
    assert result.kept[1] > 17_000
