"""Why a case waits: the first of the reasons, in their fixed order, that is true of it, and what blocks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.gates import GATES, law
from posada.placement.ledger import Ledger
from posada.placement.problem import Problem, all_of_case

Units = NDArray[np.int64]
Points = NDArray[np.float64]
Flags = NDArray[np.bool_]

KEPT_APART = "somebody to be kept apart from"
"""What blocks where only such ties do: the places are not named, for they would say where that somebody is."""
BLOCKS_TOLD = 3
"""The blocks that a row of waiting.csv names at most, dearest first."""


@dataclass(frozen=True, slots=True)
class CaseFlags:
    """What holds at each place for all households of each case, one rule of admission each."""

    is_open: Flags
    is_served: Flags
    is_lawful: Flags
    is_willing: Flags


def case_flags(problem: Problem) -> CaseFlags:
    """The rules of admission, by case."""
    return CaseFlags(
        *(
            all_of_case(flags, problem.case_of, len(problem.cases))
            for flags in (problem.is_open, problem.is_served, problem.is_lawful, problem.is_willing)
        )
    )


def reasons(problem: Problem, place_of_case: Units, prices: Points) -> dict[int, tuple[str, str]]:
    """The reason and the rule for each case that waits."""
    flags = case_flags(problem)
    ledger = Ledger(problem, place_of_case)
    return {
        case: reason(problem, flags, ledger, prices, case)
        for case in np.flatnonzero(place_of_case < 0).tolist()
    }


def reason(problem: Problem, flags: CaseFlags, ledger: Ledger, prices: Points, case: int) -> tuple[str, str]:
    """Why a case waits, and what blocks it: a law, resources, places."""
    gates = {problem.gates[household] for household in problem.cases[case]}
    for gate in GATES:
        if gate in gates:
            return gate, law(problem.programme, gate)
    if not flags.is_lawful[case].all():
        return "open_asylum_claim", law(problem.programme, "open_asylum_claim")
    if not flags.is_served[case].any():
        return "need_not_served", "; ".join(unserved_resources(problem, case))
    would_do = flags.is_served[case] & flags.is_open[case]
    if not would_do.any():
        return "capacity", "no place open on the day of arrival"
    willing = would_do & flags.is_willing[case]
    if not willing.any():
        return "refusals", "; ".join(_ids(problem, would_do))
    if problem.admissible[case].any():
        if (problem.admissible[case] & ledger.has_room(case) & ~ledger.foes_at(case)).any():
            return "score_below_price", "; ".join(_ids(problem, ledger.open_places(case)))
        if (problem.admissible[case] & ledger.has_room(case)).any():
            return "refusals", KEPT_APART
    return "capacity", "; ".join(_dearest(problem, ledger, prices, case, willing))


def unserved_resources(problem: Problem, case: int) -> list[str]:
    """The resources that a case needs and no place offers; failing that, what the best served place lacks."""
    needed = problem.stays.units[list(problem.cases[case])].sum(axis=0) > 0
    offered = np.zeros((len(problem.places), len(needed)), dtype=bool)
    for offer in problem.offers:
        offered[offer.place, offer.resource] = True
    nowhere = needed & ~offered.any(axis=0)
    if not nowhere.any() and len(offered):
        lacking = needed & ~offered
        nowhere = lacking[int(np.argmin(lacking.sum(axis=1)))]
    return [problem.programme.resources[index].resource_id for index in np.flatnonzero(nowhere).tolist()]


def _dearest(problem: Problem, ledger: Ledger, prices: Points, case: int, places: Flags) -> list[str]:
    """The full resources at the places that would do, those first of which one more unit is worth most."""
    full = {
        (-float(prices[index]), problem.places[limit.place].place_id, limit.offer.resource)
        for index, limit in enumerate(problem.limits)
        if places[limit.place] and ledger.full_limits(case)[index]
    }
    told = [
        f"{problem.programme.resources[resource].resource_id} at {place}"
        for _, place, resource in sorted(full)
    ]
    return list(dict.fromkeys(told))[:BLOCKS_TOLD]


def _ids(problem: Problem, places: Flags) -> list[str]:
    """The ids of some places."""
    return [problem.places[index].place_id for index in np.flatnonzero(places).tolist()]
