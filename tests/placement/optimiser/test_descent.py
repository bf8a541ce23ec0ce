"""The least value within bounds."""

import numpy as np
import pytest

from posada.placement.optimiser.descent import descend


@pytest.mark.parametrize("seed", range(5))
def test_a_tilted_bowl_is_solved_within_its_bounds(seed):
    """At the end no free direction goes down, and each bound that holds is one that pushes back."""
    draw = np.random.default_rng(seed)
    root = draw.normal(size=(12, 12))
    matrix, tilt = root @ root.T + np.eye(12), draw.normal(size=12) * 5

    def bowl(x):
        return float(0.5 * x @ matrix @ x + tilt @ x), matrix @ x + tilt

    found = descend(bowl, np.zeros(12), np.zeros(12), np.ones(12), calls=400, enough=1e-13)
    slope = matrix @ found.point + tilt
    inside = (found.point > 1e-9) & (found.point < 1 - 1e-9)
    assert np.abs(slope[inside]).max(initial=0) < 1e-3
    assert (slope[found.point <= 1e-9] >= -1e-3).all()
    assert (slope[found.point >= 1 - 1e-9] <= 1e-3).all()


def test_the_number_of_calls_is_kept():
    """It never asks more often than it may, and never ends higher than it began."""

    def steep(x):
        return float(np.exp(3 * x).sum() - x.sum()), 3 * np.exp(3 * x) - 1

    start = np.full(3, 2.0)
    found = descend(steep, start, np.full(3, -5.0), np.full(3, 5.0), calls=7, enough=0.0)
    assert found.calls <= 7
    assert found.value <= steep(start)[0]
