"""Planted faults of every kind are found, each by the rule that is named after it."""

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada import placement, transport
from posada.placement.baselines import first_come
from posada.placement.place import assignments as assignments_of
from posada.placement.problem import build as build_problem
from posada.programme import Programme, read_programme
from posada.programme.tables import (
    Appointment,
    Assignment,
    Closure,
    Deadline,
    Gathering,
    Office,
    Seat,
    Step,
    Stop,
    Unbooked,
)
from posada.regularisation import book
from posada.regularisation.check import check
from posada.testing import programmes

ROOT = Path(__file__).parents[2]
MINUTE = dt.timedelta(minutes=1)
HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Answer:
    """A programme, journeys, and bookings that are right or wrong."""

    programme: Programme
    seats: tuple[Seat, ...]
    stops: tuple[Stop, ...]
    appointments: tuple[Appointment, ...]
    deadlines: tuple[Deadline, ...]
    unbooked: tuple[Unbooked, ...]

    def faults(self) -> list[str]:
        return [
            str(fault) for fault in check(**{field.name: getattr(self, field.name) for field in fields(self)})
        ]

    def with_row(self, table: str, number: int, **changes: Any) -> "Answer":
        """The answer with other values in one row of it."""
        rows = list(getattr(self, table))
        rows[number] = replace(rows[number], **changes)
        return replace(self, **{table: tuple(rows)})

    def without(self, table: str, number: int) -> "Answer":
        rows = getattr(self, table)
        return replace(self, **{table: rows[:number] + rows[number + 1 :]})

    def with_more(self, table: str, row: Any) -> "Answer":
        return replace(self, **{table: (*getattr(self, table), row)})

    def with_input(self, table: str, match: dict[str, Any], **changes: Any) -> "Answer":
        """The answer to a programme that has changed since: other values in the rows that match."""
        return replace(self, programme=with_input(self.programme, table, match, **changes))

    def at(self, number: int, day: int, hour: int, minute: int = 0) -> "Answer":
        """The answer with an appointment moved to another time in November, as long as it was."""
        row = self.appointments[number]
        begins = row.starts_at.replace(day=day, hour=hour, minute=minute)
        ends = begins + (row.ends_at - row.starts_at)
        return self.with_row("appointments", number, starts_at=begins, ends_at=ends)


def with_input(programme: Programme, table: str, match: dict[str, Any], **changes: Any) -> Programme:
    rows = tuple(
        replace(row, **changes) if all(getattr(row, key) == value for key, value in match.items()) else row
        for row in getattr(programme, table)
    )
    return replace(programme, **{table: rows})


def with_settings(programme: Programme, **changes: Any) -> Programme:
    return replace(programme, settings=replace(programme.settings, **changes))


def answer_to(programme: Programme, assignments: tuple[Assignment, ...]) -> Answer:
    """What the rooms make of assignments: appointments before departure, journeys, appointments after."""
    before = book(programme, at="gathering")
    made = transport.schedule(programme, assignments, before.appointments)
    after = book(programme, at="place", seats=made.seats, stops=made.stops, appointments=before.appointments)
    return Answer(
        programme,
        made.seats,
        made.stops,
        before.appointments + after.appointments,
        before.deadlines + after.deadlines,
        before.unbooked + after.unbooked,
    )


@cache
def first_steps() -> Answer:
    """Eight households register at one desk; six file at the places where they arrive on 24 November."""
    programme = read_programme(ROOT / "examples" / "first-steps")
    return answer_to(programme, placement.place(programme).assignments)


@cache
def closed() -> Answer:
    """The same with a holiday, and a week in which clocks stand still: days are due six working days later."""
    programme = first_steps().programme
    closures = (
        Closure(calendar_id="inm", kind="holiday", from_on=dt.date(2021, 12, 13)),
        Closure(
            calendar_id="inm",
            kind="suspension",
            from_on=dt.date(2021, 12, 6),
            until_on=dt.date(2021, 12, 10),
        ),
    )
    programme = replace(programme, closures=(*programme.closures, *closures))
    return answer_to(programme, placement.place(programme).assignments)


@cache
def one_day() -> Answer:
    """One day of registration for more people than the desk can see: three households wait in vain."""
    programme = first_steps().programme
    programme = with_settings(programme, ends_on=programme.settings.starts_on)
    return answer_to(programme, ())


