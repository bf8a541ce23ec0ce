"""A made-up world whose truth is known, to measure whether evaluations of plans tell it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from posada.placement.learning.features import Numbers
from posada.placement.learning.models import Places

PLACES = 3


@dataclass(frozen=True, slots=True)
class World:
    """Households, where they went, what became of them; and the truth: chances of outcomes and of places, a plan."""

    x: Numbers
    place: Places
    outcome: Numbers
    plan: Numbers
    expected: Numbers
    chance: Numbers

    @property
    def true_gain(self) -> float:
        """What the plan brings more than the past way of deciding, on average over these households."""
        return float(((self.plan - self.chance) * self.expected).sum(axis=1).mean())


def made_up_world(households: int, *, seed: int, hidden: float = 0.0) -> World:
    """A world in which past staff sent households to places by two features that also matter for the outcome.

    `hidden` is the weight, in places and outcomes alike, of something that staff knew and nobody recorded.

    >>> world = made_up_world(4, seed=1)
    >>> world.x.shape, world.plan.sum(axis=1).tolist()
    ((4, 2), [1.0, 1.0, 1.0, 1.0])
    """
    draw = np.random.default_rng(seed)
    x = draw.normal(size=(households, 2))
    unrecorded = draw.normal(size=households)
    nothing = np.zeros(households)
    expected = _logistic(
        np.column_stack(
            [
                -0.4 + 0.3 * x[:, 1] + hidden * unrecorded,
                -0.2 + 1.2 * x[:, 0],
                -0.3 - 0.8 * x[:, 0] + 0.6 * x[:, 1],
            ]
        )
    )
    pull = np.exp(np.column_stack([hidden * unrecorded, 0.7 * x[:, 0], nothing + 0.5 * x[:, 1]]))
    chance = pull / pull.sum(axis=1, keepdims=True)
    place = (draw.random(households)[:, None] > chance.cumsum(axis=1)[:, :-1]).sum(axis=1)
    outcome = (draw.random(households) < expected[np.arange(households), place]).astype(float)
    goes = np.where(x[:, 0] > 0.2, 1, np.where(x[:, 1] > 0, 2, 0))
    return World(x, place, outcome, np.eye(PLACES)[goes], expected, chance)


def _logistic(log_odds: Numbers) -> Numbers:
    chance: Numbers = 1 / (1 + np.exp(-log_odds))
    return chance
