"""The verb and its answer: what it prints, writes and checks, from Python and from the command line."""

import dataclasses
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from posada.cli import cli
from posada.movement import read_flee_folder
from posada.movement.calibration import Calibration, Effort, calibrate
from posada.movement.calibration.check import check
from posada.movement.calibration.example import NORTH, SOUTH, reported_example
from posada.movement.calibration.parameters import RULES
from posada.movement.example import write_example
from posada.programme import InputError

SMALL = Effort(prior_points=10, rounds=0, draws=10)


@pytest.fixture(scope="module")
def left_out() -> Calibration:
    folders = [
        dataclasses.replace(reported_example(north, south), name=name)
        for name, north, south in (("mali2012", NORTH, SOUTH), ("other", SOUTH, NORTH))
    ]
    return calibrate(folders, leave_one_out=True, leak_free=True, effort=SMALL, seed=3)


def test_the_report_tells_baselines_and_flee_beside_our_error(left_out: Calibration) -> None:
    """Equal, capacity and frozen shares, Flee as run and as published with who says so, and scores of forecasts."""
    told = left_out.summary()
    for phrase in (
        "settings fitted to the others", "equal  capacity  frozen", "Flee-run  Flee-published", "leak-free",
        "our run of Flee 3.1 (PyPI)", "issue djgroen/flee#59", "30 days: CRPS", "90 % intervals cover",
    ):  # fmt: skip
        assert phrase in told
    assert re.search(r"mali2012 .* 0\.811 +0\.254\n", told)
    assert "Pronósticos de los informes siguientes" in left_out.summary("es")


def test_one_conflict_is_explained_with_its_sources(left_out: Calibration) -> None:
    """Its line and where the figures of Flee are from; an unknown name is a KeyError."""
    assert re.search(r" 0\.811 +0\.254\nFlee run: our run of Flee 3\.1", left_out.explain("mali2012"))
    assert re.search(r" - +-$", left_out.explain("other"))
    with pytest.raises(KeyError):
        left_out.explain("nowhere")


def test_a_check_by_other_code_finds_no_fault_and_finds_planted_ones(left_out: Calibration) -> None:
    """A draw outside of its bounds, one without a setting and a baseline that is wrong are each told."""
    assert left_out.faults() == []
    rows = left_out.rows()
    bounds = {prior.name: (prior.low, prior.high) for prior in left_out.posterior.priors}
    reported = {error.name: error.reported.tolist() for error in left_out.errors}
    first, *others = rows["posterior"]
    wrong = dataclasses.replace(rows["validation"][0], equal_shares=0.5, settings=2.5)
    told = check([dataclasses.replace(first, value=9.0), *others[:-1]], bounds, [wrong], reported)
    assert [line.split(":")[0] for line in told] == [
        "draw 1, distance_power", "draw 10", "mali2012, equal_shares", "mali2012, settings",
    ]  # fmt: skip


def test_one_conflict_cannot_be_left_out_of_itself() -> None:
    """Leaving one out needs two."""
    with pytest.raises(InputError, match=r"^leave one out: must have at least two folders, got one\.$"):
        calibrate([reported_example()], leave_one_out=True, effort=SMALL)


def test_the_settings_can_be_read_back_by_simulate(left_out: Calibration, tmp_path: Path) -> None:
    """What is written as simsetting.yml is what was fitted, with the rules that the fit starts from."""
    folder = write_example(tmp_path)
    (folder / "fitted.yml").write_text(left_out.settings_text())
    read = read_flee_folder(folder, folder / "fitted.yml").settings
    assert read == left_out.settings
    assert {name: getattr(read, name) for name in RULES} == RULES


def test_the_command_writes_posterior_settings_and_validation(tmp_path: Path) -> None:
    """All files are there, the answer is JSON where it is asked for, and too few reports are told with exit code 2."""
    runner, out = CliRunner(), tmp_path / "out"
    days = "".join(f"2021-01-{day:02d},{60 * day}\n" for day in (1, 5, 12, 20, 30))
    folder = write_example(tmp_path / "land", north_csv=days, south_csv=days, refugees_csv=days)
    asked = ["calibrate", str(folder), "--points", "10", "--leak-free", "--out", str(out), "--json"]
    answer = runner.invoke(cli, asked)
    assert answer.exit_code == 0, answer.output
    assert json.loads(answer.stdout)["faults"] == []
    assert sorted(file.name for file in out.iterdir()) == [
        "forecasts.csv", "posterior.csv", "simsetting.yml", "validation.csv", "validation.json",
    ]  # fmt: skip
    assert json.loads((out / "validation.json").read_text())["validation"][0]["conflict"] == "land"
    few = write_example(tmp_path / "few")
    refused = runner.invoke(cli, ["calibrate", str(few)])
    assert refused.exit_code == 2
    assert "few/source_data: must hold reports of people in camps on at least 3 days" in refused.stderr


def test_folders_that_cannot_be_read_are_told_together(tmp_path: Path) -> None:
    """Not the first only, and each mistake with its folder, as files have the same names in all."""
    bad = write_example(tmp_path / "bad", routes_csv="Akora,Brava,far,0\n")
    asked = ["calibrate", str(tmp_path / "nowhere"), str(bad), str(tmp_path / "elsewhere")]
    refused = CliRunner().invoke(cli, asked)
    assert refused.exit_code == 2
    assert [line.split(":")[0] for line in refused.stderr.splitlines()[:-1]] == [
        "nowhere/input_csv", "bad/input_csv/routes.csv, line 1, distance", "elsewhere/input_csv",
    ]  # fmt: skip
