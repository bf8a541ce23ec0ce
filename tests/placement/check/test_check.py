"""Planted faults of every kind are caught, each by the rule that is named after it."""

import ast
import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import posada.placement.check
from posada.placement import place
from posada.placement.check import check
from posada.programme import Fault, Programme
from posada.programme.tables import Assignment, Capacity, Floor, LegalRule, Resource, Waiting
from posada.testing import assert_no_faults

Build = Callable[..., Programme]
START = dt.date(2021, 11, 22)
MODULES = [
    Path(posada.placement.check.__file__).with_name(f"{name}.py")
    for name in ("__init__", "facts", "waiting", "worth")
]
"""The check of `place`; other verbs of the room have checks of their own."""
LAW = tuple(
    LegalRule(country="MEX", rule_id=rule_id, cites=cites, text="", source="the law")
    for rule_id, cites in (
        ("child_protection", "art. 112"),
        ("open_asylum_claim", "art. 24"),
        ("consent", "art. 9"),
    )
)


@dataclass(frozen=True)
class Answer:
    """What a maker hands over, right or wrong."""

    assignments: tuple[Assignment, ...]
    waiting: tuple[Waiting, ...]
    objective: float
    bound: float
    keep: tuple[Assignment, ...]

    def moved(self, household_id: str, place_id: str, **changes: Any) -> "Answer":
        """The answer with a household placed elsewhere, or placed instead of waiting."""
        known = {row.household_id: row for row in self.assignments}
        people = {row.household_id: row.people for row in (*self.assignments, *self.waiting)}
        row = known.get(
            household_id, Assignment(household_id=household_id, place_id="", people=people[household_id])
        )
        others = tuple(row for row in self.assignments if row.household_id != household_id)
        return replace(
            self,
            assignments=(*others, replace(row, place_id=place_id, **changes)),
            waiting=tuple(row for row in self.waiting if row.household_id != household_id),
        )

    def sent_to_wait(self, household_id: str, reason: str = "capacity", rule: str = "") -> "Answer":
        """The answer with a household that waits, for this reason, whatever it had before."""
        people = {row.household_id: row.people for row in (*self.assignments, *self.waiting)}
        return replace(
            self,
            assignments=tuple(row for row in self.assignments if row.household_id != household_id),
            waiting=(
                *(row for row in self.waiting if row.household_id != household_id),
                Waiting(household_id=household_id, people=people[household_id], reason=reason, rule=rule),
            ),
        )

    def with_row(self, household_id: str, **changes: Any) -> "Answer":
        """The answer with something changed in the rows of a household."""

        def changed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
            return tuple(replace(row, **changes) if row.household_id == household_id else row for row in rows)

        return replace(self, assignments=changed(self.assignments), waiting=changed(self.waiting))


@pytest.fixture(scope="module")
def village(build: Build) -> Programme:
    """A programme in which every rule has somebody to break it for.

    Place `b` is small, closes early and lies in another state; `full` has one bed; `shut` has closed.
    """
    return build(
        places={
            "a": {"beds": 20, "state": "MX-CHP"},
            "b": {"beds": None, "closes_on": START + dt.timedelta(6)},
            "full": {"beds": 1},
            "shut": {"beds": 9, "closes_on": START - dt.timedelta(1)},
        },
        households={
            "family": {"born": (1990, 2015)},
            "sister": {},
            "pinned": {},
            "refuses": {"refuses_place_id": ("b",)},
            "kept-away": {},
            "enemy": {"refuses_place_id": ("b", "full")},
            "victim": {},
            "friend": {},
            "old-friend": {},
            "pregnant": {"needs": ("pregnant",)},
            "wheelchair": {"needs": ("wheelchair",), "born": (1950,)},
            "torn": {"refuses_place_id": ("a", "b", "full")},
            "claim": {"asylum_claim": "open"},
            "far-claim": {"asylum_claim": "open", "claim_state": "MX-TAB"},
            "child": {"born": (2008,), "alone": True},
            "brother": {"consents": None},
            "eighteen": {"born": (2003,)},
            "silent": {"consents": None},
            "crowd": {"born": (1990,) * 30},
            "worker": {"ready_on": START + dt.timedelta(7), "refuses_place_id": ("full",)},
        },
        ties=[
            ("family", "sister", "must"),
            ("pinned", "a", "must"),
            ("kept-away", "b", "apart"),
            ("enemy", "victim", "apart"),
            ("friend", "old-friend", "prefer:friend"),
            ("child", "brother", "must"),
        ],
        resources=[
            Resource(resource_id="beds", counts="people"),
            Resource(resource_id="midwife", counts="need:pregnant"),
            Resource(resource_id="ramp", counts="need:wheelchair"),
            Resource(resource_id="seats", counts="school_children", hard=False, overrun_price=7.0),
        ],
        capacities=[
            Capacity(place_id="b", resource_id="beds", amount=2, until_on=START + dt.timedelta(2)),
            Capacity(place_id="b", resource_id="beds", amount=1, from_on=START + dt.timedelta(3)),
            Capacity(place_id="a", resource_id="midwife", amount=5),
            Capacity(place_id="a", resource_id="seats", amount=0, at_least=3),
        ],
        floors=(Floor(floor_id="f", group_column="asylum_claim", group_value="open", at_least_score=300.0),),
        legal_rules=LAW,
        score={"friend": 20.0, "service": 15.0},
        placement={"move_cost": 11.0, "shortfall_price": 3.0},
    )


