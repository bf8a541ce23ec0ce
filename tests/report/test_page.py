import re
import subprocess
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from posada.programme import Fault, Programme
from posada.programme.settings import Settings
from posada.programme.tables import Translation
from posada.report import render_html
from posada.report.page import SECTIONS

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Outline(HTMLParser):
    """The tags of a page: whether they close, which ids and addresses there are, and its text."""

    def __init__(self, page):
        super().__init__()
        self.open, self.ids, self.links, self.text, self.attributes = [], [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, *pair) for pair in attrs]
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.attributes += [(tag, *pair) for pair in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)


def page_of(plan, lang="en", **changes):
    answers = {**plan.answers, "faults": plan.faults, **changes}
    return render_html(plan.programme, answers, plan.receipt, lang=lang)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_section_is_there_and_can_be_reached(first_steps, lang):
    """The list of contents leads to each section, whose headings are in the language of the page."""
    outline = Outline(page_of(first_steps, lang))
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    assert [link for link in outline.links if link in {f"#{key}" for key in SECTIONS}] == [
        f"#{key}" for key in SECTIONS
    ]
    assert {link[1:] for link in outline.links} <= set(outline.ids)
    assert ("html", "lang", lang) in outline.attributes


def test_it_says_what_was_decided(first_steps):
    """The first sentence has the numbers of the tables."""
    placed = sum(row.people for row in first_steps.answers["assignments"])
    people = len(first_steps.programme.persons)
    assert f"{placed} of {people} people have a place" in page_of(first_steps)
    assert f"{placed} de {people} personas tienen lugar" in page_of(first_steps, "es")


def test_two_runs_give_the_same_bytes(first_steps):
    """The seconds that a room took are not in the page, whatever they were."""
    slower = replace(first_steps, receipt={**first_steps.receipt, "seconds": {"placement": 99.0}})
    assert page_of(first_steps) == page_of(slower)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_it_tells_nobody_apart(mapastepec, lang):
    """No code of a household, a person, a driver or an appointment stands in the page."""
    text = " ".join(Outline(page_of(mapastepec, lang)).text)
    words = set(re.findall(r"[\w-]+", text))
    programme = mapastepec.programme
    codes = {row.household_id for row in programme.households}
    codes |= {row.person_id for row in programme.persons} | {row.driver_id for row in programme.drivers}
    codes |= {row.appointment_id for row in mapastepec.answers["appointments"]}
    assert words & codes == set()


def test_it_asks_nothing_of_the_network_and_is_small(mapastepec):
    """No script, no address of another host, and fewer than 400 kB."""
    page = page_of(mapastepec)
    outline = Outline(page)
    assert all(link.startswith("#") for link in outline.links)
    assert "<script" not in page
    assert "@import" not in page
    assert re.findall(r"url\(", page) == []
    assert len(page.encode()) < 400_000


def test_what_the_tables_say_is_never_markup(first_steps):
    """A name with angle brackets is shown as it was typed."""
    named = replace(
        first_steps.programme,
        settings=replace(first_steps.programme.settings, name="<b>Bold</b> & co"),
        places=tuple(
            replace(place, name=f"<script>{place.name}</script>") for place in first_steps.programme.places
        ),
    )
    page = page_of(replace(first_steps, programme=named))
    assert "<b>Bold" not in page
    assert "<script" not in page
    assert "&lt;b&gt;Bold&lt;/b&gt; &amp; co" in page


def test_faults_stand_before_everything_else(first_steps):
    """A plan that a check refuses says so before any figure, and tells of no household."""
    fault = Fault("capacity", "assignments.csv", "must fit into 3 beds, got 4.")
    page = page_of(first_steps, faults=(fault, fault))
    assert "The checks found 2 faults: do not use this plan before they are mended" in page
    assert page.index("The checks found") < page.index('id="map"')
    assert "No faults" not in page


def test_a_plan_without_answers_has_a_page():
    """Before anything is planned the page says that there is nothing, and how many people are known."""
    import datetime as dt

    day = dt.date(2021, 11, 23)
    empty = Programme(settings=Settings(name="Nobody yet", country="MEX", starts_on=day, ends_on=day))
    page = render_html(empty, {}, {}, lang="en")
    assert "0 of 0 people have a place" in page
    assert "Nobody waits." in page


def test_another_language_is_refused(first_steps):
    """The report speaks Spanish and English."""
    with pytest.raises(ValueError, match=r"lang must be one of es, en, got 'fr'\."):
        page_of(first_steps, "fr")


@pytest.mark.chromium
@pytest.mark.parametrize("lang", ["es", "en"])
def test_it_fits_a_phone_and_a_desk(mapastepec, lang, chromium, tmp_path):
    """Nothing is wider than the screen: tables scroll inside their frame, the page does not."""
    tell = (
        "<script>document.title=[innerWidth,document.documentElement.scrollWidth].join(' ')</script></body>"
    )
    page = tmp_path / "page.html"
    page.write_text(page_of(mapastepec, lang).replace("</body>", tell), encoding="utf-8")
    for width in (500, 1200):
        told = subprocess.run(
            [
                chromium,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                f"--user-data-dir={tmp_path / 'profile'}",
                f"--window-size={width},900",
                "--dump-dom",
                page.as_uri(),
            ],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout
        seen = re.search(r"<title>(\d+) (\d+)</title>", told)
        assert seen, told[:300]
        assert int(seen[2]) <= int(seen[1])


def test_the_programme_is_called_by_its_name_in_the_language_of_the_page(first_steps):
    """Where the programme says what it is called there."""
    called = Translation(
        language="spa", original=first_steps.programme.settings.name, text="Primeros <pasos>"
    )
    plan = replace(first_steps, programme=replace(first_steps.programme, translations=(called,)))
    assert "<h1>Primeros &lt;pasos&gt;</h1>" in page_of(plan, "es")
    assert f"<h1>{called.original}</h1>" in page_of(plan, "en")
