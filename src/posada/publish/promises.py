"""The pages of promises: the list on the four axes, and one page for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from markupsafe import Markup

from posada.commitments import Assessment
from posada.commitments.problem import NEARNESS_OF
from posada.programme.tables import Claim, Commitment
from posada.programme.tables.verdicts import VERDICTS
from posada.publish.answers import amount_in_words, axes_of, counts_of, verdict_in_words
from posada.publish.by_when import deadline
from posada.publish.decide import Missing, missing_on, uncovered
from posada.publish.evidence import (
    coverage_line,
    curve,
    deliveries_of,
    delivery_row,
    is_about,
    statistics_beside,
    trace_lines,
)
from posada.publish.pen import Pen
from posada.publish.quoting import joined, said

AXES = ("existence", "lifecycle", "verdict", "knowledge")


def index_page(pen: Pen) -> dict[str, Any]:
    """What the list of promises shows."""
    found = pen.record.measured.assessments
    return {"promises": [_listed(pen, it) for it in found], "tally": _tally(pen, found)}


def _tally(pen: Pen, found: tuple[Assessment, ...]) -> list[tuple[str, list[tuple[str, int]]]]:
    """How many promises have each answer, a list for each question; an undecided verdict is a set, told whole."""
    shown = [axes_of(pen, it) for it in found]
    words = {
        "existence": Counter(it["existence"] for it in shown),
        "lifecycle": Counter(it["lifecycle"] for it in shown),
        "verdict": Counter(f" {pen.t['or_word']} ".join(it["verdicts"]) for it in shown),
        "knowledge": Counter(it["knowledge"] for it in shown),
    }
    return [
        (pen.t[f"axis_{axis}"], sorted(words[axis].items(), key=lambda it: (-it[1], it[0]))) for axis in AXES
    ]


def _listed(pen: Pen, found: Assessment) -> dict[str, Any]:
    commitment = found.commitment
    names = {row.actor_id: row.name for row in pen.record.actors}
    return {
        "id": commitment.commitment_id,
        "anchor": pen.links.promise(commitment.commitment_id).removesuffix(".html"),
        "link": pen.links.promise(commitment.commitment_id),
        "text": commitment.text,
        "line": pen.say_marked(
            "from_to_whom",
            who=joined([pen.proper(names[debtor]) for debtor in commitment.debtor_actor_ids]),
            whom=pen.own(commitment.cohort or commitment.cohort_id),
            day=pen.day(commitment.made_on),
        ),
        "axes": axes_of(pen, found),
        "counts": counts_of(pen, found),
    }


def promise_page(pen: Pen, found: Assessment) -> dict[str, Any]:
    """What the page of one promise shows."""
    commitment = found.commitment
    sources = {row.source_id: row for row in pen.record.sources}
    names = {row.actor_id: row.name for row in pen.record.actors}
    gaps = missing_on(found, pen.record.measured)
    decided = pen.t["decide_decided" if found.knowledge == "decided" else "decide_nothing_named"]
    if found.verdicts == ("unverifiable",):
        decided = pen.t["decide_unverifiable"]
    return {
        "id": commitment.commitment_id,
        "kind": f"{pen.t[f'act_{commitment.act}']} {pen.t[f'instrument_{commitment.instrument}']}",
        "text": commitment.text,
        "debtors": [(names[it], pen.links.to("actor", it)) for it in commitment.debtor_actor_ids],
        "cohort": commitment.cohort or commitment.cohort_id,
        "made_on": pen.day(commitment.made_on),
        "strength": pen.t[f"strength_{commitment.strength}"],
        "amount": amount_in_words(pen, commitment),
        "antecedent": commitment.antecedent,
        "source": sources[commitment.source_id].title,
        "source_link": pen.links.to("source", commitment.source_id),
        "axes": axes_of(pen, found),
        "counts": counts_of(pen, found),
        "sentences": _sentences(pen, found),
        "said": list(_said(pen, found)),
        "deadline": deadline(pen, found),
        "curve": curve(pen, found),
        "curve_note": pen.say("curve_note", unit=pen.unit(commitment.unit))
        + ("" if commitment.amount is None else pen.t["curve_owed"]),
        "deliveries": [delivery_row(pen, found, row) for row in deliveries_of(pen, commitment)],
        "beside": list(statistics_beside(pen, commitment)),
        "coverage": [
            coverage_line(pen, found, row) for row in pen.record.coverage if is_about(row, commitment)
        ],
        "uncovered": "; ".join(pen.days(*run) for run in uncovered(found)) if pen.record.coverage else "",
        "trace": trace_lines(pen, found),
        "missing": [_missing(pen, found, gap) for gap in gaps],
        "decided": decided,
        "contradictions": _contradictions(pen, found),
        "versions": _versions(pen, commitment),
        "related": list(_related(pen, commitment)),
    }


def _sentences(pen: Pen, found: Assessment) -> list[str]:
    """What the room itself says of the first, second and third question; counts stand in the page's own words."""
    told = pen.record.measured.explain(found.commitment.commitment_id, pen.lang).splitlines()
    return [pen.with_days(line) for line in told[1:4]]


