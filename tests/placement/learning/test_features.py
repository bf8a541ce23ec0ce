"""Models look at neutral columns; nationality and sex only where they are allowed and a reason is given."""

import numpy as np
import pytest

from posada.placement.__main__ import tiny_programme
from posada.placement.learning.features import (
    NEUTRAL,
    NotAllowedError,
    Profile,
    choose_features,
    columns_to_use,
    numbers_of,
    profiles_of,
)

WHY = "The host city funds courses for this nationality only."


def test_nationality_and_sex_are_not_looked_at_unless_allowed() -> None:
    """Without being told, a model sees neither."""
    assert columns_to_use() == NEUTRAL
    assert not {"nationality", "sex"} & set(NEUTRAL)
    assert columns_to_use(["people"], allow=["nationality"], reason=WHY) == ("people", "nationality")


@pytest.mark.parametrize(
    ("features", "allow", "reason", "message"),
    [
        (
            ["sex"],
            [],
            "",
            "features: must not hold 'sex', which is used only where allow names it and reason says why.",
        ),
        (
            None,
            ["sex"],
            "because",
            "reason: must say in at least 20 letters why sex may decide where people go, got 7.",
        ),
        (None, ["religion"], WHY, "allow: must be of nationality, sex, got 'religion'."),
        (
            ["langages"],
            [],
            "",
            f"features: must be of {', '.join(NEUTRAL)}, got 'langages'. Did you mean 'languages'?",
        ),
    ],
)
def test_what_is_not_allowed_is_refused(
    features: list[str] | None, allow: list[str], reason: str, message: str
) -> None:
    """The message says what is wrong and what would make it right."""
    with pytest.raises(NotAllowedError) as caught:
        columns_to_use(features, allow=allow, reason=reason)
    assert str(caught.value) == message


def test_needs_that_tell_sex_are_hidden_with_it() -> None:
    """A code like woman_at_risk says what the column sex says, so it is allowed with it or not at all."""
    past = [Profile(specific_needs=("woman_at_risk", "single_parent")), Profile()] * 20
    hidden = choose_features(past, ["specific_needs"])
    shown = choose_features(past, ["specific_needs", "sex"])
    assert [feature.word for feature in hidden] == ["single_parent"]
    assert [feature.word for feature in shown] == ["single_parent", "woman_at_risk"]


def test_words_of_few_households_are_not_learnt() -> None:
    """What nineteen households have would teach a few people by heart."""
    past = [Profile(languages=("spa", "quc"))] * 19 + [Profile(languages=("spa", "hat"))] * 21
    assert [feature.word for feature in choose_features(past, ["languages"])] == ["hat"]


def test_unknown_is_not_zero() -> None:
    """A count or a list that is not known is NaN; a need that is not recorded is none."""
    past = [Profile(people=2, languages=("spa",), specific_needs=("pregnant",))] * 20 + [Profile()] * 20
    features = choose_features(past, ["people", "languages", "specific_needs", "sex"])
    last = numbers_of(past, features)[-1]
    assert [feature.name for feature in features] == ["people", "languages:spa", "specific_needs:pregnant"]
    assert np.isnan(last).tolist() == [True, True, False]
    assert last[2] == 0


def test_households_of_a_programme_are_seen_as_those_of_the_past() -> None:
    """Counts come from the persons; a day of registration that is not known leaves the wait unknown."""
    first = profiles_of(tiny_programme())[0]
    assert (first.people, first.adults, first.children, first.waited_days) == (2, 2, 0, None)
    assert first.languages == ("spa",)
