"""Verifies journeys from the tables alone; it shares no code with what made them."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from posada.programme import Fault, Programme
from posada.programme.tables import (
    Appointment,
    Assignment,
    BusType,
    Departure,
    DrivingRule,
    Gathering,
    Household,
    Person,
    Place,
    Resource,
    Seat,
    Stop,
    Unscheduled,
)

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
SLACK = dt.timedelta(minutes=2)
"""Rounding that a time may lose, since tables hold whole minutes."""
EARTH_KM = 6371.0088
DETOUR = 1.30


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules below look up again and again."""

    programme: Programme
    households: Mapping[str, Household]
    members: Mapping[str, tuple[Person, ...]]
    places: Mapping[str, Place]
    gatherings: Mapping[str, Gathering]
    roads: Mapping[tuple[str, str], tuple[float, int | None]]
    rules: DrivingRule
    assignments: Sequence[Assignment]
    appointments: Sequence[Appointment]
    departures: Sequence[Departure]
    stops: Mapping[str, Sequence[tuple[int, Stop]]]
    seats: Mapping[str, Sequence[tuple[int, Seat]]]
    unscheduled: Sequence[Unscheduled]

    def known(self) -> Iterator[tuple[int, Departure, Gathering]]:
        """Departures from a gathering of the programme, with their line."""
        for line, row in enumerate(self.departures, start=2):
            if row.gathering_id in self.gatherings:
                yield line, row, self.gatherings[row.gathering_id]


def check(
    programme: Programme,
    *,
    assignments: Sequence[Assignment],
    appointments: Sequence[Appointment],
    departures: Sequence[Departure],
    stops: Sequence[Stop],
    seats: Sequence[Seat],
    unscheduled: Sequence[Unscheduled],
) -> tuple[Fault, ...]:
    """Everything in which journeys break a rule; nothing, if all is well.

    Faults name the row, never the household. Raises ValueError if the programme has departures but no row for
    its rule pack.
    """
    packs = {row.rule_pack: row for row in programme.driving_rules}
    pack = programme.settings.transport.rule_pack
    if departures and pack not in packs:
        raise ValueError(f"driving_rules has no row for the rule pack {pack!r}.")
    if not departures and not assignments:
        return ()
    stops_of: dict[str, list[tuple[int, Stop]]] = defaultdict(list)
    for line, stop in enumerate(stops, start=2):
        stops_of[stop.departure_id].append((line, stop))
    seats_of: dict[str, list[tuple[int, Seat]]] = defaultdict(list)
    for line, seat in enumerate(seats, start=2):
        seats_of[seat.departure_id].append((line, seat))
    case = _Case(
        programme,
        {row.household_id: row for row in programme.households},
        programme.members(),
        {row.place_id: row for row in programme.places},
        {row.gathering_id: row for row in programme.gatherings},
        {(row.from_id, row.to_id): (row.km, row.minutes) for row in programme.roads},
        packs.get(pack, next(iter(packs.values()), _NO_RULES)),
        assignments,
        appointments,
        departures,
        {name: sorted(found, key=lambda pair: pair[1].stop) for name, found in stops_of.items()},
        seats_of,
        unscheduled,
    )
    found: list[Fault] = []
    for rule in _RULES:
        found += rule(case)
    return tuple(found)


_NO_RULES = DrivingRule(
    rule_pack="none",
    pause_after_minutes=10**6,
    pause_minutes=0,
    second_driver_over_minutes=10**6,
    rest_minutes=0,
    source="none",
)


def not_exactly_once(case: _Case) -> Iterator[Fault]:
    """Every assigned household has seats on one departure, or is unscheduled; nobody else travels."""
    assigned = {row.household_id for row in case.assignments}
    seen: dict[str, str] = {}
    rows = [
        (f"seats.csv, line {line}", row.household_id) for found in case.seats.values() for line, row in found
    ]
    rows += [
        (f"unscheduled.csv, line {line}", row.household_id)
        for line, row in enumerate(case.unscheduled, start=2)
    ]
    for where, household_id in rows:
        if household_id not in assigned:
            yield Fault("not_assigned", where, "must be a household of assignments.csv.")
        if household_id in seen:
            yield Fault("household_twice", where, f"stands in {seen[household_id]} already.")
        seen.setdefault(household_id, where)
    for line, row in enumerate(case.assignments, start=2):
        if row.household_id not in seen:
            yield Fault(
                "household_missing", f"assignments.csv, line {line}", "has no seat and is not unscheduled."
            )


