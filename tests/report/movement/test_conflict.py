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
    """The people who set out, both camps with a chart, six lines of differences."""
    page = render_conflict(bands, {}, lang=lang)
    assert "6,850" in page
    assert page.count('<svg class="bands"') == 2
    assert "Camp North" in page
    differences = re.findall(r'<td class="n" data-head="Dif[^"]*">([\d.]+)</td>', page)
    assert len(differences) == 6
    assert f"{bands.validation.rescaled:.3f}" in differences


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
