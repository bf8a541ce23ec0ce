"""The placement room alone: files given by hand, and what is made of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from posada.placement import place
from posada.placement.alone import (
    place_again,
    place_alone,
    read_assignments,
    read_capacities,
    replay_placement,
)
from posada.placement.certificates import verify_certificate
from posada.placement.check import check
from posada.programme import InputError, PosadaError, Programme, read_programme
from posada.programme.writing import write_tables

FIRST_STEPS = Path(__file__).parents[2] / "examples" / "first-steps"


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme(FIRST_STEPS)


@pytest.fixture
def published(programme: Programme, tmp_path: Path) -> Path:
    write_tables(tmp_path, {"assignments": place(programme).assignments})
    return tmp_path / "assignments.csv"


def test_a_kept_plan_is_kept_and_proven(programme: Programme, published: Path, tmp_path: Path) -> None:
    """Staying earns points, and the certificate says whom it kept."""
    placed = place_alone(programme, keep=published, preferences=False)
    placed.write_certificate(tmp_path)
    assert placed.rows["assignments"] == placed.placement.assignments
    assert placed.placement.worth.stays > 0
    assert verify_certificate(programme, placed.rows["assignments"], tmp_path).faults == ()


def test_trades_leave_a_plan_that_passes_check_and_certificate(programme: Programme, tmp_path: Path) -> None:
    """After trading the tables, the proof and the summary belong together."""
    placed = place_alone(programme, keep=None, preferences=True)
    placed.write_certificate(tmp_path)
    assert verify_certificate(programme, placed.rows["assignments"], tmp_path).faults == ()
    assert check(programme, assignments=placed.rows["assignments"], waiting=placed.rows["waiting"]) == ()
    assert placed.summary("en").startswith(placed.placement.summary("en"))
    assert placed.summary("es") != placed.placement.summary("es")


def test_other_capacities_are_tried_from_a_file(
    programme: Programme, published: Path, tmp_path: Path
) -> None:
    """The bound is told before the plan is there, and the programme stays as it is."""
    fewer = [
        replace(row, amount=row.amount - 1) if row.resource_id == "beds" else row
        for row in programme.capacities
    ]
    write_tables(tmp_path, {"capacities": tuple(fewer)})
    told: list[float] = []
    changed = place_again(programme, published, tmp_path / "capacities.csv", tell_bound=told.append)
    assert told == [changed.bound]
    placed = sum(row.people for row in changed.placement.assignments)
    assert placed <= sum(row.people for row in changed.before) - 3


def test_a_replay_says_what_it_reaches(programme: Programme) -> None:
    """All rules beside each other, in both languages."""
    year = replay_placement(programme)
    assert {row["rule"] for row in year.rows()} == {"potentials", "minimum_discord", "greedy"}
    assert 0 < year.share_of_hindsight <= 1
    assert year.summary("en") != year.summary("es")


def test_ids_that_the_programme_does_not_have_are_told_all_at_once(
    programme: Programme, tmp_path: Path
) -> None:
    """Codes of households are not repeated."""
    kept, offered = tmp_path / "kept.csv", tmp_path / "offered.csv"
    kept.write_text("household_id,place_id,people\nMaria,celaya,4\nH-01,celya,4\n", "utf-8")
    offered.write_text("place_id,resource_id,amount\ncelya,beds,4\ncelaya,bed,4\n", "utf-8")
    with pytest.raises(InputError) as refused:
        read_assignments(programme, kept)
    assert [str(mistake) for mistake in refused.value.mistakes] == [
        "kept.csv, line 2, household_id: must be a household_id of the programme.",
        "kept.csv, line 3, place_id: must be a place_id of the programme.",
    ]
    with pytest.raises(InputError) as refused:
        read_capacities(programme, offered)
    assert [str(mistake) for mistake in refused.value.mistakes] == [
        "offered.csv, line 2, place_id: must be a place_id of the programme.",
        "offered.csv, line 3, resource_id: must be a resource_id of the programme.",
    ]


def test_a_file_that_is_not_there_is_told(programme: Programme, tmp_path: Path) -> None:
    """By its name, without the way to it."""
    with pytest.raises(PosadaError, match=r"^none\.csv: no such file\.$"):
        read_assignments(programme, tmp_path / "none.csv")
