"""Many runs of a conflict become bands, the same for the same seed, whole and without few people."""

import dataclasses

import numpy as np

from posada.movement.example import example
from posada.report.movement import render_conflict
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


def test_flee_stands_beside_the_model_where_it_is_known():
    """Three figures by the name of the conflict, in the table and on the page with who says so."""
    known = conflict_bands(dataclasses.replace(example(), name="mali2012"), members=2)
    rules = {row.rule: row.value for row in known.rows()["trivial_rules"]}
    flee = {name: value for name, value in rules.items() if name.startswith("flee")}
    assert flee == {"flee_measured": 0.36, "flee_measured_leak_free": 0.811, "flee_published": 0.2538}
    page = render_conflict(known, {}, lang="en")
    assert "Flee itself, scaled to the reported total" in page
    assert "issue djgroen/flee#59, 2023-06-30. They hold for the settings named" in page
    assert "Flee itself without the capacities: 0.811" in known.summary()


def test_miscounts_widen_the_bands_and_are_named_on_the_page(bands):
    """What reports may be wrong by is in the bands, also where there is no chance."""
    doubt = conflict_bands(example(), engine="mean_field", members=6, count_error=0.2)
    assert doubt.members == 6
    assert (doubt.high - doubt.low).max() > 100
    assert doubt.faults == ()
    assert "reports may be wrong by 20.0 %" in render_conflict(doubt, {}, lang="en")
    assert "reports may be wrong" not in render_conflict(bands, {}, lang="en")


def test_what_runs_the_members_is_asked(bands):
    """A cluster gets all jobs, and the bands are those of this process."""
    jobs_seen = []

    def elsewhere(work, jobs):
        jobs_seen.extend(jobs)
        return reversed([(number, work(job)) for number, job in enumerate(jobs)])

    there = conflict_bands(example(), members=9, run=elsewhere)
    here = conflict_bands(example(), members=9)
    assert len(jobs_seen) == 3
    assert np.array_equal(there.low, here.low)
    assert np.array_equal(there.mean.counts, here.mean.counts)


def test_progress_is_told_for_each_job():
    """Whoever waits hears how many of how many runs are done."""
    heard = []
    conflict_bands(example(), members=5, told=lambda done, of: heard.append((done, of)))
    assert heard == [(0, 5), (4, 5), (5, 5)]
