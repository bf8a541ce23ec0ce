"""The stage of a promise is another question than whether it was kept."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from posada.commitments import measure
from posada.commitments.check import check

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import covered, delivery, on, programme, promise, said

WHOLE = covered(0, 40)


@pytest.mark.parametrize(
    ("stage", "terms", "events"),
    [
        ("active", {}, []),
        ("offered", {"act": "request"}, []),
        ("conditional", {"antecedent": "they register"}, []),
        ("discharged", {}, [delivery("d", 3, 10), WHOLE]),
        ("discharged", {}, [delivery("d", 15, 10), WHOLE]),
        ("violated", {}, [delivery("d", 3, 4), WHOLE]),
        ("released", {}, [delivery("d", 3, 10, event="waived"), WHOLE]),
        ("expired", {"antecedent": "they register"}, [covered(0, 40, event="triggered"), WHOLE]),
        ("cancelled", {}, [delivery("d", 3, event="cancelled", unit="")]),
        ("suspended", {}, [delivery("d", 3, event="suspended", unit="")]),
    ],
)
def test_stages(stage: str, terms: dict[str, object], events: list[object]) -> None:
    """Each stage has its sign in the record; none is a verdict."""
    rows = [row for row in events if hasattr(row, "delivery_id")]
    vouched = [row for row in events if not hasattr(row, "delivery_id")]
    ledger = programme(commitments=(promise(**terms),), deliveries=tuple(rows), coverage=tuple(vouched))
    assert measure(ledger, as_of=on(30)).assessment("k").lifecycle == stage


def superseded(**more: object):
    later = promise("later", made_on=on(5), strength="permit", supersedes_commitment_id="k", due_on=on(20))
    ledger = programme(
        commitments=(promise(deadline="none", due_on=None), later),
        deliveries=(delivery("d", 2, 4), delivery("e", 6, event="ended", unit="")),
    )
    return measure(ledger, as_of=on(30), **more).assessment("k")


def test_a_weaker_promise_of_the_same_debtor_substitutes() -> None:
    """The first one ended on record, so what was open is substituted; the kept part stays visible."""
    found = superseded()
    assert (found.lifecycle, found.kept) == ("superseded", (4, 10))
    assert "substituted" in found.verdicts
    assert "partly_kept" not in found.verdicts


def test_what_somebody_else_promises_discharges_nobody() -> None:
    """A successor must share a debtor."""
    later = promise("later", made_on=on(5), debtor_actor_ids=("other",), supersedes_commitment_id="k")
    found = measure(programme(commitments=(promise(), later)), as_of=on(30)).assessment("k")
    assert (found.lifecycle, found.successor) == ("active", None)


def test_a_stronger_promise_does_not_substitute() -> None:
    """Who promises more has taken nothing back."""
    later = promise("later", made_on=on(5), supersedes_commitment_id="k")
    first = promise(strength="permit", deadline="none", due_on=None)
    found = measure(programme(commitments=(first, later)), as_of=on(30)).assessment("k")
    assert found.lifecycle == "superseded"
    assert "substituted" not in found.verdicts


def test_a_promise_broken_before_its_successor_stays_broken() -> None:
    """A weaker promise made after the last day excuses nothing."""
    later = promise("later", made_on=on(15), strength="permit", supersedes_commitment_id="k", due_on=on(20))
    ledger = programme(commitments=(promise(), later), coverage=(covered(0, 40),))
    assert measure(ledger, as_of=on(30)).assessment("k").verdicts == ("broken",)


def test_what_is_promised_to_other_people_takes_no_place() -> None:
    """A successor must be owed to the same people."""
    later = promise(
        "later", made_on=on(5), strength="permit", supersedes_commitment_id="k", cohort_id="others"
    )
    ledger = programme(commitments=(promise(), later), coverage=(covered(0, 40),))
    measured = measure(ledger, as_of=on(30))
    found = measured.assessment("k")
    assert (found.verdicts, found.lifecycle, found.successor) == (("broken",), "violated", None)
    assert check(ledger, measured.rows(), as_of=on(30)) == ()


def test_what_all_deny_is_not_violated() -> None:
    """Its only voice says that nothing was promised: the verdict holds if it was, and the stage says no more."""
    ledger = programme(
        commitments=(promise(),),
        coverage=(covered(0, 40),),
        claims=(said("c", polarity="deny", commitment_id="k"),),
    )
    measured = measure(ledger, as_of=on(30))
    assert measured.assessment("k").lifecycle == "offered"
    assert "denied; if it was made: broken" in measured.overview()
    assert check(ledger, measured.rows(), as_of=on(30)) == ()


def test_a_suspended_promise_is_not_broken_on_its_day() -> None:
    """Suspended before the day, it waits; after the day, or if that is disputed, broken stays possible."""
    for first, last, status, expected in (
        (5, None, "asserted", ("suspended",)),
        (12, None, "asserted", ("broken",)),
        (5, 12, "asserted", ("broken", "suspended")),
        (5, None, "disputed", ("broken", "suspended")),
    ):
        row = delivery("s", first, event="suspended", unit="", last=last, status=status)
        ledger = programme(commitments=(promise(),), deliveries=(row,), coverage=(covered(0, 40),))
        measured = measure(ledger, as_of=on(30))
        assert measured.assessment("k").verdicts == expected
        assert check(ledger, measured.rows(), as_of=on(30)) == ()


def test_a_condition_that_comes_after_the_day_breaks_nothing() -> None:
    """What was not owed on the due day was not broken on it."""
    row = delivery("t", 15, 10, event="triggered")
    vouched = (covered(0, 40), covered(0, 40, event="triggered"))
    ledger = programme(
        commitments=(promise(antecedent="they register"),), deliveries=(row,), coverage=vouched
    )
    measured = measure(ledger, as_of=on(30))
    assert measured.assessment("k").verdicts == ("not_triggered",)
    assert check(ledger, measured.rows(), as_of=on(30)) == ()


@pytest.mark.parametrize("event", ["cancelled", "suspended"])
def test_an_event_that_is_disputed_or_may_be_still_to_come_moves_no_stage(event: str) -> None:
    """One party says that it was called off, the other denies it."""
    for more in ({"status": "disputed"}, {"last": 35}):
        ledger = programme(
            commitments=(promise(),), deliveries=(delivery("d", 3, event=event, unit="", **more),)
        )
        measured = measure(ledger, as_of=on(30))
        assert measured.assessment("k").lifecycle == "active"
        assert check(ledger, measured.rows(), as_of=on(30)) == ()


def ledger_with_successor(*claims: object, status: str = "asserted"):
    later = promise("later", made_on=on(5), strength="permit", supersedes_commitment_id="k", due_on=on(20))
    return programme(
        commitments=(promise(), later),
        deliveries=(delivery("e", 6, event="ended", unit="", status=status),),
        coverage=(covered(0, 5), covered(8, 40)),
        claims=claims,
    )


def test_a_disputed_end_does_not_make_a_substitution_sure() -> None:
    """The first promise may have gone on, and been broken."""
    for status, verdicts in (("asserted", {"kept", "substituted"}), ("disputed", {"broken"})):
        ledger = ledger_with_successor(status=status)
        measured = measure(ledger, as_of=on(30))
        assert set(measured.assessment("k").verdicts) >= verdicts
        assert ("broken" in measured.assessment("k").verdicts) == (status == "disputed")
        assert check(ledger, measured.rows(), as_of=on(30)) == ()


def test_a_successor_that_all_deny_takes_no_place() -> None:
    """A promise that was never made lets nobody off the first one."""
    denied = said("c", polarity="deny", commitment_id="later")
    ledger = ledger_with_successor(denied)
    measured = measure(ledger, as_of=on(30))
    found = measured.assessment("k")
    assert (found.successor, "substituted" in found.verdicts) == (None, False)
    assert check(ledger, measured.rows(), as_of=on(30)) == ()
    contested = ledger_with_successor(denied, said("d", commitment_id="later", source_id="seen"))
    assert "substituted" in measure(contested, as_of=on(30)).assessment("k").verdicts
