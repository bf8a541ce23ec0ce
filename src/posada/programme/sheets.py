"""Sheets of text cells, as they come from a CSV file, before anything is known about their meaning."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from posada.programme.mistakes import InputError, Mistake

MOST_BYTES = 512 * 1024 * 1024
DELIMITERS = (",", ";", "\t")
NOT_UTF_8 = "is not UTF-8 text. In Excel choose 'Save as', then 'CSV UTF-8'."
_AROUND_NAMES = " \t\r\n\u00a0\u200b\ufeff"
_SEP = "sep="


@dataclass(slots=True)
class Sheet:
    """The header and the rows of one file or worksheet, as text, with what is known about its dialect."""

    file: str
    header: tuple[str, ...]
    header_line: int
    rows: list[Sequence[str]]
    lines: Sequence[int]
    decimal_comma: bool = False
    """True where a comma inside a number can only be a decimal comma (the cells are not split by commas)."""
    excel_epoch: int | None = None
    """The year a spreadsheet counts its days from (1900 or 1904), where dates may be such numbers."""


def read_csv(path: Path) -> Sheet:
    """The sheet in a CSV file: UTF-8 (or UTF-16 with its mark), split by comma, semicolon or tab.

    Raises `InputError` with one clear message where the file is no text, is damaged, or has no header.
    """
    return sheet_of(path.name, _text(path))


def sheet_of(file: str, text: str) -> Sheet:
    r"""The sheet in the text of a CSV file.

    >>> sheet_of("places.csv", "place_id;name\nleon;León\n").header
    ('place_id', 'name')
    """
    if not text.strip():
        raise _refused(file, "is empty. Its first line must hold the names of the columns.")
    delimiter = _delimiter(text)
    rows, ends = _split(file, text, delimiter)
    # Excel may write the delimiter into a line of its own above the header.
    first = next(
        (at for at, row in enumerate(rows) if any(map(str.strip, row)) and not _names_delimiter(row)), None
    )
    if first is None:
        raise _refused(file, "is empty. Its first line must hold the names of the columns.")
    header = tuple(cell.strip(_AROUND_NAMES) for cell in rows[first])
    width = len(header)
    while width and not header[width - 1]:
        width -= 1
    kept: list[Sequence[str]] = []
    lines: list[int] = []
    for number in range(first + 1, len(rows)):
        row = rows[number]
        if len(row) > width and not any(map(str.strip, row[width:])):
            row = row[:width]
        if any(map(str.strip, row)):
            kept.append(row)
            lines.append(ends[number])
    return Sheet(
        file=file,
        header=header[:width],
        header_line=ends[first],
        rows=kept,
        lines=lines,
        decimal_comma=delimiter != ",",
    )


def _text(path: Path) -> str:
    file = path.name
    try:
        if path.exists() and not path.is_file():
            raise _refused(file, "must be a file, got a folder or a device.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _refused(file, f"is larger than {MOST_BYTES // 1024 // 1024} MB.")
        data = path.read_bytes()
    except OSError as error:
        raise _refused(file, f"cannot be read ({error.strerror}).") from error
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise _refused(
            file, "is a spreadsheet with the name of a CSV file. Save it as 'CSV UTF-8', or as .xlsx."
        )
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refused(file, NOT_UTF_8, line=line) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _refused(
            file, "holds a NUL character: the file is damaged. Save it again as 'CSV UTF-8'.", line=line
        )
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _delimiter(text: str) -> str:
    """The mark that splits the header line: the most frequent outside quotes, a comma if there is none."""
    filled = (line for line in text.splitlines() if line.strip())
    line = next(filled)
    if line.strip().casefold().startswith(_SEP):
        line = next(filled, "")
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=lambda mark: (outside.count(mark), -DELIMITERS.index(mark)))


def _names_delimiter(row: Sequence[str]) -> bool:
    """Whether a row is Excel's ``sep=;`` (which the delimiter itself may have split)."""
    return row[0].strip().casefold().startswith(_SEP) and len(row[0].strip()) <= len(_SEP) + 1


def _split(file: str, text: str, delimiter: str) -> tuple[list[list[str]], Sequence[int]]:
    """The cells of every line, and the number of the line on which each row ends."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        raise _unsplit(file, text, delimiter) from error
    if reader.line_num == len(rows):
        return rows, range(1, len(rows) + 1)
    ends = []
    again = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for _ in again:
        ends.append(again.line_num)
    return rows, ends


def _unsplit(file: str, text: str, delimiter: str) -> InputError:
    """The message about a text that cannot be split, at the line on which the broken row begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 0
    try:
        for _ in reader:
            line = reader.line_num
    except csv.Error as error:
        if "field limit" in str(error):
            told = (
                f"holds a cell of more than {csv.field_size_limit():,} characters."
                " Look for a quotation mark left open"
            )
        elif "end of data" in str(error):
            told = "opens a quotation mark that is never closed"
        else:
            told = "has text right after a closing quotation mark. Write a quotation mark inside a cell twice"
        return _refused(file, f"{told}.", line=line + 1)
    return _refused(file, "cannot be split into cells.")


def _refused(file: str, text: str, *, line: int | None = None) -> InputError:
    return InputError([Mistake(file, line, "", text)])
