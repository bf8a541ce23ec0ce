import datetime as dt
import warnings

import openpyxl
import pytest

from posada.programme import InputError, read_programme

SHEETS = {
    "gatherings": [
        ["gathering_id", "name", "state", "timezone"],
        ["mapa", "Mapastepec", "MX-CHP", "America/Mexico_City"],
    ],
    "places": [
        ["place_id", "name", "state", "opens_on", "closes_on", "receives_from"],
        [101, "León", "MX-GUA", dt.datetime(2021, 11, 24), 44561, dt.time(7, 0)],
    ],
    "households": [["household_id", "gathering_id", "consents"], ["h1", "mapa", True]],
    "persons": [["person_id", "household_id", "birth_year"], ["p1", "h1", 1990.0]],
    "my notes": [["anything"], ["at all"]],
}


def save(path, sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_a_workbook_beside_the_settings_is_a_programme(tmp_path):
    """Sheets are tables; typed cells, dates as day numbers among them, are read right; notes are left alone."""
    save(tmp_path / "tables.xlsx", SHEETS)
    (tmp_path / "programme.toml").write_text(
        'name = "Demo"\ncountry = "MEX"\nstarts_on = 2021-11-24\nends_on = 2021-12-31\n'
    )
    programme = read_programme(tmp_path)
    place = programme.places[0]
    assert (place.place_id, place.opens_on, place.closes_on) == (
        "101",
        dt.date(2021, 11, 24),
        dt.date(2021, 12, 31),
    )
    assert place.receives_from == dt.time(7, 0)
    assert programme.persons[0].birth_year == 1990
    assert programme.households[0].consents is True
    assert set(programme.digests) == {"programme.toml", "tables.xlsx"}


def test_a_workbook_alone_is_a_programme_with_a_sheet_of_settings(tmp_path):
    """Dotted names go to sections; lists are split by semicolons."""
    settings = [
        ["setting", "value"],
        ["name", "Demo"],
        ["country", "MEX"],
        ["starts_on", dt.date(2021, 11, 24)],
        ["ends_on", "2021-12-31"],
        ["languages", "spa;eng"],
        ["transport.spare_seats_share", 0.2],
        ["seed", 7],
    ]
    path = tmp_path / "all.xlsx"
    save(path, {**SHEETS, "programme": settings})
    programme = read_programme(path)
    assert programme.settings.languages == ("spa", "eng")
    assert programme.settings.transport.spare_seats_share == 0.2
    assert programme.settings.seed == 7


def test_a_mistake_in_a_sheet_names_sheet_and_row(tmp_path):
    """The row is the one that the spreadsheet shows."""
    sheets = {**SHEETS, "places": [["place_id", "name", "state"], [], ["leon", "León", "Guanajuato"]]}
    save(tmp_path / "tables.xlsx", sheets)
    (tmp_path / "programme.toml").write_text(
        'name = "Demo"\ncountry = "MEX"\nstarts_on = 2021-11-24\nends_on = 2021-12-31\n'
    )
    with pytest.raises(InputError) as caught:
        read_programme(tmp_path)
    assert str(caught.value) == (
        "tables.xlsx, sheet places, line 3, state: must be an ISO 3166-2 code like MX-CHP, got 'Guanajuato'."
    )


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04 damaged"])
def test_a_damaged_workbook_gets_one_message(tmp_path, data):
    """Whatever the reader of workbooks trips over, the message is ours."""
    path = tmp_path / "all.xlsx"
    path.write_bytes(data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with pytest.raises(InputError, match=r"all\.xlsx: is not a readable \.xlsx workbook"):
            read_programme(path)


def test_a_table_in_two_files_is_refused(folder):
    """Which of the two holds cannot be told."""
    save(folder.path / "tables.xlsx", {"places": SHEETS["places"]})
    assert folder.mistakes() == [
        "places.csv: the table places stands in tables.xlsx, sheet places as well. Keep one of the two."
    ]
