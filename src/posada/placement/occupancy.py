"""Which units a household occupies on which days, and the few days on which a capacity can be exceeded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.programme import Programme
from posada.programme.tables import Capacity, Person, Place, Resource

Units = NDArray[np.int64]
Flags = NDArray[np.bool_]

ADULT_AGE = 18
SCHOOL_AGES = range(5, 18)
INFANT_AGES = range(2)


@dataclass(frozen=True, slots=True)
class Offer:
    """The units of a resource that a place offers, day by day from the first day of the programme."""

    place: int
    resource: int
    hard: bool
    overrun_price: float
    daily: Units


@dataclass(frozen=True, slots=True)
class Stays:
    """What every household occupies where: units of each resource, first and last day at each place."""

    units: Units
    first_day: Units
    last_day: Units

    def on_day(self, place: int, resource: int, day: int) -> Units:
        """The units of a resource that each household occupies on a day if it goes to the place."""
        there = (self.first_day[:, place] <= day) & (self.last_day[:, resource, place] >= day)
        return np.where(there, self.units[:, resource], 0)

    def between(self, place: int, resource: int, from_day: int, until_day: int) -> Units:
        """The units of a resource that each household occupies on at least one of the days."""
        there = (self.first_day[:, place] <= until_day) & (self.last_day[:, resource, place] >= from_day)
        return np.where(there, self.units[:, resource], 0)


def days_of(programme: Programme) -> int:
    """The days of the programme, first and last included."""
    return (programme.settings.ends_on - programme.settings.starts_on).days + 1


def day_of(programme: Programme, date: dt.date | None, *, otherwise: int) -> int:
    """A date as days after the first day of the programme."""
    return otherwise if date is None else (date - programme.settings.starts_on).days


def units_needed(programme: Programme, resource: Resource, members: Sequence[Person]) -> int:
    """The units of a resource that a household needs; a birth year that is not known counts as no age."""
    ages = [programme.age(person) for person in members]
    match resource.counts:
        case "people":
            return len(members)
        case "households":
            return 1
        case "adults":
            return sum(age is not None and age >= ADULT_AGE for age in ages)
        case "school_children":
            return sum(age in SCHOOL_AGES for age in ages)
        case "infants":
            return sum(age is not None and age < INFANT_AGES.stop for age in ages)
    kind, _, code = resource.counts.partition(":")
    if kind == "need":
        return sum(code in person.specific_needs for person in members)
    return sum(code in person.languages for person in members)


def stays(
    programme: Programme,
    places: Sequence[Place],
    ready_on: Sequence[dt.date | None],
    members: Sequence[Sequence[Person]],
) -> Stays:
    """The stays of households: from the first day each can arrive, for `stay_days`."""
    last = days_of(programme) - 1
    ready = np.array([max(0, day_of(programme, date, otherwise=0)) for date in ready_on], dtype=np.int64)
    opens = np.array([day_of(programme, place.opens_on, otherwise=0) for place in places], dtype=np.int64)
    first_day = np.maximum(ready.reshape(-1, 1), opens.reshape(1, -1))
    last_day = np.stack(
        [
            np.full_like(first_day, last)
            if resource.stay_days is None
            else np.minimum(first_day + resource.stay_days - 1, last)
            for resource in programme.resources
        ]
        or [np.full_like(first_day, last)],
        axis=1,
    )
    units = np.array(
        [
            [units_needed(programme, resource, persons) for resource in programme.resources]
            for persons in members
        ],
        dtype=np.int64,
    ).reshape(len(members), len(programme.resources))
    return Stays(units, first_day, last_day)


def offers(programme: Programme, places: Sequence[Place]) -> tuple[Offer, ...]:
    """What every place offers of every resource; rows that overlap add up, a day without one offers nothing.

    After a place has closed it offers nothing of a hard resource.
    """
    place_of = {place.place_id: index for index, place in enumerate(places)}
    resource_of = {resource.resource_id: index for index, resource in enumerate(programme.resources)}
    days = days_of(programme)
    daily: dict[tuple[int, int], Units] = {}
    for row in programme.capacities:
        key = (place_of[row.place_id], resource_of[row.resource_id])
        from_day, until_day = period(programme, row)
        daily.setdefault(key, np.zeros(days, dtype=np.int64))[from_day : until_day + 1] += row.amount
    found = []
    for (place, resource), amounts in sorted(daily.items()):
        kind = programme.resources[resource]
        if kind.hard and places[place].closes_on is not None:
            amounts[max(0, day_of(programme, places[place].closes_on, otherwise=0) + 1) :] = 0
        found.append(Offer(place, resource, kind.hard, kind.overrun_price or 0.0, amounts))
    return tuple(found)


def period(programme: Programme, row: Capacity) -> tuple[int, int]:
    """The first and last day of a capacity row within the programme; the last is before the first if none."""
    last = days_of(programme) - 1
    from_day = max(0, day_of(programme, row.from_on, otherwise=0))
    until_day = min(last, day_of(programme, row.until_on, otherwise=last))
    return from_day, max(until_day, -1)


def decisive_days(offer: Offer, first_days: Iterable[int], stay_days: int | None) -> tuple[int, ...]:
    """The days on which an offer can be exceeded first: if it holds on these, it holds on every day.

    The number in use rises only on a first day of a stay, and the amount falls only where a period ends; of
    two days on which the same households are there, or fewer, with no smaller amount, the weaker is left out.
    """
    starts = sorted(set(first_days))
    horizon = len(offer.daily)
    falls = (np.flatnonzero(np.diff(offer.daily) < 0) + 1).tolist()
    there: dict[tuple[int, int], int] = {}
    for day in sorted({*starts, *falls}):
        present = [
            index
            for index, start in enumerate(starts)
            if start <= day < (horizon if stay_days is None else min(start + stay_days, horizon))
        ]
        if present:
            window = (present[0], present[-1])
            if window not in there or offer.daily[day] < offer.daily[there[window]]:
                there[window] = day
    return tuple(
        day
        for (low, high), day in there.items()
        if not any(
            other != (low, high)
            and other[0] <= low
            and other[1] >= high
            and offer.daily[there[other]] <= offer.daily[day]
            for other in there
        )
    )
