"""Where a commitment stands in its life, from offered to superseded: a different question from whether it was kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from posada.commitments.counts import Verdict
from posada.commitments.existence import Existence
from posada.commitments.problem import Evidence
from posada.commitments.records import is_sure
from posada.programme.tables import Commitment
from posada.programme.tables.promises import STRENGTHS

Lifecycle = Literal[
    "offered",
    "conditional",
    "active",
    "discharged",
    "violated",
    "expired",
    "released",
    "cancelled",
    "suspended",
    "superseded",
]


@dataclass(frozen=True, slots=True)
class Standing:
    """The commitment that took the place of one, if any, and whether it gives less."""

    successor: Commitment | None = None
    is_weaker: bool = False


def standing_of(evidence: Evidence, denied: Collection[str] = ()) -> Standing:
    """Which later commitment took the place of this one: the first of the same debtor to the same people.

    What somebody else promises instead discharges nobody, nor does what is promised to other people, nor what all
    who speak of it deny (`denied` has their codes). Weaker is what gives less on the ladder of strengths; fewer
    units or a later day alone do not make it so.
    """
    commitment = evidence.commitment
    for later in evidence.successors:
        if later.cohort_id != commitment.cohort_id or later.commitment_id in denied:
            continue
        if set(later.debtor_actor_ids) & set(commitment.debtor_actor_ids):
            weaker = STRENGTHS.index(later.strength) < STRENGTHS.index(evidence.commitment.strength)
            return Standing(later, weaker)
    return Standing()


def lifecycle_of(
    evidence: Evidence,
    verdicts: Collection[Verdict],
    standing: Standing,
    as_of: dt.date,
    existence: Existence = "told_true",
) -> Lifecycle:
    """The stage that a commitment has reached; events that are sure go before what the verdict implies.

    What all who speak of it deny cannot be violated or discharged: it stands as an offer nobody took up.
    """
    events = {row.event for row in evidence.deliveries if row.event != "delivered" and is_sure(row, as_of)}
    if standing.successor is not None:
        return "superseded"
    if "cancelled" in events:
        return "cancelled"
    if existence == "told_false":
        return "offered"
    for verdict, stage in _ENDS.items():
        if set(verdicts) == {verdict}:
            return stage
    if "suspended" in events:
        return "suspended"
    if evidence.commitment.act == "request" and "accepted" not in events:
        return "offered"
    if evidence.commitment.antecedent and "triggered" not in events:
        return "conditional"
    return "active"


_ENDS: dict[Verdict, Lifecycle] = {
    "kept": "discharged",
    "late": "discharged",
    "broken": "violated",
    "waived": "released",
    "not_triggered": "expired",
    "suspended": "suspended",
}
"""The stage that a decided verdict implies."""
