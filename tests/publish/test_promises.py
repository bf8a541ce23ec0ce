"""The page of a promise: every number leads on, and nothing is said that is not known."""

import re
from dataclasses import replace

from posada.commitments.example import example
from posada.programme import Programme
from posada.publish.pen import Links, Pen
from posada.publish.promises import index_page, promise_page
from posada.publish.record import Record, record_of


def pen(record: Record, lang: str = "en") -> Pen:
    """Return what pages are written with."""
    return Pen(lang, record, Links(record))


def words(markup: object) -> str:
    """Return the words of markup."""
    return re.sub(r"<[^>]+>", "", str(markup))


def test_counts_that_are_withheld_have_no_bar_and_no_curve(with_few: Record) -> None:
    """A drawing can be measured with a ruler."""
    shown = promise_page(pen(with_few), with_few.measured.assessment("K6"))
    assert shown["counts"]["bar"] == ""
    assert shown["curve"] == ""
    assert words(shown["counts"]["text"]) == "Kept: fewer than 10 of fewer than 10 witnesses."
    assert [line["says"] for line in shown["trace"]] == ["withheld", "withheld"]


def test_two_institutions_are_told_as_two(mapastepec: Record) -> None:
    """CNDH and CEDH are no people whose number could expose them."""
    shown = promise_page(pen(mapastepec), mapastepec.measured.assessment("K6"))
    assert words(shown["counts"]["text"]).startswith("Kept: 2 of 2 institutions.")
    in_spanish = promise_page(pen(mapastepec, "es"), mapastepec.measured.assessment("K6"))
    assert words(in_spanish["counts"]["text"]).startswith("Cumplido: 2 de 2 instituciones.")


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


def test_the_sentences_of_the_room_tell_no_counts(secretive: Programme) -> None:
    """The first three answers hold days and codes only, so they need no gate."""
    record = record_of(secretive)
    for found in record.measured.assessments:
        for line in promise_page(pen(record), found)["sentences"]:
            undated = re.sub(r"\d{1,2} [A-Z][a-z]{2} \d{4}", "", line)
            assert re.findall(r"(?<![\w-])[0-9]+(?![\w-])", undated) == [], line


def test_the_tally_keeps_four_lists(mapastepec: Record) -> None:
    """Each adds up to all promises, and none is made of another."""
    tally = index_page(pen(mapastepec))["tally"]
    assert [name for name, _ in tally] == [
        "Was it made?", "Where does it stand?", "Was it kept?", "How well is that known?",
    ]  # fmt: skip
    assert {sum(count for _, count in rows) for _, rows in tally} == {len(mapastepec.commitments)}
    assert ("kept or partly kept or nothing yet", 7) in tally[2][1]


def test_a_voice_that_says_it_again_is_not_told_to_be_unheard(made_up: Record) -> None:
    """It is near enough to the facts; it only adds no voice."""
    base = example()
    again = replace(base.claims[0], claim_id="again")
    record = record_of(replace(base, claims=(*base.claims, again)))
    found = record.measured.assessment(again.commitment_id or "")
    groups = {name: [it["id"] for it in rows] for name, rows in promise_page(pen(record), found)["said"]}
    assert groups["Says it again, with no source of its own: no further voice"] == [
        max("again", base.claims[0].claim_id)
    ]
    assert not any(name.startswith("Not heard") for name in groups)


def test_one_day_is_no_series_and_dates_are_told_in_one_way(mapastepec: Record) -> None:
    """Twenty buses on the 25th; the sentences write days as the page does."""
    shown = promise_page(pen(mapastepec), mapastepec.measured.assessment("K8b"))
    assert words(shown["amount"]) == "20 buses"
    assert "Due on 25 Nov 2021." in " ".join(words(line) for line in shown["deadline"]["lines"])
    assert not re.search(r"\d{4}-\d{2}-\d{2}", " ".join(shown["sentences"]))


def test_a_share_that_says_nothing_is_not_told(mapastepec: Record) -> None:
    """Between none and all of ten desks."""
    shown = promise_page(pen(mapastepec), mapastepec.measured.assessment("K4"))
    assert words(shown["counts"]["text"]) == "Kept: 0 to 10 of 10 desks."
