"""The fit covers what is true: calibration checked by simulation, and what it may not look at."""

import dataclasses

import numpy as np
import pytest

from posada.movement.calibration import Effort, Prior
from posada.movement.calibration.errors import RATE, SHAPE, distance, draw_errors, log_likelihood
from posada.movement.calibration.example import NORTH, SOUTH, reported_example
from posada.movement.calibration.fit import Fit
from posada.movement.calibration.parameters import rules_of, settings_at, spread_points
from posada.movement.calibration.sampling import normalised
from posada.movement.calibration.targets import Target, shares, targets_of
from posada.movement.rows import FleeFolder

PRIORS = [Prior("distance_power", 0.0, 2.0), Prior("pull_power", 0.0, 1.2)]
SMALL = Effort(prior_points=12, rounds=1, round_points=10, draws=20)


def last_shares(target: Target, points: np.ndarray) -> np.ndarray:
    base = rules_of(target.folder.settings)
    return np.array([shares(target.run(settings_at(base, PRIORS, point))[-1]) for point in points])


def test_true_settings_are_covered_as_often_as_they_should_be() -> None:
    """Simulation-based calibration: the rank of the truth among draws is uniform (Talts and others, 2018).

    Truths come from the prior, data from a run with them and the law of error, at a scale that is drawn too; the
    posterior is made of points of the prior, weighed by the likelihood.
    """
    (target,) = targets_of([reported_example()], leak_free=True)
    rng = np.random.default_rng(9)
    points, truths = spread_points(rng, 60, 2), spread_points(rng, 25, 2)
    run, true = last_shares(target, points), last_shares(target, truths)
    ranks, inside = [], []
    for _ in range(8):
        scale = rng.gamma(SHAPE, 1 / RATE, len(truths))
        seen = true + draw_errors(rng, 2, scale)
        for at, truth in enumerate(truths):
            weights = normalised(log_likelihood(distance(run, seen[at]), np.array(2)))
            below = weights @ (points < truth)
            ranks.append(below)
            inside.append((below > 0.05) & (below < 0.95))
    assert np.mean(ranks, axis=0) == pytest.approx([0.5, 0.5], abs=0.06)
    assert np.mean(inside, axis=0) == pytest.approx([0.9, 0.9], abs=0.06)
    quarters = np.histogram(np.array(ranks)[:, 0], bins=4, range=(0, 1))[0] / len(ranks)
    assert quarters == pytest.approx(0.25, abs=0.09)


def test_what_is_left_out_is_not_looked_at() -> None:
    """Other reports of the conflict left out change neither draws nor middle of the posterior of the others."""
    found = []
    for north in (NORTH, tuple(reversed(NORTH))):
        other = reported_example(north, SOUTH)
        fit = two_folders(reported_example(), other)
        found.append(fit.posterior(without=fit.targets[1]))
    assert np.array_equal(found[0].draws, found[1].draws)
    assert np.array_equal(found[0].middle, found[1].middle)


def two_folders(one: FleeFolder, two: FleeFolder) -> Fit:
    named = [dataclasses.replace(one, name="one"), dataclasses.replace(two, name="two")]
    return Fit(named, priors=PRIORS, leak_free=True, seed=1, effort=SMALL, progress=None)


def test_the_same_seed_gives_the_same_posterior() -> None:
    """Twice the same, and another one with another seed."""
    fits = [
        Fit([reported_example()], priors=PRIORS, leak_free=True, seed=seed, effort=SMALL, progress=None)
        for seed in (1, 1, 2)
    ]
    one, again, other = (fit.posterior().draws for fit in fits)
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)
