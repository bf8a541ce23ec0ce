"""Bands over days against what was reported, as SVG that takes the width it is given."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from posada.report.formats import day, number, short_day

WIDE = 1000
ROOMY = 200
"""The height from which a chart has room for more lines and days."""
BESIDE_AXIS = 0.12
"""The part of the width in which a word at the top would lie on the values of the axis."""
LONG_DAYS = 300
"""From so many days on, days are shown with their year."""
Point = tuple[dt.date, float | None]
"""A day and a value; None where nothing can be told."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A reported interval: from day to day, from least to most."""

    first: dt.date
    last: dt.date
    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """What one chart shows: a band with its middle by day, reported intervals or points, a trivial rule."""

    low: Sequence[Point]
    middle: Sequence[Point]
    high: Sequence[Point]
    seen: Sequence[Seen] = ()
    points: Sequence[tuple[dt.date, float]] = ()
    trivial: Sequence[Point] = ()
    marks: Sequence[tuple[dt.date, str]] = field(default=())


@dataclass(frozen=True, slots=True)
class Scale:
    """Where days and values lie on a chart."""

    first: dt.date
    days: int
    step: float
    lines: int
    top: float
    floor: float

    @property
    def most(self) -> float:
        """The value at the top of the grid."""
        return self.step * self.lines

    def x(self, on: dt.date) -> float:
        """The distance of a day from the left, 0 to `WIDE`."""
        return (on - self.first).days / max(self.days, 1) * WIDE

    def y(self, value: float) -> float:
        """The distance of a value from the top."""
        return self.floor - min(value, self.most) / self.most * (self.floor - self.top)


def scale_of(bands: Bands, *, height: int, most: float | None = None) -> Scale | None:
    """The scale that holds everything of a chart; None where it has nothing to show."""
    days = [on for on, _ in bands.middle] + [on for on, _ in bands.trivial] + [on for on, _ in bands.points]
    days += [on for seen in bands.seen for on in (seen.first, seen.last)]
    values = [value for line in (bands.high, bands.trivial) for _, value in line if value is not None]
    values += [seen.most for seen in bands.seen] + [value for _, value in bands.points]
    if not days or not values or max(values) <= 0:
        return None
    step, lines = _grid_of(most or max(values), 5 if height >= ROOMY else 2)
    return Scale(min(days), (max(days) - min(days)).days, step, lines, 16.0, height - 24.0)


def _grid_of(value: float, most_lines: int) -> tuple[int, int]:
    """A step that is good to read on an axis, and how many of them a value needs.

    >>> _grid_of(3852, 5), _grid_of(1975, 5), _grid_of(407, 5), _grid_of(407, 2), _grid_of(0.5, 5)
    ((1000, 4), (500, 4), (100, 5), (250, 2), (1, 1))
    """
    power = 1
    while True:
        for times in (1, 2, 2.5, 5):
            step = times * power
            if step == round(step) and math.ceil(value / step) <= most_lines:
                return round(step), math.ceil(value / step)
        power *= 10


def draw_bands(bands: Bands, *, title: str, lang: str, height: int = 240, most: float | None = None) -> str:
    """The chart; '' where there is nothing to show. `title` says in words what it shows.

    >>> day = dt.date(2021, 11, 18)
    >>> line = [(day, 5.0), (day + dt.timedelta(1), 8.0)]
    >>> "polygon" in draw_bands(Bands(low=line, middle=line, high=line), title="People", lang="en")
    True
    """
    scale = scale_of(bands, height=height, most=most)
    if scale is None:
        return ""
    return (
        f'<svg class="bands" height="{height}" role="img" aria-label="{escape(title, quote=True)}">'
        f"{_grid(scale)}"
        f'<svg x="0" y="0" width="100%" height="{height}" viewBox="0 0 {WIDE} {height}"'
        f' preserveAspectRatio="none">{_band(bands, scale)}'
        f"{_line(bands.trivial, scale, 'trivial')}{_line(bands.middle, scale, 'middle')}"
        f"{_boxes(bands.seen, scale)}</svg>"
        f"{_points(bands.points, scale)}{_marks(bands.marks, scale)}"
        f"{_axis(scale)}{_days(scale, height, lang)}</svg>"
    )


def _grid(scale: Scale) -> str:
    lines = []
    for at in range(scale.lines + 1):
        y = scale.y(scale.step * at)
        lines.append(f'<line class="grid" x1="0" x2="100%" y1="{y:.1f}" y2="{y:.1f}"/>')
    return "".join(lines)


