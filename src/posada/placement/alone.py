"""The placement room alone: a plan kept or traded, other capacities tried, a year replayed, scores learned."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from posada.placement.arriving import Replay, replay_programme
from posada.placement.bottlenecks import find_bottlenecks
from posada.placement.certificates import write_certificate
from posada.placement.changes import Replan, replan
from posada.placement.learning import Learned, learn, read_outcomes
from posada.placement.optimiser.worth import worth
from posada.placement.place import place
from posada.placement.preferences import improve
from posada.placement.result import Placement
from posada.placement.standing import standing
from posada.programme import InputError, Mistake, Programme
from posada.programme.reading import read_table
from posada.programme.tables import Assignment, Capacity

Progress = Callable[[str], AbstractContextManager[object]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A placement made alone, its tables, and what is said of it in each language."""

    placement: Placement
    rows: dict[str, tuple[Any, ...]]
    told: Callable[[str], str]

    def write_certificate(self, folder: Path) -> None:
        """Write the proof of what is in the tables."""
        write_certificate(self.placement, folder)

    def summary(self, lang: str) -> str:
        """What was decided, in a few lines."""
        return self.told(lang)


def place_alone(
    programme: Programme, *, keep: Path | None, preferences: bool, progress: Progress = nullcontext
) -> Placed:
    """Who goes where, with a published plan kept or not, and with trades by people's own rankings or not."""
    kept = () if keep is None else read_assignments(programme, keep)
    with progress("placement"):
        placed = place(programme, keep=kept)
        rows = {**placed.rows(), "bottlenecks": find_bottlenecks(programme, placed)}
    if not preferences:
        return Placed(placed, rows, placed.summary)
    with progress("preferences"):
        traded = improve(programme, placed.assignments, keep=kept, prices=placed.prices)
    rows |= {"assignments": traded.assignments, "waiting": traded.waiting}
    there = standing(placed.problem, traded.assignments, asked="")
    plan = replace(placed.plan, place=there, worth=worth(placed.counted.instance, there))
    return Placed(
        replace(placed, plan=plan), rows, lambda lang: f"{placed.summary(lang)}\n{traded.summary(lang)}"
    )


def place_again(
    programme: Programme,
    published: Path,
    capacities: Path,
    *,
    tell_bound: Callable[[float], None] | None = None,
    progress: Progress = nullcontext,
) -> Replan:
    """The plan after a change of capacities, beside the published one."""
    kept, changed = read_assignments(programme, published), read_capacities(programme, capacities)
    with progress("placement"):
        return replan(programme, kept, capacities=changed, tell_bound=tell_bound)


def replay_placement(programme: Programme, *, progress: Progress = nullcontext) -> Replay:
    """The share of hindsight that is reached if the households are placed week by week as they get ready."""
    with progress("placement"):
        return replay_programme(programme)


def learn_scores(programme: Programme, outcomes: Path) -> Learned:
    """Scores of today's households learned from a file of past outcomes, as `[learning]` allows."""
    settings = programme.settings.learning
    return learn(
        programme,
        read_outcomes(outcomes),
        allow=settings.uses,
        reason=settings.because,
        seed=programme.settings.seed,
    )


def read_assignments(programme: Programme, path: Path) -> tuple[Assignment, ...]:
    """The assignments in a file; raises InputError if they name what the programme does not have."""
    rows: tuple[Assignment, ...] = read_table("assignments", path)
    known = {
        "household_id": {row.household_id for row in programme.households},
        "place_id": {row.place_id for row in programme.places},
    }
    _must_be_known(path, rows, known)
    return rows


def read_capacities(programme: Programme, path: Path) -> tuple[Capacity, ...]:
    """The capacities in a file; raises InputError if they name what the programme does not have."""
    rows: tuple[Capacity, ...] = read_table("capacities", path)
    known = {
        "place_id": {row.place_id for row in programme.places},
        "resource_id": {row.resource_id for row in programme.resources},
    }
    _must_be_known(path, rows, known)
    return rows


def _must_be_known(path: Path, rows: Sequence[Any], known: dict[str, set[str]]) -> None:
    """Raise InputError for each id that is none of the programme's; ids of households are not repeated."""
    mistakes = [
        Mistake(path.name, number, column, f"must be a {column} of the programme.")
        for number, row in enumerate(rows, start=2)
        for column, ids in known.items()
        if getattr(row, column) not in ids
    ]
    if mistakes:
        raise InputError(mistakes)
