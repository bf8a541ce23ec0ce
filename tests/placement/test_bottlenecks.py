"""What a little more of something would change, found by solving again."""

from collections.abc import Callable

import pytest

from posada.placement import find_bottlenecks, place
from posada.placement.bottlenecks import candidates, more_units
from posada.programme import Programme
from posada.programme.tables import Bottleneck, Resource

Build = Callable[..., Programme]


@pytest.fixture
def short(build: Build) -> Programme:
    """Twenty people who like `a`, five beds there, two beds in `b`, and more than enough midwives."""
    return build(
        places={"a": {"beds": 5}, "b": {"beds": 2}},
        households={f"h{number:02}": {"prefers_place_id": ("a",)} for number in range(20)},
        score={"preference": 60.0},
    )


def test_more_beds_are_tried_one_place_at_a_time(short: Programme) -> None:
    """Eight more beds place eight more people; those in the place they like bring more points."""
    found = find_bottlenecks(short, place(short, gap=0.0), units=8, gap=0.0)
    assert found == (
        Bottleneck(place_id="a", resource_id="beds", units_added=8, people_more=8, score_more=1280.0),
        Bottleneck(place_id="b", resource_id="beds", units_added=8, people_more=8, score_more=800.0),
    )


def test_units_come_in_tens_and_only_so_many_are_tried(short: Programme) -> None:
    """Ten where a tenth would be less; thirteen people wait, ten of them would have a place."""
    (found,) = find_bottlenecks(short, place(short), most=1)
    assert (found.place_id, found.units_added, found.people_more) == ("a", 10, 10)


def test_what_is_not_scarce_is_no_candidate(build: Build) -> None:
    """Beds to spare have no price; without a price nothing is tried."""
    programme = build(places={"a": {"beds": 9}}, households={"h": {}})
    placed = place(programme)
    assert candidates(placed.problem, placed, units=None) == []
    assert find_bottlenecks(programme, placed) == ()


def test_soft_resources_are_no_bottleneck(build: Build) -> None:
    """What may be overrun holds nobody back."""
    programme = build(
        places={"a": {"beds": 0}},
        households={"h": {}},
        resources=[Resource(resource_id="beds", counts="people", hard=False, overrun_price=250.0)],
    )
    placed = place(programme)
    assert [row.reason for row in placed.waiting] == ["score_below_price"]
    assert find_bottlenecks(programme, placed) == ()


@pytest.mark.parametrize(("amount", "added"), [(0, 10), (100, 10), (101, 20), (1999, 200)])
def test_a_tenth_more_in_tens(amount: int, added: int) -> None:
    """And never fewer than ten."""
    assert more_units(amount) == added
