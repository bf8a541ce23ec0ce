"""People and numbers masked in the words of a ledger: roles for names, and free texts as the gate lets them out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from posada.programme import Programme
from posada.programme.columns import TABLES
from posada.programme.mistakes import PosadaError
from posada.programme.own_words import SPOKEN
from posada.programme.tables import Actor, Claim, Commitment, Contradiction, Source, Translation
from posada.publish.free_text import told_in_words
from posada.publish.gate import Gate, Held, closed_sources, told

PERSONS = frozenset({"public_person", "unnamed_official"})
"""Kinds of actors that are people: they are shown by their public role, under a code without a name."""

LEDGER = (
    *("actors", "sources", "claims", "contradictions", "commitments", "deliveries", "coverage", "statistics"),
    *("translations", "calendars", "closures"),
)
"""The tables that may be published; no other table is ever looked at."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles and codes under which people who are actors are shown."""

    codes: Mapping[str, str]
    shown: tuple[tuple[re.Pattern[str], str], ...]

    def code(self, actor_id: str) -> str:
        """The code under which an actor is published: an institution's own, a person's made of theirs."""
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


def roles_of(actors: Iterable[Actor]) -> Roles:
    """The roles and codes of everybody among the actors who is a person.

    >>> person = Actor(actor_id="ana", kind="public_person", name="A. Ejemplo", public_role="mayor")
    >>> roles = roles_of([person])
    >>> roles.code("ana"), roles.without_names("Ejemplo said no")
    ('public-role-1', '[mayor] said no')
    """
    codes: dict[str, str] = {}
    shown = []
    counted: dict[str, int] = {}
    for row in sorted(actors, key=lambda row: row.actor_id):
        if row.kind not in PERSONS:
            continue
        of = row.parent_actor_id or "public"
        counted[of] = counted.get(of, 0) + 1
        codes[row.actor_id] = f"{of}-role-{counted[of]}"
        # What stands for the name of an unnamed official is a description, whose single words name others.
        by_parts = row.kind == "public_person"
        shown.append((_name_pattern(row.name, by_parts=by_parts), row.public_role))
    return Roles(codes, tuple(shown))


def _name_pattern(name: str, *, by_parts: bool) -> re.Pattern[str]:
    """A pattern for a name, or any longer part of it, with or without accents; initials alone are no name.

    The whole name counts however short its parts are, and run together, as addresses and handles have it.
    """
    parts = re.findall(r"[^\W\d_]+", name)
    letter = r"[^\W\d_]"
    spelled = [_with_or_without_accents(part) for part in parts]
    whole = r"[\W\d_]*".join(spelled) if sum(map(len, parts)) > 3 and len(parts) > 1 else r"(?!)"
    longer = (
        "|".join(one for one, part in zip(spelled, parts, strict=True) if by_parts and len(part) > 3)
        or r"(?!)"
    )
    return re.compile(
        rf"(?<!{letter})(?:{whole})(?:e?s)?(?!{letter})"
        rf"|(?<!{letter})(?:{letter}\.\s*)*(?:{longer})(?:\s+(?:{longer}))*(?:e?s)?(?!{letter})",
        re.IGNORECASE,
    )


_ACCENTED = {"a": "aáàâãä", "e": "eéèêë", "i": "iíìîï", "o": "oóòôõö", "u": "uúùûü", "n": "nñ", "c": "cç"}


def _with_or_without_accents(word: str) -> str:
    bare = (unicodedata.normalize("NFKD", letter)[0].casefold() for letter in word)
    return "".join(f"[{_ACCENTED[letter]}]" if letter in _ACCENTED else re.escape(letter) for letter in bare)


_CODES = {
    "claims": ("topic", "scope", "granularity", "unit"),
    "sources": ("independence_group",),
    "commitments": ("unit",),
    "deliveries": ("unit",),
    "statistics": ("unit",),
}
"""Columns of text that hold short codes: rows are matched by them, and they are told as they are."""


def _refuse_codes_with_names(ledger: Programme, roles: Roles) -> None:
    """Nothing, if no code spells the name of a person; a code must stay the same everywhere, so none is masked."""
    found = {
        f"{name}.csv, {column.name}: must not hold the name of a person; give the row another code."
        for name in LEDGER
        for column in TABLES[name].columns
        if column.kind == "id" or column.name in _CODES.get(name, ())
        for row in getattr(ledger, name)
        if (code := getattr(row, column.name))
        and code not in roles.codes
        and roles.without_names(code) != code
    }
    if found:
        raise PosadaError("\n".join(sorted(found)))


def masked(ledger: Programme, gate: Gate) -> Programme:
    """The ledger with roles for people, and with free texts as the gate lets them out, in every language.

    Raises `PosadaError` if a code spells the name of a person.
    """
    roles = roles_of(ledger.actors)
    _refuse_codes_with_names(ledger, roles)
    mask = _Mask(roles, gate, closed_sources(ledger, gate), _promises_of_few(ledger))
    public = _masked(ledger, mask)
    return replace(public, translations=_masked_translations(ledger, public, mask))


def _promises_of_few(ledger: Programme) -> frozenset[str]:
    """The promises of so few that the number is not told, in figures or in words."""
    return frozenset(
        row.commitment_id for row in ledger.commitments if told(row.amount, row.unit) is Held.FEW
    )


