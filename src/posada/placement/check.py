"""Verifies a placement from the tables alone; it shares no code with what made it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from posada.programme import Fault, Programme
from posada.programme.tables import Assignment, Capacity, Household, Person, Place, Resource, Waiting

TOLERANCE = 1e-6
FLOOR_PRICE = 10.0
"""Points that each point short of a floor costs, as docs/explanation/placement.md states it."""
DAY = dt.timedelta(days=1)
GATE_REASONS = ("child_protection", "age_unconfirmed", "consent_missing")


@dataclass(frozen=True, slots=True)
class _Case:
    """What the rules below look up again and again."""

    programme: Programme
    households: Mapping[str, Household]
    members: Mapping[str, tuple[Person, ...]]
    places: Mapping[str, Place]
    offered: Mapping[tuple[str, str], Sequence[Capacity]]
    assignments: Sequence[Assignment]
    waiting: Sequence[Waiting]

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


def check(
    programme: Programme,
    *,
    assignments: Sequence[Assignment],
    waiting: Sequence[Waiting],
    objective: float | None = None,
    bound: float | None = None,
) -> tuple[Fault, ...]:
    """Everything in which assignments and waiting households break a rule; nothing, if all is well.

    `objective` and `bound`, in points, are held against the total that the rows give. Faults name the row,
    never the household.
    """
    offered: dict[tuple[str, str], list[Capacity]] = defaultdict(list)
    for row in programme.capacities:
        offered[row.place_id, row.resource_id].append(row)
    case = _Case(
        programme,
        {household.household_id: household for household in programme.households},
        programme.members(),
        {place.place_id: place for place in programme.places},
        offered,
        assignments,
        waiting,
    )
    found: list[Fault] = []
    for rule in _RULES:
        found += rule(case)
    found += wrong_totals(case, objective, bound)
    return tuple(found)


def not_exactly_once(case: _Case) -> Iterator[Fault]:
    """Every household is assigned or waits, once; nobody else is in the answer."""
    seen: dict[str, str] = {}
    for name, line, row in case.rows:
        where = f"{name}, line {line}"
        if row.household_id not in case.households:
            yield Fault("unknown_household", where, "must be a household of households.csv.")
        elif row.household_id in seen:
            yield Fault("household_twice", where, f"stands in {seen[row.household_id]} already.")
        else:
            seen[row.household_id] = where
    missing = [
        line for line, row in enumerate(case.programme.households, start=2) if row.household_id not in seen
    ]
    for line in missing:
        yield Fault("household_missing", f"households.csv, line {line}", "is neither placed nor waiting.")


def wrong_people(case: _Case) -> Iterator[Fault]:
    """The number of people is that of the household's members."""
    for name, line, row in case.rows:
        if row.household_id in case.households:
            size = len(case.members.get(row.household_id, ()))
            if row.people != size:
                yield Fault("people", f"{name}, line {line}", f"must be {size} people, got {row.people}.")


def unknown_places(case: _Case) -> Iterator[Fault]:
    """Every place of an assignment is a place of the programme."""
    for line, row in enumerate(case.assignments, start=2):
        if row.place_id not in case.places:
            yield Fault("unknown_place", f"assignments.csv, line {line}", "must be a place of places.csv.")


def gate_of(programme: Programme, household: Household, members: Sequence[Person]) -> str | None:
    """The reason for which the program may not place a household anywhere, or None."""
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


def placed_against_a_gate(case: _Case) -> Iterator[Fault]:
    """Children alone and households without consent are not placed; the right reason is given for waiting."""
    for line, row in case.known:
        household = case.households[row.household_id]
        reason = gate_of(case.programme, household, case.members.get(row.household_id, ()))
        if reason is not None:
            yield Fault(reason, f"assignments.csv, line {line}", "must not be placed by the program.")
    groups = must_groups(case.programme)
    for line, waits in enumerate(case.waiting, start=2):
        if waits.household_id not in case.households:
            continue
        group = groups.get(waits.household_id, (waits.household_id,))
        reasons = {
            gate_of(case.programme, case.households[name], case.members.get(name, ()))
            for name in group
            if name in case.households
        } - {None}
        if reasons and waits.reason not in reasons:
            yield Fault(
                "waiting_reason",
                f"waiting.csv, line {line}",
                f"must be {' or '.join(sorted(filter(None, reasons)))}, got {waits.reason}.",
            )
        if not reasons and waits.reason in GATE_REASONS:
            yield Fault("waiting_reason", f"waiting.csv, line {line}", f"has no ground to be {waits.reason}.")


