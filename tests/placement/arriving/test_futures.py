"""What may still come: who is expected, and futures drawn from the families known."""

import numpy as np
import pytest

from posada.placement.arriving.futures import (
    Families,
    Outlook,
    joined,
    needed_resources,
    numbered_alike,
    sampled,
)


def families(groups: list[int]) -> Families:
    """Families of one place and one resource who differ in their group only."""
    ones = np.ones((len(groups), 1), dtype=np.int64)
    return Families.plain(ones, ones, group=np.array(groups, dtype=np.int64))


NOBODY = families([])


def test_families_that_need_the_same_resources_are_a_group() -> None:
    """Amounts do not matter; without groups of their own, families are told apart by what they use up."""
    made = Families.plain(np.ones((3, 1)), [[2, 0, 1], [5, 0, 3], [2, 1, 1]])
    assert made.group[0] == made.group[1] != made.group[2]


def test_needed_resources_of_nobody_are_no_groups() -> None:
    """An empty history has no groups."""
    assert needed_resources(np.zeros((0, 3), dtype=np.int64)).tolist() == []


def test_families_are_joined_in_order_and_taken_as_often_as_asked() -> None:
    """Rows may repeat: a sampled future has the same family twice."""
    both = joined([families([3]), families([4, 5])])
    assert both.of(np.array([2, 0, 2])).group.tolist() == [5, 3, 5]


def test_groups_of_two_years_are_numbered_in_common() -> None:
    """A group that only one year has keeps a number of its own."""
    one, other, names = numbered_alike(families([5, 9]), families([2, 9]))
    assert (one.group.tolist(), other.group.tolist(), names.tolist()) == ([1, 2], [0, 2], [2, 5, 9])


def test_known_totals_by_group_leave_exactly_who_is_missing() -> None:
    """Whoever came or queues is taken off; a group that is complete, or more than that, brings nobody."""
    year = Outlook(NOBODY, groups=3, totals=np.array([10, 5, 5]))
    found = year.expected(np.array([4, 5, 9]), np.array([1, 0, 0]), newly_known=18, seen=0.5, left=0.5)
    assert found.tolist() == [5.0, 0.0, 0.0]


def test_a_known_total_leaves_so_many_in_last_years_mix() -> None:
    """Of 100 families 40 came in last year's mix; the other 60 are expected in it too."""
    year = Outlook(families([0] * 30 + [1] * 10), groups=2, total=100)
    found = year.expected(np.array([30, 10]), np.zeros(2, dtype=int), newly_known=40, seen=0.4, left=0.6)
    assert found.tolist() == pytest.approx([45.0, 15.0])


def test_last_years_number_is_corrected_by_this_years_pace() -> None:
    """Twice as many as last year came in the first half: more than last year's second half is expected."""
    year = Outlook(families([0] * 100), groups=1)
    usual = year.expected(np.array([50]), np.array([0]), newly_known=50, seen=0.5, left=0.5)
    double = year.expected(np.array([100]), np.array([0]), newly_known=100, seen=0.5, left=0.5)
    assert usual.sum() == pytest.approx(50.0)
    assert 80.0 < double.sum() < 100.0


def test_a_group_that_is_late_is_still_expected() -> None:
    """Half of last year's families are of a group of whom nobody came yet: they are most of the rest."""
    year = Outlook(families([0] * 500 + [1] * 500), groups=2)
    found = year.expected(np.array([500, 0]), np.zeros(2, dtype=int), newly_known=500, seen=0.5, left=0.5)
    assert found[1] > 4 * found[0]


def test_a_small_departure_from_last_years_pace_is_taken_for_chance() -> None:
    """One family more or less does not change whom the rest of the year is expected to bring."""
    year = Outlook(families([0] * 50 + [1] * 50), groups=2)
    found = year.expected(np.array([27, 23]), np.zeros(2, dtype=int), newly_known=50, seen=0.5, left=0.5)
    assert found.tolist() == pytest.approx([25.0, 25.0])


def test_a_group_that_has_outgrown_last_year_is_expected_to_go_on() -> None:
    """After half a year more came of a group than in all of last year: it is not taken for complete."""
    year = Outlook(families([0] * 900 + [1] * 100), groups=2)
    found = year.expected(np.array([250, 250]), np.zeros(2, dtype=int), newly_known=500, seen=0.5, left=0.5)
    assert found[1] > 90


def test_who_queues_is_part_of_who_is_expected() -> None:
    """If as many queue as are expected, nobody unknown is; a queue of one group leaves the other expected."""
    year = Outlook(families([0] * 50 + [1] * 50), groups=2)
    arrived = np.array([25, 25])
    assert year.expected(arrived, np.array([25, 25]), newly_known=50, seen=0.5, left=0.5).sum() == 0.0
    found = year.expected(arrived, np.array([25, 0]), newly_known=50, seen=0.5, left=0.5)
    assert found.tolist() == pytest.approx([0.0, 25.0])


def test_without_history_those_known_from_the_start_promise_nobody_else() -> None:
    """A register that was full on the first day says nothing about how many will be added to it."""
    year = Outlook(NOBODY, groups=1)
    assert year.expected(np.array([30]), np.array([10]), newly_known=0, seen=0.1, left=0.8).sum() == 0.0
    assert year.expected(np.array([30]), np.array([0]), newly_known=0, seen=0.0, left=0.9).sum() == 0.0
    assert year.expected(np.array([30]), np.array([0]), newly_known=10, seen=0.1, left=0.8).sum() == 80.0


def test_a_future_has_as_many_of_each_group_as_expected_on_average() -> None:
    """Parts of a family are rounded by chance, and a group without families in the pool stays away."""
    pool = families([0] * 10 + [1] * 4)
    random = np.random.default_rng(3)
    drawn = [pool.of(sampled(np.array([5.0, 7.0, 9.0]), pool, random)).group for _ in range(400)]
    many = np.array([np.bincount(group, minlength=3) for group in drawn])
    assert many.mean(axis=0).tolist() == pytest.approx([5.0, 7.0, 0.0], abs=0.3)
    assert many[:, 1].min() >= 4


def test_the_same_seed_draws_the_same_future() -> None:
    """Randomness comes in as a seed."""
    pool = families([0] * 20)
    one, other = (sampled(np.array([7.5]), pool, np.random.default_rng(5)).tolist() for _ in range(2))
    assert one == other
