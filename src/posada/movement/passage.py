"""The inner loop of the engine of persons: one after the other arrives, goes on or stays, chooses, leaves.

One function without calls of our own, so that numba can compile it where it is installed; without it Python runs the
same lines. All chance comes in as numbers from 0 to 1, so that both give the same answer.
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable
from functools import cache
from typing import Any

MARGIN = 4096
"""Random numbers that must be left before a person is begun: no person needs more on a day."""
MOST_HOPS = 1024
FULL_FROM = 0.5


def pass_people(
    ids: Any, begin: int, arrive: bool, chances: Any, today: int,
    state: Any, road: Any, aim: Any, due: Any, entered: Any, part: Any, recent: Any, first: Any,
    occupancy: Any, chance: Any, town: Any, camp: Any, limits: Any, buffer: float,
    start: Any, last_place: Any, first_road: Any, route_state: Any, weight: Any, weight_power: float,
    place_of: Any, next_state: Any, last_of: Any, next_road: Any,
    tail: Any, km: Any, speed: Any, walk_probability: Any, closed: Any, last_closed: Any,
    compat: bool, avoid_short_stints: bool, on_foot: bool, walk_speed: float, full_day: float,
    moved: Any, worth: Any, kind: Any, routes: int,
) -> tuple[int, int]:  # fmt: skip
    """How far down `ids` the loop came, and how many of `chances` it used; everything else is changed in place.

    With `arrive` everybody in `ids` is at the end of a road, else everybody has decided to leave a place.
    """
    used = 0
    for at in range(begin, len(ids)):
        if len(chances) - used < MARGIN:
            return at, used
        person = ids[at]
        arriving = arrive
        gone = 0.0
        for _hop in range(MOST_HOPS):
            if arriving:
                the_road = road[person]
                gone = float(part[person])
                first[person] = False
                road[person] = -1
                back = last_closed[the_road] > entered[person] if compat else closed[the_road]
                if back:
                    place = tail[the_road]
                    state[person] = place
                    occupancy[place] += 1
                    break
                state[person] = aim[person]
                place = place_of[state[person]]
                occupancy[place] += 1
                # Who walked all day stops; so does, in Flee, who has gone on to more than a day's way.
                if gone >= float(moved[person]) or _hop == MOST_HOPS - 1:
                    break
                likely = chance[place]
                if next_road[state[person]] >= 0 and not compat:
                    likely = 1.0
                if avoid_short_stints and town[place] and float(recent[person]) + gone / full_day < 1.0:
                    likely = 1.0
                used += 1
                if chances[used - 1] >= likely:
                    break
            place = place_of[state[person]]
            if state[person] == place:
                low, high = start[place], start[place + 1]
                if low == high:
                    break
                total = 0.0
                for route in range(low, high):
                    there = last_place[route]
                    value = weight[kind[person] * routes + route]
                    if limits[there] >= 1.0 and occupancy[there] > buffer * limits[there]:
                        room = 1.0 - (occupancy[there] - buffer * limits[there]) / (
                            limits[there] * (1.0 - buffer) + 1e-12
                        )
                        value = value * room**weight_power if room > 0.0 else 0.0
                    worth[route - low] = value
                    total += value
                used += 1
                if total > 0.0:
                    wanted = chances[used - 1] * total
                    route = low
                    while route < high - 1 and wanted >= worth[route - low]:
                        wanted -= worth[route - low]
                        route += 1
                else:
                    route = low + int(chances[used - 1] * (high - low))
                the_road = first_road[route]
                goal = route_state[route]
                final = last_place[route]
            else:
                the_road = next_road[state[person]]
                goal = next_state[state[person]]
                final = last_of[state[person]]
            if the_road < 0:
                state[person] = place
                break
            if camp[final] and limits[final] >= 1.0 and occupancy[final] > buffer * limits[final]:
                room = 1.0 - (occupancy[final] - buffer * limits[final]) / (
                    limits[final] * (1.0 - buffer) + 1e-12
                )
                if room < FULL_FROM:
                    state[person] = place
                    break
            occupancy[place] -= 1
            road[person] = the_road
            aim[person] = goal
            entered[person] = today
            walks = on_foot and first[person]
            days = 1
            if compat:
                lately = float(recent[person])
                on_road = 0.0
                while True:
                    pace = walk_speed if walks else speed[the_road]
                    if walk_probability[the_road] > 0.0 and used < len(chances):
                        used += 1
                        if chances[used - 1] < walk_probability[the_road]:
                            pace = walk_speed
                    on_road += pace
                    gone += pace
                    if on_road > km[the_road]:
                        break
                    days += 1
                    lately = (lately + gone / full_day) / 2.0
                    gone = 0.0
                gone += km[the_road] - on_road
                moved[person] = pace
                if days > 1:
                    recent[person] = lately
            else:
                if walk_probability[the_road] > 0.0:
                    used += 1
                    walks = walks or chances[used - 1] < walk_probability[the_road]
                pace = walk_speed if walks else speed[the_road]
                # To the second and rounded up, but for what floats add; `ground` has the same.
                whole = gone + math.ceil(full_day * km[the_road] / pace - 1e-6)
                days = 1 + int(whole // full_day)
                gone = whole % full_day
                moved[person] = full_day
                for _day in range(days - 1):
                    recent[person] = (float(recent[person]) + 1.0) / 2.0
            part[person] = gone
            due[person] = today + days - 1
            if days > 1 or not arrive:
                break
            arriving = True
    return len(ids), used


@cache
def compiled_loop() -> Callable[..., tuple[int, int]]:
    """The loop compiled by numba, or as it stands where numba is not installed."""
    try:
        numba: Any = importlib.import_module("numba")
    except ImportError:
        return pass_people
    made: Callable[..., tuple[int, int]] = numba.njit(cache=True, error_model="numpy")(pass_people)
    return made
