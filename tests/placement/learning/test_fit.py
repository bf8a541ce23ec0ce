"""Models are tried forward in time, and must beat the rate of each place beyond chance to be used."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.learning.example import made_up_past
from posada.placement.learning.features import NEUTRAL
from posada.placement.learning.fit import forward_blocks, hold_contest, losses
from posada.placement.learning.history import History, history_of
from posada.programme.mistakes import InputError


def history(households: int, seed: int, effect: float) -> History:
    """A made-up past as arrays."""
    return history_of(made_up_past(households=households, seed=seed, effect=effect), NEUTRAL)


@given(st.lists(st.integers(0, 30), min_size=20, max_size=60), st.integers(0, 10))
def test_nothing_is_learnt_from_the_future(days: list[int], follow_up: int) -> None:
    """Every row learnt from was placed and known before the first row that is tested; none is tested twice."""
    day = np.array(days)
    tested: list[int] = []
    for train, test in forward_blocks(day, day + follow_up):
        if len(train) and len(test):
            assert (day[train] + follow_up).max() < day[test].min()
        tested += test.tolist()
    assert len(tested) == len(set(tested))


def test_an_effect_that_is_there_is_found() -> None:
    """Where trades do better at some places, the chosen model sees households and places together."""
    contest = hold_contest(history(1200, 1, 2.0), seed=0)
    better = {trial.model: trial.better_share for trial in contest.trials}
    assert contest.chosen in ("linear_held", "linear_free", "per_place", "trees")
    assert contest.beats_rates
    assert contest.margin > contest.margin_error
    assert better[contest.chosen] == max(better.values()) > 0.03
    assert better["place_rate"] == 0


def test_where_nothing_can_be_learnt_the_rates_win() -> None:
    """With outcomes drawn by lot, no model is used, however it looks on the households it learnt from."""
    past = made_up_past(households=500, seed=2)
    lots = np.random.default_rng(5).random(500) < 0.5
    noise = [replace(row, outcome=float(lot)) for row, lot in zip(past, lots, strict=True)]
    contest = hold_contest(history_of(noise, NEUTRAL), seed=0)
    assert contest.chosen in ("overall_rate", "place_rate")
    assert not contest.beats_rates


def test_outcomes_known_too_late_cannot_be_learnt_from() -> None:
    """Where every outcome came after the last placement, nothing was known in time."""
    past = [replace(row, followed_up_on=dt.date(2025, 1, 1)) for row in made_up_past(households=300, seed=1)]
    with pytest.raises(InputError, match=r"outcomes\.csv, placed_on: must lie far enough apart: too few"):
        hold_contest(history_of(past, NEUTRAL), seed=0)


def test_one_miss_does_not_count_without_limit() -> None:
    """A chance of 0 for what came costs as much as one of a thousandth."""
    assert losses("yes/no", np.array([1.0]), np.array([0.0]))[0] == pytest.approx(-np.log(0.001))
    assert losses("amount", np.array([3.0]), np.array([1.0]))[0] == 4
