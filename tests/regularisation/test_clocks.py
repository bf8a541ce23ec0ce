"""Clocks: the row of law that counts, and the words where none does."""

import datetime as dt
from typing import Any

import pytest

from posada.programme.tables import Step
from posada.regularisation.clocks import deadline_row, start_clock

STARTS = dt.date(2021, 11, 24)


def step(**columns: Any) -> Step:
    """Return a clock of ten calendar days from entry."""
    defaults = {
        "pathway_id": "p",
        "step_id": "claim",
        "at": "gathering",
        "day_kind": "calendar",
        "due_days": 10,
    }
    return Step(**defaults | {"from_event": "entered"} | columns)


def test_the_row_in_force_on_the_day_of_the_event_counts() -> None:
    """A later reform does not touch a clock that has started."""
    old, new = step(valid_to=dt.date(2021, 11, 9)), step(valid_from=dt.date(2021, 11, 10), due_days=30)
    for day, days in ((9, 10), (10, 30)):
        entered = dt.date(2021, 11, day)
        clock = start_clock((old, new), event_day=lambda _, on=entered: on, calendars={}, starts_on=STARTS)
        assert clock is not None
        assert clock.due_on == entered + dt.timedelta(days=days)


def test_a_row_without_days_is_no_clock() -> None:
    """No days, no deadline: whether or not the event is known."""
    for day in (STARTS, None):
        rows = (step(due_days=None),)
        assert start_clock(rows, event_day=lambda _, on=day: on, calendars={}, starts_on=STARTS) is None


@pytest.mark.parametrize(
    ("event", "english", "spanish"),
    [
        ("registered", "the day of registration is not known", "no se conoce el día de registro"),
        (
            "entered",
            "the day of entry into the country is not known",
            "no se conoce el día de entrada al país",
        ),
        ("arrived", "the day of arrival is not known yet", "aún no se conoce el día de llegada"),
        ("apply", "there is no appointment for step apply", "no hay cita para el trámite apply"),
        (None, "there is no appointment for step claim", "no hay cita para el trámite claim"),
    ],
)
def test_an_unknown_event_is_named(event: str | None, english: str, spanish: str) -> None:
    """The row says what is not known, in English; the clock says it in Spanish too."""
    clock = start_clock((step(from_event=event),), event_day=lambda _: None, calendars={}, starts_on=STARTS)
    assert clock is not None
    assert (clock.why("en"), clock.why("es")) == (english, spanish)
    row = deadline_row("h1", clock)
    assert (row.from_on, row.due_on, row.why_unknown, row.due_days) == (None, None, english, 10)


def test_working_days_need_the_calendar_of_the_row() -> None:
    """A clock in working days without its calendar has no day."""
    rows = (step(day_kind="working"),)
    clock = start_clock(rows, event_day=lambda _: STARTS, calendars={}, starts_on=STARTS)
    assert clock is not None
    assert clock.why("en") == "working days cannot be counted without a calendar"
