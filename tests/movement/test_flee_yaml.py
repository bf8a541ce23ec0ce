"""The part of YAML that settings use: values on a line, lists below a key, sections in braces."""

import pytest

from posada.movement.flee_yaml import settings_in
from posada.programme.mistakes import Mistake

LISTS = ("[1.0, 0.5]", "\n    - 1.0\n    - 0.5", "\n  - 1.0\n  - 0.5 # half\n")


def read(text: str) -> tuple[dict[str, object], list[str]]:
    mistakes: list[Mistake] = []
    found = settings_in(text, file="simsetting.yml", mistakes=mistakes)
    return {".".join(it.path): it.value for it in found}, [str(it) for it in mistakes]


@pytest.mark.parametrize("written", LISTS)
def test_a_list_is_the_same_on_a_line_and_below_its_key(written: str) -> None:
    """Entries may stand further in than their key or right below it, as YAML has it; the next key goes on."""
    found, told = read(f"spawn_rules:\n  conflict_spawn_decay: {written}\n  insert_day0: no\n")
    assert found["spawn_rules.conflict_spawn_decay"] == [1.0, 0.5]
    assert found["spawn_rules.insert_day0"] is False
    assert told == []


def test_a_section_in_braces_is_that_section() -> None:
    """Braces hold keys, lists and further braces; commas inside of quotes and brackets part nothing."""
    found, told = read("move_rules: {softening: 10, log: {a: [1, 2], b: 'x, y'}}\n")
    assert found == {
        "move_rules": None, "move_rules.softening": 10, "move_rules.log": None,
        "move_rules.log.a": [1, 2], "move_rules.log.b": "x, y",
    }  # fmt: skip
    assert told == []


DAMAGED = {
    "- a\n- b\n": [
        "simsetting.yml, line 1: must be 'key: value', got '- a': this list belongs to no key.",
        "simsetting.yml, line 2: must be 'key: value', got '- b': this list belongs to no key.",
    ],
    "a: 5\n- b\n": ["simsetting.yml, line 2: must be 'key: value', got '- b': this list belongs to no key."],
    "a: {b: 5,\n  c: 4}\n": ["simsetting.yml, line 1, a: what { opens must end with } on the same line."],
    "a: {b: 5, b: 6}\n": ["simsetting.yml, line 1, a.b: stands in line 1 already; it must be unique."],
    "a: [1, 2\n": ["simsetting.yml, line 1, a: what [ opens must end with ] on the same line."],
}


@pytest.mark.parametrize("text", DAMAGED)
def test_what_is_no_setting_is_told(text: str) -> None:
    """Each line that cannot be read is told with its number and what it must be."""
    assert read(text)[1] == DAMAGED[text]
