"""An offer to a group: the assembly decides first, then each household, and no more board than there are seats."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from posada.movement.caravans.band import Band
from posada.movement.caravans.households import SIZES, Counts, Reals, drawn_from, nobody
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.trust import Trust
from posada.movement.caravans.walking import Yes
from posada.programme.tables import Offer


@dataclass(slots=True)
class Taken:
    """What came of an offer: whether the assembly took it, and the households that were taken away."""

    offer: Offer
    accepted: Yes
    away: Counts

    @classmethod
    def of_nobody(cls, offer: Offer, members: int) -> Taken:
        """An offer on which nobody has decided yet."""
        return cls(offer, np.zeros(members, dtype=bool), nobody(members))


def wish_to_accept(offer: Offer, trust: Trust, km: Reals, given: CaravanParameters) -> Reals:
    """The logit with which a household would take an offer: its worth times trust, against walking on."""
    worth = given.value_document * bool(offer.document) + given.value_transport * offer.transport
    return np.asarray(worth * trust.mean - (given.value_going_on - given.tired_by_km * km))


def assembly_accepts(random: np.random.Generator, band: Band, wish: Reals, given: CaravanParameters) -> Yes:
    """Whether the assembly takes the offer by a show of hands, which strays a little from what people want."""
    hands = 1 / (1 + np.exp(-wish)) + random.normal(0, given.assembly_spread, len(wish))
    return (hands > 0.5) & band.out & band.walking.any(axis=1)


def decides(
    random: np.random.Generator, band: Band, taken: Taken, trust: Trust, given: CaravanParameters
) -> None:
    """Let the assembly decide, then each household for itself, at a cost where it goes against the assembly."""
    wish = wish_to_accept(taken.offer, trust, band.km, given)
    taken.accepted = assembly_accepts(random, band, wish, given)
    wish = np.where(taken.accepted, wish, wish - given.stigma)
    chance = np.where(band.out, 1 / (1 + np.exp(-wish)), 0.0)
    willing = drawn_from(random, band.walking, chance)
    band.walking -= willing
    band.willing += willing


def boards(band: Band, taken: Taken, seats: Counts) -> None:
    """Let the willing board while whole households fit into the seats of the day, the largest families first."""
    boarded = _first_that_fit(band.willing, seats)
    band.willing -= boarded
    taken.away += boarded
    band.note("boarded", boarded)


def _first_that_fit(willing: Counts, seats: Counts) -> Counts:
    boarded = np.zeros_like(willing)
    left = seats.copy()
    for size in reversed(range(len(SIZES))):
        boarded[:, size] = np.minimum(willing[:, size], left // SIZES[size])
        left -= boarded[:, size] * SIZES[size]
    return boarded


def gives_up_waiting(band: Band) -> None:
    """Let those who found no seat until the deadline walk on with the others."""
    band.walking += band.willing
    band.willing = np.zeros_like(band.willing)


def is_open(offer: Offer, on: dt.date) -> bool:
    """Whether an offer can be taken on a day."""
    return offer.made_on <= on <= offer.deadline_on
