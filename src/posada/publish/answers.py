"""The four answers on a promise, and its counts, as every page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from posada.commitments import Assessment
from posada.commitments.counts import ANY
from posada.commitments.trace import curve_of
from posada.programme.tables import Commitment
from posada.programme.tables.verdicts import VERDICTS
from posada.publish.figures import interval_bar
from posada.publish.pen import Cell, Pen
from posada.report.formats import percent


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


def counts_of(pen: Pen, found: Assessment) -> dict[str, Any]:
    """What was kept against what was owed: a bar where both may be told, and a sentence."""
    commitment = found.commitment
    unit = pen.unit(commitment.unit)
    if found.verdicts == ("unverifiable",):
        return {"bar": "", "text": pen.t["not_counted_as_stated"]}
    if found.owed[1] == 0 and commitment.commitment_id not in pen.record.gate.commitments:
        return {"bar": "", "text": pen.t["nothing_owed"]}
    if commitment.amount is None or found.owed[1] >= ANY:
        return {"bar": "", "text": Markup(" ").join(_counts_without_amount(pen, found))}
    kept, owed = _bounds(pen, found, "kept"), _bounds(pen, found, "owed")
    sentences = [pen.say_marked("kept_of", kept=kept, owed=owed, unit=unit)]
    if commitment.commitment_id in pen.record.gate.commitments:
        return {"bar": "", "text": sentences[0]}
    bar = interval_bar(found.kept[0], found.kept[1], found.owed[1], target=commitment.target_share)
    if found.share is not None and found.share[1] - found.share[0] < 1 and found.owed[1] > 0:
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


def amount_in_words(pen: Pen, commitment: Commitment) -> Markup | str:
    """How many were promised, in each period if it recurs; the share to be reached if it is not all."""
    if commitment.amount is None:
        return pen.t["not_said"]
    amount = pen.number(
        pen.record.gate.promised(commitment), Cell("commitments", commitment.commitment_id, "amount")
    )
    unit = pen.unit(commitment.unit)
    if commitment.deadline == "recurring" and commitment.due_on != commitment.from_on:
        return pen.say_marked("each_period", amount=amount, unit=unit)
    if commitment.target_share < 1:
        share = percent(commitment.target_share, digits=1)
        return pen.say_marked("so_many_share", amount=amount, unit=unit, share=share)
    return pen.say_marked("so_many", amount=amount, unit=unit)
