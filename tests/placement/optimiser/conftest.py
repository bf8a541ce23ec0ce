"""Invented instances of every shape, and the best plan of a small one by trying all."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from posada.placement.optimiser.instance import Floor, Instance, Soft
from posada.placement.optimiser.worth import faults, worth

Invent = Callable[..., Instance]


def _invent(
    seed: int,
    *,
    families: int = 6,
    places: int = 3,
    resources: int = 2,
    rich: bool = True,
    by_place: bool = False,
    tight: float = 0.6,
) -> Instance:
    """An instance drawn from a seed; a `rich` one may have every rule there is."""
    draw = np.random.default_rng(seed)
    value = draw.integers(-5, 60, size=(families, places))
    shape = (families, places, resources) if by_place else (families, resources)
    need = draw.integers(0, 4, size=shape)
    total = need.max(axis=1).sum(axis=0) if by_place else need.sum(axis=0)
    capacity = (
        np.floor(draw.dirichlet(np.full(places, 3.0), size=resources).T * total * tight).astype(int) + 1
    )
    others: dict[str, object] = {"allowed": draw.random((families, places)) < 0.8}
    if rich:
        minimum = np.where(draw.random(capacity.shape) < 0.4, draw.integers(0, 4, size=capacity.shape), 0)
        others["minimum"] = minimum
        others["shortfall_price"] = np.where(minimum > 0, draw.integers(0, 30, size=capacity.shape), 0)
        group = np.sort(draw.choice(families, size=max(1, families // 2), replace=False))
        points = draw.integers(0, 9, size=(len(group), places))
        others["floors"] = (
            Floor(group, points, int(draw.integers(0, 9 * len(group))), int(draw.integers(1, 9))),
        )
        pairs = draw.permutation(families)[: 4 * (families // 4)].reshape(-1, 4)
        others["apart"] = pairs[:, :2]
        others["together"] = np.column_stack([pairs[:, 2:], draw.integers(0, 25, size=len(pairs))])
        cells = tuple((int(place), 0) for place in draw.permutation(places)[:2])
        others["soft"] = (Soft(cells, int(draw.integers(1, 20))),)
    return Instance.plain(value, need, capacity, **others)


def _best_of_all(instance: Instance) -> int | None:
    """The worth of the best plan among all, or None if every plan breaks a rule."""
    found = None
    for choice in itertools.product(range(-1, instance.places), repeat=instance.families):
        plan = np.array(choice, dtype=np.int64)
        if not faults(instance, plan):
            value = worth(instance, plan)
            found = value if found is None else max(found, value)
    return found


@pytest.fixture(scope="session")
def invent() -> Invent:
    """A maker of instances: `invent(seed, families=6, places=3, rich=True, by_place=False)`."""
    return _invent


@pytest.fixture(scope="session")
def best_of_all() -> Callable[[Instance], int | None]:
    """The worth of the best plan, found by trying all of them."""
    return _best_of_all


@pytest.fixture(scope="session")
def any_plan() -> Callable[[Instance, int], NDArray[np.int64]]:
    """A plan that keeps every hard rule but is good for nothing: families enter in a drawn order."""

    def draw_plan(instance: Instance, seed: int) -> NDArray[np.int64]:
        draw = np.random.default_rng(seed)
        plan = np.full(instance.families, -1, dtype=np.int64)
        for family in draw.permutation(instance.families).tolist():
            plan[family] = draw.integers(-1, instance.places)
            if faults(instance, plan):
                plan[family] = -1
        return plan

    return draw_plan
