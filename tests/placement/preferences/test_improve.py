"""People's own rankings on a programme: plans get better for some, worse for nobody, and break no rule."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from posada.placement import place
from posada.placement.baselines import at_random
from posada.placement.check import check
from posada.placement.check.preferences import worse_off
from posada.placement.preferences.improve import improve
from posada.placement.problem import build as build_problem
from posada.programme import Programme
from posada.programme.tables import Assignment, Capacity, Resource
from posada.testing import assert_no_faults, programmes

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)
ROOMS: Mapping[str, Mapping[str, Any]] = {"a": {"beds": 1}, "b": {"beds": 1}, "c": {"beds": 0}}


def plan_of(programme: Programme, **places: str) -> list[Assignment]:
    """The rows of a plan that sends each household to the place named."""
    members = programme.members()
    return [
        Assignment(household_id=household_id, place_id=place_id, people=len(members[household_id]))
        for household_id, place_id in places.items()
    ]


def where(rows: tuple[Assignment, ...]) -> dict[str, str]:
    return {row.household_id: row.place_id for row in rows}


@given(programme=programmes(most_households=9), data=st.data())
def test_whatever_the_plan_was_nobody_is_worse_off_and_no_rule_is_broken(
    programme: Programme, data: st.DataObject
) -> None:
    """From the best plan and from a random one, with everything a programme can hold."""
    if data.draw(st.booleans()):
        before = place(programme).assignments
    else:
        problem = build_problem(programme)
        chosen = at_random(problem)
        before = tuple(
            plan_of(
                programme,
                **{
                    household.household_id: problem.places[chosen[problem.case_of[index]]].place_id
                    for index, household in enumerate(problem.households)
                    if chosen[problem.case_of[index]] >= 0
                },
            )
        )
    made = improve(programme, before)
    assert_no_faults(
        check(
            programme,
            assignments=made.assignments,
            waiting=made.waiting,
            objective=made.worth_after.total,
        )
    )
    assert_no_faults(worse_off(programme, before=before, after=made.assignments))
    assert made.worse_off == 0
    assert made.average_rank_after <= made.average_rank_before
    assert (made.better_off > 0) == (made.average_rank_after < made.average_rank_before)
    again = improve(programme, made.assignments)
    assert where(again.assignments) == where(made.assignments)


def test_two_households_change_places_and_the_average_rank_says_so(build: Build) -> None:
    """Each has its second wish and gets its first."""
    programme = build(
        places=ROOMS,
        households={"h1": {"prefers_place_id": ("b", "a")}, "h2": {"prefers_place_id": ("a",)}},
    )
    made = improve(programme, plan_of(programme, h1="a", h2="b"))
    assert where(made.assignments) == {"h1": "b", "h2": "a"}
    assert (made.average_rank_before, made.average_rank_after) == (2.0, 1.0)
    assert (made.wishing, made.moved, made.better_off, made.placed, made.worse_off) == (2, 2, 2, 0, 0)


def test_capacities_hold_on_every_day(build: Build) -> None:
    """The room that is free today is taken from the day on which somebody else arrives."""
    resources = [Resource(resource_id="beds", counts="people")]
    late = {"ready_on": START + dt.timedelta(5)}
    places: Mapping[str, Mapping[str, Any]] = {"a": {"beds": 2}, "b": {"beds": None}}

    def moved_with(beds_later: int) -> int:
        programme = build(
            places=places,
            households={"early": {"prefers_place_id": ("b",)}, "late": late},
            resources=resources,
            capacities=[
                Capacity(place_id="b", resource_id="beds", amount=1, until_on=START + dt.timedelta(4)),
                Capacity(
                    place_id="b", resource_id="beds", amount=beds_later, from_on=START + dt.timedelta(5)
                ),
            ],
        )
        return improve(programme, plan_of(programme, early="a", late="b")).moved

    assert moved_with(beds_later=1) == 0
    assert moved_with(beds_later=2) == 1


def test_a_refused_place_is_never_given_and_pins_stay(build: Build) -> None:
    """A place that is refused or ruled out by a pin is not wished for, whatever the ranking says."""
    programme = build(
        places={"a": {"beds": 3}, "b": {"beds": 3}},
        households={
            "torn": {"prefers_place_id": ("b",), "refuses_place_id": ("b",)},
            "pinned": {"prefers_place_id": ("b",)},
        },
        ties=[("pinned", "a", "must")],
    )
    before = plan_of(programme, torn="a", pinned="a")
    assert where(improve(programme, before).assignments) == {"torn": "a", "pinned": "a"}


def test_those_who_must_stay_together_move_together(build: Build) -> None:
    """One who ranks nothing follows; where both rank places, both must like the new one better."""
    places = {"a": {"beds": 3}, "b": {"beds": 3}}
    ties = [("one", "two", "must")]

    def moved(first: tuple[str, ...], second: tuple[str, ...]) -> dict[str, str]:
        programme = build(
            places=places,
            households={"one": {"prefers_place_id": first}, "two": {"prefers_place_id": second}},
            ties=ties,
        )
        return where(improve(programme, plan_of(programme, one="a", two="a")).assignments)

    assert moved(("b",), ()) == {"one": "b", "two": "b"}
    assert moved(("b",), ("b", "a")) == {"one": "b", "two": "b"}
    assert moved(("b",), ("a", "b")) == {"one": "a", "two": "a"}


def test_those_who_disagree_on_the_best_of_two_better_places_still_move(build: Build) -> None:
    """Both would rather be at b or c than at a; they get one of these, and stay there."""
    programme = build(
        places={"a": {"beds": 2}, "b": {"beds": 2}, "c": {"beds": 2}},
        households={"one": {"prefers_place_id": ("b", "c")}, "two": {"prefers_place_id": ("c", "b")}},
        ties=[("one", "two", "must")],
    )
    made = improve(programme, plan_of(programme, one="a", two="a"))
    assert where(made.assignments) == {"one": "b", "two": "b"}


def test_friends_who_are_at_one_place_are_not_parted(build: Build) -> None:
    """Who would leave somebody behind that asked to be near stays, unless both rank the new place higher."""
    places = {"a": {"beds": 3}, "b": {"beds": 3}}
    ties = [("friend", "wisher", "prefer:friend")]

    def moved(friend_wishes: tuple[str, ...]) -> dict[str, str]:
        programme = build(
            places=places,
            households={
                "friend": {"prefers_place_id": friend_wishes},
                "wisher": {"prefers_place_id": ("b",)},
            },
            ties=ties,
            score={"friend": 5.0},
        )
        return where(improve(programme, plan_of(programme, friend="a", wisher="a")).assignments)

    assert moved(()) == {"friend": "a", "wisher": "a"}
    assert moved(("b",)) == {"friend": "b", "wisher": "b"}


def test_those_who_must_be_kept_apart_are_kept_apart(build: Build) -> None:
    """Room enough, and the wish to go there, do not bring a household beside one it must not meet."""
    programme = build(
        places={"a": {"beds": 3}, "b": {"beds": 3}},
        households={"there": {}, "wisher": {"prefers_place_id": ("b",)}},
        ties=[("wisher", "there", "apart")],
    )
    made = improve(programme, plan_of(programme, there="b", wisher="a"))
    assert where(made.assignments) == {"there": "b", "wisher": "a"}


def test_an_overrun_is_never_made_larger(build: Build) -> None:
    """School seats may be overrun at a price by the plan, but not by a household's wish."""
    seats = Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=5.0)
    beds = Resource(resource_id="beds", counts="people")
    programme = build(
        places={"a": {"beds": 6}, "b": {"beds": 6}},
        households={
            "there": {"born": (1990, 2012)},
            "wisher": {"born": (1990, 2012), "prefers_place_id": ("b",)},
            "alone": {"prefers_place_id": ("b",)},
        },
        resources=[beds, seats],
        capacities=[
            Capacity(place_id=place_id, resource_id="seats", amount=amount)
            for place_id, amount in (("a", 1), ("b", 1))
        ],
    )
    made = improve(programme, plan_of(programme, there="b", wisher="a", alone="a"))
    assert where(made.assignments) == {"there": "b", "wisher": "a", "alone": "b"}
    assert made.worth_after.overruns == 0.0


