"""The moving map of groups on a road: where they are and how many, by day."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from itertools import pairwise

from posada.movement.caravans.door import Roads
from posada.movement.caravans.follow import Followed
from posada.movement.caravans.offering import way_again
from posada.movement.caravans.way import Way
from posada.programme.tables import GroupDay, Location
from posada.report.formats import day, number
from posada.report.map import Frame, Spot, frame_of
from posada.report.movement.page import told
from posada.report.movement.scene import Circle, Scene, Trail, frames_of
from posada.report.movement.words import Texts

LARGEST = 38.0
AGAIN = "-again"
Point = tuple[float, float]


def scene_of(followed: Followed, *, country: str, lang: str, texts: Texts) -> Scene | None:
    """The scene of what was followed; None where nothing was."""
    outlook, roads = followed.outlook, followed.roads
    every = sorted({row.on for row in outlook.days})
    if not every:
        return None
    days = [every[at] for at in frames_of(len(every))]
    spots = {row.location_id: _spot(row) for row in roads.locations if _is_on_a_way(roads, row)}
    frame = frame_of(list(spots.values()))
    most = max((row.people_mid or 0 for row in outlook.days), default=1)
    circles, trails = [], []
    for group_id in dict.fromkeys(row.group_id for row in outlook.days):
        way = way_of(followed, group_id)
        rows = {row.on: row for row in outlook.days if row.group_id == group_id}
        points = [frame.place(spots[name].latitude, spots[name].longitude) for name in way.location_ids]
        circles.append(_circle(group_id, rows, days, way, points, most))
        trails.append(_trail(group_id, rows, days, way, points))
    starts = dict.fromkeys(
        [*(group.location_id for group in roads.groups if group.after_group_id is None), *_of_offer(followed)]
    )
    return Scene(
        frame=frame,
        country=country,
        roads=_roads(roads, spots, frame),
        starts=[spots[name] for name in starts],
        spots=[spot for name, spot in spots.items() if name not in starts],
        days=[day(on, lang) for on in days],
        captions=[_caption(followed, on, texts) for on in days],
        circles=circles,
        trails=trails,
    )


def way_of(followed: Followed, group_id: str) -> Way:
    """The way of a group, or of one that formed again."""
    if group_id.endswith(AGAIN) and followed.offer is not None and group_id not in followed.roads.ways:
        return way_again(followed.roads, followed.offer)
    return followed.roads.ways[group_id]


def name_of(group_id: str, texts: Texts) -> str:
    """What to call a group."""
    if group_id.endswith(AGAIN):
        return texts["again_name"].format(group=group_id.removesuffix(AGAIN))
    return group_id


def _is_on_a_way(roads: Roads, location: Location) -> bool:
    return any(location.location_id in way.location_ids for way in roads.ways.values())


def _of_offer(followed: Followed) -> list[str]:
    """Where the group of the offer was seen last before it was made, to be named on the map."""
    if followed.offer is None:
        return []
    seen = followed.roads.sightings_of(followed.offer.group_id)
    before = [row.location_id for row in seen if row.on_lo <= followed.offer.made_on]
    return before[-1:]


def _spot(row: Location) -> Spot:
    return Spot(row.name, row.latitude, row.longitude, 0)


def _roads(roads: Roads, spots: dict[str, Spot], frame: Frame) -> str:
    """The roads of routes.csv between towns of the map, and the towns as rings."""
    lines = []
    for route in roads.routes:
        if route.from_location_id in spots and route.to_location_id in spots:
            (x1, y1), (x2, y2) = (
                frame.place(spots[name].latitude, spots[name].longitude)
                for name in (route.from_location_id, route.to_location_id)
            )
            lines.append(f"M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}")
    rings = []
    for spot in spots.values():
        x, y = frame.place(spot.latitude, spot.longitude)
        rings.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>')
    return f'<path d="{"".join(lines)}"/>{"".join(rings)}'


def _at(km: float, way: Way, points: Sequence[Point]) -> Point:
    """Where on the drawing so many kilometres of a way end."""
    for (start, end), ((x1, y1), (x2, y2)) in zip(pairwise(way.km), pairwise(points), strict=True):
        if km <= end:
            share = (km - start) / max(end - start, 1e-9)
            return x1 + share * (x2 - x1), y1 + share * (y2 - y1)
    return points[-1]


def _circle(
    group_id: str,
    rows: dict[dt.date, GroupDay],
    days: Sequence[dt.date],
    way: Way,
    points: Sequence[Point],
    most: int,
) -> Circle:
    xs, ys, rs = [], [], []
    for on in days:
        row = rows.get(on)
        x, y = _at(row.km_mid if row else 0.0, way, points)
        people = (row.people_mid or 0) if row else 0
        xs.append(x)
        ys.append(y)
        rs.append(max(LARGEST * math.sqrt(people / max(most, 1)), 4.0) if people else 0.0)
    return Circle("again" if group_id.endswith(AGAIN) else "group", xs, ys, rs)


def _trail(
    group_id: str, rows: dict[dt.date, GroupDay], days: Sequence[dt.date], way: Way, points: Sequence[Point]
) -> Trail:
    """The stretch of road from the low to the high end of the band, by day."""
    paths = []
    for on in days:
        row = rows.get(on)
        if row is None or row.people_mid is None:
            paths.append("")
            continue
        between = [point for km, point in zip(way.km, points, strict=True) if row.km_lo < km < row.km_hi]
        stretch = [_at(row.km_lo, way, points), *between, _at(row.km_hi, way, points)]
        paths.append("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in stretch))
    return Trail("spread after" if group_id.endswith(AGAIN) else "spread", paths)


def _caption(followed: Followed, on: dt.date, texts: Texts) -> str:
    """A day in words: how many people each group has and near which town, and how many were taken away."""
    said = []
    for row in followed.outlook.days:
        if row.on == on and row.people_mid is not None:
            place = followed.roads.name_of(_nearest(way_of(followed, row.group_id), row.km_mid))
            said.append(
                texts["now_group"].format(
                    group=name_of(row.group_id, texts),
                    low=told(row.people_lo, texts, missing=texts["few"]),
                    high=number(row.people_hi or 0),
                    where=texts["near"].format(place=place),
                )
            )
    away = sum(row.boarded or 0.0 for row in followed.outlook.flows if row.on <= on)
    if away >= 1:
        said.append(texts["now_away"].format(people=told(away, texts).rstrip(".")))
    return ". ".join(part.rstrip(".") for part in said) + "." if said else texts["now_none"]


def _nearest(way: Way, km: float) -> str:
    return min(zip(way.km, way.location_ids, strict=True), key=lambda it: (abs(it[0] - km), it[1]))[1]
