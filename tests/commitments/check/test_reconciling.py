"""Whether claims agree after all is found again from the claims alone, and is what the room says."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

from posada.commitments import measure
from posada.commitments.check import check
from posada.programme.tables import Claim, Contradiction
from posada.programme.tables.promises import CONTRADICTIONS, DRIFTS

sys.path.insert(0, str(Path(__file__).parents[1]))

from ledgers import on, programme, said

TESTS = ("granularity", "cohort", "scope", "later", "retelling", "unit")


AMOUNTS = {"days": 14, "weeks": 2, "km": 1609.344, "miles": 1000, "cards": 3}


def random_claim(dice: random.Random, number: int, odd: float) -> Claim:
    """A claim that is like the others but where chance, as often as `odd` says, makes a column another."""

    def seldom(usual: Any, *others: Any) -> Any:
        return dice.choice(others) if dice.random() < odd else usual

    unit = seldom(dice.choice(["cards", "days", "weeks"]) if odd > 0.1 else "cards", *AMOUNTS)
    least = AMOUNTS[unit] + seldom(0, 0, 1, 2, -1)
    more: dict[str, Any] = {"amount_lo": least, "amount_hi": least + dice.choice([0, 0, 1])}
    derived = f"c{dice.randrange(number)}" if number and dice.random() < 0.4 else None
    return said(
        f"c{number}",
        topic=seldom("t", "t", "other"),
        polarity=seldom("assert", "deny", "silent"),
        unit=unit,
        cohort_id=seldom("one", "two", "two", ""),
        scope=seldom("here", "there", "there", ""),
        granularity=seldom("", "state", "office"),
        as_of_on=seldom(on(0), on(1), on(2), None),
        lists=("a:x", "a:y", "b:z") if dice.random() < 0.3 else (),
        act=dice.choice(["assert", "promise"]),
        value=seldom("", "card", "visa"),
        derived_from_claim_id=derived,
        drift=tuple(sorted(dice.sample(DRIFTS, dice.randint(0, 3)))) if derived else (),
        extracted_by=seldom("human", "human", "human", "draft"),
        recorded_on=dice.choice([None, None, on(2), on(8)]),
        **({} if dice.random() < odd / 4 else more),
    )


def test_the_room_and_the_check_agree_on_random_claims() -> None:
    """Each test both holds and fails often enough among seven thousand, and some cannot tell."""
    dice = random.Random(11)
    seen: dict[tuple[str, str], int] = {}
    for _ in range(7000):
        odd = dice.choice([0.08, 0.15, 0.3])
        claims = tuple(random_claim(dice, number, odd) for number in range(dice.randint(2, 4)))
        picked = dice.sample(claims, dice.randint(2, len(claims)))
        row = Contradiction(
            contradiction_id="x",
            topic="t",
            claim_ids=tuple(claim.claim_id for claim in picked),
            types=tuple(dice.sample(CONTRADICTIONS, dice.randint(1, 6))),
            state="reconciled",
            hypothesis="h",
            test=dice.choice(TESTS),
            by_claim_id=dice.choice([None, *(claim.claim_id for claim in claims)]),
            recorded_on=dice.choice([None, on(4)]),
        )
        ledger = programme(claims=claims, contradictions=(row,))
        terms = {"known_as_of": dice.choice([None, on(3)])}
        answer = measure(ledger, **terms).rows()
        assert check(ledger, answer, **terms) == (), (claims, row)
        for found in answer["reconciliations"]:
            seen[row.test, found.holds] = seen.get((row.test, found.holds), 0) + 1
    few = {(test, holds): seen.get((test, holds), 0) for test in TESTS for holds in ("yes", "no")}
    assert min(few.values()) >= 3, few


def test_without_reconciliations_nothing_is_said_of_them() -> None:
    """Who asks for verdicts alone has those checked alone."""
    row = Contradiction(
        contradiction_id="x", topic="t", claim_ids=("a", "b"), types=("omission",), state="open"
    )
    ledger = programme(claims=(said("a"), said("b")), contradictions=(row,))
    answer = measure(ledger).rows()
    assert check(ledger, {name: answer[name] for name in ("verdicts", "verdict_traces")}) == ()
    emptied = {**answer, "reconciliations": ()}
    assert [str(fault) for fault in check(ledger, emptied)] == [
        "reconciliations.csv, x: must be a, b; shows nothing; no test: unknown. [reconciliation]"
    ]