def open_claims_moved(case: _Case) -> Iterator[Fault]:
    """An open asylum claim without an authorised transfer stays in the state where it was filed."""
    gathering_state = {row.gathering_id: row.state for row in case.programme.gatherings}
    for line, row in case.known:
        household = case.households[row.household_id]
        if household.asylum_claim != "open":
            continue
        state = household.claim_state or gathering_state.get(household.gathering_id)
        if case.places[row.place_id].state != state:
            yield Fault(
                "open_asylum_claim", f"assignments.csv, line {line}", "must stay in the state of the claim."
            )
    groups = must_groups(case.programme)
    for line, waits in enumerate(case.waiting, start=2):
        group = groups.get(waits.household_id, (waits.household_id,))
        is_open = any(
            case.households[name].asylum_claim == "open" for name in group if name in case.households
        )
        if waits.reason == "open_asylum_claim" and not is_open:
            yield Fault(
                "waiting_reason", f"waiting.csv, line {line}", "has no ground to be open_asylum_claim."
            )


def law_not_cited(case: _Case) -> Iterator[Fault]:
    """Waiting for a reason of law cites the rule on file that is in force."""
    settings = case.programme.settings
    cites = {
        rule.rule_id: rule.cites
        for rule in case.programme.legal_rules
        if rule.country == settings.country
        and (rule.valid_from is None or rule.valid_from <= settings.starts_on)
        and (rule.valid_to is None or rule.valid_to >= settings.starts_on)
    }
    for line, row in enumerate(case.waiting, start=2):
        law = cites.get(row.reason)
        if row.reason in ("open_asylum_claim", "child_protection") and law and law not in row.rule:
            yield Fault("citation", f"waiting.csv, line {line}", f"must cite {law}.")


def refused_places(case: _Case) -> Iterator[Fault]:
    """Nobody goes to a place that the household refuses or must be apart from."""
    refused = {name: set(household.refuses_place_id) for name, household in case.households.items()}
    for tie in case.programme.ties:
        if tie.bond == "apart" and tie.place_id is not None and tie.household_id in refused:
            refused[tie.household_id].add(tie.place_id)
    for line, row in case.known:
        if row.place_id in refused[row.household_id]:
            yield Fault("refused_place", f"assignments.csv, line {line}", f"{row.place_id} is refused.")


def must_groups(programme: Programme) -> dict[str, tuple[str, ...]]:
    """The households that must be at the same place, by each household that has such a tie."""
    groups: dict[str, set[str]] = {}
    for tie in programme.ties:
        if tie.bond == "must" and tie.with_household_id is not None:
            joined = groups.get(tie.household_id, {tie.household_id}) | groups.get(
                tie.with_household_id, {tie.with_household_id}
            )
            for name in joined:
                groups[name] = joined
    return {name: tuple(sorted(group)) for name, group in groups.items()}


def broken_ties(case: _Case) -> Iterator[Fault]:
    """Must ties share a place, pins are kept, apart ties are."""
    at = {row.household_id: row.place_id for row in case.assignments}
    line_of = {row.household_id: line for line, row in enumerate(case.assignments, start=2)}
    for number, tie in enumerate(case.programme.ties, start=2):
        mine = at.get(tie.household_id)
        where = f"ties.csv, line {number}"
        if tie.household_id in line_of:
            where = f"assignments.csv, line {line_of[tie.household_id]}"
        if tie.with_household_id is not None:
            other = at.get(tie.with_household_id)
            if tie.bond == "must" and mine != other:
                yield Fault(
                    "must_tie", where, "must be at the place of the household it is tied to, or both wait."
                )
            if tie.bond == "apart" and mine is not None and mine == other:
                yield Fault(
                    "apart_tie", where, "must not be at the same place as the household to stay apart from."
                )
        elif tie.bond == "must" and mine is not None and mine != tie.place_id:
            yield Fault("pin", where, f"must be at {tie.place_id}, got {mine}.")


