"""The past as arrays keeps its order, its gaps and its ties."""

import datetime as dt
from dataclasses import replace

import numpy as np

from posada.placement.learning.example import made_up_past
from posada.placement.learning.features import NEUTRAL
from posada.placement.learning.history import history_of


def test_arrays_say_what_rows_say() -> None:
    """By day, with the day an outcome was known, and NaN where a chance was not."""
    past = list(made_up_past(households=300, seed=1))
    past[5] = replace(past[5], propensity=0.5, followed_up_on=None)
    history = history_of(past, NEUTRAL)
    assert (np.diff(history.day) >= 0).all()
    assert dt.date.fromordinal(int(history.known_day[0])) == dt.date(2022, 2, 2)
    assert (history.known_day == history.day).sum() == 1
    assert (~np.isnan(history.propensity)).sum() == 1
    assert history.smallest_place == min(np.bincount(history.place))


def test_ties_are_looked_at_only_where_they_differ() -> None:
    """With some households tied, a last column says which; with none, there is no such column."""
    past = made_up_past(households=300, seed=1)
    free = history_of(past, ["people"])
    tied = history_of([replace(row, tied=at < 40) for at, row in enumerate(past)], ["people"])
    assert free.seen.shape == (300, 1)
    assert tied.seen.shape == (300, 2)
    assert tied.seen[:, 1].sum() == 40
