"""Rules for a batch: prices of the future, votes of hindsight, and the batch solved within what is left."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from posada.placement.arriving.futures import Families
from posada.placement.arriving.rules import (
    after_prices,
    backlog_cost,
    by_votes,
    futures_to_price,
    place_batch,
    price_futures,
    unit_prices,
    votes,
)

NO_PAIRS = np.zeros((0, 2), dtype=np.int64)


def priced(*prices: float) -> NDArray[np.float64]:
    """Prices of a unit of one resource at each place."""
    return np.array(prices, dtype=np.float64).reshape(-1, 1)


def test_what_the_future_wants_has_a_price() -> None:
    """Ten families will want the single bed at the first place; nobody the one at the second."""
    here = Families.plain([[5, 4]], [[1]])
    later = Families.plain([[9, 0]] * 10, [[1]] * 10)
    prices = unit_prices(price_futures(here, [later], np.array([[1], [1]])))
    assert prices[0, 0] == pytest.approx(9.0, abs=0.5)
    assert prices[1, 0] < 4.0


def test_several_futures_share_as_many_times_the_capacity() -> None:
    """In one of two futures somebody wants the bed for 9, in the other nobody: it is worth less than 9."""
    here = Families.plain([[2]], [[1]])
    wanted, empty = Families.plain([[9], [9]], [[1], [1]]), Families.plain(np.zeros((0, 1)), np.zeros((0, 1)))
    sure = unit_prices(price_futures(here, [wanted, wanted], np.array([[1]])))[0, 0]
    unsure = unit_prices(price_futures(here, [wanted, empty], np.array([[1]])))[0, 0]
    assert sure == pytest.approx(9.0, abs=0.5)
    assert unsure <= sure


def test_nobody_waits_for_nothing_where_there_is_just_enough_room() -> None:
    """Two want the same of two beds: one of them has to pay the difference between the beds, and no more."""
    here, later = Families.plain([[110, 100]], [[1]]), Families.plain([[110, 100]], [[1]])
    prices = unit_prices(price_futures(here, [later], np.array([[1], [1]])))
    assert prices[:, 0].tolist() == pytest.approx([10.0, 0.0], abs=0.1)


def test_whoever_does_not_fit_alone_raises_no_price() -> None:
    """A family of five in the future cannot use the two beds that are left, so they are free."""
    here = Families.plain([[2]], [[1]])
    large = Families.plain([[900]], [[5]])
    assert price_futures(here, [large], np.array([[2]])).capacity.tolist() == [[0.0]]


def test_a_family_pays_for_what_it_needs() -> None:
    """Two beds at a price of 1.5 cost 3."""
    assert after_prices(Families.plain([[5, 4]], [[2]]), priced(1.5, 0.0)).tolist() == [[2.0, 4.0]]


def test_a_future_has_no_vote_for_a_place_that_is_not_worth_its_price() -> None:
    """In one future the family goes to the first place, in another nowhere."""
    one = Families.plain([[5, 4]], [[1]])
    assert votes(one, [priced(0, 0), priced(6, 6)]).tolist() == [[1.0, 0.0]]


def test_a_barred_place_gets_no_vote() -> None:
    """The best place that is allowed counts."""
    one = Families.plain([[5, 4]], [[1]], allowed=[[False, True]])
    assert votes(one, [priced(0, 0)]).tolist() == [[0.0, 1.0]]


def test_a_vote_outweighs_every_score() -> None:
    """Two futures of three say the second place, though the mean after prices is far better at the first."""
    one = Families.plain([[100, 60]], [[1]])
    ranked = by_votes(one, [priced(0, 0), priced(41, 0), priced(41, 0)])
    assert ranked.argmax() == 1


def test_a_family_goes_nowhere_that_is_worth_nothing() -> None:
    """A score after prices of nothing or less leaves a family waiting though there is room."""
    two = Families.plain([[5], [5]], [[1], [1]])
    assert place_batch(two, np.array([[0.0], [-1.0]]), np.array([[9]]), NO_PAIRS).tolist() == [-1, -1]


def test_families_who_must_be_apart_do_not_meet() -> None:
    """Both would rather be at the first place, where there is room for both."""
    two = Families.plain([[9, 8], [9, 5]], [[1], [1]])
    place = place_batch(two, two.score.astype(float), np.array([[2], [2]]), np.array([[0, 1]]))
    assert place.tolist() == [1, 0]


def test_an_empty_batch_has_no_places() -> None:
    """A week in which nobody gets ready is no mistake."""
    nobody = Families.plain(np.zeros((0, 2)), np.zeros((0, 1)))
    assert place_batch(nobody, np.zeros((0, 2)), np.ones((2, 1), dtype=np.int64), NO_PAIRS).tolist() == []


def test_a_full_house_leaves_everybody_waiting() -> None:
    """Nothing is left anywhere."""
    two = Families.plain([[9, 8], [9, 5]], [[1], [1]])
    assert place_batch(two, two.score.astype(float), np.zeros((2, 1), dtype=np.int64), NO_PAIRS).tolist() == [
        -1,
        -1,
    ]


@given(st.integers(0, 10_000))
def test_a_batch_is_as_good_as_the_best_of_all_plans(seed: int) -> None:
    """Brute force over small batches: within the capacities, and within a thousandth of the best."""
    random = np.random.default_rng(seed)
    families, places, resources = random.integers(1, 5), random.integers(1, 4), random.integers(1, 3)
    worth = random.integers(-3, 30, size=(families, places)).astype(float)
    batch = Families.plain(
        worth, random.integers(0, 4, size=(families, resources)), allowed=random.random(worth.shape) < 0.8
    )
    left = random.integers(0, 6, size=(places, resources))

    def value(place: tuple[int, ...]) -> float | None:
        used, total = np.zeros_like(left), 0.0
        for family, where in enumerate(place):
            if where >= 0:
                if not batch.allowed[family, where]:
                    return None
                used[where] += batch.need[family]
                total += worth[family, where]
        return total if (used <= left).all() else None

    found = value(tuple(place_batch(batch, worth, left, NO_PAIRS).tolist()))
    best = max(
        total for place in product(range(-1, places), repeat=families) if (total := value(place)) is not None
    )
    assert found is not None
    assert found >= best - 1e-3 * np.maximum(worth, 0).max(axis=1).sum() - 1e-3


def test_a_backlog_costs_by_people_and_by_time() -> None:
    """Three units behind at a pace of 1.5 are two batches; a family of two pays for both its people."""
    one = Families.plain([[5, 5]], [[2]])
    assert backlog_cost(one, np.array([3.0, 0.0]), np.array([1.5, 1.0]), 0.5).tolist() == [[2.0, 0.0]]


def test_many_short_futures_are_priced_or_few_long_ones() -> None:
    """The work of a batch stays about the same through the year, and one future is always looked at."""
    assert [futures_to_price(5, families) for families in (0, 600, 1_000, 50_000)] == [5, 5, 3, 1]
