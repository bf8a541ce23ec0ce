"""Who may go where: which households must stay together, and which places each rule leaves open to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from posada.placement.gates import claim_state
from posada.placement.occupancy import Offer, Stays, day_of, days_of
from posada.programme import Programme
from posada.programme.tables import Household, Place, Tie

Flags = NDArray[np.bool_]
Units = NDArray[np.int64]


def must_groups(ties: Iterable[Tie], household_of: Mapping[str, int]) -> tuple[tuple[int, ...], ...]:
    """The households that must stay together, each group in order; most are alone in theirs."""
    leader = list(range(len(household_of)))

    def first_of(household: int) -> int:
        while leader[household] != household:
            leader[household] = leader[leader[household]]
            household = leader[household]
        return household

    for tie in ties:
        with_id = tie.with_household_id
        if tie.bond == "must" and with_id is not None and {with_id, tie.household_id} <= household_of.keys():
            one, other = first_of(household_of[tie.household_id]), first_of(household_of[with_id])
            leader[max(one, other)] = min(one, other)
    groups: dict[int, list[int]] = {}
    for household in range(len(household_of)):
        groups.setdefault(first_of(household), []).append(household)
    return tuple(tuple(group) for group in groups.values())


def open_places(programme: Programme, places: Sequence[Place], bookings: Stays) -> Flags:
    """Whether a place still receives on the day a household can arrive."""
    last = days_of(programme) - 1
    closes = [min(last, day_of(programme, place.closes_on, otherwise=last)) for place in places]
    return bookings.first_day <= np.array(closes, dtype=np.int64)


def served_places(bookings: Stays, offered: Sequence[Offer], places: int) -> Flags:
    """Whether a place offers every resource that a household needs."""
    offers_it = np.zeros((bookings.units.shape[1], places), dtype=bool)
    for offer in offered:
        offers_it[offer.resource, offer.place] = True
    lacking = (bookings.units > 0).astype(np.int64) @ (~offers_it).astype(np.int64)
    served: NDArray[np.bool_] = lacking == 0
    return served


def lawful_places(programme: Programme, households: Sequence[Household], places: Sequence[Place]) -> Flags:
    """Whether a place lies in the state that an open claim holds the household in."""
    lawful = np.ones((len(households), len(places)), dtype=bool)
    for index, household in enumerate(households):
        state = claim_state(programme, household)
        if state is not None:
            lawful[index] = [place.state == state for place in places]
    return lawful


def willing_places(
    programme: Programme,
    households: Sequence[Household],
    household_of: Mapping[str, int],
    place_of: Mapping[str, int],
    case_of: Units,
) -> Flags:
    """Whether a place is none that the household refuses, is kept from, or is pinned away from."""
    willing = np.ones((len(households), len(place_of)), dtype=bool)
    for index, household in enumerate(households):
        willing[index, [place_of[place] for place in household.refuses_place_id if place in place_of]] = False
    for tie in programme.ties:
        index = household_of[tie.household_id]
        if tie.place_id is not None and tie.bond == "apart":
            willing[index, place_of[tie.place_id]] = False
        elif tie.place_id is not None and tie.bond == "must":
            willing[index, np.arange(len(place_of)) != place_of[tie.place_id]] = False
    for one, other in tied_pairs(programme, household_of, "apart"):
        if case_of[one] == case_of[other]:
            willing[[one, other]] = False
    return willing


def tied_pairs(
    programme: Programme, household_of: Mapping[str, int], bond: str
) -> dict[tuple[int, int], float]:
    """The pairs of households with such a bond, once each, with the weight of their strongest tie."""
    weight_of = programme.settings.score
    pairs: dict[tuple[int, int], float] = {}
    for tie in programme.ties:
        if (
            tie.bond == bond
            and tie.with_household_id is not None
            and tie.with_household_id != tie.household_id
        ):
            one, other = sorted((household_of[tie.household_id], household_of[tie.with_household_id]))
            weight = float(getattr(weight_of, tie.kind))
            pairs[one, other] = max(weight, pairs.get((one, other), weight))
    return dict(sorted(pairs.items()))
