"""What a verdict rests on, as pages show it: deliveries, who vouches for which days, the trace, the curve."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from posada.commitments import Assessment
from posada.commitments.counts import ANY
from posada.commitments.trace import curve_of, trace_of
from posada.programme.tables import Commitment, Coverage, Delivery
from posada.publish.figures import delivery_curve
from posada.publish.gate import Held
from posada.publish.pen import Cell, Pen


def is_about(row: Coverage, commitment: Commitment) -> bool:
    """Whether somebody vouches for the record of this promise."""
    return row.commitment_id == commitment.commitment_id


def deliveries_of(pen: Pen, commitment: Commitment) -> list[Delivery]:
    """Everything on record about a promise, first to last, evidence or not."""
    own = [row for row in pen.record.deliveries if row.commitment_id == commitment.commitment_id]
    return sorted(own, key=lambda row: (row.from_on, row.delivery_id))


def delivery_row(pen: Pen, found: Assessment, row: Delivery) -> dict[str, Any]:
    """A delivery in words: what, when, how many, on whose word, from where, and whether it counts."""
    amount = Markup("")
    if row.amount_lo is not None:
        low, high = (pen.record.gate.delivered(value, row) for value in (row.amount_lo, row.amount_hi))
        shown = pen.bounds(low, high, Cell("deliveries", row.delivery_id, "amount_lo", "amount_hi"))
        amount = Markup("{} {}").format(shown, pen.unit(row.unit))
    status = "" if row.status == "asserted" else f", {pen.t[f'status_{row.status}']}"
    source = pen.row("source", row.source_id)
    if row.claim_id is not None and pen.links.to("claim", row.claim_id):
        source = Markup("{}, {}").format(source, pen.row("claim", row.claim_id))
    return {
        "id": row.delivery_id,
        "anchor": pen.links.anchor("delivery", row.delivery_id),
        "event": pen.t[f"event_{row.event}"],
        "when": pen.days(row.from_on, row.until_on),
        "amount": amount,
        "grade": pen.t[f"grade_{row.grade}"] + status,
        "source": source,
        "counts": evidence_in_words(pen, found, row),
    }


def evidence_in_words(pen: Pen, found: Assessment, row: Delivery) -> Markup | str:
    """Whether a row is evidence for its promise, and if not, why."""
    refused = {it.delivery.delivery_id: it.reason for it in found.refused}
    if row.delivery_id in refused:
        reason = refused[row.delivery_id]
        return pen.say_marked(f"counts_{reason}", cohort=pen.own(row.cohort_id))
    counted = {it.delivery_id: it for it in found.evidence.deliveries}
    if row.delivery_id not in counted:
        return pen.t["counts_policy"]
    rivals = [it.delivery_id for it in counted.values() if it.competes_with_delivery_id == row.delivery_id]
    other = row.competes_with_delivery_id or (rivals[0] if rivals else None)
    if other is not None and other in counted:
        return pen.say_marked("counts_rival", other=pen.row("delivery", other))
    return pen.t["counts_yes"]


def curve(pen: Pen, found: Assessment) -> Markup:
    """How deliveries added up; not drawn where the counts may not be told, for a line can be measured."""
    commitment = found.commitment
    points = curve_of(found.evidence.deliveries, found.as_of)
    held = [
        pen.record.gate.count(value, commitment) for point in points for value in (point.least, point.most)
    ]
    if not points or any(isinstance(value, Held) for value in held):
        return Markup("")
    last = points[-1]
    due = found.due.on if commitment.deadline != "recurring" else commitment.due_on
    until = max(last.day, min(found.as_of, due)) if due is not None else found.as_of
    unit = pen.unit(commitment.unit)
    return delivery_curve(
        points,
        first=min(commitment.made_on, points[0].day) - dt.timedelta(days=1),
        last=until,
        due=due,
        owed=found.owed[1] if commitment.amount is not None and found.owed[1] < ANY else None,
        lang=pen.lang,
        title=pen.say("curve_title", low=last.least, high=last.most, unit=unit, day=pen.day(last.day)),
        due_word=pen.t["curve_due"],
    )


def statistics_beside(pen: Pen, commitment: Commitment) -> Iterator[Markup]:
    """Official figures that hold the deliveries of a promise among others."""
    for number, row in enumerate(pen.record.statistics):
        if row.commitment_id == commitment.commitment_id:
            yield pen.say_marked(
                "beside_statistic",
                what=pen.own(row.what),
                amount=pen.number(pen.record.gate.counted(row), Cell("statistics", f"#{number}", "amount")),
                unit=pen.unit(row.unit),
                first=pen.day(row.from_on),
                last=pen.day(row.until_on),
                source=pen.row("source", row.source_id),
            )


def coverage_line(pen: Pen, found: Assessment, row: Coverage) -> Markup:
    """Who vouches for which days of a promise's record, and whether that counts under the policy."""
    key = f"vouched_{row.completeness}"
    if row.completeness == "partial" and row.missing_at_most is None:
        key = "vouched_partial_open"
    number = pen.record.coverage.index(row)
    line = pen.say_marked(
        key,
        who=pen.who(row.declared_by_actor_id),
        first=pen.day(row.from_on),
        last=pen.day(row.until_on),
        grade=pen.t[f"grade_{row.grade}"],
        source=pen.row("source", row.source_id),
        missing=pen.number(
            pen.record.gate.count(row.missing_at_most, found.commitment),
            Cell("coverage", f"#{number}", "missing_at_most"),
        ),
        unit=pen.unit(found.commitment.unit),
    )
    before = Markup("{}").format(pen.t["vouched_triggered"]) if row.event == "triggered" else Markup("")
    after = Markup("") if row in found.evidence.coverage else Markup("{}").format(pen.t["vouched_policy"])
    return Markup("{}{}{}").format(before, line, after)


def trace_lines(pen: Pen, found: Assessment) -> list[dict[str, Any]]:
    """Every row the verdict rests on, with the way to it and to the words of its source."""
    claims = {row.delivery_id: row.claim_id for row in found.evidence.deliveries}
    closed = found.commitment.commitment_id in pen.record.gate.commitments
    small = isinstance(pen.record.gate.promised(found.commitment), Held)
    lines = []
    for line in trace_of(found.evidence, found.programme, pen.lang):
        hidden = small if line.table == "commitments" else closed
        link = {
            "commitments": "#axes",
            "deliveries": pen.links.to("delivery", line.row_id) if line.table == "deliveries" else "",
            "coverage": "#vouched",
        }[line.table]
        source = pen.row("source", line.source_id)
        claim_id = claims.get(line.row_id) if line.table == "deliveries" else None
        if claim_id is not None and line.from_byte is not None and pen.links.span(claim_id):
            span = Markup('<a href="{}">{}</a>').format(
                pen.links.span(claim_id), pen.say("span", first=line.from_byte, last=line.until_byte)
            )
            source = Markup("{}, {}").format(source, span)
        lines.append(
            {
                "id": pen.t["menu_coverage"] if line.table == "coverage" else line.row_id,
                "link": link,
                "says": pen.t["withheld_words"] if hidden else pen.with_days(line.says),
                "source": source,
            }
        )
    return lines