@cache
def with_a_card() -> Answer:
    """After the twenty days of the decision, a card is given at the office of the place."""
    programme = first_steps().programme
    card = Step(
        pathway_id="tvrh", step_id="card", follows_step_id="decide_tvrh", at="place", minutes_per_person=5
    )
    desk = Office(
        office_id="CARDS",
        place_id="puebla",
        step_id="card",
        people_per_day=20,
        opens_at=dt.time(9),
        closes_at=dt.time(17),
    )
    programme = with_settings(programme, ends_on=dt.date(2021, 12, 31))
    programme = with_input(programme, "offices", {"office_id": "INM-CELAYA"}, people_per_day=3)
    programme = replace(programme, steps=(*programme.steps, card), offices=(*programme.offices, desk))
    return answer_to(programme, placement.place(programme).assignments)


@cache
def mapastepec() -> Answer:
    """The large example as whoever comes first is placed, which is quicker to work out than the best plan."""
    programme = read_programme(ROOT / "examples" / "mapastepec-2021")
    problem = build_problem(programme)
    return answer_to(programme, assignments_of(problem, first_come(problem)))


def test_a_good_answer_has_no_fault() -> None:
    """What the faults below are planted in is right, and has what they need."""
    for answer in (first_steps(), closed(), one_day(), with_a_card(), mapastepec()):
        assert answer.faults() == []
    assert {row.due_on for row in first_steps().deadlines} == {dt.date(2021, 12, 22)}
    assert {row.due_on for row in closed().deadlines} == {dt.date(2021, 12, 30)}
    assert [(row.household_id, row.reason) for row in one_day().unbooked] == [
        ("H-01", "no_time"),
        ("H-05", "no_time"),
        ("H-09", "no_time"),
    ]
    card = [row for row in with_a_card().appointments if row.step_id == "card"]
    assert {row.starts_at.date() for row in card} == {dt.date(2021, 12, 23)}
    assert len(mapastepec().appointments) > 1_500


# Appointments of first-steps, lines 2 to 9 at the desk, 10 to 15 at the places: H-04 (a pregnant member),
# H-10 (claim recognised), H-03, H-08, H-02 on the 22nd; H-09, H-01, H-05 on the 23rd;
# H-10, H-04, H-08, H-03, H-01, H-09 on the 24th. Deadlines: H-01, H-03, H-04, H-08, H-09, H-10.


def split(answer: Answer) -> Answer:
    """H-10 comes in two parts."""
    part = replace(answer.appointments[1], appointment_id="register-0009", people=3)
    return answer.with_row("appointments", 1, people=2).with_more(
        "appointments", replace(part, starts_at=part.starts_at + 4 * HOUR, ends_at=part.ends_at + 4 * HOUR)
    )


def swapped(answer: Answer, one: int, other: int) -> Answer:
    """Two households of one size take each other's turn."""
    first, second = answer.appointments[one], answer.appointments[other]
    answer = answer.with_row("appointments", one, starts_at=second.starts_at, ends_at=second.ends_at)
    return answer.with_row("appointments", other, starts_at=first.starts_at, ends_at=first.ends_at)


def elsewhere(answer: Answer, household_id: str) -> Answer:
    """A household turns out to be at another gathering, which has no desk."""
    other = Gathering(
        gathering_id="tapachula", name="Tapachula", state="MX-CHP", timezone="America/Mexico_City"
    )
    answer = replace(
        answer, programme=replace(answer.programme, gatherings=(*answer.programme.gatherings, other))
    )
    return answer.with_input("households", {"household_id": household_id}, gathering_id="tapachula")


def holiday(answer: Answer, *days: int, kind: str = "holiday", open_ended: bool = False) -> Answer:
    """Days in November turn out to be closed."""
    rows = tuple(
        Closure(calendar_id="inm", kind=kind, from_on=dt.date(2021, 11, day), open_ended=open_ended)
        for day in days
    )
    return replace(answer, programme=replace(answer.programme, closures=(*answer.programme.closures, *rows)))


def in_utc(answer: Answer, column: str) -> Answer:
    instant = getattr(answer.appointments[0], column)
    return answer.with_row("appointments", 0, **{column: instant.astimezone(dt.UTC)})


def alone(answer: Answer, person_id: str, **changes: Any) -> Answer:
    return answer.with_input("persons", {"person_id": person_id}, **changes)


def step(answer: Answer, step_id: str, **changes: Any) -> Answer:
    return answer.with_input("steps", {"step_id": step_id}, **changes)


def settings(answer: Answer, **changes: Any) -> Answer:
    return replace(answer, programme=with_settings(answer.programme, **changes))


def verified(answer: Answer, **changes: Any) -> Answer:
    return answer.with_input("calendars", {}, **changes)


