"""A group on its way, for every member of the ensemble at once: where it is, who is in it, who comes and goes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np

from posada.movement.caravans.households import (
    Counts,
    Reals,
    drawn_from,
    drawn_households,
    nobody,
    people_in,
)
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.pool import Pool
from posada.movement.caravans.trust import Trust
from posada.movement.caravans.walking import (
    Days,
    Yes,
    days_of_halt,
    reach_today,
    rests_today,
    stop_for_the_night,
    town_of,
)
from posada.movement.caravans.way import Way

FLOWS = ("set_out", "joined", "left", "boarded", "returned", "merged")
"""The ways in which people come into a group or leave it; merged may be either."""


@dataclass(slots=True)
class Band:
    """The state of one group: households by size, kilometres made, days walked since the last rest.

    `behind` are stragglers and `willing` those who wait for a seat; both are still of the group. It does not walk
    past `not_past_km`: the town where it is known to have waited for an offer. Who joins comes out of `pool`, from
    people who wait at `waits_km` of its way. `trust` is in whoever makes the offer of the run.
    """

    group_id: str
    way: Way
    size_shares: Reals
    children_share: float
    sets_out: Days
    pace: Reals
    km: Reals
    walking: Counts
    behind: Counts
    willing: Counts
    walked_days: Days
    halt_left: Days
    out: Yes
    trust: Trust
    not_past_km: float = np.inf
    pool: Pool = field(default_factory=Pool)
    waits_km: float = 0.0
    flows: dict[str, Counts] = field(default_factory=dict)

    @property
    def people(self) -> Counts:
        """The people of the group, stragglers and those who wait for a seat among them."""
        return people_in(self.walking + self.behind + self.willing)

    def forget_flows(self) -> None:
        """Begin a day: nobody has come or gone yet."""
        self.flows = {name: np.zeros(len(self.km), dtype=np.int64) for name in FLOWS}

    def note(self, flow: str, households: Counts) -> None:
        """Count households that came or went by a flow."""
        self.flows[flow] += people_in(households)


def band_of(
    group_id: str,
    way: Way,
    size_shares: Reals,
    children_share: float,
    sets_out: Days,
    random: np.random.Generator,
    given: CaravanParameters,
) -> Band:
    """A group of nobody yet, at the start of its way."""
    members = len(sets_out)
    zeros = np.zeros(members, dtype=np.int64)
    return Band(
        group_id=group_id,
        way=way,
        size_shares=size_shares,
        children_share=children_share,
        sets_out=sets_out,
        pace=np.exp(random.normal(0, given.pace_spread, members)),
        km=np.zeros(members),
        walking=nobody(members),
        behind=nobody(members),
        willing=nobody(members),
        walked_days=zeros.copy(),
        halt_left=zeros.copy(),
        out=np.zeros(members, dtype=bool),
        trust=Trust(given.trust_kept, given.trust_broken),
    )


def walks_on(random: np.random.Generator, band: Band, on: dt.date, given: CaravanParameters) -> Yes:
    """Who has walked today, after the group has rested, halted, waited for buses, or gone to the next town."""
    members = len(band.km)
    begins = days_of_halt(random, members, given)
    band.halt_left = np.where(band.halt_left > 0, band.halt_left - 1, np.where(band.out, begins, 0))
    rests = rests_today(random, band.walked_days, given)
    waits = band.willing.any(axis=1) | (band.halt_left > 0) | (band.km >= band.not_past_km)
    walks = band.out & ~rests & ~waits & band.walking.any(axis=1)
    reach = reach_today(random, on, band.pace, band.children_share, given)
    stops = np.minimum(stop_for_the_night(band.way, band.km, reach), band.not_past_km)
    band.km = np.where(walks, stops, band.km)
    band.walked_days = np.where(walks, band.walked_days + 1, 0)
    return walks


def falls_behind_or_catches_up(
    random: np.random.Generator, band: Band, walks: Yes, given: CaravanParameters
) -> None:
    """Let stragglers catch up, all of them where the group rested, and others fall behind where it walked."""
    back = drawn_from(random, band.behind, np.where(walks, given.catch_up_share, 1.0))
    lost = drawn_from(random, band.walking, np.where(walks, given.straggle_share, 0.0))
    band.behind += lost - back
    band.walking += back - lost


def leaves(random: np.random.Generator, band: Band, walks: Yes, given: CaravanParameters) -> None:
    """Let households leave that had enough of a day of walking, from the middle as from behind."""
    share = np.where(walks, given.leave_share, 0.0)
    for part in (band.walking, band.behind):
        gone = drawn_from(random, part, share)
        part -= gone
        band.note("left", gone)


def joins(random: np.random.Generator, band: Band, given: CaravanParameters) -> None:
    """Let households join, the more the larger the group is and the nearer to where people wait.

    They come out of those who wait; where it is not known how many do, nothing but the share holds them back. Nobody
    joins a group at the end of its way: how long it stays there is not known.
    """
    away_km = np.abs(band.km - band.waits_km)
    on_the_way = band.out & (band.km < band.way.km[-1])
    share = np.where(on_the_way, given.join_share * np.exp(-away_km / given.join_km), 0.0)
    mean = band.walking.sum(axis=1) * share
    new = band.pool.joined_by(random.poisson(mean[:, None] * band.size_shares))
    band.walking += new
    band.note("joined", new)


def is_as_large_as(random: np.random.Generator, band: Band, low: int, high: int) -> None:
    """Make a group as large as it was seen, between the least and the most, in each member.

    Who was missing has joined, wherever from, and who was too many has left: neither was reported on its own.
    """
    wanted = np.where(band.out, random.integers(low, high, len(band.km), endpoint=True), 0)
    missing = np.where(band.out, np.maximum(wanted - band.people, 0), 0)
    new = drawn_households(random, missing, band.size_shares)
    too_many = np.where(band.out, 1 - wanted / np.maximum(band.people, 1), 0.0)
    for part in (band.walking, band.behind):
        gone = drawn_from(random, part, too_many)
        part -= gone
        band.note("left", gone)
    band.walking += new
    band.note("joined", new)


def merges(into: Band, other: Band) -> None:
    """Let groups that spend the night in the same town go on as one, whole households, trust and all.

    Nobody meets at the end of a way: how long a group that has arrived stays there is not known.
    """
    here, there = town_of(into.way, into.km), town_of(other.way, other.km)
    names = np.array([*into.way.location_ids, "?"]), np.array([*other.way.location_ids, "!"])
    meet = (names[0][here] == names[1][there]) & other.out & ~other.willing.any(axis=1)
    meet &= into.walking.any(axis=1) & other.walking.any(axis=1)
    meet &= (into.km < into.way.km[-1]) & (other.km < other.way.km[-1])
    moved = np.where(meet[:, None], other.walking + other.behind, 0)
    into.trust = into.trust.mixed_with(other.trust, into.people, people_in(moved))
    into.walking += moved
    other.walking = np.where(meet[:, None], 0, other.walking)
    other.behind = np.where(meet[:, None], 0, other.behind)
    into.flows["merged"] += people_in(moved)
    other.flows["merged"] -= people_in(moved)
