"""The answer of the room: a frozen plan that can print itself and explain one household."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posada.placement.baselines import RULES
from posada.placement.explain import explain
from posada.placement.instance_of import UNITS_PER_POINT, Counted
from posada.placement.ledger import Worth
from posada.placement.optimiser import Plan
from posada.placement.pricing import Pricing, pricing
from posada.placement.problem import Problem
from posada.placement.texts import REASONS, RULE_NAMES, listed, number, people, percent, say
from posada.programme.tables import Assignment, Baseline, Bottleneck, Load, Waiting


@dataclass(frozen=True, slots=True)
class Placement:
    """Who goes where, who waits and why, how full every place is, and how far the plan can be from the best.

    `objective` is what the plan is worth in points, prices taken off; `bound` is what no plan can exceed;
    `gap_share` is their difference as a share of the objective. `worth` says what the objective is made of.
    """

    assignments: tuple[Assignment, ...]
    waiting: tuple[Waiting, ...]
    loads: tuple[Load, ...]
    baselines: tuple[Baseline, ...]
    bottlenecks: tuple[Bottleneck, ...]
    objective: float
    bound: float
    gap_share: float
    solver: str
    worth: Worth
    keep: tuple[Assignment, ...] = ()
    problem: Problem = field(repr=False, compare=False, kw_only=True)
    counted: Counted = field(repr=False, compare=False, kw_only=True)
    plan: Plan = field(repr=False, compare=False, kw_only=True)
    prices: NDArray[np.float64] = field(repr=False, compare=False, kw_only=True)

    @property
    def place_of_case(self) -> NDArray[np.int64]:
        """The place of each case of the problem, -1 for one that waits."""
        return self.plan.place

    @property
    def pricing(self) -> Pricing:
        """What the prices say: worth of one more unit, cost of every override."""
        proven = self.plan.price_bound / UNITS_PER_POINT
        return pricing(self.counted, self.plan.multipliers, slack=max(0.0, proven - self.objective))

    def rows(self) -> dict[str, tuple[Any, ...]]:
        """The tables of the answer, by name."""
        return {
            "assignments": self.assignments,
            "waiting": self.waiting,
            "loads": self.loads,
            "baselines": self.baselines,
            "bottlenecks": self.bottlenecks,
        }

    def summary(self, lang: str = "en") -> str:
        """The plan in a few lines, in English or Spanish (`en`, `es`)."""
        placed = sum(row.people for row in self.assignments)
        waits = sum(row.people for row in self.waiting)
        lines = [
            say(
                lang,
                "placed",
                placed=number(placed),
                people=people(lang, placed + waits),
                households=number(len(self.assignments)),
                all_households=number(len(self.assignments) + len(self.waiting)),
            )
        ]
        if self.waiting:
            lines.append(say(lang, "waiting", list=listed(self._waiting(lang))))
        lines.append(
            say(
                lang,
                "value",
                objective=number(self.objective),
                bound=number(self.bound),
                gap=percent(self.gap_share, digits=3),
                prover=self.solver if self.plan.bound_source == "solver" else say(lang, "the_prices"),
            )
        )
        for key, points in (
            ("stays", self.worth.stays),
            ("overruns", self.worth.overruns),
            ("shortfalls", self.worth.shortfalls),
            ("floors", self.worth.floor_points_short),
        ):
            if points > 0:
                lines.append(say(lang, key, points=number(points)))
        lines.extend(self._beside(lang))
        lines.extend(self._bottlenecks(lang))
        return "\n".join(lines)

    def explain(self, household_id: str, *, lang: str = "en") -> str:
        """Why a household goes where it goes, or why it waits and what would have to change.

        It names the household's own code and terms, because a caseworker asks about exactly that household;
        of others it says only how many they are. LookupError if there is no such household.
        """
        return explain(self.problem, self.place_of_case, self.pricing, household_id, lang=lang)

    def _waiting(self, lang: str) -> list[str]:
        """How many people wait for each reason, most first."""
        waits: Counter[str] = Counter()
        for row in self.waiting:
            waits[row.reason] += row.people
        return [
            say(lang, "waiting_item", people=people(lang, count), reason=REASONS[lang][reason])
            for reason, count in sorted(waits.items(), key=lambda item: (-item[1], item[0]))
        ]

    def _beside(self, lang: str) -> list[str]:
        """What simple rules reach, and which could not be tried."""
        others = [row for row in self.baselines if row.rule != "posada"]
        told = [
            say(
                lang,
                "beside_item",
                rule=RULE_NAMES[lang][row.rule],
                people=people(lang, row.people_placed),
                share=percent(row.share_of_best, digits=1),
            )
            for row in others
        ]
        missing = [RULE_NAMES[lang][rule] for rule in RULES[1:] if rule not in {row.rule for row in others}]
        lines = [say(lang, "beside", list=listed(told))] if told else []
        return lines + ([say(lang, "not_compared", list=listed(missing))] if missing else [])

    def _bottlenecks(self, lang: str) -> list[str]:
        """What more of the scarcest resources would change."""
        name_of = {place.place_id: place.name for place in self.problem.places}
        return [
            say(
                lang,
                "bottleneck" if row.people_more > 0 else "bottleneck_score",
                units=number(row.units_added),
                resource=row.resource_id,
                place=name_of[row.place_id],
                people=people(lang, row.people_more),
                points=number(row.score_more),
            )
            for row in self.bottlenecks
        ]
