"""Rows as people really type them: ids that only look alike, codes of other lists, rows that say too much."""

import pytest

from posada.programme import read_programme

BY_HAND = "type it again by hand"
ID = "must be an id: a letter or digit, then up to 79 more characters, no ';' and no slash"

IDS = {
    "zero-width space": (
        "pue\u200bbla", f"must be an id without invisible characters; {BY_HAND}, got 'pue\\u200bbla'.",
    ),
    "right-to-left mark": (
        "\u200fpuebla", f"must be an id without invisible characters; {BY_HAND}, got '\\u200fpuebla'.",
    ),
    "reversed text": ("pue\u202ebla", f"must be an id without invisible characters; {BY_HAND}, got 'pue\\u202ebla'."),
    "no-break space": ("pue\u00a0bla", f"must be an id without special spaces; {BY_HAND}, got 'pue\\xa0bla'."),
    "ligature": ("pue\ufb01bla", f"must be an id in plain letters and digits; {BY_HAND}, got 'pue\ufb01bla'."),
    "Cyrillic": (
        "\u0440uebla",
        f"must be an id in letters of one alphabet, here some only look Latin; {BY_HAND}, got '\u0440uebla'.",
    ),
    "slash": ("pue/bla", f"{ID}, got 'pue/bla'."),
    "way out of the folder": ("../../etc", f"{ID}, got '../../etc'."),
    "formula": ("=1+1", f"{ID}, got '=1+1'."),
    "line break": ('"pue\nbla"', f"{ID}, got 'pue\\nbla'."),
    "eighty-one letters": ("p" * 81, f"{ID}, got '{'p' * 57}...'."),
}  # fmt: skip


@pytest.mark.parametrize("case", IDS, ids=str)
def test_an_id_that_nobody_could_tell_from_another_is_refused(case, folder):
    """The message shows hidden characters by their codes; references to the place are not judged."""
    cell, message = IDS[case]
    folder.change("places.csv", "puebla,Puebla", f"{cell},Puebla")
    line = 4 if "\n" in cell else 3
    assert folder.mistakes() == [f"places.csv, line {line}, place_id: {message}"]


def test_an_id_of_a_person_is_never_repeated(folder):
    """The same messages, without the cell."""
    folder.change("persons.csv", "p2,h1", "p\u200b2,h1")
    assert folder.mistakes() == [
        f"persons.csv, line 3, person_id: must be an id without invisible characters; {BY_HAND}."
    ]


CELLS = {
    "country by name": ("persons.csv", "female,HND", "female,Honduras", [
        "persons.csv, line 2, nationality: must be an ISO 3166-1 alpha-3 code like HND. Did you mean 'HND'?",
    ]),
    "country that is none": ("persons.csv", "female,HND", "female,ZZZ", [
        "persons.csv, line 2, nationality: must be an ISO 3166-1 alpha-3 code like HND.",
    ]),
    "language of two letters": ("persons.csv", "hat;fra", "ht;fr", [
        "persons.csv, line 4, languages: must be ISO 639-3 codes split by ';', like spa;hat."
        " Did you mean 'hat;fra'?",
    ]),
    "languages split by a comma": ("persons.csv", "hat;fra", '"hat, fra"', [
        "persons.csv, line 4, languages: must be ISO 639-3 codes split by ';', like spa;hat.",
    ]),
    "M for mujer or masculino": ("persons.csv", "1990,female", "1990,M", [
        "persons.csv, line 2, sex: must be one of female, male, other.",
    ]),
    "thousands with a point": ("capacities.csv", "leon,beds,20", "leon,beds,1.000", [
        "capacities.csv, line 2, amount: must be a whole number without points or commas, got 1.000.",
    ]),
    "thousands with a comma": ("capacities.csv", "leon,beds,20", 'leon,beds,"1,000"', [
        "capacities.csv, line 2, amount: must be a whole number without points or commas, got '1,000'.",
    ]),
    "a number beyond all numbers": ("roads.csv", "1310", "1e400", [
        "roads.csv, line 2, km: must be a number like 12.5, got 1e400.",
    ]),
    "a road around the Earth": ("roads.csv", "1310", "1310000", [
        "roads.csv, line 2, km: must be at most 20000, got 1310000.",
    ]),
    "a cost beyond any budget": ("buses.csv", "20.50", "1e99", [
        "buses.csv, line 2, cost_per_km: must be at most 1000000000, got 1e99.",
    ]),
    "a bus without seats": ("buses.csv", "coach,mapa,44", "coach,mapa,0", [
        "buses.csv, line 2, seats: must be at least 1, got 0.",
    ]),
    "a road of negative length": ("roads.csv", "1310", "-1310", [
        "roads.csv, line 2, km: must be at least 0, got -1310.",
    ]),
    "a road to where it starts": ("roads.csv", "mapa,leon", "leon,leon", [
        "roads.csv, line 2, to_id: must be another place than from_id, got 'leon'.",
    ]),
    "a year of another time": ("closures.csv", "2021-12-25", "2921-12-25", [
        "closures.csv, line 2, from_on: must be a date from 1910 to 2199, got 2921-12-25.",
    ]),
    "a date with its offset": ("closures.csv", "2021-12-25", "2021-12-25T00:00-06:00", [
        "closures.csv, line 2, from_on: must be a date like 2021-11-15, got 2021-12-25T00:00-06:00.",
    ]),
    "an hour with its offset": ("offices.csv", "18:00", "18:00-06:00", [
        "offices.csv, line 2, closes_at: must be a time of day like 08:30, got 18:00-06:00.",
    ]),
    "an office that closes first": ("offices.csv", "08:00,18:00", "18:00,08:00", [
        "offices.csv, line 2, opens_at: must not be after closes_at, got 18:00 and 08:00.",
    ]),
    "a name that runs backwards": ("places.csv", "puebla,Puebla", "puebla,Pue\u202ebla", [
        "places.csv, line 3, name: must be text without hidden marks that turn its direction,"
        " got 'Pue\\u202ebla'.",
    ]),
    "header in the middle": (
        "drivers.csv", "d1,mapa,,\n", "d1,mapa,,\ndriver_id,gathering_id,from_on,until_on\nd2,mapa,,\n",
        ["drivers.csv, line 3: repeats the names of the columns: take it away."],
    ),
    "a cell too many before others": ("places.csv", "leon,León", "leon,León, Guanajuato", [
        "places.csv, line 2: has 10 cells, the header has 9. Put a cell that holds a comma or semicolon in"
        " quotation marks.",
    ]),
    "two misspelt columns": ("places.csv", "place_id,name", "placeid,nombre", [
        "places.csv, line 1, placeid: no such column. Did you mean 'place_id'?",
        "places.csv, line 1, nombre: no such column. Did you mean 'name'?",
    ]),
    "an adult called unaccompanied": ("persons.csv", "spa,services,pregnant,no", "spa,services,pregnant,yes", [
        "persons.csv, line 2, unaccompanied: must be no for an adult (over 18 by birth_year).",
    ]),
    "a tie told twice": ("ties.csv", "h2,,leon,job_offer,prefer", "h1,h2,,friend,prefer", [
        "ties.csv, line 3, household_id: repeats line 2: take one of them away.",
    ]),
    "a pin to a place already closed": (
        "ties.csv", "h2,,leon,job_offer,prefer", "h2,,past,job_offer,must",
        ["ties.csv, line 3, place_id: must be a place that receives people during the programme."],
    ),
    "a pin to a place kept apart from": (
        "ties.csv", "h2,,leon,job_offer,prefer", "h2,,leon,job_offer,must\nh2,,leon,family,apart",
        ["ties.csv, line 3, place_id: must not be a place that the household refuses or keeps apart from."],
    ),
    "a step that follows itself": ("steps.csv", "register,,gathering", "register,register,gathering", [
        "steps.csv, line 2, follows_step_id: must not lead back to this step in a circle.",
    ]),
    "a clock that waits for itself": ("steps.csv", "working,register", "working,decide", [
        "steps.csv, line 3, from_event: must be registered, entered, arrived or a step that has"
        " minutes_per_person.",
    ]),
    "a clock of a step without appointments": ("steps.csv", "working,register", "working,", [
        "steps.csv, line 3, from_event: must be registered, entered, arrived or a step that has"
        " minutes_per_person.",
    ]),
}  # fmt: skip


