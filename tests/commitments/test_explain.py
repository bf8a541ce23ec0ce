"""Verdicts in sentences: every gap filled, unknown called unknown, silence told, both languages alike."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from posada.commitments import measure
from posada.commitments.explain import in_words
from posada.programme.tables import Calendar, Statistic, Translation

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import START, covered, delivery, on, programme, promise, random_ledger, said


def told(*rows, lang="en", claims=(), coverage=(), **terms):
    ledger = programme(commitments=(promise(**terms),), deliveries=rows, coverage=coverage, claims=claims)
    return measure(ledger).explain("k", lang).splitlines()


def test_a_decided_verdict_says_by_which_day_and_on_whose_word() -> None:
    """And the numbers with their share."""
    lines = told(delivery("d", 3, 4), coverage=(covered(0, 40),), claims=(said("c", commitment_id="k"),))
    assert (
        "Was it kept, by 2022-01-01? Decided: broken (evidence: press; counting all that is told)." in lines
    )
    assert "Kept: 4 of 10 cards." in lines
    assert "Share kept: 40.0 %; target 100 %." in lines


def test_a_gap_in_the_record_is_named() -> None:
    """Nobody vouches, so nothing is decided."""
    lines = told(delivery("d", 3, 4))
    assert any("Not decided, for the record has gaps: kept or kept late or broken" in line for line in lines)
    assert lines[-1] == (
        "Nobody vouches that the record is complete, so what is not on it may still have happened."
    )


def test_a_promise_nobody_speaks_of_is_conditional_on_being_made() -> None:
    """The verdict is computed all the same."""
    assert any(line.startswith("If it was made: Was it kept") for line in told())


def test_what_was_never_said_is_not_made_up() -> None:
    """No amount: what is on record, and that nobody said how many are owed."""
    lines = told(delivery("d", 3, 4), amount=None, deadline="none", due_on=None)
    assert "Kept: 4 or more cards; how many are owed was never said." in lines
    assert "No day was set, so the calendar cannot break it; what came over time is shown instead." in lines
    assert "Delivered in all (cards) by day: 2021-11-25: 4." in lines


@pytest.mark.parametrize(
    ("on_expiry", "sentence"),
    [
        ("refused", "If the day passes in silence, the law reads it as a refusal."),
        ("granted", "If the day passes in silence, the law reads it as a yes."),
        ("lapses", "If the day passes, it lapses."),
    ],
)
def test_silence_is_told_and_moves_no_verdict(on_expiry: str, sentence: str) -> None:
    """Six of ten got no decision: refused in law, and the duty to decide is broken all the same."""
    lines = told(delivery("d", 3, 4), coverage=(covered(0, 40),), on_expiry=on_expiry)
    assert sentence in lines
    assert (
        "The day has passed in silence for 6 cards. That moves no verdict: silence decides for the law, and"
        " performs nothing." in lines
    )
    assert any("Decided: broken" in line for line in lines)


def test_a_count_of_days_is_printed_step_by_step() -> None:
    """With the calendar and its range."""
    row = Calendar(calendar_id="c", verified_from=START, verified_until=on(60), source="a decree")
    terms = promise(
        deadline="after", due_on=None, from_event="filed", from_on=START, days=6, day_kind="working",
        calendar_id="c", deadline_basis="art. 128",
    )  # fmt: skip
    text = measure(programme(commitments=(terms,), calendars=(row,))).explain("k")
    assert "Days 1 to 4: 2021-11-23 (Tue) to 2021-11-26 (Fri)." in text
    assert "Not counted: 2021-11-27 (Sat) to 2021-11-28 (Sun), days of rest." in text
    assert "Due on 2021-11-30 (Tue): 6 days counted, 8 days after the event." in text
    assert "Where the deadline comes from: art. 128." in text


def test_long_traces_are_cut_and_say_so() -> None:
    """The rest is in the table of traces."""
    rows = [delivery(f"d{number:02}", 1, 1) for number in range(20)]
    assert "And on 8 more rows." in told(*rows)


def test_verdicts_stand_from_best_to_worst() -> None:
    """Whatever the order of the set; without a day, "not due" would promise one."""
    assert in_words(("broken", "kept", "not_due"), "en") == "kept or broken or not due yet"
    assert in_words(("not_due",), "es", has_day=False) == "nada aún (no se fijó día)"


@pytest.mark.parametrize("lang", ["en", "es"])
def test_no_sentence_of_any_ledger_keeps_a_gap(lang: str) -> None:
    """Two hundred random ledgers, told whole."""
    for seed in range(200):
        measured = measure(random_ledger(seed))
        text = measured.overview(lang)
        for found in measured.assessments:
            text += measured.explain(found.commitment.commitment_id, lang)
        assert "{" not in text, seed
        assert "None" not in text, seed


def test_only_english_and_spanish_are_spoken() -> None:
    """Another language is refused by name."""
    with pytest.raises(ValueError, match=r"lang must be one of en, es, got 'fr'\."):
        told(lang="fr")


def test_the_words_of_the_ledger_are_told_in_the_language_of_the_reader() -> None:
    """What was promised, what starts the clock, whose calendar, which figure stands beside: none stays behind."""
    words = {
        "Ten cards.": "Diez tarjetas.",
        "complete files": "expedientes completos",
        "the labour law": "la ley del trabajo",
        "our reading": "lectura nuestra",
        "cards of all": "tarjetas de todos",
        "others": "otras personas",
    }
    ledger = programme(
        commitments=(
            promise(
                deadline="after", due_on=None, from_event="complete files", from_on=START, days=2,
                day_kind="working", calendar_id="c", deadline_basis="our reading",
            ),
        ),
        deliveries=(delivery("d", 1, 4, cohort_id="others"),),
        calendars=(
            Calendar(calendar_id="c", verified_from=START, verified_until=on(40), source="the labour law"),
        ),
        statistics=(
            Statistic(series_id="s", what="cards of all", from_on=START, until_on=on(3), amount=90, unit="cards",
                      commitment_id="k", source_id="seen"),
        ),
        translations=tuple(
            Translation(language="spa", original=original, text=text) for original, text in words.items()
        ),
    )  # fmt: skip
    told = measure(ledger).explain("k", "es")
    assert [text for text in words.values() if text not in told] == []
    assert [original for original in words if original in told] == []
    in_english = measure(ledger).explain("k", "en")
    assert [original for original in words if original not in in_english] == []
