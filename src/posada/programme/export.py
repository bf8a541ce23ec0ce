"""Exporting a programme: the same tables as a Frictionless data package, with HXL tags if asked for."""

from __future__ import annotations

import json
import re
from pathlib import Path

from posada.programme.programme import Programme
from posada.programme.reading import INPUT_TABLES
from posada.programme.reading_settings import FILE as SETTINGS_FILE
from posada.programme.writing import datapackage, settings_text, write_file, write_tables


def export_programme(programme: Programme, folder: Path, *, hxl: bool = False) -> list[str]:
    """Write the settings, the tables that have rows and `datapackage.json`; the names of the files."""
    rows = {name: getattr(programme, name) for name in INPUT_TABLES if getattr(programme, name)}
    write_tables(folder, rows, hxl=hxl)
    write_file(folder / SETTINGS_FILE, settings_text(programme.settings))
    tables = [INPUT_TABLES[name] for name in rows]
    package = datapackage(_slug(programme.settings.name), tables)
    write_file(folder / "datapackage.json", json.dumps(package, indent=2, ensure_ascii=False) + "\n")
    return [SETTINGS_FILE, *(table.file for table in tables), "datapackage.json"]


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "programme"
