"""Rules that the rows of the ledger of promises must keep with one another and with the stored texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from posada.programme.frames import Frames
from posada.programme.mistakes import Mistake, nearest
from posada.programme.rules import promise_deadlines
from posada.programme.rules.promise_deadlines import rows_read

MOST_QUOTED_WORDS = 24
"""Longer quotations are somebody else's text: the ledger holds facts and short quotations only."""

_LINKS = (
    ("actors", "actor_id", "parent_actor_id"),
    ("sources", "source_id", "derives_from_source_ids"),
    ("claims", "claim_id", "derived_from_claim_id"),
    ("commitments", "commitment_id", "nested_in_commitment_id"),
    ("commitments", "commitment_id", "supersedes_commitment_id"),
    ("deliveries", "delivery_id", "competes_with_delivery_id"),
)
"""Columns that lead from a row to others of the same table, and must not lead back."""


def links_in_a_circle(frames: Frames) -> Iterator[Mistake]:
    """Derivations, supersessions and the like that lead back to where they start."""
    for table, key, link in _LINKS:
        frame = frames[table]
        ahead: dict[Any, tuple[Any, ...]] = {}
        for _, (own, other) in rows_read(frame, key, link):
            ahead[own] = other if isinstance(other, tuple) else () if other is None else (other,)
        for row, (own, _) in rows_read(frame, key, link):
            if _leads_back(own, ahead):
                yield frame.mistake(row, link, "must not lead back to this row in a circle.")


def _leads_back(start: Any, ahead: Mapping[Any, Sequence[Any]]) -> bool:
    reached: set[Any] = set()
    open_rows = list(ahead.get(start, ()))
    while open_rows:
        row = open_rows.pop()
        if row == start:
            return True
        if row not in reached:
            reached.add(row)
            open_rows.extend(ahead.get(row, ()))
    return False


def persons_without_public_role(frames: Frames) -> Iterator[Mistake]:
    """Actors who are people and have no public role: private persons are nobody's to follow."""
    actors = frames["actors"]
    for row, (kind, role) in rows_read(actors, "kind", "public_role"):
        if kind in ("public_person", "unnamed_official") and not role:
            yield actors.mistake(
                row, "public_role", "must say in which public role the person speaks; others are no actors."
            )


def amounts_without_sense(frames: Frames) -> Iterator[Mistake]:
    """Amounts without a unit, with one end only, or whose ends are the wrong way round."""
    for name in ("claims", "deliveries"):
        frame = frames[name]
        for row, (least, most, unit) in rows_read(frame, "amount_lo", "amount_hi", "unit"):
            if (least is None) != (most is None):
                yield frame.mistake(
                    row, "amount_hi", "must be filled where amount_lo is, and the other way round."
                )
            elif least is not None and least > most:
                yield frame.mistake(
                    row, "amount_lo", f"must be at most amount_hi, got {least:g} and {most:g}."
                )
            if least is not None and not unit:
                yield frame.mistake(row, "unit", "must say in what the amount is counted.")


def events_without_amount(frames: Frames) -> Iterator[Mistake]:
    """Deliveries, waivers and triggers that do not say how many."""
    deliveries = frames["deliveries"]
    for row, (event, least) in rows_read(deliveries, "event", "amount_lo"):
        if event in ("delivered", "triggered", "waived") and least is None:
            yield deliveries.mistake(row, "amount_lo", f"must be filled where event is {event}.")


def counts_of_other_commitments(frames: Frames) -> Iterator[Mistake]:
    """Deliveries that compete with the delivery of another commitment."""
    deliveries = frames["deliveries"]
    of = {own: commitment for _, (own, commitment) in rows_read(deliveries, "delivery_id", "commitment_id")}
    for row, (other, commitment) in rows_read(deliveries, "competes_with_delivery_id", "commitment_id"):
        if other is not None and of.get(other, commitment) != commitment:
            yield deliveries.mistake(
                row, "competes_with_delivery_id", "must be a delivery of the same commitment."
            )


