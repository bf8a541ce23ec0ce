"""The check of an outlook: people neither appear nor vanish but by named flows, and no bus is overfull."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from posada.programme import Fault
from posada.programme.tables import Offer

SLACK = 1e-6


def faults_of(
    days: Iterable[object],
    flows: Iterable[object],
    offers: Iterable[Offer] = (),
    most_boarded: Iterable[object] = (),
) -> tuple[Fault, ...]:
    """The faults of an outlook's rows, in order of groups and days; none where it holds.

    `offers` are those that were made, and `most_boarded` says for each group and day how many boarded in the
    member of the ensemble where most did: a mean within the seats may hide a bus that is overfull.

    >>> from posada.movement.caravans import simulate_caravans
    >>> from posada.movement.caravans.example import example
    >>> rows = simulate_caravans(*example(), offer="cards", members=20)
    >>> faults_of(rows.days, rows.flows, example()[3], rows.most_boarded)
    ()
    """
    of_group: dict[str, list[dict[str, object]]] = defaultdict(list)
    for flow in flows:
        row = {name: getattr(flow, name) for name in flow.__slots__}  # type: ignore[attr-defined]
        of_group[str(row["group_id"])].append(row)
    made: dict[str, list[Offer]] = defaultdict(list)
    for offer in offers:
        made[offer.group_id].append(offer)
    found = [*_bands_out_of_order(days)]
    for group_id, rows in sorted(of_group.items()):
        found += _people_from_nowhere(group_id, rows)
        boarded = [(row["on"], _number(row["boarded"])) for row in rows]
        found += _more_than_seats(group_id, boarded, made[group_id])
    for most in most_boarded:
        group_id, on, people = (getattr(most, name) for name in ("group_id", "on", "people"))
        found += _more_than_seats(group_id, [(on, _number(people))], made[group_id])
    return tuple(found)


def _number(value: object) -> float:
    assert isinstance(value, float | int)
    return float(value)


def _people_from_nowhere(group_id: str, rows: list[dict[str, object]]) -> Iterable[Fault]:
    """Days whose people are not those of the day before, with those who came and without those who went."""
    before = 0.0
    for row in rows:
        came = sum(_number(row[name]) for name in ("set_out", "joined", "returned", "merged"))
        went = sum(_number(row[name]) for name in ("left", "boarded"))
        people = _number(row["people"])
        if abs(before + came - went - people) > SLACK:
            text = f"must have {before + came - went:.3f} people, got {people:.3f}."
            yield Fault("people_conserved", f"{group_id}, {row['on']}", text)
        before = people


def _more_than_seats(
    group_id: str, boarded: Iterable[tuple[object, float]], made: list[Offer]
) -> Iterable[Fault]:
    """Days on which more people boarded than there were seats in the offers that were open."""
    for on, people in boarded:
        is_open = [offer for offer in made if offer.made_on <= on <= offer.deadline_on]  # type: ignore[operator]
        numbers = [offer.seats_per_day for offer in is_open]
        if not made or None in numbers:
            continue
        seats = sum(number for number in numbers if number is not None)
        if people > seats + SLACK:
            text = f"must board at most {seats} people, got {people:.1f}."
            yield Fault("seats_kept", f"{group_id}, {on}", text)


def _bands_out_of_order(days: Iterable[object]) -> Iterable[Fault]:
    """Days whose bands do not run from less to more."""
    for day in days:
        for name in ("people", "km"):
            band = [getattr(day, f"{name}_{end}") for end in ("lo", "mid", "hi")]
            known = [number for number in band if number is not None]
            if known != sorted(known):
                on = getattr(day, "on", dt.date.min)
                text = f"{name} must run from less to more, got {known}."
                yield Fault("bands_in_order", f"{getattr(day, 'group_id', '')}, {on}", text)
