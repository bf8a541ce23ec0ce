"""Every rule of the room, checked on small programmes by code that knows rows and rules and nothing else."""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posada.programme import Programme
from posada.programme.tables import (
    Appointment,
    Assignment,
    BusType,
    Capacity,
    Driver,
    Gathering,
    Household,
    Resource,
    Road,
    Step,
    Tie,
)
from posada.transport import Journeys, schedule

UTC = dt.UTC
HOUR = dt.timedelta(hours=1)
MINUTE = dt.timedelta(minutes=1)


# What the rules ask, said again from the rows alone.


class Rules:
    """A programme seen with the eyes of an inspector."""

    def __init__(self, programme: Programme, appointments: tuple[Appointment, ...]) -> None:
        self.programme = programme
        self.appointments = appointments
        self.settings = programme.settings
        self.transport = programme.settings.transport
        (self.pack,) = [row for row in programme.driving_rules if row.rule_pack == self.transport.rule_pack]
        self.gatherings = {row.gathering_id: row for row in programme.gatherings}
        self.places = {row.place_id: row for row in programme.places}
        self.households = {row.household_id: row for row in programme.households}
        self.kinds = {(row.bus_type_id, row.gathering_id): row for row in programme.buses}
        self.drivers = {row.driver_id: row for row in programme.drivers}
        self.members = programme.members()

    def leg(self, one: str, other: str) -> tuple[float, int, bool] | None:
        for key in ((one, other), (other, one)):
            for road in self.programme.roads:
                if (road.from_id, road.to_id) == key:
                    minutes = road.minutes
                    if minutes is None:
                        minutes = math.ceil(round(road.km / self.transport.planning_km_per_hour * 60, 6))
                    return road.km, minutes, True
        points = [{**self.gatherings, **self.places}[point] for point in (one, other)]
        if any(point.latitude is None or point.longitude is None for point in points):
            return None
        (a, b), (c, d) = ((math.radians(p.latitude), math.radians(p.longitude)) for p in points)
        cosine = math.sin(a) * math.sin(c) + math.cos(a) * math.cos(c) * math.cos(b - d)
        km = 6371.0088 * math.acos(max(-1.0, min(1.0, cosine))) * 1.30
        return km, math.ceil(round(km / self.transport.planning_km_per_hour * 60, 6)), False

    def drive(self, minutes: int, since: int) -> tuple[int, int]:
        """Driving with pauses, minute by minute."""
        clock = 0
        for _ in range(minutes):
            if since == self.pack.pause_after_minutes:
                clock, since = clock + self.pack.pause_minutes, 0
            clock, since = clock + 1, since + 1
        return clock, since

    def ready(self, household: Household) -> dt.datetime:
        zone = ZoneInfo(self.gatherings[household.gathering_id].timezone)
        first = max(self.settings.starts_on, household.ready_on or self.settings.starts_on)
        at_gathering = {
            row.step_id
            for row in self.programme.steps
            if row.pathway_id == household.pathway_id and row.at == "gathering"
        }
        return max(
            dt.datetime.combine(first, dt.time(), zone).astimezone(UTC),
            *(
                row.ends_at.astimezone(UTC)
                for row in self.appointments
                if row.household_id == household.household_id and row.step_id in at_gathering
            ),
            dt.datetime.min.replace(tzinfo=UTC),
        )

    def usable(self, kind: BusType) -> int:
        return math.floor(kind.seats * (1 - self.transport.spare_seats_share))

    def zone_of(self, place_id: str, gathering_id: str) -> ZoneInfo:
        return ZoneInfo(self.places[place_id].timezone or self.gatherings[gathering_id].timezone)

    def units(self, household_id: str, resource: Resource) -> int:
        members = self.members[household_id]
        return len(members) if resource.counts == "people" else 1


def broken(rules: Rules, assignments: tuple[Assignment, ...], journeys: Journeys) -> Iterator[str]:
    """Everything in which journeys break a rule."""
    yield from broken_seats(rules, assignments, journeys)
    for departure in journeys.departures:
        stops = [row for row in journeys.stops if row.departure_id == departure.departure_id]
        yield from broken_hours(rules, departure, stops)
        yield from broken_times(rules, departure, stops)
        yield from broken_crew(rules, departure)
    yield from two_places_at_once(rules, journeys)
    yield from broken_receptions(rules, journeys)


