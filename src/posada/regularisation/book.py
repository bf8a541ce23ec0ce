"""Books each household's steps at the desks, first served first, and starts the clocks that the law sets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from posada.programme import Programme
from posada.programme.tables import Appointment, Assignment, Deadline, Office, Seat, Step, Stop, Unbooked
from posada.regularisation.clocks import Clock, deadline_row, start_clock
from posada.regularisation.desks import Agenda, Desk, instant_of, minute_of, open_days
from posada.regularisation.problem import At, Problem, Served, read_problem
from posada.regularisation.result import Bookings
from posada.regularisation.words import words_of


def book(
    programme: Programme,
    *,
    at: At,
    assignments: Iterable[Assignment] = (),
    seats: Iterable[Seat] = (),
    stops: Iterable[Stop] = (),
    appointments: Iterable[Appointment] = (),
) -> Bookings:
    """The appointments of each household for the steps at gatherings, or at places, and the deadlines.

    Households are served in the announced order (`settings.regularisation.order_of_service`); each step for
    all of them before the next. A household stays together: one desk, one appointment, the earliest that
    its turn leaves free. At places those are served who have a seat, from the instant their bus arrives
    there; `appointments` are those made before, at the gathering. `assignments` are taken so that a plan can
    hand over all it has, and not looked at: a seat says where a household goes.

    Households without consent, and those that the child-protection authority decides for, get nothing.

    Raises KeyError if `seats` or `appointments` speak of a household that the programme does not have.

    >>> from posada.regularisation.example import example
    >>> bookings = book(example(), at="gathering")
    >>> [(row.household_id, f"{row.starts_at:%H:%M}") for row in bookings.appointments]
    [('h2', '09:00'), ('h1', '09:20')]
    """
    problem = read_problem(programme, at=at, seats=seats, stops=stops, appointments=appointments)
    booker = _Booker(problem)
    for level, step_id in problem.rounds:
        booker.book_step(level, step_id)
    return Bookings(
        programme=programme,
        at=at,
        appointments=booker.numbered_appointments(),
        unbooked=tuple(sorted(booker.unbooked, key=lambda row: (row.household_id, row.step_id))),
        deadlines=booker.deadlines(),
    )


class Slot(NamedTuple):
    """A time at a desk: the minute it begins since 1970, how long it is, and the day it is on."""

    minute: int
    minutes: int
    day: dt.date
    desk: Desk


class _Booker:
    """The desks while they fill up, and what each household has been given so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.unbooked: list[Unbooked] = []
        self.made: list[Appointment] = []
        self._desks: dict[tuple[str, str, ZoneInfo], tuple[Desk, ...]] = {}
        self._office_agendas: dict[str, Agenda] = {}
        self._household_agendas: dict[str, Agenda] = {}
        self._people: dict[tuple[str, str], dict[dt.date, int]] = {}
        self._done: dict[tuple[str, str], Appointment] = {}
        for row in problem.earlier:
            self._note(row)

    def _note(self, row: Appointment) -> None:
        """Remember an appointment: what it takes of the desk's and the household's time, and that it is."""
        self._done[row.household_id, row.step_id] = row
        start, end = minute_of(row.starts_at), minute_of(row.ends_at)
        self._office_agendas.setdefault(row.office_id, Agenda()).take(start, end)
        self._household_agendas.setdefault(row.household_id, Agenda()).take(start, end)
        people = self._people.setdefault((row.office_id, row.step_id), {})
        people[row.starts_at.date()] = people.get(row.starts_at.date(), 0) + row.people

    def book_step(self, level: int, step_id: str) -> None:
        """Book one step for all households whose pathway has it here at this level, first served first."""
        for served in self.problem.served:
            rows = served.pathway.desk_rows(step_id, self.problem.at)
            if not rows or served.pathway.levels[step_id] != level:
                continue
            slot, reason, rule = self._find_slot(served, rows)
            if slot is None:
                self.unbooked.append(
                    Unbooked(
                        household_id=served.household_id,
                        step_id=step_id,
                        people=served.people,
                        reason=reason,
                        rule=rule,
                    )
                )
            else:
                self._take(served, step_id, slot)

    def _find_slot(self, served: Served, rows: tuple[Step, ...]) -> tuple[Slot | None, str, str]:
        """The earliest slot for a step of which `rows` are the rows of law, or None, the reason and words."""
        words = words_of("en")
        step_id = rows[0].step_id
        if self.problem.at == "place" and served.arrived_at is None:
            return None, "not_arrived", words["no_stop"]
        ends_on = self.problem.programme.settings.ends_on
        from_on = min(served.not_before.astimezone(served.zone).date(), ends_on)
        in_force = [
            row
            for row in rows
            if (row.valid_to is None or row.valid_to >= from_on)
            and (row.valid_from is None or row.valid_from <= ends_on)
        ]
        if not in_force:
            return None, "not_in_force", words["no_row"].format(step=step_id, first=from_on, last=ends_on)
        starts = [(row, self._ready_at(served, row)) for row in in_force]
        possible = [(row, start) for row, start in starts if start is not None]
        if not possible:
            before = in_force[0].follows_step_id or ""
            return None, "earlier_step_missing", words["earlier_step"].format(step=before)
        desks = self._desks_for(served, step_id)
        if not desks:
            return None, "no_office", words["no_office"].format(step=step_id, site=served.site_id)
        return self._earliest_of(served, possible, desks)

    def _earliest_of(
        self, served: Served, possible: list[tuple[Step, dt.datetime]], desks: tuple[Desk, ...]
    ) -> tuple[Slot | None, str, str]:
        words = words_of("en")
        ends_on = self.problem.programme.settings.ends_on
        own = self._household_agendas.get(served.household_id, Agenda())
        best: Slot | None = None
        large_enough, unknown_days = False, False
        for row, start in possible:
            minutes = appointment_minutes(row, served.people)
            until = ends_on if row.valid_to is None else min(ends_on, row.valid_to)
            first_day = start.astimezone(served.zone).date()
            for desk in desks:
                if desk.is_too_small(served.people, minutes):
                    continue
                large_enough = True
                unknown_days |= any(first_day <= day <= until for day in desk.unknown_days)
                found = desk.earliest(
                    minute_of(start), until, served.people, minutes, own, best.minute if best else None
                )
                if found is not None:
                    best = Slot(found[0], minutes, found[1], desk)
        if best is not None:
            return best, "", ""
        if not large_enough:
            return None, "too_large_for_a_day", words["too_large"].format(site=served.site_id)
        if unknown_days:
            calendars = sorted({desk.office.calendar_id or "" for desk in desks if desk.unknown_days})
            return None, "calendar_unverified", words["unverified"].format(calendars=", ".join(calendars))
        return None, "no_time", words["no_time"].format(site=served.site_id, last=ends_on)

    def _ready_at(self, served: Served, row: Step) -> dt.datetime | None:
        """The instant from which a household can do a step under a row of law; None if it never can."""
        start = served.not_before
        if row.valid_from is not None:
            start = max(start, dt.datetime.combine(row.valid_from, dt.time(), served.zone))
        if row.follows_step_id is None:
            return start
        end = self._end_of_step(served, row.follows_step_id, frozenset({row.step_id}))
        return None if end is None else max(start, end)

    def _end_of_step(self, served: Served, step_id: str, on_the_way: frozenset[str]) -> dt.datetime | None:
        """The instant at which a step is over for a household; None if it is not booked or not known.

        A clock alone is over on the morning after its last day; one without days is over with the step it
        follows.
        """
        done = self._done.get((served.household_id, step_id))
        if done is not None:
            return done.ends_at
        rows = served.pathway.versions.get(step_id, ())
        if not rows or step_id in on_the_way or any(row.minutes_per_person is not None for row in rows):
            return None
        clock = self._clock(served, rows)
        if clock is not None:
            if clock.due_on is None:
                return None
            return dt.datetime.combine(clock.due_on + dt.timedelta(days=1), dt.time(), served.zone)
        before = rows[0].follows_step_id
        return (
            served.not_before if before is None else self._end_of_step(served, before, on_the_way | {step_id})
        )

    def _desks_for(self, served: Served, step_id: str) -> tuple[Desk, ...]:
        """The desks that handle a step where a household is, in the order of office_id."""
        key = (served.site_id, step_id, served.zone)
        if key not in self._desks:
            offices = self.problem.offices.get((served.site_id, step_id), ())
            self._desks[key] = tuple(self._desk(office, served.zone) for office in offices)
        return self._desks[key]

    def _desk(self, office: Office, zone: ZoneInfo) -> Desk:
        settings = self.problem.programme.settings
        calendar = None if office.calendar_id is None else self.problem.calendars[office.calendar_id]
        works, unknown = open_days(office, calendar, settings.starts_on, settings.ends_on, zone)
        agenda = self._office_agendas.setdefault(office.office_id, Agenda())
        people = self._people.setdefault((office.office_id, office.step_id), {})
        return Desk(office, works, unknown, agenda, people)

    def _take(self, served: Served, step_id: str, slot: Slot) -> None:
        """Give a slot to a household."""
        row = Appointment(
            appointment_id="",
            household_id=served.household_id,
            step_id=step_id,
            office_id=slot.desk.office.office_id,
            starts_at=instant_of(slot.minute, served.zone),
            ends_at=instant_of(slot.minute + slot.minutes, served.zone),
            people=served.people,
        )
        self.made.append(row)
        self._note(row)

    def numbered_appointments(self) -> tuple[Appointment, ...]:
        """The appointments made, each with its step and a number by time, then office; earliest first.

        Numbers go on after those of appointments made before.
        """
        numbers: dict[str, int] = {}
        for row in self.problem.earlier:
            numbers[row.step_id] = numbers.get(row.step_id, 0) + 1
        found = []
        for row in sorted(self.made, key=lambda row: (row.starts_at, row.office_id, row.step_id)):
            number = numbers.get(row.step_id, 0) + 1
            numbers[row.step_id] = number
            found.append(replace(row, appointment_id=f"{row.step_id}-{number:04}"))
        return tuple(found)

    def deadlines(self) -> tuple[Deadline, ...]:
        """The clock of every step done here that gives days, for every household that desks here serve."""
        found = []
        for served in self.problem.served:
            for step_id in served.pathway.steps_at(self.problem.at):
                clock = self._clock(served, served.pathway.versions[step_id])
                if clock is not None and clock.step.at == self.problem.at:
                    found.append(deadline_row(served.household_id, clock))
        return tuple(sorted(found, key=lambda row: (row.household_id, row.step_id)))

    def _clock(self, served: Served, rows: tuple[Step, ...]) -> Clock | None:
        return start_clock(
            rows,
            event_day=lambda row: self._event_day(served, row),
            calendars=self.problem.calendars,
            starts_on=self.problem.programme.settings.starts_on,
        )

    def _event_day(self, served: Served, row: Step) -> dt.date | None:
        """The day of the event that starts the clock of a row of law; None if it is not known."""
        if row.from_event == "registered":
            return served.household.registered_on
        if row.from_event == "entered":
            return served.household.entered_on
        if row.from_event == "arrived":
            return None if served.arrived_at is None else served.arrived_at.date()
        done = self._done.get((served.household_id, row.from_event or row.step_id))
        return None if done is None else done.starts_at.date()


def appointment_minutes(row: Step, people: int) -> int:
    """The minutes of a household's appointment: so many for each person, and one at the least."""
    return max(1, (row.minutes_per_person or 0) * people)
