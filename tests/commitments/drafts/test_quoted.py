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
    "scare quotes": ('The so-called "village" has no water.', []),
}


@pytest.mark.parametrize("case", CASES)
def test_whose_words_they_are(case: str) -> None:
    """Speaker, act and words."""
    text, expected = CASES[case]
    assert read(text) == expected
