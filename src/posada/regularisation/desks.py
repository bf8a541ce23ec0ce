"""Desks and their day: when an office works, what it has promised already, and its earliest free time."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from posada.programme.deadlines import WorkingCalendar
from posada.programme.tables import Office

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MINUTE = dt.timedelta(minutes=1)


def minute_of(instant: dt.datetime) -> int:
    """The first whole minute since 1970 that is not before an instant; times are compared in these."""
    return -((_EPOCH - instant) // _MINUTE)


def instant_of(minute: int, zone: ZoneInfo) -> dt.datetime:
    """The instant of a minute since 1970, in a time zone."""
    return (_EPOCH + minute * _MINUTE).astimezone(zone)


class Agenda:
    """The stretches of time in which a desk, or a household, is taken."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def earliest(self, minute: int, minutes: int) -> int:
        """The first minute, not before the given one, from which so many minutes are free.

        >>> agenda = Agenda()
        >>> agenda.take(600, 660)
        >>> agenda.earliest(570, 30), agenda.earliest(570, 31)
        (570, 660)
        """
        at = bisect_right(self._ends, minute)
        while at < len(self._starts) and self._starts[at] < minute + minutes:
            minute = max(minute, self._ends[at])
            at += 1
        return minute

    def take(self, start: int, end: int) -> None:
        """Mark the minutes from `start` up to `end` as taken, and join stretches that touch."""
        first = bisect_left(self._ends, start)
        last = bisect_right(self._starts, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]


def earliest_common(agendas: Iterable[Agenda], minute: int, minutes: int, closes: int) -> int | None:
    """The first minute from which all agendas are free long enough before closing time, or None."""
    agendas = tuple(agendas)
    while minute + minutes <= closes:
        later = max(agenda.earliest(minute, minutes) for agenda in agendas)
        if later == minute:
            return minute
        minute = later
    return None


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A day on which an office works, with its hours as minutes since 1970."""

    day: dt.date
    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Desk:
    """An office for one step: its days, the people it has on each, and the agenda of the whole office."""

    office: Office
    open_days: tuple[OpenDay, ...]
    unknown_days: tuple[dt.date, ...]
    agenda: Agenda
    people: dict[dt.date, int] = field(default_factory=dict)

    def is_too_small(self, people: int, minutes: int) -> bool:
        """Whether so many people, for so many minutes, fit into no day of this office."""
        hours = dt.datetime.combine(dt.date.min, self.office.closes_at) - dt.datetime.combine(
            dt.date.min, self.office.opens_at
        )
        return people > self.office.people_per_day or minutes * _MINUTE > hours

    def earliest(
        self, not_before: int, until: dt.date, people: int, minutes: int, own: Agenda, better_than: int | None
    ) -> tuple[int, dt.date] | None:
        """The first minute at which a household can be served, and its day; None if none beats the best.

        `until` is the last day, `own` the household's agenda.
        """
        first = bisect_right(self.open_days, not_before, key=lambda day: day.closes)
        for day in self.open_days[first:]:
            if day.day > until or (better_than is not None and day.opens >= better_than):
                return None
            if self.people.get(day.day, 0) + people > self.office.people_per_day:
                continue
            start = max(day.opens, not_before)
            minute = earliest_common((self.agenda, own), start, minutes, day.closes)
            if minute is not None:
                return None if better_than is not None and minute >= better_than else (minute, day.day)
        return None


def open_days(
    office: Office, calendar: WorkingCalendar | None, first: dt.date, last: dt.date, zone: ZoneInfo
) -> tuple[tuple[OpenDay, ...], tuple[dt.date, ...]]:
    """The days from `first` to `last` on which an office works, and those for which nobody knows.

    Without a calendar it works every day.
    """
    works, unknown = [], []
    for number in range((last - first).days + 1):
        day = first + dt.timedelta(days=number)
        answer = True if calendar is None else calendar.is_working_day(day)
        if answer is None:
            unknown.append(day)
        elif answer:
            opens = minute_of(dt.datetime.combine(day, office.opens_at, zone))
            closes = dt.datetime.combine(day, office.closes_at, zone)
            works.append(OpenDay(day, opens, (closes - _EPOCH) // _MINUTE))
    return tuple(works), tuple(unknown)
