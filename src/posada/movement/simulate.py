"""The movement of people in a conflict, day by day, by one of three engines that share one description of a day."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from posada.movement.individual import run_individual
from posada.movement.mean_field import run_mean_field
from posada.movement.network import Floats
from posada.movement.population import run_population
from posada.movement.result import Flows
from posada.movement.rows import FleeFolder
from posada.movement.series import counted_by_day
from posada.movement.transition import Transition, transition_of

ENGINES = ("population", "individual", "mean_field")
LOADING_PAYS_FROM = 25_000
"""Days times places from which one run in counts takes longer than loading numba; runs of persons always do."""


def simulate(folder: FleeFolder, *, engine: str = "population", compat: str = "", seed: int = 0) -> Flows:
    """People by place and day, as they would move by the rules and settings of a folder.

    Parameters
    ----------
    engine
        "population" moves counts by chance, at a cost that does not grow with people. "individual" moves each
        person, one after the other. "mean_field" gives expected counts, without chance.
    compat
        "" does what the files say. "flee" does what Flee 3.1 makes of them.
    seed
        The same seed gives the same answer.

    >>> from posada.movement.example import example
    >>> print(simulate(example(), seed=1).summary())
    example: 40 days from 2021-01-01, engine population, as the files say.
    People who set out: 6,850. In camps at the end: ...
    Camp North: ... (reported: 4,405)
    Camp South: ... (reported: 2,445)
    """
    if engine not in ENGINES:
        raise ValueError(f"engine: must be one of {', '.join(ENGINES)}, got {engine!r}.")
    if seed < 0:
        raise ValueError(f"seed: must be at least 0, got {seed}.")
    compiled = engine == "individual" or folder.days * len(folder.locations) >= LOADING_PAYS_FROM
    return flows_of(transition_of(folder, compat), engine=engine, seed=seed, compiled=compiled)


def flows_of(
    transition: Transition, *, engine: str = "population", seed: int = 0, compiled: bool = True
) -> Flows:
    """The flows of a conflict whose days are ready, so that many runs share the work of making them.

    With `compiled` numba is used where it is installed; the answer is the same.
    """
    folder = transition.folder
    run = run_of(transition, engine=engine, seed=seed, compiled=compiled)
    return Flows(
        folder, engine, "flee" if transition.compat else "", seed, *run, reported=counted_by_day(folder)
    )


class Run(NamedTuple):
    """People by day and place; on roads, and who set out so far, by day."""

    counts: Floats
    on_the_road: Floats
    set_out: Floats


def run_of(
    transition: Transition, *, engine: str, seed: int | np.random.SeedSequence, compiled: bool = True
) -> Run:
    """One run of a conflict whose days are ready, by the engine of this name."""
    if engine == "individual":
        people = run_individual(transition, seed=seed, compiled=compiled)
        return Run(people.counts, people.on_the_road, people.counts.sum(axis=1) + people.on_the_road)
    run = (
        run_mean_field(transition, compiled=compiled)
        if engine == "mean_field"
        else run_population(transition, seed=seed, compiled=compiled)
    )
    return Run(run.counts, np.maximum(run.on_the_road, 0.0), run.set_out)
