"""What counts of units owed in each period is what all completions give, listed one by one."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations_with_replacement, product

from posada.commitments.counts import ANY, Flow
from posada.commitments.lacking import Bound, Lacking
from posada.commitments.periods import outcome_of_periods

SHARES = [Fraction(1), Fraction(1, 2), Fraction(3, 4), Fraction(2, 3)]
SERIES = [[(1, 1), (2, 2), (3, 3)], [(2, 3), (4, 5)], [(1, 2), (3, 4), (5, 6)], [(n, n) for n in range(1, 7)]]


def sums_of(flows, days=7):
    """How many units come on each day, in every completion of the flows."""
    found = {(0,) * days}
    for flow in flows:
        ways = [
            picked
            for number in range(flow.least, flow.most + 1)
            for picked in combinations_with_replacement(range(flow.first, flow.last + 1), number)
        ]
        found = {
            tuple(units + picked.count(day) for day, units in enumerate(sums))
            for sums in found
            for picked in ways
        }
    return found


def lacking_sums(gap, days=7):
    """How many units may be missing on each day, in every way that the bounds allow."""
    in_runs = {day for first, last in gap.bounded for day in range(first, last + 1)}
    limits = [
        ({day for a, b in gap.bounded[it.start : it.end] for day in range(a, b + 1)}, it.most)
        for it in gap.bounds
    ]
    for units in product(*(range(3) if day in in_runs else [0] for day in range(days))):
        if all(sum(units[day] for day in run) <= most for run, most in limits):
            yield units


def listed(flows, gap, periods, amount, share):
    counts = set()
    missing = list(lacking_sums(gap))
    for sums in sums_of(flows):
        for more in missing:
            both = [one + other for one, other in zip(sums, more, strict=True)]
            counts.add(sum(min(amount, sum(both[first : last + 1])) for first, last in periods))
    owed = amount * len(periods)
    return {"kept" if kept >= share * owed else "broken" for kept in counts}, (min(counts), max(counts))


def random_flows(dice, *, most=3):
    found = []
    for _ in range(dice.randint(0, most)):
        first, least = dice.randint(1, 6), dice.randint(0, 2)
        found.append(Flow(first, dice.randint(first, 6), least, least + dice.randint(0, 2)))
    return found


def random_gap(dice):
    """Runs on days 1 to 6 with a hole here and there, and bounds of one or two units."""
    cuts = sorted(dice.sample(range(2, 7), dice.randint(0, 4)))
    runs = [(a, b - 1) for a, b in zip([1, *cuts], [*cuts, 7], strict=True)]
    runs = [run for run in runs if dice.random() < 0.8]
    bounds = [Bound(number, number + 1, dice.randint(0, 2)) for number in range(len(runs))]
    for _ in range(dice.randint(0, 3)):
        start = dice.randint(0, max(0, len(runs) - 1))
        bounds.append(Bound(start, dice.randint(start + 1, max(start + 1, len(runs))), dice.randint(0, 2)))
    return Lacking((), tuple(runs), tuple(bounds) if runs else ())


def test_periods_are_counted_as_all_completions_are() -> None:
    """Flows over several periods, before the first and after the last included."""
    dice = random.Random(21)
    for _ in range(700):
        flows, periods, amount = random_flows(dice), dice.choice(SERIES), dice.randint(1, 3)
        share = dice.choice(SHARES)
        found = outcome_of_periods(flows, periods, amount=amount, share=share)
        assert (set(found.verdicts), found.kept) == listed(flows, Lacking(), periods, amount, share)


def test_what_bounds_allow_is_counted_as_all_completions_are() -> None:
    """Bounds that nest, cross, and leave out complete days, beside flows that reach over them."""
    dice = random.Random(22)
    for _ in range(250):
        flows, gap, periods = random_flows(dice, most=2), random_gap(dice), dice.choice(SERIES)
        amount, share = dice.randint(1, 3), dice.choice(SHARES)
        found = outcome_of_periods(flows, periods, amount=amount, share=share, gap=gap)
        assert (set(found.verdicts), found.kept) == listed(flows, gap, periods, amount, share), (flows, gap)


def test_a_bound_over_a_complete_day_fills_no_unit_of_it() -> None:
    """Five may be missing on day 1 or 3, none on day 2, on which five were owed."""
    gap = Lacking((), ((1, 1), (3, 3)), (Bound(0, 2, 5),))
    found = outcome_of_periods([], [(1, 1), (2, 2), (3, 3)], amount=5, gap=gap)
    assert (found.verdicts, found.kept) == ({"broken"}, (0, 5))


def test_no_ended_period_is_nothing_due() -> None:
    """On the first day of a daily promise nothing can be said yet."""
    assert outcome_of_periods([], [], amount=15).verdicts == {"not_due"}


def test_flows_spread_too_widely_to_try_count_for_none() -> None:
    """The answer then has more verdicts than it might, never fewer."""
    periods = [(day, day) for day in range(1, 9)]
    flows = [Flow(1, 8, 5, 5)] * 5
    found = outcome_of_periods(flows, periods, amount=1, share=Fraction(1, 8))
    assert found.kept == (0, 8)
    assert found.verdicts == {"kept", "broken"}


def test_a_record_that_nobody_vouches_for_may_fill_every_period() -> None:
    """Whatever else came."""
    periods = [(day, day) for day in range(1, 4001)]
    assert outcome_of_periods([Flow(1, 4000, 0, ANY)], periods, amount=7).kept == (0, 28_000)
