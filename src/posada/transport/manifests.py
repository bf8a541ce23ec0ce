"""Manifests: who boards each departure and where they get off, with as little about people as that takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from posada.programme import Programme
from posada.programme.tables import Departure, Seat, Stop
from posada.programme.writing import write_file


@dataclass(frozen=True, slots=True)
class ManifestStop:
    """A stop of a departure, by name, with local times."""

    stop: int
    place: str
    arrives: str
    people: int


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """A household on a manifest: code, people, where it gets off, whether it needs a wheelchair place."""

    household: str
    people: int
    stop: int
    place: str
    needs_wheelchair_place: bool


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that stands on the manifest of one departure."""

    programme: str
    departure: str
    bus: str
    drivers: str
    origin: str
    departs: str
    stops: tuple[ManifestStop, ...]
    rows: tuple[ManifestRow, ...]

    @property
    def people(self) -> int:
        """The people on board."""
        return sum(row.people for row in self.rows)


def write_manifests(
    programme: Programme, journeys_rows: Mapping[str, Iterable[Any]], folder: Path, *, lang: str
) -> None:
    """Write `manifests.pdf`, a page or more for each departure, and `manifests.xlsx` into a folder.

    `journeys_rows` holds rows by table name, of which departures, stops and seats are read. Nothing about a
    household is printed but its code, its number of people, its stop and whether it needs a wheelchair place.
    The same rows give the same bytes.
    """
    # They load libraries that nobody needs who only schedules.
    from posada.transport.manifests_pdf import pdf_of
    from posada.transport.manifests_xlsx import xlsx_of

    manifests = list(manifests_of(programme, journeys_rows))
    write_file(folder / "manifests.pdf", pdf_of(manifests, lang=lang), about_people=True)
    write_file(folder / "manifests.xlsx", xlsx_of(programme, manifests, lang=lang), about_people=True)


def manifests_of(programme: Programme, journeys_rows: Mapping[str, Iterable[Any]]) -> Iterator[Manifest]:
    """The manifest of each departure, in the order of the rows; households by stop, then by code."""
    names = {row.gathering_id: row.name for row in programme.gatherings}
    names |= {row.place_id: row.name for row in programme.places}
    wheelchairs = {
        person.household_id for person in programme.persons if "wheelchair" in person.specific_needs
    }
    stops: dict[str, list[Stop]] = {}
    for stop in journeys_rows.get("stops", ()):
        stops.setdefault(stop.departure_id, []).append(stop)
    seats: dict[str, list[tuple[int, Seat]]] = {}
    for line, seat in enumerate(journeys_rows.get("seats", ()), start=2):
        seats.setdefault(seat.departure_id, []).append((line, seat))
    for line, departure in enumerate(journeys_rows.get("departures", ()), start=2):
        yield _manifest(
            programme,
            departure,
            line,
            sorted(stops.get(departure.departure_id, ()), key=lambda row: row.stop),
            seats.get(departure.departure_id, []),
            names,
            wheelchairs,
        )


def _manifest(
    programme: Programme,
    departure: Departure,
    line: int,
    stops: list[Stop],
    seats: list[tuple[int, Seat]],
    names: Mapping[str, str],
    wheelchairs: set[str],
) -> Manifest:
    number_of = {row.place_id: row.stop for row in stops}
    rows = [
        ManifestRow(
            household=printable(seat.household_id, f"seats.csv, line {seat_line}"),
            people=seat.people,
            stop=number_of.get(seat.place_id, 0),
            place=printable(names.get(seat.place_id, ""), seat.place_id),
            needs_wheelchair_place=seat.household_id in wheelchairs,
        )
        for seat_line, seat in seats
    ]
    in_file = f"departures.csv, line {line}"
    return Manifest(
        programme=printable(programme.settings.name, ""),
        departure=printable(departure.departure_id, in_file),
        bus=printable(f"{departure.bus_type_id} {departure.bus}", in_file),
        drivers=printable(", ".join(departure.driver_ids), in_file),
        origin=printable(names.get(departure.gathering_id, ""), departure.gathering_id),
        departs=f"{departure.departs_at:%Y-%m-%d %H:%M}",
        stops=tuple(
            ManifestStop(
                stop=row.stop,
                place=printable(names.get(row.place_id, ""), row.place_id),
                arrives=f"{row.arrives_at:%Y-%m-%d %H:%M}",
                people=row.people,
            )
            for row in stops
        ),
        rows=tuple(sorted(rows, key=lambda row: (row.stop, row.household))),
    )


def printable(text: str, otherwise: str) -> str:
    """The text if the fonts of the manifest have every letter of it, otherwise the code that stands for it.

    The built-in fonts of PDF print a black box, without an error, for letters of other than Western scripts.

    >>> printable("León", "leon"), printable("Харків", "kharkiv")
    ('León', 'kharkiv')
    """
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return otherwise
    return text or otherwise
