"""What every page writes with: words of its language, links that lead somewhere, numbers that name their cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup, escape

from posada.programme.cells import text_of
from posada.programme.own_words import OwnWords
from posada.programme.tables import Claim, Source
from posada.publish.gate import WORDS_OF_HELD, Held, Told
from posada.publish.names import plain_names
from posada.publish.record import Record
from posada.publish.roles import PERSONS
from posada.publish.words import TEXTS, Texts
from posada.report import formats

KINDS = ("claim", "source", "actor", "contradiction", "delivery", "topic")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a number of a page comes from: a table, the key of a row, and one column or two."""

    table: str
    row: str
    column: str
    also: str = ""


class Links:
    """The file and anchor of every row that is published; nothing else can be linked to."""

    def __init__(self, record: Record) -> None:
        self._promises = plain_names(row.commitment_id for row in record.commitments)
        self._anchors: dict[str, Mapping[str, str]] = {
            "claim": plain_names(row.claim_id for row in record.claims),
            "source": plain_names(row.source_id for row in record.sources),
            "actor": plain_names(row.actor_id for row in record.actors),
            "contradiction": plain_names(row.contradiction_id for row in record.contradictions),
            "delivery": plain_names(row.delivery_id for row in record.deliveries),
            "topic": plain_names(row.topic for row in record.claims),
        }
        self._promise_of = {row.delivery_id: row.commitment_id for row in record.deliveries}
        self._quoted = {row.claim_id for row in record.claims if row.quotation}

    def promise(self, commitment_id: str) -> str:
        """The page of a promise; '' if it is not published."""
        name = self._promises.get(commitment_id)
        return "" if name is None else f"promise-{name}.html"

    def anchor(self, kind: str, row_id: str) -> str:
        """The anchor of a row, whatever page it stands on."""
        return f"{kind}-{self._anchors[kind][row_id]}"

    def to(self, kind: str, row_id: str | None) -> str:
        """The way to a row from any page of a language; '' if it is not published."""
        if row_id is None or row_id not in self._anchors[kind]:
            return ""
        page = _PAGE_OF[kind]
        if kind == "delivery":
            page = self.promise(self._promise_of[row_id])
        return f"{page}#{self.anchor(kind, row_id)}"

    def span(self, claim_id: str) -> str:
        """The way to the words of a source that a claim quotes; '' if it quotes none."""
        if claim_id not in self._quoted:
            return ""
        return f"sources.html#{self.span_anchor(claim_id)}"

    def span_anchor(self, claim_id: str) -> str:
        """The anchor of the words that a claim quotes."""
        return f"span-{self._anchors['claim'][claim_id]}"


