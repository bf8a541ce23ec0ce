"""What the record says was delivered, and what it may lack where nobody vouches for it."""

from __future__ import annotations

import sys
from pathlib import Path

from posada.commitments.counts import Flow
from posada.commitments.records import (
    accepted_by,
    binding_moments,
    covers,
    flows_of,
    gathered,
    suspended_by,
    triggered_of,
    waived_of,
)

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import START, covered, delivery, on, promise

DAY_0 = START.toordinal()


def flows(*rows, made=0, as_of=30):
    return [
        (flow.first - DAY_0, flow.last - DAY_0, flow.least, flow.most)
        for flow in flows_of(rows, on(made), on(as_of))
    ]


def test_a_row_of_one_day_and_one_number_is_sure() -> None:
    """Between two days it is as sure, though not of the day."""
    assert flows(delivery("a", 3, 4), delivery("b", 3, (4, 6), last=7)) == [(3, 3, 4, 4), (3, 7, 4, 6)]


def test_a_disputed_row_is_sure_of_nothing() -> None:
    """The debtor says delivered, the people deny it: anything up to the number may be so."""
    assert flows(delivery("a", 3, 4, status="disputed")) == [(3, 3, 0, 4)]


def test_a_row_that_may_lie_before_the_promise_or_after_the_day_is_sure_of_nothing() -> None:
    """What may have been given before it was promised keeps no promise for sure."""
    assert flows(delivery("a", 1, 4, last=6), made=3) == [(3, 6, 0, 4)]
    assert flows(delivery("a", 1, 4, last=6), as_of=5) == [(1, 5, 0, 4)]


def test_flows_of_the_same_days_are_one() -> None:
    """Fewer flows, the same sums."""
    assert gathered([Flow(1, 2, 3, 4), Flow(1, 2, 0, 1), Flow(2, 2, 1, 1)]) == [
        Flow(1, 2, 3, 5),
        Flow(2, 2, 1, 1),
    ]


def test_coverage_of_another_event_says_nothing_about_deliveries() -> None:
    """Who counted registrations did not count cards."""
    assert not covers([covered(0, 9, event="triggered")], on(1), on(2))
    assert covers([covered(0, 1), covered(2, 3)], on(0), on(3))


def owed(*rows, coverage=(), **terms):
    return triggered_of(promise(**terms), rows, coverage, on(30))


def test_units_are_owed_once_their_condition_came() -> None:
    """Of ten, those who registered for sure; at most those who can have."""
    terms = {"antecedent": "they register"}
    row = delivery("a", 2, (3, 5), event="triggered")
    assert owed() == (10, 10)
    assert owed(**terms) == (0, 10)
    assert owed(row, **terms) == (3, 10)
    assert owed(row, coverage=[covered(0, 30, event="triggered")], **terms) == (3, 5)


def test_a_request_binds_once_it_is_accepted() -> None:
    """Until then perhaps nothing is owed."""
    assert owed(act="request") == (0, 10)
    assert owed(delivery("a", 2, event="accepted", unit=""), act="request") == (10, 10)


def test_waivers_count_once_they_are_sure() -> None:
    """A waiver that may come later, or is disputed, is only possible."""
    rows = [
        delivery("a", 2, 3, event="waived"),
        delivery("b", 2, 2, event="waived", status="disputed"),
        delivery("c", 9, 1, event="waived", last=40),
    ]
    assert waived_of(rows, on(30)) == (3, 6)


def test_when_a_recurring_promise_begins_to_bind_may_not_be_known() -> None:
    """Its condition may have come on any day that nobody vouches for, or never; it has none where it needs none."""
    conditional = promise(antecedent="they register")
    day_2, day_30 = DAY_0 + 2, DAY_0 + 30
    assert binding_moments(promise(), [], [], on(30)) == ()
    assert binding_moments(conditional, [], [], on(30)) == ((((DAY_0, day_30),), True),)
    vouched = [covered(0, 30, event="triggered")]
    assert binding_moments(conditional, [], vouched, on(30)) == (((), True),)
    came = [delivery("a", 2, 1, event="triggered")]
    assert binding_moments(conditional, came, vouched, on(30)) == ((((day_2, day_2),), False),)
    assert binding_moments(promise(act="request"), [], [], on(30)) == ((((DAY_0, day_30),), True),)


def test_what_comes_after_a_day_was_not_owed_on_it() -> None:
    """A condition that came true on day 12 owes nothing by day 10, nor does a request accepted then."""
    came, vouched = delivery("a", 12, 3, event="triggered"), [covered(0, 30, event="triggered")]
    conditional = promise(antecedent="they register")
    assert triggered_of(conditional, [came], vouched, on(10)) == (0, 0)
    assert triggered_of(conditional, [came], vouched, on(12)) == (3, 3)
    answer = delivery("a", 12, event="accepted", unit="")
    assert triggered_of(promise(act="request"), [answer], [], on(10)) == (0, 0)


def test_what_is_disputed_is_neither_accepted_nor_suspended_for_sure() -> None:
    """Both answers stay possible."""
    accepted = delivery("a", 2, event="accepted", unit="", status="disputed")
    assert accepted_by(promise(act="request"), [accepted], on(30)) == {True, False}
    suspended = delivery("a", 2, event="suspended", unit="", status="disputed")
    assert suspended_by([suspended], on(30)) == {True, False}
    assert suspended_by([suspended], on(1)) == {False}
