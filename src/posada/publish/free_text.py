"""Numbers in free text: small ones are masked unless what stands beside them is known to be no people.

A sentence does not say its unit as a column does. So every number from one to nine gives way, in figures or in words,
unless a thing stands right behind it, or it is part of a date, an hour, a share or the number of an article; a list of
words for people would always lack one. "One" is mostly an article in Spanish and often in English, and gives way
beside words for people only.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from posada.programme.disclosure import FEWEST_TOLD

_FEW = (
    *("two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"),
)
_VALUES = {word: 2 + number % 8 for number, word in enumerate(_FEW)}
_MORE = (
    "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty"
    "|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|thirds?"
    r"|diez|(?<!at )once(?=\s+(?:mil|de|\w+[aeo]s)\b)|doce|trece|catorce|quince|(?:dieci|veinti)\w+"
    r"|veinte|treinta|cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien|ciento|\w*cient[oa]s|quinient[oa]s|mil|mill[oó]n|millones|docenas?|decenas?"
    "|centenar|centenares|mitad|tercio|tercios"
)
_FIGURES = r"(?<![^\W\d])(?<!\d[.,])\d+(?:[.,]\d+)*(?![^\W\d])"
_NUMBER = re.compile(rf"{_FIGURES}|\b(?:{'|'.join(_FEW)})\b", re.IGNORECASE)
_ANY_NUMBER = re.compile(rf"{_FIGURES}|\b(?:{'|'.join(_FEW)}|{_MORE})\b", re.IGNORECASE)

_PEOPLE = (
    "persons?|people|famil(?:y|ies)|households?|child|children|minors?|wom[ae]n|m[ae]n|girls?|boys?|bab(?:y|ies)"
    "|mothers?|fathers?|sisters?|brothers?|daughters?|sons?|twins?|migrants?|refugees?|applicants?|deportees?"
    "|teenagers?|victims?|travellers?|travelers?|personas?|familias?|hogar|hogares|niñ[oa]s?|menor|menores|mujer"
    "|mujeres|hombres?|bebés?|madres?|padres?|herman[oa]s?|hij[oa]s?|migrantes?|refugiad[oa]s?|solicitantes?"
    "|embarazadas?|adolescentes?|jóven(?:es)?|joven|ancian[oa]s?|víctimas?|haitian[oa]s?|hondureñ[oa]s?"
    "|salvadoreñ[oa]s?|guatemaltec[oa]s?|cuban[oa]s?|venezolan[oa]s?|nicaragüenses?|mexican[oa]s?|colombian[oa]s?"
)
_SOMEBODY = re.compile(
    r"\b(?:"
    r"half a dozen|a couple of|a pair of|a trio of|a handful of|media docena|un par de|un puñado de|un trío de"
    r"|a single|one single|a lone|una? sol[oa]|twins|triplets|gemel[oa]s|trilliz[oa]s"
    rf"|(?:both|ambos|ambas|the only|l[oa] únic[oa]|el único|un|una|one)(?=\s+(?:[^\W\d]+\s+){{0,2}}?(?:{_PEOPLE})\b)"
    r"|both of (?:them|whom)|(?:just|only|at least|solo|sólo|apenas) (?:one|uno|una)"
    r"|(?:one|uno|una)(?= (?:of them|of whom|of the|de ell[oa]s|de l[oa]s)\b)"
    r"|one(?= (?-i:[A-ZÁÉÍÓÚ])[^\W\d]+)"
    r")\b",
    re.IGNORECASE,
)
"""Ways of speaking of one or a few without a number, or with "one"."""

_THINGS = (
    "buses|coaches|vehicles|vans|trips|flights|trains|desks|windows|offices|institutions|agencies|shelters"
    "|destinations|states|countries|municipalities|cities|towns|caravans|conditions|meetings|ports|points|parts|times"
    "|sources|claims|statements|days|weeks|months|years|hours|minutes|km|kilomet(?:er|re)s|miles|pesos|dollars"
    "|autobuses|camiones|vehículos|viajes|vuelos|trenes|mesas|módulos|ventanillas|oficinas|instituciones|dependencias"
    "|albergues|refugios|sedes|destinos|estados|entidades|países|municipios|ciudades|caravanas|condiciones|reuniones"
    "|puertos|puntos|partes|veces|fuentes|afirmaciones|días|semanas|meses|años|horas|minutos|kilómetros|millas"
    "|dólares"
)
_MULTIPLIED = "million|thousand|hundred|per cent|percent|millones|mil|cientos|por ciento"
_ONE_THING = (
    "bus|coach|vehicle|van|trip|flight|train|desk|office|institution|shelter|state|country|city|town|day|week|month"
    "|year|hour|minute|mile|kilomet(?:er|re)|autobús|camión|vehículo|viaje|vuelo|tren|mesa|módulo|oficina|albergue"
    "|estado|país|municipio|ciudad|día|semana|mes|año|hora|minuto|kilómetro"
)
_WHICH = (
    "working|business|calendar|consecutive|whole|full|more|other|further|destination|registration|different|southern"
    "|northern|central|otros|otras|nuevos|nuevas"
)
_A_NUMBER = rf"(?:\d+|{'|'.join(_FEW)}|ten|eleven|twelve|diez|once|doce)"
_AND_OTHERS = rf"(?:\s*(?:,|-|–|\band\b|\bor\b|\bto\b|\by\b|\bo\b|\bu\b|\ba\b)\s*{_A_NUMBER}\b)*"
_A_THING = rf"(?:\s+(?:of the|de l[oa]s))?[\s-]+(?:(?:{_WHICH})\s+)?(?:{_THINGS})\b|-(?:{_ONE_THING})\b"
_COUNTS_A_THING = re.compile(f"{_AND_OTHERS}(?:{_A_THING})", re.IGNORECASE)
_IS_NO_SMALL_COUNT = re.compile(rf"{_AND_OTHERS}(?:{_A_THING}|[\s-]+(?:{_MULTIPLIED})\b|\s*%)", re.IGNORECASE)
_COUNTS_ONE_THING = re.compile(rf"[\s-]+(?:{_ONE_THING})\b", re.IGNORECASE)

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
    "|(?i:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)|ene|abr|ago|dic"
)
_TH = r"(?:st|nd|rd|th)?"
_DATES = (
    r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b|\b\d{1,2}:\d{2}\b|\b\d{1,2}\s*[ap]\.?m\b"
    rf"|\b\d{{1,2}}{_TH}(?:\s*(?:,|and|to|y|al?|-|–)\s*(?:el\s+)?\d{{1,2}}{_TH})*\s+(?:de\s+|of\s+)?(?:{_MONTHS})\b"
    rf"|\b(?:{_MONTHS})\.?\s+\d{{1,2}}{_TH}(?=\s*(?:[,.;:)–-]|$|\d{{4}}\b|(?:and|to|at|by|in|on|when|after|before|y)\b))"
    rf"|\bhalf past {_A_NUMBER}\b"
    rf"|\bat {_A_NUMBER}(?= o.clock\b| on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
    rf"|\ba las? {_A_NUMBER}(?= (?:de la (?:mañana|tarde|noche|madrugada)|horas|en punto|y (?:media|cuarto))\b)"
)
_ARTICLES = (
    r"(?i:\b(?:arts?\.?|articles?|artículos?|sections?|sección|fracción|pages?|página|núm\.|número)\s+\d+\b"
    r"(?!\s+[^\W\d]+s\b))"
)
_NO_COUNT = re.compile(f"{_DATES}|{_ARTICLES}")
"""Numbers that are part of a date, an hour or the number of an article."""


@dataclass(frozen=True, slots=True)
class _Count:
    """What may be a number of people, where it stands, and the number if it is said as one."""

    start: int
    end: int
    value: float | None = None


def told_in_words(text: str, *, closed: bool = False, known: Collection[float] = ()) -> str:
    """A free text as it may be told: small numbers are masked unless they count things, all where it is `closed`.

    `known` are numbers that the ledger tells beside the text: a small one of them is told if it stands there once.
    It goes by words in English and Spanish, which is care and no proof: whoever publishes reads the texts first.

    >>> told_in_words("Three were split, 200 persons left on 5 May in nine buses.")
    '[<10] were split, 200 persons left on 5 May in nine buses.'
    >>> told_in_words("12 were moved on 5 May", closed=True)
    '[…] were moved on 5 May'
    >>> told_in_words("five left, six came, said six", known=(5, 6))
    'five left, [<10] came, said [<10]'
    """
    counts = sorted(_counts(text, closed=closed), key=lambda it: (it.start, -it.end))
    values = [it.value for it in counts]
    told, behind = "", 0
    for it in counts:
        if it.start < behind:
            continue
        is_few = it.value is None or it.value < FEWEST_TOLD
        if it.value in known and (not is_few or values.count(it.value) == 1):
            continue
        told += text[behind : it.start] + ("[…]" if closed else f"[<{FEWEST_TOLD}]")
        behind = it.end
    return told + text[behind:]


def _counts(text: str, *, closed: bool) -> Iterator[_Count]:
    """The numbers of a text that may not be told."""
    passed = [found.span() for found in _NO_COUNT.finditer(text)]
    for found in (_ANY_NUMBER if closed else _NUMBER).finditer(text):
        if any(start <= found.start() < end for start, end in passed):
            continue
        value = _value(found[0])
        if closed or (value is not None and 0 < value < FEWEST_TOLD and value == int(value)):
            harmless = _COUNTS_A_THING if closed else _IS_NO_SMALL_COUNT
            if not (_COUNTS_ONE_THING if value == 1 else harmless).match(text, found.end()):
                yield _Count(*found.span(), value)
    for found in _SOMEBODY.finditer(text):
        if not _COUNTS_A_THING.match(text, found.end()):
            yield _Count(*found.span())


def _value(count: str) -> float | None:
    """The number that is said; None if it is said in words of more than nine."""
    if not count[0].isdigit():
        return _VALUES.get(count.casefold())
    whole = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", count).replace(",", ".")
    try:
        return float(whole)
    except ValueError:
        return None
