"""Claims that do not seem to agree: of which kinds, and whether the hypothesis that reconciles them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from posada.commitments.words import words_of
from posada.programme.own_words import AS_ENTERED, OwnWords
from posada.programme.tables import Claim, Contradiction

_IN_BASE_UNITS: Mapping[str, tuple[str, float]] = {
    "miles": ("km", 1.609344),
    "dozens": ("persons", 12),
    "months": ("days", 30),
    "years": ("days", 365),
}
"""Units that are another unit times a number; the mile is that of 1959, months and years are rounded."""
_PROMISES = frozenset({"promise", "undertake", "offer", "forecast", "intent", "condition"})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a hypothesis holds or not: a sentence of the words of the room, and lists that fill its gaps."""

    key: str
    values: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def text(self, lang: str, own: OwnWords = AS_ENTERED) -> str:
        """The reason in a language; `own` are the ledger's words in it.

        >>> Reason("why_cohorts", (("found", ("a", "b")),)).text("es")
        'cohortes: a, b'
        """
        lists = {name: ", ".join(own[item] for item in items) for name, items in self.values}
        return words_of(lang)[self.key].format(**lists)


def _reason(key: str, **values: object) -> Reason:
    """A reason from single values and lists of codes."""
    return Reason(
        key,
        tuple(
            (name, tuple(value) if isinstance(value, list) else (f"{value}",))
            for name, value in values.items()
        ),
    )


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
    holds, reason = None, _reason("why_no_hypothesis")
    if contradiction.test:
        holds, reason = _TESTS[contradiction.test](claims, of, of.get(contradiction.by_claim_id or ""))
    may_hold = () if holds or contradiction.state != "open" else _tests_passed(claims, of)
    return Weighed(contradiction, tuple(claims), types_of(claims), holds, reason, may_hold)


def _tests_passed(claims: Sequence[Claim], of: Mapping[str, Claim]) -> tuple[str, ...]:
    """The tests that claims which differ in a figure or in yes and no would pass.

    Where nothing differs there is nothing to reconcile.
    """
    if not any(_differ(one, other) for one, other in combinations(claims, 2)):
        return ()
    with_a_list = next((claim for claim in claims if claim.lists), None)
    return tuple(name for name, test in sorted(_TESTS.items()) if test(claims, of, with_a_list)[0])


def _differ(one: Claim, other: Claim) -> bool:
    """Whether two claims cannot both be so as they stand."""
    return _is_polarity(one, other) or _is_quantity_disjoint(one, other)


