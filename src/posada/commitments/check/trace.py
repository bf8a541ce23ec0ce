"""Rules on traces: every row that counts is named, with its source and the bytes that bear it out, and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from posada.commitments.check.case import Case
from posada.programme import Fault
from posada.programme.tables import Commitment

Line = tuple[str, str, str, int | None, int | None, str | None]
"""Table, row, source, span, and why the row is no evidence."""


def wrong_traces(case: Case) -> Iterator[Fault]:
    """Rows that count and are not traced, traced rows that do not count, wrong sources, spans and refusals."""
    given: dict[str, Counter[Line]] = {}
    for row in case.traces:
        line = (row.from_table, row.row_id, row.source_id, row.from_byte, row.until_byte, row.refused_for)
        given.setdefault(row.commitment_id, Counter())[line] += 1
    for commitment in case.commitments():
        lines = Counter(_lines(case, commitment))
        found = given.pop(commitment.commitment_id, Counter())
        for line in sorted((lines - found).elements(), key=str):
            yield _fault(commitment.commitment_id, f"must trace {_told(line)}.")
        for line in sorted((found - lines).elements(), key=str):
            yield _fault(commitment.commitment_id, f"must not trace {_told(line)}.")
    for commitment_id in sorted(given):
        yield _fault(commitment_id, "must be a commitment that is answered for.")


def _lines(case: Case, commitment: Commitment) -> Iterator[Line]:
    spans = {
        row.claim_id: (row.from_byte, row.until_byte) for row in case.programme.claims if case.is_known(row)
    }
    yield "commitments", commitment.commitment_id, commitment.source_id, None, None, None
    for row in case.looked_at(commitment):
        refusal = case.refusal_of(row, commitment)
        span = spans.get(row.claim_id or "", (None, None)) if refusal is None else (None, None)
        yield "deliveries", row.delivery_id, row.source_id, *span, refusal
    for cover in case.coverage(commitment):
        days = f"{cover.from_on}..{cover.until_on}"
        row_id = f"{cover.commitment_id} {cover.event} {days} {cover.source_id}"
        yield "coverage", row_id, cover.source_id, None, None, None


def _told(line: Line) -> str:
    table, row_id, source_id, first, last, refusal = line
    span = "" if first is None else f", bytes {first} to {last}"
    why = "" if refusal is None else f", refused: {refusal}"
    return f"{table} {row_id} of {source_id}{span}{why}"


def _fault(commitment_id: str, text: str) -> Fault:
    return Fault("trace", f"verdict_traces.csv, {commitment_id}", text)
