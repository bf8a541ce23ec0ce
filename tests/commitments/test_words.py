"""The two languages say the same things."""

from __future__ import annotations

import re

from posada.commitments.words import words_of
from posada.programme.tables.verdicts import VERDICTS


def test_both_languages_have_the_same_sentences_with_the_same_gaps() -> None:
    """A sentence that one language lacks, or fills otherwise, would fail in front of a reader."""
    english, spanish = words_of("en"), words_of("es")
    assert english.keys() == spanish.keys()
    for key, sentence in english.items():
        assert set(re.findall(r"{(\w+)", sentence)) == set(re.findall(r"{(\w+)", spanish[key])), key


def test_every_verdict_has_a_word() -> None:
    """In both languages."""
    for lang in ("en", "es"):
        assert all(words_of(lang)[verdict] for verdict in VERDICTS)
