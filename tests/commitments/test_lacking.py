"""What a record may lack is what all declared bounds together allow, no more and no less."""

from __future__ import annotations

import random
import sys
from itertools import product
from pathlib import Path

from posada.commitments import measure
from posada.commitments.check import check
from posada.commitments.counts import ANY
from posada.commitments.lacking import flows_of_bounds, lacking, open_flows

sys.path.insert(0, str(Path(__file__).parent))

from ledgers import START, covered, delivery, on, programme, promise

DAY_0 = START.toordinal()


def missing(*rows, as_of=5):
    gap = lacking(rows, START, on(as_of))
    flows = [*open_flows(gap), *flows_of_bounds(gap)]
    return [(flow.first - DAY_0, flow.last - DAY_0, flow.most) for flow in flows]


def at_most(units, first, last, **more):
    return covered(first, last, "partial", missing_at_most=units, **more)


def test_without_coverage_anything_may_be_missing() -> None:
    """Absence of rows is no absence of deliveries."""
    assert missing() == [(0, 5, ANY)]
    assert missing(covered(0, 9, "none")) == [(0, 5, ANY)]
    assert missing(covered(0, 9, "partial")) == [(0, 5, ANY)]


def test_where_the_record_is_complete_nothing_is_missing() -> None:
    """Only the days outside stay open."""
    assert missing(covered(0, 9)) == []
    assert missing(covered(1, 2)) == [(0, 0, ANY), (3, 5, ANY)]


def test_coverage_of_another_event_says_nothing_about_deliveries() -> None:
    """Who counted registrations did not count cards."""
    assert missing(covered(0, 9, event="triggered")) == [(0, 5, ANY)]


def test_a_declared_bound_limits_what_is_missing() -> None:
    """So many at most, on days that no complete record covers."""
    assert missing(at_most(7, 0, 9)) == [(0, 5, 7)]
    assert missing(at_most(7, 0, 9), covered(0, 2)) == [(3, 5, 7)]


def test_of_two_bounds_the_least_holds_where_both_do() -> None:
    """Two people who vouch for the same days know more than one, not less."""
    assert missing(at_most(5, 0, 9), at_most(3, 0, 9)) == missing(at_most(3, 0, 9)) == [(0, 5, 3)]


def test_of_nested_bounds_both_hold() -> None:
    """What may be missing within the inner days is part of what may be missing in all, never more beside it."""
    wide, narrow = at_most(5, 0, 5), at_most(2, 2, 3)
    assert missing(wide, narrow) == [(0, 5, 5)]
    assert missing(at_most(2, 0, 5), at_most(5, 2, 3)) == [(0, 5, 2)]
    assert missing(wide, at_most(0, 2, 3)) == [(0, 5, 5)]


def test_bounds_that_share_days_hold_for_the_days_they_share() -> None:
    """Three on days 0 to 3, five on days 2 to 5: eight come together only if three come before day 2."""
    assert missing(at_most(3, 0, 3), at_most(5, 2, 5)) == [(0, 1, 3), (4, 5, 5)]


def random_rows(dice: random.Random):
    rows = []
    for _ in range(dice.randint(1, 4)):
        first = dice.randint(-1, 5)
        rows.append(at_most(dice.randint(0, 3), first, dice.randint(first, 6)))
    if dice.random() < 0.5:
        first = dice.randint(0, 4)
        rows.append(covered(first, dice.randint(first, 4)))
    return rows


def allowed(rows, days):
    """Every way in which units may be missing on the bounded days, listed one by one; nothing where some are open."""
    runs = [range(row.from_on.toordinal() - DAY_0, row.until_on.toordinal() - DAY_0 + 1) for row in rows]
    sealed = {
        day for row, run in zip(rows, runs, strict=True) if row.completeness == "complete" for day in run
    }
    bounds = [
        (run, row.missing_at_most)
        for row, run in zip(rows, runs, strict=True)
        if row.completeness == "partial"
    ]
    choices = [
        [0] if day in sealed or not any(day in run for run, _ in bounds) else range(4) for day in range(days)
    ]
    for units in product(*choices):
        if all(sum(units[day] for day in run if 0 <= day < days) <= most for run, most in bounds):
            yield units


def test_bounds_become_flows_that_allow_the_same_by_any_day() -> None:
    """By each day and behind it, the pairs of sums are those of all ways listed one by one."""
    dice = random.Random(7)
    for _ in range(150):
        rows = random_rows(dice)
        flows = flows_of_bounds(lacking(rows, START, on(4)))
        listed = list(allowed(rows, 5))
        for due in range(-1, 6):
            expected = {(sum(units[: due + 1]), sum(units[due + 1 :])) for units in listed}
            sums = {(0, 0)}
            for flow in flows:
                splits = [
                    (early, late)
                    for early in range(flow.most + 1)
                    for late in range(flow.most + 1 - early)
                    if (not early or flow.first - DAY_0 <= due) and (not late or flow.last - DAY_0 > due)
                ]
                sums = {(a + early, b + late) for a, b in sums for early, late in splits}
            assert sums == expected, (rows, due)


def test_a_second_bound_never_adds_a_verdict() -> None:
    """Whoever vouches for more takes verdicts away; the check agrees each time."""
    dice = random.Random(8)
    kinds = [
        promise(amount=3, due_on=on(2)),
        promise(amount=2, deadline="recurring", from_on=on(0), days=1, due_on=on(4)),
        promise(amount=2, deadline="recurring", from_on=on(0), days=2, due_on=None),
        promise(amount=3, deadline="vague", due_on=None, deadline_words="soon"),
    ]
    for _ in range(250):
        terms, rows = dice.choice(kinds), random_rows(dice)
        came = tuple(delivery(f"d{n}", dice.randint(0, 4), dice.randint(0, 2)) for n in range(2))
        told = None
        for number in range(len(rows) + 1):
            ledger = programme(commitments=(terms,), deliveries=came, coverage=tuple(rows[:number]))
            measured = measure(ledger, as_of=on(5))
            assert check(ledger, measured.rows(), as_of=on(5)) == ()
            found = set(measured.assessment("k").verdicts)
            assert told is None or found <= told, (terms, rows[:number])
            told = found
