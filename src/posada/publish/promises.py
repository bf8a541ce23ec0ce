"""The pages of promises: the list on the four axes, and one page for each."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from posada.commitments import Assessment
from posada.commitments.counts import ANY
from posada.commitments.trace import curve_of, trace_of
from posada.programme.tables import Commitment, Coverage, Delivery
from posada.programme.tables.verdicts import VERDICTS
from posada.publish.decide import Missing, missing_on, uncovered
from posada.publish.figures import counted_days, delivery_curve, interval_bar
from posada.publish.gate import Held
from posada.publish.pen import Cell, Pen
from posada.publish.quoting import said
from posada.report.formats import percent

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


def axes_of(pen: Pen, found: Assessment) -> dict[str, Any]:
    """The four answers on a promise, in words and never as one."""
    verdicts = sorted(found.verdicts, key=VERDICTS.index)
    grade = "" if found.grade is None else pen.say("weakest", grade=pen.t[f"grade_{found.grade}"])
    return {
        "existence": pen.t[f"existence_{found.voices.existence}"],
        "existence_code": found.voices.existence,
        "lifecycle": pen.t[f"stage_{found.lifecycle}"],
        "verdicts": [verdict_in_words(pen, verdict, found) for verdict in verdicts],
        "is_decided": found.knowledge == "decided",
        "knowledge": pen.t[f"knowledge_{found.knowledge}"],
        "knowledge_code": found.knowledge,
        "grade": grade,
    }


def verdict_in_words(pen: Pen, verdict: str, found: Assessment) -> str:
    """A verdict; where no day was set, "not due" would promise one."""
    key = "nothing_yet" if verdict == "not_due" and not found.has_day else verdict
    return pen.t[f"verdict_{key}"]


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
            who=pen.own(", ".join(names[debtor] for debtor in commitment.debtor_actor_ids)),
            whom=pen.own(commitment.cohort or commitment.cohort_id),
            day=pen.day(commitment.made_on),
        ),
        "axes": axes_of(pen, found),
        "counts": counts_of(pen, found),
    }


def counts_of(pen: Pen, found: Assessment) -> dict[str, Any]:
    """What was kept against what was owed: a bar where both may be told, and a sentence."""
    commitment = found.commitment
    unit = pen.unit(commitment.unit)
    if found.verdicts == ("unverifiable",):
        return {"bar": "", "text": pen.t["not_counted_as_stated"]}
    if commitment.amount is None or found.owed[1] >= ANY:
        return {"bar": "", "text": Markup(" ").join(_counts_without_amount(pen, found))}
    kept, owed = _bounds(pen, found, "kept"), _bounds(pen, found, "owed")
    sentences = [pen.say_marked("kept_of", kept=kept, owed=owed, unit=unit)]
    if commitment.commitment_id in pen.record.gate.commitments:
        return {"bar": "", "text": sentences[0]}
    bar = interval_bar(found.kept[0], found.kept[1], found.owed[1], target=commitment.target_share)
    if found.share is not None and found.owed[1] > 0:
        low, high = (percent(share, digits=1) for share in found.share)
        share = low if low == high else pen.say("between", low=low, high=high)
        target = percent(commitment.target_share, digits=0 if commitment.target_share == 1 else 1)
        sentences.append(Markup("{}").format(pen.say("share_of", share=share, target=target)))
    if found.late[1]:
        sentences.append(pen.say_marked("late_of", late=_bounds(pen, found, "late"), unit=unit))
    return {"bar": bar, "text": Markup(" ").join(sentences)}


def _counts_without_amount(pen: Pen, found: Assessment) -> Iterator[Markup]:
    """Where nobody said how many, what the record holds is all there is to count."""
    yield Markup("{}").format(pen.t["no_amount"])
    points = curve_of(found.evidence.deliveries, found.as_of)
    if not points:
        yield Markup("{}").format(pen.t["delivered_nothing"])
        return
    gate, commitment = pen.record.gate, found.commitment
    low, high = gate.count(points[-1].least, commitment), gate.count(points[-1].most, commitment)
    amount = pen.bounds(low, high, None)
    yield pen.say_marked("delivered_on_record", amount=amount, unit=pen.unit(commitment.unit))


def _bounds(pen: Pen, found: Assessment, what: str) -> Markup:
    low, high = {"kept": found.kept, "owed": found.owed, "late": found.late}[what]
    count = pen.record.gate.count
    return pen.bounds(
        count(low, found.commitment),
        None if high >= ANY else count(high, found.commitment),
        Cell("verdicts", found.commitment.commitment_id, f"{what}_lo", f"{what}_hi"),
    )


def promise_page(pen: Pen, found: Assessment) -> dict[str, Any]:
    """What the page of one promise shows."""
    commitment = found.commitment
    sources = {row.source_id: row for row in pen.record.sources}
    names = {row.actor_id: row.name for row in pen.record.actors}
    gaps = missing_on(found, pen.record.measured)
    decided = pen.t["decide_unverifiable"] if found.verdicts == ("unverifiable",) else pen.t["decide_decided"]
    return {
        "id": commitment.commitment_id,
        "kind": f"{pen.t[f'act_{commitment.act}']} {pen.t[f'instrument_{commitment.instrument}']}",
        "text": commitment.text,
        "debtors": [(names[it], pen.links.to("actor", it)) for it in commitment.debtor_actor_ids],
        "cohort": commitment.cohort or commitment.cohort_id,
        "made_on": pen.day(commitment.made_on),
        "strength": pen.t[f"strength_{commitment.strength}"],
        "amount": _amount(pen, commitment),
        "antecedent": commitment.antecedent,
        "source": sources[commitment.source_id].title,
        "source_link": pen.links.to("source", commitment.source_id),
        "axes": axes_of(pen, found),
        "counts": counts_of(pen, found),
        "sentences": _sentences(pen, found),
        "said": list(_said(pen, found)),
        "deadline": _deadline(pen, found),
        "curve": _curve(pen, found),
        "curve_note": pen.say("curve_note", unit=pen.unit(commitment.unit)),
        "deliveries": [_delivery(pen, found, row) for row in _deliveries(pen, commitment)],
        "beside": list(_statistics(pen, commitment)),
        "coverage": [
            coverage_line(pen, found, row) for row in pen.record.coverage if _is_about(row, commitment)
        ],
        "uncovered": "; ".join(pen.days(*run) for run in uncovered(found)) if pen.record.coverage else "",
        "trace": _trace(pen, found),
        "missing": [_missing(pen, found, gap) for gap in gaps],
        "decided": decided,
        "contradictions": _contradictions(pen, found),
        "versions": _versions(pen, commitment),
        "related": list(_related(pen, commitment)),
    }


def _is_about(row: Coverage, commitment: Commitment) -> bool:
    return row.commitment_id == commitment.commitment_id


def _amount(pen: Pen, commitment: Commitment) -> Markup | str:
    if commitment.amount is None:
        return pen.t["not_said"]
    amount = pen.number(
        pen.record.gate.promised(commitment), Cell("commitments", commitment.commitment_id, "amount")
    )
    unit = pen.unit(commitment.unit)
    if commitment.deadline == "recurring":
        return pen.say_marked("each_period", amount=amount, unit=unit)
    if commitment.target_share < 1:
        share = percent(commitment.target_share, digits=1)
        return pen.say_marked("so_many_share", amount=amount, unit=unit, share=share)
    return pen.say_marked("so_many", amount=amount, unit=unit)


def _sentences(pen: Pen, found: Assessment) -> list[str]:
    """What the room itself says of the first, second and third question; counts stand in the page's own words."""
    told = pen.record.measured.explain(found.commitment.commitment_id, pen.lang).splitlines()
    return told[1:4]


