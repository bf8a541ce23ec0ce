"""Flee folders: what stands in them is read; what is wrong in them is told together, without a traceback."""

from pathlib import Path

import pytest

from posada.movement.example import example, write_example
from posada.movement.flee_folder import read_flee_folder
from posada.programme.mistakes import InputError

CONFLICTS = ("burundi2015", "car2013", "mali2012", "nigeria2016", "ssudan2013", "syria2013")


def mistakes_of(folder: Path) -> list[str]:
    with pytest.raises(InputError) as refused:
        read_flee_folder(folder)
    return [str(mistake) for mistake in refused.value.mistakes]


@pytest.mark.shared_data
@pytest.mark.parametrize("name", CONFLICTS)
def test_published_folders_are_read_whole(shared_data: Path, name: str) -> None:
    """Each of the six published conflicts has its places, roads, reports and settings."""
    folder = read_flee_folder(shared_data / "movement" / name)
    assert len(folder.locations) > 10
    assert len(folder.routes) > 10
    assert folder.counted[0].name == "total"
    assert folder.settings.camp_weight == 2.0
    assert folder.settings.conflict_spawn_decay == (1.0, 1.0, 1.0, 0.5, 0.1)
    assert all(len(values) == folder.days for values in (folder.intensities or {}).values())


DAMAGED = {
    "population": (
        {"locations_csv": "A,r,c,1,1,camp,0,many\n", "routes_csv": ""},
        "input_csv/locations.csv, line 1, population: must be a whole number from 0 to 1000000000000, got 'many'.",
    ),
    "type": (
        {"locations_csv": "Akora,r,c,1,1,castle,0,5\n"},
        "input_csv/locations.csv, line 1, location_type: must be conflict_zone, town, camp, idpcamp, "
        "forwarding_hub or marker, got 'castle'.",
    ),
    "road to nowhere": (
        {"routes_csv": "Akora,Barva,10,0\n"},
        "input_csv/routes.csv, line 1, name2: must be a name of locations.csv, got 'Barva'. "
        "Did you mean 'Brava'?",
    ),
    "distance": (
        {"routes_csv": "Akora,Brava,-3,0\n"},
        "input_csv/routes.csv, line 1, distance: must be a number from 0.001 to 40000, got '-3'.",
    ),
    "closure": (
        {"closures_csv": "bridge,Akora,Brava,0,5\n"},
        "input_csv/closures.csv, line 1, closure_type: must be one of country, location, link, camp, idpcamp, "
        "remove_forced_redirection, got 'bridge'. Did you mean 'idpcamp'?",
    ),
    "few days": (
        {"conflicts_csv": "#Day,Akora\n0,1\n"},
        "input_csv/conflicts.csv, line 2: must have a line for each of the 40 days, got 1.",
    ),
    "intensity": (
        {"conflicts_csv": "#Day,Akora\n" + "0,7\n" * 40},
        "input_csv/conflicts.csv, line 2, Akora: must be a number from 0 to 1, got '7'.",
    ),
    "period": ({"sim_period_csv": "Length,40\n"}, "input_csv/sim_period.csv: must have a line 'StartDate,yyyy-mm-dd'."),
    "report date": (
        {"north_csv": "2021-13-01,5\n"},
        "source_data/north.csv, line 1, date: must be a date such as 2012-02-29, got '2021-13-01'.",
    ),
    "missing reports": (
        {"data_layout_csv": "total,refugees.csv\nCamp North,nowhere.csv\n"},
        "source_data/data_layout.csv, line 2, refugees.csv: must be a file in source_data, got 'nowhere.csv', "
        "which is missing.",
    ),
    "rule not supported": (
        {"simsetting_yml": "move_rules:\n  MatchCampEthnicity: True\n"},
        "simsetting.yml, line 2, move_rules.MatchCampEthnicity: the rule MatchCampEthnicity is not supported; "
        "it must be false or absent, got true.",
    ),
    "rule mistyped": (
        {"simsetting_yml": "move_rules:\n  camp_wieght: 2\n"},
        "simsetting.yml, line 2, move_rules.camp_wieght: no rule has this name. Did you mean 'camp_weight'?",
    ),
    "share": (
        {"simsetting_yml": "move_rules:\n  default_movechance: 1.5\n"},
        "simsetting.yml, line 2, move_rules.default_movechance: must be between 0 and 1, got 1.5.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGED)
def test_damage_is_told_with_its_place(tmp_path: Path, name: str) -> None:
    """Each damaged folder is refused, and the sentence says where, what was expected and what came."""
    changed, sentence = DAMAGED[name]
    told = mistakes_of(write_example(tmp_path, **changed))
    if name == "closure":
        assert any(line.startswith(sentence.split(" Did")[0]) for line in told)
    else:
        assert sentence in told


def test_mistakes_of_all_files_come_together(tmp_path: Path) -> None:
    """One run tells what is wrong in the places, the roads and the settings."""
    folder = write_example(
        tmp_path,
        locations_csv="Akora,r,c,200,1,town,0,5\n",
        routes_csv="Akora,Akora,10,9\n",
        simsetting_yml="move_rules:\n\tsoftening: 3\n",
    )
    files = {line.split(",")[0] for line in mistakes_of(folder)}
    assert {"input_csv/locations.csv", "input_csv/routes.csv", "simsetting.yml"} <= files


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a\x00b", b'"open', b""])
def test_spoilt_bytes_are_no_traceback(tmp_path: Path, content: bytes) -> None:
    """A file that is no text, or empty, is a mistake of the input like any other."""
    folder = write_example(tmp_path)
    (folder / "input_csv" / "locations.csv").write_bytes(content)
    assert any(line.startswith("input_csv/locations.csv") for line in mistakes_of(folder))


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    """A folder without input_csv is not a Flee folder."""
    assert mistakes_of(tmp_path) == [
        f"{tmp_path.name}/input_csv: no such folder. A Flee folder holds input_csv and source_data."
    ]


def test_files_outside_the_folder_are_not_read(tmp_path: Path) -> None:
    """A layout cannot lead the reader out of the folder of reports."""
    told = mistakes_of(write_example(tmp_path, data_layout_csv="total,../../secret.csv\n"))
    assert told == [
        "source_data/data_layout.csv, line 1, refugees.csv: must be a file in source_data, got '../../secret.csv'."
    ]


def test_a_header_without_its_sign_and_attributes_of_roads_are_understood() -> None:
    """Columns after the fourth give a road a speed of its own and a chance to be walked."""
    folder = example(
        routes_csv="name1,name2,distance,forced_redirection,max_move_speed,walk_probability\n"
        "Akora,Brava,150,0,60,0.5\nBrava,Camp North,120,2,,\nBrava,Camp South,240,,,\n"
    )
    first, second, third = folder.routes
    assert (first.max_move_speed, first.walk_probability) == (60.0, 0.5)
    assert (second.max_move_speed, second.forced_from) == (None, "Camp North")
    assert third.forced_from == ""


def test_the_default_of_flee_holds_where_nothing_is_set() -> None:
    """An empty file of settings gives Flee's defaults."""
    assert example(simsetting_yml="").settings.max_move_speed == 360.0
