"""The placement problem of a programme in whole numbers, as the optimiser and its verifier take it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.instance import Floor, Instance, Soft
from posada.placement.problem import FLOOR_PRICE, Limit, Problem

Units = NDArray[np.int64]
Points = NDArray[np.float64]
Number = TypeVar("Number", np.float64, np.bool_)

UNITS_PER_POINT = 1_000
"""Points are counted in thousandths."""
SLACK = 1e-6
"""A number this close to a whole one is that whole one: what sums of real numbers leave behind."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The instance of a problem, and the cell (place, column) in which each limit of the problem is."""

    instance: Instance
    limit_cells: tuple[tuple[int, int], ...]

    def limit_prices(self, prices: Points) -> Points:
        """The price of each limit in points, from the prices of cells in units of value."""
        return np.array([prices[cell] for cell in self.limit_cells], dtype=np.float64) / UNITS_PER_POINT


def instance_of(problem: Problem) -> Counted:
    """The problem in whole numbers: a bound on the instance, in thousandths, is one on the problem.

    What a plan gains is rounded up and what it pays is rounded down, so no plan is worth more in points than in
    thousandths. A column is a resource on one of its decisive days, or what a place asks to be used of it.
    """
    columns: dict[tuple[str, int, int], int] = {}
    for limit in problem.limits:
        columns.setdefault(("limit", limit.offer.resource, limit.day), len(columns))
    limit_cells = tuple(
        (limit.place, columns["limit", limit.offer.resource, limit.day]) for limit in problem.limits
    )
    minimum_cells = []
    asked: dict[tuple[int, int], int] = {}
    for minimum in problem.minimums:
        turn = asked.setdefault((minimum.place, minimum.resource), 0)
        asked[minimum.place, minimum.resource] += 1
        column = columns.setdefault(("minimum", minimum.resource, turn), len(columns))
        minimum_cells.append((minimum.place, column))
    cells = max(1, len(problem.places)), max(1, len(columns))
    units_of = [(cell, limit.units) for cell, limit in zip(limit_cells, problem.limits, strict=True)]
    units_of += [(cell, minimum.units) for cell, minimum in zip(minimum_cells, problem.minimums, strict=True)]
    need, type_of = _need(problem, units_of, cells)
    capacity = np.full(cells, _never_reached(need, len(problem.cases)), dtype=np.int64)
    for cell, limit in zip(limit_cells, problem.limits, strict=True):
        capacity[cell] = limit.amount
    least = np.zeros(cells, dtype=np.int64)
    for cell, minimum in zip(minimum_cells, problem.minimums, strict=True):
        least[cell] = minimum.at_least
    short = _down(problem.programme.settings.placement.shortfall_price)
    return Counted(
        Instance(
            value=_up(_at_some_place(problem.case_values)),
            allowed=_at_some_place(problem.admissible),
            need=need,
            type_of=type_of,
            capacity=capacity,
            minimum=least,
            shortfall_price=np.where(least > 0, short, 0),
            soft=_soft(problem.limits, limit_cells),
            floors=_floors(problem),
            apart=np.array(problem.apart, dtype=np.int64).reshape(-1, 2),
            together=np.array(
                [
                    (one, other, ceil(points * UNITS_PER_POINT - SLACK))
                    for one, other, points in problem.together
                ],
                dtype=np.int64,
            ).reshape(-1, 3),
        ),
        limit_cells,
    )


def _at_some_place(matrix: NDArray[Number]) -> NDArray[Number]:
    """The matrix, with a place where nobody may go if there is no place at all."""
    return matrix if matrix.shape[1] else np.zeros((len(matrix), 1), dtype=matrix.dtype)


def _up(points: Points) -> Units:
    """Points in thousandths, rounded up."""
    return np.ceil(points * UNITS_PER_POINT - SLACK).astype(np.int64)


def _down(points: float) -> int:
    """Points in thousandths, rounded down."""
    return floor(points * UNITS_PER_POINT + SLACK)


def _never_reached(need: Units, cases: int) -> int:
    """An amount that no plan can use up."""
    return int(need.max(initial=0)) * max(1, cases) + 1


def _need(
    problem: Problem, units_of: Sequence[tuple[tuple[int, int], Units]], cells: tuple[int, int]
) -> tuple[Units, Units | None]:
    """What each case uses of each column: by types if that is the same everywhere, else place by place."""
    everywhere = np.zeros((len(problem.cases), cells[1]), dtype=np.int64)
    for (_, column), units in units_of:
        np.maximum(everywhere[:, column], units, out=everywhere[:, column])
    if all(
        (units == everywhere[:, column])[problem.admissible[:, place]].all()
        for (place, column), units in units_of
    ):
        kinds, type_of = np.unique(everywhere, axis=0, return_inverse=True)
        return kinds, type_of.reshape(-1).astype(np.int64)
    need = np.zeros((len(problem.cases), *cells), dtype=np.int64)
    for (place, column), units in units_of:
        need[:, place, column] = units
    return need, None


def _soft(limits: Sequence[Limit], cells: Sequence[tuple[int, int]]) -> tuple[Soft, ...]:
    """The offers that may be overrun, each with the cells of all its days: the worst of them is paid for."""
    groups: dict[tuple[int, int], list[tuple[int, int]]] = {}
    price_of: dict[tuple[int, int], float] = {}
    for limit, cell in zip(limits, cells, strict=True):
        if not limit.offer.hard:
            key = (limit.place, limit.offer.resource)
            groups.setdefault(key, []).append(cell)
            price_of[key] = limit.offer.overrun_price
    return tuple(Soft(tuple(group), _down(price_of[key])) for key, group in groups.items())


def _floors(problem: Problem) -> tuple[Floor, ...]:
    """The floors, with the cases that can bring points to them."""
    found = []
    for target in problem.targets:
        members = np.flatnonzero((target.points != 0).any(axis=1))
        found.append(
            Floor(
                members=members,
                points=_up(target.points[members]),
                at_least=_down(target.floor.at_least_score),
                price=int(FLOOR_PRICE),
            )
        )
    return tuple(found)
