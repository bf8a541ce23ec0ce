"""A plan while it is made: what is in use, who fits, what it is worth, and who can be added."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.baselines import at_random
from posada.placement.check.facts import Case
from posada.placement.check.worth import total_points
from posada.placement.ledger import Ledger, fill, worth
from posada.placement.place import assignments
from posada.placement.problem import Problem
from posada.placement.problem import build as problem_of
from posada.programme import Programme
from posada.programme.tables import Assignment, Capacity, Floor, Resource
from posada.testing import PLACES, programmes

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)


def names(problem: Problem, flags: np.ndarray) -> list[str]:  # type: ignore[type-arg]
    return [problem.places[place].place_id for place in np.flatnonzero(flags)]


def test_a_case_can_be_entered_and_taken_out_again(build: Build) -> None:
    """Two beds: with one person in, two more do not fit; without, they do."""
    problem = problem_of(
        build(
            places={"a": {"beds": 2}, "b": {"beds": 2}},
            households={"h1": {}, "h2": {"born": (1990, 1990)}},
        )
    )
    ledger = Ledger(problem)
    assert names(problem, ledger.open_places(1)) == ["a", "b"]
    ledger.enter(0, 0)
    assert names(problem, ledger.open_places(1)) == ["b"]
    assert [ledger.left(index) for index in range(len(problem.limits))] == [1, 2]
    assert ledger.place_of_case.tolist() == [0, -1]
    ledger.remove(0)
    assert names(problem, ledger.open_places(1)) == ["a", "b"]
    assert ledger.place_of_case.tolist() == [-1, -1]


def test_soft_limits_are_never_full_and_foes_close_a_place(build: Build) -> None:
    """What may be overrun has room; where somebody is to be kept apart from is not open."""
    problem = problem_of(
        build(
            places={"a": {"beds": 0}, "b": {"beds": 0}},
            households={"h1": {}, "h2": {}},
            ties=[("h2", "h1", "apart")],
            resources=[Resource(resource_id="beds", counts="people", hard=False, overrun_price=5.0)],
        )
    )
    ledger = Ledger(problem, np.array([0, -1]))
    assert names(problem, ledger.has_room(1)) == ["a", "b"]
    assert names(problem, ledger.foes_at(1)) == ["a"]
    assert names(problem, ledger.open_places(1)) == ["b"]


@given(programme=programmes(), places=st.dictionaries(st.integers(0, 6), st.sampled_from(PLACES), max_size=4))
def test_a_plan_is_worth_what_the_check_counts(programme: Programme, places: dict[int, str]) -> None:
    """Any plan that keeps the rules, with floors, minimums, overruns, pairs and published places."""
    keep = tuple(
        Assignment(household_id=household.household_id, place_id=places[number], people=1)
        for number, household in enumerate(programme.households)
        if number in places
    )
    problem = problem_of(programme, keep=keep)
    for plan in (at_random(problem), np.full(len(problem.cases), -1)):
        expected = total_points(Case(programme, assignments(problem, plan), (), keep))
        assert worth(problem, plan).total == pytest.approx(expected, abs=1e-6)


def test_the_worth_of_a_plan_is_told_part_by_part(build: Build) -> None:
    """Scores, published places and company bring points; overruns, shortfalls and floors cost them."""
    programme = build(
        places={"a": {"beds": 9}},
        households={"h1": {"born": (1990, 2010)}, "h2": {"languages": ("hat",)}},
        ties=[("h1", "h2", "prefer:friend")],
        resources=[
            Resource(resource_id="beds", counts="people"),
            Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=7.0),
        ],
        capacities=[
            Capacity(place_id="a", resource_id="seats", amount=0),
            Capacity(place_id="a", resource_id="beds", amount=9, at_least=5, from_on=START),
        ],
        floors=(Floor(floor_id="f", group_column="languages", group_value="hat", at_least_score=104.0),),
        score={"friend": 20.0},
        placement={"move_cost": 11.0, "shortfall_price": 3.0},
    )
    keep = (Assignment(household_id="h2", place_id="a", people=1),)
    found = worth(problem_of(programme, keep=keep), np.array([0, 0]))
    assert (found.scores, found.stays, found.together) == (300.0, 11.0, 20.0)
    assert (found.overruns, found.shortfalls, found.floors, found.floor_points_short) == (7.0, 6.0, 40.0, 4.0)
    assert found.total == 278.0


def test_whoever_fits_and_brings_points_is_added(build: Build) -> None:
    """The one worth most first, to its best place; whoever would cost more than it brings still waits."""
    programme = build(
        places={"a": {"beds": 1}, "b": {"beds": 1}},
        households={
            "h1": {},
            "h2": {"prefers_place_id": ("a",)},
            "h3": {},
            "h4": {"born": (1990,), "needs": ("serious_medical",)},
        },
        resources=[
            Resource(resource_id="beds", counts="people"),
            Resource(resource_id="clinic", counts="need:serious_medical", hard=False, overrun_price=500.0),
        ],
        capacities=[Capacity(place_id="b", resource_id="clinic", amount=0)],
        score={"preference": 60.0},
    )
    problem = problem_of(programme)
    assert fill(problem, np.full(4, -1)).tolist() == [1, 0, -1, -1]


def test_whoever_becomes_worthwhile_by_company_enters_too(build: Build) -> None:
    """One who costs more alone than they bring is worth placing once a friend is there."""
    problem = problem_of(
        build(
            places={"a": {"beds": 9}},
            households={"h1": {"languages": ("hat",)}, "h2": {}},
            resources=[
                Resource(resource_id="beds", counts="people"),
                Resource(resource_id="creole", counts="language:hat", hard=False, overrun_price=110.0),
            ],
            capacities=[Capacity(place_id="a", resource_id="creole", amount=0)],
            ties=[("h1", "h2", "prefer:friend")],
            score={"friend": 60.0},
        )
    )
    assert fill(problem, np.full(2, -1)).tolist() == [0, 0]
