"""How full a plan makes every place: the most in use of each resource, period by period."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from posada.placement.occupancy import Offer, days_of
from posada.placement.problem import Problem
from posada.programme.tables import Load

Units = NDArray[np.int64]
Points = NDArray[np.float64]


def loads(problem: Problem, prices: Points, place_of_case: Units) -> tuple[Load, ...]:
    """A row for each period in which a place offers the same amount of a resource.

    Rows of capacities.csv that overlap add up, so a period may be shorter than each of them. A day on which
    nothing is offered has a row only if something is in use.
    """
    starts_on = problem.programme.settings.starts_on
    price_on: dict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    for limit, price in zip(problem.limits, prices.tolist(), strict=True):
        price_on[limit.place, limit.offer.resource].append((limit.day, price))
    rows = []
    for offer in problem.offers:
        use = daily_use(problem, place_of_case, offer.place, offer.resource)
        for first, last in periods(offer):
            most = int(use[first : last + 1].max())
            if most or offer.daily[first]:
                priced = price_on[offer.place, offer.resource]
                rows.append(
                    Load(
                        place_id=problem.places[offer.place].place_id,
                        resource_id=problem.programme.resources[offer.resource].resource_id,
                        from_on=starts_on + dt.timedelta(first) if first else None,
                        until_on=starts_on + dt.timedelta(last) if last + 1 < len(offer.daily) else None,
                        amount=int(offer.daily[first]),
                        used=most,
                        price=round(sum(price for day, price in priced if first <= day <= last), 3),
                    )
                )
    return tuple(rows)


def periods(offer: Offer) -> Iterator[tuple[int, int]]:
    """The first and last day of each period with the same amount on every day.

    >>> list(periods(Offer(0, 0, True, 0.0, np.array([80, 80, 110]))))
    [(0, 1), (2, 2)]
    """
    changes = (np.flatnonzero(np.diff(offer.daily)) + 1).tolist()
    return zip([0, *changes], [change - 1 for change in [*changes, len(offer.daily)]], strict=True)


def daily_use(problem: Problem, place_of_case: Units, place: int, resource: int) -> Units:
    """The units in use at a place on each day of the programme."""
    there = place_of_case[problem.case_of] == place
    units = problem.stays.units[there, resource]
    days = days_of(problem.programme)
    change = np.zeros(days + 1, dtype=np.int64)
    np.add.at(change, problem.stays.first_day[there, place], units)
    np.add.at(change, problem.stays.last_day[there, resource, place] + 1, -units)
    return np.cumsum(change)[:days]
