"""What `schedule` works on: who is to travel whither, from when on, and who cannot be given a seat at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from posada.programme import InputError, Mistake, PosadaError, Programme
from posada.programme.tables import (
    Appointment,
    Assignment,
    DrivingRule,
    Household,
    Person,
    Step,
    Unscheduled,
)
from posada.transport.fleet import Fleet
from posada.transport.instants import Clock, minute_of
from posada.transport.reception import Guests, Reception
from posada.transport.timetable import Timetable

ADULT_AGE = 18
DAYS_AFTER_THE_END = 60
"""For so long after `ends_on` changes of the clocks are looked up: buses may still be on their way back."""


class RulePackMissing(PosadaError, ValueError):
    """The settings name a rule pack that is not in driving_rules.csv."""


@dataclass(frozen=True, slots=True)
class Traveller:
    """A household that is to travel together: whence and whither, how many, and from which instant on."""

    household_id: str
    gathering_id: str
    place_id: str
    people: int
    wheelchairs: int
    ready: int
    guests: Guests
    needs_spare_seats: bool
    """It is larger than the usable seats of every bus, and may take the seats kept free."""
    apart_from: frozenset[str]
    """Households that may not be on the same bus, for they may never be at the same place."""


@dataclass(frozen=True)
class Problem:
    """A programme seen from its buses: travellers, those who cannot be given a seat, and the means."""

    programme: Programme
    rule: DrivingRule | None
    clocks: Mapping[str, Clock]
    travellers: tuple[Traveller, ...]
    refused: tuple[Unscheduled, ...]
    reception: Reception

    def timetable(self) -> Timetable:
        """The runs of all routes. Raises `RulePackMissing` if there are no rules to drive by."""
        if self.rule is None:
            pack = self.programme.settings.transport.rule_pack
            raise RulePackMissing(
                f"driving_rules.csv: must hold the rule pack {pack!r} that transport.rule_pack of"
                " programme.toml names, got no such row."
            )
        return Timetable(self.programme, self.rule, self.clocks)

    def fleets(self) -> dict[str, Fleet]:
        """The buses and drivers of each gathering, all at their base and rested."""
        rest_minutes = 0 if self.rule is None else self.rule.rest_minutes
        return {
            row.gathering_id: Fleet(
                self.programme,
                row.gathering_id,
                clock=self.clocks[row.gathering_id],
                rest_minutes=rest_minutes,
            )
            for row in self.programme.gatherings
        }


def read_problem(
    programme: Programme, assignments: Sequence[Assignment], appointments: Iterable[Appointment]
) -> Problem:
    """The households of assignments that can travel, in the order in which they are ready.

    Raises `InputError` with all mistakes together if an assignment names a household or place that the
    programme does not have, or a household twice.
    """
    _refuse_unknown_rows(programme, assignments)
    clocks = clocks_of(programme)
    reception = Reception(programme)
    fleets = Problem(programme, None, clocks, (), (), reception).fleets()
    ready = ReadyTimes(programme, appointments)
    members = programme.members()
    apart = _apart(programme)
    households = {row.household_id: row for row in programme.households}
    travellers, refused = [], []
    for row in assignments:
        household, persons = households[row.household_id], members[row.household_id]
        people = len(persons) or row.people
        wheelchairs = sum("wheelchair" in person.specific_needs for person in persons)
        fleet = fleets[household.gathering_id]
        why = (
            _why_not_moved(programme, household, persons)
            or _why_not_registered(ready, household)
            or _why_no_bus(fleet, people, wheelchairs)
            or _why_no_driver(fleet)
        )
        if why is not None:
            reason, rule = why
            refused.append(_unscheduled(row, people, reason, rule))
            continue
        travellers.append(
            Traveller(
                household_id=row.household_id,
                gathering_id=household.gathering_id,
                place_id=row.place_id,
                people=people,
                wheelchairs=wheelchairs,
                ready=ready.of(household),
                guests=reception.guests(persons, people),
                needs_spare_seats=people > max(bus.usable for bus in fleet.buses),
                apart_from=frozenset(apart.get(row.household_id, ())),
            )
        )
    travellers.sort(key=lambda traveller: (traveller.ready, traveller.household_id))
    return Problem(programme, rule_in_force(programme), clocks, tuple(travellers), tuple(refused), reception)


def _unscheduled(row: Assignment, people: int, reason: str, rule: str) -> Unscheduled:
    return Unscheduled(
        household_id=row.household_id, place_id=row.place_id, people=people, reason=reason, rule=rule
    )


def rule_in_force(programme: Programme) -> DrivingRule | None:
    """The row of driving_rules.csv that the settings name."""
    pack = programme.settings.transport.rule_pack
    return next((row for row in programme.driving_rules if row.rule_pack == pack), None)


def clocks_of(programme: Programme) -> dict[str, Clock]:
    """The clock of each gathering, and of each place that has a time zone of its own."""
    settings = programme.settings
    until = settings.ends_on + dt.timedelta(days=DAYS_AFTER_THE_END)
    names = {row.gathering_id: row.timezone for row in programme.gatherings}
    names |= {row.place_id: row.timezone for row in programme.places if row.timezone is not None}
    made = {name: Clock(ZoneInfo(name), settings.starts_on, until) for name in sorted(set(names.values()))}
    return {site_id: made[name] for site_id, name in names.items()}


class ReadyTimes:
    """From when on each household can travel, and which step at the gathering it still lacks."""

    def __init__(self, programme: Programme, appointments: Iterable[Appointment]) -> None:
        self._starts_on = programme.settings.starts_on
        self._zones = {row.gathering_id: ZoneInfo(row.timezone) for row in programme.gatherings}
        self._steps: dict[str, list[Step]] = {}
        for step in programme.steps:
            self._steps.setdefault(step.pathway_id, []).append(step)
        self._appointments: dict[str, list[Appointment]] = {}
        for row in appointments:
            self._appointments.setdefault(row.household_id, []).append(row)

    def of(self, household: Household) -> int:
        """The latest of: the programme starts, `ready_on`, the last appointment at the gathering ends."""
        zone = self._zones[household.gathering_id]
        first = max(self._starts_on, household.ready_on or self._starts_on)
        ends = [minute_of(row.ends_at) for row in self.at_gathering(household)]
        return max([minute_of(dt.datetime.combine(first, dt.time(), zone)), *ends])

    def at_gathering(self, household: Household) -> list[Appointment]:
        """A household's appointments for steps that its pathway has at the gathering."""
        steps = {step.step_id for step in self._pathway(household) if step.at == "gathering"}
        return [row for row in self._appointments.get(household.household_id, ()) if row.step_id in steps]

    def missing_step(self, household: Household) -> str | None:
        """A step at the gathering, in force when the programme starts, for which it has no appointment."""
        booked = {row.step_id for row in self._appointments.get(household.household_id, ())}
        missing = sorted(
            step.step_id
            for step in self._pathway(household)
            if step.at == "gathering"
            and step.minutes_per_person is not None
            and (step.valid_from or dt.date.min) <= self._starts_on <= (step.valid_to or dt.date.max)
            and step.step_id not in booked
        )
        return missing[0] if missing else None

    def _pathway(self, household: Household) -> list[Step]:
        return self._steps.get(household.pathway_id or "", [])


