"""Drafts as rows of a table, in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable

from posada.commitments.drafts.draft import Draft
from posada.programme.tables.verdicts import DraftRow

_LANGUAGES = {"en": "eng", "es": "spa"}


def rows_of(drafts: Iterable[Draft]) -> tuple[DraftRow, ...]:
    """A row for each draft, numbered within its source; acts are called as in claims.csv.

    >>> from posada.commitments.drafts import read_text
    >>> [row] = rows_of(read_text("The mayor promised 300 beds by Friday.", source_id="S1"))
    >>> row.draft_id, row.who, row.act, row.amount_lo, row.unit, row.extracted_by
    ('S1-d1', 'The mayor', 'promise', 300.0, 'beds', 'draft')
    """
    return tuple(_row(number, draft) for number, draft in enumerate(drafts, start=1))


def _row(number: int, draft: Draft) -> DraftRow:
    amount = draft.quantity
    return DraftRow(
        draft_id=f"{draft.source_id}-d{number}",
        source_id=draft.source_id,
        who=draft.who,
        act="assert" if draft.act == "say" else draft.act,
        polarity=draft.polarity,
        from_byte=draft.content.start,
        until_byte=draft.content.end,
        quotation=draft.content.text,
        who_from_byte=draft.speaker.start,
        who_until_byte=draft.speaker.end,
        amount_lo=None if amount is None or amount.lo is None else float(amount.lo),
        amount_hi=None if amount is None or amount.hi is None else float(amount.hi),
        unit="" if amount is None else amount.unit,
        language=_LANGUAGES[draft.lang],
        rule=draft.rule,
        confidence=draft.confidence,
    )
