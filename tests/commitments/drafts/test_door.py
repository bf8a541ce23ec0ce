"""What cannot be read is refused, all of it at once."""

from __future__ import annotations

import pytest

from posada.commitments.drafts.door import words_of_text
from posada.programme import InputError


def test_all_mistakes_are_told_together() -> None:
    """A code that is none, a language without cues, bytes that are no text."""
    with pytest.raises(InputError) as caught:
        words_of_text(b"caf\xe9", lang="fr", source_id="a;b")
    assert [str(mistake) for mistake in caught.value.mistakes] == [
        "source_id: must be an id: a letter or digit, then up to 79 more characters, no ';' and no slash,"
        " got 'a;b'.",
        "a;b, lang: must be one of en, es, got 'fr'.",
        "a;b, text: must be UTF-8, got byte 0xe9 at offset 3.",
    ]


def test_a_mistake_of_the_text_names_its_file() -> None:
    """Whoever reads several files must know which one to mend; the code of the source says nothing of that."""
    with pytest.raises(InputError) as caught:
        words_of_text(b"caf\xe9", lang=None, source_id="S1", file="news/old.txt")
    assert str(caught.value) == "news/old.txt: must be UTF-8, got byte 0xe9 at offset 3."
