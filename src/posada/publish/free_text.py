"""Numbers in free text: small ones are masked unless what they count is known to be no people.

A sentence does not say its unit as a column does. So every number from two to nine gives way, in figures or in
words, unless a thing, a date, a share or an article of a law stands beside it; a list of words for people would
always lack one. "One" is mostly an article in Spanish and often in English, and gives way beside such words only.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from posada.programme.disclosure import FEWEST_TOLD

_ONE = "one|un|una|uno"
_FEW = "two|three|four|five|six|seven|eight|nine|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_VALUES = {word: 2 + number % 8 for number, word in enumerate(_FEW.split("|"))}
_FEW_WITHOUT_NUMBER = (
    "half a dozen|a couple(?: of)?|a handful of|a single|media docena|un par(?: de)?|un puñado de"
    "|una? sol[oa]|one single"
)
_MORE = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
    "|sixty|seventy|eighty|ninety|hundred|thousand|dozen|dozens|diez|once|doce|trece|catorce|quince|veinte"
    "|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|mil|docena|docenas"
)
_PEOPLE = (
    "person|persons|people|family|families|household|households|child|children|minor|minors|woman|women|man|men"
    "|migrant|migrants|refugee|refugees|applicant|applicants|persona|personas|familia|familias|hogar|hogares"
    "|niñas?|niños?|menor|menores|mujer|mujeres|hombre|hombres|migrantes?|refugiad[oa]s?|solicitantes?"
)
_THINGS = (
    "bus|buses|coach|coaches|vehicles?|vans?|trips?|departures?|flights?|trains?|desks?|windows?|offices?"
    "|institutions?|agencies|shelters?|places?|destinations?|states?|countries|municipalities|cities|towns?"
    "|caravans?|conditions?|meetings?|reports?|hearings?|ports?|points?|parts?|times?|sources?|claims?|statements?"
    "|days?|weeks?|months?|years?|hours?|minutes?|km|kilomet(?:er|re)s?|miles?|pesos?|dollars?|million|thousand|hundred"
    "|autobus(?:es)?|autobús|camiones|vehículos?|viajes?|salidas?|vuelos?|trenes|mesas?|módulos?|ventanillas?|oficinas?"
    "|instituciones|dependencias|albergues?|refugios?|sedes?|lugares|destinos?|estados?|entidades|países|municipios|ciudades"
    "|caravanas?|condiciones|reuniones|informes?|audiencias?|puertos?|puntos?|partes?|veces|fuentes?|afirmaciones"
    "|días?|semanas?|meses|años?|horas?|minutos?|kilómetros?|millas?|dólares|millones|mil|cientos"
)
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    "|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|ene|abr|ago|dic"
)
_BEFORE = rf"art|arts|article|articles|artículo|artículos|section|sección|fracción|page|página|no|núm|número|{_MONTHS}"
_COUNTS_A_THING = rf"[\s-]+(?:[^\W\d_]+\s+){{0,2}}?(?:{_THINGS})\b"
_IS_A_DATE = (
    rf"(?:st|nd|rd|th)?(?:\s+(?:and|to|y|al?)\s+(?:el\s+)?\d{{1,2}})?\s+(?:de\s+|of\s+)?(?:{_MONTHS})\b"
)
_IS_A_SHARE = r"\s*(?:%|per\s*cent\b|por\s+ciento\b|[ap]\.?m\b)"
_IS_PART_OF_A_NUMBER = r"[\w/:]|[.,:-]\d"
_SMALL_COUNT = re.compile(
    rf"(?P<before>\b(?:{_BEFORE})\.?\s+|\b(?:half\s+past|a\s+las|at(?=\s+\w+\s*(?:,|on\b|o.clock)))\s+)?(?<![\w/:])(?<!\d[.,-])"
    rf"(?P<count>\b(?:{_FEW_WITHOUT_NUMBER})\b|\b(?:{_ONE}|1)\b(?=\s+(?:[^\W\d_]+\s+){{0,2}}?(?:{_PEOPLE})\b)"
    rf"|(?:[2-9]|\b(?:{_FEW})\b)(?!{_IS_PART_OF_A_NUMBER}))"
    rf"(?!{_COUNTS_A_THING}|{_IS_A_DATE}|{_IS_A_SHARE})",
    re.IGNORECASE,
)
_ANY_NUMBER = re.compile(rf"\d[\d.,]*|\b(?:{_ONE}|{_FEW}|{_MORE})\b", re.IGNORECASE)


def told_in_words(text: str, *, closed: bool = False, things: Collection[float] = ()) -> str:
    """A free text as it may be told: small numbers are masked unless they count things, all where it is `closed`.

    `things` are numbers of which the ledger says that they count things: each is told if it stands in the text
    once. It goes by words in English and Spanish, which is care and no proof: whoever publishes reads the texts first.

    >>> told_in_words("Three were split, 200 persons left on 5 May in nine buses.")
    '[<10] were split, 200 persons left on 5 May in nine buses.'
    >>> told_in_words("12 were moved", closed=True)
    '[…] were moved'
    >>> told_in_words("five left, six came, said six", things=(5, 6))
    'five left, [<10] came, said [<10]'
    """
    if closed:
        return _ANY_NUMBER.sub("[…]", text)
    values = [_value(found["count"]) for found in _SMALL_COUNT.finditer(text)]

    def masked(found: re.Match[str]) -> str:
        value = _value(found["count"])
        is_thing = value in things and values.count(value) == 1
        return found[0] if found["before"] or is_thing else f"[<{FEWEST_TOLD}]"

    return _SMALL_COUNT.sub(masked, text)


def _value(count: str) -> int | None:
    """The number that a small count is; None if it is not said as one."""
    return int(count) if count.isdigit() else _VALUES.get(count.casefold())
