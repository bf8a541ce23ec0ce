"""A plan while it is made by a simple rule: what is in use, who still fits, and what it is worth."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser.instance import WAITS
from posada.placement.problem import FLOOR_PRICE, Problem

Units = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Worth:
    """The value of a plan in points, by what it is made of; prices are taken off."""

    scores: float
    stays: float
    together: float
    overruns: float
    shortfalls: float
    floors: float
    floor_points_short: float

    @property
    def total(self) -> float:
        """The objective that a plan is chosen by."""
        return self.scores + self.stays + self.together - self.overruns - self.shortfalls - self.floors


class Ledger:
    """The places of cases, and the units in use of every limit; only cases that fit can be entered."""

    def __init__(self, problem: Problem, place_of_case: Units | None = None) -> None:
        self._problem = problem
        self._amounts = np.array([limit.amount for limit in problem.limits], dtype=np.int64)
        self._hard = np.array([limit.offer.hard for limit in problem.limits], dtype=bool)
        self._limit_place = np.array([limit.place for limit in problem.limits], dtype=np.int64)
        self._units = np.array([limit.units for limit in problem.limits], dtype=np.int64).reshape(
            len(problem.limits), len(problem.cases)
        )
        self._used = np.zeros(len(problem.limits), dtype=np.int64)
        self._foes: dict[int, list[int]] = {}
        for one, other in problem.apart:
            self._foes.setdefault(one, []).append(other)
            self._foes.setdefault(other, []).append(one)
        self.place_of_case = np.full(len(problem.cases), WAITS, dtype=np.int64)
        if place_of_case is not None:
            for case in np.flatnonzero(place_of_case >= 0).tolist():
                self.enter(case, int(place_of_case[case]))

    def enter(self, case: int, place: int) -> None:
        """Put a case that waits into a place."""
        self.place_of_case[case] = place
        self._used += np.where(self._limit_place == place, self._units[:, case], 0)

    def remove(self, case: int) -> None:
        """Let a placed case wait."""
        self._used -= np.where(self._limit_place == self.place_of_case[case], self._units[:, case], 0)
        self.place_of_case[case] = WAITS

    def full_limits(self, case: int) -> Flags:
        """The hard limits that have no room for a case."""
        return self._hard & (self._units[:, case] > 0) & (self._used + self._units[:, case] > self._amounts)

    def left(self, limit: int) -> int:
        """The units of a limit that are not in use."""
        return int(self._amounts[limit] - self._used[limit])

    def has_room(self, case: int) -> Flags:
        """The places with room for a case, whether it may go there or not."""
        room = np.ones(len(self._problem.places), dtype=bool)
        room[self._limit_place[self.full_limits(case)]] = False
        return room

    def foes_at(self, case: int) -> Flags:
        """The places where somebody is from whom the case must be kept apart."""
        there = np.zeros(len(self._problem.places), dtype=bool)
        for foe in self._foes.get(case, ()):
            if self.place_of_case[foe] >= 0:
                there[self.place_of_case[foe]] = True
        return there

    def open_places(self, case: int) -> Flags:
        """The places that a case may go to and where it fits now."""
        allowed: Flags = self._problem.admissible[case] & self.has_room(case) & ~self.foes_at(case)
        return allowed


def worth(problem: Problem, place_of_case: Units) -> Worth:
    """What a plan is worth, counted from the tables alone and not by the solver."""
    placed = np.flatnonzero(place_of_case >= 0)
    place_of_household = place_of_case[problem.case_of]
    households = np.flatnonzero(place_of_household >= 0)
    at = place_of_household[households]
    overruns: dict[tuple[int, int], float] = {}
    for limit in problem.limits:
        if not limit.offer.hard:
            over = int(limit.units[place_of_case == limit.place].sum()) - limit.amount
            key = (limit.place, limit.offer.resource)
            overruns[key] = max(overruns.get(key, 0.0), over * limit.offer.overrun_price)
    short = sum(
        max(0, minimum.at_least - int(minimum.units[place_of_case == minimum.place].sum()))
        for minimum in problem.minimums
    )
    below = sum(
        max(0.0, target.floor.at_least_score - float(target.points[placed, place_of_case[placed]].sum()))
        for target in problem.targets
    )
    return Worth(
        scores=float(problem.scores[households, at].sum()),
        stays=float(problem.stay_bonus[households, at].sum()),
        together=float(
            sum(
                points
                for one, other, points in problem.friends
                if place_of_case[one] >= 0 and place_of_case[one] == place_of_case[other]
            )
        ),
        overruns=float(sum(overruns.values())),
        shortfalls=short * problem.programme.settings.placement.shortfall_price,
        floors=FLOOR_PRICE * below,
        floor_points_short=below,
    )


def fill(problem: Problem, place_of_case: Units) -> Units:
    """The plan with every waiting case added that fits somewhere and is worth more there than it costs.

    The engine may stop within its gap before such a case is found; afterwards whoever waits has no room, or
    would take more points than they bring. A case that enters can make another worthwhile, so it goes on until
    nobody enters.
    """
    ledger = Ledger(problem, place_of_case)
    now = worth(problem, ledger.place_of_case).total
    waiting = [case for case in np.flatnonzero(place_of_case < 0).tolist() if problem.admissible[case].any()]
    waiting.sort(key=lambda case: (-float(problem.case_values[case].max()), case))
    before = -1
    while before != len(waiting):
        before, left = len(waiting), []
        for case in waiting:
            then = _entered(problem, ledger, case, now)
            if then is None:
                left.append(case)
            else:
                now = then
        waiting = left
    return ledger.place_of_case


def _entered(problem: Problem, ledger: Ledger, case: int, now: float) -> float | None:
    """What the plan is worth with a case at the best place where it gains something; None if there is none."""
    places = np.flatnonzero(ledger.open_places(case)).tolist()
    for place in sorted(places, key=lambda place: (-float(problem.case_values[case, place]), place)):
        ledger.enter(case, place)
        then = worth(problem, ledger.place_of_case).total
        if then > now + 1e-6:
            return then
        ledger.remove(case)
    return None
