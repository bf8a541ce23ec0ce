"""Day by day: who can travel is loaded, loads are given a bus and a crew, and the rest waits for tomorrow.

The order of the day. A full bus leaves as soon as it can. One that is not full waits for others at most until
the next day, and only if somebody can travel by then. Where buses are short, loads leave first that have most
days of waiting behind them, person by person; before all of them, whoever could not arrive later any more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from posada.transport.loads import Load
from posada.transport.operation import Operation
from posada.transport.problem import Problem, Traveller
from posada.transport.reception import Guests
from posada.transport.timetable import Route

FULL_SHARE = 0.9
"""From this share of the largest bus on, a load counts as full and does not wait (planning choice)."""

URGENT_DAYS = 2
"""Who could not leave after so many more days goes before all others (planning choice)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A traveller who is not on a bus yet, and the days between which a direct bus could leave."""

    traveller: Traveller
    route: Route
    first_day: dt.date
    last_day: dt.date


class Dispatcher:
    """Plans an operation day by day, and remembers who could not be given a seat and why."""

    def __init__(self, problem: Problem) -> None:
        self.operation = Operation(problem)
        self.stranded: list[tuple[Traveller, str, str]] = []
        self._arrivals_known: dict[tuple[str, str, dt.date], dict[dt.date, int]] = {}

    def plan(self, travellers: Iterable[Traveller]) -> None:
        """Plan all days, then find whoever is left a seat, or the reason why there is none."""
        pools: dict[str, list[Waiting]] = {}
        for traveller in travellers:
            waiting = self._first_look(traveller)
            if waiting is not None:
                pools.setdefault(traveller.gathering_id, []).append(waiting)
        for day in self.operation.days:
            for gathering_id, pool in sorted(pools.items()):
                pools[gathering_id] = self._plan_day(pool, day)
        for _, pool in sorted(pools.items()):
            for waiting in pool:
                self._help_at_last(waiting)

    def _first_look(self, traveller: Traveller) -> Waiting | None:
        """The days between which a direct bus could take a traveller; None, and stranded, if on no day."""
        route = self.operation.direct(traveller)
        if route is None:
            here, there = traveller.gathering_id, traveller.place_id
            rule = f"no road and no coordinates between {here} and {there}"
            self.stranded.append((traveller, "no_distance", rule))
            return None
        ready_on = self.operation.timetable.clocks[traveller.gathering_id].local_day(traveller.ready)
        days = [day for day in self.operation.days if day >= ready_on]
        first_day = next((day for day in days if self._could_leave(route, traveller, day)), None)
        if first_day is None:
            self.stranded.append((traveller, "no_time", self._why_on_no_day(route, traveller, days)))
            return None
        last_day = next(day for day in reversed(days) if self._could_leave(route, traveller, day))
        return Waiting(traveller, route, first_day, last_day)

    def _could_leave(self, route: Route, traveller: Traveller, day: dt.date) -> bool:
        return any(
            latest >= traveller.ready
            and self.operation.reception.why_never(traveller.place_id, date, traveller.guests) is None
            for date, latest in self._arrivals(route, day).items()
        )

    def _arrivals(self, route: Route, day: dt.date) -> dict[dt.date, int]:
        """The days on which a direct bus that leaves on a day can arrive; the latest departure for each."""
        key = (route.gathering_id, route.place_ids[0], day)
        if key not in self._arrivals_known:
            self._arrivals_known[key] = {
                date: run.departs
                for run in self.operation.timetable.runs(route, day)
                for _, date in self.operation.arrivals(route, run)
            }
        return self._arrivals_known[key]

    def _why_on_no_day(self, route: Route, traveller: Traveller, days: Sequence[dt.date]) -> str:
        """What stops a traveller on the first day on which a direct bus could come at all."""
        place_id = traveller.place_id
        for day in days:
            for date, latest in self._arrivals(route, day).items():
                if latest >= traveller.ready:
                    return self.operation.reception.why_never(place_id, date, traveller.guests) or ""
        if not days:
            return "ready after ends_on of the programme"
        return f"no departure reaches {place_id} while its reception is open"

    def _plan_day(self, pool: list[Waiting], day: dt.date) -> list[Waiting]:
        """Send what can leave on a day; the pool of those who stay."""
        there = [waiting for waiting in pool if waiting.first_day <= day]
        admitted = {waiting.traveller.household_id: waiting for waiting in self._admit(there, day)}
        if not admitted:
            return pool
        travellers = [waiting.traveller for waiting in admitted.values()]
        tomorrow = day + dt.timedelta(days=1)
        coming = [
            waiting
            for waiting in pool
            if waiting.first_day <= tomorrow and waiting.traveller.household_id not in admitted
        ]
        loads = self.operation.loaders[travellers[0].gathering_id].make(travellers, day)
        gone: set[str] = set()
        for load in sorted(loads, key=lambda load: self._rank(load, admitted, day)):
            if self._may_wait(load, admitted, coming, day):
                continue
            trip = self.operation.send(load, day) or self.operation.send_part(load, day)
            if trip is not None:
                gone |= {traveller.household_id for traveller in trip.load.travellers}
        return [waiting for waiting in pool if waiting.traveller.household_id not in gone]

    def _admit(self, there: Sequence[Waiting], day: dt.date) -> list[Waiting]:
        """Those for whom the places still have room when the day's first direct bus would arrive."""
        reception = self.operation.reception
        admitted: list[Waiting] = []
        expected: list[tuple[str, dt.date, Guests]] = []
        for waiting in there:
            traveller = waiting.traveller
            for date, latest in self._arrivals(waiting.route, day).items():
                if latest < traveller.ready:
                    continue
                if reception.why_not(traveller.place_id, date, traveller.guests) is None:
                    reception.expect(traveller.place_id, date, traveller.guests)
                    expected.append((traveller.place_id, date, traveller.guests))
                    admitted.append(waiting)
                    break
        for place_id, date, guests in expected:
            reception.expect(place_id, date, guests, sign=-1)
        return admitted

    def _may_wait(
        self, load: Load, waiting: dict[str, Waiting], coming: Sequence[Waiting], day: dt.date
    ) -> bool:
        """Whether a load stays until tomorrow for company: it is not full, and nobody waited before today.

        It does not if somebody in it could not leave tomorrow.
        """
        if load.people >= FULL_SHARE * self.operation.fleets[load.gathering_id].kinds[0][0]:
            return False
        members = [waiting[traveller.household_id] for traveller in load.travellers]
        return all(member.first_day == day and member.last_day > day for member in members) and any(
            self._is_company(other, load, day) for other in coming
        )

    def _is_company(self, other: Waiting, load: Load, day: dt.date) -> bool:
        """Whether somebody who stays today may be on the bus tomorrow.

        Whoever found no room at the place today is company only if it receives as many at once.
        """
        if other.first_day > day:
            return True
        together = other.traveller.guests
        for traveller in load.travellers:
            if traveller.place_id == other.traveller.place_id:
                together += traveller.guests
        place_id, tomorrow = other.traveller.place_id, day + dt.timedelta(days=1)
        return place_id in load.place_ids and any(
            self.operation.reception.why_never(place_id, date, together) is None
            for date in self._arrivals(other.route, tomorrow)
        )

    def _rank(self, load: Load, waiting: dict[str, Waiting], day: dt.date) -> tuple[bool, float, str]:
        """Urgent loads first; then by days of waiting behind the people, less if a bus is put to bad use.

        A bus that is far from full or makes detours ends less waiting for the same way.
        """
        members = [waiting[traveller.household_id] for traveller in load.travellers]
        is_urgent = any((member.last_day - day).days < URGENT_DAYS for member in members)
        waited = sum(member.traveller.people * ((day - member.first_day).days + 1) for member in members)
        directness = self.operation.loaders[load.gathering_id].directness(load)
        return (not is_urgent, -waited * directness, load.key)

    def _help_at_last(self, waiting: Waiting) -> None:
        """A seat on a bus with room, or a bus of their own on any day, or the reason why there is neither."""
        operation, traveller = self.operation, waiting.traveller
        if not traveller.needs_spare_seats and operation.join(traveller):
            return
        days = [day for day in operation.days if waiting.first_day <= day <= waiting.last_day]
        if not any(operation.send(Load((traveller,)), day) for day in days):
            self.stranded.append((traveller, *self._why_stranded(waiting, days)))

    def _why_stranded(self, waiting: Waiting, days: Sequence[dt.date]) -> tuple[str, str]:
        """What is short whenever a direct bus could leave: room at the place, a bus, or drivers."""
        traveller, operation = waiting.traveller, self.operation
        fleet = operation.fleets[traveller.gathering_id]
        short_of: set[str] = set()
        had_room = False
        for day in days:
            for run in operation.timetable.runs(waiting.route, day, ready=traveller.ready):
                ((place_id, date),) = operation.arrivals(waiting.route, run)
                stopped_by = operation.reception.why_not(place_id, date, traveller.guests)
                if stopped_by is not None:
                    short_of.add(stopped_by)
                    continue
                had_room = True
                with_spare = traveller.needs_spare_seats
                if fleet.find_bus(run, traveller.people, traveller.wheelchairs, with_spare=with_spare):
                    return "no_driver", "too few drivers are free and rested in time"
        if had_room:
            return "no_bus", "no bus that fits is free in time"
        return "no_time", ", ".join(sorted(short_of))
