"""What two claims mean by their figures and their yes or no, and whether they can both be so as they stand."""

from __future__ import annotations

from collections.abc import Mapping

from posada.programme.tables import Claim

_IN_BASE_UNITS: Mapping[str, tuple[str, float]] = {
    "miles": ("km", 1.609344),
    "dozens": ("persons", 12),
    "weeks": ("days", 7),
    "months": ("days", 30),
    "years": ("days", 365),
}
"""Units that are another unit times a number; the mile is that of 1959, months and years are rounded."""


def amount_of(claim: Claim) -> tuple[float, float, str] | None:
    """The least and greatest amount a claim means and the unit, in base units; None if it gives none."""
    if claim.amount_lo is None or claim.amount_hi is None:
        return None
    unit, factor = _IN_BASE_UNITS.get(claim.unit, (claim.unit, 1.0))
    return round(claim.amount_lo * factor, 9), round(claim.amount_hi * factor, 9), unit


def is_polarity(one: Claim, other: Claim) -> bool:
    """Whether one says yes and the other no."""
    return {one.polarity, other.polarity} == {"assert", "deny"}


def is_quantity_disjoint(one: Claim, other: Claim) -> bool:
    """Whether no amount is what both mean, in one unit."""
    mine, theirs = amount_of(one), amount_of(other)
    if mine is None or theirs is None or mine[2] != theirs[2]:
        return False
    return mine[1] < theirs[0] or theirs[1] < mine[0]


def differ(one: Claim, other: Claim) -> bool:
    """Whether two claims cannot both be so as they stand."""
    return is_polarity(one, other) or is_quantity_disjoint(one, other)
