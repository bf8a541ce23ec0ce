import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from posada.cli import cli

FIRST_STEPS = Path(__file__).parents[1] / "examples" / "first-steps"


def posada(*args):
    return CliRunner().invoke(cli, [str(arg) for arg in args])


def test_new_then_check_tells_what_is_missing(tmp_path):
    """The first hour of a new user: blank tables, then what to fill in, exit code 2, no traceback."""
    made = posada("new", tmp_path / "mine")
    assert made.exit_code == 0
    assert "files to fill in" in made.output
    checked = posada("check", tmp_path / "mine")
    assert checked.exit_code == 2
    assert checked.stderr.splitlines() == [
        "programme.toml, name: must not be empty.",
        "programme.toml, country: must not be empty.",
        "programme.toml, starts_on: must not be empty.",
        "programme.toml, ends_on: must not be empty.",
        "4 mistakes to mend, then call again.",
    ]
    assert checked.stdout == ""
    settings = tmp_path / "mine" / "programme.toml"
    text = settings.read_text().replace('starts_on = ""', "starts_on = 2026-01-31")
    text = text.replace('ends_on = ""', "ends_on = 2026-03-31").replace('country = ""', 'country = "MEX"')
    settings.write_text(text.replace('name = ""', 'name = "Mine"', 1))
    checked = posada("check", tmp_path / "mine")
    assert checked.exit_code == 0
    assert checked.output.splitlines() == [
        "Mine: 0 households, 0 persons, 0 places; nothing wrong.",
        "Before anybody can be placed, these need rows: places.csv, resources.csv, capacities.csv, gatherings.csv,"
        " households.csv, persons.csv.",
    ]
    assert json.loads(posada("check", tmp_path / "mine", "--json").output)["blank"][0] == "places.csv"


def test_mistakes_as_json_go_to_stdout(tmp_path):
    """A program that calls Posada reads the same mistakes as data."""
    posada("new", tmp_path / "mine")
    checked = posada("check", tmp_path / "mine", "--json")
    assert checked.exit_code == 2
    found = json.loads(checked.stdout)["mistakes"]
    assert found[0] == {
        "file": "programme.toml",
        "line": None,
        "column": "name",
        "text": "must not be empty.",
    }


def test_a_mistake_in_many_lines_is_told_once(tmp_path):
    """A thousand times the same slip is one sentence to read; as JSON, each has its line."""
    folder = shutil.copytree(FIRST_STEPS, tmp_path / "mine", ignore=shutil.ignore_patterns("plan"))
    persons = folder / "persons.csv"
    persons.write_text(persons.read_text().replace(",HND,", ",Honduras,"))
    assert posada("check", folder).stderr.splitlines() == [
        "persons.csv, line 2, nationality: must be an ISO 3166-1 alpha-3 code like HND. Did you mean 'HND'?"
        " (Also in lines 3, 4, 5, 6, 22, 23, 24, 25 and 1 more.)",
        "10 mistakes to mend, then call again.",
    ]
    assert len(json.loads(posada("check", folder, "--json").stdout)["mistakes"]) == 10


def test_the_mistake_that_the_tutorial_makes_is_told_as_it_says(tmp_path):
    """A reader who follows the page sees the same two lines."""
    folder = shutil.copytree(FIRST_STEPS, tmp_path / "mine", ignore=shutil.ignore_patterns("plan"))
    capacities = folder / "capacities.csv"
    capacities.write_text(capacities.read_text().replace("puebla,beds,8", "puebla,beds,-8"))
    tutorial = (FIRST_STEPS.parents[1] / "docs" / "tutorial" / "first-steps.md").read_text(encoding="utf-8")
    assert posada("check", folder).stderr in tutorial


@pytest.mark.parametrize(
    ("args", "text"),
    [
        (["check", "nowhere"], "no such folder. 'posada new FOLDER' makes one."),
        (["check"], "Missing argument 'FOLDER'."),
        (["nothing"], "No such command 'nothing'."),
        (["plan", "nowhere", "--lang", "fr"], "Invalid value for '--lang': 'fr' is not one of 'es', 'en'."),
        (["tables", "placess"], "placess: no such table. Did you mean 'places'?"),
        (["explain", FIRST_STEPS, "H-99"], "No household of households.csv has this code."),
    ],
)
def test_every_refusal_is_data_where_json_is_asked_for(args, text):
    """One shape for all of them, on stdout, and exit code 2; the text alone without --json."""
    refused = posada(*args, "--json")
    assert refused.exit_code == 2
    assert refused.stderr == ""
    [mistake] = json.loads(refused.stdout)["mistakes"]
    assert mistake["text"] == text
    plain = posada(*args)
    assert plain.exit_code == 2
    assert text in plain.stderr
    assert plain.stdout == ""


@pytest.mark.parametrize("command", ["plan", "place", "book", "schedule"])
def test_answers_are_not_written_over_a_file(tmp_path, command):
    """A path that is a file is refused in one line."""
    taken = tmp_path / "taken"
    taken.write_text("mine")
    refused = posada(command, FIRST_STEPS, "--out", taken)
    assert (refused.exit_code, refused.stderr) == (2, "taken: must be a folder, got a file.\n")
    assert taken.read_text() == "mine"


