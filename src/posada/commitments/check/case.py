"""What a check may look at: the rows of the ledger that count, found again from the tables alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from posada.programme import Programme
from posada.programme.tables import (
    Calendar,
    Claim,
    Closure,
    Commitment,
    Contradiction,
    Coverage,
    Delivery,
    ReconciliationRow,
    VerdictRow,
    VerdictTrace,
)

_BEST_FIRST = ("registry", "press", "party")
_NEAREST_FIRST = ("primary", "secondary", "tertiary")
_HOW_FAR = {"registry": 1, "press": 2, "all": 3}
"""How many of the grades above a policy goes down."""


@dataclass(frozen=True, slots=True)
class Terms:
    """By when, on what was known, and on whose word verdicts were found."""

    as_of: dt.date
    known_as_of: dt.date | None
    policy: str
    sources: frozenset[str] | None

    @property
    def grades(self) -> tuple[str, ...]:
        """The grades of deliveries that count."""
        return _BEST_FIRST[: _HOW_FAR[self.policy]]

    @property
    def nearness(self) -> tuple[str, ...]:
        """The grades of sources that are heard on whether a promise was made."""
        return _NEAREST_FIRST[: _HOW_FAR[self.policy]]


class Case:
    """A ledger, what was answered about it, and the terms of the answer."""

    def __init__(
        self,
        programme: Programme,
        terms: Terms,
        verdicts: Iterable[VerdictRow],
        traces: Iterable[VerdictTrace],
        reconciliations: Iterable[ReconciliationRow] | None = None,
    ) -> None:
        self.programme = programme
        self.terms = terms
        self.verdicts = tuple(verdicts)
        self.traces = tuple(traces)
        self.reconciliations = None if reconciliations is None else tuple(reconciliations)
        self._published = {
            row.source_id: row.recorded_on or row.published_until or row.published_on
            for row in programme.sources
        }
        self._drafts = {
            row.claim_id for row in programme.claims if row.extracted_by == "draft" and not row.confirmed_by
        }
        self._deliveries: dict[str, list[Delivery]] = {}
        for row in programme.deliveries:
            if row.grade in terms.grades and row.from_on <= terms.as_of and self.is_known(row):
                self._deliveries.setdefault(row.commitment_id, []).append(row)

    def is_known(self, row: Claim | Commitment | Delivery | Coverage) -> bool:
        """Whether a row comes from a source that is heard, and was in the ledger in time."""
        if self.terms.sources is not None and row.source_id not in self.terms.sources:
            return False
        return self._is_in_time(row.recorded_on or self._published.get(row.source_id))

    def _is_in_time(self, day: dt.date | None) -> bool:
        return self.terms.known_as_of is None or day is None or day <= self.terms.known_as_of

    def commitments(self) -> list[Commitment]:
        """The commitments that must be answered for."""
        return [
            row
            for row in self.programme.commitments
            if row.made_on <= self.terms.as_of and self.is_known(row)
        ]

    def looked_at(self, commitment: Commitment) -> list[Delivery]:
        """The deliveries to a commitment that count or must be refused by name."""
        return self._deliveries.get(commitment.commitment_id, [])

    def refusal_of(self, row: Delivery, commitment: Commitment) -> str | None:
        """Why a delivery is no evidence, or None if it is."""
        if row.cohort_id != commitment.cohort_id:
            return "cohort"
        if row.amount_lo is not None and row.unit != commitment.unit:
            return "unit"
        if row.claim_id in self._drafts:
            return "unconfirmed"
        return "before" if (row.until_on or row.from_on) < commitment.made_on else None

    def evidence(self, commitment: Commitment) -> list[Delivery]:
        """The deliveries that count."""
        return [row for row in self.looked_at(commitment) if self.refusal_of(row, commitment) is None]

    def coverage(self, commitment: Commitment) -> list[Coverage]:
        """What is vouched for."""
        return [
            row
            for row in self.programme.coverage
            if row.commitment_id == commitment.commitment_id
            and row.grade in self.terms.grades
            and self.is_known(row)
        ]

    def all_claims(self) -> list[Claim]:
        """What is said, by a person or confirmed by one."""
        return [
            row
            for row in self.programme.claims
            if self.is_known(row) and (row.extracted_by == "human" or row.confirmed_by)
        ]

    def claims(self, commitment: Commitment) -> list[Claim]:
        """What is said on whether the commitment was made."""
        return [row for row in self.all_claims() if row.commitment_id == commitment.commitment_id]

    def contradictions(self) -> list[Contradiction]:
        """The contradictions that were on record in time."""
        return [row for row in self.programme.contradictions if self._is_in_time(row.recorded_on)]

    def calendar(self, calendar_id: str | None) -> tuple[Calendar, list[Closure]] | None:
        """A calendar with its closures, or None."""
        for row in self.programme.calendars:
            if row.calendar_id == calendar_id:
                return row, [
                    each
                    for each in self.programme.closures
                    if each.calendar_id == calendar_id and self._is_in_time(each.recorded_on)
                ]
        return None
