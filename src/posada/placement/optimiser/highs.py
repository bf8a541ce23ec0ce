"""HiGHS, quiet and repeatable: a program in, its optimum and duals out.

References
----------
Q. Huangfu and J. A. J. Hall, Parallelizing the dual revised simplex method, Mathematical Programming
Computation 10 (2018), https://doi.org/10.1007/s12532-017-0130-5.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.part import Program

Points = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The optimum when families could be split: its worth, the columns, and what a unit of each row is worth."""

    worth: float
    values: Points
    prices: Points
    reduced: Points


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best columns found (None if none were), what nothing can beat, and whether that is proven best."""

    values: Points | None
    bound: float
    nodes: int
    infeasible: bool


class _Quiet(highspy.Highs):
    """A solver without callbacks, whose set-up is what prints a banner to the standard output."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)


def quiet(**options: float | bool | str) -> highspy.Highs:
    """A solver that says nothing, uses one thread, and has the given options."""
    solver = _Quiet()
    for name, value in {"threads": 1, **options}.items():
        solver.setOptionValue(name, value)
    return solver


def solver_name() -> str:
    """The solver and its version, for a receipt."""
    return f"HiGHS {quiet().version()}"


def relax(part: Program, *, seconds: float | None = None, method: str = "simplex") -> Relaxed | None:
    """The optimum of the linear relaxation, or None if the time does not suffice.

    >>> from posada.placement.optimiser.instance import Instance
    >>> from posada.placement.optimiser.part import program
    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> relax(program(two, np.array([-1, -1]), np.array([0, 0, 1]), np.array([0, 1, 0]))).worth
    7.0
    """
    solver = quiet(solver=method)
    if seconds is not None:
        solver.setOptionValue("time_limit", max(0.1, seconds))
    solver.passModel(_columnwise(part, in_whole_numbers=False))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution()
    return Relaxed(
        solver.getInfo().objective_function_value,
        np.array(solution.col_value),
        np.array(solution.row_dual),
        np.array(solution.col_dual),
    )


def maximise(
    part: Program,
    *,
    start: Points | None = None,
    gap: float = 0.0,
    nodes: int = 1_000,
    seconds: float | None = None,
    seed: int = 0,
    **options: float | bool | str,
) -> Optimum:
    """The optimum in whole numbers to an absolute gap, or what is found within so many nodes.

    `start` says which pairs a known plan uses. Where the solver does not price it right its bound is infinite.
    """
    solver = quiet(
        mip_rel_gap=0.0, mip_abs_gap=max(gap, 0.5), mip_max_nodes=nodes, random_seed=seed, **options
    )
    if seconds is not None:
        solver.setOptionValue("time_limit", max(0.05, seconds))
    solver.passModel(_columnwise(part, in_whole_numbers=True))
    if start is not None:
        columns = np.arange(part.pairs, dtype=np.int32)
        solver.setSolution(part.pairs, columns, start[: part.pairs].astype(np.float64))
    solver.run()
    info = solver.getInfo()
    found = info.primal_solution_status == 2
    infeasible = solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible
    values = np.array(solver.getSolution().col_value) if found else None
    if start is not None and not _is_credible(part, values, info.objective_function_value):
        return Optimum(values, np.inf, info.mip_node_count, infeasible=False)
    return Optimum(values, info.mip_dual_bound, info.mip_node_count, infeasible)


def _is_credible(part: Program, values: Points | None, told: float) -> bool:
    """Whether a search that was given a plan ends with one, worth what it says.

    HiGHS 1.16 has been seen to price a given plan wrongly, and then to cut off better ones; its bound is worth
    nothing then.
    """
    if values is None:
        return False
    counted = float(part.cost @ values)
    return abs(counted - told) <= 1e-6 * max(1.0, abs(counted)) + 0.1


def _columnwise(part: Program, *, in_whole_numbers: bool) -> highspy.HighsLp:
    """The program as HiGHS takes it."""
    columns, rows = len(part.cost), len(part.row_upper)
    order = np.lexsort((part.entry_row, part.entry_column))
    lengths = np.bincount(part.entry_column, minlength=columns)
    made = highspy.HighsLp()
    made.num_col_, made.num_row_ = columns, rows
    made.sense_ = highspy.ObjSense.kMaximize
    made.col_cost_, made.col_lower_, made.col_upper_ = part.cost, part.lower, part.upper
    made.row_lower_, made.row_upper_ = part.row_lower, part.row_upper
    made.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    made.a_matrix_.num_col_, made.a_matrix_.num_row_ = columns, rows
    made.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    made.a_matrix_.index_ = part.entry_row[order].astype(np.int32)
    made.a_matrix_.value_ = part.entry_value[order]
    if in_whole_numbers:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        made.integrality_ = [kinds[column < part.pairs] for column in range(columns)]
    return made
