"""Rows that nobody could walk by are refused with their line, and what sources contradict is kept whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from posada.movement.caravans import simulate_caravans
from posada.movement.caravans.door import checked_roads
from posada.movement.caravans.example import example
from posada.programme import InputError
from posada.programme.tables import Location, Route


def refused(rows) -> list[str]:
    with pytest.raises(InputError) as caught:
        simulate_caravans(*rows, members=2)
    return str(caught.value).splitlines()


@pytest.fixture
def rows():
    """The example, with an island to which no road leads and a road from the middle to the hills."""
    locations, routes, *others = example()
    apart = tuple(
        Location(location_id=name, name=name, latitude=15, longitude=-92) for name in ("island", "hill")
    )
    hills = Route(from_location_id="middle", to_location_id="hill", km=5)
    return [(*locations, *apart), (*routes, hills), *others]


@pytest.mark.parametrize("place", ["island", "hill"])
def test_a_sighting_off_the_way_of_its_group_is_refused(rows, place):
    """Whether a road leads there or not, the message says which way the group takes."""
    rows[4] = (replace(rows[4][0], location_id=place),)
    assert refused(rows) == [
        f"sightings.csv, line 2, location_id: must be on the way of 'march' from 'start' to 'far', got {place!r}."
    ]


def test_a_sighting_without_any_roads_is_refused(rows):
    """A group that cannot leave its town was not seen in another."""
    rows[1] = ()
    rows[3] = ()
    assert "must be on the way of 'march' from 'start' to 'start', got 'middle'." in refused(rows)[0]


def test_an_offer_that_brings_people_to_where_no_road_leads_is_refused(rows):
    """Those who come back could never go on from there."""
    rows[3] = (replace(rows[3][0], brought_to_location_ids=("middle", "island")),)
    assert refused(rows) == [
        "offers.csv, line 2, brought_to_location_ids: must have a way to 'far', where 'march' is heading,"
        " got 'island'."
    ]


def test_an_offer_made_before_its_group_set_out_is_refused(rows):
    """Nobody was there to decide."""
    rows[3] = (replace(rows[3][0], made_on=dt.date(2021, 11, 17)),)
    assert refused(rows) == [
        "offers.csv, line 2, made_on: must not be before 2021-11-18, when 'march' set out, got 2021-11-17."
    ]


def test_sources_that_contradict_each_other_are_one_arrival_that_reaches_over_both(rows):
    """The least and the most of all, a size that nobody said changes nothing, and every source is named."""
    seen = replace(rows[4][0], people_lo=900, people_hi=1100, source_id=("a",))
    rows[4] = (
        seen,
        replace(seen, people_lo=2000, people_hi=3000, on_hi=dt.date(2021, 11, 21), source_id=("b",)),
        replace(seen, people_lo=None, people_hi=None, source_id=("c",)),
    )
    (arrival,) = checked_roads(*rows).sightings_of("march")
    assert (arrival.people_lo, arrival.people_hi) == (900, 3000)
    assert arrival.on_hi == dt.date(2021, 11, 21)
    assert arrival.source_id == ("a", "b", "c")


def test_a_start_of_twenty_years_is_refused(rows):
    """A day so uncertain says nothing, and every day of it would be followed."""
    rows[2] = (replace(rows[2][0], starts_on_lo=dt.date(2001, 11, 18)),)
    assert refused(rows) == [
        "groups.csv, line 2, starts_on_hi: must be 2002-11-19 at the latest, a year on, got 2021-11-18."
    ]


def test_a_sighting_of_another_time_is_refused(rows):
    """Before the group set out, or years after it: both ends of the interval are told."""
    rows[4] = (replace(rows[4][0], on_lo=dt.date(1998, 1, 1), on_hi=dt.date(2038, 1, 1)),)
    assert refused(rows) == [
        "sightings.csv, line 2, on_lo: must not be before 2021-11-18, when 'march' set out, got 1998-01-01.",
        "sightings.csv, line 2, on_hi: must be 2022-11-19 at the latest, a year after 'march' set out,"
        " got 2038-01-01.",
    ]
