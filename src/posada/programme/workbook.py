"""Workbooks: the sheets of an .xlsx file as text cells; the only module here that needs a library."""

from __future__ import annotations

import datetime as dt
import unicodedata
import warnings
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from posada.programme.cells import text_of
from posada.programme.mistakes import InputError, Mistake, PosadaError, nearest
from posada.programme.sheets import Sheet
from posada.programme.worksheet_xml import formulas_without_result, merged_cells

SETTINGS_SHEET = "programme"
MOST_BYTES = 512 * 1024**2
MOST_UNPACKED_BYTES = 1024**3
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


@dataclass(slots=True)
class Told:
    """What is wrong with the sheets of a workbook, and which tables it keeps from being read."""

    mistakes: list[Mistake] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def refuse(self, name: str, file: str, text: str) -> None:
        """Note a mistake on account of which a table is not read."""
        self.mistakes.append(Mistake(file, None, "", text))
        self.unread.add(name)


def read_workbook(path: Path, names: Collection[str]) -> tuple[dict[str, Sheet], Told]:
    """The sheets of an .xlsx file whose names are in `names`, by name, and what is wrong with others of them.

    Sheets with quite other names are left alone. Dates that a sheet holds as plain day numbers can be told by
    the column they stand in, so each sheet says from which year its workbook counts. Raises `InputError` where
    the file is not a workbook at all.
    """
    told = Told()
    with warnings.catch_warnings():
        # openpyxl warns of styles and checks that it passes over: none of them changes a cell.
        warnings.simplefilter("ignore")
        book = _opened(path)
        try:
            return _sheets(path, book, names, told), told
        except Exception as error:
            # openpyxl lets through whatever its XML and zip readers raise on a damaged file.
            raise _refused(path, "is damaged: a sheet cannot be read. Save it again as .xlsx.") from error
        finally:
            book.close()


def _opened(path: Path) -> Any:
    try:
        import openpyxl
    except ImportError as error:
        raise PosadaError(
            f"{path.name}: reading .xlsx needs openpyxl. Install it, or save as CSV."
        ) from error
    try:
        with path.open("rb") as file:
            first = file.read(4)
        if first == _OLD_WORKBOOK:
            raise _refused(
                path, "is an old .xls workbook or needs a password. Save it as .xlsx without a password."
            )
        if path.stat().st_size > MOST_BYTES:
            raise _refused(path, f"is larger than {MOST_BYTES // 1024**2} MB.")
        with zipfile.ZipFile(path) as archive:
            if sum(item.file_size for item in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise _refused(path, "unpacks to more than 1 GB.")
        return openpyxl.load_workbook(path, read_only=True, data_only=True)
    except InputError:
        raise
    except OSError as error:
        raise _refused(path, f"cannot be read ({error.strerror or error}).") from error
    except Exception as error:
        raise _refused(path, "is not a readable .xlsx workbook. Save it again as .xlsx.") from error


def _sheets(path: Path, book: Any, names: Collection[str], told: Told) -> dict[str, Sheet]:
    epoch = 1904 if book.epoch.year == 1904 else 1900
    sheets: dict[str, Sheet] = {}
    with zipfile.ZipFile(path) as archive:
        for title in book.sheetnames:
            name = title.strip().casefold().removesuffix(".csv")
            if name not in names:
                _tell_near_miss(path, title, name, names, told)
                continue
            file = f"{path.name}, sheet {name}"
            if name in sheets or name in told.unread:
                told.refuse(name, file, "stands in this workbook twice. Keep one of the two.")
            elif sheet := _sheet(file, name, book[title], archive, epoch, told):
                sheets[name] = sheet
    return sheets


def _tell_near_miss(path: Path, title: str, name: str, names: Collection[str], told: Told) -> None:
    """A mistake for a sheet that has nearly the name of a table, and would be passed over for a slip."""
    near = nearest(name, names, likeness=0.75)
    if near is not None:
        told.refuse(
            near, f"{path.name}, sheet {title[:40]}", f"no table has this name. Did you mean '{near}'?"
        )


def _sheet(
    file: str, name: str, worksheet: Any, archive: zipfile.ZipFile, epoch: int, told: Told
) -> Sheet | None:
    """The cells of a worksheet; None if it is blank, or after a mistake that keeps it from being read."""
    if not hasattr(worksheet, "iter_rows"):
        told.refuse(name, file, "is a chart and holds no cells.")
        return None
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    for line, row in enumerate(worksheet.iter_rows(values_only=True), start=1):
        cells = tuple(map(_cell, row))
        if any(cells):
            rows.append(cells)
            lines.append(line)
    xml = archive.read(worksheet._worksheet_path)
    if bare := formulas_without_result(xml):
        text = "Open the workbook in Excel or LibreOffice and save it again."
        told.refuse(name, file, f"has formulas whose results were not saved, in {_listed(bare)}. {text}")
        return None
    if not rows:
        return None
    if merged := merged_cells(xml, below=lines[0]):
        told.refuse(name, file, f"has merged cells, {_listed(merged)}. Unmerge them and fill in each.")
        return None
    header = rows[0]
    width = max(position for position, cell in enumerate(header) if cell) + 1
    kept = [row[:width] if not any(row[width:]) else row for row in rows[1:]]
    return Sheet(file, header[:width], lines[0], list(kept), lines[1:], excel_epoch=epoch)


def _listed(cells: list[str]) -> str:
    """Some cells by name, and how many more there are."""
    more = f" and {len(cells) - 5} more" if len(cells) > 5 else ""
    return f"{', '.join(cells[:5])}{more}"


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
