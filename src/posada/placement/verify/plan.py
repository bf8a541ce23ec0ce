"""What a plan uses, which rule it breaks and what it is worth, counted from plain arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Units = NDArray[np.int64]


def needs_of(instance: Any, families: Any, places: Any) -> Units:
    """What families use where they go."""
    by_type = instance.type_of is not None
    rows = instance.need[instance.type_of[families]] if by_type else instance.need[families, places]
    return np.asarray(rows, dtype=np.int64)


def used_by(instance: Any, place: Units) -> Units:
    """What a plan uses of each cell (places × resources)."""
    used = np.zeros(instance.capacity.shape, dtype=np.int64)
    for where in range(len(used)):
        there = np.flatnonzero(place == where)
        used[where] = needs_of(instance, there, where).sum(axis=0)
    return used


def is_hard(instance: Any) -> NDArray[np.bool_]:
    """Whether the limit of a cell may not be overrun."""
    hard = np.ones(instance.capacity.shape, dtype=bool)
    for group in instance.soft:
        hard[tuple(np.array(group.cells).T)] = False
    return hard


def plan_faults(instance: Any, place: Units, used: Units) -> list[str]:
    """The rules that the plan breaks."""
    found = []
    placed = np.flatnonzero(place >= 0)
    if not instance.allowed[placed, place[placed]].all():
        found.append("place: must be allowed for every family, got a barred one.")
    if (instance.must & (place < 0)).any():
        found.append("place: must be given to everyone who must have one, got families who wait.")
    if (is_hard(instance) & (used > instance.capacity)).any():
        found.append("capacity: must be kept at every place, got an overrun.")
    one, other = place[instance.apart[:, 0]], place[instance.apart[:, 1]]
    if ((one == other) & (one >= 0)).any():
        found.append("place: must differ for families who must be apart, got the same.")
    return found


def worth_of(instance: Any, place: Units, used: Units) -> int:
    """What a plan is worth: values and pairs, less overruns, shortfalls and missed floors."""
    placed = np.flatnonzero(place >= 0)
    total = int(instance.value[placed, place[placed]].sum(dtype=np.int64))
    one, other = place[instance.together[:, 0]], place[instance.together[:, 1]]
    total += int(instance.together[(one == other) & (one >= 0), 2].sum())
    total -= int((np.maximum(instance.minimum - used, 0) * instance.shortfall_price).sum())
    for group in instance.soft:
        total -= group.price * max(0, *(int(used[cell] - instance.capacity[cell]) for cell in group.cells), 0)
    for floor in instance.floors:
        there = place[floor.members]
        points = int(floor.points[there >= 0, there[there >= 0]].sum())
        total -= floor.price * max(0, floor.at_least - points)
    return total
