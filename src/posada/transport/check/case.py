"""What the rules of the check look up: who travels on what, where buses stop, and how far it is."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from posada.programme import Programme
from posada.programme.tables import (
    Appointment,
    Assignment,
    BusType,
    Capacity,
    Departure,
    DrivingRule,
    Gathering,
    Household,
    Person,
    Place,
    Road,
    Seat,
    Stop,
    Unscheduled,
)

MINUTE = dt.timedelta(minutes=1)
DAY = dt.timedelta(days=1)
EARTH_KM = 6371.0088
DETOUR = 1.30


class Leg(NamedTuple):
    """Kilometres and minutes of driving between two points, and whether roads.csv tells them."""

    km: float
    minutes: float
    by_road: bool


@dataclass(frozen=True)
class Case:
    """A programme and the journeys that answer it, with what the rules look up again and again."""

    programme: Programme
    rules: DrivingRule
    assignments: Sequence[Assignment]
    appointments: Sequence[Appointment]
    departures: Sequence[Departure]
    all_stops: Sequence[Stop]
    all_seats: Sequence[Seat]
    unscheduled: Sequence[Unscheduled]

    @cached_property
    def households(self) -> Mapping[str, Household]:
        """Every household by its id."""
        return {row.household_id: row for row in self.programme.households}

    @cached_property
    def members(self) -> Mapping[str, tuple[Person, ...]]:
        """The persons of each household."""
        return self.programme.members()

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every place by its id."""
        return {row.place_id: row for row in self.programme.places}

    @cached_property
    def gatherings(self) -> Mapping[str, Gathering]:
        """Every gathering by its id."""
        return {row.gathering_id: row for row in self.programme.gatherings}

    @cached_property
    def roads(self) -> Mapping[tuple[str, str], Road]:
        """Every row of roads.csv by its two ends."""
        return {(row.from_id, row.to_id): row for row in self.programme.roads}

    @cached_property
    def capacities(self) -> Mapping[tuple[str, str], Sequence[Capacity]]:
        """The rows of capacities.csv by place and resource."""
        found: dict[tuple[str, str], list[Capacity]] = defaultdict(list)
        for row in self.programme.capacities:
            found[row.place_id, row.resource_id].append(row)
        return dict(found)

    @cached_property
    def assigned_to(self) -> Mapping[str, str]:
        """The place of each household that has one."""
        return {row.household_id: row.place_id for row in self.assignments}

    @cached_property
    def stops(self) -> Mapping[str, Sequence[tuple[int, Stop]]]:
        """The stops of each departure by their number, with their line."""
        found: dict[str, list[tuple[int, Stop]]] = defaultdict(list)
        for line, stop in enumerate(self.all_stops, start=2):
            found[stop.departure_id].append((line, stop))
        return {name: sorted(rows, key=lambda pair: pair[1].stop) for name, rows in found.items()}

    @cached_property
    def seats(self) -> Mapping[str, Sequence[tuple[int, Seat]]]:
        """The seats of each departure, with their line."""
        found: dict[str, list[tuple[int, Seat]]] = defaultdict(list)
        for line, seat in enumerate(self.all_seats, start=2):
            found[seat.departure_id].append((line, seat))
        return dict(found)

    @cached_property
    def booked(self) -> Mapping[str, set[str]]:
        """The steps for which each household has an appointment."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self.appointments:
            found[row.household_id].add(row.step_id)
        return dict(found)

    def size(self, household_id: str) -> int:
        """How many people a household has."""
        return len(self.members.get(household_id, ()))

    def wheelchairs(self, household_id: str) -> int:
        """How many wheelchair places a household needs."""
        return sum("wheelchair" in person.specific_needs for person in self.members.get(household_id, ()))

    def buses_at(self, gathering_id: str) -> list[BusType]:
        """The types of bus of which there is one at a gathering."""
        return [row for row in self.programme.buses if row.gathering_id == gathering_id and row.buses > 0]

    def usable(self, bus: BusType) -> int:
        """The seats of a bus without the share that is kept free."""
        share = self.programme.settings.transport.spare_seats_share
        return math.floor(bus.seats * (1 - share) + 1e-9)

    def known(self) -> Iterator[tuple[int, Departure, Gathering]]:
        """Departures from a gathering of the programme, with their line."""
        for line, row in enumerate(self.departures, start=2):
            if row.gathering_id in self.gatherings:
                yield line, row, self.gatherings[row.gathering_id]

    def zone(self, place: Place | None, gathering: Gathering) -> ZoneInfo:
        """The time zone of a place: its own, or that of the gathering whence the bus comes."""
        return ZoneInfo((place.timezone if place is not None else None) or gathering.timezone)

    @cached_property
    def arrivals(self) -> Sequence[tuple[dt.date, Seat]]:
        """The local day on which the people of each seat arrive, where departure, place and stop are known."""
        found = []
        for _, row, gathering in self.known():
            first: dict[str, dt.date] = {}
            for _, stop in self.stops.get(row.departure_id, ()):
                if (place := self.places.get(stop.place_id)) is not None:
                    day = stop.arrives_at.astimezone(self.zone(place, gathering)).date()
                    first.setdefault(stop.place_id, day)
            for _, seat in self.seats.get(row.departure_id, ()):
                if seat.place_id in first:
                    found.append((first[seat.place_id], seat))
        return found

    def leg(self, from_id: str, to_id: str) -> Leg | None:
        """The way between two points, by roads.csv or by the great circle; None where nothing tells."""
        speed = self.programme.settings.transport.planning_km_per_hour
        road = self.roads.get((from_id, to_id)) or self.roads.get((to_id, from_id))
        if road is not None:
            return Leg(road.km, road.km / speed * 60 if road.minutes is None else road.minutes, True)
        points = [self.gatherings.get(name) or self.places.get(name) for name in (from_id, to_id)]
        found = [
            (point.latitude, point.longitude)
            for point in points
            if point is not None and point.latitude is not None and point.longitude is not None
        ]
        if len(found) < 2:
            return None
        km = DETOUR * _great_circle_km(*found[0], *found[1])
        return Leg(km, km / speed * 60, False)

    def route(self, row: Departure) -> tuple[list[Leg], Leg] | None:
        """The legs with passengers and the leg back; None if there is no stop or a leg is not known."""
        points = [row.gathering_id, *(stop.place_id for _, stop in self.stops.get(row.departure_id, ()))]
        if len(points) < 2:
            return None
        legs = [self.leg(one, other) for one, other in itertools.pairwise([*points, row.gathering_id])]
        known = [found for found in legs if found is not None]
        return (known[:-1], known[-1]) if len(known) == len(legs) else None


def utc(instant: dt.datetime) -> dt.datetime:
    """An instant in UTC, where differences count what passes even in a night in which the clocks change.

    >>> from zoneinfo import ZoneInfo
    >>> before, after = (dt.datetime(2021, 10, 31, hour, tzinfo=ZoneInfo("America/Mexico_City")) for hour in (0, 3))
    >>> str(utc(after) - utc(before))
    '4:00:00'
    """
    return instant.astimezone(dt.UTC)


def _great_circle_km(latitude: float, longitude: float, to_latitude: float, to_longitude: float) -> float:
    """Kilometres between two points by the spherical law of cosines."""
    one, two, turn = map(math.radians, (latitude, to_latitude, to_longitude - longitude))
    cosine = math.sin(one) * math.sin(two) + math.cos(one) * math.cos(two) * math.cos(turn)
    return EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))
