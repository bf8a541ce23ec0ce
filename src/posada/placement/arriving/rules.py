"""Who goes where when families arrive batch by batch and nobody knows who comes next: the rules.

References
----------
N. Ahani, P. Gölz, A. D. Procaccia, A. Teytelboym, A. C. Trapp, Dynamic placement in refugee resettlement,
Operations Research 72 (2024), https://doi.org/10.1287/opre.2021.0534: potentials.
K. Bansak, E. Paulson, Outcome-driven dynamic refugee assignment with allocation balancing, Operations Research
72 (2024), https://doi.org/10.1287/opre.2022.0445: minimum discord, and the cost of a backlog.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from posada.placement.arriving.futures import Families, joined
from posada.placement.optimiser.highs import maximise
from posada.placement.optimiser.instance import WAITS, Instance, Units
from posada.placement.optimiser.multipliers import Multipliers
from posada.placement.optimiser.optimise import optimise
from posada.placement.optimiser.part import placed, program
from posada.placement.optimiser.preprocessing import fits_alone, nobody_placed
from posada.placement.optimiser.prices import find_prices
from posada.placement.optimiser.relaxation import tighten
from posada.placement.optimiser.worth import faults

Points = NDArray[np.float64]

RULES = ("potentials", "minimum_discord", "greedy")
"""The rules on offer: `greedy` looks at the batch alone."""
BATCH_GAP = 1e-3
"""A batch is solved to this share of what its families could have at best: the futures are known less well."""
BATCH_NODES = 100
WHOLE_BATCH_PAIRS, LARGE_BATCH_WORK = 1_500, 40
"""A batch with more pairs is no longer solved in one piece, but part by part, at most so many."""
FEWEST_IN_SAMPLES = 3_000
"""Futures are priced together while they have no more families than this; one is always looked at."""

EXACT_PRICE_PAIRS = 1_500
"""With at most so many pairs the linear program is solved exactly: few families do not smooth it by themselves."""

FINE = 1_000
"""Amounts are priced in thousandths of a unit. Of each there is one more than is left, so that where room and
need are equal the price is what more room is worth, not what less of it would cost: nobody waits for nothing."""


def futures_to_price(samples: int, families: float) -> int:
    """How many futures of about so many families are priced together: late in the year all, early fewer.

    A long future tells prices as well as several short ones.

    >>> futures_to_price(5, 2000), futures_to_price(5, 1000), futures_to_price(5, 100)
    (1, 3, 5)
    """
    return max(1, min(samples, int(FEWEST_IN_SAMPLES // max(1.0, families))))


def price_futures(
    batch: Families, futures: Sequence[Families], left: Units, start: Multipliers | None = None
) -> Multipliers:
    """What a thousandth of each remaining capacity is worth to the batch and those who come after it.

    The futures, each with the batch before it, share as many times the remaining capacity: the prices are those
    of the linear program of the average future.

    >>> here = Families.plain([[5, 4]], need=[[1]])
    >>> later = Families.plain([[9, 0]], need=[[1]])
    >>> prices = price_futures(here, [later], np.array([[1], [1]]))
    >>> bool(unit_prices(prices)[0, 0] > 1)
    True
    """
    everybody = joined([part for future in futures for part in (future, batch)])
    alone = fits_alone(_instance(everybody, everybody.score, left))
    together = replace(
        alone, need=alone.need * FINE, capacity=np.where(left > 0, left * len(futures) * FINE + 1, 0)
    )
    found = find_prices(together, start=start)
    if int(together.allowed.sum()) > EXACT_PRICE_PAIRS:
        return found
    everything = 2.0 * float(np.abs(together.value).max(initial=0)) + 1.0
    return tighten(together, found, within=everything).multipliers


def unit_prices(at: Multipliers) -> Points:
    """What a unit of each capacity is worth (places × resources)."""
    prices: Points = FINE * at.capacity
    return prices


def after_prices(batch: Families, prices: Points) -> Points:
    """The scores of the batch less what its needs cost at each place.

    >>> after_prices(Families.plain([[5, 4]], need=[[1]]), np.array([[3.0], [0.0]])).tolist()
    [[2.0, 4.0]]
    """
    reduced: Points = batch.score - batch.need @ prices.T
    return reduced


def votes(batch: Families, sample_prices: Sequence[Points]) -> Points:
    """In how many sampled futures the best plan, seen afterwards, has a family at a place.

    A plan for hindsight has nearly every family where its score after prices is best.

    >>> free = np.zeros((2, 1))
    >>> votes(Families.plain([[5, 4], [1, 2]], need=[[1], [1]]), [free, free]).tolist()
    [[2.0, 0.0], [0.0, 2.0]]
    """
    counted = np.zeros(batch.score.shape)
    for prices in sample_prices:
        reduced = np.where(batch.allowed, after_prices(batch, prices), -np.inf)
        best = reduced.argmax(axis=1)
        wanted = np.flatnonzero(reduced.max(axis=1, initial=-np.inf) > 0)
        counted[wanted, best[wanted]] += 1.0
    return counted


def by_votes(batch: Families, sample_prices: Sequence[Points]) -> Points:
    """What the rule of minimum discord maximises: votes first, then the mean score after prices.

    Where no future has a family at a place, it may go there only in the last resort: a vote outweighs any score.
    """
    mean = np.mean([after_prices(batch, prices) for prices in sample_prices], axis=0)
    reach = 2.0 * float(np.abs(np.where(batch.allowed, mean, 0.0)).max(initial=0.0)) + 1.0
    ranked: Points = votes(batch, sample_prices) * reach + mean
    return ranked


def place_batch(batch: Families, worth: Points, left: Units, apart: Units) -> Units:
    """The place of each family of a batch, so that the worths add up to the most within what is left.

    A family goes nowhere that is worth nothing; `apart` has pairs of the batch who must not meet.

    >>> two = Families.plain([[5, 3], [4, 0]], need=[[1], [1]])
    >>> place_batch(two, two.score.astype(float), np.array([[1], [1]]), np.zeros((0, 2), dtype=np.int64)).tolist()
    [1, 0]
    """
    unit = 1e6 / max(1.0, float(np.abs(np.where(batch.allowed, worth, 0.0)).max(initial=0.0)))
    value = np.rint(worth * unit).astype(np.int64)
    instance = fits_alone(_instance(batch, value, left, apart=apart, barred=value <= 0))
    wish = _best_places(instance)
    if not faults(instance, wish):
        return wish
    if int(instance.allowed.sum()) > WHOLE_BATCH_PAIRS:
        return optimise(instance, gap=BATCH_GAP, work=LARGE_BATCH_WORK).place
    family, place = np.nonzero(instance.allowed)
    part = program(instance, nobody_placed(instance), family.astype(np.int64), place.astype(np.int64))
    most = float(np.where(instance.allowed, instance.value, 0).max(axis=1).sum())
    found = maximise(part, gap=BATCH_GAP * most, nodes=BATCH_NODES)
    if found.values is None:
        return nobody_placed(instance)
    return placed(instance, nobody_placed(instance), part, found.values)


def backlog_cost(batch: Families, backlog: Points, pace: Points, price: float) -> Points:
    """What a family pays at each place for the work that waits there already (families × places).

    It is the price for each unit of the first resource and each batch of time that the place is behind: the
    units in its backlog over those that it works off in a batch.

    >>> one = Families.plain([[5, 5]], need=[[2]])
    >>> backlog_cost(one, np.array([3.0, 0.0]), np.array([1.5, 1.0]), price=0.5).tolist()
    [[2.0, 0.0]]
    """
    behind = backlog / np.where(pace > 0, pace, 1.0)
    return price * np.outer(batch.need[:, 0], behind)


def _instance(
    families: Families,
    value: NDArray[np.signedinteger],
    left: Units,
    *,
    apart: Units | None = None,
    barred: NDArray[np.bool_] | None = None,
) -> Instance:
    """The families as a problem in whole numbers."""
    allowed = families.allowed if barred is None else families.allowed & ~barred
    foes = np.zeros((0, 2), dtype=np.int64) if apart is None else apart
    return Instance.plain(value, families.need, left, allowed=allowed, apart=foes)


def _best_places(instance: Instance) -> Units:
    """Where each family is worth most, `WAITS` where it may go nowhere."""
    value = np.where(instance.allowed, instance.value, 0)
    best = value.argmax(axis=1)
    return np.where(value[np.arange(len(best)), best] > 0, best, WAITS)
