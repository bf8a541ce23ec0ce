"""The caravans of the example folder are read, foretold, and judged beside trivial rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from posada.movement.caravans import CaravanParameters, simulate_caravans
from posada.movement.caravans.door import Roads, checked_roads
from posada.movement.caravans.parameters import FITTED
from posada.movement.caravans.validate import (
    Foretold,
    candidates,
    departures,
    foretell_trivially,
    leave_one_out,
)
from posada.programme import read_programme

FOLDER = Path(__file__).parents[3] / "examples" / "caravans"


@pytest.fixture(scope="module")
def roads() -> Roads:
    rows = read_programme(FOLDER)
    return checked_roads(rows.locations, rows.routes, rows.groups, rows.offers, rows.sightings)


def test_the_example_holds_at_least_eight_caravans_with_sources(roads):
    """Every row of groups, offers and sightings names sources that sources.csv has, and sizes are intervals."""
    assert len(roads.groups) >= 8
    known = {row.source_id for row in read_programme(FOLDER).sources}
    for row in (*roads.groups, *roads.offers, *roads.sightings, *roads.routes):
        assert row.source_id
        assert set(row.source_id) <= known
    assert all(row.people_lo < row.people_hi for row in roads.groups)


def test_legs_run_from_each_sighting_to_the_next(roads):
    """Two towns on one day are taken in the order of the way."""
    group = roads.group("nov-2021")
    legs = [
        (start.location_id, seen[0].location_id) for start, seen in departures(roads, group, leg_by_leg=True)
    ]
    assert legs[1:3] == [("huixtla", "villa-comaltitlan"), ("villa-comaltitlan", "escuintla")]


def test_the_trivial_rule_walks_twenty_kilometres_a_day(roads):
    """Huixtla, 42 km away, is reached on the third day: one late for a caravan that came on the second."""
    first = foretell_trivially(roads, roads.group("nov-2021"))[0]
    assert (first.location_id, first.days_off, first.people) == ("huixtla", 1.0, 2500.0)


def test_a_foretold_size_is_judged_by_the_reported_bounds():
    """Inside, outside, and nothing to say where no bounds were reported; days beyond the cap weigh no more."""
    row = Foretold(group_id="g", location_id="l", days_off=0, people=500, people_lo=400, people_hi=600)
    assert row.inside is True
    assert row.loss == 0
    assert replace(row, people=700.0).inside is False
    assert 0 < replace(row, people=700.0).loss < replace(row, people=1400.0).loss
    assert replace(row, people_lo=None).inside is None
    assert replace(row, days_off=50.0).loss == replace(row, days_off=4.0).loss == 1


def test_candidates_stay_in_their_ranges():
    """All lie where reports allow, and the defaults, fitted to all caravans, are not among them."""
    drawn = candidates(20, seed=1)
    assert len(drawn) == 20
    assert CaravanParameters() not in drawn
    for given in drawn:
        assert all(low <= getattr(given, name) <= high for name, (low, high) in FITTED.items())


def test_leave_one_out_beats_the_trivial_rule_on_arrivals(roads):
    """With few tries already, arrivals leg by leg are foretold better than by 20 km a day."""
    some = ("nov-2021", "oct-2021", "dec-2023", "aug-2021")
    few = replace(roads, groups=tuple(row for row in roads.groups if row.group_id in some))
    found = leave_one_out(few, tries=4, members_fit=10, members=40)
    right = sum(row.within_a_day for row in found.leg_by_leg)
    assert right > sum(row.within_a_day for row in found.trivial_leg_by_leg)
    assert set(found.fitted_without) == set(some)
    assert "model, leg by leg" in found.table()


def test_january_2024_forms_again_after_a_broken_promise_and_not_after_a_kept_one(roads):
    """Thousands board at Mapastepec; not kept, a group of thousands leaves Arriaga some days later."""
    rows = (roads.locations, roads.routes, roads.groups, roads.offers, roads.sightings)
    broken = simulate_caravans(*rows, offer="cards-2024-01", delivered="never", members=60)
    assert broken.formed_again_at == "Arriaga"
    assert broken.formed_again_share > 0.5
    assert dt.date(2024, 1, 5) <= broken.formed_again_on <= dt.date(2024, 1, 10)
    kept = simulate_caravans(*rows, offer="cards-2024-01", delivered="kept", members=60)
    assert sum(row.returned for row in kept.flows) == 0
