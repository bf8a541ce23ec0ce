"""Tells one household's story at the desks from rows alone, so that corrected rows can be explained too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from posada.programme import Programme
from posada.programme.deadlines import WorkingCalendar, working_calendars
from posada.programme.tables import Appointment, Deadline, Household, Unbooked
from posada.regularisation.clocks import Clock, start_clock
from posada.regularisation.order import service_class
from posada.regularisation.words import words_of


def explain_household(
    programme: Programme, answers: Mapping[str, Iterable[Any]], household_id: str, *, lang: str
) -> str:
    """What was booked for a household, what was not and why, and how each deadline was counted, numbered.

    `answers` holds rows by table name, of which appointments, unbooked and deadlines are read. Raises
    KeyError if the programme has no such household.
    """
    words = words_of(lang)
    households = {row.household_id: row for row in programme.households}
    household = households[household_id]
    appointments = [row for row in answers.get("appointments", ()) if row.household_id == household_id]
    unbooked = [row for row in answers.get("unbooked", ()) if row.household_id == household_id]
    deadlines = [row for row in answers.get("deadlines", ()) if row.household_id == household_id]
    if not (appointments or unbooked or deadlines):
        return words["nothing"]
    calendars = working_calendars(programme)
    told = [_order_told(programme, household, lang)] if appointments else []
    told += [_appointment_told(row, lang) for row in sorted(appointments, key=lambda row: row.starts_at)]
    told += [_unbooked_told(row, lang) for row in unbooked]
    for row in deadlines:
        clock = clock_of_row(programme, household.pathway_id, row, calendars)
        told.append(_deadline_told(row, clock, lang))
    return "\n".join(f"{number}. {text}" for number, text in enumerate(told, start=1))


def clock_of_row(
    programme: Programme, pathway_id: str | None, row: Deadline, calendars: Mapping[str, WorkingCalendar]
) -> Clock | None:
    """The clock behind a row of deadlines.csv, counted again from the day it starts; None if no step fits."""
    rows = sorted(
        (step for step in programme.steps if step.pathway_id == pathway_id and step.step_id == row.step_id),
        key=lambda step: step.valid_from or dt.date.min,
    )
    if not rows:
        return None
    return start_clock(
        rows,
        event_day=lambda _: row.from_on,
        calendars=calendars,
        starts_on=programme.settings.starts_on,
    )


def _order_told(programme: Programme, household: Household, lang: str) -> str:
    rules = programme.settings.regularisation
    members = programme.members()[household.household_id]
    number, term = service_class(household, members, rules)
    if not term:
        return words_of(lang)["class_last"]
    return words_of(lang)["class"].format(number=number + 1, classes=len(rules.order_of_service), term=term)


def _appointment_told(row: Appointment, lang: str) -> str:
    return words_of(lang)["appointment"].format(
        step=row.step_id,
        day=row.starts_at.date(),
        start=f"{row.starts_at:%H:%M}",
        end=f"{row.ends_at:%H:%M}",
        office=row.office_id,
        people=row.people,
        code=row.appointment_id,
    )


def _unbooked_told(row: Unbooked, lang: str) -> str:
    words = words_of(lang)
    sentence = words["unbooked_rule" if row.rule else "unbooked"]
    return sentence.format(step=row.step_id, reason=words[f"reason_{row.reason}"], rule=row.rule)


def _deadline_told(row: Deadline, clock: Clock | None, lang: str) -> str:
    words = words_of(lang)
    why = row.why_unknown if clock is None else clock.why(lang)
    due = words["no_due"].format(why=why) if row.due_on is None else words["due"].format(day=row.due_on)
    lines = [words["deadline"].format(step=row.step_id, due=due)]
    if clock is not None and clock.count is not None:
        lines += clock.count.text(lang).splitlines()
    lines += _what_the_law_adds(row, lang)
    return "\n   ".join(lines)


def _what_the_law_adds(row: Deadline, lang: str) -> list[str]:
    words = words_of(lang)
    lines = [] if row.on_expiry is None else [words[row.on_expiry]]
    if row.cure_days is not None:
        lines.append(words[f"cure_{row.day_kind}"].format(days=row.cure_days))
    if row.source:
        lines.append(words["law"].format(source=row.source))
    return lines
