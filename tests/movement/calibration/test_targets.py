"""What is fitted to: days of reports, not the lines between them; folders with too little are refused together."""

import dataclasses
import re

import numpy as np
import pytest

from posada.movement.calibration.example import reported_example
from posada.movement.calibration.targets import targets_of
from posada.movement.example import example
from posada.programme import InputError


def test_only_days_with_reports_and_people_are_looked_at() -> None:
    """Reports are of every fifth day; on the first of them nobody is there."""
    (target,) = targets_of([reported_example()], leak_free=False)
    assert target.looks.tolist() == [5, 10, 15, 20, 25, 30, 35]
    assert [days.tolist() for days in target.report_days] == [[0, 5, 10, 15, 20, 25, 30, 35]] * 2


def test_the_distance_does_not_see_days_between_reports() -> None:
    """A run that is wrong between reports only is without fault, though not in the measure of Flee."""
    (target,) = targets_of([reported_example()], leak_free=False)
    people = target.reported.copy()
    people[7] = people[7][::-1]
    assert target.distance(people) == 0.0
    assert target.rescaled_error(people) > 0.0


def test_the_leak_free_fit_has_no_capacities_but_its_baseline_does() -> None:
    """What the run sees has none, and shares of capacity can still be told beside it."""
    (target,) = targets_of([reported_example()], leak_free=True)
    assert {place.capacity for place in target.folder.locations} == {0}
    assert target.told_capacity.tolist() == [6000.0, 9000.0]


def test_folders_with_too_little_are_told_together() -> None:
    """One camp, one day, the same name twice, no total from reports: each is a mistake with its folder."""
    few = dataclasses.replace(example(), name="few")
    lone = dataclasses.replace(
        reported_example(),
        name="lone",
        counted=tuple(c for c in reported_example().counted if "South" not in c.name),
    )
    driven = dataclasses.replace(
        reported_example(), settings=dataclasses.replace(example().settings, spawn_mode="constant")
    )
    with pytest.raises(InputError) as error:
        targets_of([few, lone, driven, reported_example()], leak_free=False)
    assert str(error.value).splitlines() == [
        "example: must have a name that no folder before has.",
        "few/source_data: must hold reports of people in camps on at least 3 days of the period, got 1.",
        "lone/source_data: must hold reports on at least 2 camps of locations.csv, got 1.",
        "example/simsetting.yml: conflict_driven_spawning must be absent: the total comes from the reports, only its"
        " split is fitted.",
    ]


def test_no_folder_is_told() -> None:
    """Nothing to fit to is a mistake, not an empty answer."""
    with pytest.raises(InputError, match=re.escape("calibrate: must have at least one folder, got none.")):
        targets_of([], leak_free=False)


def test_shares_of_days_without_anybody_are_nothing() -> None:
    """Nobody shared is nobody, without a warning."""
    (target,) = targets_of([reported_example()], leak_free=False)
    assert np.isfinite(target.rescaled_error(np.zeros_like(target.reported)))
