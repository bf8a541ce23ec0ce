"""The law of error: draws follow the density that the likelihood is made of."""

import math

import numpy as np
import pytest

from posada.movement.calibration.errors import MOST_FREE, RATE, SHAPE, distance, draw_errors, log_likelihood


def test_errors_sum_to_nothing_and_have_the_mean_distance_of_their_scale() -> None:
    """What some places gain others lose, and the mean distance is one over the scale."""
    errors = draw_errors(np.random.default_rng(1), 5, np.full(4000, 4.0))
    assert np.abs(errors.sum(axis=1)).max() < 1e-12
    assert distance(errors, np.zeros(5)).mean() == pytest.approx(0.25, rel=0.03)


def test_winners_are_as_many_as_the_volume_of_the_sphere_has() -> None:
    """Of four places two win in 3/5 of draws: counted by drawing uniformly and keeping what is inside the sphere."""
    rng = np.random.default_rng(2)
    box = rng.uniform(-0.5, 0.5, (200_000, 3))
    kept = np.column_stack([box, -box.sum(axis=1)])
    kept = kept[np.abs(kept).sum(axis=1) <= 1.0]
    by_volume = ((kept > 0).sum(axis=1) == 2).mean()
    drawn = draw_errors(rng, 4, np.ones(20_000))
    assert by_volume == pytest.approx(3 / 5, abs=0.01)
    assert ((drawn > 0).sum(axis=1) == 2).mean() == pytest.approx(by_volume, abs=0.02)


def test_the_likelihood_is_the_integral_over_all_scales() -> None:
    """The closed form agrees with a sum over a fine grid of scales, up to one constant."""
    free, scales = 3, np.linspace(1e-4, 200, 400_000)
    prior = scales ** (SHAPE - 1) * np.exp(-RATE * scales)

    def by_grid(far: float) -> float:
        return math.log(float((prior * scales**free * np.exp(-free * scales * far)).sum()))

    ours = log_likelihood(np.array([0.2, 0.7]), np.array([4, 4]))
    assert ours[0] - ours[1] == pytest.approx(by_grid(0.2) - by_grid(0.7), abs=1e-3)


def test_a_conflict_with_many_camps_counts_as_one_with_five() -> None:
    """Camps beyond the fifth do not make a conflict speak louder."""
    one, many = (log_likelihood(np.array([0.3]), np.array([places])) for places in (MOST_FREE + 1, 40))
    assert one == many
