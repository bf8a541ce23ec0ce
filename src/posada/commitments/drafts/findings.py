"""Findings: a statement in characters of the text, with the rule that found it."""

from __future__ import annotations

from dataclasses import dataclass

from posada.commitments.drafts.draft import Act
from posada.commitments.drafts.speakers import Speaker

CONFIDENCE = {
    "quote": 0.95,
    "source": 0.9,
    "attribution": 0.9,
    "that": 0.9,
    "passive": 0.8,
    "infinitive": 0.85,
}
CONFIDENCE |= {"unpromised": 0.6}
CONFIDENCE |= {"noun": 0.75, "bare": 0.7, "continued": 0.7, "colon": 0.7}


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement in characters of the text: who, which act, from where to where, and the rule that found it."""

    speaker: Speaker
    act: Act
    start: int
    end: int
    rule: str
    said_from: int = 0
    """Where an amount may stand at the earliest, if that is behind the start."""

    @property
    def confidence(self) -> float:
        """How far the rule is to be trusted, before the speaker is."""
        return CONFIDENCE[self.rule]
