"""All commitments on one screen: a line each, then the claims that do not agree, then those that cannot well be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from posada.commitments.counts import ANY
from posada.commitments.explain import between, in_words, shown_share
from posada.commitments.words import words_of
from posada.programme.own_words import OwnWords

if TYPE_CHECKING:  # the answer shows itself through this module
    from posada.commitments.contradictions import Weighed
    from posada.commitments.result import Assessment, Measured


def overview_of(measured: Measured, lang: str) -> str:
    """What became of each commitment in one line, and what became of each contradiction.

    >>> from posada.commitments import measure
    >>> from posada.commitments.example import example
    >>> for line in overview_of(measure(example()), "es").splitlines()[-2:]:
    ...     print(line.strip())
    buses  incumplida, 11 de 30 autobuses (36.7 %) [prensa]. Fifteen buses leave each day.
    cards  nadie dice que se hizo; se ignora: cumplida o cumplida en parte o nada aún (no se fijó día). Everybody...
    """
    return "\n".join(_lines(measured, lang))


def _lines(measured: Measured, lang: str) -> Iterator[str]:
    words, own = words_of(lang), measured.programme.words_in(lang)
    yield measured.summary(lang)
    if measured.known_as_of is not None:
        yield words["known"].format(day=measured.known_as_of)
    yield ""
    width = max((len(found.commitment.commitment_id) for found in measured.assessments), default=0)
    for found in measured.assessments:
        yield _line(found, width, lang, own)
    if measured.contradictions:
        yield ""
        yield words["head_contradictions"]
        width = max(len(found.contradiction.contradiction_id) for found in measured.contradictions)
        for weighed in measured.contradictions:
            yield _contradiction(weighed, width, lang, own)
    if measured.implausible:
        yield ""
        yield words["head_implausible"]
        for flag in measured.implausible:
            yield words["implausible"].format(
                a=flag.claim_ids[0],
                b=flag.claim_ids[1],
                least=f"{flag.least:.1f}",
                most=f"{flag.most:.1f}",
                what=words[flag.what],
                low=flag.usual[0],
                high=flag.usual[1],
            )


def _line(found: Assessment, width: int, lang: str, own: OwnWords) -> str:
    """What became of one commitment, in one line; an open question is never shown as a finding."""
    words = words_of(lang)
    verdict = in_words(found.verdicts, lang, has_day=found.has_day)
    if found.knowledge != "decided":
        key = "line_unknown" if found.knowledge == "no_data" else "line_undecided"
        verdict = words[key].format(verdicts=verdict)
    if found.voices.existence != "told_true":
        verdict = words[f"line_{found.voices.existence}"] + verdict
    grade = "" if found.grade is None else words["line_grade"].format(grade=words[f"grade_{found.grade}"])
    return words["line"].format(
        id=found.commitment.commitment_id.ljust(width),
        verdict=verdict,
        counts=_counts(found, lang, own),
        grade=grade,
        text=own[found.commitment.text],
    )


def _counts(found: Assessment, lang: str, own: OwnWords) -> str:
    words = words_of(lang)
    if found.owed[1] == 0 or found.knowledge == "no_data":
        return ""
    unit = own[found.commitment.unit]
    if found.owed[1] >= ANY:
        return words["line_counts_unsaid"].format(kept=between(found.kept, lang), unit=unit)
    counts = words["line_counts"].format(
        kept=between(found.kept, lang), owed=between(found.owed, lang), unit=unit
    )
    share = found.share
    return counts if share is None else counts + words["line_share"].format(share=shown_share(share))


def _contradiction(weighed: Weighed, width: int, lang: str, own: OwnWords) -> str:
    words = words_of(lang)
    row = weighed.contradiction
    state = "unproven" if row.state == "reconciled" and not weighed.is_reconciled else row.state
    told = []
    if row.hypothesis:
        key = {True: "holds", False: "fails", None: "unknown"}[weighed.holds]
        told.append(
            words[f"hypothesis_{key}"].format(
                hypothesis=own[row.hypothesis], why=weighed.reason.text(lang, own)
            )
        )
    if weighed.not_shown:
        told.append(words["not_shown"].format(kinds=", ".join(weighed.not_shown)))
    if weighed.may_hold:
        told.append(words["may_hold"].format(tests=", ".join(weighed.may_hold)))
    return (
        words["contradiction"]
        .format(
            id=row.contradiction_id.ljust(width),
            state=words[f"state_{state}"],
            topic=own[row.topic],
            why=" ".join(told),
        )
        .rstrip()
    )
