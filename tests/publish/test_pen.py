"""Links lead to published rows only, and numbers name the cell they come from."""

from dataclasses import replace

from posada.commitments.example import example
from posada.programme import Programme
from posada.programme.tables import Translation
from posada.publish.gate import Held
from posada.publish.pen import Cell, Links, Pen
from posada.publish.record import Record, record_of

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


def spoken(language: str = "") -> dict[str, Pen]:
    """Return the pens of a ledger in this language, some of whose words are translated into Spanish."""
    base = example()
    said = {"Fifteen buses leave each day.": "Salen quince <autobuses> al día.", "A newspaper": "Un diario"}
    record = record_of(
        replace(
            base,
            settings=replace(base.settings, ledger_language=language),
            translations=tuple(
                Translation(language="spa", original=original, text=text) for original, text in said.items()
            ),
        )
    )
    return {lang: Pen(lang, record, Links(record)) for lang in ("es", "en")}


def test_translated_words_are_in_the_language_of_the_page() -> None:
    """They need no mark, and are escaped like everything."""
    pens = spoken("eng")
    assert pens["es"].own("Fifteen buses leave each day.") == "Salen quince &lt;autobuses&gt; al día."
    assert pens["es"].own("Fifteen buses leave each day.", in_sentence=True).endswith(" al día")
    assert pens["en"].own("Fifteen buses leave each day.") == "Fifteen buses leave each day."


def test_words_that_nobody_translated_are_marked_with_the_language_of_the_ledger() -> None:
    """So that a screen reader says them right; a ledger that does not say its language gets no guess."""
    assert (
        spoken("eng")["es"].own("Everybody gets a card.") == '<span lang="en">Everybody gets a card.</span>'
    )
    assert spoken("tzo")["es"].own("<b>a</b>") == '<span lang="tzo">&lt;b&gt;a&lt;/b&gt;</span>'
    assert spoken("")["es"].own("Everybody gets a card.") == '<span lang="">Everybody gets a card.</span>'
    assert spoken("eng")["es"].own("2021-11-18") == "2021-11-18"


def test_a_name_has_no_language_unless_somebody_translated_it() -> None:
    """The Instituto Nacional de Migración is called so in an English ledger too."""
    pens = spoken("eng")
    assert pens["es"].proper("The agency") == '<span lang="">The agency</span>'
    assert pens["es"].proper("A newspaper") == "Un diario"
    assert pens["en"].proper("A newspaper") == '<span lang="">A newspaper</span>'


def test_a_quotation_is_in_the_language_of_its_source_and_keeps_its_words() -> None:
    """Even if the same words are translated where the ledger itself uses them."""
    pens = spoken("eng")
    quoted = pens["en"].quoted("Fifteen buses leave each day.", "said")
    assert quoted == '<span lang="es">Fifteen buses leave each day.</span>'
    assert pens["es"].quotation("Fifteen buses leave each day.") == "Fifteen buses leave each day."


def test_a_role_that_stands_for_a_name_in_a_quotation_is_told_as_the_page_tells_it(
    secretive: Programme,
) -> None:
    """The brackets are ours, and what is in them."""
    role = Translation(
        language="spa", original="spokesperson of the walkers", text="vocería de quienes caminan"
    )
    record = record_of(replace(secretive, translations=(role,)))
    said = "[spokesperson of the walkers] no firmó"
    assert Pen("es", record, Links(record)).quotation(said) == "[vocería de quienes caminan] no firmó"
    assert Pen("en", record, Links(record)).quotation(said) == said


def test_a_code_is_told_in_words() -> None:
    """Its hyphens are spaces where nobody has put it better."""
    assert spoken("eng")["en"].code_in_words("no-more-caravans") == "no more caravans"
    assert spoken("eng")["es"].code_in_words("cards") == "tarjetas"
