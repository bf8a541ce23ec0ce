"""Verifies appointments and deadlines from the tables alone; it shares no code with what made them."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from posada.programme import Fault, Programme
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
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules below look up again and again."""

    programme: Programme
    households: Mapping[str, Household]
    members: Mapping[str, tuple[Person, ...]]
    offices: Mapping[tuple[str, str], Office]
    zones: Mapping[str, ZoneInfo]
    appointments: Sequence[Appointment]
    deadlines: Sequence[Deadline]
    unbooked: Sequence[Unbooked]
    arrivals: Mapping[str, tuple[str, dt.datetime]]

    def known(self) -> Iterator[tuple[int, Appointment, Household, Office]]:
        """Appointments whose household and office exist, with their line."""
        for line, row in enumerate(self.appointments, start=2):
            household = self.households.get(row.household_id)
            office = self.offices.get((row.office_id, row.step_id))
            if household is not None and office is not None:
                yield line, row, household, office

    def zone(self, office: Office, household: Household) -> ZoneInfo:
        """The time zone of an office."""
        return self.zones.get(office.place_id or "", self.zones[household.gathering_id])


def check(
    programme: Programme,
    *,
    appointments: Sequence[Appointment],
    deadlines: Sequence[Deadline],
    unbooked: Sequence[Unbooked] = (),
    seats: Sequence[Seat] = (),
    stops: Sequence[Stop] = (),
) -> tuple[Fault, ...]:
    """Everything in which appointments and deadlines break a rule; nothing, if all is well.

    `seats` and `stops` tell when each household arrives where. Faults name the row, never the household.
    """
    arrives = {(row.departure_id, row.place_id): row.arrives_at for row in stops}
    zones = {row.gathering_id: ZoneInfo(row.timezone) for row in programme.gatherings}
    zones |= {row.place_id: ZoneInfo(row.timezone) for row in programme.places if row.timezone}
    case = _Case(
        programme,
        {row.household_id: row for row in programme.households},
        programme.members(),
        {(row.office_id, row.step_id): row for row in programme.offices},
        zones,
        appointments,
        deadlines,
        unbooked,
        {
            row.household_id: (row.place_id, arrives[row.departure_id, row.place_id])
            for row in seats
            if (row.departure_id, row.place_id) in arrives
        },
    )
    found: list[Fault] = []
    for rule in _RULES:
        found += rule(case)
    return tuple(found)


def not_once(case: _Case) -> Iterator[Fault]:
    """A household has at most one appointment for a step, and none for a step that is also unbooked."""
    seen: dict[tuple[str, str], int] = {}
    for line, row in enumerate(case.appointments, start=2):
        where = f"appointments.csv, line {line}"
        if row.household_id not in case.households:
            yield Fault("unknown_household", where, "must be a household of households.csv.")
        elif row.people != len(case.members.get(row.household_id, ())):
            size = len(case.members.get(row.household_id, ()))
            yield Fault("people", where, f"must be {size} people, got {row.people}.")
        if (row.office_id, row.step_id) not in case.offices:
            yield Fault("unknown_office", where, f"no office {row.office_id} handles {row.step_id}.")
        if (row.household_id, row.step_id) in seen:
            yield Fault(
                "step_twice", where, f"has the same step in line {seen[row.household_id, row.step_id]}."
            )
        seen.setdefault((row.household_id, row.step_id), line)
    for line, waits in enumerate(case.unbooked, start=2):
        if (waits.household_id, waits.step_id) in seen:
            yield Fault("step_twice", f"unbooked.csv, line {line}", "has an appointment for this step.")


def protected(case: _Case, household: Household) -> bool:
    """Whether a household is not the program's to book: a child alone, or no consent."""
    members = case.members.get(household.household_id, ())
    year = case.programme.settings.starts_on.year
    alone = any(person.unaccompanied or "child_alone" in person.specific_needs for person in members)
    adults = any(person.birth_year is not None and year - person.birth_year >= 18 for person in members)
    return alone or not adults or household.consents is not True


def booked_against_a_gate(case: _Case) -> Iterator[Fault]:
    """Children alone and households without consent have no appointment."""
    for line, _, household, _ in case.known():
        if protected(case, household):
            yield Fault("gate", f"appointments.csv, line {line}", "must not be booked by the program.")


def nobody_forgotten(case: _Case) -> Iterator[Fault]:
    """Every household that consents has each desk step of its pathway booked or listed as unbooked."""
    told = {(row.household_id, row.step_id) for row in case.appointments}
    told |= {(row.household_id, row.step_id) for row in case.unbooked}
    for line, household in enumerate(case.programme.households, start=2):
        if protected(case, household):
            continue
        for step in case.programme.steps:
            if step.pathway_id != household.pathway_id or step.minutes_per_person is None:
                continue
            if step.at == "place" and household.household_id not in case.arrivals:
                continue
            if (household.household_id, step.step_id) not in told:
                text = f"{step.step_id} is neither booked nor unbooked."
                yield Fault("step_missing", f"households.csv, line {line}", text)


