from posada.programme import read_programme


def test_a_csv_saved_by_a_spanish_excel_is_read_right(folder):
    """Semicolons, decimal commas and days before months, as Excel writes them in Spanish."""
    expected = read_programme(folder.path)
    folder.write(
        "places.csv",
        "﻿place_id;name;state;latitude;longitude;opens_on;closes_on;receives_from;receives_until\r\n"
        "leon;León;MX-GUA;21,12;-101,68;24/11/2021;31/12/2021;07:00;21:00\r\n"
        "puebla;Puebla;MX-PUE;19,04;-98,20;;;;\r\n",
    )
    folder.write("roads.csv", "from_id;to_id;km;minutes\r\nmapa;leon;1310;1200\r\n")
    programme = read_programme(folder.path)
    assert programme.places == expected.places
    assert programme.roads == expected.roads


def test_hxl_tags_and_help_under_the_header_are_not_data(folder):
    """A row of tags or of help is passed over, in either order."""
    expected = read_programme(folder.path).drivers
    header, *rows = folder.text("drivers.csv").splitlines()
    folder.write(
        "drivers.csv", "\n".join([header, "#meta+id,#loc+code,,", "? code,? where,? from,? to", *rows])
    )
    assert read_programme(folder.path).drivers == expected


def test_headers_as_people_type_them_are_known(folder):
    """Capitals, spaces and the star of a required column do not matter."""
    expected = read_programme(folder.path).drivers
    folder.write("drivers.csv", "Driver ID*, Gathering_ID ,from on,until_on\nd1,mapa,,\n")
    assert read_programme(folder.path).drivers == expected


def test_short_rows_are_filled_up(folder):
    """Spreadsheets drop empty cells at the end of a row."""
    expected = read_programme(folder.path).drivers
    folder.write("drivers.csv", "driver_id,gathering_id,from_on,until_on\nd1,mapa\n")
    assert read_programme(folder.path).drivers == expected


def test_one_bad_key_does_not_make_every_reference_wrong(spoil):
    """References to a table whose key cannot be read are not judged."""
    assert spoil("places.csv", "puebla,Puebla", "=puebla,Puebla") == [
        "places.csv, line 3, place_id: must be an id: a letter or digit, then up to 79 more characters,"
        " no ';' and no slash, got '=puebla'."
    ]
