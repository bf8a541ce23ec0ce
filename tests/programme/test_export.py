"""What is exported is the same programme, and the data package beside it describes it truly."""

import csv
import json
import re
from pathlib import Path

import pytest

from posada.programme import read_programme
from posada.programme.export import export_programme
from posada.programme.reading import INPUT_TABLES

EXAMPLES = Path(__file__).parents[2] / "examples"
TYPES = {"string", "integer", "number", "boolean", "date", "time", "datetime"}


@pytest.mark.parametrize("hxl", [False, True])
@pytest.mark.parametrize("name", ["first-steps", "mapastepec-2021"])
def test_an_exported_example_is_read_back_as_the_same_rows(name, hxl, tmp_path):
    """Settings and every table, with HXL tags and without; exporting again gives the same bytes."""
    programme = read_programme(EXAMPLES / name)
    once, twice = tmp_path / "once", tmp_path / "twice"
    files = export_programme(programme, once, hxl=hxl)
    again = read_programme(once)
    for table in INPUT_TABLES:
        assert getattr(again, table) == getattr(programme, table), table
    assert again.settings == programme.settings
    assert export_programme(again, twice, hxl=hxl) == files
    for file in files:
        assert (twice / file).read_bytes() == (once / file).read_bytes(), file


@pytest.mark.parametrize("name", ["first-steps", "mapastepec-2021"])
def test_the_data_package_holds_of_every_cell(name, tmp_path):
    """Paths, types, keys and constraints are those of Frictionless, and the exported cells keep them."""
    export_programme(read_programme(EXAMPLES / name), tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert package["profile"] == "tabular-data-package"
    assert re.fullmatch(r"[a-z0-9._-]+", package["name"])
    rows_of = {}
    for resource in package["resources"]:
        with (tmp_path / resource["path"]).open(newline="", encoding="utf-8") as file:
            rows_of[resource["name"]] = list(csv.DictReader(file))
    for resource in package["resources"]:
        schema, rows = resource["schema"], rows_of[resource["name"]]
        for field in schema["fields"]:
            assert field["type"] in TYPES
            cells = [row[field["name"]] for row in rows]
            assert not [cell for cell in cells if not keeps(field, cell)], (resource["name"], field)
        if "primaryKey" in schema:
            keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
            assert len(keys) == len(set(keys))
        for key in schema.get("foreignKeys", ()):
            held = {row[key["reference"]["fields"]] for row in rows_of.get(key["reference"]["resource"], ())}
            assert {row[key["fields"]] for row in rows} - {""} <= held


def keeps(field, cell):
    """Whether a cell has the type of a field and keeps its constraints; an empty one is missing."""
    limits = field.get("constraints", {})
    if cell == "":
        return not limits.get("required", False)
    shapes = {
        "integer": r"-?\d+",
        "number": r"-?\d+(\.\d+)?",
        "boolean": "yes|no",
        "date": r"\d{4}-\d\d-\d\d",
        "time": r"\d\d:\d\d",
    }
    if not re.fullmatch(shapes.get(field["type"], r"(?s).*"), cell):
        return False
    if field["type"] in ("integer", "number") and not (
        limits.get("minimum", float("-inf")) <= float(cell) <= limits.get("maximum", float("inf"))
    ):
        return False
    return cell in limits.get("enum", [cell]) and bool(re.fullmatch(limits.get("pattern", r"(?s).*"), cell))
