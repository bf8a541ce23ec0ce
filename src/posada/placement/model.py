"""The placement problem as a linear program in whole numbers: columns, rows and their entries, as arrays.

Cases that look the same to a solver are one kind, and one integer column for each place says how many of a
kind go there: many adults who travel alone differ in nothing that a plan may look at. This is exact, and takes
away the symmetry that makes such programs slow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from posada.placement.problem import FLOOR_PRICE, Problem

Units = NDArray[np.int64]
Points = NDArray[np.float64]
Flags = NDArray[np.bool_]

WAITS = -1
"""The place of a case that waits."""


@dataclass(frozen=True, slots=True)
class Model:
    """Maximise `cost` over columns between 0 and `upper`, each row between its bounds.

    The first columns say how many of a kind go to a place (`kind_of`, `place_of`; -1 for the other columns),
    the first rows that no more cases of a kind are placed than there are. `limit_row` is the row of each limit
    of the problem, or -1 if the limit cannot bind.
    """

    kinds: tuple[tuple[int, ...], ...]
    counts: Points
    kind_of: Units
    place_of: Units
    cost: Points
    upper: Points
    whole: Flags
    row_lower: Points
    row_upper: Points
    entry_row: Units
    entry_column: Units
    entry_value: Points
    limit_row: Units
    limit_place: Units

    def placed(self, values: Points) -> Points:
        """How many cases of each kind a solution places."""
        return summed(self.kind_of[self.whole], values[self.whole], len(self.kinds))

    def activity(self, values: Points) -> Points:
        """The value of each row in a solution."""
        weights = self.entry_value * values[self.entry_column]
        return summed(self.entry_row, weights, len(self.row_upper))


def summed(where: Units, amounts: Points, size: int) -> Points:
    """The sum of the amounts at each index."""
    total = np.zeros(size)
    np.add.at(total, where, amounts)
    return total


class _Draft:
    """A model under construction."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.kinds = kinds_of(problem)
        self.first = np.array([kind[0] for kind in self.kinds], dtype=np.int64)
        self.kind_of, self.place_of = np.nonzero(problem.admissible[self.first])
        self.cost = problem.case_values[self.first[self.kind_of], self.place_of].tolist()
        self.upper = [float(len(self.kinds[kind])) for kind in self.kind_of.tolist()]
        pairs = zip(self.first[self.kind_of].tolist(), self.place_of.tolist(), strict=True)
        self.column_of = {pair: column for column, pair in enumerate(pairs)}
        self.at_place = [np.flatnonzero(self.place_of == place) for place in range(len(problem.places))]
        self.row_lower: list[float] = []
        self.row_upper: list[float] = []
        self.entries: list[tuple[int, int, float]] = []

    def column(self, cost: float, upper: float = inf) -> int:
        self.cost.append(cost)
        self.upper.append(upper)
        return len(self.cost) - 1

    def row(self, lower: float, upper: float, entries: Iterable[tuple[int, float]]) -> int:
        row = len(self.row_upper)
        self.entries.extend((row, column, value) for column, value in entries)
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        return row

    def at(self, place: int, amounts: NDArray[np.generic]) -> list[tuple[int, float]]:
        """The columns of a place, each with the amount of one of its cases, where it is not nothing."""
        columns = self.at_place[place]
        values = amounts[self.first[self.kind_of[columns]]]
        some = values != 0
        return [
            (int(column), float(value)) for column, value in zip(columns[some], values[some], strict=True)
        ]


def model(problem: Problem) -> Model:
    """The linear program of a placement problem."""
    draft = _Draft(problem)
    whole = len(draft.cost)
    _place_each_once(draft)
    limit_row = _keep_limits(draft)
    _pay_for_shortfalls(draft)
    _reach_floors(draft)
    _reward_together(draft)
    _keep_apart(draft)
    others = np.full(len(draft.cost) - whole, -1, dtype=np.int64)
    rows, columns, values = zip(*draft.entries, strict=True) if draft.entries else ((), (), ())
    return Model(
        kinds=draft.kinds,
        counts=np.array([float(len(kind)) for kind in draft.kinds]),
        kind_of=np.concatenate([draft.kind_of, others]),
        place_of=np.concatenate([draft.place_of, others]),
        cost=np.array(draft.cost, dtype=float),
        upper=np.array(draft.upper, dtype=float),
        whole=np.arange(len(draft.cost)) < whole,
        row_lower=np.array(draft.row_lower, dtype=float),
        row_upper=np.array(draft.row_upper, dtype=float),
        entry_row=np.array(rows, dtype=np.int64),
        entry_column=np.array(columns, dtype=np.int64),
        entry_value=np.array(values, dtype=float),
        limit_row=limit_row,
        limit_place=np.array([limit.place for limit in problem.limits], dtype=np.int64),
    )


