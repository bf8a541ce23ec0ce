"""How settings vary: only in ways that a setting can take, and what is asked for is what is drawn."""

from collections.abc import Mapping

import pytest

from posada.movement.ensemble import ensemble
from posada.movement.example import example
from posada.movement.spreads import Between, OneOf, Spread, unknown_settings

UNSUITED: dict[str, tuple[Mapping[str, Spread], str]] = {
    "list": (
        {"conflict_spawn_decay": Between(0.0, 1.0)},
        "varied, conflict_spawn_decay: must be left as it is, as it is no number.",
    ),
    "word": ({"spawn_mode": OneOf((1.0,))}, "varied, spawn_mode: must be left as it is, as it is no number."),
    "switch": (
        {"start_on_foot": Between(0.0, 1.0)},
        "varied, start_on_foot: must be OneOf((0, 1)), for no and yes, "
        "got Between(low=0.0, high=1.0, by_ratio=False).",
    ),
    "half a switch": (
        {"start_on_foot": OneOf((0.5, 1.0))},
        "varied, start_on_foot: must be OneOf((0, 1)), for no and yes, got OneOf(values=(0.5, 1.0)).",
    ),
    "whole number": (
        {"awareness_level": OneOf((1.0, 2.5))},
        "varied, awareness_level: must be OneOf whole numbers, got OneOf(values=(1.0, 2.5)).",
    ),
}


@pytest.mark.parametrize("name", UNSUITED)
def test_a_setting_varies_only_as_it_can(name: str) -> None:
    """A list, a word, a switch and a whole number are not drawn from a range; nothing is rounded in silence."""
    varied, sentence = UNSUITED[name]
    assert unknown_settings(varied) == sentence
    with pytest.raises(ValueError, match="varied, "):
        ensemble(example(), members=2, varied=varied)


def test_a_sample_is_looked_at_value_by_value() -> None:
    """The same holds for settings that go together; a mistake in many samples is told once."""
    sample = [{"softening": 1.5, "awareness_level": 1.5}] * 3
    told = "varied, awareness_level: must be OneOf whole numbers, got OneOf(values=(1.5,))."
    assert unknown_settings(sample) == told
    assert unknown_settings([{"softening": 1.5, "awareness_level": 2.0, "start_on_foot": True}]) == ""


def test_every_whole_number_named_is_drawn() -> None:
    """The greatest value comes as often as the others."""
    settings = ensemble(
        example(), members=30, varied={"awareness_level": OneOf((1, 2, 3))}, engine="mean_field"
    ).settings
    assert {it.awareness_level for it in settings} == {1, 2, 3}
