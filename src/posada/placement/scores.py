"""What a household gains at each place, term by term, so that a score can be added up and explained alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.programme import Programme
from posada.programme.tables import Household, Person, Tie

Points = NDArray[np.float64]
"""Points of one household, one entry for each place in the order of place_id."""

TERMS = (
    "person_placed",
    "estimate",
    "preference",
    "family",
    "friend",
    "job_offer",
    "language",
    "job",
    "service",
)
"""The terms of a score, in the order in which they are told."""

ADULT_AGE = 18


@dataclass(frozen=True, slots=True)
class Merits:
    """The sides of places that scores look at, ready to be looked up."""

    place_of: Mapping[str, int]
    speaks: Mapping[str, Points]
    hires: Mapping[str, Points]
    serves: Mapping[str, Points]
    ties: Mapping[str, Sequence[Tie]]
    estimates: Mapping[str, Sequence[tuple[int, float]]]
    has_estimates: bool


def merits(programme: Programme, place_of: Mapping[str, int]) -> Merits:
    """The languages, openings and services of every place, and the ties that point to places."""
    ties: dict[str, list[Tie]] = {}
    for tie in programme.ties:
        if tie.place_id in place_of and tie.bond != "apart":
            ties.setdefault(tie.household_id, []).append(tie)
    estimates: dict[str, list[tuple[int, float]]] = {}
    for row in programme.scores:
        if row.place_id in place_of:
            estimates.setdefault(row.household_id, []).append((place_of[row.place_id], row.score))
    need_of = {
        resource.resource_id: resource.counts.removeprefix("need:")
        for resource in programme.resources
        if resource.counts.startswith("need:")
    }
    return Merits(
        place_of=place_of,
        speaks=_marked(
            place_of, ((tongue, row.place_id) for row in programme.places for tongue in row.languages)
        ),
        hires=_marked(
            place_of, ((row.occupation, row.place_id) for row in programme.vacancies if row.openings > 0)
        ),
        serves=_marked(
            place_of,
            (
                (need_of[row.resource_id], row.place_id)
                for row in programme.capacities
                if row.resource_id in need_of and row.amount > 0
            ),
        ),
        ties=ties,
        estimates=estimates,
        has_estimates=bool(programme.scores),
    )


def score_terms(
    programme: Programme, household: Household, members: Sequence[Person], known: Merits
) -> dict[str, Points]:
    """The points of a household at every place, by term; their sum is its score.

    Outcome estimates (scores.csv) take the place of every stated weight but `person_placed`.
    """
    weights = programme.settings.score
    terms = {"person_placed": np.full(len(known.place_of), weights.person_placed * len(members))}
    if known.has_estimates:
        terms["estimate"] = _estimate(household, known)
        return terms
    terms["preference"] = weights.preference * _preference(household, known)
    for kind, weight in (
        ("family", weights.family),
        ("friend", weights.friend),
        ("job_offer", weights.job_offer),
    ):
        terms[kind] = weight * _tied(household, kind, known)
    terms["language"] = weights.language * _understood(members, known)
    terms["job"] = weights.job * _employable(programme, members, known)
    terms["service"] = weights.service * _served(members, known)
    return terms


def _marked(place_of: Mapping[str, int], pairs: Iterable[tuple[str, str]]) -> dict[str, Points]:
    """For each word, 1 at the places it is paired with and 0 elsewhere."""
    found: dict[str, Points] = {}
    for word, place_id in pairs:
        if place_id in place_of:
            found.setdefault(word, np.zeros(len(place_of)))[place_of[place_id]] = 1.0
    return found


def _estimate(household: Household, known: Merits) -> Points:
    """The outcome estimate from elsewhere; a pair that is not in scores.csv counts nothing."""
    points = np.zeros(len(known.place_of))
    for place, score in known.estimates.get(household.household_id, ()):
        points[place] = score
    return points


def _preference(household: Household, known: Merits) -> Points:
    """One at the place liked best, and half as much for each later wish."""
    points = np.zeros(len(known.place_of))
    for rank, place_id in enumerate(dict.fromkeys(household.prefers_place_id)):
        if place_id in known.place_of:
            points[known.place_of[place_id]] = 0.5**rank
    return points


def _tied(household: Household, kind: str, known: Merits) -> Points:
    """One at places where there are ties of that kind, however many."""
    points = np.zeros(len(known.place_of))
    for tie in known.ties.get(household.household_id, ()):
        if tie.kind == kind and tie.place_id is not None:
            points[known.place_of[tie.place_id]] = 1.0
    return points


def _understood(members: Sequence[Person], known: Merits) -> Points:
    """The members who share a language with the services of the place."""
    points = np.zeros(len(known.place_of))
    for person in members:
        spoken = [known.speaks[tongue] for tongue in person.languages if tongue in known.speaks]
        if spoken:
            points += np.max(spoken, axis=0)
    return points


def _employable(programme: Programme, members: Sequence[Person], known: Merits) -> Points:
    """The adults whose occupation has openings at the place."""
    points = np.zeros(len(known.place_of))
    for person in members:
        age = programme.age(person)
        if age is not None and age >= ADULT_AGE and (person.occupation or "") in known.hires:
            points += known.hires[person.occupation or ""]
    return points


def _served(members: Sequence[Person], known: Merits) -> Points:
    """The specific needs of members that a service of the place answers."""
    points = np.zeros(len(known.place_of))
    for person in members:
        for need in dict.fromkeys(person.specific_needs):
            if need in known.serves:
                points += known.serves[need]
    return points
