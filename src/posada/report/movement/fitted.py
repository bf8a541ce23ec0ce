"""Reading what `posada calibrate` left in a folder: settings, and the draws of their posterior."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from posada.movement.flee_folder import SETTINGS
from posada.movement.settings import Settings, out_of_bounds
from posada.programme import InputError
from posada.programme.mistakes import Mistake, did_you_mean
from posada.programme.reading import read_table

POSTERIOR = "posterior.csv"


@dataclass(frozen=True, slots=True)
class Fitted:
    """Settings fitted to past conflicts: their file, the draws around them, and the SHA-256 of both files."""

    settings_path: Path | None = None
    draws: tuple[dict[str, float], ...] = ()
    digests: dict[str, str] = field(default_factory=dict)


def read_fitted(folder: Path) -> Fitted:
    """What was fitted; raises `InputError` with all mistakes together."""
    files = [folder / name for name in (SETTINGS, POSTERIOR)]
    text = "no such file. 'posada calibrate FOLDERS --out' writes it."
    missing = [Mistake(path.name, None, "", text) for path in files if not path.is_file()]
    if missing:
        raise InputError(missing)
    rows = read_table("posterior", folder / POSTERIOR)
    mistakes = [*_mistakes(rows)] or [*_uneven(rows)]
    if mistakes:
        raise InputError(mistakes)
    draws: dict[int, dict[str, float]] = {}
    for row in rows:
        draws.setdefault(row.draw, {})[row.setting] = row.value
    digests = {f"fitted/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    return Fitted(folder / SETTINGS, tuple(draws[number] for number in sorted(draws)), digests)


def _mistakes(rows: Sequence[Any]) -> Iterator[Mistake]:
    """Draws of what is no setting, or out of its bounds; and no draws at all."""
    numbers = [each.name for each in dataclasses.fields(Settings) if isinstance(each.default, float)]
    if not rows:
        yield Mistake(POSTERIOR, None, "", "must hold at least one draw, got none.")
    for row in rows:
        where = f"draw {row.draw}, {row.setting}"
        if row.setting not in numbers:
            near = did_you_mean(row.setting, numbers)
            yield Mistake(POSTERIOR, None, where, f"must be a number of the settings.{near}")
        elif told := out_of_bounds(row.setting, row.value):
            yield Mistake(POSTERIOR, None, where, told)


def _uneven(rows: Sequence[Any]) -> Iterator[Mistake]:
    """Draws that do not hold the same settings as the first, each once."""
    first = sorted(row.setting for row in rows if row.draw == rows[0].draw)
    for draw in sorted({row.draw for row in rows}):
        held = sorted(row.setting for row in rows if row.draw == draw)
        if held != first:
            text = f"must hold the settings of the first draw ({', '.join(first)}), each once."
            yield Mistake(POSTERIOR, None, f"draw {draw}", text)
