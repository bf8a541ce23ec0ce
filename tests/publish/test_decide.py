"""What would decide a promise, and what the verdict would then be."""

import datetime as dt
from dataclasses import replace

from posada.commitments import measure
from posada.commitments.example import example
from posada.programme import Programme
from posada.publish.decide import missing_on, uncovered
from posada.publish.record import Record

DAY = dt.timedelta(days=1)


def gaps(programme: Programme, commitment_id: str) -> list[str]:
    """Return what is missing on a promise."""
    measured = measure(programme)
    return [it.gap for it in missing_on(measured.assessment(commitment_id), measured)]


def test_a_decided_promise_lacks_nothing() -> None:
    """However the gaps are filled."""
    assert gaps(example(), "buses") == []


def test_a_record_that_somebody_vouched_for_would_decide(mapastepec: Record) -> None:
    """The twenty working days are over and nothing is on record: with a complete record that is broken."""
    found = {it.gap: it for it in missing_on(mapastepec.measured.assessment("K2law"), mapastepec.measured)}
    assert found["coverage"].then == ("broken",)


def test_filling_the_record_rules_verdicts_out_and_adds_none(mapastepec: Record) -> None:
    """What is said to follow from more knowledge is never more than what is possible now."""
    for assessment in mapastepec.measured.assessments:
        for it in missing_on(assessment, mapastepec.measured):
            assert set(it.then) <= set(assessment.verdicts)


def test_counts_that_compete_are_named() -> None:
    """Both rows, so that a reader can look."""
    base = example()
    rival = replace(base.deliveries[0], delivery_id="other", amount_lo=2, amount_hi=20,
                    competes_with_delivery_id="buses-0")  # fmt: skip
    ledger = replace(base, deliveries=(*base.deliveries, rival))
    open_ledger = replace(ledger, coverage=())
    measured = measure(open_ledger)
    found = {it.gap: it.row_ids for it in missing_on(measured.assessment("buses"), measured)}
    assert found["rivals"] == ("buses-0", "other")
    assert found["range"] == ("other",)


def test_whether_it_was_made_is_asked_first(mapastepec: Record) -> None:
    """The undertaking of no more caravans is contested by two claims."""
    found = missing_on(mapastepec.measured.assessment("K9"), mapastepec.measured)
    assert found[0].gap == "voices"
    assert found[0].row_ids == ("C10", "C11")


def test_days_that_nobody_vouches_for_lie_around_those_that_somebody_does() -> None:
    """Up to the day asked about."""
    found = measure(example(), as_of=dt.date(2021, 11, 30)).assessment("buses")
    assert uncovered(found) == ((dt.date(2021, 11, 27), dt.date(2021, 11, 30)),)
    assert uncovered(measure(example(), as_of=dt.date(2021, 11, 26)).assessment("buses")) == ()
    cards = measure(example(), as_of=dt.date(2021, 11, 30)).assessment("cards")
    assert uncovered(cards) == ((cards.commitment.made_on, dt.date(2021, 11, 30)),)
