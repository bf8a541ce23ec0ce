"""Rules of the check on hours and places: when buses may leave and arrive, and for how many there is room."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from posada.programme import Fault
from posada.programme.tables import Departure, Gathering, Person, Place, Resource
from posada.transport.check.case import DAY, Case


def outside_hours(case: Case) -> Iterator[Fault]:
    """Buses leave and arrive within the hours that settings and places state, while the places are open."""
    for line, row, gathering in case.known():
        yield from leaves_outside_hours(case, f"departures.csv, line {line}", row, gathering)
        for stop_line, stop in case.stops.get(row.departure_id, ()):
            if (place := case.places.get(stop.place_id)) is not None:
                where, zone = f"stops.csv, line {stop_line}", case.zone(place, gathering)
                arrives = stop.arrives_at.astimezone(zone)
                if stop.arrives_at.utcoffset() != arrives.utcoffset():
                    yield Fault("offset", where, "must carry the offset of the place's time zone.")
                yield from arrives_outside_hours(case, where, arrives, place)


def leaves_outside_hours(case: Case, where: str, row: Departure, gathering: Gathering) -> Iterator[Fault]:
    """A bus leaves at an hour of the settings, on a day of the programme, by the clocks of its gathering."""
    zone, settings = ZoneInfo(gathering.timezone), case.programme.settings
    leaves = row.departs_at.astimezone(zone)
    if any(
        instant.utcoffset() != instant.astimezone(zone).utcoffset()
        for instant in (row.departs_at, row.returns_at)
    ):
        yield Fault("offset", where, f"must carry the offset of {gathering.timezone}.")
    if not settings.transport.departs_from <= leaves.time() <= settings.transport.departs_until:
        yield Fault("departure_hours", where, f"must not leave at {leaves:%H:%M}.")
    if leaves.date() < settings.starts_on:
        yield Fault("before_the_start", where, "must not leave before starts_on.")


def arrives_outside_hours(case: Case, where: str, arrives: dt.datetime, place: Place) -> Iterator[Fault]:
    """A place is open on the day of arrival and receives people at that hour."""
    day, time = arrives.date(), arrives.time()
    if (place.receives_from and time < place.receives_from) or (
        place.receives_until and time > place.receives_until
    ):
        yield Fault("reception_hours", where, f"{place.place_id} receives nobody at {arrives:%H:%M}.")
    if (place.opens_on and day < place.opens_on) or (place.closes_on and day > place.closes_on):
        yield Fault("place_closed", where, f"{place.place_id} is closed on {day}.")
    if day > case.programme.settings.ends_on:
        yield Fault("after_the_end", where, f"must arrive by {case.programme.settings.ends_on}.")


def receptions_too_full(case: Case) -> Iterator[Fault]:
    """No place receives more people on a day than it said."""
    people: dict[tuple[str, dt.date], int] = defaultdict(int)
    for day_of, seat in case.arrivals:
        people[seat.place_id, day_of] += case.size(seat.household_id)
    for (place_id, day), number in sorted(people.items()):
        limit = case.places[place_id].receives_people_per_day
        if limit is not None and number > limit:
            yield Fault(
                "reception_per_day", "stops.csv", f"{place_id} on {day}: {number} people, {limit} received."
            )


def places_too_full(case: Case) -> Iterator[Fault]:
    """No hard resource is exceeded on any day, counted from the real days of arrival."""
    settings = case.programme.settings
    for resource in case.programme.resources:
        if not resource.hard:
            continue
        used: dict[tuple[str, dt.date], int] = defaultdict(int)
        for day, seat in case.arrivals:
            need = _units(resource, case.members.get(seat.household_id, ()), settings.starts_on.year)
            last = settings.ends_on
            if resource.stay_days is not None:
                last = min(last, day + (resource.stay_days - 1) * DAY)
            while need and day <= last:
                used[seat.place_id, day] += need
                day += DAY
        worst: dict[str, str] = {}
        for (place_id, day), number in sorted(used.items()):
            offered = _offered(case, place_id, resource, day)
            if number > offered:
                worst.setdefault(place_id, f"{place_id} on {day}: {number} in use, {offered} offered.")
        for text in worst.values():
            yield Fault("capacity", "stops.csv", f"{resource.resource_id} at {text}")


def _offered(case: Case, place_id: str, resource: Resource, day: dt.date) -> int:
    place = case.places[place_id]
    if (place.opens_on and day < place.opens_on) or (place.closes_on and day > place.closes_on):
        return 0
    return sum(
        row.amount
        for row in case.capacities.get((place_id, resource.resource_id), ())
        if (row.from_on is None or row.from_on <= day) and (row.until_on is None or day <= row.until_on)
    )


def _units(resource: Resource, members: Sequence[Person], year: int) -> int:
    """How many units of a resource a household uses."""
    what, _, code = resource.counts.partition(":")
    if what == "households":
        return 1
    number = 0
    for person in members:
        age = None if person.birth_year is None else year - person.birth_year
        number += {
            "people": True,
            "adults": age is not None and age >= 18,
            "school_children": age is not None and 5 <= age <= 17,
            "infants": age is not None and age <= 1,
            "need": code in person.specific_needs,
            "language": code in person.languages,
        }[what]
    return number
