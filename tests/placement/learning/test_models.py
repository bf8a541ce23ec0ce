"""Every model learns and predicts alike; which are tried depends on how much past there is."""

import numpy as np
import pytest

from posada.placement.learning.models import (
    LEAST_PER_PLACE,
    Linear,
    OverallRate,
    PerPlace,
    PlaceRate,
    Trees,
    candidates,
    scale_of,
    scaled,
)
from posada.placement.learning.outcomes import Kind

DRAW = np.random.default_rng(11)
X = DRAW.normal(size=(900, 3))
PLACE = DRAW.integers(0, 3, 900)
LOG_ODDS = 1.5 * X[:, 0] * (PLACE == 1) - 1.5 * X[:, 0] * (PLACE == 2)
CHANCE = 1 / (1 + np.exp(-LOG_ODDS))


def outcomes(kind: Kind) -> np.ndarray:
    """Outcomes in which the first feature helps at one place and harms at another."""
    draw = np.random.default_rng(12)
    return (draw.random(900) < CHANCE).astype(float) if kind == "yes/no" else 500 + 100 * LOG_ODDS


@pytest.mark.parametrize("kind", ["yes/no", "amount"])
@pytest.mark.parametrize("name", ["linear_held", "linear_free", "per_place", "trees"])
def test_who_does_well_where_is_learnt(kind: Kind, name: str) -> None:
    """The same household is expected to do well at one place and badly at another, gaps in the table or not."""
    model = candidates(kind, 3, seed=0, smallest_place=LEAST_PER_PLACE)[name]()
    gaps = X.copy()
    gaps[::7, 1] = np.nan
    model.fit(gaps, PLACE, outcomes(kind))
    strong = np.array([[1.5, np.nan, 0.0]])
    at_one, at_two = (model.predict(strong, np.array([place]))[0] for place in (1, 2))
    assert at_one > at_two + (0.4 if kind == "yes/no" else 250)


def test_without_crossing_places_differ_by_the_same_for_all() -> None:
    """A linear model without crossed features gives every household the same difference on the log odds."""
    model = Linear("yes/no", 3, crossed=0.0)
    model.fit(X, PLACE, outcomes("yes/no"))
    odds = [
        np.log(chance / (1 - chance))
        for chance in (model.predict(X[:50], np.full(50, place)) for place in (1, 2))
    ]
    assert np.ptp(odds[0] - odds[1]) == pytest.approx(0, abs=1e-9)


def test_small_places_are_drawn_to_the_whole() -> None:
    """Two good outcomes of two do not make a place certain; a place without a past has the rate of all."""
    place = np.array([0] * 100 + [1] * 2)
    outcome = np.array([0.0, 1.0] * 50 + [1.0, 1.0])
    model = PlaceRate(3)
    model.fit(np.zeros((102, 0)), place, outcome)
    rates = model.predict(np.zeros((3, 0)), np.arange(3))
    assert 0.5 < rates[1] < 0.65
    assert rates[2] == pytest.approx(outcome.mean())


@pytest.mark.parametrize("model", [OverallRate(), Linear("yes/no", 3, crossed=1.0), Trees("yes/no", 0)])
def test_outcomes_all_the_same_are_expected_again(model: Linear) -> None:
    """A span in which all did well teaches exactly that, without a failure."""
    model.fit(X, PLACE, np.ones(900))
    assert model.predict(X[:2], PLACE[:2]).tolist() == [1, 1]


def test_a_model_for_each_place_needs_many_households_everywhere() -> None:
    """It is tried where the smallest place has 500; trees and crossed models where they fit."""
    assert "per_place" not in candidates("yes/no", 3, seed=0, smallest_place=499)
    assert "per_place" in candidates("yes/no", 3, seed=0, smallest_place=500)
    assert "trees" not in candidates("yes/no", 256, seed=0, smallest_place=500)
    large = candidates("yes/no", 3, seed=0, smallest_place=500, crossed_cells=50_000_001)
    assert list(large) == ["overall_rate", "place_rate", "linear", "per_place", "trees"]


def test_a_place_that_was_not_learnt_from_gets_the_model_over_all() -> None:
    """Where a place has no household in the span learnt from, the others speak for it."""
    model = PerPlace("yes/no", 4)
    model.fit(X, PLACE, outcomes("yes/no"))
    assert 0 < model.predict(X[:1], np.array([3]))[0] < 1


def test_gaps_are_filled_with_the_median_and_flagged() -> None:
    """A column without gaps gets no flag; a column without a value is nought."""
    x = np.array([[1.0, np.nan, 5.0], [1.0, np.nan, np.nan], [4.0, np.nan, 7.0]])
    scale = scale_of(x)
    assert scale.fill.tolist() == [1.0, 0.0, 6.0]
    assert scaled(x, scale)[:, 3:].tolist() == [[1, 0], [1, 1], [1, 0]]
