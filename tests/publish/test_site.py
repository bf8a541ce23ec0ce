"""The whole publication: the same bytes each time, complete in both languages, readable by people and machines."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from posada.commitments.example import example
from posada.programme import read_programme
from posada.publish.record import Record, record_of
from posada.publish.site import MARKER, MENU, site_files

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_two_runs_give_the_same_bytes(mapastepec: Record, mapastepec_files: dict[str, bytes]) -> None:
    """No hour, no order of a set, no address in memory."""
    assert site_files(mapastepec) == mapastepec_files
    assert site_files(record_of(example())) == site_files(record_of(example()))


def test_every_page_is_there_in_both_languages(
    mapastepec: Record, mapastepec_files: dict[str, bytes]
) -> None:
    """The pages of the menu, and one for each promise."""
    for lang in ("es", "en"):
        pages = {path.split("/")[1] for path in mapastepec_files if path.startswith(f"{lang}/")}
        promises = {name for name in pages if name.startswith("promise-")}
        assert pages - promises == {f"{name}.html" for name in MENU}
        assert len(promises) == len(mapastepec.commitments)


def test_every_page_says_the_terms_the_gate_and_that_nobody_has_signed(
    mapastepec_files: dict[str, bytes],
) -> None:
    """In its language."""
    for path, content in mapastepec_files.items():
        text = content.decode()
        if path.startswith("en/"):
            assert "As of 31 Dec 2021." in text
            assert "No count of fewer than ten people" in text
            assert "no signature" in text
        if path.startswith("es/"):
            assert "Al 31 dic 2021." in text
            assert "ninguna cuenta de menos de diez personas" in text
            assert "no lleva firma" in text


def test_the_marker_lists_every_other_file(mapastepec_files: dict[str, bytes]) -> None:
    """With the terms, and an empty place for signatures."""
    marker = json.loads(mapastepec_files[MARKER])
    assert set(marker["files"]) == set(mapastepec_files) - {MARKER}
    assert (marker["as_of"], marker["policy"], marker["signatures"]) == ("2021-12-31", "all", [])


class Chips(HTMLParser):
    """Reads the answers of the four questions off a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.kind = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.kind = (dict(attrs).get("class") or "") if tag == "span" else ""

    def handle_data(self, data: str) -> None:
        if self.kind.startswith("chip"):
            self.found.append((self.kind, data))
            self.kind = ""


def test_the_four_answers_on_a_promise_stand_apart(mapastepec_files: dict[str, bytes]) -> None:
    """Fifteen buses: made as told, violated, broken, decided; nine states: unknown is neither kept nor broken."""
    chips = Chips()
    chips.feed(mapastepec_files["en/promise-k8.html"].decode())
    assert [words for _, words in chips.found] == ["yes, as told", "violated", "broken", "decided"]
    chips = Chips()
    chips.feed(mapastepec_files["en/promise-k1.html"].decode())
    assert chips.found[2:] == [
        ("chip of-several", "kept"),
        ("chip of-several", "partly kept"),
        ("chip of-several", "nothing yet"),
        ("chip is-no_data", "unknown, nothing on record"),
    ]


def test_the_undertaking_of_no_more_caravans_is_contested(mapastepec_files: dict[str, bytes]) -> None:
    """Not denied; and no page names who denied it."""
    text = mapastepec_files["en/promise-k9.html"].decode()
    assert 'class="chip is-contested">contested<' in text
    assert "spokesman of the caravan" in text
    assert not any("Villagr" in content.decode() for content in mapastepec_files.values())


def test_ids_that_browsers_and_disks_cannot_take_get_plain_names() -> None:
    """And ids that differ in case only get files of their own."""
    base = example()
    first = replace(base.commitments[0], commitment_id='A<b>&"1')
    second = replace(base.commitments[1], commitment_id="a B 1")
    files = site_files(
        record_of(replace(base, commitments=(first, second), claims=(), deliveries=(), coverage=()))
    )
    assert {path for path in files if path.startswith("en/promise")} == {
        "en/promise-a-b-1.html",
        "en/promise-a-b-1-2.html",
    }
    assert b"A<b>" not in files["en/index.html"]


class OtherTongues(HTMLParser):
    """Gathers the words of a page that are marked with a language, quotations apart."""

    def __init__(self) -> None:
        super().__init__()
        self.marked: list[tuple[str, str]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span":
            self.open.append(dict(attrs).get("lang") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1]:
            self.marked.append((self.open[-1], data))


@pytest.mark.parametrize("example_name", ["mapastepec-2021", "promise-2024"])
def test_the_examples_speak_spanish_on_their_spanish_pages(example_name: str) -> None:
    """Whoever adds a promise to an example adds its translation; quotations and names stay."""
    files = site_files(record_of(read_programme(EXAMPLES / example_name)))
    for path, content in files.items():
        if path.startswith("es/"):
            tongues = OtherTongues()
            tongues.feed(content.decode())
            assert tongues.marked == [], path
    assert "<title>Mapastepec, " in files["index.html"].decode()


def test_the_words_of_a_promise_follow_the_page_and_its_quotation_does_not(
    mapastepec_files: dict[str, bytes],
) -> None:
    """In the title, in the heading and in the tables; the vague time is quoted from the statement."""
    spanish = mapastepec_files["es/promise-k3.html"].decode()
    assert "<title>K3: Alojamiento en albergues" in spanish
    assert "<h1>Alojamiento en albergues" in spanish
    assert "«mientras permanezcan»" in spanish
    english = mapastepec_files["en/promise-k3.html"].decode()
    assert "<h1>Lodging in shelters" in english
    assert '<span lang="es">mientras permanezcan</span>' in english
    quoted = mapastepec_files["es/promise-k9.html"].decode()
    assert "agreed not to assemble more caravans" in quoted
    assert "los organizadores aceptaron no reunir más caravanas" in quoted


def test_every_page_says_that_quotations_are_left_out_where_the_texts_are_missing(
    mapastepec: Record,
) -> None:
    """And the description of the tables; where they were compared, no page speaks of it."""
    raw = read_programme(Path(__file__).parents[2] / "examples" / "mapastepec-2021")
    ledger = replace(raw, quotations_compared=False)
    files = site_files(record_of(ledger))
    count = sum(bool(row.quotation) for row in mapastepec.claims)
    for path, content in files.items():
        if path.startswith("en/"):
            assert f"Quotations ({count}) are left out" in content.decode()
        if path.startswith("es/"):
            assert f"Se omiten las citas ({count})" in content.decode()
    assert json.loads(files["data/datapackage.json"])["quotations_compared"] is False
    compared = site_files(mapastepec)
    assert not any(b"Se omiten las citas" in content for content in compared.values())
    assert json.loads(compared["data/datapackage.json"])["quotations_compared"] is True