def wrong_office(case: _Case) -> Iterator[Fault]:
    """The office stands where the household is: at its gathering, or at the place where it arrived."""
    for line, row, household, office in case.known():
        where = f"appointments.csv, line {line}"
        if office.gathering_id is not None and office.gathering_id != household.gathering_id:
            yield Fault("wrong_office", where, "must be at an office of the household's gathering.")
        if office.place_id is not None:
            place_id, arrives_at = case.arrivals.get(row.household_id, ("", None))
            if office.place_id != place_id:
                yield Fault(
                    "wrong_office", where, "must be at an office of the place where the household arrives."
                )
            elif arrives_at is not None and row.starts_at < arrives_at:
                yield Fault("before_arrival", where, "must not begin before the household arrives.")


def in_force(step: Step, day: dt.date) -> bool:
    """Whether a row of steps.csv is law on a day."""
    return (step.valid_from is None or step.valid_from <= day) and (
        step.valid_to is None or day <= step.valid_to
    )


def step_of(case: _Case, pathway_id: str | None, step_id: str, day: dt.date) -> Step | None:
    """The row of a step that is law on a day."""
    for step in case.programme.steps:
        if step.pathway_id == pathway_id and step.step_id == step_id and in_force(step, day):
            return step
    return None


def wrong_time(case: _Case) -> Iterator[Fault]:
    """Appointments lie within opening hours of a working day, are long enough, and within the programme."""
    settings = case.programme.settings
    for line, row, household, office in case.known():
        where = f"appointments.csv, line {line}"
        zone = case.zone(office, household)
        begins, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
        day = begins.date()
        if row.starts_at.utcoffset() != begins.utcoffset():
            yield Fault("offset", where, f"must carry the offset of {zone.key}.")
        if begins.time() < office.opens_at or ends.time() > office.closes_at or ends.date() != day:
            text = (
                f"{begins:%H:%M} to {ends:%H:%M}, open {office.opens_at:%H:%M} to {office.closes_at:%H:%M}."
            )
            yield Fault("opening_hours", where, text)
        if office.calendar_id is not None and works(case, office.calendar_id, day) is not True:
            yield Fault("not_a_working_day", where, f"{day} is not known to be a working day of the office.")
        step = step_of(case, household.pathway_id, row.step_id, day)
        if step is None:
            yield Fault("not_in_force", where, f"{row.step_id} is not a step of the pathway on {day}.")
        else:
            least = (step.minutes_per_person or 0) * len(case.members.get(row.household_id, ()))
            if (row.ends_at - row.starts_at) < max(1, least) * dt.timedelta(minutes=1):
                yield Fault("too_short", where, f"must last {max(1, least)} minutes at least.")
        if not settings.starts_on <= day <= settings.ends_on:
            yield Fault("outside_programme", where, f"{day} is not within the programme.")
        if household.registered_on is not None and day < household.registered_on:
            yield Fault("before_registration", where, "must not be before registered_on.")


def overlaps(case: _Case) -> Iterator[Fault]:
    """No office sees two households at once, and no household is at two desks at once."""
    busy: dict[tuple[str, str], list[tuple[dt.datetime, dt.datetime, int]]] = defaultdict(list)
    for line, row in enumerate(case.appointments, start=2):
        busy["office", row.office_id].append((row.starts_at, row.ends_at, line))
        busy["household", row.household_id].append((row.starts_at, row.ends_at, line))
    for (who, _), found in busy.items():
        found.sort()
        for (_, ends, earlier), (begins, _, line) in itertools.pairwise(found):
            if begins < ends:
                text = f"overlaps line {earlier} of the same {who}."
                yield Fault(f"{who}_overlap", f"appointments.csv, line {line}", text)


def days_too_full(case: _Case) -> Iterator[Fault]:
    """No office sees more people on a day than it can."""
    people: dict[tuple[str, str, dt.date], int] = defaultdict(int)
    for _, row, household, office in case.known():
        day = row.starts_at.astimezone(case.zone(office, household)).date()
        people[row.office_id, row.step_id, day] += len(case.members.get(row.household_id, ()))
    for (office_id, step_id, day), number in sorted(people.items()):
        most = case.offices[office_id, step_id].people_per_day
        if number > most:
            text = f"{office_id} on {day}: {number} people, {most} a day."
            yield Fault("people_per_day", "appointments.csv", text)


