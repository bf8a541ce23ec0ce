"""Files on age and gender: read by column, and told with file and line where they cannot be."""

from pathlib import Path

import pytest

from posada.movement.example import write_example
from posada.movement.flee_demographics import read_demographics
from posada.movement.flee_folder import read_flee_folder
from posada.programme.mistakes import InputError, Mistake

DAMAGED = {
    "years,Default\n4,1\n": "demographics_age.csv, line 1, years: must be 'age', got 'years'.",
    "age,Akora\n4,1\n": "demographics_age.csv, line 1: must have a column 'Default'.",
    "age,Default\n": "demographics_age.csv: must hold at least one value, got none.",
    "age,Default\nold,1\n": "demographics_age.csv, line 2, age: must be a whole number from 0 to 130, got 'old'.",
    "age,Default\n4,-1\n": "demographics_age.csv, line 2, Default: must be a number from 0 to 1e+12, got '-1'.",
    "age,Default,Akora\n4,1,0\n": "demographics_age.csv, Akora: must have a weight above 0, got none.",
    "": "demographics_age.csv, line 1, column 1: must be 'age', got ''.",
}


@pytest.mark.parametrize("text", DAMAGED)
def test_damage_is_told_with_its_place(tmp_path: Path, text: str) -> None:
    """Each fault has its sentence."""
    (tmp_path / "demographics_age.csv").write_text(text)
    mistakes: list[Mistake] = []
    assert read_demographics(tmp_path, "input_csv", mistakes) == ()
    assert f"input_csv/{DAMAGED[text]}" in [str(it) for it in mistakes]


def test_weights_are_those_of_the_place_or_the_default(tmp_path: Path) -> None:
    """A place without a column has the default; letters of words do not matter."""
    (tmp_path / "demographics_gender.csv").write_text("gender,Default,Akora\nMale,1,3\nfemale,2,4\n")
    (told,) = read_demographics(tmp_path, "input_csv", [])
    assert told.values == ("male", "female")
    assert (told.weights_in("Akora"), told.weights_in("Brava")) == ((3.0, 4.0), (1.0, 2.0))


def test_a_rule_without_its_file_is_told(tmp_path: Path) -> None:
    """Flee stops with an error when the first person chooses; here the rule and the file are named."""
    text = "move_rules:\n  ChildrenAvoidHazards: True\n  BoysTakeRisk: True\n"
    with pytest.raises(InputError) as refused:
        read_flee_folder(write_example(tmp_path, simsetting_yml=text))
    assert [str(it) for it in refused.value.mistakes] == [
        f"simsetting.yml, line {line}, {rule}: this rule needs input_csv/demographics_{attribute}.csv, which is "
        "missing or cannot be read."
        for line, rule, attribute in ((2, "children_avoid_hazards", "age"), (3, "boys_take_risk", "gender"))
    ]
