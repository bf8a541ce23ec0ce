"""Forming again: those who took an offer whose promise was not kept come back, and call those who wait."""

from __future__ import annotations

import numpy as np

from posada.movement.caravans.band import Band
from posada.movement.caravans.deciding import Taken
from posada.movement.caravans.households import Counts, drawn_from, nobody, people_in
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.trust import Trust


def hears(
    random: np.random.Generator,
    taken: Taken,
    trust: Trust,
    broken_share: float,
    given: CaravanParameters,
) -> Counts:
    """Those taken away who turn back: they still mean to go on, and trust neither the promise nor the next.

    Everybody taken away has heard then, and those who do not turn back are done with walking.
    """
    chance = given.resolve_share * broken_share * (1 - trust.mean)
    turned = drawn_from(random, taken.away, chance)
    taken.away = nobody(len(taken.away))
    return turned


def gathers(random: np.random.Generator, band: Band, coming: Counts, given: CaravanParameters) -> Counts:
    """Those still on their way to the place of gathering, after some have arrived today."""
    arrived = drawn_from(random, coming, given.gather_share)
    band.walking += arrived
    band.note("returned", arrived)
    return coming - arrived


def sets_out_again(band: Band, given: CaravanParameters) -> None:
    """Let a group set out once it is large enough and has all but stopped growing."""
    size = people_in(band.walking)
    fresh = band.flows["returned"] + band.flows["joined"] + band.flows["merged"]
    band.out |= (size >= given.least_people) & (fresh < given.grown_share * size)


def calls(
    random: np.random.Generator, band: Band, trust: Trust, broken_share: float, given: CaravanParameters
) -> None:
    """Let some of those who wait where the group gathers answer its call; nobody where that is not known.

    Each has a threshold of how many must be going before it dares to (Granovetter, American Journal of
    Sociology 83(6), 1978), and the threshold stays with it: a day brings those whose threshold the group has passed
    since the day before. Those who would walk at all are few, and fewer where the promiser is trusted.
    """
    if band.pool.waiting is None or band.waits_km != 0:
        return
    eager = given.eager_share * broken_share * (1 - trust.mean)
    before = np.zeros(len(band.km)) if band.pool.called is None else band.pool.called
    dares = np.maximum(before, 1 - np.exp(-people_in(band.walking) / given.threshold_people))
    dares = np.where(band.out, before, dares)
    chance = eager * (dares - before) / (1 - eager * before)
    joined = band.pool.joined_by(drawn_from(random, band.pool.waiting, chance))
    band.pool.called = dares
    band.walking += joined
    band.note("joined", joined)
