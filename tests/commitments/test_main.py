"""The room shows itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from posada.commitments.__main__ import main

FOLDER = Path(__file__).parents[2] / "examples" / "promise-2024"


def test_the_room_shows_its_example(capsys: pytest.CaptureFixture[str]) -> None:
    """Without arguments, the ledger on one page."""
    assert main([]) == 0
    assert "11 of 30 buses (36.7 %)" in capsys.readouterr().out


def test_the_room_measures_a_folder_and_explains_what_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    """A commitment that there is not ends with code 2."""
    assert main([str(FOLDER), "A3"]) == 0
    assert "A3: INM takes those who board" in capsys.readouterr().out
    assert main([str(FOLDER), "A9"]) == 2
    assert "must be a commitment_id, got 'A9'." in capsys.readouterr().err


def test_a_folder_that_there_is_not_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With what to do."""
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err
