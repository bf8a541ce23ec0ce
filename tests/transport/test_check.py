"""Planted faults of every kind are found, each by the rule that is named after it."""

import datetime as dt
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada import placement, regularisation
from posada.placement.baselines import first_come
from posada.placement.place import assignments as assignments_of
from posada.placement.problem import build as build_problem
from posada.programme import Programme, read_programme
from posada.programme.tables import (
    Appointment,
    Assignment,
    Departure,
    Driver,
    Gathering,
    Road,
    Seat,
    Stop,
    Tie,
    Unscheduled,
)
from posada.testing import programmes
from posada.transport import schedule
from posada.transport.check import check

ROOT = Path(__file__).parents[2]
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
START = dt.date(2021, 11, 22)
PUEBLA, PACHUCA = "departures.csv, line 3", "departures.csv, line 2"


@dataclass(frozen=True)
class Answer:
    """A programme, what the rooms before hand over, and journeys, right or wrong."""

    programme: Programme
    assignments: tuple[Assignment, ...]
    appointments: tuple[Appointment, ...]
    departures: tuple[Departure, ...]
    stops: tuple[Stop, ...]
    seats: tuple[Seat, ...]
    unscheduled: tuple[Unscheduled, ...]

    def faults(self) -> list[str]:
        return [
            str(fault) for fault in check(**{field.name: getattr(self, field.name) for field in fields(self)})
        ]

    def with_row(self, table: str, number: int, **changes: Any) -> "Answer":
        """The answer with other values in one row of it."""
        rows = list(getattr(self, table))
        rows[number] = replace(rows[number], **changes)
        return replace(self, **{table: tuple(rows)})

    def with_input(self, table: str, match: dict[str, Any], **changes: Any) -> "Answer":
        """The answer to a programme that has changed since: other values in the rows that match."""
        rows = tuple(
            replace(row, **changes)
            if all(getattr(row, key) == value for key, value in match.items())
            else row
            for row in getattr(self.programme, table)
        )
        return replace(self, programme=replace(self.programme, **{table: rows}))

    def with_setting(self, **changes: Any) -> "Answer":
        settings = self.programme.settings
        names = {field.name for field in fields(settings)}
        own = {key: value for key, value in changes.items() if key in names}
        ours = {key: value for key, value in changes.items() if key not in names}
        settings = replace(settings, **own, transport=replace(settings.transport, **ours))
        return replace(self, programme=replace(self.programme, settings=settings))

    def later(self, number: int, by: dt.timedelta) -> "Answer":
        """The answer with a whole departure later, its stops and its return with it."""
        row = self.departures[number]
        moved = self.with_row(
            "departures", number, departs_at=row.departs_at + by, returns_at=row.returns_at + by
        )
        stops = tuple(
            replace(stop, arrives_at=stop.arrives_at + by) if stop.departure_id == row.departure_id else stop
            for stop in self.stops
        )
        return replace(moved, stops=stops)


def answer_to(programme: Programme, assignments: tuple[Assignment, ...]) -> Answer:
    """What the rooms make of assignments."""
    appointments = regularisation.book(programme, at="gathering").appointments
    made = schedule(programme, assignments, appointments)
    return Answer(
        programme, assignments, appointments, made.departures, made.stops, made.seats, made.unscheduled
    )


@cache
def first_steps() -> Answer:
    """Two buses: Pachuca then Celaya (7 and 4 people), and Puebla (8 people); both away for two nights."""
    programme = read_programme(ROOT / "examples" / "first-steps")
    return answer_to(programme, placement.place(programme).assignments)


@cache
def mapastepec() -> Answer:
    """The large example as whoever comes first is placed, which is quicker to work out than the best plan."""
    programme = read_programme(ROOT / "examples" / "mapastepec-2021")
    problem = build_problem(programme)
    return answer_to(programme, assignments_of(problem, first_come(problem)))


@pytest.fixture(scope="session")
def near(build: Callable[..., Any]) -> Answer:
    """A place an hour away, and one bus that must go twice; one driver at a time is enough."""
    programme, assignments = build(
        places={"p": {"km": 65, "minutes": 60}},
        households={"h1": {"to": "p", "size": 8}, "h2": {"to": "p", "size": 8}},
        buses=(("van", 10, 0, 1),),
        drivers=1,
    )
    return answer_to(programme, assignments)


@pytest.fixture(scope="session")
def two_sizes(build: Callable[..., Any]) -> Answer:
    """A family of ten, a van in which it would have to use the seats kept free, and a coach."""
    programme, assignments = build(
        places={"p": {"km": 65, "minutes": 60}},
        households={"h1": {"to": "p", "size": 10}},
        buses=(("coach", 44, 0, 1), ("van", 11, 0, 1)),
    )
    return answer_to(programme, assignments)


