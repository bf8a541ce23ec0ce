"""The caravans of the example folder are read, foretold, and judged beside trivial rules."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from posada.movement.caravans import CaravanParameters, simulate_caravans
from posada.movement.caravans.door import Roads, checked_roads
from posada.movement.caravans.parameters import FITTED
from posada.movement.caravans.validate import PLAUSIBLE, candidates, leave_one_out, middle_of
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


def test_candidates_stay_in_their_ranges():
    """All lie where reports allow, and the defaults, fitted to all caravans, are not among them."""
    drawn = candidates(20, seed=1)
    assert len(drawn) == 20
    assert CaravanParameters() not in drawn
    for given in drawn:
        assert all(low <= getattr(given, name) <= high for name, (low, high) in FITTED.items())


def test_coming_and_going_are_shrunk_towards_a_size_that_never_changes():
    """Both by one share: evenly from nothing to all of their range, so that small changes are tried most."""
    drawn = candidates(400, seed=1)
    joined = sorted(given.join_share for given in drawn)
    assert joined[200] < FITTED["join_share"][1] / 3
    assert joined[0] < 0.002
    assert joined[-1] > 0.2


def test_the_middle_of_what_is_plausible_is_a_mean_of_each_number():
    """What is not fitted keeps its default."""
    middle = middle_of([CaravanParameters(leave_share=0.02), CaravanParameters(leave_share=0.06)])
    assert middle == CaravanParameters(leave_share=0.04)


def test_leave_one_out_beats_the_trivial_rule_on_arrivals(roads):
    """With few tries already, arrivals leg by leg are foretold better than by 20 km a day."""
    some = ("nov-2021", "oct-2021", "dec-2023", "aug-2021")
    few = replace(roads, groups=tuple(row for row in roads.groups if row.group_id in some))
    found = leave_one_out(few, tries=30, members_fit=5, members=40)
    right = sum(row.within_a_day for row in found.leg_by_leg)
    assert right > sum(row.within_a_day for row in found.trivial_leg_by_leg)
    assert {name: len(rows) for name, rows in found.plausible_without.items()} == dict.fromkeys(
        some, PLAUSIBLE
    )
    assert "model, leg by leg" in found.table()


def test_a_caravan_that_formed_again_is_left_out_with_the_one_before_it(roads):
    """What is plausible without either is the same, and not what is plausible without a third."""
    some = ("dec-2023", "jan-2024", "aug-2021", "nov-2021")
    few = replace(roads, groups=tuple(row for row in roads.groups if row.group_id in some))
    found = leave_one_out(few, tries=40, members_fit=5, members=20).plausible_without
    assert found["dec-2023"] == found["jan-2024"]
    assert found["dec-2023"] != found["aug-2021"]


def test_january_2024_forms_again_after_a_broken_promise_and_not_after_a_kept_one(roads):
    """Thousands board at Mapastepec; not kept, a group of thousands leaves Arriaga some days later."""
    rows = (roads.locations, roads.routes, roads.groups, roads.offers, roads.sightings)
    broken = simulate_caravans(*rows, offer="cards-2024-01", delivered="never", members=60)
    assert broken.formed_again_at == "Arriaga"
    assert broken.formed_again_share > 0.5
    assert dt.date(2024, 1, 5) <= broken.formed_again_on <= dt.date(2024, 1, 10)
    kept = simulate_caravans(*rows, offer="cards-2024-01", delivered="kept", members=60)
    assert sum(row.returned for row in kept.flows) == 0
