"""The record as linked data: promises as schema.org ClaimReview, and what comes from what as W3C PROV-O."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from posada import __version__
from posada.commitments import Assessment
from posada.programme.cells import text_of
from posada.programme.tables.verdicts import VERDICTS
from posada.publish.pen import Links, language_tag
from posada.publish.record import Record
from posada.publish.roles import PERSONS
from posada.publish.words import TEXTS

ASPECTS = ("existence", "lifecycle", "verdict", "knowledge")


def claim_reviews(record: Record, links: Links) -> str:
    """Each promise as a ClaimReview, one rating for each answer to each of the four questions.

    A rating with a number would squeeze a set of verdicts into one value, so there is none: `reviewAspect` says
    which question a rating answers, and several ratings of the verdict are all still possible.
    """
    graph = [_review(record, links, found) for found in record.measured.assessments]
    return _json({"@context": {"@vocab": "https://schema.org/"}, "@graph": graph})


def _review(record: Record, links: Links, found: Assessment) -> dict[str, Any]:
    commitment = found.commitment
    names = {row.actor_id: row for row in record.actors}
    source = next(row for row in record.sources if row.source_id == commitment.source_id)
    page = f"../en/{links.promise(commitment.commitment_id)}"
    appearance: dict[str, Any] = {
        "@type": "CreativeWork",
        "name": source.title,
        "inLanguage": language_tag(source.language),
    }
    if source.url:
        appearance["url"] = source.url
    if source.published_on is not None:
        appearance["datePublished"] = text_of(source.published_on)
    return {
        "@type": "ClaimReview",
        "@id": page,
        "url": page,
        "inLanguage": "en",
        "claimReviewed": record.words["en"][commitment.text],
        "datePublished": text_of(record.measured.as_of),
        "author": {"@type": "Organization", "name": record.programme.settings.name},
        "itemReviewed": {
            "@type": "Claim",
            "name": record.words["en"][commitment.text],
            "datePublished": text_of(commitment.made_on),
            "author": [
                {
                    "@type": "Person" if names[it].kind in PERSONS else "Organization",
                    "name": names[it].name,
                }
                for it in commitment.debtor_actor_ids
            ],
            "appearance": appearance,
        },
        "reviewRating": list(_ratings(found)),
        "reviewBody": record.measured.explain(commitment.commitment_id, "en").splitlines()[3],
    }


def _ratings(found: Assessment) -> Iterator[dict[str, Any]]:
    words = TEXTS["en"]
    answers = [
        ("existence", f"existence_{found.voices.existence}"),
        ("lifecycle", f"stage_{found.lifecycle}"),
        *(
            ("verdict", f"verdict_{'nothing_yet' if it == 'not_due' and not found.has_day else it}")
            for it in sorted(found.verdicts, key=VERDICTS.index)
        ),
        ("knowledge", f"knowledge_{found.knowledge}"),
    ]
    for aspect, key in answers:
        yield {
            "@type": "Rating",
            "reviewAspect": aspect,
            "alternateName": words[key],
            "ratingExplanation": words[f"axis_{aspect}"],
        }


_PROV_CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "row": "urn:posada:row:",
}


def provenance(record: Record) -> str:
    """What comes from what: verdicts from rows, rows and quotations from sources, retellings from what they retell."""
    graph = [
        *_agents(record),
        *_sources(record),
        *_claims(record),
        *_rows(record),
        _measuring(record),
        *_verdicts(record),
    ]
    return _json({"@context": _PROV_CONTEXT, "@graph": graph})


def _id(table: str, row_id: str) -> str:
    return f"row:{table}/{quote(row_id, safe='')}"


def _ref(table: str, row_id: str) -> dict[str, str]:
    return {"@id": _id(table, row_id)}


def _agents(record: Record) -> Iterator[dict[str, Any]]:
    for row in record.actors:
        agent: dict[str, Any] = {
            "@id": _id("actors", row.actor_id),
            "@type": "prov:Person" if row.kind in PERSONS else "prov:Organization",
            "dcterms:title": row.name,
        }
        if row.parent_actor_id is not None:
            agent["prov:actedOnBehalfOf"] = _ref("actors", row.parent_actor_id)
        yield agent
    yield {
        "@id": "row:software/posada",
        "@type": "prov:SoftwareAgent",
        "dcterms:title": f"Posada {__version__}",
    }


def _sources(record: Record) -> Iterator[dict[str, Any]]:
    known = {row.source_id for row in record.sources}
    for row in record.sources:
        entity: dict[str, Any] = {
            "@id": _id("sources", row.source_id),
            "@type": ["prov:Entity", "prov:PrimarySource"] if row.grade == "primary" else "prov:Entity",
            "dcterms:title": row.title,
        }
        if row.outlet_actor_id is not None:
            entity["prov:wasAttributedTo"] = _ref("actors", row.outlet_actor_id)
        if row.published_on is not None:
            entity["dcterms:issued"] = text_of(row.published_on)
        derived = [_ref("sources", it) for it in row.derives_from_source_ids if it in known]
        if derived:
            entity["prov:wasDerivedFrom"] = derived
        yield entity


def _claims(record: Record) -> Iterator[dict[str, Any]]:
    known = {row.claim_id for row in record.claims}
    for row in record.claims:
        entity: dict[str, Any] = {
            "@id": _id("claims", row.claim_id),
            "@type": "prov:Entity",
            "prov:value": row.says,
            "prov:wasAttributedTo": _ref("actors", row.claimant_actor_id),
            "prov:wasQuotedFrom" if row.quotation else "prov:wasDerivedFrom": _ref("sources", row.source_id),
        }
        if row.derived_from_claim_id in known:
            entity["prov:wasRevisionOf"] = _ref("claims", row.derived_from_claim_id or "")
        yield entity


def _rows(record: Record) -> Iterator[dict[str, Any]]:
    claims = {row.claim_id for row in record.claims}
    for row in record.commitments:
        yield {
            "@id": _id("commitments", row.commitment_id),
            "@type": "prov:Entity",
            "prov:value": row.text,
            "prov:wasAttributedTo": [_ref("actors", it) for it in row.debtor_actor_ids],
            "prov:hadPrimarySource": _ref("sources", row.source_id),
        }
    for delivery in record.deliveries:
        derived = [_ref("sources", delivery.source_id)]
        if delivery.claim_id in claims:
            derived.append(_ref("claims", delivery.claim_id or ""))
        yield {
            "@id": _id("deliveries", delivery.delivery_id),
            "@type": "prov:Entity",
            "prov:wasDerivedFrom": derived,
        }
    for number, cover in enumerate(record.coverage):
        yield {
            "@id": _id("coverage", f"{number}"),
            "@type": "prov:Entity",
            "prov:wasAttributedTo": _ref("actors", cover.declared_by_actor_id),
            "prov:wasDerivedFrom": _ref("sources", cover.source_id),
        }


def _measuring(record: Record) -> dict[str, Any]:
    measured = record.measured
    return {
        "@id": "row:activity/measure",
        "@type": "prov:Activity",
        "dcterms:title": f"measure as of {measured.as_of}, policy {measured.policy}",
        "prov:wasAssociatedWith": {"@id": "row:software/posada"},
    }


def _verdicts(record: Record) -> Iterator[dict[str, Any]]:
    for found in record.measured.assessments:
        commitment_id = found.commitment.commitment_id
        yield {
            "@id": _id("verdicts", commitment_id),
            "@type": "prov:Entity",
            "prov:value": ";".join(found.verdicts),
            "prov:wasGeneratedBy": {"@id": "row:activity/measure"},
            "prov:wasDerivedFrom": [
                _ref("commitments", commitment_id),
                *(_ref("deliveries", row.delivery_id) for row in found.evidence.deliveries),
                *(
                    _ref("coverage", f"{number}")
                    for number, cover in enumerate(record.coverage)
                    if cover in found.evidence.coverage
                ),
            ],
        }


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
