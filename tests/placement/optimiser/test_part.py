"""Parts of a problem: what the solver counts is what the plan is worth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.optimiser.highs import maximise
from posada.placement.optimiser.instance import WAITS
from posada.placement.optimiser.part import columns_of, placed, program
from posada.placement.optimiser.worth import faults, worth


@given(seed=st.integers(0, 10**6), by_place=st.booleans())
def test_the_worth_of_a_part_is_the_worth_of_the_plan(seed, by_place, invent, any_plan):
    """With every rule at work: constant and columns together are what the whole plan is worth, and it is no worse."""
    instance = invent(seed, families=12, places=4, by_place=by_place)
    plan = any_plan(instance, seed)
    draw = np.random.default_rng(seed)
    free = np.sort(draw.permutation(12)[:5])
    held = plan.copy()
    held[free] = WAITS
    rows, place = np.nonzero(instance.allowed[free])
    part = program(instance, held, free[rows], place)
    if not part.pairs:
        return
    found = maximise(part, start=columns_of(part, plan))
    new = placed(instance, held, part, found.values)
    assert faults(instance, new) == []
    assert worth(instance, new) == pytest.approx(part.cost @ found.values + part.constant, abs=1e-3)
    assert worth(instance, new) >= worth(instance, plan)
    untouched = np.setdiff1d(np.arange(12), free)
    assert (new[untouched] == plan[untouched]).all()
