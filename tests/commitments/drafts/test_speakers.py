"""The noun phrase beside a verb."""

from __future__ import annotations

import pytest

from posada.commitments.drafts.lexicon import lexicon
from posada.commitments.drafts.speakers import Discourse, Speaker, after
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
