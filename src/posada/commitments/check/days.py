"""When a commitment is due, counted by walking from day to day over the rows of the calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from posada.commitments.check.case import Case
from posada.commitments.check.voices import successor_of
from posada.programme.tables import Calendar, Closure, Commitment

DAY = dt.timedelta(days=1)
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a count of days ended: on a day, or at the edge of what is known; stopped there since when."""

    due_on: dt.date | None
    stopped_since: dt.date | None = None


@dataclass(frozen=True, slots=True)
class DueDays:
    """Every day on which a commitment may be due, one past `as_of` standing for all later ones; none: no day."""

    days: tuple[dt.date, ...]
    is_stopped: bool = False
    may_be_stopped: bool = False

    @property
    def single(self) -> dt.date | None:
        """The day, if it is known."""
        return self.days[0] if len(self.days) == 1 else None


def due_days(case: Case, commitment: Commitment) -> DueDays:
    """The days on which a commitment may be due, on what is known."""
    if commitment.deadline == "fixed" and commitment.due_on is not None:
        return DueDays((commitment.due_on,))
    if commitment.deadline != "after" or commitment.days is None:
        return DueDays(())
    if commitment.from_on is None:
        return DueDays(
            _from(commitment.made_on, case.terms.as_of), may_be_stopped=_may_stop(case, commitment)
        )
    walk = walk_days(case, commitment, commitment.from_on, commitment.days)
    if walk.due_on is not None:
        return DueDays((walk.due_on,))
    if walk.stopped_since is not None and case.terms.as_of >= walk.stopped_since:
        return DueDays((), is_stopped=True)
    earliest = max(commitment.made_on, commitment.from_on + commitment.days * DAY)
    may_be_stopped = walk.stopped_since is None and _may_stop(case, commitment)
    return DueDays(_from(earliest, case.terms.as_of), may_be_stopped=may_be_stopped)


def _may_stop(case: Case, commitment: Commitment) -> bool:
    """Whether a suspension without an end is on record by now, or may have begun on days nobody has verified."""
    calendar = case.calendar(commitment.calendar_id)
    if calendar is None:
        return False
    row, closures = calendar
    stops = [each.from_on for each in closures if each.kind == "suspension" and _is_endless(each)]
    return case.terms.as_of > row.verified_until or any(day <= case.terms.as_of for day in stops)


def _days_on(day: dt.date, days: int) -> dt.date:
    """The day so many days later, or the last day that there is."""
    return dt.date.fromordinal(min(day.toordinal() + days, dt.date.max.toordinal()))


def _from(first: dt.date, as_of: dt.date) -> tuple[dt.date, ...]:
    """All days from the first possible one, up to the first on which nothing is due yet; never just one."""
    last = _days_on(max(first, as_of), 1)
    return tuple(first + number * DAY for number in range((last - first).days + 1))


def walk_days(case: Case, commitment: Commitment, event_on: dt.date, days: int) -> Walk:
    """Where so many days after an event end."""
    calendar = case.calendar(commitment.calendar_id)
    is_working = commitment.day_kind == "working"
    if calendar is None:
        return Walk(None if is_working else _days_on(event_on, days))
    row, closures = calendar
    at, left = event_on, days
    while left:
        at += DAY
        # What stands still without an announced end inside of the verified range stands still behind it too.
        known_until = min(at, row.verified_until)
        endless = [each for each in closures if _is_endless(each) and each.from_on <= known_until]
        if at < row.verified_from:
            return Walk(None)
        if any(each.kind == "suspension" for each in endless) or (endless and is_working):
            first = min(each.from_on for each in endless)
            is_suspension = any(each.kind == "suspension" and each.from_on == first for each in endless)
            since = min((e.from_on for e in endless if e.kind == "suspension"), default=None)
            return Walk(None, since if is_suspension or not is_working else None)
        if at > row.verified_until:
            return Walk(None)
        left -= not _is_skipped(at, row, closures, is_working=is_working)
    return Walk(at)


def _is_endless(row: Closure) -> bool:
    return row.open_ended and row.until_on is None


def _is_skipped(day: dt.date, row: Calendar, closures: list[Closure], *, is_working: bool) -> bool:
    """Whether a day has no number in a count: a suspension stops every clock, the rest working days only."""
    kinds = {
        each.kind
        for each in closures
        if not _is_endless(each) and each.from_on <= day <= (each.until_on or each.from_on)
    }
    if "suspension" in kinds:
        return True
    return is_working and (bool(kinds) or _WEEK[day.weekday()] in row.weekend)


@dataclass(frozen=True, slots=True)
class Series:
    """Periods that have ended, and how the series goes on: unknown, suspended, over, or simply later."""

    periods: list[tuple[dt.date, dt.date]]
    goes_on: str = "later"


def ended_periods(case: Case, commitment: Commitment) -> Series:
    """The periods of a recurring commitment that began once it was made and have ended."""
    successor = successor_of(case, commitment)
    found: list[tuple[dt.date, dt.date]] = []
    for first, last, after in _series(case, commitment):
        if last is None:
            is_stopped = after is not None and after <= case.terms.as_of
            return Series(found, "suspended" if is_stopped else "unknown" if after is None else "later")
        if commitment.due_on is not None and last > commitment.due_on:
            return Series(found, "over")
        if successor is not None and last >= successor.made_on:
            return Series(found, "over")
        if last >= case.terms.as_of:
            return Series(found)
        if first >= commitment.made_on:
            found.append((first, last))
    return Series(found, "unknown")


def _series(case: Case, commitment: Commitment) -> Iterator[tuple[dt.date, dt.date | None, dt.date | None]]:
    """First and last day of each period; without a last day where knowledge ends, and since when all stands still."""
    length = commitment.days or 1
    if commitment.from_on is None:
        return
    start = Walk(commitment.from_on)
    has_calendar = case.calendar(commitment.calendar_id) is not None
    if has_calendar or commitment.day_kind == "working":
        start = walk_days(case, commitment, commitment.from_on - DAY, 1)
    while start.due_on is not None:
        first = start.due_on
        if first.toordinal() + length > dt.date.max.toordinal():
            yield first, dt.date.max, None
            return
        full = walk_days(case, commitment, first, length - 1)
        start = walk_days(case, commitment, first, length)
        if start.due_on is not None:
            yield first, start.due_on - DAY, None
        elif full.due_on is not None and start.stopped_since is not None:
            yield first, start.stopped_since - DAY, None
    yield commitment.from_on, None, start.stopped_since
