"""Headers: which column stands where in a sheet, and which rows under the header are data."""

from __future__ import annotations

from collections.abc import Sequence

from posada.programme.columns import Table
from posada.programme.mistakes import Mistake, nearest
from posada.programme.sheets import Sheet


def is_header_elsewhere(table: Table, sheet: Sheet, mistakes: list[Mistake]) -> bool:
    """Whether the first line names no column at all, which is one mistake and not one for each cell."""
    known = {column.name for column in table.columns}
    names = [bare(cell) for cell in sheet.header if not cell.startswith("#")]
    if any(name in known or nearest(name, known) for name in names):
        return False
    header = next(
        (at for at, row in enumerate(sheet.rows) if sum(bare(cell) in known for cell in row) > 1), None
    )
    hint = (
        f"Columns of this table: {', '.join(column.name for column in table.columns)}."
        if header is None
        else f"They stand in line {sheet.lines[header]}: take away what is above."
    )
    mistakes.append(Mistake(sheet.file, sheet.header_line, "", f"must hold the names of the columns. {hint}"))
    return True


def positions_of(table: Table, sheet: Sheet, mistakes: list[Mistake]) -> dict[str, int]:
    """Where each column stands in the sheet; unknown, repeated and missing columns are mistakes."""
    known = {column.name: column for column in table.columns}
    names = [bare(cell) for cell in sheet.header]
    positions: dict[str, int] = {}
    taken_for = set()
    for position, name in enumerate(names):
        if name in positions:
            mistakes.append(Mistake(sheet.file, sheet.header_line, name, "this column stands here twice."))
        elif name in known:
            positions[name] = position
        elif name or any(len(row) > position and row[position].strip() for row in sheet.rows):
            near = nearest(name, [column for column in known if column not in names])
            taken_for.add(near)
            mistakes.append(_unknown_column(table, sheet, position, near))
    for name, column in known.items():
        if column.required and name not in positions and name not in taken_for:
            text = f"this column is missing; it holds {column.help}."
            mistakes.append(Mistake(sheet.file, sheet.header_line, name, text))
    return positions


def bare(cell: str) -> str:
    """A header as people type it, without the star or the spaces that a template or a hand may add."""
    return cell.strip().rstrip("*").strip().casefold().replace(" ", "_")


def _unknown_column(table: Table, sheet: Sheet, position: int, near: str | None) -> Mistake:
    cell = sheet.header[position]
    names = ", ".join(column.name for column in table.columns)
    hint = f" Did you mean '{near}'?" if near else f" Columns of this table: {names}."
    if not cell:
        text = f"column {position + 1} has cells but no name."
        return Mistake(sheet.file, sheet.header_line, "", text + hint)
    if table.about_people:
        # A file that lost its header starts with somebody's data: the cell is not repeated.
        return Mistake(sheet.file, sheet.header_line, f"column {position + 1}", f"no such column.{hint}")
    return Mistake(sheet.file, sheet.header_line, cell[:80], f"no such column.{hint}")


def data_rows(
    table: Table, sheet: Sheet, mistakes: list[Mistake]
) -> tuple[list[Sequence[str]], Sequence[int], set[int]]:
    """The rows that hold data, each as wide as the header, their lines, and the lines that are too wide.

    Rows of help and of HXL tags under the header are passed over.
    """
    width = len(sheet.header)
    skip = 0
    while skip < len(sheet.rows) and _is_remark(sheet.rows[skip]):
        skip += 1
    rows, lines = _without_headers(sheet, sheet.rows[skip:], sheet.lines[skip:], mistakes)
    if all(len(row) == width for row in rows):
        return rows, lines, set()
    overfull = set()
    fitted: list[Sequence[str]] = []
    for row, line in zip(rows, lines, strict=True):
        if len(row) > width:
            overfull.add(line)
            text = (
                f"has {len(row)} cells, the header has {width}. Put a cell that holds a comma or semicolon in"
            )
            mistakes.append(Mistake(sheet.file, line, "", f"{text} quotation marks."))
        fitted.append((*row, *[""] * (width - len(row)))[:width])
    return fitted, lines, overfull


def _without_headers(
    sheet: Sheet, rows: list[Sequence[str]], lines: Sequence[int], mistakes: list[Mistake]
) -> tuple[list[Sequence[str]], Sequence[int]]:
    """The rows that do not repeat the header, as tables pasted under each other do."""
    header = list(sheet.header)
    repeated = {
        at
        for at, row in enumerate(rows)
        if row and row[0].strip() == header[0] and [cell.strip() for cell in row][: len(header)] == header
    }
    if not repeated:
        return rows, lines
    for at in sorted(repeated):
        mistakes.append(Mistake(sheet.file, lines[at], "", "repeats the names of the columns: take it away."))
    kept = [at for at in range(len(rows)) if at not in repeated]
    return [rows[at] for at in kept], [lines[at] for at in kept]


def _is_remark(row: Sequence[str]) -> bool:
    """Whether a row under the header is HXL tags (#...) or the help of a template (?...)."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return all(cell.startswith("#") for cell in filled) or all(cell.startswith("?") for cell in filled)
