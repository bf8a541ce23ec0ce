"""Instants as whole minutes, and the local clocks of gatherings and places.

Everything in this room is counted in minutes since 1970-01-01 00:00 UTC, so that a night in which the clocks
change neither loses nor gains an hour; local times appear where people read them.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from functools import cached_property
from zoneinfo import ZoneInfo

DAY = 24 * 60
_EPOCH = dt.date(1970, 1, 1)


def minute_of(instant: dt.datetime) -> int:
    """The first whole minute at or after an aware instant.

    >>> minute_of(dt.datetime(1970, 1, 1, 1, 0, 30, tzinfo=dt.timezone.utc))
    61
    """
    return -int(-instant.timestamp() // 60)


class Clock:
    """The local time of a zone between two dates, with its changes of offset found once."""

    def __init__(self, zone: ZoneInfo, first: dt.date, last: dt.date) -> None:
        self.zone = zone
        self._changes, self._offsets = _offsets_between(zone, first, last)

    @property
    def changes(self) -> bool:
        """Whether the offset from UTC changes between the two dates."""
        return len(self._offsets) > 1

    def offset(self, minute: int) -> int:
        """Local time less UTC at an instant, in minutes."""
        if len(self._offsets) == 1:
            return self._offsets[0]
        return self._offsets[bisect_right(self._changes, minute)]

    def local_day(self, minute: int) -> dt.date:
        """The local date of an instant."""
        return _EPOCH + dt.timedelta(days=(minute + self.offset(minute)) // DAY)

    def at(self, day: dt.date, time: dt.time = dt.time()) -> int:
        """The instant at which local clocks show a time of day."""
        return minute_of(dt.datetime.combine(day, time, self.zone))

    def shows(self, minute: int) -> dt.datetime:
        """What local clocks show at an instant, with the offset."""
        return dt.datetime.fromtimestamp(minute * 60, self.zone)


def _offsets_between(zone: ZoneInfo, first: dt.date, last: dt.date) -> tuple[list[int], list[int]]:
    """The instants at which the offset changes, and the offsets before, between and after them."""

    def offset(minute: int) -> int:
        shown = dt.datetime.fromtimestamp(minute * 60, zone).utcoffset()
        return int(shown.total_seconds() // 60) if shown is not None else 0

    start = (first - _EPOCH).days * DAY - DAY
    end = (last - _EPOCH).days * DAY + 2 * DAY
    changes: list[int] = []
    offsets = [offset(start)]
    for day in range(start, end, DAY):
        if offset(day + DAY) == offsets[-1]:
            continue
        low, high = day, day + DAY
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if offset(middle) == offsets[-1] else (low, middle)
        changes.append(high)
        offsets.append(offset(high))
    return changes, offsets


class Window:
    """The hours of a day between two local times, both included; an absent one leaves that side open."""

    def __init__(self, opens: dt.time | None, closes: dt.time | None) -> None:
        self.opens = 0 if opens is None else opens.hour * 60 + opens.minute + bool(opens.second)
        self.closes = DAY - 1 if closes is None else closes.hour * 60 + closes.minute

    @cached_property
    def is_open_always(self) -> bool:
        """Whether no hour of the day is outside."""
        return self.opens == 0 and self.closes == DAY - 1

    def wait_from(self, time_of_day: int) -> int:
        """Minutes to wait until the window is open, from a local time of day in minutes.

        >>> Window(dt.time(7), dt.time(21)).wait_from(6 * 60 + 30)
        30
        >>> Window(dt.time(7), dt.time(21)).wait_from(22 * 60)
        540
        """
        if time_of_day < self.opens:
            return self.opens - time_of_day
        if time_of_day <= self.closes:
            return 0
        return self.opens + DAY - time_of_day
