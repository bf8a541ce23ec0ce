"""Verdicts by counting beside the listing of all completions and beside the check, and the time for many units.

python benchmarks/commitments.py [CASES]

A fifth of the cases are promises of each period. Whole random ledgers, one for ten cases, go through engine and
check. Times are the median of three.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import sys
import time
from dataclasses import replace
from fractions import Fraction
from itertools import combinations_with_replacement, product
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "commitments"))

from ledgers import on, random_ledger

from posada.commitments import measure
from posada.commitments.check import check
from posada.commitments.check.possible import Units, possible, possible_over
from posada.commitments.counts import Flow, outcome
from posada.commitments.example import example
from posada.commitments.periods import outcome_of_periods
from posada.programme.tables import Commitment, Delivery

SHARES = [Fraction(1), Fraction(1, 2), Fraction(3, 4), Fraction(2, 3)]


def random_term(dice: random.Random) -> dict[str, Any]:
    as_of = dice.randint(1, 4)
    flows = []
    for _ in range(dice.randint(0, 3)):
        first, least = dice.randint(1, as_of), dice.randint(0, 1)
        flows.append(Flow(first, dice.randint(first, as_of), least, least + dice.randint(0, 2)))
    least, released = dice.randint(0, 4), dice.randint(0, 2)
    return {
        "flows": flows,
        "triggered": (least, least + dice.randint(0, 2)),
        "waived": (released, released + dice.randint(0, 1)),
        "share": dice.choice(SHARES),
        "due": dice.choice([None, 1, 2, 3, 4, 5]),
        "as_of": as_of,
        "stopped": dice.random() < 0.2,
    }


def listed(term: dict[str, Any]) -> set[str]:
    """The verdicts of all completions, straight from the definition."""
    parts = [
        [
            days
            for number in range(flow.least, flow.most + 1)
            for days in combinations_with_replacement(range(flow.first, flow.last + 1), number)
        ]
        for flow in term["flows"]
    ]
    completions = {tuple(sorted(sum(chosen, ()))) for chosen in product(*parts)}
    found = set()
    for days in completions:
        for triggered in range(term["triggered"][0], term["triggered"][1] + 1):
            for waived in range(term["waived"][0], term["waived"][1] + 1):
                found.add(verdict(days, triggered, waived, term))
    return found


def verdict(days: tuple[int, ...], triggered: int, waived: int, term: dict[str, Any]) -> str:
    owed = triggered - waived
    if owed <= 0:
        return "waived" if waived else "not_triggered"
    due, counted = term["due"], days[:owed]
    kept = sum(due is None or day <= due for day in counted)
    if kept >= term["share"] * owed:
        return "kept"
    if due is None:
        return "suspended" if term["stopped"] else "partly_kept" if kept else "not_due"
    if term["as_of"] <= due:
        return "not_due"
    return "late" if len(counted) >= term["share"] * owed else "broken"


def random_periods(dice: random.Random) -> dict[str, Any]:
    flows = []
    for _ in range(dice.randint(0, 3)):
        first, least = dice.randint(1, 6), dice.randint(0, 2)
        flows.append(Flow(first, dice.randint(first, 6), least, least + dice.randint(0, 2)))
    return {
        "flows": flows,
        "periods": dice.choice([[(1, 1), (2, 2), (3, 3)], [(2, 3), (4, 5)], [(1, 2), (3, 4), (5, 6)]]),
        "amount": dice.randint(1, 3),
        "waived": (0, dice.randint(0, 1)),
        "share": dice.choice(SHARES),
    }


def listed_over_periods(term: dict[str, Any]) -> set[str]:
    """The verdicts of all completions of a promise of so many units in each period."""
    parts = [
        [
            days
            for number in range(flow.least, flow.most + 1)
            for days in combinations_with_replacement(range(flow.first, flow.last + 1), number)
        ]
        for flow in term["flows"]
    ]
    found = set()
    for chosen in product(*parts):
        days = sum(chosen, ())
        kept = sum(min(term["amount"], sum(a <= day <= b for day in days)) for a, b in term["periods"])
        for released in range(term["waived"][0], term["waived"][1] + 1):
            owed = term["amount"] * len(term["periods"]) - released
            found.add("waived" if owed <= 0 else "kept" if kept >= term["share"] * owed else "broken")
    return found


def as_units(flows: list[Flow]) -> list[Units]:
    return [Units(flow.first, flow.last, flow.least, flow.most) for flow in flows]


def compare(cases: int) -> None:
    dice = random.Random(20211123)
    wrong, checked, sizes = 0, 0, [0] * 6
    for number in range(cases):
        if number % 5:
            term = random_term(dice)
            found, expected = set(outcome(**term).verdicts), listed(term)
            again = possible(as_units(term.pop("flows")), **term).verdicts
        else:
            term = random_periods(dice)
            found, expected = set(outcome_of_periods(**term).verdicts), listed_over_periods(term)
            again = possible_over(as_units(term.pop("flows")), **term)[0].verdicts
        wrong += found != expected
        checked += again != expected
        sizes[min(5, len(found))] += 1
    print(
        f"{cases:,} random cases: engine {wrong}, check {checked} disagreements with the listing;"
        f" verdicts possible: {sizes[1:]}"
    )


def compare_ledgers(ledgers: int) -> None:
    """Whole ledgers, with calendars, events, gaps and successors, through engine and check."""
    wrong = decided = commitments = 0
    for seed in range(ledgers):
        ledger, dice = random_ledger(seed), random.Random(seed)
        terms: dict[str, Any] = {
            "as_of": on(dice.randint(0, 20)),
            "known_as_of": dice.choice([None, on(5)]),
            "policy": dice.choice(["all", "press", "registry"]),
        }
        measured = measure(ledger, **terms)
        wrong += bool(check(ledger, measured.rows(), **terms))
        decided += sum(found.knowledge == "decided" for found in measured.assessments)
        commitments += len(measured.assessments)
    print(
        f"{ledgers:,} random ledgers: {wrong} with a fault; {decided:,} of {commitments:,} commitments decided"
    )


def time_many(commitments: int, rows: int, units: int) -> None:
    """Commitments of so many units each, told in so many rows of deliveries each."""
    base = example()
    first = dt.date(2021, 11, 25)
    owed = [
        Commitment(
            commitment_id=f"k{number:02}", text="", debtor_actor_ids=("agency",), cohort_id="c",
            instrument="law", act="obligation", unit="cards", amount=units, made_on=first, deadline="fixed",
            due_on=first + dt.timedelta(days=20), source_id="said",
        )
        for number in range(commitments)
    ]  # fmt: skip
    delivered = [
        Delivery(
            delivery_id=f"{row.commitment_id}-{number}", commitment_id=row.commitment_id, cohort_id="c",
            from_on=first + dt.timedelta(days=number % 30), amount_lo=units // rows, amount_hi=units // rows,
            unit="cards", source_id="seen", grade="registry",
        )
        for row in owed
        for number in range(rows)
    ]  # fmt: skip
    programme = replace(base, commitments=tuple(owed), deliveries=tuple(delivered), coverage=(), claims=())
    seconds = []
    for _ in range(3):
        start = time.perf_counter()
        measured = measure(programme)
        seconds.append(time.perf_counter() - start)
    assert measured.assessments[0].owed == (units, units)
    print(
        f"{commitments} commitments x {units:,} units in {rows:,} rows each: {statistics.median(seconds):.2f} s"
    )


if __name__ == "__main__":
    time_many(40, 500, 50_000)
    time_many(40, 5_000, 50_000)
    time_many(40, 50_000, 50_000)
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    compare(asked)
    compare_ledgers(asked // 10)
