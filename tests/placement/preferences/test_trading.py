"""Trades against every plan there is: nobody is worse off, and up to three families have nothing left to trade."""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from posada.placement.preferences.trading import Trades, trade


class Market:
    """A few families and places, drawn with a seed; capacities are what is in use, and now and then a bit more."""

    def __init__(self, seed: int, *, deep: bool = False, equal: bool = False, apart: bool = False) -> None:
        random = np.random.default_rng(seed)
        self.families, self.places = int(random.integers(4, 8)), int(random.integers(2, 5))
        resources = 1 if equal else int(random.integers(1, 4))
        shape = (self.families, self.places, resources) if deep else (self.families, resources)
        self.need = np.ones(shape, dtype=int) if equal else random.integers(0, 4, size=shape)
        self.endowment = random.integers(-1 if seed % 2 else 0, self.places, size=self.families).tolist()
        self.apart = [(0, 1)] if apart and self.endowment[0] != self.endowment[1] else []
        self.capacity = self.used(self.endowment)
        if seed % 3 == 0:
            self.capacity = self.capacity + random.integers(0, 2, size=self.capacity.shape)
        self.allowed = random.random((self.families, self.places)) < 0.9
        self.ranking = [
            random.permutation(self.places)[: random.integers(1, self.places + 1)].tolist()
            for _ in range(self.families)
        ]

    def used(self, plan: Any) -> np.ndarray:
        resources = self.need.shape[-1]
        used = np.zeros((self.places, resources), dtype=int)
        for family, place in enumerate(plan):
            if place >= 0:
                used[place] += self.need[family] if self.need.ndim == 2 else self.need[family, place]
        return used

    def better(self, family: int, place: int) -> list[int]:
        """The places that a family may have and ranks above this one."""
        wishes = self.ranking[family]
        above = wishes[: wishes.index(place)] if place in wishes else wishes
        return [where for where in above if self.allowed[family, where]]

    def is_fine(self, plan: Any) -> bool:
        """Whether capacities hold and foes are apart."""
        foes = any(plan[one] == plan[other] >= 0 for one, other in self.apart)
        return not foes and bool((self.used(plan) <= self.capacity).all())

    def improvements(self, plan: list[int]) -> Iterator[list[int]]:
        """Every plan in which somebody is better off than in this one, and nobody worse."""
        choices = [[place, *self.better(family, place)] for family, place in enumerate(plan)]
        for other in itertools.product(*choices):
            if list(other) != plan and self.is_fine(other):
                yield list(other)

    def traded(self, **options: Any) -> Trades:
        return trade(
            self.endowment,
            self.ranking,
            self.need,
            self.capacity,
            allowed=self.allowed,
            apart=self.apart,
            **options,
        )


def movers(plan: list[int], other: list[int]) -> int:
    return sum(one != two for one, two in zip(plan, other, strict=True))


@pytest.mark.parametrize("seed", range(120))
def test_nobody_is_worse_off_and_three_families_have_nothing_left_to_trade(seed: int) -> None:
    """Each moves up its own ranking, capacities hold, and no plan that moves up to three families is better."""
    market = Market(seed, deep=seed % 4 == 1)
    made = market.traded().place.tolist()
    assert market.is_fine(made)
    for family, (before, after) in enumerate(zip(market.endowment, made, strict=True)):
        assert after == before or after in market.better(family, before)
    left = [other for other in market.improvements(made) if movers(made, other) <= 3]
    assert left == []


def test_few_markets_have_anything_left_among_four_families_or_more() -> None:
    """What is promised ends at three families; of 300 small tight markets, few have more to trade."""
    unfinished = 0
    for seed in range(300):
        market = Market(1_000 + seed)
        made = market.traded(longest=6).place.tolist()
        unfinished += next(market.improvements(made), None) is not None
    assert unfinished <= 6


def test_with_equal_needs_long_cycles_make_the_plan_efficient() -> None:
    """Where every family needs the same, no plan at all is better for somebody and worse for nobody."""
    for seed in range(80):
        market = Market(seed, equal=True)
        made = market.traded(longest=market.families).place.tolist()
        assert next(market.improvements(made), None) is None


def test_every_trade_is_possible_when_it_is_made_and_better_for_all_who_move() -> None:
    """Played again one after the other, all who move in a trade rank their new place higher than the old."""
    for seed in range(60):
        market = Market(seed, deep=seed % 3 == 1, apart=True)
        made = market.traded(longest=5)
        plan = list(market.endowment)
        for moves in made.trades:
            assert len({family for family, _, _ in moves}) == len(moves)
            for family, origin, target in moves:
                assert plan[family] == origin
                assert target in market.better(family, origin)
            for family, _, target in moves:
                plan[family] = target
            assert market.is_fine(plan)
        assert plan == made.place.tolist()
        assert made.moved == tuple(
            family for family, place in enumerate(plan) if place != market.endowment[family]
        )


