"""Clauses: where the content of a statement ends, and into which statements it falls apart."""

from __future__ import annotations

from collections.abc import Sequence

from posada.commitments.drafts.lexicon import Lexicon
from posada.commitments.drafts.words import Token

INFINITIVES = tuple(
    vowel + "r" + pronoun
    for vowel in "aei"
    for pronoun in ("", "se", "me", "nos", "lo", "la", "le", "los", "las", "les")
)
Part = tuple[int, int]


def clauses(words: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> list[Part]:
    """The clauses under one verb: apart wherever its "that" is said again."""
    parts: list[Part] = []
    begin = start
    for at in range(start + 1, end - 1):
        if lexicon.has("that", words[at].text) and _is_joint(words, at - 1, lexicon):
            stop = at - 1
            if stop > begin and words[stop - 1].text == "," and words[stop].text != ",":
                stop -= 1
            if stop > begin:
                parts.append((begin, stop))
                begin = at + 1
    return [*parts, (begin, end)]


def _is_joint(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a word joins two of a kind; "no sólo ..., sino que ..." is one."""
    return words[at].text == "," or (lexicon.has("and", words[at].text) and words[at].lower != "sino")


def items(words: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> list[Part]:
    """The items of a list under one verb: nouns or infinitives parted by commas and a last "and"."""
    whole = end
    end = next((at for at in range(start + 1, end - 1) if _opens_no_item(words, start, at, lexicon)), end)
    commas = [at for at in range(start, end) if words[at].text == ","]
    joints = [
        at
        for at in range(start + 1, end - 1)
        if lexicon.has("and", words[at].text)
        and (words[at + 1].lower == words[start].lower or not lexicon.has("prepositions", words[at + 1].text))
        and not (words[at - 1].lower in lexicon.numbers and words[at + 1].lower in lexicon.numbers)
    ]
    last = next((at for at in reversed(joints) if not commas or at > commas[-1]), None)
    if last is None or (not commas and not _opens_item(words, start, last + 1, lexicon)):
        return [(start, whole)]
    if _lists_nouns(words, start, [*commas, last], lexicon):
        return [(start, whole)]
    cuts = sorted({*commas, last})
    parts: list[Part] = []
    begin = start
    for cut in cuts:
        if cut > begin:
            parts.append((begin, cut))
        begin = cut + 1
    return [*parts, (begin, whole)]


def _opens_no_item(words: Sequence[Token], start: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a comma opens an aside of the last item: "..., como robos o golpes", "..., para que vuelvan"."""
    following = words[at + 1]
    if words[at].text == ":":
        return True  # "Abrir dos investigaciones: una ..., y otra ...": what is listed is told of one item.
    aside = lexicon.has("prepositions", following.text) or following.lower in (
        "such",
        "including",
        "incluidos",
        "incluidas",
    )
    return words[at].text == "," and aside and following.lower != words[start].lower


def _opens_item(words: Sequence[Token], start: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a second item opens as an item of its own: like the first, or with an article."""
    first, second = words[start].lower, words[at].lower
    if lexicon.lang == "en" and first == "to":
        return second == first or (at - start > 2 and _is_bare_infinitive(words, at, lexicon))
    if first == "a" or (lexicon.lang == "es" and first.endswith(INFINITIVES)):
        return second == first or (lexicon.lang == "es" and second.endswith(INFINITIVES))
    if second[0].isdigit() or lexicon.numbers.get(second, 1) > 1:
        return not (words[at - 2].text[0].isdigit() or words[at - 2].lower in lexicon.numbers)
    return lexicon.has("determiners", second) and not lexicon.has("stops", second)


def _is_bare_infinitive(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a second verb goes on behind "to ... and": a noun has its article in front and not behind it."""
    while at < len(words) and (lexicon.has("adverbs", words[at].text) or words[at].lower.endswith("ly")):
        at += 1
    if at + 1 >= len(words) or not words[at].text.islower() or lexicon.has("determiners", words[at].text):
        return False
    return lexicon.has("determiners", words[at + 1].text) or words[at + 1].text[0].isdigit()


def demands(words: Sequence[Token], start: int, end: int, lexicon: Lexicon) -> list[Part]:
    """The demands of one clause: "that the firm pay its debts, stop the works and leave" are three.

    A comma without a later "and" parts no list, nor do commas around a relative clause.
    """
    commas = [at for at in range(start + 2, end) if words[at].text == ","]
    told_beside = any(
        lexicon.has(kind, words[at + 1].text)
        for at in commas[:-1] or commas
        for kind in ("relatives", "prepositions")
    )
    parts = items(words, start, end, lexicon)
    is_list = len(parts) > 2 and not told_beside and all(last - first > 1 for first, last in parts)
    return parts if is_list else [(start, end)]


def _lists_nouns(words: Sequence[Token], start: int, cuts: Sequence[int], lexicon: Lexicon) -> bool:
    """Whether what is listed are nouns of one infinitive: "to strike over low pay, long hours and bad food"."""
    openings = [words[cut + 1].lower for cut in cuts if not lexicon.has("and", words[cut + 1].text)]
    if lexicon.lang == "es":
        first = words[start].lower
        return first.endswith(INFINITIVES) and not any(
            word.endswith((*INFINITIVES, "no")) for word in openings
        )
    if words[start].lower != "to" or any(word in ("to", "not") for word in openings):
        return False
    verbs = any(_is_bare_infinitive(words, cut + 1, lexicon) for cut in cuts)
    governed = any(lexicon.has("prepositions", word.text) for word in words[start + 1 : cuts[0]])
    return governed and not verbs
