"""The check comes to the same verdicts by another way, and a fault of any kind is found."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from posada.commitments import measure
from posada.commitments.check import check
from posada.programme import read_programme
from posada.programme.tables import Contradiction, VerdictRow

sys.path.insert(0, str(Path(__file__).parents[1]))

from ledgers import covered, delivery, on, programme, promise, random_ledger, said

EXAMPLES = Path(__file__).parents[3] / "examples"


def random_terms(seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    return {
        "as_of": on(dice.randint(0, 20)),
        "known_as_of": dice.choice([None, on(5)]),
        "policy": dice.choice(["all", "press", "registry"]),
        "sources": dice.choice([None, None, ("said", "seen")]),
    }


def test_engine_and_check_agree_on_random_ledgers() -> None:
    """Six hundred ledgers with all kinds of deadlines, events, gaps and calendars, on random terms."""
    for seed in range(600):
        ledger, terms = random_ledger(seed), random_terms(seed + 10**6)
        assert check(ledger, measure(ledger, **terms).rows(), **terms) == (), seed


@pytest.mark.parametrize("name", ["mapastepec-2021", "promise-2024"])
@pytest.mark.parametrize("policy", ["registry", "press", "all"])
def test_engine_and_check_agree_on_the_examples(name: str, policy: Any) -> None:
    """On every policy, today and as it was known in the middle."""
    ledger = read_programme(EXAMPLES / name)
    middle = ledger.settings.starts_on + (ledger.settings.ends_on - ledger.settings.starts_on) / 2
    for terms in ({}, {"as_of": middle}, {"known_as_of": middle}):
        rows = measure(ledger, policy=policy, **terms).rows()
        assert check(ledger, rows, policy=policy, **terms) == ()


LATER = promise("later", made_on=on(5), strength="permit", supersedes_commitment_id="k", due_on=on(20))
LEDGER = programme(
    commitments=(promise(deadline="none", due_on=None), LATER, promise("law", on_expiry="refused")),
    deliveries=(
        delivery("d1", 2, 4, claim_id="c1"),
        delivery("d2", 3, 9, cohort_id="others"),
        delivery("d3", 6, event="ended", unit=""),
        delivery("d4", 2, (3, 5), commitment_id="law"),
    ),
    coverage=(covered(0, 40), covered(0, 40, commitment_id="law", grade="registry")),
    claims=(
        said("c1", source_id="seen", from_byte=5, until_byte=9, quotation="four"),
        said("c2", commitment_id="k"),
        said("c3", commitment_id="k", polarity="deny", claimant_actor_id="paper", source_id="seen"),
        said("c4", cohort_id="people", amount_lo=4, amount_hi=4, unit="cards"),
        said("c5", cohort_id="others", amount_lo=9, amount_hi=9, unit="cards"),
    ),
    contradictions=(
        Contradiction(
            contradiction_id="x", topic="t", claim_ids=("c2", "c3"), types=("polarity",), state="open"
        ),
        Contradiction(
            contradiction_id="y", topic="t", claim_ids=("c4", "c5"), types=("quantity_disjoint",),
            state="reconciled", hypothesis="two groups", test="cohort",
        ),
    ),
)  # fmt: skip
Rows = dict[str, list[Any]]


def answer() -> Rows:
    return {name: list(rows) for name, rows in measure(LEDGER).rows().items()}


def verdict(rows: Rows, code: str, **changes: Any) -> None:
    at = next(n for n, row in enumerate(rows["verdicts"]) if row.commitment_id == code)
    rows["verdicts"][at] = replace(rows["verdicts"][at], **changes)


def traced(rows: Rows, row_id: str, **changes: Any) -> None:
    at = next(n for n, row in enumerate(rows["verdict_traces"]) if row.row_id == row_id)
    rows["verdict_traces"][at] = replace(rows["verdict_traces"][at], **changes)


def weighed(rows: Rows, code: str, **changes: Any) -> None:
    at = next(n for n, row in enumerate(rows["reconciliations"]) if row.contradiction_id == code)
    rows["reconciliations"][at] = replace(rows["reconciliations"][at], **changes)


def drop(rows: Rows, table: str, key: str, value: str) -> None:
    rows[table] = [row for row in rows[table] if getattr(row, key) != value]


FAULTS: dict[str, tuple[str, Callable[[Rows], object]]] = {
    "a promise forgotten": ("answered_once", lambda rows: drop(rows, "verdicts", "commitment_id", "law")),
    "a promise answered twice": ("answered_once", lambda rows: rows["verdicts"].append(rows["verdicts"][0])),
    "a promise nobody made": (
        "answered_once",
        lambda rows: rows["verdicts"].append(replace(rows["verdicts"][0], commitment_id="none")),
    ),
    "all answers gone": ("answered_once", lambda rows: rows["verdicts"].clear()),
    "another day": ("terms", lambda rows: verdict(rows, "k", as_of_on=on(3))),
    "another ledger": ("terms", lambda rows: verdict(rows, "k", known_as_of_on=on(3))),
    "another policy": ("terms", lambda rows: verdict(rows, "k", policy="press")),
    "a contested promise told as made": ("existence", lambda rows: verdict(rows, "k", existence="told_true")),
    "a voice too many": ("existence", lambda rows: verdict(rows, "k", voices_for=2)),
    "a denial lost": ("existence", lambda rows: verdict(rows, "k", voices_against=0)),
    "a verdict too good": ("verdicts", lambda rows: verdict(rows, "law", verdicts=("kept",))),
    "a verdict added": ("verdicts", lambda rows: verdict(rows, "law", verdicts=("broken", "late"))),
    "a verdict lost": ("verdicts", lambda rows: verdict(rows, "later", verdicts=("broken",))),
    "no verdict": ("verdicts", lambda rows: verdict(rows, "law", verdicts=())),
    "a substitution hidden": ("verdicts", lambda rows: verdict(rows, "k", verdicts=("partly_kept",))),
    "kept too much at least": ("kept", lambda rows: verdict(rows, "law", kept_lo=4)),
    "kept too much at most": ("kept", lambda rows: verdict(rows, "law", kept_hi=6)),
    "late without reason": ("late", lambda rows: verdict(rows, "law", late_hi=1)),
    "owed too little": ("owed", lambda rows: verdict(rows, "law", owed_lo=5)),
    "a bound forgotten": ("owed", lambda rows: verdict(rows, "law", owed_hi=None)),
    "a wrong stage": ("lifecycle", lambda rows: verdict(rows, "law", lifecycle="active")),
    "more known than is": ("knowledge", lambda rows: verdict(rows, "later", knowledge="decided")),
    "less known than is": ("knowledge", lambda rows: verdict(rows, "law", knowledge="undecided")),
    "better evidence than there is": ("grade", lambda rows: verdict(rows, "law", grade="registry")),
    "evidence where there is none": ("grade", lambda rows: verdict(rows, "later", grade="party")),
    "a day moved": ("due_on", lambda rows: verdict(rows, "law", due_on=on(11))),
    "a day made up": ("due_on", lambda rows: verdict(rows, "k", due_on=on(11))),
    "silence not told": ("silent", lambda rows: verdict(rows, "law", silent_lo=None, silent_hi=None)),
    "silence made less": ("silent", lambda rows: verdict(rows, "law", silent_lo=0)),
    "a wrong successor": ("successor", lambda rows: verdict(rows, "k", substituted_by_commitment_id="law")),
    "a successor of nothing": (
        "successor",
        lambda rows: verdict(rows, "law", substituted_by_commitment_id="later"),
    ),
    "a row not traced": ("trace", lambda rows: drop(rows, "verdict_traces", "row_id", "d1")),
    "a row made up": (
        "trace",
        lambda rows: rows["verdict_traces"].append(replace(rows["verdict_traces"][1], row_id="d9")),
    ),
    "a row traced twice": (
        "trace",
        lambda rows: rows["verdict_traces"].append(rows["verdict_traces"][1]),
    ),
    "a wrong source": ("trace", lambda rows: traced(rows, "d1", source_id="told")),
    "a span moved": ("trace", lambda rows: traced(rows, "d1", from_byte=6)),
    "a span lost": ("trace", lambda rows: traced(rows, "d1", from_byte=None, until_byte=None)),
    "refused evidence let in": ("trace", lambda rows: traced(rows, "d2", refused_for=None)),
    "evidence refused": ("trace", lambda rows: traced(rows, "d1", refused_for="unit")),
    "another reason to refuse": ("trace", lambda rows: traced(rows, "d2", refused_for="unit")),
    "a contradiction forgotten": (
        "reconciliation",
        lambda rows: drop(rows, "reconciliations", "contradiction_id", "x"),
    ),
    "a contradiction made up": (
        "reconciliation",
        lambda rows: rows["reconciliations"].append(
            replace(rows["reconciliations"][0], contradiction_id="w")
        ),
    ),
    "a contradiction told twice": (
        "reconciliation",
        lambda rows: rows["reconciliations"].append(rows["reconciliations"][1]),
    ),
    "reconciled without a test": ("reconciliation", lambda rows: weighed(rows, "x", holds="yes")),
    "a hypothesis called false": ("reconciliation", lambda rows: weighed(rows, "y", holds="no")),
    "a hypothesis called open": ("reconciliation", lambda rows: weighed(rows, "y", holds="")),
    "another test": ("reconciliation", lambda rows: weighed(rows, "y", test="scope")),
    "a kind that no claim shows": (
        "reconciliation",
        lambda rows: weighed(rows, "x", types_shown=("omission", "polarity")),
    ),
    "a kind hidden": ("reconciliation", lambda rows: weighed(rows, "y", types_shown=("cohort_mismatch",))),
    "a claim hidden": ("reconciliation", lambda rows: weighed(rows, "y", known_claim_ids=("c4",))),
    "a trace of a promise nobody made": (
        "trace",
        lambda rows: rows["verdict_traces"].append(replace(rows["verdict_traces"][0], commitment_id="none")),
    ),
}


def test_the_answer_without_a_planted_fault_is_clean() -> None:
    """So that each of the following is found for its own sake."""
    assert check(LEDGER, answer()) == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    """Under the rule that it breaks."""
    rule, plant = FAULTS[fault]
    rows = answer()
    plant(rows)
    assert rule in {found.rule for found in check(LEDGER, rows)}


def single_changes(row: VerdictRow) -> Iterator[tuple[str, Any]]:
    """Another value for each cell of a row, one at a time."""
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, int):
            yield field.name, value + 1
        elif value is None:
            yield field.name, 1 if field.name.endswith(("_lo", "_hi")) else "other"


def test_no_number_of_any_answer_can_be_changed_unnoticed() -> None:
    """Every count of every row of thirty random ledgers, one higher; silent voices are a note only."""
    unnoticed = set()
    for seed in range(30):
        ledger = random_ledger(seed)
        rows = measure(ledger).rows()
        for at, row in enumerate(rows["verdicts"]):
            for name, value in single_changes(row):
                changed = list(rows["verdicts"])
                changed[at] = replace(row, **{name: value})
                if not check(ledger, {**rows, "verdicts": changed}):
                    unnoticed.add(name)
    assert unnoticed == {"voices_silent"}


def test_a_fault_says_where_and_what() -> None:
    """In the shape of every other message."""
    rows = answer()
    verdict(rows, "law", verdicts=("kept",), lifecycle="discharged")
    assert [str(fault) for fault in check(LEDGER, rows)] == [
        "verdicts.csv, law: must be broken, got kept. [verdicts]"
    ]