def wrong_seats(case: _Case) -> Iterator[Fault]:
    """A household has a seat for each member and gets off where it is assigned, at a stop of its bus."""
    at = {row.household_id: row.place_id for row in case.assignments}
    known = {row.departure_id: row for row in case.departures}
    for departure_id, rows in case.seats.items():
        places = {stop.place_id for _, stop in case.stops.get(departure_id, ())}
        for line, row in rows:
            where = f"seats.csv, line {line}"
            size = len(case.members.get(row.household_id, ()))
            if row.people != size:
                yield Fault("people", where, f"must be {size} people, got {row.people}.")
            if row.place_id != at.get(row.household_id, row.place_id):
                yield Fault("wrong_place", where, "must get off at the place of the assignment.")
            if departure_id not in known:
                yield Fault("unknown_departure", where, "must be a departure of departures.csv.")
                continue
            if row.place_id not in places:
                yield Fault("not_a_stop", where, "must get off at a stop of the departure.")
            household = case.households.get(row.household_id)
            if household is not None and household.gathering_id != known[departure_id].gathering_id:
                yield Fault("wrong_gathering", where, "must leave from the gathering where the household is.")


def wrong_stops(case: _Case) -> Iterator[Fault]:
    """Stops are numbered from 1 in the order of time, not too many, and count the people who get off."""
    most = case.programme.settings.transport.stops_at_most
    known = {row.departure_id for row in case.departures}
    for departure_id, rows in case.stops.items():
        if departure_id not in known:
            yield Fault("unknown_departure", f"stops.csv, line {rows[0][0]}", "must be of departures.csv.")
        if [stop.stop for _, stop in rows] != list(range(1, len(rows) + 1)):
            yield Fault(
                "stop_numbers", f"stops.csv, line {rows[0][0]}", "must be numbered from 1 without gaps."
            )
        if len(rows) > most:
            yield Fault(
                "too_many_stops", f"stops.csv, line {rows[0][0]}", f"at most {most}, got {len(rows)}."
            )
        off: dict[str, int] = defaultdict(int)
        for _, seat in case.seats.get(departure_id, ()):
            off[seat.place_id] += seat.people
        for line, stop in rows:
            if stop.people != off[stop.place_id]:
                text = f"must be {off[stop.place_id]} people, got {stop.people}."
                yield Fault("stop_people", f"stops.csv, line {line}", text)
    for line, row in enumerate(case.departures, start=2):
        if not case.stops.get(row.departure_id):
            yield Fault("no_stops", f"departures.csv, line {line}", "must have a stop.")


def buses_too_full(case: _Case) -> Iterator[Fault]:
    """Seats without the spare share and wheelchair places are not exceeded; the bus is based there."""
    types: dict[tuple[str, str], BusType] = {
        (row.bus_type_id, row.gathering_id): row for row in case.programme.buses
    }
    spare = case.programme.settings.transport.spare_seats_share
    for line, row, _ in case.known():
        where = f"departures.csv, line {line}"
        bus = types.get((row.bus_type_id, row.gathering_id))
        if bus is None:
            yield Fault("unknown_bus", where, "no bus of this type is based at the gathering.")
            continue
        if not 1 <= row.bus <= bus.buses:
            yield Fault("unknown_bus", where, f"the bus must be one of {bus.buses}, got {row.bus}.")
        riders = [seat for _, seat in case.seats.get(row.departure_id, ())]
        people = sum(len(case.members.get(seat.household_id, ())) for seat in riders)
        usable = math.floor(bus.seats * (1 - spare) + 1e-9)
        limit = bus.seats if len(riders) == 1 else usable
        if people > limit:
            yield Fault("seats", where, f"{people} people, {limit} seats to use.")
        chairs = sum(
            "wheelchair" in person.specific_needs
            for seat in riders
            for person in case.members.get(seat.household_id, ())
        )
        if chairs > bus.wheelchair_places:
            yield Fault("wheelchair_places", where, f"{chairs} needed, {bus.wheelchair_places} on the bus.")


