"""Sources, institutions and coverage: what one looks up, complete and linked."""

from posada.publish.pen import Links, Pen
from posada.publish.record import Record
from posada.publish.registers import actors_page, coverage_page, reading_page, sources_page


def english(record: Record) -> Pen:
    """Return what English pages are written with."""
    return Pen("en", record, Links(record))


def test_a_source_shows_grade_digest_and_the_words_quoted_from_it(mapastepec: Record) -> None:
    """Each span has an anchor that claims and verdicts lead to."""
    source = next(it for it in sources_page(english(mapastepec))["sources"] if it["id"] == "S11")
    facts = dict(source["facts"])
    assert facts["Nearness to the facts"].startswith("secondary")
    assert len(facts["SHA-256 of the stored text"]) > 64
    assert [it["anchor"] for it in source["spans"]] == ["span-c62", "span-c63", "span-c64"]
    assert source["spans"][0]["bytes"] == "bytes 9 to 42"


def test_institutions_show_what_they_owe_say_and_vouch_for(mapastepec: Record) -> None:
    """And people stand apart, by their role."""
    kinds = {kind["anchor"]: rows for kind, rows in actors_page(english(mapastepec))["kinds"]}
    inm = next(it for it in kinds["institutions"] if it["name"] == "Instituto Nacional de Migración")
    assert ("T1", "promise-t1.html#vouched") in dict(inm["does"])["Vouches for the record of"]
    assert "spokesman of the caravan" in [it["name"] for it in kinds["roles"]]


def test_coverage_names_every_promise_and_the_days_nobody_vouches_for(mapastepec: Record) -> None:
    """From the promise to the day asked about."""
    rows = {it["id"]: it for it in coverage_page(english(mapastepec))["rows"]}
    assert set(rows) == {row.commitment_id for row in mapastepec.commitments}
    assert rows["K8"]["uncovered"] == ["27 Nov 2021 to 31 Dec 2021"]
    assert rows["K1"]["lines"] == []


def test_every_verdict_is_told_apart_on_how_to_read(mapastepec: Record) -> None:
    """In ten lines."""
    sections = {it["anchor"]: it for it in reading_page(english(mapastepec))["sections"]}
    assert len(dict(sections["verdicts"]["terms"])) == 10
