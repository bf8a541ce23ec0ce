"""Many runs of a conflict become bands, the same for the same seed, whole and without few people."""

import dataclasses

import numpy as np

from posada.movement.example import example
from posada.report.movement.conflict_bands import conflict_bands


def test_the_same_seed_gives_the_same_bands_and_another_seed_others(bands):
    """One seed reproduces every number."""
    again = conflict_bands(example(), members=4)
    other = conflict_bands(example(), members=4, seed=2)
    assert np.array_equal(bands.low, again.low)
    assert np.array_equal(bands.high, again.high)
    assert not np.array_equal(bands.high, other.high)


def test_without_chance_one_run_is_all():
    """The mean field has no spread, however many members are asked for."""
    flat = conflict_bands(example(), engine="mean_field", members=7)
    assert flat.members == 1
    assert np.array_equal(flat.low, flat.high)


def test_the_mean_holds_everybody(bands):
    """People in places and on roads, each the mean over runs, are those who set out."""
    mean = bands.mean
    assert np.allclose(mean.counts.sum(axis=1) + mean.on_the_road, mean.set_out)


def test_rows_are_every_place_and_day_and_tell_which_days_have_a_report(bands):
    """Three reports of the north, on its days; between them the line that nobody counted is marked so."""
    rows = bands.rows()["place_days"]
    assert len(rows) == 4 * 40
    north = [row for row in rows if row.place == "Camp North"]
    assert [row.on.isoformat() for row in north if row.is_report] == ["2021-01-01", "2021-01-21"]
    assert north[20].reported == 2600
    assert {row.reported for row in rows if row.place == "Akora"} == {None}


def test_few_people_are_not_written(bands):
    """One to nine people are an empty cell; nobody is 0."""
    few = dataclasses.replace(bands, low=np.full_like(bands.low, 9.0), middle=np.zeros_like(bands.middle))
    rows = few.rows()["place_days"]
    assert {row.people_lo for row in rows} == {None}
    assert {row.people_mid for row in rows} == {0}


def test_trivial_rules_stand_beside_the_model(bands):
    """The model, the model without capacities, and three rules that need none."""
    rules = {row.rule: row.value for row in bands.rows()["trivial_rules"]}
    assert list(rules) == ["model", "model_scaled", "leak_free", "equal", "capacity", "frozen"]
    assert rules["equal"] == round(bands.validation.equal, 4)


def test_progress_is_told_for_each_run():
    """Whoever waits hears how many of how many are done."""
    heard = []
    conflict_bands(example(), members=3, told=lambda done, of: heard.append((done, of)))
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]
