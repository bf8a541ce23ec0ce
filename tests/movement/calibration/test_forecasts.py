"""Rolling forecasts: made of what was known, scored on reports only, better than persistence where they should be."""

import numpy as np
import pytest

from posada.movement.calibration.example import reported_example
from posada.movement.calibration.forecasts import rolling, scored, typical_error
from posada.movement.calibration.targets import targets_of


def test_forecasts_know_nothing_of_later_reports() -> None:
    """Other reports after a day change what came, not what was last reported on that day."""
    one, two = (
        targets_of([reported_example(north=north)], leak_free=True)[0]
        for north in (
            (0, 500, 1150, 1800, 2500, 3050, 3600, 4050),
            (0, 500, 1150, 1800, 2500, 3050, 3600, 9000),
        )
    )
    first, second = (rolling(target, [target.reported], 30) for target in (one, two))
    assert np.array_equal(first.kept, second.kept)
    assert not np.array_equal(first.came, second.came)


def test_a_run_that_is_right_is_a_forecast_that_is_right() -> None:
    """Newcomers who go where the run says are where the reports have them, and persistence is not."""
    (target,) = targets_of(
        [reported_example(south=(0, 900, 1000, 1050, 1100, 1150, 1200, 1250))], leak_free=True
    )
    part = rolling(target, [target.reported], 30)
    assert np.abs(part.runs[:, 0] - part.came).max() < 1e-9
    assert typical_error([part], kept=True) > 0.05


def test_scores_are_of_reports_and_beat_persistence_when_the_run_is_right() -> None:
    """As many forecasts as reports, each covered, with a score below that of persistence."""
    (target,) = targets_of(
        [reported_example(south=(0, 900, 1000, 1050, 1100, 1150, 1200, 1250))], leak_free=True
    )
    part = rolling(target, [target.reported], 30)
    score = scored(part, [part], np.random.default_rng(10))
    assert score is not None
    assert score.forecasts == int(part.told.sum()) == 2 * len(part.came)
    assert score.crps < score.persistence
    assert score.coverage == 1.0


def test_nothing_to_forecast_has_no_score() -> None:
    """Ninety days ahead there is no report in a period of forty."""
    (target,) = targets_of([reported_example()], leak_free=True)
    part = rolling(target, [target.reported], 90)
    assert len(part.came) == 0
    assert scored(part, [part], np.random.default_rng(0)) is None
    assert typical_error([part], kept=False) == pytest.approx(0.0)
