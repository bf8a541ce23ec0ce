"""What may leave the house: the ledger alone, with people in public roles shown by their role."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from posada.commitments import Measured, measure
from posada.commitments.contradictions import Weighed
from posada.commitments.problem import Policy, out_on, read_problem
from posada.programme import Programme
from posada.programme.mistakes import PosadaError
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
)
from posada.publish.gate import Gate, Held, closed_sources, gate_for, told, told_in_words
from posada.publish.names import by_number

PERSONS = frozenset({"public_person", "unnamed_official"})
"""Kinds of actors that are people: they are shown by their public role, under a code without a name."""

LEDGER = (
    *("actors", "sources", "claims", "contradictions", "commitments", "deliveries", "coverage", "statistics"),
    *("calendars", "closures"),
)
"""The tables that may be published; no other table is ever looked at."""


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
    calendars: tuple[Calendar, ...]
    closures: tuple[Closure, ...]

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

    Raises `PosadaError` if no promise was made by then.

    >>> from posada.commitments.example import example
    >>> record = record_of(example())
    >>> [row.commitment_id for row in record.commitments], len(record.programme.persons)
    (['buses', 'cards'], 0)
    """
    ledger = _ledger_alone(programme)
    day = ledger.settings.ends_on if as_of is None else as_of
    # What policy "all" counts holds what any policy counts, so this gate is the closest of them.
    gate = gate_for(ledger, measure(ledger, as_of=day, known_as_of=known_as_of).assessments)
    public = _masked(ledger, gate)
    measured = measure(public, as_of=day, known_as_of=known_as_of, policy=policy)
    if not measured.assessments:
        raise PosadaError(
            f"commitments.csv: must hold a promise made by {day}, or there is nothing to publish."
        )
    return _known(public, measured, gate)


def _ledger_alone(programme: Programme) -> Programme:
    return Programme(settings=programme.settings, **{name: getattr(programme, name) for name in LEDGER})


def _known(public: Programme, measured: Measured, gate: Gate) -> Record:
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
    out = {row.source_id: out_on(row) for row in public.sources}
    statistics = [
        row
        for row in public.statistics
        if row.from_on <= measured.as_of
        and (known_as_of is None or (out.get(row.source_id) or known_as_of) <= known_as_of)
    ]
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
    return Record(
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
        closures=tuple(row for row in public.closures if row.calendar_id in used),
    )


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


@dataclass(frozen=True, slots=True)
class _Roles:
    """The roles and codes under which people who are actors are shown."""

    codes: Mapping[str, str]
    shown: tuple[tuple[re.Pattern[str], str], ...]

    def code(self, actor_id: str) -> str:
        return self.codes.get(actor_id, actor_id)

    def without_names(self, text: str) -> str:
        """The text with a role in brackets in the place of a name."""
        if not self.shown:
            return text
        for name, role in self.shown:
            text = name.sub(f"[{role}]", text)
        return text

    def url(self, url: str) -> str:
        """An address; only its site where the rest of it holds a name."""
        if self.without_names(re.sub(r"[-_/%+.]", " ", url)) == re.sub(r"[-_/%+.]", " ", url):
            return url
        return "/".join(url.split("/")[:3]) + "/"


def _roles(actors: Iterable[Actor]) -> _Roles:
    codes: dict[str, str] = {}
    shown = []
    counted: dict[str, int] = {}
    for row in sorted(actors, key=lambda row: row.actor_id):
        if row.kind not in PERSONS:
            continue
        of = row.parent_actor_id or "public"
        counted[of] = counted.get(of, 0) + 1
        codes[row.actor_id] = f"{of}-role-{counted[of]}"
        if row.kind == "public_person":
            shown.append((_any_part_of(row.name), row.public_role))
    return _Roles(codes, tuple(shown))


