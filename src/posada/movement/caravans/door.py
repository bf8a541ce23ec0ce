"""The door of the caravan model: rows checked against each other, every mistake told together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from posada.movement.caravans.way import Way, way_between
from posada.programme.mistakes import InputError, Mistake, did_you_mean
from posada.programme.rules.roads_of_people import MOST_DAYS_OF_A_START
from posada.programme.tables import Group, Location, Offer, Route, Sighting

INTERVALS = {
    "locations": (("waiting_lo", "waiting_hi"),),
    "groups": (("starts_on_lo", "starts_on_hi"), ("people_lo", "people_hi")),
    "offers": (("made_on", "deadline_on"),),
    "sightings": (("on_lo", "on_hi"), ("people_lo", "people_hi")),
}
"""Pairs of columns of which the first must not be more than the second."""

MOST_DAYS_FOLLOWED = 366
"""Days after the start within which a group was seen: the longest caravan of the sources took fifty."""


@dataclass(frozen=True, slots=True)
class Roads:
    """The rows of the five tables, checked, and the way of each group."""

    locations: tuple[Location, ...]
    routes: tuple[Route, ...]
    groups: tuple[Group, ...]
    offers: tuple[Offer, ...]
    sightings: tuple[Sighting, ...]
    ways: dict[str, Way]

    def name_of(self, location_id: str) -> str:
        """The name of a location."""
        return next(row.name for row in self.locations if row.location_id == location_id)

    def group(self, group_id: str) -> Group:
        """The group of that id."""
        return next(row for row in self.groups if row.group_id == group_id)

    def sightings_of(self, group_id: str) -> tuple[Sighting, ...]:
        """The sightings of a group, earliest first; what several sources say of one arrival reaches over all."""
        arrivals: dict[tuple[str, dt.date], Sighting] = {}
        for row in self.sightings:
            if row.group_id == group_id:
                key = (row.location_id, row.on_lo)
                arrivals[key] = _reaching_over(arrivals[key], row) if key in arrivals else row
        return tuple(sorted(arrivals.values(), key=lambda row: (row.on_lo, row.on_hi, row.location_id)))


def _reaching_over(one: Sighting, other: Sighting) -> Sighting:
    """What two sources say of one arrival, from the least to the most that either has; unknown says nothing."""
    least = [row.people_lo for row in (one, other) if row.people_lo is not None]
    most = [row.people_hi for row in (one, other) if row.people_hi is not None]
    return replace(
        one,
        on_hi=max(one.on_hi, other.on_hi),
        people_lo=min(least, default=None),
        people_hi=max(most, default=None),
        source_id=tuple(dict.fromkeys((*one.source_id, *other.source_id))),
    )


def checked_roads(
    locations: Sequence[Location],
    routes: Sequence[Route],
    groups: Sequence[Group],
    offers: Sequence[Offer] = (),
    sightings: Sequence[Sighting] = (),
) -> Roads:
    """The rows as a world to walk in; raises `InputError` with all mistakes together."""
    rows: dict[str, Sequence[Any]] = {
        "locations": locations,
        "routes": routes,
        "groups": groups,
        "offers": offers,
        "sightings": sightings,
    }
    mistakes = [*_references(rows), *_intervals(rows), *_starts(groups), *_orders(groups)]
    ways = {}
    if not mistakes:
        for group in groups:
            try:
                ways[group.group_id] = way_between(routes, group.location_id, group.towards_location_id)
            except ValueError as error:
                mistakes.append(
                    Mistake("groups.csv", None, group.group_id, str(error).removeprefix("routes.csv: "))
                )
        mistakes += [
            *_sightings_off_the_way(sightings, ways),
            *_sightings_at_another_time(rows),
            *_offers_nobody_can_follow(rows, ways),
        ]
    if mistakes:
        raise InputError(mistakes)
    return Roads(tuple(locations), tuple(routes), tuple(groups), tuple(offers), tuple(sightings), ways)


def _sightings_off_the_way(sightings: Sequence[Sighting], ways: dict[str, Way]) -> Iterator[Mistake]:
    """Sightings at a location that the group does not come through."""
    for line, row in enumerate(sightings, start=2):
        way = ways.get(row.group_id)
        if way is not None and row.location_id not in way.location_ids:
            text = (
                f"must be on the way of {row.group_id!r} from {way.location_ids[0]!r}"
                f" to {way.location_ids[-1]!r}, got {row.location_id!r}."
            )
            yield Mistake("sightings.csv", line, "location_id", text)


def _sightings_at_another_time(rows: dict[str, Sequence[Any]]) -> Iterator[Mistake]:
    """Sightings from before the group set out, and from so long after that it was another journey."""
    groups = {group.group_id: group for group in rows["groups"]}
    for line, row in enumerate(rows["sightings"], start=2):
        first = groups[row.group_id].starts_on_lo
        last = groups[row.group_id].starts_on_hi + dt.timedelta(MOST_DAYS_FOLLOWED)
        if row.on_lo < first:
            text = f"must not be before {first}, when {row.group_id!r} set out, got {row.on_lo}."
            yield Mistake("sightings.csv", line, "on_lo", text)
        if row.on_hi > last:
            text = f"must be {last} at the latest, a year after {row.group_id!r} set out, got {row.on_hi}."
            yield Mistake("sightings.csv", line, "on_hi", text)


def _offers_nobody_can_follow(rows: dict[str, Sequence[Any]], ways: dict[str, Way]) -> Iterator[Mistake]:
    """Offers made before their group set out, and places of theirs from which no road leads on."""
    first_day = {group.group_id: group.starts_on_lo for group in rows["groups"]}
    for line, offer in enumerate(rows["offers"], start=2):
        first = first_day[offer.group_id]
        if offer.made_on < first:
            text = f"must not be before {first}, when {offer.group_id!r} set out, got {offer.made_on}."
            yield Mistake("offers.csv", line, "made_on", text)
        for place in offer.brought_to_location_ids if offer.group_id in ways else ():
            end = ways[offer.group_id].location_ids[-1]
            try:
                way_between(rows["routes"], place, end)
            except ValueError:
                text = f"must have a way to {end!r}, where {offer.group_id!r} is heading, got {place!r}."
                yield Mistake("offers.csv", line, "brought_to_location_ids", text)


def _references(rows: dict[str, Sequence[Any]]) -> Iterator[Mistake]:
    """Rows that name a location or a group that is not there."""
    location_ids = {row.location_id for row in rows["locations"]}
    group_ids = {row.group_id for row in rows["groups"]}
    for table, named in (
        ("routes", ("from_location_id", "to_location_id")),
        ("groups", ("location_id", "towards_location_id")),
        ("sightings", ("location_id",)),
        ("offers", ("brought_to_location_ids",)),
    ):
        yield from _unknown(table, rows[table], named, location_ids, "locations.csv")
    for table, named in (
        ("groups", ("after_group_id",)),
        ("offers", ("group_id",)),
        ("sightings", ("group_id",)),
    ):
        yield from _unknown(table, rows[table], named, group_ids, "groups.csv")


def _unknown(
    table: str, rows: Iterable[Any], columns: tuple[str, ...], known: set[str], file: str
) -> Iterator[Mistake]:
    for line, row in enumerate(rows, start=2):
        for column in columns:
            value = getattr(row, column)
            for name in value if isinstance(value, tuple) else (value,):
                if name is not None and name not in known:
                    text = f"must be in {file}, got {name!r}.{did_you_mean(name, sorted(known))}"
                    yield Mistake(f"{table}.csv", line, column, text)


def _intervals(rows: dict[str, Sequence[Any]]) -> Iterator[Mistake]:
    """Intervals that end before they begin."""
    for table, pairs in INTERVALS.items():
        for line, row in enumerate(rows[table], start=2):
            for low, high in pairs:
                least, most = getattr(row, low), getattr(row, high)
                if least is not None and most is not None and least > most:
                    text = f"must not be more than {high}, got {least} and {most}."
                    yield Mistake(f"{table}.csv", line, low, text)


def _starts(groups: Sequence[Group]) -> Iterator[Mistake]:
    """Groups whose first and last possible day lie so far apart that nothing is said."""
    for line, group in enumerate(groups, start=2):
        until = group.starts_on_lo + dt.timedelta(MOST_DAYS_OF_A_START)
        if group.starts_on_hi > until:
            text = f"must be {until} at the latest, a year on, got {group.starts_on_hi}."
            yield Mistake("groups.csv", line, "starts_on_hi", text)


def _orders(groups: Sequence[Group]) -> Iterator[Mistake]:
    """Groups said to have formed after a group that set out later."""
    starts = {group.group_id: group.starts_on_lo for group in groups}
    for line, group in enumerate(groups, start=2):
        before = starts.get(group.after_group_id or "")
        if before is not None and before >= group.starts_on_hi:
            text = f"must set out before {group.group_id!r}, got {before} and {group.starts_on_hi}."
            yield Mistake("groups.csv", line, "after_group_id", text)
