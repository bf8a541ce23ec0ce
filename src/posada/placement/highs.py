"""HiGHS, quiet and repeatable: a model in, its optimum out.

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

from posada.placement.model import Model

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Relaxed:
    """The optimum when households could be split: a bound on every plan, and the price of each row."""

    bound: float
    values: Points
    reduced: Points
    prices: Points


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best columns found, their worth, and what no others can beat."""

    values: Points
    bound: float


def solver_name() -> str:
    """The solver and its version, for the receipt."""
    return f"HiGHS {_quiet().version()}"


def relax(whole: Model) -> Relaxed:
    """The optimum of the linear relaxation."""
    if not len(whole.cost):
        return Relaxed(0.0, np.zeros(0), np.zeros(0), np.zeros(max(1, len(whole.row_upper))))
    solver = _quiet()
    solver.passModel(_program(whole, in_whole_numbers=False))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(
            f"HiGHS must find an optimum, got {solver.modelStatusToString(solver.getModelStatus())}."
        )
    solution = solver.getSolution()
    return Relaxed(
        solver.getInfo().objective_function_value,
        np.array(solution.col_value),
        np.array(solution.col_dual),
        np.array(solution.row_dual),
    )


def maximise(
    whole: Model,
    *,
    start: Points | None,
    gap: float,
    nodes: int,
    target: float | None = None,
    base: float = 0.0,
) -> Optimum:
    """The optimum in whole numbers, to a relative gap, or what is found within so many nodes.

    `start` is a feasible solution to begin from; the search ends early when the value and `base` together
    reach `target`, and the gap is a share of that sum.
    """
    solver = _quiet(mip_rel_gap=gap, mip_abs_gap=1e-6, mip_max_nodes=nodes)
    if target is not None:
        solver.setOptionValue("objective_target", target)
        solver.setOptionValue("mip_allow_restart", False)
    program = _program(whole, in_whole_numbers=True)
    program.offset_ = base
    solver.passModel(program)
    if start is not None:
        known = highspy.HighsSolution()
        known.col_value = start.tolist()
        solver.setSolution(known)
    solver.run()
    return Optimum(np.array(solver.getSolution().col_value), solver.getInfo().mip_dual_bound)


class _Quiet(highspy.Highs):
    """A solver without callbacks, whose set-up is what prints a banner to the standard output."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)


def _quiet(**options: float | bool | str) -> highspy.Highs:
    """A solver that says nothing, uses one thread, and has the given options."""
    solver = _Quiet()
    for name, value in {"threads": 1, **options}.items():
        solver.setOptionValue(name, value)
    return solver


def _program(part: Model, *, in_whole_numbers: bool) -> highspy.HighsLp:
    """The model as HiGHS takes it."""
    program = highspy.HighsLp()
    program.num_col_ = len(part.cost)
    program.num_row_ = len(part.row_upper)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = part.cost
    program.col_lower_ = np.zeros(len(part.cost))
    program.col_upper_ = part.upper
    program.row_lower_ = part.row_lower
    program.row_upper_ = part.row_upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.num_col_ = len(part.cost)
    program.a_matrix_.num_row_ = len(part.row_upper)
    lengths = np.bincount(part.entry_row, minlength=len(part.row_upper))
    program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    program.a_matrix_.index_ = part.entry_column.astype(np.int32)
    program.a_matrix_.value_ = part.entry_value
    if in_whole_numbers:
        types = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        program.integrality_ = [types[flag] for flag in part.whole.tolist()]
    return program
