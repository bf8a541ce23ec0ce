"""What the caravan model answers: bands of size and place per day, arrivals, and how they lie to what was seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from posada.movement.caravans.deciding import Taken
from posada.movement.caravans.door import Roads
from posada.movement.caravans.households import Counts, Reals
from posada.movement.caravans.offering import seen_before
from posada.movement.caravans.track import MostBoarded, Track, most_boarded
from posada.movement.caravans.words import band_told, people_told, words_of
from posada.programme.tables import Arrival, GroupDay, GroupFlow, Offer, Sighting

QUANTILES = (0.1, 0.5, 0.9)
LEAST_GROUP = 20
"""Bands of fewer people than this are not told: a handful of families must not be found in a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaravanOutlook:
    """Bands per group and day, arrivals at towns, flows of people; it tells itself in a few lines.

    A band runs from the 10 % to the 90 % quantile of the ensemble, `mid` is the median. None where the group is
    too small to be told of, or has not come.
    """

    days: tuple[GroupDay, ...]
    arrivals: tuple[Arrival, ...]
    flows: tuple[GroupFlow, ...]
    offer_id: str | None
    delivered: str
    seed: int
    members: int
    accepted_share: float | None = None
    boarded: tuple[int, int, int] | None = None
    formed_again_share: float = 0.0
    formed_again: tuple[int, int, int] | None = None
    formed_again_on: dt.date | None = None
    formed_again_at: str = ""
    most_boarded: tuple[MostBoarded, ...] = ()
    given: Sighting | None = None
    given_on: dt.date | None = None
    """The last sighting before the offer, and the day of the offer, on which the group is put there."""

    def rows(self) -> dict[str, tuple[GroupDay, ...] | tuple[Arrival, ...] | tuple[GroupFlow, ...]]:
        """The answer as rows by table name."""
        return {"group_days": self.days, "arrivals": self.arrivals, "group_flows": self.flows}

    def day(self, group_id: str, on: dt.date) -> GroupDay:
        """One group on one day; KeyError if the group is not followed on that day."""
        for row in self.days:
            if (row.group_id, row.on) == (group_id, on):
                return row
        raise KeyError((group_id, on))

    def summary(self, lang: str = "en") -> str:
        """The answer in a few lines."""
        words = words_of(lang)
        groups = len({row.group_id for row in self.days if not row.group_id.endswith("-again")})
        lines = [words["groups"].format(groups=groups, members=f"{self.members:,}", seed=self.seed)]
        if self.offer_id is None or self.accepted_share is None or self.boarded is None:
            lines.append(words["no_offer"])
        else:
            lines.append(
                words["offer"].format(
                    offer=self.offer_id,
                    delivered=words[self.delivered.partition(":")[0]].format(
                        days=self.delivered.partition(":")[2]
                    ),
                    accepted=f"{100 * self.accepted_share:.0f}",
                    away=band_told(*self.boarded, words),
                )
            )
            lines.append(self._line_on_forming_again(words))
        lines.append(self._line_on_sightings(words))
        lines.append(words["not_for"])
        return "\n".join(lines)

    def _line_on_forming_again(self, words: dict[str, str]) -> str:
        if self.formed_again is None:
            return words["not_again"].format(share=f"{100 * self.formed_again_share:.0f}")
        low, middle, high = (people_told(number, words) for number in self.formed_again)
        return words["again"].format(
            share=f"{100 * self.formed_again_share:.0f}",
            at=self.formed_again_at,
            on=self.formed_again_on,
            low=low,
            middle=middle,
            high=high,
        )

    def _line_on_sightings(self, words: dict[str, str]) -> str:
        """How often the middle is right, of what there is to be right about."""
        counted = self.against_sightings()
        right = [words[f"seen_{what}"].format(**counted) for what in ("arrivals", "sizes") if counted[what]]
        return words["seen"].format(right=", ".join(right)) if right else words["unseen"]

    def against_sightings(self, group_ids: Collection[str] | None = None) -> dict[str, int]:
        """How many sightings the middle agrees with: days of arrival within one day, sizes within the bounds.

        Of the groups named, or of all. What is right only because the group was put there is not counted.
        """
        arrivals = [
            _is_near(row)
            for row in self.arrivals
            if _is_of(row.group_id, group_ids) and not self.arrival_was_given(row.group_id, row.location_id)
        ]
        sizes = [
            _is_inside(row)
            for row in self.days
            if _is_of(row.group_id, group_ids) and not self.size_was_given(row.group_id, row.on)
        ]
        near, inside = ([right for right in said if right is not None] for said in (arrivals, sizes))
        return {"near": sum(near), "arrivals": len(near), "inside": sum(inside), "sizes": len(inside)}

    def arrival_was_given(self, group_id: str, location_id: str) -> bool:
        """Whether a group was put at a location so early that every member arrives within a day of the sighting."""
        if self.given is None or self.given_on is None:
            return False
        put = (self.given.group_id, self.given.location_id) == (group_id, location_id)
        return put and self.given_on <= self.given.on_hi + dt.timedelta(1)

    def size_was_given(self, group_id: str, on: dt.date) -> bool:
        """Whether a group was made as large as it was seen on a day by that very day."""
        if self.given is None or self.given_on is None:
            return False
        return (self.given.group_id, self.given.on_lo) == (group_id, on) and self.given_on <= on


def _is_of(group_id: str, group_ids: Collection[str] | None) -> bool:
    return group_ids is None or group_id in group_ids


def _is_near(row: Arrival) -> bool | None:
    """Whether the middle arrives within a day of what sources have; None where they have nothing."""
    if row.seen_lo is None or row.seen_hi is None:
        return None
    day = dt.timedelta(1)
    return row.on_mid is not None and row.seen_lo - day <= row.on_mid <= row.seen_hi + day


