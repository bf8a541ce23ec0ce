"""Frames: the columns of one table as values, with every mistake of a cell noted and its place kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from posada.programme.cells import BadCell, Dialect, parser, written_day_first
from posada.programme.columns import Column, Table
from posada.programme.mistakes import Mistake, did_you_mean, nearest
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


def read_frame(table: Table, sheet: Sheet, mistakes: list[Mistake]) -> Frame:
    """The values of a sheet as the columns of its table; what cannot be read is added to `mistakes`."""
    before = len(mistakes)
    positions = _positions(table, sheet, mistakes)
    rows, lines = _data_rows(table, sheet, mistakes)
    by_position: list[Sequence[str]] = list(zip(*rows, strict=True)) if rows else []
    cells = {
        column.name: by_position[positions[column.name]]
        for column in table.columns
        if column.name in positions and by_position
    }
    dialect = Dialect(
        decimal_comma=sheet.decimal_comma,
        day_first=_day_first(table, cells),
        excel_epoch=sheet.excel_epoch,
    )
    frame = Frame(table, sheet.file, lines, {})
    for column in table.columns:
        if column.name in cells:
            frame.values[column.name] = _read_column(frame, column, cells[column.name], dialect, mistakes)
        else:
            missing = BAD if column.required else column.default
            frame.values[column.name] = [missing] * len(lines)
    frame.broken = len(mistakes) > before
    return frame


def _day_first(table: Table, cells: dict[str, Sequence[str]]) -> bool:
    dates = [cells[column.name] for column in table.columns if column.kind == "date" and column.name in cells]
    return written_day_first({cell.strip() for column in dates for cell in set(column)})


def _positions(table: Table, sheet: Sheet, mistakes: list[Mistake]) -> dict[str, int]:
    """Where each column stands in the sheet; unknown, repeated and missing columns are mistakes."""
    known = {column.name: column for column in table.columns}
    positions: dict[str, int] = {}
    for position, cell in enumerate(sheet.header):
        name = _bare(cell)
        if name in positions:
            mistakes.append(Mistake(sheet.file, sheet.header_line, name, "this column stands here twice."))
        elif name in known:
            positions[name] = position
        else:
            mistakes.append(_unknown_column(table, sheet, position, cell, known))
    for name, column in known.items():
        if column.required and name not in positions:
            mistakes.append(
                Mistake(
                    sheet.file, sheet.header_line, name, f"this column is missing; it holds {column.help}."
                )
            )
    return positions


def _bare(cell: str) -> str:
    """A header as people type it, without the star or the spaces that a template or a hand may add."""
    return cell.strip().rstrip("*").strip().casefold().replace(" ", "_")


def _unknown_column(
    table: Table, sheet: Sheet, position: int, cell: str, known: dict[str, Column]
) -> Mistake:
    near = nearest(_bare(cell), known)
    hint = f" Did you mean '{near}'?" if near else f" Columns of this table: {', '.join(known)}."
    if not cell:
        text = f"column {position + 1} has cells but no name."
        return Mistake(sheet.file, sheet.header_line, "", text + hint)
    if table.about_people:
        # A file that lost its header starts with somebody's data: the cell is not repeated.
        return Mistake(sheet.file, sheet.header_line, f"column {position + 1}", f"no such column.{hint}")
    return Mistake(sheet.file, sheet.header_line, cell[:80], f"no such column.{hint}")


def _data_rows(
    table: Table, sheet: Sheet, mistakes: list[Mistake]
) -> tuple[list[Sequence[str]], Sequence[int]]:
    """The rows that hold data, each as wide as the header: no help row, no HXL tags."""
    width = len(sheet.header)
    skip = 0
    while skip < len(sheet.rows) and _is_remark(sheet.rows[skip]):
        skip += 1
    rows = sheet.rows[skip:]
    lines = sheet.lines[skip:]
    if all(len(row) == width for row in rows):
        return rows, lines
    fitted: list[Sequence[str]] = []
    for row, line in zip(rows, lines, strict=True):
        if len(row) > width:
            mistakes.append(
                Mistake(
                    sheet.file,
                    line,
                    "",
                    f"has {len(row)} cells, the header has {width}. Put a cell that holds a comma or"
                    " semicolon in quotation marks.",
                )
            )
        fitted.append((*row, *[""] * (width - len(row)))[:width])
    return fitted, lines


def _is_remark(row: Sequence[str]) -> bool:
    """Whether a row under the header is HXL tags (#...) or the help of a template (?...)."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return all(cell.startswith("#") for cell in filled) or all(cell.startswith("?") for cell in filled)


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
    shown = cell if len(cell) <= 60 else f"{cell[:57]}..."
    plain = shown.replace(".", "").replace("-", "").replace(":", "").isalnum() and not shown[0].isalpha()
    return f"{error.expected}, got {shown if plain else repr(shown)}.{error.hint}"


def unknown_reference(cell: str, known: Sequence[str], targets: Sequence[str], *, quote: bool) -> str:
    """The message about a value that stands in none of the tables it refers to."""
    files = " or ".join(f"{target.split('.')[0]}.csv" for target in targets)
    column = targets[0].split(".")[1]
    got = f", got {cell!r}" if quote else ""
    hint = (
        ""
        if any(target.startswith(("households.", "persons.")) for target in targets)
        else did_you_mean(cell, known)
    )
    return f"must be a {column} of {files}{got}.{hint}"
