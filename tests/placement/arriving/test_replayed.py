"""The answer of a replay in words and rows."""

from dataclasses import replace

import numpy as np
import pytest

from posada.placement.arriving.replayed import TEXTS, Replay, Run
from posada.placement.arriving.rules import RULES

RUN = Run(
    rule="potentials",
    place=np.array([0, -1]),
    people_placed=1_200,
    score=950.0,
    share_of_hindsight=0.95,
    seconds=np.array([0.010, 0.030]),
    mean_backlog=2.5,
    imbalance=0.125,
)
YEAR = Replay((RUN, replace(RUN, rule="greedy", share_of_hindsight=0.8)), 1_000.5, 1_000.0, 2, 1_300)


def test_a_summary_says_what_was_reached_beside_what() -> None:
    """The rule first, then hindsight, every rule with its times, and how evenly places received."""
    assert YEAR.summary().splitlines() == [
        "2 batches, decided one by one: 1,200 of 1,300 people placed, 95.0 % of what hindsight could have"
        " reached at most.",
        "The best plan of hindsight is known: 1,000 points.",
        "- prices of sampled futures: 1,200 people, 950 points, 95.0 % of hindsight; 20 ms a batch, at most 30 ms.",
        "- each batch for itself: 1,200 people, 950 points, 80.0 % of hindsight; 20 ms a batch, at most 30 ms.",
        "  On average 2.5 units lay ahead of the pace of the places, and places were 12.5 % away from their"
        " time-share.",
    ]


def test_a_bound_is_not_called_the_best_plan() -> None:
    """Where the best plan is not proven, the sentence says that none has more."""
    assert "No plan of hindsight has more than 1,000.5 points." in replace(YEAR, exact=None).summary()


def test_a_summary_speaks_spanish() -> None:
    """Every sentence and rule has its words in both languages."""
    assert YEAR.summary("es").startswith("2 tandas, decididas una por una: 1,200 de 1,300 personas con lugar")
    assert TEXTS["en"].keys() == TEXTS["es"].keys() >= set(RULES)


def test_another_language_is_refused() -> None:
    """The message says which languages there are."""
    with pytest.raises(ValueError, match=r"^lang must be one of en, es, got 'fr'\.$"):
        YEAR.summary("fr")


def test_rows_hold_one_rule_each() -> None:
    """Times are in seconds, shares from 0 to 1."""
    assert YEAR.rows()[1] == {
        "rule": "greedy",
        "people_placed": 1_200,
        "score": 950.0,
        "share_of_hindsight": 0.8,
        "mean_seconds": 0.02,
        "worst_seconds": 0.03,
    }


def test_the_chosen_rule_speaks_for_the_year() -> None:
    """`place` and `share_of_hindsight` are those of the rule that was asked for."""
    assert YEAR.place.tolist() == [0, -1]
    assert YEAR.shares == {"potentials": 0.95, "greedy": 0.8}
    assert YEAR.share_of_hindsight == 0.95
