"""Writing rows: CSV files, blank templates, data package descriptions, each whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from posada.programme.cells import text_of
from posada.programme.columns import TABLES, Column, Table, columns_of
from posada.programme.mistakes import InputError, Mistake, PosadaError
from posada.programme.reading import INPUT_TABLES
from posada.programme.reading_settings import expected_in_toml
from posada.programme.settings import SECTIONS, Settings

_JSON_TYPES = {
    "text": "string",
    "id": "string",
    "list": "string",
    "integer": "integer",
    "number": "number",
    "money": "number",
    "yes/no": "boolean",
    "date": "date",
    "time": "time",
    "instant": "datetime",
}


def write_file(path: Path, data: str | bytes, *, about_people: bool = False) -> None:
    """Write a file beside its place, then move it there: the old one or the new one is seen, never half.

    A file `about_people` can be read by its owner alone; any other by everybody on the machine.
    Raises `PosadaError` where the disk does not take it; the old file is then as it was.
    """
    content = data.encode() if isinstance(data, str) else data
    if path.is_dir():
        raise PosadaError(f"{path.name}: must be a file, got a folder.")
    must_be_writable(path.parent)
    try:
        _replace(path, content, mode=0o600 if about_people else 0o644)
    except OSError as error:
        raise PosadaError(f"{path.name}: could not be written ({error.strerror}).") from error


def must_be_writable(folder: Path) -> None:
    """Make a folder for answers if there is none; raises `PosadaError` if nothing can be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise PosadaError(f"{folder.name}: must be a folder, got a file.") from error
    except OSError as error:
        raise PosadaError(f"{folder.name}: could not be made ({error.strerror}).") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PosadaError(f"{folder.name}: must be a folder that you may write to.")


def _replace(path: Path, content: bytes, *, mode: int) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(mode)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def csv_text(table: Table, rows: Iterable[Any], *, hxl: bool = False) -> str:
    """The CSV text of rows of a table: header, HXL tags if asked for, rows in the order given.

    >>> from posada.programme.tables import Baseline
    >>> row = Baseline(rule="random", people_placed=10, score=3.5, share_of_best=0.5)
    >>> print(csv_text(TABLES["baselines"], [row]).splitlines()[1])
    random,10,3.5,0.5,0,
    """
    names = [column.name for column in table.columns]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    if hxl:
        writer.writerow([column.hxl or _hxl(column) for column in table.columns])
    writer.writerows([text_of(getattr(row, name)) for name in names] for row in rows)
    return out.getvalue()


def write_tables(folder: Path, rows: Mapping[str, Sequence[Any]], *, hxl: bool = False) -> None:
    """Write one CSV file per table into a folder."""
    for name, of_table in rows.items():
        table = TABLES[name]
        write_file(folder / table.file, csv_text(table, of_table, hxl=hxl), about_people=table.about_people)


def write_templates(folder: Path) -> list[Path]:
    """Write blank templates of every input table and of `programme.toml`; the new files, in order.

    Each template has a row of help under its header that begins with '?' and that reading ignores. Raises
    `InputError` if a file of the same name is there already.
    """
    texts = {"programme.toml": blank_settings()}
    for table in INPUT_TABLES.values():
        if table.role == "input":
            texts[table.file] = _blank(table)
    there = [name for name in texts if (folder / name).exists()]
    if there:
        more = f" and {len(there) - 1} more tables" if len(there) > 1 else ""
        text = f"holds {there[0]}{more} already, and nothing is written over. Choose an empty folder."
        raise InputError([Mistake(folder.name or str(folder), None, "", text)])
    for name, text in texts.items():
        write_file(folder / name, text)
    return [folder / name for name in texts]


def blank_settings() -> str:
    """A `programme.toml` to fill in: required settings empty, the others as remarks with their defaults."""
    lines: list[str] = []
    for section, settings_type in SECTIONS.items():
        lines += ["", f"[{section}]"] if section else []
        for column in columns_of(settings_type):
            unit = f" ({column.unit})" if column.unit else ""
            lines.append(f"# {column.help}{unit}: {expected_in_toml(column)}")
            value = '""' if column.required else _toml(column.default)
            lines.append(f"{'' if column.required else '# '}{column.name} = {value}")
    return "\n".join(lines) + "\n"


def settings_text(settings: Settings) -> str:
    """The text of a `programme.toml` that holds every setting, defaults too."""
    lines: list[str] = []
    for section, settings_type in SECTIONS.items():
        lines += ["", f"[{section}]"] if section else []
        of_section = getattr(settings, section) if section else settings
        for column in columns_of(settings_type):
            lines.append(f"{column.name} = {_toml(getattr(of_section, column.name))}")
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, tuple):
        return json.dumps(list(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return json.dumps(text_of(value))


def _blank(table: Table) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerow([f"? {_described(column)}" for column in table.columns])
    return out.getvalue()


def _described(column: Column) -> str:
    unit = f", in {column.unit}" if column.unit else ""
    need = "required" if column.required else "may be empty"
    return f"{column.help}{unit}: {column.expected}; {need}"


def _hxl(column: Column) -> str:
    """A tag for a column whose noun the HXL dictionary has no closer word for."""
    tag = {
        "date": "#date",
        "instant": "#date",
        "integer": "#indicator",
        "number": "#indicator",
        "money": "#value",
    }
    return f"{tag.get(column.kind, '#meta')}+{column.name}"


def datapackage(name: str, tables: Iterable[Table]) -> dict[str, Any]:
    """The Frictionless description of tables as files of one package (`datapackage.json`)."""
    return {
        "profile": "tabular-data-package",
        "name": name,
        "resources": [
            {
                "name": table.name,
                "path": table.file,
                "profile": "tabular-data-resource",
                "description": table.help,
                "encoding": "utf-8",
                "schema": schema(table),
            }
            for table in tables
        ],
    }


def schema(table: Table) -> dict[str, Any]:
    """The Frictionless table schema of a table: fields, constraints, keys."""
    described: dict[str, Any] = {"fields": [_field(column) for column in table.columns]}
    if table.key:
        described["primaryKey"] = list(table.key)
    keys = [
        {
            "fields": column.name,
            "reference": {"resource": target.split(".")[0], "fields": target.split(".")[1]},
        }
        for column in table.columns
        for target in column.refers_to
        if len(column.refers_to) == 1
        and column.kind == "id"
        and TABLES[target.split(".")[0]].key == (target.split(".")[1],)
    ]
    if keys:
        described["foreignKeys"] = keys
    described["missingValues"] = [""]
    return described


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.at_least is not None:
        constraints["minimum"] = column.at_least
    if column.at_most is not None:
        constraints["maximum"] = column.at_most
    if column.one_of and column.kind != "list":
        constraints["enum"] = list(column.one_of)
    if column.pattern:
        constraints["pattern"] = column.pattern
    field: dict[str, Any] = {
        "name": column.name,
        "type": _JSON_TYPES[column.kind],
        "description": column.help + (f" ({column.unit})" if column.unit else ""),
    }
    if column.kind == "yes/no":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    if column.kind == "time":
        field["format"] = "%H:%M"
    if constraints:
        field["constraints"] = constraints
    return field
