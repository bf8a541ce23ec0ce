"""Reasons for waiting that hold, and that do not: the cases which the table of planted faults has not."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from posada.placement.check.facts import Case
from posada.placement.check.waiting import (
    blocks_that_do_not_hold,
    law_not_cited,
    reasons_that_do_not_hold,
)
from posada.programme import Programme
from posada.programme.tables import Assignment, Capacity, LegalRule, Resource, Waiting

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)
OTHERS = {"h2": {}, "h3": {}}


def waits(reason: str, rule: str = "", name: str = "h1") -> Waiting:
    return Waiting(household_id=name, people=1, reason=reason, rule=rule)


def case_of(programme: Programme, *waiting: Waiting, **places: str) -> Case:
    rows = [
        Assignment(household_id=name, place_id=place_id, people=1, score=100.0)
        for name, place_id in places.items()
    ]
    return Case(programme, rows, waiting)


def texts(case: Case) -> list[str]:
    return [fault.text for fault in reasons_that_do_not_hold(case)]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"places": {"a": {"beds": 1}}, "at": {"h2": "a"}}, "capacity"),
        ({"places": {"a": {"beds": 0}}}, "capacity"),
        ({"places": {"a": {"beds": 9, "closes_on": START - dt.timedelta(1)}}}, "capacity"),
        ({"places": {"a": {}}}, "need_not_served"),
        ({"places": {"a": {"beds": 9}}, "h1": {"refuses_place_id": ("a",)}}, "refusals"),
        (
            {"places": {"a": {"beds": 9}}, "ties": [("h2", "h1", "apart")], "at": {"h2": "a"}},
            "refusals",
        ),
        (
            {
                "places": {"a": {"beds": 9}, "b": {"beds": 9}},
                "h1": {"refuses_place_id": ("b",)},
                "ties": [("h1", "b", "must")],
            },
            "refusals",
        ),
        ({"places": {"a": {"beds": 9}}, "score": {"person_placed": 0.0}}, "score_below_price"),
        ({"places": {"a": {"beds": 9}}, "h1": {"asylum_claim": "open"}}, "open_asylum_claim"),
    ],
)
def test_a_reason_that_holds_is_left_alone_and_the_others_are_not(
    build: Build, facts: Mapping[str, Any], reason: str
) -> None:
    """Of the five reasons that are no gates, exactly the true ones pass."""
    programme = build(
        places=facts["places"],
        households={"h1": facts.get("h1", {}), **OTHERS},
        ties=facts.get("ties", ()),
        score=facts.get("score"),
    )
    at = facts.get("at", {})
    assert texts(case_of(programme, waits(reason), **at)) == []
    every = ("open_asylum_claim", "need_not_served", "refusals", "capacity", "score_below_price")
    passing = [other for other in every if not texts(case_of(programme, waits(other), **at))]
    # A place that offers nothing of a need may be said to be full or not to serve it.
    assert set(passing) - {"need_not_served"} == {reason} - {"need_not_served"}


def test_room_is_looked_for_on_every_day_of_the_stay(build: Build) -> None:
    """One bed, free on the day of arrival and taken two days later, is no room for three days."""
    programme = build(
        places={"a": {"beds": 1}},
        households={"h1": {}, "h2": {"ready_on": START + dt.timedelta(2)}},
        resources=[Resource(resource_id="beds", counts="people", stay_days=3)],
    )
    assert texts(case_of(programme, waits("capacity"), h2="a")) == []
    assert texts(case_of(programme, waits("capacity"))) == [
        "must not wait: a has room, and the plan would be worth more."
    ]


def test_a_group_waits_as_one(build: Build) -> None:
    """There is room for one of two who must be together, so that neither has room."""
    programme = build(places={"a": {"beds": 1}}, households={"h1": {}, "h2": {}}, ties=[("h1", "h2", "must")])
    both = [waits("capacity", name=name) for name in ("h1", "h2")]
    assert texts(case_of(programme, *both)) == []


def test_a_price_that_a_place_is_not_worth_is_a_reason(build: Build) -> None:
    """A seat over capacity costs more than the family brings: 150 points against 100 for each of two."""
    households = {"h1": {"born": (1990, 2010)}}
    for price, said in (
        (250.0, []),
        (150.0, ["must not wait: a has room, and the plan would be worth more."]),
    ):
        programme = build(
            places={"a": {"beds": 9}},
            households=households,
            resources=[
                Resource(resource_id="beds", counts="people"),
                Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=price),
            ],
            capacities=[Capacity(place_id="a", resource_id="seats", amount=0)],
        )
        assert texts(case_of(programme, waits("score_below_price"))) == said


def test_blocks_are_judged_one_by_one(build: Build) -> None:
    """Full and needed, or a fault; words that name no resource are left alone, and so are other reasons."""
    programme = build(
        places={"a": {"beds": 1}, "b": {"beds": 3}},
        households={"h1": {"born": (1990, 1991)}, "h2": {}},
    )
    case = case_of(
        programme,
        waits("capacity", "beds at a; beds at b; no place open on the day of arrival"),
        waits("refusals", "beds at b", name="h2"),
    )
    found = list(blocks_that_do_not_hold(case))
    assert [(fault.where, fault.text) for fault in found] == [
        ("waiting.csv, line 2", "beds at b does not stand in the way.")
    ]


def test_no_law_on_file_asks_for_no_citation(build: Build) -> None:
    """Nor does a law of another country, or one that is not in force on the first day."""
    rules = tuple(
        LegalRule(country=country, rule_id="consent", cites="art. 9", text="", source="", valid_to=until)
        for country, until in (("GTM", None), ("MEX", START - dt.timedelta(1)))
    )
    programme = build(places={}, households={"h1": {"consents": None}}, legal_rules=rules)
    assert list(law_not_cited(case_of(programme, waits("consent_missing")))) == []
