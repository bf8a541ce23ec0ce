"""The plan that scores would have made fills every place as it was, and is the best that does."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from posada.placement.learning.replan import alike, best_with_same_loads


@given(st.integers(0, 10_000), st.integers(2, 12), st.integers(2, 4))
def test_places_stay_as_full_as_they_were(seed: int, households: int, places: int) -> None:
    """In every cell, each household goes somewhere and each place takes what it took on average."""
    draw = np.random.default_rng(seed)
    chance = draw.dirichlet(np.ones(places), size=households)
    cell = draw.integers(0, 3, households)
    plan = best_with_same_loads(draw.normal(size=(households, places)), chance, cell)
    assert np.allclose(plan.sum(axis=1), 1)
    for number in range(3):
        assert np.allclose(plan[cell == number].sum(axis=0), chance[cell == number].sum(axis=0), atol=1e-6)


@given(st.integers(0, 10_000))
def test_the_plan_is_the_best_there_is(seed: int) -> None:
    """With whole loads the value is that of scipy's assignment over single places."""
    scores = np.random.default_rng(seed).normal(size=(9, 3))
    plan = best_with_same_loads(scores, np.full((9, 3), 1 / 3), np.zeros(9, dtype=np.int64))
    wide = np.repeat(scores, 3, axis=1)
    rows, columns = linear_sum_assignment(wide, maximize=True)
    assert np.isclose((plan * scores).sum(), wide[rows, columns].sum())


def test_places_hardly_ever_given_are_avoided() -> None:
    """However well a household would do there, a place it had no chance of goes to somebody who had one."""
    scores = np.array([[9.0, 0.0], [0.0, 0.1]])
    plan = best_with_same_loads(scores, np.array([[0.01, 0.99], [0.99, 0.01]]), np.zeros(2, dtype=np.int64))
    assert np.allclose(plan, [[0, 1], [1, 0]], atol=0.03)


def test_households_change_places_with_their_like_only() -> None:
    """Cells hold households of four weeks and of one class of size; an unknown size is a class of its own."""
    day = np.array([100, 127, 128, 100, 100, 100])
    people = np.array([1.0, 1.0, 1.0, 3.0, 9.0, np.nan])
    assert alike(day, people).tolist() == [0, 0, 4, 1, 2, 3]
