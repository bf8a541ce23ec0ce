"""Honest validation: each caravan is foretold with parameters fitted to the others, beside trivial rules."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from posada.movement.caravans.door import Roads
from posada.movement.caravans.parameters import FITTED, CaravanParameters
from posada.movement.caravans.simulate import run
from posada.movement.caravans.track import Track
from posada.movement.caravans.trust import Outcome
from posada.programme.tables import Group, Sighting

DAY = dt.timedelta(1)
BASELINE_KM_PER_DAY = 20.0
WORST_DAYS = 4.0
WORST_RATIO = 1.5
"""Caps on what one observation can weigh: reports err too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """One observation and what was foretold of it: days from the reported days, or people against bounds.

    `days_off` is 0 inside the reported days and infinite where the group never arrives. `people` is the median.
    """

    group_id: str
    location_id: str
    days_off: float
    people: float | None = None
    people_lo: int | None = None
    people_hi: int | None = None
    band_lo: float | None = None
    band_hi: float | None = None

    @property
    def within_a_day(self) -> bool:
        """Whether the arrival was foretold within a day of the days reported."""
        return self.days_off <= 1

    @property
    def inside(self) -> bool | None:
        """Whether the median lies within the reported bounds; None where no bounds were reported."""
        if self.people is None or self.people_lo is None or self.people_hi is None:
            return None
        return self.people_lo <= self.people <= self.people_hi

    @property
    def overlaps(self) -> bool | None:
        """Whether the band from 10 % to 90 % and the reported bounds have a number in common."""
        if self.band_lo is None or self.band_hi is None or self.people_lo is None or self.people_hi is None:
            return None
        return self.band_lo <= self.people_hi and self.people_lo <= self.band_hi

    @property
    def loss(self) -> float:
        """How wrong it was, capped: days off, and how many times too large or too small."""
        days = min(self.days_off, WORST_DAYS) / WORST_DAYS
        if self.inside is None or self.inside:
            return days
        assert self.people is not None
        assert self.people_lo is not None
        assert self.people_hi is not None
        near = self.people_lo if self.people < self.people_lo else self.people_hi
        return days + min(abs(math.log(max(self.people, 1) / max(near, 1))), WORST_RATIO) / WORST_RATIO


def departures(roads: Roads, group: Group, *, leg_by_leg: bool) -> Iterator[tuple[Group, list[Sighting]]]:
    """The starts from which a caravan is foretold, each with the sightings to foretell.

    From the start of its way to all of them; or, leg by leg, from each sighting to the next only.
    """
    order = roads.ways[group.group_id].location_ids
    seen = [row for row in roads.sightings_of(group.group_id) if row.location_id != group.location_id]
    seen.sort(key=lambda row: (row.on_lo, order.index(row.location_id)))
    if not leg_by_leg:
        if seen:
            yield group, seen
        return
    here = group
    for row in seen:
        yield here, [row]
        known = row.people_lo is not None and row.people_hi is not None
        here = replace(
            here,
            starts_on_lo=row.on_lo + DAY,
            starts_on_hi=row.on_hi + DAY,
            location_id=row.location_id,
            people_lo=max(row.people_lo or 1, 1) if known else here.people_lo,
            people_hi=max(row.people_hi or 1, 1) if known else here.people_hi,
        )


def foretell(
    roads: Roads,
    group: Group,
    given: CaravanParameters,
    *,
    members: int,
    seed: int,
    leg_by_leg: bool = False,
) -> list[Foretold]:
    """What the model foretells of each sighting of a caravan, without any offer."""
    found = []
    for start, seen in departures(roads, group, leg_by_leg=leg_by_leg):
        way = roads.ways[group.group_id].starting_at(start.location_id)
        alone = replace(
            roads,
            groups=(replace(start, after_group_id=None),),
            offers=(),
            sightings=tuple(seen),
            ways={start.group_id: way},
        )
        tracks, _ = run(alone, None, Outcome(0), np.random.default_rng(seed), members, given)
        found += [_foretold(tracks[start.group_id], row) for row in seen]
    return found


