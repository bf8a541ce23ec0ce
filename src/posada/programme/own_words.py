"""A ledger's own words in the language of a reader: as `translations.csv` has them, and the units Posada knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from posada.programme.tables import Translation

SPOKEN: Mapping[str, str] = {"es": "spa", "en": "eng"}
"""The languages that Posada speaks, and their ISO 639-3 codes, as tables have them."""


class OwnWords(dict[str, str]):
    """Words by their original; what nobody has translated stays as it was entered.

    >>> OwnWords({"cards": "tarjetas"})["cards"], OwnWords()["cards"]
    ('tarjetas', 'cards')
    """

    def __missing__(self, words: str) -> str:
        return words


AS_ENTERED = OwnWords()
"""For answers that quote the ledger as it stands."""


def own_words(translations: Iterable[Translation], lang: str) -> OwnWords:
    """The words of a ledger in a language; what the ledger itself says goes before the units Posada knows.

    >>> row = Translation(language="spa", original="Ten desks.", text="Diez mesas.")
    >>> words = own_words([row], "es")
    >>> words["Ten desks."], words["cards"], own_words([row], "en")["Ten desks."]
    ('Diez mesas.', 'tarjetas', 'Ten desks.')
    """
    said = {row.original: row.text for row in translations if row.language == SPOKEN.get(lang)}
    return OwnWords({**_UNITS.get(lang, {}), **said})


_UNITS: Mapping[str, Mapping[str, str]] = {
    "es": {
        "persons": "personas",
        "people": "personas",
        "households": "hogares",
        "families": "familias",
        "cards": "tarjetas",
        "visas": "visas",
        "decisions": "resoluciones",
        "documents": "documentos",
        "passes": "pases",
        "permits": "permisos",
        "buses": "autobuses",
        "desks": "mesas",
        "offices": "oficinas",
        "institutions": "instituciones",
        "destinations": "destinos",
        "states": "estados",
        "caravans": "caravanas",
        "conditions": "condiciones",
        "witnesses": "testigos",
        "days": "días",
        "miles": "millas",
    }
}
