"""By when a promise is due, as pages show it: the day, how it was counted step by step, and where the law says so."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from posada.commitments import Assessment
from posada.commitments.counts import ANY
from posada.publish.figures import counted_days
from posada.publish.pen import Cell, Pen


def deadline(pen: Pen, found: Assessment) -> dict[str, Any]:
    """By when, and how the day was counted: step by step, with its calendar and where the law says so."""
    commitment, due = found.commitment, found.due
    lines: list[Markup | str] = [_deadline_line(pen, found)]
    if commitment.deadline_basis:
        lines.append(
            pen.say_marked("deadline_basis", basis=pen.own(commitment.deadline_basis, in_sentence=True))
        )
    if commitment.on_expiry is not None:
        lines.append(pen.t[f"silence_{commitment.on_expiry}"])
    if found.silent is not None:
        count = pen.record.gate.count
        silent = pen.bounds(
            count(found.silent[0], commitment),
            None if found.silent[1] >= ANY else count(found.silent[1], commitment),
            Cell("verdicts", commitment.commitment_id, "silent_lo", "silent_hi"),
        )
        lines.append(pen.say_marked("silent_of", silent=silent, unit=pen.unit(commitment.unit)))
    if due.counted is None:
        return {"lines": lines, "steps": [], "drawing": ""}
    title = (
        pen.t["days_drawing_open"]
        if due.counted.due_on is None
        else pen.say("days_drawing", days=due.counted.days, last=pen.day(due.counted.due_on))
    )
    return {
        "lines": lines,
        "steps": due.counted.text(pen.lang, pen.words).splitlines(),
        "drawing": counted_days(due.counted.steps, title=title),
    }


def _deadline_line(pen: Pen, found: Assessment) -> Markup | str:
    commitment = found.commitment
    if commitment.deadline == "none":
        return pen.t["deadline_none"]
    if commitment.deadline == "vague":
        return pen.say_marked(
            "deadline_vague", words=pen.quoted(commitment.deadline_words, commitment.source_id)
        )
    if commitment.deadline == "recurring" and commitment.from_on is not None:
        last = pen.t["no_end"] if commitment.due_on is None else pen.day(commitment.due_on)
        key = "deadline_recurring" if commitment.days == 1 else "deadline_recurring_days"
        if commitment.due_on == commitment.from_on:
            key = "deadline_recurring_once"
        elif commitment.day_kind == "working":
            key = "deadline_recurring_working"
        return pen.say(key, days=commitment.days, first=pen.day(commitment.from_on), last=last)
    if found.due.counted is not None:
        return pen.say_marked("deadline_after", event=pen.own(commitment.from_event))
    if found.due.on is not None:
        return pen.say("deadline_fixed", day=pen.day(found.due.on))
    return pen.say_marked("deadline_clock", event=pen.own(commitment.from_event))
