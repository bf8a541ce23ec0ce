"""Plans for families that must all be placed: a greedy start, then a few places at a time made as good as can be.

A neighbourhood is a handful of places with the families they hold. Its own multipliers give a bound that is
almost its optimum, so the few packings of each place that lose little there are listed, and the best way to
choose one packing per place that together hold everybody exactly once is found by matching halves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from posada.placement.optimiser.knapsack_halves import QUICK_WORK, choose_one_each
from posada.placement.optimiser.knapsack_packings import (
    Flags,
    Whole,
    best_packings,
    list_packings,
    packing_losses,
    reduce_to_core,
)
from posada.placement.optimiser.knapsack_prices import Knapsacks, Real, ascend

#: Families in the first neighbourhoods, about; later ones grow while they are easy, and shrink while hard.
GROUP_FAMILIES = 45
#: Evaluations of the bound, and packings listed per place, in a neighbourhood.
LOOKS, LISTED = 60, 700


@dataclass(slots=True)
class Plan:
    """The place of each family, and what it costs."""

    place: Whole
    cost: int


def cost_of(task: Knapsacks, place: Whole) -> int:
    """What a plan costs."""
    return int(task.cost[place, np.arange(len(place))].sum())


def fits(task: Knapsacks, place: Whole) -> bool:
    """Whether everybody stands in a usable place and no capacity is exceeded."""
    families = np.arange(len(place))
    if (place < 0).any() or not task.usable[place, families].all():
        return False
    load = np.zeros(len(task.capacity), np.int64)
    np.add.at(load, place, task.need[place, families])
    return bool((load <= task.capacity).all())


def place_by_regret(task: Knapsacks, prices: Real, shares: Real | None = None) -> Whole:
    """A plan made family by family: whoever would lose most by waiting goes first; -1 where nothing fits.

    Whom the split plan in `shares` leaves whole stays where that plan has them, as far as there is room.
    """
    left = task.capacity.copy()
    place = np.full(task.cost.shape[1], -1)
    if shares is not None:
        for family in np.flatnonzero(shares.max(axis=0) > 1 - 1e-6):
            chosen = int(shares[:, family].argmax())
            if task.need[chosen, family] <= left[chosen]:
                place[family] = chosen
                left[chosen] -= task.need[chosen, family]
    todo = np.flatnonzero(place < 0)
    reduced = np.where(task.usable, task.cost + prices[:, None] * task.need, np.inf)[:, todo]
    need = task.need[:, todo]
    open_to = np.where(need <= left[:, None], reduced, np.inf)
    while len(todo):
        if len(left) > 1:
            first, second = np.partition(open_to, 1, axis=0)[:2]
        else:
            first, second = open_to[0], np.full(len(todo), np.inf)
        with np.errstate(invalid="ignore"):
            regret = np.where(np.isinf(first), -1.0, np.where(np.isinf(second), 1e18, second - first))
        at = int(regret.argmax())
        if regret[at] < 0:
            break
        chosen = int(open_to[:, at].argmin())
        place[todo[at]] = chosen
        left[chosen] -= need[chosen, at]
        todo, need, open_to = (np.delete(part, at, axis=-1) for part in (todo, need, open_to))
        open_to[chosen] = np.where(need[chosen] <= left[chosen], open_to[chosen], np.inf)
    return place


def settle(task: Knapsacks, plan: Plan, *, sweeps: int, late: Callable[[], bool]) -> None:
    """Better the plan by moving one family or exchanging two, until neither helps; many at a time in a sweep."""
    families = np.arange(len(plan.place))
    for _ in range(sweeps):
        if late():
            return
        place = plan.place
        cost, need = task.cost[place, families], task.need[place, families]
        left = task.capacity.copy()
        np.subtract.at(left, place, need)
        moving = np.where(task.usable & (task.need <= left[:, None]), task.cost - cost, 0)
        to = moving.argmin(axis=0)
        # Row g, column f: what it costs to have f instead of g where g is.
        instead = task.cost[place] - cost[:, None]
        possible = task.usable[place] & (task.need[place] <= (left[place] + need)[:, None])
        exchange = np.where(possible & possible.T, instead + instead.T, 0)
        partner = exchange.argmin(axis=1)
        moved, swapped = moving[to, families], exchange[families, partner]
        best = np.minimum(moved, swapped)
        touched = np.zeros(len(left), bool)
        after = place.copy()
        for family in np.argsort(best, kind="stable"):
            if best[family] >= 0:
                break
            other = int(partner[family])
            by_move = moved[family] <= swapped[family]
            goal = int(to[family] if by_move else place[other])
            if touched[place[family]] or touched[goal]:
                continue
            touched[[place[family], goal]] = True
            after[family] = goal
            if not by_move:
                after[other] = place[family]
        if not touched.any():
            return
        plan.place, plan.cost = after, cost_of(task, after)


def with_waiting(task: Knapsacks) -> Knapsacks:
    """The same with one place more, where everybody may wait at a price that no two moves are worth."""
    price = 3 * int(task.cost.max() - task.cost.min() + 1) + int(task.cost.max())
    row = np.full((1, task.cost.shape[1]), price)
    return Knapsacks(
        np.concatenate([task.cost, row]),
        np.concatenate([task.need, np.zeros_like(row)]),
        np.append(task.capacity, 0),
        np.concatenate([task.usable, np.ones(row.shape, bool)]),
    )


def best_within(
    task: Knapsacks,
    multipliers: Whole,
    *,
    upper: int,
    evaluations: int,
    limit: int,
    seed: int,
    work: int = QUICK_WORK,
    late: Callable[[], bool] = lambda: False,
) -> tuple[Whole | None, bool]:
    """A plan cheaper than `upper`, or None; and whether the answer is the optimum of what was asked."""
    state = ascend(
        task, multipliers, evaluations=evaluations, upper=upper, patience=8, first_step=1e-3, late=late
    )
    scale = task.scale
    budget = (upper - 1) * scale - state.best
    if budget < 0:
        return None, True
    profit = state.multipliers - task.cost * scale
    usable = task.usable & (pair_losses(task, profit, task.usable, slack=budget) <= budget)
    if not usable.any(axis=0).all():
        return None, True
    core = reduce_to_core(profit, task.need, task.capacity, usable & (profit >= -budget), slack=budget)
    members, losses, exact = [], [], True
    for place in range(len(task.capacity)):
        width = int((core.family[place] >= 0).sum())
        found, lost, kept = list_packings(
            core.need[place, :width],
            core.profit[place, :width],
            int(core.room[place]),
            slack=budget,
            limit=limit,
        )
        whole = np.repeat(core.taken[place][None, :], len(found), axis=0)
        whole[:, core.family[place, :width]] = found
        exact &= kept >= budget
        members.append(whole)
        losses.append(lost)
    picked, proven = choose_one_each(members, losses, budget=budget, seed=seed, work=work, late=late)
    exact &= proven
    if picked is None:
        return None, exact
    chosen = np.zeros(task.cost.shape[1], np.int64)
    for at, row in enumerate(picked):
        chosen[members[at][row]] = at
    # Losses are counted from the best packing of the pairs that are left, so a dearer plan can seem within the
    # budget. Then none is: a plan with one of the pairs that were dropped costs `upper` or more.
    return (chosen if cost_of(task, chosen) < upper else None), exact


def pair_losses(task: Knapsacks, profit: Whole, usable: Flags, *, slack: int) -> Whole:
    """What the bound loses at least when a family goes to a place and to no other; beyond the slack, slack + 1."""
    _, put_in, keep_out = packing_losses(profit, task.need, task.capacity, usable, slack=slack)
    return np.where(usable, np.minimum(put_in + keep_out.sum(axis=0) - keep_out, slack + 1), slack + 1)


def improve(
    task: Knapsacks,
    plan: Plan,
    multipliers: Whole,
    *,
    target: int,
    rounds: int,
    seed: int,
    late: Callable[[], bool],
    effort: int = 1,
) -> int:
    """Better the plan, a few places at a time, until it costs no more than the target; the rounds that it took.

    With more effort, more packings are listed and joined in each neighbourhood.
    """
    draw = np.random.default_rng(seed)
    places, scale = len(task.capacity), task.scale
    profit = multipliers - task.cost * scale
    worth, _ = best_packings(profit, task.need, task.capacity, task.usable)
    near = _near_pairs(task, profit)
    tried: set[tuple[int, ...]] = set()
    version = np.zeros(places, np.int64)
    size, ease = min(places, max(2, GROUP_FAMILIES * places // len(plan.place))), 0
    for done in range(rounds):
        if late() or plan.cost <= target:
            return done
        group = _draw_group(plan.place, profit, worth, near, size, scale, draw)
        key = (*group.tolist(), *version[group].tolist())
        if key in tried:
            size, ease = (size, ease + 1) if ease < 6 else (min(places, size + 1), 0)
            continue
        tried.add(key)
        who = np.flatnonzero(np.isin(plan.place, group))
        found, exact = best_within(
            task.part(group, who),
            multipliers[who],
            upper=int(task.cost[plan.place[who], who].sum()),
            evaluations=LOOKS,
            limit=LISTED * effort,
            seed=seed + done,
            work=QUICK_WORK * effort,
            late=late,
        )
        if found is not None:
            plan.place[who] = group[found]
            plan.cost = cost_of(task, plan.place)
            version[group] += 1
        ease = max(-4, ease - 1) if not exact else ease + 1
        if ease >= 6 or (ease <= -4 and found is None):
            size, ease = min(places, max(2, size + (1 if ease > 0 else -1))), 0
    return rounds


def _draw_group(
    place: Whole, profit: Whole, worth: Whole, near: Real, size: int, scale: int, draw: np.random.Generator
) -> Whole:
    """Places that may gain together: one that loses much, and others to which its families also fit."""
    places = len(worth)
    lost = worth - np.bincount(place, weights=profit[place, np.arange(len(place))], minlength=places)
    centre = int(draw.choice(places, p=(lost + scale) / (lost + scale).sum()))
    together = near[:, place == centre].sum(axis=1) + np.bincount(
        place, weights=near[centre], minlength=places
    )
    appeal = (together + 0.5) * (1 + lost / (lost.mean() + 1)) * draw.random(places)
    appeal[centre] = np.inf
    return np.sort(np.argsort(-appeal, kind="stable")[:size])


def _near_pairs(task: Knapsacks, profit: Whole) -> Real:
    """One where a place is among the three most fitting of a family, zero elsewhere."""
    load = np.maximum(task.need, 0.5)
    fit = np.where(task.usable, profit / load, -np.inf)
    places, families = fit.shape
    few = min(3, places)
    near = np.zeros(fit.shape)
    near[np.argpartition(-fit, few - 1, axis=0)[:few], np.arange(families)] = 1.0
    return near
