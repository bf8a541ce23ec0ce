"""Manifests: what stands on them, what does not, and that the same rows give the same bytes."""

import datetime as dt
import hashlib
import io
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from posada.programme import Programme
from posada.programme.tables import Departure, Person, Place, Seat, Stop
from posada.transport import schedule, write_manifests
from posada.transport.example import example, example_assignments
from posada.transport.manifests import manifests_of, printable
from posada.transport.manifests_pdf import pdf_of


def secretive() -> Programme:
    """The example with everything about persons that must not be printed."""
    programme = example()
    persons = tuple(
        replace(
            person,
            birth_year=1987,
            nationality="HTI",
            languages=("hat",),
            occupation="construction",
            sex="female",
            specific_needs=(*person.specific_needs, "pregnant", "survivor_of_violence"),
        )
        for person in programme.persons
    )
    return replace(programme, persons=persons)


def pages(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the manifests of the example, in Spanish."""
    folder = tmp_path_factory.mktemp("plan")
    programme = secretive()
    rows = schedule(programme, example_assignments()).rows()
    write_manifests(programme, rows, folder, lang="es")
    return folder


def test_the_page_says_who_boards_and_where_they_get_off(written: Path) -> None:
    """Departure, bus, drivers, stops with times; every household once, with people, place, wheelchair."""
    (text,) = pages((written / "manifests.pdf").read_bytes())
    for part in ("Manifiesto mapastepec-001", "van 1", "d1, d2", "2021-11-24 05:00", "página 1 de 1"):
        assert part in text
    for part in ("1:", "Puebla, 2021-11-24 18:34, personas: 6", "Cholula, 2021-11-24 19:17, personas: 2"):
        assert part in text
    lines = text.splitlines()
    for household_id, people, place, wheelchair in (
        ("h1", "3", "1. Puebla", "no"),
        ("h2", "2", "1. Puebla", "no"),
        ("h3", "1", "1. Puebla", "sí"),
        ("h4", "2", "2. Cholula", "no"),
    ):
        assert lines.count(household_id) == 1
        at = lines.index(household_id)
        assert lines[at + 1 : at + 4] == [people, place, wheelchair]
    assert "Hogares: 4. Personas: 8." in text


def test_every_page_says_that_it_is_to_be_destroyed(written: Path) -> None:
    """In the language of the manifest."""
    for text in pages((written / "manifests.pdf").read_bytes()):
        assert "CONFIDENCIAL: DESTRUIR DESPUÉS DE LA ENTREGA" in text
    programme = example()
    english = pdf_of(
        list(manifests_of(programme, schedule(programme, example_assignments()).rows())), lang="en"
    )
    assert "CONFIDENTIAL: DESTROY AFTER HANDOVER" in pages(english)[0]


def test_nothing_else_about_people_is_printed(written: Path) -> None:
    """No birth year, nationality, language, occupation, sex, person code or other need, in no file."""
    workbook = openpyxl.load_workbook(written / "manifests.xlsx")
    cells = [str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row]
    text = "\n".join([*pages((written / "manifests.pdf").read_bytes()), *cells])
    for secret in ("1987", "HTI", "hat", "construction", "female", "pregnant", "survivor", "h1-0"):
        assert secret not in text, secret


def test_the_workbook_has_departures_and_households(written: Path) -> None:
    """One sheet each, with filters; every household once."""
    workbook = openpyxl.load_workbook(written / "manifests.xlsx")
    assert workbook.sheetnames == ["Salidas", "Hogares"]
    departures, households = (
        [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in workbook
    )
    assert departures[1][:2] == ["mapastepec-001", "van 1"]
    assert departures[1][-2:] == [4, 8]
    assert [row[4] for row in households[1:]] == ["h1", "h2", "h3", "h4"]
    assert [row[6] for row in households[1:]] == ["no", "no", "sí", "no"]
    assert workbook["Hogares"].auto_filter.ref == "A1:I5"


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    """In another process, with another hash seed, at another second."""
    code = (
        "import sys, pathlib\n"
        "from posada.transport import schedule, write_manifests\n"
        "from posada.transport.example import example, example_assignments\n"
        "rows = schedule(example(), example_assignments()).rows()\n"
        "write_manifests(example(), rows, pathlib.Path(sys.argv[1]), lang='es')\n"
    )
    digests = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        )
        digests.append(
            [
                hashlib.sha256((folder / name).read_bytes()).hexdigest()
                for name in ("manifests.pdf", "manifests.xlsx")
            ]
        )
        time.sleep(1.1)
    assert digests[0] == digests[1]
    assert sorted(path.name for path in (tmp_path / "1").iterdir()) == ["manifests.pdf", "manifests.xlsx"]


def many(departures: int, households: int) -> tuple[Programme, dict[str, tuple[Any, ...]]]:
    """Rows of a large plan: so many departures with so many households of one."""
    departs_at = dt.datetime(2021, 11, 24, 5, tzinfo=dt.UTC)
    programme = example()
    people = tuple(
        Person(person_id=f"p{number}", household_id=f"H-{number:05}", birth_year=1990)
        for number in range(departures * households)
    )
    codes = [f"mapastepec-{number:03}" for number in range(1, departures + 1)]
    rows = {
        "departures": tuple(
            Departure(
                departure_id=code,
                gathering_id="mapastepec",
                bus_type_id="coach",
                bus=1,
                driver_ids=("d1", "d2"),
                departs_at=departs_at,
                returns_at=departs_at,
                km=816.0,
                minutes=814,
                distance_source="roads.csv",
            )
            for code in codes
        ),
        "stops": tuple(
            Stop(departure_id=code, stop=1, place_id="puebla", arrives_at=departs_at, people=households)
            for code in codes
        ),
        "seats": tuple(
            Seat(
                departure_id=codes[number // households],
                household_id=person.household_id,
                place_id="puebla",
                people=1,
            )
            for number, person in enumerate(people)
        ),
    }
    return replace(programme, persons=people), rows


def test_long_manifests_go_on_on_the_next_page() -> None:
    """Sixty households take three pages; each is on one of them, the sum on the last."""
    programme, rows = many(1, 60)
    texts = pages(pdf_of(list(manifests_of(programme, rows)), lang="en"))
    assert len(texts) > 1
    codes = [line for text in texts for line in text.splitlines() if line.startswith("H-")]
    assert codes == [row.household_id for row in rows["seats"]]
    for number, text in enumerate(texts, start=1):
        assert f"page {number} of {len(texts)}" in text
    assert [("Households: 60. People: 60." in text) for text in texts] == [False] * (len(texts) - 1) + [True]


def test_no_letter_is_lost_without_a_word() -> None:
    """Accents print; a name in another script is replaced by its code, and a code by the line of its row."""
    assert printable("San José Iturbide, Ñ, ü, ç", "x") == "San José Iturbide, Ñ, ü, ç"
    programme = example()
    names = {"puebla": "Heróica Puebla de Zaragoza", "cholula": "Чолула"}
    places = tuple(replace(row, name=names[row.place_id]) for row in programme.places)
    renamed = tuple(
        replace(row, household_id=row.household_id.replace("h1", "ж1")) for row in (*programme.households,)
    )
    persons = tuple(
        replace(row, household_id=row.household_id.replace("h1", "ж1")) for row in programme.persons
    )
    programme = replace(programme, places=places, households=renamed, persons=persons)
    assignments = tuple(
        replace(row, household_id=row.household_id.replace("h1", "ж1")) for row in example_assignments()
    )
    rows = schedule(programme, assignments).rows()
    (text,) = pages(pdf_of(list(manifests_of(programme, rows)), lang="es"))
    assert "Heróica Puebla de Zaragoza" in text
    assert "2. cholula" in text
    line = [row.household_id for row in rows["seats"]].index("ж1") + 2
    assert f"seats.csv, line {line}" in text


def test_names_are_not_formulas(tmp_path: Path) -> None:
    """A name that begins like a formula stays text in the workbook."""
    programme = example()
    places = tuple(replace(row, name="=1+1") for row in programme.places)
    programme = replace(programme, places=places)
    write_manifests(programme, schedule(programme, example_assignments()).rows(), tmp_path, lang="en")
    sheet = openpyxl.load_workbook(tmp_path / "manifests.xlsx")["Households"]
    assert sheet["C2"].value == "=1+1"
    assert sheet["C2"].data_type == "s"


def test_without_departures_there_is_a_page_that_says_so(tmp_path: Path) -> None:
    """An empty plan has manifests too."""
    write_manifests(example(), {}, tmp_path, lang="en")
    assert "".join(pages((tmp_path / "manifests.pdf").read_bytes())).strip() == "No departures."
    assert openpyxl.load_workbook(tmp_path / "manifests.xlsx")["Departures"].max_row == 1


def test_a_place_that_the_programme_has_forgotten_keeps_its_code() -> None:
    """Rows corrected by hand may name anything."""
    programme = replace(example(), places=(Place(place_id="x", name="X", state="MX-PUE"),))
    rows = schedule(example(), example_assignments()).rows()
    (manifest,) = manifests_of(programme, rows)
    assert {row.place for row in manifest.rows} == {"puebla", "cholula"}
