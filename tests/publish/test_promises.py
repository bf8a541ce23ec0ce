"""The page of a promise: every number leads on, and nothing is said that is not known."""

import re

from posada.commitments.example import example
from posada.programme import Programme
from posada.publish.answers import counts_of
from posada.publish.pen import Links, Pen
from posada.publish.promises import index_page, promise_page
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


def test_counts_that_are_withheld_have_no_bar_and_no_curve(mapastepec: Record) -> None:
    """A drawing can be measured with a ruler."""
    shown = promise_page(pen(mapastepec), mapastepec.measured.assessment("K6"))
    assert shown["counts"]["bar"] == ""
    assert shown["curve"] == ""
    assert words(shown["counts"]["text"]) == "Kept: fewer than 10 of fewer than 10 witnesses."
    assert [line["says"] for line in shown["trace"]] == ["withheld", "withheld"]


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
    assert words(row["counts"]) == "no evidence: it is about other people (caravan-oct23)"


def test_the_deadline_is_counted_step_by_step(mapastepec: Record) -> None:
    """From the day of the event to the due day, with the calendar and the article."""
    deadline = promise_page(pen(mapastepec), mapastepec.measured.assessment("K2law"))["deadline"]
    assert deadline["steps"][0].startswith("20 working days from 2021-11-24")
    assert "Calendar inm, verified from" in deadline["steps"][1]
    assert deadline["steps"][-1].startswith("Due on 2021-12-22")
    assert "art. 128" in words(deadline["lines"][1])


def test_versions_stand_first_to_last_with_what_they_give(mapastepec: Record) -> None:
    """The exit pass took the place of the buses, and gives leave to help oneself."""
    for commitment_id in ("T1", "Q1"):
        shown = promise_page(pen(mapastepec), mapastepec.measured.assessment(commitment_id))
        assert [(it["id"], it["here"]) for it in shown["versions"]] == [
            ("T1", commitment_id == "T1"),
            ("Q1", commitment_id == "Q1"),
        ]
    assert shown["versions"][1]["strength"] == "leave to help oneself"


def test_voices_are_told_apart(mapastepec: Record) -> None:
    """For it, against it, silent, and retellings that add none."""
    shown = promise_page(pen(mapastepec), mapastepec.measured.assessment("K9"))
    said = {group: [it["id"] for it in rows] for group, rows in shown["said"]}
    assert said == {
        "Says that it was made": ["C10"],
        "Says that it was not": ["C11"],
        "Passes over it, which moves nothing": ["C12"],
        "Retells it, which adds no voice": ["C13", "C14"],
    }


def test_where_nothing_is_owed_yet_no_count_is_told() -> None:
    """On the first day no period has ended: "0 of 0" would say nothing."""
    day = example().commitments[0].made_on
    record = record_of(example(), as_of=day)
    counts = counts_of(pen(record), record.measured.assessment("buses"))
    assert counts == {"bar": "", "text": TEXTS["en"]["nothing_owed"]}


def test_the_sentences_of_the_room_tell_no_counts(secretive: Programme) -> None:
    """The first three answers hold days and codes only, so they need no gate."""
    record = record_of(secretive)
    for found in record.measured.assessments:
        for line in promise_page(pen(record), found)["sentences"]:
            assert re.findall(r"(?<![\w-])[0-9]+(?![\w-])", line) == [], line


def test_the_tally_keeps_four_lists(mapastepec: Record) -> None:
    """Each adds up to all promises, and none is made of another."""
    tally = index_page(pen(mapastepec))["tally"]
    assert [name for name, _ in tally] == [
        "Was it made?", "Where does it stand?", "Was it kept?", "How well is that known?",
    ]  # fmt: skip
    assert {sum(count for _, count in rows) for _, rows in tally} == {len(mapastepec.commitments)}
    assert ("kept or partly kept or nothing yet", 7) in tally[2][1]