def unbooked_with_an_appointment(answer: Answer) -> Answer:
    return answer.with_more(
        "unbooked", Unbooked(household_id="H-04", step_id="register", people=2, reason="no_time")
    )


def no_date(answer: Answer, why: str) -> Answer:
    """The calendar is known to 20 December only, and the deadline says nothing, or why."""
    answer = verified(answer, verified_until=dt.date(2021, 12, 20))
    return answer.with_row("deadlines", 0, due_on=None, why_unknown=why)


def due(day: dt.date) -> Callable[[Answer], Answer]:
    return lambda answer: answer.with_row("deadlines", 0, due_on=day)


Plants = dict[str, tuple[Callable[[Answer], Answer], str]]

DESKS: Plants = {
    "a desk booked twice at once": (
        lambda a: a.with_row("appointments", 1, starts_at=a.appointments[0].starts_at + 10 * MINUTE),
        "appointments.csv, line 3: overlaps line 2 of the same office. [office_overlap]",
    ),
    "a desk booked twice at once, behind a short one in between": (
        lambda a: a.with_row("appointments", 0, ends_at=a.appointments[3].ends_at),
        "appointments.csv, line 5: overlaps line 2 of the same office. [office_overlap]",
    ),
    "a household at two desks at once": (
        lambda a: a.at(9, 22, 8, 10),
        "appointments.csv, line 11: overlaps line 2 of the same household. [household_overlap]",
    ),
    "more people than the desk sees in a day": (
        lambda a: a.with_input("offices", {"office_id": "DESK"}, people_per_day=13),
        "appointments.csv: DESK on 2021-11-22: 14 people, 13 a day. [people_per_day]",
    ),
    "before the desk opens": (
        lambda a: a.with_input("offices", {"office_id": "DESK"}, opens_at=dt.time(8, 30)),
        "appointments.csv, line 2: 08:00 to 08:20, open 08:30 to 16:00. [opening_hours]",
    ),
    "until after the desk closes": (
        lambda a: a.with_input("offices", {"office_id": "DESK"}, closes_at=dt.time(10, 15)),
        "appointments.csv, line 6: 10:10 to 10:20, open 08:00 to 10:15. [opening_hours]",
    ),
    "through the night": (
        lambda a: a.with_row("appointments", 4, ends_at=a.appointments[4].ends_at + DAY),
        "appointments.csv, line 6: 10:10 to 10:20, open 08:00 to 16:00. [opening_hours]",
    ),
    "on a holiday": (
        lambda a: holiday(a, 24),
        "appointments.csv, line 10: 2021-11-24 is not known to be a working day of the office."
        " [not_a_working_day]",
    ),
    "on a day of rest": (
        lambda a: verified(a, weekend=("wednesday",)),
        "appointments.csv, line 10: 2021-11-24 is not known to be a working day of the office."
        " [not_a_working_day]",
    ),
    "on a suspended day": (
        lambda a: holiday(a, 24, kind="suspension"),
        "appointments.csv, line 10: 2021-11-24 is not known to be a working day of the office."
        " [not_a_working_day]",
    ),
    "on a day that nobody has verified": (
        lambda a: verified(a, verified_from=dt.date(2021, 11, 25)),
        "appointments.csv, line 10: 2021-11-24 is not known to be a working day of the office."
        " [not_a_working_day]",
    ),
    "on the day of a closure without an end": (
        lambda a: holiday(a, 24, kind="closure", open_ended=True),
        "appointments.csv, line 10: 2021-11-24 is not known to be a working day of the office."
        " [not_a_working_day]",
    ),
    "after the start of a closure without an end": (
        lambda a: holiday(a, 23, kind="closure", open_ended=True),
        "appointments.csv, line 10: 2021-11-24 is not known to be a working day of the office."
        " [not_a_working_day]",
    ),
    "at the office of another place": (
        lambda a: a.with_row("appointments", 9, office_id="INM-PACHUCA"),
        "appointments.csv, line 11: must be at an office of the place where the household arrives."
        " [wrong_office]",
    ),
    "at a place where the household never arrives": (
        lambda a: a.without("seats", 3),
        "appointments.csv, line 11: must be at an office of the place where the household arrives."
        " [wrong_office]",
    ),
    "at the desk of another gathering": (
        lambda a: elsewhere(a, "H-04"),
        "appointments.csv, line 2: must be at an office of the household's gathering. [wrong_office]",
    ),
    "at a place for a step of the gathering": (
        lambda a: step(a, "file_tvrh", at="gathering"),
        "appointments.csv, line 10: must be at an office of a gathering, as the step asks. [wrong_office]",
    ),
    "at an office that does not handle it": (
        lambda a: a.with_row("appointments", 0, office_id="INM-PUEBLA"),
        "appointments.csv, line 2: no office INM-PUEBLA handles register. [unknown_office]",
    ),
    "before arrival": (
        lambda a: a.with_row("stops", 2, arrives_at=a.stops[2].arrives_at + 150 * MINUTE),
        "appointments.csv, line 11: must not begin before the household arrives. [before_arrival]",
    ),
    "before the step it follows": (
        lambda a: a.at(0, 24, 10),
        "appointments.csv, line 11: must not begin before register has ended. [earlier_step]",
    ),
    "without the step it follows": (
        lambda a: a.without("appointments", 0),
        "appointments.csv, line 10: must follow register, of which no end is known. [earlier_step]",
    ),
    "out of turn": (
        lambda a: swapped(a, 0, 2),
        "appointments.csv, line 2: must be served before line 3, which comes later in the order."
        " [order_of_service]",
    ),
    "out of turn after arrival": (
        lambda a: swapped(a, 9, 13),
        "appointments.csv, line 11: must be served before line 12, which comes later in the order."
        " [order_of_service]",
    ),
    "a day later than those who come after": (
        lambda a: a.at(2, 23, 12),
        "appointments.csv, line 4: must be served before line 5, which comes later in the order."
        " [order_of_service]",
    ),
    "after somebody who registered later": (
        lambda a: a.with_input("households", {"household_id": "H-09"}, registered_on=dt.date(2021, 11, 21)),
        "appointments.csv, line 7: must be served before line 4, which comes later in the order."
        " [order_of_service]",
    ),
    "by another order than the one announced": (
        lambda a: settings(
            a, regularisation=replace(a.programme.settings.regularisation, order_of_service=())
        ),
        "appointments.csv, line 8: must be served before line 5, which comes later in the order."
        " [order_of_service]",
    ),
    "a household split over two appointments": (
        split,
        "appointments.csv, line 16: has the same step in line 3. [step_twice]",
    ),
    "a part of a household": (
        lambda a: a.with_row("appointments", 1, people=4),
        "appointments.csv, line 3: must be 5 people, got 4. [people]",
    ),
    "two appointments of one code": (
        lambda a: a.with_row("appointments", 1, appointment_id="register-0001"),
        "appointments.csv, line 3: has the code of line 2. [appointment_twice]",
    ),
    "nobody we know": (
        lambda a: a.with_row("appointments", 0, household_id="H-99"),
        "appointments.csv, line 2: must be a household of households.csv. [unknown_household]",
    ),
    "a step forgotten": (
        lambda a: a.without("appointments", 4),
        "households.csv, line 3: register is neither booked nor unbooked. [step_missing]",
    ),
    "a step after arrival forgotten": (
        lambda a: a.without("appointments", 9),
        "households.csv, line 5: file_tvrh is neither booked nor unbooked. [step_missing]",
    ),
    "too short": (
        lambda a: a.with_row("appointments", 1, ends_at=a.appointments[1].ends_at - MINUTE),
        "appointments.csv, line 3: must last 50 minutes at least. [too_short]",
    ),
    "before the step is law": (
        lambda a: step(a, "register", valid_from=dt.date(2021, 11, 23)),
        "appointments.csv, line 2: register is not a step of the pathway on 2021-11-22. [not_in_force]",
    ),
    "after the step was law": (
        lambda a: step(a, "register", valid_to=dt.date(2021, 11, 22)),
        "appointments.csv, line 7: register is not a step of the pathway on 2021-11-23. [not_in_force]",
    ),
    "a desk for a clock alone": (
        lambda a: step(a, "file_tvrh", minutes_per_person=None),
        "appointments.csv, line 10: file_tvrh is a clock alone and has no appointment. [no_desk]",
    ),
    "after the programme": (
        lambda a: settings(a, ends_on=dt.date(2021, 11, 23)),
        "appointments.csv, line 10: 2021-11-24 is not within the programme. [outside_programme]",
    ),
    "before the programme": (
        lambda a: settings(a, starts_on=dt.date(2021, 11, 23)),
        "appointments.csv, line 2: 2021-11-22 is not within the programme. [outside_programme]",
    ),
    "before it has registered": (
        lambda a: a.with_input("households", {"household_id": "H-04"}, registered_on=dt.date(2021, 11, 23)),
        "appointments.csv, line 2: must not be before registered_on. [before_registration]",
    ),
    "a beginning by other clocks": (
        lambda a: in_utc(a, "starts_at"),
        "appointments.csv, line 2: must carry the offset of America/Mexico_City. [offset]",
    ),
    "an end by other clocks": (
        lambda a: in_utc(a, "ends_at"),
        "appointments.csv, line 2: must carry the offset of America/Mexico_City. [offset]",
    ),
    "no consent": (
        lambda a: a.with_input("households", {"household_id": "H-04"}, consents=None),
        "appointments.csv, line 2: must not be booked by the program. [gate]",
    ),
    "an unaccompanied child": (
        lambda a: alone(a, "P-09", unaccompanied=True),
        "appointments.csv, line 2: must not be booked by the program. [gate]",
    ),
    "a child alone by its need": (
        lambda a: alone(a, "P-09", specific_needs=("child_alone",)),
        "appointments.csv, line 2: must not be booked by the program. [gate]",
    ),
    "nobody known to be an adult": (
        lambda a: a.with_input("persons", {"household_id": "H-04"}, birth_year=None),
        "appointments.csv, line 2: must not be booked by the program. [gate]",
    ),
    "booked and unbooked": (
        unbooked_with_an_appointment,
        "unbooked.csv, line 2: has an appointment for this step. [step_twice]",
    ),
}

