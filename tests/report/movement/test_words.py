"""Both languages say the same things, with the same values in them."""

import string

import pytest

from posada.report.movement.words import EN, ES, texts_of


def names(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_every_sentence_is_in_both_languages_with_the_same_values():
    """No key and no value is missing from either."""
    assert EN.keys() == ES.keys()
    assert [key for key in EN if names(EN[key]) != names(ES[key])] == []


def test_another_language_is_refused():
    """The pages speak Spanish and English."""
    with pytest.raises(ValueError, match=r"lang must be one of es, en, got 'fr'\."):
        texts_of("fr")
