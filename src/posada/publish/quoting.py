"""Claims as pages show them: who says what, in which words of which source."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from posada.programme.tables import Claim
from posada.publish.pen import Pen, language_tag


def said(pen: Pen, claim: Claim) -> dict[str, Any]:
    """A claim in the words that every page needs: speaker, quotation, source, place in bytes."""
    source = next(row for row in pen.record.sources if row.source_id == claim.source_id)
    span = pen.links.span(claim.claim_id)
    return {
        "id": claim.claim_id,
        "link": pen.links.to("claim", claim.claim_id),
        "says": claim.says,
        "who": pen.who(claim.claimant_actor_id),
        "quotation": pen.quotation(claim.quotation),
        "language": language_tag(source.language),
        "url": source.url,
        "source": pen.own(source.title),
        "source_id": source.source_id,
        "source_link": pen.links.to("source", source.source_id),
        "span_link": span,
        "span": pen.say("span", first=claim.from_byte, last=claim.until_byte) if span else "",
        "drift": pen.say("drift_of", drift=drift_in_words(pen, claim)) if claim.drift else "",
        "polarity": pen.t[f"polarity_{claim.polarity}"],
        "polarity_code": claim.polarity,
        "amount": pen.amount_of(claim),
    }


def drift_in_words(pen: Pen, claim: Claim) -> str:
    """What a retelling changed."""
    return ", ".join(pen.t[f"drift_{drift}"] for drift in claim.drift)


def claim_act(pen: Pen, claim: Claim) -> str:
    """What kind of speech a claim is."""
    return pen.t.get(f"claim_act_{claim.act}", "") or pen.t[f"act_{claim.act}"]


def joined(parts: list[Markup]) -> Markup:
    """Pieces of a sentence in a row."""
    return Markup(", ").join(parts)