def _axis(scale: Scale) -> str:
    """The values of the grid, written over what is drawn."""
    return "".join(
        f'<text x="0" y="{scale.y(scale.step * at) - 3:.1f}">{number(scale.step * at)}</text>'
        for at in range(1, scale.lines + 1)
    )


def _band(bands: Bands, scale: Scale) -> str:
    """The band as one polygon for each run of days on which both of its ends can be told."""
    both = [(on, low, high) for (on, low), (_, high) in zip(bands.low, bands.high, strict=True)]
    drawn = []
    for told, run in groupby(both, key=lambda it: it[2] is not None):
        if not told:
            continue
        days = [(scale.x(on), scale.y(low or 0.0), scale.y(high or 0.0)) for on, low, high in run]
        upper = [f"{x:.1f},{y:.1f}" for x, _, y in days]
        lower = [f"{x:.1f},{y:.1f}" for x, y, _ in reversed(days)]
        drawn.append(f'<polygon class="band" points="{" ".join([*upper, *lower])}"/>')
    return "".join(drawn)


def _line(points: Sequence[Point], scale: Scale, kind: str) -> str:
    drawn = []
    for told, run in groupby(points, key=lambda it: it[1] is not None):
        if told:
            path = " ".join(f"{scale.x(on):.1f},{scale.y(value or 0.0):.1f}" for on, value in run)
            drawn.append(f'<polyline class="{kind}" points="{path}"/>')
    return "".join(drawn)


def _boxes(seen: Sequence[Seen], scale: Scale) -> str:
    """Reported intervals as boxes; one of a single day is as wide as three quarters of a day."""
    day = WIDE / max(scale.days, 1)
    drawn = []
    for row in seen:
        left, right = scale.x(row.first) - 0.38 * day, scale.x(row.last) + 0.38 * day
        left, right = max(left, 0.0), min(right, float(WIDE))
        top, bottom = scale.y(row.most), scale.y(row.least)
        drawn.append(
            f'<rect class="seen" x="{left:.1f}" width="{right - left:.1f}" y="{top:.1f}"'
            f' height="{max(bottom - top, 2.0):.1f}"/>'
        )
    return "".join(drawn)


def _points(points: Sequence[tuple[dt.date, float]], scale: Scale) -> str:
    return "".join(
        f'<circle class="point" cx="{scale.x(on) / WIDE:.2%}" cy="{scale.y(value):.1f}" r="2.6"/>'
        for on, value in points
    )


def _marks(marks: Sequence[tuple[dt.date, str]], scale: Scale) -> str:
    """Days worth naming, as lines with a word at the top."""
    drawn = []
    for on, word in marks:
        x = scale.x(on) / WIDE
        anchor, gap = ("end", -4) if x > 0.6 else ("start", 4 if x > BESIDE_AXIS else 40)
        drawn.append(
            f'<line class="mark" x1="{x:.2%}" x2="{x:.2%}" y1="8" y2="{scale.floor:.1f}"/>'
            f'<text class="mark" x="{x:.2%}" dx="{gap}" y="12" text-anchor="{anchor}">{escape(word)}</text>'
        )
    return "".join(drawn)


def _days(scale: Scale, height: int, lang: str) -> str:
    """Days under the chart: its ends, and two between where there is room."""
    shown = short_day if scale.days < LONG_DAYS else day
    between = 3 if height >= ROOMY else 1
    drawn = []
    for at in range(between + 1):
        on = scale.first + dt.timedelta(round(scale.days * at / between))
        anchor = "start" if at == 0 else "end" if at == between else "middle"
        drawn.append(
            f'<text x="{at / between:.2%}" y="{height - 6}" text-anchor="{anchor}">{shown(on, lang)}</text>'
        )
    return "".join(drawn)


def draw_range(low: float, middle: float, high: float, seen: tuple[float, float] | None, most: float) -> str:
    """A horizontal band with its middle, above the reported interval, on a scale from 0 to `most`."""
    most = max(most, 1.0)
    reported = ""
    if seen is not None:
        left, right = (min(value / most, 1.0) * 100 for value in seen)
        reported = f'<rect class="seen" x="{left:.2f}%" width="{right - left:.2f}%" y="2" height="16"/>'
    left, at, right = (min(value / most, 1.0) * 100 for value in (low, middle, high))
    return (
        '<svg class="range" height="20" aria-hidden="true">'
        f'<line class="grid" x1="0" x2="100%" y1="10" y2="10"/>{reported}'
        f'<rect class="band" x="{left:.2f}%" width="{max(right - left, 0.4):.2f}%" y="6" height="8" rx="2"/>'
        f'<rect class="middle" x="{at:.2f}%" width="3" y="3" height="14"/></svg>'
    )
