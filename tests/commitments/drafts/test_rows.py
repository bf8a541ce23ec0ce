"""Drafts as rows: numbered, called as in the ledger, and never a claim."""

from __future__ import annotations

from posada.commitments.drafts import read_text
from posada.commitments.drafts.rows import rows_of
from posada.programme.columns import TABLES
from posada.programme.reading import INPUT_TABLES


def test_a_row_points_into_its_text_and_says_that_a_machine_drew_it() -> None:
    """Content and speaker by bytes; both ends of an amount, or one."""
    text = "Según Inés Roa, más de 20 cartas se perdieron."
    [row] = rows_of(read_text(text, source_id="S1"))
    raw = text.encode()
    assert raw[row.from_byte : row.until_byte].decode() == row.quotation
    assert raw[row.who_from_byte : row.who_until_byte].decode() == row.who
    assert (row.draft_id, row.act, row.language, row.extracted_by) == ("S1-d1", "assert", "spa", "draft")
    assert (row.amount_lo, row.amount_hi, row.unit) == (20.0, None, "cartas")


def test_the_table_of_drafts_is_no_table_of_a_programme() -> None:
    """Nothing that reads a folder reads it."""
    assert TABLES["drafts"].role == "answer"
    assert "drafts" not in INPUT_TABLES
