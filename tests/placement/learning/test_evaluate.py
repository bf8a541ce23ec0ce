"""A plan is judged rightly if either the outcomes or the chances are understood, with an interval that holds."""

import numpy as np
import pytest

from posada.placement.learning.evaluate import evaluate_plan
from posada.placement.learning.models import Linear
from posada.placement.learning.propensity import Chances, cross_fitted
from posada.placement.learning.trial_world import PLACES, World, made_up_world

WORLDS = 200
FLAT = np.full(PLACES, 1 / PLACES)


def blind(world: World) -> np.ndarray:
    """Outcomes expected by somebody who sees places and no households: the mean of each place."""
    means = [world.outcome[world.place == at].mean() for at in range(PLACES)]
    return np.tile(means, (len(world.outcome), 1))


def mean_errors(*, outcomes_right: bool, chances_right: bool) -> dict[str, float]:
    """How far each estimate of the plan's value is off on average, over many worlds."""
    off: dict[str, list[float]] = {"direct": [], "weighted": [], "plan": []}
    for seed in range(WORLDS):
        world = made_up_world(400, seed=seed)
        found = evaluate_plan(
            world.outcome,
            world.place,
            world.plan,
            world.expected if outcomes_right else blind(world),
            world.chance if chances_right else np.tile(FLAT, (400, 1)),
        )
        truth = float((world.plan * world.expected).sum(axis=1).mean())
        for name, values in off.items():
            values.append(getattr(found, name) - truth)
    return {name: abs(float(np.mean(values))) for name, values in off.items()}


def test_right_chances_mend_a_wrong_model() -> None:
    """Where the model sees no households, its own word is far off and the corrected one is not."""
    off = mean_errors(outcomes_right=False, chances_right=True)
    assert off["direct"] > 0.05
    assert off["plan"] < off["direct"] / 8


def test_a_right_model_mends_wrong_chances() -> None:
    """Where chances are taken as equal and were not, weighting alone is far off and the corrected word is not."""
    off = mean_errors(outcomes_right=True, chances_right=False)
    assert off["weighted"] > 0.015
    assert off["plan"] < off["weighted"] / 8


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    """With models learnt and cross-fitted, 95 % intervals of the gain hold it in nearly 95 of 100 worlds.

    Of 100 worlds 95 are expected and 89 are three standard errors less; the benchmark counts thousands.
    """
    held, off = 0, []
    for seed in range(100):
        world = made_up_world(400, seed=1000 + seed)
        said = cross_fitted(
            world.x,
            world.place,
            world.outcome,
            np.arange(400),
            make_outcome=lambda: Linear("yes/no", PLACES, crossed=1.0),
            make_chance=lambda: Chances(PLACES),
            places=PLACES,
            seed=seed,
            folds=2,
        )
        found = evaluate_plan(world.outcome, world.place, world.plan, said.expected, said.chance)
        held += found.gain_low <= world.true_gain <= found.gain_high
        off.append(found.gain - world.true_gain)
    assert held >= 89
    assert abs(np.mean(off)) < 3 * np.std(off) / 10


def test_the_past_itself_gains_nothing() -> None:
    """A plan that sends everybody where they had been sent by chance has no gain but noise."""
    world = made_up_world(3000, seed=5)
    found = evaluate_plan(world.outcome, world.place, world.chance, world.expected, world.chance)
    assert found.inside_noise
    assert abs(found.gain) < 0.02


def test_what_was_not_recorded_misleads() -> None:
    """Where staff sent by what nobody wrote down, the interval is right about the wrong thing: why it is said."""
    off = []
    for seed in range(40):
        world = made_up_world(1500, seed=seed, hidden=1.5)
        said = cross_fitted(
            world.x,
            world.place,
            world.outcome,
            np.arange(1500),
            make_outcome=lambda: Linear("yes/no", PLACES, crossed=1.0),
            make_chance=lambda: Chances(PLACES),
            places=PLACES,
            seed=seed,
            folds=2,
        )
        to_first = np.tile([1.0, 0.0, 0.0], (1500, 1))
        found = evaluate_plan(world.outcome, world.place, to_first, said.expected, said.chance)
        off.append(found.plan - world.expected[:, 0].mean())
    assert np.mean(off) > 0.1


def test_known_chances_are_taken_at_their_word() -> None:
    """A lottery's own chance replaces the estimated one, row by row where it is known."""
    outcome, place = np.array([1.0, 0.0]), np.array([0, 0])
    plan, expected, chance = np.eye(2)[[0, 0]], np.zeros((2, 2)), np.full((2, 2), 0.5)
    found = evaluate_plan(outcome, place, plan, expected, chance, known_chance=np.array([0.25, np.nan]))
    assert found.of_household.tolist() == [4, 0]
    assert found.largest_weight == 4
    assert found.effective_households == pytest.approx((4 + 2) ** 2 / (16 + 4))


def test_no_household_speaks_for_more_than_fifty() -> None:
    """A chance of a thousandth counts as two hundredths; thin and rare say that the plan has little past."""
    outcome, place = np.ones(10), np.zeros(10, dtype=np.int64)
    plan, chance = np.eye(2)[np.zeros(10, dtype=int)], np.tile([0.001, 0.999], (10, 1))
    found = evaluate_plan(outcome, place, plan, np.zeros((10, 2)), chance)
    assert found.largest_weight == 50
    assert found.rare_share == 1
    assert found.thin


def test_a_plan_that_nobody_lived_is_the_models_word() -> None:
    """Where nobody went where the plan says, weights are nought and only the model speaks."""
    plan = np.eye(2)[[1, 1]]
    found = evaluate_plan(
        np.array([1.0, 0.0]), np.array([0, 0]), plan, np.full((2, 2), 0.25), np.full((2, 2), 0.5)
    )
    assert found.plan == found.direct == 0.25
    assert found.effective_households == 0
    assert np.isnan(found.weighted)