def _said(pen: Pen, found: Assessment) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    voices = found.voices
    heard = {row.claim_id for row in (*voices.for_it, *voices.against_it, *voices.silent, *voices.retold)}
    groups = (
        ("said_for", voices.for_it),
        ("said_against", voices.against_it),
        ("said_silent", voices.silent),
        ("said_retold", voices.retold),
        (
            "said_not_heard",
            tuple(
                row
                for row in pen.record.claims
                if row.commitment_id == found.commitment.commitment_id and row.claim_id not in heard
            ),
        ),
    )
    for key, rows in groups:
        if rows:
            yield pen.t[key], [said(pen, row) for row in rows]


def _deadline(pen: Pen, found: Assessment) -> dict[str, Any]:
    """By when, and how the day was counted: step by step, with its calendar and where the law says so."""
    commitment, due = found.commitment, found.due
    lines: list[Markup | str] = [_deadline_line(pen, found)]
    if commitment.deadline_basis:
        lines.append(pen.say_marked("deadline_basis", basis=pen.own(commitment.deadline_basis.rstrip("."))))
    if commitment.on_expiry is not None:
        lines.append(pen.t[f"silence_{commitment.on_expiry}"])
    if found.silent is not None:
        count = pen.record.gate.count
        silent = pen.bounds(
            count(found.silent[0], commitment),
            None if found.silent[1] >= ANY else count(found.silent[1], commitment),
            Cell("verdicts", commitment.commitment_id, "silent_lo", "silent_hi"),
        )
        lines.append(pen.say_marked("silent_of", silent=silent, unit=pen.unit(commitment.unit)))
    if due.counted is None:
        return {"lines": lines, "steps": [], "drawing": ""}
    title = (
        pen.t["days_drawing_open"]
        if due.counted.due_on is None
        else pen.say("days_drawing", days=due.counted.days, last=pen.day(due.counted.due_on))
    )
    return {
        "lines": lines,
        "steps": due.counted.text(pen.lang).splitlines(),
        "drawing": counted_days(due.counted.steps, title=title),
    }


