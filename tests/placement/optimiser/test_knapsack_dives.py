"""Dives end in plans that hold, near the best, whatever the sign of costs."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray

from posada.placement.optimiser import knapsack_dives
from posada.placement.optimiser.knapsack_dives import Packings, dive
from posada.placement.optimiser.knapsack_plans import cost_of, fits
from posada.placement.optimiser.knapsack_prices import Knapsacks


def drawn(places: int, families: int, seed: int, *, shift: int = 0) -> Knapsacks:
    """A task whose costs fall as needs rise, with room for about a fifth more than the least."""
    random = np.random.default_rng(seed)
    need = random.integers(5, 25, (places, families))
    cost = 30 - need + random.integers(-5, 6, (places, families)) + shift
    capacity = np.full(places, int(1.1 * need.min(axis=0).sum() / places) + 12)
    return Knapsacks(cost, need, capacity, need <= capacity[:, None])


def best_of_all(task: Knapsacks) -> int:
    """The least cost of all ways to place everybody."""
    places, families = task.cost.shape
    plans = (np.array(way) for way in product(range(places), repeat=families))
    return min(cost_of(task, plan) for plan in plans if fits(task, plan))


def dives(task: Knapsacks, start: int) -> list[NDArray[np.int64]]:
    """Six dives, each from what those before found."""
    known = Packings()
    multipliers = np.full(task.cost.shape[1], start)
    return [dive(task, multipliers, known, seed=turn) for turn in range(6)]


def test_dives_find_the_best_plan_of_most_small_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where two of four places are fixed one by one; none is ever cheaper than the best of all ways."""
    monkeypatch.setattr(knapsack_dives, "LAST_FAMILIES", 0)
    met = 0
    for seed in range(8):
        task = drawn(4, 6, seed)
        costs = [cost_of(task, place) for place in dives(task, 20_000) if fits(task, place)]
        assert costs
        assert min(costs) >= best_of_all(task)
        met += min(costs) == best_of_all(task)
    assert met >= 5


def test_costs_below_zero_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hundred less for everybody everywhere: holding a family twice must not look like a gain."""
    monkeypatch.setattr(knapsack_dives, "LAST_FAMILIES", 0)
    for seed in range(4):
        plain, less = dives(drawn(4, 6, seed), 20_000), dives(drawn(4, 6, seed, shift=-100), -80_000)
        assert [place.tolist() for place in plain] == [place.tolist() for place in less]


@pytest.mark.parametrize("seed", range(4))
def test_whoever_is_placed_has_room(seed: int) -> None:
    """No capacity is exceeded, also where some families are left without a place."""
    task = drawn(12, 80, seed)
    place = dive(task, np.zeros(80, np.int64), Packings(), seed=seed)
    held = np.flatnonzero(place >= 0)
    load = np.bincount(place[held], weights=task.need[place[held], held], minlength=12)
    assert (load <= task.capacity).all()
    assert task.usable[place[held], held].all()
    assert len(held) > 40


def test_a_later_dive_begins_from_what_is_known_and_need_not_end_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Known packings only grow; another seed gives another plan, the same seed and packings the same."""
    task = drawn(8, 36, 1)
    monkeypatch.setattr(knapsack_dives, "LAST_FAMILIES", 12)
    known = Packings()
    first = dive(task, np.zeros(36, np.int64), known, seed=0)
    many = len(known.place)
    again = dive(task, np.zeros(36, np.int64), Packings(), seed=0)
    dive(task, np.zeros(36, np.int64), known, seed=1)
    assert first.tolist() == again.tolist()
    assert len(known.place) > many
    assert len(known.place) == len(known.holds)


def test_an_interrupted_dive_hands_back_what_it_has() -> None:
    """Everybody is without a place if the time is over before it begins."""
    task = drawn(6, 36, 1)
    place = dive(task, np.zeros(36, np.int64), Packings(), seed=0, late=lambda: True)
    assert (place >= -1).all()
    assert (place < 0).any()


def test_a_packing_is_known_once() -> None:
    """The same families at another place are another packing."""
    known = Packings()
    holds = np.array([True, False])
    for place in (0, 0, 1):
        known.add(place, holds)
    assert known.place == [0, 1]
