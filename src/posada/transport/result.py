"""What `schedule` answers: departures, stops, seats, who has none, and the figures to judge a plan by."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from posada.programme import Programme
from posada.programme.tables import Appointment, Departure, Seat, Stop, Unscheduled
from posada.transport.bounds import Trips, lower_bound, one_destination_per_bus
from posada.transport.dispatch import Dispatcher
from posada.transport.distances import source_of
from posada.transport.explain import explain_departure, explain_household
from posada.transport.operation import Trip
from posada.transport.problem import Problem, Traveller
from posada.transport.words import words_of


@dataclass(frozen=True, slots=True)
class Journeys:
    """Departures, earliest first; their stops and seats; those without a seat; it explains itself.

    Kilometres count the empty returns. `lower_bound_km` and `lower_bound_departures` hold for every plan that
    carries the same people; `baseline_km` and `baseline_departures` are those of one destination per bus.
    """

    programme: Programme = field(repr=False, compare=False)
    appointments: tuple[Appointment, ...] = field(repr=False, compare=False)
    departures: tuple[Departure, ...]
    stops: tuple[Stop, ...]
    seats: tuple[Seat, ...]
    unscheduled: tuple[Unscheduled, ...]
    total_km: float = 0.0
    lower_bound_km: float = 0.0
    lower_bound_departures: int = 0
    baseline_km: float = 0.0
    baseline_departures: int = 0
    seats_filled_share: float = 0.0
    mean_wait_hours: float = 0.0
    longest_wait_hours: float = 0.0
    departures_with_spare_seats: int = 0

    def rows(self) -> dict[str, tuple[Any, ...]]:
        """The answer as rows by table name."""
        return {
            "departures": self.departures,
            "stops": self.stops,
            "seats": self.seats,
            "unscheduled": self.unscheduled,
        }

    def explain(self, of_id: str, lang: str = "en") -> str:
        """The journey of a household, or the times and distances of a departure, by its code.

        Raises KeyError if neither has that code.
        """
        answers = {**self.rows(), "appointments": self.appointments}
        if any(row.departure_id == of_id for row in self.departures):
            return explain_departure(self.programme, answers, of_id, lang=lang)
        return explain_household(self.programme, answers, of_id, lang=lang)

    def summary(self, lang: str = "en") -> str:
        """The answer in a few lines, without a word about any one household."""
        words = words_of(lang)
        lines = self._lines_on_departures(words) if self.departures else [words["none"]]
        if self.unscheduled:
            reasons = Counter(words[f"reason_{row.reason}"] for row in self.unscheduled)
            line = words["left"].format(
                count=f"{len(self.unscheduled):,}",
                people=f"{sum(row.people for row in self.unscheduled):,}",
                reasons=", ".join(f"{name}: {number}" for name, number in sorted(reasons.items())),
            )
            return "\n".join([*lines, line])
        return "\n".join([*lines, words["all_seated"]] if self.departures else lines)

    def _lines_on_departures(self, words: dict[str, str]) -> list[str]:
        ends_on = self.programme.settings.ends_on
        late = sum(row.returns_at.date() > ends_on for row in self.departures)
        longest = max(row.minutes for row in self.departures)
        lines = [
            words["departures"].format(
                departures=f"{len(self.departures):,}",
                stops=f"{len(self.stops):,}",
                households=f"{len(self.seats):,}",
                people=f"{sum(row.people for row in self.seats):,}",
            ),
            words["when"].format(
                first=f"{min(row.departs_at for row in self.departures):%Y-%m-%d %H:%M}",
                last=f"{max(row.arrives_at for row in self.stops):%Y-%m-%d %H:%M}",
                longest=f"{longest // 60} h {longest % 60:02} min",
            ),
            words["distance"].format(
                km=f"{self.total_km:,.0f}",
                bound=f"{math.floor(self.lower_bound_km):,}",
                bound_departures=f"{self.lower_bound_departures:,}",
            ),
            words["one_destination"].format(
                departures=f"{self.baseline_departures:,}", km=f"{self.baseline_km:,.0f}"
            ),
            words["filled"].format(share=f"{100 * self.seats_filled_share:.1f}"),
            words["wait"].format(
                mean=f"{self.mean_wait_hours:.1f}", longest=f"{self.longest_wait_hours:.1f}"
            ),
        ]
        if self.departures_with_spare_seats:
            lines.append(words["spare"].format(count=self.departures_with_spare_seats))
        if late:
            lines.append(words["after_the_end"].format(ends_on=ends_on, count=late))
        return lines


def journeys_of(
    problem: Problem, dispatcher: Dispatcher | None, appointments: Iterable[Appointment]
) -> Journeys:
    """The rows and figures of what a dispatcher has planned; without one, of nobody travelling."""
    trips = [] if dispatcher is None else sorted(dispatcher.operation.trips, key=_order_of_trips)
    named = _named(trips)
    unscheduled = list(problem.refused)
    if dispatcher is not None:
        unscheduled += [_unscheduled(*stranded) for stranded in dispatcher.stranded]
    return Journeys(
        programme=problem.programme,
        appointments=tuple(appointments),
        departures=tuple(_departure(problem, trip, name) for name, trip in named),
        stops=tuple(stop for name, trip in named for stop in _stops(problem, trip, name)),
        seats=tuple(seat for name, trip in named for seat in _seats(trip, name)),
        unscheduled=tuple(sorted(unscheduled, key=lambda row: row.household_id)),
        **({} if dispatcher is None or not trips else _figures(dispatcher, trips)),
    )


def _order_of_trips(trip: Trip) -> tuple[int, str, str, int]:
    return (trip.run.departs, trip.route.gathering_id, trip.bus.kind.bus_type_id, trip.bus.number)


def _named(trips: Sequence[Trip]) -> list[tuple[str, Trip]]:
    """Trips with their codes: the gathering, and a number in the order of departure."""
    numbers: Counter[str] = Counter()
    named = []
    for trip in trips:
        numbers[trip.route.gathering_id] += 1
        named.append((f"{trip.route.gathering_id}-{numbers[trip.route.gathering_id]:03}", trip))
    return named


def _departure(problem: Problem, trip: Trip, departure_id: str) -> Departure:
    route, run, kind = trip.route, trip.run, trip.bus.kind
    clock = problem.clocks[route.gathering_id]
    departs_at, returns_at = clock.shows(run.departs), clock.shows(run.returns)
    return Departure(
        departure_id=departure_id,
        gathering_id=route.gathering_id,
        bus_type_id=kind.bus_type_id,
        bus=trip.bus.number,
        driver_ids=tuple(member.driver_id for member in trip.crew),
        departs_at=departs_at,
        returns_at=returns_at,
        km=round(route.km, 1),
        minutes=run.arrives[-1] - run.departs,
        distance_source=source_of([*route.legs, route.back]),
        driving_minutes=route.driving_minutes,
        return_km=round(route.back.km, 1),
        cost=_cost(trip, (returns_at.date() - departs_at.date()).days + 1),
    )


def _cost(trip: Trip, days: int) -> Decimal | None:
    """Kilometres of the round trip and days begun, at the prices of the bus; None if it has no prices."""
    kind = trip.bus.kind
    if not kind.cost_per_km and not kind.cost_per_day:
        return None
    km = Decimal(str(round(trip.route.loop_km, 1)))
    return (km * kind.cost_per_km + days * kind.cost_per_day).quantize(Decimal("0.01"))


def _stops(problem: Problem, trip: Trip, departure_id: str) -> list[Stop]:
    people: Counter[str] = Counter()
    for traveller in trip.load.travellers:
        people[traveller.place_id] += traveller.people
    return [
        Stop(
            departure_id=departure_id,
            stop=number,
            place_id=place_id,
            arrives_at=_clock(problem, trip, place_id).shows(arrives),
            people=people[place_id],
        )
        for number, (place_id, arrives) in enumerate(
            zip(trip.route.place_ids, trip.run.arrives, strict=True), start=1
        )
    ]


def _clock(problem: Problem, trip: Trip, place_id: str) -> Any:
    return problem.clocks.get(place_id) or problem.clocks[trip.route.gathering_id]


def _seats(trip: Trip, departure_id: str) -> list[Seat]:
    stop_of = {place_id: number for number, place_id in enumerate(trip.route.place_ids)}
    return [
        Seat(
            departure_id=departure_id,
            household_id=traveller.household_id,
            place_id=traveller.place_id,
            people=traveller.people,
        )
        for traveller in sorted(
            trip.load.travellers, key=lambda row: (stop_of[row.place_id], row.household_id)
        )
    ]


def _unscheduled(traveller: Traveller, reason: str, rule: str) -> Unscheduled:
    return Unscheduled(
        household_id=traveller.household_id,
        place_id=traveller.place_id,
        people=traveller.people,
        reason=reason,
        rule=rule,
    )


def _figures(dispatcher: Dispatcher, trips: Sequence[Trip]) -> dict[str, Any]:
    """The figures by which a plan is judged, over all gatherings."""
    distances = dispatcher.operation.timetable.distances
    bound = baseline = Trips(0, 0.0)
    for gathering_id, fleet in sorted(dispatcher.operation.fleets.items()):
        seated = [
            traveller
            for trip in trips
            if trip.route.gathering_id == gathering_id
            for traveller in trip.load.travellers
        ]
        if seated:
            usable = max(bus.usable for bus in fleet.buses)
            most = max([usable, *(row.people for row in seated if row.needs_spare_seats)])
            bound += lower_bound(distances, gathering_id, seated, most)
            baseline += one_destination_per_bus(distances, gathering_id, seated, fleet.kinds)
    waits = [
        (trip.run.departs - traveller.ready, traveller.people)
        for trip in trips
        for traveller in trip.load.travellers
    ]
    people = sum(number for _, number in waits)
    return {
        "total_km": round(math.fsum(trip.route.loop_km for trip in trips), 1),
        "lower_bound_km": math.floor(bound.km * 10) / 10,
        "lower_bound_departures": bound.departures,
        "baseline_km": round(baseline.km, 1),
        "baseline_departures": baseline.departures,
        "seats_filled_share": people / sum(max(trip.bus.usable, trip.load.people) for trip in trips),
        "mean_wait_hours": sum(wait * number for wait, number in waits) / people / 60,
        "longest_wait_hours": max(wait for wait, _ in waits) / 60,
        "departures_with_spare_seats": sum(trip.load.people > trip.bus.usable for trip in trips),
    }
