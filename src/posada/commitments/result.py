"""What `measure` answers: every commitment on four axes, contradictions, and claims that cannot well be so."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from posada.commitments.contradictions import Weighed
from posada.commitments.counts import ANY, Range
from posada.commitments.existence import Voices
from posada.commitments.explain import explain_assessment, in_words, summary_of
from posada.commitments.lifecycle import Lifecycle
from posada.commitments.overview import overview_of
from posada.commitments.plausibility import Implausible
from posada.commitments.problem import Evidence, Policy, Refused
from posada.commitments.terms import Due
from posada.commitments.trace import CurvePoint, TraceLine, curve_of, happened, trace_of
from posada.programme import Programme
from posada.programme.tables import Commitment, ReconciliationRow, VerdictRow, VerdictTrace

Knowledge = Literal["decided", "undecided", "no_data"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What became of one commitment: was it made, where does it stand, was it kept, how well is that known.

    `verdicts` are in the order of the alphabet. `kept`, `late` and `owed` are bounds, both reached.
    """

    commitment: Commitment
    voices: Voices
    lifecycle: Lifecycle
    verdicts: tuple[str, ...]
    knowledge: Knowledge
    grade: str | None
    kept: Range
    late: Range
    owed: Range
    due: Due
    as_of: dt.date
    successor: Commitment | None
    evidence: Evidence = field(repr=False, compare=False)
    programme: Programme = field(repr=False, compare=False)

    @property
    def has_day(self) -> bool:
        """Whether there is a day, known or not, or a series of periods, by which it is due."""
        return self.due.has_day or self.commitment.deadline == "recurring"

    @property
    def share(self) -> tuple[float, float] | None:
        """The share kept, at least and at most; None where nothing is owed or the amount was never said."""
        if self.owed[0] < 1 or self.owed[1] >= ANY:
            return None
        return self.kept[0] / self.owed[1], min(1.0, self.kept[1] / self.owed[0])

    @property
    def silent(self) -> Range | None:
        """For how many units the day has passed without what was owed, where the law says what silence means.

        None where the law does not say, or the day has not passed for sure. Silence that counts as a refusal
        lets people appeal; it performs nothing, so it moves no verdict.
        """
        if self.commitment.on_expiry is None or self.due.on is None or self.as_of <= self.due.on:
            return None
        most = ANY if self.owed[1] >= ANY else self.owed[1] - self.kept[0]
        return max(0, self.owed[0] - self.kept[1]), max(0, most)

    @property
    def trace(self) -> tuple[TraceLine, ...]:
        """The rows that the verdict rests on."""
        return trace_of(self.evidence, self.programme)

    @property
    def curve(self) -> tuple[CurvePoint, ...]:
        """How deliveries added up over time, where no day is set by which they are late; else nothing."""
        if self.has_day:
            return ()
        return curve_of(self.evidence.deliveries, self.as_of)

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The deliveries that are no evidence for this commitment, and why."""
        return self.evidence.refused


@dataclass(frozen=True, slots=True)
class Measured:
    """Every commitment made by `as_of`, in the order of commitment_id; it explains itself.

    `quotations_not_compared` counts the quotations that nobody has held against the stored text of their source.
    """

    programme: Programme = field(repr=False, compare=False)
    as_of: dt.date
    known_as_of: dt.date | None
    policy: Policy
    assessments: tuple[Assessment, ...]
    contradictions: tuple[Weighed, ...]
    implausible: tuple[Implausible, ...]
    quotations_not_compared: int = 0

    def assessment(self, commitment_id: str) -> Assessment:
        """What became of one commitment; KeyError if there is none of that id."""
        for found in self.assessments:
            if found.commitment.commitment_id == commitment_id:
                return found
        raise KeyError(commitment_id)

    def rows(self) -> dict[str, tuple[Any, ...]]:
        """The answer as rows by table name."""
        return {
            "verdicts": tuple(self._row(found) for found in self.assessments),
            "verdict_traces": tuple(row for found in self.assessments for row in _trace_rows(found)),
            "reconciliations": tuple(map(_reconciliation, self.contradictions)),
        }

    def as_data(self) -> dict[str, Any]:
        """The whole answer as plain data: rows, contradictions, and claims that cannot well be so."""
        return {
            "as_of_on": self.as_of,
            "known_as_of_on": self.known_as_of,
            "policy": self.policy,
            **{name: [asdict(row) for row in rows] for name, rows in self.rows().items()},
            "contradictions": [
                {
                    "contradiction_id": found.contradiction.contradiction_id,
                    "topic": found.contradiction.topic,
                    "state": found.contradiction.state,
                    "claim_ids": [row.claim_id for row in found.claims],
                    "types": found.contradiction.types,
                    "types_shown_by_the_rows": found.types,
                    "types_not_shown_by_the_rows": found.not_shown,
                    "hypothesis": found.contradiction.hypothesis,
                    "holds": found.holds,
                    "because": found.because,
                    "tests_that_would_hold": found.may_hold,
                }
                for found in self.contradictions
            ],
            "implausible": [asdict(flag) for flag in self.implausible],
            "quotations_not_compared": self.quotations_not_compared,
        }

    def explain(self, commitment_id: str, lang: str = "en") -> str:
        """What became of a commitment, in sentences; KeyError if there is none of that id."""
        return explain_assessment(self.assessment(commitment_id), self.policy, lang)

    def summary(self, lang: str = "en") -> str:
        """What became of all commitments, in a few lines."""
        counted = Counter(
            in_words(found.verdicts, lang, has_day=found.has_day)
            if found.knowledge == "decided"
            else found.knowledge
            for found in self.assessments
        )
        return summary_of(
            self.as_of,
            self.policy,
            counted,
            reconciled=sum(found.is_reconciled for found in self.contradictions),
            contradictions=len(self.contradictions),
            refused=sum(len(found.refused) for found in self.assessments),
            implausible=len(self.implausible),
            quotations_not_compared=self.quotations_not_compared,
            lang=lang,
        )

    def overview(self, lang: str = "en") -> str:
        """What became of all commitments, a line each, and of the claims that do not agree."""
        return overview_of(self, lang)

    def _row(self, found: Assessment) -> VerdictRow:
        return VerdictRow(
            commitment_id=found.commitment.commitment_id,
            as_of_on=self.as_of,
            known_as_of_on=self.known_as_of,
            policy=self.policy,
            existence=found.voices.existence,
            voices_for=len(found.voices.for_it),
            voices_against=len(found.voices.against_it),
            voices_silent=len(found.voices.silent),
            lifecycle=found.lifecycle,
            verdicts=found.verdicts,
            knowledge=found.knowledge,
            grade=found.grade,
            kept_lo=found.kept[0],
            kept_hi=_bound(found.kept[1]),
            late_lo=found.late[0],
            late_hi=_bound(found.late[1]),
            owed_lo=found.owed[0],
            owed_hi=_bound(found.owed[1]),
            due_on=found.due.on,
            silent_lo=None if found.silent is None else found.silent[0],
            silent_hi=None if found.silent is None else _bound(found.silent[1]),
            substituted_by_commitment_id=(
                found.successor.commitment_id
                if found.successor is not None and "substituted" in found.verdicts
                else None
            ),
        )


def _reconciliation(found: Weighed) -> ReconciliationRow:
    """Whether a hypothesis holds, as a row; empty where it cannot be checked."""
    return ReconciliationRow(
        contradiction_id=found.contradiction.contradiction_id,
        known_claim_ids=tuple(row.claim_id for row in found.claims),
        types_shown=found.types,
        test=found.contradiction.test,
        holds="" if found.holds is None else "yes" if found.holds else "no",
    )


def _bound(units: int) -> int | None:
    """A number of units, or None where it only means that there is no bound."""
    return None if units >= ANY else units


def _trace_rows(found: Assessment) -> list[VerdictTrace]:
    commitment_id = found.commitment.commitment_id
    own = found.programme.words_in("en")
    rows = [
        VerdictTrace(
            commitment_id=commitment_id,
            from_table=line.table,
            row_id=line.row_id,
            says=line.says,
            source_id=line.source_id,
            from_byte=line.from_byte,
            until_byte=line.until_byte,
        )
        for line in found.trace
    ]
    rows += [
        VerdictTrace(
            commitment_id=commitment_id,
            from_table="deliveries",
            row_id=refused.delivery.delivery_id,
            says=happened(refused.delivery, "en", own),
            source_id=refused.delivery.source_id,
            refused_for=refused.reason,
        )
        for refused in found.refused
    ]
    return rows
