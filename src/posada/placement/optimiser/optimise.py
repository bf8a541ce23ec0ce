"""The main path from an instance to a plan with its proof: prices, a first plan, a better one, the best."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from posada.placement.optimiser.exact import Proof, prove, usable_pairs
from posada.placement.optimiser.greedy import insert_waiting, within_limits
from posada.placement.optimiser.instance import Instance, Units
from posada.placement.optimiser.knapsacks import asks_only_for_places, solve_gap
from posada.placement.optimiser.multipliers import Multipliers, Prices
from posada.placement.optimiser.near import near_pairs
from posada.placement.optimiser.preprocessing import fits_alone
from posada.placement.optimiser.prices import STAGES, find_prices, spread
from posada.placement.optimiser.regret import reduced_at
from posada.placement.optimiser.relaxation import Relaxation, tighten
from posada.placement.optimiser.search import Search
from posada.placement.optimiser.worth import worth

Progress = Callable[[int, int], None]

WORK = 2_000
"""Parts solved before the search gives up on a gap that it cannot close."""
CLOSE = 2.5 * STAGES[-1]
"""Close calls, as a share of how much scores differ: what the last temperature leaves open."""
NEAR_PAIRS_PER_CELL = 120
NEAR_PAIRS_PER_FAMILY = 0.1
"""About so many second choices are searched for each priced cell, but at least so many for each family."""
FARTHEST = 0.6
"""No pair is searched that falls short by more than this share of how much scores differ."""
SAMPLE = 2_000
WHOLE_PAIRS = 10_000
"""With at most so many pairs left the problem is solved as a whole."""
WHOLE_NODES = 3_000
FEW_FAMILIES = 600
FIRST_PARTS, FIRST_PARTS_OF_MANY = 2, 40
"""Parts before the problem is solved as a whole: with few families the whole is quicker than a search."""


class NoPlanError(RuntimeError):
    """No plan was found that gives a place to everyone who must have one."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The place of each family, what the plan is worth, and why no other can be worth more than the bound.

    `prices` prove a bound of `price_bound`; where `bound_source` is "solver" the last part of the way down to
    `bound` is the word of HiGHS, where it is "knapsacks" that of the knapsacks of generalised assignment.
    """

    place: Units
    worth: int
    bound: int
    bound_source: str
    price_bound: int
    prices: Prices
    multipliers: Multipliers


def optimise(
    instance: Instance,
    *,
    gap: float = 1e-4,
    work: int = WORK,
    seconds: float | None = None,
    start: Units | None = None,
    prices: Multipliers | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Plan:
    """A plan within the gap of the best, or the best found with so much work.

    Parameters
    ----------
    gap:
        the search ends when (bound - worth) is at most this share of the worth; 0 asks for the best plan.
    work:
        how many parts are solved at most; the same input and work give the same plan.
    seconds:
        an extra stop by the clock.
    start, prices:
        a known plan and the prices of a similar instance, to begin from.
    progress:
        called with the worth and the bound whenever the plan has become better.

    An interrupt from the keyboard ends the search with the best plan so far.

    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> plan = optimise(two)
    >>> plan.place.tolist(), plan.worth, plan.bound
    ([1, 0], 7, 7)
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    instance = fits_alone(instance)
    if (instance.must & ~instance.allowed.any(axis=1)).any():
        raise NoPlanError(_why(Proof(None, 0, infeasible=True)))
    width = spread(instance)
    relaxed = _relaxed(instance, prices, deadline)
    near = near_pairs(
        instance, relaxed.multipliers, _nearness(instance, relaxed.multipliers, FARTHEST * width)
    )
    plans = [within_limits(instance, relaxed.rounded, near.idle)]
    if start is not None:
        plans.append(within_limits(instance, start, near.idle))
    plans = [insert_waiting(instance, plan, near.idle, relaxed.multipliers) for plan in plans]
    best = max(plans, key=lambda plan: (-_left_out(instance, plan), worth(instance, plan)))
    search = Search(instance, relaxed.multipliers, near, best, seed)
    if progress is not None:
        progress(search.worth, relaxed.bound)
    found = Proof(search.place, relaxed.bound, infeasible=False)
    try:
        found = _improve(instance, search, relaxed.prices, relaxed.bound, gap, work, deadline, progress)
    except KeyboardInterrupt:
        found = Proof(search.place, relaxed.bound, infeasible=False)
    if found.place is None or _left_out(instance, found.place):
        raise NoPlanError(_why(found))
    return Plan(
        found.place,
        worth(instance, found.place),
        min(relaxed.bound, found.bound),
        found.source if found.bound < relaxed.bound else "prices",
        relaxed.bound,
        relaxed.prices,
        relaxed.multipliers,
    )