def _deadline_line(pen: Pen, found: Assessment) -> Markup | str:
    commitment = found.commitment
    if commitment.deadline == "none":
        return pen.t["deadline_none"]
    if commitment.deadline == "vague":
        return pen.say_marked("deadline_vague", words=pen.own(commitment.deadline_words))
    if commitment.deadline == "recurring" and commitment.from_on is not None:
        last = pen.t["no_end"] if commitment.due_on is None else pen.day(commitment.due_on)
        key = "deadline_recurring" if commitment.days == 1 else "deadline_recurring_days"
        return pen.say(key, days=commitment.days, first=pen.day(commitment.from_on), last=last)
    if found.due.counted is not None:
        return pen.say_marked("deadline_after", event=pen.own(commitment.from_event))
    if found.due.on is not None:
        return pen.say("deadline_fixed", day=pen.day(found.due.on))
    return pen.say_marked("deadline_clock", event=pen.own(commitment.from_event))


def _deliveries(pen: Pen, commitment: Commitment) -> list[Delivery]:
    own = [row for row in pen.record.deliveries if row.commitment_id == commitment.commitment_id]
    return sorted(own, key=lambda row: (row.from_on, row.delivery_id))


def _delivery(pen: Pen, found: Assessment, row: Delivery) -> dict[str, Any]:
    amount = Markup("")
    if row.amount_lo is not None:
        low, high = (pen.record.gate.delivered(value, row) for value in (row.amount_lo, row.amount_hi))
        shown = pen.bounds(low, high, Cell("deliveries", row.delivery_id, "amount_lo", "amount_hi"))
        amount = Markup("{} {}").format(shown, pen.unit(row.unit))
    status = "" if row.status == "asserted" else f", {pen.t[f'status_{row.status}']}"
    source = pen.row("source", row.source_id)
    if row.claim_id is not None and pen.links.to("claim", row.claim_id):
        source = Markup("{}, {}").format(source, pen.row("claim", row.claim_id))
    return {
        "id": row.delivery_id,
        "anchor": pen.links.anchor("delivery", row.delivery_id),
        "event": pen.t[f"event_{row.event}"],
        "when": pen.days(row.from_on, row.until_on),
        "amount": amount,
        "grade": pen.t[f"grade_{row.grade}"] + status,
        "source": source,
        "counts": evidence_in_words(pen, found, row),
    }


def evidence_in_words(pen: Pen, found: Assessment, row: Delivery) -> Markup | str:
    """Whether a row is evidence for its promise, and if not, why."""
    refused = {it.delivery.delivery_id: it.reason for it in found.refused}
    if row.delivery_id in refused:
        reason = refused[row.delivery_id]
        return pen.say_marked(f"counts_{reason}", cohort=pen.own(row.cohort_id))
    counted = {it.delivery_id: it for it in found.evidence.deliveries}
    if row.delivery_id not in counted:
        return pen.t["counts_policy"]
    rivals = [it.delivery_id for it in counted.values() if it.competes_with_delivery_id == row.delivery_id]
    other = row.competes_with_delivery_id or (rivals[0] if rivals else None)
    if other is not None and other in counted:
        return pen.say_marked("counts_rival", other=pen.row("delivery", other))
    return pen.t["counts_yes"]