CLOCKS: Plants = {
    "a holiday counted, a day too early": (
        due(dt.date(2021, 12, 29)),
        "deadlines.csv, line 2: must be 2021-12-30, got 2021-12-29. [due_on]",
    ),
    "a day too late": (
        due(dt.date(2021, 12, 31)),
        "deadlines.csv, line 2: must be 2021-12-30, got 2021-12-31. [due_on]",
    ),
    "a suspension counted": (
        due(dt.date(2021, 12, 23)),
        "deadlines.csv, line 2: must be 2021-12-30, got 2021-12-23. [due_on]",
    ),
    "weekends counted": (
        due(dt.date(2021, 12, 20)),
        "deadlines.csv, line 2: must be 2021-12-30, got 2021-12-20. [due_on]",
    ),
    "the day of the event counted": (
        lambda a: a.with_row("deadlines", 0, from_on=dt.date(2021, 11, 23), due_on=dt.date(2021, 12, 29)),
        "deadlines.csv, line 2: must be 2021-11-24, got 2021-11-23. [from_on]",
    ),
    "a holiday that came up since": (
        lambda a: holiday(a, 30),
        "deadlines.csv, line 2: must be 2021-12-31, got 2021-12-30. [due_on]",
    ),
    "a date beyond what anybody has verified": (
        lambda a: verified(a, verified_until=dt.date(2021, 12, 29)),
        "deadlines.csv, line 2: must be empty, got 2021-12-30. [due_on]",
    ),
    "a date from before anybody has verified": (
        lambda a: verified(a, verified_from=dt.date(2021, 11, 26)),
        "deadlines.csv, line 2: must be empty, got 2021-12-30. [due_on]",
    ),
    "a date beyond a suspension without an end": (
        lambda a: holiday(a, 29, kind="suspension", open_ended=True),
        "deadlines.csv, line 2: must be empty, got 2021-12-30. [due_on]",
    ),
    "no date where one can be counted": (
        lambda a: a.with_row("deadlines", 0, due_on=None, why_unknown="nobody knows"),
        "deadlines.csv, line 2: must be 2021-12-30, got empty. [due_on]",
    ),
    "no date and no word why": (
        lambda a: no_date(a, ""),
        "deadlines.csv, line 2: must say why there is no date. [why_unknown]",
    ),
    "a date and a word why there is none": (
        lambda a: a.with_row("deadlines", 0, why_unknown="nobody knows"),
        "deadlines.csv, line 2: must be empty where there is a date. [why_unknown]",
    ),
    "an event that has no day": (
        lambda a: a.with_row("deadlines", 0, from_on=None),
        "deadlines.csv, line 2: must be 2021-11-24, got empty. [from_on]",
    ),
    "silence taken for consent": (
        lambda a: a.with_row("deadlines", 0, on_expiry="granted"),
        "deadlines.csv, line 2: on_expiry must be 'refused', as in the row of law in force. [law]",
    ),
    "silence not told": (
        lambda a: a.with_row("deadlines", 0, on_expiry=None),
        "deadlines.csv, line 2: on_expiry must be 'refused', as in the row of law in force. [law]",
    ),
    "silence of which the law says nothing": (
        lambda a: step(a, "decide_tvrh", on_expiry=None),
        "deadlines.csv, line 2: on_expiry must be empty, as in the row of law in force. [law]",
    ),
    "cure days wrong": (
        lambda a: a.with_row("deadlines", 0, cure_days=15),
        "deadlines.csv, line 2: cure_days must be 10, as in the row of law in force. [law]",
    ),
    "days of the law wrong": (
        lambda a: a.with_row("deadlines", 0, due_days=30),
        "deadlines.csv, line 2: due_days must be 20, as in the row of law in force. [law]",
    ),
    "kind of day wrong": (
        lambda a: a.with_row("deadlines", 0, day_kind="calendar"),
        "deadlines.csv, line 2: day_kind must be 'working', as in the row of law in force. [law]",
    ),
    "source wrong": (
        lambda a: a.with_row("deadlines", 0, source="hearsay"),
        "deadlines.csv, line 2: source must be 'Ley de Migración, arts. 128 and 130', as in the row of law"
        " in force. [law]",
    ),
    "a deadline forgotten": (
        lambda a: a.without("deadlines", 0),
        "households.csv, line 2: the clock of decide_tvrh has no row in deadlines.csv. [deadline_missing]",
    ),
    "a deadline twice": (
        lambda a: a.with_more("deadlines", a.deadlines[0]),
        "deadlines.csv, line 8: is the clock of line 2 again. [deadline_twice]",
    ),
    "the deadline of a step without days": (
        lambda a: a.with_row("deadlines", 0, step_id="register"),
        "deadlines.csv, line 2: register gives no days in the pathway of the household. [no_clock]",
    ),
    "the deadline of nobody we know": (
        lambda a: a.with_row("deadlines", 0, household_id="H-99"),
        "deadlines.csv, line 2: must be a household of households.csv. [unknown_household]",
    ),
    "the deadline of a child alone": (
        lambda a: alone(a, "P-01", unaccompanied=True),
        "deadlines.csv, line 2: must not be told by the program. [gate]",
    ),
    "the deadline of somebody who goes nowhere": (
        lambda a: a.with_more("deadlines", replace(a.deadlines[0], household_id="H-02")),
        "deadlines.csv, line 8: decide_tvrh is done at places, and the household goes to none. [not_served]",
    ),
}

