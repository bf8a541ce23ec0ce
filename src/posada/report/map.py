"""The map of a plan as one SVG drawing: outlines of states, destinations by people, flows from the gatherings."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib import resources

WIDTH = 1000
MARGIN_DEGREES = 0.6
LARGEST_RADIUS = 22.0
WIDEST_FLOW = 13.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A destination or a gathering on the map: name, where, and how many people arrive or leave."""

    name: str
    latitude: float
    longitude: float
    people: int


@dataclass(frozen=True, slots=True)
class Flow:
    """People who go from one spot to another."""

    start: Spot
    end: Spot
    people: int


@dataclass(frozen=True, slots=True)
class Frame:
    """A piece of the earth laid flat: equal scale both ways at its middle latitude, north up."""

    west: float
    north: float
    scale: float
    narrowing: float
    height: int

    def place(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where a point of the earth lies on the drawing."""
        return (longitude - self.west) * self.narrowing * self.scale, (self.north - latitude) * self.scale


def frame_of(spots: Sequence[Spot]) -> Frame:
    """The frame that holds all spots with a margin; at least as wide as three degrees, at most twice as tall."""
    latitudes = [spot.latitude for spot in spots]
    longitudes = [spot.longitude for spot in spots]
    south, north = min(latitudes) - MARGIN_DEGREES, max(latitudes) + MARGIN_DEGREES
    west, east = min(longitudes) - MARGIN_DEGREES, max(longitudes) + MARGIN_DEGREES
    narrowing = max(math.cos(math.radians((south + north) / 2)), 0.2)
    wide, tall = (east - west) * narrowing, north - south
    missing = max(3.0 - wide, tall / 1.2 - wide, 0.0)
    west -= missing / 2 / narrowing
    wide += missing
    short = max(wide / 2.4 - tall, 0.0)
    scale = WIDTH / wide
    return Frame(west, north + short / 2, scale, narrowing, round((tall + short) * scale))


@cache
def outlines() -> Mapping[str, tuple[tuple[tuple[float, float], ...], ...]]:
    """The outlines on file, as rings of longitude and latitude, by ISO 3166-2 code of the state."""
    text = resources.files("posada.report").joinpath("data/outlines.json").read_text(encoding="utf-8")
    return {
        state: tuple(_ring(steps) for steps in rings) for state, rings in json.loads(text)["states"].items()
    }


def _ring(steps: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """A ring from its steps in hundredths of a degree."""
    x = y = 0
    ring = []
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + east, y + north
        ring.append((x / 100, y / 100))
    return tuple(ring)


def draw_map(
    flows: Sequence[Flow], *, country: str, receiving: Iterable[str], title: str, description: str
) -> str:
    """The SVG of the flows; '' if there is none.

    `country` is the ISO 3166 alpha-3 code: outlines are on file for MEX, elsewhere a net of degrees is drawn.
    `receiving` are the codes of the states that receive somebody; they are tinted.
    """
    if not flows:
        return ""
    starts = list(dict.fromkeys(flow.start for flow in flows))
    ends = list(dict.fromkeys(flow.end for flow in flows))
    frame = frame_of([*starts, *ends])
    ground = draw_ground(frame, country=country, receiving=receiving)
    most = max(spot.people for spot in ends)
    ends.sort(key=lambda spot: (-spot.people, spot.name))
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH} {frame.height}" role="img" aria-labelledby="map-t map-d">'
        f'<title id="map-t">{escape(title)}</title><desc id="map-d">{escape(description)}</desc>'
        f'{ground}<g class="flows">{"".join(_flow(frame, flow, most) for flow in flows)}</g>'
        f'<g class="spots">{"".join(_spot(frame, spot, most) for spot in ends)}</g>'
        f'<g class="starts">{"".join(_start(frame, spot) for spot in starts)}</g>'
        f"{draw_labels(frame, starts, ends, most, kind='wide', size=17)}"
        f"{draw_labels(frame, starts, ends, most, kind='narrow', size=36)}</svg>"
    )


def draw_ground(frame: Frame, *, country: str, receiving: Iterable[str] = ()) -> str:
    """What lies under everything: the outlines of states, or a net of degrees where none are on file."""
    return _states(frame, frozenset(receiving)) if country == "MEX" else _net(frame)


def radius(people: int, most: int) -> float:
    """The radius of a circle whose area grows with people."""
    return max(LARGEST_RADIUS * math.sqrt(people / max(most, 1)), 3.5)


def _states(frame: Frame, receiving: frozenset[str]) -> str:
    """The outlines that meet the frame, those of receiving states tinted."""
    drawn = []
    for state, rings in outlines().items():
        pieces = []
        for ring in rings:
            points = [frame.place(latitude, longitude) for longitude, latitude in ring]
            if _meets(points, (0, 0, WIDTH, frame.height)):
                pieces.append(_path(points))
        if pieces:
            kind = ' class="receives"' if state in receiving else ""
            drawn.append(f'<path{kind} d="{"".join(pieces)}"/>')
    return f'<g class="ground">{"".join(drawn)}</g>'


def _meets(points: Sequence[tuple[float, float]], box: Box) -> bool:
    """Whether the box around some points meets another box."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return max(xs) >= box[0] and min(xs) <= box[2] and max(ys) >= box[1] and min(ys) <= box[3]


def _path(points: Sequence[tuple[float, float]]) -> str:
    """A closed path in whole units, written as steps, points that fall together left out."""
    whole = [(round(x), round(y)) for x, y in points]
    (x, y), written = whole[0], [f"M{whole[0][0]} {whole[0][1]}l"]
    for right, down in whole[1:]:
        if (right, down) != (x, y):
            written.append(f"{right - x} {down - y} ")
            x, y = right, down
    return "".join(written).rstrip() + "z"


def _net(frame: Frame) -> str:
    """A net of whole degrees, for countries whose outlines are not on file."""
    east = frame.west + WIDTH / frame.narrowing / frame.scale
    south = frame.north - frame.height / frame.scale
    every = max(1, round((east - frame.west) / 8))
    lines = []
    for degree in range(math.ceil(frame.west / every) * every, math.floor(east) + 1, every):
        x, _ = frame.place(0, degree)
        lines.append(f'<path d="M{x:.1f} 0V{frame.height}"/><text x="{x + 4:.1f}" y="14">{degree}°</text>')
    for degree in range(math.ceil(south / every) * every, math.floor(frame.north) + 1, every):
        _, y = frame.place(degree, 0)
        lines.append(f'<path d="M0 {y:.1f}H{WIDTH}"/><text x="4" y="{y - 4:.1f}">{degree}°</text>')
    return f'<g class="net">{"".join(lines)}</g>'


def _flow(frame: Frame, flow: Flow, most: int) -> str:
    """A curve from start to end, bent to one side so that neighbours part, as wide as its people are many."""
    x1, y1 = frame.place(flow.start.latitude, flow.start.longitude)
    x2, y2 = frame.place(flow.end.latitude, flow.end.longitude)
    bend_x, bend_y = (x1 + x2) / 2 + (y2 - y1) * 0.16, (y1 + y2) / 2 - (x2 - x1) * 0.16
    width = max(WIDEST_FLOW * flow.people / max(most, 1), 0.8)
    return f'<path d="M{x1:.0f} {y1:.0f}Q{bend_x:.0f} {bend_y:.0f} {x2:.0f} {y2:.0f}" stroke-width="{width:.1f}"/>'


def _spot(frame: Frame, spot: Spot, most: int) -> str:
    """The circle of a destination, which tells its name and people when pointed at."""
    x, y = frame.place(spot.latitude, spot.longitude)
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius(spot.people, most):.1f}">'
        f"<title>{escape(spot.name)}: {spot.people:,}</title></circle>"
    )


