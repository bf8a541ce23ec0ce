"""The time line: when promises were made and due, and what came when, drawn and listed."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from posada.commitments import Assessment
from posada.publish.evidence import evidence_in_words
from posada.publish.figures import Axis
from posada.publish.pen import Pen
from posada.report.formats import month, short_day

WIDTH, LEFT, RIGHT, STEP, TOP = 900, 96, 884, 26, 34


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day, or between two, to a promise or a source."""

    first: dt.date
    last: dt.date
    kind: str
    row_id: str
    link: str
    text: Markup


def timeline_page(pen: Pen) -> dict[str, Any]:
    """What the time line shows."""
    days: dict[tuple[dt.date, dt.date], list[Event]] = defaultdict(list)
    for event in sorted(_events(pen), key=lambda it: (it.first, it.last, _ORDER.index(it.kind), it.row_id)):
        days[event.first, event.last].append(event)
    return {
        "drawing": _drawing(pen, pen.record.measured.assessments),
        "days": [
            (
                pen.days(*day),
                [
                    {"kind": pen.t[f"event_{it.kind}"], "id": it.row_id, "link": it.link, "text": it.text}
                    for it in events
                ],
            )
            for day, events in days.items()
        ],
    }


_ORDER = ("made", "source", "came", "due")


def _events(pen: Pen) -> Iterator[Event]:
    for found in pen.record.measured.assessments:
        row = found.commitment
        link = pen.links.promise(row.commitment_id)
        yield Event(row.made_on, row.made_on, "made", row.commitment_id, link, pen.own(row.text))
        due = _due(found)
        if due is not None:
            yield Event(due, due, "due", row.commitment_id, link, pen.own(row.text))
    for delivery in pen.record.deliveries:
        last = delivery.until_on or delivery.from_on
        link = pen.links.to("delivery", delivery.delivery_id)
        yield Event(delivery.from_on, last, "came", delivery.delivery_id, link, _happened(pen, delivery))
    for source in pen.record.sources:
        if source.published_on is not None:
            last = source.published_until or source.published_on
            link = pen.links.to("source", source.source_id)
            yield Event(source.published_on, last, "source", source.source_id, link, pen.own(source.title))


def _happened(pen: Pen, row: Any) -> Markup:
    """What a delivery says, with its amount where that may be told."""
    told = Markup("{}").format(pen.t[f"event_{row.event}"])
    if row.amount_lo is not None:
        low, high = (pen.record.gate.delivered(value, row) for value in (row.amount_lo, row.amount_hi))
        told = Markup("{}: {} {}").format(told, pen.bounds(low, high, None), pen.unit(row.unit))
    promise = pen.code(pen.links.promise(row.commitment_id), row.commitment_id)
    found = pen.record.measured.assessment(row.commitment_id)
    if row in found.evidence.deliveries:
        return Markup("{} ({})").format(told, promise)
    return Markup("{} ({}; {})").format(told, promise, evidence_in_words(pen, found, row))


def _due(found: Assessment) -> dt.date | None:
    """The day a promise is due, or the last day of the last period of one that recurs."""
    return found.commitment.due_on if found.commitment.deadline == "recurring" else found.due.on


def _drawing(pen: Pen, assessments: Sequence[Assessment]) -> Markup:
    deliveries = pen.record.deliveries
    as_of = pen.record.measured.as_of
    first = min((it.commitment.made_on for it in assessments), default=as_of)
    dues = [due for it in assessments if (due := _due(it)) is not None]
    last = max([as_of, *dues, *((row.until_on or row.from_on) for row in deliveries)])
    axis = Axis(first.toordinal() - 1, last.toordinal() + 1, LEFT, RIGHT)
    height = TOP + STEP * len(assessments) + 10
    parts = [*_days(pen, axis, first, last, height)]
    for number, found in enumerate(assessments):
        y = TOP + STEP * number + STEP / 2
        parts += _lane(found, axis, y, last, deliveries)
    label = escape(pen.t["timeline_drawing"])
    return Markup(
        f'<svg class="timeline" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{label}">{"".join(parts)}</svg>'
    )


def _days(pen: Pen, axis: Axis, first: dt.date, last: dt.date, height: int) -> Iterator[str]:
    """A rule for every so many days, so that at most a dozen are named."""
    length = (last - first).days
    steps = (1, 2, 7, 14, 30, 90, 365, 3650, 36500)
    every = next((step for step in steps if length / step <= 12), length // 12)
    for number in range(0, length + 1, every):
        day = first + dt.timedelta(days=number)
        x = axis.at(day.toordinal())
        words = short_day(day, pen.lang) if every < 30 else month(day, pen.lang)
        yield f'<line class="rule" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 8}" y2="{height}"/>'
        yield f'<text x="{x:.1f}" y="{TOP - 16}" text-anchor="middle">{words}</text>'


def _lane(found: Assessment, axis: Axis, y: float, last: dt.date, deliveries: Sequence[Any]) -> Iterator[str]:
    """One promise: its life, what came, and the day it was due."""
    row = found.commitment
    start = axis.at(row.made_on.toordinal())
    due = _due(found)
    end = axis.at((due or last).toordinal())
    kind = "life" if due is not None else "life open"
    yield f'<text class="name" x="{LEFT - 12}" y="{y + 4:.1f}" text-anchor="end">{escape(row.commitment_id)}</text>'
    yield f'<line class="{kind}" x1="{start:.1f}" x2="{end:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
    refused = {it.delivery.delivery_id for it in found.refused}
    for delivery in deliveries:
        if delivery.commitment_id == row.commitment_id and delivery.delivery_id not in refused:
            x1 = axis.at(delivery.from_on.toordinal() - 0.4)
            x2 = axis.at((delivery.until_on or delivery.from_on).toordinal() + 0.4)
            yield f'<rect class="came" x="{x1:.1f}" y="{y - 5:.1f}" width="{max(x2 - x1, 4):.1f}" height="10"/>'
    yield f'<circle class="made" cx="{start:.1f}" cy="{y:.1f}" r="4.5"/>'
    if due is not None:
        yield f'<path class="due" d="M{end:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7Z"/>'
