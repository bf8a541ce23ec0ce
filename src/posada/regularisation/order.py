"""Who is served first at the desks: the announced classes, then the day of registration, then the code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from posada.programme.settings import RegularisationSettings
from posada.programme.tables import Household, Person


def is_for_child_protection(members: Sequence[Person], adult_born_until: int) -> bool:
    """Whether the child-protection authority decides for this household, and the program does not.

    That is so with a member who is unaccompanied or a child alone, and where no member is known to be an
    adult: born in `adult_born_until` or before. Ley de Migración, art. 112 (reform in force 2021-01-11).
    """
    alone = any(person.unaccompanied or "child_alone" in person.specific_needs for person in members)
    adult = any(person.birth_year is not None and person.birth_year <= adult_born_until for person in members)
    return alone or not adult


def matches(
    term: str, household: Household, members: Sequence[Person], settings: RegularisationSettings
) -> bool:
    """Whether a household belongs to a class of the order of service; one member is enough for all.

    The statement of 23 November 2021 names each class "with their nuclear family". Everybody belongs to
    `registered_on`, in which nothing but the day of registration counts.
    """
    if term == "registered_on":
        return True
    if term.startswith("asylum:"):
        return household.asylum_claim == term.removeprefix("asylum:")
    codes = settings.vulnerable if term == "vulnerable" else (term,)
    return any(code in codes for person in members for code in person.specific_needs)


def service_class(
    household: Household, members: Sequence[Person], settings: RegularisationSettings
) -> tuple[int, str]:
    """The number of the first class that a household belongs to, from 0, and its term; the last has no term.

    >>> household = Household(household_id="h1", gathering_id="g", asylum_claim="recognised")
    >>> service_class(household, (), RegularisationSettings())
    (1, 'asylum:recognised')
    """
    for number, term in enumerate(settings.order_of_service):
        if matches(term, household, members, settings):
            return number, term
    return len(settings.order_of_service), ""


def place_in_line(
    household: Household, members: Sequence[Person], settings: RegularisationSettings
) -> tuple[int, dt.date, str]:
    """What households are sorted by: class, then day of registration (unknown last), then household_id."""
    number, _ = service_class(household, members, settings)
    return number, household.registered_on or dt.date.max, household.household_id
