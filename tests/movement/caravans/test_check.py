"""The check sees buses that are overfull, also where the mean of the ensemble is not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from posada.movement.caravans import simulate_caravans
from posada.movement.caravans.check import faults_of
from posada.movement.caravans.example import example
from posada.movement.caravans.track import MostBoarded


def test_one_member_too_many_is_a_fault():
    """The mean is within the seats, the worst member is not."""
    rows = list(example())
    answer = simulate_caravans(*rows, offer="cards", members=20)
    assert faults_of(answer.days, answer.flows, rows[3], answer.most_boarded) == ()
    worse = (MostBoarded("march", dt.date(2021, 11, 24), 431),)
    (fault,) = faults_of(answer.days, answer.flows, rows[3], worse)
    assert (fault.rule, fault.where) == ("seats_kept", "march, 2021-11-24")
    assert fault.text == "must board at most 430 people, got 431.0."


def test_each_day_is_judged_by_the_offers_that_were_open_on_it():
    """A small offer afterwards says nothing of the seats there were before."""
    rows = list(example())
    answer = simulate_caravans(*rows, offer="cards", members=20)
    later = dt.date(2021, 12, 5)
    small = replace(rows[3][0], offer_id="small", seats_per_day=5, made_on=later, deadline_on=later)
    assert faults_of(answer.days, answer.flows, (*rows[3], small), answer.most_boarded) == ()
    assert faults_of(answer.days, answer.flows, (small,), answer.most_boarded)


def test_seats_are_judged_without_buses_too_and_unknown_ones_are_not():
    """Fifty papers a day are fifty, and nobody can say of an unknown number that it was exceeded."""
    rows = list(example())
    answer = simulate_caravans(*rows, offer="cards", members=20)
    on_foot = replace(rows[3][0], transport=False, seats_per_day=5)
    assert {row.rule for row in faults_of(answer.days, answer.flows, (on_foot,))} == {"seats_kept"}
    unknown = replace(rows[3][0], seats_per_day=None)
    assert faults_of(answer.days, answer.flows, (unknown,), answer.most_boarded) == ()
