"""Models of an outcome by household and place, from a plain rate to boosted trees, all with the same two verbs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from posada.placement.learning.outcomes import Kind

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

PRIOR_HOUSEHOLDS = 10
"""Households' worth of the rate over all places that is mixed into the rate of each place."""

LEAST_PER_PLACE = 500
"""Past households that every place must have before a model of its own is tried for each.

With some 25 features and about ten yes or no outcomes needed for each (Peduzzi and others, Journal of Clinical
Epidemiology 49, 1996, 1373-1379), a place where half the outcomes are yes needs 500.
"""

MOST_CATEGORIES = 255
"""Places that boosted trees can tell apart."""

PENALTY = 3.0
"""Weight of the squared coefficients of the linear models, on features of unit variance."""

HELD = 0.3
FREE = 1.0
"""Scales of the features that say how a place differs: at 0.3 a difference costs eleven times a shared effect."""

MOST_CROSSED = 50_000_000
"""Households times places times features up to which the crossed models are tried: 400 MB of numbers."""


class OutcomeModel(Protocol):
    """Something that learns the outcome of households at places."""

    def fit(self, x: Numbers, place: Places, outcome: Numbers) -> None:
        """Learn from households, the places they went to, and what became of them."""

    def predict(self, x: Numbers, place: Places) -> Numbers:
        """The expected outcome of each household at the place given for it."""


class OverallRate:
    """The same for everybody, everywhere."""

    def fit(self, x: Numbers, place: Places, outcome: Numbers) -> None:
        """Learn the mean."""
        self.rate = float(outcome.mean())

    def predict(self, x: Numbers, place: Places) -> Numbers:
        """The mean, for each household."""
        return np.full(len(place), self.rate)


class PlaceRate:
    """The rate of each place, drawn to the rate over all places where the place has few households."""

    def __init__(self, places: int) -> None:
        self.places = places

    def fit(self, x: Numbers, place: Places, outcome: Numbers) -> None:
        """Learn the mean of each place."""
        count = np.bincount(place, minlength=self.places)
        total = np.bincount(place, weights=outcome, minlength=self.places)
        self.rates = (total + PRIOR_HOUSEHOLDS * outcome.mean()) / (count + PRIOR_HOUSEHOLDS)

    def predict(self, x: Numbers, place: Places) -> Numbers:
        """The mean of the place, for each household."""
        rates: Numbers = self.rates[place]
        return rates


class Linear:
    """A penalised logistic (or least squares) model; `crossed` is the scale of how places differ for whom (0: not)."""

    def __init__(self, kind: Kind, places: int, *, crossed: float) -> None:
        self.kind = kind
        self.places = places
        self.crossed = crossed

    def fit(self, x: Numbers, place: Places, outcome: Numbers) -> None:
        """Learn coefficients; a column that is not known is filled with its median and flagged."""
        self.scale = scale_of(x)
        self.rate = float(outcome.mean())
        self.spread = 1.0 if self.kind == "yes/no" else float(outcome.std()) or 1.0
        self.same = bool(np.ptp(outcome) == 0)
        if not self.same:
            self.inner = _linear(self.kind)
            self.inner.fit(self._design(x, place), (outcome - self._centre()) / self.spread)

    def predict(self, x: Numbers, place: Places) -> Numbers:
        """The probability or amount of each household at its place."""
        if self.same or not len(place):
            return np.full(len(place), self.rate)
        design = self._design(x, place)
        if self.kind == "yes/no":
            return np.asarray(self.inner.predict_proba(design)[:, 1])
        return np.asarray(self.inner.predict(design) * self.spread + self._centre())

    def _centre(self) -> float:
        return 0.0 if self.kind == "yes/no" else self.rate

    def _design(self, x: Numbers, place: Places) -> Numbers:
        of_household = scaled(x, self.scale)
        of_place = np.eye(self.places)[place]
        parts = [of_household, of_place]
        if self.crossed:
            crossed = of_place[:, :, None] * of_household[:, None, :]
            parts.append(self.crossed * crossed.reshape(len(place), -1))
        return np.concatenate(parts, axis=1)


