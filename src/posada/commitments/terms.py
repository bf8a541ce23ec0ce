"""When a commitment is due: the day, the days it may be, the periods of one that recurs, or why nobody can say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from posada.programme.deadlines import Count, DayKind, WorkingCalendar, count
from posada.programme.tables import Commitment

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """The day a commitment is due, as far as it is known.

    `earliest` and `latest` bound the day; both None: there is no day at all. `stopped_since` is the day from
    which the clock stands still without an announced end; `may_stop_on` is the first on which it may turn out
    to have stopped, where the event or the calendar is not known so far.
    """

    earliest: dt.date | None = None
    latest: dt.date | None = None
    has_day: bool = False
    stopped_since: dt.date | None = None
    may_stop_on: dt.date | None = None
    counted: Count | None = None

    @property
    def on(self) -> dt.date | None:
        """The day itself, if it is known."""
        return self.earliest if self.earliest == self.latest else None


def due_of(commitment: Commitment, calendars: Mapping[str, WorkingCalendar]) -> Due:
    """When a commitment is due.

    A count that runs into days nobody has verified ends on some day, not earlier than if all days counted; a
    count whose event has no known day can end on any day from the promise on, for the event may lie before it.
    """
    if commitment.deadline == "fixed":
        return Due(commitment.due_on, commitment.due_on, has_day=True)
    if commitment.deadline == "recurring":
        return Due(
            stopped_since=_Clock(commitment, calendars.get(commitment.calendar_id or "")).stopped_since
        )
    if commitment.deadline != "after" or commitment.days is None:
        return Due()
    days = dt.timedelta(days=commitment.days)
    calendar = calendars.get(commitment.calendar_id or "")
    if commitment.from_on is None:
        return Due(commitment.made_on, None, has_day=True, may_stop_on=_may_stop_on(calendar))
    kind: DayKind = "working" if commitment.day_kind == "working" else "calendar"
    counted = count(
        commitment.from_on,
        commitment.days,
        kind=kind,
        calendar=calendar,
    )
    if counted.due_on is not None:
        return Due(counted.due_on, counted.due_on, has_day=True, counted=counted)
    stopped = (
        counted.calendar.endless_suspension if counted.calendar and counted.unknown == "suspended" else None
    )
    return Due(
        max(commitment.made_on, commitment.from_on + days),
        None,
        has_day=True,
        stopped_since=None if stopped is None else stopped.from_on,
        may_stop_on=_may_stop_on(calendar) if stopped is None else None,
        counted=counted,
    )


def _may_stop_on(calendar: WorkingCalendar | None) -> dt.date | None:
    """The first day on which a clock whose end nobody knows may stand still without an end; None without a calendar.

    That is the day of a suspension on record, or else the first day that nobody has verified.
    """
    if calendar is None:
        return None
    behind = min(calendar.calendar.verified_until, dt.date.max - DAY) + DAY
    stop = calendar.endless_suspension
    return behind if stop is None else min(behind, stop.from_on)


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods of a recurring commitment that have ended, first and last day of each, in order.

    `is_whole` is False where more may have ended, in days whose calendar nobody has verified. `is_stopped` says
    that the clock stands still without an announced end, so that no more of them end; `is_over`, that the series
    has its last period behind it.
    """

    ended: tuple[tuple[dt.date, dt.date], ...]
    is_whole: bool = True
    is_stopped: bool = False
    is_over: bool = False


def periods_of(
    commitment: Commitment,
    as_of: dt.date,
    calendars: Mapping[str, WorkingCalendar],
    until: dt.date | None = None,
) -> Periods:
    """The periods of a recurring commitment that began after it was made and have ended before `as_of`.

    `until` ends the series early: a period that reaches that day is not measured. A period holds so many days
    of the clock, and those behind them on which it stands still: what comes on a Sunday counts for the week
    before. A suspension without an announced end ends the period that was full by then, and begins no other.
    """
    if commitment.from_on is None or commitment.days is None:
        return Periods(())
    clock = _Clock(commitment, calendars.get(commitment.calendar_id or ""))
    ended: list[tuple[dt.date, dt.date]] = []
    first = clock.first_day(commitment.from_on)
    while first is not None:
        last = clock.last_day(first, commitment.days)
        if last is None:
            break
        is_over = _reaches(commitment.due_on, last - DAY) or _reaches(until, last)
        if last >= as_of or is_over:
            return Periods(tuple(ended), is_over=is_over)
        if first >= commitment.made_on:
            ended.append((first, last))
        first = clock.first_day(last + DAY)
    stopped_since = clock.stopped_since
    if stopped_since is None:
        return Periods(tuple(ended), is_whole=False)
    return Periods(tuple(ended), is_stopped=as_of >= stopped_since)


def _reaches(end: dt.date | None, last: dt.date) -> bool:
    return end is not None and last >= end


class _Clock:
    """Which days count for the periods of a commitment, by its calendar if it names one."""

    def __init__(self, commitment: Commitment, calendar: WorkingCalendar | None) -> None:
        self._kind: DayKind = "working" if commitment.day_kind == "working" else "calendar"
        self._calendar = calendar
        self._from_on = commitment.from_on

    @property
    def stopped_since(self) -> dt.date | None:
        """The day from which it stands still without an announced end, if that is what ends it."""
        if self._calendar is None or self._from_on is None:
            return None
        if self._from_on < self._calendar.calendar.verified_from:
            return None
        stop, closed = self._calendar.endless_suspension, self._calendar.endless_closure
        if stop is None or stop.from_on > self._calendar.calendar.verified_until:
            return None
        if self._kind == "working" and closed is not None and closed.from_on < stop.from_on:
            return None
        return stop.from_on

    def first_day(self, day: dt.date) -> dt.date | None:
        """That day or the next that counts; None if nobody knows it, or there is none."""
        if self._calendar is None:
            return day if self._kind == "calendar" else None
        if day == dt.date.min:
            return None
        return self._calendar.due(day - DAY, 1, self._kind)[0]

    def last_day(self, first: dt.date, days: int) -> dt.date | None:
        """The last day of a period that begins on a day that counts; None if nobody knows it."""
        if self._calendar is None:
            end = first.toordinal() + days - 1
            return dt.date.fromordinal(min(end, dt.date.max.toordinal()))
        following = self._calendar.due(first, days, self._kind)[0]
        if following is not None:
            return following - DAY
        full = first if days == 1 else self._calendar.due(first, days - 1, self._kind)[0]
        return None if full is None or self.stopped_since is None else self.stopped_since - DAY