@pytest.fixture(scope="module")
def right(village: Programme) -> Answer:
    """What the room makes of it."""
    keep = (Assignment(household_id="pinned", place_id="a", people=1),)
    placed = place(village, gap=0.0, keep=keep)
    return Answer(placed.assignments, placed.waiting, placed.objective, placed.bound, placed.keep)


def faults_of(programme: Programme, answer: Answer) -> tuple[Fault, ...]:
    return check(
        programme,
        assignments=answer.assignments,
        waiting=answer.waiting,
        objective=answer.objective,
        bound=answer.bound,
        keep=answer.keep,
    )


def test_a_right_answer_has_no_fault(village: Programme, right: Answer) -> None:
    """Every household of the village is where the faults below expect it to be."""
    assert_no_faults(faults_of(village, right))
    at = {row.household_id: row.place_id for row in right.assignments}
    assert {name for name, place_id in at.items() if place_id == "a"} >= {
        "family",
        "sister",
        "pinned",
        "pregnant",
        "claim",
        "worker",
    }
    assert {row.household_id: row.reason for row in right.waiting} == {
        "wheelchair": "need_not_served",
        "torn": "refusals",
        "far-claim": "open_asylum_claim",
        "child": "child_protection",
        "brother": "child_protection",
        "eighteen": "age_unconfirmed",
        "silent": "consent_missing",
        "crowd": "capacity",
    }


def twice(answer: Answer) -> Answer:
    return replace(answer, assignments=(*answer.assignments, answer.assignments[0]))


def in_both(answer: Answer) -> Answer:
    first = answer.assignments[0]
    row = Waiting(household_id=first.household_id, people=first.people, reason="capacity", rule="")
    return replace(answer, waiting=(*answer.waiting, row))


def left_out(answer: Answer) -> Answer:
    return replace(answer, waiting=answer.waiting[1:])


def stranger(answer: Answer) -> Answer:
    row = Assignment(household_id="nobody", place_id="a", people=1, score=100.0)
    return replace(answer, assignments=(*answer.assignments, row))


def waiting_stranger(answer: Answer) -> Answer:
    return replace(
        answer,
        waiting=(*answer.waiting, Waiting(household_id="nobody", people=1, reason="capacity", rule="")),
    )


