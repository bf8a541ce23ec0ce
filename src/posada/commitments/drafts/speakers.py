"""Speakers: the noun phrase beside a cue, and whom a pronoun or an unspoken subject stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from posada.commitments.drafts.lexicon import Lexicon
from posada.commitments.drafts.words import MARKS, Token

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


def opens_aside(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word opens an aside ("in a statement", "consultado por")."""
    return lexicon.has("prepositions", token.text) or lexicon.has("relatives", token.text)


def opens_noun(token: Token, lexicon: Lexicon) -> bool:
    """Whether a noun phrase may begin with this word."""
    return token.is_name or lexicon.has("determiners", token.text) or not opens_aside(token, lexicon)


def looks_past(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word has the ending of a verb in the past."""
    if lexicon.has("irregular_past", token.text):
        return token.text[0].islower()
    endings = ("ed",) if lexicon.lang == "en" else ("ó", "aron", "ieron", "aba", "ía")
    return token.text[0].islower() and token.text.endswith(endings) and len(token.text) > 3


def after(words: Sequence[Token], cue: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """The first and last+1 word of the subject behind a cue ("said Lene Or, who ..."), or None."""
    start = cue
    while start < len(words) and lexicon.has("adverbs", words[start].text) and not words[start].is_name:
        if lexicon.has("determiners", words[start].text):
            break
        start += 1
    start = _behind_aside(words, start, lexicon)
    end = _noun_end(words, start, lexicon)
    if end == start or not opens_noun(words[start], lexicon) or end - start > LONGEST:
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