def _start(frame: Frame, spot: Spot) -> str:
    """The square of a gathering."""
    x, y = frame.place(spot.latitude, spot.longitude)
    return f'<rect x="{x - 9:.1f}" y="{y - 9:.1f}" width="18" height="18" rx="2"/>'


def draw_labels(
    frame: Frame, starts: Sequence[Spot], ends: Sequence[Spot], most: int, *, kind: str, size: int
) -> str:
    """Names of the gatherings and of the largest destinations, as many as fit without overlap."""
    circles = [_circle_box(frame, spot, radius(spot.people, most)) for spot in ends]
    circles += [_circle_box(frame, spot, 10.0) for spot in starts]
    names: list[Box] = []
    written = []
    for order, spot in enumerate([*starts, *ends]):
        name = spot.name.split(",")[0]
        away = 11.0 if order < len(starts) else radius(spot.people, most)
        for x, y, anchor in _corners(frame, spot, away, size):
            box = _text_box(x, y, anchor, name, size)
            own = _circle_box(frame, spot, 1.0)
            inside = box[0] >= 4 and box[2] <= WIDTH - 4 and box[1] >= 2 and box[3] <= frame.height - 2
            free = not any(_overlap(box, other) for other in names)
            clear = sum(_overlap(box, other) for other in circles if not _overlap(own, other)) <= order // 3
            if inside and free and (clear or order < len(starts)):
                names.append(box)
                strong = ' class="start"' if order < len(starts) else ""
                written.append(
                    f'<text{strong} x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(name)}</text>'
                )
                break
    return f'<g class="labels {kind}" font-size="{size}" aria-hidden="true">{"".join(written)}</g>'


def _corners(frame: Frame, spot: Spot, away: float, size: int) -> list[tuple[float, float, str]]:
    """Where a name may stand beside its spot: right, left, above, below; the first free one is taken."""
    x, y = frame.place(spot.latitude, spot.longitude)
    middle, gap = y + size * 0.35, away + 4
    return [
        (x + gap, middle, "start"),
        (x - gap, middle, "end"),
        (x, y - gap, "middle"),
        (x, y + gap + size * 0.75, "middle"),
    ]


def _text_box(x: float, y: float, anchor: str, name: str, size: int) -> Box:
    """The room that a name takes, by the usual width of a letter."""
    width = len(name) * size * 0.6 + 6
    left = x if anchor == "start" else x - width if anchor == "end" else x - width / 2
    return left, y - size * 0.8, left + width, y + size * 0.22


def _circle_box(frame: Frame, spot: Spot, r: float) -> Box:
    """The box around a circle."""
    x, y = frame.place(spot.latitude, spot.longitude)
    return x - r, y - r, x + r, y + r


def _overlap(one: Box, other: Box) -> bool:
    """Whether two boxes overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
