"""Drawings show the numbers they are given, to scale."""

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posada.commitments.trace import CurvePoint
from posada.programme.deadlines import WorkingCalendar, count
from posada.programme.tables.papers import Calendar
from posada.publish.figures import claims_on_a_scale, counted_days, delivery_curve, interval_bar

DAY = dt.date(2021, 11, 24)


@given(low=st.integers(0, 50), more=st.integers(0, 50), most=st.integers(1, 120))
def test_a_bar_is_as_long_as_its_numbers(low: int, more: int, most: int) -> None:
    """Filled up to the least, hatched up to the most, never longer than what was owed."""
    bar = ET.fromstring(interval_bar(low, low + more, most))
    widths = {it.get("class"): float((it.get("width") or "0").rstrip("%")) for it in bar}
    assert widths.get("sure", 0.0) == pytest.approx(100 * min(low, most) / most, rel=1e-3)
    together = widths.get("sure", 0.0) + widths.get("perhaps", 0.0)
    assert together == pytest.approx(100 * min(low + more, most) / most, rel=1e-2, abs=0.02)


def test_a_target_below_all_is_marked() -> None:
    """Three quarters had to be reached."""
    assert 'class="target" x="75%"' in interval_bar(1, 2, 4, target=0.75)
    assert "target" not in interval_bar(1, 2, 4, target=1.0)


def test_nothing_owed_is_no_bar() -> None:
    """Rather than a bar of nothing."""
    assert interval_bar(0, 0, 0) == ""


def curve(points: list[CurvePoint]) -> str:
    """Return a drawing of deliveries."""
    return delivery_curve(
        points, first=DAY, last=DAY + dt.timedelta(days=10), due=DAY + dt.timedelta(days=4), owed=30,
        lang="en", title="11 <buses>", due_word="due",
    )  # fmt: skip


def test_a_curve_has_a_band_a_due_day_and_what_was_promised() -> None:
    """And is well formed, whatever its title says."""
    points = [CurvePoint(DAY + dt.timedelta(days=1), 6, 8), CurvePoint(DAY + dt.timedelta(days=2), 11, 15)]
    drawn = ET.fromstring(curve(points))
    assert drawn.get("aria-label") == "11 <buses>"
    kinds = [it.get("class") for it in drawn]
    assert {"band", "most", "least", "owed", "due"} <= set(kinds)
    texts = [it.text for it in drawn if it.tag == "text"]
    assert "due 28 Nov" in texts
    assert "30" in texts
    least = next(it for it in drawn if it.get("class") == "least").get("points") or ""
    heights = [float(pair.split(",")[1]) for pair in least.split()]
    assert heights == sorted(heights, reverse=True)


def test_no_deliveries_are_no_curve() -> None:
    """The page says so in words."""
    assert curve([]) == ""


def test_claims_share_one_scale() -> None:
    """Twice as much is twice as far."""
    drawn = ET.fromstring(claims_on_a_scale([("C1", 50, 50), ("C2", 80, 100)], unit="km", title="Distance"))
    ends = [float(it.get("cx") or 0) - 92 for it in drawn if it.tag == "circle"]
    assert ends[0] == ends[1] == pytest.approx(ends[3] / 2)
    assert ends[2] == pytest.approx(0.8 * ends[3])


def test_counted_days_are_numbered_and_others_are_not() -> None:
    """Three working days from a Wednesday end on the Monday; the last is marked."""
    calendar = WorkingCalendar(
        Calendar(calendar_id="inm", verified_from=DAY, verified_until=DAY + dt.timedelta(days=30))
    )
    counted = count(DAY, 3, kind="working", calendar=calendar)
    drawn = counted_days(counted.steps, title="Three days")
    assert [int(it) for it in re.findall(r'class="count(?: last)?"[^>]*>(\d+)<', drawn)] == [1, 2, 3]
    assert drawn.count('class="day weekend"') == 2
    assert drawn.count('class="day counted last"') == 1
