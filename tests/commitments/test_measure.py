"""The ledger of November 2021 shows what it must show, and nothing that a gap in the record could undo."""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from posada.commitments import Measured, measure
from posada.programme import Programme, read_programme
from posada.programme.tables import Contradiction, Delivery, Source, Statistic

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import covered, delivery, on, promise, random_ledger, said
from ledgers import programme as ledger_of

FOLDER = Path(__file__).parents[2] / "examples" / "mapastepec-2021"


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme(FOLDER)


@pytest.fixture(scope="module")
def measured(programme: Programme) -> Measured:
    return measure(programme)


def test_fifteen_buses_a_day_were_promised_and_eleven_of_thirty_came(measured: Measured) -> None:
    """The press counted them, so the verdict is broken at press grade; the twenty of one day are another claim."""
    found = measured.assessment("K8")
    assert (found.verdicts, found.kept, found.owed, found.grade) == (("broken",), (11, 11), (30, 30), "press")
    assert found.share == pytest.approx((11 / 30, 11 / 30))
    assert "Share kept: 36.7 %; target 100 %." in measured.explain("K8")
    twenty = measured.assessment("K8b")
    assert (twenty.verdicts, twenty.kept, twenty.owed) == (("broken",), (6, 6), (20, 20))


def test_every_number_leads_to_the_words_of_its_source(programme: Programme, measured: Measured) -> None:
    """The bytes of the trace are those of the stored text."""
    line = next(line for line in measured.assessment("K8").trace if line.row_id == "D01")
    text = (FOLDER / "sources" / f"{line.source_id}.txt").read_bytes()
    assert text[line.from_byte : line.until_byte].decode() == "El jueves 25 salieron 6 autobuses"


def test_without_the_press_the_buses_are_unknown(programme: Programme) -> None:
    """No register was opened: absence of rows is no absence of buses."""
    found = measure(programme, policy="registry").assessment("K8")
    assert (found.verdicts, found.knowledge) == (("broken", "kept"), "no_data")


def test_nine_states_and_ten_offices_are_both_true(measured: Measured) -> None:
    """The list of the statement has nine states and ten offices, and the program counted them."""
    found = next(row for row in measured.contradictions if row.contradiction.contradiction_id == "X01")
    assert found.is_reconciled
    assert found.because == "C04 lists 10 items in 9 wholes; claimed: 9, 10"


def test_no_more_caravans_is_contested(measured: Measured) -> None:
    """One official says so, García denies it, the statement is silent; two retellings add no voice."""
    found = measured.assessment("K9")
    assert found.voices.existence == "contested"
    assert [row.claim_id for row in found.voices.silent] == ["C12"]
    assert [row.claim_id for row in found.voices.retold] == ["C13", "C14"]
    assert found.verdicts == ("unverifiable",)


def test_from_reuters_alone_the_visas_are_unknown(programme: Programme) -> None:
    """Nothing on record and no day set: never broken."""
    found = measure(programme, sources={"S1"}).assessment("K2s")
    assert found.knowledge == "no_data"
    assert found.verdicts == ("kept", "not_due", "partly_kept")


def test_cards_of_another_caravan_are_no_evidence(measured: Measured) -> None:
    """The 1,574 cards went to the caravan of 23 October."""
    found = measured.assessment("K2")
    assert [(row.delivery.amount_hi, row.reason) for row in found.refused] == [(1574, "cohort")]
    assert [(point.least, point.most) for point in found.curve] == [(120, 130)]


def test_the_exit_pass_took_the_place_of_the_bus(programme: Programme) -> None:
    """The same debtor promised less, and the buses ended with people still waiting."""
    for policy in ("press", "all"):
        found = measure(programme, policy=policy).assessment("T1")  # type: ignore[arg-type]
        assert (found.verdicts, found.lifecycle) == (("substituted",), "superseded")
    assert found.successor is not None
    assert found.successor.commitment_id == "Q1"
    before = measure(programme, policy="press", as_of=dt.date(2021, 12, 12)).assessment("T1")
    assert before.verdicts == ("partly_kept",)


def test_the_program_finds_the_kinds_of_contradiction_that_people_found(measured: Measured) -> None:
    """Types in the ledger are those that the rows show."""
    for found in measured.contradictions:
        assert tuple(sorted(found.contradiction.types)) == found.types, found.contradiction.contradiction_id


def test_sixty_six_people_a_bus_is_flagged_and_decides_nothing(measured: Measured) -> None:
    """20,000 people in 300 buses cannot well be so."""
    assert [flag.claim_ids for flag in measured.implausible] == [("C66", "C67")]


