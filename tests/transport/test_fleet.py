"""Buses and drivers: seats that are filled, and nobody and nothing in two places at once."""

import datetime as dt
from collections.abc import Callable

import pytest

from posada.programme.tables import Driver
from posada.transport.fleet import TURNAROUND_MINUTES, Fleet, usable_seats
from posada.transport.instants import Clock
from posada.transport.problem import clocks_of
from posada.transport.timetable import Run

DAY = dt.date(2021, 11, 22)


def fleet(build: Callable[..., object], **options: object) -> tuple[Fleet, Clock]:
    programme, _ = build(places={}, households={}, **options)
    clock = clocks_of(programme)["g"]
    return Fleet(programme, "g", clock=clock, rest_minutes=480), clock


def run(clock: Clock, hour: int, hours: int, *, is_long: bool = False) -> Run:
    departs = clock.at(DAY, dt.time(hour))
    return Run(departs, (departs + 60,), departs + 60 * hours, is_long)


@pytest.mark.parametrize(
    ("seats", "share", "usable"), [(44, 0.10, 39), (42, 0.10, 37), (50, 0.10, 45), (10, 0.0, 10), (9, 0.9, 0)]
)
def test_seats_kept_free_are_rounded_up(seats: int, share: float, usable: int) -> None:
    """A share of the seats stays free; what is left is whole seats."""
    assert usable_seats(seats, share) == usable


def test_a_bus_needs_an_hour_before_it_leaves_again(build: Callable[..., object]) -> None:
    """Back at noon, it is free from one o'clock on, and free before it left."""
    found, clock = fleet(build, buses=(("coach", 44, 0, 1),))
    trip = run(clock, 8, 4)
    found.send(trip, found.buses[0], found.find_crew(trip))
    assert TURNAROUND_MINUTES == 60
    assert found.find_bus(run(clock, 12, 2), 10, 0) is None
    assert found.find_bus(run(clock, 13, 2), 10, 0) is found.buses[0]
    assert found.find_bus(run(clock, 5, 2), 10, 0) is found.buses[0]
    assert found.find_bus(run(clock, 5, 3), 10, 0) is None


def test_a_crew_rests_before_it_drives_again(build: Callable[..., object]) -> None:
    """With 8 h of rest, back at noon means at work again from eight in the evening."""
    found, clock = fleet(build, drivers=1)
    trip = run(clock, 8, 4)
    found.send(trip, found.buses[0], found.find_crew(trip))
    assert found.find_crew(run(clock, 19, 2)) is None
    assert found.find_crew(run(clock, 20, 2)) is not None


def test_drivers_are_there_from_departure_to_return(build: Callable[..., object]) -> None:
    """A driver whose last day is the day of departure does not take a trip that returns a day later."""
    drivers = [
        Driver(driver_id="a", gathering_id="g", until_on=DAY),
        Driver(driver_id="b", gathering_id="g", from_on=DAY + dt.timedelta(days=1)),
        Driver(driver_id="c", gathering_id="g"),
    ]
    found, clock = fleet(build, drivers=drivers)
    assert [member.driver_id for member in found.find_crew(run(clock, 8, 4))] == ["a"]
    assert [member.driver_id for member in found.find_crew(run(clock, 8, 20))] == ["c"]
    assert found.find_crew(run(clock, 8, 4, is_long=True)) is not None
    assert found.find_crew(run(clock, 8, 20, is_long=True)) is None


def test_the_bus_that_wastes_least_is_taken(build: Callable[..., object]) -> None:
    """Small loads go on small buses, and wheelchair places are kept for those who need them."""
    found, clock = fleet(build, buses=(("coach", 44, 0, 1), ("lift", 42, 2, 1), ("van", 15, 0, 1)))
    trip = run(clock, 8, 4)
    chosen = {
        (people, chairs): found.find_bus(trip, people, chairs).kind.bus_type_id
        for people, chairs in ((10, 0), (14, 0), (37, 0), (10, 1))
    }
    assert chosen == {(10, 0): "van", (14, 0): "coach", (37, 0): "coach", (10, 1): "lift"}
    assert found.find_bus(trip, 40, 0) is None
    assert found.find_bus(trip, 44, 0, with_spare=True).kind.bus_type_id == "coach"
    assert found.find_bus(trip, 10, 3) is None
