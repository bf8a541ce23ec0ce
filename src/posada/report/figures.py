"""The numbers of the report about places: who is placed, who waits, how full the places are; rows in, numbers out."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from posada.programme import Programme
from posada.programme.disclosure import FEWEST_TOLD
from posada.programme.tables import Resource
from posada.programme.tables.answers import Assignment, Departure, Load, Waiting
from posada.report.map import Flow, Spot

Answers = Mapping[str, tuple[Any, ...]]

SENSITIVE = ("child_protection", "age_unconfirmed", "consent_missing", "need_not_served")
BLOCKS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Headline:
    """What was decided, in a handful of numbers."""

    people: int
    households: int
    placed: int
    placed_households: int
    waiting: int
    waiting_households: int
    places: int
    states: int
    departures: int
    vehicles: int
    km: float
    first: dt.datetime | None
    last: dt.datetime | None
    appointments: int
    appointment_days: int
    unbooked: int
    faults: tuple[tuple[str, int], ...]


def headline(programme: Programme, answers: Answers) -> Headline:
    """The numbers at the head of the report."""
    assignments, waiting = answers.get("assignments", ()), answers.get("waiting", ())
    departures: tuple[Departure, ...] = answers.get("departures", ())
    appointments = answers.get("appointments", ())
    states = {place.place_id: place.state for place in programme.places}
    used = {row.place_id for row in assignments}
    leaves = sorted(row.departs_at for row in departures)
    return Headline(
        people=len(programme.persons) or sum(row.people for row in (*assignments, *waiting)),
        households=len(programme.households) or len(assignments) + len(waiting),
        placed=sum(row.people for row in assignments),
        placed_households=len(assignments),
        waiting=sum(row.people for row in waiting),
        waiting_households=len(waiting),
        places=len(used),
        states=len({states[place_id] for place_id in used if place_id in states}),
        departures=len(departures),
        vehicles=len({(row.gathering_id, row.bus_type_id, row.bus) for row in departures}),
        km=sum(row.km for row in departures),
        first=leaves[0] if leaves else None,
        last=leaves[-1] if leaves else None,
        appointments=len(appointments),
        appointment_days=len({row.starts_at.date() for row in appointments}),
        unbooked=len(answers.get("unbooked", ())),
        faults=tuple(sorted(Counter(fault.rule for fault in answers.get("faults", ())).items())),
    )


@dataclass(frozen=True, slots=True)
class WaitingGroup:
    """Reasons that are counted together, and what decides them; None where a number would tell too much."""

    reasons: tuple[str, ...]
    households: int | None
    people: int | None
    laws: tuple[str, ...] = ()
    blocks: tuple[tuple[str, str], ...] = ()

    @property
    def is_joined(self) -> bool:
        """Whether several reasons share one number."""
        return len(self.reasons) > 1


def waiting_groups(programme: Programme, waiting: Iterable[Waiting]) -> tuple[WaitingGroup, ...]:
    """Why people wait, largest group first, small sensitive reasons joined so that no difference reveals them.

    A sensitive reason with fewer than `FEWEST_TOLD` households is never counted on its own. Such reasons are joined;
    while the joined households are still fewer than `FEWEST_TOLD`, or one reason alone would stand there, the
    smallest other reason joins them. If all who wait are too few, no number is given.
    """
    by_reason: dict[str, list[Waiting]] = defaultdict(list)
    for row in waiting:
        by_reason[row.reason].append(row)
    by_size = sorted(by_reason, key=lambda reason: (len(by_reason[reason]), reason))
    joined = [reason for reason in by_size if reason in SENSITIVE and len(by_reason[reason]) < FEWEST_TOLD]
    alone = [reason for reason in by_size if reason not in joined]
    while joined and alone and (len(joined) < 2 or _households(by_reason, joined) < FEWEST_TOLD):
        joined.append(alone.pop(0))
    groups = [_group(programme, by_reason, (reason,)) for reason in alone]
    if joined:
        counted = len(joined) > 1 and _households(by_reason, joined) >= FEWEST_TOLD
        groups.append(_group(programme, by_reason, tuple(sorted(joined)), counted=counted))
    return tuple(sorted(groups, key=lambda group: (-(group.people or 0), group.reasons)))


def _households(by_reason: Mapping[str, Sequence[Waiting]], reasons: Sequence[str]) -> int:
    """How many households wait for some reasons."""
    return sum(len(by_reason[reason]) for reason in reasons)


def _group(
    programme: Programme,
    by_reason: Mapping[str, Sequence[Waiting]],
    reasons: tuple[str, ...],
    *,
    counted: bool = True,
) -> WaitingGroup:
    """The group of some reasons, with its numbers if it may be counted."""
    rows = [row for reason in reasons for row in by_reason[reason]]
    return WaitingGroup(
        reasons=reasons,
        households=len(rows) if counted else None,
        people=sum(row.people for row in rows) if counted else None,
        laws=_laws(programme, reasons, rows),
        blocks=_blocks(programme, rows) if reasons == ("capacity",) else (),
    )


def _laws(programme: Programme, reasons: Sequence[str], rows: Iterable[Waiting]) -> tuple[str, ...]:
    """The laws on file for some reasons that the rows cite; nothing else of a row's text is passed on."""
    told = {row.rule for row in rows}
    return tuple(
        dict.fromkeys(
            rule.cites
            for rule in programme.legal_rules
            if rule.rule_id in reasons and any(text.startswith(rule.cites) for text in told)
        )
    )


