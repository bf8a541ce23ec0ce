"""Settings: a rule that is off may stand there, one that is on and not supported is refused by its name."""

import pytest

from posada.movement.example import example
from posada.movement.flee_settings import REFUSED_MOVE_RULES, REFUSED_SPAWN_RULES
from posada.programme.mistakes import InputError

ON = {"pruning_threshold": "2.0"}
OFF = {"pruning_threshold": ("1.0", "1.001", "0", "false")}


def refusal(text: str) -> str:
    with pytest.raises(InputError) as refused:
        example(simsetting_yml=text)
    return str(refused.value)


@pytest.mark.parametrize("name", [*REFUSED_MOVE_RULES, *REFUSED_SPAWN_RULES])
def test_a_rule_that_is_not_supported_is_refused_by_name(name: str) -> None:
    """It is accepted where it is switched off, as it then changes nothing."""
    section = "move_rules" if name in REFUSED_MOVE_RULES else "spawn_rules"
    told = refusal(f"{section}:\n  {name}: {ON.get(name, 'true')}\n")
    assert f"line 2, {section}.{name}: the rule {name} is not supported" in told
    for off in OFF.get(name, ("false", "0", "")):
        assert example(simsetting_yml=f"{section}:\n  {name}: {off}\n").settings == example(
            simsetting_yml=""
        ).settings  # fmt: skip


def test_pruning_is_off_up_to_what_flee_takes_as_off() -> None:
    """The sentence says which number is off."""
    told = refusal("move_rules:\n  pruning_threshold: 2.0\n")
    assert told.endswith("is not supported; it must be at most 1.001 or absent, got 2.0.")


def test_names_of_no_rule_are_kept_with_their_lines() -> None:
    """A name that nobody knows is refused where it is switched on, and kept for the linter where it is off."""
    folder = example(simsetting_yml="move_rules:\n  foo_rule: 0\n  softening: 3\n  fixed_routes: no\n")
    assert folder.unknown_settings == {"foo_rule": 2}
    assert "the rule foo_rule is not supported" in refusal("move_rules:\n  foo_rule: 3\n")


def test_a_section_must_hold_rules() -> None:
    """A value in the place of a section is told as that."""
    assert (
        refusal("move_rules: 5\n") == "simsetting.yml, line 1, move_rules: must be a section of rules, got 5."
    )


def test_lists_and_braces_are_read_as_settings() -> None:
    """Both ways of YAML to write them give the settings that plain lines give."""
    plain = "move_rules:\n  softening: 3\nspawn_rules:\n  conflict_spawn_decay: [1.0, 0.5]\n"
    other = "move_rules: {softening: 3}\nspawn_rules:\n  conflict_spawn_decay:\n    - 1.0\n    - 0.5\n"
    assert example(simsetting_yml=other).settings == example(simsetting_yml=plain).settings
