"""Frames: the columns of one table as values, with every mistake of a cell noted and its place kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from posada.programme.cells import BadCell, DateOrder, Dialect, first_in_dates, parser
from posada.programme.columns import Column, Table
from posada.programme.headers import bare, data_rows, is_header_elsewhere, positions_of
from posada.programme.mistakes import Mistake, did_you_mean
from posada.programme.sheets import Sheet

BAD: Any = object()
"""Stands for a cell that could not be read, so that rules about several cells can pass it over."""


@dataclass(slots=True)
class Frame:
    """The values of one table, column by column, and the line of each row."""

    table: Table
    file: str
    lines: Sequence[int]
    values: dict[str, list[Any]]
    broken: bool = False
    """True if a row or column is missing or a cell could not be read: absences then prove nothing."""
    unread: bool = False
    """True if the table is there and none of it could be read: nothing can be said about it."""

    def __len__(self) -> int:
        return len(self.lines)

    def mistake(self, row: int, column: str, text: str) -> Mistake:
        """A mistake in a cell of this frame."""
        return Mistake(self.file, self.lines[row], column, text)

    def rows(self) -> tuple[Any, ...]:
        """The rows as frozen objects; only for a frame without mistakes.

        Slots are filled column by column, which is several times faster than calling the constructor.
        """
        row_type = self.table.row_type
        rows: list[Any] = [object.__new__(row_type) for _ in range(len(self))]
        for column in self.table.columns:
            fill = getattr(row_type, column.name).__set__
            for row, value in zip(rows, self.values[column.name], strict=True):
                fill(row, value)
        return tuple(rows)


Frames = Mapping[str, Frame]


def empty_frame(table: Table) -> Frame:
    """The frame of a table whose file is missing: no rows."""
    return Frame(table, table.file, (), {column.name: [] for column in table.columns})


def read_frame(
    table: Table, sheet: Sheet, mistakes: list[Mistake], *, like_others: DateOrder | None = None
) -> Frame:
    """The values of a sheet as the columns of its table; what cannot be read is added to `mistakes`.

    `like_others` says what dates begin with in sheets written by the same program; it counts where this sheet
    gives no sign of its own and is not split by commas.
    """
    before = len(mistakes)
    if is_header_elsewhere(table, sheet, mistakes):
        frame = empty_frame(table)
        frame.broken = frame.unread = True
        return frame
    positions = positions_of(table, sheet, mistakes)
    rows, lines, overfull = data_rows(table, sheet, mistakes)
    by_position: list[Sequence[str]] = list(zip(*rows, strict=True)) if rows else []
    cells = {
        column.name: by_position[positions[column.name]]
        for column in table.columns
        if column.name in positions and by_position
    }
    dialect = Dialect(
        decimal_comma=sheet.decimal_comma,
        first_in_dates=_first_in_dates(table, cells, like_others if sheet.decimal_comma else None),
        excel_epoch=sheet.excel_epoch,
    )
    frame = Frame(table, sheet.file, lines, {})
    told: list[Mistake] = []
    for column in table.columns:
        if column.name in cells:
            frame.values[column.name] = _read_column(frame, column, cells[column.name], dialect, told)
        else:
            missing = BAD if column.required else column.default
            frame.values[column.name] = [missing] * len(lines)
    mistakes += _forget_shifted_cells(frame, overfull, told) if overfull else told
    frame.broken = len(mistakes) > before
    return frame


def _first_in_dates(
    table: Table, cells: Mapping[str, Sequence[str]], like_others: DateOrder | None
) -> DateOrder | None:
    signs = first_in_dates(_dates(table, cells))
    if not signs:
        return like_others
    return next(iter(signs)) if len(signs) == 1 else None


def _dates(table: Table, cells: Mapping[str, Sequence[str]]) -> Iterable[str]:
    """The different texts in the columns of dates."""
    of_dates = [
        cells[column.name] for column in table.columns if column.kind == "date" and column.name in cells
    ]
    return {cell.strip() for texts in of_dates for cell in set(texts)}


def first_in_dates_of_all(tables: Mapping[str, Table], sheets: Mapping[str, Sheet]) -> DateOrder | None:
    """What dates begin with in the sheets that are not split by commas, if some show it and none differs.

    A program that writes semicolons follows one country's habits, and follows them in every file.
    """
    signs: set[DateOrder] = set()
    for name, sheet in sheets.items():
        if sheet.decimal_comma:
            kinds = {column.name: column.kind for column in tables[name].columns}
            places = [at for at, cell in enumerate(sheet.header) if kinds.get(bare(cell)) == "date"]
            for place in places:
                signs |= first_in_dates({row[place].strip() for row in sheet.rows if len(row) > place})
    return signs.pop() if len(signs) == 1 else None


def _forget_shifted_cells(frame: Frame, overfull: set[int], told: Iterable[Mistake]) -> list[Mistake]:
    """The mistakes in rows of the right width; in wider ones cells stand in the wrong columns."""
    for row, line in enumerate(frame.lines):
        if line in overfull:
            for name, values in frame.values.items():
                if name not in frame.table.key:
                    values[row] = BAD
    return [mistake for mistake in told if mistake.line not in overfull]


class _Parsed(dict[str, Any]):
    """The value of each different text of a column, read once; what fails is kept in `failed`."""

    def __init__(self, column: Column, dialect: Dialect) -> None:
        self.parse = parser(column, dialect)
        self.failed: dict[str, BadCell] = {}

    def __missing__(self, text: str) -> Any:
        try:
            value = self.parse(text)
        except BadCell as error:
            self.failed[text] = error
            value = BAD
        self[text] = value
        return value


def _read_column(
    frame: Frame, column: Column, cells: Sequence[str], dialect: Dialect, mistakes: list[Mistake]
) -> list[Any]:
    parsed = _Parsed(column, dialect)
    values = list(map(parsed.__getitem__, cells))
    if parsed.failed:
        for row, cell in enumerate(cells):
            if cell in parsed.failed:
                text = _message(parsed.failed[cell], cell, quote=may_quote(frame.table, column))
                mistakes.append(frame.mistake(row, column.name, text))
    return values


def may_quote(table: Table, column: Column) -> bool:
    """Whether a message may repeat a cell: never in a table about people, nor a reference to one."""
    return not table.about_people and not any(
        target.startswith(("households.", "persons.")) for target in column.refers_to
    )


def _message(error: BadCell, cell: str, *, quote: bool) -> str:
    cell = cell.strip()
    if not quote or not cell:
        return f"{error.expected}.{error.hint}"
    return f"{error.expected}, got {shown(cell)}.{error.hint}"


def shown(cell: str) -> str:
    """A cell as a message repeats it: short, and in quotation marks where words could run into it.

    >>> print(shown("-2"), shown("kids"), shown("a" * 80))
    -2 'kids' 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...'
    """
    cell = cell if len(cell) <= 60 else f"{cell[:57]}..."
    plain = cell.replace(".", "").replace("-", "").replace(":", "").isalnum() and not cell[0].isalpha()
    return cell if plain else ascii(cell) if any(map(_is_hidden, cell)) else repr(cell)


def _is_hidden(mark: str) -> bool:
    return unicodedata.category(mark) in ("Cf", "Zs", "Zl", "Zp") and mark != " "


def unknown_reference(cell: str, known: Sequence[str], targets: Sequence[str], *, quote: bool) -> str:
    """The message about a value that stands in none of the tables it refers to."""
    files = " or ".join(f"{target.split('.')[0]}.csv" for target in targets)
    column = targets[0].split(".")[1]
    got = f", got {shown(cell)}" if quote else ""
    about_people = any(target.startswith(("households.", "persons.")) for target in targets)
    hint = "" if about_people else did_you_mean(cell, known)
    return f"must be a {column} of {files}{got}.{hint}"


def must_have_rows(file: str, needed_by: Sequence[str]) -> Mistake:
    """The one mistake about a table that is missing or blank though others need its rows."""
    *most, last = needed_by
    files = f"{', '.join(most)} and {last} need" if most else f"{last} needs"
    return Mistake(file, None, "", f"must have rows: {files} them.")
