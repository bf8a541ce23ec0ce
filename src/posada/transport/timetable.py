"""When a bus can leave so that drivers pause and rest as the rules of the road ask and places are open."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from posada.programme import Programme
from posada.programme.tables import DrivingRule
from posada.transport.distances import Distances, Leg
from posada.transport.instants import DAY, Clock, Window

SLOT_MINUTES = 15
"""Buses leave on a grid of this many minutes from the earliest hour of departure (planning assumption)."""

MOST_WAITING_MINUTES = 60
"""A bus with people on board waits at most this long for a reception to open (planning assumption)."""


@dataclass(frozen=True, slots=True)
class Route:
    """A gathering, the places where a bus stops in order, and the way back: distances and driving alone."""

    gathering_id: str
    place_ids: tuple[str, ...]
    legs: tuple[Leg, ...]
    back: Leg
    reached_after: tuple[int, ...]
    """Minutes from departure to each stop: driving, pauses and earlier stops, without waiting."""
    return_at_once: int
    """Minutes of the empty return, pauses included, if it begins when the last stop ends."""
    return_rested: int
    """The same after the rest at the far end."""

    @property
    def km(self) -> float:
        """Distance with passengers, to the last stop."""
        return math.fsum(leg.km for leg in self.legs)

    @property
    def loop_km(self) -> float:
        """Distance of the round trip."""
        return self.km + self.back.km

    @property
    def driving_minutes(self) -> int:
        """Driving with passengers."""
        return sum(leg.minutes for leg in self.legs)


@dataclass(frozen=True, slots=True)
class Run:
    """A route at given times: when it leaves, reaches each stop and is back, and whether it is long.

    A long run needs a second driver, and a rest of crew and bus at the far end.
    """

    departs: int
    arrives: tuple[int, ...]
    returns: int
    is_long: bool

    @property
    def drivers(self) -> int:
        """How many drivers it needs."""
        return 2 if self.is_long else 1

    def later(self, minutes: int) -> Run:
        """The same run so many minutes later."""
        return Run(
            self.departs + minutes,
            tuple(arrives + minutes for arrives in self.arrives),
            self.returns + minutes,
            self.is_long,
        )


def drive(minutes: int, since_pause: int, rule: DrivingRule) -> tuple[int, int]:
    """The time a drive takes with its pauses, and the driving since the last pause when it ends.

    A pause is due after each `pause_after_minutes` of driving, if there is more to drive.

    >>> from posada.transport.example import RULE
    >>> drive(754, 0, RULE)
    (814, 154)
    >>> drive(300, 0, RULE), drive(1, 300, RULE)
    ((300, 300), (31, 1))
    """
    if minutes == 0:
        return 0, since_pause
    pauses = math.ceil((since_pause + minutes) / rule.pause_after_minutes) - 1
    return minutes + pauses * rule.pause_minutes, since_pause + minutes - pauses * rule.pause_after_minutes


def is_long(outbound: int, stop_minutes: int, return_at_once: int, rule: DrivingRule) -> bool:
    """Whether the way out, or out and back without a rest at the far end, is over what one driver may do.

    >>> from posada.transport.example import RULE
    >>> is_long(250, 30, 260, RULE), is_long(250, 30, 261, RULE)
    (False, True)
    """
    return outbound + stop_minutes + return_at_once > rule.second_driver_over_minutes


class Timetable:
    """All runs of all routes: routes are timed once, runs are worked out for the days asked for."""

    def __init__(self, programme: Programme, rule: DrivingRule, clocks: Mapping[str, Clock]) -> None:
        """`clocks` holds the clock of each gathering, and of each place that has its own, by id."""
        self.distances = Distances(programme)
        self.clocks = clocks
        self._rule = rule
        self._settings = programme.settings.transport
        self._windows = {
            row.place_id: Window(row.receives_from, row.receives_until) for row in programme.places
        }
        self._routes: dict[tuple[str, tuple[str, ...]], Route | None] = {}
        self._runs: dict[tuple[str, tuple[str, ...], dt.date | None], tuple[Run, ...]] = {}
        self._midnights: dict[tuple[str, dt.date], int] = {}
        self._slots: dict[tuple[str, dt.date], tuple[int, ...]] = {}

    def clock(self, gathering_id: str, place_id: str) -> Clock:
        """The clock of a place: its own, or that of the gathering whence the bus comes."""
        return self.clocks.get(place_id) or self.clocks[gathering_id]

    def route(self, gathering_id: str, place_ids: tuple[str, ...]) -> Route | None:
        """The route from a gathering along places and back, or None if a distance is not known."""
        key = (gathering_id, place_ids)
        if key not in self._routes:
            self._routes[key] = self._timed(gathering_id, place_ids)
        return self._routes[key]

    def _timed(self, gathering_id: str, place_ids: tuple[str, ...]) -> Route | None:
        points = [gathering_id, *place_ids, gathering_id]
        found = [self.distances.leg(one, other) for one, other in pairwise(points)]
        legs = [leg for leg in found if leg is not None]
        if len(legs) < len(found):
            return None
        stop_minutes = self._settings.stop_minutes
        stop_is_pause = stop_minutes >= self._rule.pause_minutes
        clock = since = 0
        reached = []
        for leg in legs[:-1]:
            minutes, since = drive(leg.minutes, since, self._rule)
            clock += minutes
            reached.append(clock)
            clock += stop_minutes
            since = 0 if stop_is_pause else since
        back = legs[-1]
        return Route(
            gathering_id=gathering_id,
            place_ids=place_ids,
            legs=tuple(legs[:-1]),
            back=back,
            reached_after=tuple(reached),
            return_at_once=drive(back.minutes, since, self._rule)[0],
            return_rested=drive(back.minutes, 0, self._rule)[0],
        )

    def runs(self, route: Route, day: dt.date, *, ready: int | None = None) -> Iterator[Run]:
        """The runs of a route that leave on a local day, not before `ready`, earliest first.

        A run is left out if a later one reaches every stop as early: people would only sit longer.
        """
        midnight = self._midnight(route.gathering_id, day)
        for run in self._runs_from_midnight(route, day):
            if ready is None or run.departs + midnight >= ready:
                yield run.later(midnight)

    def _midnight(self, gathering_id: str, day: dt.date) -> int:
        key = (gathering_id, day)
        if key not in self._midnights:
            self._midnights[key] = self.clocks[gathering_id].at(day)
        return self._midnights[key]

    def _runs_from_midnight(self, route: Route, day: dt.date) -> tuple[Run, ...]:
        """The runs of a day, in minutes from its midnight; the same every day while no clock changes."""
        clocks = [self.clocks[route.gathering_id]]
        clocks += [self.clock(route.gathering_id, place_id) for place_id in route.place_ids]
        day_asked = day if any(clock.changes for clock in clocks) else None
        key = (route.gathering_id, route.place_ids, day_asked)
        if key not in self._runs:
            midnight = self._midnight(route.gathering_id, day)
            runs = [self.run(route, departs) for departs in self.slots(route.gathering_id, day)]
            kept = _without_needless_sitting([run for run in runs if run is not None])
            self._runs[key] = tuple(run.later(-midnight) for run in kept)
        return self._runs[key]

    def slots(self, gathering_id: str, day: dt.date) -> tuple[int, ...]:
        """The instants of a local day at which a bus may leave a gathering."""
        key = (gathering_id, day)
        if key not in self._slots:
            self._slots[key] = tuple(self._find_slots(self.clocks[gathering_id], day))
        return self._slots[key]

    def _find_slots(self, clock: Clock, day: dt.date) -> Iterator[int]:
        first, last = self._settings.departs_from, self._settings.departs_until
        for minute in range(first.hour * 60 + first.minute, last.hour * 60 + last.minute + 1, SLOT_MINUTES):
            time = dt.time(minute // 60, minute % 60)
            instant = clock.at(day, time)
            # In the night in which clocks go forward an hour does not exist.
            if clock.shows(instant).time() == time and time >= first:
                yield instant

    def latest_departure(self, route: Route, day: dt.date) -> int | None:
        """The last instant of a local day at which a bus can leave and find every place open, or None."""
        slots = reversed(self.slots(route.gathering_id, day))
        return next((departs for departs in slots if self.run(route, departs) is not None), None)

    def run(self, route: Route, departs: int) -> Run | None:
        """The run of a route that leaves at an instant, or None if a reception is closed when it comes."""
        waited = 0
        arrives = []
        for place_id, reached_after in zip(route.place_ids, route.reached_after, strict=True):
            arrival = departs + reached_after + waited
            window = self._windows[place_id]
            if not window.is_open_always:
                offset = self.clock(route.gathering_id, place_id).offset(arrival)
                wait = window.wait_from((arrival + offset) % DAY)
                if wait > MOST_WAITING_MINUTES:
                    return None
                arrival += wait
                waited += wait
            arrives.append(arrival)
        stop_minutes = self._settings.stop_minutes
        long = is_long(arrives[-1] - departs, stop_minutes, route.return_at_once, self._rule)
        back = self._rule.rest_minutes + route.return_rested if long else route.return_at_once
        return Run(departs, tuple(arrives), arrives[-1] + stop_minutes + back, long)


def _without_needless_sitting(runs: Sequence[Run]) -> list[Run]:
    """The runs of which no later one reaches every stop as early; both in order of departure."""
    kept: list[Run] = []
    for run in reversed(runs):
        if not kept or any(here < there for here, there in zip(run.arrives, kept[-1].arrives, strict=True)):
            kept.append(run)
    return kept[::-1]
