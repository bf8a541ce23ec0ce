"""Columns and tables: one definition per noun, from which reading, messages, templates and docs are made."""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeVar, dataclass_transform

Kind = Literal["text", "id", "integer", "number", "money", "yes/no", "date", "time", "instant", "list"]
Role = Literal["input", "law", "answer"]
Row = TypeVar("Row")

_KINDS: dict[object, Kind] = {
    str: "text",
    int: "integer",
    float: "number",
    Decimal: "money",
    bool: "yes/no",
    dt.date: "date",
    dt.time: "time",
    dt.datetime: "instant",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of codes that several tables share.

    `known` are the codes there are, where not all that fit the pattern exist; `meant` tells which code somebody
    means who writes another word.
    """

    pattern: str
    help: str
    known: frozenset[str] = frozenset()
    meant: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: what it means, in which unit, and which values it takes."""

    name: str
    kind: Kind
    help: str
    unit: str = ""
    at_least: float | None = None
    at_most: float | None = None
    one_of: tuple[str, ...] = ()
    aliases: Mapping[str, str] = dataclasses.field(default_factory=dict)
    never_meant: tuple[str, ...] = ()
    pattern: str = ""
    pattern_help: str = ""
    known: frozenset[str] = frozenset()
    meant: Mapping[str, str] = dataclasses.field(default_factory=dict)
    refers_to: tuple[str, ...] = ()
    default: object = None
    required: bool = False
    hxl: str = ""
    own_words: bool = False

    @property
    def expected(self) -> str:
        """What a cell of this column must hold, in words: the second half of every message about it."""
        if self.one_of and self.kind == "list":
            return f"a list, split by ';', of {', '.join(self.one_of)}"
        if self.one_of:
            return f"one of {', '.join(self.one_of)}"
        if self.pattern_help:
            return self.pattern_help
        return _EXPECTED[self.kind]


_EXPECTED: dict[Kind, str] = {
    "text": "text",
    "id": "an id: a letter or digit, then up to 79 more characters, no ';' and no slash",
    "integer": "a whole number",
    "number": "a number like 12.5",
    "money": "an amount of money like 1250.00",
    "yes/no": "yes or no",
    "date": "a date like 2021-11-15",
    "time": "a time of day like 08:30",
    "instant": "an instant like 2021-11-15T08:30-06:00",
    "list": "a list split by ';'",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a CSV file, a sheet, a frozen row type, and what is known about each column."""

    name: str
    row_type: type
    key: tuple[str, ...]
    help: str
    role: Role
    about_people: bool
    columns: tuple[Column, ...]

    @property
    def file(self) -> str:
        """The file name of this table in a programme folder."""
        return f"{self.name}.csv"

    def column(self, name: str) -> Column:
        """The column of that name; KeyError if there is none."""
        for candidate in self.columns:
            if candidate.name == name:
                return candidate
        raise KeyError(name)

    @property
    def own_words(self) -> tuple[str, ...]:
        """The columns that hold words of the ledger's own, which `translations.csv` may give in another language."""
        return tuple(column.name for column in self.columns if column.own_words)


TABLES: dict[str, Table] = {}


def column(
    help: str,
    *,
    unit: str = "",
    at_least: float | None = None,
    at_most: float | None = None,
    one_of: tuple[str, ...] = (),
    aliases: Mapping[str, str] | None = None,
    never_meant: tuple[str, ...] = (),
    pattern: str = "",
    pattern_help: str = "",
    shape: Shape | None = None,
    refers_to: str | tuple[str, ...] = (),
    default: Any = dataclasses.MISSING,
    hxl: str = "",
    own_words: bool = False,
) -> Any:
    """A field of a table's row, described once for reading, checking, templates and documentation.

    `refers_to` names the column of another table that must hold the value, as ``"places.place_id"``; several
    mean any of them. A column without `default` is required. `pattern` is a regular expression for the whole
    cell, `pattern_help` says in words what it wants; a `shape` says both for several tables. `own_words` are the
    keeper's, which may be translated; a quotation is somebody else's. What is in `never_meant` is suggested to
    nobody who wrote something like it.

    >>> from posada.programme.columns import TABLES
    >>> from posada.programme.tables import Capacity
    >>> TABLES["capacities"].column("amount").at_least
    0
    """
    described = {
        "help": help,
        "unit": unit,
        "at_least": at_least,
        "at_most": at_most,
        "one_of": one_of,
        "aliases": dict(aliases or {}),
        "never_meant": never_meant,
        "pattern": shape.pattern if shape else pattern,
        "pattern_help": shape.help if shape else pattern_help,
        "known": shape.known if shape else frozenset(),
        "meant": shape.meant if shape else {},
        "refers_to": (refers_to,) if isinstance(refers_to, str) else refers_to,
        "hxl": hxl,
        "own_words": own_words,
    }
    return dataclasses.field(default=default, metadata={"posada": described})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(column,))
def table(
    name: str, *, key: tuple[str, ...], role: Role = "input", about_people: bool = False
) -> Callable[[type[Row]], type[Row]]:
    """A decorator that turns a class of columns into a frozen row type and registers its table.

    `key` names the columns that together identify a row (none: rows may repeat). Messages on a table
    `about_people` never quote a cell.
    """

    def register(cls: type[Row]) -> type[Row]:
        row_type = dataclass(frozen=True, slots=True, kw_only=True)(cls)
        TABLES[name] = Table(
            name=name,
            row_type=row_type,
            key=key,
            help=(cls.__doc__ or "").strip().splitlines()[0],
            role=role,
            about_people=about_people,
            columns=columns_of(row_type),
        )
        return row_type

    return register


def columns_of(row_type: type) -> tuple[Column, ...]:
    """The columns of a dataclass whose fields were made with `column`, in the order of definition."""
    hints = typing.get_type_hints(row_type)
    found = []
    for field in dataclasses.fields(row_type):
        described = field.metadata.get("posada")
        if described is None:
            continue
        kind = _kind(hints[field.name])
        is_id = kind == "text" and field.name.endswith("_id") and not described["one_of"]
        found.append(
            Column(
                name=field.name,
                kind="id" if is_id else kind,
                default=None if field.default is dataclasses.MISSING else field.default,
                required=field.default is dataclasses.MISSING,
                **described,
            )
        )
    return tuple(found)


def _kind(hint: object) -> Kind:
    """The kind of cell that a field's type asks for; ``X | None`` means it may be unknown."""
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        return "list"
    return _KINDS[hint]
