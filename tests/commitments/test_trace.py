"""Every number leads to a row, a source and the bytes that bear it out."""

from __future__ import annotations

import sys
from pathlib import Path

from posada.commitments import measure
from posada.commitments.check import check
from posada.commitments.trace import curve_of, trace_of

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import covered, delivery, on, programme, promise, said

ROWS = (
    delivery("b", 5, (2, 3), last=7),
    delivery("a", 3, 4, claim_id="c"),
    delivery("z", 9, event="ended", unit=""),
)


def assessment():
    quoted = said("c", source_id="seen", from_byte=10, until_byte=20, quotation="four cards")
    vouched = (covered(0, 9), covered(10, 20, "partial", missing_at_most=1200))
    ledger = programme(commitments=(promise(),), deliveries=ROWS, coverage=vouched, claims=(quoted,))
    return measure(ledger).assessment("k")


def test_a_trace_names_the_promise_then_rows_by_day_then_what_is_vouched_for() -> None:
    """Each says in a few words what it adds."""
    assert [(line.table, line.row_id, line.says) for line in assessment().trace] == [
        ("commitments", "k", "10 cards, by a day"),
        ("deliveries", "a", "delivered 2021-11-25: 4 cards"),
        ("deliveries", "b", "delivered 2021-11-27 to 2021-11-29: 2 to 3 cards"),
        ("deliveries", "z", "ended 2021-12-01"),
        (
            "coverage",
            "k delivered 2021-11-22..2021-12-01 seen",
            "delivered: record complete, 2021-11-22 to 2021-12-01",
        ),
        (
            "coverage",
            "k delivered 2021-12-02..2021-12-12 seen",
            "delivered: record partial, 2021-12-02 to 2021-12-12, may lack 1,200",
        ),
    ]


def test_a_quoted_row_carries_its_span() -> None:
    """And a row without a quotation carries none."""
    spans = {line.row_id: (line.from_byte, line.until_byte) for line in assessment().trace}
    assert (spans["a"], spans["b"]) == ((10, 20), (None, None))


def test_a_trace_is_told_in_spanish_too() -> None:
    """The rows are the same."""
    found = assessment()
    told = trace_of(found.evidence, found.programme, "es")
    assert told[0].says == "10 tarjetas, a un día"
    assert told[2].says == "entregado 2021-11-27 a 2021-11-29: 2 a 3 tarjetas"
    assert [line.row_id for line in told] == [line.row_id for line in found.trace]


def test_a_curve_has_a_lower_and_an_upper_bound() -> None:
    """Units of a range of days are sure from its last day and possible from its first."""
    points = [(point.day, point.least, point.most) for point in curve_of(ROWS, on(30))]
    assert points == [(on(3), 4, 4), (on(5), 4, 7), (on(7), 6, 7)]


def test_disputed_and_competing_rows_raise_the_upper_bound_only() -> None:
    """Nobody knows which of two counts is true."""
    rows = [
        delivery("a", 1, 5, status="disputed"),
        delivery("b", 2, 3),
        delivery("c", 2, 9, competes_with_delivery_id="b"),
    ]
    assert [(point.least, point.most) for point in curve_of(rows, on(30))] == [(0, 5), (0, 17)]


def test_rows_of_coverage_that_begin_on_one_day_are_told_apart() -> None:
    """By event, last day and source: an answer repeats no key, and its check finds each of them."""
    rows = (covered(0, 9), covered(0, 12), covered(0, 9, source_id="told"), covered(0, 9, event="triggered"))
    ledger = programme(commitments=(promise(),), coverage=rows)
    answer = measure(ledger).rows()
    traced = [row.row_id for row in answer["verdict_traces"] if row.from_table == "coverage"]
    assert sorted(traced) == [
        "k delivered 2021-11-22..2021-12-01 seen",
        "k delivered 2021-11-22..2021-12-01 told",
        "k delivered 2021-11-22..2021-12-04 seen",
        "k triggered 2021-11-22..2021-12-01 seen",
    ]
    assert check(ledger, answer) == ()
