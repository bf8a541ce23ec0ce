"""Proofs: no pair of a better plan is dropped."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.optimiser.exact import prove, usable_pairs
from posada.placement.optimiser.multipliers import whole
from posada.placement.optimiser.prices import find_prices
from posada.placement.optimiser.worth import faults, worth


@given(seed=st.integers(0, 10**6), by_place=st.booleans())
def test_every_plan_that_is_good_enough_uses_usable_pairs(seed, by_place, invent):
    """Of all plans, those worth the asked amount use no pair that was dropped."""
    instance = invent(seed, families=4, by_place=by_place)
    prices = whole(instance, find_prices(instance))
    plans = [np.array(choice) for choice in itertools.product(range(-1, instance.places), repeat=4)]
    worths = [worth(instance, plan) for plan in plans if not faults(instance, plan)]
    good = sorted(worths)[-min(5, len(worths))]
    usable = set(zip(*(part.tolist() for part in usable_pairs(instance, prices, good)), strict=True))
    for plan in plans:
        if not faults(instance, plan) and worth(instance, plan) >= good:
            used = {(family, place) for family, place in enumerate(plan.tolist()) if place >= 0}
            assert used <= usable


def test_a_proof_from_a_poor_plan_ends_at_the_best(invent, best_of_all):
    """Whatever plan it starts from, the proof ends with the best one."""
    instance = invent(9, families=5)
    prices = whole(instance, find_prices(instance))
    proof = prove(instance, prices, np.full(5, -1), gap=0, nodes=1000)
    assert worth(instance, proof.place) == proof.bound == best_of_all(instance)
