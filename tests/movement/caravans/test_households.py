"""Households are drawn whole, and as many people as were said."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given as for_any
from hypothesis import strategies as st

from posada.movement.caravans.households import drawn_households, people_in, size_shares


@for_any(
    people=st.lists(st.integers(0, 5000), min_size=1, max_size=8),
    alone=st.floats(0, 1),
    family=st.floats(2, 6),
    seed=st.integers(0, 99),
)
def test_households_make_exactly_the_people_that_were_said(people, alone, family, seed):
    """Whatever the sizes of households are, in every member, nobody more and nobody less."""
    drawn = drawn_households(np.random.default_rng(seed), np.array(people), size_shares(alone, family))
    assert (drawn >= 0).all()
    assert people_in(drawn).tolist() == people


@pytest.mark.parametrize("people", [100, 3000])
def test_sizes_are_drawn_as_they_are_shared_out(people):
    """Making up the number bends the shares by less than two in a hundred."""
    shares = size_shares(0.36, 3.35)
    drawn = drawn_households(np.random.default_rng(1), np.full(500, people), shares).sum(axis=0)
    assert drawn / drawn.sum() == pytest.approx(shares, abs=0.02)
