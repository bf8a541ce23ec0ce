"""What may be counted: the rows of a programme that were known, under a policy of evidence, by commitment."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Literal

from posada.programme import Programme
from posada.programme.deadlines import WorkingCalendar, working_calendars
from posada.programme.tables import Claim, Commitment, Coverage, Delivery, Source, Statistic

Policy = Literal["registry", "press", "all"]
Refusal = Literal["cohort", "unit", "unconfirmed", "before"]

GRADES_OF: Mapping[Policy, frozenset[str]] = {
    "registry": frozenset({"registry"}),
    "press": frozenset({"registry", "press"}),
    "all": frozenset({"registry", "press", "party"}),
}
"""Which deliveries a policy counts, by how well they are attested."""

MOST_CHOICES = 4096
"""So many readings of competing counts are weighed one by one."""

NEARNESS_OF: Mapping[Policy, frozenset[str]] = {
    "registry": frozenset({"primary"}),
    "press": frozenset({"primary", "secondary"}),
    "all": frozenset({"primary", "secondary", "tertiary"}),
}
"""Which sources a policy hears on whether a promise was made at all."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A delivery that is no evidence for its commitment, and why."""

    delivery: Delivery
    reason: Refusal


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known about one commitment."""

    commitment: Commitment
    deliveries: tuple[Delivery, ...] = ()
    refused: tuple[Refused, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    claims: tuple[Claim, ...] = ()
    successors: tuple[Commitment, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """The evidence on every commitment, and what is needed to weigh it.

    `programme` is the programme as it was known; `claims` leaves out drafts that nobody confirmed.
    """

    programme: Programme
    as_of: dt.date
    known_as_of: dt.date | None
    policy: Policy
    evidence: tuple[Evidence, ...]
    claims: tuple[Claim, ...]
    calendars: Mapping[str, WorkingCalendar] = field(repr=False)


def read_problem(
    programme: Programme,
    *,
    as_of: dt.date,
    known_as_of: dt.date | None,
    policy: Policy,
    sources: Collection[str] | None,
) -> Problem:
    """The evidence on each commitment that was made by `as_of`, in the order of commitment_id.

    Only what `sources` say counts, if any are named, and only what the ledger held on `known_as_of`.
    """
    heard = _Heard(programme, known_as_of, sources)
    unconfirmed = {row.claim_id for row in programme.claims if not is_confirmed(row)}
    programme = _as_known(programme, heard, known_as_of)
    claims = tuple(row for row in programme.claims if is_confirmed(row))
    commitments = sorted(
        (row for row in programme.commitments if row.made_on <= as_of and heard(row)),
        key=lambda row: row.commitment_id,
    )
    counted, refused = _deliveries(programme, commitments, policy, heard, as_of, unconfirmed)
    coverage: dict[str, list[Coverage]] = defaultdict(list)
    for cover in programme.coverage:
        if cover.grade in GRADES_OF[policy] and heard(cover):
            coverage[cover.commitment_id].append(cover)
    about: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.commitment_id is not None:
            about[claim.commitment_id].append(claim)
    after: dict[str, list[Commitment]] = defaultdict(list)
    for row in commitments:
        if row.supersedes_commitment_id is not None:
            after[row.supersedes_commitment_id].append(row)
    evidence = tuple(
        Evidence(
            commitment=row,
            deliveries=tuple(counted.get(row.commitment_id, ())),
            refused=tuple(
                sorted(
                    refused.get(row.commitment_id, ()),
                    key=lambda each: (each.delivery.from_on, each.delivery.delivery_id),
                )
            ),
            coverage=tuple(coverage.get(row.commitment_id, ())),
            claims=tuple(about.get(row.commitment_id, ())),
            successors=tuple(sorted(after.get(row.commitment_id, ()), key=lambda later: later.made_on)),
        )
        for row in commitments
    )
    return Problem(programme, as_of, known_as_of, policy, evidence, claims, working_calendars(programme))


def is_confirmed(claim: Claim) -> bool:
    """Whether a person stands behind a claim: a draft that nobody confirmed can reach no verdict."""
    return claim.extracted_by == "human" or bool(claim.confirmed_by)


class _Heard:
    """Whether a row was in the ledger on the day asked about, and comes from one of the sources asked about.

    A row without a day of its own entered the ledger when its source came out; if that is not known either,
    it was always there.
    """

    def __init__(
        self, programme: Programme, known_as_of: dt.date | None, sources: Collection[str] | None
    ) -> None:
        self._out = {row.source_id: out_on(row) for row in programme.sources}
        self._known_as_of = known_as_of
        self._sources = None if sources is None else frozenset(sources)

    @property
    def everything(self) -> bool:
        return self._known_as_of is None and self._sources is None

    def __call__(self, row: Claim | Commitment | Delivery | Coverage) -> bool:
        if self._sources is not None and row.source_id not in self._sources:
            return False
        if self._known_as_of is None:
            return True
        known_on = row.recorded_on or self._out.get(row.source_id)
        return known_on is None or known_on <= self._known_as_of


def _as_known(programme: Programme, heard: _Heard, known_as_of: dt.date | None) -> Programme:
    """The programme without the claims, contradictions, figures and closures that were not known on that day.

    Without a day of its own, a contradiction was known when two of its claims were, a figure when its source was
    out and its own day had come, and a closure always.
    """
    if heard.everything:
        return programme
    out = {row.source_id: out_on(row) for row in programme.sources}

    def in_time(known_on: dt.date | None) -> bool:
        return known_as_of is None or known_on is None or known_on <= known_as_of

    def is_figure_known(row: Statistic) -> bool:
        if row.recorded_on is not None:
            return in_time(row.recorded_on)
        return in_time(row.as_of_on) and in_time(out.get(row.source_id))

    return replace(
        programme,
        claims=tuple(row for row in programme.claims if heard(row)),
        contradictions=tuple(row for row in programme.contradictions if in_time(row.recorded_on)),
        statistics=tuple(filter(is_figure_known, programme.statistics)),
        closures=tuple(row for row in programme.closures if in_time(row.recorded_on)),
    )


def out_on(source: Source) -> dt.date | None:
    """The day by which a source was in the ledger, or else by which it was out."""
    return source.recorded_on or source.published_until or source.published_on


def _deliveries(
    programme: Programme,
    commitments: list[Commitment],
    policy: Policy,
    heard: _Heard,
    as_of: dt.date,
    unconfirmed: Collection[str],
) -> tuple[dict[str, list[Delivery]], dict[str, list[Refused]]]:
    """The deliveries that count for each commitment, and those that do not."""
    of = {row.commitment_id: row for row in commitments}
    counted: dict[str, list[Delivery]] = {row.commitment_id: [] for row in commitments}
    refused: dict[str, list[Refused]] = defaultdict(list)
    grades = GRADES_OF[policy]
    hears_all = heard.everything
    for row in programme.deliveries:
        commitment = of.get(row.commitment_id)
        if commitment is None or row.grade not in grades or row.from_on > as_of:
            continue
        if not hears_all and not heard(row):
            continue
        reason = _why_refused(row, commitment, unconfirmed)
        if reason is None:
            counted[row.commitment_id].append(row)
        else:
            refused[row.commitment_id].append(Refused(row, reason))
    return counted, refused


def _why_refused(row: Delivery, commitment: Commitment, unconfirmed: Collection[str]) -> Refusal | None:
    """Why a delivery is no evidence: other people, other things, an unconfirmed draft, before the promise."""
    if row.cohort_id != commitment.cohort_id:
        return "cohort"
    if row.amount_lo is not None and row.unit != commitment.unit:
        return "unit"
    if row.claim_id is not None and row.claim_id in unconfirmed:
        return "unconfirmed"
    if (row.until_on or row.from_on) < commitment.made_on:
        return "before"
    return None


def choices_between_counts(deliveries: tuple[Delivery, ...]) -> Iterator[tuple[Delivery, ...]]:
    """The records that may be true together: of counts that compete, one and only one.

    Where that would be more than `MOST_CHOICES` records, the counts of each thing become one row that holds them
    all, which can allow more verdicts but none fewer.
    """
    if not any(row.competes_with_delivery_id for row in deliveries):
        yield deliveries
        return
    leads_to = {row.delivery_id: row.competes_with_delivery_id for row in deliveries}
    rivals: dict[str, list[Delivery]] = defaultdict(list)
    for row in deliveries:
        root = row.delivery_id
        while (ahead := leads_to.get(root)) is not None and ahead in leads_to:
            root = ahead
        rivals[root].append(row)
    groups = list(rivals.values())
    if math.prod(map(len, groups)) > MOST_CHOICES:
        groups = [[_holding_all(rows)] if len(rows) > 1 else rows for rows in groups]
    yield from product(*groups)


def _holding_all(rows: Sequence[Delivery]) -> Delivery:
    """One row whose days and numbers hold those of every count; it is sure of nothing but the least of them."""
    return replace(
        rows[0],
        from_on=min(row.from_on for row in rows),
        until_on=max(row.until_on or row.from_on for row in rows),
        amount_lo=min(row.amount_lo or 0 for row in rows),
        amount_hi=max(row.amount_hi or 0 for row in rows),
        status="disputed" if any(row.status == "disputed" for row in rows) else rows[0].status,
    )
