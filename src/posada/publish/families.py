"""Numbers that are withheld together, because one of them is small or the difference of two would tell a small one.

A family is a promise with all its counts, what one speaker says, or an official series. It
errs on the side of silence: a difference counts whether or not the smaller number is known to be part of the other.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from posada.commitments import Assessment
from posada.commitments.counts import ANY
from posada.commitments.terms import periods_of
from posada.commitments.trace import curve_of
from posada.programme import Programme
from posada.programme.deadlines import working_calendars
from posada.programme.disclosure import FEWEST_TOLD
from posada.programme.tables import Claim, Delivery, Statistic
from posada.publish.gate import Gate, Held, counts_people, is_few, told


def gate_for(programme: Programme, assessments: Iterable[Assessment]) -> Gate:
    """What may be told of a ledger once its promises were measured: families of numbers close as a whole.

    A delivery and the claim it rests on are one number, so each closes the family of the other. A promise may be
    assessed several times, for the rows that one policy counts leave a difference that another does not.
    """
    measured = list(assessments)
    commitments = {found.commitment.commitment_id for found in measured if _must_close(found, programme)}
    amounts = _amounts_that_lack_few(programme)
    commitments |= _parts_that_lack_few(measured) | amounts
    claims = set(_figures_of_few(programme))
    while True:
        linked = _linked(programme, commitments, claims)
        if linked == (commitments, claims):
            break
        commitments, claims = linked
    return Gate(
        commitments=frozenset(commitments),
        claims=frozenset(claims),
        series=frozenset(_small_series(programme.statistics)),
        amounts=frozenset(amounts),
    )


def _must_close(found: Assessment, programme: Programme) -> bool:
    commitment = found.commitment
    own = [row for row in programme.deliveries if row.commitment_id == commitment.commitment_id]
    if any(counts_people(row.unit) and (is_few(row.amount_lo) or is_few(row.amount_hi)) for row in own):
        return True
    if not counts_people(commitment.unit):
        return False
    if any(is_few(row.missing_at_most) for row in found.evidence.coverage):
        return True
    wholes, parts = set(_wholes(found, programme)), set(_parts(found, programme))
    return any(map(is_few, wholes | parts)) or _differ_by_few(wholes, parts)


def _differ_by_few(wholes: Iterable[int], parts: Iterable[int]) -> bool:
    """Whether a whole exceeds a part by a small number of people."""
    smaller = sorted(parts)
    return any(bisect_right(smaller, whole - FEWEST_TOLD) < bisect_left(smaller, whole) for whole in wholes)


def _wholes(found: Assessment, programme: Programme) -> Iterator[int]:
    """Numbers of a promise that others may be part of: promised, owed, called for, accepted, counted, claimed."""
    if found.commitment.amount is not None:
        yield found.commitment.amount
    if _is_counted(found):
        yield from found.owed
    for event in ("triggered", "accepted"):
        rows = [row for row in found.evidence.deliveries if row.event == event]
        yield from _sums(rows)
        for row in rows:
            yield from _sums([row])
    name = found.commitment.commitment_id
    yield from (row.amount for row in programme.statistics if row.commitment_id == name)
    yield from _claimed(found, programme)


def _parts(found: Assessment, programme: Programme) -> Iterator[int]:
    """Numbers of a promise that may be part of others: kept, late, delivered by any day or in any period, claimed."""
    delivered = [row for row in found.evidence.deliveries if row.event == "delivered"]
    refused = [it.delivery for it in found.refused if counts_people(it.delivery.unit)]
    yield from _claimed(found, programme)
    if _is_counted(found):
        yield from (kept + late for kept in found.kept for late in (0, *found.late))
        yield from (*found.late, *(found.silent or ()))
    yield from (number for point in curve_of(delivered, found.as_of) for number in (point.least, point.most))
    yield from _sums(row for row in found.evidence.deliveries if row.event == "accepted")
    for row in (*delivered, *refused):
        yield from _sums([row])
    if found.commitment.deadline == "recurring":
        periods = periods_of(found.commitment, found.as_of, working_calendars(found.programme))
        for first, last in periods.ended:
            yield from _sums(row for row in delivered if first <= row.from_on and _last(row) <= last)
            yield from _sums(row for row in delivered if row.from_on <= last and first <= _last(row))


def _claimed(found: Assessment, programme: Programme) -> Iterator[int]:
    """What is claimed of a promise in a unit of people."""
    for row in programme.claims:
        if row.commitment_id == found.commitment.commitment_id and counts_people(row.unit):
            yield from (int(value) for value in (row.amount_lo, row.amount_hi) if value)


def _is_counted(found: Assessment) -> bool:
    """Whether kept and owed are numbers of people: where nobody said how many, they only say "at least one"."""
    return found.commitment.amount is not None or found.owed[1] < ANY


def _last(row: Delivery) -> dt.date:
    return row.until_on or row.from_on


def _sums(rows: Iterable[Delivery]) -> Iterator[int]:
    """The least and the most that these rows add up to, if they hold any amount."""
    amounts = [(row.amount_lo, row.amount_hi) for row in rows if row.amount_lo is not None]
    if amounts:
        yield sum(low or 0 for low, _ in amounts)
        yield sum(high or 0 for _, high in amounts)


def _parts_that_lack_few(assessments: Sequence[Assessment]) -> set[str]:
    """Promises that are part of another, and that other, where what was kept of the two differs by a few."""
    kept: dict[str, set[int]] = defaultdict(set)
    for found in assessments:
        kept[found.commitment.commitment_id] |= set(found.kept)
    closed: set[str] = set()
    for row in {found.commitment.commitment_id: found.commitment for found in assessments}.values():
        whole = row.nested_in_commitment_id
        if (
            whole is not None
            and counts_people(row.unit)
            and _differ_by_few(kept[whole], kept[row.commitment_id])
        ):
            closed |= {whole, row.commitment_id}
    return closed


def _amounts_that_lack_few(programme: Programme) -> set[str]:
    """Promises that are part of another, and that other, where so many were promised that the rest is a few."""
    amounts = {row.commitment_id: row.amount for row in programme.commitments if counts_people(row.unit)}
    closed: set[str] = set()
    for row in programme.commitments:
        whole, part = amounts.get(row.nested_in_commitment_id or ""), amounts.get(row.commitment_id)
        if whole is not None and part is not None and is_few(whole - part):
            closed |= {row.nested_in_commitment_id or "", row.commitment_id}
    return closed


MOST_SUMMED = 12
"""So many figures of a speaker are added up in every way; of more, the largest."""


def _figures_of_few(programme: Programme) -> Iterator[str]:
    """The claims of which a figure is small, or that leave a few when one is taken from another of that speaker.

    Whatever group or unit the two are said to be about: a caravan has many names, and "persons" are "people".
    """
    speakers: dict[str, list[Claim]] = defaultdict(list)
    for row in programme.claims:
        if row.amount_lo is not None and counts_people(row.unit):
            speakers[row.claimant_actor_id].append(row)
    for rows in speakers.values():
        ends = {row.claim_id: {value for value in (row.amount_lo, row.amount_hi) if value} for row in rows}
        yield from (claim_id for claim_id, values in ends.items() if any(map(is_few, values)))
        for one, other in combinations(ends, 2):
            if any(is_few(abs(a - b)) for a in ends[one] for b in ends[other]):
                yield from (one, other)
        yield from _sums_that_lack_few(
            {name: min(values) for name, values in ends.items() if len(values) == 1}
        )


def _sums_that_lack_few(figures: Mapping[str, float]) -> set[str]:
    """The figures of which one exceeds the sum of others by a few."""
    found: set[str] = set()
    for whole, figure in figures.items():
        parts = sorted((it for it in figures if figures[it] < figure), key=lambda it: -figures[it])
        sums: dict[float, frozenset[str]] = {0: frozenset()}
        for part in parts[:MOST_SUMMED]:
            for known, summed in list(sums.items()):
                if known + figures[part] < figure:
                    sums.setdefault(known + figures[part], summed | {part})
        for known, summed in sums.items():
            if is_few(figure - known):
                found |= {whole, *summed}
    return found


def _family(row: Claim) -> tuple[str, ...]:
    return row.topic, row.cohort_id, row.unit, row.claimant_actor_id


def _linked(programme: Programme, commitments: set[str], claims: set[str]) -> tuple[set[str], set[str]]:
    """The same families and those that hold the same numbers."""
    commitments, claims = set(commitments), set(claims)
    for row in programme.deliveries:
        if row.claim_id is not None and row.amount_lo is not None:
            if row.commitment_id in commitments:
                claims.add(row.claim_id)
            elif row.claim_id in claims and counts_people(row.unit):
                commitments.add(row.commitment_id)
    closed = {_family(row) for row in programme.claims if row.claim_id in claims}
    for claim in programme.claims:
        is_of_closed = claim.commitment_id in commitments and claim.amount_lo and counts_people(claim.unit)
        if claim.derived_from_claim_id in claims or _family(claim) in closed or is_of_closed:
            claims.add(claim.claim_id)
    small = {row.commitment_id for row in programme.commitments if told(row.amount, row.unit) is Held.FEW}
    claims |= {row.claim_id for row in programme.claims if row.commitment_id in small and row.amount_lo}
    return commitments, claims


def _small_series(statistics: Iterable[Statistic]) -> set[str]:
    """The official series with a small figure, or with figures that leave a few when one is taken from another."""
    series: dict[str, list[Statistic]] = defaultdict(list)
    for row in statistics:
        if counts_people(row.unit):
            series[row.series_id].append(row)
    return {series_id for series_id, rows in series.items() if _tells_of_few(rows)}


def _tells_of_few(rows: Sequence[Statistic]) -> bool:
    """Whether a figure is small, or exceeds by a few what it holds: a figure of its days, its months, its states.

    Days that differ by a week or less count as the same.
    """
    if any(is_few(row.amount) for row in rows):
        return True
    return any(
        _leaves_a_few(whole, [row for row in rows if row is not whole and _is_within(row, whole)])
        for whole in rows
    )


def _is_within(part: Statistic, whole: Statistic) -> bool:
    """Whether a figure may count people of another: of the same place or of a state in it, within its days."""
    return (part.state == whole.state or whole.state is None) and (
        part.from_on >= whole.from_on - _NEAR and part.until_on <= whole.until_on + _NEAR
    )


_NEAR = dt.timedelta(days=7)


def _leaves_a_few(whole: Statistic, parts: Sequence[Statistic]) -> bool:
    """Whether a figure exceeds a single part by a few, or the sum of its months, or of its states."""
    if any(is_few(abs(whole.amount - row.amount)) for row in parts if row.state == whole.state):
        return True
    of_place: dict[str | None, list[Statistic]] = defaultdict(list)
    for row in parts:
        of_place[row.state].append(row)
    months = {state: _one_after_the_other(rows) for state, rows in of_place.items()}
    states = [amounts for state, amounts in months.items() if state != whole.state]
    return is_few(whole.amount - sum(months.get(whole.state, (0,)))) or any(
        is_few(whole.amount - sum(map(pick, states))) for pick in (sum, max) if states
    )


def _one_after_the_other(rows: Iterable[Statistic]) -> tuple[int, ...]:
    """The figures of days that do not overlap, first to last; of the same days, the one that came first."""
    picked: list[Statistic] = []
    for row in sorted(rows, key=lambda it: (it.from_on, it.until_on)):
        if not picked or row.from_on > picked[-1].until_on:
            picked.append(row)
    return tuple(row.amount for row in picked)
