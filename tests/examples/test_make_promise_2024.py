"""The ledger of January 2024 is what its generator makes, and tells no more than its record can bear."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from posada.commitments import Measured, measure
from posada.commitments.check import check
from posada.programme import read_programme

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDER = EXAMPLES / "promise-2024"


@pytest.fixture(scope="module")
def generator() -> Iterator[ModuleType]:
    sys.path.insert(0, str(EXAMPLES))
    try:
        yield importlib.import_module("make_promise_2024")
    finally:
        sys.path.remove(str(EXAMPLES))


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure(read_programme(FOLDER))


def test_the_folder_is_what_the_generator_makes(generator: ModuleType) -> None:
    """Run examples/make_promise_2024.py after a change of the ledger."""
    made = generator.make_files()
    for name, text in made.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, name
    there = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file()}
    assert there == {*made, "README.md"}


def test_stored_texts_are_short_summaries_of_our_own(generator: ModuleType) -> None:
    """Each says that it is a summary, and quotes fewer than 25 words at a stretch."""
    for name, text in generator.TEXTS.items():
        assert text.startswith(("Resumen. ", "Summary. ")), name
        assert len(text.split()) < 80, name


def test_whether_a_card_was_promised_is_contested(measured: Measured) -> None:
    """Two voices say so and two of the authority do not; the program takes nobody's side."""
    found = measured.assessment("A1")
    assert found.voices.existence == "contested"
    assert (len(found.voices.for_it), len(found.voices.against_it)) == (2, 2)


def test_nothing_is_called_broken(measured: Measured) -> None:
    """Nobody vouches for the record, so the honest word on the cards is unknown."""
    assert not any(found.verdicts == ("broken",) for found in measured.assessments)
    cards = measured.assessment("A1")
    assert cards.knowledge == "no_data"
    assert "substituted" in cards.verdicts


def test_papers_that_hold_in_chiapas_are_no_cards(measured: Measured) -> None:
    """The hundred permits count for what they are, and are refused as cards."""
    assert [(row.delivery.delivery_id, row.reason) for row in measured.assessment("A1").refused] == [
        ("F3", "unit")
    ]
    assert measured.assessment("A4").kept[0] == 95


def test_a_day_outside_of_the_verified_calendar_is_unknown(measured: Measured) -> None:
    """Whether offices worked in the first week of January was not found, so no last day is given."""
    found = measured.assessment("A6")
    assert found.due.on is None
    assert "verified only from 2024-01-08 to 2024-03-31" in measured.explain("A6")
    assert {"broken", "kept", "not_due"} <= set(found.verdicts)


def test_the_rows_show_the_kinds_of_contradiction_that_are_named(measured: Measured) -> None:
    """Types in the ledger are those that the rows show, and what is called reconciled was checked."""
    for found in measured.contradictions:
        assert tuple(sorted(found.contradiction.types)) == found.types, found.contradiction.contradiction_id
        assert found.contradiction.state != "reconciled" or found.holds


def test_the_check_finds_nothing(measured: Measured) -> None:
    """Code that shares nothing with the engine comes to the same verdicts."""
    assert check(measured.programme, measured.rows(), as_of=measured.as_of) == ()
