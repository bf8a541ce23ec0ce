"""Tells a household's journey, or a departure's times, from rows alone: rows corrected by hand too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from posada.programme import Programme
from posada.programme.tables import BusType, Departure, DrivingRule, Household, Seat, Stop
from posada.transport.distances import FROM_GREAT_CIRCLE, FROM_ROADS
from posada.transport.fleet import usable_seats
from posada.transport.problem import ReadyTimes, clocks_of, rule_in_force
from posada.transport.timetable import Route, Timetable, is_long
from posada.transport.words import words_of

Answers = Mapping[str, Iterable[Any]]


def explain_household(programme: Programme, answers: Answers, household_id: str, *, lang: str) -> str:
    """When a household is ready and why, which bus takes it when, or why none does, as numbered lines.

    `answers` holds rows by table name, of which departures, stops, seats, unscheduled and appointments are
    read. Raises KeyError if the programme has no such household.
    """
    words = words_of(lang)
    household = {row.household_id: row for row in programme.households}[household_id]
    seat = _find(answers.get("seats", ()), household_id)
    left = _find(answers.get("unscheduled", ()), household_id)
    names = _names(programme)
    told = []
    if seat is not None:
        told = _journey_told(programme, answers, household, seat, lang)
    elif left is not None:
        told = [
            words["unscheduled"].format(
                place=names.get(left.place_id, left.place_id),
                reason=words[f"reason_{left.reason}"],
                rule=left.rule,
            )
        ]
    return _numbered(told) if told else words["unknown"]


def _find(rows: Iterable[Any], household_id: str) -> Any:
    return next((row for row in rows if row.household_id == household_id), None)


def _names(programme: Programme) -> dict[str, str]:
    """The names of gatherings and places by code."""
    names = {row.gathering_id: row.name for row in programme.gatherings}
    return names | {row.place_id: row.name for row in programme.places}


def _numbered(told: Iterable[str]) -> str:
    return "\n".join(f"{number}. {text}" for number, text in enumerate(told, start=1))


def _journey_told(
    programme: Programme, answers: Answers, household: Household, seat: Seat, lang: str
) -> list[str]:
    words, names = words_of(lang), _names(programme)
    departures = {row.departure_id: row for row in answers.get("departures", ())}
    departure: Departure | None = departures.get(seat.departure_id)
    stops = _stops_of(answers, seat.departure_id)
    stop = next((row for row in stops if row.place_id == seat.place_id), None)
    if departure is None or stop is None:
        return []
    gathering = names.get(departure.gathering_id, departure.gathering_id)
    ready, why = _ready(programme, answers, household)
    wheelchairs = sum(
        "wheelchair" in person.specific_needs for person in programme.members()[household.household_id]
    )
    told = [
        words["ready"].format(ready=_instant(ready), why=words[why].format(gathering=gathering)),
        words["seats"].format(
            departure=departure.departure_id,
            bus=f"{departure.bus_type_id} {departure.bus}",
            people=seat.people,
            gathering=gathering,
            departs=_instant(departure.departs_at),
        ),
        words["waits"].format(hours=f"{_minutes_between(ready, departure.departs_at) / 60:.1f}"),
        words["gets_off"].format(
            place=names.get(stop.place_id, stop.place_id),
            arrives=_instant(stop.arrives_at),
            stop=stop.stop,
            stops=len(stops),
            ride=_hours(_minutes_between(departure.departs_at, stop.arrives_at)),
        ),
    ]
    if wheelchairs:
        told.insert(2, words["seats_wheelchair"].format(count=wheelchairs))
    return told


def _ready(programme: Programme, answers: Answers, household: Household) -> tuple[dt.datetime, str]:
    """The instant from which a household can travel, and the word for what it follows from."""
    times = ReadyTimes(programme, answers.get("appointments", ()))
    clock = clocks_of(programme)[household.gathering_id]
    ready = times.of(household)
    starts = clock.at(programme.settings.starts_on)
    if ready == starts:
        return clock.shows(ready), "why_start"
    if household.ready_on is not None and ready == clock.at(household.ready_on):
        return clock.shows(ready), "why_ready_on"
    return clock.shows(ready), "why_appointment"


def _stops_of(answers: Answers, departure_id: str) -> list[Stop]:
    found = [row for row in answers.get("stops", ()) if row.departure_id == departure_id]
    return sorted(found, key=lambda row: row.stop)


def _instant(instant: dt.datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"


def _minutes_between(one: dt.datetime, other: dt.datetime) -> int:
    return int((other.timestamp() - one.timestamp()) // 60)


def _hours(minutes: int) -> str:
    """Minutes as hours and minutes.

    >>> _hours(871)
    '14 h 31 min'
    """
    return f"{minutes // 60} h {minutes % 60:02} min"


def explain_departure(programme: Programme, answers: Answers, departure_id: str, *, lang: str) -> str:
    """A departure leg by leg: distances and their source, driving, pauses, stops, crew and rest, way back.

    `answers` holds rows by table name, of which departures and stops are read. Raises KeyError if there is no
    such departure.
    """
    words = words_of(lang)
    departure = {row.departure_id: row for row in answers.get("departures", ())}[departure_id]
    stops = _stops_of(answers, departure_id)
    told = [_bus_told(programme, departure, stops, lang)]
    rule = rule_in_force(programme)
    route = None
    if rule is not None:
        timetable = Timetable(programme, rule, clocks_of(programme))
        route = timetable.route(departure.gathering_id, tuple(row.place_id for row in stops))
    if rule is not None and route is not None:
        told += _legs_told(programme, route, stops, lang)
        told += _rules_told(programme, departure, route, rule, lang)
    told.append(_way_back_told(programme, departure, lang))
    if departure.cost is not None:
        currency = programme.settings.currency
        told.append(words["cost"].format(cost=f"{departure.cost:,}", currency=currency))
    return _numbered(told)


def _bus_told(programme: Programme, departure: Departure, stops: Iterable[Stop], lang: str) -> str:
    kinds: dict[tuple[str, str], BusType] = {
        (row.bus_type_id, row.gathering_id): row for row in programme.buses
    }
    kind = kinds.get((departure.bus_type_id, departure.gathering_id))
    seats = 0 if kind is None else kind.seats
    return words_of(lang)["departure"].format(
        departure=departure.departure_id,
        bus=f"{departure.bus_type_id} {departure.bus}",
        people=sum(row.people for row in stops),
        usable=usable_seats(seats, programme.settings.transport.spare_seats_share),
        seats=seats,
    )


def _legs_told(programme: Programme, route: Route, stops: Iterable[Stop], lang: str) -> list[str]:
    words, names = words_of(lang), _names(programme)
    told = []
    origin = route.gathering_id
    for leg, stop in zip(route.legs, stops, strict=True):
        told.append(
            words["leg"].format(
                origin=names.get(origin, origin),
                destination=names.get(stop.place_id, stop.place_id),
                km=f"{leg.km:,.1f}",
                minutes=_hours(leg.minutes),
                source=_source_of_leg(programme, origin, stop.place_id, leg.source),
            )
        )
        told.append(
            words["stop"].format(
                stop=stop.stop,
                place=names.get(stop.place_id, stop.place_id),
                arrives=_instant(stop.arrives_at),
                people=stop.people,
            )
        )
        origin = stop.place_id
    return told


def _source_of_leg(programme: Programme, from_id: str, to_id: str, source: str) -> str:
    """Where the distance of a leg comes from: the file, and what the file itself says of it."""
    if source == FROM_GREAT_CIRCLE:
        return source
    given = {(row.from_id, row.to_id): row.source for row in programme.roads}
    stated = given.get((from_id, to_id), given.get((to_id, from_id), ""))
    return f"{FROM_ROADS}: {stated}" if stated else FROM_ROADS


def _rules_told(
    programme: Programme, departure: Departure, route: Route, rule: DrivingRule, lang: str
) -> list[str]:
    words = words_of(lang)
    stop_minutes = programme.settings.transport.stop_minutes
    at_stops = stop_minutes * (len(route.place_ids) - 1)
    without_waiting = route.reached_after[-1]
    over = _hours(rule.second_driver_over_minutes)
    long = is_long(departure.minutes, stop_minutes, route.return_at_once, rule)
    return [
        words["time"].format(
            total=_hours(departure.minutes),
            driving=_hours(route.driving_minutes),
            stops=_hours(at_stops),
            pauses=_hours(without_waiting - route.driving_minutes - at_stops),
            waiting=_hours(max(0, departure.minutes - without_waiting)),
        ),
        words["pauses"].format(pause=rule.pause_minutes, after=rule.pause_after_minutes),
        words["crew"].format(drivers=", ".join(departure.driver_ids)),
        words["two_drivers"].format(rest=_hours(rule.rest_minutes), over=over)
        if long
        else words["one_driver"].format(over=over),
        words["rule"].format(pack=rule.rule_pack, source=rule.source, basis=rule.rest_basis or rule.source),
    ]


def _way_back_told(programme: Programme, departure: Departure, lang: str) -> str:
    late = departure.returns_at.date() > programme.settings.ends_on
    return words_of(lang)["back_late" if late else "back"].format(
        km=f"{departure.return_km:,.1f}", returns=_instant(departure.returns_at)
    )
