"""What tells nationality or sex unasked is named, measured where it can be."""

import numpy as np

from posada.placement.learning.example import made_up_past
from posada.placement.learning.features import NEUTRAL, Feature, Profile
from posada.placement.learning.history import history_of
from posada.placement.learning.proxies import Proxy, find_proxies


def test_a_language_that_tells_nationality_is_named() -> None:
    """In the made-up past Haitian Creole is spoken by Haitians only; trades tell nothing."""
    history = history_of(made_up_past(households=400, seed=1), NEUTRAL)
    found = find_proxies(history.features, history.x, history.profiles)
    assert Proxy("languages:hat", "nationality", 1.0) in found
    assert not any(row.feature.startswith("occupations") for row in found)


def test_what_is_allowed_needs_no_proxy() -> None:
    """Where nationality itself is looked at, what tells it is not named."""
    history = history_of(made_up_past(households=400, seed=1), NEUTRAL)
    found = find_proxies(history.features, history.x, history.profiles, allow=["nationality"])
    assert {row.tells for row in found} == {"sex"}


def test_what_is_not_recorded_cannot_be_measured_and_is_said_so() -> None:
    """Without a column of nationality or sex, known proxies are named without a number."""
    features = [
        Feature("people"),
        Feature("languages", "hat"),
        Feature("specific_needs", "single_parent"),
    ]
    found = find_proxies(features, np.zeros((30, 3)), [Profile()] * 30)
    assert found == (
        Proxy("languages:hat", "nationality", None),
        Proxy("specific_needs:single_parent", "sex", None),
    )
