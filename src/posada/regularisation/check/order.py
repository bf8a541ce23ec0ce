"""Rules of the check on turns: who is served before whom, and that nobody waits where there was room."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from posada.programme import Fault
from posada.programme.tables import Household, Office, Step, Unbooked
from posada.regularisation.check.case import DAY, MINUTE, Case, in_force, protected, utc, works
from posada.regularisation.check.desks import end_of


class Turn(NamedTuple):
    """A household's turn for a step: where it is told, and when the household was served (None: never)."""

    where: str
    line: int
    household: Household
    people: int
    begins: dt.datetime | None
    ends: dt.datetime | None


def rank(case: Case, household: Household) -> tuple[int, dt.date, str]:
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


def free_from(case: Case, household: Household, step: Step) -> dt.datetime | None:
    """The instant from which a household could come for a step; None if it cannot or nobody knows."""
    settings, zone = case.programme.settings, case.zone_of(household, step.at)
    first = max(
        day for day in (settings.starts_on, household.registered_on, step.valid_from) if day is not None
    )
    found = [dt.datetime.combine(first, dt.time(0), zone)]
    if step.at == "place":
        if household.household_id not in case.arrivals:
            return None
        found.append(case.arrivals[household.household_id][1])
    if step.follows_step_id is not None:
        over = end_of(case, household, step.follows_step_id, at=step.at)
        if over is None:
            return None
        found.append(over)
    return max(found, key=utc)


def order_of_service(case: Case) -> Iterator[Fault]:
    """Nobody waits while somebody of lower rank, and no smaller, is served at a time when they could come."""
    for (step_id, _), turns in turns_by_step_and_site(case).items():
        turns.sort(key=lambda turn: (rank(case, turn.household), turn.line))
        for position, turn in enumerate(turns):
            ways = ways_to_come(case, turn.household, step_id)
            for other in turns[position + 1 :]:
                if (
                    other.begins is not None
                    and (turn.begins is None or other.begins < turn.begins)
                    and turn.people <= other.people
                    and any(could_take(case, turn.household, way, other) for way in ways)
                ):
                    text = f"must be served before line {other.line}, which comes later in the order."
                    if turn.begins is None:
                        text = (
                            f"must be served before appointments.csv, line {other.line}, which comes later."
                        )
                    yield Fault("order_of_service", turn.where, text)
                    break


def turns_by_step_and_site(case: Case) -> dict[tuple[str, str], list[Turn]]:
    """The turns of households for each step at each gathering or place."""
    turns: dict[tuple[str, str], list[Turn]] = defaultdict(list)
    for line, row, household, office in case.known():
        site = office.gathering_id or office.place_id or ""
        turns[row.step_id, site].append(
            Turn(
                f"appointments.csv, line {line}",
                line,
                household,
                case.size(row.household_id),
                utc(row.starts_at),
                utc(row.ends_at),
            )
        )
    for line, waits in enumerate(case.unbooked, start=2):
        found = case.households.get(waits.household_id)
        if found is None or protected(case, found):
            continue
        for at in {step.at for step in case.steps.get((found.pathway_id, waits.step_id), ())}:
            site = found.gathering_id
            if at == "place":
                site = case.arrivals.get(waits.household_id, ("", None))[0]
            turn = Turn(f"unbooked.csv, line {line}", line, found, case.size(waits.household_id), None, None)
            turns[waits.step_id, site].append(turn)
    return turns


class Way(NamedTuple):
    """A row of law under which a household could come: from which instant on, and for how long."""

    step: Step
    free: dt.datetime
    length: dt.timedelta


def ways_to_come(case: Case, household: Household, step_id: str) -> list[Way]:
    """The rows of law under which a household could be served for a step."""
    return [
        Way(step, utc(free), case.minutes(step, household) * MINUTE)
        for step in case.steps.get((household.pathway_id, step_id), ())
        if step.minutes_per_person is not None and (free := free_from(case, household, step)) is not None
    ]


def could_take(case: Case, household: Household, way: Way, other: Turn) -> bool:
    """Whether a household could have come in the time that another one was given."""
    if other.begins is None or other.ends is None:
        return False
    if way.free > other.begins or way.length > other.ends - other.begins:
        return False
    day = other.begins.astimezone(case.zone_of(household, way.step.at)).date()
    return in_force(way.step, day) and not any(
        begins < other.begins + way.length and other.begins < ends
        for begins, ends in own_agenda(case, household, way.step.step_id)
    )


def own_agenda(case: Case, household: Household, step_id: str) -> Iterator[tuple[dt.datetime, dt.datetime]]:
    """When a household is at other desks."""
    for row in case.agendas.get(("household", household.household_id), ()):
        if row.step_id != step_id:
            yield utc(row.starts_at), utc(row.ends_at)


def unbooked_wrongly(case: Case) -> Iterator[Fault]:
    """A step without an appointment is told once, to whom it may be told, with a reason that holds."""
    seen: dict[tuple[str, str], int] = {}
    for line, row in enumerate(case.unbooked, start=2):
        where = f"unbooked.csv, line {line}"
        household = case.households.get(row.household_id)
        if household is None:
            yield Fault("unknown_household", where, "must be a household of households.csv.")
            continue
        key = (row.household_id, row.step_id)
        if key in case.booked:
            yield Fault("step_twice", where, "has an appointment for this step.")
        if key in seen:
            yield Fault("step_twice", where, f"has the same step in line {seen[key]}.")
        seen.setdefault(key, line)
        if protected(case, household):
            yield Fault("gate", where, "must not be served by the program.")
        if row.people != case.size(row.household_id):
            text = f"must be {case.size(row.household_id)} people, got {row.people}."
            yield Fault("people", where, text)
        yield from wrong_reason(case, where, household, row)


