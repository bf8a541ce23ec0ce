"""Who wants what and which room is left, after every trade as if the market were opened anew."""

from typing import Any

import numpy as np
import pytest

from posada.placement.preferences.market import Market, suffices


def opened(place: Any, **changes: Any) -> Market:
    """A market of three places and four families of different needs."""
    options: dict[str, Any] = {"allowed": None, "apart": [(0, 3)], "pins": None}
    return Market(
        place,
        [[1, 0], [2, 0, 1], [0, 2], [2, 1]],
        np.array([[1, 2], [2, 1], [1, 0], [0, 1]]),
        np.array([[3, 3], [2, 3], [2, 1]]),
        **{**options, **changes},
    )


def test_after_a_trade_the_market_is_what_it_would_be_if_opened_anew() -> None:
    """Room, wishes and foes are looked at again for all whom the trade concerns."""
    market = opened([0, 1, 2, 1])
    moves = [(1, 1, 2), (2, 2, 0)]
    assert market.holds(moves)
    market.carry_out(moves)
    anew = opened([0, 2, 0, 1])
    assert market.place.tolist() == anew.place.tolist()
    assert np.array_equal(market.left, anew.left)
    assert np.array_equal(market.wants, anew.wants)
    assert np.array_equal(market.has_room, anew.has_room)


def test_a_trade_that_exceeds_a_capacity_or_joins_foes_does_not_hold() -> None:
    """All who enter and all who leave count together."""
    market = opened([0, 1, 2, -1])
    assert not market.holds([(1, 1, 2)])
    assert market.holds([(1, 1, 2), (2, 2, 0)])
    assert not market.holds([(3, -1, 0)])
    assert not market.holds([(0, 0, 1), (3, -1, 1)])


def test_wishes_are_the_places_ranked_above_ones_own_without_foes() -> None:
    """Barred places, and the place of somebody to be kept apart from, are not wished for."""
    wants = opened([0, 1, 2, 1]).wants.T
    assert wants.tolist() == [
        [False, False, False],
        [True, False, True],
        [True, False, False],
        [False, False, True],
    ]
    barred = np.ones((4, 3), dtype=bool)
    barred[1, 2] = False
    assert opened([0, 1, 2, 1], allowed=barred).wants[:, 1].tolist() == [True, False, False]


def test_a_room_must_suffice_in_every_resource() -> None:
    """One resource too few is too few."""
    assert suffices(np.array([2, 2]), np.array([2, 2]))
    assert not suffices(np.array([2, 2]), np.array([1, 3]))


def test_a_market_that_is_too_full_is_refused() -> None:
    """The place, the resource, what there is and what is used."""
    with pytest.raises(ValueError, match="must be at most") as raised:
        opened([2, 2, -1, -1])
    assert str(raised.value) == "place 2, resource 0: must be at most 2, got 3."
