"""Rules on contradictions: their kinds and the outcome of each hypothesis are found again from the claims alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from posada.commitments.check.case import Case
from posada.programme import Fault
from posada.programme.tables import Claim, Contradiction

_TIMES = {
    "miles": (Fraction("1.609344"), "km"),
    "dozens": (Fraction(12), "persons"),
    "weeks": (Fraction(7), "days"),
    "months": (Fraction(30), "days"),
    "years": (Fraction(365), "days"),
}
_FORWARD = ("promise", "undertake", "offer", "forecast", "intent", "condition")
_SAYS = {
    "amount": "quantity",
    "unit": "quantity",
    "polarity": "polarity",
    "scope": "scope",
    "cohort_id": "scope",
}
"""The drift that must own up to a retelling that is otherwise in a column."""

Answer = tuple[tuple[str, ...], tuple[str, ...], str, str]


def wrong_reconciliations(case: Case) -> Iterator[Fault]:
    """Contradictions not answered for, kinds that the claims do not show, hypotheses that hold or fail wrongly."""
    if case.reconciliations is None:
        return
    known = {row.claim_id: row for row in case.all_claims()}
    expected: Counter[tuple[str, Answer]] = Counter()
    for row in case.contradictions():
        claims = [known[claim_id] for claim_id in row.claim_ids if claim_id in known]
        if len(claims) > 1:
            ids = tuple(claim.claim_id for claim in claims)
            answer = ids, tuple(sorted(_kinds(claims))), row.test, _outcome(row, claims, known)
            expected[row.contradiction_id, answer] += 1
    given: Counter[tuple[str, Answer]] = Counter(
        (row.contradiction_id, (tuple(row.known_claim_ids), tuple(row.types_shown), row.test, row.holds))
        for row in case.reconciliations
    )
    for code, answer in sorted((expected - given).elements()):
        yield _fault(code, f"must be {_told(answer)}.")
    for code, answer in sorted((given - expected).elements()):
        yield _fault(code, f"must not be {_told(answer)}.")


def _told(answer: Answer) -> str:
    claims, kinds, test, holds = answer
    return f"{', '.join(claims)}; shows {', '.join(kinds) or 'nothing'}; {test or 'no test'}: {holds or 'unknown'}"


def _fault(code: str, text: str) -> Fault:
    return Fault("reconciliation", f"reconciliations.csv, {code}", text)


def _figure(claim: Claim) -> tuple[Fraction, Fraction, str] | None:
    if claim.amount_lo is None or claim.amount_hi is None:
        return None
    times, unit = _TIMES.get(claim.unit, (Fraction(1), claim.unit))
    return Fraction(str(claim.amount_lo)) * times, Fraction(str(claim.amount_hi)) * times, unit


def _mismatch(one: Claim, other: Claim) -> set[str]:
    """The columns that both claims fill, and fill otherwise; `amount` where no amount is common to both."""
    names = ("topic", "cohort_id", "scope", "granularity", "as_of_on", "polarity")
    told = [(name, getattr(one, name), getattr(other, name)) for name in names]
    found = {name for name, mine, theirs in told if mine and theirs and mine != theirs}
    if "silent" in (one.polarity, other.polarity):
        found.discard("polarity")
    mine, theirs = _figure(one), _figure(other)
    if mine is not None and theirs is not None:
        if mine[2] != theirs[2]:
            found.add("unit")
        elif max(mine[0], theirs[0]) > min(mine[1], theirs[1]):
            found.add("amount")
    return found


def _kinds(claims: Sequence[Claim]) -> set[str]:
    found: set[str] = set()
    for one, other in combinations(claims, 2):
        odd, drift = _mismatch(one, other), {*one.drift, *other.drift}
        values = bool(one.value and other.value) and one.value != other.value
        signs = {
            "polarity": "polarity" in odd,
            "quantity_disjoint": "amount" in odd,
            "granularity_mismatch": "granularity" in odd,
            "scope_mismatch": "scope" in odd,
            "cohort_mismatch": "cohort_id" in odd,
            "temporal_succession": "as_of_on" in odd,
            "definitional": "unit" in odd or (values and {one.unit, other.unit} == {"kind"}),
            "strength_inflation": "strength" in drift,
            "attribution_conflict": "attribution" in drift
            or (values and {one.unit, other.unit} == {"affiliation"}),
            "paraphrase_drift": not drift.isdisjoint(("scope", "polarity", "quantity")),
            "omission": "omission" in drift or "silent" in (one.polarity, other.polarity),
            "performance": "amount" in odd and (one.act in _FORWARD) is not (other.act in _FORWARD),
        }
        found |= {kind for kind, is_shown in signs.items() if is_shown}
    return found


def _outcome(row: Contradiction, claims: Sequence[Claim], known: dict[str, Claim]) -> str:
    """Yes, no, or nothing where there is no hypothesis or the rows do not tell."""
    by = known.get(row.by_claim_id or "")
    holds: bool | None = None
    if row.test == "granularity" and by is not None and by.lists:
        holds = _are_wholes_or_parts(claims, by)
    elif row.test in ("cohort", "scope"):
        holds = _are_of_two(claims, "cohort_id" if row.test == "cohort" else "scope", row.types)
    elif row.test == "later" and all(claim.as_of_on for claim in claims):
        holds = _came_later(claims)
    elif row.test == "retelling":
        holds = _are_retold(claims, known)
    elif row.test == "unit" and all(_figure(claim) for claim in claims):
        same_thing = all(_mismatch(*pair) == set() for pair in combinations(claims, 2))
        holds = same_thing and len({claim.unit for claim in claims}) > 1 and _share_a_figure(claims)
    return "" if holds is None else "yes" if holds else "no"


def _share_a_figure(claims: Sequence[Claim]) -> bool:
    figures = [figure for claim in claims if (figure := _figure(claim)) is not None]
    return max(least for least, _, _ in figures) <= min(most for _, most, _ in figures)


def _are_wholes_or_parts(claims: Sequence[Claim], by: Claim) -> bool:
    """Whether every figure can be that of the items listed or of what they are parts of."""
    sizes = {len(set(by.lists)), len({item.split(":")[0] for item in by.lists})}
    figures = [figure for claim in claims if (figure := _figure(claim)) is not None]
    odd = set().union(*(_mismatch(*pair) for pair in combinations([*claims, by], 2)))
    if not figures or not odd <= {"granularity", "amount"}:
        return False
    return all(any(least <= size <= most for size in sizes) for least, most, _ in figures)


def _are_of_two(claims: Sequence[Claim], column: str, declared: Sequence[str]) -> bool | None:
    """Whether claims that cannot both be so differ in a column, and else in nothing that nobody declared."""
    if not all(getattr(claim, column) for claim in claims):
        return None
    pairs = {pair: _mismatch(*pair) for pair in combinations(claims, 2)}
    free = {column, "amount", "polarity"} | ({"as_of_on"} if "temporal_succession" in declared else set())
    against = [odd for odd in pairs.values() if odd & {"amount", "polarity"}]
    if any("topic" in odd for odd in pairs.values()):
        return False
    for odd in against:
        denies = "polarity" in odd
        if not odd <= free or (denies and ("amount" in odd or "polarity" not in declared)):
            return False
    return all(column in odd for odd in against) if against else None


def _came_later(claims: Sequence[Claim]) -> bool:
    """Whether each claim is of a day of its own, about the same thing, and takes back none that was before."""
    for one, other in combinations(claims, 2):
        if _mismatch(one, other) - {"amount"} != {"as_of_on"}:
            return False
        earlier, later = sorted((one, other), key=lambda claim: str(claim.as_of_on))
        before, after = _figure(earlier), _figure(later)
        if before is not None and after is not None and before[0] > after[1]:
            return False
    return True


def _are_retold(claims: Sequence[Claim], known: dict[str, Claim]) -> bool:
    """Whether what was told first agrees, and every retelling owns up to what it changed."""
    told_first: dict[str, Claim] = {}
    retellings = 0
    for claim in claims:
        root, owned = claim, set(claim.drift)
        while root.derived_from_claim_id in known:
            root = known[str(root.derived_from_claim_id)]
            owned |= set(root.drift)
        retellings += root is not claim
        told_first[root.claim_id] = root
        changed = _mismatch(claim, root) - {"topic", "granularity", "as_of_on"}
        if any(_SAYS[name] not in owned for name in changed):
            return False
    topics = {claim.topic for claim in (*claims, *told_first.values())}
    agree = not any(
        _mismatch(*pair) & {"amount", "polarity"} for pair in combinations(told_first.values(), 2)
    )
    return retellings > 0 and len(topics) == 1 and agree
