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


def test_options_of_the_ensemble_are_told_together(monkeypatch):
    """A share beyond 1 and an address without a port; without dask, what brings it."""
    asked = Asked(flee=True, count_error=1.5, scheduler="somewhere")
    monkeypatch.setattr("posada.report.movement.asked.missing_extra", lambda: "")
    assert [str(it) for it in asked.mistakes()] == [
        "--count-error: must be from 0 to 1, got 1.5.",
        "--scheduler: must be an address like tcp://10.0.0.5:8786, got 'somewhere'.",
    ]
    monkeypatch.undo()
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    asked = Asked(flee=True, scheduler="tcp://10.0.0.5:8786")
    assert [str(it) for it in asked.mistakes()] == [
        "--scheduler: needs dask, which is not installed. Call: pip install 'posada[cluster]'"
    ]
    assert [it.file for it in Asked(count_error=0.1, scheduler="x:1").mistakes()] == [
        "--count-error",
        "--scheduler",
    ]


@pytest.mark.parametrize(
    "address", ["foo://10.0.0.5:8786", "http://10.0.0.5:8786", "tcp://10.0.0.5", "a/b:1"]
)
def test_what_dask_cannot_call_is_no_address(monkeypatch, address):
    """It is told before anything is called."""
    monkeypatch.setattr("posada.report.movement.asked.missing_extra", lambda: "")
    told = [str(it) for it in Asked(flee=True, scheduler=address).mistakes()]
    assert told == [f"--scheduler: must be an address like tcp://10.0.0.5:8786, got {address!r}."]


def test_a_scheduler_that_does_not_answer_is_told_as_a_mistake(tmp_path, monkeypatch):
    """The option is named, with what was expected where."""

    def nobody(address):
        def there(work, jobs):
            raise ConnectionError(f"scheduler: must answer at {address}, got no answer in 10 seconds.")

        return there

    monkeypatch.setattr("posada.report.movement.asked.missing_extra", lambda: "")
    monkeypatch.setattr("posada.report.movement.asked.on_cluster", nobody)
    conflict = conflict_to_run(write_example(tmp_path / "example"), Asked(flee=True, scheduler="far:8786"))
    with pytest.raises(InputError, match=r"^--scheduler: must answer at far:8786, got no answer in 10 s"):
        conflict.run(lambda done, of: None)


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
