"""A programme that fits on a page, on which the room shows itself: two households, one desk, one clock."""

from __future__ import annotations

import datetime as dt

from posada.programme import Programme
from posada.programme.settings import Settings
from posada.programme.tables import Calendar, Closure, Gathering, Household, Office, Person, Step


def example() -> Programme:
    """One desk in Mapastepec, a couple with a pregnant member, and somebody who came a day before them.

    Everybody in it is made up. The clock is that of the Ley de Migración, art. 128; the calendar knows the
    rest days of the federal labour law (art. 74) in the last weeks of 2021, and no closure of any office.

    >>> len(example().persons)
    3
    """
    starts_on, ends_on = dt.date(2021, 11, 24), dt.date(2021, 12, 31)
    first, second = starts_on - dt.timedelta(days=2), starts_on - dt.timedelta(days=1)
    return Programme(
        settings=Settings(name="One desk", country="MEX", starts_on=starts_on, ends_on=ends_on),
        gatherings=(
            Gathering(
                gathering_id="mapastepec", name="Mapastepec", state="MX-CHP", timezone="America/Mexico_City"
            ),
        ),
        households=(
            Household(
                household_id="h1",
                gathering_id="mapastepec",
                pathway_id="tvrh",
                registered_on=first,
                consents=True,
            ),
            Household(
                household_id="h2",
                gathering_id="mapastepec",
                pathway_id="tvrh",
                registered_on=second,
                consents=True,
            ),
        ),
        persons=(
            Person(person_id="p1", household_id="h1", birth_year=1990),
            Person(person_id="p2", household_id="h2", birth_year=1995, specific_needs=("pregnant",)),
            Person(person_id="p3", household_id="h2", birth_year=1993),
        ),
        steps=(
            Step(
                pathway_id="tvrh",
                step_id="register",
                at="gathering",
                minutes_per_person=10,
                due_days=20,
                cure_days=10,
                on_expiry="refused",
                calendar_id="inm",
                source="Ley de Migración, art. 128",
            ),
        ),
        offices=(
            Office(
                office_id="desk-1",
                gathering_id="mapastepec",
                step_id="register",
                people_per_day=60,
                opens_at=dt.time(9),
                closes_at=dt.time(17),
            ),
        ),
        calendars=(
            Calendar(
                calendar_id="inm", verified_from=dt.date(2021, 11, 1), verified_until=dt.date(2021, 12, 31)
            ),
        ),
        closures=(
            Closure(
                calendar_id="inm",
                kind="holiday",
                from_on=dt.date(2021, 11, 15),
                basis="Ley Federal del Trabajo, art. 74",
            ),
        ),
    )
