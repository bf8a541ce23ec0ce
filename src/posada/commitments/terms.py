"""When a commitment is due: the day, the days it may be, the periods of one that recurs, or why nobody can say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from posada.programme.deadlines import Count, DayKind, WorkingCalendar, count
from posada.programme.tables import Commitment

DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """The day a commitment is due, as far as it is known.

    `earliest` and `latest` bound the day; both None: there is no day at all. `stopped_since` is the day from
    which the clock stands still without an announced end.
    """

    earliest: dt.date | None = None
    latest: dt.date | None = None
    has_day: bool = False
    stopped_since: dt.date | None = None
    counted: Count | None = None

    @property
    def on(self) -> dt.date | None:
        """The day itself, if it is known."""
        return self.earliest if self.earliest == self.latest else None


def due_of(commitment: Commitment, calendars: Mapping[str, WorkingCalendar]) -> Due:
    """When a commitment is due.

    A count that runs into days nobody has verified ends on some day, not earlier than if all days counted; a
    count whose event has no known day can end on any day after the promise.
    """
    if commitment.deadline == "fixed":
        return Due(commitment.due_on, commitment.due_on, has_day=True)
    if commitment.deadline != "after" or commitment.days is None:
        return Due()
    days = dt.timedelta(days=commitment.days)
    if commitment.from_on is None:
        return Due(commitment.made_on + days, None, has_day=True)
    kind: DayKind = "working" if commitment.day_kind == "working" else "calendar"
    counted = count(
        commitment.from_on,
        commitment.days,
        kind=kind,
        calendar=calendars.get(commitment.calendar_id or ""),
    )
    if counted.due_on is not None:
        return Due(counted.due_on, counted.due_on, has_day=True, counted=counted)
    stopped = (
        counted.calendar.endless_suspension if counted.calendar and counted.unknown == "suspended" else None
    )
    return Due(
        commitment.from_on + days,
        None,
        has_day=True,
        stopped_since=None if stopped is None else stopped.from_on,
        counted=counted,
    )


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods of a recurring commitment that have ended, first and last day of each, in order.

    `is_whole` is False where more may have ended, in days whose calendar nobody has verified.
    """

    ended: tuple[tuple[dt.date, dt.date], ...]
    is_whole: bool = True


def periods_of(
    commitment: Commitment,
    as_of: dt.date,
    calendars: Mapping[str, WorkingCalendar],
    until: dt.date | None = None,
) -> Periods:
    """The periods of a recurring commitment that have ended before `as_of`.

    `until` ends the series early: a period that reaches that day is not measured. Of working days, a period
    holds so many, and the days of rest behind them: what comes on a Sunday counts for the week before.
    """
    if commitment.from_on is None or commitment.days is None:
        return Periods(())
    if commitment.day_kind == "working":
        starts = _starts_of_working_periods(
            commitment.from_on, commitment.days, calendars.get(commitment.calendar_id or "")
        )
    else:
        starts = _starts(commitment.from_on, commitment.days)
    ended: list[tuple[dt.date, dt.date]] = []
    first = next(starts)
    while first is not None and (following := next(starts)) is not None:
        last = following - DAY
        is_last = commitment.due_on is not None and last > commitment.due_on
        if last >= as_of or is_last or (until is not None and last >= until):
            return Periods(tuple(ended))
        ended.append((first, last))
        first = following
    return Periods(tuple(ended), is_whole=False)


def _starts(first: dt.date, days: int) -> Iterator[dt.date | None]:
    """The first days of periods of calendar days, without end."""
    while True:
        yield first
        first += dt.timedelta(days=days)


def _starts_of_working_periods(
    first: dt.date, days: int, calendar: WorkingCalendar | None
) -> Iterator[dt.date | None]:
    """The first days of periods of working days; None, again and again, where the calendar ends."""
    start = None if calendar is None else calendar.next_working_day(first, or_same=True)
    while calendar is not None and start is not None:
        yield start
        start = calendar.due(start, days, "working")[0]
    while True:
        yield None
