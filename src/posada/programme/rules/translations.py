"""Rules that translations must keep with the words of the ledger that they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from posada.programme.frames import BAD, Frames, shown
from posada.programme.mistakes import Mistake, did_you_mean
from posada.programme.settings import Settings

_QUOTED = (("claims", "quotation"), ("commitments", "deadline_words"))
"""Columns with somebody's own words: evidence, which no translation may take the place of."""


def translations_of_nothing(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """Translations whose original stands nowhere in the ledger's own words, or only as a quotation.

    Nothing is said where a table could not be read whole: the words may stand in what is missing.
    """
    translations = frames["translations"]
    cells = [(frame, name) for frame in frames.values() for name in frame.table.own_words]
    if any(frame.broken for frame, _ in cells):
        return
    own = {settings.name}.union(*(frame.values[name] for frame, name in cells)) - {""}
    quoted = {words for table, name in _QUOTED for words in frames[table].values[name]}
    for row, original in enumerate(translations.values["original"]):
        if original is BAD or original in own:
            continue
        if original in quoted:
            yield translations.mistake(
                row, "original", "must not be a quotation, which stays as it was said."
            )
        else:
            yield translations.mistake(
                row,
                "original",
                "must be the exact words of a cell that may be translated,"
                f" got {shown(original)}.{did_you_mean(original, sorted(own))}",
            )


def translations_with_other_figures(frames: Frames) -> Iterator[Mistake]:
    """Translations that name another figure than the original: a slip there would change what was promised."""
    translations = frames["translations"]
    for row, (original, text) in enumerate(
        zip(translations.values["original"], translations.values["text"], strict=True)
    ):
        if original is BAD or text is BAD:
            continue
        figures, others = _figures(original), _figures(text)
        if figures and others and figures != others:
            yield translations.mistake(
                row,
                "text",
                f"must have the figures of the original ({', '.join(figures)}), got {', '.join(others)}.",
            )


def _figures(words: str) -> list[str]:
    """The numbers that a text gives in figures, least first; 1,574 and 1.574 are one number in two countries."""
    return sorted((re.sub(r"\D", "", found) for found in re.findall(r"\d[\d.,]*", words)), key=int)
