"""Why one household goes where it goes: term by term, against the best other places, and what blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from posada.placement.gates import law
from posada.placement.ledger import Ledger
from posada.placement.pricing import Pricing
from posada.placement.problem import Problem
from posada.placement.scores import score_terms
from posada.placement.texts import REASONS, TERM_NAMES, block, listed, number, people, say, signed
from posada.placement.waiting import KEPT_APART, CaseFlags, case_flags, reason

Units = NDArray[np.int64]
Points = NDArray[np.float64]

TELLING = 0.05
"""Points below which nothing is said to be lost."""
PLACES_TOLD = 3
"""The other places that an explanation compares with."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The case that is asked about, and the plan it is part of."""

    problem: Problem
    flags: CaseFlags
    ledger: Ledger
    pricing: Pricing
    case: int
    lang: str

    def say(self, key: str, **words: object) -> str:
        return say(self.lang, key, **words)


def explain(
    problem: Problem, place_of_case: Units, pricing: Pricing, household_id: str, *, lang: str = "en"
) -> str:
    """The explanation of one household's place, or of its waiting, in a few lines."""
    index = next(
        (i for i, household in enumerate(problem.households) if household.household_id == household_id), None
    )
    if index is None:
        raise LookupError(say(lang, "unknown_household"))
    case = int(problem.case_of[index])
    asked = _Asked(problem, case_flags(problem), Ledger(problem, place_of_case), pricing, case, lang)
    lines = [_decision(asked, index)]
    others = len(problem.cases[case]) - 1
    if others > 0:
        more = asked.say("household_more" if others == 1 else "households_more", count=others)
        lines.append(asked.say("group", more=more, people=people(lang, int(problem.case_people[case]))))
    lines += _chosen(asked) if place_of_case[case] >= 0 else _waiting(asked)
    return "\n".join(lines)


def _decision(asked: _Asked, index: int) -> str:
    """Where the household goes, or why it waits."""
    problem, place = asked.problem, int(asked.ledger.place_of_case[asked.case])
    household = problem.households[index].household_id
    count = people(asked.lang, len(problem.members[index]))
    if place >= 0:
        return asked.say("goes", household=household, people=count, place=problem.places[place].name)
    why = reason(problem, asked.flags, asked.ledger, asked.pricing.limits, asked.case)[0]
    return asked.say("waits", household=household, people=count, reason=REASONS[asked.lang][why])


def _chosen(asked: _Asked) -> list[str]:
    """The points of the chosen place, and those of the others, best first, with what stands against them."""
    problem, case = asked.problem, asked.case
    terms = _terms(asked)
    here = int(asked.ledger.place_of_case[case])
    total = np.sum(list(terms.values()), axis=0)
    lines = [
        asked.say(
            "points",
            total=number(total[here]),
            terms=" + ".join(
                f"{number(points[here])} {TERM_NAMES[asked.lang][term]}"
                for term, points in terms.items()
                if points[here]
            )
            or "0",
        )
    ]
    asked.ledger.remove(case)
    others = _others(asked, total, here)
    lines.append(asked.say("alternatives" if others else "no_alternative"))
    for place in others:
        changed = [
            f"{signed(points[place] - points[here])} {TERM_NAMES[asked.lang][term]}"
            for term, points in terms.items()
            if points[place] != points[here]
        ]
        lines.append(
            asked.say(
                "alternative",
                place=problem.places[place].name,
                total=number(total[place]),
                difference=signed(total[place] - total[here]),
                terms=f": {', '.join(changed)}" if changed else "",
                why=_against(asked, place, better=bool(total[place] > total[here]))
                + _override(asked, place, here),
            )
        )
    asked.ledger.enter(case, here)
    return lines


def _others(asked: _Asked, total: Points, here: int) -> list[int]:
    """The other places to compare with: the best of all, and the best where the case may go.

    A place where somebody is from whom the case must be kept apart is passed over in silence: any word on it
    would help to find that person.
    """
    hidden = asked.ledger.foes_at(asked.case)
    ranked = [
        int(place) for place in np.argsort(-total, kind="stable") if place != here and not hidden[place]
    ]
    allowed = [place for place in ranked if asked.problem.admissible[asked.case, place]]
    told = dict.fromkeys([place for place in ranked if total[place] > total[here]][:PLACES_TOLD])
    for place in allowed:
        if len(told) < PLACES_TOLD:
            told.setdefault(place)
    return list(told)


def _terms(asked: _Asked) -> dict[str, Points]:
    """The points of the case at every place by term: its households' scores, staying, and company."""
    problem = asked.problem
    terms: dict[str, Points] = {}
    for index in problem.cases[asked.case]:
        found = score_terms(
            problem.programme, problem.households[index], problem.members[index], problem.known
        )
        for term, points in found.items():
            terms[term] = terms.get(term, np.zeros(len(problem.places))) + points
    terms["stay"] = problem.stay_bonus[list(problem.cases[asked.case])].sum(axis=0)
    company = np.zeros(len(problem.places))
    for one, other, bonus in problem.friends:
        if asked.case in (one, other):
            friend = other if asked.case == one else one
            if friend == asked.case:
                company += bonus
            elif asked.ledger.place_of_case[friend] >= 0:
                company[asked.ledger.place_of_case[friend]] += bonus
    terms["together"] = company
    return terms


