"""What every number rests on: the row of the ledger, its source, and the bytes of the words that bear it out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from posada.commitments.problem import Evidence
from posada.commitments.words import words_of
from posada.programme import Programme
from posada.programme.own_words import OwnWords
from posada.programme.tables import Commitment, Coverage, Delivery


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


def trace_of(evidence: Evidence, programme: Programme, lang: str = "en") -> tuple[TraceLine, ...]:
    """The rows a verdict rests on: the commitment, each delivery by its day, each day of coverage."""
    own = programme.words_in(lang)
    spans = {row.claim_id: (row.from_byte, row.until_byte) for row in programme.claims}
    commitment = evidence.commitment
    lines = [
        TraceLine(
            "commitments", commitment.commitment_id, _promised(commitment, lang, own), commitment.source_id
        )
    ]
    for row in sorted(evidence.deliveries, key=lambda row: (row.from_on, row.delivery_id)):
        span = spans.get(row.claim_id or "", (None, None))
        lines.append(TraceLine("deliveries", row.delivery_id, happened(row, lang, own), row.source_id, *span))
    for cover in sorted(
        evidence.coverage, key=lambda row: (row.from_on, row.until_on, row.source_id, row.event)
    ):
        days = f"{cover.from_on}..{cover.until_on}"
        row_id = f"{cover.commitment_id} {cover.event} {days} {cover.source_id}"
        lines.append(TraceLine("coverage", row_id, _covered(cover, lang), cover.source_id))
    return tuple(lines)


def _promised(commitment: Commitment, lang: str, own: OwnWords) -> str:
    """How much was promised and with what kind of deadline, in a few words."""
    words = words_of(lang)
    amount = (
        words["owes_nothing_said"]
        if commitment.amount is None
        else f"{commitment.amount:,} {own[commitment.unit]}"
    )
    return f"{amount}, {words[f'sort_{commitment.deadline}']}"


def happened(row: Delivery, lang: str, own: OwnWords) -> str:
    """What a row of deliveries says, in a few words."""
    words = words_of(lang)
    told = f"{words[f'event_{row.event}']} {_between(row.from_on, row.until_on or row.from_on, lang)}"
    if row.amount_lo is None:
        return told
    return f"{told}: {_between(f'{row.amount_lo:,}', f'{row.amount_hi:,}', lang)} {own[row.unit]}"


def _covered(row: Coverage, lang: str) -> str:
    """For which days a record is complete, in a few words."""
    words = words_of(lang)
    told = words["covered"].format(
        event=words[f"event_{row.event}"],
        completeness=words[row.completeness],
        days=_between(row.from_on, row.until_on, lang),
    )
    if row.missing_at_most is None:
        return told
    return told + words["lacks"].format(units=f"{row.missing_at_most:,}")


def _between(first: object, last: object, lang: str) -> str:
    return f"{first}" if first == last else words_of(lang)["range"].format(a=first, b=last)


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
