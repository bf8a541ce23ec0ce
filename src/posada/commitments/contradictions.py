"""Claims that do not seem to agree: of which kinds, and whether the hypothesis that reconciles them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from posada.commitments.amounts import amount_of, differ, is_polarity, is_quantity_disjoint
from posada.commitments.reconciling import TESTS, Case, Reason, reason_of
from posada.programme.tables import Claim, Contradiction

_PROMISES = frozenset({"promise", "undertake", "offer", "forecast", "intent", "condition"})


@dataclass(frozen=True, slots=True)
class Weighed:
    """A contradiction, the kinds of it that the rows themselves show, and whether its hypothesis holds.

    `holds` is None where there is no hypothesis, or nothing on record by which it could be checked. `may_hold`
    names the tests that an open contradiction would pass: proposals for a person, who may write the hypothesis.
    """

    contradiction: Contradiction
    claims: tuple[Claim, ...]
    types: tuple[str, ...]
    holds: bool | None
    reason: Reason
    may_hold: tuple[str, ...] = ()

    @property
    def because(self) -> str:
        """Why the hypothesis holds or not, in English."""
        return self.reason.text("en")

    @property
    def not_shown(self) -> tuple[str, ...]:
        """The kinds that somebody declared and the rows do not show."""
        return tuple(kind for kind in self.contradiction.types if kind not in self.types)

    @property
    def is_reconciled(self) -> bool:
        """Whether it is reconciled and the program could follow how."""
        return self.contradiction.state == "reconciled" and self.holds is True


def weigh_all(contradictions: Iterable[Contradiction], claims: Iterable[Claim]) -> tuple[Weighed, ...]:
    """Each contradiction of which at least two claims are known, in the order of contradiction_id."""
    of = {row.claim_id: row for row in claims}
    found = []
    for row in sorted(contradictions, key=lambda row: row.contradiction_id):
        known = tuple(of[claim_id] for claim_id in row.claim_ids if claim_id in of)
        if len(known) >= 2:
            found.append(weigh(row, known, of))
    return tuple(found)


def weigh(contradiction: Contradiction, claims: Sequence[Claim], of: Mapping[str, Claim]) -> Weighed:
    """A contradiction with the kinds its rows show and the outcome of its test."""
    holds, reason = None, reason_of("why_no_hypothesis")
    if contradiction.test:
        by = of.get(contradiction.by_claim_id or "")
        holds, reason = TESTS[contradiction.test](Case(tuple(claims), of, by, contradiction.types))
    may_hold = () if holds or contradiction.state != "open" else _tests_passed(contradiction, claims, of)
    return Weighed(contradiction, tuple(claims), types_of(claims), holds, reason, may_hold)


def _tests_passed(
    contradiction: Contradiction, claims: Sequence[Claim], of: Mapping[str, Claim]
) -> tuple[str, ...]:
    """The tests that claims which differ in a figure or in yes and no would pass.

    Where nothing differs there is nothing to reconcile.
    """
    if not any(differ(one, other) for one, other in combinations(claims, 2)):
        return ()
    with_a_list = next((claim for claim in claims if claim.lists), None)
    case = Case(tuple(claims), of, with_a_list, contradiction.types)
    return tuple(name for name, test in sorted(TESTS.items()) if test(case)[0])


def types_of(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The kinds of contradiction that some pair of claims shows, in the order of the alphabet."""
    found: set[str] = set()
    for one, other in combinations(claims, 2):
        found |= {kind for kind, shows in _SIGNS.items() if shows(one, other)}
    return tuple(sorted(found))


def _is_granularity(one: Claim, other: Claim) -> bool:
    return bool(one.granularity and other.granularity) and one.granularity != other.granularity


def _is_scope(one: Claim, other: Claim) -> bool:
    return bool(one.scope and other.scope) and one.scope != other.scope


def _is_cohort(one: Claim, other: Claim) -> bool:
    return bool(one.cohort_id and other.cohort_id) and one.cohort_id != other.cohort_id


def _is_succession(one: Claim, other: Claim) -> bool:
    return one.as_of_on is not None and other.as_of_on is not None and one.as_of_on != other.as_of_on


def _is_definitional(one: Claim, other: Claim) -> bool:
    mine, theirs = amount_of(one), amount_of(other)
    units_differ = mine is not None and theirs is not None and mine[2] != theirs[2]
    return units_differ or (
        one.value != other.value and bool(one.value and other.value) and _both_define(one, other)
    )


def _both_define(one: Claim, other: Claim) -> bool:
    """Whether two values say what a thing is; who somebody is or belongs to is attribution."""
    return one.unit == other.unit == "kind"


def _is_attribution(one: Claim, other: Claim) -> bool:
    differ = (
        bool(one.value and other.value)
        and one.value != other.value
        and one.unit == other.unit == "affiliation"
    )
    return differ or "attribution" in {*one.drift, *other.drift}


def _is_strength(one: Claim, other: Claim) -> bool:
    return "strength" in {*one.drift, *other.drift}


def _is_drift(one: Claim, other: Claim) -> bool:
    return bool({*one.drift, *other.drift} & {"scope", "polarity", "quantity"})


def _is_omission(one: Claim, other: Claim) -> bool:
    return "omission" in {*one.drift, *other.drift} or "silent" in {one.polarity, other.polarity}


def _is_performance(one: Claim, other: Claim) -> bool:
    """One says what shall be, the other what was, and the figures differ."""
    return (one.act in _PROMISES) != (other.act in _PROMISES) and is_quantity_disjoint(one, other)


_SIGNS: dict[str, Callable[[Claim, Claim], bool]] = {
    "polarity": is_polarity,
    "quantity_disjoint": is_quantity_disjoint,
    "granularity_mismatch": _is_granularity,
    "scope_mismatch": _is_scope,
    "cohort_mismatch": _is_cohort,
    "temporal_succession": _is_succession,
    "definitional": _is_definitional,
    "strength_inflation": _is_strength,
    "attribution_conflict": _is_attribution,
    "paraphrase_drift": _is_drift,
    "omission": _is_omission,
    "performance": _is_performance,
}
