"""A part of a problem as a linear program: some families may move among given places, all others stay.

With every family and every allowed place it is the whole problem. Rows that cannot bind are left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.crowds import Crowds
from posada.placement.optimiser.instance import WAITS, Flags, Instance, Units
from posada.placement.optimiser.worth import floor_points, usage, worth

Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Program:
    """Maximise `cost` over columns between bounds, each row between its bounds; entries by row and column.

    The first columns put `family`, or as many of its crowd as the column says, at `place`. `capacity_row`,
    `minimum_row` and `floor_row` are the row of each cell or floor, -1 if it has none, `split_row` that which
    ties a bonus to the first of its pair (pairs × places); `spill_first` is the column of the first hard
    limit's overrun.
    The worth of a plan is `constant` and the worth of its columns.
    """

    family: Units
    place: Units
    cost: Points
    lower: Points
    upper: Points
    row_lower: Points
    row_upper: Points
    entry_row: Units
    entry_column: Units
    entry_value: Points
    capacity_row: Units
    minimum_row: Units
    floor_row: Units
    split_row: Units
    spill_first: int
    constant: int
    crowds: Crowds

    @property
    def pairs(self) -> int:
        """How many columns put a family at a place."""
        return len(self.family)


class _Draft:
    """A program that grows row by row and column by column."""

    def __init__(self, cost: Points, upper: Points) -> None:
        self.cost = [cost]
        self.lower = [np.zeros(len(cost))]
        self.upper = [upper]
        self.columns = len(cost)
        self.row_lower: list[Points] = []
        self.row_upper: list[Points] = []
        self.rows = 0
        self.entries: list[tuple[Units, Units, Points]] = []

    def add_columns(self, cost: Points, lower: Points, upper: Points) -> Units:
        self.cost.append(cost)
        self.lower.append(lower)
        self.upper.append(upper)
        self.columns += len(cost)
        return np.arange(self.columns - len(cost), self.columns)

    def add_rows(self, lower: Points, upper: Points) -> Units:
        self.row_lower.append(lower)
        self.row_upper.append(upper)
        self.rows += len(upper)
        return np.arange(self.rows - len(upper), self.rows)

    def enter(self, rows: Units, columns: Units, values: NDArray[np.generic] | float) -> None:
        self.entries.append((rows, columns, np.broadcast_to(np.asarray(values, dtype=float), rows.shape)))


def program(
    instance: Instance,
    held: Units,
    family: Units,
    place: Units,
    *,
    spill: float | None = None,
    lure: float | None = None,
    kind_of: Units | None = None,
) -> Program:
    """The program in which each `family` may go to its `place`, and all others stay where `held` has them.

    The pairs must be sorted by family, and `held` must have the families of pairs waiting. With a `spill` price
    hard limits may be overrun at that price, so that the program has a solution whatever is held. With a `lure`
    families who must not wait may, and are worth so much more if they do not. With `kind_of` families of a
    kind are counted together.

    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> whole = program(two, np.array([-1, -1]), np.array([0, 0, 1]), np.array([0, 1, 0]))
    >>> whole.pairs, len(whole.row_upper)
    (3, 3)
    """
    keep = ~_next_to_a_foe(instance, held, family, place)
    family, place = family[keep], place[keep]
    crowds = Crowds.of(np.unique(family), kind_of)
    if kind_of is not None:
        pairs = np.unique(crowds.led_by(family) * instance.places + place)
        family, place = np.divmod(pairs, instance.places)
    free, index = np.unique(family, return_inverse=True)
    many = crowds.sizes.astype(float)
    cost = instance.value[family, place].astype(float) + _met_friends(instance, held, family, place)
    if lure is not None:
        cost += np.where(instance.must[family], lure, 0.0)
    draft = _Draft(cost, many[index])
    bound_to = instance.must[free] & (lure is None)
    rows = draft.add_rows(np.where(bound_to, many, -np.inf), many)
    draft.enter(rows[index], np.arange(len(family)), 1.0)
    need = instance.need_at(family, place)
    used = usage(instance, held)
    capacity_row, spill_first = _keep_capacities(
        draft, instance, place, need, crowds.sizes[index], used, spill
    )
    minimum_row = _pay_for_shortfalls(draft, instance, place, need, used)
    floor_row = _reach_floors(draft, instance, held, family, place)
    split_row = _mind_pairs(draft, instance, family, place)
    rows, columns = (np.concatenate([entry[end] for entry in draft.entries]) for end in (0, 1))
    values = np.concatenate([entry[2] for entry in draft.entries])
    return Program(
        family=family,
        place=place,
        cost=np.concatenate(draft.cost),
        lower=np.concatenate(draft.lower),
        upper=np.concatenate(draft.upper),
        row_lower=np.concatenate(draft.row_lower),
        row_upper=np.concatenate(draft.row_upper),
        entry_row=rows,
        entry_column=columns,
        entry_value=values,
        capacity_row=capacity_row,
        minimum_row=minimum_row,
        floor_row=floor_row,
        split_row=split_row,
        spill_first=spill_first,
        constant=_constant(instance, held, used, capacity_row, minimum_row, floor_row),
        crowds=crowds,
    )


def _constant(
    instance: Instance,
    held: Units,
    used: Units,
    capacity_row: Units,
    minimum_row: Units,
    floor_row: Units,
) -> int:
    """What is held is worth, without the penalties that the program counts itself."""
    total = worth(instance, held)
    missing = np.maximum(instance.minimum - used, 0)[minimum_row >= 0]
    total += int((missing * instance.shortfall_price[minimum_row >= 0]).sum())
    over = used - instance.capacity
    for group in instance.soft:
        if any(capacity_row[cell] >= 0 for cell in group.cells):
            total += group.price * max(0, *(int(over[cell]) for cell in group.cells), 0)
    reached = floor_points(instance, held)
    for floor, points, row in zip(instance.floors, reached.tolist(), floor_row.tolist(), strict=True):
        if row >= 0:
            total += floor.price * max(0, floor.at_least - points)
    return total


def _keep_capacities(
    draft: _Draft,
    instance: Instance,
    place: Units,
    need: Units,
    many: Units,
    used: Units,
    spill: float | None,
) -> tuple[Units, int]:
    """A row for each limit that can bind; a soft one may be overrun, at a price for the worst of its cells."""
    wanted = np.zeros_like(used)
    np.add.at(wanted, place, need * many[:, None])
    binds = (wanted > 0) & (used + wanted > instance.capacity)
    row_of = np.full(used.shape, -1, dtype=np.int64)
    room = (instance.capacity - used).astype(float)
    row_of[binds] = draft.add_rows(np.full(int(binds.sum()), -np.inf), room[binds])
    column, resource = np.nonzero((need > 0) & binds[place])
    draft.enter(row_of[place[column], resource], column, need[column, resource])
    for group in instance.soft:
        rows = np.array([row_of[cell] for cell in group.cells if row_of[cell] >= 0], dtype=np.int64)
        if len(rows):
            apart = [float(-room[cell]) for cell in group.cells if row_of[cell] < 0]
            least = np.array([max(0.0, *apart, 0.0)])
            over = draft.add_columns(np.array([-float(group.price)]), least, np.array([np.inf]))
            draft.enter(rows, np.repeat(over, len(rows)), -1.0)
    spill_first = draft.columns
    if spill is not None:
        hard = row_of[binds & ~instance.is_soft()]
        over = draft.add_columns(np.full(len(hard), -spill), np.zeros(len(hard)), np.full(len(hard), np.inf))
        draft.enter(hard, over, -1.0)
    return row_of, spill_first


def _pay_for_shortfalls(draft: _Draft, instance: Instance, place: Units, need: Units, used: Units) -> Units:
    open_now = (instance.minimum > used) & (instance.shortfall_price > 0)
    touched = np.zeros_like(open_now)
    np.logical_or.at(touched, place, need > 0)
    asks = open_now & touched
    row_of = np.full(used.shape, -1, dtype=np.int64)
    missing = (instance.minimum - used)[asks].astype(float)
    row_of[asks] = draft.add_rows(missing, np.full(len(missing), np.inf))
    column, resource = np.nonzero((need > 0) & asks[place])
    draft.enter(row_of[place[column], resource], column, need[column, resource])
    price = -instance.shortfall_price[asks].astype(float)
    short = draft.add_columns(price, np.zeros(len(missing)), np.full(len(missing), np.inf))
    draft.enter(row_of[asks], short, 1.0)
    return row_of


def _reach_floors(draft: _Draft, instance: Instance, held: Units, family: Units, place: Units) -> Units:
    reached = floor_points(instance, held)
    rows = np.full(len(instance.floors), -1, dtype=np.int64)
    for number, floor in enumerate(instance.floors):
        position = np.full(instance.families, -1, dtype=np.int64)
        position[floor.members] = np.arange(len(floor.members))
        columns = np.flatnonzero(position[family] >= 0)
        points = floor.points[position[family[columns]], place[columns]]
        columns, points = columns[points != 0], points[points != 0]
        if not len(columns):
            continue
        row = draft.add_rows(np.array([float(floor.at_least - reached[number])]), np.array([np.inf]))
        draft.enter(np.repeat(row, len(columns)), columns, points)
        short = draft.add_columns(np.array([-float(floor.price)]), np.zeros(1), np.array([np.inf]))
        draft.enter(row, short, 1.0)
        rows[number] = row[0]
    return rows


def _next_to_a_foe(instance: Instance, held: Units, family: Units, place: Units) -> Flags:
    """Whether a pair would put a family where somebody stays from whom it must be apart."""
    barred = np.zeros(len(family), dtype=bool)
    for one, other in (*instance.apart.tolist(), *instance.apart[:, ::-1].tolist()):
        if held[other] != WAITS:
            barred |= (family == one) & (place == held[other])
    return barred


def _met_friends(instance: Instance, held: Units, family: Units, place: Units) -> Points:
    """The bonus of each pair for joining somebody who stays there."""
    bonus = np.zeros(len(family))
    for one, other, points in instance.together.tolist():
        for mover, stayer in ((one, other), (other, one)):
            if held[stayer] != WAITS:
                bonus[(family == mover) & (place == held[stayer])] += points
    return bonus


def _mind_pairs(draft: _Draft, instance: Instance, family: Units, place: Units) -> Units:
    """Rows for pairs of families who both may move: apart never meet, together earn their bonus."""
    split_row = np.full((len(instance.together), instance.places), -1, dtype=np.int64)
    if not len(instance.apart) and not len(instance.together):
        return split_row
    column_of = {
        pair: column for column, pair in enumerate(zip(family.tolist(), place.tolist(), strict=True))
    }
    places_of: dict[int, list[int]] = {}
    for one, where in zip(family.tolist(), place.tolist(), strict=True):
        places_of.setdefault(one, []).append(where)
    for one, other in instance.apart.tolist():
        shared = set(places_of.get(one, ())) & set(places_of.get(other, ()))
        for where in sorted(shared):
            row = draft.add_rows(np.array([-np.inf]), np.ones(1))
            draft.enter(np.repeat(row, 2), np.array([column_of[one, where], column_of[other, where]]), 1.0)
    for number, (one, other, points) in enumerate(instance.together.tolist()):
        shared = set(places_of.get(one, ())) & set(places_of.get(other, ()))
        for where in sorted(shared):
            both = draft.add_columns(np.array([float(points)]), np.zeros(1), np.ones(1))
            if points < 0:
                row = draft.add_rows(np.array([-np.inf]), np.ones(1))
                columns = np.array([both[0], column_of[one, where], column_of[other, where]])
                draft.enter(np.repeat(row, 3), columns, np.array([-1.0, 1.0, 1.0]))
                continue
            for member in (one, other):
                row = draft.add_rows(np.array([-np.inf]), np.zeros(1))
                columns = np.array([both[0], column_of[member, where]])
                draft.enter(np.repeat(row, 2), columns, np.array([1.0, -1.0]))
            split_row[number, where] = row[0] - 1
    return split_row


def placed(instance: Instance, held: Units, part: Program, values: Points) -> Units:
    """The plan that a solution of a part stands for."""
    place = held.copy()
    many = np.rint(values[: part.pairs]).astype(np.int64)
    families, places = part.crowds.share_out(part.family, part.place, many)
    place[families] = places
    return place


def columns_of(part: Program, place: Units) -> Points:
    """How many families of each column a plan puts where the column says."""
    families, leader = part.crowds.leader_of()
    there = place[families] >= 0
    width = int(max(part.place.max(initial=0), place.max(initial=0))) + 1
    columns = part.family * width + part.place
    wanted = leader[there] * width + place[families[there]]
    at = np.minimum(np.searchsorted(columns, wanted), max(0, len(columns) - 1))
    known = columns[at] == wanted if len(columns) else np.zeros(0, dtype=bool)
    return np.bincount(at[known], minlength=part.pairs).astype(float)
