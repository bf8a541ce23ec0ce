"""People's own rankings first, as long as the expected outcome of all stays above a floor.

Families choose in a stated or drawn order. Each gets the place that it ranks best among those that leave the
rest a plan whose total score is at least a share of the best there is. Whether they do is proven: by a
plan at hand that shows it, prices that exclude it, or else a mixed-integer program.

References
----------
A. Acharya, K. Bansak and J. Hainmueller, Combining outcome-based and preference-based matching: a constrained
priority mechanism, Political Analysis 30 (2022), https://doi.org/10.1017/pan.2020.48.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from posada.placement.preferences.completion import Completion

Units = NDArray[np.int64]
Points = NDArray[np.float64]

GAP = 1e-3
"""How near totals must be known, as a share of the best."""
NODES = 200
"""Nodes of the mixed-integer program that a turn may take."""
EXACT = 1e-9
"""Totals that differ by no more than this share are the same."""


@dataclass(frozen=True, slots=True)
class ByRank:
    """The place of each family, how people's wishes were met, and what share of the best score is reached.

    `best` is a total that no plan exceeds. The rank of a place that a family did not rank is the number of those
    that it ranked and one; the average is taken over families that ranked any place, and who waits counts as at
    a place that it did not rank. `served` has the families that got a place that they ranked, `undecided` those
    who were refused one without proof, because the nodes did not suffice.
    """

    place: Units
    average_rank: float
    score: float
    best: float
    served: tuple[int, ...]
    undecided: tuple[int, ...]

    @property
    def score_share(self) -> float:
        """The share of the best total score that is reached; it may be understated, never overstated."""
        return self.score / self.best if self.best > 0 else 1.0


def by_rank(
    score: Any,
    ranking: Sequence[Sequence[int]],
    need: Any,
    capacity: Any,
    *,
    floor: float,
    allowed: Any | None = None,
    priority: Sequence[int] | None = None,
    seed: int = 0,
    gap: float = GAP,
    nodes: int = NODES,
) -> ByRank:
    """The places that families rank best, in turn, while all together keep a share of the best total score.

    The total score is at least `floor` times the best there is, or, if `floor` is above 1 - `gap`, at least
    that of the best plan that was found. Each family in its turn has the best of its ranked places that some
    such plan can still give it, with all before it served; a place is refused only on proof that no plan with
    it has a total of `floor` plus `gap` times the best, or else the family is among the `undecided` of the
    answer. A family that can be given none of the places that it ranked, or that ranked none, has in the end
    what serves the total score best, and may wait.

    With `gap` at 0 and nobody undecided each turn is decided exactly, and as what a family says decides only
    which of the places open to it it gets, it cannot gain by a ranking that is not its own. With a gap, a total
    between `floor` and `floor` plus `gap` may be decided either way.

    Parameters
    ----------
    score:
        what a family is worth at a place (families × places), not below 0; who waits is worth nothing.
    ranking:
        for each family the places that it would like, best first; some may be missing.
    need:
        what a family uses: families × resources, or families × places × resources.
    capacity:
        what a place has: places × resources.
    floor:
        the share of the best total score that must be kept, from 0 to 1.
    allowed:
        whether a family may go to a place (families × places); all may if absent.
    priority:
        the families in the order in which they choose; absent, the order is drawn with `seed`.
    gap:
        how near totals must be known, as a share of the best; 0 is slow beyond some fifty families, and a
        thousand need 5e-3 to be done within minutes. The floor itself is kept whatever the gap.
    nodes:
        how long the mixed-integer program may search in a turn.

    Examples
    --------
    Both would rather have place 1. To give it to the first costs 3 of 9 points, to the second 1 of 9.

    >>> score, wishes = [[5, 2], [3, 4]], [[1, 0], [1, 0]]
    >>> free = by_rank(score, wishes, [[1], [1]], [[2], [1]], floor=0.5, priority=[0, 1])
    >>> free.place.tolist(), round(free.score_share, 2), free.average_rank
    ([1, 0], 0.56, 1.5)
    >>> by_rank(score, wishes, [[1], [1]], [[2], [1]], floor=0.9, priority=[0, 1]).place.tolist()
    [0, 1]
    """
    if not 0 <= floor <= 1:
        raise ValueError(f"floor: must be from 0 to 1, got {floor}.")
    values = np.asarray(score, dtype=np.float64)
    if values.size and values.min() < 0:
        raise ValueError(f"score: must be at least 0, got {values.min():g}.")
    _refuse_unusable(ranking, values)
    turns = _turns(len(values), priority, seed)
    rest = Completion(values, need, capacity, allowed)
    plan, best = rest.best_plan(gap)
    least = min(floor * best, rest.total(plan)) - EXACT * max(1.0, best)
    rest.require(least, enough=least + gap * best, gap=gap, nodes=nodes)
    served = []
    for family in turns:
        for place in dict.fromkeys(ranking[family]):
            found = rest.plan_with(plan, family, place)
            if found is not None:
                plan = found
                rest.fix(family, place)
                served.append(family)
                break
    plan = rest.improved(plan, gap)
    return ByRank(
        place=plan,
        average_rank=average_rank(plan, ranking),
        score=rest.total(plan),
        best=best,
        served=tuple(sorted(served)),
        undecided=tuple(sorted(rest.undecided)),
    )


def average_rank(place: Units, ranking: Sequence[Sequence[int]]) -> float:
    """The average rank of the places that families have, over those who ranked any; 0 if nobody did.

    >>> average_rank(np.array([1, 0, -1, 2]), [[0, 1], [0], [2], []])
    1.6666666666666667
    """
    ranks = [
        rank_of(int(where), wishes) for where, wishes in zip(place.tolist(), ranking, strict=True) if wishes
    ]
    return sum(ranks) / len(ranks) if ranks else 0.0


def rank_of(place: int, wishes: Sequence[int]) -> int:
    """The rank of a place among wishes, 1 for the best; of one that is not among them, their number and one.

    >>> rank_of(7, [3, 7]), rank_of(8, [3, 7]), rank_of(-1, [3, 7])
    (2, 3, 3)
    """
    some = list(dict.fromkeys(wishes))
    return some.index(place) + 1 if place in some else len(some) + 1


def _refuse_unusable(ranking: Sequence[Sequence[int]], score: Points) -> None:
    """ValueError unless every family has a ranking, of places that there are."""
    families, places = score.shape
    if len(ranking) != families:
        raise ValueError(f"ranking: must have {families} families, got {len(ranking)}.")
    for place in (place for wishes in ranking for place in wishes if not 0 <= place < places):
        raise ValueError(f"ranking: must be places from 0 to {places - 1}, got {place}.")


def _turns(families: int, priority: Sequence[int] | None, seed: int) -> list[int]:
    """The families in the order in which they choose."""
    if priority is None:
        return [int(family) for family in np.random.default_rng(seed).permutation(families)]
    if sorted(priority) != list(range(families)):
        raise ValueError("priority: must name every family once.")
    return list(priority)
