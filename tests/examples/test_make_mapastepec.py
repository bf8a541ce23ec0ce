"""The committed example of Mapastepec is what its generator makes, and keeps the facts it claims."""

from __future__ import annotations

import datetime as dt
import importlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from posada.programme import Programme, read_programme
from posada.programme.tables import Person

EXAMPLES = Path(__file__).parents[2] / "examples"
FOLDER = EXAMPLES / "mapastepec-2021"
STATES = {"MX-PUE", "MX-QUE", "MX-HID", "MX-MEX", "MX-MIC", "MX-GRO", "MX-COL", "MX-JAL", "MX-GUA"}
OFFICES = {
    "puebla",
    "queretaro",
    "pachuca",
    "toluca",
    "morelia",
    "chilpancingo",
    "colima",
    "guadalajara",
    "leon",
    "san-miguel-de-allende",
}


@pytest.fixture(scope="module")
def generator() -> Iterator[ModuleType]:
    sys.path.insert(0, str(EXAMPLES))
    try:
        yield importlib.import_module("make_mapastepec")
    finally:
        sys.path.remove(str(EXAMPLES))


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme(FOLDER)


@pytest.fixture(scope="module")
def members(programme: Programme) -> dict[str, tuple[Person, ...]]:
    return programme.members()


@pytest.fixture(scope="module")
def people(programme: Programme) -> int:
    return len(programme.persons)


def _adults(programme: Programme) -> list[Person]:
    ages = ((person, programme.age(person)) for person in programme.persons)
    return [person for person, age in ages if age is not None and age >= 18]


def test_the_generator_makes_the_committed_bytes(generator: ModuleType) -> None:
    """Every committed file but the README comes out of the generator byte for byte, and there is no other."""
    made = {name: text.encode() for name, text in generator.make_files().items()}
    committed = {
        path.name: path.read_bytes() for path in FOLDER.iterdir() if path.suffix in {".csv", ".toml"}
    }
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_another_seed_makes_other_people_with_the_same_shares(generator: ModuleType) -> None:
    """The seed decides who is who and nothing about how many."""
    people = importlib.import_module("mapastepec_people")
    first, second = (people.make_families(people.Dice(seed)) for seed in (1, 2))
    sizes = [Counter(len(family.members) for family in families) for families in (first, second)]
    assert sizes[0] == sizes[1]
    assert {family.code for family in first}.isdisjoint(family.code for family in second)


def test_the_folder_is_small() -> None:
    """The whole example stays under 600 kB."""
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 600_000


def test_households_are_as_in_saltillo(programme: Programme, members: dict[str, tuple[Person, ...]]) -> None:
    """36 % of households are one person, families have 3.35 members, 41 % of people are children."""
    sizes = [len(persons) for persons in members.values()]
    assert len(sizes) == 1000
    assert sizes.count(1) / len(sizes) == pytest.approx(710 / 1966, abs=0.002)
    families = [size for size in sizes if size > 1]
    assert sum(families) / len(families) == pytest.approx(3.35, abs=0.02)
    ages = [age for age in map(programme.age, programme.persons) if age is not None]
    assert sum(age < 18 for age in ages) / len(ages) == pytest.approx(0.41, abs=0.005)


def test_nationalities_are_as_among_applicants_of_2021(programme: Programme, people: int) -> None:
    """Each of the eight largest nationalities has its share of the applications of 2021."""
    applications = {
        "HTI": 51827, "HND": 36361, "CUB": 8319, "CHL": 6970,
        "VEN": 6223, "SLV": 6037, "GTM": 4149, "BRA": 3836,
    }  # fmt: skip
    counts = Counter(person.nationality for person in programme.persons)
    for nationality, number in applications.items():
        assert counts[nationality] / people == pytest.approx(number / 131418, abs=0.002), nationality


def test_sex_and_work_keep_their_shares(programme: Programme) -> None:
    """Women are 37.9 % of adults, and work experience is spread as in the programme of UNHCR."""
    adults = _adults(programme)
    assert sum(adult.sex == "female" for adult in adults) / len(adults) == pytest.approx(0.379, abs=0.005)
    counts = Counter(adult.occupation for adult in adults)
    for occupation, share in {"services": 0.38, "construction": 0.26, "agriculture": 0.13}.items():
        assert counts[occupation] / len(adults) == pytest.approx(share, abs=0.015), occupation


def test_children_born_on_the_way_are_in_haitian_households(
    programme: Programme, members: dict[str, tuple[Person, ...]]
) -> None:
    """Chilean and Brazilian persons are children, at home with Haitians only."""
    for persons in members.values():
        nations = {person.nationality for person in persons}
        if nations & {"CHL", "BRA"}:
            assert nations <= {"HTI", "CHL", "BRA"}
            for person in persons:
                age = programme.age(person)
                assert person.nationality == "HTI" or age is None or age < 18


def test_lone_parents_are_old_enough(programme: Programme, members: dict[str, tuple[Person, ...]]) -> None:
    """The one adult of a family is at least sixteen years older than each child."""
    for persons in members.values():
        if any("single_parent" in person.specific_needs for person in persons):
            years = [person.birth_year for person in persons if person.birth_year is not None]
            parent = next(person for person in persons if "single_parent" in person.specific_needs)
            assert parent.birth_year is not None
            assert all(year == parent.birth_year or year >= parent.birth_year + 16 for year in years)


