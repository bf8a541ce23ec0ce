"""What would decide a promise that is not decided: the gaps, and what the verdict were if each was filled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from posada.commitments import Assessment, Measured, measure
from posada.programme import Programme
from posada.programme.tables import Commitment, Coverage

Gap = Literal[
    "amount", "no_day", "clock", "not_yet", "condition", "rivals", "range", "disputed", "coverage", "voices"
]


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that nobody knows, the rows it is about, and the verdicts that were possible if it was known."""

    gap: Gap
    row_ids: tuple[str, ...] = ()
    days: tuple[dt.date, dt.date] | None = None
    then: tuple[str, ...] = ()


def missing_on(found: Assessment, measured: Measured) -> tuple[Missing, ...]:
    """What is not known about a promise, in the order in which somebody would ask.

    A prohibition, or a promise that cannot be verified as it was said, is decided by nothing on record.

    >>> from posada.commitments.example import example
    >>> measured = measure(example())
    >>> [it.gap for it in missing_on(measured.assessment("cards"), measured)]
    ['amount', 'no_day', 'coverage']
    >>> missing_on(measured.assessment("buses"), measured)
    ()
    """
    gaps = list(_voices(found))
    if found.knowledge != "decided":
        gaps += [*_of_the_promise(found), *_of_the_deliveries(found), *_of_the_record(found, measured)]
    return tuple(gaps)


def _voices(found: Assessment) -> Iterator[Missing]:
    if found.voices.existence == "contested":
        against = tuple(row.claim_id for row in (*found.voices.for_it, *found.voices.against_it))
        yield Missing("voices", against)


def _of_the_promise(found: Assessment) -> Iterator[Missing]:
    commitment = found.commitment
    if commitment.amount is None:
        yield Missing("amount")
    if commitment.deadline in ("none", "vague"):
        yield Missing("no_day")
    elif commitment.deadline == "after" and found.due.earliest != found.due.latest:
        yield Missing("clock")
    elif found.due.on is not None and found.due.on >= found.as_of:
        yield Missing("not_yet", days=(found.as_of, found.due.on))
    if commitment.antecedent and not any(row.event == "triggered" for row in found.evidence.deliveries):
        yield Missing("condition")


def _of_the_deliveries(found: Assessment) -> Iterator[Missing]:
    rows = found.evidence.deliveries
    for row in rows:
        if row.competes_with_delivery_id is not None:
            yield Missing("rivals", (row.competes_with_delivery_id, row.delivery_id))
    ranges = tuple(row.delivery_id for row in rows if row.amount_lo != row.amount_hi)
    if ranges:
        yield Missing("range", ranges)
    disputed = tuple(row.delivery_id for row in rows if row.status == "disputed")
    if disputed:
        yield Missing("disputed", disputed)


def _of_the_record(found: Assessment, measured: Measured) -> Iterator[Missing]:
    """The days nobody vouches for, if a complete record would change the verdict: measured again as if it was."""
    commitment = found.commitment
    if not uncovered(found):
        return
    if_complete = measure(
        _vouched_for(found.programme, commitment, found.as_of),
        as_of=measured.as_of,
        known_as_of=measured.known_as_of,
        policy=measured.policy,
    )
    then = if_complete.assessment(commitment.commitment_id).verdicts
    if set(then) == set(found.verdicts):
        return
    yield Missing("coverage", days=(commitment.made_on, found.as_of), then=then)


def uncovered(found: Assessment) -> tuple[tuple[dt.date, dt.date], ...]:
    """The runs of days, from the promise to the day asked about, for which nobody says the record is complete."""
    day = dt.timedelta(days=1)
    runs = []
    start = found.commitment.made_on
    windows = sorted(
        (row.from_on, row.until_on)
        for row in found.evidence.coverage
        if row.completeness == "complete" and row.event == "delivered"
    )
    for first, last in windows:
        if first > start:
            runs.append((start, min(first - day, found.as_of)))
        start = max(start, last + day)
    if start <= found.as_of:
        runs.append((start, found.as_of))
    return tuple(run for run in runs if run[0] <= run[1])


def _vouched_for(programme: Programme, commitment: Commitment, as_of: dt.date) -> Programme:
    """A ledger with this promise alone, of which somebody says that nothing is missing."""
    row = Coverage(
        commitment_id=commitment.commitment_id,
        from_on=commitment.made_on,
        until_on=as_of,
        completeness="complete",
        declared_by_actor_id=commitment.debtor_actor_ids[0],
        source_id=commitment.source_id,
        grade="registry",
        recorded_on=commitment.recorded_on,
    )
    related = {commitment.commitment_id} | {
        later.commitment_id
        for later in programme.commitments
        if later.supersedes_commitment_id == commitment.commitment_id
    }
    return replace(
        programme,
        commitments=tuple(it for it in programme.commitments if it.commitment_id in related),
        coverage=(*programme.coverage, row),
    )
