"""An offer before it is made: whether anybody can decide it, the seats it has, and where people come back from."""

from __future__ import annotations

import datetime as dt

import numpy as np

from posada.movement.caravans.door import Roads
from posada.movement.caravans.households import Counts
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.way import Way, way_between
from posada.programme.mistakes import InputError, Mistake, did_you_mean
from posada.programme.tables import Group, Offer, Sighting
from posada.programme.tables.shapes import MOST

DAYS_AFTER_START = 30
"""Days for which a group is followed when nobody saw it later."""


def offer_to_make(roads: Roads, offer_id: str | None) -> Offer | None:
    """The offer that is made, None where none is; ValueError where there is none such."""
    if offer_id is None:
        return None
    known = {row.offer_id: row for row in roads.offers}
    if offer_id not in known:
        near = did_you_mean(offer_id, sorted(known))
        raise ValueError(f"offer must be an offer_id of offers.csv, got {offer_id!r}.{near}")
    offer = known[offer_id]
    if not can_be_decided(roads, offer):
        raise InputError([_why_undecided(roads, offer)])
    return offer


def _why_undecided(roads: Roads, offer: Offer) -> Mistake:
    """What keeps an offer from being decided, as a mistake of its row."""
    group, line = roads.group(offer.group_id), roads.offers.index(offer) + 2
    if group.after_group_id is not None:
        text = f"must be a group that sets out by itself, not after {group.after_group_id!r}, got {group.group_id!r}."
        return Mistake("offers.csv", line, "group_id", text)
    last = last_day(roads, group)
    text = f"must be {last} at the latest, the last day on which {group.group_id!r} is followed, got {offer.made_on}."
    return Mistake("offers.csv", line, "made_on", text)


def can_be_decided(roads: Roads, offer: Offer) -> bool:
    """Whether the group of an offer sets out by itself, and is still followed on the day it is made."""
    group = roads.group(offer.group_id)
    return group.after_group_id is None and offer.made_on <= last_day(roads, group)


def last_day(roads: Roads, group: Group) -> dt.date:
    """The last day for which a group is followed: ten days after anybody saw it or those who came after it."""
    ids = {group.group_id} | {row.group_id for row in roads.groups if row.after_group_id == group.group_id}
    seen = [row.on_hi for row in roads.sightings if row.group_id in ids]
    least = group.starts_on_hi + dt.timedelta(DAYS_AFTER_START)
    return max([least, *(on + dt.timedelta(10) for on in seen)])


def way_again(roads: Roads, offer: Offer) -> Way:
    """The way of those who come back: from the place farthest ahead of those they were brought to.

    Where all left the way, they come back to where the group had set out.
    """
    group = roads.group(offer.group_id)
    own = roads.ways[group.group_id]
    places = offer.brought_to_location_ids or (group.location_id,)
    ways = [way_between(roads.routes, place, own.location_ids[-1]) for place in places]
    return min(ways, key=lambda way: (way.km[-1], way.location_ids))


def seen_before(roads: Roads, offer: Offer) -> Sighting | None:
    """The last sighting of a group by the day on which it is made an offer; None where nobody had seen it."""
    way = roads.ways[offer.group_id]
    seen = [
        row
        for row in roads.sightings_of(offer.group_id)
        if row.on_lo <= offer.made_on and row.location_id in way.location_ids
    ]
    return seen[-1] if seen else None


def waits_at_km(roads: Roads, offer: Offer) -> float:
    """The kilometres to where the group was last seen when the offer was made; infinite if nobody says."""
    way, seen = roads.ways[offer.group_id], seen_before(roads, offer)
    return np.inf if seen is None else way.km[way.location_ids.index(seen.location_id)]


def seats_of(offer: Offer, members: int, random: np.random.Generator, given: CaravanParameters) -> Counts:
    """The people who can be taken away in a day, by member of the ensemble.

    Where buses are promised and nobody says how many seats they have, the number is unknown and stays so: each
    member draws one, as likely below as above the geometric middle of what reports allow. Without buses and
    without a number people go by themselves, and nothing holds them back.
    """
    if offer.seats_per_day is not None:
        return np.full(members, offer.seats_per_day, dtype=np.int64)
    if not offer.transport:
        return np.full(members, MOST, dtype=np.int64)
    drawn = np.exp(random.uniform(np.log(given.seats_lo), np.log(given.seats_hi), members))
    return np.rint(drawn).astype(np.int64)