def _foretold(track: Track, row: Sighting) -> Foretold:
    km = track.way.km[track.way.location_ids.index(row.location_id)]
    day = float(np.sort(track.arrivals(km))[(len(track.km[0]) - 1) // 2])
    people = track.people_on(row.on_hi)
    low, middle, high = (0.0, 0.0, 0.0) if people is None else np.quantile(people, (0.1, 0.5, 0.9))
    return Foretold(
        group_id=row.group_id,
        location_id=row.location_id,
        days_off=_days_off(day, row),
        people=float(middle),
        people_lo=row.people_lo,
        people_hi=row.people_hi,
        band_lo=float(low),
        band_hi=float(high),
    )


def _days_off(day: float, row: Sighting) -> float:
    return max(row.on_lo.toordinal() - day, day - row.on_hi.toordinal(), 0.0)


def foretell_trivially(roads: Roads, group: Group, *, leg_by_leg: bool = False) -> list[Foretold]:
    """What two trivial rules foretell: 20 km every day, and the size stays the middle of what set out."""
    found = []
    for start, seen in departures(roads, group, leg_by_leg=leg_by_leg):
        way = roads.ways[group.group_id].starting_at(start.location_id)
        first = (start.starts_on_lo.toordinal() + start.starts_on_hi.toordinal()) / 2
        for row in seen:
            km = way.km[way.location_ids.index(row.location_id)]
            found.append(
                Foretold(
                    group_id=row.group_id,
                    location_id=row.location_id,
                    days_off=_days_off(first + float(np.ceil(km / BASELINE_KM_PER_DAY)) - 1, row),
                    people=(start.people_lo + start.people_hi) / 2,
                    people_lo=row.people_lo,
                    people_hi=row.people_hi,
                )
            )
    return found


def candidates(number: int, *, seed: int) -> list[CaravanParameters]:
    """Parameters drawn evenly from the ranges in which they are fitted.

    The defaults are not among them: they were fitted to all caravans, and would tell of the one left out.
    """
    random = np.random.default_rng(seed)
    drawn = [{name: float(random.uniform(*bounds)) for name, bounds in FITTED.items()} for _ in range(number)]
    return [replace(CaravanParameters(), **values) for values in drawn]  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What was foretold of every caravan with parameters fitted to all the others, and what those were."""

    from_start: tuple[Foretold, ...]
    leg_by_leg: tuple[Foretold, ...]
    trivial_from_start: tuple[Foretold, ...]
    trivial_leg_by_leg: tuple[Foretold, ...]
    fitted_without: dict[str, CaravanParameters]

    def table(self) -> str:
        """The shares that were right, of the model and of the trivial rules, as lines of text.

        Sizes inside the bounds are judged by the median; the last column is kinder: the band touches the bounds.
        """
        lines = ["foretold                    arrival within a day   size inside bounds   band meets bounds"]
        for name, rows in (
            ("model, from the start", self.from_start),
            ("20 km a day, same size", self.trivial_from_start),
            ("model, leg by leg", self.leg_by_leg),
            ("20 km a day, leg by leg", self.trivial_leg_by_leg),
        ):
            lines.append(
                f"{name:26}  {_share([row.within_a_day for row in rows]):>20}"
                f"   {_share([row.inside for row in rows]):>18}"
                f"   {_share([row.overlaps for row in rows]):>17}"
            )
        return "\n".join(lines)


def _share(said: Sequence[bool | None]) -> str:
    known = [right for right in said if right is not None]
    return f"{sum(known)}/{len(known)} = {sum(known) / len(known):.0%}" if known else "-"


def leave_one_out(
    roads: Roads, *, tries: int = 150, members_fit: int = 30, members: int = 200, seed: int = 1
) -> Validation:
    """Every caravan foretold with the parameters that fit the others best, from the start and leg by leg.

    A caravan that formed again belongs to the one before it: both are left out together.
    """
    foretold_of = {group.group_id: group for group in roads.groups if _has_arrivals(roads, group)}
    tried = candidates(tries, seed=seed)
    losses = {
        group_id: np.array([_loss(roads, group, given, members_fit, seed) for given in tried])
        for group_id, group in foretold_of.items()
    }
    fitted = {}
    for group_id, group in foretold_of.items():
        family = {group_id, group.after_group_id} | {
            row.group_id for row in roads.groups if row.after_group_id == group_id
        }
        others = sum(loss for name, loss in losses.items() if name not in family)
        fitted[group_id] = tried[int(np.argmin(others))]
    return Validation(
        from_start=tuple(
            row
            for name, group in foretold_of.items()
            for row in foretell(roads, group, fitted[name], members=members, seed=seed)
        ),
        leg_by_leg=tuple(
            row
            for name, group in foretold_of.items()
            for row in foretell(roads, group, fitted[name], members=members, seed=seed, leg_by_leg=True)
        ),
        trivial_from_start=tuple(
            row for group in foretold_of.values() for row in foretell_trivially(roads, group)
        ),
        trivial_leg_by_leg=tuple(
            row for group in foretold_of.values() for row in foretell_trivially(roads, group, leg_by_leg=True)
        ),
        fitted_without=fitted,
    )


def _has_arrivals(roads: Roads, group: Group) -> bool:
    return any(row.location_id != group.location_id for row in roads.sightings_of(group.group_id))


def _loss(roads: Roads, group: Group, given: CaravanParameters, members: int, seed: int) -> float:
    return sum(row.loss for row in foretell(roads, group, given, members=members, seed=seed))
