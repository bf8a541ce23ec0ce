"""What an answer is worth in points, counted from the tables alone for the check."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from posada.placement.check.facts import Case, amount_on, stay
from posada.programme.tables import Assignment, Floor, Household, Person, Place

FLOOR_PRICE = 10.0
"""Points that each point short of a floor costs, where a point of score counts one."""


@dataclass(frozen=True, slots=True)
class Merits:
    """What the score of a household at a place is made of, looked up once."""

    scores: Mapping[tuple[str, str], float]
    tied: Mapping[tuple[str, str], frozenset[str]]
    jobs: Mapping[str, frozenset[str]]
    served: Mapping[str, frozenset[str]]


def merits(case: Case) -> Merits:
    """The ties, openings and services of places, and the estimates of scores.csv."""
    programme = case.programme
    tied: dict[tuple[str, str], set[str]] = defaultdict(set)
    for tie in programme.ties:
        if tie.place_id is not None and tie.bond != "apart":
            tied[tie.household_id, tie.place_id].add(tie.kind)
    jobs: dict[str, set[str]] = defaultdict(set)
    for row in programme.vacancies:
        if row.openings > 0:
            jobs[row.place_id].add(row.occupation)
    served: dict[str, set[str]] = defaultdict(set)
    for resource in programme.resources:
        if resource.counts.startswith("need:"):
            for place_id in case.places:
                if any(row.amount > 0 for row in case.offered.get((place_id, resource.resource_id), ())):
                    served[place_id].add(resource.counts.removeprefix("need:"))
    return Merits(
        {(row.household_id, row.place_id): row.score for row in programme.scores},
        {key: frozenset(kinds) for key, kinds in tied.items()},
        {place_id: frozenset(found) for place_id, found in jobs.items()},
        {place_id: frozenset(found) for place_id, found in served.items()},
    )


def score_of(case: Case, known: Merits, household: Household, place: Place) -> float:
    """The score of a household at a place in points, by the stated weights or by scores.csv."""
    weights = case.programme.settings.score
    members = case.members.get(household.household_id, ())
    key = (household.household_id, place.place_id)
    points = weights.person_placed * len(members)
    if case.programme.scores:
        return points + known.scores.get(key, 0.0)
    for rank, wished in enumerate(dict.fromkeys(household.prefers_place_id)):
        if wished == place.place_id:
            points += weights.preference * 0.5**rank
    points += sum(float(getattr(weights, kind)) for kind in sorted(known.tied.get(key, ())))
    start = case.programme.settings.starts_on.year
    for person in members:
        points += weights.language * (not set(person.languages).isdisjoint(place.languages))
        if person.birth_year is not None and start - person.birth_year >= 18:
            points += weights.job * (person.occupation in known.jobs.get(place.place_id, ()))
        points += weights.service * sum(
            code in known.served.get(place.place_id, ()) for code in set(person.specific_needs)
        )
    return points


def total_points(case: Case) -> float:
    """What the rows of assignments.csv are worth together, all prices taken off."""
    return local_points(case) - floor_points(case, reached(case))


def local_points(case: Case) -> float:
    """The points of which each depends on one place alone: all but those for floors."""
    scores = sum(row.score for row in case.assignments)
    return scores + stay_points(case) + together_points(case) - overrun_points(case) - shortfall_points(case)


def stay_points(case: Case) -> float:
    """Points for households that stay where a published plan has them."""
    published = {(row.household_id, row.place_id) for row in case.keep}
    kept = sum((household_id, place_id) in published for household_id, place_id in case.at.items())
    return kept * case.programme.settings.placement.move_cost


def together_points(case: Case) -> float:
    """Points for pairs of households that would rather be together and are, each pair once."""
    points = 0.0
    for pair, worth in case.pairs.items():
        places = {case.at.get(name) for name in pair}
        if len(places) == 1 and None not in places:
            points += worth
    return points


def overrun_points(case: Case) -> float:
    """Points that soft resources cost: at each place, the price times the excess on its worst day."""
    points = 0.0
    for resource in case.programme.resources:
        if resource.hard or resource.overrun_price is None:
            continue
        for place_id, place in case.places.items():
            by_day = case.in_use.get((place_id, resource.resource_id), {})
            excess = [used - amount_on(case, place, resource, day) for day, used in by_day.items()]
            points += resource.overrun_price * max(0, *excess, 0)
    return points


def shortfall_points(case: Case) -> float:
    """Points that minimums cost: the price times the units short of each at_least.

    Units count for a row of capacities.csv if the household is there on at least one day of the row.
    """
    programme = case.programme
    settings = programme.settings
    short = 0
    for row in programme.capacities:
        if row.at_least is None:
            continue
        resource, place = case.resources[row.resource_id], case.places[row.place_id]
        used = 0
        for _, assigned in case.known:
            if assigned.place_id != row.place_id:
                continue
            first, last = stay(programme, case.households[assigned.household_id], place, resource)
            if first <= (row.until_on or settings.ends_on) and last >= (row.from_on or settings.starts_on):
                used += case.needs[assigned.household_id].get(row.resource_id, 0)
        short += max(0, row.at_least - used)
    return short * settings.placement.shortfall_price


def reached(case: Case) -> dict[str, float]:
    """The score that the placed households of each floor's group have together, by floor."""
    return {
        floor.floor_id: sum(row.score for _, row in case.known if belongs(case, row.household_id, floor))
        for floor in case.programme.floors
    }


def floor_points(case: Case, scores: Mapping[str, float]) -> float:
    """Points that floors cost: `FLOOR_PRICE` for each point that a group stays short of its floor."""
    return FLOOR_PRICE * sum(
        max(0.0, floor.at_least_score - scores[floor.floor_id]) for floor in case.programme.floors
    )


def belongs(case: Case, household_id: str, floor: Floor) -> bool:
    """Whether a household, or any of its members, has what makes the group of a floor."""
    holders: list[Household | Person] = [case.households[household_id], *case.members.get(household_id, ())]
    return any(_has(holder, floor.group_column, floor.group_value) for holder in holders)


def _has(holder: Household | Person, column: str, value: str) -> bool:
    held = getattr(holder, column, None)
    return value in held if isinstance(held, tuple) else held == value


def gain(case: Case, known: Merits, group: Sequence[str], place_id: str) -> float:
    """What an answer would be worth more if households that wait were at a place too."""
    place = case.places[place_id]
    there = [row for _, row in case.known if row.place_id == place_id]
    added = [
        Assignment(
            household_id=name,
            place_id=place_id,
            people=len(case.members[name]),
            score=score_of(case, known, case.households[name], place),
        )
        for name in group
    ]
    before = local_points(case.with_assignments(there))
    after = local_points(case.with_assignments([*there, *added]))
    now, more = reached(case), reached(case.with_assignments(added))
    then = {floor_id: score + more[floor_id] for floor_id, score in now.items()}
    return after - before + floor_points(case, now) - floor_points(case, then)
