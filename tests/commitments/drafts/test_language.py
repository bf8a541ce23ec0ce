"""English or Spanish, told from small words."""

from __future__ import annotations

import pytest

from posada.commitments.drafts.language import language_of


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The mayor said that the road is open.", "en"),
        ("La alcaldesa dijo que la ruta no es segura.", "es"),
        ("Der Bürgermeister sagte nichts.", None),
        ("", None),
        ("300", None),
    ],
)
def test_languages(text: str, lang: str | None) -> None:
    """None where the small words do not tell."""
    assert language_of(text) == lang
