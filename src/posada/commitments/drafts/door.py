"""What is refused before a text is read, all of it at once."""

from __future__ import annotations

from posada.commitments.drafts.lexicon import LANGUAGES
from posada.programme.cells import BadCell, Dialect, parser
from posada.programme.columns import TABLES
from posada.programme.mistakes import InputError, Mistake

LARGEST_BYTES = 5_000_000


def words_of_text(text: str | bytes, *, lang: str | None, source_id: str, file: str = "") -> str:
    """The text as words.

    Raises InputError with all that is wrong: a source_id that is none, a language without cues, a text that is
    too large or not UTF-8. A mistake of the text is told of its file, where it came from one.

    >>> words_of_text("café".encode(), lang="es", source_id="S1")
    'café'
    """
    mistakes = [*_of_source(source_id), *_of_language(lang, source_id)]
    plain = ""
    try:
        raw = text if isinstance(text, bytes) else text.encode("utf-8")
        plain = raw.decode("utf-8")
        if len(raw) > LARGEST_BYTES:
            mistakes.append(_of_text(file, source_id, f"at most {LARGEST_BYTES} bytes, got {len(raw)}"))
    except UnicodeDecodeError as error:
        found = f"byte 0x{error.object[error.start]:02x} at offset {error.start}"
        mistakes.append(_of_text(file, source_id, f"UTF-8, got {found}"))
    except UnicodeEncodeError as error:
        mistakes.append(_of_text(file, source_id, f"UTF-8, got half a character at position {error.start}"))
    if mistakes:
        raise InputError(mistakes)
    return plain


def _of_source(source_id: str) -> list[Mistake]:
    column = next(column for column in TABLES["sources"].columns if column.name == "source_id")
    try:
        parser(column, Dialect())(source_id)
    except BadCell as error:
        return [Mistake("source_id", None, "", f"{error}, got {source_id!r}.")]
    return []


def _of_language(lang: str | None, source_id: str) -> list[Mistake]:
    if lang is None or lang in LANGUAGES:
        return []
    return [Mistake(source_id, None, "lang", f"must be one of {', '.join(LANGUAGES)}, got {lang!r}.")]


def _of_text(file: str, source_id: str, told: str) -> Mistake:
    where, column = (file, "") if file else (source_id, "text")
    return Mistake(where, None, column, f"must be {told}.")