@pytest.fixture(scope="session")
def left_behind(build: Callable[..., Any]) -> Answer:
    """Nobody leaves: no consent, a family larger than the bus, a wheelchair too many, no road, no room."""
    programme, assignments = build(
        places={"p": {"km": 65, "receives_people_per_day": 1}, "q": {}},
        households={
            "h1": {"to": "p", "consents": None},
            "h2": {"to": "p", "size": 11},
            "h3": {"to": "p", "wheelchairs": 1},
            "h4": {"to": "q"},
            "h5": {"to": "p", "size": 2},
        },
        buses=(("van", 10, 0, 1),),
        drivers=1,
    )
    return answer_to(programme, assignments)


def test_a_good_answer_has_no_fault(near: Answer, two_sizes: Answer, left_behind: Answer) -> None:
    """What the faults below are planted in is right, and has what they need."""
    for answer in (first_steps(), mapastepec(), near, two_sizes, left_behind):
        assert answer.faults() == []
    assert [row.people for row in first_steps().stops] == [7, 4, 8]
    assert [len(row.driver_ids) for row in near.departures] == [1, 1]
    assert [row.bus_type_id for row in two_sizes.departures] == ["coach"]
    assert [row.reason for row in left_behind.unscheduled] == [
        "not_registered",
        "no_bus",
        "no_wheelchair_place",
        "no_distance",
        "no_time",
    ]


def test_the_large_example_has_what_faults_need() -> None:
    """Dozens of buses of several types, with stops on the way and wheelchair users."""
    answer = mapastepec()
    assert len(answer.departures) > 30
    assert len(answer.stops) > len(answer.departures)
    assert len({row.bus_type_id for row in answer.departures}) > 1


# Seats of first-steps: H-03, H-10 (Pachuca), H-01 (Celaya); H-04, H-08, H-09 (Puebla). Lines begin at 2.


def seat_added(answer: Answer, **changes: Any) -> Answer:
    return replace(answer, seats=(*answer.seats, replace(answer.seats[0], **changes)))


def split_on_one_bus(answer: Answer) -> Answer:
    return seat_added(answer.with_row("seats", 1, people=2), household_id="H-10", people=3)


def without(answer: Answer, table: str, number: int) -> Answer:
    rows = getattr(answer, table)
    return replace(answer, **{table: rows[:number] + rows[number + 1 :]})


def assigned_elsewhere(answer: Answer) -> Answer:
    """H-03 is to go to Puebla and gets off there, from a bus that does not pass by."""
    return answer.with_row("assignments", 1, place_id="puebla").with_row("seats", 0, place_id="puebla")


def all_on_one_bus(answer: Answer) -> Answer:
    seats = tuple(replace(row, departure_id="mapastepec-001") for row in answer.seats)
    stops = (*answer.stops[:2], replace(answer.stops[2], departure_id="mapastepec-001", stop=3))
    return replace(answer, seats=seats, stops=stops)


def with_persons(answer: Answer, household_id: str, **changes: Any) -> Answer:
    return answer.with_input("persons", {"household_id": household_id}, **changes)


def apart(answer: Answer, one: str, other: str) -> Answer:
    tie = Tie(household_id=one, with_household_id=other, kind="family", bond="apart")
    return replace(answer, programme=replace(answer.programme, ties=(*answer.programme.ties, tie)))


def sooner(answer: Answer, number: int, departure: int, minutes: int) -> Answer:
    """A stop sooner than it can be, and minutes of the departure that agree with it."""
    answer = answer.with_row("stops", number, arrives_at=answer.stops[number].arrives_at - minutes * MINUTE)
    return answer.with_row("departures", departure, minutes=answer.departures[departure].minutes - minutes)


def a_pause_less(answer: Answer) -> Answer:
    """Puebla is 754 minutes of driving and two pauses away: the bus leaves one pause later than it must."""
    begins = answer.stops[2].arrives_at - 784 * MINUTE
    return answer.with_row("departures", 1, departs_at=begins, minutes=784)


def second_too_soon(answer: Answer, *, after: dt.timedelta) -> Answer:
    """The second of two trips leaves so long after the first is back."""
    first, second = sorted(answer.departures, key=lambda row: row.departs_at)
    return answer.later(answer.departures.index(second), first.returns_at + after - second.departs_at)


def crew(answer: Answer, *driver_ids: str) -> Answer:
    return answer.with_row("departures", 0, driver_ids=driver_ids)


def driver_from_elsewhere(answer: Answer) -> Answer:
    driver = Driver(driver_id="E-1", gathering_id="tapachula")
    drivers = (*answer.programme.drivers, driver)
    return crew(replace(answer, programme=replace(answer.programme, drivers=drivers)), "D-1", "E-1")


def elsewhere(answer: Answer) -> Answer:
    """Another gathering, in another town of the same state."""
    other = Gathering(
        gathering_id="tapachula", name="Tapachula", state="MX-CHP", timezone="America/Mexico_City"
    )
    gatherings = (*answer.programme.gatherings, other)
    return replace(answer, programme=replace(answer.programme, gatherings=gatherings))


