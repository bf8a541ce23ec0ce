"""What people's own rankings can improve in a plan, how long it takes, and how near it comes to the best average rank.

    python benchmarks/placement/preferences.py [FAMILIES PLACES]

The plan to begin from is the engine's, near the largest total score. Rankings are drawn: ten places each, some
places are liked by many. The peer is the linear relaxation of the best reassignment in which nobody is worse
off (HiGHS): no plan can have a better average rank than its bound, and it may split families.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence

import numpy as np
from generate import Programme, generate
from numpy.typing import NDArray

from posada.placement.optimiser import Instance, optimise
from posada.placement.optimiser.highs import relax
from posada.placement.optimiser.part import program
from posada.placement.preferences.by_rank import average_rank, rank_of
from posada.placement.preferences.trading import trade

Units = NDArray[np.int64]
LIKED_BY_MANY = 0.7
WISHES = 10


def rankings(programme: Programme, *, seed: int) -> list[list[int]]:
    """Ten places for each family, best first; what all have in common is as strong as it says."""
    random = np.random.default_rng(seed)
    families, places = programme.allowed.shape
    liking = LIKED_BY_MANY * random.normal(size=places) + random.gumbel(size=(families, places))
    best = np.argsort(-liking, axis=1)[:, :WISHES]
    return [
        [place for place in best[family].tolist() if programme.allowed[family, place]]
        for family in range(families)
    ]


def least_average_rank(programme: Programme, ranking: Sequence[Sequence[int]], place: Units) -> float:
    """A bound on the average rank of every plan in which nobody is worse off than in this one."""
    worst = WISHES + 2
    gain = np.zeros(programme.allowed.shape, dtype=np.int64)
    allowed = np.zeros(programme.allowed.shape, dtype=bool)
    for family, wishes in enumerate(ranking):
        own = rank_of(int(place[family]), wishes)
        for where in {*wishes[: own - 1], int(place[family])} - {-1}:
            allowed[family, where] = True
            gain[family, where] = worst - rank_of(where, wishes)
    instance = Instance.plain(gain, programme.need, programme.capacity, allowed=allowed, must=place >= 0)
    family, where = np.nonzero(allowed)
    relaxed = relax(program(instance, np.full(len(place), -1), family, where))
    assert relaxed is not None
    ranked = [bool(wishes) for wishes in ranking]
    return (worst * sum(ranked) - relaxed.worth) / max(1, sum(ranked))


def expected_jobs(programme: Programme, place: Units) -> float:
    """The expected jobs of a plan."""
    return programme.outcome(place) / 100_000


def main(families: int, places: int) -> None:
    programme = generate(families, places, seed=1, minimums=False)
    ranking = rankings(programme, seed=2)
    instance = Instance.plain(programme.score, programme.need, programme.capacity, allowed=programme.allowed)
    start = optimise(instance, gap=1e-4).place
    print(f"{families:,} families, {places} places, {len(programme.need[0])} resources")
    print(
        f"before     average rank {average_rank(start, ranking):.3f}, jobs {expected_jobs(programme, start):,.1f}"
    )
    for longest in (1, 2, 3):
        begin, busy = time.perf_counter(), time.process_time()
        made = trade(
            start, ranking, programme.need, programme.capacity, allowed=programme.allowed, longest=longest
        )
        seconds, busy = time.perf_counter() - begin, time.process_time() - busy
        worse = sum(
            rank_of(int(now), wishes) > rank_of(int(then), wishes)
            for then, now, wishes in zip(start, made.place, ranking, strict=True)
        )
        sizes = Counter(len(moves) for moves in made.trades)
        lost = 1 - expected_jobs(programme, made.place) / expected_jobs(programme, start)
        print(
            f"longest {longest}  average rank {average_rank(made.place, ranking):.3f}, worse off {worse},"
            f" moved {len(made.moved):,}, outcome lost {lost:.2%}, trades by moves {dict(sorted(sizes.items()))},"
            f" {seconds:.1f} s ({busy:.1f} s of one core)"
        )
    begin = time.perf_counter()
    bound = least_average_rank(programme, ranking, start)
    print(f"bound      average rank {bound:.3f}, by linear relaxation in {time.perf_counter() - begin:.1f} s")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers or [10_000, 30]))
