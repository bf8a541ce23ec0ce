"""Every row of a ledger as it may be published: roles for names, and free texts as the gate lets them out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

from posada.programme import Programme
from posada.programme.columns import TABLES
from posada.programme.disclosure import FEWEST_TOLD
from posada.programme.mistakes import PosadaError
from posada.programme.own_words import SPOKEN
from posada.programme.tables import Actor, Claim, Commitment, Contradiction, Source, Translation
from posada.publish.free_text import told_in_words
from posada.publish.gate import Gate, Held, closed_sources, counts_people
from posada.publish.roles import PERSONS, Roles, roles_of

LEDGER = (
    *("actors", "sources", "claims", "contradictions", "commitments", "deliveries", "coverage", "statistics"),
    *("translations", "calendars", "closures"),
)
"""The tables that may be published; no other table is ever looked at."""

_CODES = {
    "claims": ("topic", "scope", "granularity", "unit"),
    "sources": ("independence_group",),
    "commitments": ("unit",),
    "deliveries": ("unit",),
    "statistics": ("unit",),
}
"""Columns of text that hold short codes: rows are matched by them, and they are told as they are."""


def _is_code(table: str, column: str) -> bool:
    return column.endswith("_id") or column in _CODES.get(table, ())


def _codes_with_names(ledger: Programme, roles: Roles) -> set[str]:
    """What is wrong with codes that spell the name of a person; a code stays the same everywhere, so none is masked."""
    return {
        f"{name}.csv, {column.name}: must not hold the name of a person; give the row another code."
        for name in LEDGER
        for column in TABLES[name].columns
        if column.kind == "id" or column.name in _CODES.get(name, ())
        for row in getattr(ledger, name)
        if (code := getattr(row, column.name)) and code not in roles.codes and roles.holds_name(code)
    } | {
        "actors.csv, public_role: must not hold the name of a person; say what the role is."
        for row in ledger.actors
        if roles.without_names(row.public_role) != row.public_role
    }


_SPOKEN_CODES = {"claims": ("topic", "scope", "granularity", "cohort_id"), "commitments": ("cohort_id",)}
"""Codes that stand on pages as words."""


_ORDINAL = re.compile(r"(?<!of )(?<!de )\d$")


def _codes_that_count_few(ledger: Programme) -> set[str]:
    """What is wrong with codes that say how few people they are about; a number at the end is an ordinal."""
    return {
        f"{name}.csv, {column}: must not count fewer than {FEWEST_TOLD} people; give the row another code."
        for name, columns in _SPOKEN_CODES.items()
        for column in columns
        for row in getattr(ledger, name)
        for words in [_ORDINAL.sub("", re.sub(r"[-_]", " ", getattr(row, column)))]
        if told_in_words(words) != words
    }


_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def _cells_that_spreadsheets_run(ledger: Programme) -> set[str]:
    """What is wrong with texts that a spreadsheet takes for a formula: whoever opens the published file would run it.

    The files hold what the pages say, letter by letter, so that such a text is refused and not changed.
    """
    return {
        f"{name}.csv, {column.name}: must not begin with {value[0]!r}, which a spreadsheet runs as a formula;"
        " begin with a word."
        for name in LEDGER
        for column in TABLES[name].columns
        for row in getattr(ledger, name)
        for value in _texts(getattr(row, column.name))
        if value.startswith(_RUN_BY_SPREADSHEETS)
    }


def _texts(cell: Any) -> tuple[str, ...]:
    return (cell,) if isinstance(cell, str) else cell if isinstance(cell, tuple) else ()


def masked(ledger: Programme, gate: Gate) -> Programme:
    """The ledger with roles for people, and with free texts as the gate lets them out, in every language.

    Raises `PosadaError` if a code spells the name of a person or counts few people, a role names somebody, or a
    text would be run by a spreadsheet.
    """
    roles = roles_of(ledger.actors)
    refused = (
        _codes_with_names(ledger, roles)
        | _codes_that_count_few(ledger)
        | _cells_that_spreadsheets_run(ledger)
    )
    if refused:
        raise PosadaError("\n".join(sorted(refused)))
    mask = _Mask(roles, gate, closed_sources(ledger, gate), _promises_of_few(ledger, gate))
    public = _masked(ledger, mask)
    public = replace(public, sources=_without_digests(ledger, public))
    return replace(public, translations=_masked_translations(ledger, public, mask))


def _without_digests(ledger: Programme, public: Programme) -> tuple[Source, ...]:
    """The sources, without the digest of a text of which anything is masked: a short text can be guessed by it."""
    masked_sources = {
        row.source_id
        for row, shown in zip(ledger.claims, public.claims, strict=True)
        if (row.quotation, row.says) != (shown.quotation, shown.says)
    } | {
        row.source_id
        for row, shown in zip(ledger.sources, public.sources, strict=True)
        if row.title != shown.title
    }
    return tuple(
        replace(row, sha256="") if row.source_id in masked_sources else row for row in public.sources
    )


def _promises_of_few(ledger: Programme, gate: Gate) -> frozenset[str]:
    """The promises of which the promised number is not told, in figures or in words."""
    return frozenset(row.commitment_id for row in ledger.commitments if isinstance(gate.promised(row), Held))


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
        for is_code, (raw, original, text) in _cells(ledger, public, _masked(spoken, there)):
            if raw in words:
                # A code is told as it is; what it is called in another language is words like any other.
                texts = (there.words(text) if is_code else text, said.get((language, original), ""))
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


def _cells(*ledgers: Programme) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """The own words of ledgers that have the same rows, cell beside cell, and whether they are codes."""
    yield False, tuple(it.settings.name for it in ledgers)
    for name in LEDGER:
        for rows in zip(*(getattr(it, name) for it in ledgers), strict=True):
            for column in TABLES[name].own_words:
                yield _is_code(name, column), tuple(getattr(row, column) for row in rows)


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

    def words(self, text: str, *, hide: bool = False, known: Collection[float] = ()) -> str:
        return told_in_words(self.roles.without_names(text), closed=hide, known=known)

    def url(self, url: str, *, hide: bool) -> str:
        """An address of the web; only its site where the rest tells what may not be told."""
        shown = self.roles.url(url) if url.startswith(("https://", "http://")) else ""
        path = re.sub(r"(?<=/)\d+(?=/|$)", "", f"/{unquote('/'.join(url.split('/')[3:]))}")
        path = re.sub(r"[-_/%+.=?&]", " ", path)
        if shown == url and (any(map(str.isdigit, path)) if hide else _counts_few(path)):
            return "/".join(url.split("/")[:3]) + "/"
        return shown

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
        hide = row.source_id in self.closed_sources
        return replace(
            row,
            title=self.words(row.title, hide=hide),
            url=self.url(row.url, hide=hide),
            file="",
            outlet_actor_id=self.code(row.outlet_actor_id),
        )

    def claim(self, row: Claim) -> Claim:
        hide = row.claim_id in self.gate.claims or row.commitment_id in self.gate.commitments
        amounts = {value for value in (row.amount_lo, row.amount_hi) if value is not None}
        known = frozenset() if counts_people(row.unit) else amounts
        quotation = self.words(row.quotation, hide=hide, known=known)
        is_whole = quotation == row.quotation
        return replace(
            row,
            says=self.words(row.says, hide=hide, known=known),
            quotation=quotation,
            from_byte=row.from_byte if is_whole else None,
            until_byte=row.until_byte if is_whole else None,
            value=self.words(row.value, hide=hide),
            lists=tuple(self.words(item, hide=hide) for item in row.lists),
            claimant_actor_id=self.roles.code(row.claimant_actor_id),
            confirmed_by=tuple("confirmed" for _ in row.confirmed_by[:1]),
        )

    def commitment(self, row: Commitment) -> Commitment:
        is_of_few = row.commitment_id in self.promises_of_few
        hide = is_of_few or row.commitment_id in self.gate.commitments
        known = () if is_of_few or row.amount is None else (row.amount,)
        masked: dict[str, Any] = {
            name: self.words(getattr(row, name), hide=hide and name in _SAYS_HOW_MANY, known=known)
            for name in _COMMITMENT_WORDS
        }
        return replace(row, debtor_actor_ids=tuple(map(self.roles.code, row.debtor_actor_ids)), **masked)

    def contradiction(self, row: Contradiction) -> Contradiction:
        hide = bool(self.gate.claims & set(row.claim_ids))
        return replace(
            row, topic=self.words(row.topic, hide=hide), hypothesis=self.words(row.hypothesis, hide=hide)
        )


_COMMITMENT_WORDS = ("text", "cohort", "antecedent", "from_event", "deadline_words", "deadline_basis")
_SAYS_HOW_MANY = frozenset({"text", "cohort", "antecedent", "from_event", "deadline_basis"})
"""Columns of words in which a number of people may stand; how a deadline was worded is about days."""


def _counts_few(words: str) -> bool:
    """Whether words of an address count a few: a number of one figure with a word behind it."""
    spoken = re.sub(r"(?<!\w)\d(?=\s*$|\s+\d)", "", words)
    return told_in_words(spoken) != spoken
