"""Whether a commitment was made at all, by what independent voices say; silence is noted and moves nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from posada.programme.tables import Claim, Source

Existence = Literal["none", "told_true", "told_false", "contested"]


@dataclass(frozen=True, slots=True)
class Voices:
    """The claims that count for and against, one of each independent voice, and those that say nothing.

    A voice is a claimant with an origin of its own: what goes back to an origin already heard from that claimant
    adds none. Outlets are one claimant, for what they say in their own name of one origin is that origin's. A
    retelling adds no voice: what it says is its origin's, or drift.
    """

    existence: Existence
    for_it: tuple[Claim, ...]
    against_it: tuple[Claim, ...]
    silent: tuple[Claim, ...]
    retold: tuple[Claim, ...]


def voices_on(
    claims: Iterable[Claim],
    sources: Mapping[str, Source],
    nearness: frozenset[str],
    outlets: Collection[str] = (),
) -> Voices:
    """Who says that a commitment was made, who denies it, who passes over it.

    `outlets` are the actors that publish. With both, it is contested (the value "both" of Belnap's four): whose
    word is better is not for a program.

    >>> voices_on([], {}, frozenset({"primary"})).existence
    'none'
    """
    heard = sorted(
        (row for row in claims if row.source_id in sources and sources[row.source_id].grade in nearness),
        key=lambda row: row.claim_id,
    )
    own = [row for row in heard if row.derived_from_claim_id is None]
    for_it = _one_of_each([row for row in own if row.polarity == "assert"], sources, outlets)
    against_it = _one_of_each([row for row in own if row.polarity == "deny"], sources, outlets)
    existence: Existence = "none"
    if for_it and against_it:
        existence = "contested"
    elif for_it or against_it:
        existence = "told_true" if for_it else "told_false"
    return Voices(
        existence,
        for_it,
        against_it,
        tuple(row for row in own if row.polarity == "silent"),
        tuple(row for row in heard if row.derived_from_claim_id is not None),
    )


def origin_of(source_id: str, sources: Mapping[str, Source]) -> tuple[str, ...]:
    """The groups of origin that a source goes back to, through everything it retells."""
    groups: set[str] = set()
    ahead, seen = [source_id], set()
    while ahead:
        reached = ahead.pop()
        if reached in seen or reached not in sources:
            continue
        seen.add(reached)
        source = sources[reached]
        if source.independence_group or not source.derives_from_source_ids:
            groups.add(source.independence_group or reached)
        else:
            ahead.extend(source.derives_from_source_ids)
    return tuple(sorted(groups))


def _one_of_each(
    claims: Iterable[Claim], sources: Mapping[str, Source], outlets: Collection[str]
) -> tuple[Claim, ...]:
    """A claim of each voice: those of the fewest origins first, and none that shares an origin with them."""
    heard: dict[str, set[str]] = {}
    found = []
    with_origins = [(origin_of(row.source_id, sources), row) for row in claims]
    for origins, row in sorted(with_origins, key=lambda it: (len(it[0]), it[1].claim_id)):
        before = heard.setdefault("" if row.claimant_actor_id in outlets else row.claimant_actor_id, set())
        if before.isdisjoint(origins):
            found.append(row)
            before.update(origins)
    return tuple(sorted(found, key=lambda row: row.claim_id))
