"""The rules of the road by hand: pauses, second drivers, rest at the far end, hours of reception."""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.programme.tables import DrivingRule, Road
from posada.transport.problem import clocks_of, rule_in_force
from posada.transport.timetable import MOST_WAITING_MINUTES, Run, Timetable, drive

DAY = dt.date(2021, 11, 23)


def pack(after: int, pause: int) -> DrivingRule:
    return DrivingRule(
        rule_pack="x",
        pause_after_minutes=after,
        pause_minutes=pause,
        second_driver_over_minutes=540,
        rest_minutes=480,
        source="test",
    )


@given(st.integers(0, 2000), st.integers(0, 300), st.integers(1, 60))
def test_pauses_are_those_of_a_driver_who_counts_minutes(minutes: int, since: int, pause: int) -> None:
    """Minute by minute: before a minute that would be one too many, the driver pauses."""
    rule = pack(300, pause)
    clock, driven = 0, since
    for _ in range(minutes):
        if driven == 300:
            clock, driven = clock + pause, 0
        clock, driven = clock + 1, driven + 1
    assert drive(minutes, since, rule) == (clock, driven)


def timetable(build: Callable[..., object], places: dict, **options: object) -> Timetable:
    programme, _ = build(places=places, households={}, **options)
    rule = rule_in_force(programme)
    assert rule is not None
    return Timetable(programme, rule, clocks_of(programme))


def local(timetable: Timetable, minute: int) -> str:
    return f"{timetable.clocks['g'].shows(minute):%d %H:%M}"


def test_a_long_ride_by_hand(build: Callable[..., object]) -> None:
    """1,000 min of driving: pauses after 300, 600 and 900; two drivers; 8 h of rest; the way back again."""
    times = timetable(build, {"a": {"km": 1000, "minutes": 1000}})
    route = times.route("g", ("a",))
    run = times.run(route, times.clocks["g"].at(DAY, dt.time(5)))
    assert route.reached_after == (1090,)
    assert run.drivers == 2
    assert local(times, run.arrives[0]) == "23 23:10"
    # 23:10, half an hour at the stop, 8 h of rest, 1,090 min back.
    assert local(times, run.returns) == "25 01:50"


def test_a_short_ride_by_hand(build: Callable[..., object]) -> None:
    """240 min out, 30 min at the stop, which is a pause, 240 min back: 510 min, one driver, no rest."""
    times = timetable(build, {"a": {"km": 200, "minutes": 240}})
    run = times.run(times.route("g", ("a",)), times.clocks["g"].at(DAY, dt.time(5)))
    assert run.drivers == 1
    assert local(times, run.returns) == "23 13:30"


@pytest.mark.parametrize(("minutes", "drivers"), [(255, 1), (256, 2)])
def test_one_driver_up_to_the_limit(build: Callable[..., object], minutes: int, drivers: int) -> None:
    """Out, stop and back together may take 540 min: 2 x 255 + 30, not a minute more."""
    times = timetable(build, {"a": {"km": 200, "minutes": minutes}})
    run = times.run(times.route("g", ("a",)), times.clocks["g"].at(DAY, dt.time(5)))
    assert run.drivers == drivers


def test_a_short_stop_is_no_pause(build: Callable[..., object]) -> None:
    """200 min, a stop, 200 min: with 30 min at the stop no pause is due, with 20 one is, after 300 min."""
    places = {"a": {"km": 200, "minutes": 200}, "b": {"km": 400, "minutes": 400}}
    roads = (Road(from_id="a", to_id="b", km=200, minutes=200),)
    with_pause = timetable(build, places, roads=roads)
    assert with_pause.route("g", ("a", "b")).reached_after == (200, 430)
    without = timetable(build, places, roads=roads, transport={"stop_minutes": 20})
    assert without.route("g", ("a", "b")).reached_after == (200, 450)


def test_the_way_back_continues_the_count_if_the_last_stop_is_short(build: Callable[..., object]) -> None:
    """With 10 min at the stop, 200 min back after 200 min out need a pause; after a rest they do not."""
    times = timetable(build, {"a": {"km": 200, "minutes": 200}}, transport={"stop_minutes": 10})
    route = times.route("g", ("a",))
    assert route.return_at_once == 230
    assert route.return_rested == 200


def test_european_rules_are_another_row(build: Callable[..., object]) -> None:
    """45 min after each 4.5 h: 1,000 min of driving take 1,135."""
    times = timetable(build, {"a": {"km": 1000, "minutes": 1000}}, transport={"rule_pack": "EU-561-2006"})
    assert times.route("g", ("a",)).reached_after == (1135,)


def test_buses_leave_so_that_receptions_are_open(build: Callable[..., object]) -> None:
    """A ride of 630 min to a place open from 9 to 17 leaves early in the morning or late in the evening."""
    times = timetable(
        build,
        {
            "a": {
                "km": 600,
                "minutes": 600,
                "receives_from": dt.time(9),
                "receives_until": dt.time(17),
            }
        },
    )
    runs = list(times.runs(times.route("g", ("a",)), DAY))
    departures = [local(times, run.departs) for run in runs]
    # 05:00 arrives at 15:30, 06:30 at 17:00. 22:00 arrives at 08:30 and waits until 09:00.
    assert departures[0] == "23 05:00"
    assert "23 06:30" in departures
    assert "23 06:45" not in departures
    assert departures[-1] == "23 22:00"
    shown = [times.clocks["g"].shows(run.arrives[0]).time() for run in runs]
    assert all(dt.time(9) <= time <= dt.time(17) for time in shown)