def _any_part_of(name: str) -> re.Pattern[str]:
    """A pattern for a name, or any longer part of it, with or without accents; initials alone are no name."""
    parts = [part for part in re.findall(r"[^\W\d_]+", name) if len(part) > 3]
    spelled = "|".join(_with_or_without_accents(part) for part in parts) or r"(?!)"
    return re.compile(rf"\b(?:[^\W\d_]\.\s*)*(?:{spelled})(?:\s+(?:{spelled}))*\b", re.IGNORECASE)


_ACCENTED = {"a": "aáàâãä", "e": "eéèêë", "i": "iíìîï", "o": "oóòôõö", "u": "uúùûü", "n": "nñ", "c": "cç"}


def _with_or_without_accents(word: str) -> str:
    bare = (unicodedata.normalize("NFKD", letter)[0].casefold() for letter in word)
    return "".join(f"[{_ACCENTED[letter]}]" if letter in _ACCENTED else re.escape(letter) for letter in bare)


def _masked(ledger: Programme, gate: Gate) -> Programme:
    """The ledger with roles for people, and with free texts as the gate lets them through."""
    roles = _roles(ledger.actors)
    closed = closed_sources(ledger, gate)

    def words(text: str, *, hide: bool = False) -> str:
        return told_in_words(roles.without_names(text), closed=hide)

    def claim(row: Claim) -> Claim:
        hide = row.claim_id in gate.claims
        return replace(
            row,
            topic=words(row.topic),
            says=words(row.says, hide=hide),
            quotation=words(row.quotation, hide=hide),
            value=words(row.value, hide=hide),
            lists=tuple(words(item, hide=hide) for item in row.lists),
            claimant_actor_id=roles.code(row.claimant_actor_id),
            confirmed_by=tuple("confirmed" for _ in row.confirmed_by[:1]),
        )

    def commitment(row: Commitment) -> Commitment:
        hide = told(row.amount, row.unit) is Held.FEW
        masked: dict[str, Any] = {
            name: words(getattr(row, name), hide=hide and name in _SAYS_HOW_MANY)
            for name in _COMMITMENT_WORDS
        }
        return replace(row, debtor_actor_ids=tuple(map(roles.code, row.debtor_actor_ids)), **masked)

    def contradiction(row: Contradiction) -> Contradiction:
        hide = bool(gate.claims & set(row.claim_ids))
        return replace(row, topic=words(row.topic, hide=hide), hypothesis=words(row.hypothesis, hide=hide))

    return replace(
        ledger,
        settings=replace(ledger.settings, name=words(ledger.settings.name)),
        actors=tuple(
            replace(
                row,
                actor_id=roles.code(row.actor_id),
                name=row.public_role if row.kind in PERSONS else row.name,
                parent_actor_id=None if row.parent_actor_id is None else roles.code(row.parent_actor_id),
            )
            for row in ledger.actors
        ),
        sources=tuple(
            replace(
                row,
                title=words(row.title, hide=row.source_id in closed),
                url=roles.url(row.url),
                file="",
                outlet_actor_id=None if row.outlet_actor_id is None else roles.code(row.outlet_actor_id),
            )
            for row in ledger.sources
        ),
        claims=tuple(map(claim, ledger.claims)),
        contradictions=tuple(map(contradiction, ledger.contradictions)),
        commitments=tuple(map(commitment, ledger.commitments)),
        coverage=tuple(
            replace(row, declared_by_actor_id=roles.code(row.declared_by_actor_id)) for row in ledger.coverage
        ),
        statistics=tuple(
            replace(row, what=words(row.what, hide=row.series_id in gate.series)) for row in ledger.statistics
        ),
        closures=tuple(
            replace(row, basis=words(row.basis), source=words(row.source)) for row in ledger.closures
        ),
    )


_COMMITMENT_WORDS = ("text", "cohort", "antecedent", "from_event", "deadline_words", "deadline_basis")
_SAYS_HOW_MANY = frozenset({"text", "antecedent"})
