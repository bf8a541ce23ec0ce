"""What the check enumerates is what listing every completion gives."""

from __future__ import annotations

import random
from fractions import Fraction
from itertools import combinations_with_replacement, product

from posada.commitments.check.missing import PLENTY
from posada.commitments.check.possible import Found, Units, possible, possible_over, verdict_of

SHARES = [Fraction(1), Fraction(1, 2), Fraction(3, 4), Fraction(2, 3)]


def listed(units, *, triggered, waived, share, due, as_of, stopped) -> Found:
    """Every number and every day of every lot, one after the other."""
    found = Found()
    lots = [
        [
            days
            for number in range(row.least, row.most + 1)
            for days in combinations_with_replacement(range(row.first, row.last + 1), number)
        ]
        for row in units
    ]
    for parts in product(*lots):
        days = sorted(sum(parts, ()))
        for came in range(triggered[0], triggered[1] + 1):
            for released in range(waived[0], waived[1] + 1):
                owed = came - released
                if owed <= 0:
                    found.add("waived" if released else "not_triggered", 0, 0, 0)
                    continue
                kept = sum(due is None or day <= due for day in days[:owed])
                late = len(days[:owed]) - kept
                told = verdict_of(kept, late, owed, share, due=due, as_of=as_of, stopped=stopped)
                found.add(told, kept, late, owed)
    return found


def random_units(dice: random.Random, last_day: int) -> list[Units]:
    found = []
    for _ in range(dice.randint(0, 3)):
        first, least = dice.randint(1, last_day), dice.randint(0, 2)
        found.append(Units(first, dice.randint(first, last_day), least, least + dice.randint(0, 2)))
    return found


def test_trying_what_matters_is_trying_everything() -> None:
    """Verdicts and all bounds, on three thousand small cases."""
    dice = random.Random(5)
    for _ in range(3000):
        as_of, least, released = dice.randint(1, 4), dice.randint(0, 4), dice.randint(0, 2)
        terms = {
            "triggered": (least, least + dice.randint(0, 2)),
            "waived": (released, released + dice.randint(0, 1)),
            "share": dice.choice(SHARES),
            "due": dice.choice([None, 1, 2, 3, 4, 5]),
            "as_of": as_of,
            "stopped": dice.random() < 0.2,
        }
        units = random_units(dice, as_of)
        assert possible(units, **terms) == listed(units, **terms), (units, terms)


def test_periods_are_tried_as_all_completions_are() -> None:
    """Flows that reach over several periods included."""
    dice = random.Random(6)
    for _ in range(1500):
        units, amount, share = random_units(dice, 6), dice.randint(1, 3), dice.choice(SHARES)
        periods = dice.choice([[(1, 1), (2, 2), (3, 3)], [(2, 3), (4, 5)], [(1, 2), (3, 4), (5, 6)]])
        counts = {
            sum(min(amount, sum(a <= day <= b for day in sum(parts, ()))) for a, b in periods)
            for parts in product(
                *(
                    [
                        days
                        for number in range(row.least, row.most + 1)
                        for days in combinations_with_replacement(range(row.first, row.last + 1), number)
                    ]
                    for row in units
                )
            )
        }
        owed = amount * len(periods)
        found, is_tried = possible_over(units, periods, amount=amount, waived=(0, 0), share=share)
        assert is_tried
        assert found.kept == (min(counts), max(counts)), (units, periods, amount)
        assert found.verdicts == {"kept" if kept >= share * owed else "broken" for kept in counts}


def test_large_numbers_are_not_listed() -> None:
    """Half a million owed within wide bounds, and a record that may lack anything."""
    units = [Units(1, 9, 200_000, 300_000), Units(1, 30, 0, PLENTY)]
    found = possible(
        units, triggered=(400_000, 900_000), waived=(0, 0), share=Fraction(3, 4), due=10, as_of=30
    )
    assert found.verdicts == {"kept", "late", "broken"}
    assert (found.kept, found.owed) == ((200_000, 900_000), (400_000, 900_000))


def test_too_many_spread_lots_are_not_tried() -> None:
    """The check then says that it did not, and holds nothing against the answer."""
    units = [Units(1, 8, 5, 5)] * 5
    periods = [(day, day) for day in range(1, 9)]
    found, is_tried = possible_over(units, periods, amount=1, waived=(0, 0), share=Fraction(1))
    assert (is_tried, found.kept) == (False, (0, 8))
