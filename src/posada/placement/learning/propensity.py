"""What the past tells about itself: each household's chance of each place, and outcome expected there.

Both are cross-fitted: what is said of a household comes from models that have not seen it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from posada.placement.learning.features import Numbers
from posada.placement.learning.fit import Rows
from posada.placement.learning.models import OutcomeModel, Places, scale_of, scaled

FOLDS = 5


class ChanceModel(Protocol):
    """Something that learns where households of which kind were sent."""

    def fit(self, x: Numbers, place: Places) -> None:
        """Learn from households and the places they went to."""

    def predict(self, x: Numbers) -> Numbers:
        """The chance of each place, one row for each household."""


class Chances:
    """A penalised multinomial logistic model of the place."""

    def __init__(self, places: int) -> None:
        self.places = places

    def fit(self, x: Numbers, place: Places) -> None:
        """Learn coefficients."""
        from sklearn.linear_model import LogisticRegression

        self.known = np.unique(place)
        self.scale = scale_of(x)
        if len(self.known) > 1:
            self.inner: Any = LogisticRegression(C=1.0, max_iter=1000)
            self.inner.fit(scaled(x, self.scale), place)

    def predict(self, x: Numbers) -> Numbers:
        """The chances; a place that nobody went to has none."""
        found = np.zeros((len(x), self.places))
        found[:, self.known] = self.inner.predict_proba(scaled(x, self.scale)) if len(self.known) > 1 else 1.0
        return found


class Shares:
    """Everybody's chance is the share of each place: right for a lottery, wrong for most else."""

    def __init__(self, places: int) -> None:
        self.places = places

    def fit(self, x: Numbers, place: Places) -> None:
        """Count."""
        self.shares = np.bincount(place, minlength=self.places) / len(place)

    def predict(self, x: Numbers) -> Numbers:
        """The shares, for each household."""
        return np.tile(self.shares, (len(x), 1))


@dataclass(frozen=True, slots=True)
class Nuisances:
    """Of each household tested: its outcome expected at each place, and its chance of each place."""

    expected: Numbers
    chance: Numbers


def cross_fitted(
    x: Numbers,
    place: Places,
    outcome: Numbers,
    tested: Rows,
    *,
    make_outcome: Callable[[], OutcomeModel],
    make_chance: Callable[[], ChanceModel],
    places: int,
    seed: int,
    folds: int = FOLDS,
) -> Nuisances:
    """What models that have not seen a household say of it, for each of the rows tested.

    Chernozhukov and others, Double/debiased machine learning, Econometrics Journal 21 (2018), C1-C68,
    https://doi.org/10.1111/ectj.12097: errors of the models then do not lean towards the outcome they saw.
    """
    expected = np.zeros((len(tested), places))
    chance = np.zeros((len(tested), places))
    fold_of = np.random.default_rng(seed).permutation(len(tested)) % folds
    for fold in range(folds):
        held = np.flatnonzero(fold_of == fold)
        learn = np.ones(len(place), dtype=bool)
        learn[tested[held]] = False
        of_outcome, of_place = make_outcome(), make_chance()
        of_outcome.fit(x[learn], place[learn], outcome[learn])
        of_place.fit(x[learn], place[learn])
        expected[held] = at_every_place(of_outcome, x[tested[held]], places)
        chance[held] = of_place.predict(x[tested[held]])
    return Nuisances(expected, chance)


def at_every_place(model: OutcomeModel, x: Numbers, places: int) -> Numbers:
    """What a model expects of each household at each place."""
    return np.column_stack([model.predict(x, np.full(len(x), at, dtype=np.int64)) for at in range(places)])
