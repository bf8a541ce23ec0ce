"""A made-up past with a known truth, for examples, tests and the benchmark; nobody is in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

from posada.placement.learning.features import Numbers
from posada.placement.learning.outcomes import PastPlacement

FIRST_DAY = dt.date(2022, 1, 3)
TRADES = ("construction", "sewing", "farming")


def made_up_past(
    *, households: int, seed: int, effect: float = 1.5, place_ids: Sequence[str] = ("leon", "puebla")
) -> tuple[PastPlacement, ...]:
    """Past placements in which trades do better at some places, by `effect` on the log odds, over two years.

    Staff send large households to the first place more often, and speakers of Haitian Creole elsewhere.

    >>> past = made_up_past(households=3, seed=1)
    >>> [row.place_id for row in past]
    ['puebla', 'puebla', 'leon']
    """
    draw = np.random.default_rng(seed)
    return tuple(_household(draw, at, households, effect, place_ids) for at in range(households))


def truth(trade: int, people: int, creole: bool, places: int, effect: float) -> Numbers:
    """The chance of a good outcome at each place, as the made-up past has it."""
    match = np.arange(places) % len(TRADES) == trade
    log_odds = -0.2 - 0.15 * (people - 1) - 0.4 * creole + effect * match
    chance: Numbers = 1 / (1 + np.exp(-log_odds))
    return chance


def _household(
    draw: np.random.Generator, at: int, households: int, effect: float, place_ids: Sequence[str]
) -> PastPlacement:
    trade, children, adults = int(draw.integers(len(TRADES))), int(draw.integers(4)), int(draw.integers(1, 3))
    creole = bool(draw.random() < 0.3)
    people = adults + children
    odds = np.ones(len(place_ids))
    odds[0] = 2.0 if people >= 4 else 1.0
    odds[-1] *= 2.0 if creole else 1.0
    place = int(draw.choice(len(place_ids), p=odds / odds.sum()))
    good = draw.random() < truth(trade, people, creole, len(place_ids), effect)[place]
    placed_on = FIRST_DAY + dt.timedelta(days=at * 730 // households)
    return PastPlacement(
        place_id=place_ids[place],
        placed_on=placed_on,
        registered_on=placed_on - dt.timedelta(days=int(draw.integers(60))),
        followed_up_on=placed_on + dt.timedelta(days=30),
        outcome=float(good),
        people=people,
        adults=adults,
        children=children,
        school_children=int(draw.integers(children + 1)),
        languages=("hat",) if creole else ("spa",),
        occupations=(TRADES[trade],),
        specific_needs=("single_parent",) if adults == 1 and children else (),
        nationality=("HTI",) if creole else ("HND",),
        sex=("female", "male") if adults == 2 else ("female" if draw.random() < 0.6 else "male",),
        decided_by="staff",
    )
