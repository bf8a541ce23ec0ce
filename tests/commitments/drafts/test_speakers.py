"""The noun phrase beside a verb."""

from __future__ import annotations

import pytest

from posada.commitments.drafts.lexicon import lexicon
from posada.commitments.drafts.speakers import Discourse, Speaker, before, kind_of
from posada.commitments.drafts.words import tokens


def words_of(text: str):
    return tokens(text, 0, len(text))


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        ("en", "Ada Lund", "person"),
        ("en", "the harbour union", "group"),
        ("en", "the drivers", "many"),
        ("en", "640 people", "many"),
        ("en", "Council leader Ada Lund", "person"),
        ("en", "Council of Port Lund", "group"),
        ("es", "la directora", "person"),
        ("es", "el ayuntamiento", "group"),
        ("es", "los vecinos", "many"),
    ],
)
def test_kinds(lang: str, text: str, kind: str) -> None:
    """Whom "she", "it" and "they" may mean later."""
    assert kind_of(words_of(text), lexicon(lang)) == kind


def test_the_latest_fitting_speaker_is_less_sure() -> None:
    """Newest first; of no kind that fits, nobody."""
    talk = Discourse()
    talk.note(Speaker(0, 3, "person"))
    talk.note(Speaker(9, 12, "group"))
    assert talk.latest("person") == Speaker(0, 3, "person", 0.8)
    assert talk.latest().start == 9
    assert talk.latest("many") is None


def test_a_clause_that_is_too_long_is_nobody() -> None:
    """Nobody is described in more words than a line holds."""
    words = words_of("the old red big wide long slow dark cold dry flat thin soft warm loud wet clerk said")
    assert before(words, 0, len(words) - 1, lexicon("en")) is None
