"""Makes the example programme `mapastepec-2021`: the offer of 23 November 2021 and a synthetic caravan.

    python examples/make_mapastepec.py [FOLDER]

Same code, same bytes. The parameters and their sources are in `mapastepec_parameters.py`, the people in
`mapastepec_people.py`; nobody in them exists.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import sys
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import mapastepec_movement as movement
import mapastepec_parameters as given
import mapastepec_promises as promises
from mapastepec_papers import calendars, closures, desks, steps, windows
from mapastepec_people import Dice, Family, make_families
from mapastepec_places import (
    RESOURCES,
    Locality,
    capacities,
    localities,
    place_row,
    road_row,
    states,
    vacancies,
)

from posada.programme.cells import text_of
from posada.programme.columns import TABLES
from posada.programme.tables import BusType, Driver, Gathering, Household, Person, Tie

FOLDER = Path(__file__).with_name("mapastepec-2021")
SETTINGS = f"""\
# Everything here is described by `posada tables`. People are synthetic: see README.md.
name = "Mapastepec, November 2021 (synthetic people)"
country = "MEX"
starts_on = {given.STARTS_ON}   # the joint statement: the offer is accepted, desks open, first buses leave
ends_on = {given.ENDS_ON}     # INM ended its transfers on 22 December (EFE)
currency = "MXN"
languages = ["spa", "hat", "por", "fra", "eng"]
ledger_language = "eng"
seed = {given.SEED}

# Points: what the programme holds to be better. All of them are assumptions of this example.
[score]
person_placed = 100
preference = 60
family = 50
friend = 20
job_offer = 60
language = 10
job = 25
service = 15

[placement]
move_cost = 50
shortfall_price = 20

[transport]
planning_km_per_hour = 65
spare_seats_share = 0.10      # UNHCR Handbook for Emergencies: 10 to 20 % spare transport capacity
rule_pack = "MX-NOM-087-2017"

