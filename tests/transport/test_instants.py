"""Instants and local clocks: nights in which the clocks change, and hours of reception."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.transport.instants import Clock, Window, minute_of

ZONES = ("America/Mexico_City", "America/Tijuana", "Europe/Madrid", "Asia/Kolkata", "Australia/Lord_Howe")
YEAR = dt.date(2021, 1, 1), dt.date(2021, 12, 31)
CLOCKS = {name: Clock(ZoneInfo(name), *YEAR) for name in ZONES}


@given(st.sampled_from(ZONES), st.datetimes(dt.datetime(2021, 1, 2), dt.datetime(2021, 12, 30)))
def test_a_clock_shows_what_the_zone_says(name: str, instant: dt.datetime) -> None:
    """The offset found by search is that of the zone database, all year, also in half-hour zones."""
    aware = instant.replace(second=0, microsecond=0, tzinfo=dt.UTC)
    local = aware.astimezone(ZoneInfo(name))
    clock = CLOCKS[name]
    assert dt.timedelta(minutes=clock.offset(minute_of(aware))) == local.utcoffset()
    assert clock.local_day(minute_of(aware)) == local.date()
    assert clock.shows(minute_of(aware)) == local


def test_a_clock_knows_whether_it_changes() -> None:
    """Mexico changed its clocks in 2021, and did not in November; India never does."""
    assert CLOCKS["America/Mexico_City"].changes
    assert not CLOCKS["Asia/Kolkata"].changes
    november = Clock(ZoneInfo("America/Mexico_City"), dt.date(2021, 11, 20), dt.date(2021, 12, 31))
    assert not november.changes


def test_seconds_are_rounded_up() -> None:
    """Nobody is ready before an appointment has ended."""
    instant = dt.datetime(2021, 11, 23, 14, 8, 1, tzinfo=dt.UTC)
    assert minute_of(instant) == minute_of(dt.datetime(2021, 11, 23, 14, 9, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("opens", "closes", "time", "wait"),
    [
        (dt.time(7), dt.time(21), 6 * 60, 60),
        (dt.time(7), dt.time(21), 7 * 60, 0),
        (dt.time(7), dt.time(21), 21 * 60, 0),
        (dt.time(7), dt.time(21), 21 * 60 + 1, 9 * 60 + 59),
        (None, dt.time(21), 23 * 60, 60),
        (dt.time(7), None, 23 * 60 + 59, 0),
        (None, None, 3 * 60, 0),
    ],
)
def test_a_window_says_how_long_to_wait(
    opens: dt.time | None, closes: dt.time | None, time: int, wait: int
) -> None:
    """Both edges are inside; after closing it is the next day's opening that counts."""
    assert Window(opens, closes).wait_from(time) == wait
