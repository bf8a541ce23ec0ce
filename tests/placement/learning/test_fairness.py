"""Gains and losses are told by group, and small groups cannot be found out."""

import numpy as np
import pytest

from posada.placement.learning.fairness import Outlook, compare_groups, groups_of
from posada.placement.learning.features import Profile
from posada.programme.mistakes import PosadaError


def outlook(expected: list[float]) -> Outlook:
    """A plan under which households with NaN have no place."""
    values = np.array(expected)
    return Outlook((~np.isnan(values)).astype(float), values)


def test_a_household_belongs_to_the_group_of_each_value() -> None:
    """Two languages are two groups; four people or more are one; what is not known is in none."""
    profiles = [Profile(languages=("spa", "hat"), people=6), Profile(people=4), Profile()]
    found = groups_of(profiles, ["languages", "size"])
    assert {key: rows.tolist() for key, rows in found.items()} == {
        ("languages", "hat"): [0],
        ("languages", "spa"): [0],
        ("size", "4+"): [0, 1],
    }


def test_a_column_that_makes_no_groups_is_refused() -> None:
    """The message lists those that do."""
    with pytest.raises(PosadaError) as caught:
        groups_of([], ["colour"])
    assert str(caught.value) == (
        "groups: must be of nationality, sex, languages, specific_needs, size, occupations, got 'colour'."
    )


def test_share_placed_and_outcome_expected_are_compared() -> None:
    """A household without a place lowers the share placed and has no part in the mean of those placed."""
    plan = outlook([0.8] * 6 + [np.nan] * 6)
    baseline = outlook([0.4] * 12)
    (row,) = compare_groups({("sex", "female"): np.arange(12)}, plan, baseline)
    assert (row.households, row.placed_share, row.baseline_placed_share) == (12, 0.5, 1)
    assert round(row.change or 0, 9) == 0.4
    assert row.interval is None
    assert not row.surely_loses


def test_a_group_that_surely_loses_is_marked() -> None:
    """Where the whole interval is below 0 the group loses; where it is not, nobody can say."""
    plan = outlook([0.5] * 20)
    loss = np.array([-0.2, -0.3] * 10)
    (row,) = compare_groups({("sex", "female"): np.arange(20)}, plan, plan, change=loss)
    assert row.surely_loses
    (row,) = compare_groups(
        {("sex", "female"): np.arange(20)}, plan, plan, change=loss * np.array([1, -1] * 10)
    )
    assert not row.surely_loses


def test_small_groups_are_not_shown() -> None:
    """Nine households are too few, ten are enough."""
    plan = outlook([0.5] * 40)
    groups = {
        ("languages", "hat"): np.arange(9),
        ("languages", "que"): np.arange(8),
        ("sex", "x"): np.arange(10),
    }
    found = {row.value: row.households for row in compare_groups(groups, plan, plan)}
    assert found == {"hat": None, "que": None, "x": 10}


def test_a_small_group_cannot_be_found_by_taking_away() -> None:
    """Where one group of a column would be hidden alone, the next smallest is hidden with it."""
    plan = outlook([0.5] * 40)
    groups = {
        ("size", "1"): np.arange(3),
        ("size", "2"): np.arange(12),
        ("size", "3"): np.arange(25),
    }
    found = {row.value: row.households for row in compare_groups(groups, plan, plan)}
    assert found == {"1": None, "2": None, "3": 25}
