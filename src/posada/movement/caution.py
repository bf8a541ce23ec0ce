"""How much the danger and worth of a place count for people by age and gender: the rules of hazards of Flee.

Flee squares what a place is worth for those who avoid hazards, and takes 1 for those who take risks. So people are
of three kinds, and of a person the kind alone is kept: neither age nor gender.
"""

from __future__ import annotations

import numpy as np

from posada.movement.network import Floats
from posada.movement.rows import FleeFolder
from posada.movement.settings import HAZARD_RULES, Settings
from posada.programme.mistakes import PosadaError

POWERS = (1.0, 2.0, 0.0)
"""The power of the worth of a place for each kind: as it is, squared, left out."""
_AS_IT_IS, _SQUARED, _LEFT_OUT = range(3)
CHILD_BELOW, BOY_ABOVE, ELDERLY_ABOVE = 19, 14, 59


class OneByOneError(PosadaError):
    """A rule looks at persons, and the engine asked for has counts only."""


def kind_of(age: int, gender: str, rules: Settings) -> int:
    """The kind of a person, as a place in `POWERS`; by Flee's rules every man above 14 counts as a boy.

    >>> kind_of(12, "female", Settings(children_avoid_hazards=True))
    1
    """
    kind = _AS_IT_IS
    if rules.children_avoid_hazards:
        if age < CHILD_BELOW:
            kind = _SQUARED
        if rules.boys_take_risk and gender == "male" and age > BOY_ABOVE:
            kind = _LEFT_OUT
    older = rules.elderly_avoid_hazards and age > ELDERLY_ABOVE
    if kind == _AS_IT_IS and (older or (rules.women_avoid_hazards and gender == "female")):
        kind = _SQUARED
    return kind


def shares_of_kinds(folder: FleeFolder, *, compat: bool) -> Floats | None:
    """The share of each kind in the people of each place; None where no rule of the settings tells people apart.

    Age and gender are drawn apart from each other, as Flee draws them.
    """
    rules = folder.settings
    if not rules_in_force(rules, compat=compat):
        return None
    if compat:
        rules = Settings(
            children_avoid_hazards=rules.children_avoid_hazards, boys_take_risk=rules.boys_take_risk
        )
    shares = np.zeros((len(folder.locations), len(POWERS)))
    for number, place in enumerate(folder.locations):
        for age, some in _shares(folder, "age", place.name):
            for gender, part in _shares(folder, "gender", place.name):
                shares[number, kind_of(int(age or 0), gender, rules)] += some * part
    return shares


def _shares(folder: FleeFolder, attribute: str, place: str) -> list[tuple[str, float]]:
    """Each value of an attribute with its share in a place; one empty value where no file tells."""
    for told in folder.demographics:
        if told.attribute == attribute:
            weights = told.weights_in(place)
            whole = sum(weights)
            return [(value, weight / whole) for value, weight in zip(told.values, weights, strict=True)]
    return [("", 1.0)]


def rules_in_force(rules: Settings, *, compat: bool) -> list[str]:
    """The rules that tell people apart; Flee 3.1 has those on children and boys, the second within the first."""
    names = HAZARD_RULES[:2] if compat else HAZARD_RULES
    found = [name for name in names if getattr(rules, name)]
    return [] if found == ["boys_take_risk"] else found


def one_by_one_only(folder: FleeFolder, engine: str, *, compat: bool) -> None:
    """Raise OneByOneError where a rule looks at persons; for engines that have counts only."""
    if told := rules_in_force(folder.settings, compat=compat):
        verb = "looks" if len(told) == 1 else "look"
        raise OneByOneError(
            f"{', '.join(told)}: {verb} at age and gender, which counts do not have; engine must be individual, "
            f"got {engine}."
        )
