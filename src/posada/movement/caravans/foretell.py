"""What the model, and two rules that need none, foretell of the sightings of a caravan."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from posada.movement.caravans.door import Roads
from posada.movement.caravans.households import Counts, Reals
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.simulate import run
from posada.movement.caravans.trust import Outcome
from posada.programme.tables import Group, Sighting

DAY = dt.timedelta(1)
BASELINE_KM_PER_DAY = 20.0
WORST_DAYS = 4.0
WORST_RATIO = 1.5
"""Caps on what one observation can weigh: reports err too."""
BAND = (0.05, 0.5, 0.95)
"""The band that holds 90 % of the ensemble, and its middle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """One observation and what was foretold of it: days from the reported days, or people against bounds.

    `on_lo` is the first of the reported days.
    `days_off` is of the middle of the ensemble: 0 inside the reported days and infinite where it never arrives.
    `band_days_off` is of the nearer end of the band that holds 90 % of it: 0 where the band has one of the reported
    days. `people` is the middle, `band_lo` and `band_hi` are the same band of sizes. A rule without a model has all
    sizes reported of the start as its band, and none of days.
    """

    group_id: str
    location_id: str
    on_lo: dt.date
    days_off: float
    band_days_off: float | None = None
    people: float | None = None
    people_lo: int | None = None
    people_hi: int | None = None
    band_lo: float | None = None
    band_hi: float | None = None

    @property
    def within_a_day(self) -> bool:
        """Whether the middle arrives within a day of the days reported."""
        return self.days_off <= 1

    @property
    def day_in_band(self) -> bool | None:
        """Whether the band of arrivals has one of the reported days."""
        return None if self.band_days_off is None else self.band_days_off == 0

    @property
    def inside(self) -> bool | None:
        """Whether the middle lies within the reported bounds; None where no bounds were reported."""
        if self.people is None or self.people_lo is None or self.people_hi is None:
            return None
        return self.people_lo <= self.people <= self.people_hi

    @property
    def overlaps(self) -> bool | None:
        """Whether the band of sizes and the reported bounds have a number in common."""
        if self.band_lo is None or self.band_hi is None or self.people_lo is None or self.people_hi is None:
            return None
        return self.band_lo <= self.people_hi and self.people_lo <= self.band_hi

    @property
    def loss(self) -> float:
        """How wrong the middle was, capped: days off, and how many times too large or too small."""
        days = min(self.days_off, WORST_DAYS) / WORST_DAYS
        if self.inside is None or self.inside:
            return days
        assert self.people is not None
        assert self.people_lo is not None
        assert self.people_hi is not None
        near = self.people_lo if self.people < self.people_lo else self.people_hi
        return days + min(abs(math.log(max(self.people, 1) / max(near, 1))), WORST_RATIO) / WORST_RATIO


def days_seen(roads: Roads, group: Group) -> list[list[Sighting]]:
    """The sightings of a caravan after it set out, by day and in the order of its way.

    What was reported of one day is foretold together: none of it was known when the other happened.
    """
    order = roads.ways[group.group_id].location_ids
    seen = [row for row in roads.sightings_of(group.group_id) if row.location_id != group.location_id]
    seen.sort(key=lambda row: (row.on_lo, order.index(row.location_id)))
    return [list(rows) for _, rows in itertools.groupby(seen, key=lambda row: row.on_lo)]


def departure_from(here: Group, rows: Sequence[Sighting], unsaid: tuple[int, int]) -> Group:
    """The group as it goes on from where it was seen, on the day after, with its size as reported there.

    Where nobody said how many it was, with the size that is given.
    """
    sizes = [(row.people_lo, row.people_hi) for row in rows]
    said = [(low, high) for low, high in sizes if low is not None and high is not None]
    low, high = said[-1] if said else unsaid
    return replace(
        here,
        starts_on_lo=rows[-1].on_lo + DAY,
        starts_on_hi=rows[-1].on_hi + DAY,
        location_id=rows[-1].location_id,
        people_lo=max(low, 1),
        people_hi=max(high, 1),
    )


Forecast = tuple[list[Foretold], tuple[int, int]]
"""What was foretold of the sightings of a departure, and the size on the day of the last of them."""


