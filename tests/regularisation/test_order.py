"""The order of service: which class a household belongs to, and who is left to child protection."""

import datetime as dt

import pytest

from posada.programme.settings import RegularisationSettings
from posada.programme.tables import Household, Person
from posada.regularisation.order import is_for_child_protection, matches, place_in_line, service_class

ANNOUNCED = RegularisationSettings()


def household(code: str = "h1", claim: str = "none", registered_on: dt.date | None = None) -> Household:
    """Return a household at a gathering."""
    return Household(household_id=code, gathering_id="g", asylum_claim=claim, registered_on=registered_on)


def person(*needs: str, born: int | None = 1990, unaccompanied: bool = False) -> Person:
    """Return a member with specific needs."""
    return Person(
        person_id="p", household_id="h1", birth_year=born, specific_needs=needs, unaccompanied=unaccompanied
    )


@pytest.mark.parametrize(
    ("claim", "needs", "expected"),
    [
        ("none", ("pregnant",), (0, "pregnant")),
        ("recognised", ("pregnant",), (0, "pregnant")),
        ("recognised", (), (1, "asylum:recognised")),
        ("open", ("wheelchair",), (2, "vulnerable")),
        ("open", ("legal_protection",), (3, "registered_on")),
        ("none", (), (3, "registered_on")),
    ],
)
def test_a_household_belongs_to_the_first_class_that_names_it(
    claim: str, needs: tuple[str, ...], expected: tuple[int, str]
) -> None:
    """The announced order is read from its beginning; a second class does not count."""
    assert service_class(household(claim=claim), (person(), person(*needs)), ANNOUNCED) == expected


def test_without_classes_all_are_alike() -> None:
    """An empty order leaves the day of registration and the code."""
    rules = RegularisationSettings(order_of_service=())
    assert service_class(household(), (person("pregnant"),), rules) == (0, "")


def test_the_codes_that_count_as_vulnerable_are_a_setting() -> None:
    """A programme may say which needs make a household vulnerable."""
    rules = RegularisationSettings(vulnerable=("lgbtiq",))
    assert matches("vulnerable", household(), (person("lgbtiq"),), rules)
    assert not matches("vulnerable", household(), (person("wheelchair"),), rules)


def test_lines_form_by_class_then_day_then_code() -> None:
    """An unknown day of registration comes after all known ones, and the code decides the rest."""
    first, second = dt.date(2021, 11, 22), dt.date(2021, 11, 23)
    rows = [household("a"), household("d", registered_on=second), household("c", registered_on=second)]
    rows += [household("b", registered_on=first), household("e", claim="recognised")]
    line = sorted(rows, key=lambda row: place_in_line(row, (person(),), ANNOUNCED))
    assert [row.household_id for row in line] == ["e", "b", "c", "d", "a"]


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ((person(born=2003),), False),
        ((person(born=2004),), True),
        ((person(born=None),), True),
        ((person(), person(born=2010)), False),
        ((person(), person(born=2010, unaccompanied=True)), True),
        ((person(), person("child_alone", born=2010)), True),
        ((), True),
    ],
)
def test_children_without_an_adult_are_left_to_the_authority(
    members: tuple[Person, ...], expected: bool
) -> None:
    """Eighteen by the year of birth is an adult, an unknown year is not."""
    assert is_for_child_protection(members, 2003) is expected
