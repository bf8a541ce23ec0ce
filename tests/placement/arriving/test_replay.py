"""The replay of a year, from arrays and from a programme: shares of hindsight, baselines, words, mistakes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posada.placement.arriving.replay import Families, replay, replay_programme
from posada.placement.arriving.rules import RULES
from posada.placement.optimiser.door import ProblemError
from posada.programme import Programme

BUILD = Callable[..., Programme]


def two_kinds(seed: int, families: int = 120) -> dict[str, Any]:
    """A year in which half of the families gain much at the scarce place, and come when it is nearly full."""
    random = np.random.default_rng(seed)
    gains = np.arange(families) >= families // 2
    score = np.where(gains[:, None], [90, 10], [50, 45]) + random.integers(0, 5, size=(families, 2))
    return {
        "score": score,
        "need": np.ones((families, 1), dtype=np.int64),
        "capacity": [[families * 5 // 8], [families]],
        "arrives": np.arange(families) * 12 // families,
        "group": gains.astype(np.int64),
    }


def last_year_of_both_kinds() -> Families:
    """As many of each kind a year before."""
    past = two_kinds(1)
    return Families.plain(past["score"], past["need"], group=past["group"])


def test_potentials_keep_room_for_those_who_gain_most() -> None:
    """The second kind is late beyond all experience: room is kept for most of them, and greedy keeps none."""
    year = replay(**two_kinds(0), history=last_year_of_both_kinds(), baselines=("greedy",))
    assert year.share_of_hindsight > 0.9
    assert year.shares["greedy"] < 0.8


def test_minimum_discord_keeps_room_too() -> None:
    """The place that most futures agree on keeps as much room."""
    history = last_year_of_both_kinds()
    year = replay(**two_kinds(0), history=history, rule="minimum_discord", samples=3, baselines=())
    assert year.share_of_hindsight > 0.9


@pytest.mark.parametrize("rule", ["potentials", "minimum_discord"])
def test_a_known_queue_replaces_history(rule: str) -> None:
    """Everybody is registered from the start: no other year is needed."""
    given = two_kinds(0)
    year = replay(**given, known_from=np.zeros(120, dtype=int), total=120, rule=rule, baselines=())
    assert year.share_of_hindsight > 0.98


def test_known_totals_by_group_say_who_is_missing() -> None:
    """Last year hardly anybody of the second kind came; their total alone gives them away."""
    past = two_kinds(1)
    few = np.arange(63)
    history = Families.plain(past["score"][few], past["need"][few], group=past["group"][few])
    told = replay(**two_kinds(0), totals={0: 60, 1: 60}, history=history, baselines=())
    untold = replay(**two_kinds(0), history=history, baselines=())
    assert told.share_of_hindsight > 0.93 > untold.share_of_hindsight + 0.02


def test_the_rules_asked_for_are_run_and_no_others() -> None:
    """The rule comes first, then the baselines in the order of the rules."""
    given = two_kinds(0, 24)
    assert [run.rule for run in replay(**given).runs] == list(RULES)
    assert [run.rule for run in replay(**given, rule="greedy", baselines=()).runs] == ["greedy"]
    year = replay(**given, rule="greedy", baselines=("greedy", "potentials"))
    assert list(year.shares) == ["greedy", "potentials"]


def test_scores_that_are_not_whole_numbers_come_back_in_their_unit() -> None:
    """Chances of a job between 0 and 1 are counted as such."""
    year = replay([[0.25, 0.5]], [[1]], [[1], [1]], [0], history=Families.plain([[0.1, 0.9]], [[1]]))
    assert year.exact == pytest.approx(0.5)
    assert year.chosen.score == pytest.approx(0.5)


def test_people_are_counted_where_they_are_given() -> None:
    """A family of four counts four times."""
    year = replay([[1], [1]], [[4], [1]], [[4]], [0, 1], people=[4, 1], rule="greedy", baselines=())
    assert (year.people, year.chosen.people_placed) == (5, 4)


def test_an_empty_year_is_no_mistake() -> None:
    """Nobody comes: nothing is decided, and nothing was missed."""
    year = replay(np.zeros((0, 2)), np.zeros((0, 1)), [[1], [1]], np.zeros(0, dtype=int))
    assert (year.batches, year.share_of_hindsight) == (0, 1.0)
    assert year.summary() == "Nobody arrived."


@settings(max_examples=6)
@given(st.integers(0, 10_000))
def test_no_rule_beats_hindsight(seed: int) -> None:
    """Whatever comes, limits hold and the score is at most the bound; the same call gives the same plan."""
    random = np.random.default_rng(seed)
    families, places, resources = random.integers(1, 25), random.integers(1, 4), random.integers(1, 3)
    score = random.integers(-5, 50, size=(families, places))
    need = random.integers(0, 4, size=(families, resources))
    capacity = random.integers(0, 12, size=(places, resources))
    arrives = random.integers(0, 5, size=families)
    options: dict[str, Any] = {
        "allowed": random.random(score.shape) < 0.7,
        "known_from": np.maximum(arrives - random.integers(0, 3, size=families), 0),
        "history": Families.plain(score[::-1], need[::-1]) if seed % 2 else None,
        "balance": float(seed % 3),
        "samples": 2,
        "seed": seed,
    }
    year = replay(score, need, capacity, arrives, **options)
    again = replay(score, need, capacity, arrives, **options)
    for run, same in zip(year.runs, again.runs, strict=True):
        stays = np.flatnonzero(run.place >= 0)
        used = np.zeros_like(capacity)
        np.add.at(used, run.place[stays], need[stays])
        assert (used <= capacity).all()
        assert options["allowed"][stays, run.place[stays]].all()
        assert run.score == score[stays, run.place[stays]].sum()
        assert run.score <= year.bound
        assert year.exact is None or run.score <= year.exact
        assert run.place.tolist() == same.place.tolist()


def test_all_mistakes_of_the_options_are_told_together() -> None:
    """Each has a line that says what was expected and what came."""
    with pytest.raises(ProblemError) as caught:
        replay(
            [[1], [2]],
            [[1], [1]],
            [[1]],
            [0, -1],
            known_from=[0.5, 0],
            people=[1],
            rule="luck",
            baselines=("fate",),
            samples=0,
            balance=-1,
            total=-3,
            totals={0: 1},
        )
    assert str(caught.value).splitlines() == [
        "arrives: must be at least 0, got -1.",
        "known_from: must be whole numbers, got values of type float64.",
        "people: must be one number for each of 2 families, got shape (1,).",
        "rule: must be one of potentials, minimum_discord, greedy, got 'luck'.",
        "baselines: must be among potentials, minimum_discord, greedy, got 'fate'.",
        "samples: must be at least 1, got 0.",
        "balance: must be at least 0, got -1.",
        "total: must be at least 0, got -3.",
        "totals: must come with group, got no group.",
    ]


def test_mistakes_of_the_history_say_so() -> None:
    """The history has the same places and resources, or the message names it."""
    with pytest.raises(ProblemError) as caught:
        replay([[1]], [[1]], [[1]], [0], history=Families.plain([[1, 2]], [[1]]))
    assert str(caught.value).startswith("history.capacity: must be places × resources")
    with pytest.raises(ProblemError, match=r"^need: must be an array of 2 dimensions, got 3\.$"):
        replay([[1]], [[[1]]], [[1]], [0])


def day(number: int) -> dt.date:
    """A day of the programme, from 0."""
    return dt.date(2021, 11, 22) + dt.timedelta(days=number)


def test_households_are_decided_when_they_are_ready(build: BUILD) -> None:
    """The first week has one bed more than it needs; a household ready in the second week wants it more."""
    programme = build(
        places={"a": {"beds": 1}, "b": {"beds": 1}},
        households={
            "H1": {"registered_on": day(0), "ready_on": day(1), "prefers_place_id": ("a",)},
            "H2": {"registered_on": day(0), "ready_on": day(8), "prefers_place_id": ("a",), "born": (1990,)},
        },
        score={"preference": 10.0},
        days=14,
    )
    year = replay_programme(programme)
    assert year.batches == 2
    assert year.chosen.people_placed == 2
    assert year.share_of_hindsight == 1.0


def test_rows_of_a_programme_say_what_each_rule_reached(build: BUILD) -> None:
    """One row a rule, with the columns that a table of answers needs."""
    programme = build(places={"a": {"beds": 2}}, households={"H1": {"born": (1990, 1991)}, "H2": {}})
    rows = replay_programme(programme).rows()
    assert [row["rule"] for row in rows] == list(RULES)
    assert list(rows[0]) == [
        "rule",
        "people_placed",
        "score",
        "share_of_hindsight",
        "mean_seconds",
        "worst_seconds",
    ]
    assert (rows[0]["people_placed"], rows[0]["score"], rows[0]["share_of_hindsight"]) == (2, 200.0, 1.0)


def test_another_year_of_the_programme_is_the_history(build: BUILD) -> None:
    """Last year's households ask for the scarce place, which has another column there: it is kept for them."""
    last_year = build(
        places={"a": {"beds": 9}, "s": {"beds": 9}},
        households={
            f"O{number}": {"ready_on": day(number), "registered_on": day(number), "prefers_place_id": ("s",)}
            for number in range(8, 14)
        },
        score={"preference": 90.0},
        days=14,
    )
    this_year = build(
        places={"b": {"beds": 6}, "s": {"beds": 1}},
        households={
            "H1": {"registered_on": day(0), "ready_on": day(0), "prefers_place_id": ("s", "b")},
            "H2": {"registered_on": day(9), "ready_on": day(9), "prefers_place_id": ("s",)},
        },
        score={"preference": 90.0},
        days=14,
    )
    year = replay_programme(this_year, history=last_year)
    assert year.share_of_hindsight > year.shares["greedy"]


def test_batches_need_at_least_a_day(build: BUILD) -> None:
    """No days are no batches."""
    with pytest.raises(ValueError, match=r"^every_days: must be at least 1, got 0\.$"):
        replay_programme(build(places={}, households={}), every_days=0)
