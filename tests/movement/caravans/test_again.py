"""Those who wait answer a call once, by a threshold that stays with them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from posada.movement.caravans.again import calls
from posada.movement.caravans.band import Band, band_of
from posada.movement.caravans.households import people_in
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.pool import Pool
from posada.movement.caravans.trust import Trust
from posada.movement.caravans.way import Way

GIVEN = CaravanParameters()
LOST = Trust(2, 4)
MEMBERS = 200


def gathering(people: int, waiting: int = 6000) -> Band:
    """So many people who gather, each alone, in a town where others wait."""
    alone = np.array([1.0, 0, 0, 0, 0, 0])
    never = np.full(MEMBERS, dt.date.max.toordinal())
    band = band_of(
        "again", Way(("town", "far"), (0.0, 90.0)), alone, 0.3, never, np.random.default_rng(1), GIVEN
    )
    band.walking[:, 0] = people
    band.pool = Pool(np.tile([waiting, 0, 0, 0, 0, 0], (MEMBERS, 1)))
    band.forget_flows()
    return band


def called(band: Band, sizes: list[int]) -> float:
    """The mean of those who join, where a group has these sizes on as many days."""
    random = np.random.default_rng(5)
    total = 0.0
    for size in sizes:
        band.walking[:] = 0
        band.walking[:, 0] = size
        calls(random, band, LOST, 1.0, GIVEN)
        total += float((people_in(band.walking) - size).mean())
    return total


def test_a_group_that_does_not_grow_is_joined_once():
    """Nobody who did not dare to join eight hundred people yesterday dares to join the same today."""
    once = called(gathering(800), [800])
    assert once > 300
    assert called(gathering(800), [800] * 10) == once


def test_what_counts_is_the_size_a_group_has_reached_not_how_long_it_took():
    """Two days or one: as many thresholds lie below the size in the end."""
    assert called(gathering(0), [300, 600, 900]) == pytest.approx(called(gathering(0), [900]), rel=0.03)


def test_most_of_those_who_wait_never_walk():
    """However large a group, no more than the share of April 2019 join it: 300 of 2,000 whose trust was lost."""
    assert called(gathering(0), [100_000]) / 6000 == pytest.approx(300 / 2000, abs=0.005)


def test_nobody_answers_a_call_from_another_town():
    """People wait in one town, and the group gathers in the next."""
    band = gathering(900)
    band.waits_km = -30.0
    assert called(band, [900]) == 0
