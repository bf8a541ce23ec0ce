"""What places can still receive: days on which they are open, people a day, hard capacities over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from posada.programme import Programme
from posada.programme.tables import Person, Place, Resource

ADULT_AGE = 18
SCHOOL_AGES = range(5, 18)
INFANT_AGES = range(2)


@dataclass(frozen=True, slots=True)
class Guests:
    """People who arrive together at a place, and the units that they need of each hard resource."""

    people: int
    units: tuple[int, ...]

    def __add__(self, others: Guests) -> Guests:
        units = tuple(one + other for one, other in zip(self.units, others.units, strict=True))
        return Guests(self.people + others.people, units)


class Reception:
    """The days of every place, filled as people arrive."""

    def __init__(self, programme: Programme) -> None:
        settings = programme.settings
        self._programme = programme
        self._starts_on = settings.starts_on
        self._days = (settings.ends_on - settings.starts_on).days + 1
        self._places = {place.place_id: place for place in programme.places}
        self.resources = tuple(row for row in programme.resources if row.hard)
        self._offered = self._read_offers()
        self._free = {key: list(amounts) for key, amounts in self._offered.items()}
        self._people: dict[tuple[str, dt.date], int] = {}
        self._answers: dict[tuple[str, dt.date, Guests], str | None] = {}

    def _read_offers(self) -> dict[tuple[str, int], list[int]]:
        """The units that each place offers of each hard resource, by day; nothing where there is no row."""
        index = {row.resource_id: number for number, row in enumerate(self.resources)}
        found = {
            (place_id, number): [0] * self._days for place_id in self._places for number in index.values()
        }
        for row in self._programme.capacities:
            if row.resource_id not in index:
                continue
            amounts = found[row.place_id, index[row.resource_id]]
            closes_on = self._places[row.place_id].closes_on or dt.date.max
            until_on = min(row.until_on or dt.date.max, closes_on)
            for day in range(self._day(row.from_on or dt.date.min), self._day(until_on) + 1):
                if 0 <= day < self._days:
                    amounts[day] += row.amount
        return found

    def _day(self, date: dt.date) -> int:
        """Days since the first day of the programme, kept within reach of it."""
        return max(-1, min((date - self._starts_on).days, self._days)) if date != dt.date.min else 0

    def guests(self, members: Sequence[Person], people: int) -> Guests:
        """What a household needs on arrival."""
        units = tuple(units_needed(self._programme, resource, members) for resource in self.resources)
        return Guests(people, units)

    def why_never(self, place_id: str, date: dt.date, guests: Guests) -> str | None:
        """What stops people from arriving at a place on a date even if nobody else came; None if nothing."""
        key = (place_id, date, guests)
        if key not in self._answers:
            place = self._places[place_id]
            self._answers[key] = (
                _closed(place, date, self._starts_on, self._programme.settings.ends_on)
                or self._over_daily_limit(place, guests.people)
                or self._over_capacity(place_id, date, guests, self._offered)
            )
        return self._answers[key]

    def why_not(self, place_id: str, date: dt.date, guests: Guests) -> str | None:
        """What stops people from arriving at a place on a date, next to those already expected."""
        return (
            self.why_never(place_id, date, guests)
            or self._over_daily_limit(
                self._places[place_id], guests.people + self._people.get((place_id, date), 0)
            )
            or self._over_capacity(place_id, date, guests, self._free)
        )

    def expect(self, place_id: str, date: dt.date, guests: Guests, *, sign: int = 1) -> None:
        """Keep room for people who arrive on a date; with `sign` -1, give it back."""
        self._people[place_id, date] = self._people.get((place_id, date), 0) + sign * guests.people
        for number, units in enumerate(guests.units):
            if units:
                free = self._free[place_id, number]
                for day in self._stay(number, date):
                    free[day] -= sign * units

    def _stay(self, number: int, date: dt.date) -> range:
        """The days of the programme on which people who arrive on a date occupy a resource."""
        first = self._day(date)
        stay_days = self.resources[number].stay_days
        return range(first, self._days if stay_days is None else min(self._days, first + stay_days))

    def _over_daily_limit(self, place: Place, people: int) -> str | None:
        limit = place.receives_people_per_day
        return None if limit is None or people <= limit else f"receives_people_per_day of {place.place_id}"

    def _over_capacity(
        self, place_id: str, date: dt.date, guests: Guests, left: dict[tuple[str, int], list[int]]
    ) -> str | None:
        for number, units in enumerate(guests.units):
            stay = self._stay(number, date)
            if units and min(left[place_id, number][stay.start : stay.stop], default=units) < units:
                return f"{self.resources[number].resource_id} at {place_id}"
        return None


def _closed(place: Place, date: dt.date, starts_on: dt.date, ends_on: dt.date) -> str | None:
    if date < max(starts_on, place.opens_on or starts_on):
        return f"opens_on of {place.place_id}"
    if date > ends_on:
        return "ends_on of the programme"
    return f"closes_on of {place.place_id}" if date > (place.closes_on or ends_on) else None


def units_needed(programme: Programme, resource: Resource, members: Sequence[Person]) -> int:
    """The units of a resource that a household needs; a birth year that is not known counts as no age."""
    ages = [age for person in members if (age := programme.age(person)) is not None]
    match resource.counts.partition(":"):
        case ("people", _, _):
            return len(members)
        case ("households", _, _):
            return 1
        case ("adults", _, _):
            return sum(age >= ADULT_AGE for age in ages)
        case ("school_children", _, _):
            return sum(age in SCHOOL_AGES for age in ages)
        case ("infants", _, _):
            return sum(age < INFANT_AGES.stop for age in ages)
        case ("need", _, code):
            return sum(code in person.specific_needs for person in members)
        case (_, _, code):
            return sum(code in person.languages for person in members)
