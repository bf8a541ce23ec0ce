"""Rules of the check on those who travel: all of them, whole, willing, ready, and on the right bus."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from posada.programme import Fault
from posada.programme.tables import Household, Unscheduled
from posada.transport.check.case import Case, utc

ADULT_AGE = 18


def not_exactly_once(case: Case) -> Iterator[Fault]:
    """Every assigned household has seats on one departure, or is unscheduled; nobody else travels."""
    seen: dict[str, str] = {}
    rows = [(f"seats.csv, line {line}", row.household_id) for line, row in enumerate(case.all_seats, start=2)]
    rows += [
        (f"unscheduled.csv, line {line}", row.household_id)
        for line, row in enumerate(case.unscheduled, start=2)
    ]
    for where, household_id in rows:
        if household_id not in case.households:
            yield Fault("unknown_household", where, "must be a household of households.csv.")
        elif household_id not in case.assigned_to:
            yield Fault("not_assigned", where, "must be a household of assignments.csv.")
        if household_id in seen:
            yield Fault("household_twice", where, f"stands in {seen[household_id]} already.")
        seen.setdefault(household_id, where)
    for line, row in enumerate(case.assignments, start=2):
        if row.household_id not in seen:
            yield Fault(
                "household_missing", f"assignments.csv, line {line}", "has no seat and is not unscheduled."
            )


def wrong_seats(case: Case) -> Iterator[Fault]:
    """A household has a seat for each member and gets off where it is assigned, at a stop of its bus."""
    known = {row.departure_id: row for row in case.departures}
    for departure_id, rows in case.seats.items():
        places = {stop.place_id for _, stop in case.stops.get(departure_id, ())}
        for line, row in rows:
            where = f"seats.csv, line {line}"
            size = case.size(row.household_id)
            if row.people != size:
                yield Fault("people", where, f"must be {size} people, got {row.people}.")
            if row.place_id != case.assigned_to.get(row.household_id, row.place_id):
                yield Fault("wrong_place", where, "must get off at the place of the assignment.")
            if departure_id not in known:
                yield Fault("unknown_departure", where, "must be a departure of departures.csv.")
                continue
            if row.place_id not in places:
                yield Fault("not_a_stop", where, "must get off at a stop of the departure.")
            household = case.households.get(row.household_id)
            if household is not None and household.gathering_id != known[departure_id].gathering_id:
                yield Fault("wrong_gathering", where, "must leave from the gathering where the household is.")


def why_not_moved(case: Case, household: Household) -> str | None:
    """What forbids the program to move a household: no consent, or a child alone; None if nothing does.

    A household in which nobody is known to be an adult counts as a child alone.
    """
    year = case.programme.settings.starts_on.year
    members = case.members.get(household.household_id, ())
    if household.consents is not True:
        return "must not be moved without consent."
    if any(person.unaccompanied or "child_alone" in person.specific_needs for person in members):
        return "must not be moved by the program: a child alone."
    if not any(person.birth_year is not None and year - person.birth_year >= ADULT_AGE for person in members):
        return "must not be moved by the program: nobody is known to be an adult."
    return None


def moved_against_a_gate(case: Case) -> Iterator[Fault]:
    """Children alone and households without consent have no seat."""
    for line, row in enumerate(case.all_seats, start=2):
        household = case.households.get(row.household_id)
        if household is not None and (why := why_not_moved(case, household)) is not None:
            yield Fault("gate", f"seats.csv, line {line}", why)


def apart_together(case: Case) -> Iterator[Fault]:
    """Households that may never be at the same place are not on the same bus either."""
    bus_of = {row.household_id: (line, row.departure_id) for line, row in enumerate(case.all_seats, start=2)}
    for tie in case.programme.ties:
        if tie.bond != "apart" or tie.with_household_id is None:
            continue
        one, other = bus_of.get(tie.household_id), bus_of.get(tie.with_household_id)
        if one is not None and other is not None and one[1] == other[1]:
            first, second = sorted((one[0], other[0]))
            text = f"must not be on the bus of line {first}: the two must stay apart."
            yield Fault("apart", f"seats.csv, line {second}", text)


def steps_before_leaving(case: Case, household: Household) -> set[str]:
    """The steps with a desk at the gathering that are law when the programme starts."""
    starts_on = case.programme.settings.starts_on
    return {
        step.step_id
        for step in case.programme.steps
        if step.pathway_id == household.pathway_id
        and step.at == "gathering"
        and step.minutes_per_person is not None
        and (step.valid_from is None or step.valid_from <= starts_on)
        and (step.valid_to is None or starts_on <= step.valid_to)
    }


def leaves_before_ready(case: Case) -> Iterator[Fault]:
    """No household leaves before it can travel and its appointments at the gathering are made and over."""
    ends: dict[str, list[dt.datetime]] = defaultdict(list)
    at_gathering = {office.office_id for office in case.programme.offices if office.gathering_id is not None}
    for row in case.appointments:
        if row.office_id in at_gathering:
            ends[row.household_id].append(row.ends_at)
    leaves = {row.departure_id: row.departs_at for row in case.departures}
    for line, seat in enumerate(case.all_seats, start=2):
        household = case.households.get(seat.household_id)
        if household is None or household.gathering_id not in case.gatherings:
            continue
        where = f"seats.csv, line {line}"
        missing = steps_before_leaving(case, household) - case.booked.get(seat.household_id, set())
        if missing:
            yield Fault("not_registered", where, f"must have an appointment for {min(missing)} first.")
        if seat.departure_id not in leaves:
            continue
        zone = ZoneInfo(case.gatherings[household.gathering_id].timezone)
        starts_on = case.programme.settings.starts_on
        first = max(starts_on, household.ready_on or starts_on)
        ready = max([dt.datetime.combine(first, dt.time(0), zone), *ends[seat.household_id]], key=utc)
        if utc(leaves[seat.departure_id]) < utc(ready):
            yield Fault("not_ready", where, f"is ready at {ready:%Y-%m-%d %H:%M}.")


def unscheduled_wrongly(case: Case) -> Iterator[Fault]:
    """Who has no seat is told whither and how many, and the reason holds where rows alone can tell."""
    for line, row in enumerate(case.unscheduled, start=2):
        where = f"unscheduled.csv, line {line}"
        household = case.households.get(row.household_id)
        if household is None:
            continue
        size = case.size(row.household_id)
        if row.people != size:
            yield Fault("people", where, f"must be {size} people, got {row.people}.")
        if row.place_id != case.assigned_to.get(row.household_id, row.place_id):
            yield Fault("wrong_place", where, "must name the place of the assignment.")
        reasons = possible_reasons(case, household, row)
        if row.reason not in reasons:
            yield Fault("reason", where, f"must be {' or '.join(reasons)}, got {row.reason}.")


def possible_reasons(case: Case, household: Household, row: Unscheduled) -> tuple[str, ...]:
    """The reasons for having no seat that the rows allow: one, or three if only planning again could tell."""
    booked = case.booked.get(household.household_id, set())
    if why_not_moved(case, household) is not None or steps_before_leaving(case, household) - booked:
        return ("not_registered",)
    buses = case.buses_at(household.gathering_id)
    size = case.size(household.household_id)
    largest = max((case.usable(bus) for bus in buses), default=0)
    enough = [bus for bus in buses if size <= case.usable(bus) or (size > largest and size <= bus.seats)]
    if not enough:
        return ("no_bus",)
    if not any(case.wheelchairs(household.household_id) <= bus.wheelchair_places for bus in enough):
        return ("no_wheelchair_place",)
    if not any(driver.gathering_id == household.gathering_id for driver in case.programme.drivers):
        return ("no_driver",)
    if any(
        case.leg(one, other) is None
        for one, other in (
            (household.gathering_id, row.place_id),
            (row.place_id, household.gathering_id),
        )
    ):
        return ("no_distance",)
    return ("no_bus", "no_driver", "no_time")
