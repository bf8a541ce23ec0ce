"""Ensembles: one seed gives one answer whatever runs the members, and bands hold what they say."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from posada.movement.ensemble import MEMBERS_A_JOB, ensemble, miscounted
from posada.movement.example import example
from posada.movement.simulate import ENGINES
from posada.movement.spreads import Between, OneOf
from posada.movement.validation import without_capacities

VARIED = {"softening": Between(5.0, 30.0), "default_movechance": Between(0.1, 0.9, by_ratio=True)}


def test_one_seed_gives_one_answer_whatever_the_workers() -> None:
    """Two processes give the bytes of one; another seed gives others."""
    folder, members = example(), 2 * MEMBERS_A_JOB + 3
    one = ensemble(folder, members=members, varied=VARIED, count_error=0.1, seed=4)
    two = ensemble(folder, members=members, varied=VARIED, count_error=0.1, seed=4, workers=2)
    other = ensemble(folder, members=members, varied=VARIED, count_error=0.1, seed=5)
    assert one.counts.tobytes() == two.counts.tobytes()
    assert one.settings == two.settings
    assert one.counts.tobytes() != other.counts.tobytes()


def test_processes_need_no_guard_in_the_program(tmp_path: Path) -> None:
    """A program without the guard of __main__, as some installers write commands, is not run again by each process."""
    program = tmp_path / "program.py"
    program.write_text(
        "from posada.movement.ensemble import ensemble\n"
        "from posada.movement.example import example\n"
        "print(ensemble(example(), members=5, workers=2, engine='mean_field').members)\n"
    )
    run = subprocess.run([sys.executable, program], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("5\n", "")


def test_more_members_keep_those_before() -> None:
    """A member is what it is, however many there are."""
    few, more = (ensemble(example(), members=many, varied=VARIED, seed=4) for many in (3, 12))
    assert np.array_equal(few.counts, more.counts[:3])


@pytest.mark.parametrize(
    ("changed", "wider"),
    [
        ({"varied": {"softening": Between(1.0, 200.0)}}, "Camp North"),
        ({"count_error": 0.3}, "Camp North"),
    ],
)
def test_each_source_of_doubt_widens_the_bands(changed: dict[str, object], wider: str) -> None:
    """Chance alone gives narrow bands; settings that vary and counts that may be wrong give wider ones."""
    chance = ensemble(example(), members=40, seed=1).band(wider)[:, -1]
    doubt = ensemble(example(), members=40, seed=1, **changed).band(wider)[:, -1]  # type: ignore[arg-type]
    assert chance[2] - chance[0] > 0
    assert doubt[2] - doubt[0] > 1.5 * (chance[2] - chance[0])


def test_expected_counts_lie_inside_the_band_of_chance() -> None:
    """Where no camp fills, the middle of many runs is near the expected count."""
    folder = without_capacities(example())
    runs = ensemble(folder, members=60, seed=2)
    expected = ensemble(folder, members=1, engine="mean_field").of("Camp North")[0, -1]
    assert abs(runs.band("Camp North")[1, -1] - expected) < 0.02 * expected


def test_a_sample_of_settings_is_taken_as_it_is() -> None:
    """Settings that go together stay together, and each is taken once before one comes again."""
    sample = [{"softening": 1.0, "camp_weight": 9.0}, {"softening": 2.0, "camp_weight": 8.0}]
    found = ensemble(example(), members=7, varied=sample, seed=0).settings
    pairs = [(it.softening, it.camp_weight) for it in found]
    assert {*pairs[0:2]} == {*pairs[2:4]} == {*pairs[4:6]} == {(1.0, 9.0), (2.0, 8.0)}


@pytest.mark.parametrize("engine", ENGINES)
def test_everybody_is_in_a_place_or_on_a_road(engine: str) -> None:
    """In each member, by each engine, those who set out are somewhere; expected counts lose no part of a person."""
    runs = ensemble(example(), members=3, engine=engine, count_error=0.1, seed=2)
    people = runs.counts.sum(axis=2, dtype=float) + runs.on_the_road
    assert np.allclose(people, runs.set_out, rtol=1e-12, atol=1e-6)


def test_whole_numbers_and_switches_keep_their_kind() -> None:
    """A drawn number of hops is whole, a drawn switch is true or false."""
    varied = {"awareness_level": OneOf((1.0, 2.0)), "start_on_foot": OneOf((0.0, 1.0))}
    settings = ensemble(example(), members=6, varied=varied, seed=0).settings
    assert {type(it.awareness_level) for it in settings} == {int}
    assert {it.start_on_foot for it in settings} == {True, False}


def test_miscounts_are_right_on_average() -> None:
    """The mean of the ratios is 1, and their spread is what was asked for."""
    folder, rng = example(), np.random.default_rng(0)
    last = [miscounted(folder, 0.2, rng).counted[1].reports[0][-1].people / 4500 for _ in range(4000)]
    assert np.mean(last) == pytest.approx(1.0, abs=0.015)
    assert np.std(last) == pytest.approx(0.2, abs=0.015)


def test_progress_is_told() -> None:
    """After each job the members done and all are told."""
    told: list[tuple[int, int]] = []
    ensemble(example(), members=10, seed=1, progress=lambda done, of: told.append((done, of)))
    assert told == [(4, 10), (8, 10), (10, 10)]


def test_rows_and_summary_show_the_bands() -> None:
    """A row holds the quantiles in their order, with the report; the summary speaks two languages."""
    found = ensemble(example(), members=10, seed=1, quantiles=(0.1, 0.9))
    row = found.rows()[-1]
    assert (row.place, row.reported) == ("Camp South", 2445)
    assert row.people[0] <= row.people[1]
    assert "10 runs" in found.summary()
    assert "10 corridas" in found.summary("es")
    with pytest.raises(KeyError):
        found.of("Nowhere")


def test_all_mistakes_are_told_together() -> None:
    """What cannot be run is said at once, before anything runs."""
    with pytest.raises(ValueError, match="members") as caught:
        ensemble(
            example(),
            members=0,
            varied={"speed": Between(1, 2)},
            count_error=2,
            engine="fast",
            quantiles=(5.0,),
            seed=-1,
        )
    assert str(caught.value) == (
        "members: must be at least 1, got 0. seed: must be at least 0, got -1. "
        "varied: must name settings of simsetting.yml, got speed. "
        "count_error: must be between 0 and 1, got 2. "
        "engine: must be one of population, individual, mean_field, got 'fast'. "
        "quantiles: must be between 0 and 1, got (5.0,)."
    )
    with pytest.raises(ValueError, match=r"^camp_weight: must be at least 0, got -"):
        ensemble(example(), members=3, varied={"camp_weight": Between(-3.0, -1.0)})


def test_bounds_of_spreads_are_checked() -> None:
    """A spread that cannot be drawn from says why."""
    with pytest.raises(ValueError, match=r"^low: must be more than 0 by ratio, got 0.0.$"):
        Between(0.0, 1.0, by_ratio=True)
    with pytest.raises(ValueError, match=r"^values: must hold at least one, got none.$"):
        OneOf(())


def test_the_folder_of_an_ensemble_is_not_changed() -> None:
    """Reports and settings of the folder stand as they were read."""
    folder = example()
    before = dataclasses.asdict(folder)
    ensemble(folder, members=3, varied=VARIED, count_error=0.5)
    assert dataclasses.asdict(folder) == before
