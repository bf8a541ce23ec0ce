"""A programme that fits on a page, on which the room shows itself: four households, two places, one bus."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from posada.programme import Programme
from posada.programme.settings import Settings
from posada.programme.tables import (
    Assignment,
    BusType,
    Driver,
    DrivingRule,
    Gathering,
    Household,
    Person,
    Place,
    Road,
)

RULE = DrivingRule(
    rule_pack="MX-NOM-087-2017",
    pause_after_minutes=300,
    pause_minutes=30,
    second_driver_over_minutes=540,
    rest_minutes=480,
    rest_basis="planning assumption",
    source="NOM-087-SCT-2-2017, as reported by La Jornada (2018-07-03)",
)


def example() -> Programme:
    """Four households in Mapastepec, one of them with a wheelchair user; Puebla, and Cholula next to it.

    Everybody in it is made up. The road to Puebla is given; the way on to Cholula follows from coordinates.

    >>> len(example().persons)
    8
    """
    needs = {"h3": ("wheelchair",)}
    sizes = {"h1": 3, "h2": 2, "h3": 1, "h4": 2}
    return Programme(
        settings=Settings(
            name="One bus", country="MEX", starts_on=dt.date(2021, 11, 24), ends_on=dt.date(2021, 12, 10)
        ),
        gatherings=(
            Gathering(
                gathering_id="mapastepec",
                name="Mapastepec",
                state="MX-CHP",
                latitude=15.4336,
                longitude=-92.9004,
                timezone="America/Mexico_City",
            ),
        ),
        places=(
            Place(
                place_id="puebla",
                name="Puebla",
                state="MX-PUE",
                latitude=19.0478,
                longitude=-98.2072,
                receives_from=dt.time(7),
                receives_until=dt.time(21),
            ),
            Place(
                place_id="cholula",
                name="Cholula",
                state="MX-PUE",
                latitude=19.0641,
                longitude=-98.3035,
                receives_from=dt.time(8),
                receives_until=dt.time(20),
            ),
        ),
        roads=(
            Road(from_id="mapastepec", to_id="puebla", km=816),
            Road(from_id="mapastepec", to_id="cholula", km=827),
        ),
        buses=(
            BusType(
                bus_type_id="van",
                gathering_id="mapastepec",
                seats=10,
                wheelchair_places=1,
                buses=1,
                cost_per_km=Decimal(12),
                cost_per_day=Decimal(2000),
            ),
        ),
        drivers=tuple(Driver(driver_id=f"d{number}", gathering_id="mapastepec") for number in (1, 2)),
        driving_rules=(RULE,),
        households=tuple(
            Household(household_id=household_id, gathering_id="mapastepec", consents=True)
            for household_id in sizes
        ),
        persons=tuple(
            Person(
                person_id=f"{household_id}-{number}",
                household_id=household_id,
                birth_year=1990,
                specific_needs=needs.get(household_id, ()),
            )
            for household_id, size in sizes.items()
            for number in range(size)
        ),
    )


def example_assignments() -> tuple[Assignment, ...]:
    """Three of the households are to go to Puebla and one to Cholula."""
    return tuple(
        Assignment(household_id=household_id, place_id=place_id, people=people)
        for household_id, place_id, people in (
            ("h1", "puebla", 3),
            ("h2", "puebla", 2),
            ("h3", "puebla", 1),
            ("h4", "cholula", 2),
        )
    )
