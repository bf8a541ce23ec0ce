"""Places, roads between them and what closes them, from the three files of a Flee folder that hold these."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from posada.movement.flee_csv import Cells, Line, lines_of
from posada.movement.rows import CLOSURE_KINDS, Closure, Location, Route
from posada.programme.mistakes import Mistake, did_you_mean

LOCATION_COLUMNS = ("name", "region", "country", "latitude", "longitude", "location_type", "conflict_date",
                    "population")  # fmt: skip
ROUTE_COLUMNS = ("name1", "name2", "distance", "forced_redirection")
CLOSURE_COLUMNS = ("closure_type", "name1", "name2", "closure_start", "closure_end")
_KIND_BY_WORD = (("idpcamp", "idpcamp"), ("camp", "camp"), ("conflict", "conflict"), ("forward", "forward"),
                 ("marker", "marker"), ("default", "town"), ("town", "town"))  # fmt: skip
MOST_KM = 40_000.0
"""No road is longer than the way around the earth."""


def read_locations(path: Path, file: str, mistakes: list[Mistake]) -> tuple[Location, ...]:
    """The places of a locations.csv in their order; what is wrong is added to `mistakes`."""
    cells = Cells(file, mistakes, LOCATION_COLUMNS)
    lines = lines_of(path, file, mistakes)
    if lines is None:
        return ()
    found: dict[str, Location] = {}
    for line in lines:
        if line.is_remark or is_header(line, LOCATION_COLUMNS) or not cells.has(line, len(LOCATION_COLUMNS)):
            continue
        location = _location(line, cells)
        if location.name in found:
            cells.tell(
                line, 0, f"must be unique, got {location.name!r} as in line {found[location.name].line}."
            )
        else:
            found[location.name] = location
    if not found and not any(mistake.file == file for mistake in mistakes):
        mistakes.append(Mistake(file, None, "", "must hold at least one place, got none."))
    return tuple(found.values())


def is_header(line: Line, columns: Sequence[str]) -> bool:
    """Whether a line without # in front names the columns; Flee would take it for a row."""
    return line.cell(0).casefold() == columns[0] and line.cell(1).casefold() == columns[1]


def _location(line: Line, cells: Cells) -> Location:
    kind = _kind(line, cells)
    people = cells.whole(line, 7, least=0, default=0)
    is_camp = kind in ("camp", "idpcamp")
    return Location(
        name=cells.word(line, 0),
        region=line.cell(1),
        country=line.cell(2) or "unknown",
        latitude=cells.number(line, 3, least=-90.0, most=90.0, default=0.0),
        longitude=cells.number(line, 4, least=-180.0, most=180.0, default=0.0),
        kind=kind,
        conflict_day=cells.whole(line, 6, least=-1, default=0) if kind == "conflict" else 0,
        population=0 if is_camp else people,
        capacity=people if is_camp else 0,
        line=line.number,
    )


def _kind(line: Line, cells: Cells) -> str:
    text = line.cell(5).casefold()
    if "flood" in text:
        cells.tell(line, 5, f"floods are not supported: must be another type, got {line.cell(5)!r}.")
        return "town"
    for word, kind in _KIND_BY_WORD:
        if word in text:
            return kind
    known = "conflict_zone, town, camp, idpcamp, forwarding_hub or marker"
    cells.tell(line, 5, f"must be {known}, got {line.cell(5)[:40]!r}.")
    return "town"


def read_routes(path: Path, file: str, names: Sequence[str], mistakes: list[Mistake]) -> tuple[Route, ...]:
    """The roads of a routes.csv in their order; both ends must be places."""
    lines = lines_of(path, file, mistakes)
    columns = list(ROUTE_COLUMNS)
    cells = Cells(file, mistakes, columns)
    found: list[Route] = []
    for line in lines or ():
        if line.is_remark or is_header(line, ROUTE_COLUMNS):
            columns[4:] = [cell.strip().lstrip("#") for cell in line.cells[4:]] or columns[4:]
        elif cells.has(line, 3):
            found.append(_route(line, cells, set(names)))
    return tuple(found)


def _route(line: Line, cells: Cells, names: set[str]) -> Route:
    start, end = cells.word(line, 0), cells.word(line, 1)
    for at, name in ((0, start), (1, end)):
        if name and names and name not in names:
            cells.tell(line, at, f"must be a name of locations.csv, got {name!r}.{did_you_mean(name, names)}")
    if start and start == end:
        cells.tell(line, 1, f"must differ from name1, got {end!r}.")
    forced = cells.whole(line, 3, least=0, most=2, default=0)
    named = {name: at for at, name in enumerate(cells.columns) if at >= 4}
    speed, walks = named.get("max_move_speed"), named.get("walk_probability")
    return Route(
        start=start,
        end=end,
        km=cells.number(line, 2, least=0.001, most=MOST_KM),
        forced_from=("", start, end)[forced],
        line=line.number,
        max_move_speed=cells.number(line, speed, least=0.001, most=MOST_KM)
        if speed is not None and line.cell(speed)
        else None,
        walk_probability=cells.number(line, walks, least=0.0, most=1.0, default=0.0)
        if walks is not None
        else 0.0,
    )


def read_closures(path: Path, file: str, mistakes: list[Mistake]) -> tuple[Closure, ...]:
    """The closures in their order; a name that no place has is left to the linter, as it closes nothing."""
    cells = Cells(file, mistakes, CLOSURE_COLUMNS)
    found: list[Closure] = []
    for line in lines_of(path, file, mistakes) or ():
        if line.is_remark or is_header(line, CLOSURE_COLUMNS) or not cells.has(line, 4):
            continue
        kind = line.cell(0)
        if kind not in CLOSURE_KINDS:
            text = f"must be one of {', '.join(CLOSURE_KINDS)}, got {kind[:40]!r}."
            cells.tell(line, 0, text + did_you_mean(kind, CLOSURE_KINDS))
        end = cells.whole(line, 4, least=0, default=-1) if line.cell(4) else -1
        start_day = cells.whole(line, 3, least=0)
        found.append(
            Closure(kind, cells.word(line, 1), line.cell(2), start_day, None if end < 0 else end, line.number)
        )
    return tuple(found)
