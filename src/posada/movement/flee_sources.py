"""Reports of how many people were counted where, from the source_data of a Flee folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from posada.movement.flee_csv import Cells, lines_of
from posada.movement.rows import Correction, Counted, Report
from posada.programme.mistakes import Mistake

LAYOUT = "data_layout.csv"
_HEADERS = ("date", "datetime", "#date")


def read_counted(path: Path, folder: str, starts_on: dt.date, mistakes: list[Mistake]) -> tuple[Counted, ...]:
    """The reports by place in the order of data_layout.csv; nothing where there is no such file."""
    if not (path / LAYOUT).exists():
        return ()
    file = f"{folder}/{LAYOUT}"
    cells = Cells(file, mistakes, ("total", "refugees.csv"))
    found: list[Counted] = []
    for line in lines_of(path / LAYOUT, file, mistakes) or ():
        names = tuple(name for at in range(1, len(line.cells)) if (name := line.cell(at)))
        if line.is_remark:
            continue
        if not names:
            cells.tell(line, 1, "must name a file of reports, got nothing.")
            continue
        reports = []
        for at, name in enumerate(names, start=1):
            if Path(name).is_absolute() or ".." in Path(name).parts:
                cells.tell(line, at, f"must be a file in {folder}, got {name[:60]!r}.")
            elif not (path / name).is_file():
                cells.tell(line, at, f"must be a file in {folder}, got {name[:60]!r}, which is missing.")
            else:
                reports.append(_reports(path / name, f"{folder}/{name}", starts_on, mistakes))
        found.append(Counted(line.cell(0), names, tuple(reports), line.number))
    return tuple(found)


def _reports(path: Path, file: str, starts_on: dt.date, mistakes: list[Mistake]) -> tuple[Report, ...]:
    cells = Cells(file, mistakes, ("date", "people"))
    found: list[Report] = []
    before = len(mistakes)
    for at, line in enumerate(lines_of(path, file, mistakes) or ()):
        is_header = at == 0 and line.cell(0).casefold() in _HEADERS
        if line.is_remark or is_header or not line.cell(1):
            continue
        date = cells.date(line, 0)
        people = cells.whole(line, 1, least=0)
        if date is not None:
            found.append(Report((date - starts_on).days, people, line.number))
    if not found and len(mistakes) == before:
        mistakes.append(Mistake(file, None, "", "must hold at least one report, got none."))
    return tuple(found)


def read_corrections(
    path: Path, file: str, starts_on: dt.date, mistakes: list[Mistake]
) -> tuple[Correction, ...]:
    """The days on which places were counted anew, in the order of the file."""
    cells = Cells(file, mistakes, ("name", "date"))
    found: list[Correction] = []
    for line in lines_of(path, file, mistakes) or ():
        if line.is_remark or len(line.cells) < 2:
            continue
        date = cells.date(line, 1)
        if date is not None:
            found.append(Correction(cells.word(line, 0), (date - starts_on).days, line.number))
    return tuple(found)
