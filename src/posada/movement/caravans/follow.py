"""The groups of a programme followed as was asked, and beside that under every other fate of the offer."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from posada.movement.caravans.check import faults_of
from posada.movement.caravans.door import Roads, checked_roads
from posada.movement.caravans.foretell import foretell_trivially
from posada.movement.caravans.offering import can_be_decided
from posada.movement.caravans.parameters import CaravanParameters
from posada.movement.caravans.result import CaravanOutlook
from posada.movement.caravans.simulate import simulate_caravans
from posada.movement.caravans.words import people_told, words_of
from posada.programme import Fault, Programme
from posada.programme.disclosure import FEWEST_TOLD
from posada.programme.tables import Group, Location, Offer, Route, Sighting, TrivialRule, WhatIf

Rows = tuple[Sequence[Location], Sequence[Route], Sequence[Group], Sequence[Offer], Sequence[Sighting]]

LATE = "late:10"
"""The delay that is tried beside the others where none was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """What was asked for, what becomes of the offer otherwise, and how near trivial rules come."""

    roads: Roads
    offer: Offer | None
    outlook: CaravanOutlook
    otherwise: tuple[CaravanOutlook, ...]
    parameters: CaravanParameters
    faults: tuple[Fault, ...]

    def rows(self) -> dict[str, tuple[Any, ...]]:
        """The answer as rows by table name; counts of fewer than ten people are left out."""
        tables: dict[str, Sequence[Any]] = {
            **self.outlook.rows(),
            "what_ifs": self.what_ifs(),
            "trivial_rules": trivial_rules(self.roads, self.outlook),
        }
        return {name: tuple(map(_without_few, rows)) for name, rows in tables.items()}

    def summary(self, lang: str = "en") -> str:
        """The answer in a few lines, then one for each fate of the offer."""
        words = words_of(lang)
        fates = [f"- {_fate(row, words)}: {_again(row, words)}" for row in self.what_ifs()]
        return "\n".join([self.outlook.summary(lang), *([words["fates"], *fates] if fates else [])])

    def what_ifs(self) -> tuple[WhatIf, ...]:
        """What becomes of the offer, fate by fate; no rows where no offer is made or could be."""
        return tuple(_what_if(self.roads, outlook, self.offer) for outlook in self.otherwise)


