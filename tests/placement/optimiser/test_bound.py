"""The bound of prices is above every plan, whatever the prices, and exact to the unit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.optimiser.bound import best_places, bound
from posada.placement.optimiser.multipliers import Multipliers, nothing, whole

SEEDS = st.integers(0, 10**6)


def _drawn(instance, seed, size=20.0):
    draw = np.random.default_rng(seed)
    shape = instance.capacity.shape
    prices = [draw.random(shape) * size * (draw.random(shape) < 0.6) for _ in range(2)]
    split = draw.random((len(instance.together), instance.places)) * instance.together[:, 2:]
    return whole(instance, Multipliers(*prices, draw.random(len(instance.floors)) * 9, split))


@given(seed=SEEDS, by_place=st.booleans())
def test_no_plan_is_worth_more_than_the_bound(seed, by_place, invent, best_of_all):
    """The best of all plans stays below the bound of prices drawn at random."""
    instance = invent(seed, families=4, by_place=by_place)
    assert bound(instance, _drawn(instance, seed)) >= best_of_all(instance)


@given(seed=SEEDS, by_place=st.booleans())
def test_the_bound_is_what_a_slow_count_gives(seed, by_place, invent):
    """Family by family, in numbers without limit, comes out the same."""
    instance = invent(seed, families=9, by_place=by_place)
    prices = _drawn(instance, seed)
    total = 0
    for place in range(instance.places):
        for resource in range(instance.resources):
            total += int(instance.capacity[place, resource]) * int(prices.capacity[place, resource])
            total -= int(instance.minimum[place, resource]) * int(prices.minimum[place, resource])
    for floor, price in zip(instance.floors, prices.floors.tolist(), strict=True):
        total -= price * floor.at_least
    for family in range(instance.families):
        left = [0]
        for place in np.flatnonzero(instance.allowed[family]).tolist():
            need = instance.need_at(np.array([family]), np.array([place]))[0].tolist()
            score = int(instance.value[family, place]) * prices.scale
            for resource, amount in enumerate(need):
                net = int(prices.capacity[place, resource]) - int(prices.minimum[place, resource])
                score -= amount * net
            for number, (one, other, bonus) in enumerate(instance.together.tolist()):
                if family in (one, other) and instance.allowed[[one, other], place].all():
                    part = int(prices.split[number, place])
                    score += part if family == one else bonus * prices.scale - part
            for floor, price in zip(instance.floors, prices.floors.tolist(), strict=True):
                for row in np.flatnonzero(floor.members == family).tolist():
                    score += price * int(floor.points[row, place])
            left.append(score)
        total += max(left)
    assert bound(instance, prices) == total // prices.scale


def test_best_places_are_those_that_pay(invent):
    """Everybody goes where most is left; nobody goes where nothing is."""
    instance = invent(3, families=9, rich=False)
    free = whole(instance, nothing(instance))
    for family, place in enumerate(best_places(instance, free).tolist()):
        scores = np.where(instance.allowed[family], instance.value[family], -1)
        assert (place == -1 and scores.max() <= 0) or scores[place] == scores.max()
