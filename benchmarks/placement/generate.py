"""Invented relocation programmes of any size, as arrays: families, places, six resources, expected jobs.

The shape follows what resettlement agencies publish: families of one to seven; beds, school seats, jobs,
infant places, interpreters and medical places; places of very different size; about one pair in twelve barred.
A family's score at a place is the number of jobs its adults may expect there, in points of a hundredth of a
job, and a hundred points for each person who is placed at all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Units = NDArray[np.int64]

RESOURCES = ("beds", "school", "jobs", "infants", "language", "medical")
MILLI = 1_000
POINTS_PER_PERSON = 100
SHORTFALL_PRICE = 200 * MILLI
"""Milli-points for each person short of what a place asks for."""


@dataclass(frozen=True, slots=True)
class Programme:
    """The arrays of a programme; `score` is in milli-points, `expected` the part of it that is expected jobs."""

    score: Units
    expected: Units
    allowed: NDArray[np.bool_]
    need: Units
    capacity: Units
    minimum: Units

    def outcome(self, place: Units) -> int:
        """The expected jobs of a plan, in thousandths of a hundredth."""
        placed = np.flatnonzero(place >= 0)
        return int(self.expected[placed, place[placed]].sum())


def families(count: int, random: np.random.Generator) -> tuple[Units, Units]:
    """The needs of families (families × resources), and how many adults each has."""
    size = random.choice(np.arange(1, 8), size=count, p=[0.38, 0.20, 0.16, 0.12, 0.08, 0.04, 0.02])
    adults = np.where(size == 1, 1, np.where(random.random(count) < 0.7, 2, 1))
    children = np.maximum(size - adults, 0)
    infants = random.binomial(children, 0.3)
    school = children - infants
    jobs = np.maximum(1, adults - (random.random(count) < 0.3))
    language = np.where(random.random(count) < 0.3, size, 0)
    medical = (random.random(count) < 0.08).astype(np.int64)
    return np.stack([size, school, jobs, infants, language, medical], axis=1).astype(np.int64), adults


def generate(count: int, places: int, *, seed: int = 0, minimums: bool = True) -> Programme:
    """A programme with so many families and places; the same seed gives the same programme."""
    random = np.random.default_rng(seed)
    need, adults = families(count, random)
    share = random.dirichlet(np.full(places, 4.0))
    mix = random.dirichlet(np.full(places, 60.0), size=len(RESOURCES)).T * places
    tightness = random.uniform(1.06, 1.25, size=len(RESOURCES))
    capacity = np.floor(share[:, None] * mix * need.sum(axis=0) * tightness).astype(np.int64)
    factors = random.normal(size=(places, 4)).astype(np.float32)
    level = random.normal(size=places).astype(np.float32) * 0.5
    score = np.empty((count, places), dtype=np.int32)
    expected = np.empty((count, places), dtype=np.int32)
    allowed = np.empty((count, places), dtype=bool)
    barred = random.uniform(0.0, 0.17, size=places)
    for first in range(0, count, 65_536):
        rows = slice(first, min(count, first + 65_536))
        many = rows.stop - first
        latent = random.normal(size=(many, 4)).astype(np.float32)
        chance = 1 / (1 + np.exp(0.9 - 0.6 * latent @ factors.T - level))
        jobs = np.rint(chance * adults[rows, None] * 100 * MILLI)
        expected[rows] = jobs
        score[rows] = jobs + POINTS_PER_PERSON * MILLI * need[rows, :1]
        allowed[rows] = random.random((many, places)) >= barred
    minimum = np.zeros_like(capacity)
    if minimums:
        minimum[:, 0] = (share * need[:, 0].sum() * 0.5).astype(np.int64)
    return Programme(score, expected, allowed, need, capacity, np.minimum(minimum, capacity))


def agency(count: int, places: int, resources: int, *, seed: int = 0) -> Programme:
    """A year of a small agency: a third of the pairs barred, capacities a tenth above what came last year."""
    random = np.random.default_rng(seed)
    size = random.choice(np.arange(1, 9), size=count, p=[0.3, 0.16, 0.14, 0.14, 0.12, 0.08, 0.04, 0.02])
    children = random.binomial(np.maximum(size - 1, 0), 0.5)
    elders = random.binomial(size - children, 0.05)
    need = np.stack([size, children, elders], axis=1)[:, :resources].astype(np.int64)
    share = random.dirichlet(np.full(places, 2.0))
    capacity = np.ceil(share[:, None] * need.sum(axis=0) * 1.1).astype(np.int64)
    chance = 1 / (
        1 + np.exp(1.2 - random.normal(size=(count, 1)) - 0.5 * random.normal(size=(count, places)))
    )
    expected = np.rint(chance * np.maximum(1, size - children)[:, None] * 100 * MILLI).astype(np.int64)
    allowed = random.random((count, places)) >= 0.36
    return Programme(expected, expected, allowed, need, capacity, np.zeros_like(capacity))
