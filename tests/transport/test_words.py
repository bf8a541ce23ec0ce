"""The words of the room: both languages have all of them, with the same blanks to fill."""

import string

import pytest

from posada.transport.words import words_of


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same() -> None:
    """No word is missing, and none needs a fact that the other does not tell."""
    english, spanish = words_of("en"), words_of("es")
    assert english.keys() == spanish.keys()
    for name, text in english.items():
        assert blanks(text) == blanks(spanish[name]), name


def test_other_languages_are_refused() -> None:
    """With a message that says which there are."""
    with pytest.raises(ValueError, match="lang must be one of en, es, got 'de'"):
        words_of("de")
