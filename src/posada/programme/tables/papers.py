"""Pathways to papers: steps with their clocks, offices with their desks, calendars with their closures."""

from __future__ import annotations

import datetime as dt

from posada.programme.columns import column, table
from posada.programme.tables.shapes import MOST

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {day[:3]: day for day in WEEKDAYS}
_SPANISH = dict(
    zip(("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"), WEEKDAYS, strict=True)
)


@table("offices", key=("office_id", "step_id"))
class Office:
    """A desk at a gathering or place that handles one step, with its daily capacity."""

    office_id: str = column("short code of the office or desk")
    gathering_id: str | None = column(
        "the gathering it stands at", refers_to="gatherings.gathering_id", default=None
    )
    place_id: str | None = column("the place it stands at", refers_to="places.place_id", default=None)
    step_id: str = column("the step it handles", refers_to="steps.step_id")
    people_per_day: int = column("most people in one day", unit="people", at_least=0, at_most=MOST)
    opens_at: dt.time = column("opens (local time)")
    closes_at: dt.time = column("closes (local time)")
    calendar_id: str | None = column(
        "its working days (empty: every day)", refers_to="calendars.calendar_id", default=None
    )


@table("steps", key=("pathway_id", "step_id", "valid_from"))
class Step:
    """A step of a pathway to papers, with the clock that the law sets, as dated data."""

    pathway_id: str = column("the pathway")
    step_id: str = column("short code of the step")
    follows_step_id: str | None = column(
        "step that must be done before", refers_to="steps.step_id", default=None
    )
    at: str = column("where it is done", one_of=("gathering", "place"))
    minutes_per_person: int | None = column(
        "minutes at the desk for each person (empty: no appointment, the clock alone)",
        unit="minutes",
        at_least=0,
        at_most=1440,
        default=None,
    )
    due_days: int | None = column(
        "days the law gives (empty: no deadline)", unit="days", at_least=0, at_most=3660, default=None
    )
    cure_days: int | None = column(
        "days to mend an incomplete file once told", unit="days", at_least=0, at_most=3660, default=None
    )
    day_kind: str = column("how days are counted", one_of=("working", "calendar"), default="working")
    from_event: str | None = column(
        "what starts the clock: registered, entered, arrived, or the step_id whose appointment starts it"
        " (empty: this step's own appointment)",
        default=None,
    )
    on_expiry: str | None = column(
        "what the law says if the day passes in silence",
        one_of=("granted", "refused", "lapses"),
        default=None,
    )
    calendar_id: str | None = column(
        "whose working days are counted", refers_to="calendars.calendar_id", default=None
    )
    source: str = column("law or page that says so", default="")
    valid_from: dt.date | None = column("first day this row is law", default=None)
    valid_to: dt.date | None = column("last day this row is law", default=None)
    checked_on: dt.date | None = column("day somebody last checked the source", default=None)


@table("calendars", key=("calendar_id",))
class Calendar:
    """An authority's working week, and the range of days for which its closures are known."""

    calendar_id: str = column("short code of the calendar")
    weekend: tuple[str, ...] = column(
        "days of rest each week",
        one_of=WEEKDAYS,
        aliases={**_SHORT, **_SPANISH, "miercoles": "wednesday", "sabado": "saturday"},
        default=("saturday", "sunday"),
    )
    verified_from: dt.date = column("first day for which the closures are known")
    verified_until: dt.date = column("last day for which the closures are known")
    source: str = column("where the closures come from", default="", own_words=True)


@table("closures", key=())
class Closure:
    """Days on which an authority does not work, or its clocks stand still."""

    calendar_id: str = column("the calendar", refers_to="calendars.calendar_id")
    kind: str = column(
        "holiday or closure: not working days; suspension: every clock stands still",
        one_of=("holiday", "closure", "suspension"),
    )
    from_on: dt.date = column("first day")
    until_on: dt.date | None = column("last day (empty: one day, or not known if open_ended)", default=None)
    open_ended: bool = column("yes: nobody has said when it ends", default=False)
    basis: str = column("decree or notice", default="", own_words=True)
    source: str = column("where it was read", default="", own_words=True)
    recorded_on: dt.date | None = column(
        "day it entered the table (empty: it always stood there)", default=None
    )
