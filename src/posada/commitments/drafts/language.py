"""Language: English or Spanish, told from the small words that a text cannot do without."""

from __future__ import annotations

import re

STOP_WORDS = {
    "en": frozenset(
        [
            "the",
            "of",
            "and",
            "to",
            "in",
            "that",
            "is",
            "was",
            "for",
            "on",
            "with",
            "as",
            "it",
            "by",
            "at",
            "be",
            "said",
            "from",
            "are",
            "has",
            "were",
            "not",
            "his",
            "her",
            "they",
            "will",
            "an",
            "but",
            "had",
        ]
    ),
    "es": frozenset(
        [
            "el",
            "la",
            "de",
            "que",
            "y",
            "los",
            "las",
            "en",
            "un",
            "una",
            "por",
            "con",
            "para",
            "del",
            "se",
            "su",
            "al",
            "es",
            "no",
            "lo",
            "dijo",
            "más",
            "como",
            "según",
            "sus",
            "este",
            "esta",
            "ha",
            "han",
            "sin",
            "fue",
            "pero",
        ]
    ),
}
LETTERS = re.compile(r"[^\W\d_]+")


def language_of(text: str) -> str | None:
    """The language of a text, `en` or `es`, or None where the small words do not tell.

    >>> language_of("The mayor said that the road is open."), language_of("La alcaldesa no lo dijo."), language_of("Ok")
    ('en', 'es', None)
    """
    words = LETTERS.findall(text.lower())
    counts = {lang: sum(word in stop for word in words) for lang, stop in STOP_WORDS.items()}
    best = max(counts, key=lambda lang: counts[lang])
    other = min(counts, key=lambda lang: counts[lang])
    # French and Portuguese share a few Spanish words; a text of a known language has them at every turn.
    if counts[best] == counts[other] or counts[best] * 8 < len(words):
        return None
    return best
