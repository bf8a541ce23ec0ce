"""Places that receive people, and what each can offer, when."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from posada.programme.columns import column, table
from posada.programme.tables.shapes import (
    CURRENCY,
    LANGUAGES,
    MOST,
    MOST_MONEY,
    MOST_PEOPLE,
    STATE,
    TIME_ZONE,
)

COUNTS = r"people|households|adults|school_children|infants|need:[a-z_]+|language:[a-z]{3}"


@table("places", key=("place_id",))
class Place:
    """A locality that can receive households."""

    place_id: str = column("short code of the place", hxl="#loc+code")
    name: str = column("name that people know it by", hxl="#loc+name")
    state: str = column("state it lies in", shape=STATE, hxl="#adm1+code")
    latitude: float | None = column(
        "WGS84", unit="degrees", at_least=-90, at_most=90, default=None, hxl="#geo+lat"
    )
    longitude: float | None = column(
        "WGS84", unit="degrees", at_least=-180, at_most=180, default=None, hxl="#geo+lon"
    )
    opens_on: dt.date | None = column("first day it receives (empty: from the start)", default=None)
    closes_on: dt.date | None = column("last day it receives (empty: to the end)", default=None)
    languages: tuple[str, ...] = column(
        "languages its services speak",
        shape=LANGUAGES,
        default=(),
        hxl="#meta+lang",
    )
    timezone: str | None = column(
        "time zone (empty: that of the gathering)",
        shape=TIME_ZONE,
        default=None,
    )
    receives_from: dt.time | None = column("reception opens (empty: at any hour)", default=None)
    receives_until: dt.time | None = column("reception closes (empty: at any hour)", default=None)
    receives_people_per_day: int | None = column(
        "most people it can receive in one day (empty: no limit)",
        unit="people",
        at_least=0,
        at_most=MOST,
        default=None,
    )


@table("resources", key=("resource_id",))
class Resource:
    """Something a place offers in limited number: beds, school seats, clinic places."""

    resource_id: str = column("short code of the resource")
    help: str = column("what it is, in words", default="")
    counts: str = column(
        "who uses one unit",
        pattern=COUNTS,
        pattern_help="people, households, adults, school_children, infants, need:<code> or language:<code>",
    )
    hard: bool = column("yes: never exceeded; no: may be exceeded at overrun_price", default=True)
    overrun_price: float | None = column(
        "points that one unit over capacity costs (needed when hard is no)",
        unit="points",
        at_least=0,
        at_most=MOST,
        default=None,
    )
    stay_days: int | None = column(
        "days a household uses it from arrival (empty: to the end of the programme)",
        unit="days",
        at_least=1,
        at_most=3660,
        default=None,
    )


@table("capacities", key=("place_id", "resource_id", "from_on"))
class Capacity:
    """How much of a resource a place offers; no row means the place does not offer it."""

    place_id: str = column("the place", refers_to="places.place_id")
    resource_id: str = column("the resource", refers_to="resources.resource_id")
    amount: int = column("units offered", unit="units", at_least=0, at_most=MOST, hxl="#capacity+num")
    at_least: int | None = column(
        "units that the place asks to be used (falling short costs shortfall_price each)",
        unit="units",
        at_least=0,
        at_most=MOST,
        default=None,
    )
    from_on: dt.date | None = column("first day of this amount (empty: from the start)", default=None)
    until_on: dt.date | None = column("last day of this amount (empty: to the end)", default=None)


@table("vacancies", key=("place_id", "occupation"))
class Vacancy:
    """Jobs that employers of a place have declared open."""

    place_id: str = column("the place", refers_to="places.place_id")
    occupation: str = column("occupation, in the words of persons.csv", hxl="#sector+occupation")
    openings: int = column("jobs open", unit="jobs", at_least=0, at_most=MOST)
    monthly_wage: Decimal | None = column("wage a month", at_least=0, at_most=MOST_MONEY, default=None)
    currency: str | None = column("currency of the wage", shape=CURRENCY, default=None)


@table("states", key=("state",))
class State:
    """A state's weight in quota rules that share people out by population and means (a baseline)."""

    state: str = column("the state", shape=STATE)
    name: str = column("its name", default="")
    population: int = column("inhabitants", unit="people", at_least=0, at_most=MOST_PEOPLE)
    wage_bill: Decimal | None = column(
        "wages paid a month, in the place of tax revenue (empty: key by population alone)",
        at_least=0,
        at_most=10**15,
        default=None,
    )
    source: str = column("where the figures come from", default="")
