"""Why a case waits: the first true reason in a fixed order, and what blocks."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given

from posada.placement import place
from posada.programme import Programme
from posada.programme.tables import Capacity, LegalRule, Resource
from posada.testing import programmes

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)
CLINIC = Resource(resource_id="clinic", counts="need:serious_medical")
BEDS = Resource(resource_id="beds", counts="people")
CLAIM = LegalRule(country="MEX", rule_id="open_asylum_claim", cites="art. 24", text="", source="the law")


def reason_of(programme: Programme, household_id: str = "h") -> tuple[str, str]:
    (row,) = [row for row in place(programme).waiting if row.household_id == household_id]
    return row.reason, row.rule


@pytest.mark.parametrize(
    ("places", "household", "expected"),
    [
        (
            {"a": {"beds": 9}},
            {"consents": None, "asylum_claim": "open"},
            ("consent_missing", "no rule of law on file"),
        ),
        (
            {"a": {"beds": 9}},
            {"asylum_claim": "open", "needs": ("serious_medical",)},
            ("open_asylum_claim", "art. 24 (source the law)"),
        ),
        ({"a": {"beds": 9}, "b": {}}, {"needs": ("serious_medical",)}, ("need_not_served", "clinic")),
        ({"a": {}, "b": {}}, {}, ("need_not_served", "beds")),
        (
            {"a": {"beds": 9, "closes_on": START - dt.timedelta(1)}},
            {},
            ("capacity", "no place open on the day of arrival"),
        ),
        (
            {"a": {"beds": 9}, "b": {"beds": 9}, "c": {"beds": 1, "closes_on": START - dt.timedelta(1)}},
            {"refuses_place_id": ("a", "b")},
            ("refusals", "a; b"),
        ),
        ({"a": {"beds": 0}, "b": {"beds": 0}}, {}, ("capacity", "beds at a; beds at b")),
        (
            {"a": {"beds": 0}, "b": {"beds": 0}, "c": {"beds": 9}},
            {"refuses_place_id": ("c",)},
            ("capacity", "beds at a; beds at b"),
        ),
    ],
)
def test_the_first_true_reason_is_told_with_what_blocks(
    build: Build, places: Mapping[str, Any], household: Mapping[str, Any], expected: tuple[str, str]
) -> None:
    """Consent, then claims, then needs, then opening days, then refusals, then room."""
    programme = build(
        places=places, households={"h": household}, resources=[BEDS, CLINIC], legal_rules=(CLAIM,)
    )
    assert reason_of(programme) == expected


def test_needs_that_no_one_place_serves_together_are_named_for_the_best_place(build: Build) -> None:
    """Beds here and a clinic there serve nobody who needs both."""
    programme = build(
        places={"a": {"beds": 9}, "b": {}},
        households={"h": {"needs": ("serious_medical",)}},
        resources=[BEDS, CLINIC],
        capacities=[Capacity(place_id="b", resource_id="clinic", amount=9)],
    )
    assert reason_of(programme) == ("need_not_served", "clinic")


def test_at_most_three_blocks_are_told_dearest_first(build: Build) -> None:
    """The bed that is worth most to others comes first."""
    programme = build(
        places={name: {"beds": 1} for name in "abcd"},
        households={"h": {}, **{f"i{number}": {"prefers_place_id": ("d",)} for number in range(4)}},
        score={"preference": 60.0},
    )
    placed = place(programme)
    assert len(placed.waiting) == 1
    assert placed.waiting[0].rule.split("; ")[0] == "beds at d"
    assert len(placed.waiting[0].rule.split("; ")) == 3


def test_who_must_be_kept_apart_waits_without_a_word_on_where_the_other_is(build: Build) -> None:
    """The rule names no place, for it would say where to find that household."""
    programme = build(
        places={"a": {"beds": 9}},
        households={"h1": {"born": (1990, 1990)}, "h2": {}},
        ties=[("h2", "h1", "apart")],
    )
    assert reason_of(programme, "h2") == ("refusals", "somebody to be kept apart from")


def test_a_place_that_costs_more_than_it_brings_is_no_reason_of_room(build: Build) -> None:
    """There is room, at 250 points for the one school seat that is not there."""
    programme = build(
        places={"a": {"beds": 9}},
        households={"h": {"born": (1990, 2010)}},
        resources=[
            BEDS,
            Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=250.0),
        ],
        capacities=[Capacity(place_id="a", resource_id="seats", amount=0)],
    )
    assert reason_of(programme) == ("score_below_price", "a")


@given(programmes())
def test_every_row_names_its_own_household_only(programme: Programme) -> None:
    """What blocks is said in resources, places and laws."""
    ids = {household.household_id for household in programme.households}
    for row in place(programme).waiting:
        assert ids.isdisjoint(row.rule.replace(";", " ").split())
