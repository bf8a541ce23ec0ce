"""Whether the rest of a plan can still reach a total, against every plan there is."""

import itertools

import numpy as np
import pytest

from posada.placement.preferences.completion import Completion


def every_plan(score: np.ndarray, need: np.ndarray, capacity: np.ndarray) -> list[tuple[int, ...]]:
    found = []
    for plan in itertools.product(range(-1, len(capacity)), repeat=len(score)):
        used = np.zeros_like(capacity)
        for family, place in enumerate(plan):
            if place >= 0:
                used[place] += need[family]
        if (used <= capacity).all():
            found.append(plan)
    return found


def total(score: np.ndarray, plan: tuple[int, ...]) -> float:
    return sum(float(score[family, place]) for family, place in enumerate(plan) if place >= 0)


@pytest.mark.parametrize("seed", range(10))
def test_a_plan_is_found_exactly_where_there_is_one(seed: int) -> None:
    """For every family and place, before and after another family is fixed."""
    random = np.random.default_rng(seed)
    score = random.integers(0, 20, size=(4, 3)) + (0.25 if seed % 2 else 0.0)
    need, capacity = random.integers(1, 4, size=(4, 2)), random.integers(2, 6, size=(3, 2))
    plans = every_plan(score, need, capacity)
    best = max(total(score, plan) for plan in plans)
    rest = Completion(score, need, capacity, None)
    plan, bound = rest.best_plan(0.0)
    assert rest.total(plan) == pytest.approx(best)
    assert best <= bound <= best + 1e-4
    least = 0.8 * best
    rest.require(least, enough=least, gap=0.0, nodes=100)
    if plan[0] >= 0:
        rest.fix(0, int(plan[0]))
        plans = [other for other in plans if other[0] == plan[0]]
    for family, place in itertools.product(range(1, 4), range(3)):
        found = rest.plan_with(plan, family, place)
        there = [other for other in plans if other[family] == place and total(score, other) >= least]
        assert (found is not None) == bool(there)
        if found is not None:
            assert tuple(found.tolist()) in there
            rest = Completion(score, need, capacity, None)
            rest.require(least, enough=least, gap=0.0, nodes=100)
            if plan[0] >= 0:
                rest.fix(0, int(plan[0]))
    assert rest.undecided == set()


class ShortSighted(Completion):
    """A completion whose engine and solver end with nothing found and nothing proven."""

    def best_plan(self, gap: float, **_: object) -> tuple[np.ndarray, float]:
        return np.full(4, -1), np.inf

    def _search(self, usable: np.ndarray) -> tuple[np.ndarray, float]:
        return np.full(4, -1), np.inf


def test_who_is_refused_without_proof_is_named() -> None:
    """With the worst family at the one place, 7 points are left, but prices alone would allow 7.5."""
    score, need = np.array([[5.0], [1.0], [3.0], [3.0]]), np.array([[3], [3], [2], [2]])
    plan = np.array([0, -1, 0, 0])
    for kind, undecided in ((Completion, set()), (ShortSighted, {1})):
        rest = kind(score, need, np.array([[7]]), None)
        rest.require(7.3, enough=7.3, gap=0.0, nodes=10)
        assert rest.plan_with(plan, 1, 0) is None
        assert rest.undecided == undecided