WAITING: Plants = {
    "for nobody we know": (
        lambda a: a.with_row("unbooked", 0, household_id="H-99"),
        "unbooked.csv, line 2: must be a household of households.csv. [unknown_household]",
    ),
    "twice": (
        lambda a: a.with_more("unbooked", a.unbooked[0]),
        "unbooked.csv, line 5: has the same step in line 2. [step_twice]",
    ),
    "a part of a household": (
        lambda a: a.with_row("unbooked", 0, people=3),
        "unbooked.csv, line 2: must be 4 people, got 3. [people]",
    ),
    "a child alone": (
        lambda a: alone(a, "P-03", unaccompanied=True),
        "unbooked.csv, line 2: must not be served by the program. [gate]",
    ),
    "for a clock alone": (
        lambda a: a.with_row("unbooked", 0, step_id="decide_tvrh"),
        "unbooked.csv, line 2: decide_tvrh has no desk in the pathway of the household. [no_desk]",
    ),
    "though the desk has room": (
        lambda a: a.with_input("offices", {"office_id": "DESK"}, people_per_day=16),
        "unbooked.csv, line 4: DESK has room on 2021-11-22 at 10:20. [room_left]",
    ),
    "for a reason that does not hold": (
        lambda a: a.with_row("unbooked", 0, reason="no_office"),
        "unbooked.csv, line 2: must be no_time, got no_office. [reason]",
    ),
    "while somebody later in the order is served": (
        lambda a: a.without("appointments", 0).with_more(
            "unbooked", Unbooked(household_id="H-04", step_id="register", people=2, reason="no_time")
        ),
        "unbooked.csv, line 5: must be served before appointments.csv, line 2, which comes later."
        " [order_of_service]",
    ),
}


