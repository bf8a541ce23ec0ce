"""Simplifications that are exact: places where a family cannot fit alone, and families who must stay together."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from posada.placement.optimiser.instance import WAITS, Floor, Instance, Units


def fits_alone(instance: Instance) -> Instance:
    """The instance without the pairs where a family would overrun a hard limit even if it were alone there.

    >>> one = Instance.plain([[5, 3]], need=[[2]], capacity=[[1], [2]])
    >>> fits_alone(one).allowed.tolist()
    [[False, True]]
    """
    limits = np.where(instance.is_soft(), np.iinfo(np.int64).max, instance.capacity)
    if instance.type_of is None:
        fits = (instance.need <= limits).all(axis=2)
    else:
        of_type = np.asarray((instance.need[:, None, :] <= limits).all(axis=2))
        if of_type.all():
            return instance
        fits = of_type[instance.type_of]
    return replace(instance, allowed=instance.allowed & fits)


@dataclass(frozen=True, slots=True)
class Contracted:
    """An instance whose families are groups, and the group of each family of the one that it was made from."""

    instance: Instance
    group_of: Units

    def plan(self, place: Units) -> Units:
        """The place of each family in a plan of the groups."""
        return place[self.group_of]


def contract(instance: Instance, group_of: Units) -> Contracted:
    """The instance in which the families of a group go as one: values and needs add, allowed places intersect.

    `group_of` numbers the groups from nothing without gaps. A bonus for two of one group is theirs wherever they
    go; two of one group who must be apart can only wait.

    >>> three = Instance.plain([[5, 3], [4, 1], [9, 9]], need=[[1], [2], [1]], capacity=[[3], [2]])
    >>> pair = contract(three, np.array([0, 0, 1])).instance
    >>> pair.value.tolist(), pair.need_at(np.array([0]), np.array([0])).tolist()
    ([[9, 4], [9, 9]], [[3]])
    """
    groups = int(group_of.max(initial=-1)) + 1
    value = _added(instance.value.astype(np.int64), group_of, groups)
    allowed = np.ones((groups, instance.places), dtype=bool)
    np.logical_and.at(allowed, group_of, instance.allowed)
    must = np.zeros(groups, dtype=bool)
    np.logical_or.at(must, group_of, instance.must)
    one, other, bonus = instance.together.T
    first, second = group_of[one], group_of[other]
    within = first == second
    np.add.at(value, first[within], bonus[within, None])
    together = np.stack([first, second, bonus], axis=1)[~within]
    foes = group_of[instance.apart].reshape(-1, 2)
    allowed[foes[foes[:, 0] == foes[:, 1], 0]] = False
    if instance.type_of is None:
        need, type_of = _added(instance.need, group_of, groups), None
    else:
        total = _added(instance.need[instance.type_of], group_of, groups)
        need, kinds = np.unique(total, axis=0, return_inverse=True)
        type_of = kinds.reshape(-1).astype(np.int64)
    return Contracted(
        replace(
            instance,
            value=value,
            allowed=allowed,
            need=need,
            type_of=type_of,
            must=must,
            together=together,
            apart=foes[foes[:, 0] != foes[:, 1]],
            floors=tuple(_floor_of_groups(floor, group_of) for floor in instance.floors),
        ),
        group_of,
    )


def _added(amounts: Units, group_of: Units, groups: int) -> Units:
    total = np.zeros((groups, *amounts.shape[1:]), dtype=np.int64)
    np.add.at(total, group_of, amounts)
    return total


def _floor_of_groups(floor: Floor, group_of: Units) -> Floor:
    members, index = np.unique(group_of[floor.members], return_inverse=True)
    points = _added(floor.points, index.reshape(-1), len(members))
    return replace(floor, members=members, points=points)


def nobody_placed(instance: Instance) -> Units:
    """The plan in which everybody waits."""
    return np.full(instance.families, WAITS, dtype=np.int64)
