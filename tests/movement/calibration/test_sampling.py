"""Importance sampling: weights agree with a posterior that is known, and draws with weights."""

import numpy as np
import pytest

from posada.movement.calibration.sampling import Tried, Weighted, sample, try_prior
from posada.movement.network import Floats


def gaussian(points: int, rounds: int) -> Weighted:
    """Two coordinates of which the first is seen with an error of a tenth, far out in the prior."""
    rng = np.random.default_rng(7)

    def measure(point: Floats) -> Floats:
        return np.abs(point[:1] - 2.0)

    def likelihood(distances: Floats) -> Floats:
        return np.asarray(-((distances[:, 0] / 0.1) ** 2) / 2)

    return sample(rng, try_prior(rng, points, 2, measure), measure, likelihood, rounds=rounds, points=100)


def test_a_known_posterior_is_found_far_out_in_the_prior() -> None:
    """Mean and spread are those of the closed form; what is not seen stays as the prior has it."""
    found = gaussian(200, 4)
    points, weights = found.tried.points, found.weights
    mean = weights @ points
    spread = np.sqrt(weights @ (points - mean) ** 2)
    assert mean[0] == pytest.approx(2 / 1.01, abs=0.03)
    assert spread[0] == pytest.approx(0.1 / np.sqrt(1.01), rel=0.2)
    assert mean[1] == pytest.approx(0.0, abs=0.3)
    assert spread[1] == pytest.approx(1.0, rel=0.25)


def test_rounds_make_points_worth_more() -> None:
    """As many points placed where they are likely are worth several times those of the prior alone."""
    assert gaussian(200, 4).effective > 4 * gaussian(600, 0).effective


def test_draws_come_as_often_as_their_weights_have_it() -> None:
    """Of ten draws those of a point of weight 0.3 are three."""
    tried = Tried(np.array([[1.0], [2.0], [3.0]]), np.zeros((3, 1)))
    drawn = Weighted(tried, np.array([0.3, 0.5, 0.2])).draw(np.random.default_rng(8), 10)
    assert [int((drawn == value).sum()) for value in (1.0, 2.0, 3.0)] == pytest.approx([3, 5, 2], abs=1)
