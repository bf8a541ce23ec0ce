"""The places of the example: localities as typed, what they offer, their states, jobs and roads."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal

import mapastepec_parameters as given
from mapastepec_people import Family

from posada.programme.tables import Capacity, Place, Resource, Road, State, Vacancy


@dataclass(frozen=True, slots=True)
class Locality:
    """One line of `mapastepec_localities.csv`."""

    place_id: str
    name: str
    state: str
    latitude: float
    longitude: float
    km: int | None
    languages: tuple[str, ...]
    work: str
    windows: int
    offers: dict[str, int]

    def serves(self, family: Family) -> bool:
        """Whether it offers what the household cannot do without."""
        needs = {need for member in family.members for need in member.needs}
        asked = {resource for need, resource in _RESOURCE_OF_NEED.items() if need in needs}
        if any("hat" in member.languages for member in family.members):
            asked.add("creole")
        if any(member.age <= 1 for member in family.members):
            asked.add("infants")
        return all(self.offers[resource] for resource in asked)


_RESOURCE_OF_NEED = {"serious_medical": "clinic", "pregnant": "prenatal", "wheelchair": "accessible"}
STAY = given.BED_STAY_DAYS
RESOURCES = (
    Resource(
        resource_id="beds", help="bed in a shelter / cama en un albergue", counts="people", stay_days=STAY,
    ),
    Resource(
        resource_id="school_seats", help="seat at school / lugar en la escuela", counts="school_children",
        hard=False, overrun_price=4.0,
    ),
    Resource(
        resource_id="infants", help="cot and care for a baby / cuna y atención para bebé", counts="infants",
        stay_days=STAY,
    ),
    Resource(
        resource_id="creole", help="interpreting, Haitian Creole / interpretación, criollo haitiano",
        counts="language:hat", hard=False, overrun_price=3.0,
    ),
    Resource(
        resource_id="clinic", help="treatment at a clinic / tratamiento en clínica",
        counts="need:serious_medical", stay_days=STAY,
    ),
    Resource(
        resource_id="prenatal", help="prenatal care / control del embarazo", counts="need:pregnant",
        stay_days=STAY,
    ),
    Resource(
        resource_id="accessible", help="step-free room / cuarto sin escalones", counts="need:wheelchair",
        stay_days=STAY,
    ),
)  # fmt: skip


def localities() -> tuple[Locality, ...]:
    """The 36 localities, as somebody typed them."""
    with given.LOCALITIES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Locality(
                place_id=line["place_id"],
                name=line["name"],
                state=line["state"],
                latitude=float(line["latitude"]),
                longitude=float(line["longitude"]),
                km=int(line["km"]) if line["km"] else None,
                languages=tuple(line["languages"].split(";")),
                work=line["work"],
                windows=int(line["windows"]),
                offers={resource.resource_id: int(line[resource.resource_id]) for resource in RESOURCES},
            )
            for line in csv.DictReader(file)
        )


def place_row(place: Locality) -> Place:
    reception = given.OFFICE_RECEPTION if place.windows else given.OTHER_RECEPTION
    return Place(
        place_id=place.place_id,
        name=place.name,
        state=place.state,
        latitude=place.latitude,
        longitude=place.longitude,
        opens_on=given.OPENS_ON.get(place.place_id),
        closes_on=given.CLOSES_ON.get(place.place_id),
        languages=place.languages,
        timezone=given.TIMEZONE,
        receives_from=reception[0],
        receives_until=reception[1],
        receives_people_per_day=reception[2],
    )


def capacities(place: Locality) -> list[Capacity]:
    rows = [
        Capacity(
            place_id=place.place_id,
            resource_id=resource_id,
            amount=amount,
            at_least=given.AT_LEAST_BEDS.get(place.place_id) if resource_id == "beds" else None,
        )
        for resource_id, amount in place.offers.items()
        if amount
    ]
    if place.place_id in given.LATER_BEDS:
        amount, from_on = given.LATER_BEDS[place.place_id]
        rows.append(Capacity(place_id=place.place_id, resource_id="beds", amount=amount, from_on=from_on))
    return rows


def vacancies(place: Locality) -> list[Vacancy]:
    mean = given.STATES[place.state].monthly_wage
    return [
        Vacancy(
            place_id=place.place_id,
            occupation=occupation,
            openings=max(1, round(share * place.offers["beds"])),
            monthly_wage=Decimal(round(float(mean) * given.WAGE_FACTORS[occupation] / 50) * 50),
            currency="MXN",
        )
        for occupation, share in given.WORK[place.work].items()
    ]


def states() -> list[State]:
    return [
        State(
            state=state,
            name=facts.name,
            population=facts.population,
            wage_bill=facts.workforce * facts.monthly_wage,
            source=given.STATES_SOURCE,
        )
        for state, facts in given.STATES.items()
    ]


def road_row(place: Locality) -> Road:
    assert place.km is not None
    return Road(from_id=given.GATHERING, to_id=place.place_id, km=place.km, source=given.ROAD_SOURCE)
