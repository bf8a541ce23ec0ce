"""What groups on the road do, day by day, for many members of an ensemble at once: the recipe of the room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from posada.movement.caravans import again
from posada.movement.caravans.band import (
    Band,
    band_of,
    falls_behind_or_catches_up,
    joins,
    leaves,
    merges,
    walks_on,
)
from posada.movement.caravans.deciding import Taken, boards, decides, gives_up_waiting, is_open
from posada.movement.caravans.door import Roads, checked_roads
from posada.movement.caravans.households import Counts, Reals, drawn_households, nobody, size_shares
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.result import CaravanOutlook, Track, outlook_of
from posada.movement.caravans.trust import Outcome, Trust, outcome_of
from posada.movement.caravans.way import Way, way_between
from posada.programme.mistakes import did_you_mean
from posada.programme.tables import Group, Location, Offer, Route, Sighting

DAYS_AFTER_START = 30
"""Days for which a group is followed when nobody saw it later."""


def simulate_caravans(
    locations: Sequence[Location],
    routes: Sequence[Route],
    groups: Sequence[Group],
    offers: Sequence[Offer] = (),
    sightings: Sequence[Sighting] = (),
    *,
    offer: str | None = None,
    delivered: str = "never",
    seed: int = 1,
    members: int = 200,
    parameters: CaravanParameters | None = None,
) -> CaravanOutlook:
    """Where groups of the past may have been and how many, day by day, had an offer been made and kept, or not.

    `offer` is the id of the one offer that is made (None: none is). `delivered` says what comes of its promise:
    ``kept``, ``late:DAYS`` or ``never``. Groups with an `after_group_id` are not set out by themselves: whether
    they form again is for the model to say, and their sightings are what it is measured by. It is for history and
    what-if; it must not be used to tell where people are now. Raises `InputError` for rows that do not fit and
    ValueError for an option that does not.

    >>> from posada.movement.caravans.example import example
    >>> outlook = simulate_caravans(*example(), offer="cards", delivered="never", members=20)
    >>> outlook.formed_again_share
    1.0
    """
    roads = checked_roads(locations, routes, groups, offers, sightings)
    outcome = outcome_of(delivered)
    if members < 1:
        raise ValueError(f"members must be at least 1, got {members}.")
    made = _offer_of(roads, offer)
    tracks, taken = run(roads, made, outcome, np.random.default_rng(seed), members, parameters)
    return outlook_of(roads, tracks, made, taken, delivered=delivered, seed=seed, members=members)


def _offer_of(roads: Roads, offer_id: str | None) -> Offer | None:
    if offer_id is None:
        return None
    known = {row.offer_id: row for row in roads.offers}
    if offer_id not in known:
        near = did_you_mean(offer_id, sorted(known))
        raise ValueError(f"offer must be an offer_id of offers.csv, got {offer_id!r}.{near}")
    return known[offer_id]


@dataclass(slots=True)
class Promise:
    """The one offer of a run: how it is decided, who was taken away, who comes back and who waits for them."""

    offer: Offer
    outcome: Outcome
    taken: Taken
    trust: Trust
    coming: Counts
    band: Band
    waiting: Counts
    pool_trust: Trust


@dataclass(slots=True)
class World:
    """Everything that changes from day to day."""

    random: np.random.Generator
    given: CaravanParameters
    bands: list[Band]
    tracks: dict[str, Track] = field(default_factory=dict)
    promise: Promise | None = None


def run(
    roads: Roads,
    offer: Offer | None,
    outcome: Outcome,
    random: np.random.Generator,
    members: int,
    parameters: CaravanParameters | None = None,
) -> tuple[dict[str, Track], Taken | None]:
    """The tracks of all groups by id, and what came of the offer."""
    given = parameters or CaravanParameters()
    leading = [group for group in roads.groups if group.after_group_id is None]
    bands = [_band(roads, group, members, random, given) for group in leading]
    world = World(random, given, bands)
    if offer is not None and any(group.group_id == offer.group_id for group in leading):
        world.promise = _promise(roads, offer, outcome, members, random, given)
        world.bands.append(world.promise.band)
        _band_of_offer(world, offer).not_past_km = waits_at_km(roads, offer)
    until = {group.group_id: last_day(roads, group) for group in leading}
    started = {group.group_id: group for group in leading}
    for band in world.bands:
        first = started[band.group_id].starts_on_lo if band.group_id in started else _again_from(world)
        world.tracks[band.group_id] = Track(band.group_id, band.way, first)
    for day in _days(leading, until):
        _one_day(world, day, started, until)
    return world.tracks, None if world.promise is None else world.promise.taken


def last_day(roads: Roads, group: Group) -> dt.date:
    """The last day for which a group is followed: ten days after anybody saw it or those who came after it."""
    ids = {group.group_id} | {row.group_id for row in roads.groups if row.after_group_id == group.group_id}
    seen = [row.on_hi for row in roads.sightings if row.group_id in ids]
    least = group.starts_on_hi + dt.timedelta(DAYS_AFTER_START)
    return max([least, *(on + dt.timedelta(10) for on in seen)])


def _days(groups: Sequence[Group], until: dict[str, dt.date]) -> list[dt.date]:
    """The days on which at least one group is followed, in order."""
    days: set[int] = set()
    for group in groups:
        days |= set(range(group.starts_on_lo.toordinal(), until[group.group_id].toordinal() + 1))
    return [dt.date.fromordinal(day) for day in sorted(days)]


def _one_day(world: World, on: dt.date, started: dict[str, Group], until: dict[str, dt.date]) -> None:
    """One day: set out, decide, walk, come and go, come back, meet, and note it all down."""
    today = [band for band in world.bands if _is_followed(world, band, on, started, until)]
    for band in today:
        band.forget_flows()
        if band.group_id in started:
            _sets_out(world, band, started[band.group_id], on)
    if world.promise is not None:
        _offers_and_takes_away(world, world.promise, on)
    for band in today:
        walks = walks_on(world.random, band, on, world.given)
        leaves(world.random, band, walks, world.given)
        falls_behind_or_catches_up(world.random, band, walks, world.given)
        joins(world.random, band, world.given)
    if world.promise is not None and world.promise.band in today:
        _come_back(world, world.promise, on)
    for at, band in enumerate(today):
        for other in today[:at]:
            merges(band, other)
    for band in today:
        world.tracks[band.group_id].note(on, band)


def _is_followed(
    world: World, band: Band, on: dt.date, started: dict[str, Group], until: dict[str, dt.date]
) -> bool:
    if band.group_id in started:
        return started[band.group_id].starts_on_lo <= on <= until[band.group_id]
    assert world.promise is not None
    return _again_from(world) <= on <= until[world.promise.offer.group_id]


def _again_from(world: World) -> dt.date:
    """The first day on which anybody can be back after the promise."""
    assert world.promise is not None
    return world.promise.offer.made_on + dt.timedelta(world.given.news_days)


def _band(
    roads: Roads, group: Group, members: int, random: np.random.Generator, given: CaravanParameters
) -> Band:
    shares = size_shares(group.alone_share, group.family_people)
    first, last = group.starts_on_lo.toordinal(), group.starts_on_hi.toordinal()
    sets_out = random.integers(first, last, members, endpoint=True)
    way = roads.ways[group.group_id]
    return band_of(group.group_id, way, shares, group.children_share, sets_out, random, given)


def _sets_out(world: World, band: Band, group: Group, on: dt.date) -> None:
    """Let a group set out on its day, with a number of people between the least and the most."""
    now = (band.sets_out == on.toordinal()) & ~band.out
    people = world.random.integers(group.people_lo, group.people_hi, len(now), endpoint=True)
    households = drawn_households(world.random, np.where(now, people, 0), band.size_shares)
    band.walking += households
    band.out |= now
    band.note("set_out", households)


def _promise(
    roads: Roads,
    offer: Offer,
    outcome: Outcome,
    members: int,
    random: np.random.Generator,
    given: CaravanParameters,
) -> Promise:
    group = roads.group(offer.group_id)
    way = way_again(roads, offer)
    shares: Reals = size_shares(group.alone_share, group.family_people)
    never = np.full(members, dt.date.max.toordinal())
    band = band_of(f"{group.group_id}-again", way, shares, group.children_share, never, random, given)
    place = next(row for row in roads.locations if row.location_id == way.location_ids[0])
    first = Trust(given.trust_kept, given.trust_broken)
    return Promise(
        offer=offer,
        outcome=outcome,
        taken=Taken.of_nobody(offer, members),
        trust=first,
        coming=nobody(members),
        band=band,
        waiting=again.who_waits(random, members, place.waiting_lo, place.waiting_hi, band),
        pool_trust=first.after(outcome.broken_share(given), given.pool_weight),
    )


def way_again(roads: Roads, offer: Offer) -> Way:
    """The way of those who come back: from the place farthest ahead of those they were brought to.

    Where all left the way, they come back to where the group had set out.
    """
    group = roads.group(offer.group_id)
    own = roads.ways[group.group_id]
    places = offer.brought_to_location_ids or (group.location_id,)
    ways = [way_between(roads.routes, place, own.location_ids[-1]) for place in places]
    return min(ways, key=lambda way: (way.km[-1], way.location_ids))


def waits_at_km(roads: Roads, offer: Offer) -> float:
    """The kilometres to where the group was last seen when the offer was made; infinite if nobody says."""
    way = roads.ways[offer.group_id]
    seen = [
        row.location_id
        for row in roads.sightings_of(offer.group_id)
        if row.on_lo <= offer.made_on and row.location_id in way.location_ids
    ]
    return way.km[way.location_ids.index(seen[-1])] if seen else np.inf


def _band_of_offer(world: World, offer: Offer) -> Band:
    return next(row for row in world.bands if row.group_id == offer.group_id)


def _is_where_it_was_seen(band: Band) -> None:
    """Put a group that is slow in the ensemble where it was when the offer came, and let it go on from there."""
    if np.isfinite(band.not_past_km):
        band.km = np.where(band.out, band.not_past_km, band.km)
    band.not_past_km = np.inf


def _offers_and_takes_away(world: World, promise: Promise, on: dt.date) -> None:
    """Let the group decide on the day of the offer, board while it is open, and walk on after its deadline."""
    band = _band_of_offer(world, promise.offer)
    if on == promise.offer.made_on:
        _is_where_it_was_seen(band)
        decides(world.random, band, promise.taken, promise.trust, world.given)
    if is_open(promise.offer, on):
        boards(band, promise.taken)
    if on == promise.offer.deadline_on:
        gives_up_waiting(band)


def _come_back(world: World, promise: Promise, on: dt.date) -> None:
    """Let word of a promise not kept reach those taken away; some turn back, gather, and call on others."""
    share = promise.outcome.broken_share(world.given)
    after = promise.trust.after(share, world.given.word_weight)
    promise.coming += again.hears(world.random, promise.taken, after, share, world.given)
    promise.coming = again.gathers(world.random, promise.band, promise.coming, world.given)
    promise.waiting = again.calls(
        world.random, promise.band, promise.waiting, promise.pool_trust, share, world.given
    )
    again.sets_out_again(promise.band, world.given)
