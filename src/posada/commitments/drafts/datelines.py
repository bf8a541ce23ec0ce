"""Datelines: where a report was filed, on which day and by which agency, which is nobody's statement."""

from __future__ import annotations

import re

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|ene|abr|ago|set|dic"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)"
)
_NAME = r"(?:[A-ZÁÉÍÓÚÑ][\w'’.]*|de|del|la|las|los|el|y|of|the|and)"
_PLACE = rf"{_NAME}(?:[ \-]{_NAME})*(?:,? ?\([^()]{{2,40}}\))?(?:, {_NAME}(?: {_NAME})*)*"
_DAY = rf",? (?:\d{{1,2}} (?:de )?{_MONTH}\.?|{_MONTH}\.? \d{{1,2}})(?:,? (?:de )?\d{{4}})?"
_AGENCY = r"\s*\([^\W\d][^()]{1,39}\)"
_DASH = r"\s*\.?\s*[-—–]{1,2}\s*"
_OPENING = r"(?=[A-ZÁÉÍÓÚÑ¿¡«“\"0-9])"
DATELINE = re.compile(
    rf"\s*(?:{_PLACE}(?i:{_DAY})(?:{_AGENCY})?{_DASH}|{_PLACE}(?i:{_DAY}){_AGENCY}\.\s+|{_PLACE}{_AGENCY}{_DASH}"
    rf"|[A-ZÁÉÍÓÚÑ]{{4,}}(?:, {_NAME})?\s+[—–]\s*){_OPENING}"
)

LONGEST = 120
"""Characters; what is longer is no dateline."""


def behind_dateline(text: str, start: int, end: int) -> int:
    """Where a paragraph begins behind its dateline, or where it begins if it has none.

    >>> text = "LIMA, 22 ago (Sur).- La ministra renunció."
    >>> text[behind_dateline(text, 0, len(text)):]
    'La ministra renunció.'
    """
    found = DATELINE.match(text, start, min(end, start + LONGEST))
    return start if found is None else found.end()
