"""What `simulate` answers: people by place and day, with the reports beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from posada.movement.network import Floats
from posada.movement.rows import TOTAL, FleeFolder
from posada.movement.telling import Untold, in_words, untold_people, untold_reports, whole_is_untold
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
        names = [location.name for location in self.folder.locations]
        if place not in names:
            raise KeyError(place)
        words, at = words_of(lang), names.index(place)
        hidden = bool(self._untold().places[at])
        people = in_words(float(self.counts[-1, at]), words, is_untold=hidden)
        reported = reported_in_words(self.folder, self.reported, place, words)
        return words["place"].format(name=place, people=people, reported=reported)

    def summary(self, lang: str = "en") -> str:
        """The answer in a few lines: who set out, where they are at the end, place by place of the camps.

        A count of fewer than ten is told as such, and one that would give it away is withheld.
        """
        words, folder, untold = words_of(lang), self.folder, self._untold()
        camps = [place.name for place in folder.locations if place.is_camp]
        in_camps = float(sum(self.of(camp)[-1] for camp in camps))
        lines = [
            words["run"].format(
                name=folder.name, days=folder.days, starts_on=folder.starts_on, engine=self.engine,
                mode=words["flee" if self.compat else "native"],
            ),
            words["people"].format(
                set_out=in_words(float(self.set_out[-1]), words, is_untold=bool(untold.set_out)),
                camps=in_words(in_camps, words, is_untold=bool(untold.in_camps)),
                roads=in_words(float(self.on_the_road[-1]), words, is_untold=bool(untold.on_the_road)),
            ),
        ]  # fmt: skip
        return "\n".join([*lines, *(self.explain(camp, lang) for camp in camps)])

    def _untold(self) -> Untold:
        is_camp = np.array([place.is_camp for place in self.folder.locations])
        untold = untold_people(self.counts[-1], self.on_the_road[-1], is_camp)
        return untold._replace(set_out=untold.set_out | total_is_untold(self.reported))


def reports_untold_at_end(folder: FleeFolder, reported: Mapping[str, Floats]) -> frozenset[str]:
    """The places whose people reported on the last day must not be told."""
    last = {name: float(people[-1]) for name, people in reported.items() if name != TOTAL}
    return untold_reports(last, {place.name for place in folder.locations if place.is_camp})


def total_is_untold(reported: Mapping[str, Floats]) -> bool:
    """Whether the total of all reports on the last day, which is who set out, must not be told."""
    last = np.array([float(people[-1]) for name, people in reported.items() if name != TOTAL])
    return bool(whole_is_untold(last))


def reported_in_words(
    folder: FleeFolder, reported: Mapping[str, Floats], place: str, words: Mapping[str, str]
) -> str:
    """What was reported of a place on the last day, to stand behind its people; nothing where nobody counted."""
    if place not in reported:
        return ""
    hidden = place in reports_untold_at_end(folder, reported)
    return words["reported"].format(people=in_words(float(reported[place][-1]), words, is_untold=hidden))