def test_children_without_a_family_adult_are_marked_and_on_no_pathway(
    programme: Programme, members: dict[str, tuple[Person, ...]]
) -> None:
    """Seven households are left to the child-protection authority: no pathway, and the need stated."""
    alone = [
        household
        for household in programme.households
        if any(person.unaccompanied for person in members[household.household_id])
    ]
    assert len(alone) == 7
    for household in alone:
        assert household.consents is None
        assert household.pathway_id is None
        for person in members[household.household_id]:
            assert person.unaccompanied == ("child_alone" in person.specific_needs)


def test_every_reason_to_wait_occurs(programme: Programme, members: dict[str, tuple[Person, ...]]) -> None:
    """There are open claims here and in Jalisco, missing consents, and lone adults who may still be 17."""
    claims = Counter((row.asylum_claim, row.claim_state) for row in programme.households)
    assert claims["open", None] > 50
    assert claims["open", "MX-JAL"] == 4
    assert claims["transfer_authorised", None] == 40
    consents = Counter(row.consents for row in programme.households)
    assert consents[False] > 0
    assert consents[None] > 7
    single_ages = [programme.age(persons[0]) for persons in members.values() if len(persons) == 1]
    assert single_ages.count(18) == 5


def test_codes_tell_nothing(programme: Programme) -> None:
    """Codes are unique, of one shape, hold no word, and do not follow the day of registration."""
    households = [household.household_id for household in programme.households]
    persons = [person.person_id for person in programme.persons]
    letters = "23456789BCDFGHJKMNPQRSTVWXZ"
    assert len(set(households)) == len(households)
    assert len(set(persons)) == len(persons)
    assert all(re.fullmatch(f"H-[{letters}]{{5}}", code) for code in households)
    assert all(re.fullmatch(f"P-[{letters}]{{6}}", code) for code in persons)
    registered = [household.registered_on for household in programme.households]
    assert registered != sorted(registered, key=str)
    firsts = Counter(code[2] for code in households)
    assert max(firsts.values()) < 3 * len(households) / len(letters)


def test_nine_states_and_ten_offices(programme: Programme) -> None:
    """The 36 places lie in the nine states of the statement, and ten of them have an office with windows."""
    assert len(programme.places) == 36
    assert {place.state for place in programme.places} == STATES
    windows = {row.place_id for row in programme.offices if row.place_id and "VISIT" not in row.office_id}
    assert windows == OFFICES
    assert {row.place_id for row in programme.offices if row.place_id} == {
        place.place_id for place in programme.places
    }
    assert {row.state for row in programme.states} == STATES


def test_ten_desks_and_time_for_everybody(programme: Programme) -> None:
    """Ten desks stand at the gathering, and each desk's day is long enough for the people it is to serve."""
    desks = [office for office in programme.offices if office.gathering_id]
    assert len(desks) == 10
    minutes = {step.step_id: step.minutes_per_person for step in programme.steps}
    for office in programme.offices:
        day = dt.datetime.combine(dt.date.min, office.closes_at) - dt.datetime.combine(
            dt.date.min, office.opens_at
        )
        needed = (minutes[office.step_id] or 0) * office.people_per_day
        assert needed <= day / dt.timedelta(minutes=1), office.office_id


def test_the_card_is_decided_in_twenty_working_days(programme: Programme) -> None:
    """Twenty working days, silence is refusal, ten days to mend; from 24 November they end on 22 December."""
    step = next(row for row in programme.steps if row.step_id == "decide_tvrh")
    assert (step.due_days, step.cure_days, step.day_kind, step.on_expiry) == (20, 10, "working", "refused")
    closed = set()
    for row in programme.closures:
        if row.calendar_id == step.calendar_id:
            last = row.until_on or row.from_on
            closed |= {row.from_on + dt.timedelta(days=n) for n in range((last - row.from_on).days + 1)}
    day, counted = dt.date(2021, 11, 24), 0
    while counted < 20:
        day += dt.timedelta(days=1)
        counted += day.weekday() < 5 and day not in closed
    assert day == dt.date(2021, 12, 22)


def test_beds_are_a_little_short(programme: Programme, members: dict[str, tuple[Person, ...]]) -> None:
    """There are fewer beds than people whom nothing about their household holds back, by at most a tenth."""
    beds = sum(row.amount for row in programme.capacities if row.resource_id == "beds")
    free = 0
    for household in programme.households:
        persons = members[household.household_id]
        held = household.consents is not True or any(person.unaccompanied for person in persons)
        held |= household.asylum_claim == "open" and household.claim_state is None
        ages = [age for age in map(programme.age, persons) if age is not None]
        if not held and max(ages) > 18:
            free += len(persons)
    assert 0.9 < beds / free < 1
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert f"{beds:,} beds, for {free:,} people" in readme
    assert f"{beds:,} camas, para {free:,} personas" in readme


def test_haitian_creole_is_spoken_where_interpreting_is_offered(programme: Programme) -> None:
    """Places that offer interpreting count Haitian Creole among the languages of their services."""
    offers = {row.place_id for row in programme.capacities if row.resource_id == "creole"}
    assert offers == {place.place_id for place in programme.places if "hat" in place.languages}


def test_the_readme_declares_people_synthetic_in_both_languages(programme: Programme, people: int) -> None:
    """The README says in English and Spanish that nobody in the files exists, with the true number."""
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "No person in these files exists" in readme
    assert "Ninguna persona de estos archivos existe" in readme
    assert f"The {people:,} people in {len(programme.households):,} households" in readme
    assert f"Las {people:,} personas en {len(programme.households):,} hogares" in readme
