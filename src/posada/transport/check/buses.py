"""Rules of the check on buses and crews: their codes, seats and drivers, and that each is in one place."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from posada.programme import Fault
from posada.programme.tables import BusType
from posada.transport.check.case import MINUTE, Case, utc
from posada.transport.check.roads import needs_two


def wrong_departures(case: Case) -> Iterator[Fault]:
    """Every departure has a code of its own, a gathering, and a stop."""
    seen: dict[str, int] = {}
    for line, row in enumerate(case.departures, start=2):
        where = f"departures.csv, line {line}"
        if row.departure_id in seen:
            yield Fault("departure_twice", where, f"has the code of line {seen[row.departure_id]}.")
        seen.setdefault(row.departure_id, line)
        if row.gathering_id not in case.gatherings:
            yield Fault("unknown_gathering", where, "must be a gathering of gatherings.csv.")
        if not case.stops.get(row.departure_id):
            yield Fault("no_stops", where, "must have a stop.")


def wrong_stops(case: Case) -> Iterator[Fault]:
    """Stops are numbered from 1, each at another place, not too many, and count the people who get off."""
    most = case.programme.settings.transport.stops_at_most
    known = {row.departure_id for row in case.departures}
    for departure_id, rows in case.stops.items():
        where = f"stops.csv, line {rows[0][0]}"
        if departure_id not in known:
            yield Fault("unknown_departure", where, "must be of departures.csv.")
        if [stop.stop for _, stop in rows] != list(range(1, len(rows) + 1)):
            yield Fault("stop_numbers", where, "must be numbered from 1 without gaps.")
        if len(rows) > most:
            yield Fault("too_many_stops", where, f"at most {most}, got {len(rows)}.")
        off: dict[str, int] = defaultdict(int)
        for _, seat in case.seats.get(departure_id, ()):
            off[seat.place_id] += seat.people
        seen: dict[str, int] = {}
        for line, stop in rows:
            where = f"stops.csv, line {line}"
            if stop.place_id not in case.places:
                yield Fault("unknown_place", where, "must be a place of places.csv.")
            if stop.place_id in seen:
                yield Fault("place_twice", where, f"is the place of line {seen[stop.place_id]} again.")
            seen.setdefault(stop.place_id, line)
            if stop.people != off[stop.place_id]:
                text = f"must be {off[stop.place_id]} people, got {stop.people}."
                yield Fault("stop_people", where, text)


def buses_too_full(case: Case) -> Iterator[Fault]:
    """Seats without the spare share and wheelchair places are not exceeded; the bus is based there.

    A household that is larger than the usable seats of every bus of its gathering may use the spare seats of
    a bus that it has to itself.
    """
    types: dict[tuple[str, str], BusType] = {
        (row.bus_type_id, row.gathering_id): row for row in case.programme.buses
    }
    for line, row, _ in case.known():
        where = f"departures.csv, line {line}"
        bus = types.get((row.bus_type_id, row.gathering_id))
        if bus is None:
            yield Fault("unknown_bus", where, "no bus of this type is based at the gathering.")
            continue
        if not 1 <= row.bus <= bus.buses:
            yield Fault("unknown_bus", where, f"the bus must be one of {bus.buses}, got {row.bus}.")
        riders = [seat.household_id for _, seat in case.seats.get(row.departure_id, ())]
        people = sum(case.size(household_id) for household_id in riders)
        largest = max((case.usable(other) for other in case.buses_at(row.gathering_id)), default=0)
        limit = bus.seats if len(riders) == 1 and people > largest else case.usable(bus)
        if people > limit:
            yield Fault("seats", where, f"{people} people, {limit} seats to use.")
        chairs = sum(case.wheelchairs(household_id) for household_id in riders)
        if chairs > bus.wheelchair_places:
            yield Fault("wheelchair_places", where, f"{chairs} needed, {bus.wheelchair_places} on the bus.")


def crews(case: Case) -> Iterator[Fault]:
    """Enough drivers, of the right base, on days when they are available, never twice on one trip."""
    drivers = {row.driver_id: row for row in case.programme.drivers}
    for line, row, gathering in case.known():
        where = f"departures.csv, line {line}"
        if len(set(row.driver_ids)) != len(row.driver_ids):
            yield Fault("driver_twice", where, "a driver stands here twice.")
        if not row.driver_ids:
            yield Fault("no_driver", where, "must have a driver.")
        if len(set(row.driver_ids)) < 2 and needs_two(case, row):
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


def two_places_at_once(case: Case) -> Iterator[Fault]:
    """No bus and no driver is on two trips at once; drivers rest in between."""
    trips: dict[tuple[str, ...], list[tuple[dt.datetime, dt.datetime, int]]] = defaultdict(list)
    for line, row in enumerate(case.departures, start=2):
        trip = (utc(row.departs_at), utc(row.returns_at), line)
        trips["bus", row.gathering_id, row.bus_type_id, str(row.bus)].append(trip)
        for driver_id in set(row.driver_ids):
            trips["driver", driver_id].append(trip)
    rest = case.rules.rest_minutes
    for (who, *_), found in trips.items():
        found.sort()
        back = found[0][1]
        for leaves, returns, line in found[1:]:
            where = f"departures.csv, line {line}"
            if leaves < back:
                yield Fault(f"{who}_overlap", where, f"the {who} is still on another trip.")
            elif who == "driver" and leaves < back + rest * MINUTE:
                yield Fault("driver_rest", where, f"a driver must rest {rest} minutes before.")
            back = max(back, returns)
