"""What a plan is worth and which rules it breaks."""

import numpy as np

from posada.placement.optimiser.instance import Floor, Instance, Soft
from posada.placement.optimiser.worth import faults, floor_points, usage, worth


def test_every_part_of_the_worth_counts():
    """Values and a pair together, less an overrun for its worst cell, a shortfall and a missed floor."""
    instance = Instance.plain(
        [[10, 0], [20, 0], [0, 7]],
        need=[[2, 1], [2, 2], [1, 1]],
        capacity=[[1, 2], [5, 5]],
        minimum=np.array([[0, 0], [3, 0]]),
        shortfall_price=np.array([[0, 0], [4, 0]]),
        soft=(Soft(((0, 0), (0, 1)), 5),),
        floors=(Floor(np.array([0, 2]), np.array([[1, 0], [0, 2]]), 6, 3),),
        together=np.array([[0, 1, 8]]),
    )
    plan = np.array([0, 0, 1])
    assert usage(instance, plan).tolist() == [[4, 3], [1, 1]]
    assert floor_points(instance, plan).tolist() == [3]
    assert worth(instance, plan) == 10 + 20 + 7 + 8 - 3 * 5 - 2 * 4 - 3 * 3
    assert faults(instance, plan) == []


def test_each_broken_rule_is_named():
    """Barred places, duties, limits and foes, in words."""
    instance = Instance.plain(
        [[1, 1], [1, 1], [1, 1]],
        need=[[1], [1], [1]],
        capacity=[[1], [1]],
        allowed=np.array([[False, True], [True, True], [True, True]]),
        apart=np.array([[0, 1]]),
        must=np.array([False, False, True]),
    )
    assert faults(instance, np.array([0, 0, -1])) == [
        "family 0: must be allowed at place 0.",
        "family 2: must have a place.",
        "place 0, resource 0: must be at most 1, got 2.",
        "families 0 and 1: must not be at the same place.",
    ]
