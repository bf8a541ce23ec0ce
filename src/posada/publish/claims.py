"""The pages of claims: side by side with what retells what, and contradictions with how they were reconciled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from markupsafe import Markup

from posada.commitments.contradictions import Weighed
from posada.commitments.existence import origin_of
from posada.commitments.plausibility import Implausible
from posada.commitments.words import words_of
from posada.programme.tables import Claim
from posada.publish.figures import claims_on_a_scale
from posada.publish.gate import Held
from posada.publish.pen import Pen
from posada.publish.quoting import claim_act, drift_in_words, said
from posada.report.formats import number


def claims_page(pen: Pen) -> dict[str, Any]:
    """What the page of claims shows: each question, what was said on it, and which claim retells which."""
    topics: dict[str, list[Claim]] = defaultdict(list)
    for row in pen.record.claims:
        topics[row.topic].append(row)
    return {
        "topics": sorted(
            (_topic(pen, name, rows) for name, rows in topics.items()),
            key=lambda it: it["name"].striptags().casefold(),
        ),
        "implausible": [
            _implausible(pen, it) for it in pen.record.measured.implausible if _may_tell(pen, it)
        ],
    }


def _topic(pen: Pen, name: str, rows: Sequence[Claim]) -> dict[str, Any]:
    sources = {row.source_id: row for row in pen.record.sources}
    own = [row for row in rows if row.derived_from_claim_id is None]
    origins = {origin for row in own for origin in origin_of(row.source_id, sources)}
    ids = {row.claim_id for row in rows}
    return {
        "name": pen.code_in_words(name),
        "anchor": pen.links.anchor("topic", name),
        "voices": pen.say("voices_count", claims=len(rows), origins=len(origins)),
        "contradictions": [
            {
                "id": it.contradiction.contradiction_id,
                "link": pen.links.to("contradiction", it.contradiction.contradiction_id),
            }
            for it in pen.record.weighed
            if ids & {row.claim_id for row in it.claims}
        ],
        "scales": list(_scales(pen, rows)),
        "claims": [_claim(pen, row) for row in rows],
        "tree": _derivation(pen, rows) if len(own) < len(rows) else "",
    }


def _claim(pen: Pen, row: Claim) -> dict[str, Any]:
    return {
        **said(pen, row),
        "anchor": pen.links.anchor("claim", row.claim_id),
        "act": claim_act(pen, row),
        "facts": list(_facts(pen, row)),
    }


def _facts(pen: Pen, row: Claim) -> Iterator[tuple[str, Markup | str]]:
    """What else a claim says of itself, in the order in which a reader would ask."""
    if row.amount_lo is not None:
        yield pen.t["claim_amount"], pen.amount_of(row)
    if row.granularity:
        yield pen.t["claim_means"], pen.own(row.granularity)
    if row.value:
        yield pen.t["claim_value"], pen.own(row.value)
    if row.lists:
        yield pen.t["claim_lists"], pen.proper("; ".join(row.lists))
    if row.cohort_id:
        yield pen.t["claim_about"], pen.own(row.cohort_id)
    if row.scope:
        yield pen.t["claim_scope"], pen.own(row.scope)
    if row.as_of_on is not None:
        yield pen.t["claim_day"], pen.day(row.as_of_on)
    if row.modality == "hedged":
        yield pen.t["claim_sure"], pen.t["claim_hedged"]
    if pen.links.to("claim", row.derived_from_claim_id):
        yield pen.t["claim_retells"], pen.row("claim", row.derived_from_claim_id or "")
    if row.drift:
        yield pen.t["claim_drift"], drift_in_words(pen, row)
    if row.via_source_ids:
        yield pen.t["claim_via"], pen.rows("source", row.via_source_ids)
    if row.commitment_id is not None and (link := pen.links.promise(row.commitment_id)):
        yield pen.t["claim_promise"], pen.code(link, row.commitment_id)


def _scales(pen: Pen, rows: Sequence[Claim]) -> Iterator[Markup]:
    """What at least two claims say in one unit, on one scale; a claim whose amount may not be told is not drawn."""
    by_unit: dict[str, list[tuple[str, float, float]]] = defaultdict(list)
    for row in rows:
        low, high = (pen.record.gate.claimed(value, row) for value in (row.amount_lo, row.amount_hi))
        if low is not None and high is not None and not isinstance(low, Held) and not isinstance(high, Held):
            by_unit[row.unit].append((row.claim_id, low, high))
    for unit, amounts in sorted(by_unit.items()):
        if len(amounts) > 1:
            words = pen.unit(unit)
            told = "; ".join(
                f"{claim_id}: {number(low)}" + ("" if low == high else f"–{number(high)}")
                for claim_id, low, high in amounts
            )
            yield claims_on_a_scale(amounts, unit=words, title=pen.say("scale_title", unit=words, rows=told))


def _derivation(pen: Pen, rows: Sequence[Claim]) -> Markup:
    """Claims as a tree: under each the claims that retell it."""
    ids = {row.claim_id for row in rows}

    def line(row: Claim) -> Markup:
        drift = Markup("")
        if row.drift:
            drift = Markup(' <span class="soft">({})</span>').format(
                pen.say("drift_of", drift=drift_in_words(pen, row))
            )
        return Markup("{} {}, {}{}").format(
            pen.row("claim", row.claim_id),
            pen.who(row.claimant_actor_id),
            pen.row("source", row.source_id),
            drift,
        )

    return tree(
        rows,
        key=lambda row: row.claim_id,
        parents=lambda row: [it for it in (row.derived_from_claim_id,) if it in ids and it is not None],
        line=line,
    )


def tree(
    rows: Iterable[Any],
    *,
    key: Callable[[Any], str],
    parents: Callable[[Any], Sequence[str]],
    line: Callable[[Any], Markup],
) -> Markup:
    """Rows as nested lists, each under all that it comes from; the ledger lets nothing come from itself.

    What comes from a row is shown under it once: where it stands again, the branch ends.

    >>> def plain(it): return Markup("{}").format(it)
    >>> tree("ab", key=str, parents=lambda it: ["a"] if it == "b" else [], line=plain)
    Markup('<ul class="tree"><li>a<ul><li>b</li></ul></li></ul>')
    """
    under: dict[str, list[Any]] = defaultdict(list)
    roots = []
    for row in rows:
        above = parents(row)
        for parent in above:
            under[parent].append(row)
        if not above:
            roots.append(row)

    shown: set[str] = set()

    def branch(row: Any) -> Markup:
        below = Markup("")
        if key(row) not in shown:
            shown.add(key(row))
            below = Markup("").join(branch(it) for it in under[key(row)])
        inner = Markup("<ul>{}</ul>").format(below) if below else Markup("")
        return Markup("<li>{}{}</li>").format(line(row), inner)

    return Markup('<ul class="tree">{}</ul>').format(Markup("").join(branch(row) for row in roots))


def _may_tell(pen: Pen, found: Implausible) -> bool:
    """Whether none of the amounts a ratio is made of is withheld: from a ratio and one of them follows the other."""
    return not pen.record.gate.claims & set(found.claim_ids)


def _implausible(pen: Pen, found: Implausible) -> Markup:
    low, high = found.usual
    return pen.say_marked(
        "implausible_line",
        claims=pen.rows("claim", found.claim_ids),
        least=number(found.least, digits=1),
        most=number(found.most, digits=1),
        what=words_of(pen.lang)[found.what],
        low=number(low),
        high=number(high),
    )


def contradictions_page(pen: Pen) -> dict[str, Any]:
    """What the page of contradictions shows."""
    return {"contradictions": [_contradiction(pen, it) for it in pen.record.weighed]}


def _contradiction(pen: Pen, found: Weighed) -> dict[str, Any]:
    row = found.contradiction
    closed = bool(pen.record.gate.claims & {claim.claim_id for claim in found.claims})
    state = "unproven" if row.state == "reconciled" and not found.is_reconciled else f"state_{row.state}"
    return {
        "id": row.contradiction_id,
        "anchor": pen.links.anchor("contradiction", row.contradiction_id),
        "topic": row.topic,
        "state": pen.t[state],
        "state_code": row.state,
        "types": _types(pen, row.types),
        "shown": _types(pen, found.types) or pen.t["hypothesis_none"],
        "claims": [said(pen, claim) for claim in found.claims],
        "hypothesis": row.hypothesis,
        "test": pen.t[f"test_{row.test}"] if row.test else "",
        "outcome": pen.t["outcome_withheld"] if closed else _outcome(pen, found),
    }


def _types(pen: Pen, types: Iterable[str]) -> str:
    return "; ".join(pen.t[f"type_{kind}"] for kind in types)


def _outcome(pen: Pen, found: Weighed) -> str:
    """What the check of a hypothesis found, and which checks would hold if somebody proposed them."""
    key = {True: "outcome_true", False: "outcome_false", None: "outcome_none"}[found.holds]
    told = pen.say(key, why=found.reason.text(pen.lang, pen.words))
    if found.may_hold:
        tests = "; ".join(pen.t[f"test_{test}"] for test in found.may_hold)
        told += " " + pen.say("may_hold", tests=tests)
    return told
