"""The room shows itself."""

from pathlib import Path

import pytest

from posada.regularisation.__main__ import main


def test_without_a_folder_the_room_shows_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    """A summary of the example, and the story of its first household."""
    assert main([]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Appointments at the gatherings: 2.")
    assert "1. Order of service: class 1 of 4 (pregnant)" in shown


def test_a_folder_that_cannot_be_read_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mistakes go to stderr, and the exit code is that of unusable input."""
    assert main([str(tmp_path)]) == 2
    assert "programme.toml" in capsys.readouterr().err
