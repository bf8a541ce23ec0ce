"""Places and one-way roads as arrays, in the order of their rows, so that ties fall as the rows stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.movement.rows import FleeFolder, Route

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Network:
    """Roads in one direction each: `tail` to `head`, with kilometres, daily speed and chance to be walked."""

    names: tuple[str, ...]
    countries: tuple[str, ...]
    population: Floats
    capacity: Floats
    tail: Ints
    head: Ints
    km: Floats
    speed: Floats
    walk_probability: Floats
    forced: Flags

    @property
    def places(self) -> int:
        """How many places there are."""
        return len(self.names)


def network_of(folder: FleeFolder, *, compat: bool) -> Network:
    """The network of a folder; with `compat` a road forced by 1 stands there twice, as Flee makes it."""
    at = {place.name: number for number, place in enumerate(folder.locations)}
    settings = folder.settings
    roads: list[tuple[Route, str, str, bool]] = []
    for route in folder.routes:
        forced = route.forced_from
        if compat and forced == route.start:
            roads += [(route, route.start, route.end, True), (route, route.end, route.start, False)]
        roads += [(route, route.start, route.end, forced == route.start)]
        roads += [(route, route.end, route.start, forced == route.end)]
    speeds = [route.max_move_speed or settings.max_move_speed for route, *_ in roads]
    return Network(
        names=tuple(at),
        countries=tuple(place.country for place in folder.locations),
        population=np.array([place.population // settings.hasten for place in folder.locations], float),
        capacity=np.array([place.capacity // settings.hasten for place in folder.locations], float),
        tail=np.array([at[start] for _, start, _, _ in roads], np.int64),
        head=np.array([at[end] for _, _, end, _ in roads], np.int64),
        km=np.array([route.km for route, *_ in roads], float),
        speed=np.array(speeds, float),
        walk_probability=np.array([route.walk_probability for route, *_ in roads], float),
        forced=np.array([flag for *_, flag in roads], bool),
    )
