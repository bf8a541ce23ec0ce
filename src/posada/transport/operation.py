"""The operation while it is planned: trips on the road, and what buses, drivers and places have left."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from posada.transport.fleet import Bus, CrewMember
from posada.transport.loads import Load, Loader
from posada.transport.packing import fill
from posada.transport.problem import Problem, Traveller
from posada.transport.reception import Guests
from posada.transport.timetable import Route, Run

ROUND_TRIP_TOLERANCE = 1.02
"""Of orders of stops whose round trips differ by less, the one on which people sit least is taken."""


@dataclass(frozen=True, slots=True)
class Trip:
    """A load on the road: its route, its times, its bus and its crew."""

    route: Route
    run: Run
    bus: Bus
    crew: tuple[CrewMember, ...]
    load: Load


class Operation:
    """Trips that are planned, with every bus, driver and place they keep busy."""

    def __init__(self, problem: Problem) -> None:
        settings = problem.programme.settings
        self.days = [
            settings.starts_on + dt.timedelta(days=number)
            for number in range((settings.ends_on - settings.starts_on).days + 1)
        ]
        self.timetable = problem.timetable()
        self.reception = problem.reception
        self.fleets = problem.fleets()
        self.loaders = {
            gathering_id: Loader(
                self.timetable,
                gathering_id,
                kinds=fleet.kinds,
                stops_at_most=settings.transport.stops_at_most,
            )
            for gathering_id, fleet in self.fleets.items()
        }
        self.trips: list[Trip] = []

    def direct(self, traveller: Traveller) -> Route | None:
        """The route of a bus that stops nowhere else, or None if there is no distance."""
        return self.timetable.route(traveller.gathering_id, (traveller.place_id,))

    def arrivals(self, route: Route, run: Run) -> Iterator[tuple[str, dt.date]]:
        """The places of a route with the local day of arrival at each."""
        for place_id, arrives in zip(route.place_ids, run.arrives, strict=True):
            yield place_id, self.timetable.clock(route.gathering_id, place_id).local_day(arrives)

    def send(self, load: Load, day: dt.date) -> Trip | None:
        """The load on the first run of a day for which places, bus and crew are free, noted; None if none."""
        trips = (self._first_trip(route, load, day) for route in self._routes(load))
        trip = next((trip for trip in trips if trip is not None), None)
        if trip is not None:
            self._note(trip)
        return trip

    def send_part(self, load: Load, day: dt.date) -> Trip | None:
        """As many of a load as fit a smaller bus, sent, if one is free where none for all of it is."""
        if any(traveller.needs_spare_seats for traveller in load.travellers):
            return None
        tried = {load.people}
        for seats, places in self.fleets[load.gathering_id].kinds:
            chosen = fill(load.travellers, min(seats, load.people), places)
            part = Load(tuple(chosen)) if chosen else load
            if part.people in tried:
                continue
            tried.add(part.people)
            trip = self.send(part, day)
            if trip is not None:
                return trip
        return None

    def _routes(self, load: Load) -> list[Route]:
        """The routes of a load: among the shortest, the one on which people sit least; then the others."""
        routes = self.loaders[load.gathering_id].routes(load.place_ids)
        if len(routes) < 2:
            return routes
        people: dict[str, int] = {}
        for traveller in load.travellers:
            people[traveller.place_id] = people.get(traveller.place_id, 0) + traveller.people

        def rank(route: Route) -> tuple[bool, float]:
            if route.loop_km > routes[0].loop_km * ROUND_TRIP_TOLERANCE:
                return True, route.loop_km
            stops = zip(route.place_ids, route.reached_after, strict=True)
            return False, sum(people[place_id] * minutes for place_id, minutes in stops)

        return sorted(routes, key=rank)

    def _first_trip(self, route: Route, load: Load, day: dt.date) -> Trip | None:
        fleet = self.fleets[route.gathering_id]
        guests = _guests_by_place(load.travellers)
        with_spare = any(traveller.needs_spare_seats for traveller in load.travellers)
        for run in self.timetable.runs(route, day, ready=load.ready):
            if any(
                self.reception.why_not(place_id, date, guests[place_id])
                for place_id, date in self.arrivals(route, run)
            ):
                continue
            bus = fleet.find_bus(run, load.people, load.wheelchairs, with_spare=with_spare)
            crew = fleet.find_crew(run) if bus is not None else None
            if bus is not None and crew is not None:
                return Trip(route, run, bus, tuple(crew), load)
        return None

    def _note(self, trip: Trip) -> None:
        """Keep the bus, the crew and the room at the places for a trip."""
        self.fleets[trip.route.gathering_id].send(trip.run, trip.bus, trip.crew)
        self.trips.append(trip)
        guests = _guests_by_place(trip.load.travellers)
        for place_id, date in self.arrivals(trip.route, trip.run):
            self.reception.expect(place_id, date, guests[place_id])

    def join(self, traveller: Traveller) -> bool:
        """Whether a trip that goes there anyway has room; if so, the traveller is on it."""
        for number, trip in enumerate(self.trips):
            if (
                trip.route.gathering_id != traveller.gathering_id
                or traveller.place_id not in trip.route.place_ids
                or trip.run.departs < traveller.ready
            ):
                continue
            fuller = trip.load.with_((traveller,))
            if not trip.bus.takes(fuller.people, fuller.wheelchairs):
                continue
            date = dict(self.arrivals(trip.route, trip.run))[traveller.place_id]
            if (
                self.loaders[traveller.gathering_id].fits(fuller)
                and self.reception.why_not(traveller.place_id, date, traveller.guests) is None
            ):
                self.reception.expect(traveller.place_id, date, traveller.guests)
                self.trips[number] = replace(trip, load=fuller)
                return True
        return False


def _guests_by_place(travellers: Iterable[Traveller]) -> dict[str, Guests]:
    found: dict[str, Guests] = {}
    for traveller in travellers:
        here = found.get(traveller.place_id)
        found[traveller.place_id] = traveller.guests if here is None else here + traveller.guests
    return found
