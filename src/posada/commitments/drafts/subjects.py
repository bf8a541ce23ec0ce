"""Subjects: the noun phrase in front of a verb, without what is told beside it."""

from __future__ import annotations

from collections.abc import Sequence

from posada.commitments.drafts.lexicon import Lexicon
from posada.commitments.drafts.speakers import APOSTROPHES, LONGEST, looks_past, opens_aside, opens_noun
from posada.commitments.drafts.words import DASHES, MARKS, Token


def before(words: Sequence[Token], first: int, cue: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The first and last+1 word of the subject in front of a cue, or None where none stands there."""
    end = cue
    while end > first and _is_padding(words[end - 1], lexicon):
        end -= 1
    end = _before_link(words, first, end, lexicon)
    end = _before_relative(words, first, _before_dashes(words, first, end), lexicon)
    apposition = _before_apposition(words, first, end, lexicon)
    if apposition is not None:
        return apposition
    if end > first and words[end - 1].text == ",":
        end -= 1
        start = _chunk_start(words, first, end, lexicon)
        if start > first and words[start - 1].text == "," and not opens_aside(words[first], lexicon):
            outer = _chunk_start(words, first, start - 1, lexicon)
            if opens_noun(words[outer], lexicon) and outer < start - 1:
                start = outer
        elif start > first and words[start - 1].text == ",":
            outer = _chunk_start(words, first, start - 1, lexicon)
            is_subject = not opens_aside(words[outer], lexicon) and opens_noun(words[outer], lexicon)
            start = outer if is_subject else start
    else:
        start = _chunk_start(words, first, end, lexicon)
    return (start, end) if 0 < end - start <= LONGEST and words[start].is_word else None


def _before_apposition(
    words: Sequence[Token], first: int, end: int, lexicon: Lexicon
) -> tuple[int, int] | None:
    """A name with a long description between commas: "Ada Lund, head of planning and parks for Port Lund,"."""
    if end <= first or words[end - 1].text != ",":
        return None
    opening = next(
        (n for n in range(end - 2, max(first, end - 2 * LONGEST), -1) if words[n].text == ","), None
    )
    if opening is None or not words[opening - 1].is_name or _has_verb(words, opening, end, lexicon):
        return None
    role = words[opening + 1]
    start = _chunk_start(words, first, opening, lexicon)
    named_alone = opening - start <= 6 and words[start].is_word and not opens_aside(words[start], lexicon)
    described = role.text.islower() and not opens_aside(role, lexicon)
    return (start, end - 1) if named_alone and described and words[opening - 2].is_name else None


def _before_dashes(words: Sequence[Token], first: int, end: int) -> int:
    """Where a subject ends that dashes part from its verb: "The largest union — 900 members — said"."""
    if end <= first or words[end - 1].text not in DASHES:
        return end
    opening = next(
        (n for n in range(end - 2, max(first, end - LONGEST), -1) if words[n].text in DASHES), None
    )
    return end if opening is None else opening


def _before_relative(words: Sequence[Token], first: int, end: int, lexicon: Lexicon) -> int:
    """Where a subject ends that a relative clause parts from its verb: "El barrio, en el que viven 90 familias,"."""
    if end <= first or words[end - 1].text != ",":
        return end
    for opening in range(end - 3, max(first, end - 2 * LONGEST), -1):
        if words[opening].text == ",":
            head = words[opening + 1 : opening + 4]
            leads = [word for word in head if not leads_to_relative(word, lexicon)]
            relative = bool(leads) and lexicon.has("relative_pronouns", leads[0].text)
            return opening if relative or _opens_participle(head, lexicon) else end
    return end


def _opens_participle(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether an English aside opens with a participle: ", apparently rattled by the vote, ..."."""
    behind = [word for word in words if not (word.text.islower() and word.text.endswith("ly"))]
    opens = bool(behind) and lexicon.lang == "en" and behind[0].text.islower()
    return opens and behind[0].text.endswith(("ed", "ing"))


def leads_to_relative(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word may stand between a comma and its relative pronoun: "en la que", "of which"."""
    article = lexicon.lang == "es" and lexicon.has("determiners", token.text)
    return article or lexicon.has("prepositions", token.text)


def _before_link(words: Sequence[Token], first: int, end: int, lexicon: Lexicon) -> int:
    """Where a subject ends that a link parts from its verb: "The owners, however,", "Los vecinos, en cambio,"."""
    if end <= first or words[end - 1].text != ",":
        return end
    opening = next((n for n in range(end - 2, max(first, end - 7), -1) if words[n].text == ","), None)
    if opening is None or opening == end - 2:
        return end
    aside = words[opening + 1 : end - 1]
    opens = any(lexicon.has(kind, aside[0].text) for kind in ("prepositions", "connectives", "adverbs"))
    links = opens and not lexicon.has("of", aside[0].text)
    return opening if links and all(word.is_word and word.text.islower() for word in aside) else end


def _is_padding(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word may stand between a subject and its verb."""
    manner = token.text.endswith("ly" if lexicon.lang == "en" else "mente") and token.text.islower()
    denies = lexicon.has("negators", token.text) or token.lower.endswith(("n't", "n’t"))
    return manner or denies or lexicon.has("adverbs", token.text) or lexicon.has("auxiliary", token.text)


def _chunk_start(words: Sequence[Token], first: int, end: int, lexicon: Lexicon) -> int:
    """Where the stretch without commas, conjunctions or "that" begins that ends before a word."""
    start = end
    while start > first:
        token = words[start - 1]
        if token.text == ")":
            opening = _bracket_before(words, first, start - 1)
            if opening is None:
                break
            start = opening
            continue
        if token.text == "%" or _is_name_in_quotes(words, first, start, end):
            start -= 1
            continue
        inside = start - 1 > first and words[start - 2].is_word
        if lexicon.has("subordinates", token.text) and inside:
            break  # "A week after officials said ...": what comes before tells when.
        joins = (
            lexicon.has("and", token.text)
            or lexicon.has("that", token.text)
            or lexicon.has("but", token.text)
        )
        if not (token.is_word or token.text in APOSTROPHES) or (
            joins and not _joins_nouns(words, first, start - 1, lexicon)
        ):
            break
        start -= 1
    return start


def _is_name_in_quotes(words: Sequence[Token], first: int, start: int, end: int) -> bool:
    """Whether a quotation is a short name between words of one subject: "the "Casa Verde" shelter said"."""
    quote = words[start - 1]
    short = quote.is_quote and quote.text.count(" ") < 3 and quote.text[-2:-1] not in tuple(MARKS)
    return short and start < end and words[start].is_word and start - 1 > first and words[start - 2].is_word


def _bracket_before(words: Sequence[Token], first: int, at: int) -> int | None:
    """Where a short bracket opens that closes at a word, as around the letters of a name ("(INM)")."""
    return next((n for n in range(at - 1, max(first, at - 5) - 1, -1) if words[n].text == "("), None)


def _joins_nouns(words: Sequence[Token], first: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a conjunction stands between two nouns of one subject: "Mayor Ana Paz and Ivo Pan said"."""
    if at <= first or not words[at - 1].is_word or lexicon.has("that", words[at].text):
        return False
    if at - first <= 2:
        return True
    before = words[at - 1].is_name or (words[first].is_name and at > 1 and words[at - 2].is_name)
    names = (
        before and at + 1 < len(words) and words[at + 1].is_name
    )  # also "Port Union president and CEO Ada Lund"
    return names and lexicon.has("plain_and", words[at].text) and not _has_verb(words, first, at, lexicon)


def _has_verb(words: Sequence[Token], first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a clause that has its verb already stands in front of a word."""
    return any(
        lexicon.has("auxiliary", word.text) or looks_past(word, lexicon) or word.lower in lexicon.cues
        for word in words[first:end]
    )
