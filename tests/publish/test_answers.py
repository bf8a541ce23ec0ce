"""Counts against what was owed, told only as far as they are known and may be told."""

import re

from posada.commitments.example import example
from posada.publish.answers import counts_of
from posada.publish.pen import Links, Pen
from posada.publish.record import Record, record_of
from posada.publish.words import TEXTS


def pen(record: Record, lang: str = "en") -> Pen:
    """Return what pages are written with."""
    return Pen(lang, record, Links(record))


def words(markup: object) -> str:
    """Return the words of markup."""
    return re.sub(r"<[^>]+>", "", str(markup))


def test_counts_stand_against_what_was_owed(mapastepec: Record) -> None:
    """Eleven of thirty, and the share; in Spanish too."""
    found = mapastepec.measured.assessment("K8")
    told = "Kept: 11 of 30 buses. That is 36.7\u202f%; 100\u202f% had to be reached."
    assert words(counts_of(pen(mapastepec), found)["text"]) == told
    assert words(counts_of(pen(mapastepec, "es"), found)["text"]).startswith("Cumplido: 11 de 30 autobuses.")


def test_where_nobody_said_how_many_there_is_no_bar(mapastepec: Record) -> None:
    """What is on record is told, and that it is not all."""
    counts = counts_of(pen(mapastepec), mapastepec.measured.assessment("K2"))
    assert counts["bar"] == ""
    assert words(counts["text"]) == "How many was never said. On the record: 120 to 130 cards delivered."
    nothing = counts_of(pen(mapastepec), mapastepec.measured.assessment("K1"))
    assert words(nothing["text"]).endswith("which does not mean that nothing was.")


def test_where_nothing_is_owed_yet_no_count_is_told() -> None:
    """On the first day no period has ended: "0 of 0" would say nothing."""
    day = example().commitments[0].made_on
    record = record_of(example(), as_of=day)
    counts = counts_of(pen(record), record.measured.assessment("buses"))
    assert counts == {"bar": "", "text": TEXTS["en"]["nothing_owed"]}
