"""People's own rankings improve a plan: households trade places, and nobody is worse off by its own ranking.

What one household stated counts for that household alone. Those who must stay together move together, and only
where all of them that rank places rank it higher; those who would rather be together, and are, are not parted.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posada.placement.check.preferences import worse_off
from posada.placement.ledger import fill, worth
from posada.placement.preferences.by_rank import rank_of
from posada.placement.preferences.improvement import Improvement
from posada.placement.preferences.market import WAITS, Units
from posada.placement.preferences.trading import trade
from posada.placement.problem import Problem, build
from posada.placement.standing import standing
from posada.placement.waiting import reasons
from posada.programme import Programme
from posada.programme.tables import Assignment, Waiting

Points = NDArray[np.float64]


def improve(
    programme: Programme,
    assignments: Sequence[Assignment],
    *,
    keep: Sequence[Assignment] = (),
    prices: Points | None = None,
) -> Improvement:
    """The plan after every trade of places that makes all who move better off by their own ranking.

    A household moves only to a place that it ranks above its own (`prefers_place_id`, best first), never to one
    that it refuses or may not have; whoever has a place keeps one; pins stay; capacities hold on every day, and
    where a resource is overrun already it is not overrun further. Trades are those of
    `posada.placement.preferences.trade`; who registered first is served first. Room that nobody took in the
    end is given to those who wait, as the score says.

    Parameters
    ----------
    assignments:
        the plan to begin from; who is not in it waits.
    keep:
        the published plan that the plan was asked to stay near, for what it is worth.
    prices:
        what a unit of each limit is worth, in the order of the problem: the blocks of those who wait are told
        dearest first. Absent, by id.

    Examples
    --------
    Each of two households would rather have the place of the other.

    >>> from dataclasses import replace
    >>> from posada.testing import tiny_programme
    >>> programme = tiny_programme()
    >>> first, second, third = programme.households
    >>> wishes = (replace(first, prefers_place_id=("beta",)), replace(second, prefers_place_id=("alpha",)), third)
    >>> rows = [("h1", "alpha", 2), ("h2", "beta", 1), ("h3", "beta", 1)]
    >>> plan = [Assignment(household_id=one, place_id=where, people=many) for one, where, many in rows]
    >>> better = improve(replace(programme, households=wishes), plan)
    >>> [(row.household_id, row.place_id) for row in better.assignments]
    [('h1', 'beta'), ('h2', 'alpha'), ('h3', 'beta')]
    >>> print(better.summary().splitlines()[0])
    2 of 2 households that rank places have one that they like better; 0 have a worse one.
    """
    problem = build(programme, keep=keep)
    before = standing(problem, assignments, asked="")
    after = _settled(problem, before)
    rows = _assignments(problem, after)
    had = _assignments(problem, before)
    wishing = [index for index in range(len(problem.households)) if _wishes(problem, index)]
    wishing = [index for index in wishing if before[problem.case_of[index]] != WAITS]
    ranks = [[_rank(problem, index, plan) for index in wishing] for plan in (before, after)]
    changed = before[problem.case_of] != after[problem.case_of]
    waited = before[problem.case_of] == WAITS
    return Improvement(
        assignments=rows,
        waiting=_waiting(problem, after, np.zeros(len(problem.limits)) if prices is None else prices),
        wishing=len(wishing),
        moved=int((changed & ~waited).sum()),
        better_off=sum(now < then for then, now in zip(*ranks, strict=True)),
        placed=int((changed & waited).sum()),
        worse_off=len(worse_off(programme, before=had, after=rows)),
        average_rank_before=float(np.mean(ranks[0])) if wishing else 0.0,
        average_rank_after=float(np.mean(ranks[1])) if wishing else 0.0,
        worth_before=worth(problem, before),
        worth_after=worth(problem, after),
    )


def _settled(problem: Problem, place_of_case: Units) -> Units:
    """The plan after trading, with free room given to those who wait, until neither changes anything."""
    while True:
        traded = _traded(problem, place_of_case)
        if np.array_equal(traded, place_of_case):
            return traded
        place_of_case = fill(problem, traded)
        if np.array_equal(traded, place_of_case):
            return traded


def _traded(problem: Problem, place_of_case: Units) -> Units:
    """The place of each case after trading."""
    groups = _groups(problem, place_of_case)
    group_of = np.zeros(len(problem.cases), dtype=np.int64)
    for index, group in enumerate(groups):
        group_of[group] = index
    first = [group[0] for group in groups]
    need, capacity = _limits(problem, place_of_case)
    by_group = np.zeros((len(groups), *need.shape[1:]), dtype=np.int64)
    np.add.at(by_group, group_of, need)
    made = trade(
        place_of_case[first],
        [_ranking(problem, group, int(place_of_case[group[0]])) for group in groups],
        by_group,
        capacity,
        allowed=np.array([problem.admissible[group].all(axis=0) for group in groups]).reshape(
            len(groups), len(problem.places)
        ),
        apart=[(int(group_of[one]), int(group_of[other])) for one, other in problem.apart],
        priority=sorted(range(len(groups)), key=lambda index: _registered(problem, groups[index])),
    )
    return made.place[group_of]


def _groups(problem: Problem, place_of_case: Units) -> list[list[int]]:
    """The cases that move together or not at all: those who would rather be together, and are."""
    leader = list(range(len(problem.cases)))

    def first_of(case: int) -> int:
        while leader[case] != case:
            leader[case] = leader[leader[case]]
            case = leader[case]
        return case

    for one, other, points in problem.together:
        if points > 0 and place_of_case[one] == place_of_case[other] != WAITS:
            low, high = sorted((first_of(one), first_of(other)))
            leader[high] = low
    groups: dict[int, list[int]] = {}
    for case in range(len(problem.cases)):
        groups.setdefault(first_of(case), []).append(case)
    return list(groups.values())


def _ranking(problem: Problem, group: Sequence[int], own: int) -> list[int]:
    """The places that a group would move to, best first: each is better than the next for all who rank places.

    A case in which nobody ranks any place does not move for the sake of others.
    """
    wishes = []
    for case in group:
        told = [_wishes(problem, index) for index in problem.cases[case]]
        told = [places for places in told if places]
        if not told:
            return []
        wishes += told
    ranks_of = {
        place: [rank_of(place, places) for places in wishes]
        for place in wishes[0]
        if all(place in places for places in wishes)
    }
    chain: list[int] = []
    last = [rank_of(own, places) for places in wishes]
    better = [place for place, ranks in ranks_of.items() if _all_less(ranks, last)]
    better.sort(key=lambda place: (sum(ranks_of[place]), place))
    for place in better:
        if not chain or _all_less(ranks_of[chain[-1]], ranks_of[place]):
            chain.append(place)
    return chain


def _all_less(ranks: Sequence[int], others: Sequence[int]) -> bool:
    """Whether each rank is better than the other of the same household."""
    return all(rank < other for rank, other in zip(ranks, others, strict=True))


def _limits(problem: Problem, place_of_case: Units) -> tuple[Units, Units]:
    """What each case uses of the limits of each place, and what may be in use: cases × places × limits."""
    at = np.array([limit.place for limit in problem.limits], dtype=np.int64)
    most = int(np.bincount(at).max(initial=0)) if len(at) else 0
    need = np.zeros((len(problem.cases), len(problem.places), most), dtype=np.int64)
    capacity = np.zeros((len(problem.places), most), dtype=np.int64)
    filled = [0] * len(problem.places)
    for limit in problem.limits:
        column = filled[limit.place]
        filled[limit.place] += 1
        need[:, limit.place, column] = limit.units
        in_use = int(limit.units[place_of_case == limit.place].sum())
        capacity[limit.place, column] = max(limit.amount, in_use)
    return need, capacity


def _registered(problem: Problem, group: Sequence[int]) -> tuple[dt.date, str]:
    """When the first of a group registered; a day that is not known comes last, ties go by id."""
    households = [problem.households[index] for case in group for index in problem.cases[case]]
    return (
        min(household.registered_on or dt.date.max for household in households),
        min(household.household_id for household in households),
    )


def _wishes(problem: Problem, household: int) -> list[int]:
    """The places that a household ranks, best first."""
    place_of = problem.known.place_of
    ranked = dict.fromkeys(problem.households[household].prefers_place_id)
    return [place_of[place_id] for place_id in ranked if place_id in place_of]


def _rank(problem: Problem, household: int, place_of_case: Units) -> int:
    """The rank of the place that a household has in a plan."""
    return rank_of(int(place_of_case[problem.case_of[household]]), _wishes(problem, household))


def _assignments(problem: Problem, place_of_case: Units) -> tuple[Assignment, ...]:
    """A row for each household that has a place."""
    return tuple(
        Assignment(
            household_id=household.household_id,
            place_id=problem.places[place].place_id,
            people=len(problem.members[index]),
            score=round(float(problem.scores[index, place]), 6),
        )
        for index, household in enumerate(problem.households)
        if (place := int(place_of_case[problem.case_of[index]])) != WAITS
    )


def _waiting(problem: Problem, place_of_case: Units, prices: Points) -> tuple[Waiting, ...]:
    """A row for each household that waits, with the reason that holds now."""
    reason_of = reasons(problem, place_of_case, prices)
    return tuple(
        Waiting(
            household_id=household.household_id,
            people=len(problem.members[index]),
            reason=reason_of[case][0],
            rule=reason_of[case][1],
        )
        for index, household in enumerate(problem.households)
        if (case := int(problem.case_of[index])) in reason_of
    )
