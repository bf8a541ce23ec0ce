"""Was it kept? Each commitment of a ledger on four axes, with the rows that every number rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from functools import reduce

from posada.commitments.contradictions import weigh_all
from posada.commitments.counts import Flow, Outcome, Verdict, outcome
from posada.commitments.existence import Voices, voices_on
from posada.commitments.lacking import Lacking, flows_of_bounds, lacking, open_flows
from posada.commitments.lifecycle import Standing, lifecycle_of, standing_of
from posada.commitments.plausibility import implausible
from posada.commitments.problem import (
    GRADES_OF,
    NEARNESS_OF,
    Evidence,
    Policy,
    Problem,
    choices_between_counts,
    read_problem,
)
from posada.commitments.records import (
    covers,
    flows_of,
    gathered,
    is_sure,
    suspended_by,
    triggered_of,
    waived_of,
)
from posada.commitments.recurring import outcome_of_recurring
from posada.commitments.result import Assessment, Knowledge, Measured
from posada.commitments.terms import Due, due_of
from posada.programme import Programme
from posada.programme.tables import Commitment, Delivery
from posada.programme.tables.promises import GRADES

OPEN: frozenset[Verdict] = frozenset({"not_due", "partly_kept", "suspended"})
"""Verdicts on a promise that may still be kept."""


def measure(
    programme: Programme,
    *,
    as_of: dt.date | None = None,
    known_as_of: dt.date | None = None,
    policy: Policy = "all",
    sources: Collection[str] | None = None,
) -> Measured:
    """What became of each commitment by `as_of`, as far as the ledger knew on `known_as_of`.

    A verdict is a set: it holds every verdict that some completion of what is missing allows, and is decided
    if that is one. `as_of` is the last day of the programme and `known_as_of` today's ledger unless said
    otherwise. `policy` says which deliveries count: those on a register, those the press attests as well, or
    all. `sources` leaves out everything that other sources say.

    Raises ValueError for a policy that there is not.

    >>> from posada.commitments.example import example
    >>> found = measure(example(), as_of=dt.date(2021, 11, 30))
    >>> found.assessment("buses").verdicts, found.assessment("buses").kept
    (('broken',), (11, 11))
    """
    if policy not in GRADES_OF:
        raise ValueError(f"policy must be one of {', '.join(GRADES_OF)}, got {policy!r}.")
    day = programme.settings.ends_on if as_of is None else as_of
    problem = read_problem(programme, as_of=day, known_as_of=known_as_of, policy=policy, sources=sources)
    return Measured(
        programme=programme,
        as_of=day,
        known_as_of=known_as_of,
        policy=policy,
        assessments=_assessed(problem),
        contradictions=weigh_all(problem.programme.contradictions, problem.claims),
        implausible=implausible(problem.claims),
        quotations_not_compared=(
            0
            if programme.quotations_compared
            else sum(bool(row.quotation) for row in problem.programme.claims)
        ),
    )


def _assessed(problem: Problem) -> tuple[Assessment, ...]:
    """What became of each commitment; whether it was made at all is asked first, for a denied one takes no place."""
    sources = {row.source_id: row for row in problem.programme.sources}
    outlets = {row.actor_id for row in problem.programme.actors if row.kind == "outlet"}
    nearness = NEARNESS_OF[problem.policy]
    heard = [voices_on(evidence.claims, sources, nearness, outlets) for evidence in problem.evidence]
    denied = {
        evidence.commitment.commitment_id
        for evidence, voices in zip(problem.evidence, heard, strict=True)
        if voices.existence == "told_false"
    }
    return tuple(
        _assess(problem, evidence, voices, denied)
        for evidence, voices in zip(problem.evidence, heard, strict=True)
    )


def _assess(problem: Problem, evidence: Evidence, voices: Voices, denied: Collection[str]) -> Assessment:
    commitment = evidence.commitment
    due = due_of(commitment, problem.calendars)
    standing = standing_of(evidence, denied)
    found = _outcome(problem, evidence, due, standing)
    verdicts = _substituted(problem, evidence, found.verdicts, due, standing)
    grades = {row.grade for row in evidence.deliveries} | {row.grade for row in evidence.coverage}
    return Assessment(
        commitment=commitment,
        voices=voices,
        lifecycle=lifecycle_of(evidence, verdicts, standing, problem.as_of, voices.existence),
        verdicts=tuple(sorted(verdicts)),
        knowledge=_knowledge(verdicts, evidence),
        grade=max(grades, key=GRADES.index) if grades else None,
        kept=found.kept,
        late=found.late,
        owed=found.owed,
        due=due,
        as_of=problem.as_of,
        successor=standing.successor,
        evidence=evidence,
        programme=problem.programme,
    )


def _knowledge(verdicts: Collection[Verdict], evidence: Evidence) -> Knowledge:
    if len(verdicts) == 1:
        return "decided"
    return "undecided" if evidence.deliveries or evidence.coverage else "no_data"


def _outcome(problem: Problem, evidence: Evidence, due: Due, standing: Standing) -> Outcome:
    """The verdicts and counts on a commitment, before anything took its place."""
    commitment = evidence.commitment
    if commitment.verifiability == "not_as_stated" or commitment.act == "prohibition":
        # How often something did not happen is no count of deliveries: no number would be honest.
        return Outcome(frozenset({"unverifiable"}), (0, 0), (0, 0), (0, 0))
    gap = lacking(evidence.coverage, commitment.made_on, problem.as_of)
    return reduce(
        Outcome.or_else,
        (
            _outcome_of_records(problem, evidence, due, standing, rows, gap)
            for rows in choices_between_counts(evidence.deliveries)
        ),
    )


def _outcome_of_records(
    problem: Problem,
    evidence: Evidence,
    due: Due,
    standing: Standing,
    rows: Sequence[Delivery],
    gap: Lacking,
) -> Outcome:
    """The verdicts and counts if one of the counts that compete is true."""
    commitment = evidence.commitment
    flows = gathered([*flows_of(rows, commitment.made_on, problem.as_of), *open_flows(gap)])
    if commitment.deadline == "recurring":
        return outcome_of_recurring(problem, evidence, standing, rows, flows, gap)
    flows = gathered([*flows, *flows_of_bounds(gap)])
    stopped = due.stopped_since is not None and problem.as_of >= due.stopped_since
    ways = [
        (None if stopped else day, stopped or suspended)
        for day in _possible_days(due, flows, evidence, rows, problem.as_of)
        for suspended in sorted(suspended_by(rows, _limit(day, problem.as_of)))
    ]
    if due.may_stop_on is not None and problem.as_of >= due.may_stop_on:
        ways.append((None, True))
    return reduce(
        Outcome.or_else,
        (_outcome_by(problem, evidence, rows, flows, day, stopped=still) for day, still in ways),
    )


def _outcome_by(
    problem: Problem,
    evidence: Evidence,
    rows: Sequence[Delivery],
    flows: Sequence[Flow],
    day: int | None,
    *,
    stopped: bool,
) -> Outcome:
    """The verdicts and counts on a commitment if it is due on that day; `stopped` if its clock stands still."""
    commitment = evidence.commitment
    triggered = triggered_of(commitment, rows, evidence.coverage, _limit(day, problem.as_of))
    if commitment.amount is None and triggered[0] > 0:
        # Nobody said how many; whoever of these people was given one was owed one.
        triggered = (max(triggered[0], sum(flow.least for flow in flows)), triggered[1])
    return outcome(
        flows,
        triggered=triggered,
        waived=waived_of(rows, problem.as_of),
        share=Fraction(str(commitment.target_share)),
        due=None if stopped else day,
        as_of=problem.as_of.toordinal(),
        stopped=stopped,
    )


def _limit(day: int | None, as_of: dt.date) -> dt.date:
    """The day by which something must have happened to count for a due day."""
    return as_of if day is None else dt.date.fromordinal(min(day, as_of.toordinal()))


def _possible_days(
    due: Due, flows: Iterable[Flow], evidence: Evidence, rows: Iterable[Delivery], as_of: dt.date
) -> Sequence[int | None]:
    """The days the commitment may be due on that can make a difference; None: no day at all.

    Between two of them no flow changes sides and no condition comes true, so the days between give no other
    verdict.
    """
    if not due.has_day or due.earliest is None:
        return [None]
    first = due.earliest.toordinal()
    # A day after as_of is as good as any later one: nothing is due yet.
    last = max(first, as_of.toordinal()) if due.latest is None else due.latest.toordinal()
    changes = {(flow.first, flow.last) for flow in flows}
    changes |= {
        (row.from_on.toordinal(), (row.until_on or row.from_on).toordinal())
        for row in rows
        if row.event in ("triggered", "accepted", "suspended")
    }
    changes |= {
        (cover.from_on.toordinal(), cover.until_on.toordinal() + 1)
        for cover in evidence.coverage
        if cover.event == "triggered"
    }
    days = {first, last, as_of.toordinal() - 1, as_of.toordinal()}
    for start, end in changes:
        days |= {start - 1, start, end - 1, end}
    return sorted(day for day in days if first <= day <= last)


def _substituted(
    problem: Problem, evidence: Evidence, verdicts: frozenset[Verdict], due: Due, standing: Standing
) -> frozenset[Verdict]:
    """The verdicts after the same debtor has put a weaker promise in the place of this one.

    Where its day had not passed by then, what would be open or broken is substituted; that is sure only if it
    is on record that the first promise was no longer performed.
    """
    successor = standing.successor
    if successor is None or not standing.is_weaker or verdicts == {"unverifiable"}:
        return verdicts
    commitment = evidence.commitment
    touched = OPEN if commitment.deadline == "recurring" else OPEN | {"broken"}
    if due.on is not None and due.on < successor.made_on:
        return verdicts
    replaced = verdicts & touched
    if not replaced:
        return verdicts
    gone = _is_no_longer_performed(commitment, successor, evidence, problem.as_of)
    return (verdicts - replaced if gone else verdicts) | {"substituted"}


def _is_no_longer_performed(
    commitment: Commitment, successor: Commitment, evidence: Evidence, as_of: dt.date
) -> bool:
    if any(row.event == "ended" and is_sure(row, as_of) for row in evidence.deliveries):
        return True
    later = any(
        row.event == "delivered" and (row.until_on or row.from_on) > successor.made_on
        for row in evidence.deliveries
    )
    return not later and covers(evidence.coverage, successor.made_on, as_of)