# The statement: first pregnant women, people whose claim is resolved and people in a vulnerable situation,
# each with their nuclear family.
[regularisation]
order_of_service = ["pregnant", "asylum:recognised", "vulnerable", "registered_on"]
"""


def make_tables() -> dict[str, Sequence[Any]]:
    """The rows of every table of the programme, by table name."""
    places = localities()
    families = make_families(Dice(given.SEED))
    ledger = promises.tables()
    return {
        "places": [place_row(place) for place in places],
        "resources": RESOURCES,
        "capacities": [row for place in places for row in capacities(place)],
        "vacancies": [row for place in places for row in vacancies(place)],
        "states": states(),
        "gatherings": [_gathering()],
        "buses": _buses(),
        "drivers": _drivers(Dice(given.SEED + 1)),
        "roads": [road_row(place) for place in places if place.km is not None],
        "offices": [*desks(), *(row for place in places for row in windows(place))],
        "steps": steps(),
        "calendars": calendars(),
        "closures": closures(),
        "households": [_household(family) for family in families],
        "persons": [row for family in families for row in _persons(family)],
        "ties": _ties(Dice(given.SEED + 2), families, places),
        **ledger,
        **movement.tables(),
        "sources": [*ledger["sources"], *movement.sources()],
    }


def _gathering() -> Gathering:
    return Gathering(
        gathering_id=given.GATHERING,
        name="Mapastepec, domo de la cancha de fútbol, barrio Santa Cruz",
        state="MX-CHP",
        latitude=15.4336,
        longitude=-92.9004,
        timezone=given.TIMEZONE,
    )


def _buses() -> list[BusType]:
    """Twenty coaches, as many as INM laid on (El Sol); their sizes and prices are assumptions."""
    kinds = (("coach", 44, 0, 14), ("coach-lift", 42, 2, 6))
    return [
        BusType(
            bus_type_id=kind,
            gathering_id=given.GATHERING,
            seats=seats,
            wheelchair_places=wheelchairs,
            buses=buses,
            cost_per_km=Decimal(24),
            cost_per_day=Decimal(4500),
        )
        for kind, seats, wheelchairs, buses in kinds
    ]


def _drivers(dice: Dice) -> list[Driver]:
    """Forty-four drivers, two a coach and four in reserve; eight come on the second day. Assumption."""
    taken: set[str] = set()
    rows = []
    for number in range(44):
        from_on = given.STARTS_ON + dt.timedelta(days=1) if number >= 36 else None
        rows.append(
            Driver(driver_id=f"D-{dice.code(3, taken)}", gathering_id=given.GATHERING, from_on=from_on)
        )
    return sorted(rows, key=lambda row: row.driver_id)


def _household(family: Family) -> Household:
    pathway = "tvrh_and_refuge" if family.about_to_claim else "tvrh"
    if family.alone or family.consents is False:
        pathway = ""
    principal = max(
        family.adults or family.children, key=lambda member: (bool(member.woman), member.age, member.code)
    )
    return Household(
        household_id=family.code,
        gathering_id=given.GATHERING,
        pathway_id=pathway or None,
        registered_on=family.registered_on,
        entered_on=family.entered_on,
        ready_on=family.ready_on,
        principal_person_id=principal.code,
        consents=family.consents,
        asylum_claim=family.claim,
        claim_state=family.claim_state,
        prefers_place_id=family.wishes,
        refuses_place_id=family.refusals,
    )


def _persons(family: Family) -> list[Person]:
    return [
        Person(
            person_id=member.code,
            household_id=family.code,
            birth_year=given.STARTS_ON.year - member.age if member.age_known else None,
            sex="female" if member.woman else "male",
            nationality=member.nationality,
            languages=member.languages,
            occupation=member.occupation or None,
            specific_needs=tuple(sorted(member.needs)),
            unaccompanied=member.unaccompanied,
        )
        for member in sorted(family.members, key=lambda member: member.code)
    ]


def _ties(dice: Dice, families: list[Family], places: Sequence[Locality]) -> list[Tie]:
    """Bonds to places that serve the household, then pairs of households; a household has one at most."""
    free = dice.shuffled(family for family in families if family.may_be_placed and not family.refusals)
    rows = []
    kinds = dice.deal(given.PLACE_TIE_KINDS, given.PLACE_TIES)
    offices = [place for place in places if place.windows]
    for number, kind in enumerate(sorted(kinds, key=("family", "job_offer", "friend").index)):
        family = free.pop()
        place = dice.pick([place for place in (offices if dice.below(2) else places) if place.serves(family)])
        bond = "must" if number < given.PINS and not family.ready_on else "prefer"
        rows.append(Tie(household_id=family.code, place_id=place.place_id, kind=kind, bond=bond))
    for bond, pairs in (
        ("must", given.MUST_PAIRS),
        ("prefer", given.PREFER_PAIRS),
        ("apart", given.APART_PAIRS),
    ):
        for number in range(pairs):
            first = free.pop()
            same = [
                family for family in free if family.group == first.group and family.ready_on == first.ready_on
            ]
            second = same[-1] if same else free[-1]
            free.remove(second)
            kind = "family" if bond == "must" or number % 2 else "friend"
            rows.append(Tie(household_id=first.code, with_household_id=second.code, kind=kind, bond=bond))
    return sorted(rows, key=lambda row: row.household_id)


def csv_text(name: str, rows: Sequence[Any]) -> str:
    """The CSV text of a table, without the optional columns that hold nothing but their default."""
    columns = [
        column
        for column in TABLES[name].columns
        if column.required or any(getattr(row, column.name) != column.default for row in rows)
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    writer.writerows([text_of(getattr(row, column.name)) for column in columns] for row in rows)
    return out.getvalue()


def make_files() -> dict[str, str]:
    """The text of every file of the programme but its README, by file name."""
    files = {f"{name}.csv": csv_text(name, rows) for name, rows in make_tables().items()}
    return {"programme.toml": SETTINGS, "caravans.toml": movement.PARAMETERS, **files}


def main(folder: Path = FOLDER) -> None:
    """Write the programme to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in make_files().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    (folder / "sources").mkdir(exist_ok=True)
    for name, text in promises.TEXTS.items():
        (folder / "sources" / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
