"""The page on a conflict shows bands against reports, with rules that need no model beside."""

import dataclasses
import re

import numpy as np
import pytest

from posada.movement.example import example
from posada.report.movement import conflict_bands, render_conflict
from posada.report.movement.conflict import CHART_DAYS


@pytest.mark.parametrize("lang", ["es", "en"])
def test_it_tells_what_was_simulated_and_how_near_it_comes(bands, lang):
    """The people who set out, both camps with a chart, five differences of shares and one of counts."""
    page = render_conflict(bands, {}, lang=lang)
    assert "6,850" in page
    assert page.count('<svg class="bands"') == 2
    assert "Camp North" in page
    differences = re.findall(r'<td class="n" data-head="Dif[^"]*">([\d.]+)</td>', page)
    assert len(differences) == 6
    assert differences[0] == f"{bands.validation.rescaled:.3f}"
    assert differences[-1] == f"{bands.validation.ours:.3f}"


def test_reports_are_points_on_their_days_only(bands):
    """Two reports in the period for each camp are two points, whatever lies between them."""
    assert render_conflict(bands, {}, lang="en").count('<circle class="point" cx="0.00%"') == 2
    points = re.findall(r'<circle class="point" cx="([\d.]+)%"', render_conflict(bands, {}, lang="en"))
    assert points == ["0.00", "51.28"] * 2


def test_a_model_that_a_trivial_rule_beats_says_so(bands):
    """The sentence stands where a rule is nearer, and only there."""
    sentence = "comes nearer than the model"
    near = dataclasses.replace(bands.validation, rescaled=0.0)
    far = dataclasses.replace(bands.validation, rescaled=9.0)
    assert sentence not in render_conflict(dataclasses.replace(bands, validation=near), {}, lang="en")
    assert sentence in render_conflict(dataclasses.replace(bands, validation=far), {}, lang="en")


def test_a_folder_without_reports_has_a_page():
    """Nothing to compare with is said, not drawn."""
    silent = example(data_layout_csv="total,refugees.csv\n")
    page = render_conflict(conflict_bands(silent, members=2), {}, lang="en")
    assert "No camp of the folder was counted." in page
    assert '<svg class="bands"' not in page


def test_few_people_are_told_as_such(bands):
    """A camp of seven has no number on the page."""
    seven = dataclasses.replace(
        bands,
        low=np.full_like(bands.low, 7.0),
        middle=np.full_like(bands.middle, 7.0),
        high=np.full_like(bands.high, 7.0),
    )
    page = render_conflict(seven, {}, lang="en")
    assert page.count("fewer than 10") >= 6


def test_long_periods_stay_a_small_page():
    """Days are passed over evenly: the page of 900 days is hardly larger than that of 250."""
    sizes = []
    for days in (250, 900):
        text = "#Day,Akora\n" + "".join(f"{day},1.0\n" for day in range(days))
        long = example(conflicts_csv=text, sim_period_csv=f"StartDate,2021-01-01\nLength,{days}\n")
        page = render_conflict(conflict_bands(long, engine="mean_field"), {}, lang="en")
        assert page.count(",") < 100 * CHART_DAYS
        sizes.append(len(page))
    assert sizes[1] < 1.3 * sizes[0]


def test_no_page_holds_few_people(small_conflict):
    """Of a conflict of seven no number, no line and no point says more than that there are few."""
    page = render_conflict(conflict_bands(small_conflict(3, 4), members=3), {}, lang="en")
    assert "Fewer than 10 people set out, fewer than 10 are in camps at the end" in page
    assert "reported: fewer than 10" in page
    assert '<svg class="bands"' not in page
    radii = re.findall(r'<circle class="\w+" data-key="c\d" [^>]* r="(\d+)"', page)
    radii += ",".join(re.findall(r'"r":\[([^]]*)\]', page)).split(",")
    assert set(radii) == {"0", "2"}


def test_what_would_tell_of_few_is_withheld(small_conflict):
    """3,000 beside 7 is withheld at the end, its point there is not drawn, and no line of shares tells the total."""
    page = render_conflict(conflict_bands(small_conflict(3000, 7), engine="mean_field"), {}, lang="en")
    assert "reported: 3,007" in page
    assert "reported withheld at the end" in page
    assert "reported fewer than 10 at the end" in page
    assert "3,000" not in re.sub(r"<text[^>]*>[^<]*</text>", "", page)
    assert len(re.findall(r'<circle class="point" [^>]* r="2.6"/>', page)) == 3
    trivial = re.findall(r'<polyline class="trivial" points="([^"]*)"', page)
    assert all(len(points.split()) < 5 for points in trivial)


def test_a_headline_that_would_tell_of_few_says_why_it_does_not(small_conflict):
    """7 and 15 are 22: the sentence has no number, and the tiles say that theirs are withheld."""
    page = render_conflict(conflict_bands(small_conflict(15, 7), engine="mean_field"), {}, lang="en")
    assert "is not told, as it would tell of fewer than ten" in page
    assert "<dt>people set out</dt><dd>withheld</dd>" in page


def test_one_thing_is_one_thing(bands):
    """A day, a place, a road and a finding are no days, places, roads and findings."""
    folder = example(
        locations_csv="Akora,West,Aland,1.0,1.0,conflict_zone,0,500\nCamp,North,Borland,2.0,2.0,camp,0,600\n",
        routes_csv="#n,n,d,f\nAkora,Camp,900,0\n",
        data_layout_csv="total,refugees.csv\nCamp,north.csv\n",
        refugees_csv="2021-01-01,0\n2021-01-21,2600\n",
        conflicts_csv="#Day,Akora\n0,1\n",
        sim_period_csv="StartDate,2021-01-01\nLength,1\n",
    )
    page = render_conflict(conflict_bands(folder, engine="mean_field"), {}, lang="en")
    assert "1 day from 1 Jan 2021, 2 places and 1 road;" in page
    assert "40 days from 1 Jan 2021, 4 places and 3 roads;" in render_conflict(bands, {}, lang="en")
    assert "The linter has one finding on the folder" in render_conflict(bands, {}, lang="en")
