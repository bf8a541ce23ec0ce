"""What is expected is corrected from later households, and shown beside what came."""

import numpy as np
import pytest

from posada.placement.learning.calibrate import (
    Line,
    Sigmoid,
    Steps,
    bins_of,
    calibrate,
    interval_of_mean,
    outside,
)
from posada.placement.learning.example import made_up_past
from posada.placement.learning.features import NEUTRAL
from posada.placement.learning.fit import hold_contest
from posada.placement.learning.history import history_of

DRAW = np.random.default_rng(4)
TRUE = DRAW.random(4000)
CAME = (DRAW.random(4000) < TRUE).astype(float)
TOO_SURE = TRUE**2 / (TRUE**2 + (1 - TRUE) ** 2)


def test_an_overconfident_model_is_corrected() -> None:
    """Expectations that are too sure come out near the truth, by the logistic curve and by the free one."""
    for correction in (Sigmoid(), Steps()):
        correction.fit(TOO_SURE, CAME)
        assert np.abs(correction(TOO_SURE) - TRUE).mean() < 0.03 < np.abs(TOO_SURE - TRUE).mean()
        assert (np.diff(correction(np.linspace(0, 1, 50))) >= 0).all()


def test_amounts_are_corrected_by_a_line_that_never_turns_the_order_round() -> None:
    """The line finds level and slope; against the order, only the level is left."""
    line = Line()
    line.fit(np.array([1.0, 2.0, 3.0]), np.array([30.0, 50.0, 70.0]))
    assert line(np.array([4.0]))[0] == 90
    line.fit(np.array([1.0, 2.0, 3.0]), np.array([3.0, 2.0, 1.0]))
    assert line(np.array([1.0, 3.0])).tolist() == [2, 2]


def test_no_group_of_the_table_is_small() -> None:
    """Groups are of one size and never below ten households."""
    sizes = [row.households for row in bins_of(TRUE[:57], CAME[:57], "yes/no")]
    assert sizes == [12, 12, 11, 11, 11]


def test_the_table_shows_a_model_that_is_off() -> None:
    """Most groups of an overconfident model lie outside their interval, few of a right one."""
    assert outside(bins_of(TOO_SURE, CAME, "yes/no")) >= 6
    assert outside(bins_of(TRUE, CAME, "yes/no")) <= 2


def test_the_interval_of_an_amount_is_around_its_mean() -> None:
    """Two standard errors, nearly, to either side."""
    low, high = interval_of_mean(np.arange(100.0), "amount")
    assert low < 49.5 < high
    assert high - low == pytest.approx(2 * 1.96 * np.arange(100.0).std(ddof=1) / 10)


def test_expectations_are_right_on_the_latest_households() -> None:
    """On a past with a known truth, most groups agree; places with few latest households are not shown."""
    past = made_up_past(households=1200, seed=7, place_ids=("leon", "puebla", "gdl"))
    history = history_of(past, NEUTRAL)
    found = calibrate(history, hold_contest(history, seed=0))
    assert len(found.bins) == 10
    assert outside(found.bins) <= 3
    assert [row.group for row in found.places] == ["gdl", "leon", "puebla"]
    assert sum(row.households for row in found.places) == sum(row.households for row in found.bins)
