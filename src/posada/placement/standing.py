"""A plan as it stands in its folder, corrected by hand or not, explained where it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posada.placement.explain import explain
from posada.placement.instance_of import UNITS_PER_POINT, instance_of
from posada.placement.ledger import worth
from posada.placement.optimiser import price
from posada.placement.optimiser.instance import WAITS
from posada.placement.pricing import pricing
from posada.placement.problem import Problem, build
from posada.programme import Programme
from posada.programme.tables import Assignment

Units = NDArray[np.int64]


def explain_household(
    programme: Programme, answers: Mapping[str, Iterable[Any]], household_id: str, *, lang: str = "en"
) -> str:
    """Why a household goes where `assignments` say, or why it waits, in a few lines of `lang` (en, es).

    LookupError if the programme has no such household.

    Examples
    --------
    >>> from posada.placement.__main__ import tiny_programme
    >>> from posada.programme.tables import Assignment
    >>> moved = (Assignment(household_id="H1", place_id="leon", people=2),)
    >>> told = explain_household(tiny_programme(), {"assignments": moved}, "H1")
    >>> print(told.splitlines()[0])
    H1: 2 people, to León.
    """
    problem = build(programme)
    place_of_case = standing(problem, tuple(answers.get("assignments", ())), asked=household_id)
    counted = instance_of(problem)
    relaxed = price(counted.instance)
    slack = max(0.0, relaxed.bound / UNITS_PER_POINT - worth(problem, place_of_case).total)
    told = pricing(counted, relaxed.multipliers, slack=slack)
    return explain(problem, place_of_case, told, household_id, lang=lang)


def standing(problem: Problem, assignments: Iterable[Assignment], *, asked: str) -> Units:
    """The place of each case in a plan typed by hand.

    Where households that must stay together have different places, the place of the one that is asked about
    counts, else that of the last by id. A place or a household that the programme does not have is left out.
    """
    place_of = {place.place_id: index for index, place in enumerate(problem.places)}
    case_of = {
        household.household_id: int(problem.case_of[index])
        for index, household in enumerate(problem.households)
    }
    place_of_case = np.full(len(problem.cases), WAITS, dtype=np.int64)
    for row in sorted(assignments, key=lambda row: (row.household_id == asked, row.household_id)):
        if row.household_id in case_of and row.place_id in place_of:
            place_of_case[case_of[row.household_id]] = place_of[row.place_id]
    return place_of_case