def _against(asked: _Asked, place: int, *, better: bool) -> str:
    """What stands against another place: a rule of admission, no room, or what others would lose."""
    problem, case, flags = asked.problem, asked.case, asked.flags
    if not flags.is_lawful[case, place]:
        return asked.say("not_lawful", rule=block(asked.lang, law(problem.programme, "open_asylum_claim")))
    if not flags.is_served[case, place]:
        return asked.say("not_served", list=listed(_lacking(problem, case, place)))
    if not flags.is_open[case, place]:
        return asked.say("not_open")
    if not flags.is_willing[case, place]:
        return asked.say("not_willing")
    if not problem.fits_alone[case, place]:
        short = _shortages(asked, place, alone=True)
        return asked.say("no_room_alone", list=listed([_told(asked, row, alone=True) for row in short]))
    short = _shortages(asked, place, alone=False)
    if short:
        return asked.say("full", list=listed([_told(asked, row, alone=False) for row in short]))
    if not better:
        return asked.say("room")
    price = sum(
        price * int(limit.units[case])
        for limit, price in zip(problem.limits, asked.pricing.limits.tolist(), strict=True)
        if limit.place == place
    )
    return asked.say("priced", price=number(price))


def _override(asked: _Asked, place: int, here: int) -> str:
    """What the plan would lose if the case were sent to another place all the same; '' if it may not go."""
    if not asked.problem.admissible[asked.case, place]:
        return ""
    loss = asked.pricing.loss(asked.case, place, instead_of=here)
    certain = asked.pricing.certain_loss(asked.case, place)
    key = "override_certain" if certain >= TELLING else "override" if loss >= TELLING else "override_free"
    return " " + asked.say(key, points=number(loss), certain=number(certain))


def _lacking(problem: Problem, case: int, place: int) -> list[str]:
    """The resources that a case needs and a place does not offer."""
    needed = problem.stays.units[list(problem.cases[case])].sum(axis=0) > 0
    offered = {offer.resource for offer in problem.offers if offer.place == place}
    return [
        resource.resource_id
        for index, resource in enumerate(problem.programme.resources)
        if needed[index] and index not in offered
    ]


@dataclass(frozen=True, slots=True)
class _Shortage:
    """A resource that a place has too little of for a case, on the worst of its days."""

    resource_id: str
    needed: int
    left: int
    price: float


def _shortages(asked: _Asked, place: int, *, alone: bool) -> list[_Shortage]:
    """The hard resources of a place that do not suffice, for the case alone or beside who is there."""
    problem = asked.problem
    worst: dict[int, _Shortage] = {}
    price_of: dict[int, float] = {}
    for index, limit in enumerate(problem.limits):
        needed, resource = int(limit.units[asked.case]), limit.offer.resource
        if limit.place == place and limit.offer.hard and needed:
            price_of[resource] = price_of.get(resource, 0.0) + float(asked.pricing.limits[index])
            left = limit.amount if alone else asked.ledger.left(index)
            known = worst.get(resource)
            if needed > left and (known is None or needed - left > known.needed - known.left):
                resource_id = problem.programme.resources[resource].resource_id
                worst[resource] = _Shortage(resource_id, needed, left, 0.0)
    return [replace(short, price=price_of[resource]) for resource, short in sorted(worst.items())]


def _told(asked: _Asked, short: _Shortage, *, alone: bool) -> str:
    """A shortage in words."""
    key = "too_small_item" if alone else "full_item_priced" if short.price >= 0.05 else "full_item"
    return asked.say(
        key,
        resource=short.resource_id,
        left=max(0, short.left),
        needed=short.needed,
        price=number(short.price),
    )


def _waiting(asked: _Asked) -> list[str]:
    """What blocks a case that waits, and what would have to change for it to have a place."""
    problem, case = asked.problem, asked.case
    why, rule = reason(problem, asked.flags, asked.ledger, asked.pricing.limits, case)
    lines = [asked.say("rule", rule=block(asked.lang, rule))]
    if why == "capacity":
        return lines + _more_units(asked)
    if rule == KEPT_APART:
        return [*lines, asked.say("change_kept_apart")]
    places = [
        problem.places[place].name
        for place in np.flatnonzero(asked.flags.is_served[case] & asked.flags.is_open[case]).tolist()
    ]
    return [*lines, asked.say(f"change_{why}", rule=rule, places=", ".join(places))]


def _more_units(asked: _Asked) -> list[str]:
    """The units that would be needed at the places that would do, where fewest are missing first."""
    flags, case = asked.flags, asked.case
    would_do = flags.is_served[case] & flags.is_open[case] & flags.is_lawful[case] & flags.is_willing[case]
    if not would_do.any():
        return [asked.say("change_nothing_open")]
    missing = []
    for place in np.flatnonzero(would_do).tolist():
        changes = [
            asked.say("change_units", units=short.needed - short.left, resource=short.resource_id)
            for short in _shortages(asked, place, alone=False)
        ]
        if changes:
            missing.append((len(changes), -float(asked.problem.case_values[case, place]), place, changes))
    return [
        asked.say("change_capacity"),
        *(
            asked.say("change_item", place=asked.problem.places[place].name, list=listed(changes))
            for _, _, place, changes in sorted(missing)[:PLACES_TOLD]
        ),
    ]
