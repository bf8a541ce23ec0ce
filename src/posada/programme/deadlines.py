"""Counts days as the law counts them, so that all rooms give the same due day and can say how it came about.

Day 1 is the first counted day after the event. Working days leave out days of rest, holidays, closures and
suspensions; calendar days leave out suspensions alone, in which every clock stands still. Days for which
nobody has verified the calendar, or that lie behind a closure without an announced end, give no date:
`why_unknown` says so. `docs/explanation/deadlines.md` tells the rules at length.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from posada.programme.deadline_words import words_of
from posada.programme.own_words import AS_ENTERED, OwnWords
from posada.programme.programme import Programme
from posada.programme.tables import Calendar, Closure
from posada.programme.tables.papers import WEEKDAYS

DayKind = Literal["working", "calendar"]
Unknown = Literal["no_calendar", "unverified", "suspended", "closed"]
Skipped = Literal["", "weekend", "holiday", "closure", "suspension"]

# Where several closures cover a day, the one that stops more is named.
_SKIPPED: dict[str, Skipped] = {"suspension": "suspension", "holiday": "holiday", "closure": "closure"}
_STRENGTH = {kind: rank for rank, kind in enumerate(_SKIPPED)}


@dataclass(frozen=True, slots=True)
class DayStep:
    """One day of a count: its number, or why it has none."""

    day: dt.date
    number: int | None
    skipped_as: Skipped = ""
    basis: str = ""


class WorkingCalendar:
    """An authority's calendar made ready for counting: which days it works, and which are not known.

    Raises nothing: a day outside the verified range is answered with None.

    >>> year = {"verified_from": dt.date(2021, 1, 1), "verified_until": dt.date(2021, 12, 31)}
    >>> holiday = Closure(calendar_id="inm", kind="holiday", from_on=dt.date(2021, 11, 15))
    >>> inm = WorkingCalendar(Calendar(calendar_id="inm", **year), [holiday])
    >>> inm.is_working_day(dt.date(2021, 11, 15)), inm.is_working_day(dt.date(2022, 1, 3))
    (False, None)
    >>> inm.next_working_day(dt.date(2021, 11, 12))
    datetime.date(2021, 11, 16)
    """

    def __init__(self, calendar: Calendar, closures: Iterable[Closure] = ()) -> None:
        self.calendar = calendar
        self._first = calendar.verified_from.toordinal()
        self._last = calendar.verified_until.toordinal()
        self._rest = frozenset(WEEKDAYS.index(day) for day in calendar.weekend)
        own = sorted(
            (row for row in closures if row.calendar_id == calendar.calendar_id),
            key=lambda row: (_STRENGTH[row.kind], row.from_on, row.basis),
        )
        endless = sorted((row for row in own if _is_endless(row)), key=lambda row: row.from_on)
        self.endless_closure = next(iter(endless), None)
        self.endless_suspension = next((row for row in endless if row.kind == "suspension"), None)
        self._covered = self._days_with_an_end([row for row in own if not _is_endless(row)])
        # Ordinals of the days that count, up to the first day that is not known: a due day is a look-up.
        self._working = [day for day in self._days_until(self.endless_closure) if not self._skipped(day)]
        self._running = [
            day for day in self._days_until(self.endless_suspension) if self._skipped(day) != "suspension"
        ]
        self._known_until = self._last_known_day()

    def _days_with_an_end(self, rows: list[Closure]) -> dict[int, Closure]:
        """The strongest closure with a known end for each verified day that has one."""
        covered: dict[int, Closure] = {}
        for row in rows:
            first = max(row.from_on.toordinal(), self._first)
            last = min((row.until_on or row.from_on).toordinal(), self._last)
            for day in range(first, last + 1):
                covered.setdefault(day, row)
        return covered

    def _days_until(self, endless: Closure | None) -> range:
        stop = self._last + 1 if endless is None else min(self._last + 1, endless.from_on.toordinal())
        return range(self._first, stop)

    def _last_known_day(self) -> int:
        """The last day up to which it is known of every day whether the authority works."""
        if self.endless_closure is None:
            return self._last
        day = max(self._first, self.endless_closure.from_on.toordinal() + 1)
        while day <= self._last and self._skipped(day):
            day += 1
        return min(day - 1, self._last)

    def _skipped(self, day: int) -> Skipped:
        """Why a verified day is no working day, as far as closures with an end tell."""
        row = self._covered.get(day)
        if row is not None:
            return _SKIPPED[row.kind]
        return "weekend" if (day - 1) % 7 in self._rest else ""

    def is_working_day(self, day: dt.date) -> bool | None:
        """Whether the authority works on that day, or None if nobody knows."""
        number = day.toordinal()
        if not self._first <= number <= self._last:
            return None
        if self._skipped(number):
            return False
        if self.endless_closure is None or day < self.endless_closure.from_on:
            return True
        return False if day == self.endless_closure.from_on else None

    def next_working_day(self, day: dt.date, *, or_same: bool = False) -> dt.date | None:
        """The first working day after `day` (or `day` itself, if `or_same`), or None if nobody knows it."""
        number = day.toordinal() - or_same
        if number + 1 < self._first:
            return None
        at = bisect_right(self._working, number)
        return dt.date.fromordinal(self._working[at]) if at < len(self._working) else None

    def working_days_between(self, first: dt.date, last: dt.date) -> int | None:
        """The number of working days after `first` up to and with `last`; None if a day between is not known.

        Negative if `last` lies before `first`, like the difference of two dates.
        """
        if last < first:
            behind = self.working_days_between(last, first)
            return None if behind is None else -behind
        if first == last:
            return 0
        if first.toordinal() + 1 < self._first or last.toordinal() > self._known_until:
            return None
        return bisect_right(self._working, last.toordinal()) - bisect_right(self._working, first.toordinal())

    def due(self, event_on: dt.date, days: int, kind: DayKind) -> tuple[dt.date | None, Unknown | None]:
        """The day on which a count of at least one day ends, or None and what is not known."""
        counted = self._working if kind == "working" else self._running
        endless = self._endless(kind)
        event = event_on.toordinal()
        if event + 1 < self._first:
            return None, "unverified"
        at = bisect_right(counted, event) + days - 1
        if at < len(counted):
            return dt.date.fromordinal(counted[at]), None
        if endless is None or endless.from_on > self.calendar.verified_until:
            return None, "unverified"
        return None, "suspended" if endless.kind == "suspension" else "closed"

    def steps(self, event_on: dt.date, kind: DayKind, due_on: dt.date | None) -> Iterator[DayStep]:
        """The days after the event, counted or not, up to the due day or to the last day that is known."""
        last = self._days_until(self._endless(kind)).stop - 1 if due_on is None else due_on.toordinal()
        if event_on.toordinal() + 1 < self._first:
            return
        number = 0
        for day in range(event_on.toordinal() + 1, last + 1):
            why = self._skipped(day)
            if why == "suspension" or (kind == "working" and why):
                row = self._covered.get(day)
                basis = "" if row is None else row.basis or row.source
                yield DayStep(dt.date.fromordinal(day), None, why, basis)
            else:
                number += 1
                yield DayStep(dt.date.fromordinal(day), number)

    def _endless(self, kind: DayKind) -> Closure | None:
        return self.endless_closure if kind == "working" else self.endless_suspension


def _is_endless(row: Closure) -> bool:
    return row.open_ended and row.until_on is None


def working_calendars(programme: Programme) -> dict[str, WorkingCalendar]:
    """The calendars of a programme made ready for counting, by calendar_id."""
    return {row.calendar_id: WorkingCalendar(row, programme.closures) for row in programme.calendars}


@dataclass(frozen=True, slots=True)
class Count:
    """A deadline and how it was counted.

    `due_on` is None where the law's days cannot be counted on what is known; `unknown` then says which kind
    of knowledge is missing. Net days are the days counted, gross days those that pass.
    """

    event_on: dt.date
    days: int
    kind: DayKind
    due_on: dt.date | None
    unknown: Unknown | None = None
    calendar: WorkingCalendar | None = field(default=None, repr=False, compare=False)

    @property
    def gross_days(self) -> int | None:
        """Days that pass from the event to the due day, all of them."""
        return None if self.due_on is None else (self.due_on - self.event_on).days

    @property
    def net_days(self) -> int:
        """Days counted: all the law gives, or those that could be counted before knowledge ended."""
        if self.due_on is not None:
            return self.days
        return sum(step.number is not None for step in self.steps)

    @property
    def why_unknown(self) -> str:
        """Why there is no date, in English; empty if there is one."""
        return self.why("en")

    @property
    def next_working_on(self) -> dt.date | None:
        """The working day that follows a due day of rest; None if the due day is none, or nobody knows.

        The due day is not moved there, for want of a source: see `text`.
        """
        if self.due_on is None or self.calendar is None:
            return None
        works = self.calendar.is_working_day(self.due_on)
        return self.calendar.next_working_day(self.due_on) if works is False else None

    @property
    def steps(self) -> tuple[DayStep, ...]:
        """Each day after the event with its number, or why it has none; made when asked for."""
        if self.calendar is not None:
            return tuple(self.calendar.steps(self.event_on, self.kind, self.due_on)) if self.days else ()
        if self.due_on is None:
            return ()
        day = dt.timedelta(days=1)
        return tuple(DayStep(self.event_on + number * day, number) for number in range(1, self.days + 1))

    def why(self, lang: str, own: OwnWords = AS_ENTERED) -> str:
        """Why there is no date, in words of `lang` ("en" or "es"); empty if there is one."""
        words = words_of(lang)
        if self.unknown is None:
            return ""
        if self.unknown == "no_calendar" or self.calendar is None:
            return words["no_calendar"]
        calendar = self.calendar.calendar
        if self.unknown == "unverified":
            return words["unverified"].format(
                calendar_id=calendar.calendar_id, first=calendar.verified_from, last=calendar.verified_until
            )
        endless = self.calendar._endless(self.kind)
        assert endless is not None
        basis = own[endless.basis or endless.source]
        return words[self.unknown].format(since=endless.from_on, basis=f" ({basis})" if basis else "")

    def text(self, lang: str = "en", own: OwnWords = AS_ENTERED) -> str:
        """How the day was counted, one line for each run of days that were counted or passed over alike.

        `own` are the words of calendars and closures in that language.

        >>> print(count(dt.date(2021, 11, 24), 3, kind="calendar").text())
        3 calendar days from 2021-11-24 (Wed), the day of the event, which is not counted.
        Days 1 to 3: 2021-11-25 (Thu) to 2021-11-27 (Sat).
        Due on 2021-11-27 (Sat): 3 days counted, 3 days after the event.
        """
        words = words_of(lang)
        unit = words[f"{self.kind}_one" if self.days == 1 else self.kind].format(days=self.days)
        lines = [words["start"].format(unit=unit, event=_shown(self.event_on, lang))]
        if self.calendar is not None:
            calendar = self.calendar.calendar
            line = words["calendar_source" if calendar.source else "calendar_used"]
            lines.append(
                line.format(
                    calendar_id=calendar.calendar_id,
                    first=calendar.verified_from,
                    last=calendar.verified_until,
                    source=own[calendar.source],
                )
            )
        for (why, basis), run in groupby(self.steps, key=lambda step: (step.skipped_as, step.basis)):
            lines.append(_line_of_a_run(list(run), why, own[basis], lang))
        if self.due_on is None:
            lines.append(words["unknown"].format(why=self.why(lang, own)))
            return "\n".join(lines)
        key = "due_one" if self.gross_days == 1 else "due"
        counted = words["counted_one" if self.days == 1 else "counted"].format(net=self.days)
        lines.append(words[key].format(due=_shown(self.due_on, lang), counted=counted, gross=self.gross_days))
        if self.next_working_on is not None:
            lines.append(words["not_moved"].format(next=_shown(self.next_working_on, lang)))
        return "\n".join(lines)


def count(event_on: dt.date, days: int, *, kind: DayKind, calendar: WorkingCalendar | None = None) -> Count:
    """The day on which `days` given from an event end, with everything needed to print how it was counted.

    `event_on` is never counted; no days at all end on it. Calendar days need no calendar; given one, its
    suspensions stop them and its verified range binds them. Working days without a calendar have no answer.
    Raises ValueError for days below 0.

    Ley de Migración, art. 128: twenty working days from a complete file. From 24 November 2021, with the
    holidays of the federal labour law (art. 74) and no closure, they end on 22 December:

    >>> year = {"verified_from": dt.date(2021, 1, 1), "verified_until": dt.date(2021, 12, 31)}
    >>> inm = WorkingCalendar(Calendar(calendar_id="inm", **year))
    >>> count(dt.date(2021, 11, 24), 20, kind="working", calendar=inm).due_on
    datetime.date(2021, 12, 22)
    """
    if days < 0:
        raise ValueError(f"days must be at least 0, got {days}.")
    if kind == "working" and calendar is None:
        return Count(event_on, days, kind, None, "no_calendar")
    if days == 0:
        return Count(event_on, days, kind, event_on, None, calendar)
    if calendar is None:
        return Count(event_on, days, kind, event_on + dt.timedelta(days=days))
    due_on, unknown = calendar.due(event_on, days, kind)
    return Count(event_on, days, kind, due_on, unknown, calendar)


def _line_of_a_run(run: list[DayStep], why: str, basis: str, lang: str) -> str:
    words = words_of(lang)
    first, last = run[0], run[-1]
    days = _shown(first.day, lang)
    if len(run) > 1:
        days = words["days"].format(first=days, last=_shown(last.day, lang))
    if why:
        reason = words[why] + (f" ({basis})" if basis else "")
        return words["skipped_one" if len(run) == 1 else "skipped"].format(days=days, reason=reason)
    if len(run) == 1:
        return words["number"].format(number=first.number, days=days)
    return words["numbers"].format(first=first.number, last=last.number, days=days)


def _shown(day: dt.date, lang: str) -> str:
    return f"{day} ({words_of(lang)['weekdays'].split()[day.weekday()]})"
