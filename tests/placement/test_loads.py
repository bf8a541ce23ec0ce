"""How full a plan makes places, period by period."""

import datetime as dt
from collections.abc import Callable

from hypothesis import given

from posada.placement import place
from posada.placement.check.facts import Case
from posada.programme import Programme
from posada.programme.tables import Capacity, Resource
from posada.testing import programmes

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)


def day(number: int) -> dt.date:
    return START + dt.timedelta(number)


def test_a_period_has_the_most_units_in_use_on_any_of_its_days(build: Build) -> None:
    """Overlapping rows make periods of their own; days with neither offer nor use have no row."""
    programme = build(
        places={"a": {}},
        households={"h1": {}, "h2": {"ready_on": day(1)}, "h3": {"ready_on": day(6)}},
        resources=[Resource(resource_id="beds", counts="people", stay_days=2)],
        capacities=[
            Capacity(place_id="a", resource_id="beds", amount=1, until_on=day(4)),
            Capacity(place_id="a", resource_id="beds", amount=2, from_on=day(1), until_on=day(2)),
            Capacity(place_id="a", resource_id="beds", amount=5, from_on=day(6)),
        ],
    )
    found = [(row.from_on, row.until_on, row.amount, row.used) for row in place(programme).loads]
    assert found == [
        (None, day(0), 1, 1),
        (day(1), day(2), 3, 2),
        (day(3), day(4), 1, 0),
        (day(6), None, 5, 1),
    ]


def test_use_where_nothing_is_offered_has_a_row(build: Build) -> None:
    """A soft resource may be used on days without an amount; that is not passed over."""
    programme = build(
        places={"a": {}},
        households={"h": {}},
        resources=[Resource(resource_id="beds", counts="people", hard=False, overrun_price=1.0)],
        capacities=[Capacity(place_id="a", resource_id="beds", amount=1, until_on=day(4))],
    )
    found = [(row.from_on, row.until_on, row.amount, row.used) for row in place(programme).loads]
    assert found == [(None, day(4), 1, 1), (day(5), None, 0, 1)]


def test_a_scarce_unit_has_a_price_and_others_have_none(build: Build) -> None:
    """The bed that a second household would take is worth what that household would bring."""
    programme = build(places={"a": {"beds": 1}, "b": {"beds": 5}}, households={"h1": {}, "h2": {}})
    tied = build(
        places={"a": {"beds": 1}, "b": {"beds": 5}},
        households={name: {"refuses_place_id": ("b",)} for name in ("h1", "h2")},
    )
    assert [row.price for row in place(programme).loads] == [0.0, 0.0]
    assert [(row.place_id, row.price) for row in place(tied).loads] == [("a", 100.0), ("b", 0.0)]


@given(programmes())
def test_loads_are_what_the_assignments_use(programme: Programme) -> None:
    """Counted again from the rows: the same most units in each period, never more than a hard amount."""
    placed = place(programme)
    used = Case(programme, placed.assignments, ()).in_use
    hard = {resource.resource_id for resource in programme.resources if resource.hard}
    for row in placed.loads:
        first, last = row.from_on or programme.settings.starts_on, row.until_on or programme.settings.ends_on
        by_day = used.get((row.place_id, row.resource_id), {})
        assert row.used == max([0, *(count for at, count in by_day.items() if first <= at <= last)])
        assert row.resource_id not in hard or row.used <= row.amount
        assert row.price >= 0
