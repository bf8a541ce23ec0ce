"""Changes after publication: the bound at once, few moves, and pinned families stay."""

from dataclasses import replace

import numpy as np
import pytest

from posada.placement.optimiser import optimise
from posada.placement.optimiser.multipliers import Multipliers
from posada.placement.optimiser.replan import frontier, moved, what_if
from posada.placement.optimiser.worth import faults, worth


@pytest.fixture(scope="module")
def before(invent):
    """A published plan of sixty families, and the instance after one place lost a third of everything."""
    instance = invent(4, families=60, places=5, rich=False, tight=0.9)
    plan = optimise(instance, gap=0)
    capacity = instance.capacity.copy()
    capacity[0] = capacity[0] * 2 // 3
    return plan, replace(instance, capacity=capacity)


def test_the_bound_after_a_change_is_one(before):
    """Old prices prove a bound at once, and the new plan stays below it."""
    plan, changed = before
    limit = what_if(changed, plan.multipliers)
    assert optimise(changed, gap=0).worth <= limit.bound < plan.bound


def test_any_prices_prove_a_bound(before):
    """Even prices that have nothing to do with the instance give a bound."""
    _, changed = before
    draw = np.random.default_rng(0)
    shape = changed.capacity.shape
    strange = Multipliers(
        draw.random(shape) * 30, np.zeros(shape), np.zeros(0), np.zeros((0, changed.places))
    )
    assert what_if(changed, strange).bound >= optimise(changed, gap=0).worth


def test_dearer_moves_are_fewer_and_cost_worth(before):
    """Along the frontier both the number of moves and the worth fall."""
    plan, changed = before
    points = frontier(changed, plan.place, [1, 5, 20], prices=plan.multipliers, gap=0)
    assert [point.move_cost for point in points] == [1, 5, 20]
    assert [point.moved for point in points] == sorted((point.moved for point in points), reverse=True)
    assert [point.worth for point in points] == sorted((point.worth for point in points), reverse=True)
    for point in points:
        assert faults(changed, point.place) == []
        assert point.worth == worth(changed, point.place) <= point.bound
        assert point.moved == moved(plan.place, point.place)


def test_pinned_families_never_move(before):
    """Whoever is pinned is at the same place at every point of the frontier."""
    plan, changed = before
    pinned = np.flatnonzero(plan.place == 1)[:5]
    allowed = changed.allowed.copy()
    allowed[pinned] = False
    allowed[pinned, 1] = True
    must = np.zeros(changed.families, dtype=bool)
    must[pinned] = True
    asked = replace(changed, allowed=allowed, must=must)
    for point in frontier(asked, plan.place, [0, 9], prices=plan.multipliers):
        assert (point.place[pinned] == 1).all()
