"""Reading: a folder of CSV files or a workbook in, a checked programme or all its mistakes out."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import posada.programme.tables  # noqa: F401  (declares the tables)
from posada.programme.columns import TABLES, Table
from posada.programme.frames import Frame, empty_frame, read_frame
from posada.programme.integrity import mistakes_between_rows
from posada.programme.mistakes import InputError, Mistake, nearest
from posada.programme.programme import Programme
from posada.programme.reading_settings import FILE as SETTINGS_FILE
from posada.programme.reading_settings import read_settings, settings_from
from posada.programme.settings import Settings
from posada.programme.sheets import Sheet, read_csv
from posada.programme.workbook import read_workbook

LAW = Path(__file__).parent / "law"
INPUT_TABLES: dict[str, Table] = {
    field.name: TABLES[field.name] for field in fields(Programme) if field.name in TABLES
}
"""The tables of a programme folder, in the order in which people fill them in."""


def read_programme(path: Path | str) -> Programme:
    """The programme in a folder or .xlsx workbook, with every cell and every rule between rows checked.

    A folder holds ``programme.toml`` and one CSV file per table; a missing table is empty. Tables may also be
    sheets of one workbook in the folder, or the path may be a workbook with a sheet ``programme`` (columns
    ``setting`` and ``value``). Raises `InputError` with all mistakes together.
    """
    mistakes: list[Mistake] = []
    with _collector_at_rest():
        sheets, settings, digests = _gather(Path(path), mistakes)
        frames = {
            name: _frame(table, sheets.get(name), mistakes)
            if table.role == "input"
            else _law(table, sheets, mistakes)
            for name, table in INPUT_TABLES.items()
        }
        mistakes += mistakes_between_rows(settings, frames)
        if mistakes or settings is None:
            raise InputError(_in_order(mistakes))
        rows = {name: frame.rows() for name, frame in frames.items()}
    return Programme(settings=settings, digests=digests, **rows)


def read_answers(folder: Path | str, names: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """The rows of answer tables that a plan has left in a folder, by table name; a missing file is no rows.

    Raises `InputError` with all mistakes together, for answers are tables like the inputs and may have been
    corrected by hand.
    """
    mistakes: list[Mistake] = []
    frames = {}
    for name in names:
        path = Path(folder) / TABLES[name].file
        sheet = _csv(path, mistakes) if path.exists() else None
        frames[name] = _frame(TABLES[name], sheet, mistakes)
    if mistakes:
        raise InputError(mistakes)
    return {name: frame.rows() for name, frame in frames.items()}


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from walking over a million new rows again and again: it halves the time."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def law() -> dict[str, tuple[Any, ...]]:
    """The rows of law that come with Posada, by table name, for programmes made in Python.

    >>> sorted(law())
    ['driving_rules', 'legal_rules']
    """
    tables = [table for table in INPUT_TABLES.values() if table.role == "law"]
    return {table.name: read_frame(table, read_csv(LAW / table.file), []).rows() for table in tables}


def _gather(path: Path, mistakes: list[Mistake]) -> tuple[dict[str, Sheet], Settings | None, dict[str, str]]:
    """The sheets, the settings and the SHA-256 of every file that was read."""
    if path.is_file():
        return _from_workbook(path, mistakes)
    if not path.is_dir():
        raise InputError([Mistake(path.name, None, "", "no such folder. 'posada new FOLDER' makes one.")])
    files = sorted(
        item for item in path.iterdir() if item.is_file() and not item.name.startswith((".", "~$"))
    )
    books = [item for item in files if item.suffix.casefold() == ".xlsx"]
    csvs = {item.stem.casefold(): item for item in files if item.suffix.casefold() == ".csv"}
    settings_path = path / SETTINGS_FILE
    if not settings_path.exists() and len(books) == 1 and not csvs:
        return _from_workbook(books[0], mistakes)
    sheets: dict[str, Sheet] = {}
    read = []
    for book in books:
        found = read_workbook(book, INPUT_TABLES)
        for name, sheet in found.items():
            if name in sheets or name in csvs:
                mistakes.append(
                    Mistake(sheet.file, None, "", f"the table {name} stands in another file as well.")
                )
            sheets[name] = sheet
        read += [book] if found else []
    for name, item in csvs.items():
        if name in INPUT_TABLES:
            read.append(item)
            found_sheet = _csv(item, mistakes)
            if found_sheet is not None:
                sheets[name] = found_sheet
        elif near := nearest(name, INPUT_TABLES, likeness=0.75):
            mistakes.append(
                Mistake(item.name, None, "", f"no table has this name. Did you mean '{near}.csv'?")
            )
    if not settings_path.exists():
        mistakes.append(
            Mistake(
                SETTINGS_FILE, None, "", "this file is missing. 'posada new FOLDER' makes one to fill in."
            )
        )
        return sheets, None, {}
    settings = read_settings(settings_path, mistakes)
    digests = {item.name: _sha256(item) for item in [settings_path, *read]}
    return sheets, settings, digests


def _from_workbook(
    path: Path, mistakes: list[Mistake]
) -> tuple[dict[str, Sheet], Settings | None, dict[str, str]]:
    if path.suffix.casefold() != ".xlsx":
        raise InputError([Mistake(path.name, None, "", "must be a folder or an .xlsx workbook.")])
    sheets = read_workbook(path, [*INPUT_TABLES, "programme"])
    sheet = sheets.pop("programme", None)
    if sheet is None:
        mistakes.append(
            Mistake(path.name, None, "", "must have a sheet 'programme' with the columns setting and value.")
        )
        return sheets, None, {}
    return sheets, settings_from(_nested(sheet), mistakes), {path.name: _sha256(path)}


def _nested(sheet: Sheet) -> dict[str, Any]:
    """The settings of a sheet with the columns setting and value; ``score.family`` goes to a section."""
    nested: dict[str, Any] = {}
    for row in sheet.rows:
        if len(row) < 2 or not row[0] or not row[1] or row[0].startswith(("?", "#")):
            continue
        section, dot, name = row[0].strip().partition(".")
        value: str = row[1].strip()
        if dot:
            inner = nested.setdefault(section, {})
            if isinstance(inner, dict):
                inner[name] = value
        else:
            nested[section] = value
    return nested


def _csv(path: Path, mistakes: list[Mistake]) -> Sheet | None:
    try:
        return read_csv(path)
    except InputError as error:
        mistakes += error.mistakes
        return None


def _frame(table: Table, sheet: Sheet | None, mistakes: list[Mistake]) -> Frame:
    """The frame of a sheet, or an empty one; a file that could not be read at all is a broken frame."""
    if sheet is not None:
        return read_frame(table, sheet, mistakes)
    frame = empty_frame(table)
    frame.broken = any(mistake.file == table.file for mistake in mistakes)
    return frame


def _law(table: Table, sheets: Mapping[str, Sheet], mistakes: list[Mistake]) -> Frame:
    """The rows of law that come with Posada, under those of the folder where the keys are the same."""
    shipped = read_frame(table, read_csv(LAW / table.file), mistakes)
    own = _frame(table, sheets.get(table.name), mistakes)
    taken = {tuple(own.values[name][row] for name in table.key) for row in range(len(own))}
    kept = [
        row
        for row in range(len(shipped))
        if tuple(shipped.values[name][row] for name in table.key) not in taken
    ]
    for name, values in own.values.items():
        values.extend(shipped.values[name][row] for row in kept)
    own.lines = [*own.lines, *(shipped.lines[row] for row in kept)]
    return own


def _in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """The mistakes by file in the order of the tables, then by line; each once."""
    order = {table.file: number for number, table in enumerate(INPUT_TABLES.values(), start=1)}
    unique = dict.fromkeys(mistakes)
    return sorted(unique, key=lambda mistake: (order.get(mistake.file, 0), mistake.file, mistake.line or 0))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