def wrong_reason(case: Case, where: str, household: Household, row: Unbooked) -> Iterator[Fault]:
    """The reason for having no appointment follows from the rows, and no desk that had room was passed over."""
    steps = [
        step
        for step in case.steps.get((household.pathway_id, row.step_id), ())
        if step.minutes_per_person is not None
    ]
    if not steps:
        yield Fault("no_desk", where, f"{row.step_id} has no desk in the pathway of the household.")
        return
    reasons = sorted({reason_for(case, household, steps, at) for at in {step.at for step in steps}})
    if row.reason not in reasons:
        yield Fault("reason", where, f"must be {' or '.join(reasons)}, got {row.reason}.")
    for step in steps:
        for office in offices_for(case, household, step):
            if (begins := room_left(case, household, step, office)) is not None:
                text = f"{office.office_id} has room on {begins:%Y-%m-%d at %H:%M}."
                yield Fault("room_left", where, text)
                return


def reason_for(case: Case, household: Household, steps: list[Step], at: str) -> str:
    """Why a household cannot be given an appointment for a step, if it cannot."""
    if at == "place" and household.household_id not in case.arrivals:
        return "not_arrived"
    settings, zone = case.programme.settings, case.zone_of(household, at)
    since = max(settings.starts_on, household.registered_on or settings.starts_on)
    if at == "place":
        since = max(since, case.arrivals[household.household_id][1].astimezone(zone).date())
    since = min(since, settings.ends_on)
    law = [
        step
        for step in steps
        if step.at == at
        and (step.valid_to is None or step.valid_to >= since)
        and (step.valid_from is None or step.valid_from <= settings.ends_on)
    ]
    if not law:
        return "not_in_force"
    possible = [(step, free) for step in law if (free := free_from(case, household, step)) is not None]
    if not possible:
        return "earlier_step_missing"
    if not offices_for(case, household, law[0]):
        return "no_office"
    days = [
        works(case, office.calendar_id, day) if office.calendar_id is not None else True
        for step, free in possible
        for office in offices_for(case, household, step)
        if is_large_enough(case, household, step, office)
        for day in days_of(case, step, free.astimezone(zone).date())
    ]
    if not any(
        is_large_enough(case, household, step, office)
        for step, _ in possible
        for office in offices_for(case, household, step)
    ):
        return "too_large_for_a_day"
    return "calendar_unverified" if None in days else "no_time"


def offices_for(case: Case, household: Household, step: Step) -> list[Office]:
    """The offices that handle a step where a household is served."""
    place_id = case.arrivals.get(household.household_id, ("", None))[0]
    return [
        office
        for office in case.programme.offices
        if office.step_id == step.step_id
        and (
            office.gathering_id == household.gathering_id
            if step.at == "gathering"
            else office.place_id is not None and office.place_id == place_id
        )
    ]


def is_large_enough(case: Case, household: Household, step: Step, office: Office) -> bool:
    """Whether a household fits into an empty day of an office."""
    hours = dt.datetime.combine(dt.date.min, office.closes_at) - dt.datetime.combine(
        dt.date.min, office.opens_at
    )
    return (
        case.size(household.household_id) <= office.people_per_day
        and case.minutes(step, household) * MINUTE <= hours
    )


def days_of(case: Case, step: Step, first: dt.date) -> Iterator[dt.date]:
    """The days from the first on on which a step can be done: in the programme, and while the row is law."""
    last = min(case.programme.settings.ends_on, step.valid_to or dt.date.max)
    for number in range((last - first).days + 1):
        yield first + number * DAY


def room_left(case: Case, household: Household, step: Step, office: Office) -> dt.datetime | None:
    """The first time at which an office could still see a household, beside all who are booked; None if none."""
    free = free_from(case, household, step)
    if free is None or not is_large_enough(case, household, step, office):
        return None
    zone = case.zone_of(household, step.at)
    size, length = case.size(household.household_id), case.minutes(step, household) * MINUTE
    at_office = case.agendas.get(("office", office.office_id), ())
    taken = sorted(
        [(utc(row.starts_at), utc(row.ends_at)) for row in at_office]
        + list(own_agenda(case, household, step.step_id))
    )
    for day in days_of(case, step, free.astimezone(zone).date()):
        if office.calendar_id is not None and works(case, office.calendar_id, day) is not True:
            continue
        there = sum(
            case.size(row.household_id)
            for row in at_office
            if row.step_id == step.step_id and row.starts_at.astimezone(zone).date() == day
        )
        if there + size > office.people_per_day:
            continue
        begins = max(utc(dt.datetime.combine(day, office.opens_at, zone)), utc(free))
        for other_begins, other_ends in taken:
            if other_begins < begins + length and begins < other_ends:
                begins = other_ends
        if begins + length <= utc(dt.datetime.combine(day, office.closes_at, zone)):
            return begins.astimezone(zone)
    return None