def drift_of_nothing(frames: Frames) -> Iterator[Mistake]:
    """Claims said to have drifted that retell no other claim."""
    claims = frames["claims"]
    for row, (drift, derived) in rows_read(claims, "drift", "derived_from_claim_id"):
        if drift and derived is None:
            yield claims.mistake(
                row, "derived_from_claim_id", "must name the claim from which this one drifted."
            )


def contradictions_of_one(frames: Frames) -> Iterator[Mistake]:
    """Contradictions with fewer than two claims, or reconciled without saying how."""
    contradictions = frames["contradictions"]
    for row, (claims, state, hypothesis, test) in rows_read(
        contradictions, "claim_ids", "state", "hypothesis", "test"
    ):
        if len(set(claims)) < 2:
            yield contradictions.mistake(
                row, "claim_ids", f"must hold at least two claims, got {len(set(claims))}."
            )
        if state == "reconciled" and not hypothesis:
            yield contradictions.mistake(
                row, "hypothesis", "must say how the claims agree where state is reconciled."
            )
        if state == "reconciled" and not test:
            yield contradictions.mistake(
                row, "test", "must say how that is checked where state is reconciled."
            )


def commitments_that_answer_themselves(frames: Frames) -> Iterator[Mistake]:
    """Commitments said to be made in return for themselves."""
    commitments = frames["commitments"]
    for row, (own, other) in rows_read(commitments, "commitment_id", "reciprocal_of_commitment_id"):
        if own == other:
            yield commitments.mistake(
                row, "reciprocal_of_commitment_id", "must be another commitment than this one."
            )


def successors_of_one_day(frames: Frames) -> Iterator[Mistake]:
    """Commitments of one day that take the place of the same one: nobody can say which of them did."""
    commitments = frames["commitments"]
    first: dict[tuple[Any, Any], int] = {}
    for row, (earlier, made_on) in rows_read(commitments, "supersedes_commitment_id", "made_on"):
        if earlier is not None and first.setdefault((earlier, made_on), row) != row:
            line = commitments.lines[first[earlier, made_on]]
            yield commitments.mistake(
                row,
                "supersedes_commitment_id",
                f"must be another than that of line {line}, made on the same day.",
            )


_NEAR = 0.75
"""So like another is a word that is its singular, or has a letter wrong."""


def units_of_nothing_promised(frames: Frames) -> Iterator[Mistake]:
    """Deliveries in a unit in which nothing was promised, or in that of the commitment but for its spelling.

    They would not count, and the promise could be called broken for a slip of the pen. What is counted in the unit of
    another promise is another thing, and is refused by name as evidence.
    """
    commitments, deliveries = frames["commitments"], frames["deliveries"]
    promised = {own: unit for _, (own, unit) in rows_read(commitments, "commitment_id", "unit")}
    if commitments.broken:
        return
    units = set(promised.values())
    for row, (commitment_id, unit) in rows_read(deliveries, "commitment_id", "unit"):
        expected = promised.get(commitment_id)
        if not unit or expected is None or unit == expected:
            continue
        if nearest(unit, [expected], likeness=_NEAR):
            yield deliveries.mistake(
                row, "unit", f"must be that of the commitment, or no word like it. Did you mean '{expected}'?"
            )
        elif unit not in units:
            yield deliveries.mistake(
                row,
                "unit",
                f"must be that of the commitment, '{expected}', or one in which something else was promised.",
            )


def cohorts_nearly_those_promised(frames: Frames) -> Iterator[Mistake]:
    """Deliveries to people who are named nowhere else, and like those to whom it is owed but for the spelling."""
    commitments, deliveries = frames["commitments"], frames["deliveries"]
    if commitments.broken or frames["claims"].broken:
        return
    owed = {own: cohort for _, (own, cohort) in rows_read(commitments, "commitment_id", "cohort_id")}
    known = {*owed.values(), *(cohort for _, (cohort,) in rows_read(frames["claims"], "cohort_id"))}
    for row, (commitment_id, cohort) in rows_read(deliveries, "commitment_id", "cohort_id"):
        expected = owed.get(commitment_id)
        if expected and cohort not in known and nearest(cohort, [expected], likeness=_NEAR):
            yield deliveries.mistake(
                row,
                "cohort_id",
                "must be that of the commitment, or one that a commitment or a claim names."
                f" Did you mean '{expected}'?",
            )


