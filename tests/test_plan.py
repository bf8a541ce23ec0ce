import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from posada import testing
from posada.plan import (
    ANSWERS,
    book_again,
    check_plan,
    explain_household,
    make_plan,
    read_plan,
    report_again,
    write_plan,
)
from posada.programme import PosadaError, read_programme

EXAMPLES = Path(__file__).parents[1] / "examples"
FILES = {
    *(f"{name}.csv" for name in ANSWERS),
    "appointments.ics",
    "certificate.json",
    "certificate.npz",
    "manifests.pdf",
    "manifests.xlsx",
    "receipt.json",
    "report.html",
}


@pytest.fixture(scope="module")
def programme():
    return read_programme(EXAMPLES / "first-steps")


@pytest.fixture(scope="module")
def plan(programme):
    return make_plan(programme)


@pytest.fixture
def folder(plan, tmp_path):
    write_plan(plan, tmp_path / "plan", lang="en")
    return tmp_path / "plan"


@pytest.mark.parametrize("example", sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir()))
def test_every_example_is_planned_without_a_fault(example, tmp_path):
    """The main job, end to end, on every folder of examples; proven within a thousandth of the best."""
    made = make_plan(read_programme(EXAMPLES / example))
    write_plan(made, tmp_path, lang="es")
    assert made.faults == ()
    assert made.receipt["placement"]["gap_share"] <= 1e-3
    assert {path.name for path in tmp_path.iterdir()} == FILES
    assert len(made.answers["assignments"]) + len(made.answers["waiting"]) == len(made.programme.households)


@given(programme=testing.programmes())
def test_any_programme_is_planned_without_a_fault(programme):
    """Whatever the tables say, all rooms fit together and every check is content."""
    assert make_plan(programme).faults == ()


def test_two_runs_write_the_same_bytes(programme, plan, folder, tmp_path):
    """Every file is the same but for the seconds in the receipt."""
    write_plan(make_plan(programme), tmp_path / "again", lang="en")
    for path in folder.iterdir():
        again = tmp_path / "again" / path.name
        if path.name == "receipt.json":
            told, told_again = (json.loads(file.read_text("utf-8")) for file in (path, again))
            assert {**told, "seconds": {}} == {**told_again, "seconds": {}}
        else:
            assert path.read_bytes() == again.read_bytes(), path.name


def test_the_tables_read_back_are_the_answers(plan, folder):
    """What is written is what was decided, so that it can be corrected by hand and run again."""
    assert read_plan(folder) == dict(plan.answers)
    assert check_plan(plan.programme, read_plan(folder)) == ()


def test_the_receipt_says_what_was_read_and_how_good_the_plan_is(programme, plan):
    """A digest of each file, the seed, the solver, the proof and the seconds of each room."""
    assert set(plan.receipt["inputs"]) == set(programme.digests)
    assert all(len(digest) == 64 for digest in plan.receipt["inputs"].values())
    assert plan.receipt["seed"] == programme.settings.seed
    assert {"objective", "bound", "gap_share"} <= set(plan.receipt["placement"])
    assert set(plan.receipt["seconds"]) == {"placement", "regularisation", "transport", "checks"}


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ("assignments", lambda rows: rows[1:]),
        ("assignments", lambda rows: (replace(rows[0], people=rows[0].people + 1), *rows[1:])),
        ("waiting", lambda rows: rows[1:]),
        ("departures", lambda rows: rows[1:]),
        ("stops", lambda rows: (replace(rows[0], people=rows[0].people + 1), *rows[1:])),
        ("seats", lambda rows: rows[1:]),
        ("appointments", lambda rows: (replace(rows[0], people=rows[0].people + 1), *rows[1:])),
        ("deadlines", lambda rows: rows[1:]),
    ],
)
def test_a_plan_changed_for_the_worse_is_refused(plan, table, fault):
    """Each table is looked at by a check: a row too few or a wrong number is found."""
    assert check_plan(plan.programme, {**plan.answers, table: fault(plan.answers[table])})


def test_a_room_can_be_run_again_on_corrected_tables(programme, plan, folder):
    """Booking again at the place keeps what stands at the gathering, and gives the same appointments."""
    rows, summary = book_again(programme, folder, at="place", lang="en")
    assert rows["appointments"] == plan.answers["appointments"]
    assert rows["deadlines"] == plan.answers["deadlines"]
    assert summary


def test_one_household_is_explained_by_every_room(programme, folder):
    """Place, bus, appointments and deadlines of the household that was asked for, and of no other."""
    mine = read_plan(folder)["assignments"][0].household_id
    told = explain_household(programme, folder, mine, lang="en")
    assert set(told) == {"placement", "transport", "regularisation"}
    others = {row.household_id for row in programme.households} - {mine}
    assert mine in told["placement"]
    assert not any(other in " ".join(told.values()).split() for other in others)


def test_a_corrected_plan_is_explained_as_it_stands(programme, folder):
    """Who was moved by hand is explained where it is now, not where the program would put it."""
    path = folder / "assignments.csv"
    rows = path.read_text("utf-8").splitlines()
    household_id, place_id = rows[1].split(",")[:2]
    other = next(row.place_id for row in programme.places if row.place_id != place_id)
    name = next(row.name for row in programme.places if row.place_id == other)
    rows[1] = rows[1].replace(place_id, other)
    path.write_text("\n".join(rows) + "\n", "utf-8")
    told = explain_household(programme, folder, household_id, lang="en")
    assert name in told["placement"].splitlines()[0]


def test_an_unknown_household_is_refused_without_repeating_the_code(programme, folder):
    """What was typed may be somebody's name."""
    with pytest.raises(PosadaError, match=r"^No household of households\.csv has this code\.$"):
        explain_household(programme, folder, "Maria", lang="en")


def test_the_report_can_be_made_again_in_the_other_language(programme, folder):
    """From the tables as they lie in the folder, with the receipt of the plan."""
    assert report_again(programme, folder, lang="en") == (folder / "report.html").read_text("utf-8")
    assert 'lang="es"' in report_again(programme, folder, lang="es")


def test_manifests_and_tables_about_people_are_not_for_everybody(folder):
    """Files that tell where households go can be read by their owner alone."""
    for name in ("assignments.csv", "seats.csv", "manifests.pdf", "manifests.xlsx", "appointments.ics"):
        assert stat.S_IMODE((folder / name).stat().st_mode) & 0o077 == 0, name


@pytest.mark.parametrize("text", ["{", "[1]", "\x00"])
def test_a_spoilt_receipt_is_told_in_a_sentence(programme, folder, text):
    """Somebody's editor may have cut it; the report says what to do."""
    (folder / "receipt.json").write_text(text, "utf-8")
    with pytest.raises(
        PosadaError, match=r"^receipt\.json: must be as 'posada plan' wrote it\. Plan again\.$"
    ):
        report_again(programme, folder, lang="en")


def test_a_place_that_is_not_in_the_programme_is_a_fault_in_the_report(programme, folder):
    """A slip of the hand in assignments.csv is reported, not stumbled over."""
    path = folder / "assignments.csv"
    path.write_text(path.read_text("utf-8").replace("celaya", "celya"), "utf-8")
    assert "do not use this plan" in report_again(programme, folder, lang="en")
