import csv
import errno
import json
import os
from pathlib import Path

import pytest

from posada.programme import InputError, PosadaError, read_programme
from posada.programme.columns import TABLES
from posada.programme.describe import as_markdown, as_text, tables_of
from posada.programme.export import export_programme
from posada.programme.reading import INPUT_TABLES
from posada.programme.writing import datapackage, write_file, write_templates

FILLED = {"name": '"x"', "country": '"MEX"', "starts_on": "2021-11-24", "ends_on": "2021-12-31"}


def test_blank_templates_are_read_as_empty_tables(tmp_path):
    """The help row is ignored; only the settings that nobody can know are asked for."""
    folder = tmp_path / "new"
    written = write_templates(folder)
    assert {path.stem for path in written} == {
        "programme",
        *(name for name, table in INPUT_TABLES.items() if table.role == "input"),
    }
    with pytest.raises(InputError) as caught:
        read_programme(folder)
    assert [mistake.column for mistake in caught.value.mistakes] == [
        "name",
        "country",
        "starts_on",
        "ends_on",
    ]
    settings = (folder / "programme.toml").read_text()
    for name, value in FILLED.items():
        settings = settings.replace(f'{name} = ""', f"{name} = {value}", 1)
    (folder / "programme.toml").write_text(settings)
    assert read_programme(folder).households == ()


def test_templates_never_write_over_a_file(tmp_path):
    """Nothing is written if one of the files is there."""
    (tmp_path / "places.csv").write_text("mine")
    with pytest.raises(
        InputError, match=r"holds places.csv already, and nothing is written over\. Choose an"
    ):
        write_templates(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["places.csv"]


def test_the_defaults_in_the_blank_settings_are_the_defaults(tmp_path):
    """Taking the remark signs away changes nothing."""
    plain, full = tmp_path / "plain", tmp_path / "full"
    write_templates(plain)
    write_templates(full)
    text = (plain / "programme.toml").read_text()
    for name, value in FILLED.items():
        text = text.replace(f'{name} = ""', f"{name} = {value}", 1)
    (plain / "programme.toml").write_text(text)
    lines = [
        line.removeprefix("# ") if line.startswith("# ") and " = " in line and ": " not in line else line
        for line in text.splitlines()
    ]
    (full / "programme.toml").write_text("\n".join(lines))
    assert "\nseed = 0" in "\n".join(lines)
    assert read_programme(full).settings == read_programme(plain).settings


@pytest.mark.parametrize("hxl", [False, True])
def test_an_exported_programme_is_the_same_programme(folder, tmp_path, hxl):
    """Exported tables, HXL row or not, are read back as the same rows."""
    programme = read_programme(folder.path)
    out = tmp_path / "out"
    files = export_programme(programme, out, hxl=hxl)
    again = read_programme(out)
    for name in INPUT_TABLES:
        assert getattr(again, name) == getattr(programme, name), name
    assert again.settings == programme.settings
    assert {path.name for path in out.iterdir()} == set(files)
    second = (out / "places.csv").read_text().splitlines()[1]
    assert second.startswith("#loc+code") == hxl


def test_the_data_package_describes_the_files_beside_it(folder, tmp_path):
    """Every field of every file is described, in the order of the file."""
    out = tmp_path / "out"
    export_programme(read_programme(folder.path), out)
    package = json.loads((out / "datapackage.json").read_text())
    assert package["name"] == "demo"
    for resource in package["resources"]:
        with (out / resource["path"]).open(newline="") as file:
            header = next(csv.reader(file))
        assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    """If writing fails, the old file stays and nothing lies beside it."""
    path = tmp_path / "report.html"
    path.write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_file(path, "new \ud800")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_is_full_leaves_the_old_file_whole(tmp_path, monkeypatch, call):
    """Whether the bytes or the new name do not reach the disk, the old file stays and nothing lies beside it."""
    path = tmp_path / "assignments.csv"
    write_file(path, "old")

    def fail(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os if call == "fsync" else Path, call, fail)
    with pytest.raises(PosadaError) as caught:
        write_file(path, "new" * 1000)
    assert str(caught.value) == "assignments.csv: could not be written (No space left on device)."
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_is_stopped_by_hand_leaves_the_old_file_whole(tmp_path, monkeypatch):
    """Ctrl-C in the middle of a write is no half-written file either."""
    path = tmp_path / "seats.csv"
    write_file(path, "old")

    def stop(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_file(path, "new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_where_nothing_can_be_written_is_told(tmp_path):
    """A file where a folder is wanted, and a folder where a file is."""
    (tmp_path / "taken").write_text("x")
    with pytest.raises(PosadaError, match=r"^taken: must be a folder, got a file\.$"):
        write_file(tmp_path / "taken" / "seats.csv", "x")
    with pytest.raises(PosadaError, match=r"^deeper: must be a folder, got a file\.$"):
        write_file(tmp_path / "taken" / "deeper" / "seats.csv", "x")
    (tmp_path / "seats.csv").mkdir()
    with pytest.raises(PosadaError, match=r"^seats\.csv: must be a file, got a folder\.$"):
        write_file(tmp_path / "seats.csv", "x")


@pytest.mark.parametrize("role", ["input", "law", "answer"])
def test_every_column_of_every_table_is_described(role):
    """Text and Markdown name each column; no help is empty."""
    for table in tables_of(role):
        text, markdown = as_text(table), as_markdown(table)
        for column in table.columns:
            assert column.help
            assert column.name in text
            assert f"`{column.name}`" in markdown


def test_foreign_keys_point_at_keys():
    """The data package names a reference only where the other table has that key alone."""
    package = datapackage("posada", TABLES.values())
    keys = {resource["name"]: resource["schema"].get("primaryKey") for resource in package["resources"]}
    found = [
        key["reference"]
        for resource in package["resources"]
        for key in resource["schema"].get("foreignKeys", ())
    ]
    assert found
    for reference in found:
        assert keys[reference["resource"]] == [reference["fields"]]