def units(resource: Resource, members: Sequence[Person], year: int) -> int:
    """How many units of a resource a household uses."""
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


def use_by_day(
    case: _Case, resource: Resource
) -> tuple[dict[tuple[str, dt.date], int], list[tuple[int, str]]]:
    """Units in use by place and day; lines and places of assignments that need what is not offered."""
    settings = case.programme.settings
    used: dict[tuple[str, dt.date], int] = defaultdict(int)
    not_offered: list[tuple[int, str]] = []
    for line, row in case.known:
        need = units(resource, case.members.get(row.household_id, ()), settings.starts_on.year)
        if need == 0:
            continue
        if not case.offered.get((row.place_id, resource.resource_id)):
            not_offered.append((line, row.place_id))
            continue
        first, last = stay(case, case.households[row.household_id], case.places[row.place_id], resource)
        day = first
        while day <= last:
            used[row.place_id, day] += need
            day += DAY
    return used, not_offered


def stay(case: _Case, household: Household, place: Place, resource: Resource) -> tuple[dt.date, dt.date]:
    """First and last day on which a household uses a resource at a place."""
    settings = case.programme.settings
    days = [settings.starts_on, household.ready_on, place.opens_on]
    first = max(day for day in days if day is not None)
    last = settings.ends_on
    if resource.stay_days is not None:
        last = min(last, first + (resource.stay_days - 1) * DAY)
    return first, last


def amount_on(case: _Case, place: Place, resource: Resource, day: dt.date) -> int:
    """Units that a place offers on a day; a closed place offers nothing of a hard resource."""
    if resource.hard and place.closes_on is not None and day > place.closes_on:
        return 0
    return sum(
        row.amount
        for row in case.offered.get((place.place_id, resource.resource_id), ())
        if (row.from_on is None or row.from_on <= day) and (row.until_on is None or day <= row.until_on)
    )


def capacities_exceeded(case: _Case) -> Iterator[Fault]:
    """What a household needs is offered, and no hard capacity is exceeded on any day."""
    for resource in case.programme.resources:
        used, not_offered = use_by_day(case, resource)
        for line, place_id in not_offered:
            yield Fault(
                "not_offered",
                f"assignments.csv, line {line}",
                f"needs {resource.resource_id}, which {place_id} lacks.",
            )
        if not resource.hard:
            continue
        worst: dict[str, tuple[int, dt.date, int]] = {}
        for (place_id, day), amount in sorted(used.items()):
            offered = amount_on(case, case.places[place_id], resource, day)
            if amount - offered > worst.get(place_id, (0, day, 0))[0]:
                worst[place_id] = (amount - offered, day, amount)
        for place_id, (excess, day, amount) in worst.items():
            yield Fault(
                "capacity",
                "assignments.csv",
                f"{resource.resource_id} at {place_id} on {day}: {amount} in use, {amount - excess} offered.",
            )


def places_closed(case: _Case) -> Iterator[Fault]:
    """Nobody is placed where the first possible day is after the last day of reception."""
    for line, row in case.known:
        place, household = case.places[row.place_id], case.households[row.household_id]
        days = [case.programme.settings.starts_on, household.ready_on, place.opens_on]
        first = max(day for day in days if day is not None)
        if first > (place.closes_on or case.programme.settings.ends_on):
            yield Fault(
                "place_closed", f"assignments.csv, line {line}", f"{row.place_id} receives nobody by then."
            )