def test_a_cycle_of_any_length_is_found_when_it_is_asked_for() -> None:
    """Six families in a ring each want the next one's place; three moves are too few for it."""
    ring = list(range(6))
    wishes = [[(family + 1) % 6] for family in ring]
    unit, full = np.ones((6, 1), dtype=int), np.ones((6, 1), dtype=int)
    assert trade(ring, wishes, unit, full).moved == ()
    assert trade(ring, wishes, unit, full, longest=6).place.tolist() == [1, 2, 3, 4, 5, 0]


def test_a_large_family_changes_places_with_two_small_ones() -> None:
    """Neither of the small ones alone would leave room enough."""
    made = trade([0, 1, 1], [[1], [0], [0]], need=[[4], [2], [2]], capacity=[[4], [4]])
    assert made.place.tolist() == [1, 0, 0]
    assert len(made.trades) == 1


def test_who_waits_takes_free_room_and_gives_nothing_up() -> None:
    """A family that waits gets the room that another one leaves for a better place."""
    made = trade([0, -1], [[1], [0]], need=[[1], [1]], capacity=[[1], [1]])
    assert made.place.tolist() == [1, 0]


def test_nobody_is_moved_to_a_place_that_it_did_not_rank() -> None:
    """A family that ranks nothing stays, though another one would like its place and free room is left."""
    made = trade([0, 1], [[], [0]], need=[[1], [1]], capacity=[[1], [1]])
    assert made.place.tolist() == [0, 1]
    assert trade([-1], [[]], need=[[1]], capacity=[[1]]).place.tolist() == [-1]


def test_pins_stay_and_those_who_wait_with_a_pin_get_nothing_else() -> None:
    """A pinned family keeps its place whatever it ranks; one that waits may enter its pin only."""
    wishes = [[1, 0], [0, 1], [1, 2, 0]]
    capacity = [[1], [1], [1]]
    free = trade([0, 1, -1], wishes, [[1]] * 3, capacity)
    assert free.place.tolist() == [1, 0, 2]
    assert trade([0, 1, -1], wishes, [[1]] * 3, capacity, pins=[0, -1, 0]).place.tolist() == [0, 1, -1]
    assert trade([0, 1, -1], wishes, [[1]] * 3, capacity, pins=[-1, -1, 2]).place.tolist() == [1, 0, 2]


def test_a_place_with_a_foe_is_closed_until_the_foe_has_left() -> None:
    """The room is there, but not beside that family; when it has moved on, the place is open."""
    apart = [(0, 1)]
    assert trade([0, 1], [[1], []], [[1], [1]], [[1], [2]], apart=apart).place.tolist() == [0, 1]
    made = trade([0, 1], [[1], [2]], [[1], [1]], [[1], [2], [1]], apart=apart)
    assert made.place.tolist() == [1, 2]
    for seed in range(60):
        market = Market(seed, apart=True)
        assert market.is_fine(market.traded(longest=5).place.tolist())


def test_priority_says_who_is_served_first() -> None:
    """Of two who want the last room, the first by index gets it, or the first in the stated order."""
    problem = ([0, 0], [[1], [1]], [[1], [1]], [[2], [1]])
    assert trade(*problem).place.tolist() == [1, 0]
    assert trade(*problem, priority=[1, 0]).place.tolist() == [0, 1]


def test_the_same_market_has_the_same_trades() -> None:
    """Nothing is drawn at random."""
    for seed in (3, 4, 5):
        assert Market(seed).traded().trades == Market(seed).traded().trades


def test_an_empty_market_has_no_trades() -> None:
    """Nobody is there, and nobody moves."""
    made = trade([], [], np.zeros((0, 1), dtype=int), [[1]])
    assert made.place.tolist() == []
    assert made.trades == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"endowment": [0, 2]}, "endowment: must be places from 0 to 1, or -1."),
        ({"endowment": [0, 0]}, "place 0, resource 0: must be at most 1, got 2."),
        ({"ranking": [[0]]}, "ranking and need: must have 2 families, got 1 and 2."),
        ({"ranking": [[0], [7]]}, "ranking: must be places from 0 to 1, got 7."),
        ({"need": [[1, 1], [1, 1]]}, "need: must be families × 1 resources, got the shape (2, 2)."),
        ({"priority": [1]}, "priority: must name every family once."),
    ],
)
def test_what_cannot_be_used_is_said_plainly(changes: dict[str, Any], message: str) -> None:
    """An error names the argument, what it must be, and what came."""
    right = {"endowment": [0, 1], "ranking": [[1], [0]], "need": [[1], [1]], "capacity": [[1], [1]]}
    with pytest.raises(ValueError, match="must") as raised:
        trade(**{**right, **changes})
    assert str(raised.value) == message