def bus_type(answer: Answer, **changes: Any) -> Answer:
    return answer.with_input("buses", {}, **changes)


def busy_until(answer: Answer, instant: dt.datetime) -> Answer:
    """H-04's appointment at the gathering ends later."""
    number = next(n for n, row in enumerate(answer.appointments) if row.household_id == "H-04")
    return answer.with_row("appointments", number, ends_at=instant)


def beds(answer: Answer, place_id: str, **changes: Any) -> Answer:
    return answer.with_input("capacities", {"place_id": place_id, "resource_id": "beds"}, **changes)


def place(answer: Answer, place_id: str, **changes: Any) -> Answer:
    return answer.with_input("places", {"place_id": place_id}, **changes)


def nowhere(answer: Answer) -> Answer:
    """Nothing tells any more how far it is to Puebla."""
    answer = place(answer, "puebla", latitude=None)
    roads = tuple(row for row in answer.programme.roads if row.to_id != "puebla")
    return replace(answer, programme=replace(answer.programme, roads=roads))


def in_utc(answer: Answer, table: str, number: int, column: str) -> Answer:
    instant = getattr(getattr(answer, table)[number], column)
    return answer.with_row(table, number, **{column: instant.astimezone(dt.UTC)})


def also_unscheduled(answer: Answer) -> Answer:
    row = Unscheduled(household_id="H-03", place_id="pachuca", people=2, reason="no_time")
    return replace(answer, unscheduled=(row,))


