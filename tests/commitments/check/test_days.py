"""The check walks from day to day and comes to the days of the calendar's look-up."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

from posada.commitments.check.case import Case, Terms
from posada.commitments.check.days import due_days, ended_periods
from posada.commitments.terms import due_of, periods_of
from posada.programme.deadlines import working_calendars
from posada.programme.tables import Calendar, Closure

sys.path.insert(0, str(Path(__file__).parents[1]))

from ledgers import on, programme, promise

ROUNDS = 1500


def a_calendar(dice: random.Random) -> dict[str, Any]:
    """A calendar that begins and ends within the days that are counted, with up to three closures."""
    first = dice.randint(-3, 3)
    row = Calendar(calendar_id="c", verified_from=on(first), verified_until=on(dice.randint(5, 25)))
    closures = []
    for _ in range(dice.randint(0, 3)):
        begins, is_open = dice.randint(-2, 20), dice.random() < 0.3
        closures.append(
            Closure(
                calendar_id="c",
                kind=dice.choice(["holiday", "closure", "suspension"]),
                from_on=on(begins),
                until_on=None if is_open else on(begins + dice.randint(0, 4)),
                open_ended=is_open,
            )
        )
    return {"calendars": (row,), "closures": tuple(closures)}


def a_case(dice: random.Random, **terms: Any) -> tuple[Case, Any]:
    more = {
        "day_kind": dice.choice(["working", "calendar"]),
        "calendar_id": dice.choice(["c", "c", "c", None]),
    }
    commitment = promise(due_on=None, **more, **terms)
    ledger = programme(commitments=(commitment,), **a_calendar(dice))
    return Case(ledger, Terms(on(dice.randint(0, 25)), None, "all", None), (), ()), commitment


def test_due_days_are_those_of_the_look_up() -> None:
    """The day, or the same reach of possible days, or a clock that stands still."""
    dice = random.Random(1)
    for _ in range(ROUNDS):
        case, commitment = a_case(
            dice,
            deadline="after",
            from_on=dice.choice([None, on(dice.randint(-4, 25))]),
            days=dice.randint(1, 9),
        )
        found, due = due_days(case, commitment), due_of(commitment, working_calendars(case.programme))
        stopped = due.stopped_since is not None and case.terms.as_of >= due.stopped_since
        assert found.is_stopped == stopped
        assert found.single == (None if stopped else due.on)
        if not stopped:
            assert found.days[0] == due.earliest


def test_ended_periods_are_those_of_the_look_up() -> None:
    """Also where the calendar does not reach, or the series has a last day."""
    dice = random.Random(2)
    for _ in range(ROUNDS):
        case, commitment = a_case(
            dice, deadline="recurring", from_on=on(dice.randint(-4, 8)), days=dice.randint(1, 4)
        )
        found = periods_of(commitment, case.terms.as_of, working_calendars(case.programme))
        series = ended_periods(case, commitment)
        assert series.periods == list(found.ended)
        assert (series.goes_on == "unknown") == (not found.is_whole)
        assert (series.goes_on == "suspended", series.goes_on == "over") == (found.is_stopped, found.is_over)


def test_a_fixed_day_needs_no_walk() -> None:
    """Nor does a promise without a day have one."""
    case, _ = a_case(random.Random(3))
    assert due_days(case, promise()).single == on(10)
    assert due_days(case, promise(deadline="vague", due_on=None)).days == ()
