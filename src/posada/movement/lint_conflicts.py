"""Conflicts of which Flee sees another day, another strength or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from posada.movement.flee_folder import INPUT
from posada.movement.rows import FleeFolder, Location
from posada.programme.mistakes import Mistake, did_you_mean

LOCATIONS, CONFLICTS = f"{INPUT}/locations.csv", f"{INPUT}/conflicts.csv"
READS = (LOCATIONS, CONFLICTS, f"{INPUT}/sim_period.csv")


def intensity_changes_are_dead(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee acts on the start and the end of a conflict only; the first intensity stays."""
    for column, values in (folder.intensities or {}).items():
        for day in range(1, min(folder.days, len(values))):
            before, now = values[day - 1], values[day]
            if before > 0 and now > 0 and before != now:
                text = f"day {day}: Flee ignores the change from {before:g} to {now:g}."
                yield Mistake(CONFLICTS, _line_of(folder, day), column, text)
                break
            if 0 < before < 1 and now == 0:
                text = f"day {day}: Flee 3.1 ends a conflict only after an intensity of 1, got {before:g}."
                yield Mistake(CONFLICTS, _line_of(folder, day), column, text)
                break


def conflicts_in_unknown_places(folder: FleeFolder) -> Iterator[Mistake]:
    """A column that no place has moves nobody."""
    known = {place.name for place in folder.locations}
    for column, values in (folder.intensities or {}).items():
        if column not in known and any(values):
            text = f"no name of locations.csv: the conflict is ignored.{did_you_mean(column, known)}"
            yield Mistake(CONFLICTS, _line_of(folder, -1), column[:40], text)


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
    if began == first:
        return ""
    return f"must agree with conflicts.csv, where the first day is {first}, got {place.conflict_day}."


def conflict_nowhere(folder: FleeFolder) -> Iterator[Mistake]:
    """People set out from conflicts only, whatever total the reports have."""
    told = folder.intensities
    zones = [
        place for place in folder.locations if place.kind == "conflict" and place.conflict_day < folder.days
    ]
    struck = {
        place.name for place in folder.locations for value in (told or {}).get(place.name, ()) if value > 0
    }
    if not struck and not any(told is None or place.name not in told for place in zones):
        text = "no place is in conflict on any day: here nobody sets out."
        yield Mistake(LOCATIONS if told is None else CONFLICTS, None, "", text)


def days_out_of_step(folder: FleeFolder) -> Iterator[Mistake]:
    """Flee counts the lines and never reads the day that stands in them."""
    told = folder.conflict_days
    wrong = [day for day, name in enumerate(told) if not _is_day(name, day, folder.starts_on)]
    for day in wrong[:1]:
        text = f"must be {day}, as Flee counts lines and never reads the day, got {told[day][:40]!r}."
        more = f" {len(wrong)} lines are out of step." if len(wrong) > 1 else ""
        yield Mistake(CONFLICTS, _line_of(folder, day), "#Day", text + more)


def _is_day(told: str, day: int, starts_on: dt.date) -> bool:
    """Whether a cell names a day, by its number or date; a word that is neither says nothing on days."""
    try:
        return float(told) == day
    except ValueError:
        return told == "" or told == (starts_on + dt.timedelta(day)).isoformat() or not told[0].isdigit()


def _line_of(folder: FleeFolder, day: int) -> int | None:
    """The line of a day in conflicts.csv; -1 for its header."""
    return folder.conflict_lines[day + 1] if day + 1 < len(folder.conflict_lines) else None


RULES = (
    intensity_changes_are_dead,
    conflicts_in_unknown_places,
    conflict_dates_without_conflicts_file,
    conflict_date_against_conflicts_file,
    conflict_nowhere,
    days_out_of_step,
)