def leg(case: _Case, from_id: str, to_id: str) -> tuple[float, float] | None:
    """Kilometres and minutes of driving between two points, or None where nothing tells."""
    km, minutes = case.roads.get((from_id, to_id), case.roads.get((to_id, from_id), (None, None)))
    if km is None:
        one, other = (case.gatherings.get(name) or case.places.get(name) for name in (from_id, to_id))
        if one is None or other is None:
            return None
        if None in (one.latitude, one.longitude, other.latitude, other.longitude):
            return None
        km = DETOUR * _great_circle(
            float(one.latitude or 0),
            float(one.longitude or 0),
            float(other.latitude or 0),
            float(other.longitude or 0),
        )
    return (
        km,
        km / case.programme.settings.transport.planning_km_per_hour * 60 if minutes is None else minutes,
    )


def _great_circle(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points by the spherical law of cosines."""
    one, two, turn = math.radians(lat), math.radians(other_lat), math.radians(other_lon - lon)
    cosine = math.sin(one) * math.sin(two) + math.cos(one) * math.cos(two) * math.cos(turn)
    return EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))


def route(case: _Case, row: Departure) -> tuple[list[tuple[float, float]], tuple[float, float]] | None:
    """The legs with passengers and the leg back, in kilometres and minutes; None if one is not known."""
    points = [row.gathering_id, *(stop.place_id for _, stop in case.stops.get(row.departure_id, ()))]
    if len(points) < 2:
        return None
    legs = [leg(case, one, other) for one, other in itertools.pairwise(points)]
    back = leg(case, points[-1], points[0])
    if back is None or any(found is None for found in legs):
        return None
    return [found for found in legs if found is not None], back


def least_pauses(rules: DrivingRule, driving: float) -> float:
    """Minutes of pauses that driving without a stop between takes at the least."""
    return max(0, math.ceil(driving / rules.pause_after_minutes - 1e-6) - 1) * rules.pause_minutes


def impossible_times(case: _Case) -> Iterator[Fault]:
    """No bus is anywhere before driving, pauses, stops and rest allow; the kilometres are right."""
    settings, rules = case.programme.settings.transport, case.rules
    for line, row, _ in case.known():
        where = f"departures.csv, line {line}"
        found = route(case, row)
        if found is None:
            yield Fault("distance_unknown", where, "the distance of a leg is not known.")
            continue
        legs, back = found
        km = sum(leg_km for leg_km, _ in legs)
        if abs(km - row.km) > 0.5 + 0.005 * km:
            yield Fault("km", where, f"must be {km:.1f} km, got {row.km:g}.")
        rows = case.stops[row.departure_id]
        driving = 0.0
        resting = 0.0
        since_pause = 0.0
        for number, ((_, minutes), (stop_line, stop)) in enumerate(zip(legs, rows, strict=True)):
            driving += minutes
            since_pause += minutes
            while since_pause > rules.pause_after_minutes + 1e-6:
                resting += rules.pause_minutes
                since_pause -= rules.pause_after_minutes
            earliest = row.departs_at + (driving + resting + number * settings.stop_minutes) * MINUTE
            if stop.arrives_at < earliest - SLACK:
                text = f"cannot arrive before {earliest:%Y-%m-%d %H:%M}."
                yield Fault("too_early", f"stops.csv, line {stop_line}", text)
            if settings.stop_minutes >= rules.pause_minutes or _dwells(rows, legs, number, rules):
                since_pause = 0.0
        outbound = (rows[-1][1].arrives_at - row.departs_at) / MINUTE
        home = back[1] + least_pauses(rules, back[1])
        round_trip = outbound + settings.stop_minutes + home
        rest = rules.rest_minutes if needs_two(rules, outbound, round_trip) else 0
        earliest = rows[-1][1].arrives_at + (settings.stop_minutes + rest + home) * MINUTE
        if row.returns_at < earliest - SLACK:
            yield Fault("returns_too_early", where, f"cannot be back before {earliest:%Y-%m-%d %H:%M}.")
        if abs(outbound - row.minutes) > 2:
            yield Fault("minutes", where, f"must be {outbound:.0f} minutes, got {row.minutes}.")


def _dwells(
    rows: Sequence[tuple[int, Stop]], legs: Sequence[tuple[float, float]], number: int, rules: DrivingRule
) -> bool:
    """Whether the bus stands long enough at a stop, before it drives on, for a pause."""
    if number + 1 >= len(rows):
        return False
    between = (rows[number + 1][1].arrives_at - rows[number][1].arrives_at) / MINUTE
    return between - legs[number + 1][1] >= rules.pause_minutes - 2


def needs_two(rules: DrivingRule, outbound: float, round_trip: float) -> bool:
    """Whether a trip needs a second driver, and rest at the far end."""
    return max(outbound, round_trip) > rules.second_driver_over_minutes + 2


def crews(case: _Case) -> Iterator[Fault]:
    """Enough drivers, of the right base, on days when they are available, never twice on one trip."""
    settings = case.programme.settings
    drivers = {row.driver_id: row for row in case.programme.drivers}
    for line, row, gathering in case.known():
        where = f"departures.csv, line {line}"
        found = route(case, row)
        if len(set(row.driver_ids)) != len(row.driver_ids):
            yield Fault("driver_twice", where, "a driver stands here twice.")
        if not row.driver_ids:
            yield Fault("no_driver", where, "must have a driver.")
        if found is not None and case.stops.get(row.departure_id):
            outbound = (case.stops[row.departure_id][-1][1].arrives_at - row.departs_at) / MINUTE
            home = found[1][1] + least_pauses(case.rules, found[1][1])
            total = outbound + settings.transport.stop_minutes + home
            if needs_two(case.rules, outbound, total) and len(set(row.driver_ids)) < 2:
                yield Fault("second_driver", where, "must have a second driver.")
        zone = ZoneInfo(gathering.timezone)
        first, last = row.departs_at.astimezone(zone).date(), row.returns_at.astimezone(zone).date()
        for driver_id in row.driver_ids:
            driver = drivers.get(driver_id)
            if driver is None or driver.gathering_id != row.gathering_id:
                yield Fault("unknown_driver", where, "must be drivers based at the gathering.")
            elif (driver.from_on and first < driver.from_on) or (driver.until_on and last > driver.until_on):
                yield Fault(
                    "driver_not_available", where, "a driver is not available on all days of the trip."
                )


def two_places_at_once(case: _Case) -> Iterator[Fault]:
    """No bus and no driver is on two trips at once; drivers rest in between."""
    trips: dict[tuple[str, ...], list[tuple[dt.datetime, dt.datetime, int]]] = defaultdict(list)
    for line, row in enumerate(case.departures, start=2):
        trips["bus", row.gathering_id, row.bus_type_id, str(row.bus)].append(
            (row.departs_at, row.returns_at, line)
        )
        for driver_id in row.driver_ids:
            trips["driver", driver_id].append((row.departs_at, row.returns_at, line))
    for key, found in trips.items():
        found.sort()
        for (_, back, _), (leaves, _, line) in itertools.pairwise(found):
            where = f"departures.csv, line {line}"
            if leaves < back:
                yield Fault(f"{key[0]}_overlap", where, f"the {key[0]} is still on another trip.")
            elif key[0] == "driver" and leaves < back + case.rules.rest_minutes * MINUTE - SLACK:
                yield Fault(
                    "driver_rest", where, f"a driver must rest {case.rules.rest_minutes} minutes before."
                )


def outside_hours(case: _Case) -> Iterator[Fault]:
    """Buses leave and arrive within the hours that settings and places state, while the places are open."""
    settings = case.programme.settings
    for line, row, gathering in case.known():
        zone = ZoneInfo(gathering.timezone)
        leaves = row.departs_at.astimezone(zone)
        if row.departs_at.utcoffset() != leaves.utcoffset():
            yield Fault(
                "offset", f"departures.csv, line {line}", f"must carry the offset of {gathering.timezone}."
            )
        if not settings.transport.departs_from <= leaves.time() <= settings.transport.departs_until:
            yield Fault(
                "departure_hours", f"departures.csv, line {line}", f"must not leave at {leaves:%H:%M}."
            )
        if leaves.date() < settings.starts_on:
            yield Fault(
                "before_the_start", f"departures.csv, line {line}", "must not leave before starts_on."
            )
        for stop_line, stop in case.stops.get(row.departure_id, ()):
            place = case.places.get(stop.place_id)
            where = f"stops.csv, line {stop_line}"
            if place is None:
                yield Fault("unknown_place", where, "must be a place of places.csv.")
                continue
            arrives = stop.arrives_at.astimezone(ZoneInfo(place.timezone or gathering.timezone))
            if stop.arrives_at.utcoffset() != arrives.utcoffset():
                yield Fault("offset", where, "must carry the offset of the place's time zone.")
            if (place.receives_from and arrives.time() < place.receives_from) or (
                place.receives_until and arrives.time() > place.receives_until
            ):
                yield Fault("reception_hours", where, f"{place.place_id} receives nobody at {arrives:%H:%M}.")
            day = arrives.date()
            if (place.opens_on and day < place.opens_on) or (place.closes_on and day > place.closes_on):
                yield Fault("place_closed", where, f"{place.place_id} is closed on {day}.")
            if day > settings.ends_on:
                yield Fault("after_the_end", where, f"must arrive by {settings.ends_on}.")


def leaves_before_ready(case: _Case) -> Iterator[Fault]:
    """No household leaves before it can travel and its appointments at the gathering are over."""
    of_household: dict[str, list[Appointment]] = defaultdict(list)
    for row in case.appointments:
        of_household[row.household_id].append(row)
    leaves = {row.departure_id: row.departs_at for row in case.departures}
    at_gathering = {office.office_id for office in case.programme.offices if office.gathering_id is not None}
    for departure_id, rows in case.seats.items():
        for line, seat in rows:
            household = case.households.get(seat.household_id)
            if (
                household is None
                or departure_id not in leaves
                or household.gathering_id not in case.gatherings
            ):
                continue
            zone = ZoneInfo(case.gatherings[household.gathering_id].timezone)
            start = max(
                day for day in (case.programme.settings.starts_on, household.ready_on) if day is not None
            )
            instants = [dt.datetime.combine(start, dt.time(0), zone)]
            instants += [
                row.ends_at for row in of_household[seat.household_id] if row.office_id in at_gathering
            ]
            if leaves[departure_id] < max(instants):
                yield Fault(
                    "not_ready", f"seats.csv, line {line}", f"is ready at {max(instants):%Y-%m-%d %H:%M}."
                )


def receptions_too_full(case: _Case) -> Iterator[Fault]:
    """No place receives more people on a day than it said."""
    people: dict[tuple[str, dt.date], int] = defaultdict(int)
    for departure_id, rows in case.seats.items():
        for day_of, seat in _arrivals(case, departure_id, [row for _, row in rows]):
            people[seat.place_id, day_of] += len(case.members.get(seat.household_id, ()))
    for (place_id, day), number in sorted(people.items()):
        limit = case.places[place_id].receives_people_per_day
        if limit is not None and number > limit:
            yield Fault(
                "reception_per_day", "stops.csv", f"{place_id} on {day}: {number} people, {limit} received."
            )


def _arrivals(case: _Case, departure_id: str, seats: Sequence[Seat]) -> Iterator[tuple[dt.date, Seat]]:
    """The local day of arrival of each seat whose stop is known."""
    departure = next((row for row in case.departures if row.departure_id == departure_id), None)
    if departure is None or departure.gathering_id not in case.gatherings:
        return
    for seat in seats:
        for _, stop in case.stops.get(departure_id, ()):
            if stop.place_id == seat.place_id and stop.place_id in case.places:
                name = case.places[stop.place_id].timezone or case.gatherings[departure.gathering_id].timezone
                yield stop.arrives_at.astimezone(ZoneInfo(name)).date(), seat
                break


def places_too_full(case: _Case) -> Iterator[Fault]:
    """No hard resource is exceeded on any day, counted from the real days of arrival."""
    settings = case.programme.settings
    arrived = [
        pair
        for departure_id, rows in case.seats.items()
        for pair in _arrivals(case, departure_id, [row for _, row in rows])
    ]
    for resource in case.programme.resources:
        if not resource.hard:
            continue
        used: dict[tuple[str, dt.date], int] = defaultdict(int)
        for day, seat in arrived:
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


def _offered(case: _Case, place_id: str, resource: Resource, day: dt.date) -> int:
    place = case.places[place_id]
    if (place.opens_on and day < place.opens_on) or (place.closes_on and day > place.closes_on):
        return 0
    return sum(
        row.amount
        for row in case.programme.capacities
        if row.place_id == place_id
        and row.resource_id == resource.resource_id
        and (row.from_on is None or row.from_on <= day)
        and (row.until_on is None or day <= row.until_on)
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


_RULES = (
    not_exactly_once,
    wrong_seats,
    wrong_stops,
    buses_too_full,
    impossible_times,
    crews,
    two_places_at_once,
    outside_hours,
    leaves_before_ready,
    receptions_too_full,
    places_too_full,
)
