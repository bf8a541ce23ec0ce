"""People moved together as counts, by node, with how long they have gone and what they remember of the road."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from posada.movement.network import Flags, Floats, Ints


class Group(NamedTuple):
    """People side by side by node: how many, and in seconds how long they have gone today and what they remember.

    `gone` and `recent` are means; `latest` is what the one of them has gone who has gone longest.
    """

    node: Ints
    people: Floats
    gone: Ints
    latest: Ints
    recent: Ints

    def of(self, which: Flags) -> Group:
        """Those rows only."""
        return Group(*(column[which] for column in self))  # type: ignore[arg-type]


def one_after_the_other(groups: Sequence[Group]) -> Group:
    """The rows of all groups as one."""
    return Group(*(np.concatenate(column) for column in zip(*groups, strict=True)))


def together(groups: Sequence[Group], nodes: int) -> Group:
    """One row for each node that holds people, in order; there are so many nodes.

    >>> some = Group(np.array([4, 2, 4]), np.array([1.0, 5.0, 3.0]), *(np.array([0, 9, 4]) for _ in range(3)))
    >>> [column.tolist() for column in together([some], 6)]
    [[2, 4], [5.0, 4.0], [9, 3], [9, 4], [9, 3]]
    """
    node, people, gone, latest, recent = groups[0] if len(groups) == 1 else one_after_the_other(groups)
    total = np.bincount(node, people, minlength=nodes).astype(float)
    found = np.flatnonzero(total > 0.0)
    longest = np.zeros(nodes, np.int64)
    np.maximum.at(longest, node, latest)
    return Group(
        found, total[found],
        mean(np.bincount(node, people * gone, minlength=nodes)[found], total[found]), longest[found],
        mean(np.bincount(node, people * recent, minlength=nodes)[found], total[found]),
    )  # fmt: skip


def mean(seconds: NDArray[Any], people: Floats) -> Ints:
    """The seconds of each of so many people, to the nearest; 0 where there is nobody.

    >>> mean(np.array([10.0, 0.0]), np.array([4.0, 0.0])).tolist()
    [3, 0]
    """
    return np.floor(seconds / np.where(people > 0.0, people, 1.0) + 0.5).astype(np.int64)
