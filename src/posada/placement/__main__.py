"""The room on a tiny example: `python -m posada.placement`."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from posada.placement import find_bottlenecks, place
from posada.programme import Programme
from posada.programme.settings import Settings
from posada.programme.tables import Capacity, Gathering, Household, Person, Place, Resource, State


def tiny_programme() -> Programme:
    """Four households, two places, five beds: small enough to be followed by hand."""
    adults = {"H1": 2, "H2": 1, "H3": 3, "H4": 1}
    return Programme(
        settings=Settings(
            name="tiny", country="MEX", starts_on=dt.date(2021, 11, 23), ends_on=dt.date(2021, 12, 31), seed=1
        ),
        gatherings=(
            Gathering(
                gathering_id="mapastepec", name="Mapastepec", state="MX-CHP", timezone="America/Mexico_City"
            ),
        ),
        places=(
            Place(place_id="leon", name="León", state="MX-GUA", languages=("spa",)),
            Place(place_id="puebla", name="Puebla", state="MX-PUE", languages=("spa", "hat")),
        ),
        resources=(Resource(resource_id="beds", counts="people"),),
        capacities=(
            Capacity(place_id="leon", resource_id="beds", amount=3),
            Capacity(place_id="puebla", resource_id="beds", amount=2),
        ),
        households=tuple(
            Household(
                household_id=household_id,
                gathering_id="mapastepec",
                consents=household_id != "H4",
                prefers_place_id=("leon",) if household_id != "H2" else (),
            )
            for household_id in adults
        ),
        persons=tuple(
            Person(
                person_id=f"{household_id}-{number}",
                household_id=household_id,
                birth_year=1990,
                languages=("hat",) if household_id == "H2" else ("spa",),
            )
            for household_id, count in adults.items()
            for number in range(1, count + 1)
        ),
        states=(
            State(state="MX-GUA", population=6_166_934),
            State(state="MX-PUE", population=6_583_278),
        ),
    )


def main() -> None:
    """Place the tiny programme and print what the room says of it."""
    programme = tiny_programme()
    plan = place(programme)
    plan = replace(plan, bottlenecks=find_bottlenecks(programme, plan))
    print(plan.summary())
    for household in programme.households:
        print()
        print(plan.explain(household.household_id))
    print()
    print(plan.summary("es"))


if __name__ == "__main__":
    main()
