"""Workbooks: the sheets of an .xlsx file as text cells; the only module here that needs a library."""

from __future__ import annotations

import datetime as dt
import unicodedata
import zipfile
from collections.abc import Collection
from pathlib import Path
from typing import Any

from posada.programme.cells import text_of
from posada.programme.mistakes import InputError, Mistake, PosadaError
from posada.programme.sheets import Sheet

MOST_UNPACKED_BYTES = 2 * 1024**3


def read_workbook(path: Path, names: Collection[str]) -> dict[str, Sheet]:
    """The sheets of an .xlsx file whose names are in `names`, by name; other sheets are left alone.

    Dates that a sheet holds as plain day numbers can be told by the column they stand in, so each sheet says
    from which year its workbook counts. Raises `InputError` where the file is not a workbook.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise PosadaError(
            f"{path.name}: reading .xlsx needs openpyxl. Install it, or save as CSV."
        ) from error
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise _refused(path, "unpacks to more than 2 GB.")
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except InputError:
        raise
    except OSError as error:
        raise _refused(path, f"cannot be read ({error.strerror or error}).") from error
    except Exception as error:
        # openpyxl lets through whatever its XML and zip readers raise on a damaged file.
        raise _refused(path, "is not a readable .xlsx workbook. Save it again as .xlsx.") from error
    epoch = 1904 if book.epoch.year == 1904 else 1900
    try:
        return {
            name: _sheet(f"{path.name}, sheet {name}", book[title], epoch)
            for title in book.sheetnames
            if (name := title.strip().casefold().removesuffix(".csv")) in names
        }
    except InputError:
        raise
    except Exception as error:
        raise _refused(path, "is damaged: a sheet cannot be read. Save it again as .xlsx.") from error
    finally:
        book.close()


def _sheet(file: str, worksheet: Any, epoch: int) -> Sheet:
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, row in enumerate(worksheet.iter_rows(values_only=True), start=1):
        cells = tuple(map(_cell, row))
        if any(cells):
            rows.append(cells)
            lines.append(line)
    if not rows:
        raise InputError(
            [Mistake(file, None, "", "is empty. Its first row must hold the names of the columns.")]
        )
    header = rows[0]
    width = max(position for position, cell in enumerate(header) if cell) + 1
    kept = [row[:width] if not any(row[width:]) else row for row in rows[1:]]
    return Sheet(file, header[:width], lines[0], list(kept), lines[1:], excel_epoch=epoch)


def _cell(value: object) -> str:
    """The text of a typed cell, as somebody would have typed it in a CSV file."""
    if value is None:
        return ""
    if isinstance(value, str):
        text = value.strip().replace("\0", "")
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    if isinstance(value, dt.datetime):
        if value.time() == dt.time(0):
            return value.date().isoformat()
        return value.isoformat(sep="T")
    if isinstance(value, dt.time):
        return value.isoformat(timespec="minutes")
    if isinstance(value, dt.timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, float):
        return repr(value) if value != int(value) else str(int(value))
    return text_of(value)


def _refused(path: Path, text: str) -> InputError:
    return InputError([Mistake(path.name, None, "", text)])
