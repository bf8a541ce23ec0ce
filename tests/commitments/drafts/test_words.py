"""Paragraphs, sentences, words and whole quotations with their places."""

from __future__ import annotations

from posada.commitments.drafts.words import paragraphs, sentences, tokens


def shown(text: str) -> list[str]:
    return [token.text for token in tokens(text, 0, len(text))]


def split(text: str) -> list[str]:
    return [" ".join(token.text for token in found) for found in sentences(tokens(text, 0, len(text)))]


def test_a_quotation_is_one_unit() -> None:
    """A stop inside it ends nothing, and a mark that is never closed runs to the end."""
    assert shown("«No. Nunca», dijo.") == ["«No. Nunca»", ",", "dijo", "."]
    assert shown('"It leaks, she') == ['"It leaks, she']


def test_shortened_words_end_no_sentence() -> None:
    """Titles, months, initials."""
    assert split("Gov. Lund spoke. A.C. Puente Vivo agreed.") == [
        "Gov. Lund spoke .",
        "A.C. Puente Vivo agreed .",
    ]
    assert split("It rained on Feb. 11. J. Ruiz left at 8 p.m. The bridge closed.") == [
        "It rained on Feb. 11 .",
        "J. Ruiz left at 8 p.m.",
        "The bridge closed .",
    ]
    assert split("She lives in Block C. Her door leaks. Ana D. Paz left.") == [
        "She lives in Block C .",
        "Her door leaks .",
        "Ana D. Paz left .",
    ]
    assert split("El 3 dic. llovió. El muro cedió en may.") == [
        "El 3 dic. llovió .",
        "El muro cedió en may .",
    ]


def test_dashes_of_spanish_dialogue_are_marks() -> None:
    """What is said, then who says it."""
    found = tokens("—No vamos —dijo Ana—. Nunca.", 0, 28)
    assert [(token.text, token.is_quote) for token in found][:3] == [
        ("No vamos", True),
        ("dijo", False),
        ("Ana", False),
    ]


def test_lines_that_hold_nothing_are_no_paragraphs() -> None:
    """Spaces and byte order marks hold nothing."""
    assert list(paragraphs("\ufeff\n \nOne.\r\nTwo.")) == [(4, 8), (10, 14)]