def _refuse_unknown_rows(programme: Programme, assignments: Sequence[Assignment]) -> None:
    households = {row.household_id for row in programme.households}
    places = {row.place_id for row in programme.places}
    mistakes, seen = [], set()
    for line, row in enumerate(assignments, start=2):
        if row.household_id not in households:
            mistakes.append(_mistake(line, "household_id", "must be in households.csv."))
        if row.household_id in seen:
            mistakes.append(_mistake(line, "household_id", "stands in an earlier line already."))
        if row.place_id not in places:
            mistakes.append(_mistake(line, "place_id", f"must be in places.csv, got {row.place_id!r}."))
        seen.add(row.household_id)
    if mistakes:
        raise InputError(mistakes)


def _mistake(line: int, column: str, text: str) -> Mistake:
    return Mistake("assignments.csv", line, column, text)


def _apart(programme: Programme) -> dict[str, set[str]]:
    """The households that each household may never share a place with."""
    found: dict[str, set[str]] = {}
    for tie in programme.ties:
        if tie.bond == "apart" and tie.with_household_id is not None:
            found.setdefault(tie.household_id, set()).add(tie.with_household_id)
            found.setdefault(tie.with_household_id, set()).add(tie.household_id)
    return found


def _why_not_moved(
    programme: Programme, household: Household, members: Sequence[Person]
) -> tuple[str, str] | None:
    """Nobody is moved without consent, and no child alone, whoever wrote the assignment."""
    if household.consents is not True:
        return "not_registered", "no consent on file to be moved"
    if any(person.unaccompanied or "child_alone" in person.specific_needs for person in members):
        return "not_registered", "a child alone: for the child-protection authority"
    ages = [programme.age(person) for person in members]
    if not any(age is not None and age >= ADULT_AGE for age in ages):
        return "not_registered", "nobody is known to be an adult: for the child-protection authority"
    return None


def _why_not_registered(ready: ReadyTimes, household: Household) -> tuple[str, str] | None:
    step_id = ready.missing_step(household)
    return None if step_id is None else ("not_registered", f"no appointment for step {step_id}")


def _why_no_bus(fleet: Fleet, people: int, wheelchairs: int) -> tuple[str, str] | None:
    """No bus has the seats or wheelchair places; a household too large for any may use those kept free."""
    if not fleet.buses:
        return "no_bus", "no bus is based at the gathering"
    most_usable = max(bus.usable for bus in fleet.buses)
    enough = [
        bus
        for bus in fleet.buses
        if people <= bus.usable or (people > most_usable and people <= bus.kind.seats)
    ]
    if not enough:
        most = max(bus.kind.seats for bus in fleet.buses)
        return "no_bus", f"more people than the largest bus has seats ({most})"
    if not any(wheelchairs <= bus.kind.wheelchair_places for bus in enough):
        return "no_wheelchair_place", "no bus with enough seats has the wheelchair places"
    return None


def _why_no_driver(fleet: Fleet) -> tuple[str, str] | None:
    return None if fleet.crew else ("no_driver", "no driver is based at the gathering")
