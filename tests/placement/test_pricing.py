"""What prices say of overrides: a plan that makes one is never worth more than they allow."""

from dataclasses import replace

import numpy as np
from hypothesis import given

from posada.placement import place
from posada.programme import Programme
from posada.testing import programmes


@given(programmes())
def test_a_forced_override_costs_at_least_what_is_certain(programme: Programme) -> None:
    """Each household held in turn to each place where it may go: the value falls by the certain loss or more."""
    before = place(programme, gap=0.0)
    told = before.pricing
    for case, members in enumerate(before.problem.cases[:3]):
        household = before.problem.households[members[0]]
        for where in np.flatnonzero(before.problem.admissible[case]).tolist():
            others = tuple(row.place_id for row in programme.places if row != before.problem.places[where])
            held = replace(household, refuses_place_id=others)
            households = tuple(held if row == household else row for row in programme.households)
            forced = place(replace(programme, households=households), gap=0.0)
            if any(row.household_id == household.household_id for row in forced.assignments):
                assert before.objective - forced.objective >= told.certain_loss(case, where) - 1e-3


def test_an_override_without_a_price_is_said_to_cost_nothing() -> None:
    """Loss is counted from where a case is, and never below nothing."""
    from posada.placement.__main__ import tiny_programme

    placed = place(tiny_programme())
    here = int(placed.place_of_case[0])
    assert placed.pricing.loss(0, here, instead_of=here) == 0.0
    assert np.isinf(placed.pricing.overrides).sum() == (~placed.counted.instance.allowed).sum()
