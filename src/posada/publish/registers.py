"""The pages one looks things up on: sources, institutions, coverage, downloads, and how to read it all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from markupsafe import Markup

from posada.programme.tables import Actor, Source
from posada.programme.tables.verdicts import VERDICTS
from posada.publish.claims import tree
from posada.publish.decide import uncovered
from posada.publish.evidence import coverage_line
from posada.publish.pen import Pen, language_tag
from posada.publish.roles import PERSONS


def sources_page(pen: Pen) -> dict[str, Any]:
    """What the page of sources shows: which retells which, and each with the words quoted from it."""
    return {"tree": _origins(pen), "sources": [_source(pen, row) for row in pen.record.sources]}


def _origins(pen: Pen) -> Markup:
    ids = {row.source_id for row in pen.record.sources}

    def line(row: Source) -> Markup:
        group = Markup("")
        if row.independence_group:
            told = pen.say("origin_group", group=row.independence_group)
            group = Markup(' <span class="soft">({})</span>').format(told)
        return Markup("{} {}{}").format(pen.row("source", row.source_id), pen.own(row.title), group)

    return tree(
        pen.record.sources,
        key=lambda row: row.source_id,
        parents=lambda row: [it for it in row.derives_from_source_ids if it in ids],
        line=line,
    )


def _source(pen: Pen, row: Source) -> dict[str, Any]:
    quoted = sorted(
        (it for it in pen.record.claims if it.source_id == row.source_id and it.quotation),
        key=lambda it: (it.from_byte or 0, it.claim_id),
    )
    return {
        "id": row.source_id,
        "anchor": pen.links.anchor("source", row.source_id),
        "title": row.title,
        "language": language_tag(row.language),
        "facts": list(_source_facts(pen, row)),
        "spans": [
            {
                "anchor": pen.links.span_anchor(it.claim_id),
                "quotation": pen.quotation(it.quotation),
                "bytes": pen.say("span", first=it.from_byte, last=it.until_byte),
                "id": it.claim_id,
                "link": pen.links.to("claim", it.claim_id),
            }
            for it in quoted
        ],
    }


def _source_facts(pen: Pen, row: Source) -> Iterator[tuple[str, Markup | str]]:
    yield pen.t["fact_kind"], pen.t[f"source_{row.kind}"]
    if row.outlet_actor_id is not None:
        yield pen.t["fact_outlet"], pen.who(row.outlet_actor_id)
    yield pen.t["fact_published"], pen.published(row)
    yield pen.t["fact_grade"], pen.t[f"near_{row.grade}"]
    if row.derives_from_source_ids:
        yield pen.t["fact_retells"], pen.rows("source", row.derives_from_source_ids)
    if row.independence_group:
        yield pen.t["fact_origin"], pen.own(row.independence_group)
    if row.url.startswith(("https://", "http://")):
        yield (
            pen.t["fact_url"],
            Markup('<a href="{}" rel="external noreferrer">{}</a>').format(row.url, row.url),
        )
    elif row.url:
        yield pen.t["fact_url"], pen.proper(row.url)
    if row.sha256:
        yield pen.t["fact_sha256"], Markup('<span class="mono">{}</span>').format(row.sha256)
    if row.recorded_on is not None:
        yield pen.t["fact_recorded"], pen.day(row.recorded_on)


_GROUPS = (
    ("institutions", ("state", "agency", "court", "international_organisation")),
    ("groups", ("ngo", "organiser", "group")),
    ("roles", tuple(sorted(PERSONS))),
    ("outlets", ("outlet",)),
)


def actors_page(pen: Pen) -> dict[str, Any]:
    """What the page of institutions shows: what each owes, says, published and vouches for."""
    kinds = []
    for name, of_kind in _GROUPS:
        rows = [_actor(pen, row) for row in pen.record.actors if row.kind in of_kind]
        if rows:
            kinds.append(({"anchor": name, "name": pen.t[f"kinds_{name}"]}, rows))
    return {"kinds": kinds}


def _actor(pen: Pen, row: Actor) -> dict[str, Any]:
    names = {it.actor_id: it.name for it in pen.record.actors}
    parent = row.parent_actor_id or ""
    return {
        "anchor": pen.links.anchor("actor", row.actor_id),
        "name": row.name,
        "kind": pen.t[f"kind_{row.kind}"],
        "parent": names.get(parent, ""),
        "parent_link": pen.links.to("actor", parent),
        "does": [(pen.t[f"does_{what}"], links) for what, links in _does(pen, row.actor_id).items()],
    }


def _does(pen: Pen, actor_id: str) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    record, links = pen.record, pen.links
    for promise in record.commitments:
        if actor_id in promise.debtor_actor_ids:
            found["owes"].append((promise.commitment_id, links.promise(promise.commitment_id)))
    for claim in record.claims:
        if claim.claimant_actor_id == actor_id:
            found["says"].append((claim.claim_id, links.to("claim", claim.claim_id)))
    for source in record.sources:
        if source.outlet_actor_id == actor_id:
            found["publishes"].append((source.source_id, links.to("source", source.source_id)))
    for cover in record.coverage:
        if cover.declared_by_actor_id == actor_id:
            found["vouches"].append((cover.commitment_id, f"{links.promise(cover.commitment_id)}#vouched"))
    return {what: list(dict.fromkeys(rows)) for what, rows in found.items()}


def coverage_page(pen: Pen) -> dict[str, Any]:
    """What the page of coverage shows: for each promise, who vouches for which days, and which nobody does."""
    return {
        "rows": [
            {
                "id": found.commitment.commitment_id,
                "link": pen.links.promise(found.commitment.commitment_id),
                "text": found.commitment.text,
                "lines": [
                    {"anchor": f"coverage-{number}", "text": coverage_line(pen, found, row)}
                    for number, row in enumerate(pen.record.coverage)
                    if row.commitment_id == found.commitment.commitment_id
                ],
                "uncovered": [pen.days(*run) for run in uncovered(found)],
            }
            for found in pen.record.measured.assessments
        ]
    }


def downloads_page(pen: Pen, files: Sequence[tuple[str, int | None, str]]) -> dict[str, Any]:
    """What the page of downloads shows; `files` are paths, numbers of rows and digests."""
    shown = []
    for path, rows, digest in files:
        name = path.rpartition("/")[2]
        key = {"datapackage.json": "package", "claimreview.jsonld": "reviews", "prov.jsonld": "prov"}.get(
            name, name.removesuffix(".csv")
        )
        shown.append(
            {
                "path": path,
                "name": name,
                "holds": pen.t[f"holds_{key}"],
                "rows": "" if rows is None else f"{rows:,}",
                "digest": digest,
            }
        )
    return {
        "files": shown,
        "formats": [pen.t[key] for key in ("format_csv", "format_reviews", "format_prov")],
    }


_SECTIONS = (
    ("four", 4),
    ("verdicts", 0),
    ("numbers", 2),
    ("terms", 1),
    ("gate", 3),
    ("sign", 1),
    ("check", 1),
)


def reading_page(pen: Pen) -> dict[str, Any]:
    """What the page on how to read the record says."""
    sections = []
    for name, lines in _SECTIONS:
        terms = (
            [(pen.t[f"verdict_{it}"], pen.t[f"mean_{it}"]) for it in VERDICTS] if name == "verdicts" else []
        )
        sections.append(
            {
                "anchor": name,
                "title": pen.t[f"read_{name}"],
                "lines": [pen.t[f"read_{name}_{number}"] for number in range(1, lines + 1)],
                "terms": terms,
            }
        )
    return {"sections": sections}
