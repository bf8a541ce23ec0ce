"""Claims in the words of a page: who says it, in which words of which source."""

from posada.publish.pen import Links, Pen
from posada.publish.quoting import claim_act, drift_in_words, said
from posada.publish.record import Record


def test_a_claim_leads_to_its_words_and_its_source(mapastepec: Record) -> None:
    """The quotation is in the language of its source, with its place in bytes."""
    pen = Pen("en", mapastepec, Links(mapastepec))
    claim = next(row for row in mapastepec.claims if row.claim_id == "C62")
    shown = said(pen, claim)
    assert (shown["quotation"], shown["language"]) == ("El jueves 25 salieron 6 autobuses", "es")
    assert (shown["span"], shown["span_link"]) == ("bytes 9 to 42", "sources.html#span-c62")
    assert shown["source_link"] == "sources.html#source-s11"


def test_acts_and_drift_are_told_in_words(mapastepec: Record) -> None:
    """In the language of the page."""
    pen = Pen("es", mapastepec, Links(mapastepec))
    of = {row.claim_id: row for row in mapastepec.claims}
    assert (claim_act(pen, of["C60"]), claim_act(pen, of["C11"])) == ("promete", "niega")
    assert drift_in_words(pen, of["C13"]) == "de sí a no, o de no a sí"
