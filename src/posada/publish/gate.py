"""The gate: the one place that every number about people passes before it leaves the house.

It is the simple gate that stands until there is a better one: nothing below ten people goes out, nor anything
from which such a number follows by subtraction within one promise, one speaker's figures or one official
series. What may follow from several publications together it cannot see; signatures, and an audit over all
that was ever published, belong here too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from posada.commitments import Assessment
from posada.programme import Programme
from posada.programme.disclosure import FEWEST_TOLD
from posada.programme.tables import Claim, Commitment, Delivery, Statistic

THINGS = frozenset(
    {
        *("buses", "coaches", "vehicles", "trips", "departures", "flights", "trains"),
        *(
            "desks",
            "offices",
            "institutions",
            "shelters",
            "places",
            "destinations",
            "states",
            "countries",
            "municipalities",
        ),
        *("caravans", "conditions", "meetings", "reports", "hearings", "ports"),
        *("days", "weeks", "months", "years", "hours", "km", "miles"),
        *("MXN", "USD", "EUR", "pesos", "dollars"),
    }
)
"""Units that count no people. Any other unit is taken to count people: a card is a person's card."""


class Held(StrEnum):
    """Why a number is not told; the same words stand in the files."""

    FEW = "fewer than 10"
    WITHHELD = "withheld"


Told = int | float | Held | None
"""A number as it may be told: itself, why it is not told, or None where nobody knows it."""


def counts_people(unit: str) -> bool:
    """Whether a unit has to be taken to count people.

    >>> counts_people("cards"), counts_people("buses")
    (True, False)
    """
    return unit.strip() not in THINGS and unit.strip().casefold() not in THINGS


def is_few(value: float | None) -> bool:
    """Whether a number of people is too small to be told; nobody at all is no small number."""
    return value is not None and 0 < value < FEWEST_TOLD


def told(value: float | None, unit: str, *, closed: bool = False) -> Told:
    """A number as it may be told: every number of a publication comes from here.

    `closed` says that it belongs with numbers of which one may not be told, so that it is withheld with them.

    >>> told(7, "persons"), told(11, "buses"), told(120, "cards", closed=True), told(0, "persons")
    (<Held.FEW: 'fewer than 10'>, 11, <Held.WITHHELD: 'withheld'>, 0)
    """
    if value is None or not counts_people(unit):
        return value
    if is_few(value):
        return Held.FEW
    return Held.WITHHELD if closed else value


@dataclass(frozen=True, slots=True)
class Gate:
    """Which promises, claims and series may tell their numbers, once all have been looked at together."""

    commitments: frozenset[str]
    """Promises whose counts are all withheld."""
    claims: frozenset[str]
    series: frozenset[str]

    def count(self, value: float | None, commitment: Commitment) -> Told:
        """A count that belongs to a promise."""
        return told(value, commitment.unit, closed=commitment.commitment_id in self.commitments)

    def promised(self, commitment: Commitment) -> Told:
        """What was promised: a number from the promise's own words, told unless it is small itself."""
        return told(commitment.amount, commitment.unit)

    def delivered(self, value: float | None, row: Delivery) -> Told:
        """A count of a delivery."""
        return told(value, row.unit, closed=row.commitment_id in self.commitments)

    def claimed(self, value: float | None, row: Claim) -> Told:
        """An amount that somebody claimed."""
        return told(value, row.unit, closed=row.claim_id in self.claims)

    def counted(self, row: Statistic) -> Told:
        """A figure of an official series."""
        return told(row.amount, row.unit, closed=row.series_id in self.series)


def gate_for(programme: Programme, assessments: Iterable[Assessment]) -> Gate:
    """What may be told of a ledger once its promises were measured: families of numbers close as a whole.

    A family closes if one of its numbers is small, or if two of them differ by a small number of people. A
    delivery and the claim it rests on are one number, so each closes the family of the other. A promise may be
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
    return _lacks_few(found) or _counts_are_few(found) or _few_beside(found, programme.statistics)


def _lacks_few(found: Assessment) -> bool:
    """Whether somebody declares that the record lacks a small number of people."""
    return any(is_few(row.missing_at_most) for row in found.evidence.coverage)


def _few_beside(found: Assessment, statistics: Iterable[Statistic]) -> bool:
    """Whether an official figure that holds these people holds only a few others."""
    return any(
        row.commitment_id == found.commitment.commitment_id
        and any(is_few(row.amount - kept) for kept in found.kept)
        for row in statistics
    )


def _parts_that_lack_few(assessments: Sequence[Assessment]) -> set[str]:
    """Promises that are part of another, and that other, where what was kept of the two differs by a few."""
    kept: dict[str, set[int]] = defaultdict(set)
    for found in assessments:
        kept[found.commitment.commitment_id] |= set(found.kept)
    closed: set[str] = set()
    for row in {found.commitment.commitment_id: found.commitment for found in assessments}.values():
        whole = row.nested_in_commitment_id
        differences = (a - b for a in kept[whole or ""] for b in kept[row.commitment_id])
        if whole is not None and counts_people(row.unit) and any(map(is_few, differences)):
            closed |= {whole, row.commitment_id}
    return closed


def _counts_are_few(found: Assessment) -> bool:
    """Whether what was kept, late or left undone is a small number of people.

    Where no amount was promised, the counts only say "at least one": they are no number of people.
    """
    if found.commitment.amount is None:
        return False
    numbers = [*found.kept, *found.late, *found.owed, *(found.silent or ())]
    for owed in found.owed:
        for kept in found.kept:
            numbers += [owed - kept, *(owed - kept - late for late in found.late)]
    return any(is_few(number) for number in numbers)


def _figures_of_speakers(programme: Programme) -> Iterator[list[str]]:
    """The claims of one speaker on one question, where a figure or a step between two figures is small."""
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
        if claim.derived_from_claim_id in claims or _family(claim) in closed:
            claims.add(claim.claim_id)
    small = {row.commitment_id for row in programme.commitments if told(row.amount, row.unit) is Held.FEW}
    claims |= {row.claim_id for row in programme.claims if row.commitment_id in small and row.amount_lo}
    return commitments, claims


def _small_series(statistics: Iterable[Statistic]) -> set[str]:
    """The official series with a small figure, or with a small step between two figures of one place."""
    series: dict[str, dict[tuple[Any, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in statistics:
        if counts_people(row.unit):
            series[row.series_id][row.state, row.from_on].append(row.amount)
    return {
        series_id
        for series_id, of_place in series.items()
        if any(
            any(map(is_few, figures)) or any(is_few(b - a) for a, b in pairwise(sorted(figures)))
            for figures in of_place.values()
        )
    }


def closed_sources(programme: Programme, gate: Gate) -> frozenset[str]:
    """The sources from which a number comes that may not be told: no number in their titles is told either."""
    rows: list[tuple[str, bool]] = [
        *((row.source_id, row.claim_id in gate.claims) for row in programme.claims),
        *((row.source_id, row.commitment_id in gate.commitments) for row in programme.deliveries),
        *((row.source_id, row.series_id in gate.series) for row in programme.statistics),
    ]
    return frozenset(source_id for source_id, closed in rows if closed)


WORDS_OF_HELD: Mapping[str, Mapping[Held, str]] = {
    "en": {Held.FEW: "fewer than 10", Held.WITHHELD: "withheld"},
    "es": {Held.FEW: "menos de 10", Held.WITHHELD: "reservado"},
}