FIRST_STEPS: dict[str, tuple[Callable[[Answer], Answer], str]] = {
    "a household on two buses": (
        lambda a: seat_added(a, departure_id="mapastepec-002"),
        "seats.csv, line 8: stands in seats.csv, line 2 already. [household_twice]",
    ),
    "a household in two rows of one bus": (
        split_on_one_bus,
        "seats.csv, line 8: stands in seats.csv, line 3 already. [household_twice]",
    ),
    "a household split, half of it on no bus": (
        lambda a: a.with_row("seats", 1, people=4),
        "seats.csv, line 3: must be 5 people, got 4. [people]",
    ),
    "a household that is missing": (
        lambda a: without(a, "seats", 1),
        "assignments.csv, line 7: has no seat and is not unscheduled. [household_missing]",
    ),
    "a household with a seat and unscheduled": (
        also_unscheduled,
        "unscheduled.csv, line 2: stands in seats.csv, line 2 already. [household_twice]",
    ),
    "a seat for nobody we know": (
        lambda a: a.with_row("seats", 0, household_id="H-99"),
        "seats.csv, line 2: must be a household of households.csv. [unknown_household]",
    ),
    "a seat for somebody who is not placed": (
        lambda a: a.with_row("seats", 0, household_id="H-02"),
        "seats.csv, line 2: must be a household of assignments.csv. [not_assigned]",
    ),
    "dropped at the wrong place": (
        lambda a: a.with_row("seats", 0, place_id="celaya"),
        "seats.csv, line 2: must get off at the place of the assignment. [wrong_place]",
    ),
    "dropped where the bus does not stop": (
        assigned_elsewhere,
        "seats.csv, line 2: must get off at a stop of the departure. [not_a_stop]",
    ),
    "a seat on no departure": (
        lambda a: a.with_row("seats", 0, departure_id="x"),
        "seats.csv, line 2: must be a departure of departures.csv. [unknown_departure]",
    ),
    "a stop of no departure": (
        lambda a: a.with_row("stops", 2, departure_id="x"),
        "stops.csv, line 4: must be of departures.csv. [unknown_departure]",
    ),
    "a bus from where the household is not": (
        lambda a: elsewhere(a).with_input("households", {"household_id": "H-03"}, gathering_id="tapachula"),
        "seats.csv, line 2: must leave from the gathering where the household is. [wrong_gathering]",
    ),
    "no consent, moved": (
        lambda a: a.with_input("households", {"household_id": "H-03"}, consents=None),
        "seats.csv, line 2: must not be moved without consent. [gate]",
    ),
    "consent withdrawn, moved": (
        lambda a: a.with_input("households", {"household_id": "H-03"}, consents=False),
        "seats.csv, line 2: must not be moved without consent. [gate]",
    ),
    "an unaccompanied child, moved": (
        lambda a: a.with_input("persons", {"person_id": "P-07"}, unaccompanied=True),
        "seats.csv, line 2: must not be moved by the program: a child alone. [gate]",
    ),
    "a child alone by its need, moved": (
        lambda a: a.with_input("persons", {"person_id": "P-07"}, specific_needs=("child_alone",)),
        "seats.csv, line 2: must not be moved by the program: a child alone. [gate]",
    ),
    "nobody known to be an adult, moved": (
        lambda a: with_persons(a, "H-03", birth_year=None),
        "seats.csv, line 2: must not be moved by the program: nobody is known to be an adult. [gate]",
    ),
    "households that must stay apart, together": (
        lambda a: apart(a, "H-01", "H-03"),
        "seats.csv, line 4: must not be on the bus of line 2: the two must stay apart. [apart]",
    ),
    "more people than seats on the first leg": (
        all_on_one_bus,
        f"{PACHUCA}: 19 people, 18 seats to use. [seats]",
    ),
    "seats kept free are used": (
        lambda a: bus_type(a, seats=12),
        f"{PACHUCA}: 11 people, 10 seats to use. [seats]",
    ),
    "too many wheelchairs": (
        lambda a: with_persons(a, "H-03", specific_needs=("wheelchair",)),
        f"{PACHUCA}: 2 needed, 1 on the bus. [wheelchair_places]",
    ),
    "no bus of this type": (
        lambda a: a.with_row("departures", 0, bus_type_id="coach"),
        f"{PACHUCA}: no bus of this type is based at the gathering. [unknown_bus]",
    ),
    "a bus more than there are": (
        lambda a: a.with_row("departures", 0, bus=3),
        f"{PACHUCA}: the bus must be one of 2, got 3. [unknown_bus]",
    ),
    "a bus in two places at once": (
        lambda a: a.with_row("departures", 1, bus=1),
        f"{PUEBLA}: the bus is still on another trip. [bus_overlap]",
    ),
    "a driver in two places at once": (
        lambda a: a.with_row("departures", 1, driver_ids=("D-1", "D-4")),
        f"{PUEBLA}: the driver is still on another trip. [driver_overlap]",
    ),
    "one driver for more than nine hours": (
        lambda a: crew(a, "D-1"),
        f"{PACHUCA}: must have a second driver. [second_driver]",
    ),
    "the same driver twice": (
        lambda a: crew(a, "D-1", "D-1"),
        f"{PACHUCA}: a driver stands here twice. [driver_twice]",
    ),
    "the same driver twice is one driver": (
        lambda a: crew(a, "D-1", "D-1"),
        f"{PACHUCA}: must have a second driver. [second_driver]",
    ),
    "nobody drives": (crew, f"{PACHUCA}: must have a driver. [no_driver]"),
    "a driver nobody knows": (
        lambda a: crew(a, "D-1", "D-9"),
        f"{PACHUCA}: must be drivers based at the gathering. [unknown_driver]",
    ),
    "a driver of another gathering": (
        driver_from_elsewhere,
        f"{PACHUCA}: must be drivers based at the gathering. [unknown_driver]",
    ),
    "a driver before the first day": (
        lambda a: a.with_input("drivers", {"driver_id": "D-2"}, from_on=dt.date(2021, 11, 24)),
        f"{PACHUCA}: a driver is not available on all days of the trip. [driver_not_available]",
    ),
    "a driver after the last day": (
        lambda a: a.with_input("drivers", {"driver_id": "D-2"}, until_on=dt.date(2021, 11, 24)),
        f"{PACHUCA}: a driver is not available on all days of the trip. [driver_not_available]",
    ),
    "a pause left out": (
        a_pause_less,
        "stops.csv, line 4: cannot arrive before 2021-11-24 07:29. [too_early]",
    ),
    "faster than the road allows": (
        lambda a: sooner(a, 2, 1, 300),
        "stops.csv, line 4: cannot arrive before 2021-11-24 06:48. [too_early]",
    ),
    "at the second stop too soon after the first": (
        lambda a: sooner(a, 1, 0, 10),
        "stops.csv, line 3: cannot arrive before 2021-11-24 11:55. [too_early]",
    ),
    "at the second stop before the first": (
        lambda a: sooner(a, 1, 0, 300),
        "stops.csv, line 3: cannot arrive before 2021-11-24 11:55. [too_early]",
    ),
    "back without a rest at the far end": (
        lambda a: a.with_row("departures", 1, returns_at=a.departures[1].returns_at - 8 * HOUR),
        f"{PUEBLA}: cannot be back before 2021-11-25 05:03. [returns_too_early]",
    ),
    "back before it left": (
        lambda a: a.with_row("departures", 1, returns_at=a.departures[1].departs_at),
        f"{PUEBLA}: cannot be back before 2021-11-25 05:03. [returns_too_early]",
    ),
    "arrival before the reception opens": (
        lambda a: a.later(1, -HOUR),
        "stops.csv, line 4: puebla receives nobody at 06:00. [reception_hours]",
    ),
    "arrival after the reception closes": (
        lambda a: place(a, "celaya", receives_until=dt.time(11, 30)),
        "stops.csv, line 3: celaya receives nobody at 11:56. [reception_hours]",
    ),
    "arrival after the place has closed": (
        lambda a: place(a, "puebla", closes_on=dt.date(2021, 11, 23)),
        "stops.csv, line 4: puebla is closed on 2021-11-24. [place_closed]",
    ),
    "arrival before the place opens": (
        lambda a: place(a, "puebla", opens_on=dt.date(2021, 11, 25)),
        "stops.csv, line 4: puebla is closed on 2021-11-24. [place_closed]",
    ),
    "more people than a place receives in a day": (
        lambda a: place(a, "puebla", receives_people_per_day=7),
        "stops.csv: puebla on 2021-11-24: 8 people, 7 received. [reception_per_day]",
    ),
    "more people than beds": (
        lambda a: beds(a, "puebla", amount=7),
        "stops.csv: beds at puebla on 2021-11-24: 8 in use, 7 offered. [capacity]",
    ),
    "beds from the day after arrival": (
        lambda a: beds(a, "puebla", from_on=dt.date(2021, 11, 25)),
        "stops.csv: beds at puebla on 2021-11-24: 8 in use, 0 offered. [capacity]",
    ),
    "beds for a part of the stay": (
        lambda a: beds(a, "puebla", until_on=dt.date(2021, 12, 1)),
        "stops.csv: beds at puebla on 2021-12-02: 8 in use, 0 offered. [capacity]",
    ),
    "departure before the last appointment is over": (
        lambda a: busy_until(a, a.departures[1].departs_at + MINUTE),
        "seats.csv, line 5: is ready at 2021-11-23 17:16. [not_ready]",
    ),
    "departure before the first day of travel": (
        lambda a: a.with_input("households", {"household_id": "H-04"}, ready_on=dt.date(2021, 11, 24)),
        "seats.csv, line 5: is ready at 2021-11-24 00:00. [not_ready]",
    ),
    "departure without registration": (
        lambda a: without(a, "appointments", 0),
        "seats.csv, line 5: must have an appointment for register first. [not_registered]",
    ),
    "kilometres understated": (
        lambda a: a.with_row("departures", 1, km=815.0),
        f"{PUEBLA}: must be 816.0 km, got 815. [km]",
    ),
    "kilometres of the way back understated": (
        lambda a: a.with_row("departures", 1, return_km=800.0),
        f"{PUEBLA}: must be 816.0 km, got 800. [return_km]",
    ),
    "minutes understated": (
        lambda a: a.with_row("departures", 1, minutes=824),
        f"{PUEBLA}: must be 825 minutes, got 824. [minutes]",
    ),
    "driving understated": (
        lambda a: a.with_row("departures", 1, driving_minutes=753),
        f"{PUEBLA}: must be 754 minutes, got 753. [driving_minutes]",
    ),
    "cost understated": (
        lambda a: a.with_row("departures", 1, cost=Decimal(38_000)),
        f"{PUEBLA}: must be 38376.00 for 1632.0 km and 3 days, got 38000. [cost]",
    ),
    "a guess passed off as a known road": (
        lambda a: a.with_row("departures", 0, distance_source="roads.csv"),
        f"{PACHUCA}: must be 'roads.csv; great circle x 1.30 for 1 of 3 legs'. [distance_source]",
    ),
    "a known road passed off as a guess": (
        lambda a: a.with_row("departures", 1, distance_source="great circle x 1.30"),
        f"{PUEBLA}: must be 'roads.csv'. [distance_source]",
    ),
    "a road that has gone": (
        lambda a: replace(a, programme=replace(a.programme, roads=a.programme.roads[1:])),
        f"{PUEBLA}: must be 'great circle x 1.30'. [distance_source]",
    ),
    "a way nobody knows": (nowhere, f"{PUEBLA}: the distance of a leg is not known. [distance_unknown]"),
    "a stop nowhere": (
        lambda a: a.with_row("stops", 2, place_id="atlantis"),
        "stops.csv, line 4: must be a place of places.csv. [unknown_place]",
    ),
    "a departure from nowhere": (
        lambda a: a.with_row("departures", 1, gathering_id="atlantis"),
        f"{PUEBLA}: must be a gathering of gatherings.csv. [unknown_gathering]",
    ),
    "two departures of one code": (
        lambda a: replace(a, departures=(*a.departures, replace(a.departures[1], bus=1))),
        "departures.csv, line 4: has the code of line 3. [departure_twice]",
    ),
    "a departure that stops nowhere": (
        lambda a: without(a, "stops", 2),
        f"{PUEBLA}: must have a stop. [no_stops]",
    ),
    "a gap in the numbers of stops": (
        lambda a: a.with_row("stops", 1, stop=3),
        "stops.csv, line 2: must be numbered from 1 without gaps. [stop_numbers]",
    ),
    "more stops than agreed": (
        lambda a: a.with_setting(stops_at_most=1),
        "stops.csv, line 2: at most 1, got 2. [too_many_stops]",
    ),
    "twice at one place": (
        lambda a: a.with_row("stops", 1, place_id="pachuca"),
        "stops.csv, line 3: is the place of line 2 again. [place_twice]",
    ),
    "people at a stop miscounted": (
        lambda a: a.with_row("stops", 1, people=3),
        "stops.csv, line 3: must be 4 people, got 3. [stop_people]",
    ),
    "a bus in the night": (
        lambda a: a.with_setting(departs_until=dt.time(17)),
        f"{PUEBLA}: must not leave at 17:15. [departure_hours]",
    ),
    "departure before the programme": (
        lambda a: a.with_setting(starts_on=dt.date(2021, 11, 24)),
        f"{PUEBLA}: must not leave before starts_on. [before_the_start]",
    ),
    "arrival after the programme": (
        lambda a: a.with_setting(ends_on=dt.date(2021, 11, 23)),
        "stops.csv, line 4: must arrive by 2021-11-23. [after_the_end]",
    ),
    "departure by other clocks": (
        lambda a: in_utc(a, "departures", 1, "departs_at"),
        f"{PUEBLA}: must carry the offset of America/Mexico_City. [offset]",
    ),
    "return by other clocks": (
        lambda a: in_utc(a, "departures", 1, "returns_at"),
        f"{PUEBLA}: must carry the offset of America/Mexico_City. [offset]",
    ),
    "arrival by other clocks": (
        lambda a: in_utc(a, "stops", 2, "arrives_at"),
        "stops.csv, line 4: must carry the offset of the place's time zone. [offset]",
    ),
}


