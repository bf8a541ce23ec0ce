"""Whoever joins a group comes out of those who wait, as long as anybody does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posada.movement.caravans import simulate_caravans
from posada.movement.caravans.example import example


def joined(low: int | None, high: int | None) -> float:
    """The mean of all who join the march, where so many wait at its start."""
    locations, *others = example()
    here = replace(locations[0], waiting_lo=low, waiting_hi=high)
    answer = simulate_caravans((here, *locations[1:]), *others, members=30)
    return sum(row.joined for row in answer.flows)


@pytest.mark.parametrize("waiting", [0, 40])
def test_no_more_join_than_wait(waiting):
    """Where nobody waits nobody joins, and where a few do all of them may."""
    assert joined(waiting, waiting) <= waiting


def test_a_large_pool_holds_nobody_back_and_an_unknown_one_neither():
    """Unknown is not nobody."""
    unknown = joined(None, None)
    assert unknown > 100
    assert joined(100_000, 100_000) == pytest.approx(unknown, rel=0.25)
