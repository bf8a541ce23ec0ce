"""A plan after a change: the bound at once, few moves, and the frontier."""

from dataclasses import replace
from pathlib import Path

import pytest

from posada.placement import place
from posada.placement.changes import replan
from posada.placement.check import check
from posada.programme import Programme, read_programme
from posada.programme.tables import Assignment, Tie

MAPASTEPEC = Path(__file__).parents[2] / "examples" / "mapastepec-2021"
FIRST_STEPS = Path(__file__).parents[2] / "examples" / "first-steps"


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme(FIRST_STEPS)


def fewer_beds(programme: Programme, place_id: str, beds: int) -> Programme:
    rows = tuple(
        replace(row, amount=beds) if (row.place_id, row.resource_id) == (place_id, "beds") else row
        for row in programme.capacities
    )
    return replace(programme, capacities=rows)


def test_the_bound_at_once_is_one_of_the_plan_behind_it(programme: Programme) -> None:
    """Old prices prove a bound for the new capacities; planning again cannot exceed it."""
    changed = fewer_beds(programme, "puebla", 5)
    found = replan(programme, place(programme).assignments, capacities=changed.capacities)
    without_kept = found.placement.worth.total - found.placement.worth.stays
    assert without_kept <= found.bound + 1e-6
    assert (
        check(
            changed,
            assignments=found.placement.assignments,
            waiting=found.placement.waiting,
            keep=found.before,
        )
        == ()
    )


def test_without_a_change_nobody_moves(programme: Programme) -> None:
    """The published plan is still the best there is."""
    found = replan(programme, place(programme).assignments)
    assert found.moved == 0
    assert [point.households_moved for point in found.frontier] == [0]


def test_pins_never_move(programme: Programme) -> None:
    """A household pinned where it is stays there though its place loses beds."""
    published = place(programme).assignments
    pinned = next(row for row in published if row.place_id == "puebla")
    tie = Tie(household_id=pinned.household_id, place_id="puebla", kind="family", bond="must")
    tied = replace(programme, ties=(*programme.ties, tie))
    changed = fewer_beds(tied, "puebla", pinned.people)
    found = replan(tied, place(tied).assignments, capacities=changed.capacities)
    now = {row.household_id: row.place_id for row in found.placement.assignments}
    assert now[pinned.household_id] == "puebla"


def test_the_frontier_trades_moves_against_score() -> None:
    """Fewer moves, less score, and no point that another beats; few move after a fifth of a place is lost."""
    programme = read_programme(MAPASTEPEC)
    published = place(programme).assignments
    changed = fewer_beds(programme, "puebla", 112)
    found = replan(programme, published, capacities=changed.capacities)
    moves = [point.households_moved for point in found.frontier]
    scores = [point.score for point in found.frontier]
    assert len(moves) >= 3
    assert moves == sorted(moves, reverse=True)
    assert scores == sorted(scores, reverse=True)
    assert found.frontier[0].loss_share == 0
    assert found.moved <= 0.05 * len(published)
    for lang, word in (("en", "What fewer moves would cost:"), ("es", "Lo que costaría mover a menos:")):
        assert word in found.summary(lang)


def test_who_was_published_and_is_not_placed_counts_as_moved(programme: Programme) -> None:
    """To be told to wait after all is a move."""
    nowhere = tuple(replace(row, amount=0) for row in programme.capacities)
    published = (Assignment(household_id="H-01", place_id="celaya", people=4),)
    assert replan(programme, published, capacities=nowhere).moved == 1
