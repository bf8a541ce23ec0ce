"""The order of the day: who leaves, who waits for company, who goes first where buses are short."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from posada.programme.tables import Road
from posada.transport import schedule

FIRST = dt.date(2021, 11, 22)
SECOND, THIRD = FIRST + dt.timedelta(days=1), FIRST + dt.timedelta(days=2)
VAN = (("van", 10, 0, 4),)
SHARE = {"spare_seats_share": 0.0}


def left(build: Callable[..., Any], **options: Any) -> dict[str, str]:
    """The day on which each household leaves."""
    programme, assignments = build(**{"buses": VAN, "transport": SHARE} | options)
    journeys = schedule(programme, assignments)
    days = {row.departure_id: f"{row.departs_at:%d}" for row in journeys.departures}
    return {row.household_id: days[row.departure_id] for row in journeys.seats}


def test_a_full_bus_leaves_at_once(build: Callable[..., Any]) -> None:
    """Nine of ten seats are full enough, though more people come tomorrow."""
    found = left(
        build,
        places={"a": {"km": 400}},
        households={"h1": {"to": "a", "size": 9}, "h2": {"to": "a", "size": 9, "ready_on": SECOND}},
    )
    assert found == {"h1": "22", "h2": "23"}


def test_a_bus_that_is_not_full_waits_until_the_next_day(build: Callable[..., Any]) -> None:
    """Five today and five tomorrow go together tomorrow."""
    found = left(
        build,
        places={"a": {"km": 400}},
        households={"h1": {"to": "a", "size": 5}, "h2": {"to": "a", "size": 5, "ready_on": SECOND}},
    )
    assert found == {"h1": "23", "h2": "23"}


def test_it_does_not_wait_longer(build: Callable[..., Any]) -> None:
    """If more come only the day after tomorrow, today's people leave today."""
    found = left(
        build,
        places={"a": {"km": 400}},
        households={"h1": {"to": "a", "size": 5}, "h2": {"to": "a", "size": 5, "ready_on": THIRD}},
    )
    assert found == {"h1": "22", "h2": "24"}


def test_it_does_not_wait_twice(build: Callable[..., Any]) -> None:
    """Two today, two tomorrow, two the day after: the first two leave tomorrow, with whoever is there."""
    found = left(
        build,
        places={"a": {"km": 400}},
        households={
            "h1": {"to": "a", "size": 2},
            "h2": {"to": "a", "size": 2, "ready_on": SECOND},
            "h3": {"to": "a", "size": 2, "ready_on": THIRD},
        },
    )
    assert found == {"h1": "23", "h2": "23", "h3": "24"}


def test_nobody_waits_who_could_not_leave_tomorrow(build: Callable[..., Any]) -> None:
    """The place closes tonight."""
    found = left(
        build,
        places={"a": {"km": 400, "closes_on": FIRST}, "b": {"km": 400}},
        households={"h1": {"to": "a", "size": 2}, "h2": {"to": "b", "size": 2, "ready_on": SECOND}},
    )
    assert found == {"h1": "22", "h2": "23"}


def test_whoever_could_not_arrive_later_goes_first(build: Callable[..., Any]) -> None:
    """One bus, two loads: the one to the place that closes leaves before the larger one."""
    found = left(
        build,
        places={"a": {"km": 800, "closes_on": FIRST}, "b": {"km": 800}},
        households={"h1": {"to": "a", "size": 2}, "h2": {"to": "b", "size": 10}},
        buses=(("van", 10, 0, 1),),
    )
    assert found["h1"] == "22"
    assert found["h2"] > "22"


def test_where_buses_are_short_those_who_waited_most_go_first(build: Callable[..., Any]) -> None:
    """One bus: ten people ready since Monday leave before ten ready since Wednesday."""
    found = left(
        build,
        places={"a": {"km": 800}, "b": {"km": 800}, "c": {"km": 800}},
        households={
            "h1": {"to": "a", "size": 10},
            "h2": {"to": "b", "size": 10, "ready_on": THIRD},
            "h3": {"to": "c", "size": 10},
        },
        buses=(("van", 10, 0, 1),),
        days=20,
    )
    assert max(found["h1"], found["h3"]) < found["h2"]


def test_a_place_that_receives_few_a_day_gets_them_day_by_day(build: Callable[..., Any]) -> None:
    """Five people a day: the bus fills with five of fifteen on each of three days."""
    found = left(
        build,
        places={"a": {"km": 100, "receives_people_per_day": 5}},
        households={f"h{number:02}": {"to": "a"} for number in range(15)},
        buses=(("van", 10, 0, 1),),
    )
    assert sorted(found.values()) == ["22"] * 5 + ["23"] * 5 + ["24"] * 5


def test_a_household_waits_until_its_place_opens(build: Callable[..., Any]) -> None:
    """It leaves so that it arrives on the first day, not before."""
    found = left(
        build,
        places={"a": {"km": 100, "opens_on": FIRST + dt.timedelta(days=5)}},
        households={"h1": {"to": "a"}},
    )
    assert found == {"h1": "27"}