@pytest.mark.parametrize("case", CELLS, ids=str)
def test_a_slip_is_told_once_with_what_was_expected(case, folder):
    """The whole list of messages is as written here, no more and no less."""
    name, old, new, expected = CELLS[case]
    if "past" in new:
        folder.write(
            "places.csv",
            "place_id,name,state,closes_on\nleon,León,MX-GUA,\npuebla,Puebla,MX-PUE,\npast,Past,MX-PUE,2021-11-01\n",
        )
    folder.change(name, old, new)
    assert folder.mistakes() == expected


def test_a_floor_for_nobody_is_told(folder):
    """A group that nobody belongs to would make every plan impossible."""
    folder.write(
        "floors.csv",
        "floor_id,group_column,group_value,at_least_score\nf1,nationality,Haiti,10\nf2,languages,hat,10\n",
    )
    assert folder.mistakes() == [
        "floors.csv, line 2, group_value: must be a nationality that stands in persons.csv, got 'Haiti'."
    ]


MEANT = {
    "sí": ("households.csv", "2021-10-20,yes", "2021-10-20,SÍ"),
    "s": ("households.csv", "2021-10-20,yes", "2021-10-20,S"),
    "TRUE": ("households.csv", "2021-10-20,yes", "2021-10-20,TRUE"),
    "small letters of a country": ("persons.csv", "female,HND", "female,hnd"),
    "small letters of a state": ("places.csv", "MX-PUE", "mx-pue"),
    "capitals of a language": ("persons.csv", "hat;fra", "HAT; FRA"),
    "mujer": ("persons.csv", "1990,female", "1990,Mujer"),
    "h for hombre": ("persons.csv", "2015,male", "2015,H"),
    "a need with capitals and spaces": ("persons.csv", "pregnant", " Pregnant "),
    "a decimal of zero": ("capacities.csv", "leon,beds,20", "leon,beds,20.0"),
}


@pytest.mark.parametrize("case", MEANT, ids=str)
def test_what_can_only_mean_one_thing_is_taken_so(case, folder):
    """The programme is the same as with the word of the closed list."""
    expected = read_programme(folder.path)
    folder.change(*MEANT[case])
    changed = read_programme(folder.path)
    assert (changed.households, changed.persons, changed.places, changed.capacities) == (
        expected.households,
        expected.persons,
        expected.places,
        expected.capacities,
    )


def test_a_coordinate_with_a_point_is_no_number_of_thousands(folder):
    """In a file split by semicolons 20.117 may be twenty thousand, but not as a latitude."""
    folder.write(
        "places.csv", "place_id;name;state;latitude\nleon;León;MX-GUA;20.117\npuebla;Puebla;MX-PUE;\n"
    )
    assert read_programme(folder.path).places[0].latitude == 20.117
