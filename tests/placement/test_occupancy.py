"""Units in use by day, and the few days on which it is enough to look."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.placement.occupancy import Offer, decisive_days, offers, period, stays, units_needed
from posada.programme import Programme
from posada.programme.tables import Capacity, Resource

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)


def day(number: int) -> dt.date:
    return START + dt.timedelta(days=number)


@pytest.mark.parametrize(
    ("counts", "units"),
    [
        ("people", 6),
        ("households", 1),
        ("adults", 2),
        ("school_children", 2),
        ("infants", 1),
        ("need:pregnant", 1),
        ("need:wheelchair", 0),
        ("language:hat", 1),
    ],
)
def test_a_household_uses_units_by_who_its_members_are(build: Build, counts: str, units: int) -> None:
    """Ages are those reached in the year of the start: 18, 17, 5 and 1 are just in; who has no age is people."""
    household = {
        "born": (1990, 2003, 2004, 2016, 2020, None),
        "needs": ("pregnant",),
        "languages": ("hat", "fra"),
    }
    programme = build(places={}, households={"h": household})
    resource = Resource(resource_id="r", counts=counts)
    assert units_needed(programme, resource, programme.members()["h"]) == units


@pytest.mark.parametrize(
    ("ready", "opens", "stay_days", "first", "last"),
    [
        (None, None, None, 0, 9),
        (None, None, 3, 0, 2),
        (4, None, 3, 4, 6),
        (4, 6, 3, 6, 8),
        (-5, -3, 3, 0, 2),
        (None, 8, 3, 8, 9),
    ],
)
def test_a_stay_begins_when_both_are_ready_and_ends_after_its_days(
    build: Build, ready: int | None, opens: int | None, stay_days: int | None, first: int, last: int
) -> None:
    """The later of ready_on, opens_on and the first day; stay_days later, or with the programme."""
    programme = build(
        places={"a": {"opens_on": None if opens is None else day(opens)}},
        households={"h": {"ready_on": None if ready is None else day(ready)}},
        resources=[Resource(resource_id="beds", counts="people", stay_days=stay_days)],
    )
    found = stays(programme, programme.places, [programme.households[0].ready_on], [programme.members()["h"]])
    assert (int(found.first_day[0, 0]), int(found.last_day[0, 0, 0])) == (first, last)
    assert [int(found.on_day(0, 0, number)[0]) for number in range(10)] == [
        int(first <= number <= last) for number in range(10)
    ]
    assert int(found.between(0, 0, last, last + 5)[0]) == 1
    assert int(found.between(0, 0, last + 1, last + 5)[0]) == 0


def test_rows_that_overlap_add_up_and_days_without_a_row_offer_nothing(build: Build) -> None:
    """Periods are cut to the programme; of a hard resource a closed place offers nothing, of a soft one all."""
    rows = [
        Capacity(place_id="a", resource_id="beds", amount=2, until_on=day(3)),
        Capacity(place_id="a", resource_id="beds", amount=3, from_on=day(2), until_on=day(5)),
        Capacity(place_id="a", resource_id="beds", amount=9, from_on=day(7), until_on=day(99)),
        Capacity(place_id="a", resource_id="seats", amount=1, from_on=day(-9)),
        Capacity(place_id="a", resource_id="beds", amount=50, until_on=day(-1)),
    ]
    programme = build(
        places={"a": {"closes_on": day(7)}},
        households={},
        resources=[
            Resource(resource_id="beds", counts="people"),
            Resource(resource_id="seats", counts="people", hard=False, overrun_price=4.0),
        ],
        capacities=rows,
    )
    beds, seats = offers(programme, programme.places)
    assert beds.daily.tolist() == [2, 2, 5, 5, 3, 3, 0, 9, 0, 0]
    assert seats.daily.tolist() == [1] * 10
    assert (beds.hard, beds.overrun_price, seats.hard, seats.overrun_price) == (True, 0.0, False, 4.0)
    assert [period(programme, row) for row in rows] == [(0, 3), (2, 5), (7, 9), (0, 9), (0, -1)]


amounts = st.lists(st.integers(0, 9), min_size=12, max_size=12)
arrivals = st.lists(st.tuples(st.integers(0, 12), st.integers(1, 3)), max_size=6)


@given(daily=amounts, starts=arrivals, stay_days=st.sampled_from([None, 1, 2, 5]))
def test_what_holds_on_decisive_days_holds_on_every_day(
    daily: list[int], starts: list[tuple[int, int]], stay_days: int | None
) -> None:
    """The worst excess of any households over a capacity is found on the decisive days."""
    offer = Offer(0, 0, True, 0.0, np.array(daily, dtype=np.int64))
    days = decisive_days(offer, [start for start, _ in starts], stay_days)

    def excess(number: int, there: list[tuple[int, int]]) -> int:
        used = [
            units
            for start, units in there
            if start <= number and (stay_days is None or number < start + stay_days)
        ]
        return sum(used) - daily[number] if used else 0

    for some in (starts, starts[::2], starts[1::2]):
        worst: Any = max(0, *(excess(number, some) for number in range(12)))
        assert max([0, *(excess(number, some) for number in days)]) == worst
