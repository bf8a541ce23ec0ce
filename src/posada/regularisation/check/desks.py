"""Rules of the check on appointments: for whom, at which desk, at what time, and after which other step."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

from posada.programme import Fault
from posada.programme.tables import Household
from posada.regularisation.check.case import DAY, MINUTE, Case, protected, utc, works
from posada.regularisation.check.clocks import clock


def not_once(case: Case) -> Iterator[Fault]:
    """A household has at most one appointment for a step, all of it together, under a code of its own."""
    seen: dict[tuple[str, str], int] = {}
    codes: dict[str, int] = {}
    for line, row in enumerate(case.appointments, start=2):
        where = f"appointments.csv, line {line}"
        if row.household_id not in case.households:
            yield Fault("unknown_household", where, "must be a household of households.csv.")
        elif row.people != case.size(row.household_id):
            text = f"must be {case.size(row.household_id)} people, got {row.people}."
            yield Fault("people", where, text)
        if (row.office_id, row.step_id) not in case.offices:
            yield Fault("unknown_office", where, f"no office {row.office_id} handles {row.step_id}.")
        if (row.household_id, row.step_id) in seen:
            text = f"has the same step in line {seen[row.household_id, row.step_id]}."
            yield Fault("step_twice", where, text)
        if row.appointment_id in codes:
            text = f"has the code of line {codes[row.appointment_id]}."
            yield Fault("appointment_twice", where, text)
        seen.setdefault((row.household_id, row.step_id), line)
        codes.setdefault(row.appointment_id, line)


def booked_against_a_gate(case: Case) -> Iterator[Fault]:
    """Children alone and households without consent have no appointment."""
    for line, _, household, _ in case.known():
        if protected(case, household):
            yield Fault("gate", f"appointments.csv, line {line}", "must not be booked by the program.")


def nobody_forgotten(case: Case) -> Iterator[Fault]:
    """Every household that consents has each desk step of its pathway booked or listed as unbooked."""
    told = set(case.booked) | {(row.household_id, row.step_id) for row in case.unbooked}
    for line, household in enumerate(case.programme.households, start=2):
        if protected(case, household):
            continue
        for (pathway_id, step_id), rows in case.steps.items():
            if pathway_id != household.pathway_id or (household.household_id, step_id) in told:
                continue
            if any(
                step.minutes_per_person is not None
                and (step.at == "gathering" or household.household_id in case.arrivals)
                for step in rows
            ):
                text = f"{step_id} is neither booked nor unbooked."
                yield Fault("step_missing", f"households.csv, line {line}", text)


def wrong_office(case: Case) -> Iterator[Fault]:
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
            elif arrives_at is not None and utc(row.starts_at) < utc(arrives_at):
                yield Fault("before_arrival", where, "must not begin before the household arrives.")


def wrong_time(case: Case) -> Iterator[Fault]:
    """Appointments lie within opening hours of a working day, and within the programme."""
    settings = case.programme.settings
    for line, row, household, office in case.known():
        where = f"appointments.csv, line {line}"
        zone = case.zone(office, household)
        begins, ends = row.starts_at.astimezone(zone), row.ends_at.astimezone(zone)
        day = begins.date()
        if (row.starts_at.utcoffset(), row.ends_at.utcoffset()) != (begins.utcoffset(), ends.utcoffset()):
            yield Fault("offset", where, f"must carry the offset of {zone.key}.")
        if begins.time() < office.opens_at or ends.time() > office.closes_at or ends.date() != day:
            text = (
                f"{begins:%H:%M} to {ends:%H:%M}, open {office.opens_at:%H:%M} to {office.closes_at:%H:%M}."
            )
            yield Fault("opening_hours", where, text)
        if office.calendar_id is not None and works(case, office.calendar_id, day) is not True:
            yield Fault("not_a_working_day", where, f"{day} is not known to be a working day of the office.")
        if not settings.starts_on <= day <= settings.ends_on:
            yield Fault("outside_programme", where, f"{day} is not within the programme.")
        if household.registered_on is not None and day < household.registered_on:
            yield Fault("before_registration", where, "must not be before registered_on.")


def wrong_step(case: Case) -> Iterator[Fault]:
    """An appointment is for a step that is law on its day and done where the office stands, and long enough."""
    for line, row, household, office in case.known():
        where = f"appointments.csv, line {line}"
        day = row.starts_at.astimezone(case.zone(office, household)).date()
        step = case.step_on(household, row.step_id, day)
        if step is None:
            yield Fault("not_in_force", where, f"{row.step_id} is not a step of the pathway on {day}.")
            continue
        if step.minutes_per_person is None:
            yield Fault("no_desk", where, f"{row.step_id} is a clock alone and has no appointment.")
        if step.at != ("place" if office.gathering_id is None else "gathering"):
            yield Fault("wrong_office", where, f"must be at an office of a {step.at}, as the step asks.")
        least = case.minutes(step, household)
        if utc(row.ends_at) - utc(row.starts_at) < least * MINUTE:
            yield Fault("too_short", where, f"must last {least} minutes at least.")


def overlaps(case: Case) -> Iterator[Fault]:
    """No office sees two households at once, and no household is at two desks at once."""
    busy: dict[tuple[str, str], list[tuple[dt.datetime, dt.datetime, int]]] = defaultdict(list)
    for line, row in enumerate(case.appointments, start=2):
        for key in (("office", row.office_id), ("household", row.household_id)):
            busy[key].append((utc(row.starts_at), utc(row.ends_at), line))
    for (who, _), found in busy.items():
        found.sort()
        _, last, earlier = found[0]
        for begins, ends, line in found[1:]:
            if begins < last:
                text = f"overlaps line {earlier} of the same {who}."
                yield Fault(f"{who}_overlap", f"appointments.csv, line {line}", text)
            if ends > last:
                last, earlier = ends, line


def days_too_full(case: Case) -> Iterator[Fault]:
    """No office sees more people on a day than it can."""
    people: dict[tuple[str, str, dt.date], int] = defaultdict(int)
    for _, row, household, office in case.known():
        day = row.starts_at.astimezone(case.zone(office, household)).date()
        people[row.office_id, row.step_id, day] += case.size(row.household_id)
    for (office_id, step_id, day), number in sorted(people.items()):
        most = case.offices[office_id, step_id].people_per_day
        if number > most:
            text = f"{office_id} on {day}: {number} people, {most} a day."
            yield Fault("people_per_day", "appointments.csv", text)


def out_of_order(case: Case) -> Iterator[Fault]:
    """A step begins after the step that it follows is over."""
    for line, row, household, office in case.known():
        day = row.starts_at.astimezone(case.zone(office, household)).date()
        step = case.step_on(household, row.step_id, day)
        if step is None or step.follows_step_id is None:
            continue
        where = f"appointments.csv, line {line}"
        over = end_of(case, household, step.follows_step_id, at=step.at)
        if over is None:
            yield Fault(
                "earlier_step", where, f"must follow {step.follows_step_id}, of which no end is known."
            )
        elif utc(row.starts_at) < utc(over):
            yield Fault("earlier_step", where, f"must not begin before {step.follows_step_id} has ended.")


def end_of(case: Case, household: Household, step_id: str, *, at: str) -> dt.datetime | None:
    """The instant at which a step is over for a household; None if it is not booked, or nobody knows.

    A clock alone is over on the morning after its last day, where the household is served (`at`); one that
    gives no days, with the step it follows.
    """
    if (appointment := case.booked.get((household.household_id, step_id))) is not None:
        return appointment.ends_at
    rows = case.steps.get((household.pathway_id, step_id), ())
    if not rows or any(row.minutes_per_person is not None for row in rows):
        return None
    zone = case.zone_of(household, at)
    if (found := clock(case, household, step_id)) is not None:
        return None if found.due_on is None else dt.datetime.combine(found.due_on + DAY, dt.time(0), zone)
    if rows[0].follows_step_id is None:
        return dt.datetime.combine(case.programme.settings.starts_on, dt.time(0), zone)
    return end_of(case, household, rows[0].follows_step_id, at=at)