@pytest.mark.parametrize("fault", DESKS)
def test_an_appointment_that_cannot_be_is_found(fault: str) -> None:
    """One thing is changed in the good answer to first-steps, or in its programme, and named."""
    plant, found = DESKS[fault]
    assert found in plant(first_steps()).faults()


@pytest.mark.parametrize("fault", CLOCKS)
def test_a_deadline_that_is_wrong_is_found(fault: str) -> None:
    """One thing is changed about a clock that passes over a holiday and a suspension."""
    plant, found = CLOCKS[fault]
    assert found in plant(closed()).faults()


@pytest.mark.parametrize("fault", WAITING)
def test_somebody_left_without_an_appointment_wrongly_is_found(fault: str) -> None:
    """One thing is changed about those for whom the one day of registration is too short."""
    plant, found = WAITING[fault]
    assert found in plant(one_day()).faults()


def test_a_step_behind_a_clock_alone_waits_for_its_last_day() -> None:
    """The card is given on the morning after the last day of the decision, and not before."""
    answer = with_a_card()
    number = next(n for n, row in enumerate(answer.appointments) if row.step_id == "card")
    row = answer.appointments[number]
    early = answer.with_row("appointments", number, starts_at=row.starts_at - DAY, ends_at=row.ends_at - DAY)
    line = f"appointments.csv, line {number + 2}"
    assert f"{line}: must not begin before decide_tvrh has ended. [earlier_step]" in early.faults()
    unknown = answer.with_input("calendars", {}, verified_until=dt.date(2021, 12, 21))
    assert f"{line}: must follow decide_tvrh, of which no end is known. [earlier_step]" in unknown.faults()


