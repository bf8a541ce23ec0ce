"""Priors: what they refuse, and what a point means."""

import re

import numpy as np
import pytest

from posada.movement.calibration import Effort, Prior, calibrate, default_priors
from posada.movement.calibration.example import reported_example
from posada.movement.calibration.parameters import settings_at, spread_points
from posada.movement.settings import Settings


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            ("camp_wait", 0.0, 1.0),
            "prior: must be for a number of the settings, got 'camp_wait'. Did you mean",
        ),
        (("whole_ways", 0.0, 1.0), "prior: must be for a number of the settings, got 'whole_ways'."),
        (("camp_movechance", 0.0, 2.0), "prior of camp_movechance: must be between 0 and 1, got 2.0."),
        (("softening", 9.0, 9.0), "prior of softening: low must be less than high, got 9 and 9."),
        (("softening", float("nan"), 9.0), "prior of softening: must be a number below 1e12, got nan."),
    ],
)
def test_priors_that_cannot_be_are_refused(made: tuple[str, float, float], told: str) -> None:
    """The message names the setting, what it must be and what came."""
    with pytest.raises(ValueError, match=re.escape(told)):
        Prior(*made)


def test_a_scale_of_logarithms_starts_above_nothing() -> None:
    """A logarithm of 0 is told as such."""
    with pytest.raises(
        ValueError, match=re.escape("low must be more than 0 on a scale of logarithms, got 0.")
    ):
        Prior("softening", 0.0, 9.0, log=True)


def test_priors_are_some_and_each_once() -> None:
    """None and twice the same are both refused before anything is run."""
    with pytest.raises(ValueError, match=r"^priors: must hold at least one setting to fit, got none.$"):
        calibrate([reported_example()], priors=[])
    twice = [Prior("softening", 1.0, 9.0)] * 2
    with pytest.raises(ValueError, match=r"^priors: must hold each setting once, got softening twice.$"):
        calibrate([reported_example()], priors=twice)


def test_too_little_effort_is_refused() -> None:
    """Nine points cannot be weighed."""
    with pytest.raises(ValueError, match=r"^prior_points: must be at least 10, got 9.$"):
        Effort(prior_points=9)


def test_any_point_is_a_setting_within_its_bounds() -> None:
    """However far out a point is, the settings made of it are valid."""
    priors = default_priors(leak_free=False)
    for far in (-40.0, -9.0, 0.0, 9.0, 40.0):
        made = settings_at(Settings(), priors, np.full(len(priors), far))
        for prior in priors:
            assert prior.low <= getattr(made, prior.name) <= prior.high


def test_points_of_the_prior_are_spread_evenly() -> None:
    """Each coordinate has one point in each of as many equal parts of its law."""
    points = spread_points(np.random.default_rng(6), 50, 2)
    ranks = np.argsort(np.argsort(points, axis=0), axis=0)
    assert sorted(ranks[:, 0]) == list(range(50))
    assert np.abs(points.mean(axis=0)).max() < 0.05
