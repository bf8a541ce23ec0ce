"""How people move, as numbers and switches with the names and defaults of Flee's simsetting.yml.

Four rules are not of Flee, which passes over them; they are off unless they are asked for:

- `whole_ways`: people weigh every camp by the shortest open way to it, not only what lies so many hops away.
- `pull_power`: people follow those who went before. A camp with twice its equal share of all who are in camps
  weighs 2 to this power; `pull_floor` is what a camp without anybody counts, in equal shares.
- `capacity_power`: a camp with twice the mean capacity weighs 2 to this power.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Rules of moving and of setting out; each name is that of Flee's file, with Flee's default.

    Raises ValueError where a number is outside its bounds.

    >>> Settings(softening=25.0).softening
    25.0
    >>> Settings(camp_movechance=1.5)
    Traceback (most recent call last):
    ValueError: camp_movechance: must be between 0 and 1, got 1.5.
    """

    max_move_speed: float = 360.0
    max_walk_speed: float = 35.0
    foreign_weight: float = 1.0
    camp_weight: float = 1.0
    conflict_weight: float = 0.316227766017
    conflict_movechance: float = 1.0
    camp_movechance: float = 0.001
    idpcamp_movechance: float = 0.1
    default_movechance: float = 0.3
    awareness_level: int = 1
    capacity_buffer: float = 0.9
    capacity_scaling: float = 1.0
    avoid_short_stints: bool = False
    start_on_foot: bool = False
    children_avoid_hazards: bool = False
    boys_take_risk: bool = False
    elderly_avoid_hazards: bool = False
    women_avoid_hazards: bool = False
    softening: float = 10.0
    weight_softening: float = 0.0
    weight_power: float = 1.0
    distance_power: float = 1.0
    stay_close_to_home: bool = False
    home_distance_power: float = 0.5
    use_pop_for_loc_weight: bool = False
    pop_power_for_loc_weight: float = 0.1
    movechance_pop_base: float = 10000.0
    movechance_pop_scale_factor: float = 0.0
    insert_day0: bool = True
    sum_from_camps: bool = True
    conflict_spawn_decay: tuple[float, ...] = ()
    conflict_spawn_decay_interval: int = 30
    spawn_mode: str = ""
    displaced_per_conflict_day: float = 500.0
    hasten: int = 1
    whole_ways: bool = False
    pull_power: float = 0.0
    pull_floor: float = 0.3
    capacity_power: float = 0.0

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if told := out_of_bounds(name, getattr(self, name)):
                raise ValueError(f"{name}: {told}")


MOVE_RULES = tuple(
    name
    for name in Settings.__slots__
    if name
    not in {
        "insert_day0", "sum_from_camps", "conflict_spawn_decay", "conflict_spawn_decay_interval",
        "spawn_mode", "displaced_per_conflict_day", "hasten",
    }
)  # fmt: skip
HAZARD_RULES = (
    "children_avoid_hazards", "boys_take_risk", "elderly_avoid_hazards", "women_avoid_hazards",
)  # fmt: skip
"""The rules that look at age and gender; Flee 3.1 has the first two."""
OWN_RULES = ("whole_ways", "pull_power", "pull_floor", "capacity_power")
"""The four rules that are not of Flee."""
SPAWN_RULES = ("insert_day0", "sum_from_camps", "conflict_spawn_decay", "conflict_spawn_decay_interval")
SPAWN_MODES = ("constant", "pop_ratio", "poisson")
_SHARES = ("conflict_movechance", "camp_movechance", "idpcamp_movechance", "default_movechance",
           "capacity_buffer")  # fmt: skip
_ABOVE_ZERO = ("max_move_speed", "max_walk_speed", "movechance_pop_base", "capacity_scaling", "pull_floor")
_COUNTS_FROM_ONE = ("conflict_spawn_decay_interval", "hasten")
MOST_HOPS = 5
"""Awareness beyond this makes more candidate routes than a person could weigh, and than memory can hold."""


def out_of_bounds(name: str, value: object) -> str:
    """What is wrong with the value of a setting, or nothing.

    >>> out_of_bounds("awareness_level", 9)
    'must be between 0 and 5, got 9.'
    """
    if name == "spawn_mode":
        known = value in ("", *SPAWN_MODES)
        return "" if known else f"must be one of {', '.join(SPAWN_MODES)}, got {value!r}."
    if name == "conflict_spawn_decay":
        return _decay_out_of_bounds(value)
    if isinstance(Settings.__dataclass_fields__[name].default, bool):
        return "" if isinstance(value, bool) else f"must be true or false, got {value!r}."
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return f"must be a number, got {value!r}."
    if not abs(value) < 1e12:
        return f"must be a number below 1e12, got {value}."
    return _number_out_of_bounds(name, value)


def _number_out_of_bounds(name: str, value: float) -> str:
    if name == "awareness_level":
        return "" if value in range(MOST_HOPS + 1) else f"must be between 0 and {MOST_HOPS}, got {value}."
    if name in _SHARES:
        return "" if 0 <= value <= 1 else f"must be between 0 and 1, got {value}."
    if name in _COUNTS_FROM_ONE:
        whole = value >= 1 and value == int(value)
        return "" if whole else f"must be a whole number of at least 1, got {value}."
    if name in _ABOVE_ZERO:
        return "" if value > 0 else f"must be more than 0, got {value}."
    if name == "movechance_pop_scale_factor":
        return ""
    return "" if value >= 0 else f"must be at least 0, got {value}."


def _decay_out_of_bounds(value: object) -> str:
    if not isinstance(value, (list, tuple)):
        return f"must be a list such as [1.0, 0.5], got {value!r}."
    for factor in value:
        if isinstance(factor, bool) or not isinstance(factor, (int, float)) or not 0 <= factor <= 1e6:
            return f"must hold numbers of at least 0, got {factor!r}."
    return ""