def broken_seats(rules: Rules, assignments: tuple[Assignment, ...], journeys: Journeys) -> Iterator[str]:
    told = Counter(row.household_id for row in (*journeys.seats, *journeys.unscheduled))
    if told != Counter(row.household_id for row in assignments):
        yield "a household is not told exactly once"
    to = {row.household_id: row for row in assignments}
    for row in (*journeys.seats, *journeys.unscheduled):
        if (row.place_id, row.people) != (to[row.household_id].place_id, to[row.household_id].people):
            yield "a household goes elsewhere, or not whole"
    for departure in journeys.departures:
        seats = [row for row in journeys.seats if row.departure_id == departure.departure_id]
        stops = [row for row in journeys.stops if row.departure_id == departure.departure_id]
        kind = rules.kinds[departure.bus_type_id, departure.gathering_id]
        if not 1 <= departure.bus <= kind.buses:
            yield "a bus that does not exist"
        people = sum(row.people for row in seats)
        most = max(
            rules.usable(other)
            for other in rules.kinds.values()
            if other.gathering_id == departure.gathering_id and other.buses
        )
        is_large = len(seats) == 1 and people > most
        if people > (kind.seats if is_large else rules.usable(kind)):
            yield "more people than seats"
        on_board = [person for row in seats for person in rules.members[row.household_id]]
        if sum("wheelchair" in person.specific_needs for person in on_board) > kind.wheelchair_places:
            yield "more wheelchairs than places"
        by_place = Counter()
        for row in seats:
            by_place[row.place_id] += row.people
            household = rules.households[row.household_id]
            if household.gathering_id != departure.gathering_id:
                yield "a household from another gathering"
            if rules.ready(household) > departure.departs_at:
                yield "a household is not ready"
            if household.consents is not True:
                yield "moved without consent"
        if by_place != {row.place_id: row.people for row in stops}:
            yield "stops and seats disagree"
        if not 1 <= len(stops) <= rules.transport.stops_at_most:
            yield "too many stops"
        if [row.stop for row in stops] != list(range(1, len(stops) + 1)):
            yield "stops are not numbered"
        for tie in rules.programme.ties:
            if tie.bond == "apart" and {tie.household_id, tie.with_household_id} <= {
                row.household_id for row in seats
            }:
                yield "households that are to be apart share a bus"


def broken_hours(rules: Rules, departure: Any, stops: list[Any]) -> Iterator[str]:
    zone = ZoneInfo(rules.gatherings[departure.gathering_id].timezone)
    local = departure.departs_at.astimezone(zone)
    if departure.departs_at.utcoffset() != local.utcoffset():
        yield "departs_at is not in the time zone of the gathering"
    first, last = rules.transport.departs_from, rules.transport.departs_until
    minute = local.hour * 60 + local.minute - first.hour * 60 - first.minute
    if not first <= local.time() <= last or minute % 15:
        yield "leaves outside the hours of departure"
    for stop in stops:
        place = rules.places[stop.place_id]
        arrives = stop.arrives_at.astimezone(rules.zone_of(stop.place_id, departure.gathering_id))
        if arrives.utcoffset() != stop.arrives_at.utcoffset():
            yield "arrives_at is not in the time zone of the place"
        opens, closes = place.receives_from or dt.time(), place.receives_until or dt.time(23, 59)
        if not opens <= arrives.time() <= closes:
            yield "arrives outside the hours of reception"
        if not (place.opens_on or dt.date.min) <= arrives.date() <= (place.closes_on or dt.date.max):
            yield "arrives when the place is closed"
        if not rules.settings.starts_on <= arrives.date() <= rules.settings.ends_on:
            yield "arrives outside the programme"


