"""Speakers: the noun phrase beside a cue, and whom a pronoun or an unspoken subject stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from posada.commitments.drafts.lexicon import Lexicon
from posada.commitments.drafts.words import DASHES, MARKS, Token

APOSTROPHES = ("'", "’")
LONGEST = 16
"""Words in a speaker's description; what is longer is a clause that was misread."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Where a speaker stands in the text and how surely (0 to 1) it is this one."""

    start: int
    end: int
    kind: str
    sureness: float = 1.0


@dataclass(slots=True)
class Discourse:
    """Who was named so far: the newest last."""

    speakers: list[Speaker] = field(default_factory=list)

    def note(self, speaker: Speaker) -> None:
        """Remember somebody who was named."""
        self.speakers.append(speaker)

    def latest(self, *kinds: str) -> Speaker | None:
        """The newest speaker of some kinds, less sure than one who is named beside the cue."""
        for speaker in reversed(self.speakers):
            if speaker.kind in kinds or not kinds:
                return Speaker(speaker.start, speaker.end, speaker.kind, 0.8)
        return None


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
        if start > first and words[start - 1].text == "," and not _opens_aside(words[first], lexicon):
            outer = _chunk_start(words, first, start - 1, lexicon)
            if _opens_noun(words[outer], lexicon) and outer < start - 1:
                start = outer
        elif start > first and words[start - 1].text == ",":
            outer = _chunk_start(words, first, start - 1, lexicon)
            is_subject = not _opens_aside(words[outer], lexicon) and _opens_noun(words[outer], lexicon)
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
    named_alone = opening - start <= 6 and words[start].is_word and not _opens_aside(words[start], lexicon)
    described = role.text.islower() and not _opens_aside(role, lexicon)
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
    for opening in range(end - 3, max(first, end - LONGEST), -1):
        if words[opening].text == ",":
            head = words[opening + 1 : opening + 4]
            leads = [word for word in head if not leads_to_relative(word, lexicon)]
            return opening if leads and lexicon.has("relative_pronouns", leads[0].text) else end
    return end


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