def quotations_half_told(frames: Frames) -> Iterator[Mistake]:
    """Quotations without a span, spans without a quotation, quotations of 25 words or more."""
    claims = frames["claims"]
    for row, (first, last, text) in rows_read(claims, "from_byte", "until_byte", "quotation"):
        if len({first is None, last is None, not text}) > 1:
            yield claims.mistake(
                row, "quotation", "must come with from_byte and until_byte: all three or none."
            )
        elif first is not None and first >= last:
            yield claims.mistake(row, "from_byte", f"must be before until_byte, got {first} and {last}.")
        if len(text.split()) > MOST_QUOTED_WORDS:
            yield claims.mistake(row, "quotation", f"must have fewer than 25 words, got {len(text.split())}.")


def quotations_that_overlap(frames: Frames) -> Iterator[Mistake]:
    """Quotations of one source that share a part; two claims may rest on the same words whole."""
    claims = frames["claims"]
    spans: dict[Any, list[tuple[int, int, int]]] = {}
    for row, (source_id, first, last) in rows_read(claims, "source_id", "from_byte", "until_byte"):
        if first is not None and last is not None and first < last:
            spans.setdefault(source_id, []).append((first, last, row))
    for found in spans.values():
        found.sort()
        furthest = found[0]
        for span in found[1:]:
            if span[0] < furthest[1] and span[:2] != furthest[:2]:
                line = claims.lines[furthest[2]]
                yield claims.mistake(span[2], "from_byte", f"must not overlap the quotation of line {line}.")
            furthest = max(furthest, span, key=lambda it: it[1])


def texts_without_digest(frames: Frames) -> Iterator[Mistake]:
    """Stored texts without the digest that shows they are unchanged, and digests of no text."""
    sources = frames["sources"]
    for row, (file, digest) in rows_read(sources, "file", "sha256"):
        if bool(file) != bool(digest):
            yield sources.mistake(row, "sha256", "must be filled where file is, and the other way round.")


def altered_texts(folder: Path, frames: Frames) -> Iterator[Mistake]:
    """Stored texts that are missing or changed, and quotations that do not stand in them word for word.

    A workbook or an export travels without its texts: where there is no such folder at all, nothing can be
    compared. The programme then says so (`Programme.quotations_compared`), and whoever measures it.
    """
    if not folder.is_dir():
        return
    sources, claims = frames["sources"], frames["claims"]
    texts: dict[Any, bytes | None] = {}
    for row, (source_id, file, digest) in rows_read(sources, "source_id", "file", "sha256"):
        if not file:
            continue
        try:
            texts[source_id] = (folder / file).read_bytes()
        except OSError:
            texts[source_id] = None
            yield sources.mistake(row, "file", f"must be a file in the folder sources, got '{file}'.")
            continue
        found = hashlib.sha256(texts[source_id] or b"").hexdigest()
        if digest and found != digest:
            yield sources.mistake(row, "sha256", f"must be that of sources/{file}, which is {found}.")
    for row, (source_id, first, last, quotation) in rows_read(
        claims, "source_id", "from_byte", "until_byte", "quotation"
    ):
        if first is None or last is None or not quotation:
            continue
        if source_id not in texts:
            yield claims.mistake(row, "source_id", "must be a source with a stored text, for it is quoted.")
            continue
        text = texts[source_id]
        if text is not None and text[first:last] != quotation.encode():
            yield claims.mistake(
                row, "quotation", f"must be what bytes {first} to {last} of the stored text say."
            )


RULES = (
    *promise_deadlines.RULES,
    links_in_a_circle,
    persons_without_public_role,
    amounts_without_sense,
    events_without_amount,
    counts_of_other_commitments,
    drift_of_nothing,
    contradictions_of_one,
    commitments_that_answer_themselves,
    successors_of_one_day,
    units_of_nothing_promised,
    cohorts_nearly_those_promised,
    quotations_half_told,
    quotations_that_overlap,
    texts_without_digest,
)
