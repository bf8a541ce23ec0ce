"""What Flee would silently ignore or misread in a folder, and where its data contradict themselves.

Each rule names the behaviour of Flee 3.1 or of its later master that was seen by running it:
docs/explanation/movement.md. Nothing here stops a run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from posada.movement import lint_closures, lint_conflicts, lint_places, lint_reports, lint_settings
from posada.movement.flee_folder import SETTINGS, flee_folder_with_mistakes
from posada.movement.rows import FleeFolder
from posada.programme.mistakes import InputError, Mistake

_GROUPS = (lint_places, lint_closures, lint_conflicts, lint_settings, lint_reports)
RULES: tuple[Callable[[FleeFolder], Iterator[Mistake]], ...] = tuple(
    rule for it in _GROUPS for rule in it.RULES
)


def lint(folder: FleeFolder) -> tuple[Mistake, ...]:
    """Every finding about a folder that can be read, by file and line.

    >>> from posada.movement.example import example
    >>> print(*lint(example(simsetting_yml="")), sep=chr(10))
    simsetting.yml, max_move_speed: Flee lets people go on for a full 360 km after each of 3 roads shorter...
    """
    return _in_order(finding for rule in RULES for finding in rule(folder))


def read_and_lint(path: Path, settings_path: Path | None = None) -> tuple[FleeFolder, tuple[Mistake, ...]]:
    r"""The rows of a folder and every finding about them.

    Raises `InputError` where something cannot be read, with the mistakes, and after them the findings about what
    could be.

    >>> from posada.movement.example import write_example
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     read_and_lint(write_example(Path(folder), simsetting_yml="move_rules:\n  fixed_routes: true\n"))
    Traceback (most recent call last):
    posada.programme.mistakes.InputError: simsetting.yml, line 2, move_rules.fixed_routes: the rule fixed_routes is...
    """
    folder, mistakes = flee_folder_with_mistakes(path, settings_path)
    if folder is None:
        raise InputError(mistakes)
    if mistakes:
        raise InputError([*mistakes, *_about_the_rest(folder, mistakes)])
    return folder, lint(folder)


def _about_the_rest(folder: FleeFolder, mistakes: list[Mistake]) -> tuple[Mistake, ...]:
    """The findings of rules that read none of the files in which there are mistakes."""
    spoilt = {SETTINGS if it.file == folder.settings_file else it.file for it in mistakes}
    whole = [it for it in _GROUPS if not any(name.startswith(it.READS) for name in spoilt)]
    return _in_order(finding for it in whole for rule in it.RULES for finding in rule(folder))


def _in_order(findings: Iterator[Mistake]) -> tuple[Mistake, ...]:
    return tuple(sorted(set(findings), key=lambda it: (it.file, it.line or 0, it.column, it.text)))