def _said(pen: Pen, found: Assessment) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    voices = found.voices
    told = {row.claim_id for row in (*voices.for_it, *voices.against_it, *voices.silent, *voices.retold)}
    others = [
        row
        for row in pen.record.claims
        if row.commitment_id == found.commitment.commitment_id and row.claim_id not in told
    ]
    near = NEARNESS_OF[pen.record.measured.policy]
    heard = {row.source_id for row in pen.record.sources if row.grade in near}
    groups: tuple[tuple[str, Iterable[Claim]], ...] = (
        ("said_for", voices.for_it),
        ("said_against", voices.against_it),
        ("said_again", [row for row in others if row.source_id in heard]),
        ("said_silent", voices.silent),
        ("said_retold", voices.retold),
        ("said_not_heard", [row for row in others if row.source_id not in heard]),
    )
    for key, rows in groups:
        if rows:
            yield pen.t[key], [said(pen, row) for row in rows]


def _missing(pen: Pen, found: Assessment, gap: Missing) -> Markup:
    kind = "claim" if gap.gap == "voices" else "delivery"
    first, last = gap.days or (found.commitment.made_on, found.as_of)
    return pen.say_marked(
        f"missing_{gap.gap}",
        rows=pen.rows(kind, gap.row_ids),
        event=pen.own(found.commitment.from_event),
        antecedent=pen.own(found.commitment.antecedent),
        days=pen.days(first, last),
        last=pen.day(last),
        then=f" {pen.t['or_word']} ".join(
            verdict_in_words(pen, verdict, found) for verdict in sorted(gap.then, key=VERDICTS.index)
        ),
    )


def _contradictions(pen: Pen, found: Assessment) -> list[dict[str, Any]]:
    """The contradictions among claims that this promise or its deliveries rest on."""
    own = {row.claim_id for row in pen.record.claims if row.commitment_id == found.commitment.commitment_id}
    own |= {
        row.claim_id
        for row in pen.record.deliveries
        if row.commitment_id == found.commitment.commitment_id and row.claim_id is not None
    }
    return [
        {
            "id": it.contradiction.contradiction_id,
            "link": pen.links.to("contradiction", it.contradiction.contradiction_id),
            "topic": it.contradiction.topic,
            "state": pen.t[
                "unproven"
                if it.contradiction.state == "reconciled" and not it.is_reconciled
                else f"state_{it.contradiction.state}"
            ],
        }
        for it in pen.record.weighed
        if own & {row.claim_id for row in it.claims}
    ]


def _versions(pen: Pen, commitment: Commitment) -> list[dict[str, Any]]:
    """The promises that took one another's place, this one among them, first to last."""
    of = {row.commitment_id: row for row in pen.record.commitments}
    chain = {commitment.commitment_id}
    while True:
        more = {
            row.commitment_id for row in pen.record.commitments if row.supersedes_commitment_id in chain
        } | {
            before
            for commitment_id in chain
            if (before := of[commitment_id].supersedes_commitment_id) is not None and before in of
        }
        if more <= chain:
            break
        chain |= more
    if len(chain) == 1:
        return []
    return [
        {
            **_named(pen, row),
            "day": pen.day(row.made_on),
            "here": row == commitment,
            "strength": pen.t[f"strength_{row.strength}"],
        }
        for row in sorted((of[it] for it in chain), key=lambda row: (row.made_on, row.commitment_id))
    ]


def _related(pen: Pen, commitment: Commitment) -> Iterator[tuple[str, dict[str, Any]]]:
    """The promises that this one is part of, was given for, and the other way round."""
    for row in pen.record.commitments:
        if commitment.nested_in_commitment_id == row.commitment_id:
            yield pen.t["related_nested"], _named(pen, row)
        if row.nested_in_commitment_id == commitment.commitment_id:
            yield pen.t["related_parts"], _named(pen, row)
        if commitment.reciprocal_of_commitment_id == row.commitment_id:
            yield pen.t["related_reciprocal"], _named(pen, row)
        if row.reciprocal_of_commitment_id == commitment.commitment_id:
            yield pen.t["related_answer"], _named(pen, row)


def _named(pen: Pen, row: Commitment) -> dict[str, Any]:
    return {"id": row.commitment_id, "link": pen.links.promise(row.commitment_id), "text": row.text}
