"""The ten households of `first-steps` go where its README says, and no other plan is as good."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from click.testing import CliRunner

from posada import placement
from posada.cli import cli
from posada.plan import Plan, make_plan
from posada.programme import Programme, read_programme

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "examples" / "first-steps"
TUTORIAL = ROOT / "docs" / "tutorial" / "first-steps.md"
EXPECTED = {
    "H-01": "celaya",
    "H-03": "pachuca",
    "H-04": "puebla",
    "H-08": "puebla",
    "H-09": "puebla",
    "H-10": "pachuca",
}
REASONS = {
    "H-02": "capacity",
    "H-05": "open_asylum_claim",
    "H-06": "child_protection",
    "H-07": "consent_missing",
}

# What the README says by hand: people, and points where a case may go. H-08 and H-09 are one case.
CASES = {
    "H-01": (4, {"puebla": 500, "pachuca": 470, "celaya": 465}),
    "H-02": (1, {"puebla": 110, "pachuca": 110, "celaya": 195}),
    "H-03": (2, {"puebla": 245, "pachuca": 265}),
    "H-04": (2, {"puebla": 320, "pachuca": 260}),
    "H-08": (6, {"puebla": 720, "pachuca": 660, "celaya": 660}),
    "H-10": (5, {"puebla": 575, "pachuca": 635}),
}
BEDS = {"puebla": 8, "pachuca": 7, "celaya": 4}


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme(FOLDER)


@pytest.fixture(scope="module")
def plan(programme: Programme) -> Plan:
    return make_plan(programme)


def test_the_readme_counts_right() -> None:
    """Trying every plan by hand-made points gives the plan, the points and the runner-up of the README."""
    plans = []
    for places in product(*(["", *points] for _, points in CASES.values())):
        used = dict.fromkeys(BEDS, 0)
        points_in_all = 0
        for place, (people, points) in zip(places, CASES.values(), strict=True):
            if place:
                used[place] += people
                points_in_all += points[place]
        if all(used[place] <= beds for place, beds in BEDS.items()):
            plans.append((points_in_all, places))
    (best, places), (second, _) = sorted(plans, reverse=True)[:2]
    assert (best, second) == (2405, 2325)
    assert dict(zip(CASES, places, strict=True)) == {
        "H-02": "",
        **{c: EXPECTED[c] for c in CASES if c != "H-02"},
    }


def test_households_go_where_the_readme_says(plan: Plan) -> None:
    """Placement finds the one best plan, with the points of the README, and proves it."""
    assignments = plan.answers["assignments"]
    assert {row.household_id: row.place_id for row in assignments} == EXPECTED
    assert sum(row.score for row in assignments) == 2405
    assert plan.receipt["placement"]["gap_share"] == pytest.approx(0, abs=1e-6)


def test_the_others_wait_for_the_reasons_of_the_readme(plan: Plan) -> None:
    """Each of the four who wait has its reason, and the three gates come before any capacity."""
    assert {row.household_id: row.reason for row in plan.answers["waiting"]} == REASONS


def test_one_more_bed_in_celaya_is_worth_what_the_tutorial_says(programme: Programme) -> None:
    """With five beds in Celaya H-02 goes there, nobody else moves, and the plan is worth 2,600 points."""
    capacities = tuple(
        replace(row, amount=5) if (row.place_id, row.resource_id) == ("celaya", "beds") else row
        for row in programme.capacities
    )
    assignments = make_plan(replace(programme, capacities=capacities)).answers["assignments"]
    assert {row.household_id: row.place_id for row in assignments} == {**EXPECTED, "H-02": "celaya"}
    assert sum(row.score for row in assignments) == 2600


def test_the_tutorial_tells_the_journey(plan: Plan) -> None:
    """Two buses with two drivers each leave on Tuesday and arrive on Wednesday, and nobody is left behind."""
    departures = plan.answers["departures"]
    assert [row.departs_at.date() for row in departures] == [dt.date(2021, 11, 23)] * 2
    assert [len(row.driver_ids) for row in departures] == [2, 2]
    stops = sorted((row.place_id, row.people, row.arrives_at.date()) for row in plan.answers["stops"])
    wednesday = dt.date(2021, 11, 24)
    assert stops == [("celaya", 4, wednesday), ("pachuca", 7, wednesday), ("puebla", 8, wednesday)]
    assert plan.answers["unscheduled"] == ()


def test_the_tutorial_tells_the_desk(plan: Plan) -> None:
    """Five households register on Monday and three on Tuesday, in the announced order."""
    register = [row for row in plan.answers["appointments"] if row.step_id == "register"]
    days = {row.household_id: row.starts_at.date() for row in register}
    monday = sorted(household for household, day in days.items() if day == dt.date(2021, 11, 22))
    tuesday = sorted(household for household, day in days.items() if day == dt.date(2021, 11, 23))
    assert monday == ["H-02", "H-03", "H-04", "H-08", "H-10"]
    assert tuesday == ["H-01", "H-05", "H-09"]
    in_order = sorted(register, key=lambda row: row.starts_at)
    assert [row.household_id for row in in_order][:4] == ["H-04", "H-10", "H-03", "H-08"]


def test_the_tutorial_counts_the_days(plan: Plan) -> None:
    """Filed on Wednesday 24 November, each case is due on 22 December, and silence is refusal."""
    assert {(row.from_on, row.due_on, row.on_expiry) for row in plan.answers["deadlines"]} == {
        (dt.date(2021, 11, 24), dt.date(2021, 12, 22), "refused")
    }


def test_the_tutorial_shows_what_the_commands_say(programme: Programme) -> None:
    """The blocks of the tutorial are what `posada check` prints and what `explain` says of H-01."""
    tutorial = TUTORIAL.read_text(encoding="utf-8")
    assert CliRunner().invoke(cli, ["check", str(FOLDER)]).output in tutorial
    assert placement.place(programme).explain("H-01", lang="en").strip() in tutorial


def test_first_come_first_served_places_fourteen(plan: Plan) -> None:
    """The baseline that the tutorial quotes is the one in the plan."""
    placed = {row.rule: row.people_placed for row in plan.answers["baselines"]}
    assert placed["first_come"] == 14


def test_the_plan_passes_its_checks(plan: Plan) -> None:
    """No check finds a fault in the plan."""
    assert plan.faults == ()
