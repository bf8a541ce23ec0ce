"""The search: always feasible, never worse, and it knows its own worth."""

import numpy as np

from posada.placement.optimiser.bound import bound
from posada.placement.optimiser.greedy import insert_waiting
from posada.placement.optimiser.multipliers import whole
from posada.placement.optimiser.near import near_pairs
from posada.placement.optimiser.prices import find_prices
from posada.placement.optimiser.search import Search
from posada.placement.optimiser.worth import faults, worth


def test_parts_only_ever_improve_the_plan(invent, any_plan):
    """From a poor plan with every rule at work, each part leaves a plan that is at least as good and keeps all."""
    instance = invent(6, families=40, places=4, resources=2)
    at = find_prices(instance)
    search = Search(instance, at, near_pairs(instance, at, 60.0), any_plan(instance, 1), seed=0)
    before = search.worth
    for parts in range(1, 9):
        search.run(10**9, target=10**9, parts=parts, deadline=None)
        assert faults(instance, search.place) == []
        assert search.worth == worth(instance, search.place) >= before
        before = search.worth
    assert search.parts == 8


def test_losses_add_up_to_the_distance_from_the_bound(invent):
    """Without pairs, soft limits and floors, regret and waste are all that lies between plan and bound."""
    instance = invent(6, families=80, places=6, resources=3, rich=False)
    at = find_prices(instance)
    near = near_pairs(instance, at, 60.0)
    plan = insert_waiting(instance, np.full(80, -1), near.idle, at)
    search = Search(instance, at, near, plan, seed=0)
    apart = bound(instance, whole(instance, at)) - search.worth
    assert abs(search.waste().sum() + search.regret() - apart) < 2