def test_what_was_not_known_is_not_used(programme: Programme) -> None:
    """On the evening of 26 November the count of the press was not out."""
    found = measure(programme, as_of=dt.date(2021, 11, 30), known_as_of=dt.date(2021, 11, 26))
    assert found.assessment("K8").knowledge == "no_data"


def test_a_policy_that_there_is_not_is_refused(programme: Programme) -> None:
    """The message names those there are."""
    with pytest.raises(ValueError, match=r"policy must be one of registry, press, all, got 'rumour'\."):
        measure(programme, policy="rumour")  # type: ignore[arg-type]


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_commitment_is_told_in_both_languages(measured: Measured, lang: str) -> None:
    """No sentence keeps a gap to fill."""
    for found in measured.assessments:
        assert "{" not in measured.explain(found.commitment.commitment_id, lang)


TABLES = ("sources", "claims", "contradictions", "commitments", "deliveries", "coverage", "statistics")


def told(measured: Measured) -> str:
    """Everything that an answer says, to the byte."""
    codes = [found.commitment.commitment_id for found in measured.assessments]
    explained = [measured.explain(code, lang) for code in codes for lang in ("en", "es")]
    return json.dumps([measured.as_data(), measured.overview(), explained], default=str)


def with_later_rows(ledger: Programme, day: dt.date) -> Programme:
    """The ledger after somebody wrote rows of every table on `day`, about its own promises."""
    code = ledger.commitments[0].commitment_id
    first = ledger.commitments[0]
    later = {
        "sources": Source(
            source_id="new", kind="news", title="n", grade="primary", published_on=day, recorded_on=day
        ),
        "claims": said("new", source_id="new", polarity="deny", commitment_id=code, recorded_on=day),
        "contradictions": Contradiction(
            contradiction_id="new",
            topic="t",
            claim_ids=tuple(row.claim_id for row in ledger.claims[:2]),
            types=("polarity",),
            state="open",
            recorded_on=day,
        ),
        "commitments": replace(
            first,
            commitment_id="new",
            strength="permit",
            made_on=first.made_on,
            supersedes_commitment_id=code,
            recorded_on=day,
        ),
        "deliveries": delivery(
            "new", 1, 10**6, commitment_id=code, cohort_id=first.cohort_id, unit=first.unit, recorded_on=day
        ),
        "coverage": replace(covered(0, 40, commitment_id=code), recorded_on=day),
        "statistics": Statistic(
            series_id="new",
            what="w",
            from_on=first.made_on,
            until_on=first.made_on,
            as_of_on=day,
            amount=1,
            unit="cards",
            commitment_id=code,
            source_id="new",
        ),
    }
    return replace(ledger, **{name: (*getattr(ledger, name), row) for name, row in later.items()})


def test_a_past_answer_replays_bit_for_bit(programme: Programme) -> None:
    """Rows that enter the ledger later, in every table, change no answer on what was known before."""
    known = dt.date(2021, 12, 15)
    before = measure(programme, known_as_of=known)
    after = with_later_rows(programme, known + dt.timedelta(days=1))
    assert told(measure(after, known_as_of=known)) == told(before)
    assert told(measure(after)) != told(measure(programme))


def test_past_answers_replay_on_random_ledgers() -> None:
    """Whatever was promised, delivered, vouched for and said."""
    for seed in range(60):
        ledger, known = random_ledger(seed), on(random.Random(seed).randint(0, 20))
        if len(ledger.claims) > 1:
            after = with_later_rows(ledger, known + dt.timedelta(days=1))
            assert told(measure(after, known_as_of=known)) == told(measure(ledger, known_as_of=known)), seed


def test_the_order_of_rows_is_irrelevant() -> None:
    """A ledger is a set of rows: shuffled in every table, it says the same to the byte."""
    for seed in range(60):
        ledger, dice = random_ledger(seed), random.Random(seed)
        shuffled: dict[str, Any] = {name: list(getattr(ledger, name)) for name in TABLES}
        for rows in shuffled.values():
            dice.shuffle(rows)
        mixed = replace(ledger, **{name: tuple(rows) for name, rows in shuffled.items()})
        assert told(measure(mixed)) == told(measure(ledger)), seed


