"""What is fitted, and what is thought of it before any report is looked at: bounds for settings of movement."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np

from posada.movement.network import Floats
from posada.movement.settings import SPAWN_RULES, Settings, out_of_bounds
from posada.programme.mistakes import did_you_mean

RULES: dict[str, Any] = {"whole_ways": True, "pull_floor": 0.3}
"""What is not fitted and not as in `Settings`: people weigh every camp and know the way."""
FITTED_NAMES = tuple(
    field.name for field in dataclasses.fields(Settings) if isinstance(field.default, float)
)  # fmt: skip
_MARGIN = 1e-12


@dataclass(frozen=True, slots=True)
class Prior:
    """A setting that is equally likely anywhere from `low` to `high`, with `log` on the scale of logarithms.

    Raises ValueError for a name that is no number of the settings, and for bounds that it cannot have.

    >>> Prior("softening", 1.0, 100.0, log=True).value(0.5)
    10.0
    >>> Prior("camp_wait", 1.0, 2.0)
    Traceback (most recent call last):
    ValueError: prior: must be for a number of the settings, got 'camp_wait'. Did you mean 'camp_weight'?
    """

    name: str
    low: float
    high: float
    log: bool = False

    def __post_init__(self) -> None:
        if self.name not in FITTED_NAMES:
            near = did_you_mean(self.name, FITTED_NAMES)
            raise ValueError(f"prior: must be for a number of the settings, got {self.name!r}.{near}")
        for bound in (self.low, self.high):
            if told := out_of_bounds(self.name, bound):
                raise ValueError(f"prior of {self.name}: {told}")
        if not self.low < self.high:
            raise ValueError(
                f"prior of {self.name}: low must be less than high, got {self.low:g} and {self.high:g}."
            )
        if self.log and self.low <= 0:
            raise ValueError(
                f"prior of {self.name}: low must be more than 0 on a scale of logarithms, got {self.low:g}."
            )

    def value(self, share: float) -> float:
        """The value below which a share of the prior lies."""
        if not self.log:
            return self.low + share * (self.high - self.low)
        value = math.exp(math.log(self.low) + share * (math.log(self.high) - math.log(self.low)))
        return min(max(round(value, 12), self.low), self.high)


def checked_priors(priors: Sequence[Prior]) -> tuple[Prior, ...]:
    """The priors, after none is missing or told twice; ValueError otherwise."""
    names = [prior.name for prior in priors]
    if not names:
        raise ValueError("priors: must hold at least one setting to fit, got none.")
    for at, name in enumerate(names):
        if name in names[:at]:
            raise ValueError(f"priors: must hold each setting once, got {name} twice.")
    return tuple(priors)


def settings_at(settings: Settings, priors: Sequence[Prior], point: Floats) -> Settings:
    """The settings with those fitted at a point, whose coordinates follow the normal law under the prior.

    >>> at = settings_at(Settings(), [Prior("default_movechance", 0.2, 0.8)], np.array([0.0]))
    >>> at.default_movechance
    0.5
    """
    values: dict[str, Any] = {**values_at(priors, point)}
    return dataclasses.replace(settings, **values)


def default_priors(*, leak_free: bool) -> tuple[Prior, ...]:
    """What is thought of the settings beforehand; without capacities there is none to weigh.

    The chance to leave a camp lies around Flee's 0.001 a day, a hundred times less and more: people may be moved
    from full camps to new ones. Speeds are left as Flee has them, as no conflict tells of them: camps fill in months.

    >>> [prior.name for prior in default_priors(leak_free=True)]
    ['distance_power', 'softening', 'pull_power', 'camp_movechance']
    """
    always = (
        Prior("distance_power", 0.0, 2.0),
        Prior("softening", 10.0, 300.0, log=True),
        Prior("pull_power", 0.0, 1.2),
        Prior("camp_movechance", 1e-5, 0.1, log=True),
    )
    of_capacities = (
        Prior("capacity_power", 0.0, 1.0),
        Prior("capacity_scaling", 0.6, 1.5, log=True),
        Prior("capacity_buffer", 0.0, 0.95),
    )
    return always if leak_free else (*always, *of_capacities)


def rules_of(settings: Settings) -> Settings:
    """The settings that the fit starts from: rules of setting out as they are told, of moving as in `RULES`."""
    told: dict[str, Any] = {name: getattr(settings, name) for name in (*SPAWN_RULES, "hasten")}
    return Settings(**told, **RULES)


def values_at(priors: Sequence[Prior], point: Floats) -> dict[str, float]:
    """The settings fitted at a point by name."""
    law = NormalDist()
    return {prior.name: prior.value(law.cdf(float(at))) for prior, at in zip(priors, point, strict=True)}


def spread_points(rng: np.random.Generator, many: int, parameters: int) -> Floats:
    """Points drawn from the prior, each coordinate once from each of `many` equal parts (Latin hypercube)."""
    law = NormalDist()
    parts = np.column_stack([rng.permutation(many) for _ in range(parameters)])
    shares = np.clip((parts + rng.random((many, parameters))) / many, _MARGIN, 1 - _MARGIN)
    return np.array([[law.inv_cdf(share) for share in row] for row in shares])
