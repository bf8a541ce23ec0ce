"""`posada publish`: what it prints, what it refuses, with which exit code."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from posada.cli import cli

EXAMPLE = str(Path(__file__).parents[2] / "examples" / "promise-2024")


def run(*arguments: str) -> tuple[int, str]:
    """Return the exit code and all that was printed."""
    answer = CliRunner().invoke(cli, ["publish", *arguments])
    return answer.exit_code, answer.output


def test_it_says_where_the_record_lies(tmp_path: Path) -> None:
    """And leaves it there."""
    code, printed = run(EXAMPLE, str(tmp_path / "out"), "--lang", "en")
    assert code == 0
    assert printed.splitlines()[-1] == str(tmp_path / "out" / "index.html")
    assert (tmp_path / "out" / "index.html").exists()


def test_json_lists_the_files(tmp_path: Path) -> None:
    """With an empty list of faults."""
    code, printed = run(
        EXAMPLE, str(tmp_path / "out"), "--json", "--as-of", "2024-02-01", "--policy", "press"
    )
    told = json.loads(printed)
    assert code == 0
    assert told["faults"] == []
    assert "en/index.html" in told["files"]
    package = json.loads((tmp_path / "out" / "data" / "datapackage.json").read_text())
    assert (package["as_of"], package["policy"]) == ("2024-02-01", "press")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("no-such-folder", "out"), "no-such-folder: no such folder"),
        ((EXAMPLE, "out", "--as-of", "yesterday"), "'yesterday' does not match the format"),
        ((EXAMPLE, "out", "--policy", "rumour"), "'rumour' is not one of"),
        ((EXAMPLE, EXAMPLE), "must not lie in the folder of the programme"),
        ((EXAMPLE, f"{EXAMPLE}/record"), "record: must not lie in the folder of the programme"),
        ((EXAMPLE, str(Path(EXAMPLE).parent)), "is no publication of Posada"),
    ],
)
def test_what_cannot_be_used_is_refused_with_exit_code_2(
    arguments: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a sentence and without a traceback."""
    monkeypatch.chdir(tmp_path)
    code, printed = run(*arguments)
    assert code == 2
    assert says in printed
    assert "Traceback" not in printed
    assert list(tmp_path.iterdir()) == []
