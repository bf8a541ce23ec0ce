"""The price of overrides: certified for each pair."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.optimiser.bound import bound
from posada.placement.optimiser.multipliers import nothing, whole
from posada.placement.optimiser.near import near_pairs
from posada.placement.optimiser.prices import find_prices
from posada.placement.optimiser.regret import reduced_at, regrets


@given(seed=st.integers(0, 10**6), by_place=st.booleans())
def test_an_override_costs_at_least_its_regret(seed, by_place, invent, best_of_all):
    """The best plan that sends a family to a place is worth at most the bound less the regret."""
    instance = invent(seed, families=4, by_place=by_place)
    at = find_prices(instance)
    limit = bound(instance, whole(instance, at))
    short, _ = regrets(instance, at)
    for family, place in np.argwhere(instance.allowed)[:4].tolist():
        allowed = instance.allowed.copy()
        allowed[family] = np.arange(instance.places) == place
        forced = replace(instance, allowed=allowed, must=np.arange(4) == family)
        best = best_of_all(forced)
        assert best is None or best <= limit - short[family, place] + 1.01


def test_regrets_at_pairs_agree_with_the_matrix(invent):
    """Near pairs, single pairs and the whole matrix tell the same story."""
    for by_place in (False, True):
        instance = invent(5, families=50, by_place=by_place)
        at = replace(nothing(instance), capacity=np.full((3, 2), 3.0), floors=np.ones(1))
        short, idle = regrets(instance, at)
        near = near_pairs(instance, at, 12.0)
        assert sorted(zip(near.family.tolist(), near.place.tolist(), strict=True)) == [
            tuple(pair) for pair in np.argwhere(short <= 12.0).tolist()
        ]
        np.testing.assert_allclose(near.idle, idle, atol=1e-3)
        single = near.top[near.family] - reduced_at(instance, at, near.family, near.place)
        np.testing.assert_allclose(single, near.regret, atol=1e-3)
        some = np.array([3, 7, 20])
        assert near.family[near.of(some)].tolist() == [f for f in near.family.tolist() if f in some]
