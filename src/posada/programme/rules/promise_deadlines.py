"""Rules on when a promise is due: told whole, told once, and never before it was made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from posada.programme.deadlines import WorkingCalendar, count
from posada.programme.frames import BAD, Frame, Frames
from posada.programme.mistakes import Mistake


def rows_read(frame: Frame, *names: str) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The rows in which all these cells could be read, with their number."""
    for row, cells in enumerate(zip(*(frame.values[name] for name in names), strict=True)):
        if BAD not in cells:
            yield row, cells


_NEEDED = {
    "fixed": ("due_on",),
    "after": ("from_event", "days"),
    "recurring": ("from_on", "days", "amount"),
    "vague": ("deadline_words",),
    "none": (),
}


_COUNTED = ("after", "recurring")
"""Deadlines for which days are counted, so that a calendar can stop them."""


def deadlines_half_told(frames: Frames) -> Iterator[Mistake]:
    """Commitments whose kind of deadline needs a cell that is empty."""
    commitments = frames["commitments"]
    for row, (deadline,) in rows_read(commitments, "deadline"):
        for name in _NEEDED[deadline]:
            if commitments.values[name][row] in (None, ""):
                yield commitments.mistake(row, name, f"must be filled where deadline is {deadline}.")
    for row, (deadline, kind, calendar_id) in rows_read(commitments, "deadline", "day_kind", "calendar_id"):
        if kind == "working" and calendar_id is None and deadline in _COUNTED:
            yield commitments.mistake(
                row, "calendar_id", "must name the calendar whose working days are counted."
            )


_IDLE = {
    "fixed": ("from_event", "from_on", "days"),
    "after": ("due_on",),
    "recurring": ("from_event",),
    "vague": ("due_on", "from_event", "from_on", "days"),
    "none": ("due_on", "from_event", "from_on", "days"),
}


def deadlines_told_twice(frames: Frames) -> Iterator[Mistake]:
    """Commitments with a day, a count or a calendar that their kind of deadline does not use.

    One of the two is a mistake: no suspension of a calendar moves a day that was fixed.
    """
    commitments = frames["commitments"]
    for row, (deadline,) in rows_read(commitments, "deadline"):
        for name in _IDLE[deadline]:
            value = commitments.values[name][row]
            if value is not BAD and value not in (None, ""):
                yield commitments.mistake(row, name, f"must be empty where deadline is {deadline}.")
    for row, (deadline, kind, calendar_id) in rows_read(commitments, "deadline", "day_kind", "calendar_id"):
        if deadline in _COUNTED:
            continue
        if calendar_id is not None:
            yield commitments.mistake(row, "calendar_id", f"must be empty where deadline is {deadline}.")
        if kind == "working":
            yield commitments.mistake(row, "day_kind", f"must be empty where deadline is {deadline}.")


def series_that_end_before_they_begin(frames: Frames) -> Iterator[Mistake]:
    """Recurring commitments whose last day lies before their first."""
    commitments = frames["commitments"]
    for row, (deadline, from_on, due_on) in rows_read(commitments, "deadline", "from_on", "due_on"):
        if deadline == "recurring" and None not in (from_on, due_on) and due_on < from_on:
            yield commitments.mistake(
                row, "due_on", f"must not be before from_on, got {due_on} and {from_on}."
            )


def counts_that_end_before_the_promise(frames: Frames) -> Iterator[Mistake]:
    """Commitments due so many days after an event, on a day before they were made."""
    commitments = frames["commitments"]
    calendars = _calendars(frames)
    for row, (deadline, made_on, from_on, days, kind, calendar_id) in rows_read(
        commitments, "deadline", "made_on", "from_on", "days", "day_kind", "calendar_id"
    ):
        if deadline != "after" or from_on is None or days is None:
            continue
        due_on = count(from_on, days, kind=kind, calendar=calendars.get(calendar_id)).due_on
        if due_on is not None and due_on < made_on:
            yield commitments.mistake(
                row, "from_on", f"must not be so early that the count ends before made_on, got {due_on}."
            )


def _calendars(frames: Frames) -> dict[Any, WorkingCalendar]:
    """The calendars as far as they could be read whole."""
    tables = [frames["calendars"], frames["closures"]]
    if any(frame.broken or any(BAD in cells for cells in frame.values.values()) for frame in tables):
        return {}
    calendars, closures = (frame.rows() for frame in tables)
    return {row.calendar_id: WorkingCalendar(row, closures) for row in calendars}


def deadlines_before_the_promise(frames: Frames) -> Iterator[Mistake]:
    """Commitments that were due before they were made, or take the place of later ones."""
    commitments = frames["commitments"]
    made: dict[Any, dt.date] = {}
    for _, (own, made_on) in rows_read(commitments, "commitment_id", "made_on"):
        made[own] = made_on
    for row, (made_on, due_on, earlier) in rows_read(
        commitments, "made_on", "due_on", "supersedes_commitment_id"
    ):
        if due_on is not None and due_on < made_on:
            yield commitments.mistake(
                row, "due_on", f"must not be before made_on, got {due_on} and {made_on}."
            )
        if earlier is not None and made.get(earlier, made_on) > made_on:
            yield commitments.mistake(
                row,
                "supersedes_commitment_id",
                f"must be made before this one, got {made[earlier]} and {made_on}.",
            )


RULES = (
    deadlines_half_told,
    deadlines_told_twice,
    series_that_end_before_they_begin,
    counts_that_end_before_the_promise,
    deadlines_before_the_promise,
)
