"""Reading `caravans.toml`: the parameters of the caravan model that a programme folder brings with it."""

from __future__ import annotations

import dataclasses
import hashlib
import tomllib
from pathlib import Path

from posada.movement.caravans.parameters import CaravanParameters
from posada.programme.mistakes import InputError, Mistake, did_you_mean

FILE = "caravans.toml"


def read_parameters(folder: Path) -> tuple[CaravanParameters, str]:
    """The parameters in a folder and the SHA-256 of their file; the defaults and '' where there is none.

    Raises `InputError` with all mistakes together.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, FILE).write_text("reach_km = 30")
    ...     read_parameters(Path(folder))[0].reach_km
    30
    """
    path = folder / FILE
    if not path.is_file():
        return CaravanParameters(), ""
    content = path.read_bytes()
    try:
        given = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError([Mistake(FILE, None, "", f"must be a TOML file in UTF-8 ({error}).")]) from error
    mistakes = [mistake for name, value in given.items() for mistake in _mistakes(name, value)]
    if mistakes:
        raise InputError(mistakes)
    try:
        parameters = CaravanParameters(**given)
    except ValueError as error:  # Each number is right alone, and two do not fit each other.
        raise InputError([Mistake(FILE, None, "", str(error))]) from error
    return parameters, hashlib.sha256(content).hexdigest()


def _mistakes(name: str, value: object) -> list[Mistake]:
    """What is wrong with one parameter; nothing where it is right."""
    known = {each.name: each.metadata["bounds"] for each in dataclasses.fields(CaravanParameters)}
    if name not in known:
        return [Mistake(FILE, None, name, f"no such parameter.{did_you_mean(name, known)}")]
    low, high = known[name]
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        return [Mistake(FILE, None, name, f"must be a number from {low:g} to {high:g}, got {value!r}.")]
    return []
