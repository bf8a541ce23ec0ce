"""The programme as arrays: cases, limits, minimums, targets, pairs."""

import datetime as dt
from collections.abc import Callable

import numpy as np
from hypothesis import given

from posada.placement.check.facts import Case
from posada.placement.problem import build as problem_of
from posada.programme import Programme
from posada.programme.tables import Assignment, Capacity, Floor, Resource
from posada.testing import programmes

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)


def test_households_that_must_stay_together_are_one_case(build: Build) -> None:
    """Its people and points add up, and it may go where all of them may."""
    problem = problem_of(
        build(
            places={"a": {"beds": 9}, "b": {"beds": 9}, "c": {"beds": 2}},
            households={
                "h3": {"born": (1990, 1990), "refuses_place_id": ("a",)},
                "h1": {},
                "h2": {"prefers_place_id": ("a",)},
            },
            ties=[("h3", "h1", "must"), ("h1", "h3", "prefer:friend")],
            score={"preference": 60.0, "friend": 20.0},
        )
    )
    assert [household.household_id for household in problem.households] == ["h1", "h2", "h3"]
    assert problem.cases == ((0, 2), (1,))
    assert problem.case_of.tolist() == [0, 1, 0]
    assert problem.case_people.tolist() == [3, 1]
    assert problem.case_values.tolist() == [[320.0, 320.0, 320.0], [160.0, 100.0, 100.0]]
    assert problem.admissible.tolist() == [[False, True, False], [True, True, True]]
    assert problem.fits_alone.tolist() == [[True, True, False], [True, True, True]]
    assert problem.friends == ((0, 0, 20.0),)
    assert problem.together == ()


def test_a_gate_closes_every_place_to_the_whole_case(build: Build) -> None:
    """One without consent stops those who must stay with it."""
    problem = problem_of(
        build(
            places={"a": {"beds": 9}},
            households={"h1": {}, "h2": {"consents": False}, "h3": {}},
            ties=[("h1", "h2", "must")],
        )
    )
    assert problem.gates == (None, "consent_missing", None)
    assert problem.admissible.tolist() == [[False], [True]]


def test_published_places_earn_the_cost_of_a_move(build: Build) -> None:
    """Households and places that are no more are passed over."""
    keep = tuple(
        Assignment(household_id=household_id, place_id=place_id, people=1)
        for household_id, place_id in (("h1", "b"), ("gone", "a"), ("h2", "closed"))
    )
    programme = build(
        places={"a": {"beds": 9}, "b": {"beds": 9}},
        households={"h1": {}, "h2": {}},
        placement={"move_cost": 11.0},
    )
    problem = problem_of(programme, keep=keep)
    assert problem.stay_bonus.tolist() == [[0.0, 11.0], [0.0, 0.0]]
    assert problem.scores.tolist() == [[100.0, 100.0], [100.0, 100.0]]
    assert problem.case_values.tolist() == [[100.0, 111.0], [100.0, 100.0]]


def test_minimums_floors_and_pairs_are_counted_by_case(build: Build) -> None:
    """Units in the period of the row, scores of the group, ties between different cases."""
    problem = problem_of(
        build(
            places={"a": {}},
            households={
                "h1": {"born": (1990, 2010)},
                "h2": {"ready_on": START + dt.timedelta(5), "languages": ("hat",)},
                "h3": {},
            },
            ties=[("h1", "h2", "prefer:friend"), ("h3", "h1", "apart")],
            resources=[Resource(resource_id="beds", counts="people", stay_days=2)],
            capacities=[
                Capacity(place_id="a", resource_id="beds", amount=9, at_least=4, until_on=START),
                Capacity(place_id="a", resource_id="beds", amount=9, at_least=0, from_on=START),
            ],
            floors=(Floor(floor_id="f", group_column="languages", group_value="hat", at_least_score=9.0),),
            score={"friend": 20.0},
        )
    )
    (minimum,) = problem.minimums
    assert (minimum.place, minimum.at_least, minimum.units.tolist()) == (0, 4, [2, 0, 1])
    (target,) = problem.targets
    assert target.points.tolist() == [[0.0], [100.0], [0.0]]
    assert problem.together == ((0, 1, 20.0),)
    assert problem.apart == ((0, 2),)


@given(programmes())
def test_limits_hold_exactly_where_no_day_is_overrun(programme: Programme) -> None:
    """For every case alone: it fits by the limits if and only if it fits on each day, counted one by one."""
    problem = problem_of(programme)
    facts = Case(programme, (), ())
    resources = {resource.resource_id: resource for resource in programme.resources}
    for case, group in enumerate(problem.cases):
        ids = [problem.households[index].household_id for index in group]
        for place_index, place in enumerate(problem.places):
            if not np.all(
                (problem.is_open & problem.is_served & problem.is_lawful & problem.is_willing)[
                    list(group), place_index
                ]
            ) or any(problem.gates[index] is not None for index in group):
                continue
            rows = [Assignment(household_id=name, place_id=place.place_id, people=1) for name in ids]
            alone = Case(programme, rows, ())
            fits = all(
                used <= daily_amount(facts, place.place_id, resource_id, day)
                for (_, resource_id), by_day in alone.in_use.items()
                if resources[resource_id].hard
                for day, used in by_day.items()
            )
            assert bool(problem.fits_alone[case, place_index]) is fits


def daily_amount(facts: Case, place_id: str, resource_id: str, day: dt.date) -> int:
    """What a place offers on a day, closed days being nothing."""
    closes_on = facts.places[place_id].closes_on
    if closes_on is not None and day > closes_on:
        return 0
    return sum(
        row.amount
        for row in facts.offered[place_id, resource_id]
        if (row.from_on or day) <= day <= (row.until_on or day)
    )
