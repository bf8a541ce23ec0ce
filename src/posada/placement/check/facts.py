"""What the rules of the check look up: who is where, what is in use on which day, what a place offers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from posada.programme import Programme
from posada.programme.tables import Assignment, Capacity, Household, Person, Place, Resource, Waiting

DAY = dt.timedelta(days=1)
OF_PROGRAMME = ("households", "members", "places", "offered", "groups", "needs", "resources", "pairs")
"""What a case looks up that does not depend on the answer."""


@dataclass(frozen=True)
class Case:
    """A programme and an answer to it, with what the rules look up again and again."""

    programme: Programme
    assignments: Sequence[Assignment]
    waiting: Sequence[Waiting]
    keep: Sequence[Assignment] = ()

    @cached_property
    def households(self) -> Mapping[str, Household]:
        """Every household by its id."""
        return {household.household_id: household for household in self.programme.households}

    @cached_property
    def members(self) -> Mapping[str, tuple[Person, ...]]:
        """The persons of each household."""
        return self.programme.members()

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Every place by its id."""
        return {place.place_id: place for place in self.programme.places}

    @cached_property
    def resources(self) -> Mapping[str, Resource]:
        """Every resource by its id."""
        return {resource.resource_id: resource for resource in self.programme.resources}

    @cached_property
    def offered(self) -> Mapping[tuple[str, str], Sequence[Capacity]]:
        """The rows of capacities.csv, by place and resource."""
        found: dict[tuple[str, str], list[Capacity]] = defaultdict(list)
        for row in self.programme.capacities:
            found[row.place_id, row.resource_id].append(row)
        return dict(found)

    @cached_property
    def at(self) -> Mapping[str, str]:
        """The place of each household that has one."""
        return {row.household_id: row.place_id for row in self.assignments}

    @cached_property
    def groups(self) -> Mapping[str, tuple[str, ...]]:
        """The households that must be at the same place, by each household that has such a tie."""
        return must_groups(self.programme)

    @cached_property
    def pairs(self) -> Mapping[frozenset[str], float]:
        """Pairs of households that would rather be together, with the points of their strongest tie."""
        found: dict[frozenset[str], float] = {}
        for tie in self.programme.ties:
            if tie.bond == "prefer" and tie.with_household_id not in (None, tie.household_id):
                pair = frozenset((tie.household_id, tie.with_household_id or ""))
                worth = float(getattr(self.programme.settings.score, tie.kind))
                found[pair] = max(found.get(pair, worth), worth)
        return found

    @cached_property
    def needs(self) -> Mapping[str, Mapping[str, int]]:
        """The units of each resource that a household uses, by household, where it uses any."""
        year = self.programme.settings.starts_on.year
        return {
            household_id: {
                resource.resource_id: need
                for resource in self.programme.resources
                if (need := units(resource, self.members.get(household_id, ()), year)) > 0
            }
            for household_id in self.households
        }

    @cached_property
    def in_use(self) -> Mapping[tuple[str, str], Mapping[dt.date, int]]:
        """The units in use by place and resource, on each day on which there are any."""
        found: dict[tuple[str, str], dict[dt.date, int]] = defaultdict(lambda: defaultdict(int))
        for _, row in self.known:
            household, place = self.households[row.household_id], self.places[row.place_id]
            for resource_id, need in self.needs[row.household_id].items():
                for day in days_of_stay(self.programme, household, place, self.resources[resource_id]):
                    found[row.place_id, resource_id][day] += need
        return found

    @property
    def rows(self) -> Iterator[tuple[str, int, Assignment | Waiting]]:
        """Every row of the answer, with its file and line."""
        for line, assigned in enumerate(self.assignments, start=2):
            yield "assignments.csv", line, assigned
        for line, waits in enumerate(self.waiting, start=2):
            yield "waiting.csv", line, waits

    @property
    def known(self) -> Iterator[tuple[int, Assignment]]:
        """Assignments whose household and place exist, with the line they stand in."""
        for line, row in enumerate(self.assignments, start=2):
            if row.household_id in self.households and row.place_id in self.places:
                yield line, row

    def with_assignments(self, assignments: Sequence[Assignment]) -> Case:
        """The case with other assignments; what depends on the programme alone is not looked up again."""
        other = replace(self, assignments=assignments)
        other.__dict__.update({name: getattr(self, name) for name in OF_PROGRAMME})
        return other

    def group(self, household_id: str) -> tuple[str, ...]:
        """The household and all that must be at the same place."""
        return self.groups.get(household_id, (household_id,))


