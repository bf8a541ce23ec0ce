"""Whoever joins a group comes out of those who wait, as long as anybody does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posada.movement.caravans import simulate_caravans
from posada.movement.caravans.example import example
from posada.movement.caravans.pool import waiting_place
from posada.movement.caravans.way import way_between
from posada.programme.tables import Location


def joined(low: int | None, high: int | None) -> float:
    """The mean of all who join the march, where so many wait at its start."""
    locations, *others = example()
    here = replace(locations[0], waiting_lo=low, waiting_hi=high)
    answer = simulate_caravans((here, *locations[1:]), *others, members=30)
    return sum(row.joined for row in answer.flows)


@pytest.mark.parametrize("waiting", [0, 40])
def test_no_more_join_than_wait(waiting):
    """Where nobody waits nobody joins, and where a few do all of them may."""
    assert joined(waiting, waiting) <= waiting


def test_a_large_pool_holds_nobody_back_and_an_unknown_one_neither():
    """Unknown is not nobody."""
    unknown = joined(None, None)
    assert unknown > 100
    assert joined(100_000, 100_000) == pytest.approx(unknown, rel=0.25)


def counted(rows, name: str):
    """The locations, with people counted at one of them."""
    return tuple(
        replace(row, waiting_lo=3000, waiting_hi=4000) if row.location_id == name else row for row in rows
    )


@pytest.mark.parametrize(("name", "km"), [("start", -30.0), ("middle", 0.0), ("offered", 60.0)])
def test_people_wait_where_they_were_counted(name, km):
    """Behind the start of a way, at it, or ahead."""
    locations, routes, *_ = example()
    place = waiting_place(counted(locations, name), routes, way_between(routes, "middle", "far"))
    assert (place.location.location_id, place.km) == (name, km)


def test_without_a_count_or_a_road_people_join_from_where_a_group_sets_out():
    """Unknown is not nobody, and an island is nowhere near."""
    locations, routes, *_ = example()
    way = way_between(routes, "middle", "far")
    assert waiting_place(locations, routes, way).km == 0
    island = Location(
        location_id="island", name="Island", latitude=15, longitude=-92, waiting_lo=90, waiting_hi=99
    )
    assert waiting_place((*locations, island), routes, way).location.location_id == "middle"


def test_a_group_far_from_where_people_wait_is_hardly_joined():
    """On a way that begins 240 km from there, fewer than a tenth join of as many as join at the place itself."""
    locations, routes, groups, *_ = example()
    back = (replace(groups[0], location_id="far", towards_location_id="offered"),)

    def mean(name: str) -> float:
        answer = simulate_caravans(counted(locations, name), routes, back, members=30)
        return sum(row.joined for row in answer.flows)

    assert mean("start") < mean("far") / 10
