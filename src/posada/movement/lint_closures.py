"""Closures that close nothing, in Flee or at all, and those that make another place of what they name."""

from __future__ import annotations

from collections.abc import Iterator

from posada.movement.flee_folder import INPUT
from posada.movement.rows import CAMP_KINDS, Closure, FleeFolder
from posada.programme.mistakes import Mistake, did_you_mean

CLOSURES = f"{INPUT}/closures.csv"
READS = (f"{INPUT}/locations.csv", f"{INPUT}/routes.csv", f"{INPUT}/sim_period.csv", CLOSURES)


def link_closure_is_dead(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee compares names by identity, so a closure of one road closes none."""
    for closure in folder.closures:
        if closure.kind == "link":
            yield Mistake(CLOSURES, closure.line, "closure_type", "Flee closes no road for the type 'link'.")


def closure_of_unknown_names(folder: FleeFolder) -> Iterator[Mistake]:
    """A closure whose place or country does not exist has no effect, in Flee and here."""
    countries = {place.country for place in folder.locations}
    places = {place.name for place in folder.locations}
    for closure in folder.closures:
        known = countries if closure.kind == "country" else places
        for column, name in _names_of(closure):
            if name not in known:
                what = "country" if closure.kind == "country" else "name"
                text = (
                    f"no {what} of locations.csv is {name!r}: nothing is closed.{did_you_mean(name, known)}"
                )
                yield Mistake(CLOSURES, closure.line, column, text)


def closure_of_a_camp_that_is_none(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee makes the place a town while it is closed, and afterwards whatever kind the line names."""
    kinds = {place.name: place.kind for place in folder.locations}
    for closure in folder.closures:
        kind = kinds.get(closure.name1)
        if closure.kind not in CAMP_KINDS or kind is None or kind == closure.kind:
            continue
        here = "here it stays what it is." if kind not in CAMP_KINDS else f"here it is {_a(kind)} again."
        text = (
            f"{closure.name1} is {_a(kind)}: Flee makes it {_a(closure.kind)} when the closure ends, {here}"
        )
        yield Mistake(CLOSURES, closure.line, "closure_type", text)


def closure_of_roads_that_are_none(folder: FleeFolder) -> Iterator[Mistake]:
    """A closure between two places or countries that no road joins closes nothing."""
    country = {place.name: place.country for place in folder.locations}
    joined = {frozenset((road.start, road.end)) for road in folder.routes}
    borders = {frozenset(country[name] for name in ends) for ends in joined}
    for closure in folder.closures:
        ends = frozenset((closure.name1, closure.name2))
        if closure.kind == "link" and ends <= country.keys() and ends not in joined:
            text = f"no road joins {closure.name1} and {closure.name2}: nothing is closed."
            yield Mistake(CLOSURES, closure.line, "name2", text)
        if closure.kind == "country" and ends <= set(country.values()) and ends not in borders:
            text = f"no road leads from {closure.name1} to {closure.name2}: nothing is closed."
            yield Mistake(CLOSURES, closure.line, "name2", text)


def closure_days(folder: FleeFolder) -> Iterator[Mistake]:
    """Closures outside the period, without an end, or that end before they start."""
    for closure in folder.closures:
        if closure.start_day >= folder.days:
            text = f"day {closure.start_day} is after the last of {folder.days} days: nothing is closed."
            yield Mistake(CLOSURES, closure.line, "closure_start", text)
        if closure.end_day is None:
            yield Mistake(CLOSURES, closure.line, "closure_end", "Flee stops with an error at an empty end.")
        elif closure.end_day <= closure.start_day and closure.kind != "remove_forced_redirection":
            text = f"day {closure.end_day} is not after the start: what is closed stays closed."
            yield Mistake(CLOSURES, closure.line, "closure_end", text)


def redirection_removed_but_never_set(folder: FleeFolder) -> Iterator[Mistake]:
    """Removing a redirection that no road has does nothing."""
    forced = {(r.forced_from, r.end if r.forced_from == r.start else r.start) for r in folder.routes}
    for closure in folder.closures:
        if closure.kind == "remove_forced_redirection":
            text = "Flee never reads the redirection that this line removes or sets."
            if (closure.name1, closure.name2) not in forced and closure.end_day is None:
                text = "no road has the redirection that this line removes."
            yield Mistake(CLOSURES, closure.line, "closure_type", text)


def _names_of(closure: Closure) -> list[tuple[str, str]]:
    both = closure.kind in ("country", "link", "remove_forced_redirection")
    return [("name1", closure.name1), *([("name2", closure.name2)] if both else [])]


def _a(kind: str) -> str:
    return {
        "idpcamp": "an idpcamp", "conflict": "a conflict_zone", "forward": "a forwarding_hub",
    }.get(kind, f"a {kind}")  # fmt: skip


RULES = (
    link_closure_is_dead,
    closure_of_unknown_names,
    closure_of_a_camp_that_is_none,
    closure_of_roads_that_are_none,
    closure_days,
    redirection_removed_but_never_set,
)
