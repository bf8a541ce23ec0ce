"""The moving map of a conflict: how many people are in each place, by day."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping

import numpy as np

from posada.movement.network import Flags, Floats
from posada.movement.rows import Location
from posada.movement.telling import Untold, whole_is_untold
from posada.report.formats import day
from posada.report.map import Frame, Spot, frame_of
from posada.report.movement.conflict_bands import ConflictBands
from posada.report.movement.page import told
from posada.report.movement.scene import Circle, Scene, frames_of
from posada.report.movement.words import Texts

LARGEST, SMALLEST = 40.0, 2


def scene_of(bands: ConflictBands, lang: str, texts: Texts) -> Scene | None:
    """The moving map: a circle for each place, its area growing with the people there."""
    places, folder = bands.folder.locations, bands.folder
    days = frames_of(folder.days)
    if not places or not days:
        return None
    last = bands.middle[-1]
    spots = {
        place.name: Spot(place.name, place.latitude, place.longitude, round(float(last[at])))
        for at, place in enumerate(places)
    }
    frame = frame_of(list(spots.values()))
    untold = bands.untold()
    most = max(float(bands.middle[days].max()), 1.0)
    camps = [spots[place.name] for place in places if place.is_camp]
    return Scene(
        frame=frame,
        country="",
        roads=_roads(bands, spots, frame),
        starts=(),
        spots=sorted(camps, key=lambda spot: (-spot.people, spot.name)),
        days=[day(folder.starts_on + dt.timedelta(at), lang) for at in days],
        captions=[_caption(bands, untold, at, texts) for at in days],
        circles=[
            _circle(place, frame, bands.middle[days, at], untold.places[days, at], most)
            for at, place in sorted(enumerate(places), key=lambda it: -float(last[it[0]]))
        ],
    )


def _circle(place: Location, frame: Frame, people: Floats, untold: Flags, most: float) -> Circle:
    """A circle by day; the smallest stands for every count that must not be told."""
    x, y = frame.place(place.latitude, place.longitude)
    kind = "people" if place.is_camp else "conflict" if place.kind == "conflict" else "place"
    radii = [
        0 if value < 0.5 else SMALLEST if hidden else round(max(LARGEST * math.sqrt(value / most), SMALLEST))
        for value, hidden in zip(people.tolist(), untold.tolist(), strict=True)
    ]
    return Circle(kind, [x] * len(radii), [y] * len(radii), radii)


def _roads(bands: ConflictBands, spots: Mapping[str, Spot], frame: Frame) -> str:
    lines = []
    for route in bands.folder.routes:
        (x1, y1), (x2, y2) = (
            frame.place(spots[name].latitude, spots[name].longitude) for name in (route.start, route.end)
        )
        lines.append(f"M{x1:.0f} {y1:.0f}L{x2:.0f} {y2:.0f}")
    return f'<path d="{"".join(lines)}"/>'


def _caption(bands: ConflictBands, untold: Untold, at: int, texts: Texts) -> str:
    """How many are in camps and elsewhere on a day, each sum told only where it tells of no few."""
    is_camp = np.array([place.is_camp for place in bands.folder.locations])
    camps, others = np.where(is_camp, bands.middle[at], 0.0), np.where(is_camp, 0.0, bands.middle[at])
    return texts["now_conflict"].format(
        camps=told(float(camps.sum()), texts, is_untold=bool(untold.in_camps[at])),
        others=told(float(others.sum()), texts, is_untold=bool(whole_is_untold(others))),
    )
