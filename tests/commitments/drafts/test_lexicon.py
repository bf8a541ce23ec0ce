"""The words of a language, read from its file."""

from __future__ import annotations

import pytest

from posada.commitments.drafts.lexicon import LANGUAGES, lexicon

FRAMES = {"that", "bare", "quote", "to", "np", "for", "infinitive", "a", "de", "of", "told"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_languages_have_the_same_kinds_of_words(lang: str) -> None:
    """A rule may ask for any kind in any language."""
    found = lexicon(lang)
    assert found.words.keys() == lexicon("en").words.keys()
    assert found.bounds.keys() == lexicon("en").bounds.keys()
    assert all(words for words in found.words.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_are_in_lower_case_and_single(lang: str) -> None:
    """As they are looked up; only phrases hold an underscore."""
    for kind, words in lexicon(lang).words.items():
        for word in words:
            assert word == word.lower(), (kind, word)
            assert "_" not in word or kind in ("sources", "own_sources", "whose_view", "suppositions"), (
                kind,
                word,
            )


def test_regular_forms_are_made_and_listed_ones_kept() -> None:
    """Third person, past, participles."""
    english, spanish = lexicon("en").cues, lexicon("es").cues
    assert {"denies", "denied"} <= english.keys()
    assert {"afirmó", "afirmaron", "afirma"} <= spanish.keys()
    assert "sayed" not in english
    assert spanish["prometido"].participle
    assert not spanish["prometió"].participle


def test_every_verb_has_one_act_of_those_that_are_known() -> None:
    """And frames that a rule reads."""
    for lang in LANGUAGES:
        for form, cue in lexicon(lang).cues.items():
            assert cue.act in {"say", "promise", "deny", "request", "accept", "forecast"}, form
            assert cue.frames <= FRAMES, form
