"""Ledgers to publish: that of the example, one that is made up, and one with everything that must stay in."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from posada.commitments.example import example
from posada.programme import Programme, read_programme
from posada.programme.tables import Actor, Claim, Commitment, Coverage, Delivery, Household, Person
from posada.publish.record import Record, record_of
from posada.publish.site import site_files

ROOT = Path(__file__).parents[2]
DAY = dt.date(2021, 11, 25)
PLANTED = ("Xiomara", "Quetzalli", "Ixchel-hogar-9", "Tecuani")
"""A person, a household, and both family names of somebody in a public role."""


@pytest.fixture(scope="session")
def made_up() -> Record:
    """The record of the ledger on one page that comes with the room."""
    return record_of(example())


@pytest.fixture(scope="session")
def mapastepec() -> Record:
    """The record of examples/mapastepec-2021."""
    return record_of(read_programme(ROOT / "examples" / "mapastepec-2021"))


@pytest.fixture(scope="session")
def with_few() -> Record:
    """The record of the same ledger as if its two witnesses were people, which may not be told then."""
    ledger = read_programme(ROOT / "examples" / "mapastepec-2021")
    return record_of(
        replace(
            ledger,
            commitments=tuple(
                replace(row, unit="witnesses") if row.commitment_id == "K6" else row
                for row in ledger.commitments
            ),
            deliveries=tuple(
                replace(row, unit="witnesses") if row.commitment_id == "K6" else row
                for row in ledger.deliveries
            ),
        )
    )


@pytest.fixture(scope="session")
def mapastepec_files(mapastepec: Record) -> dict[str, bytes]:
    """The publication of examples/mapastepec-2021, by file."""
    return site_files(mapastepec)


@pytest.fixture(scope="session")
def planted() -> tuple[str, ...]:
    """Names that are in `secretive` and must be in no file."""
    return PLANTED


@pytest.fixture(scope="session")
def secretive() -> Programme:
    """A ledger with small counts of people, a person in a public role, an unconfirmed draft, and households."""
    base = example()
    quoted = {"source_id": "seen", "claimant_actor_id": "Quetzalli-id", "polarity": "assert"}
    return replace(
        base,
        households=(
            Household(
                household_id="Ixchel-hogar-9", gathering_id="Ixchel-hogar-9", registered_on=DAY, consents=True
            ),
        ),
        persons=(Person(person_id="Xiomara", household_id="Ixchel-hogar-9", occupation="Xiomara weaves"),),
        actors=(
            *base.actors,
            Actor(
                actor_id="Quetzalli-id",
                kind="public_person",
                name="M. Quetzalli Tecuani",
                public_role="spokesperson of the walkers",
            ),
        ),
        claims=(
            *base.claims,
            Claim(
                claim_id="few",
                topic="seats",
                says="Quetzalli said 7 people and 20 others left",
                quotation="7 people left",
                from_byte=0,
                until_byte=13,
                amount_lo=7,
                amount_hi=7,
                unit="persons",
                **quoted,
            ),
            Claim(
                claim_id="later",
                topic="seats",
                says="41 in all, said TECUANI",
                amount_lo=41,
                amount_hi=41,
                unit="persons",
                **quoted,
            ),
            Claim(
                claim_id="draft", topic="seats", says="a draft of a machine", extracted_by="draft", **quoted
            ),
        ),
        commitments=(
            *base.commitments,
            _promise("seats", amount=200, unit="persons", text="Two hundred people get seats."),
            _promise("nearly", amount=120, unit="persons", text="120 people get shoes."),
            _promise("tents", amount=4, unit="families", text="Four families get a tent."),
        ),
        deliveries=(
            *base.deliveries,
            _came("seats-1", "seats", 7, claim_id="few"),
            _came("seats-2", "seats", 33),
            _came("nearly-1", "nearly", 117),
        ),
        coverage=(*base.coverage, _whole("seats"), _whole("nearly")),
    )


def _promise(commitment_id: str, *, amount: int, unit: str, text: str) -> Commitment:
    return Commitment(
        commitment_id=commitment_id,
        text=text,
        debtor_actor_ids=("agency", "Quetzalli-id"),
        cohort_id="caravan",
        instrument="oral",
        act="promise",
        unit=unit,
        amount=amount,
        made_on=DAY,
        deadline="fixed",
        due_on=DAY + dt.timedelta(days=3),
        source_id="said",
    )


def _came(delivery_id: str, commitment_id: str, people: int, claim_id: str | None = None) -> Delivery:
    return Delivery(
        delivery_id=delivery_id,
        commitment_id=commitment_id,
        cohort_id="caravan",
        from_on=DAY + dt.timedelta(days=1),
        amount_lo=people,
        amount_hi=people,
        unit="persons",
        source_id="seen",
        claim_id=claim_id,
        grade="press",
    )


def _whole(commitment_id: str) -> Coverage:
    return Coverage(
        commitment_id=commitment_id,
        from_on=DAY,
        until_on=dt.date(2021, 12, 31),
        completeness="complete",
        declared_by_actor_id="Quetzalli-id",
        source_id="seen",
        grade="press",
    )