def must_groups(programme: Programme) -> dict[str, tuple[str, ...]]:
    """The households that must be at the same place, by each household that has such a tie.

    >>> from posada.testing import tiny_programme
    >>> must_groups(tiny_programme())
    {}
    """
    groups: dict[str, set[str]] = {}
    for tie in programme.ties:
        if tie.bond == "must" and tie.with_household_id is not None:
            joined = groups.get(tie.household_id, {tie.household_id}) | groups.get(
                tie.with_household_id, {tie.with_household_id}
            )
            for name in joined:
                groups[name] = joined
    return {name: tuple(sorted(group)) for name, group in groups.items()}


def units(resource: Resource, members: Sequence[Person], year: int) -> int:
    """How many units of a resource a household uses.

    >>> family = [Person(person_id="p", household_id="h", birth_year=year) for year in (1990, 2015)]
    >>> units(Resource(resource_id="beds", counts="people"), family, 2021)
    2
    >>> units(Resource(resource_id="seats", counts="school_children"), family, 2021)
    1
    """
    counts = resource.counts
    ages = [None if person.birth_year is None else year - person.birth_year for person in members]
    if counts == "households":
        return 1
    if counts == "people":
        return len(members)
    if counts == "adults":
        return sum(age is not None and age >= 18 for age in ages)
    if counts == "school_children":
        return sum(age is not None and 5 <= age <= 17 for age in ages)
    if counts == "infants":
        return sum(age is not None and age <= 1 for age in ages)
    kind, _, code = counts.partition(":")
    held = (person.specific_needs if kind == "need" else person.languages for person in members)
    return sum(code in codes for codes in held)


def first_day(programme: Programme, household: Household, place: Place) -> dt.date:
    """The first day on which a household can be at a place."""
    days = (programme.settings.starts_on, household.ready_on, place.opens_on)
    return max(day for day in days if day is not None)


def stay(
    programme: Programme, household: Household, place: Place, resource: Resource
) -> tuple[dt.date, dt.date]:
    """First and last day on which a household uses a resource at a place; none, if the last is earlier."""
    first, last = first_day(programme, household, place), programme.settings.ends_on
    if resource.stay_days is not None:
        last = min(last, first + (resource.stay_days - 1) * DAY)
    return first, last


def days_of_stay(
    programme: Programme, household: Household, place: Place, resource: Resource
) -> Iterator[dt.date]:
    """Every day on which a household uses a resource at a place."""
    day, last = stay(programme, household, place, resource)
    while day <= last:
        yield day
        day += DAY


def receives(programme: Programme, household: Household, place: Place) -> bool:
    """Whether a place still receives on the first day on which a household can be there."""
    last = min(place.closes_on or programme.settings.ends_on, programme.settings.ends_on)
    return first_day(programme, household, place) <= last


def amount_on(case: Case, place: Place, resource: Resource, day: dt.date) -> int:
    """Units that a place offers on a day; a closed place offers nothing of a hard resource."""
    if resource.hard and place.closes_on is not None and day > place.closes_on:
        return 0
    return sum(
        row.amount
        for row in case.offered.get((place.place_id, resource.resource_id), ())
        if (row.from_on is None or row.from_on <= day) and (row.until_on is None or day <= row.until_on)
    )


def gate_of(programme: Programme, household: Household, members: Sequence[Person]) -> str | None:
    """The reason for which the program may not place a household anywhere, or None.

    >>> from posada.testing import tiny_programme
    >>> programme = tiny_programme()
    >>> gate_of(programme, programme.households[0], programme.members()["h1"])
    >>> gate_of(programme, programme.households[0], ())
    'child_protection'
    """
    if any(person.unaccompanied or "child_alone" in person.specific_needs for person in members):
        return "child_protection"
    start = programme.settings.starts_on
    born = [person.birth_year for person in members if person.birth_year is not None]
    oldest = min(born, default=None)
    if oldest is None or start.year - oldest < 18:
        return "child_protection"
    if start.year - oldest == 18 and (start.month, start.day) != (12, 31):
        return "age_unconfirmed"
    if household.consents is not True:
        return "consent_missing"
    return None


def state_of_claim(programme: Programme, household: Household) -> str | None:
    """The state that an open claim holds a household in, empty if nobody knows it; None without such a claim.

    >>> from posada.testing import tiny_programme
    >>> programme = tiny_programme()
    >>> state_of_claim(programme, programme.households[0]) is None
    True
    """
    if household.asylum_claim != "open":
        return None
    states = {row.gathering_id: row.state for row in programme.gatherings}
    return household.claim_state or states.get(household.gathering_id, "")


def refused_by(programme: Programme) -> dict[str, set[str]]:
    """The places that each household refuses or must be kept from."""
    refused = {row.household_id: set(row.refuses_place_id) for row in programme.households}
    for tie in programme.ties:
        if tie.bond == "apart" and tie.place_id is not None:
            refused.setdefault(tie.household_id, set()).add(tie.place_id)
    return refused
