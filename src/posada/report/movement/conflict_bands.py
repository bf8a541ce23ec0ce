"""Many runs of one conflict as bands by place and day, beside what was reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from posada.movement import Flows, Validation, validate
from posada.movement.check import check
from posada.movement.ensemble import Ensemble, Runner, ensemble
from posada.movement.network import Floats
from posada.movement.rows import FleeFolder
from posada.programme.disclosure import FEWEST_TOLD
from posada.programme.tables import PlaceDay, TrivialRule

QUANTILES = (0.1, 0.5, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictBands:
    """Bands of the people by day and place, their mean, how near it comes to the reports, and faults found."""

    folder: FleeFolder
    engine: str
    compat: str
    seed: int
    members: int
    draws: int
    count_error: float
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
        flee = {f"flee_{name}": peer.value for name, peer in found.peers._asdict().items() if peer}
        return tuple(
            TrivialRule(rule=rule, what="difference", value=round(value, 4))
            for rule, value in {**named, **flee}.items()
        )


def conflict_bands(
    folder: FleeFolder,
    *,
    engine: str = "population",
    compat: str = "",
    members: int = 20,
    seed: int = 1,
    draws: Sequence[Mapping[str, float]] = (),
    count_error: float = 0.0,
    workers: int = 1,
    run: Runner | None = None,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> ConflictBands:
    """The bands of a conflict over many runs; where nothing is left to chance, one run is all there is.

    `draws` are settings by name, one draw of a posterior each: runs take them in turn. `count_error` is by how much
    reports may be wrong. `workers` processes or `run` do the work, with the same bands for the same seed. `told`
    hears how many of how many runs are done.

    >>> from posada.movement.example import example
    >>> bands = conflict_bands(example(), members=3)
    >>> bool((bands.low <= bands.high).all()), bands.faults
    (True, ())
    """
    members = members if engine != "mean_field" or draws or count_error else 1
    told(0, members)
    runs = ensemble(
        folder, members=members, varied=draws, count_error=count_error, engine=engine, compat=compat, seed=seed,
        quantiles=QUANTILES, workers=workers, run=run, progress=told,
    )  # fmt: skip
    low, middle, high = np.stack([runs.band(place.name) for place in folder.locations], axis=2)
    mean = _mean_of(runs)
    return ConflictBands(
        folder=folder,
        engine=engine,
        compat=compat,
        seed=seed,
        members=members,
        draws=min(len(draws), members),
        count_error=count_error,
        low=low,
        middle=middle,
        high=high,
        mean=mean,
        validation=validate(mean) if mean.camps else None,
        faults=tuple(_faults_of_first(runs)),
    )


def _mean_of(runs: Ensemble) -> Flows:
    """The mean over all runs."""
    return _flows(
        runs,
        runs.counts.mean(axis=0, dtype=float),
        runs.on_the_road.mean(axis=0),
        runs.set_out.mean(axis=0),
    )


def _faults_of_first(runs: Ensemble) -> list[str]:
    """What the check finds in the first run, counted again by other code."""
    first = _flows(runs, runs.counts[0].astype(float), runs.on_the_road[0], runs.set_out[0])
    return check(runs.folder, first.rows(), first.on_the_road.tolist(), first.set_out.tolist())


def _flows(runs: Ensemble, counts: Floats, on_the_road: Floats, set_out: Floats) -> Flows:
    return Flows(
        runs.folder, runs.engine, runs.compat, runs.seed, counts, on_the_road, set_out, runs.reported
    )


def _told(people: float) -> int | None:
    """A count as it may be told: whole, and not at all where there are few."""
    whole = round(float(people))
    return None if 0 < whole < FEWEST_TOLD else whole
