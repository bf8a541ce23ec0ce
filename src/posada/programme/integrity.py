"""Rules that rows must keep with one another: keys, references, order of dates, whole households."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from posada.programme.cells import text_of
from posada.programme.columns import Column
from posada.programme.frames import BAD, Frame, Frames, may_quote, must_have_rows, unknown_reference
from posada.programme.mistakes import Mistake
from posada.programme.rules import papers, people, places, promises, roads_of_people, translations
from posada.programme.settings import Settings

MOST_DAYS = 3660
"""Ten years: a programme that seems longer has a slip in one of its two dates."""

NOT_AFTER = {
    "places": (("opens_on", "closes_on"), ("receives_from", "receives_until")),
    "capacities": (("from_on", "until_on"),),
    "households": (("entered_on", "registered_on"),),
    "drivers": (("from_on", "until_on"),),
    "offices": (("opens_at", "closes_at"),),
    "steps": (("valid_from", "valid_to"),),
    "calendars": (("verified_from", "verified_until"),),
    "closures": (("from_on", "until_on"),),
    "sources": (("published_on", "published_until"),),
    "deliveries": (("from_on", "until_on"),),
    "coverage": (("from_on", "until_on"),),
    "statistics": (("from_on", "until_on"),),
    "groups": (("starts_on_lo", "starts_on_hi"),),
    "offers": (("made_on", "deadline_on"),),
    "sightings": (("on_lo", "on_hi"),),
    "legal_rules": (("valid_from", "valid_to"),),
    "driving_rules": (("valid_from", "valid_to"),),
}
"""Pairs of columns of which the first must not be after the second."""


def mistakes_between_rows(settings: Settings | None, frames: Frames) -> list[Mistake]:
    """Everything in which rows that can be read disagree with each other or with the settings."""
    found: list[Mistake] = []
    for frame in frames.values():
        found += repeated_keys(frame)
        found += dates_out_of_order(frame)
    found += unknown_references(frames)
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


def unknown_references(frames: Frames) -> Iterator[Mistake]:
    """Cells that name a row which is in none of the tables they refer to.

    Where such a table has no rows at all, that is one mistake and not one for each cell. Nothing is said about
    references to a table that could not be read.
    """
    named_in: dict[str, set[str]] = {}
    for frame in frames.values():
        for column in frame.table.columns:
            targets = [target.split(".") for target in column.refers_to]
            if not targets or any(table not in frames for table, _ in targets):
                continue
            held = [(frames[table], frames[table].values[name]) for table, name in targets]
            if any(target.unread or (target.broken and BAD in values) for target, values in held):
                continue
            unknown = _unknown(frame.values[column.name], set().union(*(values for _, values in held)))
            blank = [target.table.file for target, _ in held if not len(target)]
            if not unknown:
                continue
            for file in blank:
                named_in.setdefault(file, set()).add(frame.table.file)
            if not blank:
                yield from _told(frame, column, unknown, [values for _, values in held])
    for file, naming in named_in.items():
        yield must_have_rows(
            file, [frame.table.file for frame in frames.values() if frame.table.file in naming]
        )


def _unknown(values: Iterable[Any], known: set[Any]) -> list[tuple[int, Any]]:
    """The rows and items that are not known; a cell may hold a list of them."""
    known |= {None, BAD, ()}
    return [
        (row, item)
        for row, value in enumerate(values)
        if value not in known
        for item in (value if isinstance(value, tuple) else (value,))
        if item not in known
    ]


def _told(
    frame: Frame, column: Column, unknown: Iterable[tuple[int, Any]], held: Iterable[Iterable[Any]]
) -> Iterator[Mistake]:
    known = sorted(set().union(*held) - {None, BAD})
    quote = may_quote(frame.table, column)
    for row, item in unknown:
        yield frame.mistake(row, column.name, unknown_reference(item, known, column.refers_to, quote=quote))


def dates_out_of_order(frame: Frame) -> Iterator[Mistake]:
    """Rows whose first day or hour is after the last."""
    for early, late in NOT_AFTER.get(frame.table.name, ()):
        for row, (first, last) in enumerate(zip(frame.values[early], frame.values[late], strict=True)):
            if first is None or last is None or first is BAD or last is BAD or first <= last:
                continue
            got = "" if frame.table.about_people else f", got {text_of(first)} and {text_of(last)}"
            yield frame.mistake(row, early, f"must not be after {late}{got}.")


def no_hour_to_leave(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """Hours of departure that end before they begin."""
    first, last = settings.transport.departs_from, settings.transport.departs_until
    if first > last:
        text = f"must not be after departs_until, got {text_of(first)} and {text_of(last)}."
        yield Mistake("programme.toml", None, "transport.departs_from", text)


def ends_before_it_starts(settings: Settings, frames: Frames) -> Iterator[Mistake]:
    """A programme whose last day is before its first, or years after it."""
    where = ("programme.toml", None, "ends_on")
    got = f"got {settings.starts_on} and {settings.ends_on}."
    if settings.ends_on < settings.starts_on:
        yield Mistake(*where, f"must not be before starts_on, {got}")
    elif (settings.ends_on - settings.starts_on).days > MOST_DAYS:
        yield Mistake(*where, f"must be at most {MOST_DAYS} days after starts_on, {got}")


_RULES: tuple[Callable[[Frames], Iterable[Mistake]], ...] = (
    people.principals_of_other_households,
    people.wishes_that_clash,
    people.ties_that_clash,
    people.ties_told_twice,
    places.resources_without_price,
    places.capacities_below_minimum,
    papers.offices_nowhere,
    papers.steps_out_of_order,
    papers.clocks_without_law,
    papers.clocks_that_never_start,
    papers.steps_in_force_twice,
    papers.endless_closures_with_an_end,
    places.timezones_nobody_knows,
    places.roads_to_where_they_start,
    *promises.RULES,
    translations.translations_with_other_figures,
    *roads_of_people.RULES,
)
_SETTINGS_RULES: tuple[Callable[[Settings, Frames], Iterable[Mistake]], ...] = (
    ends_before_it_starts,
    no_hour_to_leave,
    people.households_without_adult,
    people.born_after_the_start,
    people.adults_called_unaccompanied,
    people.pins_to_closed_places,
    people.floors_for_nobody,
    places.rule_pack_not_in_force,
    papers.order_of_service_nobody_knows,
    translations.translations_of_nothing,
)
