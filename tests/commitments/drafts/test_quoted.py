"""Quotations that are statements, and words in scare quotes that are not."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text


def read(text: str) -> list[tuple[str, str, str]]:
    return [(draft.who, draft.act, draft.content.text) for draft in read_text(text, source_id="S")]


CASES = {
    "behind its speaker": ('Asked about it, Lund said, "Yes."', [("Lund", "say", "Yes.")]),
    "alone in the next sentence": (
        '"It leaks," said Lund. "It always did."',
        [("Lund", "say", "It leaks"), ("Lund", "say", "It always did.")],
    ),
    "behind a colon": (
        'Harbour union: "We were never asked."',
        [("Harbour union", "say", "We were never asked.")],
    ),
    "in Spanish, with the verb behind": (
        "«El techo gotea», sostuvo en un comunicado la directora.",
        [("la directora", "say", "El techo gotea")],
    ),
    "a promise of one's own": (
        '"We will pay in June," said the owner.',
        [("the owner", "promise", "We will pay in June")],
    ),
    "inside a clause": (
        'Neighbours should prepare for "another bad night," Lund said.',
        [("Lund", "say", 'Neighbours should prepare for "another bad night,"')],
    ),
    "what somebody finds something to be": (
        'Lund described the plan as "unfair".',
        [("Lund", "say", "unfair")],
    ),
    "as what it is dismissed": (
        'Lund dismissed the plan as "a photocopy".',
        [("Lund", "say", "a photocopy")],
    ),
    "behind a short subject": (
        'Ada Lund opened the hall. "Everyone must do a share of it," she continued.',
        [("Ada Lund", "say", "Everyone must do a share of it")],
    ),
    "marks of two kinds": (
        '“It leaks every year," Lund said.',
        [("Lund", "say", "It leaks every year")],
    ),
    "who is told before a colon": (
        'Ada Lund told the Lerma radio show: "It leaks."',
        [("Ada Lund", "say", "It leaks.")],
    ),
    "scare quotes": ('The so-called "village" has no water.', []),
}


@pytest.mark.parametrize("case", CASES)
def test_whose_words_they_are(case: str) -> None:
    """Speaker, act and words."""
    text, expected = CASES[case]
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        'El llamado "plan de rescate" dejó tres heridos.',
        'The so-called "clean harbour" attracted nobody.',
        '"Puerto limpio" costó tres millones de pesos.',
        'Officials called the shed a "shelter".',
    ],
)
def test_a_name_in_scare_quotes_says_nothing(text: str) -> None:
    """A verb beside it is what happened to the thing, and nobody's speech."""
    assert read_text(text, source_id="S") == ()


def test_what_somebody_calls_a_thing_is_a_statement() -> None:
    """Where it is more than a word or two, behind a verb of calling."""
    found = read('El edil Mario Roa tachó el anuncio de "fuegos de papel mojado".')
    assert found == [("El edil Mario Roa", "say", "fuegos de papel mojado")]
    assert read('Officials called the shed "a shelter" for the night.') == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ('"Nobody came", zanjó Ada Lund.', "Ada Lund"),
        ("«¡Nadie vino!» bramó el alcalde.", "el alcalde"),
        ('"We have waited in the rain" snapped Ada Lund.', "Ada Lund"),
    ],
)
def test_any_verb_in_the_past_may_carry_what_is_spoken(text: str, who: str) -> None:
    """Where a mark parts it from the words, or these are a clause."""
    lang = "en" if "snapped" in text else "es"
    assert [draft.who for draft in read_text(text, lang=lang, source_id="S")] == [who]