def test_nobody_sits_in_a_bus_that_could_have_left_later(build: Callable[..., object]) -> None:
    """Of departures that arrive at the same time, only the last is offered."""
    times = timetable(
        build,
        {"a": {"km": 100, "minutes": 100, "receives_from": dt.time(8), "receives_until": dt.time(20)}},
    )
    runs = list(times.runs(times.route("g", ("a",)), DAY))
    assert local(times, runs[0].departs) == "23 06:15"
    assert local(times, runs[0].arrives[0]) == "23 08:00"
    arrivals = [run.arrives for run in runs]
    assert len(set(arrivals)) == len(arrivals)


def test_a_bus_does_not_wait_longer_than_an_hour(build: Callable[..., object]) -> None:
    """61 minutes before opening is too early."""
    times = timetable(
        build, {"a": {"km": 60, "minutes": 60, "receives_from": dt.time(8), "receives_until": dt.time(20)}}
    )
    route, clock = times.route("g", ("a",)), times.clocks["g"]
    assert MOST_WAITING_MINUTES == 60
    assert times.run(route, clock.at(DAY, dt.time(5, 59))) is None
    run = times.run(route, clock.at(DAY, dt.time(6, 0)))
    assert run is not None
    assert run.arrives[0] - run.departs == 120


def test_waiting_is_time_on_the_road(build: Callable[..., object]) -> None:
    """A ride that is short by driving needs a second driver if waiting makes it long."""
    times = timetable(
        build,
        {"a": {"km": 250, "minutes": 250, "receives_from": dt.time(10), "receives_until": dt.time(20)}},
        transport={"departs_from": dt.time(5)},
    )
    route, clock = times.route("g", ("a",)), times.clocks["g"]
    assert times.run(route, clock.at(DAY, dt.time(5, 50))).drivers == 1
    assert times.run(route, clock.at(DAY, dt.time(5, 30))).drivers == 2


def test_slots_keep_within_the_hours_of_departure(build: Callable[..., object]) -> None:
    """Every quarter of an hour from the earliest to the latest hour, both included."""
    times = timetable(
        build,
        {"a": {"km": 60}},
        transport={"departs_from": dt.time(5, 10), "departs_until": dt.time(5, 45)},
    )
    assert [local(times, slot) for slot in times.slots("g", DAY)] == ["23 05:10", "23 05:25", "23 05:40"]


def test_in_the_night_of_spring_an_hour_has_no_slots(build: Callable[..., object]) -> None:
    """On 4 April 2021 Mexico's clocks went from 2 to 3."""
    spring = dt.date(2021, 4, 4)
    times = timetable(
        build,
        {"a": {"km": 60}},
        starts_on=spring,
        transport={"departs_from": dt.time(1, 30), "departs_until": dt.time(3, 15)},
    )
    shown = [local(times, slot)[3:] for slot in times.slots("g", spring)]
    assert shown == ["01:30", "01:45", "03:00", "03:15"]


def test_a_night_ride_in_autumn_arrives_an_hour_earlier_by_the_clock(build: Callable[..., object]) -> None:
    """On 31 October 2021 at 2 Mexico's clocks went back: 10 h 30 min after 22:00 it is 7:30."""
    eve = dt.date(2021, 10, 30)
    times = timetable(
        build,
        {"a": {"km": 600, "minutes": 600, "receives_from": dt.time(7), "receives_until": dt.time(20)}},
        starts_on=eve,
    )
    route = times.route("g", ("a",))
    last = list(times.runs(route, eve))[-1]
    assert local(times, last.departs) == "30 22:00"
    assert local(times, last.arrives[0]) == "31 07:30"
    assert last.arrives[0] - last.departs == 630
    # The night before, the same ride arrives at 8:30.
    before = list(times.runs(route, eve - dt.timedelta(days=1)))[-1]
    assert local(times, before.arrives[0]) == "30 08:30"


def test_reception_hours_are_those_of_the_place(build: Callable[..., object]) -> None:
    """Tijuana is two hours behind Mexico City in November: open from 8, it is 10 at the gathering."""
    times = timetable(
        build,
        {
            "a": {
                "km": 60,
                "minutes": 60,
                "timezone": "America/Tijuana",
                "receives_from": dt.time(8),
                "receives_until": dt.time(9),
            }
        },
    )
    runs = list(times.runs(times.route("g", ("a",)), DAY))
    assert [local(times, run.departs) for run in runs] == [
        "23 09:00",
        "23 09:15",
        "23 09:30",
        "23 09:45",
        "23 10:00",
    ]
    shown = dt.datetime.fromtimestamp(runs[0].arrives[0] * 60, ZoneInfo("America/Tijuana"))
    assert shown.time() == dt.time(8)


def test_a_run_can_be_moved() -> None:
    """All of its times move together."""
    assert Run(10, (20, 30), 60, True).later(5) == Run(15, (25, 35), 65, True)


def test_without_a_distance_there_is_no_route(build: Callable[..., object]) -> None:
    """A place without road and coordinates cannot be on one."""
    assert timetable(build, {"a": {}}).route("g", ("a",)) is None
