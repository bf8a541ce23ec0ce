"""The programme as arrays: who may go where, what it gains, and which capacities it uses on which days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from posada.placement.admission import (
    lawful_places,
    must_groups,
    open_places,
    served_places,
    tied_pairs,
    willing_places,
)
from posada.placement.gates import gate
from posada.placement.occupancy import Offer, Stays, decisive_days, offers, period, stays
from posada.placement.scores import Merits, merits, score_terms
from posada.programme import Programme
from posada.programme.tables import Assignment, Floor, Household, Person, Place

Flags = NDArray[np.bool_]
Units = NDArray[np.int64]
Points = NDArray[np.float64]
Number = TypeVar("Number", np.int64, np.float64)

FLOOR_PRICE = 10.0
"""Points that each point short of a floor costs: it gives way only where nothing cheaper can."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What may be in use of an offer on one day, and the units that each case would use if placed there."""

    offer: Offer
    day: int
    amount: int
    units: Units

    @property
    def place(self) -> int:
        """The place that makes the offer."""
        return self.offer.place


@dataclass(frozen=True, slots=True)
class Minimum:
    """Units that a place asks to be used, and the units that each case would use if placed there."""

    place: int
    resource: int
    at_least: int
    units: Units


@dataclass(frozen=True, slots=True)
class Target:
    """A floor: a total score that a group must reach, and what each case at each place adds to it."""

    floor: Floor
    points: Points


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything the engine needs, in arrays; a case is a household, or several that must stay together.

    Households, cases and places are in the order of their ids. Of the matrices, those about households have a
    row for each household, those about cases a row for each case; all have a column for each place.
    """

    programme: Programme
    places: tuple[Place, ...]
    households: tuple[Household, ...]
    members: tuple[tuple[Person, ...], ...]
    known: Merits
    gates: tuple[str | None, ...]
    cases: tuple[tuple[int, ...], ...]
    case_of: Units
    people: Units
    scores: Points
    stay_bonus: Points
    stays: Stays
    offers: tuple[Offer, ...]
    is_open: Flags
    is_served: Flags
    is_lawful: Flags
    is_willing: Flags
    fits_alone: Flags
    admissible: Flags
    limits: tuple[Limit, ...]
    minimums: tuple[Minimum, ...]
    targets: tuple[Target, ...]
    friends: tuple[tuple[int, int, float], ...]
    apart: tuple[tuple[int, int], ...]
    case_people: Units
    case_values: Points

    @property
    def together(self) -> tuple[tuple[int, int, float], ...]:
        """The pairs of cases that would rather be at the same place, and the points that it is worth.

        `friends` also has the pairs within a case, whose points are part of its value.
        """
        return tuple(pair for pair in self.friends if pair[0] != pair[1])


def build(programme: Programme, *, keep: Sequence[Assignment] = ()) -> Problem:
    """The placement problem of a programme.

    `keep` holds the assignments of a published plan: each household that stays where it was published earns
    `settings.placement.move_cost`.
    """
    places = tuple(sorted(programme.places, key=lambda place: place.place_id))
    households = tuple(sorted(programme.households, key=lambda household: household.household_id))
    members_of = programme.members()
    members = tuple(members_of[household.household_id] for household in households)
    place_of = {place.place_id: index for index, place in enumerate(places)}
    household_of = {household.household_id: index for index, household in enumerate(households)}
    known = merits(programme, place_of)
    gates = tuple(gate(programme, *pair) for pair in zip(households, members, strict=True))
    cases = must_groups(programme.ties, household_of)
    case_of = np.zeros(len(households), dtype=np.int64)
    for case, group in enumerate(cases):
        case_of[list(group)] = case
    scores = np.array(
        [
            sum(score_terms(programme, household, persons, known).values())
            for household, persons in zip(households, members, strict=True)
        ]
    ).reshape(len(households), len(places))
    stay_bonus = np.zeros_like(scores)
    for row in keep:
        if row.household_id in household_of and row.place_id in place_of:
            stay_bonus[household_of[row.household_id], place_of[row.place_id]] = (
                programme.settings.placement.move_cost
            )
    bookings = stays(programme, places, [household.ready_on for household in households], members)
    offered = offers(programme, places)
    is_open = open_places(programme, places, bookings)
    is_served = served_places(bookings, offered, len(places))
    is_lawful = lawful_places(programme, households, places)
    is_willing = willing_places(programme, households, household_of, place_of, case_of)
    free = np.array([reason is None for reason in gates], dtype=bool).reshape(-1, 1)
    may_go = all_of_case(free & is_open & is_served & is_lawful & is_willing, case_of, len(cases))
    bounds = _limits(programme, offered, bookings, may_go, case_of, len(cases))
    fits_alone = _fitting(bounds, len(cases), len(places))
    admissible = may_go & fits_alone
    people = np.array([len(persons) for persons in members], dtype=np.int64)
    together = _together(programme, household_of, case_of)
    case_values = sum_of_case(scores + stay_bonus, case_of, len(cases))
    for one, other, points in together:
        if one == other:
            case_values[one] += points
    return Problem(
        programme=programme,
        places=places,
        households=households,
        members=members,
        known=known,
        gates=gates,
        cases=cases,
        case_of=case_of,
        people=people,
        scores=scores,
        stay_bonus=stay_bonus,
        stays=bookings,
        offers=offered,
        is_open=is_open,
        is_served=is_served,
        is_lawful=is_lawful,
        is_willing=is_willing,
        fits_alone=fits_alone,
        admissible=admissible,
        limits=bounds,
        minimums=_minimums(programme, place_of, bookings, case_of, len(cases)),
        targets=_targets(programme, households, members, scores, case_of, len(cases)),
        friends=together,
        apart=_apart(programme, household_of, case_of),
        case_people=sum_of_case(people, case_of, len(cases)),
        case_values=case_values,
    )


def sum_of_case(values: NDArray[Number], case_of: Units, cases: int) -> NDArray[Number]:
    """What the households of each case have together."""
    total: NDArray[Number] = np.zeros((cases, *values.shape[1:]), dtype=values.dtype)
    np.add.at(total, case_of, values)
    return total


def all_of_case(flags: Flags, case_of: Units, cases: int) -> Flags:
    """What holds for every household of each case."""
    every = np.ones((cases, *flags.shape[1:]), dtype=bool)
    np.logical_and.at(every, case_of, flags)
    return every


def _limits(
    programme: Programme,
    offered: Sequence[Offer],
    bookings: Stays,
    may_go: Flags,
    case_of: Units,
    cases: int,
) -> tuple[Limit, ...]:
    """The limits of every offer on its decisive days, for the cases that may go there."""
    found = []
    for offer in offered:
        goes = may_go[:, offer.place][case_of] & (bookings.units[:, offer.resource] > 0)
        stay_days = programme.resources[offer.resource].stay_days
        first_days = bookings.first_day[goes, offer.place].tolist()
        for day in decisive_days(offer, first_days, stay_days):
            units = sum_of_case(bookings.on_day(offer.place, offer.resource, day), case_of, cases)
            units[~may_go[:, offer.place]] = 0
            found.append(Limit(offer, day, int(offer.daily[day]), units))
    return tuple(found)


def _fitting(bounds: Sequence[Limit], cases: int, places: int) -> Flags:
    """Whether a case would fit into a place if it were alone there."""
    fits = np.ones((cases, places), dtype=bool)
    for limit in bounds:
        if limit.offer.hard:
            fits[:, limit.offer.place] &= limit.units <= limit.amount
    return fits


def _minimums(
    programme: Programme, place_of: Mapping[str, int], bookings: Stays, case_of: Units, cases: int
) -> tuple[Minimum, ...]:
    """The units that places ask to be used, counted over households who stay there in the row's period."""
    resource_of = {resource.resource_id: index for index, resource in enumerate(programme.resources)}
    found = []
    for row in programme.capacities:
        if row.at_least:
            place, resource = place_of[row.place_id], resource_of[row.resource_id]
            units = bookings.between(place, resource, *period(programme, row))
            found.append(Minimum(place, resource, row.at_least, sum_of_case(units, case_of, cases)))
    return tuple(found)


