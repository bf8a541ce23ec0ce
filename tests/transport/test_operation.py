"""The operation: what trips keep busy, smaller buses, seats on trips that go anyway."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from posada.programme.tables import Capacity, Resource
from posada.transport.loads import Load
from posada.transport.operation import Operation
from posada.transport.problem import Traveller, read_problem

DAY = dt.date(2021, 11, 22)


def operation(build: Callable[..., Any], **options: Any) -> tuple[Operation, tuple[Traveller, ...]]:
    programme, assignments = build(**{"places": {"a": {"km": 100}}} | options)
    problem = read_problem(programme, assignments, ())
    return Operation(problem), problem.travellers


def test_a_trip_keeps_bus_crew_and_room_busy(build: Callable[..., Any]) -> None:
    """One van, two beds: the second trip finds neither until they are free."""
    found, (one, other) = operation(
        build,
        households={"h1": {"to": "a", "size": 2}, "h2": {"to": "a", "size": 2}},
        buses=(("van", 10, 0, 1),),
        resources=(Resource(resource_id="beds", counts="people", stay_days=1),),
        capacities=(Capacity(place_id="a", resource_id="beds", amount=3),),
    )
    trip = found.send(Load((one,)), DAY)
    assert trip is not None
    assert found.trips == [trip]
    assert found.send(Load((other,)), DAY) is None
    later = found.send(Load((other,)), DAY + dt.timedelta(days=1))
    assert later is not None
    assert later.run.departs > trip.run.returns


def test_nobody_joins_a_trip_that_is_full_or_leaves_too_early(build: Callable[..., Any]) -> None:
    """Seats, readiness and the day asked for."""
    found, travellers = operation(
        build,
        households={
            "h1": {"to": "a", "size": 8},
            "h2": {"to": "a", "size": 2},
            "h3": {"to": "a", "ready_on": DAY + dt.timedelta(days=3)},
            "h4": {"to": "a", "size": 1},
        },
        buses=(("van", 10, 0, 1),),
    )
    by_id = {row.household_id: row for row in travellers}
    trip = found.send(Load((by_id["h1"],)), DAY)
    assert trip is not None
    assert not found.join(by_id["h2"])
    assert not found.join(by_id["h3"])
    assert found.join(by_id["h4"])
    assert [row.household_id for row in found.trips[0].load.travellers] == ["h1", "h4"]
    assert found.trips[0].run == trip.run


def test_a_smaller_bus_takes_part_of_a_load(build: Callable[..., Any]) -> None:
    """The coach is away; of twelve people the van takes nine, whole households."""
    found, travellers = operation(
        build,
        households={f"h{number}": {"to": "a", "size": 3} for number in range(4)},
        buses=(("coach", 44, 0, 1), ("van", 10, 0, 1)),
    )
    load = Load(travellers)
    assert found.send(load, DAY) is not None
    assert found.trips[0].bus.kind.bus_type_id == "coach"
    for slot in range(200):
        found.fleets["g"].buses[0].busy.append((slot, 10**9))
    assert found.send(load, DAY) is None
    part = found.send_part(load, DAY)
    assert part is not None
    assert part.load.people == 9
    assert part.bus.kind.bus_type_id == "van"
