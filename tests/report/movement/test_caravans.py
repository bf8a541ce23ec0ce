"""The page on groups says what was followed, beside the sources, and lets nobody be found."""

import dataclasses
import datetime as dt
import re
import subprocess
from html.parser import HTMLParser

import pytest

from posada.movement.caravans.follow import follow_caravans
from posada.report.movement import render_caravans
from posada.report.movement.caravans import SECTIONS

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Outline(HTMLParser):
    """The tags of a page: whether they close, its ids and addresses, and its text without script and style."""

    def __init__(self, page):
        super().__init__()
        self.open, self.ids, self.links, self.text = [], [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.ids += [value for name, value in attrs if name == "id"]
        self.links += [value for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.links += [value for name, value in attrs if name == "href"]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text.append(data)


@pytest.mark.parametrize("lang", ["es", "en"])
def test_every_section_is_there_and_nothing_is_fetched(programme, followed, lang):
    """Tags close, ids are unique, inner links lead somewhere; outside are the addresses of sources only."""
    outline = Outline(render_caravans(programme, followed, {}, lang=lang))
    assert outline.open == []
    assert len(outline.ids) == len(set(outline.ids))
    inner = {link[1:] for link in outline.links if link.startswith("#")}
    assert {*SECTIONS, "content", "ground"} <= inner <= set(outline.ids)
    outside = {link for link in outline.links if not link.startswith("#")}
    assert outside <= {row.url for row in programme.sources}


def test_it_tells_the_fates_beside_what_sources_have(programme, followed):
    """Four fates, the one asked for marked, and the model's middle judged against 300 to 2,000 people."""
    page = render_caravans(programme, followed, {}, lang="en")
    text = " ".join("".join(Outline(page).text).split())
    for fate in ("no offer", "kept", "kept 10 days late", "never kept"):
        assert fate in text
    assert page.count('<tr class="asked">') == 1
    assert "when sources have the new group (300 to 2,000 people)" in text
    assert "A model, not a forecast of any person." in text
    assert "synthetic" in text
    assert "20 km a day" in text


def test_no_group_too_small_is_told(programme):
    """Of a group of some dozen people, which falls below twenty, no count is shown and none is written."""
    few = dataclasses.replace(
        programme,
        groups=tuple(
            dataclasses.replace(row, people_lo=21, people_hi=30) if row.after_group_id is None else row
            for row in programme.groups
        ),
        sightings=(),
    )
    followed = follow_caravans(few, offer="cards-2021-11", delivered="never", members=40)
    page = render_caravans(few, followed, {}, lang="en")
    assert "fewer than" in page
    rows = followed.rows()
    shown = [row for row in rows["group_days"] if row.group_id == "nov-2021"]
    assert any(row.people_mid is None for row in shown)
    for row in (*rows["group_flows"], *rows["group_days"]):
        for name in ("joined", "left", "boarded", "returned", "people", "people_lo", "people_mid"):
            value = getattr(row, name, None)
            assert value is None or value == 0 or value >= 10
    for day, caption in re.findall(r"<b>(\d+ \w+ 2021)</b>([^<]*)</li>", page):
        numbers = [int(it.replace(",", "")) for it in re.findall(r"(\d[\d,]*) people", caption)]
        assert all(number >= 10 for number in numbers), day


def test_days_of_a_sighting_stand_in_their_order(programme):
    """Seen from 30 November to 1 December: the earlier day comes first, whatever its number."""
    late = dataclasses.replace(
        programme,
        sightings=tuple(
            dataclasses.replace(row, on_lo=dt.date(2021, 11, 30), on_hi=dt.date(2021, 12, 1))
            if row.location_id == "mapastepec"
            else row
            for row in programme.sightings
        ),
    )
    followed = follow_caravans(late, offer=None, delivered="never", members=20)
    assert "30 Nov – 1 Dec" in render_caravans(late, followed, {}, lang="en")


def test_a_source_with_a_strange_address_is_no_link(programme, followed):
    """Only addresses of the web become links."""
    named = {code for row in programme.groups for code in row.source_id}
    strange = dataclasses.replace(
        programme,
        sources=tuple(
            dataclasses.replace(row, url="javascript:alert(1)") if row.source_id in named else row
            for row in programme.sources
        ),
    )
    assert "javascript:" not in render_caravans(strange, followed, {}, lang="en")


def test_without_an_offer_the_page_says_so(programme):
    """Nobody is taken away, and the fates still stand beside."""
    followed = follow_caravans(programme, offer=None, delivered="never", members=20)
    page = render_caravans(programme, followed, {}, lang="en")
    assert "No offer is made" in page
    assert page.count('<tr class="asked"><th scope="row">no offer') == 1


def test_the_same_input_gives_the_same_page(programme, followed):
    """Byte for byte."""
    again = follow_caravans(
        programme,
        offer="cards-2021-11",
        delivered="never",
        members=60,
        parameters=followed.parameters,
    )
    assert render_caravans(programme, followed, {}) == render_caravans(programme, again, {})


def told_by(chromium, page, tmp_path, script, *, width=1200, flags=()):
    """What a script at the end of the page puts into its title."""
    path = tmp_path / "page.html"
    path.write_text(page.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    told = subprocess.run(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--window-size={width},900",
            *flags,
            "--dump-dom",
            path.as_uri(),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    return re.search(r"<title>([^<]*)</title>", told)[1]


@pytest.mark.chromium
@pytest.mark.parametrize("width", [500, 1200])
def test_it_fits_a_phone_and_a_desk(programme, followed, chromium, tmp_path, width):
    """Nothing is wider than the screen."""
    page = render_caravans(programme, followed, {}, lang="es")
    script = "document.title=[innerWidth,document.documentElement.scrollWidth].join(' ')"
    inner, scroll = map(int, told_by(chromium, page, tmp_path, script, width=width).split())
    assert scroll <= inner


@pytest.mark.chromium
def test_it_plays_by_slider_and_buttons(programme, followed, chromium, tmp_path):
    """The slider and the button for the next day move day, caption and circle; the stills are put away."""
    script = """
    const part = (name) => document.querySelector(`[data-part="${name}"]`);
    const seen = () => [part("day").textContent, document.querySelector("[data-key=c0]").getAttribute("r")].join("|");
    const first = seen();
    part("slider").value = 5; part("slider").dispatchEvent(new Event("input"));
    part("on").click();
    const stills = getComputedStyle(document.querySelector(".stills")).display;
    document.title = [first, seen(), part("slider").getAttribute("aria-valuetext"), stills].join(";")"""
    page = render_caravans(programme, followed, {}, lang="en")
    first, moved, spoken, stills = told_by(chromium, page, tmp_path, script).split(";")
    assert first.startswith("18 Nov 2021|")
    assert moved.startswith("24 Nov 2021|")
    assert first.split("|")[1] != moved.split("|")[1]
    assert (spoken, stills) == ("24 Nov 2021", "none")


@pytest.mark.chromium
def test_play_goes_on_by_itself_until_it_is_stopped(programme, followed, chromium, tmp_path):
    """After two seconds the day is another and the button says Pause; clicked again, it says Play."""
    script = """
    const part = (name) => document.querySelector(`[data-part="${name}"]`);
    part("play").click();
    setTimeout(() => {
      const seen = [part("day").textContent, part("play").textContent];
      part("play").click();
      document.title = [...seen, part("play").textContent].join("|");
    }, 2000)"""
    page = render_caravans(programme, followed, {}, lang="en")
    day, playing, stopped = told_by(
        chromium, page, tmp_path, script, flags=("--virtual-time-budget=4000",)
    ).split("|")
    assert day == "22 Nov 2021"
    assert (playing, stopped) == ("❚❚ Pause", "▶ Play")


@pytest.mark.chromium
def test_who_wants_no_motion_gets_no_play_button(programme, followed, chromium, tmp_path):
    """With reduced motion the days go by hand only."""
    script = "document.title = String(document.querySelector('[data-part=play]').hidden)"
    page = render_caravans(programme, followed, {}, lang="en")
    assert told_by(chromium, page, tmp_path, script) == "false"
    calm = ("--force-prefers-reduced-motion",)
    assert told_by(chromium, page, tmp_path, script, flags=calm) == "true"


def test_where_nobody_saw_a_group_form_again_no_column_is_told_twice(programme):
    """Who sets out again is drawn, and neither a second column nor a box of sources stands beside it."""
    seen = dataclasses.replace(
        programme, groups=tuple(row for row in programme.groups if not row.after_group_id)
    )
    alone = dataclasses.replace(
        seen, sightings=tuple(row for row in programme.sightings if row.group_id == "nov-2021")
    )
    texts = []
    for each in (programme, alone):
        followed = follow_caravans(each, offer="cards-2021-11", delivered="never", members=20)
        texts.append(render_caravans(each, followed, {}, lang="en"))
    for text, box in zip(texts, (True, False), strict=True):
        assert ("The warm box is what sources have" in text) is box
        assert re.findall(r"<th[^>]*>People who set out again</th>", text)[1:] == []


def test_what_sources_have_of_few_people_is_not_drawn(programme):
    """Neither a box nor the line of a size that never changes shows how few set out, or were seen."""

    def drawn(least: int, most: int) -> str:
        march = dataclasses.replace(programme.groups[0], people_lo=least, people_hi=most)
        seen = tuple(
            dataclasses.replace(row, people_lo=row.people_lo and least, people_hi=row.people_hi and most)
            for row in programme.sightings
            if row.group_id == march.group_id
        )
        each = dataclasses.replace(programme, groups=(march,), sightings=seen)
        page = render_caravans(
            each, follow_caravans(each, offer=None, delivered="never", members=20), {}, lang="en"
        )
        assert f"{least} to {most}" in page if least >= 20 else f"{least} to {most}" not in page
        chart = re.search(r'aria-label="People in nov-2021 by day.*?</svg>.*?</svg>', page, re.DOTALL)
        return chart[0] if chart else ""

    for sign in ('class="seen"', 'class="trivial"'):
        assert sign in drawn(40, 90)
        assert sign not in drawn(5, 9)
        assert sign not in drawn(11, 13)
