"""Trust in each promiser as a Beta distribution, fed by promises kept, late and broken."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from posada.movement.caravans.parameters import CaravanParameters


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a promise: kept (0 days late), late by some days, or never (None)."""

    late_by_days: int | None

    def broken_share(self, given: CaravanParameters) -> float:
        """How far the promise counts as broken: 0 if kept, 1 if never, in between the later it was kept."""
        if self.late_by_days is None:
            return 1.0
        return 1 - math.exp(-self.late_by_days / given.late_days)


def outcome_of(text: str) -> Outcome:
    """The outcome that somebody wrote down; ValueError for anything else.

    >>> outcome_of("late:30")
    Outcome(late_by_days=30)
    """
    if text == "kept":
        return Outcome(0)
    if text == "never":
        return Outcome(None)
    if match := re.fullmatch(r"late:(\d{1,4})", text):
        return Outcome(int(match[1]))
    raise ValueError(f"delivered must be kept, late:DAYS or never, got {text!r}.")


@dataclass(frozen=True, slots=True)
class Trust:
    """What is known of a promiser: promises kept and broken, counted in parts."""

    kept: float
    broken: float

    @property
    def mean(self) -> float:
        """The chance that the next promise is kept, as far as anybody can know.

        >>> Trust(2, 2).mean
        0.5
        """
        return self.kept / (self.kept + self.broken)

    def after(self, broken_share: float, weight: float) -> Trust:
        """Trust after one more promise, of which this share was broken.

        >>> Trust(2, 2).after(1.0, weight=2)
        Trust(kept=2.0, broken=4.0)
        """
        return Trust(self.kept + weight * (1 - broken_share), self.broken + weight * broken_share)
