"""Rankings under a floor of the total score: the floor is kept, and each turn is decided as by trying every plan."""

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from posada.placement.preferences.by_rank import average_rank, by_rank, rank_of

Units = NDArray[np.int64]


class Town:
    """A few families and places, small enough for every plan to be looked at."""

    def __init__(self, seed: int, *, deep: bool = False) -> None:
        random = np.random.default_rng(seed)
        self.families, self.places = int(random.integers(2, 6)), int(random.integers(2, 4))
        resources = int(random.integers(1, 3))
        shape = (self.families, self.places, resources) if deep else (self.families, resources)
        self.need = random.integers(0, 4, size=shape)
        self.capacity = random.integers(2, 6, size=(self.places, resources))
        self.score = random.integers(0, 30, size=(self.families, self.places))
        self.allowed = random.random((self.families, self.places)) < 0.85
        self.ranking = [
            random.permutation(self.places)[: random.integers(0, self.places + 1)].tolist()
            for _ in range(self.families)
        ]
        self.priority = random.permutation(self.families).tolist()

    def plans(self) -> Iterator[tuple[int, ...]]:
        """Every plan that keeps capacities and bars."""
        for plan in itertools.product(range(-1, self.places), repeat=self.families):
            used = np.zeros_like(self.capacity)
            for family, place in enumerate(plan):
                if place >= 0:
                    used[place] += self.need[family] if self.need.ndim == 2 else self.need[family, place]
            barred = any(place >= 0 and not self.allowed[family, place] for family, place in enumerate(plan))
            if not barred and (used <= self.capacity).all():
                yield plan

    def total(self, plan: tuple[int, ...]) -> int:
        return sum(int(self.score[family, place]) for family, place in enumerate(plan) if place >= 0)

    def expected(self, floor: float) -> dict[int, int]:
        """The place of everybody who gets a ranked one, with every plan in hand."""
        plans = list(self.plans())
        best = max(map(self.total, plans))
        left = [plan for plan in plans if self.total(plan) >= floor * best - 1e-6]
        served = {}
        for family in self.priority:
            for place in self.ranking[family]:
                with_it = [plan for plan in left if plan[family] == place]
                if with_it:
                    left, served[family] = with_it, place
                    break
        return served


@pytest.mark.parametrize("seed", range(24))
def test_every_turn_is_decided_as_by_trying_every_plan(seed: int) -> None:
    """Who gets which ranked place is what an inspector with all plans in hand would say, at any floor."""
    town = Town(seed, deep=seed % 3 == 0)
    for floor in (0.0, 0.7, 0.9, 1.0):
        made = by_rank(
            town.score,
            town.ranking,
            town.need,
            town.capacity,
            floor=floor,
            allowed=town.allowed,
            priority=town.priority,
            gap=0.0,
        )
        plan = tuple(made.place.tolist())
        best = max(map(town.total, town.plans()))
        assert plan in set(town.plans())
        assert made.score == town.total(plan) >= floor * best - 1e-6
        assert made.best == pytest.approx(best)
        expected = town.expected(floor)
        assert {family: plan[family] for family in made.served} == expected
        assert made.undecided == ()
        assert made.score == max(
            town.total(other)
            for other in town.plans()
            if all(other[family] == place for family, place in expected.items())
        )


def test_a_lower_floor_lets_more_wishes_be_met() -> None:
    """With a hundred families who compete for six places, the average rank falls as the floor does."""
    random = np.random.default_rng(7)
    need = random.integers(1, 5, size=(100, 1))
    score = random.integers(0, 100, size=(100, 6)) * need
    ranking = [random.permutation(6).tolist() for _ in range(100)]
    capacity = np.full((6, 1), need.sum() // 6 + 4)
    made = [by_rank(score, ranking, need, capacity, floor=floor, seed=3) for floor in (1.0, 0.95, 0.8, 0.0)]
    ranks = [answer.average_rank for answer in made]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] - ranks[-1] > 0.5
    for answer, floor in zip(made, (1.0 - 1e-3, 0.95, 0.8, 0.0), strict=True):
        assert answer.score_share >= floor
        used = np.zeros_like(capacity)
        np.add.at(used, answer.place[answer.place >= 0], need[answer.place >= 0])
        assert (used <= capacity).all()


def test_the_order_of_turns_is_drawn_with_the_seed() -> None:
    """Two families want the one room at place 1; the draw decides, and the same seed decides alike."""
    winners = {
        seed: by_rank([[1, 1], [1, 1]], [[1], [1]], [[1], [1]], [[1], [1]], floor=0.0, seed=seed).served
        for seed in range(8)
    }
    assert set(winners.values()) == {(0,), (1,)}
    assert winners == {
        seed: by_rank([[1, 1], [1, 1]], [[1], [1]], [[1], [1]], [[1], [1]], floor=0.0, seed=seed).served
        for seed in range(8)
    }


def test_nobody_gains_by_a_ranking_that_is_not_its_own() -> None:
    """Whatever else a family might have said, its place would not be one that it truly ranks above this one."""
    for seed in range(5):
        town = Town(seed)
        fixed = {"allowed": town.allowed, "priority": town.priority, "floor": 0.8, "gap": 0.0}
        honest = by_rank(town.score, town.ranking, town.need, town.capacity, **fixed)
        for family, wishes in enumerate(town.ranking):
            for said in itertools.permutations(range(town.places)):
                told = [*town.ranking[:family], list(said), *town.ranking[family + 1 :]]
                other = by_rank(town.score, told, town.need, town.capacity, **fixed)
                mine, theirs = (int(answer.place[family]) for answer in (honest, other))
                assert rank_of(mine, wishes) <= rank_of(theirs, wishes)


def test_ranks_count_what_is_not_ranked_as_one_worse_than_the_last() -> None:
    """A place that is not ranked, and no place at all, count as the number of wishes and one."""
    assert rank_of(4, [4, 2]) == 1
    assert rank_of(9, [4, 2]) == rank_of(-1, [4, 2]) == 3
    assert rank_of(2, [4, 4, 2]) == 2
    assert average_rank(np.array([0, 1]), [[], []]) == 0.0


def test_an_empty_town_has_an_empty_answer() -> None:
    """Nobody is placed, and the whole of nothing is reached."""
    made = by_rank(np.zeros((0, 2)), [], np.zeros((0, 1), dtype=int), [[1], [1]], floor=0.5)
    assert made.place.tolist() == []
    assert made.score_share == 1.0


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"floor": 1.2}, "floor: must be from 0 to 1, got 1.2."),
        ({"priority": [0, 0]}, "priority: must name every family once."),
        ({"score": [[1, -2], [0, 0]]}, "score: must be at least 0, got -2."),
        ({"need": [[1, 1], [1, 1]]}, "need: must be 2 families × 1 resources, got the shape (2, 2)."),
        ({"ranking": [[0], [5]]}, "ranking: must be places from 0 to 1, got 5."),
        ({"ranking": [[0]]}, "ranking: must have 2 families, got 1."),
    ],
)
def test_what_cannot_be_used_is_said_plainly(changes: dict[str, object], message: str) -> None:
    """An error names the argument, what it must be, and what came."""
    right: dict[str, object] = {
        "score": [[1, 2], [3, 4]],
        "ranking": [[0], [1]],
        "need": [[1], [1]],
        "capacity": [[1], [1]],
        "floor": 0.5,
    }
    with pytest.raises(ValueError, match="must") as raised:
        by_rank(**{**right, **changes})  # type: ignore[arg-type]
    assert str(raised.value) == message
