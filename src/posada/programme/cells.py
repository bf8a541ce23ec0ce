"""Cells: from the text in a column to its value and back, with the message when it cannot be read."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from posada.programme.columns import Column
from posada.programme.mistakes import did_you_mean

YES = frozenset({"yes", "y", "true", "1", "s", "sí", "si", "verdadero"})
NO = frozenset({"no", "n", "false", "0", "falso"})
LONGEST_TEXT = 2000
YEARS = range(1910, 2200)
"""Years that a date may lie in: anything else is a slip, or a day number taken for a date."""

_INTEGER = re.compile(r"[+-]?[0-9]{1,15}(\.0+)?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]+)?([eE][+-]?[0-9]{1,2})?")
_COMMA_NUMBER = re.compile(r"[+-]?[0-9]{1,15},[0-9]+")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}([.,][0-9]{3})+")
_ID = re.compile(r"[^\W_][^;/\\\x00-\x1f\x7f]{0,79}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]00:00(:00)?")
_DAY_MONTH_YEAR = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_TURNS_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069]")
_TIME = re.compile(r"([0-9]{1,2}):([0-9]{2})(:00)?")


class BadCell(ValueError):
    """The text of a cell cannot be the value of its column: what was expected, and perhaps what was meant."""

    def __init__(self, expected: str, hint: str = "") -> None:
        self.expected = expected
        self.hint = hint
        super().__init__(expected)


DateOrder = Literal["day", "month"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a sheet's other cells tell about how its numbers and dates are written."""

    decimal_comma: bool = False
    first_in_dates: DateOrder | None = None
    """Whether 03/04/2021 begins with the day or the month; None if nothing tells."""
    excel_epoch: int | None = None


def first_in_dates(cells: Iterable[str]) -> frozenset[DateOrder]:
    """What dates like 15/11/2021 among these cells begin with: the day, the month, both at odds, or no sign.

    >>> sorted(first_in_dates(["15/11/2021", "03/04/2021"])), sorted(first_in_dates(["03/04/2021"]))
    (['day'], [])
    """
    signs: set[DateOrder] = set()
    for match in filter(None, map(_DAY_MONTH_YEAR.fullmatch, cells)):
        if int(match[1]) > 12:
            signs.add("day")
        if int(match[2]) > 12:
            signs.add("month")
    return frozenset(signs)


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
            raise BadCell(f"must be at least {text_of(column.at_least)}")
        if column.at_most is not None and found > column.at_most:
            raise BadCell(f"must be at most {text_of(column.at_most)}")
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


def _must(column: Column, hint: str = "") -> BadCell:
    return BadCell(f"must be {column.expected}", hint)


def _choice(word: str, column: Column) -> str:
    folded = word.casefold()
    for choice in column.one_of:
        if folded == choice.casefold():
            return choice
    if folded in column.aliases:
        return column.aliases[folded]
    hints = [choice for choice in column.one_of if choice not in column.never_meant]
    raise _must(column, did_you_mean(word, hints))


def _shaped(text: str, column: Column) -> str:
    """The text in the shape that the column wants, in capitals or small letters if that is all that differs."""
    for spelling in (text, text.upper(), text.lower()):
        if re.fullmatch(column.pattern, spelling) and (not column.known or spelling in column.known):
            return spelling
    meant = [column.meant.get(word.strip().casefold(), "") for word in text.split(";")]
    raise _must(column, f" Did you mean '{';'.join(meant)}'?" if all(meant) else "")


def _text(text: str, column: Column, dialect: Dialect) -> str:
    if column.one_of:
        return _choice(text, column)
    if column.pattern:
        return _shaped(text, column)
    if len(text) > LONGEST_TEXT or any(mark < " " and mark not in "\n\t\r" for mark in text):
        raise BadCell(f"must be text of at most {LONGEST_TEXT} characters, without control characters")
    if not text.isascii() and _TURNS_TEXT.search(text):
        raise BadCell("must be text without hidden marks that turn its direction")
    return text


def _id(text: str, column: Column, dialect: Dialect) -> str:
    if not text.isascii():
        _refuse_lookalikes(text)
    if not _ID.fullmatch(text):
        raise _must(column)
    return text


def _refuse_lookalikes(text: str) -> None:
    """Refuse an id that another one may look the same as: nobody could find the difference on a page."""
    if any(unicodedata.category(mark) in ("Cf", "Cn", "Co", "Zl", "Zp") for mark in text):
        raise BadCell("must be an id without invisible characters; type it again by hand")
    if any(unicodedata.category(mark) == "Zs" and mark != " " for mark in text):
        raise BadCell("must be an id without special spaces; type it again by hand")
    if unicodedata.normalize("NFKC", text) != text:
        raise BadCell("must be an id in plain letters and digits; type it again by hand")
    alphabets = {unicodedata.name(mark, "").split(" ")[0] for mark in text if mark.isalpha()}
    if "LATIN" in alphabets and alphabets & {"CYRILLIC", "GREEK"}:
        raise BadCell(
            "must be an id in letters of one alphabet, here some only look Latin; type it again by hand"
        )


def _number_text(text: str, column: Column, dialect: Dialect) -> str:
    """The number in its plain form, where it can only mean one thing."""
    if dialect.decimal_comma and _COMMA_NUMBER.fullmatch(text):
        return text.replace(",", ".")
    if dialect.decimal_comma and "." in text and _GROUPED.fullmatch(text) and _may_be_thousands(text, column):
        raise BadCell(
            "may be thousands or decimals in a file split by ';': write thousands without a point and decimals"
            " with a comma"
        )
    if not _NUMBER.fullmatch(text):
        raise _must(column)
    return text


def _may_be_thousands(text: str, column: Column) -> bool:
    """Whether 20.117 read as twenty thousand is within the bounds of its column: a latitude is not."""
    thousands = float(text.replace(".", ""))
    return (column.at_least is None or thousands >= column.at_least) and (
        column.at_most is None or thousands <= column.at_most
    )


def _integer(text: str, column: Column, dialect: Dialect) -> int:
    if _GROUPED.fullmatch(text):
        raise BadCell("must be a whole number without points or commas")
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
            return _within_years(dt.date.fromisoformat(text))
        if match := _DAY_MONTH_YEAR.fullmatch(text):
            first, second, year = map(int, match.groups())
            if dialect.first_in_dates is None:
                raise BadCell(
                    "must be a date like 2021-11-15 (whether day or month comes first is not clear here)"
                )
            month, day = (first, second) if dialect.first_in_dates == "month" else (second, first)
            return _within_years(dt.date(year, month, day))
        if dialect.excel_epoch is not None and re.fullmatch(r"[0-9]{5}(\.0+)?", text):
            return _within_years(_excel_day(int(text.split(".")[0]), dialect.excel_epoch))
    except BadCell:
        raise
    except ValueError as error:
        raise BadCell("must be a date that exists, like 2021-11-15") from error
    raise _must(column)


def _within_years(date: dt.date) -> dt.date:
    if date.year not in YEARS:
        raise BadCell(f"must be a date from {YEARS[0]} to {YEARS[-1]}")
    return date


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
    if column.pattern and words:
        words = _shaped(";".join(words), column).split(";")
    if column.one_of:
        words = [_choice(word, column) for word in words]
    elif column.refers_to:
        words = [_id(word, column, dialect) for word in words]
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