def broken_times(rules: Rules, departure: Any, stops: list[Any]) -> Iterator[str]:
    here, clock, since = departure.gathering_id, departure.departs_at.astimezone(UTC), 0
    km = driving = stretched = 0.0
    for stop in stops:
        leg_km, minutes, is_road = rules.leg(here, stop.place_id)
        took, since = rules.drive(minutes, since)
        reached = clock + took * MINUTE
        arrives = stop.arrives_at.astimezone(UTC)
        opens = rules.places[stop.place_id].receives_from
        if not reached <= arrives <= reached + HOUR:
            yield "arrives earlier than it can, or waits too long"
        if arrives > reached and stop.arrives_at.time() != (opens or dt.time()):
            yield "waits for no opening"
        clock = arrives + rules.transport.stop_minutes * MINUTE
        if rules.transport.stop_minutes >= rules.pack.pause_minutes:
            since = 0
        here, km, driving, stretched = (
            stop.place_id,
            km + leg_km,
            driving + minutes,
            stretched + (not is_road),
        )
    outbound = (clock - departure.departs_at.astimezone(UTC)) / MINUTE - rules.transport.stop_minutes
    back_km, back_minutes, is_road = rules.leg(here, departure.gathering_id)
    stretched += not is_road
    at_once = rules.drive(back_minutes, since)[0]
    limit = rules.pack.second_driver_over_minutes
    is_long = outbound > limit or outbound + rules.transport.stop_minutes + at_once > limit
    back = rules.pack.rest_minutes + rules.drive(back_minutes, 0)[0] if is_long else at_once
    if departure.returns_at.astimezone(UTC) != clock + back * MINUTE:
        yield "is back at another time"
    if len(departure.driver_ids) != (2 if is_long else 1):
        yield "needs another number of drivers"
    if departure.minutes != outbound or departure.driving_minutes != driving:
        yield "minutes are others"
    if abs(departure.km - km) > 0.06 or abs(departure.return_km - back_km) > 0.06:
        yield "kilometres are others"
    legs = len(stops) + 1
    source = {0: "roads.csv", legs: "great circle x 1.30"}.get(
        stretched, f"roads.csv; great circle x 1.30 for {stretched:.0f} of {legs} legs"
    )
    if departure.distance_source != source:
        yield "the source of distances is another"


def broken_crew(rules: Rules, departure: Any) -> Iterator[str]:
    if len(set(departure.driver_ids)) != len(departure.driver_ids):
        yield "a driver is named twice"
    for driver_id in departure.driver_ids:
        driver = rules.drivers[driver_id]
        if driver.gathering_id != departure.gathering_id:
            yield "a driver from another gathering"
        first, last = departure.departs_at.date(), departure.returns_at.date()
        if first < (driver.from_on or dt.date.min) or last > (driver.until_on or dt.date.max):
            yield "a driver is not there"


def two_places_at_once(rules: Rules, journeys: Journeys) -> Iterator[str]:
    spans = defaultdict(list)
    for row in journeys.departures:
        start, end = row.departs_at.astimezone(UTC), row.returns_at.astimezone(UTC)
        spans[row.gathering_id, row.bus_type_id, row.bus].append((start, end + HOUR))
        for driver_id in row.driver_ids:
            spans[driver_id].append((start, end + rules.pack.rest_minutes * MINUTE))
    for found in spans.values():
        found.sort()
        for (_, end), (start, _) in pairwise(found):
            if start < end:
                yield "a bus or driver leaves before it is back and ready"


def occupied(rules: Rules, journeys: Journeys) -> tuple[Counter, Counter]:
    """People who arrive at each place on each day, and units in use of each hard resource on each day."""
    arrivals: Counter = Counter()
    used: Counter = Counter()
    days = {(row.departure_id, row.place_id): row.arrives_at.date() for row in journeys.stops}
    for row in journeys.seats:
        date = days[row.departure_id, row.place_id]
        arrivals[row.place_id, date] += row.people
        for resource in rules.programme.resources:
            last = rules.settings.ends_on
            if resource.stay_days is not None:
                last = min(last, date + dt.timedelta(days=resource.stay_days - 1))
            for number in range((last - date).days + 1):
                day = date + dt.timedelta(days=number)
                used[row.place_id, resource.resource_id, day] += rules.units(row.household_id, resource)
    return arrivals, used


def offered(rules: Rules, place_id: str, resource_id: str, day: dt.date) -> int:
    closes_on = rules.places[place_id].closes_on
    if closes_on is not None and day > closes_on:
        return 0
    return sum(
        row.amount
        for row in rules.programme.capacities
        if (row.place_id, row.resource_id) == (place_id, resource_id)
        and (row.from_on or dt.date.min) <= day <= (row.until_on or dt.date.max)
    )


def broken_receptions(rules: Rules, journeys: Journeys) -> Iterator[str]:
    arrivals, used = occupied(rules, journeys)
    for (place_id, _), people in arrivals.items():
        limit = rules.places[place_id].receives_people_per_day
        if limit is not None and people > limit:
            yield "more people in a day than a place receives"
    hard = {row.resource_id for row in rules.programme.resources if row.hard}
    for (place_id, resource_id, day), units in used.items():
        if resource_id in hard and units > offered(rules, place_id, resource_id, day):
            yield "more units in use than there are"


# Small programmes of every kind.

