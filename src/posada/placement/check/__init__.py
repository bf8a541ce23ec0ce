"""Verifies a placement from the tables alone; it shares no code with what made it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from posada.placement.check.facts import (
    Case,
    amount_on,
    gate_of,
    receives,
    refused_by,
    state_of_claim,
)
from posada.placement.check.waiting import blocks_that_do_not_hold, law_not_cited, reasons_that_do_not_hold
from posada.placement.check.worth import merits, score_of, total_points
from posada.programme import Fault, Programme
from posada.programme.tables import Assignment, Waiting

TOLERANCE = 1e-6


def check(
    programme: Programme,
    *,
    assignments: Sequence[Assignment],
    waiting: Sequence[Waiting],
    objective: float | None = None,
    bound: float | None = None,
    keep: Sequence[Assignment] = (),
) -> tuple[Fault, ...]:
    """Everything in which assignments and waiting households break a rule; nothing, if all is well.

    `objective` and `bound`, in points, are held against the total that the rows give; `keep` is the published
    plan that the answer was asked to stay near. Faults name the row, never the household.

    >>> from posada.testing import tiny_programme
    >>> for fault in check(tiny_programme(), assignments=(), waiting=()):
    ...     print(fault)
    households.csv, line 2: is neither placed nor waiting. [household_missing]
    households.csv, line 3: is neither placed nor waiting. [household_missing]
    households.csv, line 4: is neither placed nor waiting. [household_missing]
    """
    case = Case(programme, assignments, waiting, keep)
    found: list[Fault] = []
    for rule in _RULES:
        found += rule(case)
    found += wrong_totals(case, objective, bound)
    return tuple(found)


def not_exactly_once(case: Case) -> Iterator[Fault]:
    """Every household is assigned or waits, once; nobody else is in the answer."""
    seen: dict[str, str] = {}
    for name, line, row in case.rows:
        where = f"{name}, line {line}"
        if row.household_id not in case.households:
            yield Fault("unknown_household", where, "must be a household of households.csv.")
        elif row.household_id in seen:
            yield Fault("household_twice", where, f"stands in {seen[row.household_id]} already.")
        else:
            seen[row.household_id] = where
    for line, household in enumerate(case.programme.households, start=2):
        if household.household_id not in seen:
            yield Fault("household_missing", f"households.csv, line {line}", "is neither placed nor waiting.")


def wrong_people(case: Case) -> Iterator[Fault]:
    """The number of people is that of the household's members."""
    for name, line, row in case.rows:
        if row.household_id in case.households:
            size = len(case.members.get(row.household_id, ()))
            if row.people != size:
                yield Fault("people", f"{name}, line {line}", f"must be {size} people, got {row.people}.")


def unknown_places(case: Case) -> Iterator[Fault]:
    """Every place of an assignment is a place of the programme."""
    for line, row in enumerate(case.assignments, start=2):
        if row.place_id not in case.places:
            yield Fault("unknown_place", f"assignments.csv, line {line}", "must be a place of places.csv.")


def placed_against_a_gate(case: Case) -> Iterator[Fault]:
    """Children alone and households without consent are not placed by the program."""
    for line, row in case.known:
        household = case.households[row.household_id]
        reason = gate_of(case.programme, household, case.members.get(row.household_id, ()))
        if reason is not None:
            yield Fault(reason, f"assignments.csv, line {line}", "must not be placed by the program.")


def open_claims_moved(case: Case) -> Iterator[Fault]:
    """An open asylum claim without an authorised transfer stays in the state where it was filed."""
    for line, row in case.known:
        state = state_of_claim(case.programme, case.households[row.household_id])
        if state is not None and case.places[row.place_id].state != state:
            yield Fault(
                "open_asylum_claim", f"assignments.csv, line {line}", "must stay in the state of the claim."
            )


def refused_places(case: Case) -> Iterator[Fault]:
    """Nobody goes to a place that the household refuses or must be apart from."""
    refused = refused_by(case.programme)
    for line, row in case.known:
        if row.place_id in refused[row.household_id]:
            yield Fault("refused_place", f"assignments.csv, line {line}", f"{row.place_id} is refused.")