def with_an_intake(programme: Programme) -> Programme:
    """Registration follows a step for which there is no desk."""
    intake = Step(pathway_id="tvrh", step_id="intake", at="gathering", minutes_per_person=5)
    programme = with_input(programme, "steps", {"step_id": "register"}, follows_step_id="intake")
    return replace(programme, steps=(intake, *programme.steps))


REASONS: dict[str, tuple[Callable[[Programme], Programme], str]] = {
    "no_office": (lambda p: replace(p, offices=()), "no_time"),
    "too_large_for_a_day": (
        lambda p: with_input(p, "offices", {"office_id": "DESK"}, people_per_day=1),
        "no_time",
    ),
    "calendar_unverified": (
        lambda p: replace(
            with_input(p, "offices", {"office_id": "DESK"}, calendar_id="inm"),
            calendars=(replace(p.calendars[0], verified_from=dt.date(2022, 1, 1)),),
        ),
        "no_time",
    ),
    "not_in_force": (
        lambda p: with_input(p, "steps", {"step_id": "register"}, valid_to=dt.date(2021, 11, 1)),
        "no_time",
    ),
    "earlier_step_missing": (
        with_an_intake,
        "no_office",
    ),
}


@pytest.mark.parametrize("reason", REASONS)
def test_each_reason_for_having_no_appointment_holds_alone(reason: str) -> None:
    """Where a reason is the true one the check accepts it, and no other."""
    change, other = REASONS[reason]
    answer = answer_to(change(one_day().programme), ())
    assert answer.faults() == []
    number = next(n for n, row in enumerate(answer.unbooked) if row.step_id == "register")
    assert answer.unbooked[number].reason == reason
    faults = answer.with_row("unbooked", number, reason=other).faults()
    assert f"unbooked.csv, line {number + 2}: must be {reason}, got {other}. [reason]" in faults


def test_who_never_arrived_has_that_reason_alone() -> None:
    """Without a stop nobody can say when a household could come to the office of the place."""
    answer = first_steps().without("appointments", 9)
    waits = Unbooked(household_id="H-04", step_id="file_tvrh", people=2, reason="no_time")
    answer = replace(answer, stops=answer.stops[:2], unbooked=(waits,))
    assert "unbooked.csv, line 2: must be not_arrived, got no_time. [reason]" in answer.faults()


