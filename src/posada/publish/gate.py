"""The gate: the one place that every number about people passes before it leaves the house.

It is the simple gate that stands until there is a better one: no number below ten people goes out, nor one from
which such a number follows by the subtractions of `families`. What follows from the figures of several speakers,
from several publications together, or from words, it cannot see; signatures, and an audit over all that was ever
published, belong here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from posada.programme import Programme
from posada.programme.disclosure import FEWEST_TOLD
from posada.programme.tables import Claim, Commitment, Delivery, Statistic

_THINGS = """
    bus buses coach coaches vehicle vehicles trip trips flight flights train trains desk desks office
    offices institution institutions shelter shelters destination destinations state states country
    countries municipality municipalities caravan caravans condition conditions meeting meetings port
    ports day days week weeks month months year years hour hours km kilometre kilometres mile miles mxn
    usd eur pesos dollars autobús autobuses camión camiones vehículo vehículos viaje viajes vuelo vuelos
    tren trenes mesa mesas módulo módulos oficina oficinas institución instituciones albergue albergues
    destino destinos estado estados país países municipio municipios caravana caravanas condición
    condiciones reunión reuniones puerto puertos día días semana semanas mes meses año años hora horas
    kilómetro kilómetros milla millas dólares
"""
THINGS = frozenset(_THINGS.split())
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
    return unit.strip().casefold() not in THINGS


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
    amounts: frozenset[str] = frozenset()
    """Promises of which not even the promised number is told."""

    def count(self, value: float | None, commitment: Commitment) -> Told:
        """A count that belongs to a promise."""
        return told(value, commitment.unit, closed=commitment.commitment_id in self.commitments)

    def promised(self, commitment: Commitment) -> Told:
        """What was promised: a number from the promise's own words, told unless it tells a small one."""
        return told(commitment.amount, commitment.unit, closed=commitment.commitment_id in self.amounts)

    def delivered(self, value: float | None, row: Delivery) -> Told:
        """A count of a delivery."""
        return told(value, row.unit, closed=row.commitment_id in self.commitments)

    def claimed(self, value: float | None, row: Claim) -> Told:
        """An amount that somebody claimed."""
        return told(value, row.unit, closed=row.claim_id in self.claims)

    def counted(self, row: Statistic) -> Told:
        """A figure of an official series."""
        return told(row.amount, row.unit, closed=row.series_id in self.series)


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
