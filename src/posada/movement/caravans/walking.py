"""A day of walking: whether a group rests or halts, how far it can go, and the town it stops in."""

from __future__ import annotations

import datetime as dt

import numpy as np
from numpy.typing import NDArray

from posada.movement.caravans.households import Reals
from posada.movement.caravans.parameters import HOT_MONTHS, LIFTS_BARRED_FROM, CaravanParameters
from posada.movement.caravans.way import Way

Yes = NDArray[np.bool_]
Days = NDArray[np.int64]


def rests_today(random: np.random.Generator, walked_days: Days, given: CaravanParameters) -> Yes:
    """Whether a group rests: the more days it has walked since the last rest, the likelier."""
    return np.asarray(random.random(len(walked_days)) < 1 - np.exp(-given.rest_rate * walked_days))


def days_of_halt(random: np.random.Generator, members: int, given: CaravanParameters) -> Days:
    """The days for which a group sits down today to wait for an answer; mostly none."""
    halts = random.random(members) < given.halt_chance
    return np.where(halts, random.geometric(1 / given.halt_days, members), 0)


def reach_today(
    random: np.random.Generator, on: dt.date, pace: Reals, children_share: float, given: CaravanParameters
) -> Reals:
    """The kilometres a group can make today: pace, children, heat, and lifts where they can be had."""
    reach = given.reach_km * pace * (1 - given.children_slow * children_share)
    if on.month in HOT_MONTHS:
        reach = reach * (1 - given.heat_slows)
    reach = reach * np.clip(random.normal(1, given.day_spread, len(pace)), 0.3, 1.7)
    chance = given.lift_chance_before if on < LIFTS_BARRED_FROM else given.lift_chance
    return np.asarray(reach + given.lift_km * (random.random(len(pace)) < chance))


def stop_for_the_night(way: Way, km: Reals, reach: Reals) -> Reals:
    """Where a group is at night: in the last town it can reach, or where its strength ends between towns.

    >>> way = Way(("a", "b", "c"), (0.0, 20.0, 60.0))
    >>> stop_for_the_night(way, np.array([0.0, 20.0]), np.array([30.0, 30.0])).tolist()
    [20.0, 50.0]
    """
    towns = np.asarray(way.km)
    last = towns[np.searchsorted(towns, km + reach, side="right") - 1]
    return np.where(last > km, last, np.minimum(km + reach, towns[-1]))


def town_of(way: Way, km: Reals) -> NDArray[np.int64]:
    """The place on the way of the town where a group is, or -1 on the open road."""
    towns = np.asarray(way.km)
    at = np.minimum(np.searchsorted(towns, km), len(towns) - 1)
    return np.where(towns[at] == km, at, -1)
