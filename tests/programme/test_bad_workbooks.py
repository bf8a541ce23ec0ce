"""Workbooks as people really keep them: what cannot be read is one message, what can only mean one thing is read."""

import csv
import datetime as dt
import warnings
import zipfile

import openpyxl
import pytest

from posada.programme import InputError, read_programme


@pytest.fixture
def book(folder):
    """The tables of the folder as one workbook beside `programme.toml`, to be changed and saved."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for path in sorted(folder.path.glob("*.csv")):
        sheet = made.create_sheet(path.stem)
        with path.open(newline="", encoding="utf-8") as file:
            for row in csv.reader(file):
                sheet.append([cell or None for cell in row])
        path.unlink()
    return made


def mistakes_of(book, folder):
    book.save(folder.path / "book.xlsx")
    return folder.mistakes()


def test_a_workbook_of_text_is_the_same_programme(book, folder):
    """Every number and date may be text."""
    book.save(folder.path / "book.xlsx")
    assert len(read_programme(folder.path).persons) == 3


CELLS = {
    "an error of Excel": ("capacities", "C2", "#REF!", ", line 2, amount: must be a whole number, got '#REF!'."),
    "an hour with a date": (
        "closures", "C2", dt.datetime(2021, 12, 25, 8, 30),
        ", line 2, from_on: must be a date like 2021-11-15, got 2021-12-25T08:30:00.",
    ),
    "a day number of no time": (
        "closures", "C2", 44, ", line 2, from_on: must be a date like 2021-11-15, got 44.",
    ),
    "a day number of another century": (
        "closures", "C2", "99999999", ", line 2, from_on: must be a date like 2021-11-15, got 99999999.",
    ),
    "yes for a number": ("capacities", "C2", True, ", line 2, amount: must be a whole number, got 'yes'."),
    "a name for a year": ("persons", "C2", "Maria Lopez", ", line 2, birth_year: must be a whole number."),
    "a formula without its result": (
        "capacities", "C2", "=4+4",
        ": has formulas whose results were not saved, in C2. Open the workbook in Excel or LibreOffice and save"
        " it again.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CELLS, ids=str)
def test_a_cell_of_a_sheet_is_told_like_a_cell_of_a_file(case, book, folder):
    """The message names the sheet and the row that the spreadsheet shows."""
    sheet, cell, value, message = CELLS[case]
    book[sheet][cell] = value
    assert mistakes_of(book, folder) == [f"book.xlsx, sheet {sheet}{message}"]


def test_merged_cells_are_told_once(book, folder):
    """A household merged over its members leaves all but one without it."""
    book["persons"].merge_cells("B2:B3")
    assert mistakes_of(book, folder) == [
        "book.xlsx, sheet persons: has merged cells, B2:B3. Unmerge them and fill in each."
    ]


def test_a_title_above_the_header_is_told_once_for_each_sheet(book, folder):
    """The message says where the header stands."""
    book["drivers"].insert_rows(1)
    book["drivers"]["A1"] = "Drivers of the programme"
    book["drivers"].merge_cells("A1:D1")
    assert mistakes_of(book, folder) == [
        "book.xlsx, sheet drivers, line 1: must hold the names of the columns. They stand in line 2: take away"
        " what is above."
    ]


def test_a_sheet_with_nearly_the_name_of_a_table_is_told(book, folder):
    """Sheets with quite other names are notes."""
    book["places"].title = "place"
    book.create_sheet("my notes").append(["x"])
    assert mistakes_of(book, folder) == [
        "book.xlsx, sheet place: no table has this name. Did you mean 'places'?"
    ]


def test_a_sheet_twice_is_refused(book, folder):
    """Names differ in capitals and spaces alone, so nobody can tell which holds."""
    book.create_sheet("Drivers ").append(["driver_id", "gathering_id"])
    assert mistakes_of(book, folder) == [
        "book.xlsx, sheet drivers: stands in this workbook twice. Keep one of the two."
    ]


def test_a_blank_sheet_is_an_empty_table_unless_others_need_it(book, folder):
    """Templates are handed in with the sheets that nobody filled."""
    book.create_sheet("floors")
    book["gatherings"].delete_rows(1, 9)
    assert mistakes_of(book, folder) == [
        "gatherings.csv: must have rows: households.csv, buses.csv, drivers.csv, roads.csv and offices.csv need"
        " them."
    ]


def test_protection_hidden_sheets_and_columns_touched_far_away_do_not_matter(book, folder):
    """None of them changes a cell of the tables."""
    book["places"].protection.sheet = True
    book["drivers"].sheet_state = "hidden"
    book["roads"]["XFD1"] = " "
    assert mistakes_of(book, folder) == []


FILES = {
    "an old workbook renamed": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,
        "is an old .xls workbook or needs a password. Save it as .xlsx without a password.",
    ),
    "a page of the web renamed": (
        b"<html><table>", "is not a readable .xlsx workbook. Save it again as .xlsx.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", FILES, ids=str)
def test_a_workbook_that_cannot_be_read_hides_no_other_mistake(case, folder):
    """The settings and the other tables are checked all the same."""
    data, message = FILES[case]
    folder.write("tables.xlsx", data)
    folder.change("capacities.csv", "leon,beds,20", "leon,beds,-2")
    assert folder.mistakes() == [
        f"tables.xlsx: {message}",
        "capacities.csv, line 2, amount: must be at least 0, got -2.",
    ]


def test_a_workbook_cut_short_or_scrambled_is_told(book, folder):
    """Whatever of its bytes is lost, there is one message and no warning."""
    path = folder.path / "book.xlsx"
    book.save(path)
    whole = path.read_bytes()
    scrambled = bytearray(whole)
    for position in range(200, len(whole) - 2000, 97):
        scrambled[position] ^= 0xFF
    for data in (whole[: len(whole) // 2], bytes(scrambled)):
        path.write_bytes(data)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            [message] = folder.mistakes()
        assert message.startswith("book.xlsx: is ")
        assert message.endswith("Save it again as .xlsx.")


def test_a_workbook_that_would_unpack_to_more_than_memory_holds_is_refused(tmp_path):
    """The size is read from the directory of the archive, before anything is unpacked."""
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", b"x")
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\x01\x02") + 24  # the unpacked size in the central directory
    data[at : at + 4] = (2**31).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    with pytest.raises(InputError) as caught:
        read_programme(path)
    assert str(caught.value) == "bomb.xlsx: unpacks to more than 1 GB."


def test_settings_in_a_sheet_are_told_with_their_sheet(book, folder):
    """A workbook alone has no programme.toml to name."""
    (folder.path / "programme.toml").unlink()
    sheet = book.create_sheet("programme")
    rows = [
        ("setting", "value"),
        ("name", "Demo"),
        ("country", "MEX"),
        ("starts_on", 44524),
        ("ends_on", dt.datetime(2021, 12, 31)),
        ("seed", "many"),
        ("transport.stops", 2),
        ("name", "Again"),
    ]
    for row in rows:
        sheet.append(row)
    assert mistakes_of(book, folder) == [
        "book.xlsx, sheet programme, transport.stops: no such setting.",
        "book.xlsx, sheet programme, seed: must be a whole number, got 'many'.",
        "book.xlsx, sheet programme, line 8, name: stands in line 2 already; it must be unique.",
    ]


def test_a_workbook_in_another_format_is_told_where_nothing_else_holds_tables(folder):
    """LibreOffice saves .ods unless it is told otherwise."""
    for path in folder.path.glob("*.csv"):
        path.unlink()
    folder.write("all.ods", b"PK")
    assert folder.mistakes() == ["all.ods: is not read. Save it as an .xlsx workbook."]