def _blocks(programme: Programme, rows: Iterable[Waiting]) -> tuple[tuple[str, str], ...]:
    """The resources and places that block most households, as far as both are known codes."""
    resources = {resource.resource_id for resource in programme.resources}
    places = {place.place_id for place in programme.places}
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        for part in row.rule.split("; "):
            told = re.fullmatch(r"(\S+) at (\S+)", part)
            if told and told[1] in resources and told[2] in places:
                counts[told[1], told[2]] += 1
    return tuple(sorted(counts, key=lambda block: (-counts[block], block))[:BLOCKS_SHOWN])


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place or a state: who goes there, and how many of its beds that takes."""

    name: str
    people: int
    households: int
    used: int
    amount: int
    places: tuple[PlaceRow, ...] = ()


def bed_resource(programme: Programme) -> Resource | None:
    """The resource that stands for room to live: the first that every person needs; None if there is none."""
    of_people = [resource for resource in programme.resources if resource.counts == "people"]
    return next((resource for resource in of_people if resource.hard), None) or next(iter(of_people), None)


def fullest(loads: Iterable[Load]) -> dict[tuple[str, str], Load]:
    """The fullest period of each resource of each place; of two as full, the one with more in use."""
    found: dict[tuple[str, str], Load] = {}
    for load in loads:
        key = load.place_id, load.resource_id
        if key not in found or (_share(load), load.used) > (_share(found[key]), found[key].used):
            found[key] = load
    return found


def _share(load: Load) -> float:
    """How full a resource is."""
    return load.used / load.amount if load.amount else float(load.used)


def places_by_state(
    programme: Programme, assignments: Iterable[Assignment], loads: Iterable[Load]
) -> tuple[PlaceRow, ...]:
    """The states with their places, most people first."""
    rows: dict[str, list[Assignment]] = defaultdict(list)
    for row in assignments:
        rows[row.place_id].append(row)
    beds, full = bed_resource(programme), fullest(loads)
    names = {state.state: state.name for state in programme.states if state.name}
    by_state: dict[str, list[PlaceRow]] = defaultdict(list)
    for place in programme.places:
        load = full.get((place.place_id, beds.resource_id)) if beds else None
        of_place = rows.get(place.place_id, [])
        by_state[place.state].append(
            PlaceRow(
                name=place.name,
                people=sum(row.people for row in of_place),
                households=len(of_place),
                used=load.used if load else 0,
                amount=load.amount if load else 0,
            )
        )
    states = [
        PlaceRow(
            name=names.get(state, state),
            people=sum(place.people for place in places),
            households=sum(place.households for place in places),
            used=sum(place.used for place in places),
            amount=sum(place.amount for place in places),
            places=tuple(sorted(places, key=lambda place: (-place.people, place.name))),
        )
        for state, places in by_state.items()
    ]
    return tuple(sorted(states, key=lambda state: (-state.people, state.name)))


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """A resource over all places: units in use, units offered, places where none is left."""

    resource: Resource
    used: int
    amount: int
    full: int
    places: int


def resource_rows(programme: Programme, loads: Iterable[Load]) -> tuple[ResourceRow, ...]:
    """The resources that places offer, in the order of resources.csv."""
    by_resource: dict[str, list[Load]] = defaultdict(list)
    for (_, resource_id), load in fullest(loads).items():
        by_resource[resource_id].append(load)
    return tuple(
        ResourceRow(
            resource=resource,
            used=sum(load.used for load in by_resource[resource.resource_id]),
            amount=sum(load.amount for load in by_resource[resource.resource_id]),
            full=sum(load.used >= load.amount for load in by_resource[resource.resource_id]),
            places=len(by_resource[resource.resource_id]),
        )
        for resource in programme.resources
        if resource.resource_id in by_resource
    )


def flows(programme: Programme, assignments: Iterable[Assignment]) -> tuple[Flow, ...]:
    """Who goes from which gathering to which place, as far as both have coordinates; smallest flows last."""
    gatherings = {gathering.gathering_id: gathering for gathering in programme.gatherings}
    places = {place.place_id: place for place in programme.places}
    start_of = {household.household_id: household.gathering_id for household in programme.households}
    people: Counter[tuple[str, str]] = Counter()
    for row in assignments:
        people[start_of.get(row.household_id, ""), row.place_id] += row.people
    spots: dict[tuple[str, str], Spot] = {}
    for side, known, index in (("start", gatherings, 0), ("end", places, 1)):
        for code in sorted({pair[index] for pair in people}):
            at: Any = known.get(code)
            if at is not None and at.latitude is not None and at.longitude is not None:
                total = sum(count for pair, count in people.items() if pair[index] == code)
                spots[side, code] = Spot(at.name, at.latitude, at.longitude, total)
    drawn = [
        Flow(spots["start", start], spots["end", end], count)
        for (start, end), count in people.items()
        if ("start", start) in spots and ("end", end) in spots
    ]
    return tuple(sorted(drawn, key=lambda flow: (-flow.people, flow.end.name, flow.start.name)))


@dataclass(frozen=True, slots=True)
class Overrides:
    """How many placed households have another place, by what it costs the plan to send them there."""

    free: int
    cheap: int
    dear: int
    nowhere: int

    @property
    def known(self) -> int:
        """Households of whom it is known."""
        return self.free + self.cheap + self.dear + self.nowhere


CHEAP_POINTS = 25.0


def overrides(assignments: Iterable[Assignment]) -> Overrides | None:
    """The households by what their next best place costs; None if the assignments do not say."""
    rows = tuple(assignments)
    costs = [row.next_costs for row in rows if row.next_costs is not None]
    if not costs:
        return None
    free = sum(cost < 0.05 for cost in costs)
    cheap = sum(0.05 <= cost <= CHEAP_POINTS for cost in costs)
    return Overrides(free, cheap, len(costs) - free - cheap, len(rows) - len(costs))


def dearest(loads: Iterable[Load], most: int = 8) -> tuple[Load, ...]:
    """The resources of places of which one more unit is worth most, dearest first."""
    priced = [load for load in fullest(loads).values() if load.price > 0]
    return tuple(sorted(priced, key=lambda load: (-load.price, load.place_id, load.resource_id))[:most])
