"""A Flee or FabFlee folder as frozen rows, or every mistake in it at once."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from posada.movement.flee_csv import Cells, Line, lines_of
from posada.movement.flee_demographics import ATTRIBUTES, read_demographics
from posada.movement.flee_places import read_closures, read_locations, read_routes
from posada.movement.flee_settings import SettingsFile, read_settings
from posada.movement.flee_sources import read_corrections, read_counted
from posada.movement.rows import Closure, Correction, Demographic, FleeFolder
from posada.movement.settings import HAZARD_RULES, Settings
from posada.programme.mistakes import InputError, Mistake

INPUT, SOURCES, SETTINGS = "input_csv", "source_data", "simsetting.yml"
MOST_DAYS = 36_600
ATTRIBUTE_FILES = ("agents.csv", "flood_level.csv", "region_attributes_IPC.csv", "location_changes.csv",
                   "major_routes.csv")  # fmt: skip

_READ_DEMOGRAPHICS = tuple(f"demographics_{attribute}.csv" for attribute in ATTRIBUTES)
_LOOKS_AT = dict(zip(HAZARD_RULES, ("age", "gender", "age", "gender"), strict=True))


def read_flee_folder(path: Path, settings_path: Path | None = None) -> FleeFolder:
    """The rows of a Flee folder, with the settings of `settings_path` or of a simsetting.yml in or beside it.

    Raises `InputError` with all mistakes of all files.

    >>> from posada.movement.example import write_example
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     rows = read_flee_folder(write_example(Path(folder)))
    >>> [location.name for location in rows.locations]
    ['Akora', 'Brava', 'Camp North', 'Camp South']
    """
    folder, mistakes = flee_folder_with_mistakes(path, settings_path)
    if mistakes or folder is None:
        raise InputError(mistakes)
    return folder


def read_flee_folders(paths: Sequence[Path]) -> list[FleeFolder]:
    """The rows of several Flee folders.

    Raises `InputError` with all mistakes of all folders, each led by the name of its folder.

    >>> read_flee_folders([Path("nowhere"), Path("elsewhere")])
    Traceback (most recent call last):
    posada.programme.mistakes.InputError: nowhere/input_csv: no such folder. ...
    elsewhere/input_csv: no such folder. A Flee folder holds input_csv and source_data.
    """
    found: list[FleeFolder] = []
    mistakes: list[Mistake] = []
    for path in paths:
        try:
            found.append(read_flee_folder(path))
        except InputError as error:
            mistakes += [_led_by(path.resolve().name, it) for it in error.mistakes]
    if mistakes:
        raise InputError(mistakes)
    return found


def _led_by(folder: str, mistake: Mistake) -> Mistake:
    file = mistake.file if mistake.file.startswith(f"{folder}/") else f"{folder}/{mistake.file}"
    return dataclasses.replace(mistake, file=file)


def flee_folder_with_mistakes(
    path: Path, settings_path: Path | None = None
) -> tuple[FleeFolder | None, list[Mistake]]:
    """What could be read of a Flee folder, beside all mistakes; no folder where there is nothing to read.

    Rows with mistakes are left out, or have the least value that was allowed: good for the linter, not for a run.
    """
    mistakes: list[Mistake] = []
    where = path / INPUT
    if not where.is_dir():
        text = f"no such folder. A Flee folder holds {INPUT} and {SOURCES}."
        return None, [Mistake(f"{path.resolve().name}/{INPUT}", None, "", text)]
    starts_on, days = _read_period(where, mistakes)
    locations = read_locations(where / "locations.csv", f"{INPUT}/locations.csv", mistakes)
    names = [location.name for location in locations]
    settings_file = settings_path or _settings_of(path)
    settings = read_settings(settings_file, mistakes) if settings_file else SettingsFile()
    conflicts = _conflicts(where, days, mistakes)
    folder = FleeFolder(
        name=path.resolve().name,
        starts_on=starts_on,
        days=days,
        locations=locations,
        routes=read_routes(where / "routes.csv", f"{INPUT}/routes.csv", names, mistakes),
        closures=_closures(where, mistakes),
        intensities=conflicts.intensities,
        counted=read_counted(path / SOURCES, SOURCES, starts_on, mistakes),
        corrections=_corrections(where, starts_on, mistakes),
        settings=settings.rules,
        settings_file=settings_file.name if settings_file else "",
        attribute_files=_attribute_files(where, settings.rules),
        demographics=_demographics(where, settings.rules, mistakes),
        setting_lines=settings.lines,
        unknown_settings=settings.unknown,
        conflict_lines=conflicts.lines,
        conflict_days=conflicts.days,
    )
    _tell_unsupported(folder, mistakes)
    mistakes += _attributes_missing(folder)
    if not folder.counted and not settings.rules.spawn_mode and not mistakes:
        text = "must have data_layout.csv with the reports, unless conflict_driven_spawning is set."
        mistakes.append(Mistake(SOURCES, None, "", text))
    return folder, mistakes


def _settings_of(path: Path) -> Path | None:
    """The settings nearest to the rows: in the folder, in its input, or beside the folder for several."""
    near = (path / SETTINGS, path / INPUT / SETTINGS, path.resolve().parent / SETTINGS)
    return next((file for file in near if file.is_file()), None)


def _read_period(where: Path, mistakes: list[Mistake]) -> tuple[dt.date, int]:
    file = f"{INPUT}/sim_period.csv"
    starts_on, days = None, None
    before = len(mistakes)
    cells = Cells(file, mistakes, ("name", "value"))
    for line in lines_of(where / "sim_period.csv", file, mistakes) or ():
        if line.cell(0).casefold() == "startdate":
            starts_on = cells.date(line, 1)
        elif line.cell(0).casefold() == "length":
            days = cells.whole(line, 1, least=1, most=MOST_DAYS)
    if len(mistakes) == before:
        if starts_on is None:
            mistakes.append(Mistake(file, None, "", "must have a line 'StartDate,yyyy-mm-dd'."))
        if days is None:
            mistakes.append(Mistake(file, None, "", "must have a line 'Length,days'."))
    return starts_on or dt.date(2000, 1, 1), days or 1


def _closures(where: Path, mistakes: list[Mistake]) -> tuple[Closure, ...]:
    path = where / "closures.csv"
    return read_closures(path, f"{INPUT}/closures.csv", mistakes) if path.exists() else ()


def _corrections(where: Path, starts_on: dt.date, mistakes: list[Mistake]) -> tuple[Correction, ...]:
    path = where / "registration_corrections.csv"
    file = f"{INPUT}/{path.name}"
    return read_corrections(path, file, starts_on, mistakes) if path.exists() else ()


def _attribute_files(where: Path, rules: Settings) -> tuple[str, ...]:
    there = [name for name in ATTRIBUTE_FILES if (where / name).is_file()]
    read = _READ_DEMOGRAPHICS if _tells_people_apart(rules) else ()
    others = [path.name for path in where.glob("demographics_*.csv") if path.name not in read]
    return tuple(sorted([*there, *others]))


def _demographics(where: Path, rules: Settings, mistakes: list[Mistake]) -> tuple[Demographic, ...]:
    """How people are made up, where a rule asks for it."""
    return read_demographics(where, INPUT, mistakes) if _tells_people_apart(rules) else ()


def _tells_people_apart(rules: Settings) -> bool:
    return any(getattr(rules, name) for name in HAZARD_RULES)


def _attributes_missing(folder: FleeFolder) -> list[Mistake]:
    """A mistake for each rule that looks at age or gender where no file tells it; Flee stops with an error."""
    told = {it.attribute for it in folder.demographics}
    found = []
    for rule, attribute in _LOOKS_AT.items():
        if getattr(folder.settings, rule) and attribute not in told:
            text = (
                f"this rule needs {INPUT}/demographics_{attribute}.csv, which is missing or cannot be read."
            )
            found.append(Mistake(folder.settings_file, folder.setting_lines.get(rule), rule, text))
    return found


def _tell_unsupported(folder: FleeFolder, mistakes: list[Mistake]) -> None:
    """A mistake for changes of places by a file, which would alter the answer if they were left out."""
    if "location_changes.csv" in folder.attribute_files:
        text = "changes of the kind of a place are not supported: this file must be absent."
        mistakes.append(Mistake(f"{INPUT}/location_changes.csv", None, "", text))


@dataclass(frozen=True, slots=True)
class _Conflicts:
    """What stands in conflicts.csv, by place and day; no intensities where there is no such file."""

    intensities: dict[str, tuple[float, ...]] | None
    lines: tuple[int, ...] = ()
    days: tuple[str, ...] = ()


def _conflicts(where: Path, days: int, mistakes: list[Mistake]) -> _Conflicts:
    path, file = where / "conflicts.csv", f"{INPUT}/conflicts.csv"
    if not path.exists():
        return _Conflicts(None)
    lines = lines_of(path, file, mistakes)
    if not lines:
        return _Conflicts({})
    names = [cell.strip() for cell in lines[0].cells]
    cells = Cells(file, mistakes, names)
    for at, name in enumerate(names):
        if at and name and name in names[1:at]:
            cells.tell(lines[0], at, f"must be unique, got {name!r} a second time.")
    rows = lines[1 : days + 1]
    if len(rows) < days:
        text = f"must have a line for each of the {days} days, got {len(rows)}."
        mistakes.append(Mistake(file, lines[-1].number, "", text))
    series: dict[str, list[float]] = {name: [] for name in names[1:] if name}
    for line in rows:
        _take_day(line, names, cells, series)
    return _Conflicts(
        {name: tuple(values) for name, values in series.items()},
        tuple(line.number for line in (lines[0], *rows)),
        tuple(line.cell(0) for line in rows),
    )


def _take_day(line: Line, names: list[str], cells: Cells, series: dict[str, list[float]]) -> None:
    if not cells.has(line, len([name for name in names if name])):
        return
    for at, name in enumerate(names):
        if at and name:
            series[name].append(cells.number(line, at, least=0.0, most=1.0))