FAULTS: dict[str, tuple[str, str, Callable[[Answer], Answer]]] = {
    # whose rows
    "household in two rows": ("household_twice", "stands in assignments.csv, line 2 already.", twice),
    "placed and waiting": ("household_twice", "stands in assignments.csv, line 2 already.", in_both),
    "household left out": ("household_missing", "is neither placed nor waiting.", left_out),
    "unknown household placed": ("unknown_household", "must be a household of households.csv.", stranger),
    "unknown household waits": (
        "unknown_household",
        "must be a household of households.csv.",
        waiting_stranger,
    ),
    "unknown place": (
        "unknown_place",
        "must be a place of places.csv.",
        lambda answer: answer.moved("pinned", "nowhere"),
    ),
    "household split": (
        "people",
        "must be 2 people, got 1.",
        lambda answer: answer.with_row("family", people=1),
    ),
    "too many people wait": (
        "people",
        "must be 1 people, got 2.",
        lambda answer: answer.with_row("silent", people=2),
    ),
    # gates and law
    "child alone placed": (
        "child_protection",
        "must not be placed by the program.",
        lambda answer: answer.moved("child", "a").moved("brother", "a"),
    ),
    "maybe a child placed": (
        "age_unconfirmed",
        "must not be placed by the program.",
        lambda answer: answer.moved("eighteen", "a"),
    ),
    "placed without consent": (
        "consent_missing",
        "must not be placed by the program.",
        lambda answer: answer.moved("silent", "a"),
    ),
    "open claim moved": (
        "open_asylum_claim",
        "must stay in the state of the claim.",
        lambda answer: answer.moved("claim", "full"),
    ),
    "open claim of elsewhere moved": (
        "open_asylum_claim",
        "must stay in the state of the claim.",
        lambda answer: answer.moved("far-claim", "a"),
    ),
    "law of a child not cited": (
        "citation",
        "must cite art. 112.",
        lambda answer: answer.with_row("child", rule=""),
    ),
    "law of an age not cited": (
        "citation",
        "must cite art. 112.",
        lambda answer: answer.with_row("eighteen", rule="art. 11"),
    ),
    "law of a claim not cited": (
        "citation",
        "must cite art. 24.",
        lambda answer: answer.with_row("far-claim", rule="art. 112"),
    ),
    "law of consent not cited": (
        "citation",
        "must cite art. 9.",
        lambda answer: answer.with_row("silent", rule=""),
    ),
    # wishes and ties
    "refused place": ("refused_place", "b is refused.", lambda answer: answer.moved("refuses", "b")),
    "place to be kept from": (
        "refused_place",
        "b is refused.",
        lambda answer: answer.moved("kept-away", "b"),
    ),
    "must tie split over places": (
        "must_tie",
        "must be at the place of the household it is tied to, or both wait.",
        lambda answer: answer.moved("sister", "full"),
    ),
    "must tie split by waiting": (
        "must_tie",
        "must be at the place of the household it is tied to, or both wait.",
        lambda answer: answer.sent_to_wait("sister"),
    ),
    "apart tie broken": (
        "apart_tie",
        "must not be at the same place as the household to stay apart from.",
        lambda answer: answer.moved("victim", "a").moved("enemy", "a"),
    ),
    "pin not kept": ("pin", "must be at a, got b.", lambda answer: answer.moved("pinned", "b")),
    # what places offer
    "closed place": (
        "place_closed",
        "shut receives nobody by then.",
        lambda answer: answer.moved("pregnant", "shut"),
    ),
    "place closed by the day of arrival": (
        "place_closed",
        "b receives nobody by then.",
        lambda answer: answer.moved("worker", "b"),
    ),
    "need that the place does not serve": (
        "not_offered",
        "needs midwife, which full lacks.",
        lambda answer: answer.moved("pregnant", "full"),
    ),
    "capacity overrun on every day": (
        "capacity",
        "beds at full on 2021-11-22: ",
        lambda answer: answer.moved("friend", "full").moved("old-friend", "full").moved("refuses", "full"),
    ),
    "soft resource not offered at all": (
        "not_offered",
        "needs seats, which full lacks.",
        lambda answer: answer.moved("family", "full").moved("sister", "full"),
    ),
    # reasons for waiting
    "reason that nobody knows": (
        "waiting_reason",
        "must be one of child_protection, age_unconfirmed, consent_missing, open_asylum_claim,"
        " need_not_served, refusals, capacity, score_below_price.",
        lambda answer: answer.with_row("crowd", reason="no luck"),
    ),
    "child alone not listed for the authority": (
        "waiting_reason",
        "must be child_protection, got consent_missing.",
        lambda answer: answer.with_row("child", reason="consent_missing"),
    ),
    "unconfirmed age passed off as no room": (
        "waiting_reason",
        "must be age_unconfirmed, got capacity.",
        lambda answer: answer.with_row("eighteen", reason="capacity"),
    ),
    "consent passed off as refusal": (
        "waiting_reason",
        "must be consent_missing, got refusals.",
        lambda answer: answer.with_row("silent", reason="refusals"),
    ),
    "gate that does not stop it": (
        "waiting_reason",
        "has no ground to be consent_missing.",
        lambda answer: answer.with_row("crowd", reason="consent_missing"),
    ),
    "claim that it has not": (
        "waiting_reason",
        "has no ground to be open_asylum_claim.",
        lambda answer: answer.with_row("crowd", reason="open_asylum_claim"),
    ),
    "claim passed off as no room": (
        "waiting_reason",
        "must be open_asylum_claim, got capacity.",
        lambda answer: answer.with_row("far-claim", reason="capacity"),
    ),
    "need that is served": (
        "waiting_reason",
        "some place offers everything that is needed.",
        lambda answer: answer.with_row("torn", reason="need_not_served"),
    ),
    "refusals that it has not made": (
        "waiting_reason",
        "has no ground to be refusals: every place that would do is accepted.",
        lambda answer: answer.with_row("crowd", reason="refusals"),
    ),
    "no room, where room is not what lacks": (
        "waiting_reason",
        "has no ground to be capacity: no place that would do is full.",
        lambda answer: answer.with_row("torn", reason="capacity"),
    ),
    "no room, where no place serves the need": (
        "waiting_reason",
        "has no ground to be capacity: no place offers what is needed.",
        lambda answer: answer.with_row("wheelchair", reason="capacity"),
    ),
    "price, where no place has room": (
        "waiting_reason",
        "has no ground to be score_below_price: no place has room.",
        lambda answer: answer.with_row("crowd", reason="score_below_price"),
    ),
    "waits although there is room": (
        "waiting_reason",
        "must not wait: a has room, and the plan would be worth more.",
        lambda answer: answer.sent_to_wait("pinned", "score_below_price"),
    ),
    "a group waits although there is room": (
        "waiting_reason",
        "must not wait: a has room, and the plan would be worth more.",
        lambda answer: answer.sent_to_wait("family").sent_to_wait("sister"),
    ),
    "block that has room": (
        "waiting_rule",
        "midwife at a does not stand in the way.",
        lambda answer: answer.with_row("crowd", rule="beds at a; midwife at a"),
    ),
    "block at a place that is none": (
        "waiting_rule",
        "beds at nowhere does not stand in the way.",
        lambda answer: answer.with_row("crowd", rule="beds at nowhere"),
    ),
    "resource that it does not need": (
        "waiting_rule",
        "midwife does not stand in the way.",
        lambda answer: answer.with_row("wheelchair", rule="ramp; midwife"),
    ),
    # points
    "score too high": (
        "score",
        "must be 100 points, got 160.",
        lambda answer: answer.with_row("pinned", score=160.0),
    ),
    "score that is no number": (
        "score",
        "must be 100 points, got nan.",
        lambda answer: answer.with_row("pinned", score=math.nan),
    ),
    "objective too high": (
        "objective",
        "points, got 999999.",
        lambda answer: replace(answer, objective=999_999.0, bound=999_999.0),
    ),
    "objective that is no number": (
        "objective",
        "points, got nan.",
        lambda answer: replace(answer, objective=math.nan),
    ),
    "bound below the value": (
        "bound",
        "must not be below what the rows are worth,",
        lambda answer: replace(answer, bound=answer.objective - 1.0),
    ),
    "bound that is no number": (
        "bound",
        "got nan.",
        lambda answer: replace(answer, bound=math.nan),
    ),
    "published places forgotten": ("objective", "must be", lambda answer: replace(answer, keep=())),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_caught(village: Programme, right: Answer, name: str) -> None:
    """By the rule named after it, with a sentence that says what was expected, and no household's id."""
    rule, text, plant = FAULTS[name]
    found = faults_of(village, plant(right))
    assert any(fault.rule == rule and text in fault.text for fault in found), [str(fault) for fault in found]
    ids = {row.household_id for row in village.households} - {"claim", "child", "family", "pinned", "refuses"}
    told = " ".join(str(fault) for fault in found)
    assert not any(household_id in told.split() for household_id in ids)


def test_every_rule_of_the_check_has_a_planted_fault() -> None:
    """A rule is named where a fault is made; a new one needs a line in the table above."""
    named = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Fault":
                named.add(node.args[0].value if isinstance(node.args[0], ast.Constant) else "gate")
    gates = {"child_protection", "age_unconfirmed", "consent_missing"}
    assert {"gate" if rule in gates else rule for rule, _, _ in FAULTS.values()} == named


def test_the_check_shares_no_code_with_the_maker() -> None:
    """Its modules import the programme and each other, and nothing else of Posada."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("posada"):
                assert (node.module or "").startswith(("posada.programme", "posada.placement.check")), path


@pytest.mark.parametrize("days", [2, 3])
def test_a_capacity_overrun_on_one_day_only_is_caught(build: Build, days: int) -> None:
    """Two stays that share no day are well; one day in common is one too many."""
    programme = build(
        places={"a": {"beds": 1}},
        households={"h1": {}, "h2": {"ready_on": START + dt.timedelta(2)}},
        resources=[Resource(resource_id="beds", counts="people", stay_days=days)],
    )
    both = tuple(Assignment(household_id=name, place_id="a", people=1, score=100.0) for name in ("h1", "h2"))
    found = [str(fault) for fault in check(programme, assignments=both, waiting=())]
    told = "assignments.csv: beds at a on 2021-11-24: 2 in use, 1 offered. [capacity]"
    assert found == ([told] if days == 3 else [])


def test_without_an_objective_the_bound_is_held_against_the_rows(village: Programme, right: Answer) -> None:
    """A bound may come alone, from a receipt that was cut short."""
    found = check(village, assignments=right.assignments, waiting=right.waiting, bound=right.objective - 12.0)
    assert [fault.rule for fault in found] == ["bound"]


def test_of_two_laws_in_force_either_may_be_cited(build: Build) -> None:
    """The order of rows in legal_rules.csv decides nothing."""
    laws = [
        LegalRule(country="MEX", rule_id="consent", cites=cites, text="", source="the law", valid_from=since)
        for cites, since in (("new", START - dt.timedelta(9)), ("old", None))
    ]
    for rules in (laws, laws[::-1]):
        programme = build(
            places={"a": {"beds": 1}}, households={"h": {"consents": None}}, legal_rules=tuple(rules)
        )
        placed = place(programme)
        assert "new" in placed.waiting[0].rule
        assert_no_faults(check(programme, assignments=placed.assignments, waiting=placed.waiting))
