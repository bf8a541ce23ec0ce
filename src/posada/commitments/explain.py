"""Verdicts in sentences, in English and Spanish; every number with the row and the source it rests on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from posada.commitments.counts import ANY, Range
from posada.commitments.trace import happened, trace_of
from posada.commitments.words import words_of
from posada.programme.own_words import OwnWords
from posada.programme.tables.verdicts import VERDICTS

if TYPE_CHECKING:  # the result explains itself through this module
    from posada.commitments.result import Assessment

SHOWN_ROWS = 12
"""Longer traces are cut in sentences; `rows` has all of them."""


def in_words(verdicts: Iterable[str], lang: str, *, has_day: bool = True) -> str:
    """Verdicts as a reader says them: "kept or kept late".

    Where no day was ever set, "not due yet" would promise one: it is called "nothing yet" then.

    >>> in_words(("kept", "late"), "en"), in_words(("kept", "late"), "es")
    ('kept or kept late', 'cumplida o cumplida tarde')
    """
    words = words_of(lang)
    return words["or"].join(
        words["nothing_yet" if verdict == "not_due" and not has_day else verdict]
        for verdict in sorted(verdicts, key=VERDICTS.index)
    )


def explain_assessment(found: Assessment, policy: str, lang: str) -> str:
    """What became of a commitment, one sentence a line."""
    return "\n".join(_lines(found, policy, lang))


def _lines(found: Assessment, policy: str, lang: str) -> Iterator[str]:
    words, own = words_of(lang), found.programme.words_in(lang)
    commitment = found.commitment
    yield words["what"].format(id=commitment.commitment_id, text=own[commitment.text])
    yield _existence(found, lang)
    yield words["lifecycle"].format(stage=words[f"stage_{found.lifecycle}"])
    yield _verdict(found, policy, lang)
    yield from _counts(found, lang, own)
    yield from _deadline(found, lang, own)
    if found.successor is not None:
        yield words["successor"].format(
            id=found.successor.commitment_id, day=found.successor.made_on, text=own[found.successor.text]
        )
    yield from _rests_on(found, lang)
    yield from _curve(found, lang, own)
    for refused in found.refused:
        yield words[f"refused_{refused.reason}"].format(
            id=refused.delivery.delivery_id,
            source=refused.delivery.source_id,
            told=happened(refused.delivery, lang, own),
            unit=own[refused.delivery.unit],
            cohort=own[refused.delivery.cohort_id],
        )
    for row in sorted(
        found.programme.statistics,
        key=lambda row: (row.series_id, row.from_on, row.state or "", row.as_of_on or row.from_on),
    ):
        if row.commitment_id == commitment.commitment_id and row.from_on <= found.as_of:
            yield words["statistic"].format(
                what=own[row.what],
                amount=f"{row.amount:,}",
                unit=own[row.unit],
                first=row.from_on,
                last=row.until_on,
                source=row.source_id,
            )


def _existence(found: Assessment, lang: str) -> str:
    words = words_of(lang)
    voices = found.voices
    text = words[f"existence_{voices.existence}"].format(
        pro=_ids(voices.for_it), contra=_ids(voices.against_it)
    )
    if voices.silent:
        text += words["silent"].format(silent=_ids(voices.silent))
    if voices.retold:
        text += words["retold"].format(retold=_ids(voices.retold))
    return text


def _ids(claims: Iterable[object]) -> str:
    return ", ".join(f"{row.claim_id} ({row.source_id})" for row in claims)  # type: ignore[attr-defined]


def _verdict(found: Assessment, policy: str, lang: str) -> str:
    words = words_of(lang)
    if_real = "" if found.voices.existence == "told_true" else words["if_it_exists"]
    grade = words["no_rows"] if found.grade is None else words[f"grade_{found.grade}"]
    return if_real + words[f"knowledge_{found.knowledge}"].format(
        day=found.as_of,
        verdicts=in_words(found.verdicts, lang, has_day=found.has_day),
        grade=grade,
        policy=words[f"policy_{policy}"],
    )


def _counts(found: Assessment, lang: str, own: OwnWords) -> Iterator[str]:
    words = words_of(lang)
    if found.owed[1] == 0:
        return
    unsaid = found.commitment.amount is None and found.owed[1] >= ANY
    yield words["counts_unsaid" if unsaid else "counts"].format(
        kept=between(found.kept, lang), owed=between(found.owed, lang), unit=own[found.commitment.unit]
    )
    if found.share is not None:
        target = f"{100 * found.commitment.target_share:g} %"
        yield words["share"].format(share=shown_share(found.share), target=target)
    if found.late[1]:
        yield words["late_units"].format(late=between(found.late, lang))


def shown_share(share: tuple[float, float]) -> str:
    """A share in percent, or its bounds.

    >>> shown_share((11 / 30, 11 / 30)), shown_share((0.25, 0.5))
    ('36.7 %', '25.0–50.0 %')
    """
    low, high = (f"{100 * end:.1f}" for end in share)
    return f"{low} %" if low == high else f"{low}–{high} %"


def between(units: Range, lang: str) -> str:
    """A number of units, or its bounds; without an upper bound, so many or more.

    >>> between((6, 6), "en"), between((4, 1200), "en"), between((4, ANY), "es")
    ('6', '4–1,200', '4 o más')
    """
    if units[1] >= ANY:
        return words_of(lang)["at_least"].format(units=f"{units[0]:,}")
    return f"{units[0]:,}" if units[0] == units[1] else f"{units[0]:,}–{units[1]:,}"


def _deadline(found: Assessment, lang: str, own: OwnWords) -> Iterator[str]:
    words = words_of(lang)
    commitment = found.commitment
    if commitment.deadline in ("none", "vague"):
        yield words[f"deadline_{commitment.deadline}"].format(words=commitment.deadline_words)
    elif commitment.deadline == "recurring":
        last = words["no_end"] if commitment.due_on is None else f"{commitment.due_on}"
        yield words["deadline_recurring"].format(days=commitment.days, first=commitment.from_on, last=last)
        if found.due.stopped_since is not None and found.as_of >= found.due.stopped_since:
            yield words["clock_stopped"].format(since=found.due.stopped_since)
    elif found.due.counted is not None:
        yield words["deadline_after"].format(event=own[commitment.from_event])
        yield found.due.counted.text(lang, own)
    elif found.due.on is not None:
        yield words["deadline_fixed"].format(day=found.due.on)
    else:
        yield words["deadline_unknown"].format(event=own[commitment.from_event])
    if commitment.deadline_basis:
        yield words["basis"].format(basis=own[commitment.deadline_basis])
    if commitment.on_expiry is not None:
        yield words[f"silence_{commitment.on_expiry}"]
    if found.silent is not None:
        yield words["silent_units"].format(units=between(found.silent, lang), unit=own[commitment.unit])


def _rests_on(found: Assessment, lang: str) -> Iterator[str]:
    words = words_of(lang)
    traced = trace_of(found.evidence, found.programme, lang)
    lines = [line for line in traced if line.table != "commitments"]
    for line in lines[:SHOWN_ROWS]:
        span = "" if line.from_byte is None else words["span"].format(a=line.from_byte, b=line.until_byte)
        yield words["rests_on"].format(
            table=line.table, id=line.row_id, says=line.says, source=line.source_id, span=span
        )
    if len(lines) > SHOWN_ROWS:
        yield words["more_rows"].format(more=f"{len(lines) - SHOWN_ROWS:,}")
    if (
        not any(line.table == "coverage" for line in lines)
        and found.commitment.verifiability != "not_as_stated"
    ):
        yield words["no_coverage"]


def _curve(found: Assessment, lang: str, own: OwnWords) -> Iterator[str]:
    if not found.curve:
        return
    words = words_of(lang)
    points = "; ".join(f"{point.day}: {between((point.least, point.most), lang)}" for point in found.curve)
    yield words["curve"].format(unit=own[found.commitment.unit], points=points)


def summary_of(
    as_of: dt.date,
    policy: str,
    counted: Counter[str],
    *,
    reconciled: int,
    contradictions: int,
    refused: int,
    implausible: int,
    quotations_not_compared: int,
    lang: str,
) -> str:
    """All commitments in a few lines: how many of each verdict, what was reconciled, refused, not compared."""
    words = words_of(lang)
    lines = [
        words["summary"].format(count=f"{counted.total():,}", day=as_of, policy=words[f"policy_{policy}"]),
        *(
            f"  {words.get(f'sum_{what}', what)}: {number:,}"
            for what, number in sorted(counted.items(), key=lambda it: (-it[1], it[0]))
        ),
    ]
    if contradictions:
        lines.append(words["sum_contradictions"].format(count=contradictions, reconciled=reconciled))
    if refused:
        lines.append(words["sum_refused"].format(count=refused))
    if implausible:
        lines.append(words["sum_implausible"].format(count=implausible))
    if quotations_not_compared:
        lines.append(words["sum_not_compared"].format(count=quotations_not_compared))
    return "\n".join(lines)
