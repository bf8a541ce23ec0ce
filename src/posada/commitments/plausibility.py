"""Claims whose figures cannot well be so, by rules of thumb: flags for a reader, never a verdict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from posada.commitments.amounts import amount_of
from posada.programme.tables import Claim

PEOPLE_PER_BUS = (15.0, 60.0)
"""Counted in this corridor: 31 to 43 people a bus (2021 to 2024); a coach has at most some 55 seats."""
KM_PER_DAY = (5.0, 45.0)
"""Counted on foot: 16 to 21 km a day (WOLA; Expansión); 45 leaves room for lifts."""


@dataclass(frozen=True, slots=True)
class Implausible:
    """Two claims of one source whose ratio lies outside what is usual."""

    claim_ids: tuple[str, str]
    what: str
    least: float
    most: float
    usual: tuple[float, float]


def implausible(claims: Iterable[Claim]) -> tuple[Implausible, ...]:
    """The pairs of claims with one topic, source, day and cohort whose ratio is not usual.

    A pair is flagged only if its whole range lies outside.

    >>> implausible([])
    ()
    """
    alike: dict[tuple[object, ...], dict[str, Claim]] = defaultdict(dict)
    for row in sorted(claims, key=lambda row: row.claim_id):
        amount = amount_of(row)
        if amount is not None and row.polarity == "assert":
            key = (row.topic, row.source_id, row.cohort_id, row.as_of_on)
            alike[key].setdefault(amount[2], row)
    found = []
    for of_unit in alike.values():
        for above, below, what, usual in _RATIOS:
            if above in of_unit and below in of_unit:
                flag = _flag(of_unit[above], of_unit[below], what, usual)
                found += [] if flag is None else [flag]
    return tuple(found)


_RATIOS = (
    ("persons", "buses", "people per bus", PEOPLE_PER_BUS),
    ("km", "days", "km per day", KM_PER_DAY),
)


def _flag(above: Claim, below: Claim, what: str, usual: tuple[float, float]) -> Implausible | None:
    top, bottom = amount_of(above), amount_of(below)
    if top is None or bottom is None or bottom[0] <= 0:
        return None
    least, most = top[0] / bottom[1], top[1] / bottom[0]
    if most >= usual[0] and least <= usual[1]:
        return None
    return Implausible((above.claim_id, below.claim_id), what, least, most, usual)
