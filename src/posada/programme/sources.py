"""Sources: which file or worksheet of a programme holds which table, and what stands in the way of reading it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from posada.programme.columns import Table
from posada.programme.mistakes import InputError, Mistake, nearest
from posada.programme.reading_settings import FILE as SETTINGS_FILE
from posada.programme.reading_settings import read_settings, settings_from
from posada.programme.settings import Settings
from posada.programme.sheets import Sheet, read_csv
from posada.programme.workbook import SETTINGS_SHEET, read_workbook

WORKBOOKS = (".xlsx", ".xlsm")
OTHER_TABLES = (".xls", ".xlsb", ".ods", ".txt", ".tsv", ".numbers", ".parquet", ".json")
"""Endings of files that people keep tables in and that are not read."""
OTHER_WORKBOOKS = (".xls", ".xlsb", ".ods", ".numbers")


@dataclass(slots=True)
class Sources:
    """The sheets of a programme by table, its settings, the tables that could not be read, the files read."""

    sheets: dict[str, Sheet] = field(default_factory=dict)
    settings: Settings | None = None
    unread: set[str] = field(default_factory=set)
    twice: set[str] = field(default_factory=set)
    files: list[Path] = field(default_factory=list)

    def take(self, name: str, sheet: Sheet, mistakes: list[Mistake]) -> None:
        """Note where a table stands; where it stands twice, nobody can tell which of the two holds."""
        if name in self.sheets:
            text = f"the table {name} stands in {self.sheets[name].file} as well. Keep one of the two."
            mistakes.append(Mistake(sheet.file, None, "", text))
            self.twice.add(name)
        self.sheets[name] = sheet

    def digests(self) -> dict[str, str]:
        """The SHA-256 of every file that was read, by name."""
        return {path.name: _sha256(path) for path in self.files}


def gather(path: Path, tables: Mapping[str, Table], mistakes: list[Mistake]) -> Sources:
    """The sources of the programme in a folder or workbook; what cannot be read is added to `mistakes`.

    Raises `InputError` where there is neither a folder nor a workbook to look into.
    """
    try:
        if path.is_file():
            if path.suffix.casefold() not in WORKBOOKS:
                raise InputError([Mistake(path.name, None, "", "must be a folder or an .xlsx workbook.")])
            return _of_workbook(path, tables, mistakes)
        if not path.is_dir():
            text = "no such folder. 'posada new FOLDER' makes one."
            raise InputError([Mistake(path.name or str(path), None, "", text)])
        entries = sorted(item for item in path.iterdir() if not item.name.startswith((".", "~$")))
    except OSError as error:
        raise InputError(
            [Mistake(path.name[:80], None, "", f"cannot be read ({error.strerror}).")]
        ) from error
    books = [item for item in entries if item.suffix.casefold() in WORKBOOKS]
    csvs = [item for item in entries if item.suffix.casefold() == ".csv"]
    settings_path = path / SETTINGS_FILE
    has_settings = any(item.name == SETTINGS_FILE for item in entries)
    if not has_settings and len(books) == 1 and not csvs:
        return _of_workbook(books[0], tables, mistakes)
    sources = Sources(files=[settings_path])
    for book in books:
        _take_workbook(sources, book, tables, mistakes)
    for item in csvs:
        _take_csv(sources, item, tables, mistakes)
    for item in entries:
        if item.suffix.casefold() in OTHER_TABLES:
            _tell_unread(sources, item, tables, mistakes)
    if has_settings:
        sources.settings = read_settings(settings_path, mistakes)
    else:
        mistakes.append(_no_settings([item.name for item in entries]))
    return sources


def _take_workbook(
    sources: Sources, path: Path, tables: Mapping[str, Table], mistakes: list[Mistake]
) -> dict[str, Sheet]:
    """The sheets of a workbook, after the tables among them have been added to the sources."""
    try:
        found, told = read_workbook(path, [*tables, SETTINGS_SHEET])
    except InputError as error:
        mistakes += error.mistakes
        sources.unread |= set(tables)
        return {}
    mistakes += told.mistakes
    sources.unread |= told.unread & set(tables)
    for name in sorted(set(found) & set(tables)):
        sources.take(name, found[name], mistakes)
    if found:
        sources.files.append(path)
    return found


def _take_csv(sources: Sources, path: Path, tables: Mapping[str, Table], mistakes: list[Mistake]) -> None:
    name = path.stem.casefold()
    if name not in tables:
        near = nearest(name, tables, likeness=0.75)
        if near and path.is_file():
            sources.unread.add(near)
            text = f"no table has this name. Did you mean '{near}.csv'?"
            mistakes.append(Mistake(path.name, None, "", text))
        return
    sheet = csv_sheet(path, mistakes)
    if sheet is None:
        sources.unread.add(name)
    else:
        sources.take(name, sheet, mistakes)
        sources.files.append(path)


def csv_sheet(path: Path, mistakes: list[Mistake]) -> Sheet | None:
    """The sheet in a CSV file, or None after adding to `mistakes` what keeps it from being read."""
    try:
        return read_csv(path)
    except InputError as error:
        mistakes += error.mistakes
        return None


def _tell_unread(sources: Sources, path: Path, tables: Mapping[str, Table], mistakes: list[Mistake]) -> None:
    """A mistake for a file that holds a table, by its name or for want of others, in a format not read."""
    name = path.name.casefold().split(".")[0]
    if name in tables and name not in sources.sheets:
        sources.unread.add(name)
        text = f"is not read. Save it as {name}.csv ('CSV UTF-8') or as a sheet of an .xlsx workbook."
        mistakes.append(Mistake(path.name, None, "", text))
    elif path.suffix.casefold() in OTHER_WORKBOOKS and not sources.sheets:
        mistakes.append(Mistake(path.name, None, "", "is not read. Save it as an .xlsx workbook."))


def _no_settings(names: list[str]) -> Mistake:
    near = nearest(SETTINGS_FILE, names, likeness=0.75)
    hint = (
        f"{near} must have the name {SETTINGS_FILE}." if near else "'posada new FOLDER' makes one to fill in."
    )
    return Mistake(SETTINGS_FILE, None, "", f"this file is missing. {hint}")


def _of_workbook(path: Path, tables: Mapping[str, Table], mistakes: list[Mistake]) -> Sources:
    """The sources of a programme that lies in one workbook, its settings in a sheet of their own."""
    sources = Sources()
    before = len(mistakes)
    sheet = _take_workbook(sources, path, tables, mistakes).get(SETTINGS_SHEET)
    if sheet is None:
        if len(mistakes) == before:
            text = f"must have a sheet '{SETTINGS_SHEET}' with the columns setting and value."
            mistakes.append(Mistake(path.name, None, "", text))
        return sources
    given = _nested(sheet, mistakes)
    sources.settings = settings_from(given, mistakes, file=sheet.file, excel_epoch=sheet.excel_epoch)
    return sources


def _nested(sheet: Sheet, mistakes: list[Mistake]) -> dict[str, Any]:
    """The settings of a sheet with the columns setting and value; ``score.family`` goes to a section."""
    nested: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for line, name, value in _pairs(sheet):
        if name in lines:
            text = f"stands in line {lines[name]} already; it must be unique."
            mistakes.append(Mistake(sheet.file, line, name, text))
            continue
        lines[name] = line
        section, dot, inner_name = name.partition(".")
        if not dot:
            nested[name] = value
        elif isinstance(inner := nested.setdefault(section, {}), dict):
            inner[inner_name] = value
    return nested


def _pairs(sheet: Sheet) -> Iterator[tuple[int, str, str]]:
    """The filled lines of a sheet of settings: line, setting, value; help and remarks are passed over."""
    for line, row in zip(sheet.lines, sheet.rows, strict=True):
        name, value = (*(cell.strip() for cell in row), "", "")[:2]
        if name and value and not name.startswith(("?", "#")):
            yield line, name, value


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
