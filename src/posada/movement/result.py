"""What `simulate` answers: people by place and day, with the reports beside them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from posada.movement.network import Floats
from posada.movement.rows import FleeFolder
from posada.movement.words import words_of


class FlowRow(NamedTuple):
    """People in a place on a day; `reported` is None where nobody counted, `kind` is that of the place."""

    on: dt.date
    place: str
    kind: str
    people: float
    reported: float | None


@dataclass(frozen=True, slots=True)
class Flows:
    """People by day and place of one run, in the order of days and of locations.csv; it can print itself."""

    folder: FleeFolder = field(repr=False)
    engine: str
    compat: str
    seed: int
    counts: Floats = field(repr=False)
    on_the_road: Floats = field(repr=False)
    set_out: Floats = field(repr=False)
    reported: dict[str, Floats] = field(repr=False)

    @property
    def camps(self) -> tuple[str, ...]:
        """The camps whose people were counted, in the order of locations.csv."""
        return tuple(p.name for p in self.folder.locations if p.is_camp and p.name in self.reported)

    def of(self, place: str) -> Floats:
        """The people in a place by day. Raises KeyError if no place has this name."""
        names = [location.name for location in self.folder.locations]
        if place not in names:
            raise KeyError(place)
        return self.counts[:, names.index(place)]

    def rows(self) -> tuple[FlowRow, ...]:
        """One row for each day and place."""
        found = []
        for day in range(self.folder.days):
            on = self.folder.starts_on + dt.timedelta(days=day)
            for number, place in enumerate(self.folder.locations):
                reported = self.reported.get(place.name)
                told = None if reported is None else float(reported[day])
                found.append(FlowRow(on, place.name, place.kind, float(self.counts[day, number]), told))
        return tuple(found)

    def explain(self, place: str, lang: str = "en") -> str:
        """The people in a place on the last day, and what was reported. Raises KeyError without such a place."""
        words = words_of(lang)
        told = self.reported.get(place)
        reported = "" if told is None else words["reported"].format(people=told[-1])
        return words["place"].format(name=place, people=self.of(place)[-1], reported=reported)

    def summary(self, lang: str = "en") -> str:
        """The answer in a few lines: who set out, where they are at the end, place by place of the camps."""
        words = words_of(lang)
        folder = self.folder
        camps = [place.name for place in folder.locations if place.is_camp]
        lines = [
            words["run"].format(
                name=folder.name, days=folder.days, starts_on=folder.starts_on, engine=self.engine,
                mode=words["flee" if self.compat else "native"],
            ),
            words["people"].format(
                set_out=self.set_out[-1], camps=sum(self.of(camp)[-1] for camp in camps),
                roads=self.on_the_road[-1],
            ),
        ]  # fmt: skip
        return "\n".join([*lines, *(self.explain(camp, lang) for camp in camps)])
