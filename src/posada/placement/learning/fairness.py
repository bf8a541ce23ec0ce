"""Who gains and who loses, group by group, between two plans; small groups are not shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from posada.placement.learning.calibrate import LEAST_SHOWN
from posada.placement.learning.evaluate import Z_95
from posada.placement.learning.features import Numbers, Profile
from posada.programme.mistakes import PosadaError

GROUP_COLUMNS = ("nationality", "sex", "languages", "specific_needs", "size")
"""What households are grouped by unless told otherwise; a household is in the group of each value a member has."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group of households under a plan and under the baseline; None where the group is too small to show.

    `expected` is per household that has a place. `change` is the difference the plan makes to the group's expected
    outcome; `interval` holds it with 95 % confidence, on past households.
    """

    column: str
    value: str
    households: int | None
    placed_share: float | None = None
    baseline_placed_share: float | None = None
    expected: float | None = None
    baseline_expected: float | None = None
    change: float | None = None
    interval: tuple[float, float] | None = None

    @property
    def surely_loses(self) -> bool:
        """Whether the whole interval of the change is a loss."""
        return self.interval is not None and self.interval[1] < 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """Of each household under one plan: whether it has a place, and the outcome expected there (NaN if none)."""

    placed: Numbers
    expected: Numbers


def groups_of(
    profiles: Sequence[Profile], columns: Sequence[str] = GROUP_COLUMNS
) -> dict[tuple[str, str], Numbers]:
    """Which households belong to each group, by column and value.

    Raises `PosadaError` for a column that households cannot be grouped by.

    >>> found = groups_of([Profile(sex=("female",)), Profile(sex=("female", "male"))], ["sex"])
    >>> {value: rows.tolist() for (column, value), rows in found.items()}
    {'female': [0, 1], 'male': [1]}
    """
    for column in columns:
        if column not in (*GROUP_COLUMNS, "occupations"):
            raise PosadaError(f"groups: must be of {', '.join(GROUP_COLUMNS)}, occupations, got {column!r}.")
    found: dict[tuple[str, str], list[int]] = {}
    for row, profile in enumerate(profiles):
        for column in columns:
            for value in _values(profile, column):
                found.setdefault((column, value), []).append(row)
    order = {column: at for at, column in enumerate(columns)}
    return {key: np.array(found[key]) for key in sorted(found, key=lambda key: (order[key[0]], key[1]))}


def compare_groups(
    groups: Mapping[tuple[str, str], Numbers],
    plan: Outlook,
    baseline: Outlook,
    *,
    change: Numbers | None = None,
) -> tuple[Group, ...]:
    """Each group under the plan and under the baseline.

    `change` is an estimate of the difference for each household, where there is one that does not rest on the model
    alone (`Evaluation.of_household` less the outcome); otherwise the expected outcomes are compared.

    >>> plan = Outlook(np.ones(12), np.full(12, 0.5))
    >>> groups = {("sex", "female"): np.arange(10), ("sex", "male"): np.arange(3)}
    >>> [(row.value, row.households, row.change) for row in compare_groups(groups, plan, plan)]
    [('female', None, None), ('male', None, None)]
    """
    hidden = _hidden(groups)
    return tuple(
        Group(column, value, None)
        if (column, value) in hidden
        else _group(column, value, rows, plan, baseline, change)
        for (column, value), rows in groups.items()
    )


def _group(
    column: str, value: str, rows: Numbers, plan: Outlook, baseline: Outlook, change: Numbers | None
) -> Group:
    expected, before = _mean(plan.expected[rows]), _mean(baseline.expected[rows])
    difference = None if expected is None or before is None else expected - before
    interval = None
    if change is not None:
        difference = float(change[rows].mean())
        half = Z_95 * float(change[rows].std(ddof=1)) / len(rows) ** 0.5
        interval = (difference - half, difference + half)
    return Group(
        column,
        value,
        len(rows),
        float(plan.placed[rows].mean()),
        float(baseline.placed[rows].mean()),
        expected,
        before,
        difference,
        interval,
    )


def _mean(values: Numbers) -> float | None:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else None


def _hidden(groups: Mapping[tuple[str, str], Numbers]) -> set[tuple[str, str]]:
    """The groups too small to show and, where one alone of its column is, the next smallest with it.

    One hidden group among shown ones could be found by taking them away from the total.
    """
    hidden = {key for key, rows in groups.items() if len(rows) < LEAST_SHOWN}
    for column in {column for column, _ in hidden}:
        of_column = sorted(
            (key for key in groups if key[0] == column), key=lambda key: (len(groups[key]), key)
        )
        if sum(key in hidden for key in of_column) == 1:
            hidden |= set(of_column[:2])
    return hidden


def _values(profile: Profile, column: str) -> tuple[str, ...]:
    if column == "size":
        return () if profile.people is None else ("4+" if profile.people >= 4 else str(profile.people),)
    values: tuple[str, ...] = getattr(profile, column)
    return values
