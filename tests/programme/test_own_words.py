"""A ledger speaks the language of its reader as far as somebody has translated it."""

import dataclasses

from posada.programme import Programme
from posada.programme.columns import TABLES
from posada.programme.own_words import AS_ENTERED, own_words
from posada.programme.reading_settings import settings_from
from posada.programme.tables import Translation

ROWS = (
    Translation(language="spa", original="Ten desks.", text="Diez mesas."),
    Translation(language="spa", original="cards", text="credenciales"),
    Translation(language="eng", original="caravan-nov18", text="caravan of 18 November"),
)


def test_each_language_has_its_own_translations() -> None:
    """A code of an English ledger may be put in English words too."""
    spanish, english = own_words(ROWS, "es"), own_words(ROWS, "en")
    assert (spanish["Ten desks."], english["Ten desks."]) == ("Diez mesas.", "Ten desks.")
    assert (spanish["caravan-nov18"], english["caravan-nov18"]) == ("caravan-nov18", "caravan of 18 November")


def test_the_ledger_goes_before_the_units_that_posada_knows() -> None:
    """Who keeps the ledger knows what the cards are called there."""
    assert own_words(ROWS, "es")["cards"] == "credenciales"
    assert own_words((), "es")["cards"] == "tarjetas"
    assert own_words((), "en")["cards"] == "cards"


def test_words_that_nobody_translated_are_told_apart_from_those_that_are_alike() -> None:
    """A page marks the first with their language, and not the second."""
    words = own_words([Translation(language="spa", original="EFE", text="EFE")], "es")
    assert ("EFE" in words, "Reuters" in words) == (True, False)
    assert (words["EFE"], words["Reuters"], AS_ENTERED["Reuters"]) == ("EFE", "Reuters", "Reuters")


def test_a_programme_answers_in_both_languages() -> None:
    """By the codes that commands know."""
    given = {"name": "L", "country": "MEX", "starts_on": "2021-11-24", "ends_on": "2021-12-31"}
    settings = settings_from(given, [])
    assert settings is not None
    ledger = Programme(settings=settings, translations=ROWS)
    assert [ledger.words_in(lang)["Ten desks."] for lang in ("es", "en")] == ["Diez mesas.", "Ten desks."]
    assert ledger.words_in("es") is ledger.words_in("es")
    assert dataclasses.replace(ledger, translations=()).words_in("es")["Ten desks."] == "Ten desks."


def test_quotations_are_no_own_words() -> None:
    """Nor are the words about time, which are quoted, nor anything about people."""
    own = {f"{table.name}.{column}" for table in TABLES.values() for column in table.own_words}
    assert {"claims.says", "commitments.text", "contradictions.hypothesis", "sources.title"} <= own
    assert not own & {"claims.quotation", "commitments.deadline_words", "sources.url"}
    assert not [table.name for table in TABLES.values() if table.about_people and table.own_words]


def test_every_own_word_is_text() -> None:
    """A list or a number has no place among translations."""
    for table in TABLES.values():
        hints = {field.name: field.type for field in dataclasses.fields(table.row_type)}
        assert {hints[name] for name in table.own_words} <= {"str"}
