"""Reading: a folder of CSV files or a workbook in, a checked programme or all its mistakes out."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any

import posada.programme.tables  # noqa: F401  (declares the tables)
from posada.programme.columns import TABLES, Table
from posada.programme.frames import Frame, empty_frame, first_in_dates_of_all, read_frame
from posada.programme.integrity import mistakes_between_rows
from posada.programme.mistakes import InputError, Mistake, PosadaError
from posada.programme.programme import Programme
from posada.programme.rules.promises import altered_texts
from posada.programme.sheets import read_csv
from posada.programme.sources import Sources, csv_sheet, gather

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
        sources = gather(Path(path), INPUT_TABLES, mistakes)
        frames = _frames(sources, mistakes)
        mistakes += mistakes_between_rows(sources.settings, frames)
        texts = (Path(path) if Path(path).is_dir() else Path(path).parent) / "sources"
        mistakes += altered_texts(texts, frames)
        if mistakes or sources.settings is None:
            raise InputError(_in_order(mistakes))
        rows = {name: frame.rows() for name, frame in frames.items()}
    return Programme(
        settings=sources.settings,
        digests=sources.digests(),
        quotations_compared=texts.is_dir(),
        **rows,
    )


def read_answers(folder: Path | str, names: Iterable[str]) -> dict[str, tuple[Any, ...]]:
    """The rows of answer tables that a plan has left in a folder, by table name; a missing file is no rows.

    Raises `InputError` with all mistakes together, for answers are tables like the inputs and may have been
    corrected by hand.
    """
    mistakes: list[Mistake] = []
    frames = {}
    for name in names:
        path = Path(folder) / TABLES[name].file
        sheet = csv_sheet(path, mistakes) if path.exists() else None
        table = TABLES[name]
        frames[name] = empty_frame(table) if sheet is None else read_frame(table, sheet, mistakes)
    if mistakes:
        raise InputError(mistakes)
    return {name: frame.rows() for name, frame in frames.items()}


def read_table(name: str, path: Path | str) -> tuple[Any, ...]:
    """The rows of one table from a CSV file of any name, with references not looked up.

    Raises `InputError` with all mistakes together, `PosadaError` if there is no such file.
    """
    path, table = Path(path), TABLES[name]
    if not path.is_file():
        raise PosadaError(f"{path.name}: no such file.")
    mistakes: list[Mistake] = []
    rows = read_frame(table, read_csv(path), mistakes).rows()
    if mistakes:
        raise InputError(mistakes)
    return rows


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


def _frames(sources: Sources, mistakes: list[Mistake]) -> dict[str, Frame]:
    """The frame of every table: read, empty where there is no file, unread where there is one in vain."""
    like_others = first_in_dates_of_all(INPUT_TABLES, sources.sheets)
    frames = {}
    for name, table in INPUT_TABLES.items():
        sheet = None if name in sources.twice else sources.sheets.get(name)
        frame = (
            empty_frame(table)
            if sheet is None
            else read_frame(table, sheet, mistakes, like_others=like_others)
        )
        if sheet is None and name in sources.unread | sources.twice:
            frame.broken = frame.unread = True
        if table.role == "law":
            _add_law(frame, mistakes)
        frames[name] = frame
    return frames


def _add_law(own: Frame, mistakes: list[Mistake]) -> None:
    """Add the rows of law that come with Posada under those of the folder, where the keys are not the same."""
    shipped = read_frame(own.table, read_csv(LAW / own.table.file), mistakes)
    key = own.table.key
    taken = {tuple(own.values[name][row] for name in key) for row in range(len(own))}
    kept = [
        row for row in range(len(shipped)) if tuple(shipped.values[name][row] for name in key) not in taken
    ]
    for name, values in own.values.items():
        values.extend(shipped.values[name][row] for row in kept)
    own.lines = [*own.lines, *(shipped.lines[row] for row in kept)]


def _in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    """The mistakes by file in the order of the tables, then by line; each once."""
    order = {table.file: number for number, table in enumerate(INPUT_TABLES.values(), start=1)}
    unique = dict.fromkeys(mistakes)
    return sorted(unique, key=lambda mistake: (order.get(mistake.file, 0), mistake.file, mistake.line or 0))
