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
    is_as_large_as,
    joins,
    leaves,
    merges,
    walks_on,
)
from posada.movement.caravans.deciding import Taken, boards, decides, gives_up_waiting, is_open
from posada.movement.caravans.door import Roads, checked_roads
from posada.movement.caravans.households import Counts, drawn_households, nobody, size_shares
from posada.movement.caravans.offering import (
    last_day,
    offer_to_make,
    seats_of,
    seen_before,
    waits_at_km,
    way_again,
)
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.pool import pool_at, waiting_place
from posada.movement.caravans.result import CaravanOutlook, outlook_of
from posada.movement.caravans.track import Track
from posada.movement.caravans.trust import Outcome, Trust, outcome_of, trust_before
from posada.programme.tables import Group, Location, Offer, Route, Sighting


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
    >>> outlook.formed_again_share > 0.5
    True
    """
    roads = checked_roads(locations, routes, groups, offers, sightings)
    outcome = outcome_of(delivered)
    if members < 1:
        raise ValueError(f"members must be at least 1, got {members}.")
    made = offer_to_make(roads, offer)
    tracks, taken = run(roads, made, outcome, np.random.default_rng(seed), members, parameters)
    return outlook_of(roads, tracks, made, taken, delivered=delivered, seed=seed, members=members)


@dataclass(slots=True)
class Promise:
    """The one offer of a run: how it is decided, who was taken away, who comes back and who waits for them."""

    offer: Offer
    outcome: Outcome
    seen: Sighting | None
    taken: Taken
    trust: Trust
    coming: Counts
    band: Band
    seats: Counts
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
    if offer is not None:
        world.promise = _promise(world, roads, offer, outcome)
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
    band = band_of(group.group_id, way, shares, group.children_share, sets_out, random, given)
    place = waiting_place(roads.locations, roads.routes, way)
    band.pool, band.waits_km = pool_at(place.location, members, shares, random), place.km
    return band


def _sets_out(world: World, band: Band, group: Group, on: dt.date) -> None:
    """Let a group set out on its day, with a number of people between the least and the most."""
    now = (band.sets_out == on.toordinal()) & ~band.out
    people = world.random.integers(group.people_lo, group.people_hi, len(now), endpoint=True)
    households = drawn_households(world.random, np.where(now, people, 0), band.size_shares)
    band.walking += households
    band.out |= now
    band.note("set_out", households)


def _promise(world: World, roads: Roads, offer: Offer, outcome: Outcome) -> Promise:
    """The offer of a run before anybody has decided; those who wait are one pool for both of its groups."""
    given, before = world.given, _band_of_offer(world, offer)
    members = len(before.km)
    way = way_again(roads, offer)
    never = np.full(members, dt.date.max.toordinal())
    band = band_of(
        f"{offer.group_id}-again", way, before.size_shares, before.children_share, never, world.random, given
    )
    place = waiting_place(roads.locations, roads.routes, way)
    same = place.location == waiting_place(roads.locations, roads.routes, before.way).location
    band.pool = before.pool if same else pool_at(place.location, members, before.size_shares, world.random)
    band.waits_km = place.km
    for each in world.bands:
        each.trust = trust_before(offer, roads.offers, each.group_id, given)
    heard = trust_before(offer, roads.offers, None, given)
    return Promise(
        offer=offer,
        outcome=outcome,
        seen=seen_before(roads, offer),
        taken=Taken.of_nobody(offer, members),
        trust=before.trust,
        coming=nobody(members),
        band=band,
        seats=seats_of(offer, members, world.random, given),
        pool_trust=heard.after(outcome.broken_share(given), given.pool_weight),
    )


def _band_of_offer(world: World, offer: Offer) -> Band:
    return next(row for row in world.bands if row.group_id == offer.group_id)


def _is_as_it_was_seen(world: World, band: Band, seen: Sighting | None) -> None:
    """Put a group where it was last seen when the offer came, as large as it was there, and let it go on.

    What comes of an offer is asked of the group to which it was made, not of one that the model has grown.
    """
    if seen is not None and seen.people_lo is not None and seen.people_hi is not None:
        is_as_large_as(world.random, band, seen.people_lo, seen.people_hi)
    if np.isfinite(band.not_past_km):
        band.km = np.where(band.out, band.not_past_km, band.km)
    band.not_past_km = np.inf


def _offers_and_takes_away(world: World, promise: Promise, on: dt.date) -> None:
    """Let the group decide on the day of the offer, board while it is open, and walk on after its deadline."""
    band = _band_of_offer(world, promise.offer)
    if on == promise.offer.made_on:
        _is_as_it_was_seen(world, band, promise.seen)
        promise.trust = band.trust
        decides(world.random, band, promise.taken, promise.trust, world.given)
    if is_open(promise.offer, on):
        boards(band, promise.taken, promise.seats)
    if on == promise.offer.deadline_on:
        gives_up_waiting(band)


def _come_back(world: World, promise: Promise, on: dt.date) -> None:
    """Let word of a promise not kept reach those taken away; some turn back, gather, and call on others."""
    share = promise.outcome.broken_share(world.given)
    after = promise.trust.after(share, world.given.word_weight)
    promise.coming += again.hears(world.random, promise.taken, after, share, world.given)
    promise.coming = again.gathers(world.random, promise.band, promise.coming, world.given)
    again.calls(world.random, promise.band, promise.pool_trust, share, world.given)
    again.sets_out_again(promise.band, world.given)
