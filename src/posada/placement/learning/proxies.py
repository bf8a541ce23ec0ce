"""Which features tell, unasked, what a model may not look at: they are named, so that somebody can decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posada.placement.learning.features import LEAST_WITH_WORD, PROTECTED, Feature, Numbers, Profile

TELLING = 0.3
"""Correlation from which a feature counts as a proxy ("medium" in Cohen, Statistical Power Analysis, 1988)."""

KNOWN = {
    "nationality": ("languages",),
    "sex": ("specific_needs:single_parent", "specific_needs:survivor_of_violence"),
}
"""Features known to tell what is protected, for a past that does not record it."""


@dataclass(frozen=True, slots=True)
class Proxy:
    """A feature that tells something protected: how strongly, or None where the past does not let it be measured."""

    feature: str
    tells: str
    correlation: float | None


def find_proxies(
    features: Sequence[Feature], x: Numbers, profiles: Sequence[Profile], *, allow: Sequence[str] = ()
) -> tuple[Proxy, ...]:
    """The features that tell what is not allowed, strongest first.

    >>> profiles = [Profile(languages=("hat",), nationality=("HTI",))] * 30
    >>> profiles += [Profile(languages=("spa",), nationality=("HND",))] * 30
    >>> x = np.array([[1.0]] * 30 + [[0.0]] * 30)
    >>> find_proxies([Feature("languages", "hat")], x, profiles)[0]
    Proxy(feature='languages:hat', tells='nationality', correlation=1.0)
    """
    found = []
    for name in PROTECTED:
        if name in allow:
            continue
        known = [at for at, profile in enumerate(profiles) if getattr(profile, name)]
        words = _words(profiles, known, name)
        for at, feature in enumerate(features):
            if len(words) < 2:
                if any(feature.name.startswith(start) for start in KNOWN[name]):
                    found.append(Proxy(feature.name, name, None))
                continue
            strength = max(
                _correlation(x[known, at], np.array([word in getattr(profiles[row], name) for row in known]))
                for word in words
            )
            if strength >= TELLING:
                found.append(Proxy(feature.name, name, round(strength, 2)))
    return tuple(sorted(found, key=lambda row: (row.tells, -(row.correlation or 0.0), row.feature)))


def _words(profiles: Sequence[Profile], known: Sequence[int], name: str) -> list[str]:
    """The values that enough households have to measure by."""
    have = Counter(word for row in known for word in getattr(profiles[row], name))
    return sorted(word for word, count in have.items() if count >= LEAST_WITH_WORD)


def _correlation(feature: Numbers, has_word: NDArray[np.bool_]) -> float:
    """The size of the correlation between a feature and having a word, where the feature is known."""
    known = ~np.isnan(feature)
    if (
        known.sum() < LEAST_WITH_WORD
        or np.ptp(feature[known]) == 0
        or np.ptp(has_word[known].astype(float)) == 0
    ):
        return 0.0
    return abs(float(np.corrcoef(feature[known], has_word[known])[0, 1]))