_PAGE_OF = {
    "claim": "claims.html",
    "topic": "claims.html",
    "source": "sources.html",
    "actor": "actors.html",
    "contradiction": "contradictions.html",
    "delivery": "",
}


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes for one language."""

    lang: str
    record: Record
    links: Links

    @property
    def t(self) -> Texts:
        """The sentences of the language."""
        return TEXTS[self.lang]

    def say(self, key: str, **values: object) -> str:
        """A sentence with its values."""
        return self.t[key].format(**values)

    def say_marked(self, key: str, **values: object) -> Markup:
        """A sentence whose values may be links or numbers with their cell; what is no markup is escaped."""
        return Markup(escape(self.t[key])).format(**values)

    def with_days(self, text: str) -> str:
        """A sentence of the room, its days written as the page writes them."""
        return re.sub(r"\b\d{4}-\d{2}-\d{2}\b", lambda found: self.day(dt.date.fromisoformat(found[0])), text)

    def day(self, value: dt.date) -> str:
        """A day as people write it."""
        return formats.day(value, self.lang)

    def days(self, first: dt.date, last: dt.date | None) -> str:
        """A day, or a run of days."""
        if last is None or last == first:
            return self.day(first)
        return self.say("from_until", first=self.day(first), last=self.day(last))

    def unit(self, unit: str) -> str:
        """A unit in words."""
        return self.words[unit]

    @property
    def words(self) -> OwnWords:
        """The ledger's own words in the language of the page, as plain text."""
        return self.record.words[self.lang]

    def own(self, text: str, *, in_sentence: bool = False) -> Markup:
        """Words of the ledger itself: translated where somebody has done so, else marked with their language.

        In a sentence they lose the full stop at their end.
        """
        shown = self.words[text].rstrip("." if in_sentence else "")
        if text in self.words:
            return escape(shown)
        return self._in(language_tag(self.record.programme.settings.ledger_language), shown)

    def proper(self, name: str) -> Markup:
        """A name or an address: it belongs to no language of the record unless somebody has translated it."""
        return escape(self.words[name]) if name in self.words else self._in("", name)

    def code_in_words(self, code: str) -> Markup:
        """A short code that stands for words."""
        return self.own(code) if code in self.words else self.own(code.replace("-", " "))

    def quoted(self, text: str, source_id: str) -> Markup:
        """Words as a source has them, in the language of the source: a quotation is never translated."""
        source = next(row for row in self.record.sources if row.source_id == source_id)
        return self._in(language_tag(source.language), self.quotation(text))

    def quotation(self, text: str) -> str:
        """The words of a source, in which only the roles in brackets are ours and are told as the page tells them."""
        for row in self.record.actors:
            if row.kind in PERSONS:
                text = text.replace(f"[{row.name}]", f"[{self.words[row.name]}]")
        return text

    def _in(self, tag: str, text: str) -> Markup:
        """Words marked with their language, '' where nobody has said which it is.

        That of the page needs no mark, and figures have no language.
        """
        if tag == self.lang or not any(map(str.isalpha, text)):
            return escape(text)
        return Markup('<span lang="{}">{}</span>').format(tag, text)

    def code(self, link: str, row_id: str) -> Markup:
        """The id of a row, as a link if the row is published."""
        if not link:
            return Markup('<span class="code">{}</span>').format(row_id)
        return Markup('<a class="code" href="{}">{}</a>').format(link, row_id)

    def row(self, kind: str, row_id: str) -> Markup:
        """The id of a row of a kind, with its link."""
        return self.code(self.links.to(kind, row_id), row_id)

    def rows(self, kind: str, row_ids: Iterable[str]) -> Markup:
        """The ids of several rows."""
        return Markup(", ").join(self.row(kind, row_id) for row_id in row_ids)

    def number(self, value: Told, cell: Cell | None) -> Markup:
        """A number that the gate let through, or why it is not told, with the cell it comes from (None: a sum)."""
        marks = Markup("") if cell is None else _marks(cell)
        if isinstance(value, Held):
            shown = WORDS_OF_HELD[self.lang][value]
            return Markup('<span class="held"{}>{}</span>').format(marks, shown)
        if value is None:
            return Markup("{}").format(self.t["unknown_number"])
        plain = text_of(float(value))
        shown = formats.number(value, digits=len(plain.partition(".")[2]))
        return Markup('<data value="{}"{}>{}</data>').format(plain, marks, shown)

    def bounds(self, low: Told, high: Told, cell: Cell | None) -> Markup:
        """A number from the least to the most, each with its cell; one number where both are the same.

        `cell.also` names the column of the most; `high` None means that no most is known.
        """
        if low == high:
            return self.number(low, cell)
        first = None if cell is None else Cell(cell.table, cell.row, cell.column)
        last = None if cell is None else Cell(cell.table, cell.row, cell.also)
        if high is None:
            return self.say_marked("or_more", low=self.number(low, first))
        return self.say_marked("between", low=self.number(low, first), high=self.number(high, last))

    def who(self, actor_id: str) -> Markup:
        """Who an actor is, with its link."""
        names = {row.actor_id: row.name for row in self.record.actors}
        link = self.links.to("actor", actor_id)
        return Markup('<a href="{}">{}</a>').format(link, self.proper(names[actor_id]))

    def amount_of(self, claim: Claim) -> Markup:
        """The amount that somebody claims; nothing where they give none."""
        if claim.amount_lo is None:
            return Markup("")
        told = partial(self.record.gate.claimed, row=claim)
        shown = self.bounds(
            told(claim.amount_lo),
            told(claim.amount_hi),
            Cell("claims", claim.claim_id, "amount_lo", "amount_hi"),
        )
        return Markup("{} {}").format(shown, self.unit(claim.unit))

    def published(self, source: Source) -> str:
        """When a source came out."""
        if source.published_on is None:
            return self.t["no_date"]
        return self.days(source.published_on, source.published_until)


def _marks(cell: Cell) -> Markup:
    """The attributes by which a reader of the page finds the cell again."""
    where = {"data-table": cell.table, "data-row": cell.row, "data-column": cell.column}
    if cell.also:
        where["data-also"] = cell.also
    return Markup("").join(Markup(' {}="{}"').format(name, text) for name, text in where.items())


_LANGUAGES = {"spa": "es", "eng": "en", "fra": "fr", "por": "pt", "hat": "ht"}


def language_tag(code: str) -> str:
    """The tag that browsers know for an ISO 639-3 code: two letters where there are two.

    >>> language_tag("spa"), language_tag("tzo")
    ('es', 'tzo')
    """
    return _LANGUAGES.get(code, code)
