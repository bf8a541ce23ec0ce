"""The points that the check counts, against sums by hand and against the maker's own."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given

from posada.placement import place
from posada.placement.check.facts import Case
from posada.placement.check.worth import (
    belongs,
    floor_points,
    gain,
    merits,
    overrun_points,
    reached,
    score_of,
    shortfall_points,
    stay_points,
    together_points,
    total_points,
)
from posada.placement.problem import build as problem_of
from posada.programme import Programme
from posada.programme.tables import Assignment, Capacity, Floor, Resource
from posada.testing import programmes

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)


def case_of(programme: Programme, *, keep: tuple[Assignment, ...] = (), **places: str) -> Case:
    """A case in which households are at places, each person worth 100 points."""
    members = programme.members()
    rows = [
        Assignment(
            household_id=name, place_id=place_id, people=len(members[name]), score=100.0 * len(members[name])
        )
        for name, place_id in places.items()
    ]
    return Case(programme, rows, (), keep)


@given(programmes())
def test_maker_and_check_agree_on_every_score(programme: Programme) -> None:
    """Of each household at each place, whether it may go there or not."""
    case, problem = Case(programme, (), ()), problem_of(programme)
    known = merits(case)
    expected = [
        [score_of(case, known, household, place) for place in problem.places]
        for household in problem.households
    ]
    assert np.allclose(problem.scores, expected)


def test_pairs_who_would_be_together_count_once(build: Build) -> None:
    """With the stronger of their ties; a pair of which one waits counts nothing, nor does a tie to oneself."""
    programme = build(
        places={"a": {"beds": 9}, "b": {"beds": 9}},
        households={"h1": {}, "h2": {}, "h3": {}},
        ties=[
            ("h1", "h2", "prefer:friend"),
            ("h2", "h1", "prefer:family"),
            ("h2", "h3", "prefer:family"),
            ("h1", "h1", "prefer:family"),
        ],
        score={"friend": 20.0, "family": 50.0},
    )
    assert together_points(case_of(programme, h1="a", h2="a")) == 50.0
    assert together_points(case_of(programme, h1="a", h2="b", h3="b")) == 50.0
    assert together_points(case_of(programme, h1="a")) == 0.0


def test_the_worst_day_of_a_soft_resource_is_paid(build: Build) -> None:
    """Three pupils for one seat cost two prices, however many days they stay."""
    programme = build(
        places={"a": {"beds": 9}},
        households={"h1": {"born": (1990, 2010, 2011)}, "h2": {"born": (1990, 2012)}},
        resources=[
            Resource(resource_id="beds", counts="people"),
            Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=7.0),
        ],
        capacities=[Capacity(place_id="a", resource_id="seats", amount=1)],
    )
    assert overrun_points(case_of(programme, h1="a", h2="a")) == 14.0
    assert overrun_points(case_of(programme, h2="a")) == 0.0
    assert overrun_points(case_of(programme)) == 0.0


def test_a_minimum_counts_whoever_is_there_in_its_period(build: Build) -> None:
    """A stay that ends before the period does not count; an empty place is short of all it asks for."""
    programme = build(
        places={"a": {}},
        households={"h1": {}, "h2": {"ready_on": START + dt.timedelta(3)}},
        resources=[Resource(resource_id="beds", counts="people", stay_days=2)],
        capacities=[
            Capacity(place_id="a", resource_id="beds", amount=9, at_least=2, from_on=START + dt.timedelta(4)),
        ],
        placement={"shortfall_price": 3.0},
    )
    assert shortfall_points(case_of(programme)) == 6.0
    assert shortfall_points(case_of(programme, h1="a")) == 6.0
    assert shortfall_points(case_of(programme, h1="a", h2="a")) == 3.0


def test_floors_are_reached_by_the_scores_of_their_group(build: Build) -> None:
    """A household is of the group if it, or any member, has the value; each point short costs ten."""
    programme = build(
        places={"a": {"beds": 9}},
        households={"h1": {"languages": ("hat", "fra")}, "h2": {}, "h3": {"asylum_claim": "recognised"}},
        floors=(
            Floor(floor_id="hat", group_column="languages", group_value="hat", at_least_score=130.0),
            Floor(floor_id="ref", group_column="asylum_claim", group_value="recognised", at_least_score=50.0),
        ),
    )
    case = case_of(programme, h1="a", h2="a", h3="a")
    assert [belongs(case, name, programme.floors[0]) for name in ("h1", "h2", "h3")] == [True, False, False]
    assert reached(case) == {"hat": 100.0, "ref": 100.0}
    assert floor_points(case, reached(case)) == 300.0
    assert total_points(case) == 0.0


def test_keeping_a_published_place_earns_the_cost_of_a_move(build: Build) -> None:
    """Once for each household that is where it was published."""
    programme = build(
        places={"a": {"beds": 9}, "b": {"beds": 9}},
        households={"h1": {}, "h2": {}},
        placement={"move_cost": 11.0},
    )
    keep = tuple(Assignment(household_id=name, place_id="a", people=1) for name in ("h1", "h2"))
    assert stay_points(case_of(programme, keep=keep, h1="a", h2="b")) == 11.0
    assert total_points(case_of(programme, keep=keep, h1="a", h2="a")) == 222.0


@given(programmes())
def test_a_gain_is_the_difference_of_two_totals(programme: Programme) -> None:
    """Counted at one place only, it is what counting the whole plan twice gives."""
    placed = place(programme)
    for left_out in placed.assignments:
        rows = tuple(row for row in placed.assignments if row != left_out)
        without = Case(programme, rows, ())
        with_it = Case(programme, (*rows, left_out), ())
        expected = total_points(with_it) - total_points(without)
        found = gain(without, merits(without), (left_out.household_id,), left_out.place_id)
        assert found == pytest.approx(expected, abs=1e-6)
