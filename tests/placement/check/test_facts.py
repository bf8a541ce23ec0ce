"""What the check looks up, against counting by hand."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given

from posada.placement.admission import must_groups as groups_of_maker
from posada.placement.check.facts import (
    Case,
    amount_on,
    days_of_stay,
    first_day,
    gate_of,
    must_groups,
    receives,
    refused_by,
    state_of_claim,
    units,
)
from posada.placement.gates import claim_state, gate
from posada.placement.occupancy import units_needed
from posada.programme import Programme
from posada.programme.tables import Assignment, Capacity, Resource
from posada.testing import programmes

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)


def day(number: int) -> dt.date:
    return START + dt.timedelta(number)


@given(programmes())
def test_maker_and_check_agree_on_gates_claims_units_and_groups(programme: Programme) -> None:
    """Two readings of the same rules, written apart."""
    members = programme.members()
    year = programme.settings.starts_on.year
    for household in programme.households:
        people = members[household.household_id]
        assert gate_of(programme, household, people) == gate(programme, household, people)
        assert state_of_claim(programme, household) == claim_state(programme, household)
        for resource in programme.resources:
            assert units(resource, people, year) == units_needed(programme, resource, people)
    ids = [household.household_id for household in programme.households]
    of_maker = groups_of_maker(programme.ties, {name: index for index, name in enumerate(ids)})
    grouped = {
        ids[one]: tuple(ids[i] for i in group) for group in of_maker if len(group) > 1 for one in group
    }
    assert must_groups(programme) == grouped


@pytest.mark.parametrize(
    ("household", "place", "first", "is_received"),
    [
        ({}, {}, 0, True),
        ({"ready_on": day(3)}, {"opens_on": day(5)}, 5, True),
        ({"ready_on": day(-3)}, {"opens_on": day(-5)}, 0, True),
        ({"ready_on": day(3)}, {"closes_on": day(3)}, 3, True),
        ({"ready_on": day(4)}, {"closes_on": day(3)}, 4, False),
        ({"ready_on": day(10)}, {}, 10, False),
        ({"ready_on": day(10)}, {"closes_on": day(20)}, 10, False),
    ],
)
def test_a_household_is_received_until_the_last_day(
    build: Build, household: Mapping[str, Any], place: Mapping[str, Any], first: int, is_received: bool
) -> None:
    """The place's last day or the programme's, whichever is earlier."""
    programme = build(places={"a": place}, households={"h": household})
    row = (programme.households[0], programme.places[0])
    assert first_day(programme, *row) == day(first)
    assert receives(programme, *row) is is_received


def test_days_of_a_stay_end_with_the_stay_or_the_programme(build: Build) -> None:
    """Three days from the day of arrival, or fewer where the programme ends."""
    programme = build(places={"a": {}}, households={"h": {"ready_on": day(2)}, "late": {"ready_on": day(9)}})
    beds = Resource(resource_id="beds", counts="people", stay_days=3)
    place = programme.places[0]
    early, late = (list(days_of_stay(programme, row, place, beds)) for row in programme.households)
    assert early == [day(2), day(3), day(4)]
    assert late == [day(9)]


def test_use_and_offer_are_counted_day_by_day(build: Build) -> None:
    """Rows that overlap add up; a closed place offers nothing of a hard resource, but still of a soft one."""
    hard = Resource(resource_id="beds", counts="people", stay_days=2)
    soft = Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=1.0)
    programme = build(
        places={"a": {"beds": 4, "closes_on": day(5)}},
        households={"h1": {"born": (1990, 2012)}, "h2": {"ready_on": day(1)}},
        resources=[hard, soft],
        capacities=[
            Capacity(place_id="a", resource_id="beds", amount=3, from_on=day(2), until_on=day(3)),
            Capacity(place_id="a", resource_id="seats", amount=1),
        ],
    )
    rows = [Assignment(household_id=name, place_id="a", people=1) for name in ("h1", "h2", "nobody")]
    case = Case(programme, rows, ())
    assert case.in_use["a", "beds"] == {day(0): 2, day(1): 3, day(2): 1}
    assert case.in_use["a", "seats"] == {day(number): 1 for number in range(10)}
    assert [amount_on(case, programme.places[0], hard, day(n)) for n in range(7)] == [4, 4, 7, 7, 4, 4, 0]
    assert amount_on(case, programme.places[0], soft, day(9)) == 1


def test_places_to_be_apart_from_are_refused(build: Build) -> None:
    """By the household's own word or by a tie."""
    programme = build(
        places={"a": {}, "b": {}},
        households={"h1": {"refuses_place_id": ("a",)}, "h2": {}},
        ties=[("h1", "b", "apart"), ("h2", "b", "prefer")],
    )
    assert refused_by(programme) == {"h1": {"a", "b"}, "h2": set()}
