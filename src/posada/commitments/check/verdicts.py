"""Rules on verdicts: each axis of each commitment is found again and held against the answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from posada.commitments.check.case import Case
from posada.commitments.check.days import due_days
from posada.commitments.check.missing import PLENTY, Span
from posada.commitments.check.reading import found_again, is_vouched_for
from posada.commitments.check.voices import successor_of, told_of
from posada.programme import Fault
from posada.programme.tables import Commitment, VerdictRow

_STRONGEST_LAST = ("permit", "begin", "decide", "grant", "deliver")
_WEAKEST_LAST = ("registry", "press", "party")
_ENDS = {
    "kept": "discharged",
    "late": "discharged",
    "broken": "violated",
    "waived": "released",
    "not_triggered": "expired",
    "suspended": "suspended",
}


def _fault(rule: str, commitment_id: str, expected: object, got: object) -> Fault:
    return Fault(rule, f"verdicts.csv, {commitment_id}", f"must be {expected}, got {got}.")


def _answered(case: Case) -> Iterator[tuple[Commitment, VerdictRow]]:
    rows = {row.commitment_id: row for row in case.verdicts}
    for commitment in case.commitments():
        if commitment.commitment_id in rows:
            yield commitment, rows[commitment.commitment_id]


def wrong_terms(case: Case) -> Iterator[Fault]:
    """Answers that were found by another day, on another ledger or another policy than was asked for."""
    expected = (case.terms.as_of, case.terms.known_as_of, case.terms.policy)
    for row in case.verdicts:
        given = (row.as_of_on, row.known_as_of_on, row.policy)
        if given != expected:
            yield _fault("terms", row.commitment_id, _shown(expected), _shown(given))


def not_answered_once(case: Case) -> Iterator[Fault]:
    """Commitments that are answered for not at all, or twice, and answers on commitments that there are not."""
    given = Counter(row.commitment_id for row in case.verdicts)
    wanted = {row.commitment_id for row in case.commitments()}
    for commitment_id in sorted({*given, *wanted}):
        expected = 1 if commitment_id in wanted else 0
        if given[commitment_id] != expected:
            yield _fault("answered_once", commitment_id, f"{expected} row", f"{given[commitment_id]}")


def wrong_existence(case: Case) -> Iterator[Fault]:
    """Answers that count the voices for and against a commitment wrongly."""
    for commitment, row in _answered(case):
        expected = told_of(case, commitment)
        given = (row.existence, row.voices_for, row.voices_against)
        if given != expected:
            yield _fault("existence", row.commitment_id, _shown(expected), _shown(given))


def wrong_verdicts(case: Case) -> Iterator[Fault]:
    """Answers whose set of verdicts, counts or lifecycle is not what the completions of the record give."""
    for commitment, row in _answered(case):
        stage = _stage(case, commitment, set(row.verdicts))
        if row.lifecycle != stage:
            yield _fault("lifecycle", row.commitment_id, stage, row.lifecycle)
        again = found_again(case, commitment)
        if again is None:
            continue
        found, is_tried = again
        expected = _after_substitution(case, commitment, found.verdicts)
        if set(row.verdicts) != expected if is_tried else not set(row.verdicts) >= expected:
            yield _fault("verdicts", row.commitment_id, _shown(sorted(expected)), _shown(row.verdicts))
        for name, bounds in (("kept", found.kept), ("late", found.late), ("owed", found.owed)):
            given = _given(row, name)
            if given != bounds and (is_tried or name != "kept"):
                yield _fault(name, row.commitment_id, _shown(bounds), _shown(given))


def _given(row: VerdictRow, name: str) -> Span:
    least, most = getattr(row, f"{name}_lo"), getattr(row, f"{name}_hi")
    return least, PLENTY if most is None else most


def _after_substitution(case: Case, commitment: Commitment, verdicts: set[str]) -> set[str]:
    """The verdicts once a weaker promise of the same debtor has taken the place of the first."""
    later = successor_of(case, commitment)
    if later is None or verdicts == {"unverifiable"}:
        return verdicts
    if _STRONGEST_LAST.index(later.strength) >= _STRONGEST_LAST.index(commitment.strength):
        return verdicts
    due_on = due_days(case, commitment).single
    if due_on is not None and due_on < later.made_on:
        return verdicts
    still_open = {"not_due", "partly_kept", "suspended"}
    replaced = verdicts & (still_open if commitment.deadline == "recurring" else {*still_open, "broken"})
    if not replaced:
        return verdicts
    is_over = _is_over(case, commitment, later)
    return {*(verdicts - replaced if is_over else verdicts), "substituted"}


def _is_over(case: Case, commitment: Commitment, later: Commitment) -> bool:
    """Whether it is on record that the first promise was no longer performed."""
    rows = case.evidence(commitment)
    ends = [row for row in rows if row.event == "ended"]
    if any(row.status != "disputed" and (row.until_on or row.from_on) <= case.terms.as_of for row in ends):
        return True
    goes_on = any(row.event == "delivered" and (row.until_on or row.from_on) > later.made_on for row in rows)
    return not goes_on and is_vouched_for(
        case.coverage(commitment), "delivered", later.made_on, case.terms.as_of
    )


def _stage(case: Case, commitment: Commitment, verdicts: set[str]) -> str:
    events = {
        row.event
        for row in case.evidence(commitment)
        if row.status != "disputed" and (row.until_on or row.from_on) <= case.terms.as_of
    }
    ends = [_ENDS[verdict] for verdict in verdicts if len(verdicts) == 1 and verdict in _ENDS]
    steps = (
        (successor_of(case, commitment) is not None, "superseded"),
        ("cancelled" in events, "cancelled"),
        (told_of(case, commitment)[0] == "told_false", "offered"),
        (bool(ends), ends[0] if ends else ""),
        ("suspended" in events, "suspended"),
        (commitment.act == "request" and "accepted" not in events, "offered"),
        (bool(commitment.antecedent) and "triggered" not in events, "conditional"),
    )
    return next((stage for holds, stage in steps if holds), "active")


def wrong_knowledge(case: Case) -> Iterator[Fault]:
    """Answers that claim to know more or less than they do, or name the wrong grade of evidence."""
    for commitment, row in _answered(case):
        used = [each.grade for each in case.evidence(commitment)]
        used += [each.grade for each in case.coverage(commitment)]
        knowledge = "undecided" if used else "no_data"
        if len(row.verdicts) == 1:
            knowledge = "decided"
        if row.knowledge != knowledge:
            yield _fault("knowledge", row.commitment_id, knowledge, row.knowledge)
        grade = max(used, key=_WEAKEST_LAST.index, default=None)
        if row.grade != grade:
            yield _fault("grade", row.commitment_id, grade, row.grade)


def wrong_days(case: Case) -> Iterator[Fault]:
    """Answers with a wrong due day, or a wrong number of units for which it passed in silence."""
    for commitment, row in _answered(case):
        due_on = due_days(case, commitment).single
        if row.due_on != due_on:
            yield _fault("due_on", row.commitment_id, due_on, row.due_on)
        silent: tuple[int | None, int | None] = (None, None)
        if commitment.on_expiry is not None and due_on is not None and due_on < case.terms.as_of:
            kept, owed = _given(row, "kept"), _given(row, "owed")
            most = None if owed[1] >= PLENTY else max(0, owed[1] - kept[0])
            silent = max(0, owed[0] - kept[1]), most
        if (row.silent_lo, row.silent_hi) != silent:
            yield _fault("silent", row.commitment_id, _shown(silent), _shown((row.silent_lo, row.silent_hi)))


def wrong_successor(case: Case) -> Iterator[Fault]:
    """Answers that name the wrong commitment as the one that took the place, or name one needlessly."""
    for commitment, row in _answered(case):
        later = successor_of(case, commitment)
        expected = None
        if later is not None and "substituted" in row.verdicts:
            expected = later.commitment_id
        if row.substituted_by_commitment_id != expected:
            yield _fault("successor", row.commitment_id, expected, row.substituted_by_commitment_id)


def _shown(values: object) -> str:
    if not isinstance(values, list | tuple):
        return str(values)
    joint = " to " if values and isinstance(values[0], int) else ", "
    return joint.join(map(str, values)) or "nothing"