def price(instance: Instance) -> Relaxation:
    """The prices of an instance and the bound that they prove, without a plan.

    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> price(two).bound
    7
    """
    return _relaxed(fits_alone(instance), None, None)


def _relaxed(instance: Instance, start: Multipliers | None, deadline: float | None) -> Relaxation:
    at = find_prices(instance, start=start)
    return tighten(instance, at, within=CLOSE * spread(instance), deadline=deadline)


def _improve(
    instance: Instance,
    search: Search,
    prices: Prices,
    limit: int,
    gap: float,
    work: int,
    deadline: float | None,
    progress: Progress | None,
) -> Proof:
    """Search until the gap is closed; what is small enough is solved as a whole."""

    def enough() -> int:
        return limit - int(gap * abs(search.worth))

    def go_on(parts: int) -> bool:
        search.run(limit, target=enough(), parts=parts, deadline=deadline, progress=progress)
        late = deadline is not None and time.monotonic() >= deadline
        return (search.incomplete > 0 or search.worth < enough()) and not late

    if asks_only_for_places(instance) and instance.type_of is None:
        return _knapsacks(instance, search, limit, gap, deadline)
    parts = FIRST_PARTS if instance.families <= FEW_FAMILIES else FIRST_PARTS_OF_MANY
    while True:
        if not go_on(min(work, parts)):
            return Proof(search.place, limit, infeasible=False)
        if _pairs_left(instance, search, prices) <= WHOLE_PAIRS:
            break
        if parts >= work or search.stagnates(limit):
            return Proof(search.place, limit, infeasible=False)
        parts *= 2
    left = None if deadline is None else deadline - time.monotonic()
    known = None if search.incomplete else search.place
    allowance = int(gap * abs(search.worth))
    proof = prove(instance, prices, known, gap=allowance, nodes=min(10 * work, WHOLE_NODES), seconds=left)
    if proof.place is None:
        return Proof(search.place, limit, infeasible=proof.infeasible)
    if progress is not None:
        progress(worth(instance, proof.place), min(limit, proof.bound))
    return proof


def _knapsacks(instance: Instance, search: Search, limit: int, gap: float, deadline: float | None) -> Proof:
    """Generalised assignment, whose knapsacks give a stronger bound than prices do."""
    left = None if deadline is None else max(0.1, deadline - time.monotonic())
    place, beyond, _ = solve_gap(instance, gap=gap, seconds=left, seed=search.seed)
    if place is None or (not search.incomplete and worth(instance, place) < search.worth):
        place = search.place
    return Proof(place, min(limit, beyond), infeasible=False, source="knapsacks")


def _pairs_left(instance: Instance, search: Search, prices: Prices) -> int:
    """How many pairs are left that a better plan can use; more than can be solved where families are many."""
    if search.incomplete:
        return int(instance.allowed.sum())
    if instance.families > WHOLE_PAIRS:
        return instance.families * instance.places
    return len(usable_pairs(instance, prices, search.worth)[0])


def _left_out(instance: Instance, place: Units) -> int:
    return int((instance.must & (place < 0)).sum())


def _nearness(instance: Instance, at: Multipliers, most: float) -> float:
    """How far from the best choice a pair may be to be searched, told from a sample of families.

    Farther pairs only make the parts larger: what they would win back is lost at once in regret.
    """
    families = np.linspace(0, instance.families - 1, min(instance.families, SAMPLE)).astype(np.int64)
    row, place = np.nonzero(instance.allowed[families])
    if not len(row):
        return 0.0
    scores = reduced_at(instance, at, families[row], place)
    best = np.full(len(families), -np.inf)
    np.maximum.at(best, row, scores)
    short = np.sort(best[row] - scores)[np.unique(row).size :]
    priced = int((at.capacity > 0).sum())
    wanted = max(NEAR_PAIRS_PER_CELL * priced, NEAR_PAIRS_PER_FAMILY * instance.families)
    index = int(wanted * len(families) / instance.families)
    return min(most, float(short[min(index, len(short) - 1)])) if len(short) else 0.0


def _why(found: Proof) -> str:
    """The reason for having no plan, in a sentence."""
    if found.infeasible:
        return "No plan gives a place to everyone who must have one: the capacities do not suffice."
    return "Every family must have a place, got a search that ended before it found such a plan. Allow more work."
