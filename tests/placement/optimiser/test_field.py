"""The smoothed pass: above the exact one, by little when it is cold, and with the slope it says it has."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.optimiser.bound import bound
from posada.placement.optimiser.field import Field
from posada.placement.optimiser.multipliers import nothing, whole


@given(seed=st.integers(0, 10**6), by_place=st.booleans())
def test_a_cold_pass_is_the_exact_bound(seed, by_place, invent):
    """At a low temperature the smoothed worth at no prices is the sum of everybody's best."""
    instance = invent(seed, families=30, by_place=by_place)
    free = nothing(instance)
    exact = bound(instance, whole(instance, free))
    field = Field(instance)
    assert field.demand(free, 0.01).worth == pytest.approx(exact, abs=1.0)
    assert field.demand(free, 3.0).worth >= exact - 1e-3


@pytest.mark.parametrize("by_place", [False, True])
def test_usage_and_reach_are_slopes(by_place, invent):
    """Raising a price a little lowers the worth by what is used of it, and the same for floors."""
    instance = invent(11, families=40, by_place=by_place)
    field, step = Field(instance), 0.05
    at = replace(nothing(instance), capacity=np.full((3, 2), 4.0), floors=np.ones(1))
    here = field.demand(at, 5.0)
    for cell in np.ndindex(3, 2):
        worths = []
        for way in (step, -step):
            moved = at.capacity.copy()
            moved[cell] += way
            worths.append(field.demand(replace(at, capacity=moved), 5.0).worth)
        assert (worths[1] - worths[0]) / (2 * step) == pytest.approx(here.usage[cell], rel=0.01, abs=0.02)
    more, less = (field.demand(replace(at, floors=at.floors + way), 5.0) for way in (step, -step))
    assert (more.worth - less.worth) / (2 * step) == pytest.approx(here.reached[0], rel=0.01)


def test_a_sample_stands_for_all(invent):
    """Every third family, counted three times, uses about what all use."""
    instance = invent(2, families=3000, rich=False)
    free = nothing(instance)
    whole_field, sample = Field(instance).demand(free, 1.0), Field(instance, every=3).demand(free, 1.0)
    assert sample.worth == pytest.approx(whole_field.worth, rel=0.05)
    assert sample.usage == pytest.approx(whole_field.usage, rel=0.1)
