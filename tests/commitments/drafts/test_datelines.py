"""Where a report was filed, and by which agency, is nobody's statement."""

from __future__ import annotations

import pytest

from posada.commitments.drafts.datelines import behind_dateline


@pytest.mark.parametrize(
    "dateline",
    [
        "LIMA, 22 ago (Sur).- ",
        "Lima, 22 ago (Sur Noticias) - ",
        "Ciudad de México, 3 de mayo (Sur) — ",
        "Tuxtla Gutiérrez (México), 14 ene. (Sur) – ",
        "PORT LUND (Inland Wire) — ",
        "PORT LUND, Ohio, Feb. 11 (Inland Wire) -- ",
        "Geneva, 11 Feb 2024 - ",
        "GENEVA — ",
        "Lima, 22 ago (Sur). ",
    ],
)
def test_a_dateline_is_passed_over(dateline: str) -> None:
    """Up to the first word of the report."""
    text = dateline + "The board met."
    assert text[behind_dateline(text, 0, len(text)) :] == "The board met."


@pytest.mark.parametrize(
    "text",
    [
        "Ada Lund — the mayor — said the wall leaks.",
        "INM — the agency — said the wall leaks.",
        "The Board (PLB) — which met on Monday — said the wall leaks.",
        "Ada Lund (62). She said the wall leaks.",
        "On 3 May the board met.",
        "",
    ],
)
def test_what_only_resembles_one_is_read(text: str) -> None:
    """A name with an aside between dashes, a bracket behind a name, a day."""
    assert behind_dateline(text, 0, len(text)) == 0
