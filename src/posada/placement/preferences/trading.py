"""Trades of places: families give up a place only for one that they rank above it, and nobody else notices.

In a trade everybody who moves is better off by its own ranking. Each family takes the room that the next one
leaves, and the last takes the room that the first left (a cycle) or that nobody had (a chain); or two leave a
place so that a large family may enter (a fork). Needs have many dimensions, so a family fits into the room of
another only if every resource suffices.

References
----------
D. Delacrétaz, S. D. Kominers and A. Teytelboym, Matching mechanisms for refugee resettlement, American Economic
Review 113 (2023), https://doi.org/10.1257/aer.20210096: trading cycles with endowments and multidimensional
needs. L. Shapley and H. Scarf, On cores and indivisibility, Journal of Mathematical Economics 1 (1974), has
the trading cycles of David Gale.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from posada.placement.preferences.market import Flags, Market, Move, Units

LONGEST = 3
"""Trades of up to three moves are all found; see `trade`."""
FORK_MOVES = 3


@dataclass(frozen=True, slots=True)
class Trades:
    """The place of each family after trading, and every trade in the order in which it was made."""

    place: Units
    trades: tuple[tuple[Move, ...], ...]

    @property
    def moved(self) -> tuple[int, ...]:
        """The families that are not where they were, each better off by its own ranking."""
        return tuple(sorted({family for trade in self.trades for family, _, _ in trade}))


def trade(
    endowment: Any,
    ranking: Sequence[Sequence[int]],
    need: Any,
    capacity: Any,
    *,
    allowed: Any | None = None,
    apart: Iterable[tuple[int, int]] | None = None,
    pins: Any | None = None,
    priority: Sequence[int] | None = None,
    longest: int = LONGEST,
) -> Trades:
    """The places of families after every trade that makes all who move better off, and nobody worse off.

    What holds of every answer: each family keeps its place or has one that it ranks above it, whoever had a
    place has one, families stay whole, and no capacity is exceeded. With `longest` at 3 or more, no exchange
    whatever among up to three families is left, into free room or in a circle, that makes each of them better
    off. Larger exchanges in which one leaves for each who enters are tried too if `longest` allows, but some
    may be missed; so an answer can still be improved for all by four families or more.

    A place where somebody stands from whom a family must be kept apart is closed to it until that one has left,
    in an earlier trade. No claim is made that nobody could gain by a ranking that is not its own.

    Parameters
    ----------
    endowment:
        the place of each family now, -1 if it waits.
    ranking:
        for each family the places that it would like, best first. A place that is not ranked is worse than all
        that are, and better than to wait; nobody is moved to one.
    need:
        what a family uses: families × resources, or families × places × resources.
    capacity:
        what a place has: places × resources.
    allowed:
        whether a family may go to a place (families × places); all may if absent.
    apart:
        pairs of families that are never at the same place.
    pins:
        the place that a family must have, or -1: if it has a place it stays, if it waits it may go there only.
    priority:
        the families in the order in which they are served; absent, by index.
    longest:
        the most moves of a trade.

    Examples
    --------
    Two families each have what the other one wants; a third takes the room that nobody has.

    >>> made = trade([0, 1, 1], [[1], [0], [2, 0]], need=[[2], [2], [1]], capacity=[[2], [3], [1]])
    >>> made.place.tolist()
    [1, 0, 2]
    >>> made.trades
    (((2, 1, 2),), ((0, 0, 1), (1, 1, 0)))

    The second family is too large for the place that the first would leave.

    >>> trade([0, 1], [[1], [0]], need=[[2], [3]], capacity=[[2], [3]]).moved
    ()
    """
    market = Market(endowment, ranking, need, capacity, allowed, apart or (), pins)
    order = list(range(len(market.place)) if priority is None else priority)
    if sorted(order) != list(range(len(market.place))):
        raise ValueError("priority: must name every family once.")
    made: list[tuple[Move, ...]] = []
    for moves in range(1, longest + 1):
        while True:
            before = len(made)
            for family in order:
                while (found := _best_trade(market, family, moves)) is not None:
                    market.carry_out(found)
                    made.append(found)
            if len(made) == before:
                break
    return Trades(market.place, tuple(made))


def _best_trade(market: Market, family: int, moves: int) -> tuple[Move, ...] | None:
    """The shortest trade of so many moves at most that brings a family to the best place it can have."""
    wanted = market.by_rank(family, market.wants[:, family])
    if not wanted:
        return None
    ways = market.ways(family, moves - 1) if moves > 1 else []
    for target in wanted:
        if market.has_room[target, family]:
            return ((family, int(market.place[family]), target),)
        found = _through(market, family, target, ways)
        if found is None and moves >= FORK_MOVES:
            found = _fork(market, family, target)
        if found is not None:
            return found
    return None


def _through(market: Market, family: int, target: int, ways: Sequence[Flags]) -> tuple[Move, ...] | None:
    """The shortest row of moves that brings a family to a place, one leaving for each who enters."""
    for length, layer in enumerate(ways):
        others = market.could_replace(family, target, layer)
        if len(others):
            moves = [(family, int(market.place[family]), target)]
            _follow(market, moves, int(others[0]), ways[:length])
            if market.holds(moves):
                return tuple(moves)
    return None


def _fork(market: Market, family: int, target: int) -> tuple[Move, ...] | None:
    """Three moves that bring a family to a place that two must leave, who need nobody else for it."""
    own = int(market.place[family])
    for pair in market.pairs_to_replace(family, target, market.ways(family, 1)[0]):
        stops = (market.last_stops(other, family) for other in pair)
        for first, second in product(*stops):
            moves = ((family, own, target), (pair[0], target, first), (pair[1], target, second))
            if market.holds(moves):
                return moves
    return None


def _follow(market: Market, moves: list[Move], mover: int, ways: Sequence[Flags]) -> None:
    """Add the move of one who leaves, and of all who follow."""
    first = moves[0][0]
    origin = int(market.place[mover])
    if not ways:
        moves.append((mover, origin, market.last_stops(mover, first)[0]))
        return
    for target in market.by_rank(mover, market.wants[:, mover]):
        others = market.could_replace(mover, target, ways[-1])
        others = others[others != first]
        if len(others):
            moves.append((mover, origin, target))
            _follow(market, moves, int(others[0]), ways[:-1])
            return
    raise AssertionError("whoever is in a layer has somebody to follow.")
