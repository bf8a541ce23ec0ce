"""The room shows itself."""

import pytest

from posada.publish.__main__ import main


def test_it_lists_the_files_and_what_is_withheld(capsys: pytest.CaptureFixture[str]) -> None:
    """On the ledger that comes with the commitments."""
    assert main([]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[-1] == "withheld: the counts of no promise"
    assert any(line.endswith("  en/promise-buses.html") for line in printed)


def test_a_folder_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """With exit code 2."""
    assert main(["no-such-folder"]) == 2
    assert "no such folder" in capsys.readouterr().err
