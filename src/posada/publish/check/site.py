"""Whether a publication holds together: every link, every number against its table, and nothing that must stay in."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

from posada.programme import Fault
from posada.publish.check.differences import small_differences
from posada.publish.check.pages import Number, Page, read_page
from posada.publish.check.tables import COUNT_NO_PEOPLE, FEWEST, broken_schemas, small_numbers

HELD = {"fewer than 10", "withheld"}
HELD_ON_PAGES = {"en": ("fewer than 10", "withheld"), "es": ("menos de 10", "reservado")}
LANGS = ("es", "en")
TABLES_OF_THE_LEDGER = frozenset(
    {
        *("actors", "sources", "claims", "contradictions", "commitments", "deliveries", "coverage"),
        *("statistics", "translations", "calendars", "closures", "verdicts", "verdict_traces"),
    }
)
KEYS = {
    "claims": "claim_id",
    "commitments": "commitment_id",
    "deliveries": "delivery_id",
    "verdicts": "commitment_id",
}

FILES = re.compile(
    r"index\.html|style\.css|publication\.json|(?:es|en)/[^/]+\.html|data/[a-z_]+\.csv"
    r"|data/(?:datapackage\.json|claimreview\.jsonld|prov\.jsonld)"
)
FETCHES = re.compile(
    r"@import|url\(\s*[\"']?(?!#)[\w/.]|\ssrcset=|\sposter=|http-equiv=[\"']?refresh|<(?:iframe|object|embed|video|audio|base)\b"
    r"|<(?:image|use)\b[^>]*href=[\"'](?!#)",
    re.IGNORECASE,
)
COUNTS_OF_UNITS = frozenset({"kept_lo", "kept_hi", "late_lo", "late_hi", "owed_lo", "owed_hi"})


@dataclass(frozen=True, slots=True)
class Site:
    """A publication as it was read back."""

    files: Mapping[str, bytes]
    pages: Mapping[str, Page]
    tables: Mapping[str, list[dict[str, str]]]
    verdicts: Sequence[Mapping[str, Any]]


def check_site(folder: Path, verdicts: Sequence[Mapping[str, Any]] = ()) -> tuple[Fault, ...]:
    """Everything that is wrong with a publication; nothing if it holds together.

    `verdicts` are rows as `posada measure --json` gives them: if given, the published table must say the same,
    but for what it does not tell.
    """
    site = _read(folder, verdicts)
    return tuple(fault for rule in _RULES for fault in rule(site))


def _read(folder: Path, verdicts: Sequence[Mapping[str, Any]]) -> Site:
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    pages = {path: read_page(text.decode()) for path, text in files.items() if path.endswith(".html")}
    tables = {
        path.removeprefix("data/").removesuffix(".csv"): list(csv.DictReader(io.StringIO(text.decode())))
        for path, text in files.items()
        if path.startswith("data/") and path.endswith(".csv")
    }
    return Site(files, pages, tables, verdicts)


def broken_pages(site: Site) -> Iterator[Fault]:
    """Pages that are not well formed, or use an id twice."""
    for path, page in site.pages.items():
        for what in page.broken:
            yield Fault("well_formed", path, what)
        for name, many in Counter(page.ids).items():
            if many > 1:
                yield Fault("unique_ids", path, f"the id {name} stands {many} times")
        if page.headings.count(1) != 1:
            yield Fault(
                "one_heading", path, f"must have one heading of the first rank, got {page.headings.count(1)}"
            )


def dead_links(site: Site) -> Iterator[Fault]:
    """Links and addresses that lead nowhere, lead out of the folder, or fetch from elsewhere."""
    for path, page in site.pages.items():
        for link in [*page.links, *page.loads, *page.alternates.values()]:
            if link.startswith(("https://", "http://")):
                if link in page.loads:
                    yield Fault("self_contained", path, f"fetches {link}")
                continue
            file, anchor = urldefrag(link)
            target = _target(path, unquote(file))
            if target not in site.files:
                yield Fault("links", path, f"{link} leads nowhere")
            elif anchor and anchor not in site.pages[target].ids:
                yield Fault("links", path, f"{link}: no such anchor")
        if page.scripts:
            yield Fault("no_scripts", path, "holds a script")


def _target(path: str, file: str) -> str:
    """The file that a relative address means, seen from a page."""
    parts = path.split("/")[:-1] if file else path.split("/")
    for part in file.split("/") if file else ():
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def fetching(site: Site) -> Iterator[Fault]:
    """Pages and styles that fetch, move on or hold frames by ways that are no plain link."""
    for path, content in site.files.items():
        if path.endswith((".html", ".css")) and (found := FETCHES.search(content.decode())):
            yield Fault("self_contained", path, f"holds {found[0]}")


def missing_languages(site: Site) -> Iterator[Fault]:
    """Pages that are not there in both languages, or do not lead to each other."""
    for path, page in site.pages.items():
        folder, _, name = path.rpartition("/")
        if folder not in LANGS:
            continue
        if page.lang != folder:
            yield Fault("languages", path, f"says that it is in {page.lang or 'no language'}")
        for lang in LANGS:
            if f"{lang}/{name}" not in site.pages:
                yield Fault("languages", path, f"has no page in {lang}")
            if page.alternates.get(lang) != f"../{lang}/{name}":
                yield Fault("languages", path, f"does not lead to its page in {lang}")


def wrong_numbers(site: Site) -> Iterator[Fault]:
    """Numbers on pages that are not those of the cell they name."""
    for path, page in site.pages.items():
        for number in page.numbers:
            for column in number.columns:
                cell = _cell(site, number, column)
                where = f"{number.table} {number.row} {column}"
                if cell is None:
                    yield Fault("numbers", path, f"line {number.line}: no such cell: {where}")
                elif not _agrees(number, cell, page.lang):
                    yield Fault(
                        "numbers", path, f"line {number.line}: shows {number.text}, {where} is {cell}"
                    )


def _cell(site: Site, number: Number, column: str) -> str | None:
    rows = site.tables.get(number.table, [])
    if number.row.startswith("#") and number.row[1:].isdigit():
        found = rows[int(number.row[1:])] if int(number.row[1:]) < len(rows) else {}
    else:
        key = KEYS.get(number.table, "")
        found = next((row for row in rows if row.get(key) == number.row), {})
    return found.get(column)


def _agrees(number: Number, cell: str, lang: str) -> bool:
    """Whether both the value for machines and the text for people say what the cell says."""
    if cell in HELD:
        shown = HELD_ON_PAGES[lang][0 if cell == "fewer than 10" else 1]
        return number.value is None and number.text == shown
    try:
        amount = float(cell)
        return (
            number.value is not None
            and float(number.value) == amount
            and float(number.text.replace(",", "")) == amount
        )
    except ValueError:
        return False


def numbers_left_out(site: Site) -> Iterator[Fault]:
    """Promises whose counts are on no page although they can be told, and promises without a page."""
    for lang in LANGS:
        shown = {
            (number.row, column)
            for path, page in site.pages.items()
            if path.startswith(f"{lang}/")
            for number in page.numbers
            if number.table == "verdicts"
            for column in number.columns
        }
        amounts = {row["commitment_id"]: row["amount"] for row in site.tables.get("commitments", [])}
        for row in site.tables.get("verdicts", []):
            promise = row["commitment_id"]
            if row["verdicts"] == "unverifiable" or row["owed_hi"] == "0" or not amounts.get(promise):
                continue
            for column in ("kept_lo", "owed_lo"):
                if row["owed_hi"] and (promise, column) not in shown:
                    yield Fault("numbers", f"{lang}/", f"{column} of {promise} is on no page")


def other_verdicts(site: Site) -> Iterator[Fault]:
    """Published verdicts that are not those that were measured."""
    if not site.verdicts:
        return
    published = {row["commitment_id"]: row for row in site.tables.get("verdicts", [])}
    measured = {str(row["commitment_id"]): row for row in site.verdicts}
    without_amount = {row["commitment_id"] for row in site.tables.get("commitments", []) if not row["amount"]}
    for promise in sorted(published.keys() ^ measured.keys()):
        yield Fault("verdicts", "data/verdicts.csv", f"{promise} must be in both, measured and published")
    for promise in sorted(published.keys() & measured.keys()):
        is_open = promise in without_amount and _as_cell(measured[promise].get("owed_hi")) == ""
        for column, cell in published[promise].items():
            if is_open and column in COUNTS_OF_UNITS:
                # Nobody said how many: what is measured says "at least one", which is no count of anybody.
                if cell:
                    yield Fault(
                        "verdicts", "data/verdicts.csv", f"{promise}, {column}: must be empty, got {cell}"
                    )
            elif cell not in HELD and cell != _as_cell(measured[promise].get(column)):
                told = _as_cell(measured[promise].get(column))
                yield Fault(
                    "verdicts", "data/verdicts.csv", f"{promise}, {column}: must be {told}, got {cell}"
                )


def _as_cell(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ";".join(map(str, value))
    return "" if value is None else str(value)


def things_that_must_stay(site: Site) -> Iterator[Fault]:
    """Files that are no part of a publication, tables that are no ledger, and counts of people below ten."""
    for path in site.files:
        name = path.removeprefix("data/").removesuffix(".csv")
        if path.endswith(".csv") and name not in TABLES_OF_THE_LEDGER:
            yield Fault("ledger_only", path, "is no table of the ledger")
        elif not FILES.fullmatch(path):
            yield Fault("ledger_only", path, "is no part of a publication")
    found = small_differences(site.tables, fewest=FEWEST, things=COUNT_NO_PEOPLE)
    for where, what in (*small_numbers(site.tables), *found):
        yield Fault("gate", where, what)


def wrong_descriptions(site: Site) -> Iterator[Fault]:
    """Tables that are not as datapackage.json describes them."""
    text = site.files.get("data/datapackage.json")
    if text is None:
        yield Fault("datapackage", "data/datapackage.json", "is missing")
        return
    for where, what in broken_schemas(json.loads(text), site.tables):
        yield Fault("datapackage", where, what)


def wrong_digests(site: Site) -> Iterator[Fault]:
    """Files that are not those which publication.json lists."""
    text = site.files.get("publication.json")
    listed = {} if text is None else json.loads(text).get("files", {})
    found = {
        path: hashlib.sha256(content).hexdigest()
        for path, content in site.files.items()
        if path != "publication.json"
    }
    for path in sorted(listed.keys() | found.keys()):
        if listed.get(path) != found.get(path):
            yield Fault("digests", path, "is not what publication.json lists")


def unknown_links_of_data(site: Site) -> Iterator[Fault]:
    """Linked data that refers to what it does not describe, or rates with a number."""
    reviews = json.loads(site.files.get("data/claimreview.jsonld", b'{"@graph": []}'))["@graph"]
    for review in reviews:
        where = "data/claimreview.jsonld"
        if review["@id"].removeprefix("../") not in site.files:
            yield Fault("linked_data", where, f"{review['@id']} is no page")
        if any("ratingValue" in rating for rating in review["reviewRating"]):
            yield Fault("linked_data", where, f"{review['@id']} squeezes verdicts into a number")
    graph = json.loads(site.files.get("data/prov.jsonld", b'{"@graph": []}'))["@graph"]
    known = {node["@id"] for node in graph}
    for node in graph:
        for name, value in node.items():
            for it in value if isinstance(value, list) else [value]:
                if isinstance(it, dict) and it.get("@id") not in known:
                    yield Fault(
                        "linked_data", "data/prov.jsonld", f"{node['@id']} {name}: {it.get('@id')} is unknown"
                    )


_RULES: tuple[Callable[[Site], Iterator[Fault]], ...] = (
    broken_pages,
    dead_links,
    fetching,
    missing_languages,
    wrong_numbers,
    numbers_left_out,
    other_verdicts,
    things_that_must_stay,
    wrong_descriptions,
    wrong_digests,
    unknown_links_of_data,
)