def out_of_order(case: _Case) -> Iterator[Fault]:
    """A step begins after the appointment for the step it follows has ended."""
    ends = {(row.household_id, row.step_id): row.ends_at for row in case.appointments}
    for line, row, household, office in case.known():
        day = row.starts_at.astimezone(case.zone(office, household)).date()
        step = step_of(case, household.pathway_id, row.step_id, day)
        if step is None or step.follows_step_id is None:
            continue
        before = step_of(case, household.pathway_id, step.follows_step_id, day)
        if before is None or before.minutes_per_person is None:
            continue
        ended = ends.get((row.household_id, step.follows_step_id))
        where = f"appointments.csv, line {line}"
        if ended is None:
            yield Fault("earlier_step", where, f"must follow an appointment for {step.follows_step_id}.")
        elif row.starts_at < ended:
            yield Fault("earlier_step", where, f"must not begin before {step.follows_step_id} has ended.")


def rank(case: _Case, household: Household) -> tuple[int, dt.date, str]:
    """Where a household stands in the announced order of service; less is earlier."""
    settings = case.programme.settings.regularisation
    needs = {
        code for person in case.members.get(household.household_id, ()) for code in person.specific_needs
    }
    place = len(settings.order_of_service)
    for number, term in enumerate(settings.order_of_service):
        if (
            term in needs
            or term == f"asylum:{household.asylum_claim}"
            or (term == "vulnerable" and needs & set(settings.vulnerable))
            or term == "registered_on"
        ):
            place = number
            break
    return place, household.registered_on or dt.date.max, household.household_id


def order_of_service(case: _Case) -> Iterator[Fault]:
    """Nobody waits while somebody of lower rank, and at least as many people, is served in the meantime."""
    groups: dict[tuple[str, str], list[tuple[dt.datetime, int, int, Household]]] = defaultdict(list)
    free_from: dict[tuple[str, str], dt.datetime] = {}
    ends = {(row.household_id, row.step_id): row.ends_at for row in case.appointments}
    for line, row, household, office in case.known():
        zone = case.zone(office, household)
        day = row.starts_at.astimezone(zone).date()
        step = step_of(case, household.pathway_id, row.step_id, day)
        if step is None:
            continue
        first = max(case.programme.settings.starts_on, household.registered_on or dt.date.min)
        free = dt.datetime.combine(first, dt.time(0), zone)
        if office.place_id is not None and row.household_id in case.arrivals:
            free = max(free, case.arrivals[row.household_id][1])
        before = None
        if step.follows_step_id is not None:
            before = step_of(case, household.pathway_id, step.follows_step_id, day)
            free = max(free, ends.get((row.household_id, step.follows_step_id), free))
        if before is not None and before.minutes_per_person is None:
            continue
        others = [
            end
            for (name, step_id), end in ends.items()
            if name == row.household_id and step_id not in (row.step_id, step.follows_step_id)
        ]
        if others:
            # Another pathway step may have kept the household away: then the order cannot be judged.
            continue
        free_from[row.household_id, row.step_id] = free
        where = office.gathering_id or office.place_id or ""
        groups[row.step_id, where].append((row.starts_at, row.people, line, household))
    for (step_id, _), found in groups.items():
        found.sort(key=lambda item: (rank(case, item[3]), item[2]))
        for position, (begins, people, line, household) in enumerate(found):
            free = free_from[household.household_id, step_id]
            for other_begins, other_people, other_line, _ in found[position + 1 :]:
                if free <= other_begins < begins and people <= other_people:
                    text = f"must be served before line {other_line}, which comes later in the order."
                    yield Fault("order_of_service", f"appointments.csv, line {line}", text)
                    break


def works(case: _Case, calendar_id: str, day: dt.date) -> bool | None:
    """Whether a day is a working day of a calendar; None if that is not known."""
    calendar = next((row for row in case.programme.calendars if row.calendar_id == calendar_id), None)
    if calendar is None or not calendar.verified_from <= day <= calendar.verified_until:
        return None
    return _kind_of_day(case, calendar, day) == "working"


def _kind_of_day(case: _Case, calendar: Calendar, day: dt.date) -> str:
    """working, rest (weekend, holiday, closure), suspended, or endless (after an open-ended start)."""
    covering = [
        row
        for row in case.programme.closures
        if row.calendar_id == calendar.calendar_id and _covers(row, day)
    ]
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


