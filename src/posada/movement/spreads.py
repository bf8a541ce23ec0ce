"""How uncertain a setting is: what each member of an ensemble draws for it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from posada.movement.settings import Settings


class Spread(Protocol):
    """What can be drawn for a setting."""

    def draw(self, rng: np.random.Generator) -> float:
        """One value."""


@dataclass(frozen=True, slots=True)
class Between:
    """Every value from `low` to `high` alike; with `by_ratio` every ratio alike.

    Raises ValueError unless `low` is at most `high`, and with `by_ratio` more than 0.

    >>> Between(20.0, 30.0).draw(np.random.default_rng(1))
    25.118216247002568
    >>> Between(30.0, 20.0)
    Traceback (most recent call last):
    ValueError: low: must be at most 20.0, got 30.0.
    """

    low: float
    high: float
    by_ratio: bool = False

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"low: must be at most {self.high}, got {self.low}.")
        if self.by_ratio and not self.low > 0:
            raise ValueError(f"low: must be more than 0 by ratio, got {self.low}.")

    def draw(self, rng: np.random.Generator) -> float:
        """One value."""
        if self.by_ratio:
            return math.exp(rng.uniform(math.log(self.low), math.log(self.high)))
        return float(rng.uniform(self.low, self.high))


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some values, each as likely as the others. Raises ValueError if there is none."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("values: must hold at least one, got none.")

    def draw(self, rng: np.random.Generator) -> float:
        """One value."""
        return self.values[int(rng.integers(len(self.values)))]


Varied = Mapping[str, Spread] | Sequence[Mapping[str, float]]
"""A spread for each setting that is uncertain, or a sample of settings that go together, as calibration gives it."""


def names_of(varied: Varied) -> list[str]:
    """The settings that are varied, in order."""
    if isinstance(varied, Mapping):
        return sorted(varied)
    return sorted({name for sample in varied for name in sample})


def unknown_settings(varied: Varied) -> str:
    """What is wrong with the names of varied settings and with how they vary, or nothing.

    >>> unknown_settings({"speed": Between(1.0, 2.0)})
    'varied: must name settings of simsetting.yml, got speed.'
    >>> unknown_settings({"awareness_level": Between(1.0, 3.0)})
    'varied, awareness_level: must be OneOf whole numbers, got Between(low=1.0, high=3.0, by_ratio=False).'
    """
    unknown = [name for name in names_of(varied) if name not in Settings.__slots__]
    if unknown:
        return f"varied: must name settings of simsetting.yml, got {', '.join(unknown)}."
    if isinstance(varied, Mapping):
        told = [_unsuited(name, varied[name]) for name in sorted(varied)]
    else:
        told = [
            _unsuited(name, OneOf((value,))) for sample in varied for name, value in sorted(sample.items())
        ]
    return " ".join(dict.fromkeys(sentence for sentence in told if sentence))


def _unsuited(name: str, spread: Spread) -> str:
    """What is wrong with a spread of values for a setting that is no number, yes or no, or a whole number."""
    default = Settings.__dataclass_fields__[name].default
    if not isinstance(default, (bool, int, float)):
        return f"varied, {name}: must be left as it is, as it is no number."
    if isinstance(default, float) or not isinstance(spread, (Between, OneOf)):
        return ""
    values = spread.values if isinstance(spread, OneOf) else (math.nan,)
    if isinstance(default, bool):
        fits, wanted = all(value in (0, 1) for value in values), "OneOf((0, 1)), for no and yes"
    else:
        fits, wanted = all(value == value // 1 for value in values), "OneOf whole numbers"
    return "" if fits else f"varied, {name}: must be {wanted}, got {spread}."


def drawn(spreads: Mapping[str, Spread], rng: np.random.Generator) -> dict[str, float]:
    """The settings of one member, drawn in the order of their names."""
    return {name: spreads[name].draw(rng) for name in sorted(spreads)}


def in_turn(
    sample: Sequence[Mapping[str, float]], members: int, rng: np.random.Generator
) -> list[Mapping[str, float]]:
    """The settings of each member from a sample: all are taken once, in an order drawn, before one comes again.

    >>> sample = [{"softening": 1.0}, {"softening": 2.0}]
    >>> [it["softening"] for it in in_turn(sample, 5, np.random.default_rng(1))]
    [1.0, 2.0, 1.0, 2.0, 1.0]
    """
    order = rng.permutation(len(sample)).tolist()
    return [sample[order[member % len(order)]] if order else {} for member in range(members)]
