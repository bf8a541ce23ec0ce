"""Small programmes for the tests of this room, built from the few facts that a test is about."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest

from posada.programme import Programme
from posada.programme.settings import PlacementSettings, ScoreWeights, Settings
from posada.programme.tables import Capacity, Gathering, Household, Person, Place, Resource, Tie

BEDS = Resource(resource_id="beds", counts="people")
NOTHING_BUT_PEOPLE: Mapping[str, float] = {
    "person_placed": 100.0,
    "preference": 0.0,
    "family": 0.0,
    "friend": 0.0,
    "job_offer": 0.0,
    "language": 0.0,
    "job": 0.0,
    "service": 0.0,
}


def build_programme(
    *,
    places: Mapping[str, Mapping[str, Any]],
    households: Mapping[str, Mapping[str, Any]],
    ties: Iterable[tuple[str, str, str]] = (),
    resources: Iterable[Resource] = (BEDS,),
    capacities: Iterable[Capacity] = (),
    starts_on: dt.date = dt.date(2021, 11, 22),
    days: int = 10,
    country: str = "MEX",
    score: Mapping[str, float] | None = None,
    placement: Mapping[str, float] | None = None,
    seed: int = 0,
    **tables: Any,
) -> Programme:
    """Return a programme with one gathering `g` in the state MX-CHP.

    Of a place, `beds` makes its row of capacities.csv (None: no such row). Of a household, `born` are the birth
    years of its members, `needs`, `languages` and `occupation` those of the first, `alone` says whether that
    one is unaccompanied. A tie is (household, household or place, bond), of kind family unless the bond says
    `bond:kind`.
    """
    own = {"born", "needs", "languages", "occupation", "alone"}
    return Programme(
        settings=Settings(
            name="Test",
            country=country,
            starts_on=starts_on,
            ends_on=starts_on + dt.timedelta(days=days - 1),
            seed=seed,
            score=ScoreWeights(**{**NOTHING_BUT_PEOPLE, **(score or {})}),
            placement=PlacementSettings(**(placement or {})),
        ),
        gatherings=(
            Gathering(gathering_id="g", name="Gathering", state="MX-CHP", timezone="America/Mexico_City"),
        ),
        places=tuple(
            Place(
                place_id=place_id,
                **{"name": place_id.title(), "state": "MX-PUE"}
                | {key: value for key, value in row.items() if key != "beds"},
            )
            for place_id, row in places.items()
        ),
        resources=tuple(resources),
        capacities=(
            *(
                Capacity(place_id=place_id, resource_id="beds", amount=row["beds"])
                for place_id, row in places.items()
                if row.get("beds") is not None
            ),
            *capacities,
        ),
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
                birth_year=born,
                specific_needs=tuple(row.get("needs", ())) if number == 0 else (),
                languages=tuple(row.get("languages", ())) if number == 0 else (),
                occupation=row.get("occupation") if number == 0 else None,
                unaccompanied=bool(row.get("alone")) and number == 0,
            )
            for household_id, row in households.items()
            for number, born in enumerate(row.get("born", (1990,)))
        ),
        ties=tuple(_tie(one, other, bond, other in places) for one, other, bond in ties),
        **tables,
    )


def _tie(one: str, other: str, bond: str, is_place: bool) -> Tie:
    bond, _, kind = bond.partition(":")
    end = "place_id" if is_place else "with_household_id"
    return Tie(household_id=one, kind=kind or "family", bond=bond, **{end: other})


@pytest.fixture(scope="session")
def build() -> Callable[..., Programme]:
    """Return the function that builds a small programme."""
    return build_programme