def test_the_check_shares_no_code_with_its_maker() -> None:
    """Of its own room it imports nothing but its own modules."""
    modules = sorted((ROOT / "src/posada/regularisation").glob("check/*.py"))
    assert len(modules) > 3
    for path in modules:
        imported = re.findall(
            r"^from posada\.regularisation\.(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert [name for name in imported if not name.startswith("check")] == [], path.name


def test_every_fault_that_the_check_knows_is_planted_above() -> None:
    """A rule without a planted fault could fall silent unnoticed."""
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src/posada/regularisation").glob("check/*.py")
    )
    known = set(re.findall(r'Fault\(\s*"(\w+)"', source)) | {"office_overlap", "household_overlap"}
    planted = [found for _, found in (*DESKS.values(), *CLOCKS.values(), *WAITING.values())]
    assert known == {line.rsplit("[", 1)[1].rstrip("]") for line in planted}


# One cell of an answer changed at random: either the check finds it, or the column stands below.

HARMLESS = {
    ("appointments", "appointment_id"): "a code that no other appointment has does as well",
    ("appointments", "office_id"): "so does another desk for the step at the same site that is free",
    ("appointments", "starts_at"): "earlier: a longer appointment, if desk and household are free",
    ("appointments", "ends_at"): "later: a longer appointment, if desk and household are free",
    ("unbooked", "rule"): "words for the reader, from which nothing follows",
    ("deadlines", "why_unknown"): "other words where there is no date; none where there is one",
}
"""Columns in which some changes break nothing; those that must be found are drawn below all the same."""


def other_values(answer: Answer, table: str, number: int) -> Iterator[tuple[str, list[Any]]]:
    """For each column of a row, values that cannot be right there."""
    row = getattr(answer, table)[number]
    programme = answer.programme
    households = [h.household_id for h in programme.households if h.household_id != row.household_id]
    steps = sorted({s.step_id for s in programme.steps} - {row.step_id})
    yield "household_id", ["nobody", *households]
    yield "step_id", ["nothing", *steps]
    if table == "appointments":
        yield from {
            "appointment_id": [
                a.appointment_id for a in answer.appointments if a.appointment_id != row.appointment_id
            ],
            "office_id": ["nowhere"],
            "starts_at": [row.starts_at + shift for shift in (MINUTE, 15 * MINUTE, DAY, -DAY)],
            "ends_at": [row.ends_at + shift for shift in (-MINUTE, -15 * MINUTE, -DAY, DAY)],
            "people": [row.people - 1, row.people + 1],
        }.items()
    elif table == "unbooked":
        reasons = ("no_office", "no_time", "too_large_for_a_day", "calendar_unverified", "not_in_force")
        yield "people", [row.people - 1, row.people + 1]
        yield "reason", [reason for reason in (*reasons, "not_arrived") if reason != row.reason]
    else:
        day = row.from_on or programme.settings.starts_on
        due_on = row.due_on or programme.settings.ends_on
        yield from {
            "from_on": [day + DAY, day - 7 * DAY, None if row.from_on else day],
            "due_on": [due_on + DAY, due_on - DAY, None if row.due_on else due_on],
            "day_kind": ["calendar" if row.day_kind == "working" else "working"],
            "on_expiry": [said for said in (None, "granted", "refused", "lapses") if said != row.on_expiry],
            "source": ["", f"{row.source}?"],
            "due_days": [None, (row.due_days or 0) + 1],
            "cure_days": [(row.cure_days or 0) + 5],
            "why_unknown": ["nobody knows" if row.due_on else ""],
        }.items()


def rows_of(answer: Answer) -> list[tuple[str, int]]:
    return [
        (table, number)
        for table in ("appointments", "unbooked", "deadlines")
        for number in range(len(getattr(answer, table)))
    ]


def test_every_column_is_changed_below_or_harmless() -> None:
    """No column of an answer is forgotten by the properties that follow."""
    for table, answer in (("appointments", first_steps()), ("deadlines", closed()), ("unbooked", one_day())):
        drawn = {column for column, values in other_values(answer, table, 0) if values}
        harmless = {column for name, column in HARMLESS if name == table}
        assert drawn | harmless == {field.name for field in fields(getattr(answer, table)[0])}


@given(programmes(), st.data())
def test_a_changed_cell_is_found(programme: Programme, data: st.DataObject) -> None:
    """A value that cannot be right, in any row of the answer to any small programme, breaks a rule."""
    answer = answer_to(programme, placement.place(programme).assignments)
    rows = rows_of(answer)
    if not rows:
        return
    table, number = data.draw(st.sampled_from(rows))
    for column, values in other_values(answer, table, number):
        if values:
            value = data.draw(st.sampled_from(values), label=column)
            assert answer.with_row(table, number, **{column: value}).faults()


def test_any_changed_cell_of_a_small_answer_is_found() -> None:
    """Every row, every column, every other value: none passes."""
    for answer in (first_steps(), one_day()):
        passed = [
            (table, number, column, value)
            for table, number in rows_of(answer)
            for column, values in other_values(answer, table, number)
            for value in values
            if not answer.with_row(table, number, **{column: value}).faults()
        ]
        assert passed == []


def test_changed_cells_of_the_large_example_are_found() -> None:
    """Among nearly two thousand appointments, one wrong value is found too."""
    answer = mapastepec()
    chance = random.Random(2021)
    for table, number in chance.sample(rows_of(answer), 6):
        column, values = chance.choice(list(other_values(answer, table, number)))
        assert answer.with_row(table, number, **{column: chance.choice(values)}).faults()


def test_other_codes_and_longer_appointments_break_nothing() -> None:
    """The harmless side: what the check says nothing about may change freely."""
    answer = first_steps()
    renamed = answer.with_row("appointments", 4, appointment_id="x")
    longer = answer.with_row("appointments", 4, ends_at=answer.appointments[4].ends_at + HOUR)
    for harmless in (renamed, longer):
        assert harmless.faults() == []
    told = one_day().with_row("unbooked", 0, rule="in other words")
    assert told.faults() == []
