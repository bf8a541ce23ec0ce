"""What bounds allow to be missing is found by filling days from the first."""

from __future__ import annotations

import random
import sys
from itertools import product
from pathlib import Path

from posada.commitments.check.missing import PLENTY, Missing, missing_and_open

sys.path.insert(0, str(Path(__file__).parents[1]))

from ledgers import START, covered, on

DAY_0 = START.toordinal()


def test_days_are_cut_where_bounds_begin_and_end() -> None:
    """A complete day is in no piece; a day that nobody vouches for is open."""
    rows = [
        covered(0, 5, "partial", missing_at_most=3),
        covered(2, 6, "partial", missing_at_most=1),
        covered(4, 4),
    ]
    missing, unbounded = missing_and_open(rows, on(0), on(8))
    pieces = [(first - DAY_0, last - DAY_0, bounds) for first, last, bounds in missing.pieces]
    assert pieces == [(0, 1, (0,)), (2, 3, (0, 1)), (5, 5, (0, 1)), (6, 6, (1,))]
    assert [(first - DAY_0, last - DAY_0) for first, last in unbounded] == [(7, 8)]


def test_filling_from_the_first_day_is_the_most_there_is() -> None:
    """Beside every way listed one by one, with room for so many in each span."""
    dice = random.Random(3)
    for _ in range(300):
        runs = [
            (first, dice.randint(first, 4))
            for first in (dice.randint(0, 4) for _ in range(dice.randint(1, 4)))
        ]
        most = tuple(dice.randint(0, 3) for _ in runs)
        held = {day: tuple(n for n, (a, b) in enumerate(runs) if a <= day <= b) for day in range(5)}
        pieces = tuple((day, day, bounds) for day, bounds in held.items() if bounds)
        spans = dice.choice([[(0, 4)], [(1, 3)], [(0, 1), (2, 2), (3, 4)], [(1, 1), (4, 4)]])
        room = [dice.choice([1, 2, PLENTY]) for _ in spans]
        best = 0
        for units in product(*(range(4) if held[day] else [0] for day in range(5))):
            fits = all(sum(units[a : b + 1]) <= limit for (a, b), limit in zip(runs, most, strict=True))
            if fits:
                filled = zip(room, (sum(units[a : b + 1]) for a, b in spans), strict=True)
                best = max(best, sum(min(pair) for pair in filled))
        assert Missing(pieces, most).within(spans, room) == best, (runs, most, spans, room)
