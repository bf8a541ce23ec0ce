"""Settings that Flee passes over or takes for something else."""

from __future__ import annotations

from collections.abc import Iterator

from posada.movement.flee_folder import INPUT, SETTINGS
from posada.movement.rows import FleeFolder
from posada.movement.settings import HAZARD_RULES, OWN_RULES
from posada.programme.mistakes import Mistake

READS = (SETTINGS, f"{INPUT}/routes.csv")
_SHOWN = 5


def awareness_zero_moves_nobody(folder: FleeFolder) -> Iterator[Mistake]:
    """With awareness_level 0 Flee's route is a number that no place has as its name."""
    if folder.settings.awareness_level == 0:
        yield _of_setting(folder, "awareness_level", "Flee moves nobody at 0.")


def day_longer_than_a_day(folder: FleeFolder) -> Iterator[Mistake]:
    """A person who arrives before evening gets a full day's speed on the next road."""
    speed = folder.settings.max_move_speed
    short = [route for route in folder.routes if route.km < speed]
    if short:
        lines = ", ".join(str(route.line) for route in short[:_SHOWN]) + (
            ", ..." if len(short) > _SHOWN else ""
        )
        roads = f"each of {len(short)} roads" if len(short) > 1 else "the one road"
        text = (
            f"Flee lets people go on for a full {speed:g} km after {roads} shorter than that "
            f"(routes.csv, line{'s' if len(short) > 1 else ''} {lines})."
        )
        yield _of_setting(folder, "max_move_speed", text)


def settings_that_flee_31_ignores(folder: FleeFolder) -> Iterator[Mistake]:
    """Settings of later versions that the newest release on PyPI passes over."""
    settings = folder.settings
    if settings.capacity_scaling != 1.0:
        yield _of_setting(folder, "capacity_scaling", "Flee 3.1 ignores it; later versions use it.")
    if settings.conflict_spawn_decay and settings.conflict_spawn_decay_interval != 30:
        text = "Flee 3.1 ignores it and takes 30 days."
        yield _of_setting(folder, "conflict_spawn_decay_interval", text)
    if settings.use_pop_for_loc_weight:
        text = "Flee 3.1 takes the smaller of 1 and the people."
        yield _of_setting(folder, "use_pop_for_loc_weight", text)
    if settings.stay_close_to_home:
        text = (
            "Flee measures with latitude and longitude exchanged, and from the present place, not the home."
        )
        yield _of_setting(folder, "stay_close_to_home", text)
    for rule in HAZARD_RULES[2:]:
        if getattr(settings, rule):
            yield _of_setting(folder, rule, "Flee 3.1 ignores it; later versions use it.")
    if settings.children_avoid_hazards and settings.boys_take_risk:
        yield _of_setting(
            folder, "boys_take_risk", "Flee takes every man above 14 for a boy, and so does this program."
        )
    if settings.boys_take_risk and not settings.children_avoid_hazards:
        yield _of_setting(
            folder, "boys_take_risk", "Flee looks at it only where children_avoid_hazards is true."
        )
    if settings.spawn_mode == "poisson":
        yield _of_setting(folder, "spawn_mode", "Flee 3.1 stops with an error at Poisson.")


def settings_that_flee_does_not_have(folder: FleeFolder) -> Iterator[Mistake]:
    """Rules of this program only: Flee passes over names that it does not know, without a word."""
    for name in OWN_RULES:
        if name in folder.setting_lines and getattr(folder.settings, name):
            yield _of_setting(folder, name, "Flee has no such setting and ignores it: it counts here only.")


def _of_setting(folder: FleeFolder, name: str, text: str) -> Mistake:
    """A finding on a setting, with its line if it stands in the file."""
    return Mistake(folder.settings_file or SETTINGS, folder.setting_lines.get(name), name, text)


def names_of_no_rule(folder: FleeFolder) -> Iterator[Mistake]:
    """A name that is switched off and that nobody knows may be one that was meant to be switched on."""
    for name, line in folder.unknown_settings.items():
        text = "no rule of Flee or of this program has this name: it is passed over."
        yield Mistake(folder.settings_file or SETTINGS, line, name, text)


RULES = (
    awareness_zero_moves_nobody,
    day_longer_than_a_day,
    settings_that_flee_31_ignores,
    settings_that_flee_does_not_have,
    names_of_no_rule,
)
