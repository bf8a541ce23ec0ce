"""A programme as a year of arrivals: which households get ready in which batch, and since when they are known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.arriving.futures import Families
from posada.placement.occupancy import day_of, days_of
from posada.placement.problem import Problem, build
from posada.programme import Programme

Units = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The cases that the program may place, with the batch of each and the batch from which it is known."""

    families: Families
    capacity: Units
    apart: Units
    people: Units
    arrives: Units
    known_from: Units
    batches: int


def arrivals_of(programme: Programme, *, every_days: int) -> Arrivals:
    """The year of a programme, with a batch every so many days.

    >>> from posada.placement.__main__ import tiny_programme
    >>> year = arrivals_of(tiny_programme(), every_days=7)
    >>> year.arrives.tolist(), year.capacity.tolist(), year.batches
    ([0, 0, 0], [[3], [2]], 6)
    """
    problem = build(programme)
    may_go: Flags = np.asarray(problem.admissible.any(axis=1))
    ready, registered = _days(problem)
    last = days_of(programme) - 1
    row_of = np.cumsum(may_go) - 1
    apart = np.array(problem.apart, dtype=np.int64).reshape(-1, 2)
    return Arrivals(
        families=_families(problem).of(may_go),
        capacity=tightest_totals(problem),
        apart=row_of[apart[may_go[apart].all(axis=1)]].astype(np.int64),
        people=problem.case_people[may_go],
        arrives=np.minimum(ready, last)[may_go] // every_days,
        known_from=np.minimum(registered, last)[may_go] // every_days,
        batches=last // every_days + 1,
    )


def last_year_of(history: Programme, programme: Programme) -> Families:
    """The families of another year, with the places and resources of this one; a place that is new takes nobody.

    >>> from posada.placement.__main__ import tiny_programme
    >>> len(last_year_of(tiny_programme(), tiny_programme()))
    3
    """
    problem = build(history)
    families = _families(problem)
    places = sorted(place.place_id for place in programme.places)
    column_of = {place.place_id: column for column, place in enumerate(problem.places)}
    score = np.zeros((len(families), len(places)))
    allowed = np.zeros((len(families), len(places)), dtype=bool)
    for column, place_id in enumerate(places):
        if place_id in column_of:
            score[:, column] = families.score[:, column_of[place_id]]
            allowed[:, column] = families.allowed[:, column_of[place_id]]
    old = _hard_resources(history)
    need = np.zeros((len(families), len(_hard_resources(programme))), dtype=np.int64)
    for column, resource_id in enumerate(_hard_resources(programme)):
        if resource_id in old:
            need[:, column] = families.need[:, old.index(resource_id)]
    return Families.plain(score, need, allowed=allowed).of(np.asarray(allowed.any(axis=1)))


def tightest_totals(problem: Problem) -> Units:
    """What a place has of each resource that may not be overrun, on the day with the least (places × resources)."""
    hard = _hard_resources(problem.programme)
    column_of = {resource_id: column for column, resource_id in enumerate(hard)}
    resources = problem.programme.resources
    total = np.full((len(problem.places), len(hard)), -1, dtype=np.int64)
    for limit in problem.limits:
        if limit.offer.hard:
            cell = limit.place, column_of[resources[limit.offer.resource].resource_id]
            total[cell] = limit.amount if total[cell] < 0 else min(total[cell], limit.amount)
    return np.maximum(total, 0)


def _families(problem: Problem) -> Families:
    """The cases with their scores, what they need of resources that may not be overrun, and where they may go."""
    resources = problem.programme.resources
    hard = [index for index, resource in enumerate(resources) if resource.hard]
    need = np.zeros((len(problem.cases), len(hard)), dtype=np.int64)
    np.add.at(need, problem.case_of, problem.stays.units[:, hard])
    return Families.plain(problem.case_values, need, allowed=problem.admissible)


def _hard_resources(programme: Programme) -> list[str]:
    """The resources that may not be overrun, in their order."""
    return [resource.resource_id for resource in programme.resources if resource.hard]


def _days(problem: Problem) -> tuple[Units, Units]:
    """The day on which each case is ready and registered, from 0: that of its last household."""
    programme = problem.programme
    ready = np.zeros(len(problem.cases), dtype=np.int64)
    registered = np.zeros_like(ready)
    for case, household in zip(problem.case_of.tolist(), problem.households, strict=True):
        asked = max(0, day_of(programme, household.registered_on, otherwise=0))
        known = day_of(programme, household.ready_on, otherwise=asked)
        registered[case] = max(registered[case], asked)
        ready[case] = max(ready[case], known, asked)
    return ready, registered
