"""Rules of the check on the road: distances and where they come from, driving, pauses, rest, cost."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from posada.programme import Fault
from posada.programme.tables import Departure, DrivingRule
from posada.transport.check.case import MINUTE, Case, Leg, utc

ROUNDED_KM = 0.06
"""What a distance may lose in a table, which holds it with one decimal."""

ROUNDED_MINUTES = 59 / 60
"""What an instant may lose in a table, which holds whole minutes."""

TINY = 1e-6


def wrong_distances(case: Case) -> Iterator[Fault]:
    """Kilometres, driving and cost are those of the route, and it is said where the distances come from.

    Driving minutes, the way back and the cost may be left out, which is 0 or empty.
    """
    for line, row, _ in case.known():
        if not case.stops.get(row.departure_id):
            continue
        where = f"departures.csv, line {line}"
        route = case.route(row)
        if route is None:
            yield Fault("distance_unknown", where, "the distance of a leg is not known.")
            continue
        legs, back = route
        km = sum(leg.km for leg in legs)
        if abs(km - row.km) > ROUNDED_KM:
            yield Fault("km", where, f"must be {km:.1f} km, got {row.km:g}.")
        if row.return_km and abs(back.km - row.return_km) > ROUNDED_KM:
            yield Fault("return_km", where, f"must be {back.km:.1f} km, got {row.return_km:g}.")
        least = sum(leg.minutes for leg in legs)
        if row.driving_minutes and not least - TINY <= row.driving_minutes < least + len(legs):
            text = f"must be {math.ceil(least - TINY)} minutes, got {row.driving_minutes}."
            yield Fault("driving_minutes", where, text)
        source = source_of([*legs, back])
        if row.distance_source != source:
            yield Fault("distance_source", where, f"must be {source!r}.")
        yield from wrong_cost(case, row, where, km + back.km)


def source_of(legs: list[Leg]) -> str:
    """Where the distances of a round trip come from, in the words that the table uses."""
    stretched = sum(not leg.by_road for leg in legs)
    if stretched == 0:
        return "roads.csv"
    if stretched == len(legs):
        return "great circle x 1.30"
    return f"roads.csv; great circle x 1.30 for {stretched} of {len(legs)} legs"


def wrong_cost(case: Case, row: Departure, where: str, km: float) -> Iterator[Fault]:
    """The cost, if told, is that of the kilometres and of the days begun."""
    buses = {(bus.bus_type_id, bus.gathering_id): bus for bus in case.programme.buses}
    bus = buses.get((row.bus_type_id, row.gathering_id))
    if bus is None or row.cost is None:
        return
    zone = ZoneInfo(case.gatherings[row.gathering_id].timezone)
    days = (row.returns_at.astimezone(zone).date() - row.departs_at.astimezone(zone).date()).days + 1
    cost = bus.cost_per_km * Decimal(str(round(km, 1))) + bus.cost_per_day * days
    rounding = bus.cost_per_km * Decimal(str(ROUNDED_KM)) * 2 + Decimal("0.01")
    if abs(cost - row.cost) > rounding:
        yield Fault("cost", where, f"must be {cost:.2f} for {km:.1f} km and {days} days, got {row.cost}.")


def ways_to_drive(
    rules: DrivingRule, minutes: float, *, since_pause: float, stands: float
) -> Iterator[tuple[float, float]]:
    """Minutes from one stop to the next, with driving since the last pause: as soon as can be, and rested.

    A bus that `stands` at a stop too short for a pause may stand longer, and then begins anew.
    """
    at_once = 0.0 if stands >= rules.pause_minutes else since_pause
    for standing, since in ((stands, at_once), (max(stands, rules.pause_minutes), 0.0)):
        pauses = max(0, math.ceil((since + minutes) / rules.pause_after_minutes - TINY) - 1)
        yield (
            standing + minutes + pauses * rules.pause_minutes,
            max(0.0, since + minutes - pauses * rules.pause_after_minutes),
        )


def impossible_times(case: Case) -> Iterator[Fault]:
    """No bus is anywhere before driving, pauses, stops and rest allow, counted from where it was before."""
    rules, stop_minutes = case.rules, case.programme.settings.transport.stop_minutes
    for line, row, _ in case.known():
        where = f"departures.csv, line {line}"
        route = case.route(row)
        if route is None:
            continue
        here, stands, since = row.departs_at, 0.0, 0.0
        rows = case.stops[row.departure_id]
        for leg, (stop_line, stop) in zip(route[0], rows, strict=True):
            ways = list(ways_to_drive(rules, leg.minutes, since_pause=since, stands=stands))
            soonest = min(minutes for minutes, _ in ways)
            took = (utc(stop.arrives_at) - utc(here)) / MINUTE
            if took < soonest - ROUNDED_MINUTES:
                text = f"cannot arrive before {_after(here, soonest):%Y-%m-%d %H:%M}."
                yield Fault("too_early", f"stops.csv, line {stop_line}", text)
            # Time to spare before the stop may have been a pause; the rule asks for no more than it must.
            since = min(
                0.0 if took >= minutes + rules.pause_minutes else driven
                for minutes, driven in ways
                if minutes <= max(took + 1, soonest)
            )
            here, stands = stop.arrives_at, float(stop_minutes)
        outbound = minutes_out(case, row)
        if abs(outbound - row.minutes) >= 1:
            yield Fault("minutes", where, f"must be {outbound:.0f} minutes, got {row.minutes}.")
        home = minutes_home(case, row, route[1], since)
        if (utc(row.returns_at) - utc(here)) / MINUTE < home - ROUNDED_MINUTES:
            text = f"cannot be back before {_after(here, home):%Y-%m-%d %H:%M}."
            yield Fault("returns_too_early", where, text)


def _after(instant: dt.datetime, minutes: float) -> dt.datetime:
    """The instant so many minutes later, with the offset of the first."""
    return (utc(instant) + minutes * MINUTE).astimezone(instant.tzinfo)


def minutes_out(case: Case, row: Departure) -> float:
    """Minutes from departure to the last stop, as the rows have it."""
    return (utc(case.stops[row.departure_id][-1][1].arrives_at) - utc(row.departs_at)) / MINUTE


def minutes_home(case: Case, row: Departure, back: Leg, since: float) -> float:
    """The least minutes from the last arrival to the base: the stop, rest where it is due, and the way back."""
    stop_minutes = case.programme.settings.transport.stop_minutes
    if needs_two(case, row):
        alone = min(way[0] for way in ways_to_drive(case.rules, back.minutes, since_pause=0.0, stands=0.0))
        return stop_minutes + case.rules.rest_minutes + alone
    ways = ways_to_drive(case.rules, back.minutes, since_pause=since, stands=float(stop_minutes))
    return min(minutes for minutes, _ in ways)


def needs_two(case: Case, row: Departure) -> bool:
    """Whether a round trip is over what one driver may do, if it went back at once after the last stop."""
    route = case.route(row)
    if route is None:
        return False
    back = min(way[0] for way in ways_to_drive(case.rules, route[1].minutes, since_pause=0.0, stands=0.0))
    total = minutes_out(case, row) + case.programme.settings.transport.stop_minutes + back
    return total > case.rules.second_driver_over_minutes + TINY
