"""What is noted of one group at the end of each day, for every member of the ensemble."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from posada.movement.caravans.band import Band
from posada.movement.caravans.households import Counts, Reals
from posada.movement.caravans.way import Way


@dataclass(slots=True)
class Track:
    """What was noted of one group: people, kilometres and flows by day and member of the ensemble."""

    group_id: str
    way: Way
    first_on: dt.date
    people: list[Counts] = field(default_factory=list)
    km: list[Reals] = field(default_factory=list)
    out: list[NDArray[np.bool_]] = field(default_factory=list)
    flows: list[dict[str, Counts]] = field(default_factory=list)

    def note(self, on: dt.date, band: Band) -> None:
        """Note the state of a group at the end of a day; days must come in order."""
        if not self.people:
            self.first_on = on
        self.people.append(band.people)
        self.km.append(band.km.copy())
        self.out.append(band.out.copy())
        self.flows.append(dict(band.flows))

    def people_on(self, on: dt.date) -> Counts | None:
        """The people of the group on a day, by member; None outside the days followed."""
        at = (on - self.first_on).days
        return self.people[at] if 0 <= at < len(self.people) else None

    def arrivals(self, km: float) -> Reals:
        """The day, as a number, by which each member has made so many kilometres; infinite if it never has.

        A group that nobody is left in arrives nowhere.
        """
        made = np.asarray(self.km) >= km
        there = made & np.asarray(self.out) & (np.asarray(self.people) > 0)
        first = there.argmax(axis=0) + float(self.first_on.toordinal())
        return np.where(there.any(axis=0), first, np.inf)


@dataclass(frozen=True, slots=True)
class MostBoarded:
    """The most people of a group who boarded on one day in any member of the ensemble."""

    group_id: str
    on: dt.date
    people: int


def most_boarded(track: Track) -> list[MostBoarded]:
    """The days on which anybody of a group boarded in any member."""
    most = [(at, int(flows["boarded"].max())) for at, flows in enumerate(track.flows)]
    return [
        MostBoarded(track.group_id, track.first_on + dt.timedelta(at), people)
        for at, people in most
        if people
    ]