def types_of(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The kinds of contradiction that some pair of claims shows, in the order of the alphabet."""
    found: set[str] = set()
    for one, other in combinations(claims, 2):
        found |= {kind for kind, shows in _SIGNS.items() if shows(one, other)}
    return tuple(sorted(found))


def amount_of(claim: Claim) -> tuple[float, float, str] | None:
    """The least and greatest amount a claim means and the unit, in base units; None if it gives none."""
    if claim.amount_lo is None or claim.amount_hi is None:
        return None
    unit, factor = _IN_BASE_UNITS.get(claim.unit, (claim.unit, 1.0))
    return claim.amount_lo * factor, claim.amount_hi * factor, unit


def _is_polarity(one: Claim, other: Claim) -> bool:
    return {one.polarity, other.polarity} == {"assert", "deny"}


def _is_quantity_disjoint(one: Claim, other: Claim) -> bool:
    mine, theirs = amount_of(one), amount_of(other)
    if mine is None or theirs is None or mine[2] != theirs[2]:
        return False
    return mine[1] < theirs[0] or theirs[1] < mine[0]


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
    return (one.act in _PROMISES) != (other.act in _PROMISES) and _is_quantity_disjoint(one, other)


_SIGNS: dict[str, Callable[[Claim, Claim], bool]] = {
    "polarity": _is_polarity,
    "quantity_disjoint": _is_quantity_disjoint,
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

Found = tuple[bool | None, Reason]


def _by_granularity(claims: Sequence[Claim], of: Mapping[str, Claim], by: Claim | None) -> Found:
    """Each figure is the number of wholes or of parts of one list: nine states are ten offices."""
    if by is None or not by.lists:
        return None, _reason("why_no_list")
    apart = _not_one_thing([*claims, by])
    if apart:
        return False, _reason("why_apart", found=apart)
    wholes = len({item.partition(":")[0] for item in by.lists})
    parts = len(set(by.lists))
    ranges = {(it[0], it[1]) for claim in claims if (it := amount_of(claim)) is not None}
    reason = _reason("why_list", id=by.claim_id, parts=parts, wholes=wholes, claimed=_shown(ranges))
    fits = all(any(least <= figure <= most for figure in (wholes, parts)) for least, most in ranges)
    return bool(ranges) and fits, reason


def _not_one_thing(claims: Sequence[Claim]) -> list[str]:
    """The columns in which claims that were to be about one thing differ; what a claim leaves open, it may share."""
    amounts = [amount for claim in claims if (amount := amount_of(claim)) is not None]
    kinds = {
        "topic": {claim.topic for claim in claims},
        "unit": {unit for _, _, unit in amounts},
        "cohort_id": {claim.cohort_id for claim in claims if claim.cohort_id},
        "polarity": {claim.polarity for claim in claims if claim.polarity != "silent"},
    }
    return [name for name, found in kinds.items() if len(found) > 1]


def _shown(ranges: set[tuple[float, float]]) -> str:
    return ", ".join(
        f"{least:g}" if least == most else f"{least:g}–{most:g}" for least, most in sorted(ranges)
    )


def _by_cohort(claims: Sequence[Claim], of: Mapping[str, Claim], by: Claim | None) -> Found:
    """No two claims that differ are about the same people."""
    if any(not claim.cohort_id for claim in claims):
        return None, _reason("why_no_cohort")
    apart = all(
        one.cohort_id != other.cohort_id for one, other in combinations(claims, 2) if _differ(one, other)
    )
    return apart, _reason("why_cohorts", found=sorted({claim.cohort_id for claim in claims}))


def _by_scope(claims: Sequence[Claim], of: Mapping[str, Claim], by: Claim | None) -> Found:
    """No two claims that differ are about the same thing."""
    if any(not claim.scope for claim in claims):
        return None, _reason("why_no_scope")
    apart = all(one.scope != other.scope for one, other in combinations(claims, 2) if _differ(one, other))
    return apart, _reason("why_scopes", found=sorted({claim.scope for claim in claims}))


def _by_day(claims: Sequence[Claim], of: Mapping[str, Claim], by: Claim | None) -> Found:
    """Claims on one thing of different days, of which none takes back an amount that had been reached.

    A denial is no amount that grew: its day alone reconciles it with nothing.
    """
    days = [(claim.as_of_on, claim) for claim in claims if claim.as_of_on is not None]
    if len(days) < len(claims):
        return None, _reason("why_no_day")
    apart = _not_one_thing(claims)
    if apart:
        return False, _reason("why_apart", found=apart)
    days.sort(key=lambda it: it[0])
    amounts = [amount for _, claim in days if (amount := amount_of(claim)) is not None]
    grows = all(earlier[0] <= later[1] for earlier, later in pairwise(amounts))
    distinct = len({day for day, _ in days}) == len(days)
    return grows and distinct, _reason("why_days", found=", ".join(str(day) for day, _ in days))


def _by_retelling(claims: Sequence[Claim], of: Mapping[str, Claim], by: Claim | None) -> Found:
    """Put what was retold in the place of each retelling, and no two claims differ any more."""
    roots = {_root(claim, of).claim_id: _root(claim, of) for claim in claims}
    if len(roots) == len(claims) and all(claim.claim_id in roots for claim in claims):
        return False, _reason("why_no_retelling")
    differ = any(_differ(one, other) for one, other in combinations(roots.values(), 2))
    return not differ, _reason("why_roots", found=", ".join(sorted(roots)))


def _root(claim: Claim, of: Mapping[str, Claim]) -> Claim:
    while claim.derived_from_claim_id is not None and claim.derived_from_claim_id in of:
        claim = of[claim.derived_from_claim_id]
    return claim


def _by_unit(claims: Sequence[Claim], of: Mapping[str, Claim], by: Claim | None) -> Found:
    """In one unit, all figures have an amount in common."""
    amounts = [amount for claim in claims if (amount := amount_of(claim)) is not None]
    if len(amounts) < len(claims):
        return None, _reason("why_no_amount")
    least, most = max(it[0] for it in amounts), min(it[1] for it in amounts)
    same = len({it[2] for it in amounts}) == 1
    shown = "; ".join(f"{low:g}–{high:g} {unit}" for low, high, unit in amounts)
    return same and least <= most, _reason("why_units", found=shown)


_TESTS: dict[str, Callable[[Sequence[Claim], Mapping[str, Claim], Claim | None], Found]] = {
    "granularity": _by_granularity,
    "cohort": _by_cohort,
    "scope": _by_scope,
    "later": _by_day,
    "retelling": _by_retelling,
    "unit": _by_unit,
}