def told_more_exactly(row: Delivery, dice: random.Random) -> Delivery:
    """The same delivery with a narrower range of days and of numbers."""
    last = row.until_on or row.from_on
    first = row.from_on + dt.timedelta(days=dice.randint(0, (last - row.from_on).days))
    until = first + dt.timedelta(days=dice.randint(0, (last - first).days))
    if row.amount_lo is None or row.amount_hi is None:
        return replace(row, from_on=first, until_on=until)
    least = dice.randint(row.amount_lo, row.amount_hi)
    most = dice.randint(least, row.amount_hi)
    return replace(row, from_on=first, until_on=until, amount_lo=least, amount_hi=most)


def test_more_information_never_adds_a_verdict() -> None:
    """Days and numbers told more exactly, and one more record vouched for, only take verdicts away.

    Rows that name an event itself are left as they are: that something was accepted is news, no precision.
    """
    fewer = 0
    for seed in range(400):
        ledger, dice = random_ledger(seed), random.Random(seed)
        as_of = on(dice.randint(12, 24))
        exact = tuple(
            told_more_exactly(row, dice) if row.event == "delivered" and row.from_on <= as_of else row
            for row in ledger.deliveries
        )
        vouched = tuple(covered(0, 40, commitment_id=row.commitment_id) for row in ledger.commitments)
        before = measure(ledger, as_of=as_of)
        for richer in (
            replace(ledger, deliveries=exact),
            replace(ledger, coverage=(*ledger.coverage, *vouched)),
        ):
            for one, other in zip(before.assessments, measure(richer, as_of=as_of).assessments, strict=True):
                assert set(other.verdicts) <= set(one.verdicts), (seed, one.commitment.commitment_id)
                fewer += set(other.verdicts) < set(one.verdicts)
    assert fewer > 100


def learnt(ledger: Programme, dice: random.Random) -> Programme:
    """The ledger once one thing is known that was open: a day of an event, a dispute, a record, a calendar."""
    what = dice.choice(["event", "dispute", "record", "calendar"])
    if what == "event":
        commitments = tuple(
            replace(row, from_on=row.made_on + dt.timedelta(days=dice.randint(0, 9)))
            if row.deadline == "after" and row.from_on is None
            else row
            for row in ledger.commitments
        )
        return replace(ledger, commitments=commitments)
    if what == "dispute":
        settled = tuple(
            replace(row, status="verified") if row.status == "disputed" else row for row in ledger.deliveries
        )
        return replace(ledger, deliveries=settled)
    if what == "calendar":
        calendars = tuple(replace(row, verified_until=on(90)) for row in ledger.calendars)
        return replace(ledger, calendars=calendars)
    first = dice.randint(0, 12)
    row = covered(
        first,
        first + dice.randint(0, 20),
        dice.choice(["complete", "partial"]),
        commitment_id=dice.choice(ledger.commitments).commitment_id,
        event=dice.choice(["delivered", "triggered"]),
        missing_at_most=dice.randint(0, 3),
        source_id="told",
    )
    return replace(ledger, coverage=(*ledger.coverage, row))


def test_whatever_is_learnt_adds_no_verdict() -> None:
    """The day of an event, who was right in a dispute, one more bound, closures of later days."""
    fewer = 0
    for seed in range(700):
        ledger, dice = random_ledger(seed), random.Random(seed)
        as_of = on(dice.randint(6, 24))
        before, after = measure(ledger, as_of=as_of), measure(learnt(ledger, dice), as_of=as_of)
        for one, other in zip(before.assessments, after.assessments, strict=True):
            assert set(other.verdicts) <= set(one.verdicts), (seed, one.commitment.commitment_id)
            fewer += set(other.verdicts) < set(one.verdicts)
    assert fewer > 30


def test_what_the_debtor_says_and_the_people_deny_stays_open() -> None:
    """Both records enter, and the verdict is the union of what either would give."""
    rows = {"commitments": (promise(),), "coverage": (covered(0, 40),)}
    disputed = delivery("d", 3, 10, status="disputed", grade="party")
    assert measure(ledger_of(deliveries=(disputed,), **rows)).assessment("k").verdicts == ("broken", "kept")


def test_contested_existence_does_not_stop_the_count() -> None:
    """Whether it was made is one axis, whether it was kept another."""
    claims = (
        said("a", commitment_id="k"),
        said("b", commitment_id="k", polarity="deny", claimant_actor_id="other"),
    )
    found = measure(
        ledger_of(commitments=(promise(),), coverage=(covered(0, 40),), claims=claims)
    ).assessment("k")
    assert (found.voices.existence, found.verdicts) == ("contested", ("broken",))
