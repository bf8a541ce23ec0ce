"""Many runs of one conflict as bands by place and day, beside what was reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from posada.movement import Flows, Validation, validate
from posada.movement.check import check
from posada.movement.ensemble import Ensemble, Runner, ensemble
from posada.movement.network import Flags, Floats
from posada.movement.result import reports_untold_at_end, total_is_untold
from posada.movement.rows import TOTAL, FleeFolder
from posada.movement.telling import Untold, few, untold_people, whole_is_untold
from posada.programme.tables import PlaceDay, TrivialRule

QUANTILES = (0.1, 0.5, 0.9)


class Ends(NamedTuple):
    """The low end, the middle and the high end of a number over the runs on the last day."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictBands:
    """Bands of the people by day and place and of their sums, how near the middle is to the reports, faults found.

    All numbers are exact; `untold` and `told_reports` say which of them may leave.
    """

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
    set_out: Ends
    in_camps: Ends
    on_the_road: Floats
    """The low end, the middle and the high end by day."""
    reported: dict[str, Floats]
    validation: Validation | None
    faults: tuple[str, ...]

    @property
    def camps(self) -> tuple[str, ...]:
        """The camps whose people were counted, in the order of locations.csv."""
        return tuple(it.name for it in self.folder.locations if it.is_camp and it.name in self.reported)

    def rows(self) -> dict[str, tuple[PlaceDay, ...] | tuple[TrivialRule, ...]]:
        """The answer as rows by table name; what must not be told is left out."""
        return {"place_days": tuple(self._place_days()), "trivial_rules": self._trivial_rules()}

    def days_of_reports(self, place: str) -> list[int]:
        """The days on which people in a place were counted, in order."""
        counted = next((row for row in self.folder.counted if row.name == place), None)
        found = {} if counted is None else {it.day for reports in counted.reports for it in reports}
        return sorted(day for day in found if 0 <= day < self.folder.days)

    def untold(self) -> Untold:
        """By day what must not be told of the people of the model: what is few, and what is withheld beside it."""
        is_camp = np.array([place.is_camp for place in self.folder.locations])
        untold = untold_people(self.middle, self.on_the_road[1], is_camp)
        return untold._replace(set_out=untold.set_out | total_is_untold(self.reported))

    def told_reports(self, place: str) -> dict[int, float | None]:
        """What was reported of a place by day of report; None where it must not be told.

        Of a place that is withheld at the end the last report is withheld, as it is what stands there at the end.
        """
        days, people = self.days_of_reports(place), self.reported[place]
        found = {day: None if few(people[day]) else float(people[day]) for day in days}
        if days and place in self.reports_untold():
            found[days[-1]] = None
        return found

    def reports_untold(self) -> frozenset[str]:
        """The places whose people reported on the last day must not be told."""
        return reports_untold_at_end(self.folder, self.reported)

    def reported_in_camps(self) -> tuple[float, bool]:
        """The people reported in all camps on the last day, and whether that must not be told."""
        each = np.array([float(self.reported[name][-1]) for name in self.camps])
        return float(each.sum()), bool(whole_is_untold(each))

    def days_of_small_reports(self) -> Flags:
        """The days on which few people were in some place, by its reports or the line between two."""
        places = [people for name, people in self.reported.items() if name != TOTAL]
        return np.asarray(few(np.array(places)).any(axis=0)) if places else np.zeros(self.folder.days, bool)

    def _place_days(self) -> list[PlaceDay]:
        found = []
        untold = self.untold().places
        for at, place in enumerate(self.folder.locations):
            reports = self.told_reports(place.name) if place.name in self.reported else {}
            for day in range(self.folder.days):
                low, middle, high = (
                    _told(band[day, at], is_untold=bool(untold[day, at]))
                    for band in (self.low, self.middle, self.high)
                )
                told = reports.get(day)
                found.append(
                    PlaceDay(
                        place=place.name,
                        on=self.folder.starts_on + dt.timedelta(day),
                        kind=place.kind,
                        people_lo=low,
                        people_mid=middle,
                        people_hi=high,
                        reported=None if told is None else round(told),
                        is_report=day in reports,
                    )
                )
        return found

    def _trivial_rules(self) -> tuple[TrivialRule, ...]:
        """The differences from the reports: those of shares, then those of counts."""
        found = self.validation
        if found is None:
            return ()
        shares = {
            "model": found.rescaled,
            "leak_free": found.leak_free,
            "equal": found.equal,
            "capacity": found.capacity,
            "frozen": found.frozen,
            **_known(found, "measured", "measured_leak_free"),
        }
        counts = {"model": found.ours, **_known(found, "measured_counts", "published")}
        return tuple(
            TrivialRule(rule=rule, what=what, value=round(value, 4))
            for what, values in (("share_difference", shares), ("count_difference", counts))
            for rule, value in values.items()
        )


def _known(found: Validation, *names: str) -> dict[str, float]:
    """The figures of Flee by rule, as far as they are known."""
    peers = found.peers._asdict()
    return {f"flee_{name}": peers[name].value for name in names if peers[name] is not None}


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
    is_camp = np.array([place.is_camp for place in folder.locations])
    middles = _flows(runs, middle, np.median(runs.on_the_road, axis=0), np.median(runs.set_out, axis=0))
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
        set_out=_ends(runs.set_out[:, -1]),
        in_camps=_ends(runs.counts[:, -1, is_camp].sum(axis=1, dtype=float)),
        on_the_road=np.quantile(runs.on_the_road, QUANTILES, axis=0),
        reported=runs.reported,
        validation=validate(middles) if middles.camps else None,
        faults=tuple(_faults_of_first(runs)),
    )


def _ends(people: NDArray[np.floating[Any]]) -> Ends:
    return Ends(*np.quantile(people, QUANTILES).tolist())


def _faults_of_first(runs: Ensemble) -> list[str]:
    """What the check finds in the first run, counted again by other code."""
    first = _flows(runs, runs.counts[0].astype(float), runs.on_the_road[0], runs.set_out[0])
    return check(runs.folder, first.rows(), first.on_the_road.tolist(), first.set_out.tolist())


def _flows(runs: Ensemble, counts: Floats, on_the_road: Floats, set_out: Floats) -> Flows:
    return Flows(
        runs.folder, runs.engine, runs.compat, runs.seed, counts, on_the_road, set_out, runs.reported
    )


def _told(people: float, *, is_untold: bool) -> int | None:
    """A count as it may be told: whole, and not at all where there are few or it would tell of few."""
    return None if is_untold or few(np.asarray(people)) else round(float(people))