def test_one_bus_to_neighbours_goes_where_most_people_sit_least(build: Callable[..., Any]) -> None:
    """Both orders are as long; six people get off before two."""
    programme, assignments = build(
        places={"a": {"km": 400}, "b": {"km": 400}},
        households={"h1": {"to": "a", "size": 2}, "h2": {"to": "b", "size": 6}},
        roads=(Road(from_id="a", to_id="b", km=10),),
        buses=VAN,
    )
    journeys = schedule(programme, assignments)
    assert [(row.place_id, row.people) for row in journeys.stops] == [("b", 6), ("a", 2)]


def test_one_destination_takes_the_fewest_buses(build: Callable[..., Any]) -> None:
    """All ready at once, enough buses: 4 departures for 2, 2, 3, 3, 8, 8, 7 and 7 people on ten seats."""
    sizes = (2, 2, 3, 3, 8, 8, 7, 7)
    programme, assignments = build(
        places={"a": {"km": 100}},
        households={f"h{number}": {"to": "a", "size": size} for number, size in enumerate(sizes)},
        buses=(("van", 10, 0, 5),),
        transport={"spare_seats_share": 0.0},
    )
    journeys = schedule(programme, assignments)
    assert len(journeys.departures) == 4
    assert journeys.lower_bound_departures == 4
    assert journeys.total_km == journeys.lower_bound_km == 800.0
    assert [row.departure_id for row in journeys.departures] == ["g-001", "g-002", "g-003", "g-004"]


def test_a_large_household_takes_the_seats_kept_free(build: Callable[..., Any]) -> None:
    """Ten people on a bus of ten, of which nine are filled otherwise; nobody joins them, and it is said."""
    programme, assignments = build(
        places={"a": {"km": 100}},
        households={"h1": {"to": "a", "size": 10}, "h2": {"to": "a", "size": 1}},
        buses=(("van", 10, 0, 2),),
    )
    journeys = schedule(programme, assignments)
    assert sorted(row.people for row in journeys.stops) == [1, 10]
    assert journeys.departures_with_spare_seats == 1
    assert "seats that are kept free: 1." in journeys.summary("en")


def test_buses_that_return_late_are_told(build: Callable[..., Any]) -> None:
    """Arrival on the last day is in time; that the bus is back later is said."""
    programme, assignments = build(
        places={"a": {"km": 900}}, households={"h": {"to": "a", "size": 2}}, days=1
    )
    journeys = schedule(programme, assignments)
    assert len(journeys.seats) == 1
    assert "after the programme ends on 2021-11-22: 1." in journeys.summary("en")
    assert "después del fin del programa" in journeys.summary("es")


def test_nobody_to_move_is_no_journey(build: Callable[..., Any]) -> None:
    """Without assignments nothing is needed, not even rules of the road."""
    programme, _ = build(places={}, households={}, driving_rules=())
    journeys = schedule(programme, ())
    assert journeys.rows() == {"departures": (), "stops": (), "seats": (), "unscheduled": ()}
    assert journeys.summary("en") == "No departures."


@pytest.mark.parametrize(
    ("place", "reason", "rule"),
    [
        ({}, "no_distance", "no road and no coordinates between g and a"),
        ({"km": 100, "receives_people_per_day": 2}, "no_time", "receives_people_per_day of a"),
        ({"km": 100, "closes_on": dt.date(2021, 11, 21)}, "no_time", "closes_on of a"),
        (
            {"km": 100, "receives_from": dt.time(2), "receives_until": dt.time(3)},
            "no_time",
            "no departure reaches a while its reception is open",
        ),
    ],
)
def test_whoever_is_left_is_told_why(build: Callable[..., Any], place: dict, reason: str, rule: str) -> None:
    """A reason from the list, and in words what stands in the way."""
    programme, assignments = build(places={"a": place}, households={"h": {"to": "a", "size": 3}})
    (row,) = schedule(programme, assignments).unscheduled
    assert (row.reason, row.rule) == (reason, rule)


def test_short_of_buses_or_drivers_is_told(build: Callable[..., Any]) -> None:
    """One day, one trip of a bus: the second household lacks a bus; with two buses, it lacks drivers."""
    options: dict[str, Any] = {
        "places": {"a": {"km": 900}, "b": {"km": 900}},
        "households": {"h1": {"to": "a", "size": 6}, "h2": {"to": "b", "size": 6}},
        "days": 1,
    }
    programme, assignments = build(buses=(("van", 10, 0, 1),), **options)
    assert [row.reason for row in schedule(programme, assignments).unscheduled] == ["no_bus"]
    programme, assignments = build(buses=(("van", 10, 0, 2),), drivers=2, **options)
    assert [row.reason for row in schedule(programme, assignments).unscheduled] == ["no_driver"]


def test_ready_too_late_is_told(build: Callable[..., Any]) -> None:
    """Whoever can travel only after the last day stays."""
    programme, assignments = build(
        places={"a": {"km": 100}},
        households={"h": {"to": "a", "ready_on": dt.date(2021, 12, 24)}},
    )
    (row,) = schedule(programme, assignments).unscheduled
    assert (row.reason, row.rule) == ("no_time", "ready after ends_on of the programme")
