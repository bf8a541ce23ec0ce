"""A map whose circles and paths change by day: it plays offline, and shows some of its days where nothing runs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from posada.report.map import WIDTH, Frame, Spot, draw_ground, draw_labels

STILLS = 6
MOST_FRAMES = 240
"""More days than these are shown in steps of several, so that the page stays small."""


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle by frame: where, how large (0: not shown), and of which kind."""

    kind: str
    x: Sequence[float]
    y: Sequence[float]
    r: Sequence[float]


@dataclass(frozen=True, slots=True)
class Trail:
    """A path by frame, as the text of its `d`."""

    kind: str
    d: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that a map shows by day; each circle and trail has a value for each frame."""

    frame: Frame
    country: str
    roads: str
    starts: Sequence[Spot]
    spots: Sequence[Spot]
    days: Sequence[str]
    captions: Sequence[str]
    circles: Sequence[Circle]
    trails: Sequence[Trail] = ()


def frames_of(days: int) -> list[int]:
    """The days that become frames: all of them, or evenly spaced ones, the first and the last among them.

    >>> len(frames_of(90)), len(frames_of(1885)), frames_of(1885)[-1]
    (90, 240, 1884)
    """
    if days <= MOST_FRAMES:
        return list(range(days))
    return [round(at * (days - 1) / (MOST_FRAMES - 1)) for at in range(MOST_FRAMES)]


def draw_stage(scene: Scene, *, title: str) -> str:
    """The map with its ground, at its first frame; what moves has a number to be found by."""
    moving = "".join(_trail(trail, 0, f"t{at}") for at, trail in enumerate(scene.trails))
    moving += "".join(_circle(circle, 0, f"c{at}") for at, circle in enumerate(scene.circles))
    return (
        f'<svg class="map moving" viewBox="0 0 {WIDTH} {scene.frame.height}" role="img"'
        f' aria-label="{escape(title, quote=True)}"><use href="#ground"/>{moving}'
        f"{_labels(scene, 'wide', 17)}{_labels(scene, 'narrow', 34)}</svg>"
    )


def draw_ground_once(scene: Scene) -> str:
    """The ground and roads, to be used by every map of the page."""
    return (
        '<svg class="store" width="0" height="0" aria-hidden="true" focusable="false">'
        f'<symbol id="ground" viewBox="0 0 {WIDTH} {scene.frame.height}">'
        f"{draw_ground(scene.frame, country=scene.country)}"
        f'<g class="roads">{scene.roads}</g></symbol></svg>'
    )


def draw_stills(scene: Scene) -> list[tuple[str, str, str]]:
    """A few days of the map as (day, caption, drawing), the first and the last among them."""
    last = len(scene.days) - 1
    chosen = dict.fromkeys(round(at * last / (STILLS - 1)) for at in range(STILLS))
    found = []
    for at in chosen:
        shown = "".join(_trail(trail, at) for trail in scene.trails)
        shown += "".join(_circle(circle, at) for circle in scene.circles)
        drawing = (
            f'<svg class="map moving" viewBox="0 0 {WIDTH} {scene.frame.height}" aria-hidden="true">'
            f'<use href="#ground"/>{shown}{_labels(scene, "still", 44, few=True)}</svg>'
        )
        found.append((scene.days[at], scene.captions[at], drawing))
    return found


def data_of(scene: Scene) -> str:
    """What changes by frame as JSON: for each element that moves, its attributes, one value a frame.

    What stays the same is left out. The signs that could end a script are written as codes.
    """
    moves: dict[str, dict[str, Sequence[object]]] = {}
    for at, trail in enumerate(scene.trails):
        moves[f"t{at}"] = {"d": trail.d}
    for at, circle in enumerate(scene.circles):
        attributes = {"cx": _short(circle.x), "cy": _short(circle.y), "r": _short(circle.r)}
        moves[f"c{at}"] = {name: values for name, values in attributes.items() if len(set(values)) > 1}
    plain = {
        "days": list(scene.days),
        "captions": list(scene.captions),
        "moves": {key: attributes for key, attributes in moves.items() if attributes},
    }
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _short(values: Sequence[float]) -> list[float]:
    """Numbers with at most one decimal, whole ones without a point."""
    rounded = [round(value, 1) for value in values]
    return [int(value) if value == int(value) else value for value in rounded]


def _circle(circle: Circle, at: int, key: str = "") -> str:
    x, y, r = (_short(values[at : at + 1])[0] for values in (circle.x, circle.y, circle.r))
    if not key and not r:
        return ""
    name = f' data-key="{key}"' if key else ""
    return f'<circle class="{circle.kind}"{name} cx="{x}" cy="{y}" r="{r}"/>'


def _trail(trail: Trail, at: int, key: str = "") -> str:
    if not key and not trail.d[at]:
        return ""
    name = f' data-key="{key}"' if key else ""
    return f'<path class="{trail.kind}"{name} d="{trail.d[at]}"/>'


def _labels(scene: Scene, kind: str, size: int, *, few: bool = False) -> str:
    spots = [] if few else scene.spots
    most = max((spot.people for spot in scene.spots), default=1)
    return draw_labels(scene.frame, scene.starts, spots, most, kind=kind, size=size)
