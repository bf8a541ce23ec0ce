"""The deadlines of a plan, step by step: how many households have which day, and why some have none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

from markupsafe import Markup

from posada.programme import Programme
from posada.programme.deadlines import WorkingCalendar, count, working_calendars
from posada.programme.disclosure import FEWEST_TOLD
from posada.programme.tables.answers import Deadline
from posada.report.charts import bar
from posada.report.formats import number, weekday
from posada.report.words import Texts, step_name, texts_of


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day on which deadlines end, with the households whose deadline it is."""

    due: str
    households: str
    bar: Markup


@dataclass(frozen=True, slots=True)
class Uncounted:
    """Why deadlines have no day, with the households whose deadline it is."""

    why: str
    households: str


@dataclass(frozen=True, slots=True)
class DeadlineStep:
    """The deadlines of a step under one rule of law: the rule in a sentence, the days, those without a day."""

    name: str
    rule: str
    counted: tuple[DueDay, ...]
    uncounted: tuple[Uncounted, ...]


def deadline_steps(
    programme: Programme, deadlines: Iterable[Deadline], *, lang: str
) -> tuple[DeadlineStep, ...]:
    """The steps that have deadlines, each with its rule; fewer than `FEWEST_TOLD` households are not counted out."""
    by_rule: dict[tuple[str, str], list[Deadline]] = {}
    for row in sorted(deadlines, key=lambda row: (row.step_id, row.source, row.household_id)):
        by_rule.setdefault((row.step_id, row.source), []).append(row)
    return tuple(_step(programme, rows, lang) for rows in by_rule.values())


def _step(programme: Programme, rows: list[Deadline], lang: str) -> DeadlineStep:
    texts = texts_of(lang)
    due = Counter(row.due_on for row in rows if row.due_on is not None)
    most = max(due.values(), default=0)
    reasons = Counter(why_unknown(programme, row, lang=lang) for row in rows if row.due_on is None)
    name = step_name(rows[0].step_id, lang)
    return DeadlineStep(
        name=name[:1].upper() + name[1:],
        rule=_rule(rows[0], texts),
        counted=tuple(
            DueDay(
                f"{weekday(day, lang)} {day.year}",
                _told(households, texts),
                Markup(bar(households if households >= FEWEST_TOLD else FEWEST_TOLD / 2, most)),
            )
            for day, households in sorted(due.items())
        ),
        uncounted=tuple(
            Uncounted(why, _told(households, texts))
            for why, households in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
        ),
    )


def _told(households: int, texts: Texts) -> str:
    """A number of households, unless so few that it would tell about one of them."""
    return number(households) if households >= FEWEST_TOLD else texts["few_one"]


def _rule(row: Deadline, texts: Texts) -> str:
    """What the law gives: days, days to mend a file, what silence means, and where it stands."""
    told = []
    if row.due_days is not None:
        told.append(texts[f"days_{row.day_kind}"].format(days=row.due_days))
    if row.cure_days is not None:
        told.append(texts["cure"].format(days=row.cure_days))
    if row.on_expiry is not None:
        told.append(f"{texts['silence'].lower()}, {texts[row.on_expiry]}")
    sentence = "; ".join(told)
    source = f"{texts['source']}: {row.source}." if row.source else ""
    return f"{sentence}. {source}".strip(". ") + "." if sentence or source else ""


def why_unknown(programme: Programme, row: Deadline, *, lang: str) -> str:
    """Why a deadline has no day: as the row says it, or counted again to say it in another language."""
    if lang == "en" and row.why_unknown:
        return row.why_unknown
    calendar = _calendar_of(programme, row)
    if row.from_on is None or row.due_days is None or calendar is None:
        return texts_of(lang)["uncounted_other"]
    kind = cast(Literal["working", "calendar"], row.day_kind)
    return count(row.from_on, row.due_days, kind=kind, calendar=calendar).why(lang)


def _calendar_of(programme: Programme, row: Deadline) -> WorkingCalendar | None:
    """The calendar that the law of a deadline is counted by, if the programme still has it."""
    calendar_of = {step.source: step.calendar_id for step in programme.steps if step.step_id == row.step_id}
    return working_calendars(programme).get(calendar_of.get(row.source) or "")