def _masked_translations(ledger: Programme, public: Programme, mask: _Mask) -> tuple[Translation, ...]:
    """What each masked cell says in another language: the ledger is masked in that language, cell beside cell.

    So a cell whose numbers are all withheld loses them in its translation too, and a person is shown there by
    the role as it is called there. What is withheld follows from the ledger as it was entered, never from a
    translation. Where two cells are masked alike and their translations are not, the one that tells less stands.
    """
    said: dict[tuple[str, str], str] = {}
    for language in SPOKEN.values():
        words = {row.original: row.text for row in ledger.translations if row.language == language}
        if not words:
            continue
        spoken = _with_own_words(ledger, words)
        there = replace(mask, roles=_roles_in(spoken, ledger))
        for raw, original, text in _cells(ledger, public, _masked(spoken, there)):
            if raw in words:
                texts = (there.words(text), said.get((language, original), ""))
                said[language, original] = max(texts, key=lambda it: (it.count("["), it))
    return tuple(
        Translation(language=language, original=original, text=text)
        for (language, original), text in said.items()
    )


def _roles_in(spoken: Programme, ledger: Programme) -> Roles:
    """The roles of people as they are called in a language, for their names there and as they were entered."""
    pairs = zip(spoken.actors, ledger.actors, strict=True)
    entered = roles_of(replace(row, name=old.name) for row, old in pairs)
    return Roles(entered.codes, (*entered.shown, *roles_of(spoken.actors).shown))


def _with_own_words(ledger: Programme, words: Mapping[str, str]) -> Programme:
    """The ledger as if it had been kept in the language of these words, as far as they go."""
    tables: dict[str, Any] = {}
    for name in LEDGER:
        columns = TABLES[name].own_words
        tables[name] = tuple(
            replace(row, **{it: words.get(getattr(row, it), getattr(row, it)) for it in columns})
            for row in getattr(ledger, name)
        )
    settings = ledger.settings
    return replace(ledger, settings=replace(settings, name=words.get(settings.name, settings.name)), **tables)


def _cells(*ledgers: Programme) -> Iterator[tuple[str, ...]]:
    """The own words of ledgers that have the same rows, cell beside cell."""
    yield tuple(it.settings.name for it in ledgers)
    for name in LEDGER:
        for rows in zip(*(getattr(it, name) for it in ledgers), strict=True):
            for column in TABLES[name].own_words:
                yield tuple(getattr(row, column) for row in rows)


def _masked(ledger: Programme, mask: _Mask) -> Programme:
    """The rows of a ledger, each masked."""
    roles, gate = mask.roles, mask.gate
    return replace(
        ledger,
        settings=replace(ledger.settings, name=mask.words(ledger.settings.name)),
        actors=tuple(map(mask.actor, ledger.actors)),
        sources=tuple(map(mask.source, ledger.sources)),
        claims=tuple(map(mask.claim, ledger.claims)),
        contradictions=tuple(map(mask.contradiction, ledger.contradictions)),
        commitments=tuple(map(mask.commitment, ledger.commitments)),
        coverage=tuple(
            replace(row, declared_by_actor_id=roles.code(row.declared_by_actor_id)) for row in ledger.coverage
        ),
        statistics=tuple(
            replace(row, what=mask.words(row.what, hide=row.series_id in gate.series))
            for row in ledger.statistics
        ),
        calendars=tuple(replace(row, source=mask.words(row.source)) for row in ledger.calendars),
        closures=tuple(
            replace(row, basis=mask.words(row.basis), source=mask.words(row.source))
            for row in ledger.closures
        ),
    )


@dataclass(frozen=True, slots=True)
class _Mask:
    """Masks one row after another; `hide` masks every number of a text, not only small ones."""

    roles: Roles
    gate: Gate
    closed_sources: frozenset[str]
    promises_of_few: frozenset[str]

    def words(self, text: str, *, hide: bool = False) -> str:
        return told_in_words(self.roles.without_names(text), closed=hide)

    def code(self, actor_id: str | None) -> str | None:
        return None if actor_id is None else self.roles.code(actor_id)

    def actor(self, row: Actor) -> Actor:
        return replace(
            row,
            actor_id=self.roles.code(row.actor_id),
            name=self.words(row.public_role if row.kind in PERSONS else row.name),
            public_role=self.words(row.public_role),
            parent_actor_id=self.code(row.parent_actor_id),
        )

    def source(self, row: Source) -> Source:
        return replace(
            row,
            title=self.words(row.title, hide=row.source_id in self.closed_sources),
            url=self.roles.url(row.url),
            file="",
            outlet_actor_id=self.code(row.outlet_actor_id),
        )

    def claim(self, row: Claim) -> Claim:
        hide = row.claim_id in self.gate.claims
        return replace(
            row,
            says=self.words(row.says, hide=hide),
            quotation=self.words(row.quotation, hide=hide),
            value=self.words(row.value, hide=hide),
            lists=tuple(self.words(item, hide=hide) for item in row.lists),
            claimant_actor_id=self.roles.code(row.claimant_actor_id),
            confirmed_by=tuple("confirmed" for _ in row.confirmed_by[:1]),
        )

    def commitment(self, row: Commitment) -> Commitment:
        hide = row.commitment_id in self.promises_of_few
        masked: dict[str, Any] = {
            name: self.words(getattr(row, name), hide=hide and name in _SAYS_HOW_MANY)
            for name in _COMMITMENT_WORDS
        }
        return replace(row, debtor_actor_ids=tuple(map(self.roles.code, row.debtor_actor_ids)), **masked)

    def contradiction(self, row: Contradiction) -> Contradiction:
        hide = bool(self.gate.claims & set(row.claim_ids))
        return replace(
            row, topic=self.words(row.topic, hide=hide), hypothesis=self.words(row.hypothesis, hide=hide)
        )


_COMMITMENT_WORDS = ("text", "cohort", "antecedent", "from_event", "deadline_words", "deadline_basis")
_SAYS_HOW_MANY = frozenset({"text", "antecedent"})
"""Columns of words in which a small promised number would stand."""
