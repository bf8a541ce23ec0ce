"""Places and roads that Flee would misread, or that cannot be as they stand; no rule here stops a run."""

from __future__ import annotations

import math
from collections.abc import Iterator

from posada.movement.flee_folder import INPUT
from posada.movement.rows import FleeFolder, Location
from posada.programme.mistakes import Mistake, did_you_mean

LOCATIONS, ROUTES = f"{INPUT}/locations.csv", f"{INPUT}/routes.csv"
READS = (LOCATIONS, ROUTES)
EARTH_KM = 6373.0
_AS_STRAIGHT = 0.95
"""Coordinates are often those of the middle of a district, so that a road may seem this share shorter."""


def forced_redirection_is_dead(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee stores the flag and never looks at it (the branch was deleted in 2022); 1 makes the road twice."""
    for route in folder.routes:
        if route.forced_from:
            twice = (
                " The value 1 also makes the road a second time." if route.forced_from == route.start else ""
            )
            text = "Flee never reads this flag when people choose: the road is one of several." + twice
            yield Mistake(ROUTES, route.line, "forced_redirection", text)


def people_of_unknown_places(folder: FleeFolder) -> Iterator[Mistake]:
    """A column of a demographics file that no place has is never used."""
    known = {place.name for place in folder.locations}
    for told in folder.demographics:
        for column in told.weights:
            if column not in known and column != "Default":
                text = f"no name of locations.csv: the column is ignored.{did_you_mean(column, known)}"
                yield Mistake(f"{INPUT}/demographics_{told.attribute}.csv", None, column[:40], text)


def roads_twice(folder: FleeFolder) -> Iterator[Mistake]:
    """Two rows for one road count it twice as likely."""
    seen: dict[frozenset[str], int] = {}
    for route in folder.routes:
        first = seen.setdefault(frozenset((route.start, route.end)), route.line)
        if first != route.line:
            text = f"the road stands in line {first} already: Flee chooses it twice as often."
            yield Mistake(ROUTES, route.line, "name2", text)


def places_without_roads(folder: FleeFolder) -> Iterator[Mistake]:
    """Nobody can come to or leave such a place."""
    joined = {name for route in folder.routes for name in (route.start, route.end)}
    for place in folder.locations:
        if place.name not in joined:
            yield Mistake(LOCATIONS, place.line, "name", "no road leads here: nobody comes or leaves.")


def coordinates_missing(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee reads an empty coordinate as 0."""
    for place in folder.locations:
        if is_at_zero(place):
            yield Mistake(
                LOCATIONS, place.line, "latitude", "0, 0 lies in the sea: an empty cell is read as 0."
            )


def files_that_nothing_reads(folder: FleeFolder) -> Iterator[Mistake]:
    """Files that Flee reads only where a rule of the settings asks for them."""
    for name in folder.attribute_files:
        yield Mistake(
            f"{INPUT}/{name}", None, "", "no rule of the settings that is supported uses this file."
        )


def road_shorter_than_the_crow_flies(folder: FleeFolder) -> Iterator[Mistake]:
    """No road is shorter than the straight line between its ends: a distance or a coordinate is wrong."""
    places = {place.name: place for place in folder.locations}
    for road in folder.routes:
        one, two = places[road.start], places[road.end]
        if is_at_zero(one) or is_at_zero(two):
            continue
        straight = crow_km(one, two)
        if road.km < _AS_STRAIGHT * straight - 1.0:
            text = (
                f"must be at least {straight:,.0f} km, the straight line between the ends, got {road.km:g}."
            )
            yield Mistake(ROUTES, road.line, "distance", text)


def is_at_zero(place: Location) -> bool:
    """Whether a place has the coordinates that empty cells are read as."""
    return place.latitude == 0.0 and place.longitude == 0.0


def crow_km(one: Location, two: Location) -> float:
    """The kilometres of the straight line over the earth between two places."""
    lat1, lon1, lat2, lon2 = (
        math.radians(angle) for angle in (one.latitude, one.longitude, two.latitude, two.longitude)
    )
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return EARTH_KM * 2 * math.atan2(math.sqrt(a), math.sqrt(max(1 - a, 0.0)))


RULES = (
    forced_redirection_is_dead,
    roads_twice,
    places_without_roads,
    people_of_unknown_places,
    coordinates_missing,
    files_that_nothing_reads,
    road_shorter_than_the_crow_flies,
)