def _targets(
    programme: Programme,
    households: Sequence[Household],
    members: Sequence[Sequence[Person]],
    scores: Points,
    case_of: Units,
    cases: int,
) -> tuple[Target, ...]:
    """The floors, with the score that the households of each group bring to them."""
    found = []
    for floor in programme.floors:
        belongs = [
            _has(household, floor) or any(_has(person, floor) for person in persons)
            for household, persons in zip(households, members, strict=True)
        ]
        points = np.where(np.array(belongs, dtype=bool).reshape(-1, 1), scores, 0.0)
        found.append(Target(floor, sum_of_case(points, case_of, cases)))
    return tuple(found)


def _has(row: Household | Person, floor: Floor) -> bool:
    value = getattr(row, floor.group_column, None)
    return floor.group_value in value if isinstance(value, tuple) else value == floor.group_value


def _together(
    programme: Programme, household_of: Mapping[str, int], case_of: Units
) -> tuple[tuple[int, int, float], ...]:
    """The pairs of cases that would rather be at the same place, with the points that it is worth."""
    bonus: dict[tuple[int, int], float] = {}
    for (one, other), weight in tied_pairs(programme, household_of, "prefer").items():
        low, high = sorted((int(case_of[one]), int(case_of[other])))
        bonus[low, high] = bonus.get((low, high), 0.0) + weight
    return tuple((one, other, weight) for (one, other), weight in sorted(bonus.items()))


def _apart(
    programme: Programme, household_of: Mapping[str, int], case_of: Units
) -> tuple[tuple[int, int], ...]:
    """The pairs of cases that must not be at the same place."""
    pairs = {
        tuple(sorted((int(case_of[one]), int(case_of[other]))))
        for one, other in tied_pairs(programme, household_of, "apart")
        if case_of[one] != case_of[other]
    }
    return tuple(sorted((low, high) for low, high in pairs))
