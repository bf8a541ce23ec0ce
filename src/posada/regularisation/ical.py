"""Appointments as a calendar file (RFC 5545) that desks and caseworkers open: codes, and no one's name."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from posada.programme import Programme
from posada.programme.tables import Appointment
from posada.programme.writing import write_file
from posada.regularisation.words import words_of


def write_calendar(
    programme: Programme, answers: Mapping[str, Iterable[Any]], path: Path, *, lang: str = "en"
) -> None:
    """Write one event for each row of ``answers["appointments"]`` into an .ics file, whole or not at all.

    An event holds step, office, the place or gathering where it stands, and the code of the appointment: no
    name, no household, no number of people. Times are in UTC, which every calendar shows in local time.
    `lang` is the language of the words ("en" or "es"). The same programme and rows give the same bytes.
    """
    write_file(path, calendar_bytes(programme, answers.get("appointments", ()), lang=lang), about_people=True)


def calendar_bytes(programme: Programme, appointments: Iterable[Appointment], *, lang: str = "en") -> bytes:
    """The calendar file of appointments, in the order of their time, office and code."""
    from icalendar import Calendar, Event

    words = words_of(lang)
    settings = programme.settings
    # Codes of appointments begin anew in each programme; the tag keeps two programmes apart in one calendar.
    tag = hashlib.sha256(f"{settings.name} {settings.country} {settings.starts_on}".encode()).hexdigest()[:12]
    stamp = dt.datetime.combine(settings.starts_on, dt.time(), dt.UTC)
    where = _where_offices_stand(programme)
    calendar = Calendar()
    calendar.add("prodid", "-//Posada//Appointments//EN")
    calendar.add("version", "2.0")
    for row in sorted(appointments, key=lambda row: (row.starts_at, row.office_id, row.appointment_id)):
        event = Event()
        event.add("uid", f"{row.appointment_id}@{tag}.posada")
        event.add("dtstamp", stamp)
        event.add("dtstart", row.starts_at.astimezone(dt.UTC))
        event.add("dtend", row.ends_at.astimezone(dt.UTC))
        event.add("summary", words["event"].format(step=row.step_id, office=row.office_id))
        event.add("description", words["code"].format(code=row.appointment_id))
        event.add("location", where.get(row.office_id, row.office_id))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _where_offices_stand(programme: Programme) -> dict[str, str]:
    """The office and the name of its gathering or place, by office_id."""
    names = {row.gathering_id: row.name for row in programme.gatherings}
    names |= {row.place_id: row.name for row in programme.places}
    return {
        office.office_id: f"{office.office_id}, {names[office.gathering_id or office.place_id or '']}"
        for office in programme.offices
    }
