import gc
import hashlib

import pytest

from posada.programme import InputError, read_answers, read_programme
from posada.programme.columns import TABLES
from posada.programme.programme import Programme
from posada.programme.reading import INPUT_TABLES
from posada.programme.tables import Assignment
from posada.programme.writing import write_tables


def test_a_right_folder_is_read_into_rows(folder):
    """Every cell gets its type, every missing optional cell its default."""
    programme = read_programme(folder.path)
    household = programme.households[0]
    assert household.prefers_place_id == ("leon", "puebla")
    assert household.consents is True
    assert household.ready_on is None
    assert programme.persons[2].languages == ("hat", "fra")
    assert programme.places[1].receives_from is None
    assert programme.settings.transport.spare_seats_share == 0.10
    assert [person.person_id for person in programme.members()["h1"]] == ["p1", "p2"]


def test_every_attribute_of_a_programme_is_a_table():
    """A table that is declared as input or law is an attribute of the programme, and the other way round."""
    declared = {name for name, table in TABLES.items() if table.role != "answer"}
    assert set(INPUT_TABLES) == declared
    assert set(Programme.__slots__) - declared == {"settings", "digests", "quotations_compared", "_words"}


def test_digests_are_those_of_the_bytes_read(folder):
    """The receipt's SHA-256 can be made again with any tool."""
    programme = read_programme(folder.path)
    expected = hashlib.sha256((folder.path / "places.csv").read_bytes()).hexdigest()
    assert programme.digests["places.csv"] == expected
    assert set(programme.digests) == {item.name for item in folder.path.iterdir()}


def test_a_missing_optional_file_is_an_empty_table(folder):
    """A folder without ties, scores or floors is a programme without them."""
    (folder.path / "ties.csv").unlink()
    assert read_programme(folder.path).ties == ()


def test_column_order_is_free(folder):
    """The same columns in another order give the same rows."""
    before = read_programme(folder.path).drivers
    folder.write("drivers.csv", "until_on,gathering_id,driver_id,from_on\n,mapa,d1,\n")
    assert read_programme(folder.path).drivers == before


def test_all_mistakes_are_reported_together_in_the_order_of_tables_and_lines(folder):
    """One reading tells everything, settings first."""
    folder.change("programme.toml", 'currency = "MXN"', 'curency = "MXN"')
    folder.change("capacities.csv", "leon,beds,20,2", "leon,beds,-2,2")
    folder.change("capacities.csv", "puebla,beds,10", "puebla,bed,10")
    folder.change("persons.csv", "2015", "15")
    assert folder.mistakes() == [
        "programme.toml, curency: no such setting. Did you mean 'currency'?",
        "capacities.csv, line 2, amount: must be at least 0, got -2.",
        "capacities.csv, line 3, resource_id: must be a resource_id of resources.csv, got 'bed'."
        " Did you mean 'beds'?",
        "persons.csv, line 3, birth_year: must be at least 1900.",
    ]


def test_a_file_with_nearly_the_name_of_a_table_is_pointed_out(folder):
    """A table that would be silently ignored for a slip in its name is a mistake; other files are notes."""
    folder.write("place.csv", "x\n1\n")
    folder.write("notes of Monday.csv", "x\n1\n")
    assert folder.mistakes() == ["place.csv: no table has this name. Did you mean 'places.csv'?"]


def test_a_folder_that_is_not_there_says_how_to_make_one(tmp_path):
    """The message names the command."""
    with pytest.raises(InputError, match=r"no such folder. 'posada new FOLDER' makes one"):
        read_programme(tmp_path / "nowhere")


def test_a_missing_settings_file_does_not_hide_other_mistakes(folder):
    """Cells are still read."""
    (folder.path / "programme.toml").unlink()
    folder.change("capacities.csv", "leon,beds,20,2", "leon,beds,x,2")
    assert folder.mistakes() == [
        "programme.toml: this file is missing. 'posada new FOLDER' makes one to fill in.",
        "capacities.csv, line 2, amount: must be a whole number, got 'x'.",
    ]


def test_law_of_the_folder_takes_the_place_of_the_law_that_ships(folder):
    """A row with the key of a shipped row replaces it; other shipped rows stay."""
    folder.write(
        "driving_rules.csv",
        "rule_pack,pause_after_minutes,pause_minutes,second_driver_over_minutes,rest_minutes,source\n"
        "MX-NOM-087-2017,240,20,480,600,ours\n",
    )
    packs = {rule.rule_pack: rule for rule in read_programme(folder.path).driving_rules}
    assert packs["MX-NOM-087-2017"].pause_after_minutes == 240
    assert packs["EU-561-2006"].pause_minutes == 45


def test_answers_are_read_back_as_they_were_written(tmp_path):
    """What a plan writes, a room can read."""
    rows = (Assignment(household_id="h1", place_id="leon", people=2, score=12.5),)
    write_tables(tmp_path, {"assignments": rows})
    assert read_answers(tmp_path, ["assignments", "stops"]) == {"assignments": rows, "stops": ()}


def test_answers_spoiled_by_hand_are_refused_with_the_place(tmp_path):
    """A corrected answer is checked like an input, without repeating a household's code."""
    (tmp_path / "assignments.csv").write_text("household_id,place_id,people\nh1,leon,two\n")
    with pytest.raises(InputError) as caught:
        read_answers(tmp_path, ["assignments"])
    assert str(caught.value) == "assignments.csv, line 2, people: must be a whole number."


def test_the_garbage_collector_is_left_as_it_was(folder):
    """Reading rests the collector, and wakes it again, even when it fails."""
    (folder.path / "places.csv").unlink()
    folder.mistakes()
    assert gc.isenabled()
