"""What the rules of the check look up: who is where and when, which law is in force, which days are worked."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from posada.programme import Programme
from posada.programme.tables import (
    Appointment,
    Calendar,
    Closure,
    Deadline,
    Household,
    Office,
    Person,
    Seat,
    Step,
    Stop,
    Unbooked,
)

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ADULT_AGE = 18


@dataclass(frozen=True)
class Case:
    """A programme and the bookings that answer it, with what the rules look up again and again."""

    programme: Programme
    appointments: Sequence[Appointment]
    deadlines: Sequence[Deadline]
    unbooked: Sequence[Unbooked]
    seats: Sequence[Seat]
    stops: Sequence[Stop]

    @cached_property
    def households(self) -> Mapping[str, Household]:
        """Every household by its id."""
        return {row.household_id: row for row in self.programme.households}

    @cached_property
    def members(self) -> Mapping[str, tuple[Person, ...]]:
        """The persons of each household."""
        return self.programme.members()

    @cached_property
    def offices(self) -> Mapping[tuple[str, str], Office]:
        """Every row of offices.csv by office and step."""
        return {(row.office_id, row.step_id): row for row in self.programme.offices}

    @cached_property
    def zones(self) -> Mapping[str, ZoneInfo]:
        """The time zone of each gathering, and of each place that has one of its own."""
        found = {row.gathering_id: ZoneInfo(row.timezone) for row in self.programme.gatherings}
        return found | {row.place_id: ZoneInfo(row.timezone) for row in self.programme.places if row.timezone}

    @cached_property
    def arrivals(self) -> Mapping[str, tuple[str, dt.datetime]]:
        """Where and when each household arrives that has a seat, and a stop where it gets off."""
        first: dict[tuple[str, str], dt.datetime] = {}
        for row in sorted(self.stops, key=lambda row: utc(row.arrives_at)):
            first.setdefault((row.departure_id, row.place_id), row.arrives_at)
        return {
            row.household_id: (row.place_id, first[row.departure_id, row.place_id])
            for row in self.seats
            if (row.departure_id, row.place_id) in first
        }

    @cached_property
    def seated(self) -> frozenset[str]:
        """The households that have a seat to a place."""
        return frozenset(row.household_id for row in self.seats)

    @cached_property
    def steps(self) -> Mapping[tuple[str | None, str], Sequence[Step]]:
        """The rows of law of each step of each pathway, oldest first."""
        found: dict[tuple[str | None, str], list[Step]] = defaultdict(list)
        for step in sorted(self.programme.steps, key=lambda step: step.valid_from or dt.date.min):
            found[step.pathway_id, step.step_id].append(step)
        return dict(found)

    @cached_property
    def booked(self) -> Mapping[tuple[str, str], Appointment]:
        """The appointment of each household for each step."""
        return {(row.household_id, row.step_id): row for row in self.appointments}

    @cached_property
    def agendas(self) -> Mapping[tuple[str, str], Sequence[Appointment]]:
        """The appointments of each office and of each household."""
        found: dict[tuple[str, str], list[Appointment]] = defaultdict(list)
        for row in self.appointments:
            found["office", row.office_id].append(row)
            found["household", row.household_id].append(row)
        return dict(found)

    @cached_property
    def calendars(self) -> Mapping[str, Calendar]:
        """Every calendar by its id."""
        return {row.calendar_id: row for row in self.programme.calendars}

    @cached_property
    def closures(self) -> Mapping[str, Sequence[Closure]]:
        """The closures of each calendar."""
        found: dict[str, list[Closure]] = defaultdict(list)
        for row in self.programme.closures:
            found[row.calendar_id].append(row)
        return dict(found)

    @cached_property
    def kinds_of_days(self) -> dict[tuple[str, dt.date], str]:
        """What each day of a calendar is, as far as a rule has asked already."""
        return {}

    def known(self) -> Iterator[tuple[int, Appointment, Household, Office]]:
        """Appointments whose household and office exist, with their line."""
        for line, row in enumerate(self.appointments, start=2):
            household = self.households.get(row.household_id)
            office = self.offices.get((row.office_id, row.step_id))
            if household is not None and office is not None:
                yield line, row, household, office

    def size(self, household_id: str) -> int:
        """How many people a household has."""
        return len(self.members.get(household_id, ()))

    def zone(self, office: Office, household: Household) -> ZoneInfo:
        """The time zone of an office."""
        return self.zones.get(office.place_id or "", self.zones[household.gathering_id])

    def zone_of(self, household: Household, at: str) -> ZoneInfo:
        """The time zone where a household is served: at its gathering, or at the place where it arrives."""
        place_id = self.arrivals.get(household.household_id, ("", None))[0] if at == "place" else ""
        return self.zones.get(place_id, self.zones[household.gathering_id])

    def step_on(self, household: Household, step_id: str, day: dt.date) -> Step | None:
        """The row of a step of the household's pathway that is law on a day."""
        rows = self.steps.get((household.pathway_id, step_id), ())
        return next((row for row in rows if in_force(row, day)), None)

    def minutes(self, step: Step, household: Household) -> int:
        """How long the household's appointment for a step must be at the least."""
        return max(1, (step.minutes_per_person or 0) * self.size(household.household_id))


def utc(instant: dt.datetime) -> dt.datetime:
    """An instant in UTC, where differences count what passes even in a night in which the clocks change."""
    return instant.astimezone(dt.UTC)


def in_force(step: Step, day: dt.date) -> bool:
    """Whether a row of steps.csv is law on a day."""
    return (step.valid_from is None or step.valid_from <= day) and (
        step.valid_to is None or day <= step.valid_to
    )


def protected(case: Case, household: Household) -> bool:
    """Whether a household is not the program's to book: a child alone, or no consent."""
    members = case.members.get(household.household_id, ())
    year = case.programme.settings.starts_on.year
    alone = any(person.unaccompanied or "child_alone" in person.specific_needs for person in members)
    adults = any(
        person.birth_year is not None and year - person.birth_year >= ADULT_AGE for person in members
    )
    return alone or not adults or household.consents is not True


def works(case: Case, calendar_id: str, day: dt.date) -> bool | None:
    """Whether a day is a working day of a calendar; None if that is not known."""
    calendar = case.calendars.get(calendar_id)
    if calendar is None or not calendar.verified_from <= day <= calendar.verified_until:
        return None
    kind = kind_of_day(case, calendar, day)
    if kind != "endless":
        return kind == "working"
    # The notice closes the day it names; of the days after it nobody knows which are closed too.
    return None if any(row.open_ended and row.from_on < day for row in case.closures[calendar_id]) else False


def kind_of_day(case: Case, calendar: Calendar, day: dt.date) -> str:
    """working, rest (weekend, holiday, closure), suspended, or endless (after an open-ended start)."""
    key = calendar.calendar_id, day
    if key not in case.kinds_of_days:
        case.kinds_of_days[key] = _kind_of_day(case, calendar, day)
    return case.kinds_of_days[key]


def _kind_of_day(case: Case, calendar: Calendar, day: dt.date) -> str:
    covering = [row for row in case.closures.get(calendar.calendar_id, ()) if _covers(row, day)]
    if any(row.kind == "suspension" and not row.open_ended for row in covering):
        return "suspended"
    if WEEKDAYS[day.weekday()] in calendar.weekend or any(not row.open_ended for row in covering):
        return "rest"
    if any(row.open_ended for row in covering):
        return "endless"
    return "working"


def _covers(row: Closure, day: dt.date) -> bool:
    if row.open_ended:
        return row.from_on <= day
    return row.from_on <= day <= (row.until_on or row.from_on)