def broken_ties(case: Case) -> Iterator[Fault]:
    """Must ties share a place, pins are kept, apart ties are."""
    line_of = {row.household_id: line for line, row in enumerate(case.assignments, start=2)}
    for number, tie in enumerate(case.programme.ties, start=2):
        mine = case.at.get(tie.household_id)
        where = f"ties.csv, line {number}"
        if tie.household_id in line_of:
            where = f"assignments.csv, line {line_of[tie.household_id]}"
        if tie.with_household_id is not None:
            other = case.at.get(tie.with_household_id)
            if tie.bond == "must" and mine != other:
                yield Fault(
                    "must_tie", where, "must be at the place of the household it is tied to, or both wait."
                )
            if tie.bond == "apart" and mine is not None and mine == other:
                yield Fault(
                    "apart_tie", where, "must not be at the same place as the household to stay apart from."
                )
        elif tie.bond == "must" and mine is not None and mine != tie.place_id:
            yield Fault("pin", where, f"must be at {tie.place_id}, got {mine}.")


def places_closed(case: Case) -> Iterator[Fault]:
    """Nobody is placed where the first possible day is after the last day of reception."""
    for line, row in case.known:
        if not receives(case.programme, case.households[row.household_id], case.places[row.place_id]):
            yield Fault(
                "place_closed", f"assignments.csv, line {line}", f"{row.place_id} receives nobody by then."
            )


def needs_not_offered(case: Case) -> Iterator[Fault]:
    """Every resource that a household uses is offered where it goes."""
    for line, row in case.known:
        for resource_id in case.needs[row.household_id]:
            if not case.offered.get((row.place_id, resource_id)):
                text = f"needs {resource_id}, which {row.place_id} lacks."
                yield Fault("not_offered", f"assignments.csv, line {line}", text)


def capacities_exceeded(case: Case) -> Iterator[Fault]:
    """No hard capacity is exceeded on any day; of each place and resource the worst day is told."""
    for resource in case.programme.resources:
        if not resource.hard:
            continue
        for place_id, place in sorted(case.places.items()):
            if not case.offered.get((place_id, resource.resource_id)):
                continue
            worst = (0, 0)
            for day, used in sorted(case.in_use.get((place_id, resource.resource_id), {}).items()):
                excess = used - amount_on(case, place, resource, day)
                if excess > worst[0]:
                    worst, worst_day = (excess, used), day
            if worst[0] > 0:
                yield Fault(
                    "capacity",
                    "assignments.csv",
                    f"{resource.resource_id} at {place_id} on {worst_day}: {worst[1]} in use,"
                    f" {worst[1] - worst[0]} offered.",
                )


def wrong_scores(case: Case) -> Iterator[Fault]:
    """The score in each row is the one that the stated weights give."""
    known = merits(case)
    for line, row in case.known:
        expected = score_of(case, known, case.households[row.household_id], case.places[row.place_id])
        if not is_near(row.score, expected):
            yield Fault(
                "score", f"assignments.csv, line {line}", f"must be {expected:g} points, got {row.score:g}."
            )


def is_near(value: float, expected: float) -> bool:
    """Whether two sums of points are the same but for rounding; what is not a number is near to nothing.

    >>> is_near(100.00001, 100.0), is_near(100.1, 100.0), is_near(float("nan"), 100.0)
    (True, False, False)
    """
    return abs(value - expected) <= TOLERANCE * max(1.0, abs(expected))


def wrong_totals(case: Case, objective: float | None, bound: float | None) -> Iterator[Fault]:
    """The stated objective is what the rows are worth, and the bound is not below it."""
    total = total_points(case)
    if objective is not None and not is_near(objective, total):
        yield Fault("objective", "receipt.json", f"must be {total:g} points, got {objective:g}.")
    if bound is not None and not (bound >= total or is_near(bound, total)):
        yield Fault(
            "bound", "receipt.json", f"must not be below what the rows are worth, {total:g}, got {bound:g}."
        )


_RULES: tuple[Callable[[Case], Iterable[Fault]], ...] = (
    not_exactly_once,
    wrong_people,
    unknown_places,
    placed_against_a_gate,
    open_claims_moved,
    refused_places,
    broken_ties,
    places_closed,
    needs_not_offered,
    capacities_exceeded,
    reasons_that_do_not_hold,
    blocks_that_do_not_hold,
    law_not_cited,
    wrong_scores,
)