def _curve(pen: Pen, found: Assessment) -> Markup:
    """How deliveries added up; not drawn where the counts may not be told, for a line can be measured."""
    commitment = found.commitment
    points = curve_of(found.evidence.deliveries, found.as_of)
    held = [
        pen.record.gate.count(value, commitment) for point in points for value in (point.least, point.most)
    ]
    if not points or any(isinstance(value, Held) for value in held):
        return Markup("")
    last = points[-1]
    due = found.due.on if commitment.deadline != "recurring" else commitment.due_on
    until = max(last.day, min(found.as_of, due)) if due is not None else found.as_of
    unit = pen.unit(commitment.unit)
    return delivery_curve(
        points,
        first=min(commitment.made_on, points[0].day) - dt.timedelta(days=1),
        last=until,
        due=due,
        owed=found.owed[1] if commitment.amount is not None and found.owed[1] < ANY else None,
        lang=pen.lang,
        title=pen.say("curve_title", low=last.least, high=last.most, unit=unit, day=pen.day(last.day)),
        due_word=pen.t["curve_due"],
    )


def _statistics(pen: Pen, commitment: Commitment) -> Iterator[Markup]:
    for number, row in enumerate(pen.record.statistics):
        if row.commitment_id == commitment.commitment_id:
            yield pen.say_marked(
                "beside_statistic",
                what=pen.own(row.what),
                amount=pen.number(pen.record.gate.counted(row), Cell("statistics", f"#{number}", "amount")),
                unit=pen.unit(row.unit),
                first=pen.day(row.from_on),
                last=pen.day(row.until_on),
                source=pen.row("source", row.source_id),
            )


def coverage_line(pen: Pen, found: Assessment, row: Coverage) -> Markup:
    """Who vouches for which days of a promise's record, and whether that counts under the policy."""
    key = f"vouched_{row.completeness}"
    if row.completeness == "partial" and row.missing_at_most is None:
        key = "vouched_partial_open"
    number = pen.record.coverage.index(row)
    line = pen.say_marked(
        key,
        who=pen.who(row.declared_by_actor_id),
        first=pen.day(row.from_on),
        last=pen.day(row.until_on),
        grade=pen.t[f"grade_{row.grade}"],
        source=pen.row("source", row.source_id),
        missing=pen.number(
            pen.record.gate.count(row.missing_at_most, found.commitment),
            Cell("coverage", f"#{number}", "missing_at_most"),
        ),
        unit=pen.unit(found.commitment.unit),
    )
    before = Markup("{}").format(pen.t["vouched_triggered"]) if row.event == "triggered" else Markup("")
    after = Markup("") if row in found.evidence.coverage else Markup("{}").format(pen.t["vouched_policy"])
    return Markup("{}{}{}").format(before, line, after)


def _trace(pen: Pen, found: Assessment) -> list[dict[str, Any]]:
    """Every row the verdict rests on, with the way to it and to the words of its source."""
    claims = {row.delivery_id: row.claim_id for row in found.evidence.deliveries}
    closed = found.commitment.commitment_id in pen.record.gate.commitments
    small = isinstance(pen.record.gate.promised(found.commitment), Held)
    lines = []
    for line in trace_of(found.evidence, found.programme, pen.lang):
        hidden = small if line.table == "commitments" else closed
        link = {
            "commitments": "#axes",
            "deliveries": pen.links.to("delivery", line.row_id) if line.table == "deliveries" else "",
            "coverage": "#vouched",
        }[line.table]
        source = pen.row("source", line.source_id)
        claim_id = claims.get(line.row_id) if line.table == "deliveries" else None
        if claim_id is not None and line.from_byte is not None and pen.links.span(claim_id):
            span = Markup('<a href="{}">{}</a>').format(
                pen.links.span(claim_id), pen.say("span", first=line.from_byte, last=line.until_byte)
            )
            source = Markup("{}, {}").format(source, span)
        lines.append(
            {
                "id": line.row_id,
                "link": link,
                "says": pen.t["withheld_words"] if hidden else line.says,
                "source": source,
            }
        )
    return lines


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
