"""Clauses under one verb, and items of a list."""

from __future__ import annotations

import pytest

from posada.commitments.drafts.clauses import clauses, items
from posada.commitments.drafts.lexicon import lexicon
from posada.commitments.drafts.words import tokens


def parts(how, text: str, lang: str) -> list[str]:
    words = tokens(text, 0, len(text))
    found = how(words, 0, len(words), lexicon(lang))
    return [text[words[first].start : words[last - 1].end] for first, last in found]


def test_clauses_fall_apart_where_their_that_is_said_again() -> None:
    """Behind a comma or a conjunction; "sino que" goes on with the same clause."""
    assert parts(clauses, "it leaks and that it always did", "en") == ["it leaks", "it always did"]
    assert parts(clauses, "gotea, que siempre goteó", "es") == ["gotea", "siempre goteó"]
    assert len(parts(clauses, "no sólo gotea, sino que se hunde", "es")) == 1


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("a van, two doors and a key", "en", ["a van", "two doors", "a key"]),
        ("a van and a key", "en", ["a van", "a key"]),
        ("bread and butter", "en", ["bread and butter"]),
        ("to stay and to work", "en", ["to stay", "to work"]),
        ("abrir la puerta y cerrar el paso", "es", ["abrir la puerta", "cerrar el paso"]),
        ("una llave, como la vieja, o un candado", "es", ["una llave, como la vieja, o un candado"]),
        ("abrir dos obras: una ahora, y otra luego", "es", ["abrir dos obras: una ahora, y otra luego"]),
        (
            "to strike over low pay, long hours and bad food",
            "en",
            ["to strike over low pay, long hours and bad food"],
        ),
        (
            "to pay nurses, hire doctors and open the ward",
            "en",
            ["to pay nurses", "hire doctors", "open the ward"],
        ),
        (
            "denunciar robos, golpes y amenazas",
            "es",
            ["denunciar robos, golpes y amenazas"],
        ),
        ("treinta y dos camas", "es", ["treinta y dos camas"]),
    ],
)
def test_items_of_a_list(text: str, lang: str, expected: list[str]) -> None:
    """Parted by commas and a last conjunction; two words of one thing, and a number, stay together."""
    assert parts(items, text, lang) == expected
