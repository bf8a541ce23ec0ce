"""Which households go together, and which places each rule leaves open to them."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np

from posada.placement.admission import must_groups, tied_pairs
from posada.placement.problem import Problem
from posada.placement.problem import build as problem_of
from posada.programme import Programme
from posada.programme.tables import Capacity, Resource

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


def left_open(problem: Problem, flags: Any) -> dict[str, list[str]]:
    """The places that a rule leaves open to each household."""
    return {
        household.household_id: [problem.places[place].place_id for place in np.flatnonzero(flags[index])]
        for index, household in enumerate(problem.households)
    }


def test_must_ties_make_groups_along_chains(build: Build) -> None:
    """Whoever is tied to somebody tied is of the group; prefer and apart ties make none."""
    programme = build(
        places={"a": {"beds": 9}},
        households={name: {} for name in ("h1", "h2", "h3", "h4", "h5", "h6")},
        ties=[("h5", "h3", "must"), ("h1", "h5", "must"), ("h2", "h4", "prefer"), ("h4", "h6", "apart")],
    )
    index = {row.household_id: number for number, row in enumerate(programme.households)}
    assert must_groups(programme.ties, index) == ((0, 2, 4), (1,), (3,), (5,))


def test_a_place_is_open_to_whoever_can_be_there_by_its_last_day(build: Build) -> None:
    """The last day of reception still counts, a day later does not, nor does a day after the programme."""
    programme = build(
        places={
            "always": {"beds": 9},
            "closes": {"beds": 9, "closes_on": day(4)},
            "late": {"beds": 9, "opens_on": day(9)},
            "never": {"beds": 9, "opens_on": day(10)},
        },
        households={"early": {}, "just": {"ready_on": day(4)}, "later": {"ready_on": day(5)}},
    )
    problem = problem_of(programme)
    assert left_open(problem, problem.is_open) == {
        "early": ["always", "closes", "late"],
        "just": ["always", "closes", "late"],
        "later": ["always", "late"],
    }


def test_a_place_serves_whom_it_offers_everything_they_need(build: Build) -> None:
    """A need that no row of capacities.csv answers excludes the place; a row with nothing left does not."""
    programme = build(
        places={"a": {"beds": 9}, "b": {"beds": 9}, "c": {}},
        households={"h1": {}, "h2": {"needs": ("serious_medical",)}},
        resources=[
            Resource(resource_id="beds", counts="people"),
            Resource(resource_id="clinic", counts="need:serious_medical"),
        ],
        capacities=[Capacity(place_id="b", resource_id="clinic", amount=0)],
    )
    problem = problem_of(programme)
    assert left_open(problem, problem.is_served) == {"h1": ["a", "b"], "h2": ["b"]}


def test_an_open_claim_leaves_the_places_of_its_state(build: Build) -> None:
    """Whoever must stay in a state has the places there; a state that nobody knows has none."""
    programme = build(
        places={"near": {"beds": 9, "state": "MX-CHP"}, "far": {"beds": 9}},
        households={
            "free": {"asylum_claim": "transfer_authorised"},
            "held": {"asylum_claim": "open"},
            "elsewhere": {"asylum_claim": "open", "claim_state": "MX-PUE"},
            "nobody-knows": {"asylum_claim": "open", "gathering_id": "lost"},
        },
    )
    problem = problem_of(programme)
    assert left_open(problem, problem.is_lawful) == {
        "elsewhere": ["far"],
        "free": ["far", "near"],
        "held": ["near"],
        "nobody-knows": [],
    }


def test_refusals_pins_and_places_to_be_apart_from_close_places(build: Build) -> None:
    """A pin leaves one place; who must be together and apart at once has none."""
    programme = build(
        places={"a": {"beds": 9}, "b": {"beds": 9}, "c": {"beds": 9}},
        households={
            "refuses": {"refuses_place_id": ("a", "b")},
            "pinned": {},
            "kept": {},
            "one": {},
            "other": {},
        },
        ties=[
            ("pinned", "b", "must"),
            ("kept", "c", "apart"),
            ("one", "other", "must"),
            ("one", "other", "apart"),
        ],
    )
    problem = problem_of(programme)
    assert left_open(problem, problem.is_willing) == {
        "kept": ["a", "b"],
        "one": [],
        "other": [],
        "pinned": ["b"],
        "refuses": ["c"],
    }


def test_pairs_are_counted_once_with_the_strongest_of_their_ties(build: Build) -> None:
    """Both directions are one pair; a tie to oneself is none."""
    programme = build(
        places={"a": {"beds": 9}},
        households={"h1": {}, "h2": {}, "h3": {}},
        ties=[
            ("h2", "h1", "prefer:friend"),
            ("h1", "h2", "prefer:family"),
            ("h3", "h3", "prefer:family"),
            ("h3", "h1", "apart"),
        ],
        score={"friend": 20.0, "family": 50.0},
    )
    index = {row.household_id: number for number, row in enumerate(programme.households)}
    assert tied_pairs(programme, index, "prefer") == {(0, 1): 50.0}
    assert tied_pairs(programme, index, "apart") == {(0, 2): 50.0}
