"""The settings in a simsetting.yml; a rule that is asked for and not supported is refused by its name."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from posada.movement.flee_csv import text_of
from posada.movement.flee_yaml import Setting, settings_in
from posada.movement.settings import MOVE_RULES, SPAWN_RULES, Settings, out_of_bounds
from posada.programme.mistakes import Mistake, did_you_mean

SILENT_SECTIONS = ("log_levels",)
REFUSED_MOVE_RULES = (
    "match_camp_ethnicity", "MatchCampEthnicity", "match_town_ethnicity", "MatchTownEthnicity",
    "match_conflict_ethnicity", "MatchConflictEthnicity", "match_camp_religion", "MatchCampReligion",
    "use_v1_rules", "fixed_routes", "two_system_decision_making", "avoid_food_deprived_locations",
    "flee_when_starving", "use_economic_pull", "pruning_threshold",
)  # fmt: skip
REFUSED_SPAWN_RULES = (
    "take_from_population", "flood_driven_spawning", "flood_zone_spawning_only", "starvation_driven_spawning",
    "read_from_agents_csv_file", "camps_are_sinks", "camps_are_sicks",
)  # fmt: skip
SILENT = {
    "move_rules": ("max_crossing_speed",),
    "spawn_rules": ("conflict_zone_spawning_only", "empty_camps_on_day0"),
    "optimisations": (),
}
OTHER_NAMES = {
    "ChildrenAvoidHazards": "children_avoid_hazards", "BoysTakeRisk": "boys_take_risk",
    "ElderlyAvoidHazards": "elderly_avoid_hazards", "WomenAvoidHazards": "women_avoid_hazards",
}  # fmt: skip
"""Names of Flee 3.1 and the names that later versions have for the same rules."""
OFF_UP_TO = {"pruning_threshold": 1.001}
"""Rules given as a number that Flee takes to be off up to it."""
_KNOWN: dict[str, tuple[str, ...]] = {
    "move_rules": (*MOVE_RULES, *OTHER_NAMES, *REFUSED_MOVE_RULES, *SILENT["move_rules"]),
    "spawn_rules": (*SPAWN_RULES, *REFUSED_SPAWN_RULES, *SILENT["spawn_rules"], "conflict_driven_spawning"),
    "optimisations": ("hasten", *SILENT["optimisations"]),
}
_CONFLICT_DRIVEN = ("spawn_mode", "displaced_per_conflict_day")


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """What stands in a file of settings: the rules, Flee's default for each that is not in it, and lines by name.

    `unknown` are names of no rule, of Flee or of this program, that are switched off.
    """

    rules: Settings = field(default_factory=Settings)
    lines: dict[str, int] = field(default_factory=dict)
    unknown: dict[str, int] = field(default_factory=dict)


def read_settings(path: Path, mistakes: list[Mistake]) -> SettingsFile:
    """The settings of a file; what is wrong goes to `mistakes`."""
    text = text_of(path, path.name, mistakes)
    if text is None:
        return SettingsFile()
    values: dict[str, Any] = {}
    before = len(mistakes)
    told = settings_in(text, file=path.name, mistakes=mistakes)
    for setting in told:
        _take(setting, values, path.name, mistakes)
    unknown = {it.path[-1]: it.line for it in told if _is_unknown(it)}
    if len(mistakes) > before:
        return SettingsFile(unknown=unknown)
    lines = {OTHER_NAMES.get(it.path[-1], it.path[-1]): it.line for it in told}
    named = {name: line for name, line in lines.items() if name in values}
    return SettingsFile(Settings(**values), named, unknown)


def _is_unknown(setting: Setting) -> bool:
    """Whether no version of Flee that is known here has a rule of this name in this section."""
    section, *names = setting.path
    known = _KNOWN.get(section)
    return known is not None and len(names) == 1 and names[0] not in known


def _take(setting: Setting, values: dict[str, Any], file: str, mistakes: list[Mistake]) -> None:
    def tell(text: str) -> None:
        mistakes.append(Mistake(file, setting.line, ".".join(setting.path), text))

    section, *names = setting.path
    if section in SILENT_SECTIONS or (not names and setting.value is None):
        return
    if not names and section in _KNOWN:
        tell(f"must be a section of rules, got {setting.value!r}.")
        return
    if not names:
        if section not in ("number_of_steps", "conflict_input_file"):
            tell("stands outside a section; it must stand in move_rules, spawn_rules or optimisations.")
        return
    name = names[-1]
    if section == "spawn_rules" and names[0] == "conflict_driven_spawning":
        _take_conflict_driven(setting, values, tell)
    elif section in ("flood_rules",):
        tell("floods are not supported: this rule must be absent.")
    elif section == "move_rules":
        _take_rule(OTHER_NAMES.get(name, name), setting, values, MOVE_RULES, REFUSED_MOVE_RULES, tell)
    elif section == "spawn_rules":
        _take_rule(name, setting, values, SPAWN_RULES, REFUSED_SPAWN_RULES, tell)
    elif section == "optimisations":
        _take_rule(name, setting, values, ("hasten",), (), tell)
    else:
        tell(
            "must stand in a section that Flee knows."
            + did_you_mean(section, ["move_rules", "spawn_rules", "optimisations", "log_levels"])
        )


def _take_rule(
    name: str, setting: Setting, values: dict[str, Any], known: tuple[str, ...], refused: tuple[str, ...],
    tell: Any,
) -> None:  # fmt: skip
    """Note a rule; one that is switched off may stand there even if it is not supported."""
    if name in refused:
        if not _is_off(name, setting.value):
            tell(_refusal(name, setting.value))
    elif name in known:
        value = _as_switch(name, setting.value)
        if name == "conflict_spawn_decay" and value is None:
            return
        if told := out_of_bounds(name, value):
            tell(told)
        else:
            values[name] = tuple(value) if isinstance(value, list) else value
    elif name not in SILENT[setting.path[0]]:
        near = did_you_mean(name, (*known, *SILENT[setting.path[0]]))
        if near:
            tell(f"no rule has this name.{near}")
        elif not _is_off(name, setting.value):
            tell(_refusal(name, setting.value))


def _refusal(name: str, value: Any) -> str:
    off = f"at most {OFF_UP_TO[name]}" if name in OFF_UP_TO else "false"
    got = str(value).lower() if isinstance(value, bool) else repr(value)
    return f"the rule {name} is not supported; it must be {off} or absent, got {got}."


def _is_off(name: str, value: Any) -> bool:
    """Whether a rule has no effect with a value: no, nothing, 0, or up to what Flee takes to be off."""
    if name in OFF_UP_TO and isinstance(value, (int, float)):
        return value <= OFF_UP_TO[name]
    return value in (False, None)


def _as_switch(name: str, value: Any) -> Any:
    """0 and 1 as no and yes, where a switch is asked for."""
    if isinstance(Settings.__dataclass_fields__[name].default, bool) and value in (0, 1):
        return bool(value)
    return value


def _take_conflict_driven(setting: Setting, values: dict[str, Any], tell: Any) -> None:
    names = setting.path[1:]
    if len(names) == 1:
        if setting.value not in (None, False):
            tell(f"must be a section with spawn_mode and displaced_per_conflict_day, got {setting.value!r}.")
        elif setting.value is None:
            values.setdefault("spawn_mode", "constant")
        return
    name = names[-1]
    if name not in _CONFLICT_DRIVEN:
        tell(f"no rule has this name.{did_you_mean(name, _CONFLICT_DRIVEN)}")
        return
    value = str(setting.value).casefold() if name == "spawn_mode" else setting.value
    if told := out_of_bounds(name, value):
        tell(told)
    else:
        values[name] = value