HOURS = st.integers(0, 23).map(dt.time)
ZONES = st.sampled_from(["America/Mexico_City", "America/Tijuana", "Europe/Madrid"])
# The first days lie around the nights in which Mexico and Spain changed their clocks in 2021.
FIRST_DAYS = st.sampled_from(
    [dt.date(2021, 11, 22), dt.date(2021, 10, 29), dt.date(2021, 3, 26), dt.date(2021, 4, 2)]
)


@st.composite
def windows(draw: st.DrawFn) -> dict[str, Any]:
    if draw(st.booleans()):
        return {}
    one, other = sorted((draw(HOURS), draw(HOURS)))
    return {"receives_from": one, "receives_until": other}


@st.composite
def programmes(draw: st.DrawFn, build: Callable[..., Any]) -> tuple[Any, ...]:
    first = draw(FIRST_DAYS)
    days = draw(st.integers(2, 5))
    day = st.integers(0, days - 1).map(lambda number: first + dt.timedelta(days=number))
    maybe_day = st.none() | day
    names = ["a", "b", "c"][: draw(st.integers(1, 3))]
    # Half of the programmes have near places, long hours and enough of everything: buses fill, stop twice.
    is_easy = draw(st.booleans())
    places = {}
    for name in names:
        place = {} if is_easy else dict(draw(windows()))
        if not is_easy and draw(st.integers(0, 3)):
            place |= {"km": draw(st.integers(10, 900))}
            place |= {"minutes": draw(st.none() | st.integers(10, 900))}
        if is_easy or draw(st.integers(0, 3)):
            south = 18.5 if is_easy else 15
            place |= {"latitude": draw(st.floats(south, 19)), "longitude": draw(st.floats(-98, -97.5))}
        place |= {"timezone": draw(st.none() | ZONES)}
        place |= {"receives_people_per_day": draw(st.none() | st.integers(4, 20))}
        if not draw(st.integers(0, 3)):
            place |= {"opens_on": draw(day)}
        if not draw(st.integers(0, 3)):
            place |= {"closes_on": max(draw(day), place.get("opens_on", first))}
        places[name] = place
    households = {}
    for number in range(draw(st.integers(1, 9))):
        size = draw(st.integers(1, 6))
        households[f"h{number}"] = {
            "to": draw(st.sampled_from(names)),
            "size": size,
            "wheelchairs": draw(st.sampled_from([0, 0, 0, 1, min(2, size)])),
            "ready_on": draw(maybe_day),
            "pathway_id": draw(st.sampled_from([None, "p"])),
            "consents": draw(st.sampled_from([True] * 9 + [None])),
        }
    buses = [
        (
            f"t{number}",
            draw(st.integers(8 if is_easy else 1, 16)),
            draw(st.integers(0, 2)),
            draw(st.integers(1 if is_easy else 0, 2)),
        )
        for number in range(draw(st.integers(1 if is_easy else 0, 3)))
    ]
    drivers = [
        Driver(driver_id=f"d{number}", gathering_id="g", from_on=draw(maybe_day), until_on=None)
        for number in range(draw(st.integers(3 if is_easy else 0, 5)))
    ] + [Driver(driver_id="e", gathering_id="g", until_on=draw(maybe_day))]
    resources = (
        Resource(resource_id="beds", counts="people", stay_days=draw(st.none() | st.integers(1, 3))),
        Resource(resource_id="rooms", counts="households", hard=False, overrun_price=1.0),
    )
    capacities = tuple(
        Capacity(place_id=name, resource_id="beds", amount=draw(st.integers(6, 30)), from_on=draw(maybe_day))
        for name in names
        for _ in range(draw(st.sampled_from([1, 1, 2] if is_easy else [0, 1, 1, 2])))
    )
    one, other = (dt.time(5), dt.time(22)) if is_easy else (draw(HOURS), draw(HOURS))
    transport = {
        "departs_from": min(one, other),
        "departs_until": max(one, other),
        "stop_minutes": draw(st.sampled_from([0, 20, 30, 60])),
        "stops_at_most": draw(st.integers(1, 3)),
        "spare_seats_share": draw(st.sampled_from([0.0, 0.1, 0.5])),
        "rule_pack": draw(st.sampled_from(["MX-NOM-087-2017", "EU-561-2006"])),
    }
    steps = (Step(pathway_id="p", step_id="register", at="gathering", minutes_per_person=10),)
    programme, assignments = build(
        places=places,
        households=households,
        buses=buses,
        drivers=drivers,
        starts_on=first,
        days=days,
        timezone=draw(ZONES),
        transport=transport,
        resources=resources,
        capacities=capacities,
        steps=steps,
        ties=(Tie(household_id="h0", with_household_id="h1", kind="family", bond="apart"),)
        if len(households) > 1 and households["h0"]["to"] != households["h1"]["to"]
        else (),
    )
    if is_easy or draw(st.booleans()):
        programme = with_coordinates(programme, draw(st.floats(14, 17)), draw(st.floats(-96, -92)))
    appointments = tuple(
        Appointment(
            appointment_id=f"x{number}",
            household_id=row.household_id,
            step_id="register",
            office_id="o",
            starts_at=begins,
            ends_at=begins + dt.timedelta(minutes=37),
            people=1,
        )
        for number, row in enumerate(programme.households)
        if row.pathway_id and draw(st.integers(0, 4))
        for begins in [dt.datetime.combine(draw(day), draw(HOURS), UTC)]
    )
    return programme, assignments, appointments


