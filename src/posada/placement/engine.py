"""The solver behind `place`: a `Problem` in, a `Solution` with its proven bound out.

The linear relaxation gives a bound that no plan can beat, and prices. A small program is then solved as a
whole; a large one is finished by search, part by part. No clock decides anything, so the same input gives the
same plan. Another engine needs to offer one function: `solve`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.highs import Relaxed, maximise, relax, solver_name
from posada.placement.model import WAITS, Model, complete, model
from posada.placement.problem import Problem
from posada.placement.search import NEAR_SHARE, search

Units = NDArray[np.int64]
Points = NDArray[np.float64]

WHOLE_COLUMNS = 10_000
"""Programs with at most so many whole-number columns are solved in one piece."""
WHOLE_COLUMNS_IF_FAR = 40_000
"""So are larger ones that the search leaves too far from the bound."""
WHOLE_NODES = 1_000


@dataclass(frozen=True, slots=True)
class Solution:
    """The place of each case (`WAITS` for none), a bound that no plan beats, the price of each limit."""

    place_of_case: Units
    bound: float
    prices: Points
    solver: str


def solve(problem: Problem, *, gap: float, start: Units | None = None) -> Solution:
    """A plan for the problem, with a bound that proves how far from the best it can be.

    Parameters
    ----------
    gap:
        the search ends when (bound - value) is at most this share of the bound.
    start:
        the place of each case in a plan to begin from; it must keep every hard limit.
    """
    whole = model(problem)
    relaxed = relax(whole)
    values, bound = relaxed.values, relaxed.bound
    columns = int(whole.whole.sum())
    if columns:
        nobody = np.full(len(problem.cases), WAITS, dtype=np.int64)
        values = complete(whole, _columns(whole, nobody if start is None else start))
    if columns > WHOLE_COLUMNS:
        begin = None if start is None else values
        values = search(whole, relaxed, gap=gap, seed=problem.programme.settings.seed, start=begin)
    far = bound - float(whole.cost @ values) > max(gap, NEAR_SHARE) * max(1.0, abs(bound))
    if 0 < columns <= WHOLE_COLUMNS or (far and columns <= WHOLE_COLUMNS_IF_FAR):
        best = maximise(whole, start=values, gap=gap, nodes=WHOLE_NODES)
        values, bound = best.values, min(bound, best.bound)
    return Solution(_assigned(problem, whole, values), bound, _prices(whole, relaxed), solver_name())


def price_limits(problem: Problem) -> Points:
    """What one more unit of each limit is worth, by the linear relaxation."""
    whole = model(problem)
    return _prices(whole, relax(whole))


def _prices(whole: Model, relaxed: Relaxed) -> Points:
    return np.where(whole.limit_row >= 0, np.abs(relaxed.prices[whole.limit_row]), 0.0)


def _columns(whole: Model, place_of_case: Units) -> Points:
    """The columns of a plan given by cases."""
    values = np.zeros(len(whole.cost))
    pairs = zip(whole.kind_of[whole.whole].tolist(), whole.place_of[whole.whole].tolist(), strict=True)
    column_of = {pair: column for column, pair in enumerate(pairs)}
    for kind, cases in enumerate(whole.kinds):
        for place in place_of_case[list(cases)].tolist():
            if (kind, place) in column_of:
                values[column_of[kind, place]] += 1.0
    return values


def _assigned(problem: Problem, whole: Model, values: Points) -> Units:
    """The place of each case: of a kind, the first by id go to the first place."""
    place_of_case = np.full(len(problem.cases), WAITS, dtype=np.int64)
    given = [0] * len(whole.kinds)
    for column in np.flatnonzero(whole.whole & (values > 0.5)).tolist():
        kind, many = int(whole.kind_of[column]), round(values[column])
        cases = whole.kinds[kind][given[kind] : given[kind] + many]
        place_of_case[list(cases)] = whole.place_of[column]
        given[kind] += many
    return place_of_case
