"""What an answer is measured by is not what it was given."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from posada.movement.caravans import simulate_caravans
from posada.movement.caravans.example import example


@pytest.mark.parametrize(
    ("made_on", "arrivals", "sizes"),
    [(18, 0, 0), (20, 0, 1), (21, 1, 1)],
    ids=["the day it was seen", "a day after", "two days after"],
)
def test_what_is_right_only_because_a_group_was_put_there_is_not_counted(made_on, arrivals, sizes):
    """The march is seen at Middle on 18 or 19 November, and from the day of the offer on it stands there."""
    rows = list(example())
    rows[3] = (replace(rows[3][0], made_on=dt.date(2021, 11, made_on)),)
    counted = simulate_caravans(*rows, offer="cards", members=20).against_sightings()
    assert (counted["arrivals"], counted["sizes"]) == (arrivals, sizes)
    without = simulate_caravans(*rows, members=20).against_sightings()
    assert (without["arrivals"], without["sizes"]) == (1, 1)
