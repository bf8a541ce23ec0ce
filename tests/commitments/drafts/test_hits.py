"""Cues that are verbs here, and words that only look like one."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text


def read(text: str) -> list[tuple[str, str, str]]:
    return [(draft.who, draft.act, draft.content.text) for draft in read_text(text, source_id="S")]


@pytest.mark.parametrize(
    "text",
    [
        "The claim was old and the report was long.",
        "La denuncia llegó tarde al juzgado.",
        "The office appeared to have promised.",
        "The visit was brief and the teachers' demands are new.",
        "Por eso, dicho muro que gotea fue derribado.",
        "The board closed the hall, dimming hopes that the tenants could stay.",
        "Moving out in May caused extra stress while she was ill.",
        "The producers' last known offer was 6 percent.",
        "En la junta se espera que el patio se abra.",
        "The guards should have warned the neighbours much sooner.",
    ],
)
def test_nouns_and_unreal_verbs_are_no_statements(text: str) -> None:
    """An article, or a modal verb in the perfect, tells of nothing that was said."""
    assert read(text) == []


def test_a_clause_without_that_has_its_own_subject() -> None:
    """Who asks is the clinic, and who tells of it is Ivo Pan."""
    assert read("Ivo Pan said a clinic had asked him for 9,500 crowns a month.") == [
        ("Ivo Pan", "say", "a clinic had asked him for 9,500 crowns a month"),
        ("a clinic", "request", "9,500 crowns a month"),
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Ana Ruiz llegó tarde. Además, dijo que el puente está roto.", "Ana Ruiz"),
        ("Durante la visita, el alcalde dijo que el puente está roto.", "el alcalde"),
        ("Inés Roa visitó la obra. En ese acto, afirmó que el puente está roto.", "Inés Roa"),
    ],
)
def test_an_opening_is_no_subject(text: str, who: str) -> None:
    """What links a sentence to the one before does not speak."""
    assert read(text)[-1][0] == who
