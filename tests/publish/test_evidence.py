"""Every number leads to its row and to the words of its source; what is no evidence is shown and refused."""

import re

from posada.publish.pen import Links, Pen
from posada.publish.promises import promise_page
from posada.publish.record import Record


def pen(record: Record, lang: str = "en") -> Pen:
    """Return what pages are written with."""
    return Pen(lang, record, Links(record))


def words(markup: object) -> str:
    """Return the words of markup."""
    return re.sub(r"<[^>]+>", "", str(markup))


def test_every_row_of_the_trace_leads_to_its_row_and_to_the_words_of_its_source(mapastepec: Record) -> None:
    """The six buses of 25 November stand in S11, bytes 9 to 42."""
    shown = promise_page(pen(mapastepec), mapastepec.measured.assessment("K8"))
    line = next(it for it in shown["trace"] if it["id"] == "D01")
    assert line["link"] == "promise-k8.html#delivery-d01"
    assert 'href="sources.html#span-c62"' in line["source"]
    assert "bytes 9 to 42" in line["source"]


def test_a_delivery_about_other_people_is_shown_and_refused(mapastepec: Record) -> None:
    """The 1,574 cards of the October caravan."""
    shown = promise_page(pen(mapastepec), mapastepec.measured.assessment("K2"))
    row = next(it for it in shown["deliveries"] if it["id"] == "D08")
    assert words(row["counts"]) == "no evidence: it is about other people (caravan of 23 October)"
