"""The verb of learning: past placements in, scores for today's households out, and how far to trust them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posada.placement.gates import gate
from posada.placement.learning.calibrate import Correction, calibrate
from posada.placement.learning.evaluate import Evaluation, evaluate_plan
from posada.placement.learning.extra import need_extra, one_thread
from posada.placement.learning.fairness import GROUP_COLUMNS, Group, Outlook, compare_groups, groups_of
from posada.placement.learning.features import Numbers, columns_to_use, numbers_of, profiles_of
from posada.placement.learning.fit import Contest, Rows, fitted, hold_contest
from posada.placement.learning.history import History, history_of, with_ties
from posada.placement.learning.models import OutcomeModel, Places
from posada.placement.learning.outcomes import PastPlacement, is_child_alone
from posada.placement.learning.propensity import Chances, Nuisances, at_every_place, cross_fitted
from posada.placement.learning.proxies import find_proxies
from posada.placement.learning.replan import alike, best_with_same_loads
from posada.placement.learning.report import Learned, Past
from posada.programme import Programme
from posada.programme.tables import Score

LATER_SHARE = 0.4
"""The latest share of past households, on which the plan that the earlier ones teach is judged."""

LEAST_LATER = 100
"""Fewer later households than this that were free to go elsewhere, and no plan is judged on them."""

MOST_POINTS = 10_000.0
"""Amounts are given in the largest power of ten at which no outcome is more points than this."""


def learn(
    programme: Programme,
    past: Sequence[PastPlacement],
    *,
    features: Sequence[str] | None = None,
    allow: Sequence[str] = (),
    reason: str = "",
    groups: Sequence[str] = GROUP_COLUMNS,
    seed: int = 0,
) -> Learned:
    """Scores of today's households at every place, learnt from past outcomes, with everything that speaks against.

    Households that may not be placed by the program (children alone, no consent) get no score. The same input and
    seed give the same answer.

    Parameters
    ----------
    programme
        The households and places to score.
    past
        Past placements, as `read_outcomes` gives them.
    features
        The columns of outcomes.csv to look at; all neutral ones unless told.
    allow, reason
        Which of nationality and sex may be looked at, and why; refused without a reason.
    groups
        The columns by which gains and losses are told apart.
    seed
        For trees and for the folds of the evaluation.

    Examples
    --------
    >>> from posada.placement.__main__ import tiny_programme
    >>> from posada.placement.learning.example import made_up_past
    >>> learned = learn(tiny_programme(), made_up_past(households=400, seed=1), features=["people", "languages"])
    >>> [(row.household_id, row.place_id) for row in learned.scores]
    [('H1', 'leon'), ('H1', 'puebla'), ('H2', 'leon'), ('H2', 'puebla'), ('H3', 'leon'), ('H3', 'puebla')]
    """
    need_extra()
    columns = columns_to_use(features, allow=allow, reason=reason)
    history = history_of(past, columns)
    groups_of((), groups)
    with one_thread():
        contest = hold_contest(history, seed=seed)
        calibration = calibrate(history, contest)
        # Where scores differ by place only and places stay as full as they were, all plans are worth the same.
        tried = plan_for_later(history, contest, seed=seed) if contest.beats_rates else None
        evaluation, group_rows = (None, ()) if tried is None else judge(history, tried, groups=groups)
        model = fitted(contest.make, history)
        places, expected = expected_of(programme, history, model, calibration.correct)
    may_be_placed = placeable(programme)
    return Learned(
        scores=score_rows(programme, expected, may_be_placed, per_unit=points_per_unit(history)),
        points_per_unit=points_per_unit(history),
        columns=columns,
        allow=tuple(allow),
        reason=reason.strip(),
        past=_past(past, history),
        contest=contest,
        calibration=calibration,
        evaluation=evaluation,
        groups=group_rows,
        group_columns=tuple(groups),
        proxies=find_proxies(history.features, history.x, history.profiles, allow=allow),
        past_at=places,
        programme=programme,
        expected=expected,
        placeable=may_be_placed,
    )


@dataclass(frozen=True, slots=True)
class Tried:
    """What earlier households teach, tried on later ones: their rows, the plan for them, and what the past tells."""

    later: Rows
    plan: Numbers
    past: Nuisances


def judge(history: History, tried: Tried, *, groups: Sequence[str]) -> tuple[Evaluation, tuple[Group, ...]]:
    """What the plan for the later households would have brought, over all and by group."""
    outcome = history.outcome[tried.later]
    found = evaluate_plan(
        outcome,
        history.place[tried.later],
        tried.plan,
        tried.past.expected,
        tried.past.chance,
        known_chance=history.propensity[tried.later],
    )
    everybody = np.ones(len(outcome))
    rows = compare_groups(
        groups_of([history.profiles[row] for row in tried.later.tolist()], groups),
        Outlook(everybody, (tried.plan * tried.past.expected).sum(axis=1)),
        Outlook(everybody, outcome),
        change=found.of_household - outcome,
    )
    return found, rows


def plan_for_later(history: History, contest: Contest, *, seed: int) -> Tried | None:
    """The plan for the latest households that the scores of the earlier ones make; None if they are too few.

    Households tied to their place are left out: no plan would have moved them.
    """
    start = np.sort(history.day)[int(len(history.day) * (1 - LATER_SHARE))]
    later = np.flatnonzero((history.day >= start) & ~history.tied)
    earlier = np.flatnonzero((history.day < start) & (history.known_day < start))
    if len(later) < LEAST_LATER or not len(earlier):
        return None
    past = nuisances(history, contest, later, seed=seed)
    model = fitted(contest.make, history, earlier)
    scores = at_every_place(model, _as_free(history, later), len(history.place_ids))
    cell = alike(history.day[later], np.array([_size(history, row) for row in later.tolist()]))
    return Tried(later, best_with_same_loads(scores, past.chance, cell), past)


def nuisances(history: History, contest: Contest, later: Rows, *, seed: int) -> Nuisances:
    """Of the later households: outcomes expected, and chances of places, from all free households but themselves.

    Both models also look at the day, for places open and habits change.
    """
    free = np.flatnonzero(~history.tied)
    return cross_fitted(
        np.column_stack([history.x[free], history.day[free].astype(float)]),
        history.place[free],
        history.outcome[free],
        np.searchsorted(free, later),
        make_outcome=contest.make,
        make_chance=lambda: Chances(len(history.place_ids)),
        places=len(history.place_ids),
        seed=seed,
    )


def expected_of(
    programme: Programme, history: History, model: OutcomeModel, correct: Correction
) -> tuple[Places, Numbers]:
    """Past households at each place of the programme, and the outcome expected of each household there.

    At a place without a past, what is expected is the mean over past places by their households.
    """
    at = {place_id: number for number, place_id in enumerate(history.place_ids)}
    counts = np.bincount(history.place, minlength=len(history.place_ids))
    x = numbers_of(profiles_of(programme), history.features)
    tied_to = {(tie.household_id, tie.place_id) for tie in programme.ties if tie.bond != "apart"}
    found = np.zeros((len(programme.households), len(programme.places)))
    for column, place in enumerate(programme.places):
        tied = np.array(
            [(row.household_id, place.place_id) in tied_to for row in programme.households], dtype=bool
        )
        seen = with_ties(x, tied) if history.has_ties else x
        if place.place_id in at:
            there = np.full(len(x), at[place.place_id], dtype=np.int64)
            found[:, column] = correct(model.predict(seen, there))
        else:
            everywhere = at_every_place(model, seen, len(counts))
            found[:, column] = np.column_stack([correct(of_place) for of_place in everywhere.T]) @ (
                counts / counts.sum()
            )
    past = [int(counts[at[row.place_id]]) if row.place_id in at else 0 for row in programme.places]
    return np.array(past, dtype=np.int64), found


def placeable(programme: Programme) -> tuple[bool, ...]:
    """Whether each household may be placed by the program at all; the others get no score."""
    members = programme.members()
    return tuple(gate(programme, row, members[row.household_id]) is None for row in programme.households)


def score_rows(
    programme: Programme, expected: Numbers, may_be_placed: Sequence[bool], *, per_unit: float
) -> tuple[Score, ...]:
    """The rows of scores.csv, by household and place in the order of their tables."""
    return tuple(
        Score(
            household_id=household.household_id,
            place_id=place.place_id,
            score=round(float(expected[row, column]) * per_unit, 4),
        )
        for row, household in enumerate(programme.households)
        if may_be_placed[row]
        for column, place in enumerate(programme.places)
    )


def points_per_unit(history: History) -> float:
    """The points that one unit of outcome is worth: 100 for yes, a power of ten for amounts."""
    if history.kind == "yes/no":
        return 100.0
    per_unit, largest = 1.0, float(np.abs(history.outcome).max())
    while largest * per_unit > MOST_POINTS:
        per_unit /= 10
    return per_unit


def _as_free(history: History, rows: Rows) -> Numbers:
    """What models look at, of households that are tied nowhere."""
    x = history.x[rows]
    return with_ties(x, np.zeros(len(rows), dtype=bool)) if history.has_ties else x


def _size(history: History, row: int) -> float:
    people = history.profiles[row].people
    return float("nan") if people is None else float(people)


def _past(past: Sequence[PastPlacement], history: History) -> Past:
    """What the past consists of, counted."""
    return Past(
        kind=history.kind,
        households=len(history.rows),
        unknown=sum(row.outcome is None for row in past),
        children_alone=sum(is_child_alone(row) for row in past),
        tied=int(history.tied.sum()),
        places=len(history.place_ids),
        smallest_place=history.smallest_place,
        first_on=history.rows[0].placed_on,
        last_on=history.rows[-1].placed_on,
        by_chance=sum(row.propensity is not None or row.decided_by == "lottery" for row in history.rows),
    )
