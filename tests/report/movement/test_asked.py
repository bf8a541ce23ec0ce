"""Options and files are held against each other before anything runs, all mistakes together."""

from pathlib import Path

import pytest

from posada.movement.example import write_example
from posada.programme import InputError
from posada.report.movement.asked import Asked, conflict_to_run, groups_to_follow

MAPASTEPEC = Path(__file__).parents[3] / "examples" / "mapastepec-2021"


def test_sound_options_have_no_mistakes():
    """Nothing said is nothing wrong."""
    assert list(Asked().mistakes()) == []
    assert list(Asked(offer="none", delivered="late:0", members=1, seed=0).mistakes()) == []
    assert list(Asked(flee=True, engine="individual", compat="flee").mistakes()) == []


def test_an_offer_called_none_is_no_offer():
    """The word none makes none, even where there is only one."""
    groups = groups_to_follow(MAPASTEPEC, Asked(offer="none", members=2))
    assert groups.follow(lambda done, of: None).outlook.offer_id is None


def test_options_programme_and_parameters_are_told_together(tmp_path):
    """One sentence for each, whatever file it stands in."""
    (tmp_path / "caravans.toml").write_text("reach = 30\n")
    with pytest.raises(InputError) as refused:
        groups_to_follow(tmp_path, Asked(members=0))
    lines = str(refused.value).splitlines()
    assert lines[:2] == [
        "--members: must be from 1 to 10,000, got 0.",
        "caravans.toml, reach: no such parameter. Did you mean 'reach_km'?",
    ]
    assert any("programme.toml" in line for line in lines[2:])


def test_options_and_a_flee_folder_are_told_together(tmp_path):
    """The option first, then the file with its line."""
    folder = write_example(tmp_path / "example", routes_csv="Akora,Brava,far,0\n")
    with pytest.raises(InputError, match=r"--offer: .*\n.*routes\.csv, line 1, distance: "):
        conflict_to_run(folder, Asked(flee=True, offer="x"))
