"""The words of a publication, in the two languages of every page."""

from __future__ import annotations

from collections.abc import Mapping

from posada.publish.words_en import EN
from posada.publish.words_es import ES

LANGS = ("es", "en")
Texts = Mapping[str, str]
TEXTS: Mapping[str, Texts] = {"es": ES, "en": EN}
OTHER = {"es": "en", "en": "es"}

_UNITS_ES = {
    "persons": "personas",
    "people": "personas",
    "households": "hogares",
    "families": "familias",
    "cards": "tarjetas",
    "visas": "visas",
    "decisions": "resoluciones",
    "passes": "pases",
    "permits": "permisos",
    "buses": "autobuses",
    "desks": "mesas",
    "offices": "oficinas",
    "destinations": "destinos",
    "states": "estados",
    "caravans": "caravanas",
    "conditions": "condiciones",
    "witnesses": "testigos",
    "days": "días",
    "miles": "millas",
}


def unit_in_words(unit: str, lang: str) -> str:
    """A unit in the language of a page; one that is not known stays as the ledger has it.

    >>> unit_in_words("cards", "es"), unit_in_words("cards", "en")
    ('tarjetas', 'cards')
    """
    return _UNITS_ES.get(unit, unit) if lang == "es" else unit