def _is_inside(row: GroupDay) -> bool | None:
    """Whether the middle of a size lies within what sources have; None where they have nothing."""
    if row.seen_lo is None or row.seen_hi is None:
        return None
    return row.people_mid is not None and row.seen_lo <= row.people_mid <= row.seen_hi


def outlook_of(
    roads: Roads,
    tracks: dict[str, Track],
    offer: Offer | None,
    taken: Taken | None,
    *,
    delivered: str,
    seed: int,
    members: int,
) -> CaravanOutlook:
    """The bands, arrivals and flows of tracks, beside the sightings."""
    days: list[GroupDay] = []
    arrivals: list[Arrival] = []
    flows: list[GroupFlow] = []
    for group_id, track in tracks.items():
        seen = _seen(roads, group_id)
        days += _days(track, seen)
        arrivals += _arrivals(track, seen)
        flows += _flows(track)
    of_offer = {} if offer is None or taken is None else _of_offer(roads, tracks, offer, taken)
    return CaravanOutlook(
        days=tuple(days),
        arrivals=tuple(arrivals),
        flows=tuple(flows),
        offer_id=None if offer is None else offer.offer_id,
        delivered=delivered,
        seed=seed,
        members=members,
        most_boarded=tuple(row for track in tracks.values() for row in most_boarded(track)),
        given=None if offer is None else seen_before(roads, offer),
        given_on=None if offer is None else offer.made_on,
        **of_offer,  # type: ignore[arg-type]
    )


def _seen(roads: Roads, group_id: str) -> tuple[Sighting, ...]:
    """The sightings of a group; for one that formed again, of the groups said to have formed after it."""
    if not group_id.endswith("-again"):
        return roads.sightings_of(group_id)
    before = group_id.removesuffix("-again")
    after = [row.group_id for row in roads.groups if row.after_group_id == before]
    return tuple(row for name in after for row in roads.sightings_of(name))


def _band_of(values: Counts | Reals) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, QUANTILES)
    return float(low), float(middle), float(high)


def _days(track: Track, seen: Sequence[Sighting]) -> list[GroupDay]:
    rows = []
    sizes = {row.on_lo: row for row in seen if row.people_lo is not None and row.people_hi is not None}
    for at, (people, km) in enumerate(zip(track.people, track.km, strict=True)):
        on = track.first_on + dt.timedelta(at)
        size = [round(number) for number in _band_of(people)]
        low, middle, high = [number if number >= LEAST_GROUP else None for number in size]
        km_lo, km_mid, km_hi = (round(number, 1) for number in _band_of(km))
        rows.append(
            GroupDay(
                group_id=track.group_id,
                on=on,
                people_lo=low,
                people_mid=middle,
                people_hi=high,
                km_lo=km_lo,
                km_mid=km_mid,
                km_hi=km_hi,
                seen_lo=sizes[on].people_lo if on in sizes else None,
                seen_hi=sizes[on].people_hi if on in sizes else None,
            )
        )
    return rows


def _arrivals(track: Track, seen: Sequence[Sighting]) -> list[Arrival]:
    first = {row.location_id: row for row in reversed(seen)}
    rows: list[Arrival] = []
    if not track.people:
        return rows
    for location_id, km in list(zip(track.way.location_ids, track.way.km, strict=True))[1:]:
        days = track.arrivals(km)
        low, middle, high = (_day_of(days, share) for share in QUANTILES)
        rows.append(
            Arrival(
                group_id=track.group_id,
                location_id=location_id,
                on_lo=low,
                on_mid=middle,
                on_hi=high,
                arrives_share=float(np.isfinite(days).mean()),
                seen_lo=first[location_id].on_lo if location_id in first else None,
                seen_hi=first[location_id].on_hi if location_id in first else None,
            )
        )
    return rows


def _day_of(days: Reals, share: float) -> dt.date | None:
    """The day by which this share of the ensemble has arrived; None if less of it ever does."""
    day = np.sort(days)[max(int(np.ceil(share * len(days))) - 1, 0)]
    return dt.date.fromordinal(int(day)) if np.isfinite(day) else None


def _flows(track: Track) -> list[GroupFlow]:
    return [
        GroupFlow(
            group_id=track.group_id,
            on=track.first_on + dt.timedelta(at),
            people=float(people.mean()),
            **{name: float(counts.mean()) for name, counts in flows.items()},
        )
        for at, (people, flows) in enumerate(zip(track.people, track.flows, strict=True))
    ]


def _of_offer(roads: Roads, tracks: dict[str, Track], offer: Offer, taken: Taken) -> dict[str, object]:
    """The figures of an offer and of what formed again after it."""
    boarded = np.sum([flow["boarded"] for flow in tracks[offer.group_id].flows], axis=0)
    found: dict[str, object] = {
        "accepted_share": float(taken.accepted.mean()),
        "boarded": tuple(round(number) for number in _band_of(boarded)),
    }
    track = tracks[f"{offer.group_id}-again"]
    if not track.people:
        return found
    out = np.asarray(track.out)
    formed = out.any(axis=0)
    found["formed_again_share"] = float(formed.mean())
    if formed.mean() >= 0.5:
        first = out.argmax(axis=0)
        sizes = np.asarray(track.people)[first, np.arange(len(first))][formed]
        found["formed_again"] = tuple(round(number) for number in _band_of(sizes))
        found["formed_again_on"] = track.first_on + dt.timedelta(int(np.median(first[formed])))
        found["formed_again_at"] = roads.name_of(track.way.location_ids[0])
    return found
