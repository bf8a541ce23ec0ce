"""What a plan is worth, and which rule it breaks: exact, and counted from the instance alone."""

from __future__ import annotations

import numpy as np

from posada.placement.optimiser.instance import Instance, Units


def usage(instance: Instance, place: Units) -> Units:
    """What a plan uses of each cell (places × resources).

    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [2]], capacity=[[1], [2]])
    >>> usage(two, np.array([0, 1])).tolist()
    [[1], [2]]
    """
    placed = np.flatnonzero(place >= 0)
    if instance.type_of is None:
        used = np.zeros(instance.capacity.shape, dtype=np.int64)
        np.add.at(used, place[placed], instance.need[placed, place[placed]])
        return used
    kinds = len(instance.need)
    many = np.bincount(place[placed] * kinds + instance.type_of[placed], minlength=instance.places * kinds)
    return many.reshape(instance.places, kinds) @ instance.need


def floor_points(instance: Instance, place: Units) -> Units:
    """The points that the group of each floor reaches."""
    reached = []
    for floor in instance.floors:
        there = place[floor.members]
        placed = there >= 0
        reached.append(int(floor.points[placed, there[placed]].sum()))
    return np.array(reached, dtype=np.int64)


def penalty(instance: Instance, used: Units, reached: Units) -> int:
    """What overruns, shortfalls and missed floors take away."""
    short = np.maximum(instance.minimum - used, 0)
    lost = int((short * instance.shortfall_price).sum())
    over = used - instance.capacity
    for group in instance.soft:
        lost += group.price * max(0, *(int(over[cell]) for cell in group.cells), 0)
    for floor, points in zip(instance.floors, reached.tolist(), strict=True):
        lost += floor.price * max(0, floor.at_least - points)
    return lost


def worth(instance: Instance, place: Units) -> int:
    """The worth of a plan: values and pairs together, less overruns, shortfalls and missed floors.

    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> worth(two, np.array([1, 0]))
    7
    """
    placed = np.flatnonzero(place >= 0)
    total = int(instance.value[placed, place[placed]].sum(dtype=np.int64))
    one, other = place[instance.together[:, 0]], place[instance.together[:, 1]]
    total += int(instance.together[(one == other) & (one >= 0), 2].sum())
    return total - penalty(instance, usage(instance, place), floor_points(instance, place))


def faults(instance: Instance, place: Units) -> list[str]:
    """The rules that a plan breaks, in words; a plan that keeps all has none.

    >>> two = Instance.plain([[5, 3], [4, 0]], need=[[1], [1]], capacity=[[1], [1]])
    >>> faults(two, np.array([0, 0]))
    ['place 0, resource 0: must be at most 1, got 2.']
    """
    found = []
    placed = np.flatnonzero(place >= 0)
    barred = placed[~instance.allowed[placed, place[placed]]]
    found += [f"family {one}: must be allowed at place {place[one]}." for one in barred.tolist()]
    waiting = np.flatnonzero(instance.must & (place < 0))
    found += [f"family {one}: must have a place." for one in waiting.tolist()]
    used = usage(instance, place)
    over = (used > instance.capacity) & ~instance.is_soft()
    found += [
        f"place {at}, resource {what}: must be at most {instance.capacity[at, what]}, got {used[at, what]}."
        for at, what in np.argwhere(over).tolist()
    ]
    one, other = place[instance.apart[:, 0]], place[instance.apart[:, 1]]
    same = instance.apart[(one == other) & (one >= 0)]
    found += [f"families {first} and {second}: must not be at the same place." for first, second in same]
    return found
