"""What a place is worth to a household, term by term."""

from collections.abc import Callable
from typing import Any

import pytest

from posada.placement.scores import TERMS, merits, score_terms
from posada.programme import Programme
from posada.programme.tables import Capacity, Resource, Score, Vacancy

Build = Callable[..., Programme]
WEIGHTS = {
    "person_placed": 100.0,
    "preference": 64.0,
    "family": 50.0,
    "friend": 20.0,
    "job_offer": 60.0,
    "language": 10.0,
    "job": 25.0,
    "service": 15.0,
}


def terms_of(programme: Programme) -> dict[str, list[float]]:
    """The points of the only household at each place, in the order of the places, by term."""
    known = merits(programme, {place.place_id: index for index, place in enumerate(programme.places)})
    household = programme.households[0]
    members = programme.members()[household.household_id]
    return {
        term: points.tolist() for term, points in score_terms(programme, household, members, known).items()
    }


@pytest.mark.parametrize(
    ("term", "facts", "points"),
    [
        ("person_placed", {"household": {"born": (1990, 2015)}}, [200.0, 200.0, 200.0]),
        ("preference", {"household": {"prefers_place_id": ("c", "a")}}, [32.0, 0.0, 64.0]),
        ("preference", {"household": {"prefers_place_id": ("c", "c", "a")}}, [32.0, 0.0, 64.0]),
        ("family", {"ties": [("h", "a", "prefer"), ("h", "a", "must")]}, [50.0, 0.0, 0.0]),
        ("family", {"ties": [("h", "a", "apart")]}, [0.0, 0.0, 0.0]),
        ("friend", {"ties": [("h", "b", "prefer:friend")]}, [0.0, 20.0, 0.0]),
        ("job_offer", {"ties": [("h", "b", "prefer:job_offer")]}, [0.0, 60.0, 0.0]),
        ("language", {"household": {"languages": ("hat", "spa")}}, [10.0, 10.0, 0.0]),
        ("language", {"household": {"languages": ()}}, [0.0, 0.0, 0.0]),
        ("job", {"household": {"occupation": "baker"}}, [25.0, 0.0, 0.0]),
        ("job", {"household": {"occupation": "baker", "born": (2005, 1990)}}, [0.0, 0.0, 0.0]),
        ("job", {"household": {"occupation": "baker", "born": (None, 1990)}}, [0.0, 0.0, 0.0]),
        ("service", {"household": {"needs": ("pregnant", "pregnant")}}, [0.0, 0.0, 15.0]),
        ("service", {"household": {"needs": ("wheelchair",)}}, [0.0, 0.0, 0.0]),
    ],
)
def test_a_term_counts_what_it_says(
    build: Build, term: str, facts: dict[str, Any], points: list[float]
) -> None:
    """Wishes halve, ties of a kind count once, languages and needs count by person, jobs by adult."""
    programme = build(
        places={"a": {"languages": ("spa",)}, "b": {"languages": ("hat",)}, "c": {}},
        households={"h": facts.get("household", {})},
        ties=facts.get("ties", ()),
        resources=[Resource(resource_id="clinic", counts="need:pregnant")],
        capacities=[
            Capacity(place_id="c", resource_id="clinic", amount=1),
            Capacity(place_id="b", resource_id="clinic", amount=0),
        ],
        vacancies=(
            Vacancy(place_id="a", occupation="baker", openings=2),
            Vacancy(place_id="b", occupation="baker", openings=0),
        ),
        score=WEIGHTS,
    )
    found = terms_of(programme)
    assert found[term] == points
    assert set(found) == set(TERMS) - {"estimate"}


def test_estimates_from_elsewhere_replace_every_term_but_people(build: Build) -> None:
    """A pair that is not in scores.csv counts nothing."""
    programme = build(
        places={"a": {}, "b": {}},
        households={"h": {"prefers_place_id": ("b",)}},
        scores=(Score(household_id="h", place_id="a", score=-7.5),),
        score=WEIGHTS,
    )
    assert terms_of(programme) == {"person_placed": [100.0, 100.0], "estimate": [-7.5, 0.0]}
