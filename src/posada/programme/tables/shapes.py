"""The shapes that codes of several tables share: countries, states, languages, currencies."""

from __future__ import annotations

from posada.programme.codes import COUNTRIES, COUNTRY_WORDS, CURRENCIES, CURRENCY_WORDS, LANGUAGE_WORDS
from posada.programme.columns import Shape

COUNTRY = Shape(
    pattern=r"[A-Z]{3}",
    help="an ISO 3166-1 alpha-3 code like HND",
    known=COUNTRIES,
    meant=COUNTRY_WORDS,
)
CURRENCY = Shape(
    pattern=r"[A-Z]{3}",
    help="an ISO 4217 code like MXN",
    known=CURRENCIES,
    meant=CURRENCY_WORDS,
)
LANGUAGE = Shape(
    pattern=r"[a-z]{3}",
    help="an ISO 639-3 code like spa",
    meant=LANGUAGE_WORDS,
)
LANGUAGES = Shape(
    pattern=r"[a-z]{3}(;[a-z]{3})*",
    help="ISO 639-3 codes split by ';', like spa;hat",
    meant=LANGUAGE_WORDS,
)
STATE = Shape(
    pattern=r"[A-Z]{2}-[A-Z0-9]{1,3}",
    help="an ISO 3166-2 code like MX-CHP",
)
TIME_ZONE = Shape(
    pattern=r"[A-Za-z_]+(/[A-Za-z0-9_+-]+)*",
    help="an IANA time zone like America/Mexico_City",
)

MOST = 1_000_000
"""More beds, jobs or points than any programme has: a number above it is a slip of the hand."""

MOST_PEOPLE = 2_000_000_000
MOST_MONEY = 1_000_000_000