def test_ctrl_c_is_quiet(monkeypatch):
    """Exit code 130, as shells count it, and no traceback."""

    def stop(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("posada.cli.tables.read", stop)
    stopped = posada("check", FIRST_STEPS)
    assert stopped.exit_code == 130
    assert stopped.output.strip() == ""


def test_a_reader_that_has_read_enough_stops_the_command_quietly():
    """As in ``posada tables | head -1``, where the pipe closes before all is written."""
    code = (
        "import os, sys; from posada.cli import main;"
        "read, write = os.pipe(); os.close(read); os.dup2(write, 1); sys.argv[1:] = ['tables']; main()"
    )
    stopped = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (stopped.returncode, stopped.stderr) == (141, "")


@pytest.mark.parametrize("command", ["check", "plan", "place", "book", "schedule", "report"])
def test_a_folder_that_is_not_there_is_unusable_input(tmp_path, command):
    """Exit code 2 and one line, for every command that reads a programme."""
    result = posada(command, tmp_path / "nowhere")
    assert result.exit_code == 2
    assert result.stderr.startswith("nowhere: no such folder.")


def test_an_unknown_table_gets_a_suggestion():
    """A slip in a name is met with the name that was meant."""
    result = posada("tables", "placess")
    assert result.exit_code == 2
    assert "Did you mean 'places'?" in result.stderr


def test_tables_are_described_as_text_and_as_data():
    """One table, all inputs, all answers."""
    assert posada("tables", "places").output.startswith("places.csv: ")
    assert "assignments.csv" in posada("tables", "--answers").output
    described = json.loads(posada("tables", "--json").output)
    assert "places" in [resource["name"] for resource in described["resources"]]


def test_help_imports_no_solver_and_no_report():
    """The start stays quick because heavy libraries are imported inside the command that needs them."""
    code = (
        "import sys; from posada.cli import cli; cli(['--help'], standalone_mode=False);"
        "print(sorted({'numpy', 'highspy', 'rich', 'jinja2', 'openpyxl', 'reportlab'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_every_command_has_json_and_help():
    """Programs can call every command."""
    for name, command in cli.commands.items():
        assert command.help, name
        assert "as_json" in {option.name for option in command.params}, name


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """A copy of the small example with its plan."""
    folder = tmp_path_factory.mktemp("planned") / "mine"
    shutil.copytree(FIRST_STEPS, folder, ignore=shutil.ignore_patterns("plan"))
    assert posada("plan", folder, "--lang", "en").exit_code == 0
    return folder


def test_a_plan_is_verified_and_a_changed_table_is_refused(planned, tmp_path):
    """Exit code 0 with the proof, 1 with what does not belong together."""
    verified = posada("verify", planned, "--lang", "en")
    assert verified.exit_code == 0
    assert verified.output.startswith("Verified without a solver: the plan is worth 2,405.000 points")
    assert json.loads(posada("verify", planned, "--json").stdout)["faults"] == []
    copy = tmp_path / "copy"
    shutil.copytree(planned, copy)
    table = copy / "capacities.csv"
    table.write_text(table.read_text("utf-8").replace("celaya,beds,4", "celaya,beds,5"), "utf-8")
    refused = posada("verify", copy, "--lang", "en")
    assert refused.exit_code == 1
    assert "capacities.csv: must be the file that the plan was made from, got another." in refused.output


def test_what_if_changes_nothing_in_the_plan(planned, tmp_path):
    """The bound goes to stderr at once, the answer to stdout, and nothing is written."""
    before = {path.name: path.read_bytes() for path in (planned / "plan").iterdir()}
    table = (planned / "capacities.csv").read_text("utf-8").replace("celaya,beds,4", "celaya,beds,3")
    (tmp_path / "fewer.csv").write_text(table, "utf-8")
    tried = posada("place", planned, "--what-if", tmp_path / "fewer.csv", "--lang", "en")
    assert tried.exit_code == 0
    assert "bound: " in tried.stderr
    assert "What fewer moves would cost:" in tried.stdout
    assert before == {path.name: path.read_bytes() for path in (planned / "plan").iterdir()}


def test_a_replay_and_trades_are_told(planned, tmp_path):
    """Both answer in the language asked for."""
    assert "hindsight" in posada("place", planned, "--replay", "--lang", "en").stdout
    assert json.loads(posada("place", planned, "--replay", "--json").stdout)["rows"]
    traded = posada("place", planned, "--preferences", "--lang", "es", "--out", tmp_path / "traded")
    assert "Nadie se muda" in traded.stdout or "Rango medio" in traded.stdout


def test_scores_are_learned_only_from_enough(planned, tmp_path):
    """A handful of past households is refused in a sentence."""
    (tmp_path / "outcomes.csv").write_text("place_id,placed_on,outcome\ncelaya,2021-01-01,1\n", "utf-8")
    refused = posada("learn", planned, tmp_path / "outcomes.csv")
    assert refused.exit_code == 2
    assert "Traceback" not in refused.output
