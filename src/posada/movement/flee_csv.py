"""Lines of Flee's CSV files with their numbers, and cells as numbers and days, every mistake noted."""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from posada.programme.mistakes import Mistake

MOST_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Line:
    """The cells of one line, as they stand there; `is_remark` where Flee passes over it."""

    number: int
    cells: tuple[str, ...]
    is_remark: bool

    def cell(self, at: int) -> str:
        """The cell at a position without spaces around it; empty where the line is shorter."""
        return self.cells[at].strip() if at < len(self.cells) else ""


def text_of(path: Path, file: str, mistakes: list[Mistake]) -> str | None:
    """The text of a file, or None after adding to `mistakes` why it cannot be read."""
    try:
        if path.stat().st_size > MOST_BYTES:
            mistakes.append(Mistake(file, None, "", f"must be at most {MOST_BYTES // 2**20} MiB large."))
            return None
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        mistakes.append(Mistake(file, None, "", "this file is missing."))
        return None
    except UnicodeDecodeError:
        mistakes.append(Mistake(file, None, "", "must be UTF-8 text."))
        return None
    except OSError as error:
        mistakes.append(Mistake(file, None, "", f"cannot be read ({error.strerror})."))
        return None
    if "\0" in text:
        mistakes.append(Mistake(file, None, "", "must be text, got a binary file."))
        return None
    return text


def lines_of(path: Path, file: str, mistakes: list[Mistake]) -> list[Line] | None:
    """The filled lines of a CSV file, remarks among them, or None if it cannot be read."""
    text = text_of(path, file, mistakes)
    if text is None:
        return None
    lines: list[Line] = []
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(Line(reader.line_num, tuple(cells), cells[0].lstrip().startswith("#")))
    except csv.Error as error:
        mistakes.append(Mistake(file, reader.line_num, "", f"must be comma-separated text ({error})."))
        return None
    return lines


@dataclass(slots=True)
class Cells:
    """Reads the cells of one file and notes what is wrong with them."""

    file: str
    mistakes: list[Mistake]
    columns: Sequence[str] = field(default=())

    def tell(self, line: Line, at: int, text: str) -> None:
        """Note a mistake in a cell."""
        column = self.columns[at] if at < len(self.columns) else f"column {at + 1}"
        self.mistakes.append(Mistake(self.file, line.number, column, text))

    def has(self, line: Line, columns: int) -> bool:
        """Whether a line has so many columns; it is a mistake if not."""
        if len(line.cells) >= columns:
            return True
        text = f"must have {columns} columns, got {len(line.cells)}."
        self.mistakes.append(Mistake(self.file, line.number, "", text))
        return False

    def word(self, line: Line, at: int) -> str:
        """The text of a cell that must be filled."""
        if not line.cell(at):
            self.tell(line, at, "must be filled, got nothing.")
        return line.cell(at)

    def number(
        self, line: Line, at: int, *, least: float, most: float, default: float | None = None
    ) -> float:
        """A finite number within bounds; the default for an empty cell if there is one."""
        text = line.cell(at)
        if not text and default is not None:
            return default
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not least <= value <= most:
            self.tell(line, at, f"must be a number from {least:g} to {most:g}, got {text[:40]!r}.")
            return least
        return value

    def whole(
        self, line: Line, at: int, *, least: int, default: int | None = None, most: int = 10**12
    ) -> int:
        """A whole number within bounds; the default for an empty cell if there is one."""
        text = line.cell(at)
        if not text and default is not None:
            return default
        try:
            value = int(text) if len(text) < 20 else least - 1
        except ValueError:
            value = least - 1
        if not least <= value <= most:
            self.tell(line, at, f"must be a whole number from {least} to {most}, got {text[:40]!r}.")
            return least
        return value

    def date(self, line: Line, at: int) -> dt.date | None:
        """A date such as 2012-02-29, or None after noting that it is none."""
        text = line.cell(at)
        try:
            return dt.datetime.strptime(text, "%Y-%m-%d").date()
        except ValueError:
            self.tell(line, at, f"must be a date such as 2012-02-29, got {text[:40]!r}.")
            return None