class Trees:
    """Boosted trees that see the place as a category, so that who does well where is learnt together."""

    def __init__(self, kind: Kind, seed: int) -> None:
        self.kind = kind
        self.seed = seed

    def fit(self, x: Numbers, place: Places, outcome: Numbers) -> None:
        """Grow the trees."""
        self.rate = float(outcome.mean())
        self.same = bool(np.ptp(outcome) == 0)
        if not self.same:
            self.inner = _trees(self.kind, self.seed, place_column=x.shape[1])
            self.inner.fit(np.column_stack([x, place]), outcome)

    def predict(self, x: Numbers, place: Places) -> Numbers:
        """The probability or amount of each household at its place."""
        if self.same or not len(place):
            return np.full(len(place), self.rate)
        table = np.column_stack([x, place])
        if self.kind == "yes/no":
            return np.asarray(self.inner.predict_proba(table)[:, 1])
        return np.asarray(self.inner.predict(table))


class PerPlace:
    """A linear model for each place by itself, where no place lends to another."""

    def __init__(self, kind: Kind, places: int) -> None:
        self.kind = kind
        self.places = places

    def fit(self, x: Numbers, place: Places, outcome: Numbers) -> None:
        """Learn one model for each place that has households, and one over all for the others."""
        self.overall = Linear(self.kind, self.places, crossed=0.0)
        self.overall.fit(x, place, outcome)
        self.own: dict[int, Linear] = {}
        for at in np.unique(place).tolist():
            here = place == at
            self.own[at] = Linear(self.kind, 1, crossed=0.0)
            self.own[at].fit(x[here], np.zeros(int(here.sum()), dtype=np.int64), outcome[here])

    def predict(self, x: Numbers, place: Places) -> Numbers:
        """What the model of its place expects of each household."""
        expected = self.overall.predict(x, place)
        for at, model in self.own.items():
            here = place == at
            expected[here] = model.predict(x[here], np.zeros(int(here.sum()), dtype=np.int64))
        return expected


def candidates(
    kind: Kind, places: int, *, seed: int, smallest_place: int, crossed_cells: int = 0
) -> dict[str, Callable[[], OutcomeModel]]:
    """The models that are tried, simplest first: one for each place only where every place has the households.

    >>> list(candidates("yes/no", 3, seed=0, smallest_place=80))
    ['overall_rate', 'place_rate', 'linear', 'linear_held', 'linear_free', 'trees']
    """
    found: dict[str, Callable[[], OutcomeModel]] = {
        "overall_rate": OverallRate,
        "place_rate": lambda: PlaceRate(places),
        "linear": lambda: Linear(kind, places, crossed=0.0),
    }
    if crossed_cells <= MOST_CROSSED:
        found["linear_held"] = lambda: Linear(kind, places, crossed=HELD)
        found["linear_free"] = lambda: Linear(kind, places, crossed=FREE)
    if smallest_place >= LEAST_PER_PLACE:
        found["per_place"] = lambda: PerPlace(kind, places)
    if places <= MOST_CATEGORIES:
        found["trees"] = lambda: Trees(kind, seed)
    return found


@dataclass(frozen=True, slots=True)
class Scale:
    """How the columns of a table are brought to one size: what fills a gap, the middle, the spread, the flagged."""

    fill: Numbers
    middle: Numbers
    spread: Numbers
    flagged: NDArray[np.bool_]


def scale_of(x: Numbers) -> Scale:
    """The scale of a table, from its known cells."""
    unknown = np.isnan(x)
    empty = unknown.all(axis=0)
    fill = (
        np.where(empty, 0.0, np.nanmedian(np.where(empty, 0.0, x), axis=0))
        if len(x)
        else np.zeros(x.shape[1])
    )
    filled = np.where(unknown, fill, x)
    spread = filled.std(axis=0)
    return Scale(
        fill, filled.mean(axis=0), np.where(spread > 0, spread, 1.0), np.asarray(unknown.any(axis=0))
    )


def scaled(x: Numbers, scale: Scale) -> Numbers:
    """A table with gaps filled, columns of one size, and a flag for each column that had gaps."""
    unknown = np.isnan(x)
    filled = (np.where(unknown, scale.fill, x) - scale.middle) / scale.spread
    return np.concatenate([filled, unknown[:, scale.flagged].astype(float)], axis=1)


def _linear(kind: Kind) -> Any:
    from sklearn.linear_model import LogisticRegression, Ridge

    if kind == "yes/no":
        return LogisticRegression(C=1 / PENALTY, max_iter=1000)
    return Ridge(alpha=PENALTY)


def _trees(kind: Kind, seed: int, *, place_column: int) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    make = HistGradientBoostingClassifier if kind == "yes/no" else HistGradientBoostingRegressor
    return make(
        learning_rate=0.06,
        max_iter=100,
        max_leaf_nodes=15,
        min_samples_leaf=20,
        l2_regularization=1.0,
        categorical_features=[place_column],
        early_stopping=False,
        random_state=seed,
    )
