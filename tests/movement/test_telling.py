"""What is told of counts of people: no few, and nothing that tells of few by subtraction."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from posada.movement.telling import few, in_words, untold, untold_people, untold_reports, whole_is_untold

COUNTS = st.lists(st.sampled_from([0, 1, 2, 5, 9, 10, 11, 19, 20, 21, 40, 3000]), min_size=1, max_size=4)


def possible(parts: list[int]) -> list[set[int]]:
    """For each few part every number that it might be, for whoever knows the whole and what is told of the parts."""
    hidden, small = untold(np.array(parts, float)), few(np.array(parts, float))
    rest = sum(part for part, is_hidden in zip(parts, hidden, strict=True) if is_hidden)
    withheld = int((hidden & ~small).sum())
    guesses = list(product(range(1, 10), repeat=int(small.sum())))
    fits = [it for it in guesses if rest - sum(it) == 0 or rest - sum(it) >= 10 * withheld > 0]
    return [{guess[at] for guess in fits} for at in range(int(small.sum()))]


@given(COUNTS)
def test_whoever_subtracts_finds_every_small_number_still_possible(parts: list[int]) -> None:
    """Where the whole is told, each few part may be anything from one to nine, for all that the reader knows."""
    if not whole_is_untold(np.array(parts, float)):
        assert all(len(each) == 9 for each in possible(parts))


@given(COUNTS)
def test_nothing_is_withheld_where_nobody_is_few(parts: list[int]) -> None:
    """Ten and more stand as they are, and so does nobody."""
    large = np.array([part if not 0 < part < 10 else part + 10 for part in parts], float)
    assert not untold(large).any()
    assert not whole_is_untold(large)


@given(COUNTS, COUNTS, st.integers(0, 30))
def test_sums_over_camps_and_over_all_are_safe_together(
    camps: list[int], others: list[int], roads: int
) -> None:
    """What is left of either sum, less all that is told of its parts, is nobody or hides whoever is few."""
    people = np.array([*camps, *others], float)
    is_camp = np.arange(len(people)) < len(camps)
    told = untold_people(people, np.array(float(roads)), is_camp)
    if not told.in_camps:
        left = people[is_camp & told.places].sum()
        assert left == 0 or left >= 20
    if not told.set_out:
        outside = people[~is_camp & told.places].sum() + roads * bool(told.on_the_road)
        inside = people[is_camp & told.places].sum() * bool(told.in_camps)
        assert outside + inside == 0 or outside + inside >= 20
    assert not (few(people) & ~told.places).any()


def test_few_on_the_road_are_hidden_by_a_camp_where_nobody_is_in_towns() -> None:
    """Who set out less who is in camps would be who is on the road: the sum over camps and one camp are withheld."""
    told = untold_people(np.array([0.0, 4000.0, 300.0]), np.array(4.0), np.array([False, True, True]))
    assert told.places.tolist() == [False, False, True]
    assert [bool(it) for it in (told.on_the_road, told.in_camps, told.set_out)] == [True, True, False]


def test_days_are_looked_at_each_for_itself() -> None:
    """Few on one day hide nothing on another."""
    days = np.array([[300.0, 7.0, 60.0], [300.0, 70.0, 60.0]])
    assert untold(days).tolist() == [[False, True, True], [False, False, False]]


def test_a_town_among_the_reports_hides_no_camp() -> None:
    """The sum over camps is told too: a camp of few needs another camp beside it."""
    assert sorted(untold_reports({"Town": 30.0, "North": 7.0, "South": 60.0}, {"North", "South"})) == [
        "North", "South", "Town",
    ]  # fmt: skip
    assert untold_reports({}, set()) == frozenset()


def test_counts_in_words_say_why_they_are_not_told() -> None:
    """A number, few, or withheld; few is told as few wherever it stands."""
    words = {"few": "menos de 10", "withheld": "reservado"}
    assert in_words(1234.4, words) == "1,234"
    assert in_words(0.2, words) == "0"
    assert in_words(9.4, words, is_untold=True) == "menos de 10"
    assert in_words(60.0, words, is_untold=True) == "reservado"
