"""Drafts: what somebody seems to have said, with its exact places in the text, for a person to confirm."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Act = Literal["say", "promise", "deny", "request", "accept", "forecast"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the source in bytes of UTF-8, with the words that stand there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount between two bounds, either of which may be unknown, and what is counted."""

    lo: Decimal | None
    hi: Decimal | None
    unit: str

    def __str__(self) -> str:
        """The amount as it is written in tables.

        >>> str(Quantity(Decimal(300), None, "buses"))
        '300.. buses'
        """
        if self.lo == self.hi:
            return f"{self.lo} {self.unit}".strip()
        low = "" if self.lo is None else str(self.lo)
        high = "" if self.hi is None else str(self.hi)
        return f"{low}..{high} {self.unit}".strip()


@dataclass(frozen=True, slots=True)
class Draft:
    """One attributed statement as a machine reads it. It is nobody's claim until a person makes one of it.

    `confirmed_by` is empty and cannot be filled: whoever confirms a draft writes a row of `claims.csv` by hand
    or through a tool that asks for names. `confidence` ranks the rules (0 to 1); it is not a probability.
    """

    source_id: str
    who: str
    act: Act
    polarity: Literal["assert", "deny"]
    content: Span
    speaker: Span
    quantity: Quantity | None
    confidence: float
    rule: str
    lang: str
    confirmed_by: tuple[()] = field(default=(), init=False)
