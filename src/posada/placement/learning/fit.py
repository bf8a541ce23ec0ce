"""Which model learns best: every candidate is tried on later households, from what was known before them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.learning.features import Numbers
from posada.placement.learning.history import History
from posada.placement.learning.models import OutcomeModel, candidates
from posada.placement.learning.outcomes import OUTCOMES, Kind
from posada.programme.mistakes import InputError, Mistake

BLOCKS = 5
"""Spans of time with as many households each; the first is only learnt from, each later one is tested on."""

LEAST_TO_TRAIN = 50
"""Households whose outcome must have been known before a block begins, or the block is not tested on."""

SURE = 0.001
"""No probability is taken as nearer to 0 or 1 than this: one miss would then count without limit."""

BASE_RATES = ("overall_rate", "place_rate")

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Trial:
    """How one model did on later households: mean loss, and how much less than rates by place, as a share."""

    model: str
    loss: float
    better_share: float


@dataclass(frozen=True, slots=True)
class Contest:
    """All models beside each other, the one chosen, and what it expected of the households it was tested on.

    `tested` are the rows of the history in order of time, `block` which span each belongs to.
    """

    trials: tuple[Trial, ...]
    chosen: str
    beats_rates: bool
    margin: float
    margin_error: float
    make: Callable[[], OutcomeModel]
    tested: Rows
    block: Rows
    expected: Numbers


def forward_blocks(day: Rows, known_day: Rows, *, blocks: int = BLOCKS) -> list[tuple[Rows, Rows]]:
    """For each later span of time, the rows known before it begins and the rows in it.

    Households of one day are never on both sides, and an outcome counts only from the day it was known.

    >>> day = np.array([1, 1, 2, 2, 3, 3])
    >>> [(train.tolist(), test.tolist()) for train, test in forward_blocks(day, day, blocks=3)]
    [([0, 1], [2, 3]), ([0, 1, 2, 3], [4, 5])]
    """
    in_order = np.sort(day)
    starts = np.unique([in_order[len(day) * number // blocks] for number in range(1, blocks)])
    ends = [*starts[1:], in_order[-1] + 1]
    return [
        (np.flatnonzero((known_day < start) & (day < start)), np.flatnonzero((day >= start) & (day < end)))
        for start, end in zip(starts, ends, strict=True)
    ]


def losses(kind: Kind, outcome: Numbers, expected: Numbers) -> Numbers:
    """The loss of each expectation: minus the log of the chance given to what came, or the squared difference.

    >>> losses("yes/no", np.array([1.0, 0.0]), np.array([1.0, 0.5])).round(3).tolist()
    [0.001, 0.693]
    """
    if kind == "amount":
        squared: Numbers = (outcome - expected) ** 2
        return squared
    chance = np.clip(expected, SURE, 1 - SURE)
    logged: Numbers = -np.log(np.where(outcome == 1, chance, 1 - chance))
    return logged


def hold_contest(history: History, *, seed: int) -> Contest:
    """The candidates tried forward in time, and the one with the least loss.

    A model that looks at households must beat the better of the base rates by more than one standard error of
    their paired difference (the rule of Breiman and others, Classification and Regression Trees, 1984,
    section 3.4.3); if none does, the base rate is what the past can tell.
    """
    makers = candidates(
        history.kind,
        len(history.place_ids),
        seed=seed,
        smallest_place=history.smallest_place,
        crossed_cells=history.x.size * len(history.place_ids),
    )
    spans = [
        (train, test)
        for train, test in forward_blocks(history.day, history.known_day)
        if len(train) >= LEAST_TO_TRAIN and len(test)
    ]
    if len(spans) < 2:
        text = (
            "must lie far enough apart: too few outcomes were known (followed_up_on) before the later"
            " households were placed to learn from the one and test on the other."
        )
        raise InputError([Mistake(OUTCOMES.file, None, "placed_on", text)])
    tested = np.concatenate([test for _, test in spans])
    block = np.concatenate([np.full(len(test), number) for number, (_, test) in enumerate(spans)])
    expected = {name: _forward(make, history, spans) for name, make in makers.items()}
    loss = {
        name: losses(history.kind, history.outcome[tested], of_model) for name, of_model in expected.items()
    }
    return _decide(makers, loss, expected, tested, block)


def fitted(make: Callable[[], OutcomeModel], history: History, rows: Rows | None = None) -> OutcomeModel:
    """A model that has learnt from these rows of the history, or from all."""
    chosen = np.arange(len(history.outcome)) if rows is None else rows
    model = make()
    model.fit(history.seen[chosen], history.place[chosen], history.outcome[chosen])
    return model


def _forward(make: Callable[[], OutcomeModel], history: History, spans: list[tuple[Rows, Rows]]) -> Numbers:
    """What a model expects of each span, having learnt from what was known before it."""
    seen = history.seen
    return np.concatenate(
        [fitted(make, history, train).predict(seen[test], history.place[test]) for train, test in spans]
    )


def _decide(
    makers: Mapping[str, Callable[[], OutcomeModel]],
    loss: Mapping[str, Numbers],
    expected: Mapping[str, Numbers],
    tested: Rows,
    block: Rows,
) -> Contest:
    mean = {name: float(of_model.mean()) for name, of_model in loss.items()}
    base = min(BASE_RATES, key=mean.__getitem__)
    best = min((name for name in makers if name not in BASE_RATES), key=mean.__getitem__)
    difference = loss[base] - loss[best]
    margin, error = float(difference.mean()), float(difference.std(ddof=1) / np.sqrt(len(difference)))
    chosen = best if margin > error else base
    trials = tuple(Trial(name, mean[name], 1 - mean[name] / mean["place_rate"]) for name in makers)
    return Contest(
        trials=trials,
        chosen=chosen,
        beats_rates=chosen == best,
        margin=margin,
        margin_error=error,
        make=makers[chosen],
        tested=tested,
        block=block,
        expected=expected[chosen],
    )
