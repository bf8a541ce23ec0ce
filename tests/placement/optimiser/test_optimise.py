"""The engine against all plans of small instances, and against a whole-model solver on middle ones."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.optimiser import Instance, certify, optimise
from posada.placement.optimiser.highs import maximise
from posada.placement.optimiser.optimise import NoPlanError
from posada.placement.optimiser.part import program
from posada.placement.optimiser.worth import faults, worth
from posada.placement.verify import verify_arrays

SEEDS = st.integers(0, 10**6)


@given(seed=SEEDS, by_place=st.booleans())
def test_small_instances_get_the_best_of_all_plans(seed, by_place, invent, best_of_all):
    """With every kind of rule the plan is as good as the best of all, and the bound meets it."""
    instance = invent(seed, families=4, by_place=by_place)
    plan = optimise(instance, gap=0)
    assert faults(instance, plan.place) == []
    assert plan.worth == worth(instance, plan.place) == best_of_all(instance) == plan.bound


@given(seed=SEEDS)
def test_everybody_has_a_place_where_all_must(seed, invent, best_of_all):
    """Where nobody may wait the best such plan is found, or it is said that there is none."""
    instance = replace(invent(seed, families=4, tight=1.3), must=np.ones(4, dtype=bool))
    best = best_of_all(instance)
    if best is None:
        with pytest.raises(NoPlanError, match="No plan gives a place to everyone who must have one"):
            optimise(instance, gap=0)
    else:
        assert optimise(instance, gap=0).worth == best


@pytest.mark.parametrize("seed", range(4))
def test_middle_instances_agree_with_the_whole_model(seed, invent):
    """On a hundred families the plan is as good as the whole model's optimum, which the bound never undercuts."""
    instance = invent(seed, families=40, places=4, resources=3, by_place=seed % 2 == 1)
    family, place = np.nonzero(instance.allowed)
    whole = program(instance, np.full(40, -1), family, place)
    optimum = round(maximise(whole, nodes=50_000).bound + whole.constant)
    plan = optimise(instance, gap=0)
    assert faults(instance, plan.place) == []
    assert plan.worth == optimum
    assert plan.price_bound >= optimum


@given(seed=SEEDS, by_place=st.booleans())
def test_every_plan_has_a_certificate_that_a_stranger_accepts(seed, by_place, invent):
    """The bound by prices is proven again by code that shares nothing with the engine."""
    instance = invent(seed, families=8, places=4, by_place=by_place)
    assert verify_arrays(instance, certify(optimise(instance, work=1))) == []


def test_same_seed_same_plan(invent):
    """Two runs agree in every number."""
    instance = invent(5, families=30, places=5)
    one, other = optimise(instance, seed=3), optimise(instance, seed=3)
    assert one.place.tolist() == other.place.tolist()
    assert one.prices.capacity.tolist() == other.prices.capacity.tolist()


def test_a_given_plan_is_not_made_worse(invent):
    """A search that starts from a plan hands over one that is worth at least as much."""
    instance = invent(8, families=30, places=5)
    first = optimise(instance, gap=0)
    assert optimise(instance, work=0, start=first.place).worth >= first.worth


def test_progress_tells_worth_and_bound(invent):
    """What is told never gets worse, and stays below the bound."""
    told = []
    optimise(invent(3, families=60, places=5, rich=False), gap=1e-3, progress=lambda *now: told.append(now))
    assert told
    assert [worth for worth, _ in told] == sorted(worth for worth, _ in told)
    assert all(worth <= bound for worth, bound in told)


def test_an_interrupt_keeps_the_best_plan(invent):
    """Ctrl-C during the search hands over what there is, with its bound."""

    def stop(worth: int, bound: int) -> None:
        calls.append(worth)
        if len(calls) == 2:
            raise KeyboardInterrupt

    calls: list[int] = []
    instance = invent(3, families=300, places=6, rich=False)
    plan = optimise(instance, gap=0, progress=stop)
    assert plan.worth == calls[-1] <= plan.bound
    assert faults(instance, plan.place) == []


def test_nobody_and_nothing():
    """An instance without families has an empty plan worth nothing."""
    plan = optimise(Instance.plain(np.zeros((0, 2), dtype=int), np.zeros((0, 1), dtype=int), [[1], [1]]))
    assert (plan.place.tolist(), plan.worth, plan.bound) == ([], 0, 0)


@pytest.mark.parametrize("seed", range(3))
def test_generalised_assignment_is_proven_best_by_its_knapsacks(seed):
    """With one resource whose use depends on the place and nobody waiting, the plan is the whole model's best."""
    draw = np.random.default_rng(seed)
    need = draw.integers(5, 25, size=(24, 4, 1))
    capacity = np.full((4, 1), int(need.mean(axis=1).sum() * 0.28))
    value = 100 - draw.integers(10, 50, size=(24, 4))
    instance = Instance.plain(value, need, capacity, must=np.ones(24, dtype=bool))
    family, place = np.nonzero(instance.allowed)
    whole = program(instance, np.full(24, -1), family, place)
    optimum = round(maximise(whole, nodes=50_000).bound + whole.constant)
    plan = optimise(instance, gap=0)
    assert faults(instance, plan.place) == []
    assert (plan.worth, plan.bound) == (optimum, optimum)
    assert verify_arrays(instance, certify(plan)) == []
