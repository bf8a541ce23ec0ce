import json
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
        "2 mistakes to mend, then call again.",
    ]
    assert checked.stdout == ""


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