@dataclass(frozen=True, slots=True)
class _Merits:
    """What the score of a household at a place is made of, looked up once."""

    scores: Mapping[tuple[str, str], float]
    tied: Mapping[tuple[str, str], frozenset[str]]
    jobs: Mapping[str, frozenset[str]]
    served: Mapping[str, frozenset[str]]


def _merits(case: _Case) -> _Merits:
    programme = case.programme
    tied: dict[tuple[str, str], set[str]] = defaultdict(set)
    for tie in programme.ties:
        if tie.place_id is not None and tie.bond != "apart":
            tied[tie.household_id, tie.place_id].add(tie.kind)
    jobs: dict[str, set[str]] = defaultdict(set)
    for row in programme.vacancies:
        if row.openings > 0:
            jobs[row.place_id].add(row.occupation)
    served: dict[str, set[str]] = defaultdict(set)
    for resource in programme.resources:
        if resource.counts.startswith("need:"):
            for place_id in case.places:
                if any(row.amount > 0 for row in case.offered.get((place_id, resource.resource_id), ())):
                    served[place_id].add(resource.counts.removeprefix("need:"))
    return _Merits(
        {(row.household_id, row.place_id): row.score for row in programme.scores},
        {key: frozenset(kinds) for key, kinds in tied.items()},
        {place_id: frozenset(found) for place_id, found in jobs.items()},
        {place_id: frozenset(found) for place_id, found in served.items()},
    )


def score_of(case: _Case, merits: _Merits, household: Household, place: Place) -> float:
    """The score of a household at a place in points, by the stated weights or by scores.csv."""
    weights = case.programme.settings.score
    members = case.members.get(household.household_id, ())
    key = (household.household_id, place.place_id)
    points = weights.person_placed * len(members)
    if case.programme.scores:
        return points + merits.scores.get(key, 0.0)
    for rank, wished in enumerate(household.prefers_place_id):
        if wished == place.place_id:
            points += weights.preference * 0.5**rank
    points += sum(float(getattr(weights, kind)) for kind in sorted(merits.tied.get(key, ())))
    start = case.programme.settings.starts_on.year
    for person in members:
        points += weights.language * (not set(person.languages).isdisjoint(place.languages))
        if (
            person.birth_year is not None
            and start - person.birth_year >= 18
            and person.occupation is not None
        ):
            points += weights.job * (person.occupation in merits.jobs.get(place.place_id, ()))
        points += weights.service * sum(
            code in merits.served.get(place.place_id, ()) for code in person.specific_needs
        )
    return points


def wrong_scores(case: _Case) -> Iterator[Fault]:
    """The score in each row is the one that the stated weights give."""
    merits = _merits(case)
    for line, row in case.known:
        expected = score_of(case, merits, case.households[row.household_id], case.places[row.place_id])
        if abs(expected - row.score) > TOLERANCE * max(1.0, abs(expected)):
            yield Fault(
                "score", f"assignments.csv, line {line}", f"must be {expected:g} points, got {row.score:g}."
            )


def nobody_serves(case: _Case) -> Iterator[Fault]:
    """Who waits because no place serves a need has a need that no open place offers enough of."""
    groups = must_groups(case.programme)
    year = case.programme.settings.starts_on.year
    for line, row in enumerate(case.waiting, start=2):
        if row.reason != "need_not_served" or row.household_id not in case.households:
            continue
        group = groups.get(row.household_id, (row.household_id,))
        members = [person for name in group for person in case.members.get(name, ())]
        needed = [resource for resource in case.programme.resources if units(resource, members, year) > 0]
        if any(
            all(case.offered.get((place_id, resource.resource_id)) for resource in needed)
            and all(_most(case, place_id, resource) >= units(resource, members, year) for resource in needed)
            for place_id in case.places
        ):
            text = "some place offers everything that is needed."
            yield Fault("waiting_reason", f"waiting.csv, line {line}", text)


