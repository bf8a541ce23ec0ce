"""Cells: from the text in a column to its value and back, with the message when it cannot be read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from posada.programme.columns import Column
from posada.programme.mistakes import did_you_mean

YES = frozenset({"yes", "y", "true", "1", "sí", "si", "verdadero"})
NO = frozenset({"no", "n", "false", "0", "falso"})
LONGEST_TEXT = 2000

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}(\.0+)?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")
_COMMA_NUMBER = re.compile(r"[+-]?[0-9]{1,15},[0-9]+")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,][0-9]{3})+")
_ID = re.compile(r"[^\W_][^;\x00-\x1f\x7f]{0,79}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(:00)?")
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(:00)?")


class BadCell(ValueError):
    """The text of a cell cannot be the value of its column: what was expected, and perhaps what was meant."""

    def __init__(self, expected: str, hint: str = "") -> None:
        self.expected = expected
        self.hint = hint
        super().__init__(expected)


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a sheet's other cells tell about how its numbers and dates are written."""

    decimal_comma: bool = False
    day_first: bool = False
    excel_epoch: int | None = None


def written_day_first(cells: Iterable[str]) -> bool:
    """Whether dates like 15/11/2021 in these cells can only be day, month, year.

    >>> written_day_first(["15/11/2021", "03/04/2021"]), written_day_first(["03/04/2021"])
    (True, False)
    """
    found = [match for match in map(_DAY_MONTH_YEAR.fullmatch, cells) if match]
    return any(int(match[1]) > 12 for match in found) and all(int(match[2]) <= 12 for match in found)


def parser(column: Column, dialect: Dialect) -> Callable[[str], object]:
    """A function from the text of a cell of this column to its value; it raises `BadCell`.

    An empty cell gives the column's default, or is refused where the column is required.
    """
    read = _READERS[column.kind]

    def value(text: str) -> object:
        text = text.strip()
        if not text:
            if column.required:
                raise BadCell("must not be empty")
            return column.default
        found: Any = read(text, column, dialect)
        if column.at_least is not None and found < column.at_least:
            raise BadCell(f"must be at least {column.at_least:g}")
        if column.at_most is not None and found > column.at_most:
            raise BadCell(f"must be at most {column.at_most:g}")
        return found

    return value


def text_of(value: object) -> str:
    """The text that stands for a value in a CSV file; None is an empty cell.

    >>> text_of(True), text_of(None), text_of(("spa", "hat")), text_of(0.5), text_of(dt.time(8, 30))
    ('yes', '', 'spa;hat', '0.5', '08:30')
    """
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dt.datetime():
            return value.isoformat(timespec="minutes" if value.second == 0 else "seconds")
        case dt.time():
            return value.isoformat(timespec="minutes")
        case float():
            return f"{value:.6f}".rstrip("0").rstrip(".")
        case tuple():
            return ";".join(text_of(item) for item in value)
        case _:
            return str(value)


def _must(column: Column) -> BadCell:
    return BadCell(f"must be {column.expected}")


def _choice(word: str, column: Column) -> str:
    folded = word.casefold()
    for choice in column.one_of:
        if folded == choice.casefold():
            return choice
    if folded in column.aliases:
        return column.aliases[folded]
    raise BadCell(f"must be {column.expected}", did_you_mean(word, column.one_of))


def _text(text: str, column: Column, dialect: Dialect) -> str:
    if column.one_of:
        return _choice(text, column)
    if column.pattern and not re.fullmatch(column.pattern, text):
        raise _must(column)
    if len(text) > LONGEST_TEXT or any(mark < " " and mark not in "\n\t\r" for mark in text):
        raise BadCell(f"must be text of at most {LONGEST_TEXT} characters, without control characters")
    return text


def _id(text: str, column: Column, dialect: Dialect) -> str:
    if not _ID.fullmatch(text):
        raise _must(column)
    return text


def _number_text(text: str, column: Column, dialect: Dialect) -> str:
    """The number in its plain form, where it can only mean one thing."""
    if dialect.decimal_comma and _COMMA_NUMBER.fullmatch(text):
        return text.replace(",", ".")
    if dialect.decimal_comma and "." in text and _GROUPED.fullmatch(text):
        raise BadCell("may be thousands or decimals in a file split by ';': write it without the point")
    if not _NUMBER.fullmatch(text):
        raise _must(column)
    return text


def _integer(text: str, column: Column, dialect: Dialect) -> int:
    if not _INTEGER.fullmatch(text):
        raise _must(column)
    return int(text.split(".")[0])


def _number(text: str, column: Column, dialect: Dialect) -> float:
    return float(_number_text(text, column, dialect))


def _money(text: str, column: Column, dialect: Dialect) -> Decimal:
    return Decimal(_number_text(text, column, dialect))


def _yes_no(text: str, column: Column, dialect: Dialect) -> bool:
    folded = text.casefold()
    if folded in YES:
        return True
    if folded in NO:
        return False
    raise _must(column)


def _date(text: str, column: Column, dialect: Dialect) -> dt.date:
    if midnight := _MIDNIGHT.fullmatch(text):
        text = midnight[1]
    try:
        if _ISO_DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
        if match := _DAY_MONTH_YEAR.fullmatch(text):
            if not dialect.day_first:
                raise BadCell(
                    "must be a date like 2021-11-15 (whether day or month comes first is not clear here)"
                )
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except BadCell:
        raise
    except ValueError as error:
        raise BadCell("must be a date that exists, like 2021-11-15") from error
    if dialect.excel_epoch is not None and re.fullmatch(r"[0-9]{5}(\.0+)?", text):
        return _excel_day(int(text.split(".")[0]), dialect.excel_epoch)
    raise _must(column)


def _excel_day(serial: int, epoch: int) -> dt.date:
    """The date behind a spreadsheet's day number, in the system that counts from 1900 or from 1904."""
    first = dt.date(1899, 12, 30) if epoch == 1900 else dt.date(1904, 1, 1)
    return first + dt.timedelta(days=serial)


def _time(text: str, column: Column, dialect: Dialect) -> dt.time:
    if match := _TIME.fullmatch(text):
        hour, minute = int(match[1]), int(match[2])
        if hour < 24 and minute < 60:
            return dt.time(hour, minute)
    elif dialect.excel_epoch is not None and re.fullmatch(r"0(\.[0-9]+)?", text):
        minutes = round(float(text) * 24 * 60)
        if minutes < 24 * 60:
            return dt.time(minutes // 60, minutes % 60)
    raise _must(column)


def _instant(text: str, column: Column, dialect: Dialect) -> dt.datetime:
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise _must(column) from error
    if instant.tzinfo is None:
        raise BadCell("must carry its offset, like 2021-11-15T08:30-06:00")
    return instant


def _list(text: str, column: Column, dialect: Dialect) -> tuple[str, ...]:
    words = [word.strip() for word in text.split(";")]
    words = [word for word in words if word]
    if column.pattern and not re.fullmatch(column.pattern, ";".join(words)):
        raise _must(column)
    if column.one_of:
        words = [_choice(word, column) for word in words]
    elif column.refers_to and not all(_ID.fullmatch(word) for word in words):
        raise _must(column)
    return tuple(dict.fromkeys(words))


_READERS: dict[str, Callable[[str, Column, Dialect], object]] = {
    "text": _text,
    "id": _id,
    "integer": _integer,
    "number": _number,
    "money": _money,
    "yes/no": _yes_no,
    "date": _date,
    "time": _time,
    "instant": _instant,
    "list": _list,
}
