"""The words, in English and Spanish, in which an outlook on caravans is told."""

from __future__ import annotations

from posada.programme.disclosure import FEWEST_TOLD


def words_of(lang: str) -> dict[str, str]:
    """The words of a language; ValueError for a language other than English and Spanish."""
    if lang not in _WORDS:
        raise ValueError(f"lang must be one of {', '.join(_WORDS)}, got {lang!r}.")
    return _WORDS[lang]


def people_told(people: int, words: dict[str, str]) -> str:
    """A count of people in words, as few where it could find somebody.

    >>> [people_told(count, words_of("en")) for count in (0, 7, 1234)]
    ['0', 'fewer than 10', '1,234']
    """
    return words["few"].format(least=FEWEST_TOLD) if 0 < people < FEWEST_TOLD else f"{people:,}"


def band_told(low: int, middle: int, high: int, words: dict[str, str]) -> str:
    """A band of people in words; nothing but that it is few where even its high end is.

    >>> band_told(5, 30, 70, words_of("en")), band_told(0, 2, 5, words_of("en"))
    ('fewer than 10 to 70, in the middle 30', 'fewer than 10')
    """
    if high < FEWEST_TOLD:
        return people_told(high, words)
    least, most, between = (people_told(count, words) for count in (low, high, middle))
    return words["band"].format(low=least, high=most, middle=between)


_WORDS = {
    "en": {
        "groups": "Groups followed: {groups}. Members of the ensemble: {members}, seed {seed}.",
        "no_offer": "No offer is made.",
        "offer": "Offer {offer}, {delivered}: the assembly accepts in {accepted} % of the ensemble;"
        " people taken away: {away}.",
        "few": "fewer than {least}",
        "band": "{low} to {high}, in the middle {middle}",
        "kept": "kept",
        "late": "kept {days} days late",
        "never": "never kept",
        "again": "A group forms again in {share} % of the ensemble: from {at}, in the middle on {on},"
        " with {low} to {high} people, in the middle {middle}.",
        "not_again": "A group forms again in {share} % of the ensemble.",
        "fates": "The same groups under each fate of the offer; a group forms again:",
        "without": "no offer",
        "fate_not": "in {share} % of the ensemble",
        "fate_again": "in {share} % of the ensemble, {low} to {high} people around {on}",
        "seen": "Against what sources have: {right}.",
        "seen_arrivals": "arrival within a day at {near} of {arrivals} towns",
        "seen_sizes": "size within the bounds at {inside} of {sizes} sightings",
        "unseen": "No source has what could be held against this: neither a town on a day nor a size.",
        "not_for": "History and what-if only: it does not say where anybody is now.",
    },
    "es": {
        "groups": "Grupos seguidos: {groups}. Miembros del conjunto: {members}, semilla {seed}.",
        "no_offer": "No se hace ninguna oferta.",
        "offer": "Oferta {offer}, {delivered}: la asamblea acepta en {accepted} % del conjunto;"
        " personas trasladadas: {away}.",
        "few": "menos de {least}",
        "band": "de {low} a {high}, en el medio {middle}",
        "kept": "cumplida",
        "late": "cumplida con {days} días de retraso",
        "never": "nunca cumplida",
        "again": "Un grupo se forma de nuevo en {share} % del conjunto: desde {at}, en el medio el {on},"
        " con {low} a {high} personas, en el medio {middle}.",
        "not_again": "Un grupo se forma de nuevo en {share} % del conjunto.",
        "fates": "Los mismos grupos bajo cada suerte de la oferta; un grupo se forma de nuevo:",
        "without": "sin oferta",
        "fate_not": "en {share} % del conjunto",
        "fate_again": "en {share} % del conjunto, de {low} a {high} personas hacia el {on}",
        "seen": "Frente a las fuentes: {right}.",
        "seen_arrivals": "llegada con un día de diferencia a lo más en {near} de {arrivals} pueblos",
        "seen_sizes": "tamaño dentro de los límites en {inside} de {sizes} avistamientos",
        "unseen": "Ninguna fuente tiene con qué compararlo: ni un pueblo en un día ni un tamaño.",
        "not_for": "Sólo para historia y conjeturas: no dice dónde está nadie ahora.",
    },
}
