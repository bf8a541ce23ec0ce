"""The buses and drivers of a gathering, and when each is on the road or at rest."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from posada.programme import Programme
from posada.programme.tables import BusType, Driver
from posada.transport.instants import Clock
from posada.transport.timetable import Run

TURNAROUND_MINUTES = 60
"""Time for a bus at its base before it leaves again: cleaning, fuel, a look over (planning assumption)."""

WHEELCHAIR_PLACE_AS_SEATS = 10
"""An unused wheelchair place weighs as much as so many empty seats when a bus is chosen (planning choice)."""


def usable_seats(seats: int, spare_seats_share: float) -> int:
    """The seats that are filled: all but the share kept free for escorts and surprises.

    >>> usable_seats(44, 0.10)
    39
    """
    return math.floor(seats * (1 - spare_seats_share))


@dataclass(slots=True)
class Bus:
    """One bus, what it can take, and when it is away."""

    kind: BusType
    number: int
    usable: int
    busy: list[tuple[int, int]] = field(default_factory=list)

    def takes(self, people: int, wheelchairs: int) -> bool:
        """Whether so many people fit, of whom some need a wheelchair place."""
        return people <= self.usable and wheelchairs <= self.kind.wheelchair_places

    def waste(self, people: int, wheelchairs: int) -> tuple[int, object, str, int]:
        """How badly the bus is used by so many people: the least is the best choice."""
        empty = self.usable - people
        places = self.kind.wheelchair_places - wheelchairs
        return (
            empty + WHEELCHAIR_PLACE_AS_SEATS * places,
            self.kind.cost_per_km,
            self.kind.bus_type_id,
            self.number,
        )


@dataclass(slots=True)
class CrewMember:
    """One driver, the days on which he or she is there, and when on the road or at rest."""

    driver_id: str
    first_day: dt.date
    last_day: dt.date
    busy: list[tuple[int, int]] = field(default_factory=list)

    def rank(self) -> tuple[dt.date, int, str]:
        """Who is asked first: whoever leaves the programme soonest, then whoever has been back longest."""
        return (self.last_day, self.busy[-1][1] if self.busy else 0, self.driver_id)


class Fleet:
    """The buses and drivers based at one gathering."""

    def __init__(self, programme: Programme, gathering_id: str, *, clock: Clock, rest_minutes: int) -> None:
        share = programme.settings.transport.spare_seats_share
        self._clock = clock
        self._rest_minutes = rest_minutes
        self.buses = [
            Bus(kind, number, usable_seats(kind.seats, share))
            for kind in sorted(programme.buses, key=lambda row: row.bus_type_id)
            if kind.gathering_id == gathering_id
            for number in range(1, kind.buses + 1)
        ]
        self.crew = [
            _crew_member(row)
            for row in sorted(programme.drivers, key=lambda row: row.driver_id)
            if row.gathering_id == gathering_id
        ]

    @property
    def kinds(self) -> list[tuple[int, int]]:
        """What its buses take: usable seats and wheelchair places, each pair once, most seats first."""
        return sorted({(bus.usable, bus.kind.wheelchair_places) for bus in self.buses}, reverse=True)

    def free_buses(self, run: Run) -> list[Bus]:
        """The buses that are at the base when a run leaves, and due nowhere until it is back."""
        end = run.returns + TURNAROUND_MINUTES
        return [bus for bus in self.buses if _is_free(bus.busy, run.departs, end)]

    def find_bus(self, run: Run, people: int, wheelchairs: int, *, with_spare: bool = False) -> Bus | None:
        """The free bus that a load wastes least of; `with_spare` lets it take the seats kept free too."""
        fitting = [
            bus
            for bus in self.free_buses(run)
            if bus.takes(people, wheelchairs)
            or (with_spare and people <= bus.kind.seats and wheelchairs <= bus.kind.wheelchair_places)
        ]
        return min(fitting, key=lambda bus: bus.waste(people, wheelchairs), default=None)

    def find_crew(self, run: Run) -> list[CrewMember] | None:
        """Drivers who can take a run and rest after it before they are due again; None if too few can."""
        first_day, last_day = self._clock.local_day(run.departs), self._clock.local_day(run.returns)
        end = run.returns + self._rest_minutes
        there = [
            member
            for member in self.crew
            if member.first_day <= first_day
            and last_day <= member.last_day
            and _is_free(member.busy, run.departs, end)
        ]
        if len(there) < run.drivers:
            return None
        return sorted(sorted(there, key=CrewMember.rank)[: run.drivers], key=lambda member: member.driver_id)

    def send(self, run: Run, bus: Bus, crew: Iterable[CrewMember]) -> None:
        """Note that a bus and its crew are on the road, and then at rest."""
        _note(bus.busy, run.departs, run.returns + TURNAROUND_MINUTES)
        for member in crew:
            _note(member.busy, run.departs, run.returns + self._rest_minutes)


def _crew_member(row: Driver) -> CrewMember:
    return CrewMember(row.driver_id, row.from_on or dt.date.min, row.until_on or dt.date.max)


def _is_free(busy: list[tuple[int, int]], start: int, end: int) -> bool:
    return all(end <= other_start or other_end <= start for other_start, other_end in reversed(busy))


def _note(busy: list[tuple[int, int]], start: int, end: int) -> None:
    busy.append((start, end))
    busy.sort()
