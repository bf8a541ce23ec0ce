"""The plan that scores would have made of past households, with every place as full as it was.

Each place takes, in each span of four weeks and of households of like size, as many households as the past way of
deciding would have sent there on average. Taking the average and not what happened keeps a household's own past
place out of the plan that is judged by it.
"""

from __future__ import annotations

from collections.abc import Iterator

import highspy
import numpy as np

from posada.placement.learning.evaluate import LEAST_CHANCE
from posada.placement.learning.features import Numbers
from posada.placement.learning.fit import Rows

SPAN_DAYS = 28
SIZES = (2, 4)
"""Households of one, of two or three, and of four or more: within each, beds taken are nearly the same."""

RARE_COST = 1000.0
"""What a place hardly ever given to such households costs, in spreads of the score: used only if it must be."""


def alike(day: Rows, people: Numbers) -> Rows:
    """The number of the cell of each household: four weeks, and a class of size (unknown is its own).

    >>> alike(np.array([1, 2, 40]), np.array([1.0, 5.0, 1.0])).tolist()
    [0, 2, 4]
    """
    size = np.where(np.isnan(people), len(SIZES) + 1, np.digitize(people, SIZES))
    cells: Rows = (day - day.min()) // SPAN_DAYS * (len(SIZES) + 2) + size.astype(np.int64)
    return cells


def best_with_same_loads(scores: Numbers, chance: Numbers, cell: Rows) -> Numbers:
    """The share of each household that the best plan sends to each place; nearly all are 0 or 1.

    >>> scores = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> best_with_same_loads(scores, np.full((2, 2), 0.5), np.zeros(2, dtype=np.int64)).tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    plan = np.zeros_like(scores)
    spread = float(scores.std()) or 1.0
    worth = scores / spread - RARE_COST * (chance < LEAST_CHANCE)
    for rows in _cells(cell):
        plan[rows] = _transport(worth[rows], chance[rows].sum(axis=0))
    return plan


def _cells(cell: Rows) -> Iterator[Rows]:
    for number in np.unique(cell):
        yield np.flatnonzero(cell == number)


def _transport(worth: Numbers, load: Numbers) -> Numbers:
    """The plan of most worth in which each household goes somewhere and each place takes its load."""
    households, places = worth.shape
    program = highspy.HighsLp()
    program.num_col_ = households * places
    # The loads add up to the households, so that the last row follows from the others, rounding apart.
    program.num_row_ = households + places - 1
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = worth.ravel()
    program.col_lower_ = np.zeros(households * places)
    program.col_upper_ = np.ones(households * places)
    program.row_lower_ = program.row_upper_ = np.concatenate([np.ones(households), load[:-1]])
    columns = np.arange(households * places).reshape(households, places)
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.num_col_ = households * places
    program.a_matrix_.num_row_ = households + places - 1
    lengths = np.concatenate([np.full(households, places), np.full(places - 1, households)])
    program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
    program.a_matrix_.index_ = np.concatenate([columns.ravel(), columns.T[:-1].ravel()]).astype(np.int32)
    program.a_matrix_.value_ = np.ones(int(lengths.sum()))
    solver = _Quiet()
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise RuntimeError(
            f"HiGHS must find an optimum, got {solver.modelStatusToString(solver.getModelStatus())}."
        )
    found = np.abs(np.array(solver.getSolution().col_value)).reshape(households, places)
    shares: Numbers = found / found.sum(axis=1, keepdims=True)
    return shares


class _Quiet(highspy.Highs):
    """A solver of one thread without callbacks, whose set-up is what prints a banner to the standard output."""

    def __init__(self) -> None:
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)
        self.setOptionValue("threads", 1)
