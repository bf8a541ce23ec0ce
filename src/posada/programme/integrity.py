"""Rules that rows must keep with one another: keys, references, order of dates, whole households."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from posada.programme.frames import BAD, Frame, Frames, may_quote, unknown_reference
from posada.programme.mistakes import Mistake
from posada.programme.rules import papers, people, places
from posada.programme.settings import Settings

NOT_AFTER = {
    "places": (("opens_on", "closes_on"), ("receives_from", "receives_until")),
    "capacities": (("from_on", "until_on"),),
    "households": (("entered_on", "registered_on"),),
    "drivers": (("from_on", "until_on"),),
    "offices": (("opens_at", "closes_at"),),
    "steps": (("valid_from", "valid_to"),),
    "calendars": (("verified_from", "verified_until"),),
    "closures": (("from_on", "until_on"),),
    "legal_rules": (("valid_from", "valid_to"),),
    "driving_rules": (("valid_from", "valid_to"),),
}
"""Pairs of columns of which the first must not be after the second."""


def mistakes_between_rows(settings: Settings | None, frames: Frames) -> list[Mistake]:
    """Everything in which rows that can be read disagree with each other or with the settings."""
    found: list[Mistake] = []
    for frame in frames.values():
        found += repeated_keys(frame)
        found += unknown_references(frame, frames)
        found += dates_out_of_order(frame)
    for rule in _RULES:
        found += rule(frames)
    if settings is not None:
        for rule_with_settings in _SETTINGS_RULES:
            found += rule_with_settings(settings, frames)
    return found


def repeated_keys(frame: Frame) -> Iterator[Mistake]:
    """Rows whose key stands in an earlier row."""
    key = frame.table.key
    if not key:
        return
    parts = list(zip(*(frame.values[name] for name in key), strict=True))
    if len(set(parts)) == len(parts):
        return
    first: dict[tuple[Any, ...], int] = {}
    for row, part in enumerate(parts):
        if BAD in part:
            continue
        earlier = first.setdefault(part, row)
        if earlier != row:
            yield frame.mistake(
                row, " + ".join(key), f"stands in line {frame.lines[earlier]} already; it must be unique."
            )


def unknown_references(frame: Frame, frames: Frames) -> Iterator[Mistake]:
    """Cells that name a row which is in none of the tables they refer to."""
    for column in frame.table.columns:
        targets = [target.split(".") for target in column.refers_to]
        if not targets or any(table not in frames for table, _ in targets):
            continue
        if any(frames[table].broken and BAD in frames[table].values[name] for table, name in targets):
            continue
        known: set[Any] = set()
        for table, name in targets:
            known.update(frames[table].values[name])
        known -= {None, BAD}
        quote = may_quote(frame.table, column)
        for row, value in enumerate(frame.values[column.name]):
            if value is None or value is BAD or value in known:
                continue
            for item in value if isinstance(value, tuple) else (value,):
                if item not in known:
                    yield frame.mistake(
                        row,
                        column.name,
                        unknown_reference(item, sorted(known), column.refers_to, quote=quote),
                    )


def dates_out_of_order(frame: Frame) -> Iterator[Mistake]:
    """Rows whose first day or hour is after the last."""
    for early, late in NOT_AFTER.get(frame.table.name, ()):
        for row, (first, last) in enumerate(zip(frame.values[early], frame.values[late], strict=True)):
            if first is None or last is None or first is BAD or last is BAD or first <= last:
                continue
            got = "" if frame.table.about_people else f", got {first} and {last}"
            yield frame.mistake(row, early, f"must not be after {late}{got}.")


def ends_before_it_starts(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """A programme whose last day is before its first."""
    if settings.ends_on < settings.starts_on:
        yield Mistake(
            "programme.toml",
            None,
            "ends_on",
            f"must not be before starts_on, got {settings.starts_on} and {settings.ends_on}.",
        )


_RULES: tuple[Callable[[Frames], Iterable[Mistake]], ...] = (
    people.principals_of_other_households,
    people.wishes_that_clash,
    people.ties_that_clash,
    places.resources_without_price,
    places.capacities_below_minimum,
    papers.offices_nowhere,
    papers.steps_out_of_order,
    papers.clocks_without_law,
    papers.steps_in_force_twice,
    papers.endless_closures_with_an_end,
    places.timezones_nobody_knows,
)
_SETTINGS_RULES: tuple[Callable[[Settings, Frames], Iterable[Mistake]], ...] = (
    ends_before_it_starts,
    people.households_without_adult,
    people.born_after_the_start,
    places.rule_pack_not_in_force,
    papers.order_of_service_nobody_knows,
)
