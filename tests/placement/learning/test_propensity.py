"""Chances of places are learnt from the past, and nothing that is said of a household has seen it."""

import numpy as np

from posada.placement.learning.models import PlaceRate
from posada.placement.learning.propensity import Chances, Shares, cross_fitted
from posada.placement.learning.trial_world import PLACES, made_up_world


def test_chances_come_near_the_truth() -> None:
    """With two thousand households, the mean error of a chance is below three hundredths."""
    world = made_up_world(2000, seed=1)
    model = Chances(PLACES)
    model.fit(world.x, world.place)
    found = model.predict(world.x)
    assert np.allclose(found.sum(axis=1), 1)
    assert np.abs(found - world.chance).mean() < 0.03


def test_a_place_nobody_went_to_has_no_chance() -> None:
    """Places that do not occur get 0, and a single place gets 1."""
    model = Chances(3)
    model.fit(np.zeros((4, 1)), np.array([1, 1, 1, 1]))
    assert model.predict(np.zeros((1, 1))).tolist() == [[0, 1, 0]]


def test_shares_are_the_same_for_all() -> None:
    """The share of each place, for every household."""
    model = Shares(2)
    model.fit(np.zeros((4, 1)), np.array([0, 1, 1, 1]))
    assert model.predict(np.zeros((2, 1))).tolist() == [[0.25, 0.75]] * 2


def test_a_household_has_no_part_in_what_is_expected_of_it() -> None:
    """Turning the outcome of one household round leaves what is expected of it as it was, and moves others."""
    world = made_up_world(60, seed=2)
    turned = world.outcome.copy()
    turned[7] = 1 - turned[7]
    before, after = (
        cross_fitted(
            world.x,
            world.place,
            outcome,
            np.arange(60),
            make_outcome=lambda: PlaceRate(PLACES),
            make_chance=lambda: Shares(PLACES),
            places=PLACES,
            seed=0,
        ).expected
        for outcome in (world.outcome, turned)
    )
    assert (before[7] == after[7]).all()
    assert (before != after).any()
