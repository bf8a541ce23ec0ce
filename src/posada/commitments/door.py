"""What is refused before anything is measured."""

from __future__ import annotations

from collections.abc import Collection

from posada.programme import InputError, Mistake, Programme
from posada.programme.mistakes import did_you_mean


def refuse_unknown_sources(programme: Programme, sources: Collection[str]) -> None:
    """Nothing, if each of these sources is one of the ledger; else InputError with all that are not.

    >>> from posada.commitments.example import example
    >>> refuse_unknown_sources(example(), ["sen"])
    Traceback (most recent call last):
    posada.programme.mistakes.InputError: --source: must be a source_id of sources.csv, got 'sen'. Did you mean 'seen'?
    """
    known = [row.source_id for row in programme.sources]
    mistakes = [
        Mistake(
            "--source",
            None,
            "",
            f"must be a source_id of sources.csv, got {code!r}.{did_you_mean(code, known)}",
        )
        for code in sources
        if code not in known
    ]
    if mistakes:
        raise InputError(mistakes)
