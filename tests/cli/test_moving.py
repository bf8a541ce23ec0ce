"""`posada simulate` and `posada check --flee`: what they write, what they refuse, and that nothing is a traceback."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from posada.cli import cli
from posada.movement.example import FILES, write_example

EXAMPLES = Path(__file__).parents[2] / "examples"
MAPASTEPEC = EXAMPLES / "mapastepec-2021"
SIX = ("burundi2015", "car2013", "mali2012", "nigeria2016", "ssudan2013", "syria2013")


def posada(*args):
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def test_the_example_tells_its_fates(tmp_path):
    """The one offer is made and not kept where nobody says otherwise; all fates stand below."""
    run = posada("simulate", MAPASTEPEC, "--members", 30, "--lang", "en", "--out", tmp_path)
    assert run.exit_code == 0, run.output
    lines = run.stdout.splitlines()
    assert lines[1].startswith("Offer cards-2021-11, never kept: the assembly accepts in ")
    assert [line.partition(":")[0] for line in lines if line.startswith("- ")] == [
        "- no offer",
        "- kept",
        "- kept 10 days late",
        "- never kept",
    ]
    assert "movement: what people may do" in run.stderr
    assert (tmp_path / "report.html").exists()


def test_the_tutorial_shows_what_the_command_says(tmp_path):
    """The block of the tutorial is the output, and the numbers it reads from the page are on the page."""
    tutorial = (EXAMPLES.parent / "docs" / "tutorial" / "caravan.md").read_text(encoding="utf-8")
    run = posada("simulate", MAPASTEPEC, "--lang", "en", "--out", tmp_path)
    told = "\n".join(run.stdout.splitlines()[1:-1])
    assert told in tutorial
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "440 to 1,324 people gathered, in the middle 1,092" in page
    assert "440 to 1,324 gathered, in the middle 1,092" in tutorial


def test_no_offer_and_a_kept_promise_can_be_asked_for(tmp_path):
    """As JSON: the receipt holds what was asked for."""
    none = posada("simulate", MAPASTEPEC, "--offer", "none", "--members", 9, "--out", tmp_path, "--json")
    assert json.loads(none.stdout)["receipt"]["offer_id"] is None
    kept = posada("simulate", MAPASTEPEC, "--delivered", "kept", "--members", 9, "--out", tmp_path, "--json")
    told = json.loads(kept.stdout)
    assert (told["receipt"]["offer_id"], told["receipt"]["delivered"]) == ("cards-2021-11", "kept")
    assert told["rows"]["what_ifs"] == 4
    assert told["faults"] == []


def test_all_mistakes_of_options_and_files_are_told_together(tmp_path):
    """Exit code 2, one sentence for each, and nothing is written."""
    run = posada(
        "simulate", MAPASTEPEC, "--offer", "cards-2021", "--delivered", "late:x", "--members", 0, "--seed", -1,
        "--engine", "population", "--out", tmp_path / "out",
    )  # fmt: skip
    assert run.exit_code == 2
    assert run.stderr.splitlines() == [
        "--members: must be from 1 to 10,000, got 0.",
        "--seed: must be at least 0, got -1.",
        "--engine: must stand with --flee, got 'population'.",
        "--delivered: must be kept, late:DAYS or never, got 'late:x'.",
        "--offer: must be none or an offer_id of offers.csv, got 'cards-2021'. Did you mean 'cards-2021-11'?",
        "5 mistakes to mend, then call again.",
    ]
    assert not (tmp_path / "out").exists()


def test_a_programme_without_groups_is_refused():
    """There is nobody to follow in first-steps."""
    run = posada("simulate", EXAMPLES / "first-steps")
    assert run.exit_code == 2
    assert "groups.csv: must hold at least one group that walks, got none." in run.stderr


def test_a_flee_folder_without_the_option_is_told_of_it(tmp_path):
    """The likely slip has its own sentence."""
    run = posada("simulate", write_example(tmp_path / "example"))
    assert (run.exit_code, run.stderr.splitlines()[0]) == (
        2,
        "example: must be a programme, got a Flee folder: simulate it with --flee.",
    )


@pytest.mark.parametrize("engine", ["population", "individual", "mean_field"])
def test_a_conflict_is_simulated_by_each_engine(tmp_path, engine):
    """Camps at the end and differences on stdout, four files in FOLDER/simulation."""
    folder = write_example(tmp_path / "example")
    run = posada("simulate", "--flee", folder, "--engine", engine, "--members", 2, "--compat", "flee")
    assert run.exit_code == 0, run.output
    assert "Camp North: " in run.stdout
    assert "as Flee 3.1" in run.stdout
    assert len(list((folder / "simulation").iterdir())) == 4


def test_options_of_caravans_do_not_stand_with_flee(tmp_path):
    """They are refused with what is wrong in the folder."""
    folder = write_example(tmp_path / "example", routes_csv="Akora,Brva,150,0\n")
    run = posada("simulate", "--flee", folder, "--offer", "x", "--delivered", "kept")
    assert run.exit_code == 2
    assert run.stderr.splitlines()[:2] == [
        "--offer: must not stand with --flee, got 'x'.",
        "--delivered: must not stand with --flee, got 'kept'.",
    ]
    assert "input_csv/routes.csv, line 1, name2: " in run.stderr


DAMAGED = {
    "a road to a misspelt place": (
        {"routes_csv": "Akora,Brva,150,0\n"},
        2,
        "input_csv/routes.csv, line 1, name2: ",
    ),
    "a distance in words": (
        {"routes_csv": "Akora,Brava,far,0\n"},
        2,
        "input_csv/routes.csv, line 1, distance: must be a number",
    ),
    "a latitude beyond the pole": (
        {"locations_csv": FILES["input_csv/locations.csv"].replace("Aland,1.0,2.0", "Aland,91.0,2.0")},
        2,
        "input_csv/locations.csv, line 3, latitude: must be a number from -90 to 90",
    ),
    "a kind that is none": (
        {"locations_csv": FILES["input_csv/locations.csv"].replace(",town,", ",twon,")},
        2,
        "input_csv/locations.csv, line 3, location_type: ",
    ),
    "a date of the thirtieth of February": (
        {"north_csv": "2021-01-01,0\n2021-02-30,5\n"},
        2,
        "source_data/north.csv, line 2, date: must be a date",
    ),
    "a count below nobody": (
        {"north_csv": "2021-01-01,0\n2021-01-21,-5\n"},
        2,
        "source_data/north.csv, line 2, people: must be a whole number",
    ),
    "reports that are missing": (
        {"data_layout_csv": "total,refugees.csv\nCamp North,nroth.csv\n"},
        2,
        "source_data/data_layout.csv, line 2, refugees.csv: must be a file in source_data",
    ),
    "a setting out of bounds": (
        {"simsetting_yml": "move_rules:\n  camp_movechance: 7\n"},
        2,
        "simsetting.yml, line 2, move_rules.camp_movechance: must be between 0 and 1, got 7.",
    ),
    "a closure of a country that is not there": (
        {"closures_csv": "country,Aland,Borlnd,0,5\n"},
        1,
        "input_csv/closures.csv, line 1, name2: no country of locations.csv is 'Borlnd'",
    ),
    "a road that stands there twice": (
        {"routes_csv": FILES["input_csv/routes.csv"] + "Brava,Akora,150,0\n"},
        1,
        "input_csv/routes.csv, line 5, name2: the road stands in line 2 already",
    ),
    "a camp that no road leads to": (
        {"routes_csv": "Akora,Brava,150,0\nBrava,Camp North,120,0\n"},
        1,
        "input_csv/locations.csv, line 5, name: no road leads here",
    ),
    "reports in the wrong order": (
        {"north_csv": "2021-01-09,5\n2021-01-03,4\n"},
        1,
        "source_data/north.csv, line 2, date: must be after the date above it.",
    ),
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damage_is_told_with_file_and_line(tmp_path, damage):
    """What cannot be used leaves with 2, what Flee would misread with 1, each where it stands."""
    changed, code, text = DAMAGED[damage]
    run = posada("check", "--flee", write_example(tmp_path / "example", **changed))
    assert run.exit_code == code, run.output
    assert text in (run.stderr if code == 2 else run.stdout)


def test_several_kinds_of_damage_in_one_folder_are_told_together(tmp_path):
    """Every mistake of every file, not the first only."""
    several = ("a road to a misspelt place", "a kind that is none", "a count below nobody")
    changed = {name: text for damage in several for name, text in DAMAGED[damage][0].items()}
    run = posada("check", "--flee", write_example(tmp_path / "example", **changed))
    assert run.exit_code == 2
    assert all(DAMAGED[damage][2] in run.stderr for damage in several)


def test_a_sound_folder_says_what_it_holds(tmp_path):
    """The example has one finding only, on what Flee does with short roads; as JSON it is data."""
    folder = write_example(tmp_path / "example")
    run = posada("check", "--flee", folder)
    assert run.stdout.splitlines()[-1] == "example: 4 places, 3 roads, 40 days; 1 finding."
    found = json.loads(posada("check", "--flee", folder, "--json").stdout)["findings"]
    assert [(row["file"], row["column"]) for row in found] == [("simsetting.yml", "max_move_speed")]


def test_a_plan_is_not_checked_with_flee(tmp_path):
    """The two options ask for different folders."""
    run = posada("check", "--flee", "--plan", write_example(tmp_path / "example"))
    assert (run.exit_code, run.stderr) == (2, "--plan: must not stand with --flee.\n")


@pytest.mark.shared_data
@pytest.mark.parametrize("name", SIX)
def test_the_linter_runs_on_the_published_folders(shared_data, name):
    """Each is read whole, and has findings with their files."""
    run = posada("check", "--flee", shared_data / "movement" / name)
    assert run.exit_code == 1
    assert f"{name}: " in run.stdout.splitlines()[-1]
    assert "max_move_speed: Flee lets people go on for a full" in run.stdout
