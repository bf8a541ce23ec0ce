"""Which resource of which place holds the plan back most: found by solving again with more of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from math import ceil

from posada.placement.instance_of import instance_of
from posada.placement.ledger import fill, worth
from posada.placement.optimiser import optimise
from posada.placement.problem import Problem, build
from posada.placement.result import Placement
from posada.programme import Programme
from posada.programme.tables import Bottleneck, Capacity

LEAST_UNITS = 10
GROWTH_SHARE = 0.1
"""A place is asked for a tenth more of a resource, and for no fewer than `LEAST_UNITS`."""


def find_bottlenecks(
    programme: Programme,
    placement: Placement,
    *,
    most: int = 3,
    units: int | None = None,
    gap: float = 1e-3,
) -> tuple[Bottleneck, ...]:
    """The hard resources of which a little more would change most, with what it would change.

    Those with the highest price times added units are tried, each alone; the count of people is that of a
    whole plan, solved again from the present one. Both plans are within their gap of the best, so a difference
    of a few people can be chance.

    Parameters
    ----------
    programme, placement:
        the programme, and the plan that `place` made of it.
    most:
        how many are tried.
    units:
        units to add (None: a tenth of what there is, in tens, but at least ten).
    gap:
        as for `place`.

    Examples
    --------
    >>> from posada.placement import place
    >>> from posada.placement.__main__ import tiny_programme
    >>> programme = tiny_programme()
    >>> for row in find_bottlenecks(programme, place(programme), most=1):
    ...     print(row.units_added, row.resource_id, row.place_id, row.people_more)
    10 beds leon 1
    """
    found = [
        _solved_again(programme, placement, place_id, resource_id, added, gap)
        for place_id, resource_id, added in candidates(placement.problem, placement, units=units)[:most]
    ]
    changing = [row for row in found if row.people_more > 0 or row.score_more > 0]
    return tuple(
        sorted(changing, key=lambda row: (-row.people_more, -row.score_more, row.place_id, row.resource_id))
    )


def candidates(problem: Problem, placement: Placement, *, units: int | None) -> list[tuple[str, str, int]]:
    """The hard resources that have a price, by price times units, highest first."""
    price_of: dict[tuple[int, int], float] = defaultdict(float)
    amount_of: dict[tuple[int, int], int] = defaultdict(int)
    for limit, price in zip(problem.limits, placement.prices.tolist(), strict=True):
        if limit.offer.hard:
            key = limit.place, limit.offer.resource
            price_of[key] += price
            amount_of[key] = max(amount_of[key], limit.amount)
    ranked = []
    for (place, resource), price in price_of.items():
        if price > 1e-6:
            added = units or more_units(amount_of[place, resource])
            ids = problem.places[place].place_id, problem.programme.resources[resource].resource_id
            ranked.append((-price * added, *ids, added))
    return [(place_id, resource_id, added) for _, place_id, resource_id, added in sorted(ranked)]


def more_units(amount: int) -> int:
    """A tenth more, in tens, but at least ten.

    >>> more_units(38), more_units(400), more_units(401)
    (10, 40, 50)
    """
    return max(LEAST_UNITS, ceil(amount * GROWTH_SHARE / 10) * 10)


def _solved_again(
    programme: Programme, placement: Placement, place_id: str, resource_id: str, added: int, gap: float
) -> Bottleneck:
    """What a plan with more of a resource at a place has over the present one."""
    more = (*programme.capacities, _more_of(programme, place_id, resource_id, added))
    problem = build(replace(programme, capacities=more), keep=placement.keep)
    counted = instance_of(problem)
    same = counted.limit_cells == placement.counted.limit_cells
    plan = optimise(
        counted.instance,
        gap=gap,
        start=placement.place_of_case,
        prices=placement.plan.multipliers if same else None,
        seed=programme.settings.seed,
    )
    place_of_case = fill(problem, plan.place)
    people = int(problem.case_people[place_of_case >= 0].sum())
    before = int(problem.case_people[placement.place_of_case >= 0].sum())
    return Bottleneck(
        place_id=place_id,
        resource_id=resource_id,
        units_added=added,
        people_more=people - before,
        score_more=round(worth(problem, place_of_case).total - placement.objective, 6),
    )


def _more_of(programme: Programme, place_id: str, resource_id: str, added: int) -> Capacity:
    """So many units more from the first to the last day on which the place offers any."""
    rows = [row for row in programme.capacities if (row.place_id, row.resource_id) == (place_id, resource_id)]
    firsts, lasts = [row.from_on for row in rows], [row.until_on for row in rows]
    return Capacity(
        place_id=place_id,
        resource_id=resource_id,
        amount=added,
        from_on=min((day for day in firsts if day is not None), default=None) if None not in firsts else None,
        until_on=max((day for day in lasts if day is not None), default=None) if None not in lasts else None,
    )
