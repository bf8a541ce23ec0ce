"""How old people of a place are and of what gender, as shares, from the demographics files of a Flee folder.

A file demographics_age.csv has a column `age` of values, a column `Default` of weights, and one of weights for each
place that differs from the default.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posada.movement.flee_csv import Cells, Line, lines_of
from posada.movement.rows import Demographic
from posada.programme.mistakes import Mistake

ATTRIBUTES = ("age", "gender")
"""What the rules of moving look at; files on other attributes are left alone."""
DEFAULT = "Default"
_OLDEST = 130


def read_demographics(where: Path, folder: str, mistakes: list[Mistake]) -> tuple[Demographic, ...]:
    """The shares of each attribute that has a file; what is wrong is added to `mistakes`."""
    found = []
    for attribute in ATTRIBUTES:
        path = where / f"demographics_{attribute}.csv"
        if path.is_file() and (read := _demographic(path, f"{folder}/{path.name}", attribute, mistakes)):
            found.append(read)
    return tuple(found)


def _demographic(path: Path, file: str, attribute: str, mistakes: list[Mistake]) -> Demographic | None:
    lines = lines_of(path, file, mistakes)
    if lines is None:
        return None
    before = len(mistakes)
    header, *rows = lines or [Line(1, (), is_remark=False)]
    columns = [cell.strip().lstrip("#") for cell in header.cells]
    cells = Cells(file, mistakes, columns)
    if columns[:1] != [attribute]:
        cells.tell(header, 0, f"must be {attribute!r}, got {header.cell(0)!r}.")
    if DEFAULT not in columns[1:]:
        mistakes.append(Mistake(file, header.number, "", f"must have a column {DEFAULT!r}."))
    if not rows:
        mistakes.append(Mistake(file, None, "", "must hold at least one value, got none."))
    values = [_value(line, cells, attribute) for line in rows]
    weights = {name: _weights(rows, cells, at) for at, name in enumerate(columns) if at}
    for name, column in weights.items():
        if rows and len(mistakes) == before and not sum(column) > 0:
            mistakes.append(Mistake(file, None, name, "must have a weight above 0, got none."))
    return Demographic(attribute, tuple(values), weights) if len(mistakes) == before else None


def _value(line: Line, cells: Cells, attribute: str) -> str:
    if attribute == "age":
        return str(cells.whole(line, 0, least=0, most=_OLDEST))
    return cells.word(line, 0).casefold()


def _weights(rows: Sequence[Line], cells: Cells, at: int) -> tuple[float, ...]:
    return tuple(cells.number(line, at, least=0.0, most=1e12) for line in rows)
