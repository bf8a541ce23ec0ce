"""Where journeys start, on what, driven by whom, over which roads."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from posada.programme.columns import column, table
from posada.programme.tables.shapes import MOST_MONEY, STATE, TIME_ZONE


@table("gatherings", key=("gathering_id",))
class Gathering:
    """A place where people have gathered and from which buses leave."""

    gathering_id: str = column("short code of the gathering")
    name: str = column("name that people know it by")
    state: str = column("state it lies in", shape=STATE)
    latitude: float | None = column("WGS84", unit="degrees", at_least=-90, at_most=90, default=None)
    longitude: float | None = column("WGS84", unit="degrees", at_least=-180, at_most=180, default=None)
    timezone: str = column("time zone", shape=TIME_ZONE)


@table("buses", key=("bus_type_id", "gathering_id"))
class BusType:
    """Buses of one type based at a gathering."""

    bus_type_id: str = column("short code of the type")
    gathering_id: str = column("where they are based", refers_to="gatherings.gathering_id")
    seats: int = column("seats for passengers", unit="seats", at_least=1, at_most=1000)
    wheelchair_places: int = column(
        "places for wheelchair users", unit="places", at_least=0, at_most=1000, default=0
    )
    buses: int = column("buses of this type", unit="buses", at_least=0, at_most=10_000)
    cost_per_km: Decimal = column("cost a kilometre", at_least=0, at_most=MOST_MONEY, default=Decimal(0))
    cost_per_day: Decimal = column("cost a day", at_least=0, at_most=MOST_MONEY, default=Decimal(0))


@table("drivers", key=("driver_id",))
class Driver:
    """A driver, by code, and the days of availability."""

    driver_id: str = column("code of the driver")
    gathering_id: str = column("where the driver is based", refers_to="gatherings.gathering_id")
    from_on: dt.date | None = column("first day available (empty: from the start)", default=None)
    until_on: dt.date | None = column("last day available (empty: to the end)", default=None)


@table("roads", key=("from_id", "to_id"))
class Road:
    """A known distance by road between a gathering or place and another."""

    from_id: str = column("gathering or place", refers_to=("gatherings.gathering_id", "places.place_id"))
    to_id: str = column("gathering or place", refers_to=("gatherings.gathering_id", "places.place_id"))
    km: float = column("distance by road", unit="km", at_least=0, at_most=20_000)
    minutes: int | None = column(
        "driving time without pauses (empty: km at planning_km_per_hour)",
        unit="minutes",
        at_least=0,
        at_most=20_000,
        default=None,
    )
    source: str = column("where the distance comes from", default="")
