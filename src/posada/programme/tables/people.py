"""Households and the persons in them: what placement, transport and papers need to know, and no more."""

from __future__ import annotations

import datetime as dt

from posada.programme.columns import column, table
from posada.programme.tables.shapes import COUNTRY, LANGUAGES, MOST, STATE

NEEDS = (
    "child_alone",
    "child_at_risk",
    "disability",
    "family_unity",
    "legal_protection",
    "lgbtiq",
    "older_person",
    "pregnant",
    "serious_medical",
    "single_parent",
    "survivor_of_torture",
    "survivor_of_violence",
    "wheelchair",
    "woman_at_risk",
)
"""The closed list of specific-need codes; `docs/reference/glossary.md` says what each means."""


@table("households", key=("household_id",), about_people=True)
class Household:
    """People who travel and are placed together; never split."""

    household_id: str = column("random code of the household")
    gathering_id: str = column("where it is now", refers_to="gatherings.gathering_id")
    pathway_id: str | None = column(
        "pathway to papers it follows (empty: none)", refers_to="steps.pathway_id", default=None
    )
    registered_on: dt.date | None = column("day it asked to take part", default=None)
    entered_on: dt.date | None = column("day it entered the country", default=None)
    ready_on: dt.date | None = column("first day it can travel (empty: at once)", default=None)
    principal_person_id: str | None = column(
        "the principal applicant", refers_to="persons.person_id", default=None
    )
    consents: bool | None = column(
        "has consented to be placed and moved (empty: not known, and treated as no)", default=None
    )
    asylum_claim: str = column(
        "where its claim for refugee status stands",
        one_of=("none", "open", "transfer_authorised", "recognised"),
        default="none",
    )
    claim_state: str | None = column(
        "state where the claim was filed (empty: the gathering's)",
        shape=STATE,
        default=None,
    )
    prefers_place_id: tuple[str, ...] = column(
        "places it would like, best first", refers_to="places.place_id", default=()
    )
    refuses_place_id: tuple[str, ...] = column(
        "places it will not go to", refers_to="places.place_id", default=()
    )


@table("persons", key=("person_id",), about_people=True)
class Person:
    """A member of a household: no name, no document, no date of birth."""

    person_id: str = column("random code of the person")
    household_id: str = column("the household", refers_to="households.household_id")
    birth_year: int | None = column(
        "year of birth (empty: not known; such a person never counts as an adult)",
        at_least=1900,
        at_most=2100,
        default=None,
    )
    sex: str | None = column(
        "sex (M alone is not read: it may be mujer or masculino)",
        one_of=("female", "male", "other"),
        aliases={
            "f": "female",
            "h": "male",
            "x": "other",
            "mujer": "female",
            "hombre": "male",
            "femenino": "female",
            "masculino": "male",
            "otro": "other",
        },
        default=None,
    )
    nationality: str | None = column("country of nationality", shape=COUNTRY, default=None)
    languages: tuple[str, ...] = column("languages spoken, best first", shape=LANGUAGES, default=())
    occupation: str | None = column("occupation, in the words of vacancies.csv", default=None)
    specific_needs: tuple[str, ...] = column("specific needs", one_of=NEEDS, default=())
    unaccompanied: bool = column("a child with no adult of the family", default=False)


@table("ties", key=(), about_people=True)
class Tie:
    """A bond between a household and another household or a place."""

    household_id: str = column("the household", refers_to="households.household_id")
    with_household_id: str | None = column(
        "the other household", refers_to="households.household_id", default=None
    )
    place_id: str | None = column(
        "the place where family, friends or a job are", refers_to="places.place_id", default=None
    )
    kind: str = column("what binds them", one_of=("family", "friend", "job_offer"))
    bond: str = column(
        "must: the same place (with place_id: that place, a pin); prefer: if it can be;"
        " apart: never the same place",
        one_of=("must", "prefer", "apart"),
    )


@table("floors", key=("floor_id",))
class Floor:
    """A total score that a group of households must reach together."""

    floor_id: str = column("short code of the floor")
    group_column: str = column(
        "column of households.csv or persons.csv that makes the group",
        one_of=(
            "gathering_id",
            "pathway_id",
            "asylum_claim",
            "sex",
            "nationality",
            "languages",
            "occupation",
            "specific_needs",
        ),
    )
    group_value: str = column("value of that column (of a person: any member who has it)")
    at_least_score: float = column(
        "least total score of the group's placed households", unit="points", at_least=-MOST, at_most=MOST
    )


@table("scores", key=("household_id", "place_id"), about_people=True)
class Score:
    """An outcome estimate from elsewhere for a household at a place, instead of the stated weights."""

    household_id: str = column("the household", refers_to="households.household_id")
    place_id: str = column("the place", refers_to="places.place_id")
    score: float = column("the estimate, higher is better", unit="points", at_least=-MOST, at_most=MOST)
