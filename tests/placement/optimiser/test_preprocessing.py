"""Simplifications change the question, never the answer."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.optimiser.preprocessing import contract, fits_alone
from posada.placement.optimiser.worth import faults, worth

SEEDS = st.integers(0, 10**6)


@given(seed=SEEDS, by_place=st.booleans())
def test_pairs_that_never_fit_make_no_difference(seed, by_place, invent, best_of_all):
    """The best plan is worth the same without them."""
    instance = invent(seed, families=4, by_place=by_place, tight=0.3)
    assert best_of_all(fits_alone(instance)) == best_of_all(instance)


@given(seed=SEEDS, by_place=st.booleans())
def test_a_plan_of_groups_is_a_plan_of_families(seed, by_place, invent, any_plan):
    """Groups that go as one are worth what their families are, and keep the same rules."""
    instance = invent(seed, families=8, by_place=by_place, tight=1.2)
    group_of = np.random.default_rng(seed).integers(0, 5, size=8)
    group_of = np.unique(group_of, return_inverse=True)[1]
    groups = contract(instance, group_of)
    plan = any_plan(groups.instance, seed)
    assert faults(instance, groups.plan(plan)) == []
    assert worth(instance, groups.plan(plan)) == worth(groups.instance, plan)
