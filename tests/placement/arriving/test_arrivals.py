"""A programme as a year of arrivals: batches by readiness, the register, the tightest totals."""

import datetime as dt
from collections.abc import Callable

from posada.placement.arriving.arrivals import arrivals_of, last_year_of
from posada.programme import Programme
from posada.programme.tables import Capacity, Resource

BUILD = Callable[..., Programme]


def day(number: int) -> dt.date:
    """A day of the programme, from 0."""
    return dt.date(2021, 11, 22) + dt.timedelta(days=number)


def test_a_household_is_decided_when_ready_and_known_when_registered(build: BUILD) -> None:
    """`ready_on` makes the batch, or `registered_on` without it; nobody is decided before they are registered."""
    programme = build(
        places={"a": {"beds": 9}},
        households={
            "H1": {"registered_on": day(1), "ready_on": day(15)},
            "H2": {"registered_on": day(8)},
            "H3": {"registered_on": day(20), "ready_on": day(2)},
            "H4": {"ready_on": day(9)},
            "H5": {},
            "H6": {"registered_on": day(-30), "ready_on": day(-3)},
        },
        days=21,
    )
    year = arrivals_of(programme, every_days=7)
    assert year.arrives.tolist() == [2, 1, 2, 1, 0, 0]
    assert year.known_from.tolist() == [0, 1, 2, 0, 0, 0]
    assert year.batches == 3


def test_households_that_must_stay_together_are_decided_with_the_last_of_them(build: BUILD) -> None:
    """A group is one family, as large as all, ready and known when everybody is."""
    programme = build(
        places={"a": {"beds": 9}},
        households={
            "H1": {"registered_on": day(0), "ready_on": day(1), "born": (1990, 1992)},
            "H2": {"registered_on": day(8), "ready_on": day(16)},
        },
        ties=[("H1", "H2", "must")],
        days=21,
    )
    year = arrivals_of(programme, every_days=7)
    assert (year.arrives.tolist(), year.known_from.tolist()) == ([2], [1])
    assert (year.people.tolist(), year.families.need.tolist()) == ([3], [[3]])


def test_whoever_the_program_may_not_place_is_left_out(build: BUILD) -> None:
    """Without consent nobody is placed; those who must be apart are found again among the rest."""
    programme = build(
        places={"a": {"beds": 9}},
        households={"H1": {"consents": False}, "H2": {}, "H3": {}, "H4": {}},
        ties=[("H1", "H2", "apart"), ("H3", "H4", "apart")],
    )
    year = arrivals_of(programme, every_days=7)
    assert len(year.families) == 3
    assert year.apart.tolist() == [[1, 2]]


def test_the_tightest_day_counts_and_soft_resources_do_not(build: BUILD) -> None:
    """A place with nine beds at first and four later has four; what may be overrun has no limit here."""
    programme = build(
        places={"a": {}},
        households={"H1": {}, "H2": {"ready_on": day(8)}},
        resources=(
            Resource(resource_id="beds", counts="people"),
            Resource(resource_id="meals", counts="people", hard=False, overrun_price=1.0),
        ),
        capacities=(
            Capacity(place_id="a", resource_id="beds", amount=9, until_on=day(6)),
            Capacity(place_id="a", resource_id="beds", amount=4, from_on=day(7)),
            Capacity(place_id="a", resource_id="meals", amount=1),
        ),
        days=14,
    )
    year = arrivals_of(programme, every_days=7)
    assert year.capacity.tolist() == [[4]]
    assert year.families.need.tolist() == [[1], [1]]


def test_last_year_is_brought_into_the_columns_of_this_one(build: BUILD) -> None:
    """A place that is gone is left out, and so is whoever could go there only; a new place takes nobody."""
    last_year = build(
        places={"gone": {"beds": 9}, "stays": {"beds": 9}},
        households={"O1": {}, "O2": {"refuses_place_id": ("stays",)}},
    )
    this_year = build(places={"new": {"beds": 1}, "stays": {"beds": 1}}, households={})
    families = last_year_of(last_year, this_year)
    assert families.allowed.tolist() == [[False, True]]
    assert families.score.tolist() == [[0.0, 100.0]]
