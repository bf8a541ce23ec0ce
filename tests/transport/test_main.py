"""The room shows itself, on its example and on a folder with a plan."""

import shutil
from pathlib import Path

import pytest

from posada.programme.columns import TABLES
from posada.programme.writing import csv_text
from posada.transport.__main__ import main
from posada.transport.example import example_assignments

FIRST_STEPS = Path(__file__).parents[2] / "examples" / "first-steps"


def test_the_room_shows_itself(capsys: pytest.CaptureFixture[str]) -> None:
    """A summary, then the departure leg by leg."""
    assert main([]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Departures: 1, stops: 2.")
    assert "Two drivers" in told


def test_a_folder_without_a_plan_has_no_journeys(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Assignments are read from its plan, as the command does."""
    folder = tmp_path / "steps"
    shutil.copytree(FIRST_STEPS, folder, ignore=shutil.ignore_patterns("plan"))
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out == "No departures.\n"


def test_mistakes_are_told_on_stderr(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A folder that is none, and a plan for other households: exit code 2."""
    assert main([str(tmp_path / "nowhere")]) == 2
    folder = tmp_path / "steps"
    shutil.copytree(FIRST_STEPS, folder, ignore=shutil.ignore_patterns("plan"))
    (folder / "plan").mkdir()
    text = csv_text(TABLES["assignments"], example_assignments())
    (folder / "plan" / "assignments.csv").write_text(text, encoding="utf-8")
    assert main([str(folder)]) == 2
    assert "assignments.csv, line 2, household_id: must be in households.csv." in capsys.readouterr().err
