"""The ledger from the command line: measure, explain, read; bad input told whole, exit code 2, no traceback."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from posada.cli import cli
from posada.programme import read_programme

EXAMPLES = Path(__file__).parents[2] / "examples"
MAPASTEPEC = EXAMPLES / "mapastepec-2021"
PROMISE = EXAMPLES / "promise-2024"
LEDGER = ("actors", "sources", "claims", "contradictions", "commitments", "deliveries", "coverage")


def posada(*args: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], input=stdin)


def csv_rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_measure_tells_each_promise_in_the_language_of_the_programme() -> None:
    """Spanish comes first in this one; English if asked for."""
    told = posada("measure", MAPASTEPEC)
    assert told.exit_code == 0
    assert "  K8     incumplida, 11 de 30 autobuses (36.7 %) [prensa]. Quince autobuses salen" in told.stdout
    assert "broken, 11 of 30 buses (36.7 %) [press]." in posada("measure", MAPASTEPEC, "--lang", "en").stdout


def test_measure_as_json_is_the_whole_answer() -> None:
    """Verdicts, traces, contradictions, flags, and what the check found."""
    data = json.loads(posada("measure", MAPASTEPEC, "--json").stdout)
    verdicts = {row["commitment_id"]: row for row in data["verdicts"]}
    assert (verdicts["K8"]["verdicts"], verdicts["K8"]["kept_lo"], verdicts["K8"]["owed_hi"]) == (
        ["broken"],
        11,
        30,
    )
    witnesses = verdicts["K6"]
    assert (witnesses["verdicts"], witnesses["kept_lo"], witnesses["owed_hi"]) == (["kept"], 2, 2)
    assert data["faults"] == []
    assert data["quotations_not_compared"] == 0
    assert {row["contradiction_id"] for row in data["contradictions"]} >= {"X01", "X02"}


def test_from_one_source_alone_the_visas_are_unknown() -> None:
    """Reuters of 24 November tells what was promised and nothing of what came."""
    data = json.loads(posada("measure", MAPASTEPEC, "--source", "S1", "--json").stdout)
    visas = next(row for row in data["verdicts"] if row["commitment_id"] == "K2s")
    assert visas["knowledge"] == "no_data"
    assert "broken" not in visas["verdicts"]


def test_a_past_answer_is_the_same_to_the_byte() -> None:
    """As the ledger stood on a day: today, and after everything that came later is added or taken away."""
    terms = ("--as-of", "2021-11-27", "--known-as-of", "2021-11-26", "--json")
    first = posada("measure", MAPASTEPEC, *terms).stdout
    assert first == posada("measure", MAPASTEPEC, *terms).stdout
    assert json.loads(first)["known_as_of_on"] == "2021-11-26"


def test_measure_writes_tables_where_it_is_told(tmp_path: Path) -> None:
    """And nowhere else."""
    assert posada("measure", PROMISE, "--out", tmp_path / "out").exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"verdicts.csv", "verdict_traces.csv"}
    rows = csv_rows(tmp_path / "out" / "verdicts.csv")
    assert [row["commitment_id"] for row in rows] == ["A1", "A2", "A3", "A4", "A5", "A6"]


def test_explain_tells_a_promise_or_a_household_by_its_code() -> None:
    """One command, whatever the code stands for."""
    promise = posada("explain", MAPASTEPEC, "K8", "--lang", "en")
    assert promise.exit_code == 0
    assert "Share kept: 36.7 %; target 100 %." in promise.stdout
    assert (
        "Rests on deliveries D01: delivered 2021-11-25: 6 buses; source S11, bytes 9 to 42." in promise.stdout
    )
    household = posada("explain", EXAMPLES / "first-steps", "H-01", "--lang", "en")
    assert household.exit_code == 0
    assert "Puebla" in household.stdout or "puebla" in household.stdout


def test_explain_tells_a_past_state_too() -> None:
    """On the evening of 26 November the count of the press was not out."""
    terms = ("--as-of", "2021-11-30", "--known-as-of", "2021-11-26", "--lang", "en")
    assert "Unknown, nothing on record" in posada("explain", MAPASTEPEC, "K8", *terms).stdout


def test_a_code_that_stands_for_nothing_is_refused() -> None:
    """Without repeating it: it might be somebody's."""
    told = posada("explain", MAPASTEPEC, "Z9")
    assert told.exit_code == 2
    assert told.stderr == (
        "No household of households.csv and no commitment of commitments.csv has this code.\n"
    )


