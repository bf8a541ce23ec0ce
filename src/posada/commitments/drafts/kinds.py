"""Kinds of speakers: a person, a body, several people, or an office that is not named; pronouns ask for one."""

from __future__ import annotations

from collections.abc import Sequence

from posada.commitments.drafts.lexicon import Lexicon
from posada.commitments.drafts.words import Token


def kind_of(words: Sequence[Token], lexicon: Lexicon) -> str:
    """Whether a noun phrase names a person, a group, several people, or an office or thing that it does not name."""
    names = [token.is_name for token in words]
    head = words[1] if len(words) > 1 and lexicon.has("determiners", words[0].text) else words[0]
    if _is_officer(words, head, lexicon):
        return "person"
    if (words[0].text.isdigit() and words[0].text != "1") or _is_plural(words, lexicon):
        return "many"
    if lexicon.has("groups", head.text) or (len(words) < 4 and lexicon.has("groups", words[-1].text)):
        return "group"
    capitals = sum(names[1:]) + (names[0] and head is words[0] and len(words) > 1)
    behind = words[words.index(head) + 1].text if head is not words[-1] else ""
    if (
        capitals == 0
        and behind not in ("'", "’")
        and head.lower.endswith("s")
        and not head.lower.endswith("ss")
    ):
        return "many"
    if any(lexicon.has("groups", token.text) for token in words[:4]) and "," not in [w.text for w in words]:
        return "group" if not (len(words) > 1 and names[-1] and names[-2]) else "person"
    comma = next((n for n, token in enumerate(words) if token.text == ","), len(words))
    return "person" if names[-1] or (comma > 0 and names[comma - 1]) else "role"


def _is_plural(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a noun phrase tells of several: by its article, by "and" between two, or by its first noun."""
    if lexicon.has("plural_determiners", words[0].text):
        return True
    if any(lexicon.has("plain_and", word.text) for word in words[1:3]) or _counts(words, lexicon):
        return True
    last = words[-1].text
    plain = not any(
        lexicon.has(kind, word.text) for kind in ("of", "prepositions", "relatives") for word in words
    )
    if lexicon.lang == "en" and plain and last.islower() and last.endswith("s") and not last.endswith("ss"):
        return True  # "Striking gold miners", "Union officials"
    at = int(len(words) > 1 and lexicon.has("determiners", words[0].text))
    head, following = words[at].lower, words[at + 1].text if at + 1 < len(words) else "of"
    ends = (
        lexicon.has("of", following)
        or lexicon.has("prepositions", following)
        or lexicon.has("relatives", following)
    )
    plural = head.endswith("s") and not head.endswith("ss")
    return (
        ends and (plural or head in ("people", "women", "men")) and (at == 1 or not words[0].text.isupper())
    )


def _counts(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether a noun phrase opens with an amount: "About 50 residents", "Unos 40 vecinos", "More than twenty"."""
    return any(
        (word.text.isdigit() and word.text != "1") or lexicon.numbers.get(word.lower, 1) > 1
        for word in words[:3]
        if not lexicon.has("of", words[0].text)
    )


def _is_officer(words: Sequence[Token], head: Token, lexicon: Lexicon) -> bool:
    """Whether a body's word opens what somebody with a full name is ("Council leader Ada Lund")."""
    if any(word.text.endswith(".") and len(word.text) > 2 for word in words[:3]) and words[-1].is_name:
        return True  # "State Sen. Ada Lund"
    at = words.index(head) + 1
    full_name = len(words) > at + 2 and all(word.is_name for word in words[at:])
    if full_name and lexicon.has("groups", head.text) and not lexicon.has("groups", words[-1].text):
        return True  # "District Commissioner Ada Lund", but not "State Water Commission"
    if len(words) < at + 3 or not lexicon.has("groups", head.text):
        return False
    role = words[at]
    described = role.text.islower() and not any(
        lexicon.has(kind, role.text) for kind in ("of", "prepositions", "and")
    )
    return described and words[-1].is_name and words[-2].is_name
