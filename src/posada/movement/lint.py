"""What Flee would silently ignore or misread in a folder, and where its data contradict themselves.

Each rule below names the behaviour of Flee 3.1 or of its later master that was seen by running it:
docs/explanation/movement.md. Nothing here stops a run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise

from posada.movement.flee_folder import INPUT, SETTINGS, SOURCES
from posada.movement.rows import CAMP_KINDS, Closure, Counted, FleeFolder, Location
from posada.movement.settings import OWN_RULES
from posada.programme.mistakes import Mistake, did_you_mean

LOCATIONS, ROUTES, CLOSURES = (f"{INPUT}/{name}.csv" for name in ("locations", "routes", "closures"))
CONFLICTS, CORRECTIONS = f"{INPUT}/conflicts.csv", f"{INPUT}/registration_corrections.csv"
_SAME_SHARE = 0.05
"""A capacity within this share of the greatest report is taken to be made from the reports."""


def lint(folder: FleeFolder) -> tuple[Mistake, ...]:
    """Every finding about a folder that can be read, by file and line.

    >>> from posada.movement.example import example
    >>> print(*lint(example(simsetting_yml="")), sep=chr(10))
    simsetting.yml, max_move_speed: Flee lets people go on for a full 360 km after each of 3 roads shorter...
    """
    found = [finding for rule in RULES for finding in rule(folder)]
    return tuple(sorted(set(found), key=lambda it: (it.file, it.line or 0, it.column, it.text)))


def forced_redirection_is_dead(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee stores the flag and never looks at it (the branch was deleted in 2022); 1 makes the road twice."""
    for route in folder.routes:
        if route.forced_from:
            twice = (
                " The value 1 also makes the road a second time." if route.forced_from == route.start else ""
            )
            text = "Flee never reads this flag when people choose: the road is one of several." + twice
            yield Mistake(ROUTES, route.line, "forced_redirection", text)


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


def _names_of(closure: Closure) -> list[tuple[str, str]]:
    both = closure.kind in ("country", "link", "remove_forced_redirection")
    return [("name1", closure.name1), *([("name2", closure.name2)] if both else [])]


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


def _a(kind: str) -> str:
    return {
        "idpcamp": "an idpcamp", "conflict": "a conflict_zone", "forward": "a forwarding_hub",
    }.get(kind, f"a {kind}")  # fmt: skip


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


