"""Prices brought within what proves something, and made whole numbers."""

from dataclasses import replace

import numpy as np
import pytest

from posada.placement.optimiser.instance import Instance, Soft
from posada.placement.optimiser.multipliers import Multipliers, clipped, whole


def test_prices_stay_within_their_limits():
    """No negative price, no minimum above its price, soft cells within theirs together."""
    instance = Instance.plain(
        [[5, 5]],
        [[1, 1]],
        [[1, 1], [1, 1]],
        minimum=np.array([[1, 0], [0, 0]]),
        shortfall_price=np.array([[3, 9], [0, 0]]),
        soft=(Soft(((0, 0), (0, 1)), 4),),
    )
    at = Multipliers(
        np.array([[6.0, 2.0], [-1.0, 7.0]]),
        np.array([[8.0, 8.0], [8.0, -1.0]]),
        np.zeros(0),
        np.zeros((0, 2)),
    )
    fits = clipped(instance, at)
    assert fits.capacity.tolist() == [[3.0, 1.0], [0.0, 7.0]]
    assert fits.minimum.tolist() == [[3.0, 0.0], [0.0, 0.0]]
    in_whole = whole(instance, at)
    assert int(in_whole.capacity[0].sum()) <= 4 * in_whole.scale


def test_large_numbers_get_a_smaller_scale():
    """The scale gives way before sums can leave 63 bits; where even that does not do, it is said."""
    large = Instance.plain(np.full((1000, 1), 1 << 30), np.ones((1000, 1), int), [[1 << 49]])
    free = Multipliers(np.full((1, 1), 2.5), np.zeros((1, 1)), np.zeros(0), np.zeros((0, 1)))
    assert whole(large, free).scale < 1 << 12
    with pytest.raises(ValueError, match="must be small enough to add up below"):
        whole(replace(large, capacity=np.array([[1 << 61]])), free)
