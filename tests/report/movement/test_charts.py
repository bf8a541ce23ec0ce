"""Bands are drawn where there is something to tell, and never outside their frame."""

import datetime as dt
import re
import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from posada.report.movement.charts import Bands, Seen, draw_bands, draw_range, scale_of

FIRST = dt.date(2021, 11, 18)


def line(*values):
    return [(FIRST + dt.timedelta(at), value) for at, value in enumerate(values)]


def bands(*values, **more):
    return Bands(low=line(*values), middle=line(*values), high=line(*values), **more)


def test_nothing_to_show_is_no_drawing():
    """A group that is too small on every day has no chart, and neither has one of no days."""
    assert draw_bands(bands(None, None), title="t", lang="en") == ""
    assert draw_bands(bands(), title="t", lang="en") == ""


def test_days_that_cannot_be_told_part_the_band():
    """A gap is a gap: two polygons, not one across it."""
    drawn = draw_bands(bands(50.0, 60.0, None, 70.0, 80.0), title="t", lang="en")
    assert drawn.count("<polygon") == 2
    assert drawn.count('class="middle"') == 2


def test_a_reported_interval_is_a_box_from_least_to_most():
    """The box of 300 to 2,000 people on a scale of 2,000 ends at the top line and begins at 15 %."""
    seen = Seen(FIRST, FIRST + dt.timedelta(1), 300, 2000)
    chart = bands(500.0, 900.0, seen=[seen])
    scale = scale_of(chart, height=240)
    box = re.search(r'class="seen" x="([\d.]+)" width="([\d.]+)" y="([\d.]+)" height="([\d.]+)"',
                    draw_bands(chart, title="t", lang="en"))  # fmt: skip
    left, width, top, height = map(float, box.groups())
    assert (left, width) == (0, 1000)
    assert top == scale.y(2000) == 16
    assert abs(height - 0.85 * (scale.floor - scale.top)) < 0.1


@given(
    values=st.lists(st.none() | st.floats(0, 1e7), min_size=1, max_size=30),
    most=st.floats(0, 1e7),
    days=st.integers(0, 40),
)
def test_everything_stays_inside_its_frame(values, most, days):
    """Whatever is drawn, it is whole XML and no point of it lies outside the chart."""
    seen = Seen(FIRST, FIRST + dt.timedelta(days), most / 2, most)
    drawn = draw_bands(bands(*values, seen=[seen], points=[(FIRST, most)]), title='a "title" <', lang="es")
    if not drawn:
        return
    ET.fromstring(drawn)
    for points in re.findall(r' points="([^"]*)"', drawn):
        for x, y in (map(float, pair.split(",")) for pair in points.split()):
            assert 0 <= x <= 1000
            assert 0 <= y <= 240


def test_a_range_ends_with_its_scale():
    """A band beyond the scale is cut, not drawn over what stands beside it."""
    drawn = draw_range(10, 50, 500, (20, 40), 100)
    ET.fromstring(drawn)
    assert '<rect class="band" x="10.00%" width="90.00%"' in drawn
    assert '<rect class="seen" x="20.00%" width="20.00%"' in drawn


def test_an_axis_counts_in_round_steps():
    """1,975 people are read on lines of 500, and 407 km on lines of 100; none is of 625 or 125."""
    for most, told in (
        (1975.0, ["500", "1,000", "1,500", "2,000"]),
        (407.0, ["100", "200", "300", "400", "500"]),
    ):
        drawn = draw_bands(bands(most, most), title="t", lang="en")
        assert re.findall(r'<text x="0" y="[\d.]+">([\d,]+)</text>', drawn) == told
