"""The clocks that the law sets: the event that starts each, the day it ends, and why there may be none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from posada.programme.deadlines import Count, WorkingCalendar, count
from posada.programme.tables import Deadline, Step
from posada.regularisation.problem import is_in_force
from posada.regularisation.words import words_of

EventDay = Callable[[Step], dt.date | None]

EVENTS = ("registered", "entered", "arrived")
"""Events that start a clock and are no appointment; any other event is the step whose appointment it is."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A step's clock for one household: the row of law, the day it starts, and the count of its days.

    Without `from_on` the event is not known; with it and without `count` no row of the step was law that day.
    """

    step: Step
    from_on: dt.date | None
    count: Count | None

    @property
    def due_on(self) -> dt.date | None:
        """The day the clock ends, or None if that is not known."""
        return None if self.count is None else self.count.due_on

    def why(self, lang: str) -> str:
        """Why there is no day, in words of `lang`; empty if there is one."""
        words = words_of(lang)
        if self.from_on is None:
            event = self.step.from_event or self.step.step_id
            return words[f"no_{event}"] if event in EVENTS else words["no_event"].format(step=event)
        if self.count is None:
            return words["no_law"].format(step=self.step.step_id, day=self.from_on)
        return self.count.why(lang)


def start_clock(
    rows: Sequence[Step],
    *,
    event_day: EventDay,
    calendars: Mapping[str, WorkingCalendar],
    starts_on: dt.date,
) -> Clock | None:
    """The clock of a step, by the row of it that was law on the day of the event; None if it gives no days.

    `rows` are the rows of one step, `event_day` tells the day of the event that a row names. Where no row was
    law on its day, the one in force on `starts_on` stands for the step, or else the first.
    """
    reference = next((row for row in rows if is_in_force(row, starts_on)), rows[0])
    for row in (reference, *(row for row in rows if row is not reference)):
        from_on = event_day(row)
        if from_on is not None and is_in_force(row, from_on):
            if row.due_days is None:
                return None
            kind = cast(Literal["working", "calendar"], row.day_kind)
            calendar = calendars.get(row.calendar_id or "")
            return Clock(row, from_on, count(from_on, row.due_days, kind=kind, calendar=calendar))
    if reference.due_days is None:
        return None
    return Clock(reference, event_day(reference), None)


def deadline_row(household_id: str, clock: Clock) -> Deadline:
    """A clock as a row of deadlines.csv."""
    step = clock.step
    return Deadline(
        household_id=household_id,
        step_id=step.step_id,
        from_on=clock.from_on,
        due_on=clock.due_on,
        day_kind=step.day_kind,
        on_expiry=step.on_expiry,
        source=step.source,
        due_days=step.due_days,
        cure_days=step.cure_days,
        why_unknown=clock.why("en"),
    )
