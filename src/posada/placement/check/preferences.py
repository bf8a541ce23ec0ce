"""Verifies from the tables alone that trading by people's rankings left nobody worse off."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from posada.programme import Fault, Programme
from posada.programme.tables import Assignment


def worse_off(
    programme: Programme, *, before: Iterable[Assignment], after: Iterable[Assignment]
) -> tuple[Fault, ...]:
    """Every household that the second plan treats worse than the first; nothing, if all is well.

    A household is worse off if it lost its place, if it has another one that it does not rank above the first,
    or if it was with somebody it would rather be with and is no more. One that ranks no place may move with a
    household that it must stay with. Faults name the row of households.csv, never the household.

    >>> from posada.testing import tiny_programme
    >>> rows = [Assignment(household_id="h1", place_id="alpha", people=2)]
    >>> for fault in worse_off(tiny_programme(), before=rows, after=[]):
    ...     print(fault)
    households.csv, line 2: had a place and must keep one. [place_lost]
    """
    then = {row.household_id: row.place_id for row in before}
    now = {row.household_id: row.place_id for row in after}
    wishes = {row.household_id: row.prefers_place_id for row in programme.households}
    follows = _followers(programme, wishes)
    found = []
    for line, household in enumerate(programme.households, start=2):
        where = f"households.csv, line {line}"
        mine = household.household_id
        if mine in then and mine not in now:
            found.append(Fault("place_lost", where, "had a place and must keep one."))
        elif mine in then and now[mine] != then[mine] and mine not in follows:
            if now[mine] not in wishes[mine]:
                found.append(Fault("not_ranked", where, "must not move to a place that it does not rank."))
            elif then[mine] in wishes[mine][: wishes[mine].index(now[mine])]:
                found.append(Fault("ranked_lower", where, "must not move to a place that it ranks lower."))
        if _is_parted(programme, mine, then, now):
            found.append(Fault("parted", where, "must stay with those whom it would rather be with."))
    return tuple(found)


def _followers(programme: Programme, wishes: Mapping[str, tuple[str, ...]]) -> set[str]:
    """The households that rank no place and must stay with one that does."""
    group = {household_id: {household_id} for household_id in wishes}
    for tie in programme.ties:
        other = tie.with_household_id
        if tie.bond == "must" and other in group and tie.household_id in group:
            joined = group[tie.household_id] | group[other]
            for household_id in joined:
                group[household_id] = joined
    return {
        household_id
        for household_id, others in group.items()
        if not wishes[household_id] and any(wishes[other] for other in others)
    }


def _is_parted(programme: Programme, mine: str, then: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether a household was with somebody it would rather be with, and is no more."""
    for tie in programme.ties:
        if tie.bond == "prefer" and mine in (tie.household_id, tie.with_household_id):
            other = tie.with_household_id if tie.household_id == mine else tie.household_id
            together = other is not None and mine in then and then[mine] == then.get(other)
            if together and now.get(mine) != now.get(other or ""):
                return True
    return False
