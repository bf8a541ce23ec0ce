"""What trading changed is told with its cost, in both languages."""

from collections.abc import Callable

import pytest

from posada.placement.preferences.improve import improve
from posada.programme import Programme
from posada.programme.tables import Assignment, Floor

Build = Callable[..., Programme]


def plan_of(**places: str) -> list[Assignment]:
    """The rows of a plan that sends each household, of one person, to the place named."""
    return [Assignment(household_id=one, place_id=where, people=1) for one, where in places.items()]


def test_the_summary_states_what_it_costs_in_both_languages(build: Build) -> None:
    """Ranks before and after, and the points that the plan loses by it."""
    programme = build(
        places={"a": {"beds": 1, "languages": ("hat",)}, "b": {"beds": 1}},
        households={
            "h1": {"prefers_place_id": ("b",), "languages": ("hat",)},
            "h2": {"prefers_place_id": ("a", "b")},
        },
        score={"language": 7.0},
        floors=(Floor(floor_id="f", group_column="languages", group_value="hat", at_least_score=105.0),),
    )
    made = improve(programme, plan_of(h1="a", h2="b"))
    assert made.score_lost == pytest.approx(7.0 + 10.0 * 5.0)
    assert made.summary().splitlines() == [
        "2 of 2 households that rank places have one that they like better; 0 have a worse one.",
        "Average rank 2.00 before, 1.00 now (1 is the best; a place that is not ranked counts as one after the"
        " last).",
        "This takes 57 points off the score (27.54 %).",
        "Floors: 5 points further short.",
    ]
    assert made.summary("es").splitlines()[0] == (
        "2 de 2 hogares que ordenan lugares tienen uno que les gusta más; 0 tienen uno peor."
    )
    with pytest.raises(ValueError, match=r"lang must be one of en, es, got 'fr'\."):
        made.summary("fr")


def test_a_plan_that_cannot_be_improved_is_said_to_be_so(build: Build) -> None:
    """Nobody moves, the rows are the same, and the summary is one sentence."""
    programme = build(places={"a": {"beds": 1}}, households={"h": {}})
    made = improve(programme, plan_of(h="a"))
    assert [(row.household_id, row.place_id) for row in made.assignments] == [("h", "a")]
    assert made.summary().count("\n") == 0
    assert made.summary("es").startswith("Nadie se muda:")
    assert (made.wishing, made.average_rank_before, made.score_lost) == (0, 0.0, 0.0)
