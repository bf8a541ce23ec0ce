"""The program counts days as a person did on paper: the cases are in `deadlines_by_hand.md`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from posada.programme.deadlines import WorkingCalendar, count
from posada.programme.tables import Calendar, Closure

FILE = Path(__file__).with_name("deadlines_by_hand.md")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def tables() -> dict[str, list[list[str]]]:
    """The rows of each table of the file, by the heading above it."""
    found: dict[str, list[list[str]]] = {}
    heading = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("|"):
            found.setdefault(heading, []).append([cell.strip() for cell in line.strip("|").split("|")])
    return {heading: rows[2:] for heading, rows in found.items()}


def calendar_of(name: str, rest: str, verified: str, closed: str) -> WorkingCalendar:
    """A calendar as its row describes it: "suspension A to B", "suspension A without end", "closure A to B"."""
    first, last = map(dt.date.fromisoformat, verified.split())
    closures = []
    for kind, begins, ends in re.findall(
        r"(suspension|closure) (\S{10}) (?:to (\S{10})|without end)", closed
    ):
        closures.append(
            Closure(
                calendar_id=name,
                kind=kind,
                from_on=dt.date.fromisoformat(begins),
                until_on=dt.date.fromisoformat(ends) if ends else None,
                open_ended=not ends,
            )
        )
    for holiday in DAY.findall(closed.rpartition(":")[2]):
        closures.append(Closure(calendar_id=name, kind="holiday", from_on=dt.date.fromisoformat(holiday)))
    row = Calendar(calendar_id=name, weekend=tuple(rest.split()), verified_from=first, verified_until=last)
    return WorkingCalendar(row, closures)


TABLES = tables()
CALENDARS: dict[str, WorkingCalendar | None] = {row[0]: calendar_of(*row) for row in TABLES["Calendars"]}
CALENDARS["none"] = None
RULES = {name: term for name, term, _ in TABLES["Rules"]}


def numbered(steps: str, event: dt.date) -> dict[dt.date, int]:
    """The days that have a number, as the steps of a case tell them."""
    found: dict[dt.date, int] = {}
    at = event
    for part in filter(None, steps.split(" · ")):
        match = re.fullmatch(r"(\d+)(?: (\w{3}))?(?:–(\d+) (\w{3}))? (\d+)(?:–(\d+))?", part)
        assert match is not None, part
        day, month, last_day, last_month, low, high = match.groups()
        first = next_such_day(at, int(day), month or last_month)
        last = first if last_day is None else next_such_day(first, int(last_day), last_month)
        for number in range((last - first).days + 1):
            found[first + dt.timedelta(days=number)] = int(low) + number
        assert found[last] == int(high or low), part
        at = last
    return found


def next_such_day(after: dt.date, day: int, month: str) -> dt.date:
    number = MONTHS.index(month) + 1
    same_year = dt.date(after.year, number, day)
    return same_year if same_year >= after else dt.date(after.year + 1, number, day)


@pytest.mark.parametrize("case", TABLES["Cases"], ids=lambda case: f"case {case[0]}")
def test_the_count_on_paper_is_the_count_of_the_program(case: list[str]) -> None:
    """Last day and every numbered day agree; where there is no last day, so do the reason and the days counted."""
    _, _, rule, name, event_on, steps, answer = case
    match = re.search(r"(\d+) (?:more )?(working|calendar) days", RULES[rule])
    assert match is not None
    event = dt.date.fromisoformat(event_on)
    found = count(
        event,
        int(match[1]),
        kind="working" if match[2] == "working" else "calendar",
        calendar=CALENDARS[name],
    )
    told = f"unknown: {found.unknown}" if found.due_on is None else str(found.due_on)
    assert told == answer
    assert {step.day: step.number for step in found.steps if step.number is not None} == numbered(
        steps, event
    )


def test_there_are_fifty_cases_and_each_rule_and_calendar_is_used() -> None:
    """Every case stands on a rule with its basis and on a calendar of the file."""
    cases = TABLES["Cases"]
    assert [row[0] for row in cases] == [str(number) for number in range(1, len(cases) + 1)]
    assert len(cases) >= 50
    assert {row[2] for row in cases} == set(RULES)
    assert {row[3] for row in cases} == set(CALENDARS)
    assert all(basis for _, _, basis in TABLES["Rules"])
