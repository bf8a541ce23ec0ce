"""What may be counted: known by then, under the policy, about the same people, in the same unit, confirmed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from posada.commitments import measure
from posada.commitments.check import check
from posada.commitments.problem import choices_between_counts

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import covered, delivery, on, programme, promise, said


def refused(row, *claims):
    ledger = programme(commitments=(promise(made_on=on(1)),), deliveries=(row,), claims=claims)
    found = measure(ledger, as_of=on(30)).assessment("k")
    return [each.reason for each in found.refused], found.kept[0]


@pytest.mark.parametrize(
    ("reason", "row"),
    [
        ("cohort", delivery("d", 3, 4, cohort_id="others")),
        ("unit", delivery("d", 3, 4, unit="passes")),
        ("before", delivery("d", 0, 4)),
    ],
)
def test_what_is_no_evidence_is_refused_by_name(reason: str, row: object) -> None:
    """Other people, other things, before the promise: refused, shown, not counted."""
    assert refused(row) == ([reason], 0)


def test_a_draft_that_nobody_confirmed_is_no_evidence() -> None:
    """With the code of a person under it, it is."""
    row = delivery("d", 3, 4, claim_id="c")
    assert refused(row, said("c", extracted_by="draft")) == (["unconfirmed"], 0)
    assert refused(row, said("c", extracted_by="draft", confirmed_by=("A", "B"))) == ([], 4)


def test_an_unconfirmed_draft_is_no_voice() -> None:
    """It makes no promise exist either."""
    draft = said("c", extracted_by="draft", commitment_id="k")
    found = measure(programme(commitments=(promise(),), claims=(draft,)))
    assert found.assessment("k").voices.existence == "none"


@pytest.mark.parametrize(("policy", "kept"), [("registry", 1), ("press", 3), ("all", 7)])
def test_a_policy_counts_what_is_attested_well_enough(policy: str, kept: int) -> None:
    """A register, then the press, then a party's own word."""
    rows = (
        delivery("a", 1, 1, grade="registry"),
        delivery("b", 2, 2, grade="press"),
        delivery("c", 3, 4, grade="party"),
    )
    found = measure(programme(commitments=(promise(),), deliveries=rows), policy=policy)  # type: ignore[arg-type]
    assert found.assessment("k").kept[0] == kept


def test_what_was_not_yet_known_is_not_used() -> None:
    """A row goes by the day it was recorded, or else by the day its source came out."""
    rows = (
        delivery("a", 1, 1, recorded_on=on(2)),
        delivery("b", 1, 2),
        delivery("c", 1, 4, recorded_on=on(9)),
    )
    ledger = programme(
        commitments=(promise(),), deliveries=rows, coverage=(covered(0, 40, recorded_on=on(9)),)
    )
    for known, kept in ((1, 0), (2, 1), (3, 3), (9, 7)):
        found = measure(ledger, as_of=on(8), known_as_of=on(known)).assessment("k")
        assert found.kept[0] == kept, known
        assert bool(found.evidence.coverage) == (known == 9)


def test_a_source_that_is_not_heard_says_nothing() -> None:
    """Neither its deliveries nor its coverage count."""
    ledger = programme(
        commitments=(promise(),), deliveries=(delivery("a", 1, 4),), coverage=(covered(0, 40),)
    )
    found = measure(ledger, sources={"said"}).assessment("k")
    assert (found.knowledge, found.kept[0]) == ("no_data", 0)


def test_of_competing_counts_one_is_true() -> None:
    """Three counts of one thing are three readings, beside what nobody disputes."""
    rows = (
        delivery("a", 1, 6),
        delivery("b", 1, 8, competes_with_delivery_id="a"),
        delivery("c", 1, 9, competes_with_delivery_id="b"),
        delivery("d", 2, 1),
    )
    readings = [sorted(row.delivery_id for row in chosen) for chosen in choices_between_counts(rows)]
    assert sorted(readings) == [["a", "d"], ["b", "d"], ["c", "d"]]
    ledger = programme(commitments=(promise(),), deliveries=rows, coverage=(covered(0, 40),))
    found = measure(ledger).assessment("k")
    assert (found.verdicts, found.kept) == (("broken", "kept"), (7, 10))


def test_very_many_competing_counts_are_weighed_together() -> None:
    """Fifteen pairs of counts are 32,768 readings: the answer then allows more verdicts, never fewer, at once."""
    rows = [
        row
        for number in range(15)
        for row in (
            delivery(f"a{number:02}", 1, 1),
            delivery(f"b{number:02}", 2, (2, 3), competes_with_delivery_id=f"a{number:02}"),
        )
    ]
    assert sum(1 for _ in choices_between_counts(tuple(rows[:24]))) == 4096
    [together] = choices_between_counts(tuple(rows))
    assert [(row.from_on, row.until_on, row.amount_lo, row.amount_hi) for row in together] == [
        (on(1), on(2), 1, 3)
    ] * 15
    ledger = programme(commitments=(promise(amount=20),), deliveries=tuple(rows), coverage=(covered(0, 40),))
    measured = measure(ledger)
    assert measured.assessment("k").verdicts == ("broken", "kept")
    assert check(ledger, measured.rows()) == ()