def noun_before(words: Sequence[Token], end: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The noun phrase right before a relative pronoun ("... signed by 18 migrants who ..."), or None."""
    if end > 1 and words[end - 1].text == ",":
        end -= 1  # "Ada Lund, who said ..."
    start = end
    while start > 0 and words[start - 1].is_word:
        text = words[start - 1].text
        links = lexicon.has("of", text) or text.lower() in ("del", "y", "and")
        if looks_past(words[start - 1], lexicon) or lexicon.has("auxiliary", text) or text in lexicon.cues:
            break
        if lexicon.has("prepositions", text) and not links:
            break
        start -= 1
    return (start, end) if 0 < end - start <= LONGEST else None


def _is_padding(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word may stand between a subject and its verb."""
    manner = token.text.endswith("ly" if lexicon.lang == "en" else "mente") and token.text.islower()
    denies = lexicon.has("negators", token.text) or token.lower.endswith(("n't", "n’t"))
    return manner or denies or lexicon.has("adverbs", token.text) or lexicon.has("auxiliary", token.text)


def _opens_aside(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word opens an aside ("in a statement", "consultado por")."""
    return lexicon.has("prepositions", token.text) or lexicon.has("relatives", token.text)


def _opens_noun(token: Token, lexicon: Lexicon) -> bool:
    """Whether a noun phrase may begin with this word."""
    return token.is_name or lexicon.has("determiners", token.text) or not _opens_aside(token, lexicon)


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


def _bracket_before(words: Sequence[Token], first: int, at: int) -> int | None:
    """Where a short bracket opens that closes at a word, as around the letters of a name ("(INM)")."""
    return next((n for n in range(at - 1, max(first, at - 5) - 1, -1) if words[n].text == "("), None)


def _has_verb(words: Sequence[Token], first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a clause that has its verb already stands in front of a word."""
    return any(
        lexicon.has("auxiliary", word.text) or looks_past(word, lexicon) or word.lower in lexicon.cues
        for word in words[first:end]
    )


def looks_past(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word has the ending of a verb in the past."""
    endings = ("ed",) if lexicon.lang == "en" else ("ó", "aron", "ieron", "aba", "ía")
    return token.text[0].islower() and token.text.endswith(endings) and len(token.text) > 3


def _is_name_in_quotes(words: Sequence[Token], first: int, start: int, end: int) -> bool:
    """Whether a quotation is a short name between words of one subject: "the "Casa Verde" shelter said"."""
    quote = words[start - 1]
    short = quote.is_quote and quote.text.count(" ") < 3 and quote.text[-2:-1] not in tuple(MARKS)
    return short and start < end and words[start].is_word and start - 1 > first and words[start - 2].is_word


def _joins_nouns(words: Sequence[Token], first: int, at: int, lexicon: Lexicon) -> bool:
    """Whether a conjunction stands between two nouns of one subject: "Mayor Ana Paz and Ivo Pan said"."""
    if at <= first or not words[at - 1].is_word or lexicon.has("that", words[at].text):
        return False
    if at - first <= 2:
        return True
    names = words[at - 1].is_name and at + 1 < len(words) and words[at + 1].is_name
    return names and lexicon.has("plain_and", words[at].text) and not _has_verb(words, first, at, lexicon)


def after(words: Sequence[Token], cue: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The first and last+1 word of the subject behind a cue ("said Lene Or, who ..."), or None."""
    start = cue
    while start < len(words) and lexicon.has("adverbs", words[start].text) and not words[start].is_name:
        if lexicon.has("determiners", words[start].text):
            break
        start += 1
    start = _behind_aside(words, start, lexicon)
    end = _noun_end(words, start, lexicon)
    if end == start or not _opens_noun(words[start], lexicon) or end - start > LONGEST:
        return None
    if end + 1 < len(words) and words[end].text == ",":
        name_end = _noun_end(words, end + 1, lexicon)
        is_name = name_end > end + 1 and words[end + 1].is_name and words[name_end - 1].is_name
        if (
            is_name
            and name_end - end <= 6
            and (name_end == len(words) or words[name_end].text in tuple(MARKS))
        ):
            end = name_end
    return start, end


def _behind_aside(words: Sequence[Token], start: int, lexicon: Lexicon) -> int:
    """Where the subject begins behind a Spanish aside: "sostuvo en un comunicado el instituto"."""
    if lexicon.lang != "es" or start >= len(words):
        return start
    if (
        words[start].lower == "de"
        and words[start + 1 : start + 2]
        and words[start + 1].lower in ("forma", "manera", "modo")
    ):
        return min(start + 3, len(words))  # "Afirma de forma tajante Ana Ruiz".
    if not lexicon.has("stops", words[start].text):
        return start
    for n in range(start + 2, min(start + 7, len(words))):
        if not words[n].is_word:
            return start
        if (
            n == start + 2
            and all(word.is_name for word in words[start + 1 : start + 4])
            and n + 1 < len(words)
        ):
            return n  # "Afirmó a Sureste Ana Ruiz": one name is told, the next one speaks.
        behind_noun = words[n - 1].is_word and not (
            lexicon.has("prepositions", words[n - 1].text) or lexicon.has("determiners", words[n - 1].text)
        )
        full_name = (
            words[n].is_name and n + 1 < len(words) and words[n + 1].is_name and not words[n - 1].is_name
        )
        if behind_noun and (words[n].lower in ("el", "la", "los", "las") or full_name):
            return n
    return start


def _noun_end(words: Sequence[Token], start: int, lexicon: Lexicon) -> int:
    """Where a noun phrase ends that starts at a word."""
    end = start
    while end < len(words) and (words[end].is_word or (end > start and words[end].text == "(")):
        if words[end].text == "(":
            closing = next(
                (n for n in range(end + 1, min(end + 4, len(words))) if words[n].text == ")"), None
            )
            if closing is None:
                break
            end = closing + 1
            continue
        text = words[end].text
        if end > start and (lexicon.has("that", text) or lexicon.has("relatives", text)):
            break
        if lexicon.has("stops", text) and (end > start or not lexicon.has("determiners", text)):
            break
        joins = lexicon.has("and", text) and not words[end].is_name
        if lexicon.has("but", text) or (joins and not _goes_on_naming(words, end, lexicon)):
            break
        end += 1
    return end


def _goes_on_naming(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a noun follows a conjunction: a name, or a second role ("activista y defensora Ana Paz")."""
    if at + 1 >= len(words) or not words[at + 1].is_word:
        return False
    word = words[at + 1]
    kinds = (
        "adverbs",
        "auxiliary",
        "determiners",
        "prepositions",
        "that",
        "negators",
        "persons",
        "things",
        "plurals",
    )
    verb = (
        looks_past(word, lexicon)
        or word.lower in lexicon.cues
        or any(lexicon.has(k, word.text) for k in kinds)
    )
    names_follow = any(each.is_name for each in words[at + 2 : at + 7])
    return word.is_name or (names_follow and not verb)
