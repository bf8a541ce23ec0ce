"""A conflict as calibration sees it: how a run with other settings compares with what was reported on report days.

Days between two reports are drawn as straight lines in the validation of Flee. They are no data: what is fitted and
what is forecast is compared on days of reports only. The measure of Flee over all days is told beside it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from posada.movement.calibration.errors import distance
from posada.movement.mean_field import run_mean_field
from posada.movement.network import Floats, Ints
from posada.movement.rows import FleeFolder, Report
from posada.movement.series import counted_by_day
from posada.movement.settings import Settings
from posada.movement.transition import transition_of
from posada.movement.validation import mean_difference, without_capacities
from posada.programme.mistakes import InputError, Mistake

FEWEST_CAMPS, FEWEST_DAYS = 2, 3


@dataclass(frozen=True, slots=True, eq=False)
class Target:
    """A folder and its reports: people by day and camp, the days of reports, the camps' numbers among locations."""

    folder: FleeFolder
    camps: tuple[str, ...]
    numbers: Ints
    reported: Floats
    report_days: tuple[Ints, ...]
    """For each camp the days in the period on which somebody reported on it."""
    looks: Ints
    """Days on which somebody reported on any camp, and people were in camps."""
    told_capacity: Floats
    """The capacity of each camp in the files, also where the fit does not see it."""

    @property
    def name(self) -> str:
        """The name of the folder."""
        return self.folder.name

    def run(self, settings: Settings) -> Floats:
        """The expected people in each camp on each day under other settings."""
        folder = dataclasses.replace(self.folder, settings=settings)
        return np.asarray(run_mean_field(transition_of(folder)).counts[:, self.numbers])

    def run_as_flee(self) -> Floats:
        """The expected people by the settings of the folder and the rules of Flee 3.1."""
        return np.asarray(run_mean_field(transition_of(self.folder, "flee")).counts[:, self.numbers])

    def without_capacities(self) -> Target:
        """The same reports of a folder in which camps take everybody."""
        return dataclasses.replace(self, folder=without_capacities(self.folder))

    def distance(self, people: Floats) -> float:
        """The mean over report days of the distance of shares."""
        return float(distance(shares(people[self.looks]), shares(self.reported[self.looks])).mean())

    def rescaled_error(self, people: Floats) -> float:
        """The measure of Flee: the same over all days, those between reports too."""
        total = self.reported.sum(axis=1, keepdims=True)
        return mean_difference(shares(people) * total, self.reported)


def shares(people: Floats) -> Floats:
    """The share of each camp in the people of a day; nothing on days without anybody.

    >>> shares(np.array([[1.0, 3.0], [0.0, 0.0]])).tolist()
    [[0.25, 0.75], [0.0, 0.0]]
    """
    total = people.sum(axis=-1, keepdims=True)
    return np.asarray(np.divide(people, total, out=np.zeros_like(people), where=total > 0))


def targets_of(folders: Sequence[FleeFolder], *, leak_free: bool) -> tuple[Target, ...]:
    """The folders with their reports, `leak_free` without capacities.

    Raises `InputError` with all folders that have too few reports, and where there is no folder or one twice.
    """
    names = [folder.name for folder in folders]
    mistakes = [
        Mistake(name, None, "", "must have a name that no folder before has.")
        for at, name in enumerate(names)
        if name in names[:at]
    ]
    if not folders:
        mistakes.append(Mistake("calibrate", None, "", "must have at least one folder, got none."))
    found = [_target(folder, mistakes, leak_free=leak_free) for folder in folders]
    if mistakes:
        raise InputError(mistakes)
    return tuple(found)


def _target(folder: FleeFolder, mistakes: list[Mistake], *, leak_free: bool) -> Target:
    by_day = counted_by_day(folder)
    numbers = [
        number for number, place in enumerate(folder.locations) if place.is_camp and place.name in by_day
    ]
    camps = tuple(folder.locations[number].name for number in numbers)
    days = {counted.name: _days_of(counted.reports, folder.days) for counted in folder.counted}
    reported = np.column_stack([by_day[camp] for camp in camps]) if camps else np.zeros((folder.days, 0))
    looks = np.unique(np.concatenate([np.zeros(0, np.int64), *(days[camp] for camp in camps)]))
    looks = looks[reported[looks].sum(axis=1) > 0]
    where = f"{folder.name}/source_data"
    if len(camps) < FEWEST_CAMPS:
        text = f"must hold reports on at least {FEWEST_CAMPS} camps of locations.csv, got {len(camps)}."
        mistakes.append(Mistake(where, None, "", text))
    elif len(looks) < FEWEST_DAYS:
        text = f"must hold reports of people in camps on at least {FEWEST_DAYS} days of the period, got {len(looks)}."
        mistakes.append(Mistake(where, None, "", text))
    if folder.settings.spawn_mode:
        text = "conflict_driven_spawning must be absent: the total comes from the reports, only its split is fitted."
        mistakes.append(Mistake(f"{folder.name}/{folder.settings_file}", None, "", text))
    used = without_capacities(folder) if leak_free else folder
    return Target(
        used,
        camps,
        np.array(numbers, np.int64),
        reported,
        tuple(days[camp] for camp in camps),
        looks,
        np.array([float(folder.locations[number].capacity) for number in numbers]),
    )


def _days_of(reports: Sequence[Sequence[Report]], length: int) -> Ints:
    days = {report.day for file in reports for report in file if 0 <= report.day < length}
    return np.array(sorted(days), np.int64)
