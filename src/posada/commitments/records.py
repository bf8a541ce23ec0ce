"""From rows to flows: what the record says was delivered, what it vouches for, what was owed and when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from posada.commitments.counts import ANY, Flow, Range
from posada.commitments.lacking import days_of, outside
from posada.programme.tables import Commitment, Coverage, Delivery


def flows_of(rows: Iterable[Delivery], made_on: dt.date, as_of: dt.date) -> Iterator[Flow]:
    """What rows of deliveries say, from the promise up to `as_of`; rows about the same days are summed.

    A row that is disputed, or may lie before the promise or after `as_of`, is sure of nothing.
    """
    summed: dict[tuple[dt.date, dt.date | None, str], list[int]] = {}
    for row in rows:
        if row.event == "delivered" and row.amount_hi is not None:
            sums = summed.setdefault((row.from_on, row.until_on, row.status), [0, 0])
            sums[0] += row.amount_lo or 0
            sums[1] += row.amount_hi
    start, limit = made_on.toordinal(), as_of.toordinal()
    for (from_on, until_on, status), (least, most) in summed.items():
        first, last = from_on.toordinal(), (until_on or from_on).toordinal()
        sure = start <= first and last <= limit and status != "disputed"
        yield Flow(max(first, start), min(last, limit), least if sure else 0, most)


def gathered(flows: Iterable[Flow]) -> list[Flow]:
    """The same flows with those over the same days made one."""
    found: dict[Range, list[int]] = {}
    for flow in flows:
        sums = found.setdefault((flow.first, flow.last), [0, 0])
        sums[0] += flow.least
        sums[1] += flow.most
    return [Flow(*days, *sums) for days, sums in sorted(found.items())]


def covers(coverage: Iterable[Coverage], first: dt.date, last: dt.date, event: str = "delivered") -> bool:
    """Whether somebody vouches for every day from `first` to `last`.

    >>> covers([], dt.date(2021, 11, 25), dt.date(2021, 11, 26))
    False
    """
    windows = [days_of(row) for row in coverage if row.event == event and row.completeness == "complete"]
    return not outside((first.toordinal(), last.toordinal()), windows)


def triggered_of(
    commitment: Commitment, rows: Sequence[Delivery], coverage: Sequence[Coverage], by: dt.date
) -> Range:
    """How many units were owed by a day, as far as it is known: all at once, or those whose condition came true.

    What is owed only after the day it is due on was not owed on that day. A request or an offer binds once it
    is accepted; until then perhaps nothing is owed.
    """
    most = ANY if commitment.amount is None else commitment.amount
    least = 1 if commitment.amount is None else commitment.amount
    accepted = accepted_by(commitment, rows, by)
    if False in accepted:
        least = 0
    if True not in accepted:
        return 0, 0
    if not commitment.antecedent:
        return least, most
    counted = [row for row in rows if row.event == "triggered" and row.from_on <= by]
    sure = sum(row.amount_lo or 0 for row in counted if is_sure(row, by))
    if covers(coverage, commitment.made_on, by, "triggered"):
        most = min(most, sum(row.amount_hi or 0 for row in counted))
    return min(sure if least else 0, most), most


def is_sure(row: Delivery, by: dt.date) -> bool:
    """Whether what a row says had happened by a day, on its own word."""
    return row.status != "disputed" and (row.until_on or row.from_on) <= by


def accepted_by(commitment: Commitment, rows: Iterable[Delivery], by: dt.date) -> frozenset[bool]:
    """Whether a request had been accepted by a day: yes, no, or both where the record does not say.

    What is no request needs no acceptance.
    """
    if commitment.act != "request":
        return frozenset({True})
    return _happened_by([row for row in rows if row.event == "accepted"], by, unrecorded=True)


def suspended_by(rows: Iterable[Delivery], by: dt.date) -> frozenset[bool]:
    """Whether a commitment had been suspended by a day: yes, no, or both where the record does not say."""
    return _happened_by([row for row in rows if row.event == "suspended"], by, unrecorded=False)


def _happened_by(rows: Sequence[Delivery], by: dt.date, *, unrecorded: bool) -> frozenset[bool]:
    """Whether one of these events had happened; `unrecorded` says that without any row it may have."""
    if any(is_sure(row, by) for row in rows):
        return frozenset({True})
    if any(row.from_on <= by for row in rows) or (unrecorded and not rows):
        return frozenset({True, False})
    return frozenset({False})


def waived_of(rows: Sequence[Delivery], as_of: dt.date) -> Range:
    """How many units people gave up of their own will by `as_of`, or left when they could have had them."""
    counted = [row for row in rows if row.event == "waived"]
    sure = sum(row.amount_lo or 0 for row in counted if is_sure(row, as_of))
    return sure, sum(row.amount_hi or 0 for row in counted)


Moments = tuple[tuple[Range, ...], bool]
"""The runs of days, as ordinals, on which something may have happened first, and whether it may never have."""


def binding_moments(
    commitment: Commitment, rows: Sequence[Delivery], coverage: Sequence[Coverage], as_of: dt.date
) -> tuple[Moments, ...]:
    """When each condition of a recurring commitment may have come true; nothing where it has none.

    It does not bind before its condition came true nor, if it is a request, before it was accepted.
    """
    whole = (commitment.made_on.toordinal(), as_of.toordinal())
    found = []
    if commitment.act == "request":
        answers = [row for row in rows if row.event == "accepted"]
        found.append(_moments(answers, answers, () if answers else (whole,), as_of))
    if commitment.antecedent:
        named = [row for row in rows if row.event == "triggered" and row.amount_hi]
        vouched = [
            days_of(row) for row in coverage if row.event == "triggered" and row.completeness == "complete"
        ]
        sure = [row for row in named if row.amount_lo]
        found.append(_moments(named, sure, outside(whole, vouched), as_of))
    return tuple(found)


def suspension_moments(rows: Sequence[Delivery], as_of: dt.date) -> Moments:
    """When a commitment may have been suspended."""
    named = [row for row in rows if row.event == "suspended"]
    return _moments(named, named, (), as_of)


def _moments(
    named: Iterable[Delivery], firm: Iterable[Delivery], unseen: Iterable[Range], as_of: dt.date
) -> Moments:
    """The days of the first of some events: those a row names, and those on which nobody watched."""
    latest = min(
        ((row.until_on or row.from_on).toordinal() for row in firm if is_sure(row, as_of)), default=None
    )
    last = as_of.toordinal() if latest is None else latest
    runs = [
        *unseen,
        *((row.from_on.toordinal(), (row.until_on or row.from_on).toordinal()) for row in named),
    ]
    kept = tuple((start, min(end, last)) for start, end in runs if start <= last)
    return kept, latest is None
