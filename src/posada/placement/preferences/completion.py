"""Whether the rest of a plan can still reach a total score when some families already have their place.

Three answers, the cheap ones first: the plan at hand, with one family moved and at most one other out of its
way; the prices of the linear relaxation, which exclude what is too dear; a mixed-integer program of so many nodes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from posada.placement.optimiser import Instance, optimise
from posada.placement.optimiser.highs import quiet
from posada.placement.optimiser.optimise import WORK
from posada.placement.preferences.market import WAITS, Units, suffices

Points = NDArray[np.float64]
Flags = NDArray[np.bool_]

NO_PLACE = -2
PARTS = 8
"""Parts that the engine may solve in a turn before the whole program is left to the solver."""
LARGEST_SCORE = 1e7
"""Scores that are not whole numbers are rounded for the engine to so many steps."""
ROUND = 1e-6
"""The solver's zero: a share of a family, or of a total, that is none."""


class Completion:
    """The plans that are left when some families are fixed, and the total score that is asked of them."""

    def __init__(self, score: Points, need: Any, capacity: Any, allowed: Any | None) -> None:
        self._score = score
        self._capacity = np.asarray(capacity, dtype=np.int64)
        amounts = np.asarray(need, dtype=np.int64)
        families, places = score.shape
        if amounts.ndim == 2:
            amounts = np.broadcast_to(amounts[:, None, :], (families, places, amounts.shape[1]))
        if amounts.shape != (families, *self._capacity.shape):
            raise ValueError(
                f"need: must be {families} families × {self._capacity.shape[1]} resources,"
                f" got the shape {np.shape(need)}."
            )
        self._need = amounts
        self._may = suffices(self._capacity, amounts)
        if allowed is not None:
            self._may = self._may & np.asarray(allowed, dtype=bool)
        self._family, self._place = np.nonzero(self._may)
        self._fixed = np.full(families, NO_PLACE, dtype=np.int64)
        self._held = self._fixed.copy()
        self._unit = 1.0 if (score == np.rint(score)).all() else LARGEST_SCORE / float(score.max())
        self._rounding = 0.0 if self._unit == 1.0 else 0.5 * families
        self._instance = Instance.plain(
            np.rint(score * self._unit).astype(np.int64), need, capacity, allowed=self._may
        )
        self._least = self._enough = -np.inf
        self._gap, self._nodes = 0.0, 1
        self.undecided: set[int] = set()
        self._relaxation = quiet()
        self._relaxation.passModel(self._program(in_whole_numbers=False))
        self._losses: Points | None = None
        self._ceiling = np.inf

    def total(self, plan: Units) -> float:
        """The total score of a plan."""
        placed = np.flatnonzero(plan != WAITS)
        return float(self._score[placed, plan[placed]].sum())

    def best_plan(
        self, gap: float, *, parts: int | None = None, start: Units | None = None
    ) -> tuple[Units, float]:
        """A plan near the best of those that are left, and a total that none of them exceeds.

        `parts` limits the work, `start` is a plan to begin from.
        """
        held = self._held != NO_PLACE
        allowed = self._may & (~held[:, None] | (np.arange(self._may.shape[1]) == self._held[:, None]))
        left = replace(self._instance, allowed=allowed, must=held)
        found = optimise(left, gap=gap, work=WORK if parts is None else parts, start=start)
        return found.place, (found.bound + self._rounding) / self._unit

    def require(self, least: float, *, enough: float, gap: float, nodes: int) -> None:
        """Ask a total of every plan from now on; what cannot reach `enough` need not be looked for."""
        self._least, self._enough, self._gap, self._nodes = least, enough, gap, nodes

    def fix(self, family: int, place: int) -> None:
        """Give a family its place for good."""
        self._hold(family, place)
        self._fixed[family] = place
        if self._losses is not None:
            self._ceiling -= self._losses[family, place]

    def improved(self, plan: Units, gap: float) -> Units:
        """The best plan for those who are not fixed, or the plan at hand if none better is found."""
        if (self._held != NO_PLACE).all():
            return plan
        found, _ = self.best_plan(gap)
        return found if self._is_kept(found) and self.total(found) > self.total(plan) else plan

    def plan_with(self, plan: Units, family: int, place: int) -> Units | None:
        """A plan that gives a family this place and has the total that is asked.

        `plan` is one that has the total, with every fixed family at its place. None if no plan with the total
        asked has been found; if there is no proof that none has what is enough, the family is `undecided`.
        """
        if plan[family] == place:
            return plan
        if not self._may[family, place] or self._is_too_dear(family, place):
            return None
        near = self._near(plan, family, place)
        return self._by_solver(family, place) if near is None else near

    def _is_too_dear(self, family: int, place: int) -> bool:
        """Whether the prices alone prove that no plan with the family at the place has what is enough."""
        if self._losses is None:
            self._relaxation.run()
            self._price()
        assert self._losses is not None
        return self._ceiling - float(self._losses[family, place]) < self._enough

    def _price(self) -> None:
        """Take prices from the relaxation: a ceiling on every plan, and what each pair takes off it."""
        duals = np.array(self._relaxation.getSolution().row_dual)[len(self._score) :]
        prices = np.maximum(duals.reshape(self._capacity.shape), 0.0)
        reduced = self._score - np.einsum("fpr,pr->fp", self._need, prices)
        reduced[~self._may] = -np.inf
        best = np.maximum(reduced.max(axis=1, initial=-np.inf), 0.0)
        self._losses = best[:, None] - reduced
        done = np.flatnonzero(self._fixed != NO_PLACE)
        self._ceiling = float((self._capacity * prices).sum() + best.sum())
        self._ceiling -= float(self._losses[done, self._fixed[done]].sum())

    def _near(self, plan: Units, family: int, place: int) -> Units | None:
        """The plan with the family moved there, and if need be one other out of its way, if that will do."""
        moved = plan.copy()
        moved[family] = place
        left = self._capacity - self._used(moved)
        if left[place].min(initial=0) >= 0:
            return moved if self.total(moved) >= self._least else None
        others = np.flatnonzero((moved == place) & (self._fixed == NO_PLACE))
        others = others[others != family]
        others = others[suffices(self._need[others, place], -left[place])]
        if not len(others):
            return None
        fits = self._may[others] & suffices(left, self._need[others])
        fits[:, place] = False
        elsewhere = np.where(fits, self._score[others], -1.0)
        gains = np.maximum(elsewhere.max(axis=1), 0.0) - self._score[others, place]
        one = int(gains.argmax())
        moved[others[one]] = elsewhere[one].argmax() if elsewhere[one].max() >= 0 else WAITS
        return moved if self.total(moved) >= self._least else None

    def _by_solver(self, family: int, place: int) -> Units | None:
        """What the relaxation or, if it leaves it open, the mixed-integer program finds."""
        self._hold(family, place)
        self._relaxation.run()
        if self._relaxation.getModelStatus() == highspy.HighsModelStatus.kOptimal:
            bound = float(self._relaxation.getInfo().objective_function_value)
            found = self._rounded()
            self._price()
            if bound >= self._enough and self.total(found) < self._least:
                found, bound = self.best_plan(self._gap, parts=PARTS, start=found)
            if bound >= self._enough and self.total(found) < self._least:
                found, bound = self._search(self._usable(family, place))
            if self._is_kept(found):
                return found
            if bound >= self._enough:
                self.undecided.add(family)
        self._hold(family, NO_PLACE)
        return None

    def _usable(self, family: int, place: int) -> Flags:
        """The pairs that a plan with the family at the place and a total that is enough can have, by the prices."""
        assert self._losses is not None
        ceiling = self._ceiling - self._losses[family, place]
        losses = self._losses[self._family, self._place]
        usable: Flags = ceiling - losses >= self._enough - ROUND * max(1.0, abs(self._enough))
        usable |= self._held[self._family] == self._place
        return usable

    def _search(self, usable: Flags) -> tuple[Units, float]:
        """The best plan of usable pairs that few nodes find, and a total that none of these plans exceeds."""
        solver = quiet(
            mip_abs_gap=0.0, mip_rel_gap=self._gap, mip_max_nodes=self._nodes, objective_target=self._least
        )
        program = self._program(in_whole_numbers=True)
        program.col_upper_ = np.where(usable, np.array(program.col_upper_), 0.0)
        solver.passModel(program)
        solver.run()
        return self._read(solver), float(solver.getInfo().mip_dual_bound)

    def _rounded(self) -> Units:
        """The plan of the families whom the relaxation does not split, and of the others where they still fit."""
        plan = self._read(self._relaxation, sure=1.0 - ROUND)
        left = self._capacity - self._used(plan)
        waiting = np.flatnonzero(plan == WAITS)
        order = np.argsort(-self._score[waiting].max(axis=1, initial=0.0), kind="stable")
        for family in waiting[order].tolist():
            fits = self._may[family] & suffices(left, self._need[family])
            if fits.any():
                place = int(np.where(fits, self._score[family], -1.0).argmax())
                plan[family] = place
                left[place] -= self._need[family, place]
        return plan

    def _is_kept(self, plan: Units) -> bool:
        """Whether a plan has the total asked and exceeds no capacity."""
        return self.total(plan) >= self._least and bool((self._used(plan) <= self._capacity).all())

    def _used(self, plan: Units) -> Units:
        used = np.zeros_like(self._capacity)
        placed = np.flatnonzero(plan != WAITS)
        np.add.at(used, plan[placed], self._need[placed, plan[placed]])
        return used

    def _hold(self, family: int, place: int) -> None:
        """Hold a family at a place, or set it free with `NO_PLACE`."""
        self._held[family] = place
        columns = np.flatnonzero(self._family == family)
        for column, where in zip(columns.tolist(), self._place[columns].tolist(), strict=True):
            lower, upper = float(where == place), float(place in {where, NO_PLACE})
            self._relaxation.changeColBounds(column, lower, upper)

    def _read(self, solver: highspy.Highs, *, sure: float = 0.5) -> Units:
        """The plan of a solution: the pairs that it surely has."""
        chosen = np.array(solver.getSolution().col_value) > sure
        plan = np.full(len(self._score), WAITS, dtype=np.int64)
        plan[self._family[chosen]] = self._place[chosen]
        return plan

    def _program(self, *, in_whole_numbers: bool) -> highspy.HighsLp:
        """A column for each pair of family and place; a row for each family and for each capacity."""
        families = len(self._score)
        resources = self._capacity.shape[1]
        columns = len(self._family)
        cost = self._score[self._family, self._place]
        every = np.arange(columns)
        cell = families + (self._place * resources)[:, None] + np.arange(resources)
        rows = [self._family, cell.reshape(-1)]
        at = [every, np.repeat(every, resources)]
        amounts = [np.ones(columns), self._need[self._family, self._place].reshape(-1).astype(float)]
        upper = np.concatenate([np.ones(families), self._capacity.reshape(-1).astype(float)])
        lower = np.full(len(upper), -highspy.kHighsInf)
        entry_row, entry_column, value = (np.concatenate(part) for part in (rows, at, amounts))
        some = value != 0
        order = np.lexsort((entry_row[some], entry_column[some]))
        made = highspy.HighsLp()
        made.num_col_, made.num_row_ = columns, len(upper)
        made.sense_ = highspy.ObjSense.kMaximize
        held = self._held[self._family]
        made.col_cost_ = cost
        made.col_lower_ = (held == self._place).astype(float)
        made.col_upper_ = ((held == self._place) | (held == NO_PLACE)).astype(float)
        made.row_lower_, made.row_upper_ = lower, upper
        made.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        made.a_matrix_.num_col_, made.a_matrix_.num_row_ = columns, len(upper)
        lengths = np.bincount(entry_column[some], minlength=columns)
        made.a_matrix_.start_ = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        made.a_matrix_.index_ = entry_row[some][order].astype(np.int32)
        made.a_matrix_.value_ = value[some][order]
        if in_whole_numbers:
            made.integrality_ = [highspy.HighsVarType.kInteger] * columns
        return made
