"""Who may not be placed by a program, and the law that says so: the gates before any optimisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from posada.programme import Programme
from posada.programme.tables import Household, LegalRule, Person

GATES = ("child_protection", "age_unconfirmed", "consent_missing")
"""The gates that stop a household wherever it might go, in the order in which one is told."""

NO_RULE = "no rule of law on file"
ADULT_AGE = 18
_LAW_OF = {
    "child_protection": "child_protection",
    "age_unconfirmed": "child_protection",
    "consent_missing": "consent",
    "open_asylum_claim": "open_asylum_claim",
}


def gate(programme: Programme, household: Household, members: Sequence[Person]) -> str | None:
    """The reason why a household is not placed by the program at all, or None if it may be."""
    if needs_child_protection(programme, members):
        return "child_protection"
    if age_is_unconfirmed(programme, members):
        return "age_unconfirmed"
    if household.consents is not True:
        return "consent_missing"
    return None


def needs_child_protection(programme: Programme, members: Sequence[Person]) -> bool:
    """Whether a child is alone among them, or nobody is an adult."""
    ages = [programme.age(person) for person in members]
    return any(
        person.unaccompanied or "child_alone" in person.specific_needs for person in members
    ) or not any(age is not None and age >= ADULT_AGE for age in ages)


def age_is_unconfirmed(programme: Programme, members: Sequence[Person]) -> bool:
    """Whether the only adults reach 18 in the year of the start and might still be 17 on the first day."""
    starts_on = programme.settings.starts_on
    if (starts_on.month, starts_on.day) == (12, 31):
        return False
    ages = [programme.age(person) for person in members]
    return not any(age is not None and age > ADULT_AGE for age in ages)


def claim_state(programme: Programme, household: Household) -> str | None:
    """The state that an open claim holds a household in, or None if it is free to move.

    A claim whose state is not known holds the household where it is: the answer is then an empty string.
    """
    if household.asylum_claim != "open":
        return None
    if household.claim_state is not None:
        return household.claim_state
    for gathering in programme.gatherings:
        if gathering.gathering_id == household.gathering_id:
            return gathering.state
    return ""


def law(programme: Programme, reason: str) -> str:
    """The citation of the rule of law behind a reason, as dated data has it on the first day.

    >>> from posada.placement.__main__ import tiny_programme
    >>> law(tiny_programme(), "consent_missing")
    'no rule of law on file'
    """
    settings = programme.settings
    in_force = [
        row
        for row in programme.legal_rules
        if row.rule_id == _LAW_OF[reason]
        and row.country == settings.country
        and (row.valid_from is None or row.valid_from <= settings.starts_on)
        and (row.valid_to is None or row.valid_to >= settings.starts_on)
    ]
    if not in_force:
        return NO_RULE
    latest = max(in_force, key=_valid_from)
    return f"{latest.cites} (source {latest.source})"


def _valid_from(row: LegalRule) -> dt.date:
    return row.valid_from or dt.date.min
