"""Verdicts by counting are the verdicts of all completions, listed one by one."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations_with_replacement, product

from hypothesis import given
from hypothesis import strategies as st

from posada.commitments.counts import ANY, Flow, Outcome, outcome

SHARES = [Fraction(1), Fraction(1, 2), Fraction(3, 4), Fraction(2, 3)]


def completions(flows: list[Flow]) -> list[tuple[int, ...]]:
    """The days of all units delivered, sorted, in each completion of the flows."""
    choices = []
    for flow in flows:
        days = range(flow.first, flow.last + 1)
        choices.append(
            [
                picked
                for number in range(flow.least, flow.most + 1)
                for picked in combinations_with_replacement(days, number)
            ]
        )
    return list({tuple(sorted(sum(parts, ()))) for parts in product(*choices)})


def verdict_of(days, *, triggered, waived, share, due, as_of, stopped):
    """The one verdict where everything is known, straight from the definition."""
    owed = triggered - waived
    if owed <= 0:
        return "waived" if waived else "not_triggered"
    days = days[:owed]
    kept = sum(due is None or day <= due for day in days)
    late = len(days) - kept
    pending = owed - kept if due is None or as_of <= due else 0
    if kept >= share * owed:
        return "kept"
    if due is None:
        return "suspended" if stopped else "partly_kept" if kept else "not_due"
    if kept + pending >= share * owed:
        return "not_due"
    return "late" if kept + late >= share * owed else "broken"


def by_listing(flows, *, triggered, waived, share, due, as_of, stopped):
    found = set()
    kept, late = set(), set()
    for days in completions(flows):
        for units in range(triggered[0], triggered[1] + 1):
            for released in range(waived[0], waived[1] + 1):
                found.add(
                    verdict_of(
                        days,
                        triggered=units,
                        waived=released,
                        share=share,
                        due=due,
                        as_of=as_of,
                        stopped=stopped,
                    )
                )
                owed = max(0, units - released)
                on_time = sum(due is None or day <= due for day in days[:owed])
                kept.add(on_time)
                late.add(len(days[:owed]) - on_time)
    return found, (min(kept), max(kept)), (min(late), max(late))


@st.composite
def flows_until(draw: st.DrawFn, last_day: int) -> Flow:
    first = draw(st.integers(1, last_day))
    least = draw(st.integers(0, 2))
    return Flow(first, draw(st.integers(first, last_day)), least, least + draw(st.integers(0, 2)))


@st.composite
def terms(draw: st.DrawFn) -> dict[str, object]:
    as_of = draw(st.integers(1, 5))
    least, released = draw(st.integers(0, 4)), draw(st.integers(0, 2))
    return {
        "flows": draw(st.lists(flows_until(as_of), max_size=3)),
        "triggered": (least, least + draw(st.integers(0, 2))),
        "waived": (released, released + draw(st.integers(0, 1))),
        "share": draw(st.sampled_from(SHARES)),
        "due": draw(st.none() | st.integers(1, 6)),
        "as_of": as_of,
        "stopped": draw(st.booleans()),
    }


@given(terms())
def test_counting_finds_the_verdicts_of_all_completions(term):
    """Neither one verdict more nor one fewer, and the bounds of kept and late units are reached."""
    found = outcome(**term)
    assert (set(found.verdicts), found.kept, found.late) == by_listing(**term)


@given(terms(), st.randoms(use_true_random=False))
def test_the_order_of_events_does_not_matter(term, dice):
    """The record is a set: whoever types it first changes nothing."""
    shuffled = list(term["flows"])
    dice.shuffle(shuffled)
    assert outcome(**{**term, "flows": shuffled}) == outcome(**term)


@given(terms(), st.data())
def test_more_information_never_adds_a_verdict(term, data):
    """A day or a number told more exactly leaves verdicts or takes some away."""
    before = outcome(**term).verdicts
    narrowed = []
    for flow in term["flows"]:
        first = data.draw(st.integers(flow.first, flow.last))
        least = data.draw(st.integers(flow.least, flow.most))
        narrowed.append(
            Flow(
                first,
                data.draw(st.integers(first, flow.last)),
                least,
                data.draw(st.integers(least, flow.most)),
            )
        )
    units = data.draw(st.integers(*term["triggered"]))
    assert outcome(**{**term, "flows": narrowed, "triggered": (units, units)}).verdicts <= before


@given(terms())
def test_an_open_record_allows_every_verdict_of_a_closed_one(term):
    """What might be missing can only add to what is possible."""
    gap = Flow(1, term["as_of"], 0, ANY)
    assert outcome(**term).verdicts <= outcome(**{**term, "flows": [*term["flows"], gap]}).verdicts


@given(terms())
def test_without_a_day_nothing_is_late_or_broken(term):
    """A promise without a deadline can be kept, in part or not yet; it cannot be broken."""
    assert not outcome(**{**term, "due": None}).verdicts & {"late", "broken"}


def test_two_outcomes_together_hold_what_either_holds():
    """Competing counts of one thing: one is true, nobody knows which."""
    one = Outcome(frozenset({"kept"}), (9, 9), (0, 0), (9, 9))
    other = Outcome(frozenset({"broken"}), (3, 4), (0, 1), (9, 9))
    assert one.or_else(other) == Outcome(frozenset({"kept", "broken"}), (3, 9), (0, 1), (9, 9))
