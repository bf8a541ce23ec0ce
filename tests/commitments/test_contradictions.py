"""Contradictions are typed by what the rows show, and reconciled only where the program can follow how."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from posada.commitments import measure
from posada.commitments.check import check
from posada.commitments.contradictions import types_of, weigh, weigh_all
from posada.programme.tables import Claim, Contradiction
from posada.programme.tables.promises import CONTRADICTIONS

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import on, programme, said


def amount(least: float, most: float | None = None, unit: str = "buses") -> dict[str, Any]:
    return {"amount_lo": least, "amount_hi": least if most is None else most, "unit": unit}


KINDS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "polarity": ({"polarity": "assert"}, {"polarity": "deny"}),
    "quantity_disjoint": (amount(2000, 2200, "persons"), amount(3400, 3600, "persons")),
    "granularity_mismatch": ({"granularity": "state"}, {"granularity": "office"}),
    "scope_mismatch": ({"scope": "no-more-caravans"}, {"scope": "any-deal"}),
    "cohort_mismatch": ({"cohort_id": "october"}, {"cohort_id": "november"}),
    "temporal_succession": ({"as_of_on": on(0)}, {"as_of_on": on(5)}),
    "definitional": ({"value": "card", "unit": "kind"}, {"value": "work visa", "unit": "kind"}),
    "strength_inflation": ({}, {"drift": ("strength",), "derived_from_claim_id": "a"}),
    "attribution_conflict": (
        {"value": "one", "unit": "affiliation"},
        {"value": "other", "unit": "affiliation"},
    ),
    "paraphrase_drift": ({}, {"drift": ("scope",), "derived_from_claim_id": "a"}),
    "omission": ({}, {"polarity": "silent"}),
    "performance": ({"act": "promise", **amount(15)}, {"act": "assert", **amount(6)}),
}


def test_there_is_a_case_for_each_of_the_twelve_kinds() -> None:
    """No kind of the tables goes without one."""
    assert set(KINDS) == set(CONTRADICTIONS)


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_a_pair_of_claims_shows_its_kind(kind: str) -> None:
    """And no other but where a promise is held against what came: there the figures differ too."""
    one, other = KINDS[kind]
    expected = {kind} | ({"quantity_disjoint"} if kind == "performance" else set())
    assert set(types_of([said("a", **one), said("b", **other)])) == expected


@pytest.mark.parametrize("kind", CONTRADICTIONS)
def test_claims_that_agree_show_nothing(kind: str) -> None:
    """The same claim twice is no contradiction, unless it says of itself that it drifted or is silent."""
    one, _ = KINDS[kind]
    assert types_of([said("a", **one), said("b", **one)]) == ()


def test_ranges_that_touch_do_not_contradict() -> None:
    """About 100 km and 107 km may be one way."""
    assert types_of([said("a", **amount(95, 110, "km")), said("b", **amount(107, 107, "km"))]) == ()


def test_miles_are_compared_in_kilometres() -> None:
    """Thirty miles are no hundred kilometres."""
    assert types_of([said("a", **amount(30, 30, "miles")), said("b", **amount(95, 110, "km"))]) == (
        "quantity_disjoint",
    )


def contradiction(test: str, state: str = "reconciled", **more: Any) -> Contradiction:
    return Contradiction(
        contradiction_id="x",
        topic="t",
        claim_ids=("a", "b"),
        types=("polarity",),
        state=state,
        hypothesis="both are true" if test else "",
        test=test,
        **more,
    )


def weighed(test: str, *claims: Claim, state: str = "reconciled", **more: Any):
    return weigh(contradiction(test, state, **more), claims, {row.claim_id: row for row in claims})


OFFICES = ("PUE:puebla", "GUA:leon", "GUA:san-miguel")
TESTS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # The two claims that hold, and the second made so that they do not.
    "granularity": (
        amount(2, unit="destinations"),
        {**amount(3, unit="destinations"), "lists": OFFICES},
        {**amount(4, unit="destinations"), "lists": OFFICES},
    ),
    "cohort": (
        {**amount(800, unit="cards"), "cohort_id": "october"},
        {**amount(120, unit="cards"), "cohort_id": "november"},
        {**amount(120, unit="cards"), "cohort_id": "october"},
    ),
    "scope": (
        {"polarity": "assert", "scope": "offer"},
        {"polarity": "deny", "scope": "no-more-caravans"},
        {"polarity": "deny", "scope": "offer"},
    ),
    "later": (
        {**amount(800, unit="cards"), "as_of_on": on(0)},
        {**amount(1574, unit="cards"), "as_of_on": on(9)},
        {**amount(700, unit="cards"), "as_of_on": on(9)},
    ),
    "retelling": (
        {"polarity": "assert"},
        {"polarity": "deny", "derived_from_claim_id": "a", "drift": ("polarity",)},
        {"polarity": "deny"},
    ),
    "unit": (amount(95, 110, "km"), amount(62, 65, "miles"), amount(30, 30, "miles")),
}


@pytest.mark.parametrize("test", TESTS)
def test_a_hypothesis_is_checked_by_the_program(test: str) -> None:
    """What a person believes to reconcile is reconciled only if the rows bear it out."""
    one, good, bad = TESTS[test]
    by = {"by_claim_id": "b"} if test == "granularity" else {}
    holds = weighed(test, said("a", **one), said("b", **good), **by)
    assert (holds.holds, holds.is_reconciled) == (True, True)
    fails = weighed(test, said("a", **one), said("b", **bad), **by)
    assert (fails.holds, fails.is_reconciled) == (False, False)


@pytest.mark.parametrize(
    ("test", "because"),
    [
        ("granularity", "no list on record"),
        ("cohort", "a claim does not say about whom it is"),
        ("scope", "a claim does not say what it is limited to"),
        ("later", "a claim does not say as of which day it holds"),
        ("unit", "a claim gives no amount"),
    ],
)
def test_what_cannot_be_checked_is_not_called_reconciled(test: str, because: str) -> None:
    """The answer is neither yes nor no, and says what is missing."""
    found = weighed(test, said("a"), said("b"))
    assert (found.holds, found.because, found.is_reconciled) == (None, because, False)


def test_an_open_contradiction_is_told_which_tests_would_hold() -> None:
    """A proposal for a person: nothing is reconciled by it."""
    one, other, _ = TESTS["cohort"]
    found = weighed("", said("a", **one), said("b", **other), state="open")
    assert (found.may_hold, found.is_reconciled) == (("cohort",), False)
    assert weighed("", said("a"), said("b"), state="open").may_hold == ()


def test_a_contradiction_needs_two_claims_that_are_known() -> None:
    """Of a claim that was not heard, nothing is said."""
    assert weigh_all([contradiction("")], [said("a")]) == ()
    assert len(weigh_all([contradiction("")], [said("a"), said("b")])) == 1


def test_reasons_are_told_in_spanish_too() -> None:
    """The figures stay the same."""
    one, other, _ = TESTS["later"]
    found = weighed("later", said("a", **one), said("b", **other))
    assert found.reason.text("es") == "días: 2021-11-22, 2021-12-01"


BASE: dict[str, Any] = {
    "topic": "t",
    "cohort_id": "people",
    "scope": "here",
    "granularity": "g",
    "as_of_on": on(0),
}
PAIRS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    # Two claims alike but for what the test is about.
    "granularity": (amount(2), amount(3)),
    "cohort": (amount(2), {**amount(3), "cohort_id": "others"}),
    "scope": (amount(2), {**amount(3), "scope": "there"}),
    "later": (amount(2), {**amount(3), "as_of_on": on(1)}),
    "retelling": (amount(2), {**amount(3), "derived_from_claim_id": "a", "drift": ("quantity",)}),
    "unit": (amount(100, 110, "km"), amount(65, 66, "miles")),
}
OTHERWISE: dict[str, dict[str, Any]] = {
    "topic": {"topic": "another"},
    "unit": {"unit": "persons"},
    "cohort_id": {"cohort_id": "strangers"},
    "scope": {"scope": "elsewhere"},
    "granularity": {"granularity": "other"},
    "as_of_on": {"as_of_on": on(4)},
    "polarity": {"polarity": "deny"},
}
FREE = {
    # What a test is about, and what it need not look at: a retelling comes later, and says that it changed the figure.
    "granularity": {"granularity"},
    "cohort": {"cohort_id"},
    "scope": {"scope"},
    "later": {"as_of_on"},
    "retelling": {"granularity", "as_of_on", "unit"},
    "unit": {"unit"},
}


def reconciled(test: str, **changes: Any):
    """The pair of a test with the second claim changed; the list and what was told first are on record."""
    one, other = PAIRS[test]
    pair = (said("a", **{**BASE, **one}), said("b", **{**BASE, **other, **changes}))
    by = said("l", **{**BASE, "lists": ("A:a", "B:b", "B:c")})
    row = contradiction(test, by_claim_id="l" if test == "granularity" else None)
    row = replace(row, types=("quantity_disjoint",))
    found = weigh(row, pair, {claim.claim_id: claim for claim in (*pair, by)})
    ledger = programme(claims=(*pair, by), contradictions=(row,))
    answer = measure(ledger).rows()
    assert [line.holds for line in answer["reconciliations"]] == [
        {True: "yes", False: "no", None: ""}[found.holds]
    ]
    assert check(ledger, answer) == ()
    return found


@pytest.mark.parametrize("test", PAIRS)
def test_claims_alike_but_for_what_the_test_is_about_are_reconciled(test: str) -> None:
    """So that each of the following is refused for its own sake."""
    assert reconciled(test).is_reconciled


@pytest.mark.parametrize("column", OTHERWISE)
@pytest.mark.parametrize("test", PAIRS)
def test_claims_that_differ_in_anything_else_are_not_reconciled(test: str, column: str) -> None:
    """Two buses and three people, or a yes and a no, do not agree because their days or numbers fit."""
    found = reconciled(test, **OTHERWISE[column])
    if column in FREE[test]:
        assert found.is_reconciled or test == "unit"
    elif test in ("cohort", "scope") and column == "unit":
        # A figure of people and one of buses do not even seem to differ.
        assert (found.holds, found.because) == (None, "no two claims differ in a figure or in yes and no")
    else:
        assert found.holds is False
        assert found.because.endswith((f"differ in: {column}", f"that it changed: {column}"))


@pytest.mark.parametrize(
    ("test", "column"), [("cohort", "cohort_id"), ("scope", "scope"), ("later", "as_of_on")]
)
def test_claims_that_do_not_differ_in_what_the_test_is_about_are_not_reconciled(
    test: str, column: str
) -> None:
    """The same people, the same limits, the same day: the hypothesis is idle."""
    assert reconciled(test, **{column: BASE[column]}).holds is False


def test_a_retelling_must_say_what_it_changed() -> None:
    """A figure that grew in the retelling without a word of it was perhaps never retold."""
    found = reconciled("retelling", drift=())
    assert (found.holds, found.because) == (False, "a retelling does not say that it changed: amount")
    assert reconciled("retelling", polarity="deny", drift=("quantity", "polarity")).is_reconciled


def test_one_unit_for_both_is_no_conversion() -> None:
    """Kilometres and kilometres need no test of units."""
    assert reconciled("unit", **amount(105, 106, "km")).holds is False


def test_yes_and_no_told_of_two_groups_agree_if_the_row_says_that_they_differ_so() -> None:
    """Cards for the one caravan, none for the other; whoever denies another figure answers another question."""
    one = said("a", cohort_id="october", as_of_on=on(0), **amount(8))
    other = said("b", cohort_id="november", as_of_on=on(3), polarity="deny", **amount(8))
    row = replace(contradiction("cohort"), types=("polarity", "temporal_succession"))
    assert weigh(row, [one, other], {}).is_reconciled
    assert weigh(replace(row, types=("polarity",)), [one, other], {}).because.endswith("differ in: as_of_on")
    assert weigh(row, [one, replace(other, amount_lo=9, amount_hi=9)], {}).because.endswith(
        "differ in: polarity"
    )


def test_a_range_must_hold_one_of_the_two_numbers_of_the_list() -> None:
    """Eight or nine are neither two wholes nor three parts."""
    by = said("l", lists=("A:a", "B:b", "B:c"))
    row = Contradiction(
        contradiction_id="x", topic="t", claim_ids=("a", "b"), types=("quantity_disjoint",),
        state="reconciled", hypothesis="h", test="granularity", by_claim_id="l",
    )  # fmt: skip
    found = weigh(row, [said("a", **amount(2)), said("b", **amount(8, 9))], {"l": by})
    assert (found.holds, found.because) == (False, "l lists 3 items in 2 wholes; claimed: 2, 8–9")
    assert weigh(row, [said("a", **amount(2)), said("b", **amount(3, 4))], {"l": by}).is_reconciled


def test_a_kind_that_no_row_shows_is_named() -> None:
    """Somebody declared figures apart, and they are the same."""
    row = Contradiction(
        contradiction_id="x", topic="t", claim_ids=("a", "b"), types=("quantity_disjoint",), state="open"
    )
    assert weigh(row, [said("a", **amount(1)), said("b", **amount(1))], {}).not_shown == (
        "quantity_disjoint",
    )
