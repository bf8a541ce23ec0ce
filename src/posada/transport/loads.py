"""Which households share a bus: full buses to one place first, then what is left over along the way.

Leftovers are combined in two ways: by savings (Clarke and Wright 1964), and from the farthest place inwards,
splitting what goes to a place where that fills a bus. Of the cheaper, small loads are spread over the others.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, count, permutations

from posada.transport.packing import fill, pack
from posada.transport.problem import Traveller
from posada.transport.timetable import Route, Timetable

TRIP_AS_KM = 100.0
"""One departure more weighs as much as so many kilometres when loads are compared (planning choice)."""

MOST_DETOUR_SHARE = 0.25
"""Stops on the way may lengthen nobody's way by more than this share of the direct one (planning choice)."""

MOST_PERMUTED = 4
"""Up to so many stops every order is tried; beyond, each stop is put where it adds least."""


@dataclass(frozen=True)
class Load:
    """Households that share a bus, by the place where they get off."""

    travellers: tuple[Traveller, ...]

    @property
    def gathering_id(self) -> str:
        """Where all of them are."""
        return self.travellers[0].gathering_id

    @cached_property
    def place_ids(self) -> frozenset[str]:
        """The places where somebody gets off."""
        return frozenset(traveller.place_id for traveller in self.travellers)

    @cached_property
    def people(self) -> int:
        """The seats it takes."""
        return sum(traveller.people for traveller in self.travellers)

    @cached_property
    def wheelchairs(self) -> int:
        """The wheelchair places it takes."""
        return sum(traveller.wheelchairs for traveller in self.travellers)

    @cached_property
    def ready(self) -> int:
        """The instant from which all can travel."""
        return max(traveller.ready for traveller in self.travellers)

    @cached_property
    def key(self) -> str:
        """What breaks ties between loads: the first household code in it."""
        return min(traveller.household_id for traveller in self.travellers)

    def with_(self, travellers: Iterable[Traveller]) -> Load:
        """The load with more households."""
        return Load((*self.travellers, *travellers))


