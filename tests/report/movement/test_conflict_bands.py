"""Many runs of a conflict become bands, the same for the same seed, whole and without few people."""

import dataclasses

import numpy as np

from posada.movement.ensemble import ensemble
from posada.movement.example import example
from posada.movement.validation import mean_difference
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


def test_sums_are_the_middle_of_sums_and_not_the_sum_of_middles(bands):
    """In camps are so many in the middle run; the middle of each camp may be of another run."""
    runs = ensemble(example(), members=4, seed=1)
    in_camps = runs.counts[:, -1, 2:].sum(axis=1)
    assert bands.in_camps.middle == np.median(in_camps)
    assert bands.in_camps.low <= bands.in_camps.middle <= bands.in_camps.high
    assert bands.set_out.middle == 6850
    assert bands.on_the_road[1, -1] == np.median(runs.on_the_road[:, -1])


def test_the_error_is_that_of_the_bands_middle(bands):
    """What is judged is what is drawn."""
    middle = bands.middle[:, 2:]
    reported = np.column_stack([bands.reported[name] for name in bands.camps])
    assert bands.validation.ours == mean_difference(middle, reported)


def test_rows_are_every_place_and_day_and_tell_which_days_have_a_report(bands):
    """Two reports of the north in the period, on their days; between them nobody counted, and nothing stands."""
    rows = bands.rows()["place_days"]
    assert len(rows) == 4 * 40
    north = [row for row in rows if row.place == "Camp North"]
    assert [row.on.isoformat() for row in north if row.is_report] == ["2021-01-01", "2021-01-21"]
    assert north[20].reported == 2600
    assert {row.reported for row in north if not row.is_report} == {None}
    assert {row.reported for row in rows if row.place == "Akora"} == {None}


def test_few_people_are_not_written(bands):
    """One to nine people are an empty cell; nobody is 0."""
    few = dataclasses.replace(bands, low=np.full_like(bands.low, 9.0), middle=np.zeros_like(bands.middle))
    rows = few.rows()["place_days"]
    assert {row.people_lo for row in rows} == {None}
    assert {row.people_mid for row in rows} == {0}


def test_trivial_rules_stand_beside_the_model(bands):
    """The model, the model without capacities, three rules that need none, and the model again by its counts."""
    rules = {(row.rule, row.what): row.value for row in bands.rows()["trivial_rules"]}
    names = ["model", "leak_free", "equal", "capacity", "frozen"]
    assert list(rules) == [*((name, "share_difference") for name in names), ("model", "count_difference")]
    assert rules["equal", "share_difference"] == round(bands.validation.equal, 4)
    assert rules["model", "share_difference"] == round(bands.validation.rescaled, 4)
    assert rules["model", "count_difference"] == round(bands.validation.ours, 4)


def test_flee_stands_beside_the_model_where_it_is_known():
    """Four figures by the name of the conflict, in the table and on the page with who says so."""
    known = conflict_bands(dataclasses.replace(example(), name="mali2012"), members=2)
    rows = known.rows()["trivial_rules"]
    assert {(row.rule, row.what): row.value for row in rows if row.rule.startswith("flee")} == {
        ("flee_measured", "share_difference"): 0.36,
        ("flee_measured_leak_free", "share_difference"): 0.811,
        ("flee_measured_counts", "count_difference"): 0.395,
        ("flee_published", "count_difference"): 0.2538,
    }
    page = render_conflict(known, {}, lang="en")
    assert page.count('<th scope="row">Flee itself</th>') == 2
    assert "issue djgroen/flee#59, 2023-06-30. They hold for the settings named" in page


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
    assert there.in_camps == here.in_camps


def test_progress_is_told_for_each_job():
    """Whoever waits hears how many of how many runs are done."""
    heard = []
    conflict_bands(example(), members=5, told=lambda done, of: heard.append((done, of)))
    assert heard == [(0, 5), (4, 5), (5, 5)]


def test_no_table_holds_few_people(small_conflict):
    """Of a conflict of seven nothing is told but that it is few: no cell holds a number from 1 to 9."""
    few = conflict_bands(small_conflict(3, 4), members=3)
    rows = few.rows()["place_days"]
    assert {row.reported for row in rows} == {None, 0}
    assert {value for row in rows for value in (row.people_lo, row.people_mid, row.people_hi)} <= {None, 0}


def test_a_camp_of_few_takes_another_with_it(small_conflict):
    """7 in the south, 3,000 in the north: as the total of 3,007 is told, what stands at the end is told of neither."""
    bands = conflict_bands(small_conflict(3000, 7), engine="mean_field")
    rows = [row for row in bands.rows()["place_days"] if row.is_report]
    assert [(row.place, row.on.day, row.reported) for row in rows] == [
        ("Camp North", 1, 0), ("Camp North", 21, 3000), ("Camp North", 9, None),
        ("Camp South", 1, 0), ("Camp South", 21, None), ("Camp South", 9, None),
    ]  # fmt: skip
    assert bands.reported_in_camps() == (3007.0, False)
    assert not bands.untold().set_out[-1]
    assert bands.days_of_small_reports()[20:].all()


def test_a_total_that_nothing_hides_is_not_told(small_conflict):
    """7 and 15 are 22: neither the total reported nor who set out may be told."""
    bands = conflict_bands(small_conflict(15, 7), engine="mean_field")
    assert bands.reported_in_camps() == (22.0, True)
    assert bands.untold().set_out.all()