@pytest.mark.parametrize("fault", FIRST_STEPS)
def test_a_planted_fault_is_found(fault: str) -> None:
    """One thing is changed in the good answer to first-steps, or in its programme, and named."""
    plant, found = FIRST_STEPS[fault]
    assert found in plant(first_steps()).faults()


NEAR: dict[str, tuple[Callable[[Answer], Answer], str]] = {
    "a driver without rest between two trips": (
        lambda a: second_too_soon(a, after=HOUR),
        "departures.csv, line 3: a driver must rest 480 minutes before. [driver_rest]",
    ),
    "a driver who rests one minute too little": (
        lambda a: second_too_soon(a, after=479 * MINUTE),
        "departures.csv, line 3: a driver must rest 480 minutes before. [driver_rest]",
    ),
    "a bus that leaves a minute before it is back": (
        lambda a: second_too_soon(a, after=-MINUTE),
        "departures.csv, line 3: the bus is still on another trip. [bus_overlap]",
    ),
}


@pytest.mark.parametrize("fault", NEAR)
def test_a_fault_between_two_trips_is_found(near: Answer, fault: str) -> None:
    """The second trip of the same bus and driver leaves too soon after the first."""
    plant, found = NEAR[fault]
    assert found in plant(near).faults()


def test_a_driver_who_has_just_rested_enough_is_no_fault(near: Answer) -> None:
    """The rest is over to the minute."""
    faults = second_too_soon(near, after=480 * MINUTE).faults()
    assert [fault for fault in faults if "driver" in fault] == []