def _in_order(
    roads: Roads, group: Group, foretold: Callable[[Group, list[Sighting]], Forecast], *, leg_by_leg: bool
) -> Iterator[Foretold]:
    """Foretell every sighting from the start; or, leg by leg, those of each day from the last seen before it."""
    days = days_seen(roads, group)
    if not leg_by_leg:
        yield from foretold(group, [row for rows in days for row in rows])[0] if days else ()
        return
    here = group
    for rows in days:
        found, size = foretold(here, rows)
        yield from found
        here = departure_from(here, rows, size)


def foretell(
    roads: Roads,
    group: Group,
    tried: Sequence[CaravanParameters],
    *,
    members: int,
    seed: int,
    leg_by_leg: bool = False,
) -> list[Foretold]:
    """What the model foretells of each sighting of a caravan, without any offer.

    Each of the parameters has an equal part of the ensemble, so that what is uncertain in them is in the bands.
    """

    def foretold(start: Group, seen: list[Sighting]) -> Forecast:
        drawn = _drawn(roads, start, seen, tried, members=members, seed=seed)
        low, _, high = np.quantile(drawn[-1][1], BAND)
        return [_foretold(*each, row) for each, row in zip(drawn, seen, strict=True)], (int(low), int(high))

    return list(_in_order(roads, group, foretold, leg_by_leg=leg_by_leg))


def _drawn(
    roads: Roads,
    start: Group,
    seen: Sequence[Sighting],
    tried: Sequence[CaravanParameters],
    *,
    members: int,
    seed: int,
) -> list[tuple[Reals, Counts]]:
    """For each sighting the days of arrival and the people on its last day, over all parameters and members."""
    way = roads.ways[start.group_id].starting_at(start.location_id)
    group = replace(start, after_group_id=None)
    alone = replace(roads, groups=(group,), offers=(), sightings=tuple(seen), ways={start.group_id: way})
    each = math.ceil(members / len(tried))
    arrivals: list[list[Reals]] = [[] for _ in seen]
    people: list[list[Counts]] = [[] for _ in seen]
    for number, given in enumerate(tried):
        tracks, _ = run(alone, None, Outcome(0), np.random.default_rng([seed, number]), each, given)
        track = tracks[start.group_id]
        for at, row in enumerate(seen):
            size = track.people_on(row.on_hi)
            arrivals[at].append(track.arrivals(way.km[way.location_ids.index(row.location_id)]))
            people[at].append(np.zeros(each, dtype=np.int64) if size is None else size)
    return [
        (np.concatenate(days), np.concatenate(sizes)) for days, sizes in zip(arrivals, people, strict=True)
    ]


def _foretold(arrivals: Reals, people: Counts, row: Sighting) -> Foretold:
    ordered = np.sort(arrivals)
    first, middle, last = (float(ordered[int((len(ordered) - 1) * share)]) for share in BAND)
    low, size, high = (float(number) for number in np.quantile(people, BAND))
    ahead, behind = first - row.on_hi.toordinal(), row.on_lo.toordinal() - last
    return Foretold(
        group_id=row.group_id,
        location_id=row.location_id,
        on_lo=row.on_lo,
        days_off=_days_off(middle, row),
        band_days_off=max(ahead, behind, 0.0),
        people=size,
        people_lo=row.people_lo,
        people_hi=row.people_hi,
        band_lo=low,
        band_hi=high,
    )


def _days_off(day: float, row: Sighting) -> float:
    return max(row.on_lo.toordinal() - day, day - row.on_hi.toordinal(), 0.0)


def foretell_trivially(roads: Roads, group: Group, *, leg_by_leg: bool = False) -> list[Foretold]:
    """What two trivial rules foretell: 20 km every day, and the size stays the middle of what set out."""

    def foretold(start: Group, seen: list[Sighting]) -> Forecast:
        way = roads.ways[group.group_id].starting_at(start.location_id)
        first = (start.starts_on_lo.toordinal() + start.starts_on_hi.toordinal()) / 2
        found = []
        for row in seen:
            km = way.km[way.location_ids.index(row.location_id)]
            found.append(
                Foretold(
                    group_id=row.group_id,
                    location_id=row.location_id,
                    on_lo=row.on_lo,
                    days_off=_days_off(first + math.ceil(km / BASELINE_KM_PER_DAY) - 1, row),
                    people=(start.people_lo + start.people_hi) / 2,
                    people_lo=row.people_lo,
                    people_hi=row.people_hi,
                    band_lo=start.people_lo,
                    band_hi=start.people_hi,
                )
            )
        return found, (start.people_lo, start.people_hi)

    return list(_in_order(roads, group, foretold, leg_by_leg=leg_by_leg))
