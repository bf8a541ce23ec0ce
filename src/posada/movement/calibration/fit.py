"""The verb of the package: settings fitted to one or many conflicts, a posterior and not a point."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from posada.movement.calibration.errors import log_likelihood
from posada.movement.calibration.parameters import (
    Prior,
    checked_priors,
    default_priors,
    rules_of,
    settings_at,
)
from posada.movement.calibration.sampling import Likelihood, Measure, Tried, sample, try_prior
from posada.movement.calibration.targets import Target, targets_of
from posada.movement.network import Flags, Floats
from posada.movement.rows import FleeFolder
from posada.movement.settings import Settings

PRIOR_POINTS, ROUNDS, ROUND_POINTS, DRAWS = 500, 1, 40, 100
"""Points of the prior, rounds of more where it is likely, points of each, and equally weighted draws to hand over."""
FEWEST_POINTS = 10
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Effort:
    """How many runs a fit may use; ValueError for too few to weigh."""

    prior_points: int = PRIOR_POINTS
    rounds: int = ROUNDS
    round_points: int = ROUND_POINTS
    draws: int = DRAWS

    def __post_init__(self) -> None:
        for name in ("prior_points", "round_points", "draws"):
            if getattr(self, name) < FEWEST_POINTS:
                raise ValueError(f"{name}: must be at least {FEWEST_POINTS}, got {getattr(self, name)}.")
        if self.rounds < 0:
            raise ValueError(f"rounds: must be at least 0, got {self.rounds}.")


@dataclass(frozen=True, slots=True)
class Posterior:
    """Equally weighted draws of the settings fitted, the settings at their middle, and what they are worth."""

    priors: tuple[Prior, ...]
    draws: Floats
    middle: Floats
    effective: float
    tried: int

    def settings(self, base: Settings, point: Floats | None = None) -> Settings:
        """The settings at a point, or at the middle of the posterior."""
        return settings_at(base, self.priors, self.middle if point is None else point)


class Fit:
    """Conflicts to fit to, with the points tried on them, so that what is left out costs few runs more."""

    def __init__(
        self, folders: Sequence[FleeFolder], *, priors: Sequence[Prior] | None, leak_free: bool, seed: int,
        effort: Effort, progress: Progress | None,
    ) -> None:  # fmt: skip
        self.priors = checked_priors(default_priors(leak_free=leak_free) if priors is None else priors)
        self.targets = targets_of(folders, leak_free=leak_free)
        self.leak_free, self.seed, self.effort = leak_free, seed, effort
        self.progress = progress or (lambda _: None)
        self._bases = [rules_of(target.folder.settings) for target in self.targets]
        self._places = np.array([len(target.camps) for target in self.targets])
        self._first: Tried | None = None

    def base(self, target: Target) -> Settings:
        """The settings of a conflict that a fit starts from."""
        return self._bases[self.targets.index(target)]

    def posterior(self, *, without: Target | None = None) -> Posterior:
        """The posterior of all conflicts but one: points are placed and weighed without a look at that one."""
        used = np.array([target is not without for target in self.targets])
        rng = np.random.default_rng([self.seed, 1 + int(np.argmin(used)) if without else 0])
        weighted = sample(
            rng, self._prior_points(), self._measure(used), self._likelihood(used),
            rounds=self.effort.rounds, points=self.effort.round_points,
        )  # fmt: skip
        return Posterior(
            self.priors,
            weighted.draw(rng, self.effort.draws),
            weighted.weights @ weighted.tried.points,
            weighted.effective,
            len(weighted.weights),
        )

    def _prior_points(self) -> Tried:
        if self._first is None:
            everything = np.ones(len(self.targets), bool)
            rng = np.random.default_rng([self.seed, len(self.targets) + 1])
            self._first = try_prior(
                rng, self.effort.prior_points, len(self.priors), self._measure(everything)
            )
        return self._first

    def _measure(self, used: Flags) -> Measure:
        """The distances of a point; conflicts left out are not even run."""

        def measure(point: Floats) -> Floats:
            found = np.zeros(len(self.targets))
            for at in np.flatnonzero(used):
                target = self.targets[at]
                found[at] = target.distance(target.run(settings_at(self._bases[at], self.priors, point)))
            self.progress(" ".join(f"{distance:.3f}" for distance in found))
            return found

        return measure

    def _likelihood(self, used: Flags) -> Likelihood:
        def likelihood(distances: Floats) -> Floats:
            each = log_likelihood(distances[:, used], self._places[used])
            return np.asarray(each.sum(axis=1))

        return likelihood