def due(case: _Case, step: Step, event: dt.date) -> dt.date | None:
    """The last day of a clock, counted day by day from the day after the event; None if it is not known."""
    calendar = next((row for row in case.programme.calendars if row.calendar_id == step.calendar_id), None)
    if calendar is None:
        return event + (step.due_days or 0) * DAY if step.day_kind == "calendar" else None
    endless = [
        row.from_on
        for row in case.programme.closures
        if row.calendar_id == calendar.calendar_id
        and row.open_ended
        and (row.kind == "suspension" or step.day_kind == "working")
    ]
    day, counted = event, 0
    while counted < (step.due_days or 0):
        day += DAY
        if not calendar.verified_from <= day <= calendar.verified_until:
            return None
        kind = _kind_of_day(case, calendar, day)
        if step.day_kind == "calendar":
            if endless and day >= min(endless):
                return None
            counted += kind != "suspended"
        else:
            if kind == "endless":
                return None
            counted += kind == "working"
    return day


def wrong_deadlines(case: _Case) -> Iterator[Fault]:
    """Every deadline starts from its event, is counted right, and is not printed where it is not known."""
    begins = {(row.household_id, row.step_id): row for row in case.appointments}
    counted: dict[tuple[int, dt.date], dt.date | None] = {}
    for line, row in enumerate(case.deadlines, start=2):
        where = f"deadlines.csv, line {line}"
        household = case.households.get(row.household_id)
        if household is None:
            yield Fault("unknown_household", where, "must be a household of households.csv.")
            continue
        day = row.from_on or case.programme.settings.starts_on
        step = step_of(case, household.pathway_id, row.step_id, day)
        if step is None or step.due_days is None:
            if row.due_on is not None:
                yield Fault("no_clock", where, f"{row.step_id} has no deadline in force on {day}.")
            continue
        event = event_day(case, household, step, begins)
        if event != row.from_on:
            yield Fault("from_on", where, f"must be {event or 'empty'}, got {row.from_on or 'empty'}.")
        elif event is not None:
            key = (id(step), event)
            if key not in counted:
                counted[key] = due(case, step, event)
            if counted[key] != row.due_on:
                text = f"must be {counted[key] or 'empty'}, got {row.due_on or 'empty'}."
                yield Fault("due_on", where, text)
        elif row.due_on is not None:
            yield Fault("due_on", where, "must be empty where the event has no day.")
        if row.due_on is None and not row.why_unknown:
            yield Fault("why_unknown", where, "must say why there is no date.")
        told = row.day_kind, row.on_expiry, row.source, row.due_days, row.cure_days
        if told != (step.day_kind, step.on_expiry, step.source, step.due_days, step.cure_days):
            yield Fault("law", where, "must carry the days, kind, silence and source of the step in force.")


def deadlines_forgotten(case: _Case) -> Iterator[Fault]:
    """Every clock that has started for a household where it is served has its one row."""
    told: dict[tuple[str, str], int] = {}
    for line, row in enumerate(case.deadlines, start=2):
        if (row.household_id, row.step_id) in told:
            first = told[row.household_id, row.step_id]
            yield Fault("deadline_twice", f"deadlines.csv, line {line}", f"is the clock of line {first} again.")
        told.setdefault((row.household_id, row.step_id), line)
    begins = {(row.household_id, row.step_id): row for row in case.appointments}
    for line, household in enumerate(case.programme.households, start=2):
        if protected(case, household):
            continue
        for step in case.programme.steps:
            if step.pathway_id != household.pathway_id or step.due_days is None:
                continue
            if step.at == "place" and household.household_id not in case.arrivals:
                continue
            event = event_day(case, household, step, begins)
            if event is None or not in_force(step, event):
                continue
            if (household.household_id, step.step_id) not in told:
                text = f"the clock of {step.step_id} has started and has no row in deadlines.csv."
                yield Fault("deadline_missing", f"households.csv, line {line}", text)


def event_day(
    case: _Case, household: Household, step: Step, begins: Mapping[tuple[str, str], Appointment]
) -> dt.date | None:
    """The local day of the event that starts a clock, or None if it has not happened."""
    event = step.from_event or step.step_id
    if event == "registered":
        return household.registered_on
    if event == "entered":
        return household.entered_on
    if event == "arrived":
        place_id, arrives_at = case.arrivals.get(household.household_id, ("", None))
        if arrives_at is None:
            return None
        return arrives_at.astimezone(case.zones.get(place_id, case.zones[household.gathering_id])).date()
    row = begins.get((household.household_id, event))
    if row is None:
        return None
    office = case.offices.get((row.office_id, row.step_id))
    return None if office is None else row.starts_at.astimezone(case.zone(office, household)).date()


_RULES = (
    not_once,
    booked_against_a_gate,
    nobody_forgotten,
    wrong_office,
    wrong_time,
    overlaps,
    days_too_full,
    out_of_order,
    order_of_service,
    wrong_deadlines,
    deadlines_forgotten,
)
