"""The answer of learning: scores, and in plain words where they come from and what speaks against them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from posada.placement.learning import telling
from posada.placement.learning.calibrate import Calibration
from posada.placement.learning.evaluate import Evaluation
from posada.placement.learning.fairness import GROUP_COLUMNS, Group, Outlook, compare_groups, groups_of
from posada.placement.learning.features import Numbers, profiles_of
from posada.placement.learning.fit import Contest
from posada.placement.learning.models import Places
from posada.placement.learning.outcomes import Kind
from posada.placement.learning.proxies import Proxy
from posada.placement.learning.texts import say
from posada.placement.texts import number
from posada.programme import Programme
from posada.programme.tables import Assignment, Score


@dataclass(frozen=True, slots=True)
class Past:
    """What the past consists of, counted."""

    kind: Kind
    households: int
    unknown: int
    children_alone: int
    tied: int
    places: int
    smallest_place: int
    first_on: dt.date
    last_on: dt.date
    by_chance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Scores learnt from the past, how they were learnt, and how far to trust them.

    `evaluation` and `groups` compare the plan that the scores would have made on later past households with what
    was done; `past_at` counts the past households of each place of the programme.
    """

    scores: tuple[Score, ...]
    points_per_unit: float
    columns: tuple[str, ...]
    allow: tuple[str, ...]
    reason: str
    past: Past
    contest: Contest = field(repr=False)
    calibration: Calibration = field(repr=False)
    evaluation: Evaluation | None
    groups: tuple[Group, ...]
    group_columns: tuple[str, ...]
    proxies: tuple[Proxy, ...]
    past_at: Places = field(repr=False)
    programme: Programme = field(repr=False)
    expected: Numbers = field(repr=False)
    placeable: tuple[bool, ...] = field(repr=False)

    def rows(self) -> dict[str, tuple[Any, ...]]:
        """The table to put into the programme folder, by name."""
        return {"scores": self.scores}

    def warnings(self, lang: str = "en") -> tuple[str, ...]:
        """What speaks against using the scores, one sentence each, in English or Spanish."""
        return tuple(telling.warnings(self, lang))

    def summary(self, lang: str = "en") -> str:
        """How the scores were learnt and what they are worth, in plain words, in English or Spanish."""
        return "\n".join(
            [
                *telling.of_the_past(self, lang),
                *telling.of_the_model(self, lang),
                *telling.of_calibration(self.calibration, lang),
                *telling.of_the_plan(self, lang),
                *telling.of_groups(self, lang),
                *telling.of_proxies(self, lang),
                *self.warnings(lang),
            ]
        )

    def details(self, lang: str = "en") -> str:
        """What was expected and what came, by ten groups and by place, in English or Spanish."""
        return "\n".join(
            [
                say(lang, "bins"),
                *telling.of_bins(self.calibration.bins, self.past.kind, lang),
                say(lang, "bins_of_places"),
                *telling.of_bins(self.calibration.places, self.past.kind, lang),
            ]
        )

    def explain(self, household_id: str, *, lang: str = "en") -> str:
        """What is expected of one household at each place, best first, and on how many past households it rests.

        LookupError if there is no such household.
        """
        ids = [row.household_id for row in self.programme.households]
        if household_id not in ids:
            raise LookupError("household_id: no such household.")
        row = ids.index(household_id)
        if not self.placeable[row]:
            return say(lang, "no_score", household=household_id)
        order = sorted(
            range(len(self.programme.places)),
            key=lambda at: (-self.expected[row, at], self.programme.places[at].place_id),
        )
        lines = [
            say(
                lang,
                "place_line" if self.past_at[at] else "new_place_line",
                place=self.programme.places[at].name,
                points=number(float(self.expected[row, at]) * self.points_per_unit),
                households=number(int(self.past_at[at])),
            )
            for at in order
        ]
        return "\n".join([say(lang, "household_line", household=household_id), *lines])

    def compare(
        self,
        plan: Iterable[Assignment],
        baseline: Iterable[Assignment],
        *,
        groups: Sequence[str] = GROUP_COLUMNS,
    ) -> tuple[Group, ...]:
        """Each group of today's households under a plan and under a baseline: share placed, outcome expected.

        Only households that may be placed count. The expected outcomes are the model's own; a plan made by them
        looks better in them than it will turn out.
        """
        counted = np.flatnonzero(self.placeable)
        profiles = profiles_of(self.programme)
        return compare_groups(
            groups_of([profiles[row] for row in counted.tolist()], groups),
            self._outlook(plan, counted),
            self._outlook(baseline, counted),
        )

    def _outlook(self, plan: Iterable[Assignment], counted: Places) -> Outlook:
        at = {row.place_id: number for number, row in enumerate(self.programme.places)}
        goes = {row.household_id: at[row.place_id] for row in plan}
        places = [goes.get(self.programme.households[row].household_id) for row in counted.tolist()]
        return Outlook(
            np.array([float(place is not None) for place in places]),
            np.array(
                [
                    np.nan if place is None else self.expected[row, place]
                    for row, place in zip(counted.tolist(), places, strict=True)
                ]
            ),
        )
