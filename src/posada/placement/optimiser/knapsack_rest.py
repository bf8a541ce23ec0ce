"""The last pairs of a generalised assignment, as a mixed-integer program for HiGHS."""

from __future__ import annotations

import highspy
import numpy as np

from posada.placement.optimiser.knapsack_packings import Flags, Whole
from posada.placement.optimiser.knapsack_prices import Knapsacks, quiet_solver

#: Bounds of a solver in floating point are trusted to this much of a unit.
TOLERANCE = 1e-4


def search_pairs(
    task: Knapsacks, usable: Flags, *, nodes: int, seconds: float | None
) -> tuple[Whole | None, int]:
    """The cheapest plan found on some pairs, or None, and what no plan on them costs less than.

    Where no plan on them exists, the bound is beyond any cost. No start is handed over: HiGHS 1.16.0 forgets the
    cost of what its presolve fixed when it prices one, and then takes that for the optimum.

    Examples
    --------
    >>> task = Knapsacks(np.array([[4, 1], [2, 2]]), np.array([[2, 2], [3, 3]]), np.array([2, 3]),
    ...                  np.ones((2, 2), bool))
    >>> place, bound = search_pairs(task, task.usable, nodes=10, seconds=None)
    >>> place.tolist(), bound
    ([1, 0], 3)
    """
    family, place = np.nonzero(usable.T)
    places, families = usable.shape
    pairs = len(family)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = pairs, families + places
    program.col_cost_ = task.cost[place, family].astype(np.float64)
    program.col_lower_, program.col_upper_ = np.zeros(pairs), np.ones(pairs)
    program.row_lower_ = np.concatenate([np.ones(families), np.full(places, -np.inf)])
    program.row_upper_ = np.concatenate([np.ones(families), task.capacity.astype(np.float64)])
    values = np.ones(2 * pairs)
    values[1::2] = task.need[place, family]
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.arange(0, 2 * pairs + 1, 2, dtype=np.int32)
    program.a_matrix_.index_ = np.stack([family, families + place], axis=1).ravel().astype(np.int32)
    program.a_matrix_.value_ = values
    program.integrality_ = [highspy.HighsVarType.kInteger] * pairs
    limit = np.inf if seconds is None else seconds
    solver = quiet_solver(mip_rel_gap=0.0, mip_abs_gap=0.99, mip_max_nodes=nodes, time_limit=limit)
    solver.passModel(program)
    solver.run()
    beyond = int(np.abs(task.cost).max(initial=0)) * families + 1
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None, beyond
    info = solver.getInfo()
    floor = info.mip_dual_bound
    bound = int(np.ceil(floor - TOLERANCE)) if np.isfinite(floor) else -beyond
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, bound
    chosen = np.array(solver.getSolution().col_value) > 0.5
    found = np.full(families, -1)
    found[family[chosen]] = place[chosen]
    return found, bound
