"""The first plan keeps every rule and leaves nobody waiting who fits."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.optimiser.greedy import insert_waiting, within_limits
from posada.placement.optimiser.multipliers import nothing
from posada.placement.optimiser.preprocessing import fits_alone
from posada.placement.optimiser.worth import faults


@given(seed=st.integers(0, 10**6), by_place=st.booleans())
def test_a_wild_wish_becomes_a_plan(seed, by_place, invent):
    """From everybody at a favourite place to a plan without faults in which no room is left for who waits."""
    instance = fits_alone(invent(seed, families=20, places=4, by_place=by_place))
    scores = np.where(instance.allowed, instance.value, -1000)
    wish = np.where(instance.allowed.any(axis=1), scores.argmax(axis=1), -1)
    keen = np.random.default_rng(seed).random(20)
    kept = within_limits(instance, wish, keen)
    plan = insert_waiting(instance, kept, keen, nothing(instance))
    assert faults(instance, kept) == faults(instance, plan) == []
    assert (plan[kept >= 0] == kept[kept >= 0]).all()
    for family in np.flatnonzero(plan < 0).tolist():
        for place in np.flatnonzero(instance.allowed[family] & (instance.value[family] > 0)).tolist():
            tried = plan.copy()
            tried[family] = place
            assert faults(instance, tried)


def test_the_keenest_stay(invent):
    """Of two who do not fit together, the keener one stays."""
    instance = invent(0, families=2, places=1, resources=1, rich=False)
    need, capacity = np.array([[1], [1]]), np.array([[1]])
    two = type(instance).plain([[3], [3]], need, capacity)
    assert within_limits(two, np.array([0, 0]), np.array([1.0, 2.0])).tolist() == [-1, 0]
