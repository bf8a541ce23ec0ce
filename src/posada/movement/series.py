"""People counted by place and day: reports corrected, added and interpolated as Flee does it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from posada.movement.rows import Counted, FleeFolder

Table = NDArray[np.float64]
"""Two columns: the day of a report, the people counted."""


def counted_by_day(folder: FleeFolder) -> dict[str, NDArray[np.float64]]:
    """The people in each place of data_layout.csv on each day, whole numbers, linear between two reports.

    >>> from posada.movement.example import example
    >>> counted_by_day(example())["Camp North"][[0, 10, 20, 39]]
    array([   0., 1300., 2600., 4405.])
    """
    tables: dict[str, Table] = {}
    for counted in folder.counted:
        tables.setdefault(counted.name, _table(counted))
    for correction in folder.corrections:
        if correction.name in tables:
            _correct(tables[correction.name], correction.day)
    hasten = folder.settings.hasten
    days = np.arange(folder.days)
    return {name: _interpolated(table, days, hasten) for name, table in tables.items()}


def _table(counted: Counted) -> Table:
    first, *others = (np.array([(it.day, it.people) for it in reports], float) for reports in counted.reports)
    for other in others:
        first = _added(first, other)
    return first


def _added(one: Table, two: Table) -> Table:
    """The sum of two tables on all days of either; before its first report a table counts nobody."""
    days = np.union1d(one[:, 0], two[:, 0])
    return np.column_stack([days, _on(one, days) + _on(two, days)])


def _on(table: Table, days: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.interp(days, table[:, 0], table[:, 1], left=0.0)


def _correct(table: Table, day: int) -> None:
    """Scale what was reported before a new count to it; without a report on that day nothing is done."""
    at = np.flatnonzero(table[:, 0] == day)
    for row in at:
        if row > 0 and table[row - 1, 1] > 0:
            table[:row, 1] *= table[row, 1] / table[row - 1, 1]


def _interpolated(table: Table, days: NDArray[np.int_], hasten: int) -> NDArray[np.float64]:
    people = table[:, 1] / hasten
    # The first later report bounds a day from above, in the order of the file: as Flee looks it up.
    later = table[None, :, 0] > days[:, None]
    later[:, 0] = False
    at = np.where(later.any(axis=1), later.argmax(axis=1), len(table))
    values = np.full(len(days), people[-1])
    inside = at < len(table)
    up = at[inside]
    before, after = table[up - 1, 0], table[up, 0]
    share = np.clip((days[inside] - before) / np.where(after > before, after - before, 1.0), 0.0, 1.0)
    values[inside] = people[up - 1] + share * (people[up] - people[up - 1])
    values[days <= table[0, 0]] = people[0]
    # A hair is added, so that 7.999999999 from the order of two operations is still 8.
    return np.floor(values + 1e-9)