def test_seats_kept_free_are_for_families_too_large_for_every_other_bus(two_sizes: Answer) -> None:
    """In the van the family takes the spare seats, though the coach has room without them."""
    in_the_van = two_sizes.with_row("departures", 0, bus_type_id="van")
    assert "departures.csv, line 2: 10 people, 9 seats to use. [seats]" in in_the_van.faults()
    no_coach = in_the_van.with_input("buses", {"bus_type_id": "coach"}, buses=0)
    assert no_coach.faults() == []


def test_driving_since_the_last_pause_goes_on_over_a_short_stop(build: Callable[..., Any]) -> None:
    """Ten minutes at a stop are no pause: the second leg needs one after five hours of driving in all."""
    programme, assignments = build(
        places={"p": {"km": 300, "minutes": 280}, "q": {"km": 350, "minutes": 340}},
        households={"h1": {"to": "p", "size": 4}, "h2": {"to": "q", "size": 4}},
        buses=(("van", 10, 0, 1),),
        roads=(Road(from_id="p", to_id="q", km=50, minutes=60),),
        transport={"stop_minutes": 10},
    )
    answer = answer_to(programme, assignments)
    assert [row.place_id for row in answer.stops] == ["p", "q"]
    assert (answer.departures[0].minutes, answer.faults()) == (280 + 10 + 60 + 30, [])
    # The pause may be taken at the stop, which then lasts as long as a pause: ten minutes are gained.
    assert sooner(answer, 1, 0, 10).faults() == []
    earliest = f"{answer.stops[1].arrives_at - 10 * MINUTE:%Y-%m-%d %H:%M}"
    faults = sooner(answer, 1, 0, 30).faults()
    assert f"stops.csv, line 3: cannot arrive before {earliest}. [too_early]" in faults


