"""Whether whoever waits has the reason that waiting.csv states: part of the check of a placement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from posada.placement.check.facts import (
    Case,
    amount_on,
    days_of_stay,
    gate_of,
    receives,
    refused_by,
    state_of_claim,
)
from posada.placement.check.worth import Merits, gain, merits
from posada.programme import Fault
from posada.programme.tables import Place, Waiting

GATE_REASONS = ("child_protection", "age_unconfirmed", "consent_missing")
"""The reasons that stop a household everywhere; the first that is true of it, or of its group, is told."""
OTHER_REASONS = ("open_asylum_claim", "need_not_served", "refusals", "capacity", "score_below_price")
RULE_IDS = {
    "child_protection": "child_protection",
    "age_unconfirmed": "child_protection",
    "consent_missing": "consent",
    "open_asylum_claim": "open_asylum_claim",
}
"""The rule of law behind each reason that has one."""
GAIN_TOLERANCE = 1e-5
"""Points that a place may still bring to somebody who waits: sums of many scores are not exact."""


@dataclass(frozen=True, slots=True)
class _Outlook:
    """What holds for a waiting group at one place, one rule each."""

    place_id: str
    is_lawful: bool
    is_served: bool
    is_open: bool
    is_willing: bool
    has_room: bool
    is_apart: bool

    @property
    def is_free(self) -> bool:
        """Whether nothing at all stands against the place."""
        return self.would_do and self.is_willing and self.has_room and not self.is_apart

    @property
    def would_do(self) -> bool:
        """Whether the place suits the group, whatever it wishes and whoever else is there."""
        return self.is_lawful and self.is_served and self.is_open


@dataclass(frozen=True, slots=True)
class _View:
    """The case, and what is looked up for every waiting group."""

    case: Case
    known: Merits
    refused: Mapping[str, set[str]]
    pinned: Mapping[str, set[str]]
    foes: Mapping[str, set[str]]
    room: dict[tuple[object, ...], bool] = field(default_factory=dict)
    outlooks: dict[tuple[object, ...], list[_Outlook]] = field(default_factory=dict)


def _view(case: Case) -> _View:
    pinned: dict[str, set[str]] = {}
    foes: dict[str, set[str]] = {}
    for tie in case.programme.ties:
        if tie.bond == "must" and tie.place_id is not None:
            pinned.setdefault(tie.household_id, set()).add(tie.place_id)
        if tie.bond == "apart" and tie.with_household_id is not None:
            foes.setdefault(tie.household_id, set()).add(tie.with_household_id)
            foes.setdefault(tie.with_household_id, set()).add(tie.household_id)
    return _View(case, merits(case), refused_by(case.programme), pinned, foes)


def reasons_that_do_not_hold(case: Case) -> Iterator[Fault]:
    """Whoever waits does so for the reason stated, and for no place where it could be at a gain."""
    view = _view(case)
    for line, row in enumerate(case.waiting, start=2):
        if row.household_id not in case.households:
            continue
        group = tuple(name for name in case.group(row.household_id) if name in case.households)
        text = _wrong_reason(view, row, group)
        if text is not None:
            yield Fault("waiting_reason", f"waiting.csv, line {line}", text)


def _wrong_reason(view: _View, row: Waiting, group: tuple[str, ...]) -> str | None:
    """What is wrong with the reason of a row, or None."""
    if row.reason not in GATE_REASONS + OTHER_REASONS:
        return f"must be one of {', '.join(GATE_REASONS + OTHER_REASONS)}."
    case = view.case
    gates = {gate_of(case.programme, case.households[name], case.members[name]) for name in group}
    for gate in GATE_REASONS:
        if gate in gates:
            return None if row.reason == gate else f"must be {gate}, got {row.reason}."
    if row.reason in GATE_REASONS:
        return f"has no ground to be {row.reason}."
    if any(name in case.at for name in group):
        # The broken tie is a fault of its own; where the others are settles nothing about this row.
        return None
    outlooks = _outlooks(view, group)
    for outlook in outlooks:
        if outlook.is_free and gain(case, view.known, group, outlook.place_id) > GAIN_TOLERANCE:
            return f"must not wait: {outlook.place_id} has room, and the plan would be worth more."
    return _not_true(view, row.reason, group, outlooks)


def _outlooks(view: _View, group: tuple[str, ...]) -> list[_Outlook]:
    """What holds for a group at every place; asked once of those who are alike in all that matters."""
    case = view.case
    foes = {foe for name in group for foe in view.foes.get(name, ())}
    alike = sorted(
        (
            str(state_of_claim(case.programme, case.households[name])),
            str(case.households[name].ready_on),
            str(sorted(case.needs[name].items())),
            str(sorted(view.refused.get(name, ()))),
            str(sorted(view.pinned.get(name, ()))),
        )
        for name in group
    )
    key = (tuple(alike), group if foes else ())
    if key not in view.outlooks:
        view.outlooks[key] = [_outlook(view, group, foes, place) for place in case.places.values()]
    return view.outlooks[key]


def _outlook(view: _View, group: tuple[str, ...], foes: set[str], place: Place) -> _Outlook:
    """What holds for a group at a place."""
    case, place_id = view.case, place.place_id
    claims = [state_of_claim(case.programme, case.households[name]) for name in group]
    return _Outlook(
        place_id,
        is_lawful=all(state in (None, place.state) for state in claims),
        is_served=all(
            case.offered.get((place_id, resource_id)) for name in group for resource_id in case.needs[name]
        ),
        is_open=all(receives(case.programme, case.households[name], place) for name in group),
        is_willing=foes.isdisjoint(group)
        and all(
            place_id not in view.refused.get(name, ()) and view.pinned.get(name, {place_id}) == {place_id}
            for name in group
        ),
        has_room=not lacking(view, group, place),
        is_apart=any(case.at.get(foe) == place_id for foe in foes),
    )


def lacking(view: _View, group: tuple[str, ...], place: Place) -> list[str]:
    """The hard resources of which a place has too few left for a group, on at least one day."""
    return [
        resource_id
        for resource_id in sorted({name for household in group for name in view.case.needs[household]})
        if view.case.resources[resource_id].hard and not _has_room(view, group, place, resource_id)
    ]


def _has_room(view: _View, group: tuple[str, ...], place: Place, resource_id: str) -> bool:
    """Whether a place has units left for a group on every day; asked once of those who are alike."""
    case, resource = view.case, view.case.resources[resource_id]
    alike = tuple(
        sorted(
            (case.needs[name].get(resource_id, 0), str(case.households[name].ready_on or ""))
            for name in group
        )
    )
    key = (place.place_id, resource_id, alike)
    if key not in view.room:
        used = dict(case.in_use.get((place.place_id, resource_id), {}))
        wanted = set()
        for name in group:
            for day in days_of_stay(case.programme, case.households[name], place, resource):
                used[day] = used.get(day, 0) + case.needs[name].get(resource_id, 0)
                wanted.add(day)
        view.room[key] = all(used[day] <= amount_on(case, place, resource, day) for day in wanted)
    return view.room[key]


def _not_true(view: _View, reason: str, group: tuple[str, ...], outlooks: list[_Outlook]) -> str | None:
    """Why a reason other than a gate is not true of a group, or None if it is."""
    case = view.case
    has_claim = any(case.households[name].asylum_claim == "open" for name in group)
    is_held = has_claim and not all(outlook.is_lawful for outlook in outlooks)
    if reason == "open_asylum_claim":
        return None if is_held else "has no ground to be open_asylum_claim."
    if is_held and not any(outlook.is_lawful for outlook in outlooks):
        return f"must be open_asylum_claim, got {reason}."
    is_free = any(outlook.is_free for outlook in outlooks)
    if reason == "score_below_price":
        return None if is_free else "has no ground to be score_below_price: no place has room."
    if is_free:
        return f"must be score_below_price, got {reason}: a place has room."
    if reason == "need_not_served":
        enough = any(_offers_enough(view, group, outlook.place_id) for outlook in outlooks)
        return "some place offers everything that is needed." if enough else None
    if reason == "refusals":
        is_true = any(
            outlook.would_do and (outlook.is_apart or not outlook.is_willing) for outlook in outlooks
        )
        return None if is_true else "has no ground to be refusals: every place that would do is accepted."
    if not any(outlook.is_served for outlook in outlooks):
        return "has no ground to be capacity: no place offers what is needed."
    is_true = any(
        outlook.would_do and outlook.is_willing and not outlook.has_room for outlook in outlooks
    ) or not any(outlook.is_served and outlook.is_open for outlook in outlooks)
    return None if is_true else "has no ground to be capacity: no place that would do is full."


def _offers_enough(view: _View, group: tuple[str, ...], place_id: str) -> bool:
    """Whether a place ever offers as much of everything as a group needs; soft resources have no limit."""
    case = view.case
    wanted: dict[str, int] = {}
    for name in group:
        for resource_id, need in case.needs[name].items():
            wanted[resource_id] = wanted.get(resource_id, 0) + need
    return all(
        (rows := case.offered.get((place_id, resource_id), ()))
        and (not view.case.resources[resource_id].hard or sum(row.amount for row in rows) >= need)
        for resource_id, need in wanted.items()
    )


def blocks_that_do_not_hold(case: Case) -> Iterator[Fault]:
    """What a row names as full is needed and full; what it names as not served is needed."""
    view = _view(case)
    for line, row in enumerate(case.waiting, start=2):
        if row.household_id not in case.households or row.reason not in ("capacity", "need_not_served"):
            continue
        group = tuple(name for name in case.group(row.household_id) if name in case.households)
        for block in filter(None, row.rule.split("; ")):
            if not _block_holds(view, row.reason, group, block):
                text = f"{block} does not stand in the way."
                yield Fault("waiting_rule", f"waiting.csv, line {line}", text)


def _block_holds(view: _View, reason: str, group: tuple[str, ...], block: str) -> bool:
    """Whether a named block is one; words that name no resource at no place are not judged."""
    needed = {resource_id for name in group for resource_id in view.case.needs[name]}
    if reason == "need_not_served":
        return block in needed or block not in view.case.resources
    resource_id, _, place_id = block.partition(" at ")
    if resource_id not in view.case.resources or place_id not in view.case.places:
        return resource_id not in view.case.resources
    return resource_id in lacking(view, group, view.case.places[place_id])


def law_not_cited(case: Case) -> Iterator[Fault]:
    """Waiting for a reason of law cites the rule that is in force on the first day, if one is on file."""
    settings = case.programme.settings
    for line, row in enumerate(case.waiting, start=2):
        in_force = [
            rule
            for rule in case.programme.legal_rules
            if rule.rule_id == RULE_IDS.get(row.reason)
            and rule.country == settings.country
            and (rule.valid_from is None or rule.valid_from <= settings.starts_on)
            and (rule.valid_to is None or rule.valid_to >= settings.starts_on)
        ]
        if in_force and not any(rule.cites in row.rule for rule in in_force):
            yield Fault("citation", f"waiting.csv, line {line}", f"must cite {in_force[-1].cites}.")
