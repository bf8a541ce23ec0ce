"""Desks: their hours in local time, their agenda, the first time that is free."""

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from posada.programme.tables import Office
from posada.regularisation.desks import Agenda, earliest_common, instant_of, minute_of, open_days

MEXICO = ZoneInfo("America/Mexico_City")
STRETCHES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 15)), max_size=8)


@settings(max_examples=300)
@given(STRETCHES, st.integers(0, 70), st.integers(1, 20))
def test_an_agenda_finds_the_first_free_minutes(
    stretches: list[tuple[int, int]], minute: int, minutes: int
) -> None:
    """The answer is the one found by trying minute after minute, however stretches touch or overlap."""
    agenda, taken = Agenda(), set()
    for start, length in stretches:
        agenda.take(start, start + length)
        taken |= set(range(start, start + length))
    first = minute
    while taken & set(range(first, first + minutes)):
        first += 1
    assert agenda.earliest(minute, minutes) == first


@settings(max_examples=300)
@given(STRETCHES, STRETCHES, st.integers(0, 70), st.integers(1, 20), st.integers(0, 100))
def test_two_agendas_agree_on_the_first_minutes_free_in_both(
    one: list[tuple[int, int]], two: list[tuple[int, int]], minute: int, minutes: int, closes: int
) -> None:
    """A desk and a household meet as early as both can, or not at all before closing time."""
    agendas = (Agenda(), Agenda())
    taken: set[int] = set()
    for agenda, stretches in zip(agendas, (one, two), strict=True):
        for start, length in stretches:
            agenda.take(start, start + length)
            taken |= set(range(start, start + length))
    first = minute
    while taken & set(range(first, first + minutes)):
        first += 1
    expected = first if first + minutes <= closes else None
    assert earliest_common(agendas, minute, minutes, closes) == expected


def test_instants_are_rounded_up_to_whole_minutes() -> None:
    """Nobody is called in the minute in which the bus is still rolling."""
    noon = dt.datetime(2021, 11, 24, 12, tzinfo=MEXICO)
    assert instant_of(minute_of(noon), MEXICO) == noon
    assert instant_of(minute_of(noon + dt.timedelta(seconds=1)), MEXICO) == noon + dt.timedelta(minutes=1)
    assert instant_of(minute_of(noon), MEXICO).tzinfo is MEXICO


def test_hours_follow_the_clock_on_the_wall() -> None:
    """On the night the clocks change, a desk still opens at nine and closes at ten."""
    office = Office(office_id="d", step_id="s", people_per_day=1, opens_at=dt.time(9), closes_at=dt.time(10))
    works, unknown = open_days(office, None, dt.date(2021, 10, 30), dt.date(2021, 10, 31), MEXICO)
    assert [(day.closes - day.opens) for day in works] == [60, 60]
    assert works[1].opens - works[0].opens == 25 * 60
    assert unknown == ()
