"""The verb of the room: who goes where, proven to a gap, with the reason for everybody who waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posada.placement.baselines import baselines
from posada.placement.instance_of import UNITS_PER_POINT, Counted, instance_of
from posada.placement.ledger import fill, worth
from posada.placement.loads import loads
from posada.placement.optimiser import Plan, optimise
from posada.placement.optimiser.highs import solver_name
from posada.placement.optimiser.worth import worth as worth_of
from posada.placement.pricing import Pricing, pricing
from posada.placement.problem import Problem, build
from posada.placement.result import Placement
from posada.placement.waiting import reasons
from posada.programme import Programme
from posada.programme.tables import Assignment, Waiting

Units = NDArray[np.int64]
Points = NDArray[np.float64]
Progress = Callable[[float, float], None]


def place(
    programme: Programme,
    *,
    gap: float = 5e-4,
    keep: tuple[Assignment, ...] = (),
    progress: Progress | None = None,
) -> Placement:
    """The place of each household that may be placed, and the reason for each that waits.

    Families stay whole and have one place at most; hard capacities are kept on every day; the score is the
    one that the programme states. The same programme gives the same plan.

    Parameters
    ----------
    programme:
        the tables, read and checked.
    gap:
        how far from the proven bound the plan may be, as a share of its value. The search also ends when its
        work is used up; `gap_share` of the answer says what was reached. An interrupt from the keyboard ends
        it with the best plan so far.
    keep:
        assignments already published; each household that keeps its place earns `move_cost` points.
    progress:
        called with the value and the bound, in points, whenever the plan has become better.

    Examples
    --------
    >>> from posada.placement.__main__ import tiny_programme
    >>> plan = place(tiny_programme())
    >>> [(row.household_id, row.place_id) for row in plan.assignments]
    [('H1', 'puebla'), ('H3', 'leon')]
    >>> [(row.household_id, row.reason, row.rule) for row in plan.waiting]
    [('H2', 'capacity', 'beds at leon; beds at puebla'), ('H4', 'consent_missing', 'no rule of law on file')]
    """
    problem = build(programme, keep=keep)
    counted = instance_of(problem)
    plan = optimise(
        counted.instance,
        gap=gap,
        seed=programme.settings.seed,
        progress=None if progress is None else _in_points(progress),
    )
    place_of_case = fill(problem, plan.place)
    filled = replace(plan, place=place_of_case, worth=worth_of(counted.instance, place_of_case))
    return publish(problem, counted, filled, keep=keep)


def _in_points(progress: Progress) -> Callable[[int, int], None]:
    def told(value: int, bound: int) -> None:
        progress(value / UNITS_PER_POINT, bound / UNITS_PER_POINT)

    return told


def publish(problem: Problem, counted: Counted, plan: Plan, *, keep: tuple[Assignment, ...]) -> Placement:
    """The answer of the room, from the places of cases."""
    value = worth(problem, plan.place)
    bound = max(plan.bound / UNITS_PER_POINT, value.total)
    prices = counted.limit_prices(plan.prices.real().capacity)
    told = pricing(counted, plan.multipliers, slack=0.0)
    return Placement(
        assignments=assignments(problem, plan.place, told),
        waiting=waiting(problem, plan.place, prices),
        loads=loads(problem, prices, plan.place),
        baselines=baselines(problem, plan.place),
        bottlenecks=(),
        objective=value.total,
        bound=bound,
        gap_share=(bound - value.total) / max(1.0, abs(value.total)),
        solver=solver_name(),
        worth=value,
        keep=keep,
        problem=problem,
        counted=counted,
        plan=plan,
        prices=prices,
    )


def assignments(
    problem: Problem, place_of_case: Units, told: Pricing | None = None
) -> tuple[Assignment, ...]:
    """A row for each household that is placed; with prices also where else it costs least to send it."""
    return tuple(
        Assignment(
            household_id=household.household_id,
            place_id=problem.places[place].place_id,
            people=len(problem.members[index]),
            score=round(float(problem.scores[index, place]), 6),
            **_next(problem, told, case, place),
        )
        for index, household in enumerate(problem.households)
        if (place := int(place_of_case[case := int(problem.case_of[index])])) >= 0
    )


def _next(problem: Problem, told: Pricing | None, case: int, here: int) -> dict[str, Any]:
    """The other place of a case that costs the plan least, and what that is."""
    if told is None:
        return {}
    others = np.flatnonzero(problem.admissible[case] & (np.arange(len(problem.places)) != here))
    if not len(others):
        return {}
    costs = told.overrides[case, others]
    best = int(others[int(costs.argmin())])
    return {
        "next_place_id": problem.places[best].place_id,
        "next_costs": round(told.loss(case, best, instead_of=here), 1),
    }


def waiting(problem: Problem, place_of_case: Units, prices: Points) -> tuple[Waiting, ...]:
    """A row for each household that waits; households that must stay together wait for the same reason."""
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
