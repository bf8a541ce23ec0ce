"""What simple rules would reach on the same input, under the same capacities, gates and ties."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from posada.placement.ledger import Ledger, worth
from posada.placement.problem import Problem
from posada.programme.tables import Baseline, State

Units = NDArray[np.int64]

NOTES = {
    "posada": "this plan",
    "random": "households in random order, each to a random place that may take it",
    "first_come": "in the order of registration, each to the place with the best score that still has room",
    "population_share": "quota for each state by population, random within the quota (Switzerland, AsylV1"
    " art. 21); whoever is left when a state is full goes where there is room",
    "koenigstein": "quota for each state, two thirds by means and one third by population (Germany,"
    " Königsteiner Schlüssel, with the wage bill in the place of tax revenue), random within the quota;"
    " whoever is left when a state is full goes where there is room",
}
RULES = tuple(NOTES)


def baselines(problem: Problem, place_of_case: Units) -> tuple[Baseline, ...]:
    """Our plan and what each simple rule reaches; a quota rule is left out if states.csv lacks its figures.

    The score of a row is the objective that plans are chosen by, so that rows can be compared.
    """
    plans = {
        "posada": place_of_case,
        "random": at_random(problem),
        "first_come": first_come(problem),
    }
    for rule, shares in (
        ("population_share", population_shares(problem)),
        ("koenigstein", koenigstein_shares(problem)),
    ):
        if shares is not None:
            plans[rule] = by_quota(problem, shares)
    best = worth(problem, place_of_case).total
    return tuple(_row(problem, rule, plan, best) for rule, plan in plans.items())


def at_random(problem: Problem) -> Units:
    """The plan when each household in turn goes to a random place that may take it."""
    random = np.random.default_rng(problem.programme.settings.seed)
    ledger = Ledger(problem)
    for case in random.permutation(len(problem.cases)).tolist():
        _enter_anywhere(ledger, case, random)
    return ledger.place_of_case


def first_come(problem: Problem) -> Units:
    """The plan when whoever registered first chooses first; a day that is not known comes last."""
    ledger = Ledger(problem)

    def registered(case: int) -> tuple[dt.date, str]:
        days = [problem.households[index].registered_on or dt.date.max for index in problem.cases[case]]
        return min(days), problem.households[problem.cases[case][0]].household_id

    for case in sorted(range(len(problem.cases)), key=registered):
        places = np.flatnonzero(ledger.open_places(case))
        if len(places):
            ledger.enter(case, int(places[np.argmax(problem.case_values[case, places])]))
    return ledger.place_of_case


def population_shares(problem: Problem) -> dict[str, float] | None:
    """Each state's share of the population of the states that have places; None if a figure is missing."""
    states = _states(problem)
    return None if states is None else _shares({row.state: float(row.population) for row in states})


def koenigstein_shares(problem: Problem) -> dict[str, float] | None:
    """Two thirds by wage bill and one third by population; None if a figure is missing."""
    states, people = _states(problem), population_shares(problem)
    if states is None or people is None or any(row.wage_bill is None for row in states):
        return None
    means = _shares({row.state: float(row.wage_bill or 0) for row in states})
    if means is None:
        return None
    return {state: 2 / 3 * means[state] + 1 / 3 * people[state] for state in people}


def quotas(shares: dict[str, float], people: int) -> dict[str, int]:
    """Whole people for each state that add up to all, by largest remainder; ties go by code.

    >>> quotas({"MX-GUA": 0.5, "MX-JAL": 0.3, "MX-PUE": 0.2}, 11)
    {'MX-GUA': 6, 'MX-JAL': 3, 'MX-PUE': 2}
    """
    exact = {state: share * people for state, share in sorted(shares.items())}
    whole = {state: int(value) for state, value in exact.items()}
    by_remainder = sorted(exact, key=lambda state: (whole[state] - exact[state], state))
    for state in by_remainder[: people - sum(whole.values())]:
        whole[state] += 1
    return whole


def by_quota(problem: Problem, shares: dict[str, float]) -> Units:
    """The plan when states take households at random until their quota of people is used up."""
    random = np.random.default_rng(problem.programme.settings.seed)
    may_go = problem.admissible.any(axis=1)
    left = quotas(shares, int(problem.case_people[may_go].sum()))
    state_of = np.array([place.state for place in problem.places])
    ledger = Ledger(problem)
    order = random.permutation(len(problem.cases)).tolist()
    for case in order:
        people = int(problem.case_people[case])
        places = [
            place
            for place in np.flatnonzero(ledger.open_places(case)).tolist()
            if left[state_of[place]] >= people
        ]
        states = sorted({str(state_of[place]) for place in places})
        if states:
            weights = np.array([left[state] for state in states], dtype=float)
            state = states[int(random.choice(len(states), p=weights / weights.sum()))]
            there = [place for place in places if state_of[place] == state]
            ledger.enter(case, there[int(random.integers(len(there)))])
            left[state] -= people
    for case in order:
        if ledger.place_of_case[case] < 0:
            _enter_anywhere(ledger, case, random)
    return ledger.place_of_case


def _enter_anywhere(ledger: Ledger, case: int, random: np.random.Generator) -> None:
    """Put a case into a random place that may take it, if there is one."""
    places = np.flatnonzero(ledger.open_places(case))
    if len(places):
        ledger.enter(case, int(places[int(random.integers(len(places)))]))


def _states(problem: Problem) -> Sequence[State] | None:
    """The rows of the states that have places, or None if one is missing."""
    row_of = {row.state: row for row in problem.programme.states}
    wanted = sorted({place.state for place in problem.places})
    if not wanted or any(state not in row_of for state in wanted):
        return None
    return [row_of[state] for state in wanted]


def _shares(amounts: dict[str, float]) -> dict[str, float] | None:
    """Amounts as shares of their sum; None if they add up to nothing."""
    total = sum(amounts.values())
    return {state: amount / total for state, amount in amounts.items()} if total > 0 else None


def _row(problem: Problem, rule: str, place_of_case: Units, best: float) -> Baseline:
    """The row of a rule."""
    placed = place_of_case >= 0
    score = worth(problem, place_of_case).total
    share = 1.0 if rule == "posada" else score / best if best > 0 else 0.0
    return Baseline(
        rule=rule,
        people_placed=int(problem.case_people[placed].sum()),
        score=round(score, 6),
        share_of_best=round(share, 6),
        households_placed=int(placed[problem.case_of].sum()),
        note=NOTES[rule],
    )
