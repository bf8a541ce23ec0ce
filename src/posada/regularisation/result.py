"""What `book` answers: appointments, steps left unbooked, deadlines, and how full each desk is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from posada.programme import Programme
from posada.programme.deadlines import working_calendars
from posada.programme.tables import Appointment, Deadline, Unbooked
from posada.regularisation.explain import clock_of_row, explain_household
from posada.regularisation.problem import At
from posada.regularisation.words import words_of


@dataclass(frozen=True, slots=True)
class DeskLoad:
    """A desk's day: the people and minutes booked for one step, out of those it can take."""

    office_id: str
    step_id: str
    day: dt.date
    appointments: int
    people: int
    people_per_day: int
    minutes: int
    open_minutes: int


@dataclass(frozen=True, slots=True)
class Bookings:
    """Appointments, earliest first; unbooked steps and deadlines, by household; it explains itself."""

    programme: Programme = field(repr=False, compare=False)
    at: At
    appointments: tuple[Appointment, ...]
    unbooked: tuple[Unbooked, ...]
    deadlines: tuple[Deadline, ...]

    def rows(self) -> dict[str, tuple[Any, ...]]:
        """The answer as rows by table name."""
        return {
            "appointments": self.appointments,
            "unbooked": self.unbooked,
            "deadlines": self.deadlines,
        }

    def desk_load(self) -> tuple[DeskLoad, ...]:
        """How full each desk is on each day on which it has appointments."""
        return desk_load(self.programme, self.appointments)

    def explain(self, household_id: str, lang: str = "en") -> str:
        """What was booked for a household, what was not and why, and how each deadline was counted."""
        return explain_household(self.programme, self.rows(), household_id, lang=lang)

    def summary(self, lang: str = "en") -> str:
        """The answer in a few lines, without a word about any one household."""
        words = words_of(lang)
        lines = [
            words["booked"].format(
                where=words[f"at_{self.at}"],
                appointments=f"{len(self.appointments):,}",
                households=f"{len({row.household_id for row in self.appointments}):,}",
                people=f"{sum({row.household_id: row.people for row in self.appointments}.values()):,}",
                desks=len({row.office_id for row in self.appointments}),
            )
        ]
        if self.appointments:
            first = min(row.starts_at for row in self.appointments)
            last = max(row.ends_at for row in self.appointments)
            lines.append(words["when"].format(first=f"{first:%Y-%m-%d %H:%M}", last=f"{last:%Y-%m-%d %H:%M}"))
            lines.append(self._fullest_desk(lang))
        if self.unbooked:
            reasons = Counter(words[f"reason_{row.reason}"] for row in self.unbooked)
            lines.append(words["left"].format(count=f"{len(self.unbooked):,}", reasons=_counted(reasons)))
        else:
            lines.append(words["all_booked"])
        return "\n".join([*lines, *self._deadline_lines(lang)])

    def _fullest_desk(self, lang: str) -> str:
        # Of desks that are equally full, the first by day and code: `desk_load` is in that order.
        fullest = max(self.desk_load(), key=lambda row: row.people / max(1, row.people_per_day))
        return words_of(lang)["fullest"].format(
            office=fullest.office_id, day=fullest.day, people=fullest.people, most=fullest.people_per_day
        )

    def _deadline_lines(self, lang: str) -> list[str]:
        words = words_of(lang)
        if not self.deadlines:
            return []
        due = [row.due_on for row in self.deadlines if row.due_on is not None]
        lines = [words["deadlines_none"].format(count=f"{len(self.deadlines):,}")]
        if due:
            count = f"{len(self.deadlines):,}"
            lines = [words["deadlines"].format(count=count, first=min(due), last=max(due))]
        if len(due) < len(self.deadlines):
            reasons = Counter(self._whys_unknown(lang))
            lines.append(words["undated"].format(count=f"{reasons.total():,}", reasons=_counted(reasons)))
        return lines

    def _whys_unknown(self, lang: str) -> Iterator[str]:
        """Why each deadline without a day has none, in words of `lang`; the rows hold it in English."""
        pathways = {row.household_id: row.pathway_id for row in self.programme.households}
        calendars = working_calendars(self.programme)
        for row in self.deadlines:
            if row.due_on is None:
                clock = clock_of_row(self.programme, pathways[row.household_id], row, calendars)
                yield row.why_unknown if clock is None else clock.why(lang)


def desk_load(programme: Programme, appointments: Iterable[Appointment]) -> tuple[DeskLoad, ...]:
    """How full appointments make each desk, for each day, office and step that has any, in that order.

    An office that the programme does not have can take nobody.
    """
    offices = {(office.office_id, office.step_id): office for office in programme.offices}
    found: dict[tuple[dt.date, str, str], list[Appointment]] = {}
    for row in appointments:
        found.setdefault((row.starts_at.date(), row.office_id, row.step_id), []).append(row)
    loads = []
    for (day, office_id, step_id), rows in sorted(found.items()):
        office = offices.get((office_id, step_id))
        hours = dt.timedelta()
        if office is not None:
            hours = dt.datetime.combine(day, office.closes_at) - dt.datetime.combine(day, office.opens_at)
        loads.append(
            DeskLoad(
                office_id=office_id,
                step_id=step_id,
                day=day,
                appointments=len(rows),
                people=sum(row.people for row in rows),
                people_per_day=0 if office is None else office.people_per_day,
                minutes=sum(int((row.ends_at - row.starts_at).total_seconds()) // 60 for row in rows),
                open_minutes=int(hours.total_seconds()) // 60,
            )
        )
    return tuple(loads)


def _counted(reasons: Counter[str]) -> str:
    """Reasons with how often each came, most frequent first."""
    return ", ".join(
        f"{reason} {count}" for reason, count in sorted(reasons.items(), key=lambda it: (-it[1], it[0]))
    )
