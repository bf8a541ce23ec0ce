"""The ledger's own words in another language, so that no page has to speak two."""

from __future__ import annotations

from posada.programme.codes import LANGUAGE_WORDS
from posada.programme.columns import column, table

_SPOKEN = ("eng", "spa")


@table("translations", key=("language", "original"))
class Translation:
    """Words of the ledger in another language; quotations are evidence and stay as they were said."""

    language: str = column(
        "language of the translation",
        one_of=_SPOKEN,
        aliases={word: code for word, code in LANGUAGE_WORDS.items() if code in _SPOKEN},
    )
    original: str = column("the exact words of a cell that may be translated, or the name of the programme")
    text: str = column("the same in that language; what is in figures stays in figures")
