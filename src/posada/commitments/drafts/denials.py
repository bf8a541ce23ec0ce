"""Denials: promises that a text says were not made, drafted as denied and never as made."""

from __future__ import annotations

from dataclasses import replace

from posada.commitments.drafts.contents import contents
from posada.commitments.drafts.hits import Hit
from posada.commitments.drafts.naming import named
from posada.commitments.drafts.reality import is_asked, is_called_false, is_negated_itself, is_supposed
from posada.commitments.drafts.sentence import Sentence

UNABLE = ("cannot", "can", "can't", "can’t", "could", "couldn't", "couldn’t")


def denied_promise(sentence: Sentence, hit: Hit, hits: list[Hit]) -> bool:
    """Read "the board has not promised keys": what was not promised, as a denial, and whether it was read.

    Only where a named subject has a verb that is itself denied. "Nobody promised keys", "if it has not promised
    keys" and what somebody else says about it name nobody who denies.

    >>> from posada.commitments.drafts import read_text
    >>> [draft] = read_text("The ministry has not promised any cards.", lang="en", source_id="S1")
    >>> draft.who, draft.act, draft.polarity, draft.content.text, draft.rule
    ('The ministry', 'deny', 'deny', 'any cards', 'unpromised')
    """
    if hit.cue.act != "promise" or hit.subject is None or sentence.is_reported(hit.at):
        return False
    if not is_negated_itself(sentence, hit) or sentence.has("negative_openers", hit.subject[0]):
        return False
    if any(word.lower in UNABLE for word in sentence.words[hit.subject[1] : hit.at]):
        return False  # Who cannot promise has not said that nothing was promised.
    if hit.end >= len(sentence.words) or _shares_its_object(sentence, hit.end):
        return False
    if is_supposed(sentence, hit) or is_asked(sentence, hit) or is_called_false(sentence, hit):
        return False
    speaker = named(sentence, hit.subject)
    if speaker is not None:
        denial = replace(hit, cue=replace(hit.cue, act="deny"))
        contents(sentence, denial, hits, speaker, hit.end, "unpromised")
    return speaker is not None


def _shares_its_object(sentence: Sentence, at: int) -> bool:
    """Whether another verb follows at once: "has neither promised nor offered keys"."""
    return sentence.has("and", at) or sentence.has("negators", at)
