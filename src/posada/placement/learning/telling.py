"""What learning says of itself, sentence by sentence: the past, the models, the plan, the groups, the warnings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from posada.placement.learning.calibrate import Bin, Calibration, outside
from posada.placement.learning.models import LEAST_PER_PLACE
from posada.placement.learning.outcomes import Kind
from posada.placement.learning.texts import (
    COLUMN_NAMES,
    MODEL_NAMES,
    VALUE_NAMES,
    change_text,
    end_text,
    less_loss_text,
    outcome_text,
    say,
)
from posada.placement.texts import listed, number, percent

if TYPE_CHECKING:
    from posada.placement.learning.report import Learned

MANY_UNKNOWN_SHARE = 0.2
"""From this share of outcomes not known, those that are known may say little about the others."""


def of_the_past(learned: Learned, lang: str) -> Iterator[str]:
    """What was learnt from, and what was looked at."""
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
    yield say(lang, "looks_at", columns=listed(names))
    for name in learned.allow:
        yield say(lang, "allowed", column=COLUMN_NAMES[lang][name], reason=learned.reason)


def of_the_model(learned: Learned, lang: str) -> Iterator[str]:
    """Which models were tried, which is used and why, and what a point is."""
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


def of_calibration(calibration: Calibration, lang: str) -> Iterator[str]:
    """Whether what was expected came."""
    groups = len(calibration.bins)
    agree = groups - outside(calibration.bins)
    yield say(lang, "calibration", groups=number(groups), agree=number(agree))


def of_bins(bins: Sequence[Bin], kind: Kind, lang: str) -> Iterator[str]:
    """One line for each group of a calibration table."""
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


def of_the_plan(learned: Learned, lang: str) -> Iterator[str]:
    """What the scores would have brought on later households, and on how many people that rests."""
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
        low=end_text(found.gain_low, kind),
        high=end_text(found.gain_high, kind),
    )
    yield say(
        lang,
        "overlap",
        share=percent(found.agreeing_share),
        effective=number(round(found.effective_households)),
        weight=number(found.largest_weight),
        rare=percent(found.rare_share, digits=1),
    )


def of_groups(learned: Learned, lang: str) -> Iterator[str]:
    """Who gains and who loses."""
    if learned.evaluation is None:
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
            value=VALUE_NAMES[lang].get(row.value, row.value),
            households=number(row.households),
            change=change_text(row.change, kind, lang),
            low=end_text(row.interval[0], kind),
            high=end_text(row.interval[1], kind),
        )
    hidden = sum(row.households is None for row in learned.groups)
    if hidden:
        yield say(lang, "groups_hidden")
    told = {row.column for row in learned.groups}
    missing = [COLUMN_NAMES[lang][name] for name in learned.group_columns if name not in told]
    if missing:
        yield say(lang, "groups_missing", columns=listed(missing))


def of_proxies(learned: Learned, lang: str) -> Iterator[str]:
    """What tells, unasked, what is not looked at."""
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


def warnings(learned: Learned, lang: str) -> Iterator[str]:
    """What speaks against using the scores."""
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
