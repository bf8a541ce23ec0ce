"""Reading `programme.toml`: settings with the same messages as tables."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from posada.programme.cells import BadCell, Dialect, parser, text_of
from posada.programme.columns import Column, columns_of
from posada.programme.frames import shown
from posada.programme.mistakes import Mistake, did_you_mean
from posada.programme.settings import SECTIONS, Settings

FILE = "programme.toml"


def read_settings(path: Path, mistakes: list[Mistake]) -> Settings | None:
    """The settings in a TOML file, or None after adding to `mistakes` what keeps them from being read."""
    try:
        given = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        mistakes.append(Mistake(FILE, None, "", f"cannot be read ({error.strerror})."))
    except UnicodeDecodeError:
        mistakes.append(Mistake(FILE, None, "", "is not UTF-8 text. Save it as UTF-8 in your editor."))
    except tomllib.TOMLDecodeError as error:
        mistakes.append(_not_toml(str(error)))
    else:
        return settings_from(given, mistakes)
    return None


def _not_toml(error: str) -> Mistake:
    """The message about a file that is no TOML, at the line that the parser names."""
    text = 'cannot be read. Write text between straight quotation marks and dates without: name = "Demo".'
    place = re.search(r"^(.*) \(at line ([0-9]+), column [0-9]+\)$", error)
    if place is None:
        return Mistake(FILE, None, "", text)
    if place[1].startswith("Cannot overwrite") or place[1].startswith("Cannot declare"):
        text = "names a setting or section that stands above already; it must be unique."
    return Mistake(FILE, int(place[2]), "", text)


def settings_from(
    given: Mapping[str, Any], mistakes: list[Mistake], *, file: str = FILE, excel_epoch: int | None = None
) -> Settings | None:
    """The settings in nested plain data, or None after adding to `mistakes` what is wrong with them.

    `file` is what messages name; `excel_epoch` is the year that day numbers count from, in a workbook.

    >>> found = []
    >>> settings_from({"name": "Demo", "country": "MEX", "starts_on": "2021-11-24"}, found)
    >>> str(found[0])
    'programme.toml, ends_on: this setting is missing; it holds last day.'
    """
    told: list[Mistake] = []
    dialect = Dialect(excel_epoch=excel_epoch)
    sections = [name for name in SECTIONS if name]
    filled = {name: _section(name, given.get(name, {}), told, dialect) for name in sections}
    own = {name: value for name, value in given.items() if name not in sections}
    top = _section("", own, told, dialect, also=sections)
    mistakes += [replace(mistake, file=file) for mistake in told]
    if told:
        return None
    return Settings(**top, **{name: SECTIONS[name](**values) for name, values in filled.items()})


def _section(
    section: str, given: object, mistakes: list[Mistake], dialect: Dialect, also: list[str] | None = None
) -> dict[str, Any]:
    columns = {column.name: column for column in columns_of(SECTIONS[section])}
    dotted = f"{section}." if section else ""
    if not isinstance(given, Mapping):
        mistakes.append(Mistake(FILE, None, section, f"must be a section, written [{section}]."))
        return {}
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name in columns:
            try:
                found[name] = _value(columns[name], value, dialect)
            except BadCell as error:
                got = "" if isinstance(value, str) and not value.strip() else f", got {_shown(value)}"
                mistakes.append(Mistake(FILE, None, dotted + name, f"{error.expected}{got}.{error.hint}"))
        else:
            hint = did_you_mean(name, [*columns, *(also or [])]) or _home_of(name)
            mistakes.append(Mistake(FILE, None, dotted + name[:80], f"no such setting.{hint}"))
    for name, column in columns.items():
        if column.required and name not in given:
            mistakes.append(
                Mistake(FILE, None, dotted + name, f"this setting is missing; it holds {column.help}.")
            )
    return found


def _home_of(name: str) -> str:
    """The sentence that says in which section a setting of this name stands, or nothing."""
    for section, settings_type in SECTIONS.items():
        if section and any(column.name == name for column in columns_of(settings_type)):
            return f" It stands in the section [{section}]."
    return ""


def _shown(value: object) -> str:
    """A TOML value as a message repeats it."""
    match value:
        case str():
            return shown(value)
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "a section"
        case list():
            return json.dumps(value, ensure_ascii=False, default=str)[:60]
        case _:
            return str(value)[:60]


def _value(column: Column, value: object, dialect: Dialect) -> object:
    """A TOML value as the column's kind; text is read like a cell, so '2021-11-15' and the date are one."""
    must = BadCell(f"must be {expected_in_toml(column)}")
    plain: Any = value
    if isinstance(value, dt.datetime | Mapping):
        raise must
    if isinstance(value, list):
        if column.kind != "list" or not all(isinstance(item, str) and ";" not in item for item in value):
            raise must
        plain = ";".join(value)
        if not value:
            return ()
    elif column.kind in ("list", "text", "id") and not isinstance(value, str):
        raise must
    if isinstance(value, bool) and column.kind != "yes/no":
        raise must
    if isinstance(value, float) and column.kind in ("number", "money"):
        plain = repr(value) if column.kind == "number" else str(Decimal(str(value)))
    text = plain if isinstance(plain, str) else text_of(plain)
    return parser(column, dialect)(text)


def expected_in_toml(column: Column) -> str:
    """What a setting must hold, in words, where lists have brackets and text has quotation marks."""
    if column.kind == "list":
        return f"a list of {', '.join(column.one_of)}" if column.one_of else 'a list like ["spa", "hat"]'
    if column.kind == "text" and not column.pattern:
        return "text in quotation marks"
    return column.expected
