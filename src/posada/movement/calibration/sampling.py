"""Draws from a posterior: points from the prior and from where earlier points were likely, weighted for how they came.

Adaptive multiple importance sampling (Cornuet, Marin, Mira and Robert, Scandinavian Journal of Statistics 39:798,
2012): every point tried keeps its use, as its weight holds the whole mixture that it might have come from. Points of
the prior are shared by all who ask, so that leaving a conflict out costs few runs more.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from posada.movement.calibration.parameters import spread_points
from posada.movement.network import Floats

FREEDOM = 5.0
"""Degrees of freedom of the t laws that points are drawn from: tails thicker than those of any posterior here."""
WIDER, FLOOR = 1.2, 0.05
Measure = Callable[[Floats], Floats]
"""The distances of a point from the reports, one for each conflict."""
Density = Callable[[Floats], Floats]
"""The log density of each point."""
Likelihood = Callable[[Floats], Floats]
"""The log-likelihood of each row of distances."""


@dataclass(frozen=True, slots=True)
class Tried:
    """Points and their distances, one row each."""

    points: Floats
    distances: Floats

    def and_(self, more: Tried) -> Tried:
        """These points and more."""
        return Tried(
            np.concatenate([self.points, more.points]), np.concatenate([self.distances, more.distances])
        )


@dataclass(frozen=True, slots=True)
class Weighted:
    """Points with weights that sum to 1."""

    tried: Tried
    weights: Floats

    @property
    def effective(self) -> float:
        """How many equally weighted points they are worth (Kish)."""
        return float(1.0 / (self.weights**2).sum())

    def draw(self, rng: np.random.Generator, many: int) -> Floats:
        """So many points, each as often as its weight has it, to within one (systematic resampling)."""
        at = (rng.random() + np.arange(many)) / many
        chosen = np.searchsorted(np.cumsum(self.weights), at).clip(0, len(self.weights) - 1)
        return np.asarray(self.tried.points[chosen])


def try_points(points: Floats, measure: Measure) -> Tried:
    """The points with their distances."""
    return Tried(points, np.array([measure(point) for point in points]))


def try_prior(rng: np.random.Generator, many: int, parameters: int, measure: Measure) -> Tried:
    """Points spread over the prior with their distances."""
    return try_points(spread_points(rng, many, parameters), measure)


def sample(
    rng: np.random.Generator, first: Tried, measure: Measure, likelihood: Likelihood, *,
    rounds: int, points: int,
) -> Weighted:  # fmt: skip
    """Weighted points of the posterior: those of the prior, and `points` more in each of `rounds`.

    >>> rng = np.random.default_rng(1)
    >>> measure = lambda point: np.abs(point - 1.0)
    >>> likelihood = lambda distances: -((distances[:, 0] / 0.5) ** 2) / 2
    >>> found = sample(rng, try_prior(rng, 200, 1, measure), measure, likelihood, rounds=2, points=50)
    >>> round(float(found.weights @ found.tried.points[:, 0]), 1)  # 1 / (1 + 0.5**2)
    0.8
    """
    tried = first
    proposals: list[tuple[int, Density]] = [(len(first.points), _normal)]
    for _ in range(rounds):
        proposal = _t_law(*_centre(tried, proposals, likelihood))
        more = proposal.draw(rng, points)
        tried = tried.and_(try_points(more, measure))
        proposals.append((points, proposal))
    return Weighted(tried, _weights(tried, proposals, likelihood))


def _normal(points: Floats) -> Floats:
    """The log density of the prior, which is the normal law in every coordinate."""
    return np.asarray(-0.5 * (points**2).sum(axis=1) - points.shape[1] / 2 * math.log(2 * math.pi))


@dataclass(frozen=True, slots=True)
class _t_law:
    """A multivariate t law to draw points from."""

    centre: Floats
    spread: Floats

    def __call__(self, points: Floats) -> Floats:
        """The log density."""
        many = len(self.centre)
        root = np.linalg.cholesky(self.spread)
        squares = (np.linalg.solve(root, (points - self.centre).T) ** 2).sum(axis=0)
        constant = math.lgamma((FREEDOM + many) / 2) - math.lgamma(FREEDOM / 2)
        constant -= many / 2 * math.log(FREEDOM * math.pi) + float(np.log(np.diag(root)).sum())
        return np.asarray(constant - (FREEDOM + many) / 2 * np.log1p(squares / FREEDOM))

    def draw(self, rng: np.random.Generator, many: int) -> Floats:
        """Points of the law."""
        root = np.linalg.cholesky(self.spread)
        normal = rng.standard_normal((many, len(self.centre)))
        wide = np.sqrt(rng.chisquare(FREEDOM, many) / FREEDOM)[:, None]
        return np.asarray(self.centre + normal @ root.T / wide)


def _log_weights(tried: Tried, proposals: list[tuple[int, Density]]) -> Floats:
    """The log of prior over the mixture that the points came from."""
    mixture = np.logaddexp.reduce([math.log(many) + law(tried.points) for many, law in proposals], axis=0)
    return np.asarray(_normal(tried.points) - mixture)


def _weights(tried: Tried, proposals: list[tuple[int, Density]], likelihood: Likelihood) -> Floats:
    return normalised(_log_weights(tried, proposals) + likelihood(tried.distances))


def normalised(logs: Floats) -> Floats:
    """Weights that sum to 1, from their logs.

    >>> normalised(np.log([1.0, 3.0])).round(2).tolist()
    [0.25, 0.75]
    """
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum())


def _centre(
    tried: Tried, proposals: list[tuple[int, Density]], likelihood: Likelihood
) -> tuple[Floats, Floats]:
    """Mean and covariance of the posterior so far, a flatter one as long as too few points would make them."""
    before, likely = _log_weights(tried, proposals), likelihood(tried.distances)
    parameters = tried.points.shape[1]
    power = 1.0
    while power > 0.01:
        weights = normalised(before + power * likely)
        if 1.0 / (weights**2).sum() >= 2 * parameters:
            break
        power *= 0.8
    centre = weights @ tried.points
    away = tried.points - centre
    return centre, WIDER * (away * weights[:, None]).T @ away + FLOOR * np.eye(parameters)
