"""Quantities: the first amount that a statement names, with its bounds and what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from posada.commitments.drafts.draft import Quantity
from posada.commitments.drafts.lexicon import Lexicon
from posada.commitments.drafts.words import CURRENCIES, Token

SUFFIXES = {"k": 1000, "m": 1000000, "bn": 1000000000}
"""Scales that stand right at a number of a sum of money: "£4.2m"."""
SCALES = (100, 1000, 1000000, 12)
REACH_OF_HEAD = 4
"""Words from an amount to the noun that it counts."""
PLURALS = ("people", "children", "men", "women", "feet", "staff", "police")
NOT_DESCRIBING = ("prepositions", "and", "auxiliary", "determiners", "stops", "that", "relatives", "cuts")
GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*\Z")


def quantity_in(words: Sequence[Token], lexicon: Lexicon) -> Quantity | None:
    """The first amount in a statement, or None where it counts nothing.

    >>> from posada.commitments.drafts.lexicon import lexicon
    >>> from posada.commitments.drafts.words import tokens
    >>> text = "more than 1,200 beds"
    >>> str(quantity_in(tokens(text, 0, len(text)), lexicon("en")))
    '1200.. beds'
    """
    position = 0
    while position < len(words):
        amount, after = _amount(words, position, lexicon)
        if amount is not None and not _counts_nothing(words, position, after, lexicon):
            return _bounded(words, position, amount, after, lexicon)
        position = max(after, position + 1)
    return None


def _bounded(words: Sequence[Token], at: int, amount: Decimal, after: int, lexicon: Lexicon) -> Quantity:
    """The amount with the bounds that the words around it set."""
    currency = ""
    if at and words[at - 1].text in CURRENCIES:
        currency, at = words[at - 1].text, at - 1
        if (
            after < len(words)
            and words[after].lower in SUFFIXES
            and words[after].start == words[after - 1].end
        ):
            amount, after = amount * SUFFIXES[words[after].lower], after + 1
    amount = amount.to_integral_value() if amount == amount.to_integral_value() else amount
    before = [word.lower for word in words[max(0, at - 3) : at]]
    lo: Decimal | None = amount
    hi: Decimal | None = amount
    if before and (before[-1],) in lexicon.bounds["between"] and after < len(words):
        second, end = _amount(words, after + 1, lexicon)
        if words[after].lower in ("and", "to", "y", "a", "e") and second is not None:
            # In "entre 50 y 60 millones" the scale belongs to both numbers.
            scale = Decimal(1000000) if second >= 1000000 > amount else Decimal(1)
            return Quantity(amount * scale, second, _unit(words, end, lexicon))
    if _ends_with(before, lexicon.bounds["least"]):
        hi = None
    elif _ends_with(before, lexicon.bounds["most"]):
        lo = None
    return Quantity(lo, hi, currency or _unit(words, after, lexicon))


def _ends_with(before: list[str], phrases: Sequence[Sequence[str]]) -> bool:
    """Whether the words before an amount end with one of some phrases."""
    return any(before[-len(phrase) :] == list(phrase) for phrase in phrases)


def _amount(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Decimal | None, int]:
    """The number that starts at a word, and where it ends."""
    total: Decimal | None = None
    while at < len(words) and words[at].is_word:
        value = _digits(words[at].text) if total is None else None
        if value is None and words[at].lower in lexicon.numbers:
            value = Decimal(lexicon.numbers[words[at].lower])
        if value is None:
            break
        if total is None:
            total = value
        elif value in SCALES:
            total *= value
        else:
            total += value
        at += 1
        if (
            lexicon.lang == "es"
            and at + 1 < len(words)
            and words[at].lower == "y"
            and total % 10 == 0
            and total < 100
        ):
            unit = lexicon.numbers.get(words[at + 1].lower, 0)
            if 0 < unit < 10:
                at += 1
    if total is not None and total == total.to_integral_value():
        total = total.to_integral_value()  # 1.3 million is a whole number.
    return total, at


def _digits(text: str) -> Decimal | None:
    """The value of a number in digits; groups of three behind a comma or a point are thousands."""
    if not text[0].isdigit():
        return None
    plain = re.sub("[.,]", "", text) if GROUPED.match(text) else text.replace(",", ".")
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def _counts_nothing(words: Sequence[Token], at: int, after: int, lexicon: Lexicon) -> bool:
    """Whether a number is an article ("una tarjeta"), a pronoun ("one of them") or part of a date."""
    if words[at].lower in ("un", "una", "one"):
        return True
    following = words[after].lower if after < len(words) else ""
    before = words[at - 1].lower if at else ""
    if _is_year(words[at:after]) and before in ("in", "en", "since", "desde") and not following[:1].isalpha():
        return True
    is_date = lexicon.has("dates", before) or lexicon.has("dates", following)
    return is_date or (
        following in ("de",) and after + 1 < len(words) and lexicon.has("dates", words[after + 1].text)
    )


def _is_year(words: Sequence[Token]) -> bool:
    """Whether a number alone may be a year of this century or the last one."""
    return len(words) == 1 and re.fullmatch(r"(?:19|20)\d\d", words[0].text) is not None


def _unit(words: Sequence[Token], at: int, lexicon: Lexicon) -> str:
    """The noun that follows an amount, or nothing."""
    while at < len(words) and (words[at].lower,) in lexicon.bounds["skip"]:
        at += 1
    if _is_percent(words, at):
        return "%"
    if lexicon.lang == "en":
        at = _head(words, at, lexicon)
    if at < len(words) and words[at].is_word and not words[at].text[0].isdigit():
        word = words[at].lower
        if not (
            lexicon.has("prepositions", word) or lexicon.has("and", word) or lexicon.has("auxiliary", word)
        ):
            return word
    return ""


def _is_percent(words: Sequence[Token], at: int) -> bool:
    """Whether a share in hundredths is counted: "60 %", "6 percent", "6 per cent", "60 por ciento"."""
    here = [word.lower for word in words[at : at + 2]]
    return here[:1] in (["%"], ["percent"]) or here in (["per", "cent"], ["por", "ciento"])


def _head(words: Sequence[Token], at: int, lexicon: Lexicon) -> int:
    """The noun that words in front of it describe: "2,300 service lines" counts lines, "two rest days" days.

    The first plural within reach; without one, the word that follows the amount.
    """
    for n in range(at, min(at + REACH_OF_HEAD, len(words))):
        word = words[n]
        ends = not word.is_word or word.text[0].isdigit()
        if ends or any(lexicon.has(kind, word.text) for kind in NOT_DESCRIBING):
            return at
        if word.lower in PLURALS or (word.lower.endswith("s") and not word.lower.endswith("ss")):
            return n
    return at
