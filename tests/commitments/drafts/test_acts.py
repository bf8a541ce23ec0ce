"""What is done by saying something: the verb tells, and the future where the verb is neutral."""

from __future__ import annotations

import pytest

from posada.commitments.drafts import read_text


def read(text: str) -> list[tuple[str, str, str]]:
    return [(draft.who, draft.act, draft.content.text) for draft in read_text(text, source_id="S")]


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The mayor said the road is open.", "say"),
        ("The mayor said the road would open.", "forecast"),
        ('"We will open the road," said the mayor.', "promise"),
        ("The mayor promised a road.", "promise"),
        ("The mayor denied that the road is open.", "deny"),
        ("The neighbours demanded a road.", "request"),
        ("The mayor agreed to open the road.", "accept"),
        ("El alcalde dijo que la ruta abrirá.", "forecast"),
        ("El alcalde dijo que las rutas abrirían.", "forecast"),
        ("«Abriremos la ruta», dijo el alcalde.", "promise"),
        ("«Queremos abrir la ruta», dijo el alcalde.", "say"),
    ],
)
def test_acts(text: str, act: str) -> None:
    """One statement each."""
    assert [found for _, found, _ in read(text)] == [act]
