"""Pages read with the standard library alone: their ids, links, languages and the numbers with their cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
LOADS = {"script": "src", "img": "src", "iframe": "src", "link": "href", "source": "src", "object": "data"}
"""Elements by which a page may fetch something, and the attribute that says what."""


@dataclass(slots=True)
class Number:
    """A number on a page: its machine value, the text that people see, and the cell it says it comes from."""

    value: str | None
    table: str
    row: str
    columns: tuple[str, ...]
    line: int
    text: str = ""


@dataclass(slots=True)
class Page(HTMLParser):
    """One page as it was read."""

    lang: str = ""
    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    scripts: int = 0
    alternates: dict[str, str] = field(default_factory=dict)
    numbers: list[Number] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    _open: list[str] = field(default_factory=list)
    _inside: list[tuple[int, Number]] = field(default_factory=list)

    def __post_init__(self) -> None:
        HTMLParser.__init__(self, convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element says of itself."""
        held = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append(tag)
        if len(held) < len(attrs):
            self.broken.append(f"line {self.getpos()[0]}: <{tag}> says an attribute twice")
        if tag == "html":
            self.lang = held.get("lang", "")
        if "id" in held:
            self.ids.append(held["id"])
        if tag == "a" and "href" in held:
            self.links.append(held["href"])
        if tag in LOADS and LOADS[tag] in held and held.get("rel") not in ("alternate", "describedby"):
            self.loads.append(held[LOADS[tag]])
        if tag == "link" and held.get("rel") == "alternate" and "hreflang" in held:
            self.alternates[held["hreflang"]] = held["href"]
        self.scripts += tag == "script" or any(name.startswith("on") for name in held)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "data-table" in held:
            columns = tuple(held[name] for name in ("data-column", "data-also") if name in held)
            number = Number(
                held.get("value"), held["data-table"], held.get("data-row", ""), columns, self.getpos()[0]
            )
            self.numbers.append(number)
            self._inside.append((len(self._open), number))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a drawing that closes itself."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        """Note an end that has no beginning, or belongs to another element."""
        if not self._open or self._open[-1] != tag:
            self.broken.append(f"line {self.getpos()[0]}: </{tag}> closes {self._open[-1:] or 'nothing'}")
            return
        self._close()

    def _close(self) -> None:
        if self._inside and self._inside[-1][0] == len(self._open):
            self._inside.pop()
        self._open.pop()

    def handle_data(self, data: str) -> None:
        """Gather the text, and that of numbers."""
        self.text.append(data)
        for _, number in self._inside:
            number.text += data

    def close(self) -> None:
        """End reading; what is still open is broken."""
        HTMLParser.close(self)
        if self._open:
            self.broken.append(f"never closed: {', '.join(self._open)}")


def read_page(text: str) -> Page:
    """A page as it was read.

    >>> page = read_page('<p id="a">It was <data value="11" data-table="verdicts" data-row="K8"'
    ...                  ' data-column="kept_lo">11</data>.</p>')
    >>> page.ids, page.numbers[0].value, page.numbers[0].text, page.broken
    (['a'], '11', '11', [])
    """
    page = Page()
    page.feed(text)
    page.close()
    return page