class Loader:
    """Makes the loads of one gathering for one day."""

    def __init__(
        self,
        timetable: Timetable,
        gathering_id: str,
        *,
        kinds: Sequence[tuple[int, int]],
        stops_at_most: int,
    ) -> None:
        """`kinds` are pairs of usable seats and wheelchair places of the buses that there are."""
        self._timetable = timetable
        self._gathering_id = gathering_id
        self._kinds = kinds
        self._most_seats = kinds[0][0] if kinds else 0
        self._stops_at_most = stops_at_most
        self._orders: dict[frozenset[str], list[Route]] = {}
        self._latest: dict[tuple[tuple[str, ...], dt.date], int | None] = {}
        self._day = dt.date.min

    def make(self, travellers: Sequence[Traveller], day: dt.date) -> list[Load]:
        """Loads for all travellers, who must each be able to leave on the day; in the order of their keys."""
        self._day = day
        alone = [Load((row,)) for row in travellers if row.needs_spare_seats]
        to_place: dict[str, list[Traveller]] = {}
        for row in travellers:
            if not row.needs_spare_seats:
                to_place.setdefault(row.place_id, []).append(row)
        direct = [Load(tuple(bus)) for _, rows in sorted(to_place.items()) for bus in pack(rows, self._kinds)]
        full = [load for load in direct if load.people == self._most_seats]
        partial = [load for load in direct if load.people != self._most_seats]
        combined = min(self._by_savings(partial), self._from_the_farthest(partial), key=self._cost_of_all)
        return sorted(alone + full + self._without_small_loads(combined), key=lambda load: load.key)

    def routes(self, place_ids: frozenset[str]) -> list[Route]:
        """The orders of visiting places, shortest round trip first; none if none is direct enough."""
        if place_ids not in self._orders:
            tours = (
                permutations(sorted(place_ids))
                if len(place_ids) <= MOST_PERMUTED
                else [self._by_insertion(sorted(place_ids))]
            )
            found = [self._timetable.route(self._gathering_id, tuple(tour)) for tour in tours]
            self._orders[place_ids] = sorted(
                (route for route in found if route is not None and self._is_direct_enough(route)),
                key=lambda route: (route.loop_km, route.place_ids),
            )
        return self._orders[place_ids]

    def _is_direct_enough(self, route: Route) -> bool:
        """Whether nobody rides much farther than on a bus of their own."""
        km = 0.0
        for place_id, leg in zip(route.place_ids, route.legs, strict=True):
            km += leg.km
            direct = self._timetable.route(self._gathering_id, (place_id,))
            if direct is None or km > direct.km * (1 + MOST_DETOUR_SHARE):
                return False
        return True

    def _by_insertion(self, place_ids: Sequence[str]) -> list[str]:
        tour: list[str] = []
        for place_id in place_ids:
            candidates = [[*tour[:at], place_id, *tour[at:]] for at in range(len(tour) + 1)]
            tour = min(candidates, key=lambda candidate: (self._loop_km(candidate), candidate))
        return tour

    def _loop_km(self, place_ids: Sequence[str]) -> float:
        route = self._timetable.route(self._gathering_id, tuple(place_ids))
        return math.inf if route is None else route.loop_km

    def can_leave(self, load: Load) -> bool:
        """Whether in some order of stops a bus that leaves on the day, once all are ready, finds all open."""
        return any(
            latest is not None and latest >= load.ready
            for latest in map(self._latest_departure, self.routes(load.place_ids))
        )

    def _latest_departure(self, route: Route) -> int | None:
        key = (route.place_ids, self._day)
        if key not in self._latest:
            self._latest[key] = self._timetable.latest_departure(route, self._day)
        return self._latest[key]

    def cost(self, load: Load) -> float:
        """Kilometres of the shortest round trip, and those that a departure weighs."""
        routes = self.routes(load.place_ids)
        return (routes[0].loop_km if routes else math.inf) + TRIP_AS_KM

    def directness(self, load: Load) -> float:
        """What full buses to each place would cost for its people, as a share of what the load costs."""
        apart = math.fsum(row.people * self._loop_km((row.place_id,)) for row in load.travellers)
        return apart / max(1, self._most_seats) / max(self.cost(load), 1.0)

    def _cost_of_all(self, loads: Iterable[Load]) -> float:
        return math.fsum(map(self.cost, loads))

    def fits(self, load: Load) -> bool:
        """Whether one bus can take the load, at not too many stops, with nobody who must be kept apart."""
        if len(load.place_ids) > self._stops_at_most:
            return False
        if not any(load.people <= seats and load.wheelchairs <= places for seats, places in self._kinds):
            return False
        on_board = {traveller.household_id for traveller in load.travellers}
        return not any(traveller.apart_from & on_board for traveller in load.travellers)

    def _by_savings(self, loads: Sequence[Load]) -> list[Load]:
        """Loads joined two by two, each time those whose joining saves most."""
        numbers = count()
        at_work = {next(numbers): load for load in loads}
        savings = {
            (one, other): self._saving(at_work[one], at_work[other])
            for one, other in combinations(at_work, 2)
        }
        while True:
            pair = max(savings, key=lambda pair: (savings[pair], -pair[0], -pair[1]), default=None)
            if pair is None or savings[pair] <= 0:
                return list(at_work.values())
            joined = at_work[pair[0]].with_(at_work[pair[1]].travellers)
            if not self.can_leave(joined):
                savings[pair] = -math.inf
                continue
            for gone in pair:
                del at_work[gone]
            savings = {other: saving for other, saving in savings.items() if not {*other} & {*pair}}
            new = next(numbers)
            savings |= {(other, new): self._saving(at_work[other], joined) for other in at_work}
            at_work[new] = joined

    def _saving(self, one: Load, other: Load) -> float:
        if one.people + other.people > self._most_seats:
            return -math.inf
        joined = one.with_(other.travellers)
        if not self.fits(joined):
            return -math.inf
        return self.cost(one) + self.cost(other) - self.cost(joined)

    def _from_the_farthest(self, loads: Sequence[Load]) -> list[Load]:
        """Loads begun with what goes farthest and filled with what adds least way for each person."""
        left: dict[str, list[Traveller]] = {}
        for load in loads:
            for row in load.travellers:
                left.setdefault(row.place_id, []).append(row)
        found = []
        while left:
            seed = max(left, key=lambda place_id: (self._loop_km((place_id,)), place_id))
            load = Load(tuple(self._fullest(left[seed], 0, 0)))
            _take(left, load.travellers)
            while more := self._best_addition(load, left):
                load = load.with_(more)
                _take(left, more)
            found.append(load)
        return found

    def _best_addition(self, load: Load, left: dict[str, list[Traveller]]) -> list[Traveller]:
        """The households to one place that a load takes on at least way for each person; none if none fit."""
        best: tuple[float, str, list[Traveller]] = (math.inf, "", [])
        for place_id, rows in sorted(left.items()):
            more = self._fullest(rows, load.people, load.wheelchairs)
            if not more:
                continue
            fuller = load.with_(more)
            added = self.cost(fuller) - self.cost(load)
            if added >= self.cost(Load(tuple(more))) or not self.fits(fuller) or not self.can_leave(fuller):
                continue
            people = sum(row.people for row in more)
            best = min(best, (added / people, place_id, more), key=lambda choice: choice[:2])
        return best[2]

    def _fullest(self, rows: Sequence[Traveller], people: int, wheelchairs: int) -> list[Traveller]:
        """The households that fill a bus best in which some seats and wheelchair places are taken."""
        choices = [
            fill(rows, seats - people, places - wheelchairs)
            for seats, places in self._kinds
            if seats >= people and places >= wheelchairs
        ]
        return max(choices, key=lambda choice: sum(row.people for row in choice), default=[])

    def _without_small_loads(self, loads: Sequence[Load]) -> list[Load]:
        """The loads, smallest ones spread over the others where that makes the whole cheaper."""
        kept = list(loads)
        for small in sorted(loads, key=lambda load: (load.people, load.key)):
            if not any(load is small for load in kept):
                continue
            spread = self._spread(small, [load for load in kept if load is not small])
            if spread is not None and self._cost_of_all(spread) < self._cost_of_all(kept):
                kept = spread
        return kept

    def _spread(self, small: Load, others: list[Load]) -> list[Load] | None:
        """The other loads with the households of a small one, each where it adds least; None if one stays."""
        spread = list(others)
        for row in sorted(small.travellers, key=lambda row: (-row.people, row.household_id)):
            choices = [
                (self.cost(fuller) - self.cost(load), -load.people, load.key, number, fuller)
                for number, load in enumerate(spread)
                if self.fits(fuller := load.with_((row,))) and self.can_leave(fuller)
            ]
            if not choices:
                return None
            *_, number, fuller = min(choices, key=lambda choice: choice[:3])
            spread[number] = fuller
        return spread


def _take(left: dict[str, list[Traveller]], travellers: Iterable[Traveller]) -> None:
    """Take households out of what is left to each place."""
    for row in travellers:
        left[row.place_id].remove(row)
        if not left[row.place_id]:
            del left[row.place_id]
