"""The front door: what it takes, what it gives back, and how it says that something is wrong."""

import numpy as np
import pytest

from posada.placement.optimiser.optimise import NoPlanError
from posada.placement.optimiser.solve import ProblemError, solve
from posada.placement.verify import verify_arrays


def test_fractions_are_scaled_and_the_rounding_stated():
    """Scores that are not whole keep seven digits; how much that may change is said."""
    plan = solve([[0.5, 1 / 3], [0.4, 0.0]], [[1], [1]], [[1], [1]])
    assert plan.place.tolist() == [1, 0]
    assert plan.objective == pytest.approx(0.4 + 1 / 3, abs=plan.rounding)
    assert 0 < plan.rounding < 1e-6


def test_whole_scores_are_taken_as_they_are():
    """Nothing is rounded where nothing needs to be."""
    assert solve(np.array([[7]], dtype=np.int32), [[1]], [[1]]).rounding == 0


def test_pins_hold_even_at_a_loss():
    """A pinned family is at its place, though waiting would be worth more."""
    plan = solve([[5, -8], [4, 0]], [[1], [1]], [[1], [1]], pins=[1, -1])
    assert plan.place.tolist() == [1, 0]
    assert plan.objective == -4


def test_a_move_happens_only_if_it_is_worth_its_cost():
    """A published place is kept unless moving brings more than it costs."""
    score, need, capacity = [[5, 3], [4, 0]], [[1], [1]], [[2], [1]]
    assert solve(score, need, capacity, keep=[1, 0], move_cost=3).place.tolist() == [1, 0]
    assert solve(score, need, capacity, keep=[1, 0], move_cost=1).place.tolist() == [0, 0]


def test_apart_minimums_and_floors_are_heard():
    """Foes are separated, a place gets what it asks for if the price is right, a group its points."""
    score, need = [[9, 1], [9, 1], [9, 1]], [[1], [1], [1]]
    assert len(set(solve(score, need, [[3], [3]], apart=[[0, 1]]).place.tolist())) == 2
    filled = solve(score, need, [[3], [3]], minimum=[[0], [2]], shortfall_price=20)
    assert sorted(filled.place.tolist()) == [0, 1, 1]
    raised = solve(score, need, [[1], [3]], floors=[([False, False, True], 9, 50)])
    assert raised.place.tolist()[2] == 0


def test_the_last_family_is_placed_where_all_must():
    """Nobody waits, at a loss if need be; where that cannot be, it is said."""
    plan = solve([[-1, -2], [-1, -2]], [[1], [1]], [[1], [1]], require_all=True)
    assert plan.objective == -3
    with pytest.raises(NoPlanError, match="the capacities do not suffice"):
        solve([[1], [1]], [[1], [1]], [[1]], require_all=True)


def test_generalised_assignment_is_a_score_of_what_is_saved():
    """Minimal cost with needs that depend on the place: every job done, capacities kept."""
    cost = np.array([[4, 7], [5, 2], [6, 3]])
    need = np.array([[[2], [3]], [[3], [2]], [[4], [4]]])
    plan = solve(10 - cost, need, [[5], [6]], require_all=True, gap=0)
    assert 30 - plan.objective == 9
    assert plan.place.tolist() == [0, 1, 1]


def test_the_certificate_of_a_solution_is_accepted():
    """What comes with the plan is all that a stranger needs."""
    draw = np.random.default_rng(2)
    plan = solve(draw.random((50, 4)), draw.integers(1, 4, (50, 2)), np.full((4, 2), 20))
    assert verify_arrays(plan.instance, plan.certificate) == []


def test_progress_is_told_in_points():
    """The numbers told are in the units of the scores."""
    told = []
    solve([[0.25, 0.5]], [[1]], [[1], [1]], progress=lambda *now: told.append(now))
    assert told[-1] == (0.5, 0.5)


def test_the_summary_says_who_has_a_place_and_how_good_that_is():
    """Three sentences that a coordinator can read."""
    plan = solve([[5, 3], [4, 0], [2, 1]], [[1], [1], [1]], [[1], [1]])
    assert plan.summary().splitlines()[:2] == [
        "2 of 3 families have a place.",
        "The plan is worth 7; no plan is worth more than 7 (gap 0.0000 %, proven by prices).",
    ]


