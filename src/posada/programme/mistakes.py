"""Mistakes of an input, gathered so that all of them reach the reader at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SHOWN_LINES = 8


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: where it stands, what was expected, what came."""

    file: str
    line: int | None
    column: str
    text: str

    def __str__(self) -> str:
        where = [self.file]
        if self.line is not None:
            where.append(f"line {self.line}")
        if self.column:
            where.append(self.column)
        return f"{', '.join(where)}: {self.text}"

    def as_dict(self) -> dict[str, object]:
        """The mistake as plain data, for ``--json``."""
        return {"file": self.file, "line": self.line, "column": self.column, "text": self.text}


def told(mistakes: Iterable[Mistake]) -> list[str]:
    """One sentence for each different mistake; one that stands in several lines names the others at its end.

    >>> told([Mistake("persons.csv", line, "sex", "must be known.") for line in (2, 3, 9)])
    ['persons.csv, line 2, sex: must be known. (Also in lines 3, 9.)']
    """
    alike: dict[tuple[str, str, str], list[Mistake]] = {}
    for mistake in mistakes:
        alike.setdefault((mistake.file, mistake.column, mistake.text), []).append(mistake)
    return [f"{first}{_also(others)}" for first, *others in alike.values()]


def _also(others: Sequence[Mistake]) -> str:
    lines = [str(other.line) for other in others]
    if not lines:
        return ""
    more = f" and {len(lines) - SHOWN_LINES:,} more" if len(lines) > SHOWN_LINES else ""
    return f" (Also in line{'s' if len(lines) > 1 else ''} {', '.join(lines[:SHOWN_LINES])}{more}.)"


class PosadaError(Exception):
    """Anything that Posada refuses to go on with."""


class InputError(PosadaError):
    """The input cannot be used; `mistakes` lists everything found wrong with it."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str | None:
    """The known word that somebody most likely meant, or None if nothing is as near as `likeness` (0 to 1).

    >>> nearest("plce_id", ["place_id", "name"])
    'place_id'
    >>> nearest("colour", ["place_id", "name"]) is None
    True
    """
    folded = {name.casefold(): name for name in known}
    found = difflib.get_close_matches(word.casefold(), list(folded), n=1, cutoff=likeness)
    return folded[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The sentence ``Did you mean '...'?`` with a space before it, or nothing."""
    near = nearest(word, known) if len(word) <= 80 else None
    return f" Did you mean '{near}'?" if near else ""
