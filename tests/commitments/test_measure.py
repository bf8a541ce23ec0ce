"""The ledger of November 2021 shows what it must show, and nothing that a gap in the record could undo."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from posada.commitments import Measured, measure
from posada.programme import Programme, read_programme

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
    assert measured.assessment("K8b").owed == (20, 20)


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
    found = measure(programme, policy="press").assessment("T1")
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