def kinds_of(problem: Problem) -> tuple[tuple[int, ...], ...]:
    """The cases that may be placed, grouped by everything that a solver can see of them."""
    goes = problem.admissible
    seen: list[NDArray[np.generic]] = [goes, np.where(goes, problem.case_values, 0.0)]
    for place, units in (
        *((limit.place, limit.units) for limit in problem.limits),
        *((minimum.place, minimum.units) for minimum in problem.minimums),
    ):
        seen.append(np.where(goes[:, place], units, 0).reshape(-1, 1))
    seen.extend(np.where(goes, target.points, 0.0) for target in problem.targets)
    bound = {case for one, other, _ in problem.together for case in (one, other)}
    bound |= {case for pair in problem.apart for case in pair}
    rows = np.ascontiguousarray(np.concatenate([part.astype(float) for part in seen], axis=1))
    kinds: dict[tuple[bytes, int], list[int]] = {}
    for case in np.flatnonzero(goes.any(axis=1)).tolist():
        kinds.setdefault((rows[case].tobytes(), case if case in bound else -1), []).append(case)
    return tuple(tuple(cases) for cases in kinds.values())


def _place_each_once(draft: _Draft) -> None:
    columns: list[list[tuple[int, float]]] = [[] for _ in draft.kinds]
    for column, kind in enumerate(draft.kind_of.tolist()):
        columns[kind].append((column, 1.0))
    for kind, entries in enumerate(columns):
        draft.row(-inf, float(len(draft.kinds[kind])), entries)


def _keep_limits(draft: _Draft) -> Units:
    """A row for each limit that can bind; a soft one may be overrun, at a price for the worst of its days."""
    overrun: dict[tuple[int, int], int] = {}
    rows = []
    for limit in draft.problem.limits:
        entries = draft.at(limit.place, limit.units)
        if sum(draft.upper[column] * value for column, value in entries) <= limit.amount:
            rows.append(-1)
            continue
        if not limit.offer.hard:
            key = (limit.place, limit.offer.resource)
            if key not in overrun:
                overrun[key] = draft.column(-limit.offer.overrun_price)
            entries.append((overrun[key], -1.0))
        rows.append(draft.row(-inf, float(limit.amount), entries))
    return np.array(rows, dtype=np.int64)


def _pay_for_shortfalls(draft: _Draft) -> None:
    price = draft.problem.programme.settings.placement.shortfall_price
    for minimum in draft.problem.minimums:
        short = draft.column(-price)
        draft.row(float(minimum.at_least), inf, [*draft.at(minimum.place, minimum.units), (short, 1.0)])


def _reach_floors(draft: _Draft) -> None:
    for target in draft.problem.targets:
        entries = [
            entry
            for place in range(len(draft.problem.places))
            for entry in draft.at(place, target.points[:, place])
        ]
        short = draft.column(-FLOOR_PRICE)
        draft.row(target.floor.at_least_score, inf, [*entries, (short, 1.0)])


def _shared_columns(draft: _Draft, one: int, other: int) -> list[tuple[int, int]]:
    """The columns of two cases at each place where both may go."""
    return [
        (draft.column_of[one, place], draft.column_of[other, place])
        for place in np.flatnonzero(draft.problem.admissible[one] & draft.problem.admissible[other]).tolist()
    ]


def _reward_together(draft: _Draft) -> None:
    for one, other, points in draft.problem.together:
        for first, second in _shared_columns(draft, one, other):
            both = draft.column(points, 1.0)
            draft.row(-inf, 0.0, [(both, 1.0), (first, -1.0)])
            draft.row(-inf, 0.0, [(both, 1.0), (second, -1.0)])


def _keep_apart(draft: _Draft) -> None:
    for one, other in draft.problem.apart:
        for first, second in _shared_columns(draft, one, other):
            draft.row(-inf, 1.0, [(first, 1.0), (second, 1.0)])


def complete(whole: Model, values: Points) -> Points:
    """A plan with every other column (overruns, shortfalls, pairs) at its best value for it."""
    values = np.where(whole.whole, np.round(values), 0.0)
    activity = whole.activity(values)
    least, most = np.zeros(len(values)), whole.upper.copy()
    other = ~whole.whole[whole.entry_column]
    rows, columns = whole.entry_row[other], whole.entry_column[other]
    relieves = whole.entry_value[other] < 0
    np.maximum.at(least, columns[relieves], (activity - whole.row_upper)[rows[relieves]])
    np.maximum.at(least, columns[~relieves], (whole.row_lower - activity)[rows[~relieves]])
    np.minimum.at(most, columns[~relieves], (whole.row_upper - activity)[rows[~relieves]])
    return np.where(whole.whole, values, np.where(whole.cost > 0, most, least))