def follow_caravans(
    programme: Programme,
    *,
    offer: str | None,
    delivered: str,
    seed: int = 1,
    members: int = 200,
    parameters: CaravanParameters | None = None,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Followed:
    """The groups of a programme, followed with an offer and a fate of it, and with every other fate beside.

    `told` hears how many of how many ensembles are done. Raises `InputError` for rows that do not fit and
    ValueError for an option that does not.
    """
    given = parameters or CaravanParameters()
    roads = _roads_of(programme)
    named = offer or only_offer(programme)
    fates = _fates(named, delivered)
    outlooks = []
    for done, (offered, fate) in enumerate(fates):
        told(done, len(fates))
        outlooks.append(
            simulate_caravans(
                *_tables(programme),
                offer=offered,
                delivered=fate,
                seed=seed,
                members=members,
                parameters=given,
            )
        )
    told(len(fates), len(fates))
    asked = outlooks[fates.index((offer, delivered if offer else "never"))]
    made = next((row for row in programme.offers if row.offer_id == named), None)
    return Followed(
        roads=roads,
        offer=made,
        outlook=asked,
        otherwise=tuple(outlooks) if len(outlooks) > 1 else (),
        parameters=given,
        faults=tuple(
            fault
            for outlook in outlooks
            for fault in faults_of(
                outlook.days,
                outlook.flows,
                [made] if made and outlook.offer_id else [],
                outlook.most_boarded,
            )
        ),
    )


def _tables(programme: Programme) -> Rows:
    """The five tables of movement."""
    return (
        programme.locations,
        programme.routes,
        programme.groups,
        programme.offers,
        programme.sightings,
    )


def _roads_of(programme: Programme) -> Roads:
    return checked_roads(*_tables(programme))


def only_offer(programme: Programme) -> str | None:
    """The offer that is made where nobody names one: the only one that there is and that can be decided."""
    roads = _roads_of(programme)
    offers = [offer for offer in roads.offers if can_be_decided(roads, offer)]
    return offers[0].offer_id if len(offers) == 1 else None


def _fates(named: str | None, delivered: str) -> list[tuple[str | None, str]]:
    """The runs to make: no offer, then every fate of the offer that was named, the fate asked for among them."""
    if named is None:
        return [(None, "never")]
    late = delivered if delivered.startswith("late:") else LATE
    return [(None, "never"), *((named, fate) for fate in ("kept", late, "never"))]


def _what_if(roads: Roads, outlook: CaravanOutlook, offer: Offer | None) -> WhatIf:
    """One fate of an offer as a row, beside what sources have of a group that formed after it."""
    seen = _seen_again(roads, offer)
    gathered = _gathered_by(outlook, offer, seen.on_hi) if seen and offer else (None, None, None)
    boarded = outlook.boarded or (None, None, None)
    again = outlook.formed_again or (None, None, None)
    return WhatIf(
        offer_id=outlook.offer_id,
        delivered=outlook.delivered if outlook.offer_id else None,
        accepted_share=None if outlook.accepted_share is None else round(outlook.accepted_share, 4),
        boarded_lo=boarded[0],
        boarded_mid=boarded[1],
        boarded_hi=boarded[2],
        again_share=round(outlook.formed_again_share, 4),
        again_on=outlook.formed_again_on,
        again_lo=again[0],
        again_mid=again[1],
        again_hi=again[2],
        seen_on=seen.on_hi if seen else None,
        on_that_day_lo=gathered[0],
        on_that_day_mid=gathered[1],
        on_that_day_hi=gathered[2],
        seen_lo=seen.people_lo if seen else None,
        seen_hi=seen.people_hi if seen else None,
    )


def _fate(row: WhatIf, words: dict[str, str]) -> str:
    """An offer and what comes of its promise, in words."""
    if row.offer_id is None:
        return words["without"]
    fate, _, days = (row.delivered or "").partition(":")
    return words[fate].format(days=days)


def _again(row: WhatIf, words: dict[str, str]) -> str:
    """Whether a group forms again, and how large, in words."""
    share = f"{100 * row.again_share:.0f}"
    if row.again_lo is None or row.again_hi is None:
        return words["fate_not"].format(share=share)
    return words["fate_again"].format(
        share=share,
        low=people_told(row.again_lo, words),
        high=people_told(row.again_hi, words),
        on=row.again_on,
    )


def _seen_again(roads: Roads, offer: Offer | None) -> Sighting | None:
    """The first sighting, with its size, of a group said to have formed after the one of the offer."""
    after = [] if offer is None else [g for g in roads.groups if g.after_group_id == offer.group_id]
    rows = [row for group in after for row in roads.sightings_of(group.group_id)]
    return next((row for row in rows if row.people_lo is not None and row.people_hi is not None), None)


def _gathered_by(
    outlook: CaravanOutlook, offer: Offer, on: dt.date
) -> tuple[int | None, int | None, int | None]:
    for row in outlook.days:
        if (row.group_id, row.on) == (f"{offer.group_id}-again", on):
            return row.people_lo, row.people_mid, row.people_hi
    return None, None, None


def trivial_rules(roads: Roads, outlook: CaravanOutlook) -> tuple[TrivialRule, ...]:
    """How many arrivals and sizes the model gets right, and how many two rules do that need no model.

    Counted on the groups that set out by themselves: no trivial rule says that a group forms again. An arrival or a
    size that the model was given is not counted for either; where nothing is left to count, there is no row.
    """
    leading = [group for group in roads.groups if group.after_group_id is None]
    trivial = [row for group in leading for row in foretell_trivially(roads, group)]
    arrivals = [
        row.within_a_day for row in trivial if not outlook.arrival_was_given(row.group_id, row.location_id)
    ]
    sizes = [row.inside for row in trivial if not outlook.size_was_given(row.group_id, row.on_lo)]
    against = outlook.against_sightings({group.group_id for group in leading})
    rules = (
        ("model", "arrivals", against["near"], against["arrivals"]),
        ("20 km a day", "arrivals", sum(arrivals), len(arrivals)),
        ("model", "sizes", against["inside"], against["sizes"]),
        ("same size", "sizes", *_inside(sizes)),
    )
    return tuple(_rule(*rule) for rule in rules if rule[-1])


def _inside(said: Sequence[bool | None]) -> tuple[int, int]:
    known = [right for right in said if right is not None]
    return sum(known), len(known)


def _rule(rule: str, what: str, right: int, of: int) -> TrivialRule:
    return TrivialRule(rule=rule, what=what, value=round(right / of, 4) if of else None, right=right, of=of)


def _without_few(row: Any) -> Any:
    """The row without its counts of at least one and fewer than ten people, means rounded to a tenth."""
    return dataclasses.replace(row, **dict(_told(row)))


_FLOWS = ("set_out", "joined", "left", "boarded", "returned", "merged", "people")
_BANDS = ("people", "boarded", "again", "on_that_day")
COUNTS = frozenset(
    (*_FLOWS, "seen_lo", "seen_hi", *(f"{name}_{end}" for name in _BANDS for end in ("lo", "mid", "hi")))
)
"""The columns that count people, of the model or of sources; in some tables two of these names are days."""


def _told(row: Any) -> Iterator[tuple[str, float | None]]:
    for each in dataclasses.fields(row):
        value = getattr(row, each.name)
        if each.name in COUNTS and isinstance(value, int | float):
            yield each.name, None if 0 < abs(value) < FEWEST_TOLD else round(value, 1)
