"""Numbers that are withheld together, because one of them is small or the difference of two would tell a small one.

A family is a promise with all its counts, what one speaker says of one group of people, or an official series. It
errs on the side of silence: a difference counts whether or not the smaller number is known to be part of the other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from posada.commitments import Assessment
from posada.commitments.counts import ANY
from posada.commitments.terms import periods_of
from posada.commitments.trace import curve_of
from posada.programme import Programme
from posada.programme.deadlines import working_calendars
from posada.programme.tables import Claim, Delivery, Statistic
from posada.publish.gate import Gate, Held, counts_people, is_few, told


def gate_for(programme: Programme, assessments: Iterable[Assessment]) -> Gate:
    """What may be told of a ledger once its promises were measured: families of numbers close as a whole.

    A delivery and the claim it rests on are one number, so each closes the family of the other. A promise may be
    assessed several times, for the rows that one policy counts leave a difference that another does not.
    """
    measured = list(assessments)
    commitments = {found.commitment.commitment_id for found in measured if _must_close(found, programme)}
    commitments |= _parts_that_lack_few(measured)
    claims = {claim_id for family in _figures_of_speakers(programme) for claim_id in family}
    while True:
        linked = _linked(programme, commitments, claims)
        if linked == (commitments, claims):
            break
        commitments, claims = linked
    return Gate(frozenset(commitments), frozenset(claims), frozenset(_small_series(programme.statistics)))


def _must_close(found: Assessment, programme: Programme) -> bool:
    commitment = found.commitment
    own = [row for row in programme.deliveries if row.commitment_id == commitment.commitment_id]
    if any(counts_people(row.unit) and (is_few(row.amount_lo) or is_few(row.amount_hi)) for row in own):
        return True
    if not counts_people(commitment.unit):
        return False
    if any(is_few(row.missing_at_most) for row in found.evidence.coverage):
        return True
    wholes, parts = set(_wholes(found, programme.statistics)), set(_parts(found))
    return any(map(is_few, wholes | parts)) or _differ_by_few(wholes, parts)


def _differ_by_few(wholes: Iterable[int], parts: Iterable[int]) -> bool:
    """Whether a whole exceeds a part by a small number of people."""
    smaller = sorted(parts)
    return any(is_few(whole - part) for whole in wholes for part in smaller)


def _wholes(found: Assessment, statistics: Iterable[Statistic]) -> Iterator[int]:
    """Numbers of a promise that others may be part of: promised, owed, called for, accepted, officially counted."""
    if found.commitment.amount is not None:
        yield found.commitment.amount
    if _is_counted(found):
        yield from found.owed
    for event in ("triggered", "accepted"):
        yield from _sums(row for row in found.evidence.deliveries if row.event == event)
    yield from (row.amount for row in statistics if row.commitment_id == found.commitment.commitment_id)


def _parts(found: Assessment) -> Iterator[int]:
    """Numbers of a promise that may be part of others: kept, late, delivered by any day or in any period, accepted."""
    delivered = [row for row in found.evidence.deliveries if row.event == "delivered"]
    if _is_counted(found):
        yield from (kept + late for kept in found.kept for late in (0, *found.late))
        yield from (*found.late, *(found.silent or ()))
    yield from (number for point in curve_of(delivered, found.as_of) for number in (point.least, point.most))
    yield from _sums(row for row in found.evidence.deliveries if row.event == "accepted")
    for row in delivered:
        yield from _sums([row])
    if found.commitment.deadline == "recurring":
        periods = periods_of(found.commitment, found.as_of, working_calendars(found.programme))
        for first, last in periods.ended:
            yield from _sums(row for row in delivered if first <= row.from_on and _last(row) <= last)
            yield from _sums(row for row in delivered if row.from_on <= last and first <= _last(row))


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


def _figures_of_speakers(programme: Programme) -> Iterator[list[str]]:
    """The claims of one speaker about one group of people, where a figure or a step between two figures is small."""
    families: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for row in programme.claims:
        if row.amount_lo is not None and counts_people(row.unit):
            families[_family(row)].append(row)
    for rows in families.values():
        figures = sorted({value for row in rows for value in (row.amount_lo, row.amount_hi) if value})
        exact = sorted({row.amount_lo for row in rows if row.amount_lo and row.amount_lo == row.amount_hi})
        if any(map(is_few, figures)) or any(is_few(later - earlier) for earlier, later in pairwise(exact)):
            yield [row.claim_id for row in rows]


def _family(row: Claim) -> tuple[str, ...]:
    return row.cohort_id, row.unit, row.claimant_actor_id


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
        if claim.derived_from_claim_id in claims or _family(claim) in closed:
            claims.add(claim.claim_id)
    small = {row.commitment_id for row in programme.commitments if told(row.amount, row.unit) is Held.FEW}
    claims |= {row.claim_id for row in programme.claims if row.commitment_id in small and row.amount_lo}
    return commitments, claims


def _small_series(statistics: Iterable[Statistic]) -> set[str]:
    """The official series with a small figure, a small step between two figures of one place, or a small rest."""
    series: dict[str, list[Statistic]] = defaultdict(list)
    for row in statistics:
        if counts_people(row.unit):
            series[row.series_id].append(row)
    return {series_id for series_id, rows in series.items() if _tells_of_few(rows)}


def _tells_of_few(rows: Sequence[Statistic]) -> bool:
    figures: dict[dt.date, dict[str | None, set[int]]] = defaultdict(lambda: defaultdict(set))
    for row in rows:
        figures[row.from_on][row.state].add(row.amount)
    return any(
        any(map(is_few, amounts)) or any(is_few(b - a) for a, b in pairwise(sorted(amounts)))
        for of_place in figures.values()
        for amounts in of_place.values()
    ) or any(map(_leaves_a_few, figures.values()))


def _leaves_a_few(figures: Mapping[str | None, set[int]]) -> bool:
    """Whether the country less the states on record may be a small number: the rest, in all other states."""
    states = [amounts for state, amounts in figures.items() if state is not None]
    least, most = sum(map(min, states)), sum(map(max, states))
    return bool(states) and any(
        whole - least > 0 and is_few(max(1, whole - most)) for whole in figures.get(None, ())
    )
