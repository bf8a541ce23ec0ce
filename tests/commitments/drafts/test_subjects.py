"""The noun phrase in front of a verb."""

from __future__ import annotations

import pytest

from posada.commitments.drafts.lexicon import lexicon
from posada.commitments.drafts.subjects import before
from posada.commitments.drafts.words import tokens


def words_of(text: str):
    return tokens(text, 0, len(text))


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
