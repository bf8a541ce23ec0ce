"""Small programmes for the tests of this room, built from the few facts that a test is about."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from posada.programme import Programme
from posada.programme.settings import Settings, TransportSettings
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

MEXICO_2017 = DrivingRule(
    rule_pack="MX-NOM-087-2017",
    pause_after_minutes=300,
    pause_minutes=30,
    second_driver_over_minutes=540,
    rest_minutes=480,
    source="NOM-087-SCT-2-2017",
)
EUROPE = DrivingRule(
    rule_pack="EU-561-2006",
    pause_after_minutes=270,
    pause_minutes=45,
    second_driver_over_minutes=540,
    rest_minutes=660,
    source="Regulation (EC) No 561/2006",
)

Built = tuple[Programme, tuple[Assignment, ...]]


def build_programme(
    *,
    places: Mapping[str, Mapping[str, Any]],
    households: Mapping[str, Mapping[str, Any]],
    buses: Iterable[tuple[str, int, int, int]] = (("coach", 44, 0, 3),),
    drivers: int | Iterable[Driver] = 8,
    starts_on: dt.date = dt.date(2021, 11, 22),
    days: int = 10,
    timezone: str = "America/Mexico_City",
    transport: Mapping[str, Any] | None = None,
    **tables: Any,
) -> Built:
    """Return a programme with one gathering `g`, and the assignments of its households.

    Of a place, `km` and `minutes` make its road from the gathering; of a household, `to` is its place, `size`
    its number of people, `wheelchairs` how many of them need a wheelchair place. `buses` are (id, seats,
    wheelchair places, number).
    """
    people = {household_id: row.get("size", 1) for household_id, row in households.items()}
    own = {"to", "size", "wheelchairs"}
    if isinstance(drivers, int):
        drivers = [Driver(driver_id=f"d{number:02}", gathering_id="g") for number in range(1, drivers + 1)]
    programme = Programme(
        settings=Settings(
            name="Test",
            country="MEX",
            starts_on=starts_on,
            ends_on=starts_on + dt.timedelta(days=days - 1),
            transport=TransportSettings(**(transport or {})),
        ),
        gatherings=(Gathering(gathering_id="g", name="Gathering", state="MX-CHP", timezone=timezone),),
        places=tuple(
            Place(
                place_id=place_id,
                **{"name": place_id, "state": "MX-PUE"}
                | {key: value for key, value in row.items() if key not in {"km", "minutes"}},
            )
            for place_id, row in places.items()
        ),
        roads=tuple(
            Road(from_id="g", to_id=place_id, km=row["km"], minutes=row.get("minutes"))
            for place_id, row in places.items()
            if "km" in row
        )
        + tuple(tables.pop("roads", ())),
        buses=tuple(
            BusType(
                bus_type_id=bus_type_id, gathering_id="g", seats=seats, wheelchair_places=chairs, buses=number
            )
            for bus_type_id, seats, chairs, number in buses
        ),
        drivers=tuple(drivers),
        driving_rules=tables.pop("driving_rules", (MEXICO_2017, EUROPE)),
        households=tuple(
            Household(
                household_id=household_id,
                **{"gathering_id": "g", "consents": True}
                | {key: value for key, value in row.items() if key not in own},
            )
            for household_id, row in households.items()
        ),
        persons=tuple(
            Person(
                person_id=f"{household_id}-{number}",
                household_id=household_id,
                birth_year=1990,
                specific_needs=("wheelchair",) if number < row.get("wheelchairs", 0) else (),
            )
            for household_id, row in households.items()
            for number in range(people[household_id])
        ),
        **tables,
    )
    assignments = tuple(
        Assignment(household_id=household_id, place_id=row["to"], people=people[household_id])
        for household_id, row in households.items()
    )
    return programme, assignments


@pytest.fixture(scope="session")
def build() -> Callable[..., Built]:
    """Return the function that builds a small programme and its assignments."""
    return build_programme
