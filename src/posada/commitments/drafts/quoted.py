"""Quoted: quotations that are statements, and whose they are; words in scare quotes are nobody's."""

from __future__ import annotations

from posada.commitments.drafts.acts import act_of
from posada.commitments.drafts.findings import Finding
from posada.commitments.drafts.hits import cue_at
from posada.commitments.drafts.naming import named
from posada.commitments.drafts.sentence import REACH, Sentence
from posada.commitments.drafts.words import DASHES, MARKS

DEFINITE = (
    "the",
    "el",
    "la",
    "los",
    "las",
    "this",
    "that",
    "este",
    "esta",
    "su",
    "his",
    "her",
    "its",
    "their",
)

JUDGING = ("as", "de", "como")
COMPARING = ("as", "como")


def before_colon(sentence: Sentence) -> None:
    """Read "Union: "We were never asked"": whoever stands alone before a colon speaks."""
    colon = next((n for n, word in enumerate(sentence.words) if word.text == ":"), None)
    if (
        sentence.speaker is not None
        or colon is None
        or not 0 < colon <= 6
        or colon + 1 == len(sentence.words)
    ):
        return
    if sentence.words[colon + 1].is_quote and all(word.is_word for word in sentence.words[:colon]):
        sentence.speaker = named(sentence, (0, colon))


def quotations(sentence: Sentence) -> None:
    """Give every quotation that stands on its own to the speaker of its sentence, or to the last one."""
    for n, word in enumerate(sentence.words):
        if word.inner is None or not _stands_alone(sentence, n):
            continue
        alone = all(each.is_quote or each.text in tuple(MARKS) for each in sentence.words)
        speaker, rule = sentence.speaker, "quote"
        if speaker is None and alone:
            speaker, rule = (
                (sentence.previous.speaker if sentence.previous else None) or sentence.discourse.latest(),
                "continued",
            )
        if speaker is not None:
            sentence.speaker = speaker
            act = act_of("say", word.text.strip('«“"„‘ '), sentence.lexicon)
            sentence.found.append(Finding(speaker, act, word.inner[0], word.inner[1], rule))


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """Whether a quotation is a statement: not one that a clause uses as its own word (scare quotes)."""
    word = sentence.words[at]
    if any(each.start <= word.start and word.end <= each.end for each in sentence.found):
        return False
    if at == 0:
        following = sentence.words[1] if len(sentence.words) > 1 else None
        return following is None or not following.is_word or sentence.speaker is not None
    before = sentence.words[at - 1]
    if before.text in (",", ":", *DASHES) or before.is_quote:
        return True
    several = word.text.count(" ") >= 2
    cues = [cue_at(sentence, n)[0] for n in range(max(0, at - REACH), at)]
    if any(cue is not None and cue.frames == {"quote"} for cue in cues):
        judged = before.lower in JUDGING  # "Described it as "unfair"", but not "called it a "shelter"".
        return judged or (several and before.lower not in DEFINITE)
    if before.lower in COMPARING and any(cue is not None for cue in cues):
        return True  # "Dismissed the report as "a photocopy"".
    names_it = sentence.lexicon.has("of", before.text)
    said = any(cue is not None for cue in cues[-6:])
    return said and several and not sentence.lexicon.has("determiners", before.text) and not names_it
