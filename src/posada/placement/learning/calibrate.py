"""Whether 60 % means 60 of 100: the last correction of a model's expectations, learnt from later households."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from posada.placement.learning.features import Numbers
from posada.placement.learning.fit import SURE, Contest, losses
from posada.placement.learning.history import History
from posada.placement.learning.outcomes import Kind

LEAST_FOR_STEPS = 1000
"""Below this many households a free rising curve follows chance (Niculescu-Mizil and Caruana, ICML 2005)."""

BINS = 10
LEAST_SHOWN = 10
"""A group smaller than this is not shown."""


class Correction(Protocol):
    """A rising curve from what a model expects to what came."""

    def fit(self, expected: Numbers, outcome: Numbers) -> None:
        """Learn the curve."""

    def __call__(self, expected: Numbers) -> Numbers:
        """The corrected expectations."""


class Uncorrected:
    """Expectations as they are."""

    def fit(self, expected: Numbers, outcome: Numbers) -> None:
        """Learn nothing."""

    def __call__(self, expected: Numbers) -> Numbers:
        """The same again."""
        return expected


class Sigmoid:
    """A logistic curve on the log odds (Platt 1999): keeps the order of households, moves the level and spread."""

    def fit(self, expected: Numbers, outcome: Numbers) -> None:
        """Learn level and spread."""
        from sklearn.linear_model import LogisticRegression

        self.inner: Any = LogisticRegression(C=1e4)
        self.inner.fit(_log_odds(expected), outcome)

    def __call__(self, expected: Numbers) -> Numbers:
        """The corrected probabilities."""
        return np.asarray(self.inner.predict_proba(_log_odds(expected))[:, 1])


class Steps:
    """A free rising curve (isotonic regression)."""

    def fit(self, expected: Numbers, outcome: Numbers) -> None:
        """Learn the steps."""
        from sklearn.isotonic import IsotonicRegression

        self.inner: Any = IsotonicRegression(out_of_bounds="clip")
        self.inner.fit(expected, outcome)

    def __call__(self, expected: Numbers) -> Numbers:
        """The corrected expectations."""
        return np.asarray(self.inner.predict(expected))


class Line:
    """A straight line, for amounts."""

    def fit(self, expected: Numbers, outcome: Numbers) -> None:
        """Learn level and slope; a slope that would turn the order round is taken as none."""
        spread = expected - expected.mean()
        total = float(spread @ spread)
        self.slope = max(0.0, float(spread @ outcome) / total) if total > 0 else 1.0
        self.level = float(outcome.mean()) - self.slope * float(expected.mean())

    def __call__(self, expected: Numbers) -> Numbers:
        """The corrected amounts."""
        return self.level + self.slope * expected


@dataclass(frozen=True, slots=True)
class Bin:
    """Households of which about the same was expected, or of one place: how many, what was expected, what came.

    `observed_low` and `observed_high` hold what came with 95 % confidence.
    """

    group: str
    households: int
    expected: float
    observed: float
    observed_low: float
    observed_high: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """The correction chosen, and tables of what was expected and what came on the latest households.

    For the tables the correction had seen earlier households only; the one in use has seen all tested ones. Places
    with fewer than ten of the latest households are not in their table.
    """

    method: str
    correct: Correction
    bins: tuple[Bin, ...]
    places: tuple[Bin, ...]


def calibrate(history: History, contest: Contest) -> Calibration:
    """The correction that does best on the latest span after learning from the spans before it."""
    outcome = history.outcome[contest.tested]
    latest = contest.block == contest.block.max()
    tried = _corrections(history.kind, int((~latest).sum()), outcome[~latest])
    after: dict[str, Numbers] = {}
    for name, correction in tried.items():
        correction.fit(contest.expected[~latest], outcome[~latest])
        after[name] = correction(contest.expected[latest])
    loss = {name: losses(history.kind, outcome[latest], of_one).mean() for name, of_one in after.items()}
    method = min(tried, key=lambda name: float(loss[name]))
    correct = tried[method]
    place = history.place[contest.tested][latest]
    tables = (
        bins_of(after[method], outcome[latest], history.kind),
        tuple(
            bin_of(place_id, after[method][place == at], outcome[latest][place == at], history.kind)
            for at, place_id in enumerate(history.place_ids)
            if (place == at).sum() >= LEAST_SHOWN
        ),
    )
    correct.fit(contest.expected, outcome)
    return Calibration(method, correct, *tables)


def bins_of(expected: Numbers, outcome: Numbers, kind: Kind, *, bins: int = BINS) -> tuple[Bin, ...]:
    """Households in the order of what was expected, in groups of one size, with what came.

    >>> expected = np.repeat([0.2, 0.8], 20)
    >>> came = np.array(([1.0] + [0.0] * 4) * 4 + ([0.0] + [1.0] * 4) * 4)
    >>> [(row.expected, row.observed) for row in bins_of(expected, came, "yes/no", bins=2)]
    [(0.2, 0.2), (0.8, 0.8)]
    """
    most = max(1, min(bins, len(expected) // LEAST_SHOWN))
    order = np.argsort(expected, kind="stable")
    return tuple(
        bin_of(str(number), expected[rows], outcome[rows], kind)
        for number, rows in enumerate(np.array_split(order, most), start=1)
    )


def bin_of(group: str, expected: Numbers, outcome: Numbers, kind: Kind) -> Bin:
    """One group of households: what was expected of them, and what came."""
    low, high = interval_of_mean(outcome, kind)
    return Bin(group, len(outcome), round(float(expected.mean()), 6), float(outcome.mean()), low, high)


def interval_of_mean(outcome: Numbers, kind: Kind) -> tuple[float, float]:
    """The mean with 95 % confidence: Wilson's interval for yes and no, the normal one for amounts.

    >>> low, high = interval_of_mean(np.array([1.0] * 5 + [0.0] * 5), "yes/no")
    >>> round(low, 3), round(high, 3)
    (0.237, 0.763)
    """
    z, n, mean = 1.96, len(outcome), float(outcome.mean())
    if kind == "amount":
        half = z * float(outcome.std(ddof=1)) / n**0.5
        return mean - half, mean + half
    middle = (mean + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (mean * (1 - mean) / n + z * z / (4 * n * n)) ** 0.5
    return middle - half, middle + half


def _corrections(kind: Kind, households: int, outcome: Numbers) -> dict[str, Correction]:
    """The corrections that are tried, simplest first."""
    found: dict[str, Correction] = {"none": Uncorrected()}
    if kind == "amount":
        found["line"] = Line()
    elif np.ptp(outcome) > 0:
        found["sigmoid"] = Sigmoid()
    if households >= LEAST_FOR_STEPS:
        found["isotonic"] = Steps()
    return found


def outside(table: Sequence[Bin]) -> int:
    """How many groups shown expect something that lies outside the interval of what came.

    >>> outside([Bin("1", 40, 0.5, 0.2, 0.1, 0.35), Bin("2", 40, 0.3, 0.3, 0.2, 0.45)])
    1
    """
    return sum(not row.observed_low <= row.expected <= row.observed_high for row in table)


def _log_odds(expected: Numbers) -> Numbers:
    chance = np.clip(expected, SURE, 1 - SURE)
    return np.log(chance / (1 - chance)).reshape(-1, 1)
