"""Drawings as SVG: what was kept beside what was owed, how deliveries added up, claims on one scale, days counted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from posada.commitments.trace import CurvePoint
from posada.programme.deadlines import DayStep
from posada.report.formats import number, short_day


def interval_bar(low: float, high: float, most: float, *, target: float | None = None) -> Markup:
    """A bar as long as what was owed, filled up to what was surely kept, hatched up to what may have been.

    The numbers stand beside it in words, so it is hidden from readers of screens.

    >>> 'width="50%"' in interval_bar(5, 5, 10)
    True
    """
    if most <= 0:
        return Markup("")
    sure, perhaps = (min(max(value / most, 0.0), 1.0) * 100 for value in (low, high))
    parts = ['<rect class="track" width="100%" height="14"/>']
    if perhaps > sure:
        parts.append(
            f'<rect class="perhaps" x="{sure:.4g}%" width="{perhaps - sure:.4g}%" height="14" fill="url(#hatch)"/>'
        )
    if sure > 0:
        parts.append(f'<rect class="sure" width="{sure:.4g}%" height="14"/>')
    if target is not None and 0 < target < 1:
        parts.append(f'<rect class="target" x="{target * 100:.4g}%" y="-3" width="2" height="20"/>')
    return Markup(f'<svg class="interval" height="14" aria-hidden="true">{"".join(parts)}</svg>')


HATCH = Markup(
    '<svg class="defs" width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6"'
    ' patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/>'
    '<rect class="hatch-line" width="2.4" height="6"/></pattern></defs></svg>'
)
"""The hatching of what is not known, once on each page."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from a first to a last value on so many units of width."""

    first: float
    last: float
    left: float
    right: float

    def at(self, value: float) -> float:
        """Where a value lies."""
        span = self.last - self.first
        return self.left if span <= 0 else self.left + (value - self.first) / span * (self.right - self.left)


WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, FLOOR = 62, 622, 22, 214


def delivery_curve(
    points: Sequence[CurvePoint],
    *,
    first: dt.date,
    last: dt.date,
    due: dt.date | None,
    owed: int | None,
    lang: str,
    title: str,
    due_word: str,
) -> Markup:
    """What had been delivered by each day, as a band from the least to the most, with the due day and the promise.

    `title` says in words what is drawn; a table with the same numbers belongs beside it.
    """
    if not points:
        return Markup("")
    top = float(max(owed or 0, max(point.most for point in points), 1))
    days = Axis(first.toordinal(), max(last, due or last).toordinal(), LEFT, RIGHT)
    units = Axis(0, top, FLOOR, TOP)
    lower = _stairs([(point.day, point.least) for point in points], days, units, first, last)
    upper = _stairs([(point.day, point.most) for point in points], days, units, first, last)
    band = " ".join(f"{x:.1f},{y:.1f}" for x, y in (*upper, *reversed(lower)))
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in lower)
    over = " ".join(f"{x:.1f},{y:.1f}" for x, y in upper)
    parts = [
        f'<polygon class="band" points="{band}" fill="url(#hatch)"/>',
        f'<polyline class="most" points="{over}"/><polyline class="least" points="{line}"/>',
        f'<line class="axis" x1="{LEFT}" x2="{RIGHT}" y1="{FLOOR}" y2="{FLOOR}"/>',
    ]
    if owed:
        y = units.at(owed)
        parts.append(f'<line class="owed" x1="{LEFT}" x2="{RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>')
    for value in dict.fromkeys((0, *((owed,) if owed else ()), round(top))):
        parts.append(_text(LEFT - 8, units.at(value) + 4, number(value), "end"))
    shown = [first, *([due] if due is not None and due != first else []), *([last] if last != due else [])]
    for day in dict.fromkeys(shown):
        x = days.at(day.toordinal())
        anchor = "start" if x < LEFT + 40 else "end" if x > RIGHT - 40 else "middle"
        word = f"{due_word} {short_day(day, lang)}" if day == due else short_day(day, lang)
        parts.append(_text(x, FLOOR + (36 if day == due else 18), word, anchor))
    if due is not None:
        x = days.at(due.toordinal())
        parts.append(f'<line class="due" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP - 10}" y2="{FLOOR + 22}"/>')
    return _drawing("curve", WIDTH, HEIGHT, title, parts)


def _stairs(
    points: Sequence[tuple[dt.date, int]], days: Axis, units: Axis, first: dt.date, last: dt.date
) -> list[tuple[float, float]]:
    """The corners of a line that steps up at the end of a day."""
    level = 0
    corners = [(days.at(first.toordinal()), units.at(0))]
    for day, value in points:
        x = days.at(day.toordinal())
        corners += [(x, units.at(level)), (x, units.at(value))]
        level = value
    corners.append((days.at(last.toordinal()), units.at(level)))
    return corners


def claims_on_a_scale(rows: Sequence[tuple[str, float, float]], *, unit: str, title: str) -> Markup:
    """What several claims say on one scale, a line from the least to the most for each.

    >>> claims_on_a_scale([], unit="km", title="Distance")
    Markup('')
    """
    if not rows:
        return Markup("")
    most = max(high for _, _, high in rows)
    height = 26 * len(rows) + 34
    scale = Axis(0, most or 1, 92, 600)
    parts = [f'<line class="axis" x1="92" x2="600" y1="{height - 26}" y2="{height - 26}"/>']
    for index, (label, low, high) in enumerate(rows):
        y = 16 + 26 * index
        x1, x2 = scale.at(low), scale.at(high)
        parts.append(_text(82, y + 4, label, "end"))
        parts.append(f'<line class="rule" x1="92" x2="600" y1="{y}" y2="{y}"/>')
        parts.append(
            f'<line class="range" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y}" y2="{y}"/>'
            f'<circle class="end" cx="{x1:.1f}" cy="{y}" r="4.5"/><circle class="end" cx="{x2:.1f}" cy="{y}" r="4.5"/>'
        )
    parts.append(_text(92, height - 8, "0", "middle"))
    parts.append(_text(600, height - 8, f"{number(most)} {unit}", "end"))
    return _drawing("scale", 640, height, title, parts)


def counted_days(steps: Sequence[DayStep], *, title: str) -> Markup:
    """The days of a count as squares, seven in a row: numbered where counted, empty where passed over."""
    if not steps:
        return Markup("")
    first = steps[0].day
    start = first - dt.timedelta(days=first.weekday())
    parts = []
    weeks = 0
    for step in steps:
        week, weekday = divmod((step.day - start).days, 7)
        weeks = max(weeks, week + 1)
        x, y = weekday * 40, week * 40
        kind = "counted" if step.number is not None else step.skipped_as or "weekend"
        last = " last" if step is steps[-1] and step.number is not None else ""
        parts.append(
            f'<rect class="day {kind}{last}" x="{x + 1}" y="{y + 1}" width="36" height="36" rx="3"/>'
        )
        parts.append(
            _text(
                x + 6,
                y + 14,
                str(step.day.day),
                "start",
                f"date{last or (' off' if step.number is None else '')}",
            )
        )
        if step.number is not None:
            parts.append(_text(x + 33, y + 32, str(step.number), "end", f"count{last}"))
    return _drawing("days", 280, weeks * 40, title, parts)


def _text(x: float, y: float, words: str, anchor: str, kind: str = "") -> str:
    named = f' class="{kind}"' if kind else ""
    return f'<text{named} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _drawing(kind: str, width: int, height: int, title: str, parts: Sequence[str]) -> Markup:
    return Markup(
        f'<svg class="{kind}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(title)}">'
        f"{''.join(parts)}</svg>"
    )
