"""Reading `programme.toml`: settings with the same messages as tables."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from posada.programme.cells import BadCell, Dialect, parser, text_of
from posada.programme.columns import Column, columns_of
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
        mistakes.append(Mistake(FILE, None, "", "is not UTF-8 text."))
    except tomllib.TOMLDecodeError as error:
        mistakes.append(Mistake(FILE, None, "", f"is not valid TOML: {error}."))
    else:
        return settings_from(given, mistakes)
    return None


def settings_from(given: Mapping[str, Any], mistakes: list[Mistake]) -> Settings | None:
    """The settings in nested plain data, or None after adding to `mistakes` what is wrong with them.

    >>> found = []
    >>> settings_from({"name": "Demo", "country": "MEX", "starts_on": "2021-11-24"}, found)
    >>> str(found[0])
    'programme.toml, ends_on: this setting is missing; it holds last day.'
    """
    before = len(mistakes)
    sections = [name for name in SECTIONS if name]
    filled = {name: _section(name, given.get(name, {}), mistakes) for name in sections}
    own = {name: value for name, value in given.items() if name not in sections}
    top = _section("", own, mistakes, also=sections)
    if len(mistakes) > before:
        return None
    return Settings(**top, **{name: SECTIONS[name](**values) for name, values in filled.items()})


def _section(
    section: str, given: object, mistakes: list[Mistake], also: list[str] | None = None
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
                found[name] = _value(columns[name], value)
            except BadCell as error:
                mistakes.append(
                    Mistake(FILE, None, dotted + name, f"{error.expected}, got {value!r}.{error.hint}")
                )
        else:
            hint = did_you_mean(name, [*columns, *(also or [])])
            mistakes.append(Mistake(FILE, None, dotted + name, f"no such setting.{hint}"))
    for name, column in columns.items():
        if column.required and name not in given:
            mistakes.append(
                Mistake(FILE, None, dotted + name, f"this setting is missing; it holds {column.help}.")
            )
    return found


def _value(column: Column, value: object) -> object:
    """A TOML value as the column's kind; text is read like a cell, so '2021-11-15' and the date are one."""
    plain: Any = value
    if isinstance(value, dt.datetime):
        raise BadCell(f"must be {column.expected}")
    if isinstance(value, list):
        if column.kind != "list" or not all(isinstance(item, str) and ";" not in item for item in value):
            raise BadCell(f"must be {column.expected}")
        plain = ";".join(value)
        if not value:
            return ()
    elif column.kind == "list" and not isinstance(value, str):
        raise BadCell(f"must be {column.expected}")
    if isinstance(value, bool) and column.kind != "yes/no":
        raise BadCell(f"must be {column.expected}")
    if isinstance(value, float) and column.kind in ("number", "money"):
        plain = repr(value) if column.kind == "number" else str(Decimal(str(value)))
    text = plain if isinstance(plain, str) else text_of(plain)
    return parser(column, Dialect())(text)
