"""The tests by which a hypothesis reconciles claims: what must differ differs, and what must not does not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from posada.commitments.amounts import amount_of, differ, is_polarity, is_quantity_disjoint
from posada.commitments.words import words_of
from posada.programme.own_words import AS_ENTERED, OwnWords
from posada.programme.tables import Claim


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


def reason_of(key: str, **values: object) -> Reason:
    """A reason from single values and lists of codes."""
    return Reason(
        key,
        tuple(
            (name, tuple(value) if isinstance(value, list) else (f"{value}",))
            for name, value in values.items()
        ),
    )


@dataclass(frozen=True, slots=True)
class Case:
    """Claims that seem to differ, all claims there are, the one that is to bear a hypothesis out, declared kinds."""

    claims: tuple[Claim, ...]
    of: Mapping[str, Claim]
    by: Claim | None
    types: Sequence[str]

    @property
    def pairs(self) -> list[tuple[Claim, Claim]]:
        """The pairs of claims that cannot both be so as they stand."""
        return [pair for pair in combinations(self.claims, 2) if differ(*pair)]


Found = tuple[bool | None, Reason]

_VALUES: Mapping[str, Callable[[Claim], object]] = {
    "topic": lambda claim: claim.topic,
    "unit": lambda claim: None if (amount := amount_of(claim)) is None else amount[2],
    "cohort_id": lambda claim: claim.cohort_id or None,
    "scope": lambda claim: claim.scope or None,
    "granularity": lambda claim: claim.granularity or None,
    "as_of_on": lambda claim: claim.as_of_on,
    "polarity": lambda claim: None if claim.polarity == "silent" else claim.polarity,
}
"""What makes two claims be about one thing, by column; None where a claim leaves it open."""

_ADMITTED_BY: Mapping[str, str] = {"polarity": "polarity", "as_of_on": "temporal_succession"}
"""What claims on other people or another thing may differ in too, if the contradiction declares that kind."""


def _apart(claims: Iterable[Claim], *, but: Iterable[str]) -> list[str]:
    """The columns but these in which claims differ that were to be about one thing."""
    told = tuple(claims)
    found = {name: {value(claim) for claim in told} - {None} for name, value in _VALUES.items()}
    return [name for name, values in found.items() if name not in but and len(values) > 1]


def _by_granularity(case: Case) -> Found:
    """Each figure is the number of wholes or of parts of one list: nine states are ten offices."""
    by = case.by
    if by is None or not by.lists:
        return None, reason_of("why_no_list")
    apart = _apart([*case.claims, by], but=["granularity"])
    if apart:
        return False, reason_of("why_apart", found=apart)
    wholes = len({item.partition(":")[0] for item in by.lists})
    parts = len(set(by.lists))
    ranges = {(it[0], it[1]) for claim in case.claims if (it := amount_of(claim)) is not None}
    reason = reason_of("why_list", id=by.claim_id, parts=parts, wholes=wholes, claimed=_shown(ranges))
    fits = all(any(least <= figure <= most for figure in (wholes, parts)) for least, most in ranges)
    return bool(ranges) and fits, reason


def _shown(ranges: set[tuple[float, float]]) -> str:
    return ", ".join(
        f"{least:g}" if least == most else f"{least:g}–{most:g}" for least, most in sorted(ranges)
    )


def _by_cohort(case: Case) -> Found:
    """No two claims that differ are about the same people, and they are about one thing else."""
    if any(not claim.cohort_id for claim in case.claims):
        return None, reason_of("why_no_cohort")
    cohorts = sorted({claim.cohort_id for claim in case.claims})
    return _by_column(case, "cohort_id", reason_of("why_cohorts", found=cohorts))


def _by_scope(case: Case) -> Found:
    """No two claims that differ are limited to the same, and they are about one thing else."""
    if any(not claim.scope for claim in case.claims):
        return None, reason_of("why_no_scope")
    scopes = sorted({claim.scope for claim in case.claims})
    return _by_column(case, "scope", reason_of("why_scopes", found=scopes))


def _by_column(case: Case, column: str, reason: Reason) -> Found:
    """Whether claims that differ do so in a column and in nothing else that must be one.

    Yes and no on the same question, or figures of two days, may be told of two groups of people; then the row must
    declare that they differ in that too. Whoever denies one figure and asserts another answers two questions.
    """
    value = _VALUES[column]
    admitted = [name for name, kind in _ADMITTED_BY.items() if kind in case.types]
    apart = set(_apart(case.claims, but=[name for name in _VALUES if name != "topic"]))
    for pair in case.pairs:
        apart.update(_apart(pair, but=[column, *admitted]))
        if is_polarity(*pair) and is_quantity_disjoint(*pair):
            apart.add("polarity")
    if apart:
        return False, reason_of("why_apart", found=[name for name in _VALUES if name in apart])
    if not case.pairs:
        return None, reason_of("why_no_difference")
    return all(value(one) != value(other) for one, other in case.pairs), reason


def _by_day(case: Case) -> Found:
    """Claims on one thing of different days, of which none takes back an amount that had been reached.

    A denial is no amount that grew: its day alone reconciles it with nothing.
    """
    days = [(claim.as_of_on, claim) for claim in case.claims if claim.as_of_on is not None]
    if len(days) < len(case.claims):
        return None, reason_of("why_no_day")
    apart = _apart(case.claims, but=["as_of_on"])
    if apart:
        return False, reason_of("why_apart", found=apart)
    days.sort(key=lambda it: it[0])
    amounts = [amount for _, claim in days if (amount := amount_of(claim)) is not None]
    grows = all(earlier[0] <= later[1] for earlier, later in combinations(amounts, 2))
    distinct = all(earlier[0] != later[0] for earlier, later in pairwise(days))
    return grows and distinct, reason_of("why_days", found=", ".join(str(day) for day, _ in days))


_CHANGED_BY: Mapping[str, tuple[str, ...]] = {
    "amount": ("quantity",),
    "unit": ("quantity",),
    "polarity": ("polarity",),
    "scope": ("scope",),
    "cohort_id": ("scope",),
}
"""The drifts that tell of a retelling which of its columns are not those of what it retells."""


def _by_retelling(case: Case) -> Found:
    """Put what was retold in the place of each retelling, and no two claims differ any more.

    What a retelling changed it must say, in `drift`; it answers the same question as what it retells.
    """
    roots = {claim.claim_id: _root(claim, case.of) for claim in case.claims}
    retold = [(claim, roots[claim.claim_id]) for claim in case.claims if roots[claim.claim_id] is not claim]
    if not retold:
        return False, reason_of("why_no_retelling")
    apart = _apart([*case.claims, *roots.values()], but=[name for name in _VALUES if name != "topic"])
    if apart:
        return False, reason_of("why_apart", found=apart)
    unsaid = {
        name for claim, root in retold for name in _changed(claim, root) if not _is_said(name, claim, case.of)
    }
    if unsaid:
        return False, reason_of("why_unsaid", found=sorted(unsaid))
    told_first = {root.claim_id: root for root in roots.values()}
    still = any(differ(one, other) for one, other in combinations(told_first.values(), 2))
    return not still, reason_of("why_roots", found=", ".join(sorted(told_first)))


def _changed(claim: Claim, root: Claim) -> list[str]:
    """What a retelling says otherwise than what it retells."""
    found = [name for name in _apart([claim, root], but=["topic", "granularity", "as_of_on"])]
    return [*found, "amount"] if is_quantity_disjoint(claim, root) else found


def _is_said(name: str, claim: Claim, of: Mapping[str, Claim]) -> bool:
    """Whether a retelling, or one that it retells, says that it changed this."""
    steps = [claim]
    while (ahead := of.get(steps[-1].derived_from_claim_id or "")) is not None:
        steps.append(ahead)
    return any(kind in step.drift for step in steps for kind in _CHANGED_BY[name])


def _root(claim: Claim, of: Mapping[str, Claim]) -> Claim:
    while claim.derived_from_claim_id is not None and claim.derived_from_claim_id in of:
        claim = of[claim.derived_from_claim_id]
    return claim


def _by_unit(case: Case) -> Found:
    """Told in several units, in one unit all figures have an amount in common."""
    amounts = [amount for claim in case.claims if (amount := amount_of(claim)) is not None]
    if len(amounts) < len(case.claims):
        return None, reason_of("why_no_amount")
    apart = _apart(case.claims, but=["unit"])
    if apart:
        return False, reason_of("why_apart", found=apart)
    least, most = max(it[0] for it in amounts), min(it[1] for it in amounts)
    same = len({it[2] for it in amounts}) == 1 and len({claim.unit for claim in case.claims}) > 1
    shown = "; ".join(f"{low:g}–{high:g} {unit}" for low, high, unit in amounts)
    return same and least <= most, reason_of("why_units", found=shown)


TESTS: dict[str, Callable[[Case], Found]] = {
    "granularity": _by_granularity,
    "cohort": _by_cohort,
    "scope": _by_scope,
    "later": _by_day,
    "retelling": _by_retelling,
    "unit": _by_unit,
}