def with_coordinates(programme: Programme, latitude: float, longitude: float) -> Programme:
    gathering = replace(programme.gatherings[0], latitude=latitude, longitude=longitude)
    return replace(programme, gatherings=(gathering,))


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_rule_is_broken(build: Callable[..., Any], data: st.DataObject) -> None:
    """Whole households, seats, wheelchair places, hours, pauses, crews, rest, receptions, distances."""
    programme, assignments, appointments = data.draw(programmes(build))
    journeys = schedule(programme, assignments, appointments)
    assert sorted(broken(Rules(programme, appointments), assignments, journeys)) == []


def free_for(rules: Rules, journeys: Journeys, household: Household, place_id: str) -> Iterator[str]:
    """Departures on which a household could still go alone, next to all that is planned, by trying each."""
    people = len(rules.members[household.household_id])
    chairs = sum("wheelchair" in row.specific_needs for row in rules.members[household.household_id])
    zone = ZoneInfo(rules.gatherings[household.gathering_id].timezone)
    legs = rules.leg(household.gathering_id, place_id), rules.leg(place_id, household.gathering_id)
    if None in legs:
        return
    (_, out, _), (_, home, _) = legs
    took, since = rules.drive(out, 0)
    stop = rules.transport.stop_minutes
    since = 0 if stop >= rules.pack.pause_minutes else since
    first, last = rules.transport.departs_from, rules.transport.departs_until
    arrivals, used = occupied(rules, journeys)
    for number in range((rules.settings.ends_on - rules.settings.starts_on).days + 1):
        day = rules.settings.starts_on + dt.timedelta(days=number)
        for minute in range(first.hour * 60 + first.minute, last.hour * 60 + last.minute + 1, 15):
            local = dt.datetime.combine(day, dt.time(minute // 60, minute % 60), zone)
            departs = local.astimezone(UTC)
            if departs.astimezone(zone).time() != local.time() or departs < rules.ready(household):
                continue
            place = rules.places[place_id]
            for wait in range(0, 61):
                arrives = departs + (took + wait) * MINUTE
                shown = arrives.astimezone(rules.zone_of(place_id, household.gathering_id))
                if (
                    (place.receives_from or dt.time())
                    <= shown.time()
                    <= (place.receives_until or dt.time(23, 59))
                ):
                    break
            else:
                continue
            date = shown.date()
            if (
                not max(rules.settings.starts_on, place.opens_on or date)
                <= date
                <= min(rules.settings.ends_on, place.closes_on or date)
            ):
                continue
            limit = place.receives_people_per_day
            if limit is not None and arrivals[place_id, date] + people > limit:
                continue
            if any(
                used[place_id, resource.resource_id, there] + people
                > offered(rules, place_id, resource.resource_id, there)
                for resource in rules.programme.resources
                if resource.hard
                for there in stay(rules, resource, date)
            ):
                continue
            at_once = rules.drive(home, since)[0]
            is_long = took + wait + stop + at_once > rules.pack.second_driver_over_minutes
            back = rules.pack.rest_minutes + rules.drive(home, 0)[0] if is_long else at_once
            returns = arrives + (stop + back) * MINUTE
            buses = [
                (kind.bus_type_id, bus)
                for kind in rules.kinds.values()
                if kind.gathering_id == household.gathering_id
                and people <= rules.usable(kind)
                and chairs <= kind.wheelchair_places
                for bus in range(1, kind.buses + 1)
                if not clash(
                    journeys,
                    lambda row, kind=kind, bus=bus: (row.bus_type_id, row.bus) == (kind.bus_type_id, bus),
                    departs,
                    returns,
                    HOUR,
                )
            ]
            crew = [
                driver.driver_id
                for driver in rules.drivers.values()
                if driver.gathering_id == household.gathering_id
                and (driver.from_on or dt.date.min) <= day
                and returns.astimezone(zone).date() <= (driver.until_on or dt.date.max)
                and not clash(
                    journeys,
                    lambda row, driver=driver: driver.driver_id in row.driver_ids,
                    departs,
                    returns,
                    rules.pack.rest_minutes * MINUTE,
                )
            ]
            if buses and len(crew) >= 1 + is_long:
                yield f"{departs} {buses[0]}"


def stay(rules: Rules, resource: Resource, date: dt.date) -> list[dt.date]:
    days = (rules.settings.ends_on - date).days + 1
    if resource.stay_days is not None:
        days = min(days, resource.stay_days)
    return [date + dt.timedelta(days=number) for number in range(days)]


def clash(
    journeys: Journeys,
    concerns: Callable[[Any], bool],
    departs: dt.datetime,
    returns: dt.datetime,
    after: dt.timedelta,
) -> bool:
    return any(
        concerns(row)
        and departs < row.returns_at.astimezone(UTC) + after
        and row.departs_at.astimezone(UTC) < returns + after
        for row in journeys.departures
    )


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_nobody_is_left_for_whom_there_is_a_bus(build: Callable[..., Any], data: st.DataObject) -> None:
    """Whoever has no seat could not have gone alone on any quarter of an hour of any day, by trying all."""
    programme, assignments, appointments = data.draw(programmes(build))
    journeys = schedule(programme, assignments, appointments)
    rules = Rules(programme, appointments)
    for row in journeys.unscheduled:
        if row.reason == "not_registered":
            continue
        found = next(free_for(rules, journeys, rules.households[row.household_id], row.place_id), None)
        assert found is None, (row.reason, row.rule)


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_the_order_of_rows_changes_nothing(build: Callable[..., Any], data: st.DataObject) -> None:
    """Ties break by code: shuffled tables give the same journeys."""
    programme, assignments, appointments = data.draw(programmes(build))
    shuffled = replace(
        programme,
        **{
            name: tuple(data.draw(st.permutations(getattr(programme, name))))
            for name in ("households", "places", "buses", "drivers")
        },
    )
    one = schedule(programme, assignments, appointments)
    other = schedule(shuffled, tuple(data.draw(st.permutations(assignments))), appointments[::-1])
    assert one.rows() == other.rows()


@given(st.data())
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_no_plan_is_below_the_bound(build: Callable[..., Any], data: st.DataObject) -> None:
    """Kilometres and departures are at least those of the lower bound, and figures fit the rows."""
    programme, assignments, appointments = data.draw(programmes(build))
    journeys = schedule(programme, assignments, appointments)
    assert journeys.lower_bound_km <= journeys.total_km
    assert journeys.lower_bound_departures <= len(journeys.departures)
    km = math.fsum(row.km + row.return_km for row in journeys.departures)
    assert math.isclose(journeys.total_km, km, abs_tol=0.11 * max(1, len(journeys.departures)))
    assert bool(journeys.departures) == bool(journeys.seats)


def test_two_gatherings_share_a_place_but_no_bus(build: Callable[..., Any]) -> None:
    """The daily limit of a place holds for the buses of all gatherings; codes count for each apart."""
    programme, assignments = build(
        places={"a": {"km": 100, "receives_people_per_day": 5}},
        households={"h1": {"to": "a", "size": 4}, "h2": {"to": "a", "size": 4, "gathering_id": "k"}},
        roads=(Road(from_id="k", to_id="a", km=50),),
    )
    programme = replace(
        programme,
        gatherings=(
            *programme.gatherings,
            Gathering(gathering_id="k", name="K", state="MX-CHP", timezone="America/Mexico_City"),
        ),
        buses=(
            *programme.buses,
            BusType(bus_type_id="coach", gathering_id="k", seats=44, buses=1),
        ),
        drivers=(*programme.drivers, Driver(driver_id="k1", gathering_id="k")),
    )
    journeys = schedule(programme, assignments)
    assert list(broken(Rules(programme, ()), assignments, journeys)) == []
    assert [row.departure_id for row in journeys.departures] == ["g-001", "k-001"]
    assert [row.arrives_at.day for row in journeys.stops] == [22, 23]
