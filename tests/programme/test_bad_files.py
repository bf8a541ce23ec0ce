"""Files as people really hand them in: each trouble is one clear message, and hides no other mistake."""

import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from posada.programme import InputError, read_programme
from posada.programme.sheets import MOST_BYTES

EXCEL = "In Excel choose 'Save as', then 'CSV UTF-8'."
EMPTY = "is empty. Its first line must hold the names of the columns."

DATA = {
    "latin-1": ("place_id,name\nleon,León\n".encode("latin-1"), f", line 2: is not UTF-8 text. {EXCEL}"),
    "cp1252": ("place_id,name\nleon,“León”\n".encode("cp1252"), f", line 2: is not UTF-8 text. {EXCEL}"),
    "UTF-16 without its mark": (
        "place_id,name\nleon,León\n".encode("utf-16-le"), f", line 2: is not UTF-8 text. {EXCEL}",
    ),
    "NUL": (
        b"place_id,name\nleon,Le\0n\n",
        ", line 2: holds a NUL character: the file is damaged. Save it again as 'CSV UTF-8'.",
    ),
    "nothing": (b"", f": {EMPTY}"),
    "a mark of UTF-8 alone": (b"\xef\xbb\xbf", f": {EMPTY}"),
    "commas alone": (b",,,\n,,,\n", f": {EMPTY}"),
    "an old workbook": (
        b"\xd0\xcf\x11\xe0" + b"\0" * 99,
        ": is a spreadsheet with the name of a CSV file. Save it as 'CSV UTF-8', or as .xlsx.",
    ),
    "a quotation mark left open": (
        b'place_id,name,state\nleon,"Le,MX-GUA\npuebla,Puebla,MX-PUE\n',
        ", line 2: opens a quotation mark that is never closed.",
    ),
    "a quotation mark inside": (
        b'place_id,name,state\nleon,"Le"on,MX-GUA\n',
        ", line 2: has text right after a closing quotation mark. Write a quotation mark inside a cell twice.",
    ),
    "a cell of 200,000 letters": (
        b"place_id,name,state\nleon," + b"x" * 200_000 + b",MX-GUA\n",
        ", line 2: holds a cell of more than 131,072 characters. Look for a quotation mark left open.",
    ),
    "a title above the header": (
        b"List of places,,\n\nplace_id,name,state\nleon,Leon,MX-GUA\n",
        ", line 1: must hold the names of the columns. They stand in line 3: take away what is above.",
    ),
    "HXL tags above the header": (
        b"#loc+code,#loc+name,#adm1\nplace_id,name,state\nleon,Leon,MX-GUA\n",
        ", line 1: must hold the names of the columns. They stand in line 2: take away what is above.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DATA, ids=str)
def test_a_file_that_cannot_be_read_is_one_mistake_and_not_one_for_each_reference_to_it(case, folder):
    """Nothing is said about the rows that name a place, and other tables are checked all the same."""
    data, message = DATA[case]
    folder.write("places.csv", data)
    folder.change("persons.csv", "2015", "15")
    assert folder.mistakes() == [
        f"places.csv{message}",
        "persons.csv, line 3, birth_year: must be at least 1900.",
    ]


NAMES = {
    "place.csv": "place.csv: no table has this name. Did you mean 'places.csv'?",
    "places (1).csv": "places (1).csv: no table has this name. Did you mean 'places.csv'?",
    "places.txt": "places.txt: is not read. Save it as places.csv ('CSV UTF-8') or as a sheet of an .xlsx workbook.",
    "places.csv.txt": "places.csv.txt: is not read. Save it as places.csv ('CSV UTF-8') or as a sheet of an .xlsx"
    " workbook.",
    "places.ods": "places.ods: is not read. Save it as places.csv ('CSV UTF-8') or as a sheet of an .xlsx workbook.",
    "lugares.csv": "places.csv: must have rows: capacities.csv, households.csv, ties.csv and roads.csv need them.",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_table_under_another_name_is_one_mistake(name, folder):
    """Whether the name is near or far, the references to the table are not judged."""
    (folder.path / "places.csv").rename(folder.path / name)
    assert folder.mistakes() == [NAMES[name]]


def test_a_table_under_two_spellings_is_refused(folder):
    """Nobody can tell which of the two holds; both are named."""
    folder.write("Places.CSV", "place_id,name,state\nleon,León,MX-GUA\n")
    assert folder.mistakes() == [
        "places.csv: the table places stands in Places.CSV as well. Keep one of the two."
    ]


@pytest.mark.parametrize("text", ["person_id,household_id\n", "person_id,household_id\n? code,? code\n"])
def test_a_table_with_a_header_alone_is_one_mistake_where_others_need_it(text, folder):
    """Households without persons are told once, not once for each household."""
    folder.write("persons.csv", text)
    assert folder.mistakes() == ["persons.csv: must have rows: households.csv needs them."]


def test_what_is_no_file_is_not_waited_for(folder):
    """A folder, a pipe and a link to nowhere under the name of a table are told, and reading goes on."""
    for name in ("places.csv", "drivers.csv", "roads.csv"):
        (folder.path / name).unlink()
    (folder.path / "places.csv").mkdir()
    os.mkfifo(folder.path / "drivers.csv")
    (folder.path / "roads.csv").symlink_to("roads.csv")
    assert folder.mistakes() == [
        "places.csv: must be a file, got a folder or a device.",
        "drivers.csv: must be a file, got a folder or a device.",
        "roads.csv: cannot be read (Too many levels of symbolic links).",
    ]


def test_a_file_beyond_any_table_is_not_read_into_memory(folder):
    """A file that claims two gigabytes is refused by its size."""
    with (folder.path / "drivers.csv").open("wb") as file:
        file.truncate(4 * MOST_BYTES)
    assert folder.mistakes() == ["drivers.csv: is larger than 512 MB."]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nowhere", "nowhere: no such folder. 'posada new FOLDER' makes one."),
        ("places.csv", "places.csv: must be a folder or an .xlsx workbook."),
        ("x" * 300, f"{'x' * 80}: cannot be read (File name too long)."),
    ],
)
def test_what_is_no_programme_is_told(name, message, folder):
    """A path that is nothing, a single table, or no path at all."""
    with pytest.raises(InputError) as caught:
        read_programme(folder.path / name)
    assert str(caught.value) == message


@pytest.mark.parametrize(("owner", "name"), [("iterdir", "demo"), ("read_bytes", "places.csv")])
def test_what_may_not_be_read_is_told(owner, name, folder, monkeypatch):
    """The rights of a shared drive, as the system words them."""
    plain = getattr(Path, owner)

    def denied(path):
        if path.name == name:
            raise PermissionError(errno.EACCES, "Permission denied")
        return plain(path)

    monkeypatch.setattr(Path, owner, denied)
    assert folder.mistakes() == [f"{name}: cannot be read (Permission denied)."]


READ_RIGHT = {
    "a mark of UTF-8": lambda text: text.encode("utf-8-sig"),
    "UTF-16 with its mark": lambda text: text.encode("utf-16"),
    "lines of Windows": lambda text: text.replace("\n", "\r\n").encode(),
    "lines of an old Mac": lambda text: text.replace("\n", "\r").encode(),
    "tabs": lambda text: text.replace(",", "\t").encode(),
    "the delimiter in a line of its own": lambda text: b"sep=\t\r\n" + text.replace(",", "\t").encode(),
    "two marks": lambda text: b"\xef\xbb\xbf\xef\xbb\xbf" + text.encode(),
    "empty lines and columns": lambda text: ("\n\n" + text.replace("\n", ",,\n\n")).encode(),
}  # fmt: skip


@pytest.mark.parametrize("case", READ_RIGHT, ids=str)
def test_what_can_only_mean_one_thing_is_read_right(case, folder):
    """The same rows come out, whatever program saved the file."""
    expected = read_programme(folder.path).persons
    folder.write("persons.csv", READ_RIGHT[case](folder.text("persons.csv")))
    assert read_programme(folder.path).persons == expected


def test_dates_that_one_spanish_excel_wrote_are_read_by_what_its_other_files_show(folder):
    """01/12 is the first of December where another file split by semicolons has 25/12."""
    folder.write("closures.csv", "calendar_id;kind;from_on\ninm;holiday;25/12/2021\n")
    folder.write("drivers.csv", "driver_id;gathering_id;from_on\nd1;mapa;01/12/2021\n")
    assert read_programme(folder.path).drivers[0].from_on.isoformat() == "2021-12-01"


def test_dates_stay_unclear_where_files_are_at_odds_or_split_by_commas(folder):
    """Two habits in one folder prove nothing, and a file split by commas may come from anywhere."""
    folder.write("closures.csv", "calendar_id;kind;from_on\ninm;holiday;25/12/2021\n")
    folder.write("drivers.csv", "driver_id,gathering_id,from_on\nd1,mapa,01/12/2021\n")
    unclear = "must be a date like 2021-11-15 (whether day or month comes first is not clear here)"
    assert folder.mistakes() == [f"drivers.csv, line 2, from_on: {unclear}, got '01/12/2021'."]
    folder.write("closures.csv", "calendar_id;kind;from_on\ninm;holiday;25/12/2021\ninm;holiday;12/24/2021\n")
    told = folder.mistakes()
    assert [message.partition(":")[0] for message in told] == [
        "drivers.csv, line 2, from_on",
        "closures.csv, line 2, from_on",
        "closures.csv, line 3, from_on",
    ]


def test_dates_with_the_month_first_are_read_where_another_date_shows_it(folder):
    """12/25 makes 03/04 the fourth of March."""
    folder.write("closures.csv", "calendar_id,kind,from_on\ninm,holiday,12/25/2021\ninm,holiday,03/04/2022\n")
    days = [closure.from_on.isoformat() for closure in read_programme(folder.path).closures]
    assert days == ["2021-12-25", "2022-03-04"]


HOSTILE = st.sampled_from(
    [
        b"",
        b"\0",
        b'"',
        b",",
        b";",
        b"\n",
        b"\r",
        b"\xff",
        b"\xef\xbb\xbf",
        b"-1",
        b"1e400",
        b"\xe2\x80\x8b",
        b"99/99/9999",
    ]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_is_done_to_a_file_is_read_or_told(folder, data):
    """A few bytes of any file are replaced at random: there are rows, or there are messages of one line each."""
    path = data.draw(st.sampled_from(sorted(folder.path.iterdir())))
    whole = path.read_bytes()
    spoiled = whole
    for _ in range(data.draw(st.integers(1, 3))):
        first = data.draw(st.integers(0, len(spoiled)))
        last = data.draw(st.integers(first, min(first + 20, len(spoiled))))
        spoiled = spoiled[:first] + data.draw(HOSTILE) + spoiled[last:]
    path.write_bytes(spoiled)
    try:
        assert not [
            message
            for message in folder.mistakes()
            if "\n" in message or not message.endswith((".", "?", ")"))
        ]
    finally:
        path.write_bytes(whole)
