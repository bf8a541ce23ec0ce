"""For tests of rooms, yours and ours: a tiny programme, random small ones, and an assertion on faults.

The strategies need Hypothesis, which is imported when one is asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from posada.programme import Fault, Programme
from posada.programme.reading import law
from posada.programme.settings import Settings
from posada.programme.tables import (
    BusType,
    Calendar,
    Capacity,
    Closure,
    Driver,
    Floor,
    Gathering,
    Household,
    Office,
    Person,
    Place,
    Resource,
    Score,
    State,
    Step,
    Tie,
    Vacancy,
)

if TYPE_CHECKING:
    from hypothesis import strategies as st

STARTS_ON = dt.date(2021, 11, 24)
ENDS_ON = dt.date(2021, 12, 20)
PLACES = ("alpha", "beta", "gamma")


def tiny_programme() -> Programme:
    """Three households, two places and everything that the rooms need; always the same.

    >>> programme = tiny_programme()
    >>> len(programme.households), len(programme.places), sum(row.buses for row in programme.buses)
    (3, 2, 1)
    """
    persons = (
        Person(person_id="p1", household_id="h1", birth_year=1990, languages=("spa",), occupation="services"),
        Person(person_id="p2", household_id="h1", birth_year=2015, languages=("spa",)),
        Person(person_id="p3", household_id="h2", birth_year=1985, languages=("hat",)),
        Person(person_id="p4", household_id="h3", birth_year=1970, specific_needs=("wheelchair",)),
    )
    households = tuple(
        _household(f"h{number}", registered_on=STARTS_ON, consents=True) for number in (1, 2, 3)
    )
    capacities = tuple(Capacity(place_id=place_id, resource_id="beds", amount=3) for place_id in PLACES[:2])
    return Programme(
        settings=_settings(),
        places=tuple(_place(number, place_id) for number, place_id in enumerate(PLACES[:2])),
        resources=(Resource(resource_id="beds", counts="people", hard=True),),
        capacities=capacities,
        households=households,
        persons=persons,
        vacancies=(Vacancy(place_id="alpha", occupation="services", openings=2),),
        states=(State(state="MX-GUA", population=6_166_934), State(state="MX-PUE", population=6_583_278)),
        buses=(_coach(buses=1, wheelchair_places=1),),
        drivers=_drivers(4),
        offices=_offices(PLACES[:2], people_per_day=20),
        **_fixed(),
    )


def assert_no_faults(faults: Iterable[Fault]) -> None:
    """Fail with one line per fault unless there is none.

    >>> assert_no_faults(())
    """
    found = tuple(faults)
    if found:
        raise AssertionError("\n".join(str(fault) for fault in found))


def programmes(*, most_households: int = 7) -> st.SearchStrategy[Programme]:
    """Small valid programmes that differ in who is there and what places offer, for Hypothesis.

    They hold children alone, households without consent, claims of every kind, ties of every bond, pins,
    refusals, needs, resources hard and soft, capacities over periods, minimums, floors, estimates from
    elsewhere, few buses and drivers, and desks that fill up.
    """
    from hypothesis import strategies as st

    @st.composite
    def draw_programme(draw: st.DrawFn) -> Programme:
        number = draw(st.integers(1, most_households))
        households: list[Household] = []
        persons: list[Person] = []
        for index in range(number):
            household, members = draw(_families(f"h{index}"))
            households.append(household)
            persons += members
        places = tuple(
            replace(_place(index, place_id), **draw(_openings())) for index, place_id in enumerate(PLACES)
        )
        return Programme(
            settings=replace(_settings(), seed=draw(st.integers(0, 3))),
            places=places,
            resources=_resources(
                stay_days=draw(st.sampled_from([None, 3, 10])),
                overrun_price=draw(st.sampled_from([5.0, 5.0, 150.0])),
            ),
            capacities=draw(_capacities()),
            households=tuple(households),
            persons=tuple(persons),
            ties=draw(_ties(households)),
            floors=draw(_floors()),
            scores=draw(_estimates(number)),
            vacancies=(Vacancy(place_id="beta", occupation="services", openings=1),),
            states=(
                State(state="MX-GUA", population=6_166_934, wage_bill=Decimal(12_000)),
                State(state="MX-PUE", population=6_583_278, wage_bill=Decimal(10_000)),
                State(state="MX-CHP", population=5_543_828, wage_bill=Decimal(9_000)),
            ),
            buses=(_coach(buses=draw(st.integers(0, 2)), wheelchair_places=draw(st.integers(0, 1))),),
            drivers=_drivers(draw(st.integers(0, 4))),
            offices=_offices(PLACES, people_per_day=draw(st.sampled_from([2, 5, 30]))),
            **_fixed(),
        )

    return draw_programme()


def _families(household_id: str) -> st.SearchStrategy[tuple[Household, list[Person]]]:
    """A household and its members; the first is nearly always an adult."""
    from hypothesis import strategies as st

    @st.composite
    def draw_family(draw: st.DrawFn) -> tuple[Household, list[Person]]:
        alone = draw(st.integers(0, 9)) == 0
        born = draw(st.lists(st.sampled_from([None, 1960, 1990, 2003, 2010, 2016, 2021]), max_size=3))
        first = 2008 if alone else draw(st.sampled_from([1955, 1980, 1995, 2003]))
        needs = st.sampled_from([(), (), (), ("pregnant",), ("wheelchair",), ("serious_medical",)])
        persons = [
            Person(
                person_id=f"{household_id}-{index}",
                household_id=household_id,
                birth_year=year,
                languages=draw(st.sampled_from([(), ("spa",), ("hat", "fra")])),
                occupation=draw(st.sampled_from([None, "services"])),
                specific_needs=draw(needs),
                unaccompanied=alone and index == 0,
            )
            for index, year in enumerate([first, *born])
        ]
        wishes = draw(st.lists(st.sampled_from(PLACES), unique=True, max_size=2))
        refused = draw(st.sampled_from([None, None, None, *PLACES]))
        household = _household(
            household_id,
            registered_on=draw(st.sampled_from([None, STARTS_ON, STARTS_ON + dt.timedelta(days=1)])),
            entered_on=draw(st.sampled_from([None, dt.date(2021, 11, 1)])),
            ready_on=draw(st.sampled_from([None, None, STARTS_ON + dt.timedelta(days=4)])),
            consents=draw(st.sampled_from([True, True, True, True, False, None])),
            asylum_claim=draw(st.sampled_from(["none", "none", "open", "transfer_authorised", "recognised"])),
            claim_state=draw(st.sampled_from([None, None, "MX-PUE"])),
            prefers_place_id=tuple(wish for wish in wishes if wish != refused),
            refuses_place_id=() if refused is None else (refused,),
        )
        return household, persons

    return draw_family()


def _openings() -> st.SearchStrategy[dict[str, Any]]:
    from hypothesis import strategies as st

    return st.fixed_dictionaries(
        {
            "opens_on": st.sampled_from([None, None, STARTS_ON + dt.timedelta(days=2)]),
            "closes_on": st.sampled_from([None, None, ENDS_ON - dt.timedelta(days=8)]),
            "receives_people_per_day": st.sampled_from([None, None, 4]),
        }
    )


def _capacities() -> st.SearchStrategy[tuple[Capacity, ...]]:
    """Rows for some of the pairs of place and resource, now and then in two periods."""
    from hypothesis import strategies as st

    middle = STARTS_ON + dt.timedelta(days=9)

    @st.composite
    def draw_capacities(draw: st.DrawFn) -> tuple[Capacity, ...]:
        rows: list[Capacity] = []
        for place_id in PLACES:
            for resource in _resources(stay_days=None):
                if resource.resource_id != "beds" and draw(st.integers(0, 3)) == 0:
                    continue
                amount = draw(st.integers(0, 8))
                least = draw(st.sampled_from([None, None, min(1, amount)]))
                key: dict[str, Any] = {"place_id": place_id, "resource_id": resource.resource_id}
                if draw(st.integers(0, 3)):
                    rows.append(Capacity(**key, amount=amount, at_least=least))
                else:
                    later = draw(st.integers(0, 8))
                    rows.append(Capacity(**key, amount=amount, until_on=middle))
                    rows.append(Capacity(**key, amount=later, from_on=middle + dt.timedelta(days=1)))
        return tuple(rows)

    return draw_capacities()


def _ties(households: Sequence[Household]) -> st.SearchStrategy[tuple[Tie, ...]]:
    """A few ties that can all be kept: must ties among the first households, apart ties among the others."""
    from hypothesis import strategies as st

    @st.composite
    def draw_ties(draw: st.DrawFn) -> tuple[Tie, ...]:
        rows: list[Tie] = []
        kinds = st.sampled_from(["family", "friend", "job_offer"])
        number = len(households)
        if number >= 2 and draw(st.booleans()):
            rows.append(Tie(household_id="h0", with_household_id="h1", kind="family", bond="must"))
        if number >= 4 and draw(st.booleans()):
            rows.append(Tie(household_id="h2", with_household_id="h3", kind="family", bond="apart"))
        if number >= 3 and draw(st.booleans()):
            rows.append(Tie(household_id="h2", with_household_id="h0", kind=draw(kinds), bond="prefer"))
        if number >= 5 and draw(st.booleans()):
            rows.append(Tie(household_id="h4", place_id="gamma", kind=draw(kinds), bond="prefer"))
        bound = draw(st.sampled_from([None, "must", "apart"]))
        refused = {place_id for row in households[:2] for place_id in row.refuses_place_id}
        left = [place_id for place_id in PLACES if place_id not in refused]
        if bound is not None and left:
            rows.append(
                Tie(household_id="h0", place_id=draw(st.sampled_from(left)), kind="family", bond=bound)
            )
        return tuple(rows)

    return draw_ties()


def _floors() -> st.SearchStrategy[tuple[Floor, ...]]:
    """No floor, or one for those who share a language or a claim."""
    from hypothesis import strategies as st

    groups = (("languages", "hat"), ("asylum_claim", "recognised"), ("specific_needs", "wheelchair"))
    floor = st.builds(
        lambda group, points: Floor(
            floor_id="f", group_column=group[0], group_value=group[1], at_least_score=points
        ),
        st.sampled_from(groups),
        st.sampled_from([50.0, 250.0]),
    )
    return st.one_of(st.just(()), st.just(()), st.tuples(floor))


def _estimates(households: int) -> st.SearchStrategy[tuple[Score, ...]]:
    """No scores.csv, or estimates for some households at some places."""
    from hypothesis import strategies as st

    pairs = [(f"h{index}", place_id) for index in range(households) for place_id in PLACES]
    estimates = st.dictionaries(st.sampled_from(pairs), st.integers(-150, 80), min_size=1, max_size=6)
    rows = estimates.map(
        lambda found: tuple(
            Score(household_id=household_id, place_id=place_id, score=float(score))
            for (household_id, place_id), score in found.items()
        )
    )
    return st.one_of(st.just(()), st.just(()), st.just(()), rows)


def _settings() -> Settings:
    return Settings(name="Test", country="MEX", starts_on=STARTS_ON, ends_on=ENDS_ON, currency="MXN")


def _household(household_id: str, **known: Any) -> Household:
    return Household(household_id=household_id, gathering_id="mapa", pathway_id="tvrh", **known)


def _place(number: int, place_id: str) -> Place:
    return Place(
        place_id=place_id,
        name=place_id.title(),
        state=("MX-GUA", "MX-PUE", "MX-CHP")[number],
        latitude=15.0 + 2 * number,
        longitude=-93.0 - number,
        languages=(("spa",), ("spa", "hat"), ())[number],
        receives_from=dt.time(7),
        receives_until=dt.time(21),
    )


def _resources(*, stay_days: int | None, overrun_price: float = 5.0) -> tuple[Resource, ...]:
    return (
        Resource(resource_id="beds", counts="people", hard=True, stay_days=stay_days),
        Resource(resource_id="clinic", counts="need:serious_medical", hard=True),
        Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=overrun_price),
    )


def _coach(*, buses: int, wheelchair_places: int) -> BusType:
    return BusType(
        bus_type_id="coach",
        gathering_id="mapa",
        seats=10,
        wheelchair_places=wheelchair_places,
        buses=buses,
        cost_per_km=Decimal(20),
    )


def _drivers(number: int) -> tuple[Driver, ...]:
    return tuple(Driver(driver_id=f"d{index}", gathering_id="mapa") for index in range(1, number + 1))


def _offices(places: Iterable[str], *, people_per_day: int) -> tuple[Office, ...]:
    hours: dict[str, Any] = {
        "opens_at": dt.time(8),
        "closes_at": dt.time(18),
        "people_per_day": people_per_day,
    }
    desk = Office(office_id="desk", gathering_id="mapa", step_id="register", **hours)
    return (
        desk,
        *(
            Office(office_id=f"inm-{place_id}", place_id=place_id, step_id="file", calendar_id="inm", **hours)
            for place_id in places
        ),
    )


def _fixed() -> dict[str, Any]:
    """The tables that every programme made here has, the law that ships with Posada among them."""
    return {
        "gatherings": (
            Gathering(
                gathering_id="mapa",
                name="Mapastepec",
                state="MX-CHP",
                latitude=15.44,
                longitude=-92.89,
                timezone="America/Mexico_City",
            ),
        ),
        "steps": (
            Step(pathway_id="tvrh", step_id="register", at="gathering", minutes_per_person=10),
            Step(
                pathway_id="tvrh",
                step_id="file",
                follows_step_id="register",
                at="place",
                minutes_per_person=20,
                due_days=20,
                from_event="file",
                on_expiry="refused",
                calendar_id="inm",
                source="Ley de Migración art. 128",
            ),
        ),
        "calendars": (
            Calendar(
                calendar_id="inm", verified_from=dt.date(2021, 1, 1), verified_until=dt.date(2022, 2, 28)
            ),
        ),
        "closures": (
            Closure(calendar_id="inm", kind="holiday", from_on=dt.date(2021, 12, 25)),
            Closure(
                calendar_id="inm",
                kind="suspension",
                from_on=dt.date(2021, 12, 27),
                until_on=dt.date(2021, 12, 30),
            ),
        ),
        **law(),
    }
