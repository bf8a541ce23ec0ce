"""The invented conflict of four places with reports every five days, enough to fit to."""

from __future__ import annotations

import datetime as dt

from posada.movement.example import example
from posada.movement.rows import FleeFolder

NORTH = (0, 500, 1150, 1800, 2500, 3050, 3600, 4050)
SOUTH = (0, 300, 650, 1050, 1400, 1750, 2150, 2450)


def reported_example(north: tuple[int, ...] = NORTH, south: tuple[int, ...] = SOUTH) -> FleeFolder:
    """The folder with the people in its two camps on every fifth day.

    >>> [len(counted.reports[0]) for counted in reported_example().counted]
    [8, 8, 8]
    """
    total = tuple(one + two for one, two in zip(north, south, strict=True))
    return example(refugees_csv=_csv(total), north_csv=_csv(north), south_csv=_csv(south))


def _csv(people: tuple[int, ...]) -> str:
    start = dt.date(2021, 1, 1)
    return "".join(f"{start + dt.timedelta(days=5 * at)},{count}\n" for at, count in enumerate(people))
