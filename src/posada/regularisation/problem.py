"""What `book` works on: who is served, where and from when, by which steps, in the order of service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from posada.programme import Programme
from posada.programme.deadlines import WorkingCalendar, working_calendars
from posada.programme.tables import Appointment, Household, Office, Person, Seat, Step, Stop
from posada.regularisation.order import is_for_child_protection, place_in_line

At = Literal["gathering", "place"]


@dataclass(frozen=True, slots=True)
class Pathway:
    """A pathway: the rows of each step, oldest first, and how many steps stand before each."""

    versions: Mapping[str, tuple[Step, ...]]
    levels: Mapping[str, int]

    def steps_at(self, at: At) -> list[str]:
        """The steps done at gatherings, or at places, in the order in which they can be done."""
        return [step_id for step_id in self.levels if any(row.at == at for row in self.versions[step_id])]

    def desk_rows(self, step_id: str, at: At) -> tuple[Step, ...]:
        """The rows of a step under which people come to a desk there; empty if it is a clock alone."""
        rows = self.versions.get(step_id, ())
        return tuple(row for row in rows if row.at == at and row.minutes_per_person is not None)


@dataclass(frozen=True, slots=True)
class Served:
    """A household that desks serve: where it is, in which time zone, and from which instant on."""

    household: Household
    people: int
    pathway: Pathway
    site_id: str
    zone: ZoneInfo
    not_before: dt.datetime
    arrived_at: dt.datetime | None

    @property
    def household_id(self) -> str:
        """The code of the household."""
        return self.household.household_id


@dataclass(frozen=True)
class Problem:
    """A programme seen from the desks at its gatherings, or at its places."""

    programme: Programme
    at: At
    served: tuple[Served, ...]
    earlier: tuple[Appointment, ...]

    @cached_property
    def calendars(self) -> dict[str, WorkingCalendar]:
        """The calendars that offices and clocks go by."""
        return working_calendars(self.programme)

    @cached_property
    def offices(self) -> dict[tuple[str, str], tuple[Office, ...]]:
        """The offices that handle a step, by where they stand and step_id, in the order of office_id."""
        found: dict[tuple[str, str], list[Office]] = {}
        for office in sorted(self.programme.offices, key=lambda row: row.office_id):
            site = office.gathering_id if self.at == "gathering" else office.place_id
            if site is not None:
                found.setdefault((site, office.step_id), []).append(office)
        return {key: tuple(offices) for key, offices in found.items()}

    @property
    def rounds(self) -> list[tuple[int, str]]:
        """The steps to book, each for all households before the next: by steps before it, then by id."""
        return sorted(
            {
                (served.pathway.levels[step_id], step_id)
                for served in self.served
                for step_id in served.pathway.steps_at(self.at)
                if served.pathway.desk_rows(step_id, self.at)
            }
        )


def read_problem(
    programme: Programme,
    *,
    at: At,
    seats: Iterable[Seat] = (),
    stops: Iterable[Stop] = (),
    appointments: Iterable[Appointment] = (),
) -> Problem:
    """The households that desks at gatherings or at places serve, first served first.

    `appointments` are those made before, for the steps and events that come earlier on a pathway.
    """
    pathways = pathways_of(programme.steps)
    members = programme.members()
    adult_born_until = programme.settings.starts_on.year - 18
    arrivals = {
        (stop.departure_id, stop.place_id): stop.arrives_at
        for stop in sorted(stops, key=lambda row: row.arrives_at, reverse=True)
    }
    seat_of = {seat.household_id: seat for seat in seats}
    found = []
    for household in programme.households:
        persons = members[household.household_id]
        pathway = pathways.get(household.pathway_id or "")
        if household.consents is not True or is_for_child_protection(persons, adult_born_until):
            continue
        if pathway is None or not pathway.steps_at(at):
            continue
        seat = seat_of.get(household.household_id)
        if at == "gathering":
            found.append(_served_at_gathering(programme, household, persons, pathway))
        elif seat is not None:
            arrived_at = arrivals.get((seat.departure_id, seat.place_id))
            found.append(_served_at_place(programme, household, persons, pathway, seat.place_id, arrived_at))
    rules = programme.settings.regularisation
    found.sort(key=lambda served: place_in_line(served.household, members[served.household_id], rules))
    return Problem(programme, at, tuple(found), tuple(appointments))


def _served_at_gathering(
    programme: Programme, household: Household, persons: Sequence[Person], pathway: Pathway
) -> Served:
    zone = _zone_of_gathering(programme, household.gathering_id)
    return Served(
        household=household,
        people=len(persons),
        pathway=pathway,
        site_id=household.gathering_id,
        zone=zone,
        not_before=_first_morning(programme, household, zone),
        arrived_at=None,
    )


def _served_at_place(
    programme: Programme,
    household: Household,
    persons: Sequence[Person],
    pathway: Pathway,
    place_id: str,
    arrived_at: dt.datetime | None,
) -> Served:
    name = next((place.timezone for place in programme.places if place.place_id == place_id), None)
    zone = ZoneInfo(name) if name else _zone_of_gathering(programme, household.gathering_id)
    morning = _first_morning(programme, household, zone)
    return Served(
        household=household,
        people=len(persons),
        pathway=pathway,
        site_id=place_id,
        zone=zone,
        not_before=morning if arrived_at is None else max(morning, arrived_at),
        arrived_at=None if arrived_at is None else arrived_at.astimezone(zone),
    )


def _zone_of_gathering(programme: Programme, gathering_id: str) -> ZoneInfo:
    return ZoneInfo(next(row.timezone for row in programme.gatherings if row.gathering_id == gathering_id))


def _first_morning(programme: Programme, household: Household, zone: ZoneInfo) -> dt.datetime:
    """The start of the first day of the programme, or of the day of registration if that is later."""
    starts_on = programme.settings.starts_on
    return dt.datetime.combine(max(starts_on, household.registered_on or starts_on), dt.time(), zone)


def _steps_by_pathway(steps: Iterable[Step]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in steps:
        found.setdefault(step.pathway_id, []).append(step)
    return found


def pathways_of(steps: Iterable[Step]) -> dict[str, Pathway]:
    """The pathways by their ids, with one order over all: a step stands as late as in any pathway.

    So a step is booked once for everybody, in the order of service. Where two pathways have steps in opposite
    orders there is no such order, and each goes by its own.
    """
    by_pathway = _steps_by_pathway(steps)
    common: dict[str, set[str]] = {}
    for rows in by_pathway.values():
        for step_id, names in _before(rows).items():
            common.setdefault(step_id, set()).update(names)
    order = None if _has_circle(common) else common
    return {pathway_id: pathway_of(rows, order) for pathway_id, rows in by_pathway.items()}


def _before(rows: Iterable[Step]) -> dict[str, set[str]]:
    """The steps of a pathway that stand right before each of its steps."""
    of_step: dict[str, list[Step]] = {}
    for row in rows:
        of_step.setdefault(row.step_id, []).append(row)
    return {
        step_id: {name for row in versions for name in _steps_before(row) if name in of_step}
        for step_id, versions in of_step.items()
    }


def _has_circle(before: Mapping[str, set[str]]) -> bool:
    """Whether a step stands before itself."""
    left = dict(before)
    while left:
        free = [step_id for step_id, names in left.items() if not names & left.keys()]
        if not free:
            return True
        for step_id in free:
            del left[step_id]
    return False


def pathway_of(rows: Iterable[Step], order: Mapping[str, set[str]] | None = None) -> Pathway:
    """The pathway that rows of steps.csv describe, its steps after those they follow.

    A clock alone also stands behind the step whose appointment starts it. The reader refuses circles; should
    one come by another way, it is cut where it closes. `order` has the steps before each step where other
    pathways have a say.
    """
    versions: dict[str, list[Step]] = {}
    for row in sorted(rows, key=lambda row: (row.step_id, row.valid_from or dt.date.min)):
        versions.setdefault(row.step_id, []).append(row)
    before = _before(row for of_step in versions.values() for row in of_step) if order is None else order
    levels: dict[str, int] = {}
    for step_id in versions:
        _find_level(step_id, before, levels, frozenset())
    ordered = sorted(versions, key=lambda step_id: (levels[step_id], step_id))
    return Pathway(
        {step_id: tuple(versions[step_id]) for step_id in ordered},
        {step_id: levels[step_id] for step_id in ordered},
    )


def _steps_before(row: Step) -> list[str]:
    names = [row.follows_step_id]
    if row.minutes_per_person is None:
        names.append(row.from_event)
    return [name for name in names if name is not None and name != row.step_id]


def _find_level(
    step_id: str, before: Mapping[str, set[str]], levels: dict[str, int], on_the_way: frozenset[str]
) -> int:
    if step_id not in levels:
        ahead = before[step_id] - on_the_way - {step_id}
        found = [_find_level(name, before, levels, on_the_way | {step_id}) for name in sorted(ahead)]
        levels[step_id] = 1 + max(found, default=-1)
    return levels[step_id]


def is_in_force(row: Step, day: dt.date) -> bool:
    """Whether a row of steps.csv is law on a day.

    >>> row = Step(pathway_id="tvrh", step_id="card", at="place", valid_to=dt.date(2023, 12, 31))
    >>> is_in_force(row, dt.date(2021, 11, 24)), is_in_force(row, dt.date(2024, 1, 1))
    (True, False)
    """
    return (row.valid_from is None or row.valid_from <= day) and (row.valid_to is None or day <= row.valid_to)