WRONG = [
    (
        {"score": [[1, 2], [3]]},
        "score: must be an array with rows of equal length, got rows of different length.",
    ),
    ({"score": [["a", "b"]]}, "score: must be an array of numbers, got values of type <U1."),
    ({"score": [1, 2]}, "score: must be an array of 2 dimensions, got 1."),
    ({"score": [[np.nan, 1], [1, 1]]}, "score: must be finite, got values that are not."),
    ({"score": [[1e12, 1], [1, 1]]}, f"score: must be from -{1 << 30} to {1 << 30}, got 1e+12."),
    ({"need": [[1.5], [1]]}, "need: must be whole numbers, got 1.5."),
    ({"need": [[-1], [1]]}, "need: must be at least 0, got -1."),
    ({"need": [[1]]}, "need: must be families × resources = 2 × 1, got 1 × 1."),
    ({"need": np.ones((2, 3, 1))}, "need: must be families × places × resources = 2 × 2 × 1, got 2 × 3 × 1."),
    ({"capacity": [[1]]}, "capacity: must be places × resources = 2 × 1, got 1 × 1."),
    ({"capacity": [[1], [-2]]}, "capacity: must be at least 0, got -2."),
    ({"allowed": [[1, 2], [0, 1]]}, "allowed: must be at most 1, got 2."),
    ({"allowed": [[True, True]]}, "allowed: must be families × places = 2 × 2, got 1 × 2."),
    ({"minimum": [[1], [1]]}, "shortfall_price: must be given where there is a minimum, got none."),
    ({"shortfall_price": 3}, "minimum: must be given where there is a shortfall_price, got none."),
    ({"minimum": [[1], [1]], "shortfall_price": -1}, "shortfall_price: must be at least 0, got -1."),
    ({"pins": [0]}, "pins: must be one place for each family = 2, got 1."),
    ({"pins": [0, 2]}, "pins: must be at most 1, got 2."),
    (
        {"pins": [0, -1], "allowed": [[0, 1], [1, 1]]},
        "pins: must be allowed places, got place 0 for family 0.",
    ),
    ({"pins": [0, 0]}, "pins: must be within the capacities, got 2 of 1 at place 0, resource 0."),
    ({"keep": [0, -2]}, "keep: must be at least -1, got -2."),
    ({"apart": [[0, 0]]}, "apart: must be pairs of two families, got one family twice."),
    ({"apart": [[0, 5]]}, "apart: must be at most 1, got 5."),
    ({"apart": [[0, 1, 1]]}, "apart: must be pairs × 2 = 1 × 2, got 1 × 3."),
    ({"floors": [([1, 0], 3)]}, "floors[0]: must be a group, the score to reach and a price, got 2 values."),
    ({"floors": [([1], 3, 1)]}, "floors[0], group: must be true or false for each family = 2, got 1."),
    ({"move_cost": -1}, "move_cost: must be at least 0, got -1."),
    ({"gap": -1}, "gap: must be from 0 to 1, got -1."),
    ({"seconds": 0}, "seconds: must be above 0, got 0."),
    ({"work": -1}, "work: must be at least 0, got -1."),
]


@pytest.mark.parametrize(("change", "message"), WRONG, ids=[message for _, message in WRONG])
def test_a_mistake_is_said_in_words(change, message):
    """Each mistake says where it is, what was expected and what came."""
    good = {"score": [[5, 3], [4, 0]], "need": [[1], [1]], "capacity": [[1], [1]]}
    with pytest.raises(ProblemError) as caught:
        solve(**{**good, **change})
    assert str(caught.value) == message


def test_all_mistakes_are_said_together():
    """One run names them all."""
    with pytest.raises(ProblemError) as caught:
        solve([[5, 3]], [[1]], [[-1], [1]], gap=2, pins=[4])
    assert str(caught.value).splitlines() == [
        "capacity: must be at least 0, got -1.",
        "gap: must be from 0 to 1, got 2.",
    ]
    with pytest.raises(ProblemError) as caught:
        solve([[5, 3]], [[1]], [[1], [1]], gap=2, pins=[4], move_cost=-3)
    assert len(str(caught.value).splitlines()) == 3
