"""Distances: from roads.csv either way, else the great circle stretched, else none; and the word for each."""

import datetime as dt
import math

from hypothesis import given
from hypothesis import strategies as st

from posada.programme import Programme
from posada.programme.settings import Settings
from posada.programme.tables import Gathering, Place, Road
from posada.transport.distances import (
    DETOUR,
    FROM_GREAT_CIRCLE,
    FROM_ROADS,
    Distances,
    Leg,
    great_circle_km,
    source_of,
)

DAY = dt.date(2021, 11, 23)


def programme(*roads: Road, there: tuple[float, float] | None = (19.0478, -98.2072)) -> Programme:
    latitude, longitude = there or (None, None)
    return Programme(
        settings=Settings(name="Test", country="MEX", starts_on=DAY, ends_on=DAY),
        gatherings=(
            Gathering(
                gathering_id="g",
                name="G",
                state="MX-CHP",
                latitude=15.4336,
                longitude=-92.9004,
                timezone="America/Mexico_City",
            ),
        ),
        places=(Place(place_id="p", name="P", state="MX-PUE", latitude=latitude, longitude=longitude),),
        roads=roads,
    )


def test_a_road_is_taken_as_it_is_given() -> None:
    """Distance and minutes of roads.csv come back unchanged."""
    found = Distances(programme(Road(from_id="g", to_id="p", km=816.0, minutes=700))).leg("g", "p")
    assert found == Leg(816.0, 700, FROM_ROADS)


def test_a_road_the_other_way_serves_too() -> None:
    """Without a row for the direction asked for, the reverse row is taken; with one, that one."""
    back_only = Distances(programme(Road(from_id="p", to_id="g", km=820.0)))
    assert back_only.leg("g", "p") == Leg(820.0, math.ceil(820 / 65 * 60), FROM_ROADS)
    both = Distances(
        programme(Road(from_id="p", to_id="g", km=820.0), Road(from_id="g", to_id="p", km=810.0))
    )
    assert both.leg("g", "p").km == 810.0
    assert both.leg("p", "g").km == 820.0


def test_without_a_road_the_great_circle_is_stretched() -> None:
    """Mapastepec to Puebla is 692 km as the crow flies, by hand with the spherical law of cosines."""
    found = Distances(programme()).leg("g", "p")
    one, other = math.radians(15.4336), math.radians(19.0478)
    angle = math.acos(
        math.sin(one) * math.sin(other)
        + math.cos(one) * math.cos(other) * math.cos(math.radians(98.2072 - 92.9004))
    )
    assert math.isclose(found.km, angle * 6371.0088 * 1.30, rel_tol=1e-9)
    assert found.minutes == math.ceil(found.km / 65 * 60)
    assert found.source == FROM_GREAT_CIRCLE == f"great circle x {DETOUR:.2f}"


def test_without_road_and_coordinates_there_is_no_leg() -> None:
    """Nothing is guessed."""
    assert Distances(programme(there=None)).leg("g", "p") is None


def test_whole_minutes_are_not_rounded_up_by_an_accident_of_floats() -> None:
    """65 km at 65 km/h are 60 minutes, not 61."""
    for km in (65.0, 130.0, 195.0, 13.0):
        found = Distances(programme(Road(from_id="g", to_id="p", km=km))).leg("g", "p")
        assert found.minutes == round(km / 65 * 60)


@given(st.floats(-89, 89), st.floats(-180, 180), st.floats(-89, 89), st.floats(-180, 180))
def test_great_circles_are_symmetric_and_bounded(a: float, b: float, c: float, d: float) -> None:
    """There is as far as back, and nothing is farther than the other side of the Earth."""
    km = great_circle_km((a, b), (c, d))
    assert math.isclose(km, great_circle_km((c, d), (a, b)), rel_tol=1e-9, abs_tol=1e-9)
    assert 0 <= km <= math.pi * 6371.0088 + 1e-6


def test_the_source_says_for_how_many_legs() -> None:
    """All from the file, none, or some: each has its words."""
    road, stretched = Leg(1.0, 1, FROM_ROADS), Leg(1.0, 1, FROM_GREAT_CIRCLE)
    assert source_of([road, road]) == "roads.csv"
    assert source_of([stretched, stretched]) == "great circle x 1.30"
    assert source_of([road, stretched, stretched]) == "roads.csv; great circle x 1.30 for 2 of 3 legs"
