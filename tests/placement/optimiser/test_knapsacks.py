"""Everybody placed at the least cost: plans that hold, bounds that are never above the optimum."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.optimiser import knapsacks
from posada.placement.optimiser.instance import Instance
from posada.placement.optimiser.knapsack_halves import choose_one_each
from posada.placement.optimiser.knapsack_packings import best_packings, list_packings, packing_losses
from posada.placement.optimiser.knapsack_plans import (
    Plan,
    cost_of,
    fits,
    pair_losses,
    place_by_regret,
    settle,
)
from posada.placement.optimiser.knapsack_prices import Knapsacks, ascend, relaxed_plan
from posada.placement.optimiser.knapsack_rest import search_pairs
from posada.placement.optimiser.knapsacks import asks_only_for_places, assign, solve_gap


def draw_task(seed: int, places: int, families: int, *, slack: float = 1.25) -> Knapsacks:
    """A task whose capacities are about enough for everybody, with some pairs not usable."""
    draw = np.random.default_rng(seed)
    need = draw.integers(1, 12, (places, families))
    cost = draw.integers(-5, 40, (places, families))
    capacity = np.maximum((slack * need.sum(axis=1) / places).astype(np.int64), need.min(axis=1))
    usable = (draw.random((places, families)) < 0.85) & (need <= capacity[:, None])
    return Knapsacks(cost, need, capacity, usable)


def cheapest_by_force(task: Knapsacks) -> int | None:
    """The least cost over every way to place everybody, or None when there is none."""
    places, families = task.cost.shape
    best = None
    for place in product(range(places), repeat=families):
        load = np.zeros(places, np.int64)
        np.add.at(load, list(place), task.need[place, range(families)])
        if (load <= task.capacity).all() and task.usable[place, range(families)].all():
            cost = int(task.cost[place, range(families)].sum())
            best = cost if best is None else min(best, cost)
    return best


def packings_by_force(
    profit: np.ndarray, need: np.ndarray, room: int, usable: np.ndarray
) -> list[tuple[int, tuple[int, ...]]]:
    """Every packing of one place: its worth and its members."""
    families = len(profit)
    return [
        (int(profit[list(members)].sum()) if members else 0, members)
        for bits in range(1 << families)
        if (members := tuple(at for at in range(families) if bits >> at & 1)) is not None
        and need[list(members)].sum() <= room
        and usable[list(members)].all()
    ]


@given(
    seed=st.integers(0, 10**6), places=st.integers(1, 3), families=st.integers(1, 7), slack=st.integers(0, 12)
)
def test_packings_and_their_losses_agree_with_every_subset(
    seed: int, places: int, families: int, slack: int
) -> None:
    """The best packing is the best of all subsets, and a loss is what forcing one family costs, up to the slack."""
    draw = np.random.default_rng(seed)
    profit = draw.integers(-6, 20, (places, families))
    need = draw.integers(0, 9, (places, families))
    capacity = draw.integers(0, 20, places)
    usable = (draw.random((places, families)) < 0.8) & (need <= capacity[:, None])
    worth, packed = best_packings(profit, need, capacity, usable)
    again, put_in, keep_out = packing_losses(profit, need, capacity, usable, slack=slack)
    for place in range(places):
        every = packings_by_force(profit[place], need[place], int(capacity[place]), usable[place])
        best = max(value for value, _ in every)
        assert worth[place] == again[place] == best == profit[place][packed[place]].sum()
        assert need[place][packed[place]].sum() <= capacity[place]
        for family in range(families):
            inside = max((value for value, members in every if family in members), default=-(10**9))
            outside = max(value for value, members in every if family not in members)
            assert put_in[place, family] == min(best - inside, slack + 1)
            assert keep_out[place, family] == min(best - outside, slack + 1)


@given(
    seed=st.integers(0, 10**6), families=st.integers(0, 8), slack=st.integers(0, 30), limit=st.integers(1, 60)
)
def test_the_list_of_packings_holds_all_up_to_its_slack(
    seed: int, families: int, slack: int, limit: int
) -> None:
    """What is listed is a packing with the stated loss; up to the slack handed back, none is missing."""
    draw = np.random.default_rng(seed)
    profit, need = draw.integers(0, 12, families), draw.integers(0, 6, families)
    room = int(draw.integers(0, 16))
    members, losses, kept = list_packings(need, profit, room, slack=slack, limit=limit)
    every = packings_by_force(profit, need, room, np.ones(families, bool))
    best = max(value for value, _ in every)
    listed = {
        tuple(np.flatnonzero(row).tolist()): int(loss) for row, loss in zip(members, losses, strict=True)
    }
    assert len(listed) == len(members) <= limit
    lost = {subset: best - value for value, subset in every}
    assert all(lost[subset] == loss for subset, loss in listed.items())
    assert all(subset in listed for subset, loss in lost.items() if loss <= kept)


@given(seed=st.integers(0, 10**6), places=st.integers(1, 4), budget=st.integers(0, 12))
def test_one_packing_of_each_place_is_chosen_as_by_force(seed: int, places: int, budget: int) -> None:
    """The choice holds everybody exactly once and loses least; None means that there is none within the budget."""
    draw = np.random.default_rng(seed)
    members = [draw.random((int(draw.integers(1, 7)), 5)) < 1.2 / places for _ in range(places)]
    losses = [draw.integers(0, 7, len(flags)) for flags in members]
    picked, proven = choose_one_each(members, losses, budget=budget, seed=seed)
    totals = [
        sum(int(losses[at][row]) for at, row in enumerate(rows))
        for rows in product(*(range(len(loss)) for loss in losses))
        if (sum(members[at][row].astype(int) for at, row in enumerate(rows)) == 1).all()
    ]
    within = [total for total in totals if total <= budget]
    assert proven
    assert (picked is None) == (not within)
    if picked is not None:
        assert sum(int(losses[at][row]) for at, row in enumerate(picked)) == min(within)


@given(seed=st.integers(0, 10**6), places=st.integers(1, 3), families=st.integers(1, 6))
def test_tiny_tasks_are_solved_as_by_force(seed: int, places: int, families: int) -> None:
    """The plan is the cheapest of all, its bound says so, and without any plan there is none to hand over."""
    task = draw_task(seed, places, families)
    best = cheapest_by_force(task)
    answer = assign(task.cost, task.need, task.capacity, task.usable, seed=seed)
    assert answer.cost == best
    if best is not None:
        assert answer.bound == best
        assert answer.note == "optimal"
    else:
        assert answer.place is None
        assert answer.note == "no plan places everybody" or answer.note.endswith(
            "of the families fit nowhere"
        )


@given(seed=st.integers(0, 10**6), places=st.integers(1, 3), families=st.integers(1, 6))
def test_no_multipliers_give_a_bound_above_the_optimum(seed: int, places: int, families: int) -> None:
    """A bound holds at any multipliers whatever, and when capacities are counted in coarser units."""
    task = draw_task(seed, places, families)
    best = cheapest_by_force(task)
    draw = np.random.default_rng(seed)
    for multipliers in draw.integers(-20_000, 60_000, (20, families)):
        assert best is None or task.bound_at(multipliers) <= best
        assert (
            best is None
            or Knapsacks(
                task.cost, task.need * 15_000 + 7, task.capacity * 15_000 + 7 * families, task.usable
            ).bound_at(multipliers)
            <= best
        )


@given(seed=st.integers(0, 10**6))
def test_a_pair_that_is_ruled_out_is_in_no_cheaper_plan(seed: int) -> None:
    """Where a pair loses more than the slack, no plan within it uses the pair."""
    task = draw_task(seed, 3, 5)
    draw = np.random.default_rng(seed)
    multipliers = draw.integers(0, 40_000, 5)
    profit = multipliers - task.cost * task.scale
    lower = task.scaled_bound_at(multipliers)
    slack = 12 * task.scale
    loss = pair_losses(task, profit, task.usable, slack=slack)
    for place in product(range(3), repeat=5):
        load = np.bincount(place, weights=task.need[place, range(5)], minlength=3)
        if (load <= task.capacity).all() and task.usable[place, range(5)].all():
            cost = int(task.cost[place, range(5)].sum())
            for family, at in enumerate(place):
                assert cost * task.scale >= lower + min(int(loss[at, family]), slack)


@pytest.mark.parametrize(("places", "families", "seed"), [(3, 24, 1), (5, 30, 2), (6, 40, 3)])
def test_middle_tasks_agree_with_a_mixed_integer_program(places: int, families: int, seed: int) -> None:
    """HiGHS, alone on the whole program, finds the same optimum."""
    task = draw_task(seed, places, families, slack=0.9)
    place, optimum = search_pairs(task, task.usable, nodes=10**6, seconds=None)
    answer = assign(task.cost, task.need, task.capacity, task.usable)
    assert place is not None
    assert (answer.cost, answer.bound, answer.note) == (optimum, optimum, "optimal")


def test_knapsacks_bound_more_than_prices_of_capacity_do() -> None:
    """The ascent starts at the linear program and ends above it."""
    task = draw_task(5, 6, 40, slack=0.9)
    multipliers, prices, shares = relaxed_plan(task)
    relaxed = float((shares * task.cost).sum())
    assert relaxed == pytest.approx(float(multipliers.sum() - prices @ task.capacity))
    state = ascend(task, np.rint(multipliers * task.scale).astype(np.int64), evaluations=200)
    assert state.best == task.scaled_bound_at(state.multipliers)
    assert state.best > relaxed * task.scale


def test_the_same_seed_gives_the_same_plan() -> None:
    """Two runs agree to the family."""
    task = draw_task(11, 5, 45, slack=0.85)
    first = assign(task.cost, task.need, task.capacity, task.usable, seed=3, gap=0.01)
    second = assign(task.cost, task.need, task.capacity, task.usable, seed=3, gap=0.01)
    assert first.place is not None
    assert second.place is not None
    assert first.place.tolist() == second.place.tolist()


def test_who_fits_nowhere_is_counted() -> None:
    """The note says how many, and the bound still counts what they would cost."""
    answer = assign(np.array([[3, 4]]), np.array([[2, 9]]), np.array([5]))
    assert (answer.place, answer.cost, answer.note) == (None, None, "1 of the families fit nowhere")


def test_nobody_to_place_costs_nothing() -> None:
    """An empty task has an empty plan."""
    answer = assign(np.zeros((2, 0), np.int64), np.zeros((2, 0), np.int64), np.array([1, 1]))
    assert (answer.cost, answer.bound, answer.note) == (0, 0, "nobody to place")


def test_large_capacities_are_bounded_in_coarser_units() -> None:
    """Amounts in the hundred thousands are solved, and their bound is met."""
    task = draw_task(2, 3, 12, slack=1.1)
    answer = assign(task.cost, task.need * 40_001, task.capacity * 40_001 + 40_000, task.usable)
    fine = assign(task.cost, task.need, task.capacity, task.usable)
    assert answer.cost == fine.cost == answer.bound


def test_an_instance_is_solved_in_its_own_terms() -> None:
    """Values are maximised, needs depend on the place, and the bound is a bound on worth."""
    task = draw_task(4, 3, 6)
    instance = Instance.plain(
        (50 - task.cost).T,
        need=task.need.T[:, :, None],
        capacity=task.capacity[:, None],
        allowed=task.usable.T,
        must=np.ones(6, bool),
    )
    place, bound, note = solve_gap(instance)
    assert asks_only_for_places(instance)
    assert place is not None
    assert note == "optimal"
    assert bound == int(instance.value[np.arange(6), place].sum()) == 300 - (cheapest_by_force(task) or 0)


def test_an_instance_where_families_may_wait_is_not_of_this_kind() -> None:
    """Whoever asks first learns that this search is not for it."""
    assert not asks_only_for_places(Instance.plain([[1]], need=[[1]], capacity=[[1]]))


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["a05100", "c05100", "c10100"])
def test_known_instances_reach_their_optimum(shared_data: Path, name: str) -> None:
    """Plan and bound are the published optimum."""
    numbers = np.array((shared_data / "gap" / f"{name}.txt").read_text().split(), dtype=np.int64)
    places, families = int(numbers[0]), int(numbers[1])
    cost, need = numbers[2 : 2 + 2 * places * families].reshape(2, places, families)
    known = dict(line.split()[:2] for line in (shared_data / "gap" / "bounds.txt").read_text().splitlines())
    answer = knapsacks.assign(cost, need, numbers[2 + 2 * places * families :])
    assert answer.cost == answer.bound == int(known[f"{name}_Min"])


@given(seed=st.integers(0, 10**6))
def test_settling_leaves_no_move_or_exchange_that_helps(seed: int) -> None:
    """The plan still holds, costs no more, and no single move or exchange makes it cheaper."""
    task = draw_task(seed, 4, 14, slack=1.5)
    place = place_by_regret(task, np.zeros(4))
    if not fits(task, place):
        return
    plan = Plan(place.copy(), cost_of(task, place))
    settle(task, plan, sweeps=1000, late=lambda: False)
    assert fits(task, plan.place)
    assert plan.cost == cost_of(task, plan.place) <= cost_of(task, place)
    for family, other in product(range(14), range(14)):
        swapped = plan.place.copy()
        swapped[[family, other]] = swapped[[other, family]]
        assert not fits(task, swapped) or cost_of(task, swapped) >= plan.cost
        moved = plan.place.copy()
        moved[family] = other % 4
        assert not fits(task, moved) or cost_of(task, moved) >= plan.cost