def _most(case: _Case, place_id: str, resource: Resource) -> int:
    """The most units that a place ever offers by one row; a soft resource has no limit."""
    rows = case.offered.get((place_id, resource.resource_id), ())
    return sum(row.amount for row in rows) if resource.hard else 10**9


def wrong_totals(case: _Case, objective: float | None, bound: float | None) -> Iterator[Fault]:
    """The stated objective is what the rows are worth, and the bound is not below it."""
    if objective is None:
        return
    total = sum(row.score for row in case.assignments)
    total += together_points(case) - overrun_points(case) - shortfall_points(case) - floor_points(case)
    if abs(total - objective) > TOLERANCE * max(1.0, abs(total)):
        yield Fault("objective", "receipt.json", f"must be {total:g} points, got {objective:g}.")
    if bound is not None and objective > bound + TOLERANCE * max(1.0, abs(bound)):
        yield Fault("bound", "receipt.json", f"must not be below the objective, got {bound:g}.")


def together_points(case: _Case) -> float:
    """Points for pairs of households that would rather be together and are, each pair once."""
    weights = case.programme.settings.score
    at = {row.household_id: row.place_id for row in case.assignments}
    pairs: dict[frozenset[str], float] = {}
    for tie in case.programme.ties:
        if tie.bond == "prefer" and tie.with_household_id is not None:
            pair = frozenset((tie.household_id, tie.with_household_id))
            pairs[pair] = max(pairs.get(pair, -1e300), getattr(weights, tie.kind))
    points = 0.0
    for pair, worth in pairs.items():
        places = {at.get(name) for name in pair}
        if len(places) == 1 and None not in places:
            points += worth
    return points


def overrun_points(case: _Case) -> float:
    """Points that soft resources cost: at each place, the price times the excess on its worst day."""
    points = 0.0
    for resource in case.programme.resources:
        if resource.hard or resource.overrun_price is None:
            continue
        worst: dict[str, int] = defaultdict(int)
        for (place_id, day), used in use_by_day(case, resource)[0].items():
            excess = used - amount_on(case, case.places[place_id], resource, day)
            worst[place_id] = max(worst[place_id], excess)
        points += resource.overrun_price * sum(worst.values())
    return points


def shortfall_points(case: _Case) -> float:
    """Points that minimums cost: the price times the units short of each at_least.

    Units count for a row of capacities.csv if the household is there on at least one day of the row.
    """
    settings = case.programme.settings
    resources = {resource.resource_id: resource for resource in case.programme.resources}
    short = 0
    for row in case.programme.capacities:
        if row.at_least is None:
            continue
        resource, place = resources[row.resource_id], case.places[row.place_id]
        used = 0
        for _, assigned in case.known:
            if assigned.place_id != row.place_id:
                continue
            first, last = stay(case, case.households[assigned.household_id], place, resource)
            if first <= (row.until_on or settings.ends_on) and last >= (row.from_on or settings.starts_on):
                used += units(resource, case.members.get(assigned.household_id, ()), settings.starts_on.year)
        short += max(0, row.at_least - used)
    return short * settings.placement.shortfall_price


def floor_points(case: _Case) -> float:
    """Points that floors cost: `FLOOR_PRICE` for each point that a group stays short of its floor."""
    points = 0.0
    for floor in case.programme.floors:
        reached = 0.0
        for _, row in case.known:
            household = case.households[row.household_id]
            holders: list[Household | Person] = [household, *case.members.get(row.household_id, ())]
            if any(_has(holder, floor.group_column, floor.group_value) for holder in holders):
                reached += row.score
        points += FLOOR_PRICE * max(0.0, floor.at_least_score - reached)
    return points


def _has(holder: Household | Person, column: str, value: str) -> bool:
    held = getattr(holder, column, None)
    return value in held if isinstance(held, tuple) else held == value


_RULES = (
    not_exactly_once,
    wrong_people,
    unknown_places,
    placed_against_a_gate,
    open_claims_moved,
    law_not_cited,
    refused_places,
    broken_ties,
    places_closed,
    capacities_exceeded,
    nobody_serves,
    wrong_scores,
)
