"""The numbers of the report about days: buses and desks; rows in, numbers out."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from posada.programme import Programme
from posada.programme.tables.answers import Appointment, Departure, Seat, Stop
from posada.report.words import texts_of


@dataclass(frozen=True, slots=True)
class StopRow:
    """A stop: where, when, how many get off."""

    place: str
    arrives_at: dt.datetime
    people: int


@dataclass(frozen=True, slots=True)
class DepartureRow:
    """A departure without codes of people: when, on what, where to, how far."""

    departs_at: dt.datetime
    gathering: str
    bus_type: str
    bus: int
    stops: tuple[StopRow, ...]
    people: int
    km: float
    distance_source: str


@dataclass(frozen=True, slots=True)
class BusDay:
    """The departures of one day."""

    day: dt.date
    people: int
    departures: tuple[DepartureRow, ...]


def bus_days(
    programme: Programme,
    departures: Iterable[Departure],
    stops: Iterable[Stop],
    seats: Iterable[Seat],
) -> tuple[BusDay, ...]:
    """The departures by day and hour; the people of each are counted from its seats."""
    places = {place.place_id: place.name for place in programme.places}
    gatherings = {gathering.gathering_id: gathering.name for gathering in programme.gatherings}
    stops_of: dict[str, list[Stop]] = defaultdict(list)
    for stop in stops:
        stops_of[stop.departure_id].append(stop)
    seated: Counter[str] = Counter()
    for seat in seats:
        seated[seat.departure_id] += seat.people
    by_day: dict[dt.date, list[DepartureRow]] = defaultdict(list)
    for row in sorted(departures, key=lambda row: (row.departs_at, row.departure_id)):
        own = sorted(stops_of[row.departure_id], key=lambda stop: stop.stop)
        by_day[row.departs_at.date()].append(
            DepartureRow(
                departs_at=row.departs_at,
                gathering=gatherings.get(row.gathering_id, row.gathering_id),
                bus_type=row.bus_type_id,
                bus=row.bus,
                stops=tuple(
                    StopRow(places.get(stop.place_id, stop.place_id), stop.arrives_at, stop.people)
                    for stop in own
                ),
                people=seated[row.departure_id] or sum(stop.people for stop in own),
                km=row.km,
                distance_source=row.distance_source,
            )
        )
    return tuple(
        BusDay(day, sum(row.people for row in rows), tuple(rows)) for day, rows in sorted(by_day.items())
    )


def source_in_words(source: str, lang: str) -> str:
    """Where a distance comes from, in the language of the report.

    >>> source_in_words("roads.csv; great circle x 1.30 for 2 of 4 legs", "en")
    'table of roads; straight line × 1.30 on 2 of 4 legs'
    """
    texts = texts_of(lang)
    told = []
    for part in source.split("; "):
        line = re.fullmatch(r"great circle x ([\d.]+)(?: for (\d+) of (\d+) legs)?", part)
        if part == "roads.csv":
            told.append(texts["from_roads"])
        elif line and line[2]:
            told.append(texts["great_circle_legs"].format(factor=line[1], some=line[2], legs=line[3]))
        elif line:
            told.append(texts["great_circle"].format(factor=line[1]))
        else:
            told.append(part)
    return "; ".join(told)


@dataclass(frozen=True, slots=True)
class DeskTable:
    """The desks of a gathering: people served by each on each day, out of the most it can serve."""

    gathering: str
    desks: tuple[str, ...]
    most: tuple[int | None, ...]
    days: tuple[tuple[dt.date, tuple[int, ...]], ...]

    def share(self, desk: int, people: int) -> float:
        """How much of a desk's day is used; of the busiest desk's day, where no most is given."""
        limit = self.most[desk] or max((max(served) for _, served in self.days), default=0)
        return min(people / limit, 1.0) if limit else 0.0


def desk_tables(programme: Programme, appointments: Iterable[Appointment]) -> tuple[DeskTable, ...]:
    """A table of desks and days for each gathering that has appointments."""
    served: Counter[tuple[str, dt.date]] = Counter()
    for row in appointments:
        served[row.office_id, row.starts_at.date()] += row.people
    tables = []
    for gathering in programme.gatherings:
        # An office has a row for each step it serves; its desk is one.
        desks = {
            office.office_id: office.people_per_day
            for office in programme.offices
            if office.gathering_id == gathering.gathering_id
        }
        days = sorted({day for office_id, day in served if office_id in desks})
        if days:
            ids = tuple(sorted(desks))
            rows = tuple((day, tuple(served[desk, day] for desk in ids)) for day in days)
            tables.append(DeskTable(gathering.name, ids, tuple(desks[desk] for desk in ids), rows))
    return tuple(tables)


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """The offices at the destinations on one day: how many work, whom they see, how many they could."""

    day: dt.date
    offices: int
    appointments: int
    people: int
    most: int


def office_days(programme: Programme, appointments: Iterable[Appointment]) -> tuple[OfficeDay, ...]:
    """The offices at the destinations, by day."""
    most = {
        office.office_id: office.people_per_day or 0
        for office in programme.offices
        if office.place_id is not None
    }
    by_day: dict[dt.date, list[Appointment]] = defaultdict(list)
    for row in appointments:
        if row.office_id in most:
            by_day[row.starts_at.date()].append(row)
    return tuple(
        OfficeDay(
            day=day,
            offices=len(offices := {row.office_id for row in rows}),
            appointments=len(rows),
            people=sum(row.people for row in rows),
            most=sum(most[office] for office in offices),
        )
        for day, rows in sorted(by_day.items())
    )
