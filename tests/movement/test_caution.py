"""Children, boys, elderly and women: how much the worth of a place counts for them, and for nobody else."""

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from posada.movement.caution import OneByOneError, kind_of, shares_of_kinds
from posada.movement.ensemble import ensemble
from posada.movement.flee_folder import read_flee_folder
from posada.movement.individual import run_individual
from posada.movement.rows import FleeFolder
from posada.movement.settings import Settings
from posada.movement.simulate import simulate
from posada.movement.transition import transition_of

ALL = Settings(
    children_avoid_hazards=True, boys_take_risk=True, elderly_avoid_hazards=True, women_avoid_hazards=True
)
KINDS = {
    (5, "male"): (1, 1, 1), (14, "male"): (1, 1, 1), (15, "male"): (2, 1, 2), (18, "female"): (1, 1, 1),
    (19, "female"): (0, 1, 1), (40, "male"): (2, 0, 2), (60, "male"): (2, 1, 2), (60, "female"): (0, 1, 1),
}  # fmt: skip
"""By age and gender: the kind with the rules on children and boys, on elderly and women and children, with all."""

FILES = {
    "locations": "Town,r,X,1,1,conflict_zone,0,1000\nOther,r,X,1,2,town,0,0\nCamp,r,X,2,1,camp,0,0\n",
    "routes": "Town,Other,120,0\nTown,Camp,120,0\n",
    "closures": "",
    "conflicts": "#Day,Town\n0,1\n1,1\n",
    "sim_period": "StartDate,2021-01-01\nLength,2\n",
    "demographics_age": "age,Default,Town\n8,1,{children}\n30,1,{adults}\n",
    "demographics_gender": "gender,Default\nmale,{men}\nfemale,{women}\n",
}
RULES = """
spawn_rules:
  conflict_driven_spawning:
    spawn_mode: constant
    displaced_per_conflict_day: 4000
move_rules:
  max_move_speed: 200
  camp_weight: 3.0
  default_movechance: 0.0
  camp_movechance: 0.0
"""


def folder(where: Path, rules: str, **parts: int) -> FleeFolder:
    weights = {"children": 1, "adults": 1, "men": 1, "women": 1} | parts
    (where / "input_csv").mkdir()
    for name, text in FILES.items():
        filled = text.format(**weights) if name.startswith("demographics") else text
        (where / "input_csv" / f"{name}.csv").write_text(filled)
    (where / "simsetting.yml").write_text(RULES + rules)
    return read_flee_folder(where)


@pytest.mark.parametrize(("age", "gender"), KINDS)
def test_the_kind_of_a_person_is_that_of_flee(age: int, gender: str) -> None:
    """Bounds of age as in Flee; a woman or old person is not squared twice, who takes risks is not squared."""
    children = Settings(children_avoid_hazards=True, boys_take_risk=True)
    others = Settings(children_avoid_hazards=True, elderly_avoid_hazards=True, women_avoid_hazards=True)
    assert tuple(kind_of(age, gender, rules) for rules in (children, others, ALL)) == KINDS[age, gender]
    assert kind_of(age, gender, Settings()) == kind_of(age, gender, Settings(boys_take_risk=True)) == 0


def test_shares_are_those_of_the_place(tmp_path: Path) -> None:
    """A quarter of the town are children, half of other places; half of the grown are men."""
    told = folder(tmp_path, "  children_avoid_hazards: true\n  boys_take_risk: true\n", adults=3)
    shares = shares_of_kinds(told, compat=False)
    assert shares is not None
    assert shares.tolist() == [[0.375, 0.25, 0.375], [0.25, 0.5, 0.25], [0.25, 0.5, 0.25]]


@pytest.mark.parametrize("compat", ["", "flee"])
@pytest.mark.parametrize(
    ("rules", "parts", "to_camp"),
    [
        ("", {}, 3 / 4),
        ("  ChildrenAvoidHazards: true\n", {"adults": 0}, 9 / 10),
        ("  ChildrenAvoidHazards: true\n", {"children": 0}, 3 / 4),
        ("  ChildrenAvoidHazards: true\n", {}, (9 / 10 + 3 / 4) / 2),
        ("  ChildrenAvoidHazards: true\n  BoysTakeRisk: true\n", {"children": 0, "women": 0}, 1 / 2),
    ],
)
def test_people_choose_by_their_kind(
    tmp_path: Path, compat: str, rules: str, parts: Mapping[str, int], to_camp: float
) -> None:
    """Of two places alike but for the weight of a camp, 3, each kind takes the camp as often as counted by hand."""
    run = run_individual(transition_of(folder(tmp_path, rules, **parts), compat), seed=3, compiled=False)
    share = run.counts[0, 2] / run.counts[0].sum()
    assert abs(share - to_camp) < 5 * math.sqrt(to_camp * (1 - to_camp) / 4000)


def test_flee_31_has_no_rule_on_women_and_elderly(tmp_path: Path) -> None:
    """With compat="flee" these two change nothing."""
    told = folder(tmp_path, "  women_avoid_hazards: true\n  elderly_avoid_hazards: true\n", men=0)
    assert shares_of_kinds(told, compat=True) is None
    shares = shares_of_kinds(told, compat=False)
    assert shares is not None
    assert np.array_equal(shares[:, 1], np.ones(3))


@pytest.mark.parametrize("engine", ["population", "mean_field"])
def test_engines_of_counts_refuse_rules_on_persons_by_name(tmp_path: Path, engine: str) -> None:
    """Counts have neither age nor gender; the sentence names the rule and the engine that has them."""
    told = folder(tmp_path, "  women_avoid_hazards: true\n")
    sentence = (
        "women_avoid_hazards: looks at age and gender, which counts do not have; engine must be individual, "
        f"got {engine}."
    )
    with pytest.raises(OneByOneError) as refused:
        simulate(told, engine=engine)
    assert str(refused.value) == sentence
    with pytest.raises(OneByOneError) as refused:
        ensemble(told, members=8, engine=engine, workers=2)
    assert str(refused.value) == sentence
