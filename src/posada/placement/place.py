"""The verb of the room: who goes where, proven to a gap, with the reason for everybody who waits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posada.placement.baselines import baselines
from posada.placement.engine import Solution, solve
from posada.placement.ledger import fill, worth
from posada.placement.loads import loads
from posada.placement.problem import Problem, build
from posada.placement.result import Placement
from posada.placement.waiting import reasons
from posada.programme import Programme
from posada.programme.tables import Assignment, Waiting

Units = NDArray[np.int64]


def place(programme: Programme, *, gap: float = 5e-4, keep: tuple[Assignment, ...] = ()) -> Placement:
    """The place of each household that may be placed, and the reason for each that waits.

    Families stay whole and have one place at most; hard capacities are kept on every day; the score is the
    one that the programme states. The same programme gives the same plan.

    Parameters
    ----------
    programme:
        the tables, read and checked.
    gap:
        how far from the proven bound the plan may be, as a share of it. On large programmes the search also
        ends when its work is used up; `gap_share` of the answer says what was reached.
    keep:
        assignments already published; each household that keeps its place earns `move_cost` points.

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
    solution = solve(problem, gap=gap)
    place_of_case = fill(problem, solution.place_of_case)
    return publish(problem, solution, place_of_case, keep=keep)


def publish(
    problem: Problem, solution: Solution, place_of_case: Units, *, keep: tuple[Assignment, ...]
) -> Placement:
    """The answer of the room, from the places of cases."""
    value = worth(problem, place_of_case)
    bound = max(solution.bound, value.total)
    return Placement(
        assignments=assignments(problem, place_of_case),
        waiting=waiting(problem, solution, place_of_case),
        loads=loads(problem, solution.prices, place_of_case),
        baselines=baselines(problem, place_of_case),
        bottlenecks=(),
        objective=value.total,
        bound=bound,
        gap_share=(bound - value.total) / max(1.0, abs(value.total)),
        solver=solution.solver,
        problem=problem,
        place_of_case=place_of_case,
        prices=solution.prices,
        worth=value,
        keep=keep,
    )


def assignments(problem: Problem, place_of_case: Units) -> tuple[Assignment, ...]:
    """A row for each household that is placed."""
    return tuple(
        Assignment(
            household_id=household.household_id,
            place_id=problem.places[place].place_id,
            people=len(problem.members[index]),
            score=round(float(problem.scores[index, place]), 6),
        )
        for index, household in enumerate(problem.households)
        if (place := int(place_of_case[problem.case_of[index]])) >= 0
    )


def waiting(problem: Problem, solution: Solution, place_of_case: Units) -> tuple[Waiting, ...]:
    """A row for each household that waits; households that must stay together wait for the same reason."""
    reason_of = reasons(problem, place_of_case, solution.prices)
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
