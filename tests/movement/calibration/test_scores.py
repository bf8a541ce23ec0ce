"""Scores of forecasts: compared with the integral that defines them, and with what chance must give."""

import numpy as np
import pytest

from posada.movement.calibration.scores import covered, crps


def test_the_score_is_the_integral_of_squared_differences_of_distributions() -> None:
    """The closed form agrees with the definition, integrated on a grid."""
    draws = np.random.default_rng(3).normal(size=12)
    came, grid = 0.4, np.linspace(-8, 8, 80_001)
    below = (draws[:, None] <= grid[None, :]).mean(axis=0)
    by_definition = float(((below - (grid >= came)) ** 2).sum() * (grid[1] - grid[0]))
    assert crps(draws[None, :], np.array([came]))[0] == pytest.approx(by_definition, abs=1e-3)


def test_a_spread_that_is_right_beats_none_and_one_too_wide() -> None:
    """The score rewards who says how unsure the forecast is."""
    rng = np.random.default_rng(4)
    came = rng.normal(size=3000)
    right, wide, none = (crps(rng.normal(size=(3000, 100)) * by, came).mean() for by in (1.0, 3.0, 0.0))
    assert right < none
    assert right < wide


def test_ninety_percent_of_what_comes_is_covered_when_the_forecast_is_right() -> None:
    """Draws of the same law as what comes cover about nine in ten."""
    rng = np.random.default_rng(5)
    share = covered(rng.normal(size=(3000, 400)), rng.normal(size=3000)).mean()
    assert share == pytest.approx(0.9, abs=0.02)
