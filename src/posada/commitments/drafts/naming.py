"""Naming: whom a noun phrase names, whom a pronoun or an unspoken subject stands for."""

from __future__ import annotations

from posada.commitments.drafts import speakers
from posada.commitments.drafts.hits import GERUNDS, Hit
from posada.commitments.drafts.sentence import Sentence
from posada.commitments.drafts.speakers import Speaker
from posada.commitments.drafts.words import Token

LONGEST_NOTED = 10
"""Words in the subject of a sentence that reports nothing; what is longer is no name."""


def named(sentence: Sentence, part: tuple[int, int] | None) -> Speaker | None:
    """The speaker that a noun phrase names, or whom its pronoun stands for; noted for what follows."""
    if part is None:
        return None
    words = sentence.words[part[0] : part[1]]
    while len(words) > 1 and (sentence.lexicon.has("and", words[0].text) or words[0].text == ","):
        words = words[1:]
    comma = next((n for n, each in enumerate(words) if each.text == ","), 0)
    if comma and sentence.lexicon.has("plurals", words[comma - 1].text.replace("them", "they")):
        words = words[comma + 1 :]  # "One of them, Ivo Pan": the name alone says who.
    relative = next((n for n in range(1, len(words) - 1) if _opens_relative(sentence, words, n)), len(words))
    is_thing = relative < len(words) and words[relative + 1].lower == "which"
    words = words[:relative]  # "Ada Lund, who heads the board": the name alone says who.
    if len(words) > 1 and words[0].lower in ("as", "como"):
        words = words[1:]
    while len(words) > 1 and sentence.lexicon.has("of", words[-1].text):
        words = words[:-1]
    while len(words) > 2 and sentence.lexicon.has("dates", words[-1].text):
        words = words[
            : -1 - (words[-2].lower in ("on", "este", "el", "la"))
        ]  # "The board on Tuesday denied ..."
    if not words:
        return None
    word = words[0].text
    for pronouns, kinds in (
        ("persons", ("person",)),
        ("things", ("group",)),
        ("plurals", ("many", "group")),
    ):
        if len(words) == 1 and sentence.lexicon.has(pronouns, word):
            return sentence.discourse.latest(*kinds) or sentence.discourse.latest()
    if sentence.lexicon.has("ignored_subjects", word) or sentence.lexicon.has("relatives", word):
        return None
    if len(words) == 1 and sentence.lexicon.has("determiners", word):
        return None
    kind = "group" if is_thing else speakers.kind_of(words, sentence.lexicon)
    speaker = Speaker(words[0].start, words[-1].end, kind)
    sentence.discourse.note(speaker)
    return speaker


def _opens_relative(sentence: Sentence, words: list[Token], at: int) -> bool:
    """Whether a comma opens a relative clause about whoever is named in front of it."""
    return words[at].text == "," and sentence.lexicon.has("relatives", words[at + 1].text)


def note_subject(sentence: Sentence) -> None:
    """Note whom a sentence without a statement is about: a pronoun may mean them later."""
    part = _main_subject(sentence, len(sentence.words))
    if part is not None and part[1] - part[0] <= LONGEST_NOTED and part[0] == 0:
        named(sentence, part)


def speaker_in_front(sentence: Sentence, hit: Hit) -> Speaker | None:
    """Who is in front of a cue, or who spoke last where a verb has no subject of its own."""
    before = sentence.words[hit.at - 1] if hit.at else None
    if before is not None and before.text == "," and sentence.words[hit.at].lower.endswith(GERUNDS):
        return sentence.speaker or named(sentence, _main_subject(sentence, hit.at))
    if hit.subject is not None:
        relative = hit.subject[0] - 1
        if relative > 0 and sentence.has("relatives", relative) and _has_own_verb(sentence, hit.subject):
            antecedent = speakers.noun_before(sentence.words, relative, sentence.lexicon)
            if antecedent is not None and not sentence.has("and", antecedent[0]):
                return named(sentence, antecedent)
        word = sentence.words[hit.subject[0]]
        if (
            sentence.lexicon.has("relatives", word.text)
            and hit.subject[0] > 1
            and sentence.lexicon.lang == "es"
        ):
            return sentence.speaker or sentence.discourse.latest()
        return named(sentence, hit.subject)
    if sentence.speaker is None and before is not None and sentence.lexicon.has("and", before.text):
        sentence.speaker = named(sentence, _main_subject(sentence, hit.at))
    joined = before is None or before.text == "," or sentence.lexicon.has("and", before.text)
    if (
        joined
        or sentence.lexicon.has("adverbs", before.text if before else "")
        or sentence.beside_quote(hit.at)
    ):
        return sentence.speaker or sentence.discourse.latest("person", "group") or sentence.discourse.latest()
    if before is not None and sentence.lexicon.has("relatives", before.text):
        antecedent = speakers.noun_before(sentence.words, hit.at - 1, sentence.lexicon)
        if antecedent is not None and not sentence.has("and", antecedent[0]):
            return named(sentence, antecedent)
        return sentence.speaker or sentence.discourse.latest()
    return None


def _has_own_verb(sentence: Sentence, part: tuple[int, int]) -> bool:
    """Whether what looks like a subject is a relative clause with its verb ("permanecía en el pueblo")."""
    return any(sentence.looks_past(word) for word in sentence.words[part[0] : part[1]])


def _main_subject(sentence: Sentence, end: int) -> tuple[int, int] | None:
    """The subject in front of the first verb of a sentence, told from its ending."""
    for n in range(1, end):
        if sentence.looks_past(sentence.words[n]) or any(
            sentence.has(kind, n) for kind in ("auxiliary", "negators")
        ):
            return speakers.before(sentence.words, 0, n, sentence.lexicon)
    return None
