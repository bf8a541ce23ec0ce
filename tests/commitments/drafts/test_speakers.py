"""The noun phrase beside a verb."""

from __future__ import annotations

import pytest

from posada.commitments.drafts.lexicon import lexicon
from posada.commitments.drafts.speakers import Discourse, Speaker, after, before
from posada.commitments.drafts.words import tokens


def words_of(text: str):
    return tokens(text, 0, len(text))


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


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("en", "The largest union — 900 members — said", "The largest union"),
        ("en", "In May 98% of tenants said", "In May 98% of tenants"),
        ("en", "Warden Ada Lund and Clerk Ivo Pan said", "Warden Ada Lund and Clerk Ivo Pan"),
        ("en", 'The "Blue Door" shelter said', 'The "Blue Door" shelter'),
        ("es", "El barrio, en el que viven 90 familias, dijo", "El barrio"),
        ("es", "La junta, que se reunió ayer, dijo", "La junta"),
    ],
)
def test_who_stands_in_front(lang: str, text: str, who: str) -> None:
    """The whole subject, and nothing that is told beside it."""
    words = words_of(text)
    part = before(words, 0, len(words) - 1, lexicon(lang))
    assert part is not None
    assert text[words[part[0]].start : words[part[1] - 1].end] == who


@pytest.mark.parametrize(
    ("lang", "text", "who"),
    [
        ("es", "dijo el activista y defensor del río Luis Mora", "el activista y defensor del río Luis Mora"),
        ("es", "dijo la alcaldesa y añadió", "la alcaldesa"),
        ("es", "afirma de forma tajante Inés Roa", "Inés Roa"),
        ("en", "said Ada Lund and added", "Ada Lund"),
    ],
)
def test_who_stands_behind(lang: str, text: str, who: str) -> None:
    """A second role is of the same person; a second verb is not."""
    words = words_of(text)
    part = after(words, 1, lexicon(lang))
    assert part is not None
    assert text[words[part[0]].start : words[part[1] - 1].end] == who
