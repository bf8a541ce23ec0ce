"""Differences of shares stand apart from differences of counts, Flee's with ours of the same kind."""

import dataclasses

from posada.movement.peers import peers_of
from posada.report.movement.conflict_differences import difference_rows, peers_note
from posada.report.movement.page import Words
from posada.report.movement.words import EN

WORDS = Words("en", EN)


def test_each_figure_stands_with_its_kind(bands):
    """Flee's rescaled error beside our shares, its normal error and the published one beside our counts."""
    known = dataclasses.replace(bands.validation, peers=peers_of("mali2012"))
    shares, counts = difference_rows(known, WORDS)
    assert [row.name for row in shares][-2:] == ["Flee itself", "Flee itself without the capacities of camps"]
    assert [row.value for row in shares][-2:] == ["0.360", "0.811"]
    assert [(row.name, row.value) for row in counts[1:]] == [
        ("Flee itself", "0.395"),
        ("Flee as published", "0.254"),
    ]
    assert [row.is_model for row in shares] == [True, True, False, False, False, False, False]


def test_an_unknown_conflict_has_no_line_of_flee(bands):
    """And nobody is named who said something; without reports there is no row at all."""
    shares, counts = difference_rows(bands.validation, WORDS)
    assert (len(shares), len(counts)) == (5, 1)
    assert peers_note(bands.validation, WORDS) == ""
    assert difference_rows(None, WORDS) == ([], [])
