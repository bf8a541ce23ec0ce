"""Rows of a Flee folder, frozen: what stands in its files, before anything is made of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from posada.movement.settings import Settings

CAMP_KINDS = ("camp", "idpcamp")
KINDS = ("camp", "idpcamp", "conflict", "forward", "marker", "town")
TOTAL = "total"
"""The name of the first row of data_layout.csv, which is no place but the sum over all."""
CLOSURE_KINDS = ("country", "location", "link", "camp", "idpcamp", "remove_forced_redirection")


@dataclass(frozen=True, slots=True)
class Location:
    """A place where people stay or pass; `capacity` is that of camps, `population` that of other places."""

    name: str
    region: str
    country: str
    latitude: float
    longitude: float
    kind: str
    conflict_day: int
    population: int
    capacity: int
    line: int

    @property
    def is_camp(self) -> bool:
        """Whether people are received here: a camp, or a camp for people displaced in their own country."""
        return self.kind in CAMP_KINDS


@dataclass(frozen=True, slots=True)
class Route:
    """A road between two places, in both directions; `forced_from` names the end that must take it."""

    start: str
    end: str
    km: float
    forced_from: str
    line: int
    max_move_speed: float | None = None
    walk_probability: float = 0.0


@dataclass(frozen=True, slots=True)
class Closure:
    """A border, place, road or camp that is closed from one day to another; `end_day` None means for good."""

    kind: str
    name1: str
    name2: str
    start_day: int
    end_day: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Report:
    """People counted in a place on a day, days counted from the first of the period."""

    day: int
    people: float
    line: int


@dataclass(frozen=True, slots=True)
class Counted:
    """The files of reports on one place; "total" is the place of the sum over all."""

    name: str
    files: tuple[str, ...]
    reports: tuple[tuple[Report, ...], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A day on which a place was counted anew, so that all reports before are scaled to that."""

    name: str
    day: int
    line: int


@dataclass(frozen=True, slots=True)
class Demographic:
    """The values of an attribute of people, and their weights by place; "Default" is for places without a column."""

    attribute: str
    values: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]

    def weights_in(self, place: str) -> tuple[float, ...]:
        """The weights of the values in a place."""
        return self.weights.get(place, self.weights["Default"])


@dataclass(frozen=True, slots=True)
class FleeFolder:
    """All rows of a Flee folder; days are counted from `starts_on`.

    `intensities` holds for each place with a column in conflicts.csv one number a day; it is None where there
    is no such file. `attribute_files` are files that some version of Flee reads and this reader does not.
    `setting_lines` are the lines of the settings that stand in `settings_file`, by name; `unknown_settings` those
    of names that no rule has. `conflict_lines` are the lines of conflicts.csv: its header, then one for each day;
    `conflict_days` is what its first column says for each day.
    """

    name: str
    starts_on: dt.date
    days: int
    locations: tuple[Location, ...]
    routes: tuple[Route, ...]
    closures: tuple[Closure, ...]
    intensities: dict[str, tuple[float, ...]] | None
    counted: tuple[Counted, ...]
    corrections: tuple[Correction, ...]
    settings: Settings
    settings_file: str
    attribute_files: tuple[str, ...] = field(default=())
    setting_lines: dict[str, int] = field(default_factory=dict)
    demographics: tuple[Demographic, ...] = field(default=())
    unknown_settings: dict[str, int] = field(default_factory=dict)
    conflict_lines: tuple[int, ...] = field(default=())
    conflict_days: tuple[str, ...] = field(default=())
