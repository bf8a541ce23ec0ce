"""Rules of the check on deadlines: each counted day by day from its event, and none printed that is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from posada.programme import Fault
from posada.programme.tables import Deadline, Household, Step
from posada.regularisation.check.case import DAY, Case, in_force, kind_of_day, protected


class Clock(NamedTuple):
    """A clock of a household: the row of law, the day of the event, and the last day; None: not known."""

    step: Step
    from_on: dt.date | None
    due_on: dt.date | None


def clock(case: Case, household: Household, step_id: str) -> Clock | None:
    """The clock of a step for a household, by the row that is law on the day of its event; None if none runs.

    If no row was law on that day, the row that is law when the programme starts stands for the step, else the
    oldest, and there is no last day.
    """
    rows = case.steps.get((household.pathway_id, step_id), ())
    if not rows:
        return None
    starts_on = case.programme.settings.starts_on
    first = next((row for row in rows if in_force(row, starts_on)), rows[0])
    for row in [first, *(row for row in rows if row is not first)]:
        event = event_day(case, household, row)
        if event is not None and in_force(row, event):
            return None if row.due_days is None else Clock(row, event, due(case, row, event))
    return None if first.due_days is None else Clock(first, event_day(case, household, first), None)


def event_day(case: Case, household: Household, step: Step) -> dt.date | None:
    """The local day of the event that starts a clock, or None if it has not happened."""
    event = step.from_event or step.step_id
    if event == "registered":
        return household.registered_on
    if event == "entered":
        return household.entered_on
    if event == "arrived":
        if household.household_id not in case.arrivals:
            return None
        arrives_at = case.arrivals[household.household_id][1]
        return arrives_at.astimezone(case.zone_of(household, "place")).date()
    row = case.booked.get((household.household_id, event))
    office = None if row is None else case.offices.get((row.office_id, row.step_id))
    if row is None or office is None:
        return None
    return row.starts_at.astimezone(case.zone(office, household)).date()


def due(case: Case, step: Step, event: dt.date) -> dt.date | None:
    """The last day of a clock, counted day by day from the day after the event; None if it is not known."""
    calendar = case.calendars.get(step.calendar_id or "")
    if calendar is None:
        return event + (step.due_days or 0) * DAY if step.day_kind == "calendar" else None
    endless = [
        row.from_on
        for row in case.closures.get(calendar.calendar_id, ())
        if row.open_ended and row.kind == "suspension"
    ]
    day, counted = event, 0
    while counted < (step.due_days or 0):
        day += DAY
        if not calendar.verified_from <= day <= calendar.verified_until:
            return None
        kind = kind_of_day(case, calendar, day)
        if step.day_kind == "calendar":
            if endless and day >= min(endless):
                return None
            counted += kind != "suspended"
        else:
            if kind == "endless":
                return None
            counted += kind == "working"
    return day


def wrong_deadlines(case: Case) -> Iterator[Fault]:
    """Every deadline starts from its event, is counted right, and is not printed where it is not known."""
    for line, row in enumerate(case.deadlines, start=2):
        where = f"deadlines.csv, line {line}"
        household = case.households.get(row.household_id)
        if household is None:
            yield Fault("unknown_household", where, "must be a household of households.csv.")
            continue
        if protected(case, household):
            yield Fault("gate", where, "must not be told by the program.")
        expected = clock(case, household, row.step_id)
        if expected is None:
            yield Fault("no_clock", where, f"{row.step_id} gives no days in the pathway of the household.")
        elif expected.step.at == "place" and row.household_id not in case.seated:
            yield Fault(
                "not_served", where, f"{row.step_id} is done at places, and the household goes to none."
            )
        else:
            yield from wrong_clock(where, row, expected)


def wrong_clock(where: str, row: Deadline, clock: Clock) -> Iterator[Fault]:
    """A row of deadlines.csv says what its clock says: event, last day or why there is none, and the law."""
    if row.from_on != clock.from_on:
        yield Fault("from_on", where, f"must be {clock.from_on or 'empty'}, got {row.from_on or 'empty'}.")
    if row.due_on != clock.due_on:
        yield Fault("due_on", where, f"must be {clock.due_on or 'empty'}, got {row.due_on or 'empty'}.")
    if row.due_on is None and not row.why_unknown:
        yield Fault("why_unknown", where, "must say why there is no date.")
    if row.due_on is not None and row.why_unknown:
        yield Fault("why_unknown", where, "must be empty where there is a date.")
    for column in ("day_kind", "on_expiry", "source", "due_days", "cure_days"):
        said, law = getattr(row, column), getattr(clock.step, column)
        if said != law:
            text = f"{column} must be {'empty' if law is None else repr(law)}, as in the row of law in force."
            yield Fault("law", where, text)


def deadlines_forgotten(case: Case) -> Iterator[Fault]:
    """Every clock of a household that is served has its one row, whether or not it has started."""
    told: dict[tuple[str, str], int] = {}
    for line, row in enumerate(case.deadlines, start=2):
        if (row.household_id, row.step_id) in told:
            first = told[row.household_id, row.step_id]
            yield Fault(
                "deadline_twice", f"deadlines.csv, line {line}", f"is the clock of line {first} again."
            )
        told.setdefault((row.household_id, row.step_id), line)
    for line, household in enumerate(case.programme.households, start=2):
        if protected(case, household):
            continue
        for pathway_id, step_id in case.steps:
            if pathway_id != household.pathway_id or (household.household_id, step_id) in told:
                continue
            found = clock(case, household, step_id)
            if found is None or (found.step.at == "place" and household.household_id not in case.seated):
                continue
            text = f"the clock of {step_id} has no row in deadlines.csv."
            yield Fault("deadline_missing", f"households.csv, line {line}", text)