def intensity_changes_are_dead(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee acts on the start and the end of a conflict only; the first intensity stays."""
    for column, values in (folder.intensities or {}).items():
        for day in range(1, min(folder.days, len(values))):
            before, now = values[day - 1], values[day]
            if before > 0 and now > 0 and before != now:
                text = f"day {day}: Flee ignores the change from {before:g} to {now:g}."
                yield Mistake(CONFLICTS, day + 2, column, text)
                break
            if 0 < before < 1 and now == 0:
                text = f"day {day}: Flee 3.1 ends a conflict only after an intensity of 1, got {before:g}."
                yield Mistake(CONFLICTS, day + 2, column, text)
                break


def conflicts_in_unknown_places(folder: FleeFolder) -> Iterator[Mistake]:
    """A column that no place has moves nobody."""
    known = {place.name for place in folder.locations}
    for column, values in (folder.intensities or {}).items():
        if column not in known and any(values):
            text = f"no name of locations.csv: the conflict is ignored.{did_you_mean(column, known)}"
            yield Mistake(CONFLICTS, 1, column[:40], text)


def conflict_dates_without_conflicts_file(folder: FleeFolder) -> Iterator[Mistake]:
    """Without conflicts.csv Flee looks for conflict_date in the wrong column, so later conflicts never start."""
    for place in folder.locations:
        if folder.intensities is None and place.kind == "conflict" and place.conflict_day > 0:
            text = f"without conflicts.csv Flee never starts this conflict, got day {place.conflict_day}."
            yield Mistake(LOCATIONS, place.line, "conflict_date", text)


def conflict_date_against_conflicts_file(folder: FleeFolder) -> Iterator[Mistake]:
    """Where there is a conflicts.csv the date is ignored; it is told where the two differ, or only one tells."""
    for place in folder.locations:
        if place.kind == "conflict" and folder.intensities is not None:
            text = _date_against(place, folder.intensities.get(place.name))
            if text:
                yield Mistake(LOCATIONS, place.line, "conflict_date", text)


def _date_against(place: Location, values: tuple[float, ...] | None) -> str:
    first = next((day for day, value in enumerate(values or ()) if value > 0), None)
    began = max(place.conflict_day, 0)
    if values is None:
        flee = "a town on all days" if began else "in conflict on all days"
        here = f"here it is in conflict from day {began}."
        return f"conflicts.csv has no column for this zone: Flee takes it to be {flee}, {here}"
    if first is None and began:
        return "conflicts.csv has no conflict here: Flee treats the place as a town."
    if first is None:
        return "conflicts.csv has no conflict here: Flee takes it to be in conflict on all days, here it is a town."
    return (
        ""
        if began == first
        else f"must agree with conflicts.csv, where the first day is {first}, got {place.conflict_day}."
    )


def awareness_zero_moves_nobody(folder: FleeFolder) -> Iterator[Mistake]:
    """With awareness_level 0 Flee's route is a number that no place has as its name."""
    if folder.settings.awareness_level == 0:
        yield _of_setting(folder, "awareness_level", "Flee moves nobody at 0.")


def day_longer_than_a_day(folder: FleeFolder) -> Iterator[Mistake]:
    """A person who arrives before evening gets a full day's speed on the next road."""
    speed = folder.settings.max_move_speed
    short = [route for route in folder.routes if route.km < speed]
    if short:
        text = f"Flee lets people go on for a full {speed:g} km after each of {len(short)} roads shorter than that."
        yield _of_setting(folder, "max_move_speed", text)


def settings_that_flee_31_ignores(folder: FleeFolder) -> Iterator[Mistake]:
    """Settings of later versions that the newest release on PyPI passes over."""
    settings = folder.settings
    if settings.capacity_scaling != 1.0:
        yield _of_setting(folder, "capacity_scaling", "Flee 3.1 ignores it; later versions use it.")
    if settings.conflict_spawn_decay and settings.conflict_spawn_decay_interval != 30:
        text = "Flee 3.1 ignores it and takes 30 days."
        yield _of_setting(folder, "conflict_spawn_decay_interval", text)
    if settings.use_pop_for_loc_weight:
        text = "Flee 3.1 takes the smaller of 1 and the people."
        yield _of_setting(folder, "use_pop_for_loc_weight", text)
    if settings.stay_close_to_home:
        text = (
            "Flee measures with latitude and longitude exchanged, and from the present place, not the home."
        )
        yield _of_setting(folder, "stay_close_to_home", text)
    if settings.spawn_mode == "poisson":
        yield _of_setting(folder, "spawn_mode", "Flee 3.1 stops with an error at Poisson.")


def settings_that_flee_does_not_have(folder: FleeFolder) -> Iterator[Mistake]:
    """Rules of this program only: Flee passes over names that it does not know, without a word."""
    for name in OWN_RULES:
        if name in folder.setting_lines and getattr(folder.settings, name):
            yield _of_setting(folder, name, "Flee has no such setting and ignores it: it counts here only.")


def _of_setting(folder: FleeFolder, name: str, text: str) -> Mistake:
    """A finding on a setting, with its line if it stands in the file."""
    return Mistake(folder.settings_file or SETTINGS, folder.setting_lines.get(name), name, text)


def files_that_nothing_reads(folder: FleeFolder) -> Iterator[Mistake]:
    """Files that Flee reads only where a rule of the settings asks for them."""
    for name in folder.attribute_files:
        yield Mistake(
            f"{INPUT}/{name}", None, "", "no rule of the settings that is supported uses this file."
        )


def roads_twice(folder: FleeFolder) -> Iterator[Mistake]:
    """Two rows for one road count it twice as likely."""
    seen: dict[frozenset[str], int] = {}
    for route in folder.routes:
        first = seen.setdefault(frozenset((route.start, route.end)), route.line)
        if first != route.line:
            text = f"the road stands in line {first} already: Flee chooses it twice as often."
            yield Mistake(ROUTES, route.line, "name2", text)


def places_without_roads(folder: FleeFolder) -> Iterator[Mistake]:
    """Nobody can come to or leave such a place."""
    joined = {name for route in folder.routes for name in (route.start, route.end)}
    for place in folder.locations:
        if place.name not in joined:
            yield Mistake(LOCATIONS, place.line, "name", "no road leads here: nobody comes or leaves.")


def coordinates_missing(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee reads an empty coordinate as 0."""
    for place in folder.locations:
        if place.latitude == 0.0 and place.longitude == 0.0:
            yield Mistake(
                LOCATIONS, place.line, "latitude", "0, 0 lies in the sea: an empty cell is read as 0."
            )


def camps_and_reports(folder: FleeFolder) -> Iterator[Mistake]:
    """Camps nobody counted, counts of places that are no camps, and a first row that is not the total."""
    kinds = {place.name: place for place in folder.locations}
    names = {counted.name for counted in folder.counted[1:]}
    for counted in folder.counted[:1]:
        if counted.name != "total":
            text = (
                f"must be 'total', got {counted.name!r}: Flee leaves the first row out of the sum over camps."
            )
            yield Mistake(f"{SOURCES}/data_layout.csv", counted.line, "total", text)
    for counted in folder.counted[1:]:
        if counted.name not in kinds:
            near = did_you_mean(counted.name, kinds)
            text = f"no name of locations.csv, got {counted.name!r}: its people are spawned, never compared.{near}"
            yield Mistake(f"{SOURCES}/data_layout.csv", counted.line, "total", text)
    for place in folder.locations:
        if place.is_camp and folder.counted and place.name not in names:
            yield Mistake(LOCATIONS, place.line, "name", "a camp without reports: Flee stops with an error.")


def places_counted_twice(folder: FleeFolder) -> Iterator[Mistake]:
    """The second row of a place is summed again."""
    counts = Counter(counted.name for counted in folder.counted)
    for counted in folder.counted:
        if counts[counted.name] > 1:
            yield Mistake(f"{SOURCES}/data_layout.csv", counted.line, "total", "must be unique in this file.")


def capacity_made_from_reports(folder: FleeFolder) -> Iterator[Mistake]:
    """A capacity that equals the greatest report tells the answer to whoever is judged by the reports."""
    places = {place.name: place for place in folder.locations}
    for counted in folder.counted[1:]:
        place = places.get(counted.name)
        most = max((report.people for reports in counted.reports for report in reports), default=0.0)
        if place and place.capacity and abs(place.capacity - most) <= _SAME_SHARE * most:
            text = (
                f"the capacity {place.capacity:,} is the greatest report ({most:,.0f}): it tells the answer."
            )
            yield Mistake(LOCATIONS, place.line, "population", text)


def reports_out_of_order(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee goes through reports in the order of the file, whatever their days."""
    for counted in folder.counted:
        for file, reports in zip(counted.files, counted.reports, strict=False):
            for before, now in pairwise(reports):
                if now.day <= before.day:
                    yield Mistake(f"{SOURCES}/{file}", now.line, "date", "must be after the date above it.")


def reports_of_two_files(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee adds two files only up to the last day of one of them, and does not interpolate."""
    for counted in folder.counted:
        if len(counted.files) > 1:
            text = f"Flee adds {len(counted.files)} files without interpolation between their days."
            yield Mistake(f"{SOURCES}/data_layout.csv", counted.line, "total", text)


def corrections_that_fail(folder: FleeFolder) -> Iterator[Mistake]:
    """A correction on a day without a report stops Flee; one after a report of nobody makes no number."""
    by_name: dict[str, Counted] = {counted.name: counted for counted in folder.counted}
    for correction in folder.corrections:
        counted = by_name.get(correction.name)
        if counted is None:
            text = f"no name of data_layout.csv, got {correction.name!r}.{did_you_mean(correction.name, by_name)}"
            yield Mistake(CORRECTIONS, correction.line, "name", text)
            continue
        reports = [report for reports in counted.reports for report in reports]
        if correction.day not in {report.day for report in reports}:
            text = "no report on this date: Flee stops with an error, here nothing is corrected."
            yield Mistake(CORRECTIONS, correction.line, "date", text)


RULES: tuple[Callable[[FleeFolder], Iterator[Mistake]], ...] = (
    forced_redirection_is_dead, link_closure_is_dead, closure_of_unknown_names, closure_of_a_camp_that_is_none,
    closure_of_roads_that_are_none, closure_days,
    redirection_removed_but_never_set, intensity_changes_are_dead, conflicts_in_unknown_places,
    conflict_dates_without_conflicts_file, conflict_date_against_conflicts_file, awareness_zero_moves_nobody,
    day_longer_than_a_day, settings_that_flee_31_ignores, settings_that_flee_does_not_have,
    files_that_nothing_reads, roads_twice, places_without_roads, coordinates_missing, camps_and_reports,
    places_counted_twice, capacity_made_from_reports, reports_out_of_order, reports_of_two_files,
    corrections_that_fail,
)  # fmt: skip
