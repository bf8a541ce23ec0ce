"""The answer of learning: scores, and in plain words where they come from and what speaks against them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from posada.placement.learning.calibrate import Bin, Calibration, outside
from posada.placement.learning.evaluate import Evaluation
from posada.placement.learning.fairness import GROUP_COLUMNS, Group, Outlook, compare_groups, groups_of
from posada.placement.learning.features import Numbers, profiles_of
from posada.placement.learning.fit import Contest
from posada.placement.learning.models import LEAST_PER_PLACE, Places
from posada.placement.learning.outcomes import Kind
from posada.placement.learning.proxies import Proxy
from posada.placement.learning.texts import (
    COLUMN_NAMES,
    MODEL_NAMES,
    change_text,
    less_loss_text,
    outcome_text,
    say,
)
from posada.placement.texts import listed, number, percent
from posada.programme import Programme
from posada.programme.tables import Assignment, Score

MANY_UNKNOWN_SHARE = 0.2
"""From this share of outcomes not known, those that are known may say little about the others."""


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
        return tuple(_warnings(self, lang))

    def summary(self, lang: str = "en") -> str:
        """How the scores were learnt and what they are worth, in plain words, in English or Spanish."""
        return "\n".join(
            [
                *_of_the_past(self, lang),
                *_of_the_model(self, lang),
                *_of_calibration(self.calibration, lang),
                *_of_the_plan(self, lang),
                *_of_groups(self, lang),
                *_of_proxies(self, lang),
                *self.warnings(lang),
            ]
        )

    def details(self, lang: str = "en") -> str:
        """What was expected and what came, by ten groups and by place, in English or Spanish."""
        return "\n".join(
            [
                say(lang, "bins"),
                *_of_bins(self.calibration.bins, self.past.kind, lang),
                say(lang, "bins_of_places"),
                *_of_bins(self.calibration.places, self.past.kind, lang),
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


def _of_the_past(learned: Learned, lang: str) -> Iterator[str]:
    past = learned.past
    yield say(
        lang,
        "past",
        households=number(past.households),
        places=number(past.places),
        first=past.first_on.isoformat(),
        last=past.last_on.isoformat(),
    )
    for key, count in (
        ("unknown", past.unknown),
        ("children_alone", past.children_alone),
        ("tied", past.tied),
    ):
        if count:
            yield say(lang, key, count=number(count))
    names = [COLUMN_NAMES[lang][name] for name in learned.columns]
    yield say(lang, "looks_at", columns=", ".join(names))
    for name in learned.allow:
        yield say(lang, "allowed", column=COLUMN_NAMES[lang][name], reason=learned.reason)


def _of_the_model(learned: Learned, lang: str) -> Iterator[str]:
    contest = learned.contest
    tried = [
        say(lang, "trial", model=MODEL_NAMES[lang][row.model], share=less_loss_text(row.better_share))
        for row in contest.trials
        if row.model != "place_rate"
    ]
    yield say(lang, "contest", households=number(len(contest.tested)), list=listed(tried))
    yield say(
        lang, "chosen" if contest.beats_rates else "chosen_rate", model=MODEL_NAMES[lang][contest.chosen]
    )
    one_model = learned.past.smallest_place < LEAST_PER_PLACE
    yield say(
        lang,
        "one_model" if one_model else "models_per_place",
        least=number(LEAST_PER_PLACE),
        smallest=number(learned.past.smallest_place),
    )
    unit = number(learned.points_per_unit) if learned.points_per_unit >= 1 else f"{learned.points_per_unit:g}"
    yield say(lang, "points_yes_no" if learned.past.kind == "yes/no" else "points_amount", points=unit)


def _of_calibration(calibration: Calibration, lang: str) -> Iterator[str]:
    groups = len(calibration.bins)
    agree = groups - outside(calibration.bins)
    yield say(lang, "calibration", groups=number(groups), agree=number(agree))


def _of_bins(bins: Sequence[Bin], kind: Kind, lang: str) -> Iterator[str]:
    for row in bins:
        yield say(
            lang,
            "bin",
            group=row.group,
            expected=outcome_text(row.expected, kind),
            observed=outcome_text(row.observed, kind),
            low=outcome_text(row.observed_low, kind),
            high=outcome_text(row.observed_high, kind),
            households=number(row.households),
        )


def _of_the_plan(learned: Learned, lang: str) -> Iterator[str]:
    found, kind = learned.evaluation, learned.past.kind
    if found is None:
        yield say(lang, "not_judged" if learned.contest.beats_rates else "not_judged_rates")
        return
    yield say(
        lang,
        "judged",
        households=number(found.households),
        past=outcome_text(found.past, kind),
        plan=outcome_text(found.plan, kind),
        gain=change_text(found.gain, kind, lang),
        low=change_text(found.gain_low, kind, lang),
        high=change_text(found.gain_high, kind, lang),
    )
    yield say(
        lang,
        "overlap",
        share=percent(found.agreeing_share),
        effective=number(round(found.effective_households)),
        weight=number(found.largest_weight),
        rare=percent(found.rare_share, digits=1),
    )


def _of_groups(learned: Learned, lang: str) -> Iterator[str]:
    if not learned.groups:
        return
    yield say(lang, "groups")
    kind = learned.past.kind
    for row in learned.groups:
        if row.households is None or row.change is None or row.interval is None:
            continue
        yield say(
            lang,
            "group_loses" if row.surely_loses else "group",
            column=COLUMN_NAMES[lang][row.column],
            value=row.value,
            households=number(row.households),
            change=change_text(row.change, kind, lang),
            low=change_text(row.interval[0], kind, lang),
            high=change_text(row.interval[1], kind, lang),
        )
    hidden = sum(row.households is None for row in learned.groups)
    if hidden:
        yield say(lang, "groups_hidden")


def _of_proxies(learned: Learned, lang: str) -> Iterator[str]:
    if not learned.contest.beats_rates:
        return
    for row in learned.proxies:
        key = "proxy" if row.correlation is not None else "proxy_unmeasured"
        yield say(
            lang,
            key,
            feature=row.feature,
            tells=COLUMN_NAMES[lang][row.tells],
            correlation=f"{row.correlation or 0:.2f}",
        )


def _warnings(learned: Learned, lang: str) -> Iterator[str]:
    past, found = learned.past, learned.evaluation
    if not learned.contest.beats_rates:
        yield say(lang, "warn_rates")
    elif found is None:
        yield say(lang, "warn_not_judged")
    elif found.gain_high < 0:
        yield say(lang, "warn_loss")
    elif found.inside_noise:
        yield say(lang, "warn_noise")
    if found is not None and found.thin:
        yield say(lang, "warn_thin", effective=number(round(found.effective_households)))
    if past.by_chance < past.households:
        yield say(lang, "warn_unrecorded", share=percent(1 - past.by_chance / past.households))
    if past.unknown > MANY_UNKNOWN_SHARE * (past.unknown + past.households):
        yield say(lang, "warn_unknown", share=percent(past.unknown / (past.unknown + past.households)))
    new = [
        row.name
        for row, count in zip(learned.programme.places, learned.past_at.tolist(), strict=True)
        if not count
    ]
    if new:
        yield say(lang, "warn_new_places", places=", ".join(new))
    if any(row.surely_loses for row in learned.groups):
        yield say(lang, "warn_groups")
