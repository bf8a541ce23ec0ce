"""An answer as rows and as plain data, with bounds where there are any."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from posada.commitments import measure
from posada.programme.columns import TABLES
from posada.programme.writing import csv_text

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import covered, delivery, on, programme, promise


def measured(**terms):
    rows = (delivery("d", 3, 4), delivery("e", 3, 9, cohort_id="others"))
    return measure(programme(commitments=(promise(**terms),), deliveries=rows, coverage=(covered(0, 40),)))


def test_a_row_holds_the_four_axes_and_the_counts() -> None:
    """As they are written to verdicts.csv."""
    [row] = measured(on_expiry="refused").rows()["verdicts"]
    header, line = csv_text(TABLES["verdicts"], [row]).splitlines()
    cells = dict(zip(header.split(","), line.split(","), strict=True))
    expected = {
        "existence": "none",
        "lifecycle": "violated",
        "verdicts": "broken",
        "knowledge": "decided",
        "grade": "press",
        "kept_lo": "4",
        "kept_hi": "4",
        "owed_hi": "10",
        "due_on": "2021-12-02",
        "silent_lo": "6",
        "silent_hi": "6",
    }
    assert {name: cells[name] for name in expected} == expected


def test_no_bound_is_an_empty_cell() -> None:
    """A number that only stands for any number is never shown."""
    [row] = measured(amount=None, deadline="none", due_on=None).rows()["verdicts"]
    assert (row.kept_lo, row.owed_lo, row.owed_hi, row.silent_lo) == (4, 4, None, None)
    assert "1000000000000" not in csv_text(TABLES["verdicts"], [row])


def test_the_share_is_a_range() -> None:
    """Least kept of most owed, most kept of least owed; none where nobody said how many."""
    assert measured().assessment("k").share == (0.4, 0.4)
    assert measured(amount=None).assessment("k").share is None


def test_refused_rows_are_traced_with_their_reason() -> None:
    """Nobody wonders where they went."""
    refused = [row for row in measured().rows()["verdict_traces"] if row.refused_for]
    assert [(row.row_id, row.refused_for) for row in refused] == [("e", "cohort")]


def test_plain_data_goes_through_json() -> None:
    """Dates become text, and the verdicts are there."""
    data = json.loads(json.dumps(measured().as_data(), default=str))
    assert data["verdicts"][0]["verdicts"] == ["broken"]
    assert (data["as_of_on"], data["policy"]) == ("2022-01-01", "all")
    assert set(data) == {
        "as_of_on",
        "known_as_of_on",
        "policy",
        "verdicts",
        "verdict_traces",
        "reconciliations",
        "contradictions",
        "implausible",
        "quotations_not_compared",
    }


def test_there_is_no_answer_on_what_was_not_promised() -> None:
    """Asking for it is an error of the caller."""
    with pytest.raises(KeyError, match="nothing"):
        measured().assessment("nothing")


def test_promises_made_later_are_not_answered_for() -> None:
    """On the day before it was made there was none."""
    ledger = programme(commitments=(promise(made_on=on(5), due_on=on(9)),))
    assert measure(ledger, as_of=on(4)).assessments == ()


@pytest.mark.parametrize(("as_of", "silent"), [(10, None), (11, (6, 6))])
def test_a_day_has_passed_when_it_is_over(as_of: int, silent: object) -> None:
    """On the last day itself nothing is silent yet."""
    ledger = programme(
        commitments=(promise(on_expiry="refused"),),
        deliveries=(delivery("d", 3, 4),),
        coverage=(covered(0, 40),),
    )
    assert measure(ledger, as_of=on(as_of)).assessment("k").silent == silent