UNSCHEDULED: dict[str, tuple[int, dict[str, Any], str]] = {
    "the number of people is wrong": (1, {"people": 3}, "line 3: must be 11 people, got 3. [people]"),
    "the place is another": (
        1,
        {"place_id": "q"},
        "line 3: must name the place of the assignment. [wrong_place]",
    ),
    "no consent called a lack of buses": (
        0,
        {"reason": "no_bus"},
        "line 2: must be not_registered, got no_bus. [reason]",
    ),
    "a family too large called late": (
        1,
        {"reason": "no_time"},
        "line 3: must be no_bus, got no_time. [reason]",
    ),
    "a wheelchair called a lack of drivers": (
        2,
        {"reason": "no_driver"},
        "line 4: must be no_wheelchair_place, got no_driver. [reason]",
    ),
    "no road called a lack of time": (
        3,
        {"reason": "no_time"},
        "line 5: must be no_distance, got no_time. [reason]",
    ),
    "a full place called no consent": (
        4,
        {"reason": "not_registered"},
        "line 6: must be no_bus or no_driver or no_time, got not_registered. [reason]",
    ),
}


@pytest.mark.parametrize("fault", UNSCHEDULED)
def test_a_wrong_reason_for_having_no_seat_is_found(left_behind: Answer, fault: str) -> None:
    """Where rows alone tell why somebody has no seat, no other reason passes."""
    number, changes, found = UNSCHEDULED[fault]
    assert left_behind.with_row("unscheduled", number, **changes).faults() == [f"unscheduled.csv, {found}"]


def test_no_driver_at_the_gathering_is_the_only_reason_there(left_behind: Answer) -> None:
    """Without any driver nothing else is looked at."""
    nobody = replace(left_behind, programme=replace(left_behind.programme, drivers=()))
    assert "unscheduled.csv, line 6: must be no_driver, got no_time. [reason]" in nobody.faults()


