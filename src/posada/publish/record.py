"""What may leave the house: the ledger alone, with people in public roles shown by their role."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from posada.commitments import Measured, measure
from posada.commitments.contradictions import Weighed
from posada.commitments.problem import GRADES_OF, Policy, read_problem
from posada.programme import Programme
from posada.programme.columns import TABLES
from posada.programme.own_words import OwnWords, own_words
from posada.programme.tables import (
    Actor,
    Calendar,
    Claim,
    Closure,
    Commitment,
    Contradiction,
    Coverage,
    Delivery,
    Source,
    Statistic,
    Translation,
)
from posada.publish.families import gate_for
from posada.publish.gate import Gate
from posada.publish.masking import LEDGER, masked
from posada.publish.names import by_number
from posada.publish.words import LANGS


@dataclass(frozen=True, slots=True)
class Record:
    """The rows of a ledger that are published, what became of its promises, and what may be told of it."""

    programme: Programme
    measured: Measured
    gate: Gate
    actors: tuple[Actor, ...]
    sources: tuple[Source, ...]
    claims: tuple[Claim, ...]
    weighed: tuple[Weighed, ...]
    deliveries: tuple[Delivery, ...]
    coverage: tuple[Coverage, ...]
    statistics: tuple[Statistic, ...]
    translations: tuple[Translation, ...]
    calendars: tuple[Calendar, ...]
    closures: tuple[Closure, ...]
    quotations_left_out: int
    """How many claims lost their quotation, because nobody has held it against the stored text of its source."""
    words: Mapping[str, OwnWords]
    """The ledger's own words in each language of the pages."""

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """The promises, in the order of commitment_id."""
        return tuple(found.commitment for found in self.measured.assessments)

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The contradictions, in the order of contradiction_id."""
        return tuple(found.contradiction for found in self.weighed)

    def rows(self) -> dict[str, tuple[Any, ...]]:
        """The published rows by table name, the answers too."""
        return {name: getattr(self, name) for name in LEDGER} | self.measured.rows()


def record_of(
    programme: Programme,
    *,
    as_of: dt.date | None = None,
    known_as_of: dt.date | None = None,
    policy: Policy = "all",
) -> Record:
    """The record of a ledger as it may be published: measured, passed through the gate, without persons.

    Raises `PosadaError` if a code spells the name of a person, or a text would be run by a spreadsheet.

    >>> from posada.commitments.example import example
    >>> record = record_of(example())
    >>> [row.commitment_id for row in record.commitments], len(record.programme.persons)
    (['buses', 'cards'], 0)
    """
    ledger = _ledger_alone(programme)
    day = ledger.settings.ends_on if as_of is None else as_of
    gate = gate_for(
        ledger,
        (
            found
            for one in GRADES_OF
            for found in measure(ledger, as_of=day, known_as_of=known_as_of, policy=one).assessments
        ),
    )
    public = masked(ledger, gate)
    quoted = {row.claim_id for row in public.claims if row.quotation and not ledger.quotations_compared}
    public = replace(
        public,
        claims=tuple(
            replace(row, quotation="", from_byte=None, until_byte=None) if row.claim_id in quoted else row
            for row in public.claims
        ),
    )
    measured = measure(public, as_of=day, known_as_of=known_as_of, policy=policy)
    return _known(public, measured, gate, quoted)


def _ledger_alone(programme: Programme) -> Programme:
    return Programme(
        settings=programme.settings,
        quotations_compared=programme.quotations_compared,
        **{name: getattr(programme, name) for name in LEDGER},
    )


def _known(public: Programme, measured: Measured, gate: Gate, left_out: Collection[str]) -> Record:
    """The rows that the ledger held on the day asked about, and what they lead to."""
    known_as_of = measured.known_as_of
    heard = read_problem(public, as_of=measured.as_of, known_as_of=known_as_of, policy="all", sources=None)
    claims = tuple(sorted(heard.claims, key=lambda row: by_number(row.claim_id)))
    weighed = tuple(
        found
        for found in measured.contradictions
        if known_as_of is None
        or found.contradiction.recorded_on is None
        or found.contradiction.recorded_on <= known_as_of
    )
    deliveries = sorted(
        (
            row
            for evidence in heard.evidence
            for row in (*evidence.deliveries, *(it.delivery for it in evidence.refused))
        ),
        key=lambda row: by_number(row.delivery_id),
    )
    coverage = [row for evidence in heard.evidence for row in evidence.coverage]
    statistics = [row for row in heard.programme.statistics if row.from_on <= measured.as_of]
    commitments = [evidence.commitment for evidence in heard.evidence]
    dated: list[Any] = [*claims, *commitments, *deliveries, *coverage, *statistics]
    sources = _reached(
        {row.source_id for row in dated} | {via for row in claims for via in row.via_source_ids},
        public.sources,
        lambda row: row.source_id,
        lambda row: row.derives_from_source_ids,
    )
    actors = _reached(
        {row.claimant_actor_id for row in claims}
        | {debtor for row in commitments for debtor in row.debtor_actor_ids}
        | {row.declared_by_actor_id for row in coverage}
        | {row.outlet_actor_id for row in sources if row.outlet_actor_id is not None},
        public.actors,
        lambda row: row.actor_id,
        lambda row: () if row.parent_actor_id is None else (row.parent_actor_id,),
    )
    used = {row.calendar_id for row in commitments}
    record = Record(
        programme=public,
        measured=measured,
        gate=gate,
        actors=tuple(actors),
        sources=tuple(sources),
        claims=claims,
        weighed=weighed,
        deliveries=tuple(deliveries),
        coverage=tuple(coverage),
        statistics=tuple(statistics),
        calendars=tuple(row for row in public.calendars if row.calendar_id in used),
        closures=tuple(row for row in heard.programme.closures if row.calendar_id in used),
        translations=(),
        quotations_left_out=sum(row.claim_id in left_out for row in claims),
        words={},
    )
    translations = _of_what_is_told(public.translations, record)
    return replace(
        record, translations=translations, words={lang: own_words(translations, lang) for lang in LANGS}
    )


def _of_what_is_told(translations: Iterable[Translation], record: Record) -> tuple[Translation, ...]:
    """The translations of words that are published, by language and original."""
    said = {record.programme.settings.name}
    for name, rows in record.rows().items():
        said |= {getattr(row, column) for column in TABLES[name].own_words for row in rows}
    told = (row for row in translations if row.original in said)
    return tuple(sorted(told, key=lambda row: (row.language, row.original)))


def _reached(
    start: Iterable[str],
    rows: Iterable[Any],
    key: Callable[[Any], str],
    ahead: Callable[[Any], Iterable[str]],
) -> list[Any]:
    """The rows named in `start` and all that they lead to, by id."""
    of = {key(row): row for row in rows}
    reached: set[str] = set()
    open_ids = list(start)
    while open_ids:
        found = open_ids.pop()
        if found in of and found not in reached:
            reached.add(found)
            open_ids.extend(ahead(of[found]))
    return [of[found] for found in sorted(reached, key=by_number)]
