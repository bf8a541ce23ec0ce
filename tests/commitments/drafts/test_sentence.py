"""The plain questions that every rule asks of a sentence, and statements without marks at their ends."""

from __future__ import annotations

from posada.commitments.drafts.findings import CONFIDENCE
from posada.commitments.drafts.lexicon import lexicon
from posada.commitments.drafts.sentence import Sentence
from posada.commitments.drafts.speakers import Discourse, Speaker
from posada.commitments.drafts.words import tokens


def sentence(text: str, lang: str = "en") -> Sentence:
    return Sentence(tokens(text, 0, len(text)), lexicon(lang), Discourse())


def test_a_phrase_that_names_a_source_is_measured_in_words() -> None:
    """One word, two, or none."""
    assert sentence("according to Ana").source_at(0) == 2
    assert sentence("según Ana", "es").source_at(0) == 1
    assert sentence("Ana said").source_at(0) == 0


def test_bounds_of_amounts_open_a_phrase() -> None:
    """Though their first word is a preposition."""
    assert sentence("al menos 15 camas", "es").opens_phrase(0)
    assert not sentence("al gobierno", "es").opens_phrase(0)


def test_a_statement_loses_the_marks_at_its_ends() -> None:
    """And a word that only points at something is none."""
    text = ", it leaks ,"
    found = sentence(text)
    found.add(Speaker(0, 1, "person"), "say", 0, len(found.words), "that")
    assert [text[each.start : each.end] for each in found.found] == ["it leaks"]
    pointer = sentence("this")
    pointer.add(Speaker(0, 1, "person"), "say", 0, 1, "noun")
    assert pointer.found == []


def test_every_rule_has_its_confidence() -> None:
    """Between nothing and certainty."""
    assert all(0 < confidence < 1 for confidence in CONFIDENCE.values())
