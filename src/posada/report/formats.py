"""Numbers, days and hours as people in Mexico and elsewhere write them, in Spanish and English."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
}
WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
}
AND = {"en": "and", "es": "y"}


def number(value: float, *, digits: int = 0) -> str:
    """A number with commas for thousands and a point for decimals, as Mexican Spanish and English do.

    >>> number(1234.5, digits=1)
    '1,234.5'
    """
    shown = f"{value:,.{digits}f}"
    return shown[1:] if shown.startswith("-") and not shown.strip("-0.,") else shown


def percent(share: float, *, digits: int = 0) -> str:
    r"""A share as a percentage, with a thin unbreakable space before the sign.

    >>> percent(0.0376, digits=2)
    '3.76\u202f%'
    """
    return f"{number(share * 100, digits=digits)}\u202f%"


def day(value: dt.date, lang: str) -> str:
    """A day with its year.

    >>> day(dt.date(2021, 11, 24), "es")
    '24 nov 2021'
    """
    return f"{value.day} {MONTHS[lang][value.month - 1]} {value.year}"


def short_day(value: dt.date, lang: str) -> str:
    """A day without its year.

    >>> short_day(dt.date(2021, 11, 24), "es")
    '24 nov'
    """
    return f"{value.day} {MONTHS[lang][value.month - 1]}"


def month(value: dt.date, lang: str) -> str:
    """A month with its year.

    >>> month(dt.date(2021, 11, 24), "es")
    'nov 2021'
    """
    return f"{MONTHS[lang][value.month - 1]} {value.year}"


def weekday(value: dt.date, lang: str) -> str:
    """A day with the day of the week and without its year.

    >>> weekday(dt.date(2021, 11, 24), "es")
    'mié 24 nov'
    """
    return f"{WEEKDAYS[lang][value.weekday()]} {value.day} {MONTHS[lang][value.month - 1]}"


def hour(value: dt.datetime) -> str:
    """The time of day on the clock of the place.

    >>> hour(dt.datetime(2021, 11, 24, 5, 15))
    '05:15'
    """
    return f"{value:%H:%M}"


def listed(items: Iterable[str], lang: str) -> str:
    """Things in a row, the last joined by "and".

    >>> listed(["León", "Colima", "Puebla"], "es")
    'León, Colima y Puebla'
    """
    *others, last = list(items) or [""]
    return f"{', '.join(others)} {AND[lang]} {last}" if others else last
