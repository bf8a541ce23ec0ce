"""The whole publication as files: pages in two languages, tables, linked data, and the list of them all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from posada import __version__
from posada.programme.cells import text_of
from posada.programme.own_words import SPOKEN
from posada.publish.claims import claims_page, contradictions_page
from posada.publish.figures import HATCH
from posada.publish.linked import claim_reviews, provenance
from posada.publish.pen import Links, Pen
from posada.publish.promises import index_page, promise_page
from posada.publish.record import Record
from posada.publish.registers import actors_page, coverage_page, downloads_page, reading_page, sources_page
from posada.publish.tables import package_text, public_tables
from posada.publish.timeline import timeline_page
from posada.publish.words import LANGS, OTHER, TEXTS
from posada.report.frame import environment, template_text

MARKER = "publication.json"
"""The file by which a folder is known to be a publication: what it holds, file by file."""

MENU = (
    "index",
    "claims",
    "contradictions",
    "timeline",
    "sources",
    "actors",
    "coverage",
    "downloads",
    "reading",
)


def site_files(record: Record) -> dict[str, bytes]:
    """Every file of a publication by its path; the same record gives the same bytes.

    >>> from posada.commitments.example import example
    >>> from posada.publish.record import record_of
    >>> files = site_files(record_of(example()))
    >>> sorted(path for path in files if path.startswith("en/promise"))
    ['en/promise-buses.html', 'en/promise-cards.html']
    """
    links = Links(record)
    data, counts = _data(record, links)
    pages = {"style.css": template_text(__package__, "style.css"), "index.html": _door(record)}
    listed = [(path, counts.get(path), _digest(text)) for path, text in data.items()]
    for lang in LANGS:
        pen = Pen(lang, record, links)
        for file, template, words in _pages(pen, listed):
            pages[f"{lang}/{file}"] = _page(pen, file, template, words)
    files = {path: text.encode() for path, text in sorted({**data, **pages}.items())}
    return {**files, MARKER: _marker(record, files).encode()}


def _data(record: Record, links: Links) -> tuple[dict[str, str], dict[str, int]]:
    """The files that readers may take away, and how many rows the tables among them have."""
    tables = public_tables(record)
    data = {it.path: it.csv_text() for it in tables}
    data["data/datapackage.json"] = package_text(record, tables)
    data["data/claimreview.jsonld"] = claim_reviews(record, links)
    data["data/prov.jsonld"] = provenance(record)
    return data, {it.path: len(it.rows) for it in tables}


def _pages(
    pen: Pen, listed: list[tuple[str, int | None, str]]
) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The file, template and contents of every page of a language."""
    contents: dict[str, Mapping[str, Any]] = {
        "index": index_page(pen),
        "claims": claims_page(pen),
        "contradictions": contradictions_page(pen),
        "timeline": timeline_page(pen),
        "sources": sources_page(pen),
        "actors": actors_page(pen),
        "coverage": coverage_page(pen),
        "downloads": downloads_page(pen, listed),
        "reading": reading_page(pen),
    }
    for name, words in contents.items():
        yield f"{name}.html", f"{name}.html", {"title": pen.t[f"{name}_title"], **words}
    for found in pen.record.measured.assessments:
        shown = promise_page(pen, found)
        title = f"{shown['id']}: {pen.words[shown['text']]}"
        file = pen.links.promise(found.commitment.commitment_id)
        yield file, "promise.html", {"title": title, "promise": shown}


def _page(pen: Pen, file: str, template: str, words: Mapping[str, Any]) -> str:
    measured = pen.record.measured
    known = (
        pen.t["terms_known_all"]
        if measured.known_as_of is None
        else pen.say("terms_known", day=pen.day(measured.known_as_of))
    )
    frame = {
        "lang": pen.lang,
        "other": OTHER[pen.lang],
        "file": file,
        "t": pen.t,
        "say": pen.say,
        "own": pen.own,
        "proper": pen.proper,
        "words": pen.words,
        "left_out": _left_out(pen),
        "day": pen.day,
        "menu": [(f"{name}.html", pen.t[f"menu_{name}"]) for name in MENU],
        "settings": pen.record.programme.settings,
        "measured": measured,
        "terms": f"{known} {pen.t[f'policy_{measured.policy}']}",
        "hatch": HATCH,
        "version": __version__,
    }
    return environment(__package__).get_template(template).render({**frame, **words}) + "\n"


def _left_out(pen: Pen) -> str:
    """What is said of quotations that were not held against stored texts; '' if they were, or there are none."""
    count = pen.record.quotations_left_out
    return pen.say("left_out", count=f"{count:,}") if count else ""


def _door(record: Record) -> str:
    """The page at the root: the way to each language."""
    spoken = {code: lang for lang, code in SPOKEN.items()}
    settings = record.programme.settings
    first = next((spoken[code] for code in settings.languages if code in spoken), LANGS[0])
    pen = Pen(first, record, Links(record))
    langs = sorted(LANGS, key=lambda lang: lang != first)
    template = environment(__package__).get_template("root.html")
    return (
        template.render(
            name=pen.proper(settings.name),
            title=pen.words[settings.name],
            first=first,
            langs=langs,
            texts=TEXTS,
        )
        + "\n"
    )


def _marker(record: Record, files: Mapping[str, bytes]) -> str:
    measured = record.measured
    return (
        json.dumps(
            {
                "made_by": "posada publish",
                "version": __version__,
                "as_of": text_of(measured.as_of),
                "known_as_of": text_of(measured.known_as_of) or None,
                "policy": measured.policy,
                "signatures": [],
                "files": {path: hashlib.sha256(content).hexdigest() for path, content in files.items()},
            },
            indent=2,
        )
        + "\n"
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
