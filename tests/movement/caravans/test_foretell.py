"""What is foretold of a sighting is known by the day before it, and is judged by what was reported."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from posada.movement.caravans import CaravanParameters
from posada.movement.caravans.door import Roads, checked_roads
from posada.movement.caravans.example import example
from posada.movement.caravans.foretell import (
    Foretold,
    days_seen,
    departure_from,
    foretell,
    foretell_trivially,
)
from posada.programme import read_programme

FOLDER = Path(__file__).parents[3] / "examples" / "caravans"
STILL = CaravanParameters(join_share=0, leave_share=0)


@pytest.fixture(scope="module")
def roads() -> Roads:
    rows = read_programme(FOLDER)
    return checked_roads(rows.locations, rows.routes, rows.groups, rows.offers, rows.sightings)


def test_towns_of_one_day_are_foretold_together(roads):
    """In the order of the way; the start is not among them."""
    days = days_seen(roads, roads.group("nov-2021"))
    assert [[row.location_id for row in rows] for rows in days] == [
        ["huixtla"],
        ["villa-comaltitlan", "escuintla"],
        ["mapastepec"],
    ]


def test_a_group_goes_on_the_day_after_it_was_seen(roads):
    """From the last town of the day, with the size reported there, or the one given where nobody said."""
    group = roads.group("nov-2021")
    _, together, (last,) = days_seen(roads, group)
    unsaid = departure_from(group, together, (2100, 2300))
    assert (unsaid.location_id, unsaid.starts_on_lo) == ("escuintla", dt.date(2021, 11, 21))
    assert (unsaid.people_lo, unsaid.people_hi) == (2100, 2300)
    said = departure_from(group, [last], (2100, 2300))
    assert (said.people_lo, said.people_hi) == (2500, 3852)


def test_the_trivial_rule_walks_twenty_kilometres_a_day(roads):
    """Huixtla, 42 km away, is reached on the third day: one late for a caravan that came on the second."""
    first = foretell_trivially(roads, roads.group("nov-2021"))[0]
    assert (first.location_id, first.days_off, first.people) == ("huixtla", 1.0, 2500.0)
    assert (first.day_in_band, first.band_lo, first.band_hi) == (None, 2000, 3000)


def test_a_foretold_size_is_judged_by_the_reported_bounds():
    """Inside, outside, and nothing to say where no bounds were reported; days beyond the cap weigh no more."""
    row = Foretold(
        group_id="g",
        location_id="l",
        on_lo=dt.date(2021, 11, 20),
        days_off=0,
        people=500,
        people_lo=400,
        people_hi=600,
    )
    assert row.inside is True
    assert row.loss == 0
    assert replace(row, people=700.0).inside is False
    assert 0 < replace(row, people=700.0).loss < replace(row, people=1400.0).loss
    assert replace(row, people_lo=None).inside is None
    assert replace(row, days_off=50.0).loss == replace(row, days_off=4.0).loss == 1


def test_a_band_is_judged_apart_from_its_middle():
    """The middle may lie outside of bounds that the band meets, and off the day that it has."""
    row = Foretold(
        group_id="g",
        location_id="l",
        on_lo=dt.date(2021, 11, 20),
        days_off=3,
        band_days_off=0,
        people=700,
        people_lo=400,
        people_hi=600,
    )
    assert row.overlaps is None
    wide = replace(row, band_lo=500, band_hi=900)
    assert (wide.inside, wide.overlaps, wide.within_a_day, wide.day_in_band) == (False, True, False, True)
    assert replace(wide, band_lo=650).overlaps is False
    assert replace(wide, band_days_off=1.0).day_in_band is False


def test_nothing_seen_later_tells_of_a_sighting(roads):
    """Leg by leg, what is foretold of a town is the same whatever was reported after it."""
    group = roads.group("dec-2023")
    short = replace(
        roads,
        sightings=tuple(row for row in roads.sightings if row.location_id in ("alvaro-obregon", "huixtla")),
    )
    options = {"members": 20, "seed": 3, "leg_by_leg": True}
    assert foretell(roads, group, [STILL], **options)[:2] == foretell(short, group, [STILL], **options)


def test_each_of_the_parameters_has_a_part_of_the_ensemble():
    """What is uncertain in them is in the band: half lose nobody, half lose a tenth on every day of walking."""
    rows = list(example())
    on = dt.date(2021, 11, 28)
    rows[4] = (replace(rows[4][0], location_id="far", on_lo=on, on_hi=on),)
    roads = checked_roads(*rows)

    def band(*tried: CaravanParameters) -> tuple[float, float]:
        (row,) = foretell(roads, roads.groups[0], tried, members=100, seed=1)
        assert row.band_lo is not None
        assert row.band_hi is not None
        return row.band_lo, row.band_hi

    still, waning = band(STILL), band(replace(STILL, leave_share=0.1))
    assert waning[1] < still[0]
    both = band(STILL, replace(STILL, leave_share=0.1))
    assert both[0] < waning[1] < still[0] < both[1]
