"""An offer that nobody could decide is refused, and seats that nobody counted stay unknown."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from posada.movement.caravans import CaravanParameters, simulate_caravans
from posada.movement.caravans.door import checked_roads
from posada.movement.caravans.example import example
from posada.movement.caravans.offering import seats_of
from posada.movement.caravans.simulate import run
from posada.movement.caravans.trust import outcome_of
from posada.programme import InputError


@pytest.fixture
def rows():
    return list(example())


def most_boarded_in_a_day(rows, **changes) -> int:
    rows[3] = (replace(rows[3][0], **changes),)
    tracks, _ = run(checked_roads(*rows), rows[3][0], outcome_of("never"), np.random.default_rng(2), 30)
    return max(int(flow["boarded"].max()) for flow in tracks["march"].flows)


def test_an_offer_after_the_last_day_followed_is_refused(rows):
    """The message names the last day on which there is a group to decide."""
    late = dt.date(2023, 1, 1)
    rows[3] = (replace(rows[3][0], made_on=late, deadline_on=late),)
    with pytest.raises(InputError) as caught:
        simulate_caravans(*rows, offer="cards", members=2)
    assert str(caught.value) == (
        "offers.csv, line 2, made_on: must be 2021-12-18 at the latest, the last day on which 'march' is followed,"
        " got 2023-01-01."
    )


def test_an_offer_to_a_group_that_forms_after_another_is_refused(rows):
    """Whether there will be such a group is for the model to say."""
    march = rows[2][0]
    start = dt.date(2021, 11, 28)
    rows[2] = (
        march,
        replace(march, group_id="later", after_group_id="march", starts_on_lo=start, starts_on_hi=start),
    )
    rows[3] = (replace(rows[3][0], group_id="later", made_on=start, deadline_on=start),)
    with pytest.raises(InputError) as caught:
        simulate_caravans(*rows, offer="cards", members=2)
    assert str(caught.value) == (
        "offers.csv, line 2, group_id: must be a group that sets out by itself, not after 'march', got 'later'."
    )


def test_seats_bind_with_and_without_buses(rows):
    """Who promises to see fifty people a day sees no more than fifty, however they come."""
    assert most_boarded_in_a_day(rows, transport=False, seats_per_day=50) in range(45, 51)
    assert most_boarded_in_a_day(rows, transport=True, seats_per_day=50) in range(45, 51)


def test_seats_that_nobody_counted_are_an_interval(rows):
    """Buses of unknown size are neither none nor without end; on foot nothing holds people back."""
    given = CaravanParameters()
    unknown = replace(rows[3][0], seats_per_day=None)
    seats = seats_of(unknown, 400, np.random.default_rng(1), given)
    assert given.seats_lo <= seats.min() < 60 < 700 < seats.max() <= given.seats_hi
    assert most_boarded_in_a_day(rows, seats_per_day=None) <= given.seats_hi
    on_foot = replace(unknown, transport=False)
    assert seats_of(on_foot, 1, np.random.default_rng(1), given)[0] > 100_000


def test_seats_the_wrong_way_round_are_refused():
    """As an interval of a table would be."""
    with pytest.raises(ValueError, match="seats_lo must not be more than seats_hi, got 50 and 40"):
        CaravanParameters(seats_lo=50, seats_hi=40)
