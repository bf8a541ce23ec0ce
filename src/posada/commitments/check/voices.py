"""Who speaks of a commitment, counted once for each voice, and what took its place unless all deny that."""

from __future__ import annotations

from posada.commitments.check.case import Case
from posada.programme.tables import Claim, Commitment


def told_of(case: Case, commitment: Commitment) -> tuple[str, int, int]:
    """Whether a commitment is said to have been made, and by how many voices it is affirmed and denied."""
    near = {row.source_id for row in case.programme.sources if row.grade in case.terms.nearness}
    heard = [
        claim
        for claim in case.claims(commitment)
        if claim.source_id in near and claim.derived_from_claim_id is None
    ]
    voices = {
        polarity: _voices(case, [claim for claim in heard if claim.polarity == polarity])
        for polarity in ("assert", "deny")
    }
    told = {
        (True, True): "contested",
        (True, False): "told_true",
        (False, True): "told_false",
        (False, False): "none",
    }[voices["assert"] > 0, voices["deny"] > 0]
    return told, voices["assert"], voices["deny"]


def _voices(case: Case, claims: list[Claim]) -> int:
    """How many voices speak: a speaker counts again only from origins from which it was not heard before."""
    press = {row.actor_id for row in case.programme.actors if row.kind == "outlet"}
    waiting = [
        (
            "the press" if claim.claimant_actor_id in press else f"actor {claim.claimant_actor_id}",
            origins,
            claim,
        )
        for claim in claims
        for origins in [frozenset(_origins(case, claim.source_id, frozenset()))]
    ]
    voices: list[tuple[str, frozenset[str]]] = []
    while waiting:
        speaker, origins, _ = first = min(waiting, key=lambda it: (len(it[1]), it[2].claim_id))
        waiting.remove(first)
        if not any(who == speaker and origins & there for who, there in voices):
            voices.append((speaker, origins))
    return len(voices)


def _origins(case: Case, source_id: str, passed: frozenset[str]) -> set[str]:
    for source in case.programme.sources:
        if source.source_id == source_id and source_id not in passed:
            if source.independence_group:
                return {source.independence_group}
            behind = [_origins(case, each, passed | {source_id}) for each in source.derives_from_source_ids]
            return set().union(*behind) if behind else {source_id}
    return set()


def successor_of(case: Case, commitment: Commitment) -> Commitment | None:
    """The first later commitment of a same debtor to the same people that takes the place of this one.

    One that everybody denies who speaks of it takes no place.
    """
    after = [
        row
        for row in case.commitments()
        if row.supersedes_commitment_id == commitment.commitment_id
        and row.cohort_id == commitment.cohort_id
        and not set(row.debtor_actor_ids).isdisjoint(commitment.debtor_actor_ids)
        and told_of(case, row)[0] != "told_false"
    ]
    return min(after, key=lambda row: (row.made_on, row.commitment_id), default=None)
