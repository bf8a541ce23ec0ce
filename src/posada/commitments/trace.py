"""What every number rests on: the row of the ledger, its source, and the bytes of the words that bear it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from posada.commitments.problem import Evidence
from posada.programme import Programme
from posada.programme.tables import Delivery


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One row that a verdict rests on, and the span of its source; no span where nothing is quoted."""

    table: str
    row_id: str
    says: str
    source_id: str
    from_byte: int | None = None
    until_byte: int | None = None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How many units had been delivered by the end of a day, at least and at most."""

    day: dt.date
    least: int
    most: int


def trace_of(evidence: Evidence, programme: Programme) -> tuple[TraceLine, ...]:
    """The rows a verdict rests on: the commitment, each delivery by its day, each day of coverage."""
    spans = {row.claim_id: (row.from_byte, row.until_byte) for row in programme.claims}
    commitment = evidence.commitment
    amount = "" if commitment.amount is None else f"{commitment.amount} {commitment.unit}, "
    told = f"{amount}{commitment.deadline}"
    lines = [TraceLine("commitments", commitment.commitment_id, told, commitment.source_id)]
    for row in sorted(evidence.deliveries, key=lambda row: (row.from_on, row.delivery_id)):
        span = spans.get(row.claim_id or "", (None, None))
        lines.append(TraceLine("deliveries", row.delivery_id, _told(row), row.source_id, *span))
    for cover in sorted(evidence.coverage, key=lambda row: (row.from_on, row.until_on, row.source_id)):
        told = f"{cover.event} {cover.completeness} {cover.from_on} to {cover.until_on}"
        row_id = f"{cover.commitment_id} {cover.from_on}"
        lines.append(TraceLine("coverage", row_id, told, cover.source_id))
    return tuple(lines)


def _told(row: Delivery) -> str:
    """What a row of deliveries says, in a few words."""
    days = f"{row.from_on}" if row.until_on in (None, row.from_on) else f"{row.from_on} to {row.until_on}"
    if row.amount_lo is None:
        return f"{row.event} {days}"
    amount = f"{row.amount_lo}" if row.amount_lo == row.amount_hi else f"{row.amount_lo} to {row.amount_hi}"
    return f"{row.event} {amount} {row.unit} {days}"


def curve_of(deliveries: Iterable[Delivery], as_of: dt.date) -> tuple[CurvePoint, ...]:
    """How deliveries on record added up over time, for a promise without a day to be late on.

    A delivery known to lie between two days is in the lower curve from the later one and in the upper curve
    from the earlier; of counts that compete, none is in the lower curve and all are in the upper.
    """
    rows = [row for row in deliveries if row.event == "delivered" and row.amount_hi is not None]
    rivals = {row.competes_with_delivery_id for row in rows} | {
        row.delivery_id for row in rows if row.competes_with_delivery_id is not None
    }
    days = sorted({day for row in rows for day in (row.from_on, row.until_on or row.from_on) if day <= as_of})
    points = []
    for day in days:
        least = sum(
            row.amount_lo or 0
            for row in rows
            if (row.until_on or row.from_on) <= day
            and row.status != "disputed"
            and row.delivery_id not in rivals
        )
        most = sum(row.amount_hi or 0 for row in rows if row.from_on <= day)
        points.append(CurvePoint(day, least, most))
    return tuple(points)