def test_room_that_is_left_in_the_end_goes_to_those_who_wait(build: Build) -> None:
    """A household moves into free room that those who wait may not have, and leaves its own to one of them."""
    programme = build(
        places={"a": {"beds": 1}, "b": {"beds": 1}},
        households={"wisher": {"prefers_place_id": ("b",)}, "waits": {"refuses_place_id": ("b",)}},
    )
    made = improve(programme, plan_of(programme, wisher="a"))
    assert where(made.assignments) == {"wisher": "b", "waits": "a"}
    assert made.placed == 1
    assert made.waiting == ()
    assert "Households that waited and have a place now: 1." in made.summary()


def test_who_registered_first_is_served_first(build: Build) -> None:
    """Of two who want the one free bed, the first to register has it; a day that is not known comes last."""
    programme = build(
        places={"a": {"beds": 3}, "b": {"beds": 1}},
        households={
            "a-unknown": {"prefers_place_id": ("b",)},
            "b-late": {"prefers_place_id": ("b",), "registered_on": START},
            "c-early": {"prefers_place_id": ("b",), "registered_on": START - dt.timedelta(1)},
        },
    )
    made = improve(programme, plan_of(programme, **{"a-unknown": "a", "b-late": "a", "c-early": "a"}))
    assert where(made.assignments)["c-early"] == "b"