def test_a_promise_not_yet_made_is_refused() -> None:
    """On 1 November nothing had been promised."""
    told = posada("explain", MAPASTEPEC, "K8", "--as-of", "2021-11-01")
    assert told.exit_code == 2
    assert told.stderr == "K8: was not made or not on record by then, in the sources heard.\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--as-of", "2021-13-01"), "does not match the format"),
        (("--policy", "rumour"), "'rumour' is not one of 'registry', 'press', 'all'"),
        (("--source", "S99"), "--source: must be a source_id of sources.csv, got 'S99'. Did you mean 'S9'?"),
    ],
)
def test_terms_that_make_no_sense_are_refused(args: tuple[str, str], message: str) -> None:
    """Exit code 2, and what was expected."""
    told = posada("measure", MAPASTEPEC, *args)
    assert told.exit_code == 2
    assert message in told.stderr
    assert "Traceback" not in told.output


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """The ledger of November 2021 without its people."""
    (tmp_path / "programme.toml").write_text(
        'name = "L"\ncountry = "MEX"\nstarts_on = 2021-11-23\nends_on = 2021-12-31\n', encoding="utf-8"
    )
    for name in (*LEDGER, "calendars", "closures"):
        shutil.copy(MAPASTEPEC / f"{name}.csv", tmp_path)
    shutil.copytree(MAPASTEPEC / "sources", tmp_path / "sources")
    return tmp_path


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text, (name, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


SPOILT = (
    ("claims.csv", "assert,assert,garcia,S1", "assert,assert,garzia,S1"),
    ("claims.csv", ",about 100 km,95", ",about 100 mi,95"),
    ("claims.csv", "S1,,333,353,Pueblo Sin Fronteras", "S1,,340,353,in Fronteras"),
    ("claims.csv", "S1,,366,399,begin the process", "S1,,349,399,begin the process"),
    ("sources.csv", ",tertiary,S1;S2,", ",tertiary,S0;S2,"),
    ("commitments.csv", "recurring,2021-11-26", "recurring,2021-11-20"),
    ("commitments.csv", ",,,T1,measurable,S15", ",,,Q1,measurable,S15"),
    ("deliveries.csv", "120,130,cards", "120,130,"),
    ("actors.csv", "spokesman of the caravan", ""),
)


def test_everything_that_is_wrong_with_a_ledger_is_told_at_once(ledger: Path) -> None:
    """References to nothing, altered and overlapping quotations, circles, days before the promise, no unit."""
    assert posada("measure", ledger).exit_code == 0
    for edit in SPOILT:
        spoil(ledger, *edit)
    told = posada("measure", ledger)
    assert told.exit_code == 2
    assert "Traceback" not in told.output
    for part in (
        "claimant_actor_id: must be a actor_id of actors.csv, got 'garzia'. Did you mean 'garcia'?",
        "quotation: must be what bytes 75 to 87 of the stored text say.",
        "from_byte: must not overlap the quotation of line",
        "derives_from_source_ids: must not lead back to this row in a circle.",
        "due_on: must not be before made_on, got 2021-11-20 and 2021-11-25.",
        "supersedes_commitment_id: must not lead back to this row in a circle.",
        "unit: must say in what the amount is counted.",
        "public_role: must say in which public role the person speaks; others are no actors.",
    ):
        assert part in told.stderr, part
    assert "mistakes to mend, then call again." in told.stderr


TEXT = 'The mayor promised 300 beds by Friday. "We will not leave," said Ana Ruiz.\n'


def test_read_makes_a_file_of_drafts_with_the_places_of_their_words(tmp_path: Path) -> None:
    """Each row points into the text byte for byte and says that a machine drew it."""
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    told = posada("read", tmp_path / "text.txt", "--source", "S1", "--out", tmp_path / "drafts.csv")
    assert told.exit_code == 0
    assert told.stdout.startswith("2 drafts to be read by a person: ")
    rows = csv_rows(tmp_path / "drafts.csv")
    for row in rows:
        part = TEXT.encode()[int(row["from_byte"]) : int(row["until_byte"])]
        assert part.decode() == row["quotation"]
        assert row["extracted_by"] == "draft"
    assert [(row["who"], row["act"]) for row in rows] == [("The mayor", "promise"), ("Ana Ruiz", "promise")]


def test_drafts_are_shown_or_answered_as_json() -> None:
    """From a pipe as well."""
    shown = posada("read", "-", "--source", "S1", stdin=TEXT)
    assert shown.stdout.splitlines()[0].startswith("draft_id,source_id,who,act,")
    data = json.loads(posada("read", "-", "--source", "S1", "--json", stdin=TEXT).stdout)
    assert [row["draft_id"] for row in data["drafts"]] == ["S1-d1", "S1-d2"]


def test_no_verdict_reads_drafts(ledger: Path) -> None:
    """A file of drafts in the folder changes nothing."""
    before = posada("measure", ledger, "--json").stdout
    posada("read", "-", "--source", "S1", "--out", ledger / "drafts.csv", stdin=TEXT)
    assert (ledger / "drafts.csv").exists()
    assert posada("measure", ledger, "--json").stdout == before
    assert not hasattr(read_programme(ledger), "drafts")


def test_a_text_that_cannot_be_read_is_refused_with_all_that_is_wrong(tmp_path: Path) -> None:
    """A code that is none and bytes that are no UTF-8, together."""
    told = posada("read", "-", "--source", "S;1", stdin=b"caf\xe9")
    assert told.exit_code == 2
    assert told.stderr.splitlines() == [
        "source_id: must be an id: a letter or digit, then up to 79 more characters, no ';' and no slash,"
        " got 'S;1'.",
        "S;1, text: must be UTF-8, got byte 0xe9 at offset 3.",
        "2 mistakes to mend, then call again.",
    ]
    missing = posada("read", tmp_path / "none.txt", "--source", "S1")
    assert (missing.exit_code, missing.stderr) == (2, "none.txt: No such file or directory.\n")


def test_a_ledger_without_its_texts_says_that_nobody_compared_the_quotations(ledger: Path) -> None:
    """It is measured all the same, and the terminal and the data say how many."""
    assert "Quotations not compared" not in posada("measure", ledger, "--lang", "en").stdout
    shutil.rmtree(ledger / "sources")
    told = posada("measure", ledger, "--lang", "en")
    quoted = sum(bool(row["quotation"]) for row in csv_rows(ledger / "claims.csv"))
    assert told.exit_code == 0
    assert f"Quotations not compared with their sources: {quoted}, for the stored texts" in told.stdout
    assert json.loads(posada("measure", ledger, "--json").stdout)["quotations_not_compared"] == quoted > 20