def test_the_check_shares_no_code_with_its_maker() -> None:
    """Of its own room it imports nothing but its own modules."""
    modules = sorted((ROOT / "src/posada/transport").glob("check/*.py"))
    assert len(modules) > 3
    for path in modules:
        imported = re.findall(
            r"^from posada\.transport\.(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        assert [name for name in imported if not name.startswith("check")] == [], path.name


def test_every_fault_that_the_check_knows_is_planted_above() -> None:
    """A rule without a planted fault could fall silent unnoticed."""
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src/posada/transport").glob("check/*.py")
    )
    known = set(re.findall(r'Fault\(\s*"(\w+)"', source)) | {"bus_overlap", "driver_overlap"}
    lines = [found for _, found in (*FIRST_STEPS.values(), *NEAR.values())]
    lines += [found for _, _, found in UNSCHEDULED.values()]
    assert known == {line.rsplit("[", 1)[1].rstrip("]") for line in lines}


def test_without_the_rule_pack_departures_cannot_be_checked() -> None:
    """There is nothing to hold the hours of drivers against."""
    with pytest.raises(ValueError, match=r"^driving_rules has no row for the rule pack 'none'\.$"):
        first_steps().with_setting(rule_pack="none").faults()


def test_a_night_in_which_the_clocks_change_is_counted_as_it_passes(build: Callable[..., Any]) -> None:
    """Mexico set its clocks back on 31 October 2021: a journey over that night lasts an hour more than it shows."""
    programme, assignments = build(
        places={"p": {"km": 700, "receives_from": dt.time(7), "receives_until": dt.time(9)}},
        households={"h1": {"to": "p", "size": 2}},
        starts_on=dt.date(2021, 10, 30),
        days=2,
    )
    answer = answer_to(programme, assignments)
    (row,), (stop,) = answer.departures, answer.stops
    assert row.departs_at.utcoffset() != stop.arrives_at.utcoffset()
    assert answer.faults() == []
    shown = int((stop.arrives_at.replace(tzinfo=None) - row.departs_at.replace(tzinfo=None)) / MINUTE)
    wrong = answer.with_row("departures", 0, minutes=shown)
    assert wrong.faults() == [
        f"departures.csv, line 2: must be {row.minutes} minutes, got {shown}. [minutes]"
    ]


# One cell of an answer changed at random: either the check finds it, or the column stands below.

HARMLESS = {
    ("departures", "bus"): "another bus of the type that is free does as well; none that is busy or is not",
    ("departures", "driver_ids"): "so does another driver who is free",
    ("departures", "returns_at"): "later: nobody is on board; that bus and crew are free is checked with it",
    ("departures", "driving_minutes"): "0 says that it is not told",
    ("departures", "return_km"): "0 says that it is not told",
    ("departures", "cost"): "empty says that it is not told",
    ("unscheduled", "reason"): "no bus, no driver, no time: only planning again could tell them apart",
    ("unscheduled", "rule"): "words for the reader, from which nothing follows",
}
"""Columns in which some changes break nothing; those that must be found are drawn below all the same."""

Change = tuple[str, int, str, Any]
SHIFTS = [sign * minutes * MINUTE for sign in (1, -1) for minutes in (1, 15, 120, 1440)]


def other_values(answer: Answer, table: str, number: int) -> Iterator[tuple[str, list[Any]]]:
    """For each column of a row, values that cannot be right there."""
    row = getattr(answer, table)[number]
    programme = answer.programme
    households = [
        h.household_id for h in programme.households if h.household_id != getattr(row, "household_id", "")
    ]
    places = [p.place_id for p in programme.places if p.place_id != getattr(row, "place_id", "")]
    departures = [
        d.departure_id for d in answer.departures if d.departure_id != getattr(row, "departure_id", "")
    ]
    if table == "departures":
        yield from {
            "departure_id": ["nowhere", *departures],
            "gathering_id": ["nowhere"],
            "bus_type_id": ["nothing"],
            "bus": [0, 99],
            "driver_ids": [(), (*row.driver_ids, row.driver_ids[0]), (*row.driver_ids, "nobody")],
            "departs_at": [row.departs_at + shift for shift in SHIFTS],
            "returns_at": [row.returns_at - shift * HOUR for shift in (1, 5, 48)],
            "km": [row.km + shift for shift in (-10, -0.2, 0.2, 10)],
            "minutes": [row.minutes + shift for shift in (-30, -1, 1, 30)],
            "distance_source": ["", "a map", f"{row.distance_source} "],
            "driving_minutes": [row.driving_minutes + shift for shift in (-10, 10)],
            "return_km": [row.return_km + shift for shift in (0.2, 10)],
            "cost": [Decimal(0), (row.cost or 0) + 100],
        }.items()
    elif table == "stops":
        is_last = row.stop == max(s.stop for s in answer.stops if s.departure_id == row.departure_id)
        # A bus may have waited up to an hour before this stop or the next; within that a time may move.
        shifts = SHIFTS if is_last else [shift for shift in SHIFTS if abs(shift) >= 2 * HOUR]
        yield from {
            "departure_id": ["nowhere", *departures],
            "stop": [row.stop + 1, row.stop + 5],
            "place_id": ["nowhere", *places],
            "arrives_at": [row.arrives_at + shift for shift in shifts],
            "people": [row.people - 1, row.people + 1],
        }.items()
    else:
        yield from {
            "household_id": ["nobody", *households],
            "place_id": ["nowhere", *places],
            "people": [row.people - 1, row.people + 1],
        }.items()
        if table == "seats":
            yield "departure_id", ["nowhere", *departures]
        else:
            yield "reason", ["no_distance"] if row.reason != "no_distance" else ["no_time"]


def rows_of(answer: Answer) -> list[tuple[str, int]]:
    return [
        (table, number)
        for table in ("departures", "stops", "seats", "unscheduled")
        for number in range(len(getattr(answer, table)))
    ]


def test_every_column_is_changed_below_or_harmless(left_behind: Answer) -> None:
    """No column of an answer is forgotten by the properties that follow."""
    for table, answer in [(t, first_steps()) for t in ("departures", "stops", "seats")] + [
        ("unscheduled", left_behind)
    ]:
        (row, *_) = getattr(answer, table)
        drawn = {column for column, _ in other_values(answer, table, 0)}
        harmless = {column for name, column in HARMLESS if name == table}
        assert drawn | harmless == {field.name for field in fields(row)}


@given(programmes(), st.data())
def test_a_changed_cell_is_found(programme: Programme, data: st.DataObject) -> None:
    """A value that cannot be right, in any row of the answer to any small programme, breaks a rule."""
    answer = answer_to(programme, placement.place(programme).assignments)
    rows = rows_of(answer)
    if not rows:
        return
    table, number = data.draw(st.sampled_from(rows))
    for column, values in other_values(answer, table, number):
        value = data.draw(st.sampled_from(values), label=column)
        assert answer.with_row(table, number, **{column: value}).faults()


def test_any_changed_cell_of_a_small_answer_is_found(left_behind: Answer) -> None:
    """Every row, every column, every other value: none passes."""
    for answer in (first_steps(), left_behind):
        passed = [
            (table, number, column, value)
            for table, number in rows_of(answer)
            for column, values in other_values(answer, table, number)
            for value in values
            if not answer.with_row(table, number, **{column: value}).faults()
        ]
        assert passed == []


def test_changed_cells_of_the_large_example_are_found() -> None:
    """Among hundreds of households and dozens of buses, one wrong value is found too."""
    answer = mapastepec()
    chance = random.Random(2021)
    for table, number in chance.sample(rows_of(answer), 8):
        column, values = chance.choice(list(other_values(answer, table, number)))
        assert answer.with_row(table, number, **{column: chance.choice(values)}).faults()


def test_other_words_and_other_buses_break_nothing() -> None:
    """The harmless side: what the check says nothing about may change freely."""
    answer = first_steps()
    swapped = answer.with_row("departures", 0, bus=2).with_row("departures", 1, bus=1)
    untold = answer.with_row("departures", 0, driving_minutes=0, return_km=0.0, cost=None)
    longer = answer.with_row("departures", 0, returns_at=answer.departures[0].returns_at + HOUR)
    for harmless in (swapped, untold, longer):
        assert harmless.faults() == []
