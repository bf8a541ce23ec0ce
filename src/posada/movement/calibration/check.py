"""Checks a calibration from its rows and the folders: draws inside their bounds, baselines counted again.

It shares no code with what made the answer, so that a mistake in one does not hide in the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from posada.programme.tables import PosteriorDraw, ValidationRow

_ROUNDING = 1e-6


def check(
    draws: Iterable[PosteriorDraw], bounds: Mapping[str, tuple[float, float]],
    validation: Iterable[ValidationRow], reported: Mapping[str, Sequence[Sequence[float]]],
) -> list[str]:  # fmt: skip
    """What is wrong with the rows of a calibration, in sentences; nothing if they hold.

    `bounds` holds the lowest and highest value of each setting fitted, `reported` the people reported by day and camp
    of each conflict.

    >>> row = PosteriorDraw(draw=1, setting="softening", value=500.0)
    >>> check([row], {"softening": (1.0, 100.0)}, [], {})
    ['draw 1, softening: must be from 1 to 100, got 500.']
    """
    told: list[str] = []
    seen: Counter[int] = Counter()
    for row in draws:
        low, high = bounds.get(row.setting, (float("nan"), float("nan")))
        if not low <= row.value <= high:
            told.append(
                f"draw {row.draw}, {row.setting}: must be from {low:g} to {high:g}, got {row.value:g}."
            )
        seen[row.draw] += 1
    for draw, settings in sorted(seen.items()):
        if settings != len(bounds):
            told.append(f"draw {draw}: must have each of {len(bounds)} settings once, got {settings}.")
    for error in validation:
        again = _equal_shares(reported[error.conflict])
        if abs(again - error.equal_shares) > _ROUNDING:
            told.append(f"{error.conflict}, equal_shares: must be {again:.6f}, got {error.equal_shares:.6f}.")
        for name in ("posterior", "settings", "leak_free", "capacity_shares", "frozen_shares"):
            if not 0 <= getattr(error, name) <= 2 + _ROUNDING:
                told.append(f"{error.conflict}, {name}: must be from 0 to 2, got {getattr(error, name):g}.")
    return told


def _equal_shares(days: Sequence[Sequence[float]]) -> float:
    """The error of equal shares, counted by hand."""
    each = []
    for people in days:
        total = sum(people)
        if total > 0:
            each.append(sum(abs(total / len(people) - one) for one in people) / total)
    return sum(each) / len(each) if each else 0.0
