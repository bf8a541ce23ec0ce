import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.programme import InputError
from posada.programme.sheets import read_csv, sheet_of


def read(tmp_path, data):
    path = tmp_path / "places.csv"
    path.write_bytes(data)
    return read_csv(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_text_with_or_without_a_mark_is_read(tmp_path, encoding):
    """UTF-8 with or without its mark, and UTF-16 with it, say which they are."""
    sheet = read(tmp_path, "place_id,name\nleon,León\n".encode(encoding))
    assert sheet.header == ("place_id", "name")
    assert sheet.rows == [["leon", "León"]]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "places.csv: is empty. Its first line must hold the names of the columns."),
        (b"\n\n", "places.csv: is empty. Its first line must hold the names of the columns."),
        (
            "place_id,name\nleon,León\n".encode("cp1252"),
            "places.csv, line 2: is not UTF-8 text. In Excel choose 'Save as', then 'CSV UTF-8'.",
        ),
        (
            b"place_id,name\nleon,Le\0on\n",
            "places.csv, line 2: holds a NUL character: the file is damaged. Save it again as 'CSV UTF-8'.",
        ),
        (
            b"PK\x03\x04rest",
            "places.csv: is a spreadsheet with the name of a CSV file. Save it as 'CSV UTF-8', or as .xlsx.",
        ),
    ],
)
def test_what_is_no_text_gets_one_clear_message(tmp_path, data, message):
    """The message says what to do."""
    with pytest.raises(InputError) as caught:
        read(tmp_path, data)
    assert str(caught.value) == message


def test_lines_are_those_of_the_file(tmp_path):
    """Empty lines and cells with line breaks do not shift the numbers that messages name."""
    sheet = read(tmp_path, b'\nplace_id,name\n\nleon,"a\nb"\n,,\npuebla,c\n')
    assert sheet.header_line == 2
    assert list(sheet.lines) == [5, 7]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_told_by_the_header(delimiter):
    """A comma inside quotation marks does not count."""
    text = f'place_id{delimiter}"a, b"\nleon{delimiter}x\n'
    sheet = sheet_of("places.csv", text)
    assert sheet.header == ("place_id", "a, b")
    assert sheet.decimal_comma == (delimiter != ",")


def test_columns_left_over_from_a_spreadsheet_are_dropped_when_empty():
    """Excel writes commas for every column that was once touched."""
    sheet = sheet_of("places.csv", "place_id,name,,\nleon,León,,\n")
    assert sheet.header == ("place_id", "name")
    assert sheet.rows == [["leon", "León"]]


@given(st.binary(max_size=200))
def test_any_bytes_are_a_sheet_or_a_message(tmp_path_factory, data):
    """No file makes reading fail in another way."""
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    with contextlib.suppress(InputError):
        read_csv(path)
