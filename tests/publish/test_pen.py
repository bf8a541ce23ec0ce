"""Links lead to published rows only, and numbers name the cell they come from."""

from posada.publish.gate import Held
from posada.publish.pen import Cell, Links, Pen
from posada.publish.record import Record

CELL = Cell("verdicts", "K<8>", "kept_lo", "kept_hi")


def test_a_row_that_is_not_published_is_no_link(made_up: Record) -> None:
    """Its id is told, and leads nowhere."""
    pen = Pen("en", made_up, Links(made_up))
    assert pen.row("claim", "nobody") == '<span class="code">nobody</span>'
    assert pen.links.promise("nobody") == ""
    assert pen.links.span("said-buses") == ""


def test_bounds_name_both_cells_and_one_number_names_both_columns(made_up: Record) -> None:
    """So that a program can hold each against the tables; ids are escaped."""
    pen = Pen("en", made_up, Links(made_up))
    assert pen.bounds(11, 11, CELL) == (
        '<data value="11" data-table="verdicts" data-row="K&lt;8&gt;" data-column="kept_lo"'
        ' data-also="kept_hi">11</data>'
    )
    both = pen.bounds(1200, 1500, CELL)
    assert 'data-column="kept_lo">1,200</data> to <data' in both
    assert 'data-column="kept_hi">1,500</data>' in both


def test_a_number_with_decimals_is_told_whole(made_up: Record) -> None:
    """As the table has it, or the check would rightly refuse the page."""
    pen = Pen("en", made_up, Links(made_up))
    assert pen.number(2.25, None) == '<data value="2.25">2.25</data>'
    assert pen.number(1234567.5, None) == '<data value="1234567.5">1,234,567.5</data>'


def test_an_open_end_and_a_withheld_number_are_words(made_up: Record) -> None:
    """In the language of the page."""
    pen = Pen("es", made_up, Links(made_up))
    assert pen.bounds(0, None, None) == '<data value="0">0</data> o más'
    assert pen.number(Held.WITHHELD, None) == '<span class="held">reservado</span>'
    assert pen.number(None, None) == "se ignora"


def test_words_of_the_ledger_have_no_language_of_their_own(made_up: Record) -> None:
    """And are escaped like everything."""
    assert Pen("es", made_up, Links(made_up)).own("<b>") == '<span lang="">&lt;b&gt;</span>'
