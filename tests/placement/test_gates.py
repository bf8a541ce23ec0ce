"""Who is not placed by a program, and which law says so."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from posada.placement.gates import claim_state, gate, law
from posada.programme import Programme
from posada.programme.tables import LegalRule

Build = Callable[..., Programme]
ARTICLE = LegalRule(
    country="MEX", rule_id="child_protection", cites="art. 112", text="", source="the law", valid_from=None
)


def gate_of_one(build: Build, household: Mapping[str, Any], **settings: Any) -> str | None:
    programme = build(places={"a": {"beds": 9}}, households={"h": household}, **settings)
    return gate(programme, programme.households[0], programme.members()["h"])


@pytest.mark.parametrize(
    ("household", "reason"),
    [
        ({"born": (1990, 2015)}, None),
        ({"born": (2008,), "alone": True}, "child_protection"),
        ({"born": (1990, 2015), "alone": True}, "child_protection"),
        ({"born": (1990,), "needs": ("child_alone",)}, "child_protection"),
        ({"born": (2008, 2010)}, "child_protection"),
        ({"born": (None,)}, "child_protection"),
        ({"born": (None, 1990)}, None),
        ({"born": ()}, "child_protection"),
        ({"born": (2003,)}, "age_unconfirmed"),
        ({"born": (2003, 2002)}, None),
        ({"born": (2003, None)}, "age_unconfirmed"),
        ({"consents": None}, "consent_missing"),
        ({"consents": False}, "consent_missing"),
        ({"born": (2008,), "alone": True, "consents": None}, "child_protection"),
        ({"born": (2003,), "consents": None}, "age_unconfirmed"),
    ],
)
def test_a_gate_stops_a_household_for_the_first_reason_that_is_true(
    build: Build, household: Mapping[str, Any], reason: str | None
) -> None:
    """Children come before ages, ages before consent; an unknown age is no adult, unknown consent is none."""
    assert gate_of_one(build, household) == reason


@pytest.mark.parametrize(("starts_on", "reason"), [((12, 30), "age_unconfirmed"), ((12, 31), None)])
def test_who_turns_18_in_the_year_is_an_adult_for_certain_on_its_last_day(
    build: Build, starts_on: tuple[int, int], reason: str | None
) -> None:
    """With a year of birth alone, age 18 is certain on 31 December only."""
    assert gate_of_one(build, {"born": (2003,)}, starts_on=dt.date(2021, *starts_on)) == reason


@pytest.mark.parametrize(
    ("household", "state"),
    [
        ({}, None),
        ({"asylum_claim": "transfer_authorised"}, None),
        ({"asylum_claim": "recognised"}, None),
        ({"asylum_claim": "open"}, "MX-CHP"),
        ({"asylum_claim": "open", "claim_state": "MX-TAB"}, "MX-TAB"),
        ({"asylum_claim": "transfer_authorised", "claim_state": "MX-TAB"}, None),
        ({"asylum_claim": "open", "gathering_id": "nobody knows"}, ""),
    ],
)
def test_an_open_claim_holds_a_household_in_its_state(
    build: Build, household: Mapping[str, Any], state: str | None
) -> None:
    """The state of the claim, else the gathering's; a state that nobody knows is no place's."""
    programme = build(places={}, households={"h": household})
    assert claim_state(programme, programme.households[0]) == state


def test_the_law_cited_is_the_latest_of_the_country_in_force(build: Build) -> None:
    """Rules of another country, repealed rules and rules to come are not cited."""
    rules = (
        ARTICLE,
        LegalRule(
            country="MEX",
            rule_id="child_protection",
            cites="art. 112, reformed",
            text="",
            source="the reform",
            valid_from=dt.date(2021, 1, 11),
        ),
        LegalRule(
            country="MEX",
            rule_id="child_protection",
            cites="art. 112, to come",
            text="",
            source="a bill",
            valid_from=dt.date(2021, 11, 23),
        ),
        LegalRule(country="GTM", rule_id="child_protection", cites="another", text="", source="elsewhere"),
        LegalRule(
            country="MEX",
            rule_id="consent",
            cites="repealed",
            text="",
            source="old",
            valid_to=dt.date(2021, 11, 21),
        ),
    )
    programme = build(places={}, households={}, legal_rules=rules)
    assert law(programme, "child_protection") == "art. 112, reformed (source the reform)"
    assert law(programme, "age_unconfirmed") == "art. 112, reformed (source the reform)"
    assert law(programme, "consent_missing") == "no rule of law on file"
