"""A folder holds the tables, the page and a receipt, the same for the same input."""

import json

from posada.movement.example import write_example
from posada.movement.flee_folder import read_flee_folder
from posada.programme import read_answers
from posada.report.movement import (
    caravan_receipt,
    conflict_bands,
    conflict_receipt,
    write_caravans,
    write_conflict,
)

TABLES = ("group_days", "arrivals", "group_flows", "what_ifs", "trivial_rules")


def test_what_is_written_can_be_read_again(programme, followed, tmp_path):
    """Each table reads back as the rows that were shown."""
    receipt = caravan_receipt(programme, followed, parameters_digest="f" * 64)
    write_caravans(programme, followed, receipt, tmp_path, lang="en")
    rows = followed.rows()
    read = read_answers(tmp_path, TABLES)
    assert {name: len(found) for name, found in read.items()} == {name: len(rows[name]) for name in TABLES}
    assert read["group_days"] == rows["group_days"]
    assert read["what_ifs"] == rows["what_ifs"]
    assert (tmp_path / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_receipt_says_how_it_was_made(programme, followed, tmp_path):
    """Offer, fate, seed, members, every parameter, and each input with its SHA-256."""
    receipt = caravan_receipt(programme, followed, parameters_digest="f" * 64)
    assert (receipt["offer_id"], receipt["delivered"]) == ("cards-2021-11", "never")
    assert receipt["parameters"]["reach_km"] == 31.813
    assert receipt["inputs"]["caravans.toml"] == "f" * 64
    assert set(programme.digests) < set(receipt["inputs"])
    assert receipt["checks"] == {"faults": 0}


def test_a_conflict_leaves_the_same_bytes_twice(tmp_path):
    """Same folder, same seed: every file is the same; the receipt names every input."""
    folder = write_example(tmp_path / "example")
    for name in ("one", "two"):
        bands = conflict_bands(read_flee_folder(folder), members=2)
        write_conflict(bands, conflict_receipt(bands, folder), tmp_path / name, lang="es")
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == ["place_days.csv", "receipt.json", "report.html", "trivial_rules.csv"]
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    inputs = json.loads((tmp_path / "one" / "receipt.json").read_text())["inputs"]
    assert "input_csv/routes.csv" in inputs
    assert "source_data/north.csv" in inputs
    assert "simsetting.yml" in inputs
    (tmp_path / "simsetting.yml").write_text("move_rules:\n  softening: 3.0\n")
    (folder / "simsetting.yml").unlink()
    bands = conflict_bands(read_flee_folder(folder), members=1)
    assert "../simsetting.yml" in conflict_receipt(bands, folder)["inputs"]
