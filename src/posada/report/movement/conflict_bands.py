"""Many runs of one conflict as bands by place and day, beside what was reported."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from posada.movement import Flows, Validation, validate
from posada.movement.check import check
from posada.movement.network import Floats
from posada.movement.rows import FleeFolder
from posada.movement.simulate import flows_of
from posada.movement.transition import transition_of
from posada.programme.tables import PlaceDay, TrivialRule

QUANTILES = (0.1, 0.5, 0.9)
FEW = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictBands:
    """Bands of the people by day and place, their mean, how near it comes to the reports, and faults found."""

    folder: FleeFolder
    engine: str
    compat: str
    seed: int
    members: int
    draws: int
    low: Floats
    middle: Floats
    high: Floats
    mean: Flows
    validation: Validation | None
    faults: tuple[str, ...]

    def rows(self) -> dict[str, tuple[PlaceDay, ...] | tuple[TrivialRule, ...]]:
        """The answer as rows by table name; counts of fewer than ten people are left out."""
        return {"place_days": tuple(self._place_days()), "trivial_rules": self._trivial_rules()}

    def summary(self, lang: str = "en") -> str:
        """The answer in a few lines: people in camps, and how near that is to the reports."""
        parts = [self.mean.summary(lang), *([self.validation.summary(lang)] if self.validation else [])]
        return "\n\n".join(parts)

    def days_of_reports(self, place: str) -> list[int]:
        """The days on which people in a place were counted, in order."""
        counted = next((row for row in self.folder.counted if row.name == place), None)
        found = {} if counted is None else {it.day for reports in counted.reports for it in reports}
        return sorted(day for day in found if 0 <= day < self.folder.days)

    def _place_days(self) -> list[PlaceDay]:
        found = []
        for at, place in enumerate(self.folder.locations):
            reported = self.mean.reported.get(place.name)
            report_days = set(self.days_of_reports(place.name))
            for day in range(self.folder.days):
                low, middle, high = (_told(band[day, at]) for band in (self.low, self.middle, self.high))
                found.append(
                    PlaceDay(
                        place=place.name,
                        on=self.folder.starts_on + dt.timedelta(day),
                        kind=place.kind,
                        people_lo=low,
                        people_mid=middle,
                        people_hi=high,
                        reported=None if reported is None else round(float(reported[day])),
                        is_report=day in report_days,
                    )
                )
        return found

    def _trivial_rules(self) -> tuple[TrivialRule, ...]:
        found = self.validation
        if found is None:
            return ()
        named = {
            "model": found.ours,
            "model_scaled": found.rescaled,
            "leak_free": found.leak_free,
            "equal": found.equal,
            "capacity": found.capacity,
            "frozen": found.frozen,
        }
        return tuple(
            TrivialRule(rule=rule, what="difference", value=round(value, 4)) for rule, value in named.items()
        )


def conflict_bands(
    folder: FleeFolder,
    *,
    engine: str = "population",
    compat: str = "",
    members: int = 20,
    seed: int = 1,
    draws: Sequence[Mapping[str, float]] = (),
    told: Callable[[int, int], None] = lambda done, of: None,
) -> ConflictBands:
    """The bands of a conflict over many runs; without chance (mean_field) and draws one run is all there is.

    `draws` are settings by name, one draw of a posterior each: runs take them in turn, evenly over all. `told`
    hears how many of how many runs are done. The same seed gives the same bands.

    >>> from posada.movement.example import example
    >>> bands = conflict_bands(example(), members=3)
    >>> bool((bands.low <= bands.high).all()), bands.faults
    (True, ())
    """
    members = 1 if engine == "mean_field" and not draws else members
    seeds = np.random.SeedSequence(seed).generate_state(members)
    faults: list[str] = []
    counts, roads, first = [], [], None
    transition = transition_of(folder, compat)
    for done, of_run in enumerate(seeds):
        told(done, members)
        if draws:
            drawn = draws[done * len(draws) // members]
            transition = transition_of(_with_settings(folder, drawn), compat)
        flows = flows_of(transition, engine=engine, seed=int(of_run))
        first = first or flows
        counts.append(flows.counts)
        roads.append(flows.on_the_road)
        if not done:
            faults += check(folder, flows.rows(), list(flows.on_the_road), list(flows.set_out))
    told(members, members)
    assert first is not None
    stacked = np.stack(counts)
    low, middle, high = np.quantile(stacked, QUANTILES, axis=0)
    mean = dataclasses.replace(
        first, folder=folder, counts=stacked.mean(axis=0), on_the_road=np.mean(roads, axis=0)
    )
    return ConflictBands(
        folder=folder,
        engine=engine,
        compat=compat,
        seed=seed,
        members=members,
        draws=min(len(draws), members),
        low=low,
        middle=middle,
        high=high,
        mean=mean,
        validation=validate(mean) if mean.camps else None,
        faults=tuple(faults),
    )


def _with_settings(folder: FleeFolder, drawn: Mapping[str, float]) -> FleeFolder:
    """The folder with some of its settings changed."""
    values: dict[str, Any] = dict(drawn)
    return dataclasses.replace(folder, settings=dataclasses.replace(folder.settings, **values))


def _told(people: float) -> int | None:
    """A count as it may be told: whole, and not at all where there are few."""
    whole = round(float(people))
    return None if 0 < whole < FEW else whole
