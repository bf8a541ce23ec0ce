"""Every sentence exists in both languages, with the same words to fill in."""

import string

import pytest

from posada.placement.gates import NO_RULE
from posada.placement.scores import TERMS
from posada.placement.texts import (
    BLOCKS,
    LANGUAGES,
    REASONS,
    RULE_NAMES,
    TERM_NAMES,
    TEXTS,
    block,
    number,
    people,
    percent,
    say,
    signed,
)
from posada.placement.waiting import KEPT_APART
from posada.programme.columns import TABLES


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_sentences() -> None:
    """With the same words to fill in, and with no sentence left untranslated."""
    assert set(TEXTS) == set(LANGUAGES)
    assert TEXTS["en"].keys() == TEXTS["es"].keys()
    for key, text in TEXTS["en"].items():
        assert fields(text) == fields(TEXTS["es"][key]), key
        assert text != TEXTS["es"][key] or key.endswith("item"), key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_term_and_rule_has_a_name(lang: str) -> None:
    """As the tables and the score have them."""
    assert set(REASONS[lang]) == set(TABLES["waiting"].column("reason").one_of)
    assert set(TERM_NAMES[lang]) == {*TERMS, "stay", "together"}
    assert set(RULE_NAMES[lang]) == {"random", "first_come", "population_share", "koenigstein"}


def test_what_blocks_is_translated_where_it_is_words() -> None:
    """Ids and citations stay as they are."""
    assert {NO_RULE, KEPT_APART} < set(BLOCKS["es"])
    assert block("en", NO_RULE) == NO_RULE
    assert block("es", NO_RULE) == "ninguna norma registrada"
    assert block("es", "beds at leon") == "beds at leon"


def test_numbers_are_written_for_people() -> None:
    """Thousands with a comma, one digit after the point where it counts, a true minus."""
    assert [number(value) for value in (0.04, 0.05, -0.04, 1234.0, 1234.56)] == [
        "0",
        "0.1",
        "0",
        "1,234",
        "1,234.6",
    ]
    assert [signed(value) for value in (0.0, 5.25, -1000.0)] == ["+0", "+5.2", "−1,000"]
    assert [people("es", count) for count in (0, 1, 2)] == ["0 personas", "1 persona", "2 personas"]
    assert percent(0.12345, digits=1) == "12.3 %"


def test_a_language_that_is_not_spoken_is_refused() -> None:
    """With the languages that are."""
    with pytest.raises(ValueError, match=r"^lang must be one of en, es, got 'pt'\.$"):
        say("pt", "full", list="beds")
