"""Statements: every one of a sentence, rule by rule, in the order of the text."""

from __future__ import annotations

from posada.commitments.drafts import speakers
from posada.commitments.drafts.contents import contents
from posada.commitments.drafts.findings import Finding
from posada.commitments.drafts.hits import GERUNDS, Hit, cue_at, hits_of
from posada.commitments.drafts.naming import named, note_subject, speaker_in_front
from posada.commitments.drafts.quoted import before_colon, quotations
from posada.commitments.drafts.reality import is_negated, unsaid
from posada.commitments.drafts.sentence import REACH, Sentence
from posada.commitments.drafts.words import DASHES, MARKS


def statements_of(sentence: Sentence) -> list[Finding]:
    """Every statement of the sentence, in the order of the text."""
    sentence.speaker = None
    hits = hits_of(sentence)
    silent = unsaid(sentence, hits)
    after_sources(sentence)
    for hit in hits:
        if hit.at not in silent:
            _read(sentence, hit, hits)
        elif is_negated(sentence, hit):
            named(sentence, hit.subject)  # "They" in the next sentence may be who promised nothing.
    before_colon(sentence)
    quotations(sentence)
    if not hits and not sentence.found:
        note_subject(sentence)
    unique = {
        (each.start, each.end, each.speaker.start): each for each in sentence.found if each.start < each.end
    }
    return sorted(unique.values(), key=lambda each: (each.start, each.end))


def after_sources(sentence: Sentence) -> None:
    """Statements after "according to": what stands on its other side."""
    for at in range(len(sentence.words)):
        length = sentence.source_at(at)
        if not length or at + length >= len(sentence.words):
            continue
        if cue_at(sentence, at + length)[0] is not None:
            continue
        part = speakers.after(sentence.words, at + length, sentence.lexicon)
        speaker = named(sentence, part)
        if part is None or speaker is None:
            continue
        sentence.speaker = speaker
        sentence.taken.update(range(at, part[1]))
        comma = _comma_behind(sentence, part[1])
        behind = comma is not None and (at < 2 or sentence.words[at - 1].text == ",")
        if behind and comma is not None and (at < 2 or comma == part[1]):
            sentence.add(speaker, "say", comma + 1, sentence.stop(comma + 1), "source")
        elif at > 1:
            sentence.add(speaker, "say", 0, at, "source")
        return


def _comma_behind(sentence: Sentence, at: int) -> int | None:
    """The comma behind a speaker, and behind what he or she is, if that stands there ("..., director of ...,")."""
    commas = [n for n in range(at, len(sentence.words)) if sentence.words[n].text == ","]
    if len(commas) > 1 and commas[0] == at:
        aside = sentence.words[commas[0] + 1 : commas[1]]
        verbless = not any(
            sentence.looks_past(word) or sentence.lexicon.has("auxiliary", word.text) for word in aside
        )
        if verbless and 1 < len(aside) <= 12 and not aside[0].is_name:
            return commas[1]
    return commas[0] if commas else None


def _read(sentence: Sentence, hit: Hit, hits: list[Hit]) -> None:
    """The statements of one cue."""
    if hit.at in sentence.taken:
        return
    if _in_passive(sentence, hit):
        return
    if _is_attributed(sentence, hit):
        return
    speaker = speaker_in_front(sentence, hit)
    if speaker is None:
        return
    if not sentence.is_reported(hit.at):
        sentence.speaker = speaker  # Who acts inside a statement does not speak after it.
    contents(sentence, hit, hits, speaker, hit.end)


def _in_passive(sentence: Sentence, hit: Hit) -> bool:
    """Read "were told by guards that ...": whoever follows "by" speaks; without one, nobody does."""
    has_be = any(
        sentence.lexicon.has("be", word.text) for word in sentence.words[max(0, hit.at - 2) : hit.at]
    )
    by = hit.end < len(sentence.words) and sentence.has("by", hit.end)
    if not (has_be or by) or sentence.words[hit.at].lower.endswith("ing"):
        return False
    if by:
        part = speakers.after(sentence.words, hit.end + 1, sentence.lexicon)
        speaker = named(sentence, part)
        if part is not None and speaker is not None and has_be:
            contents(sentence, hit, [], speaker, part[1], "passive")
    return True


def _is_attributed(sentence: Sentence, hit: Hit) -> bool:
    """Read "..., he said" and "..., said the mayor": what the verb reports stands in front of it."""
    if "quote" not in hit.cue.frames or sentence.words[hit.at].lower.endswith(GERUNDS):
        return False
    words, at = sentence.words, hit.at
    start = hit.subject[0] if hit.subject is not None else at
    front = start
    while front > 0 and (
        words[front - 1].text in (",", *DASHES) or sentence.lexicon.has("adverbs", words[front - 1].text)
    ):
        front -= 1
    if sentence.source_at(front - 1):
        front -= 1
        while front > 0 and words[front - 1].text == ",":
            front -= 1
    parted = front < start or (front > 0 and words[front - 1].is_quote)
    if front < 1 or not parted or _has_content(sentence, hit.end) or _has_object(sentence, hit):
        return False
    quoted = words[front - 1].is_quote
    if not quoted and (_quotes_next(sentence, hit.end) or _says_next(sentence, hit)):
        return False
    if not quoted and (front < 2 or (sentence.opens_aside(0) and front < 6 and hit.subject is not None)):
        return False
    part = hit.subject or speakers.after(words, hit.end, sentence.lexicon)
    speaker = named(sentence, part) or (speaker_in_front(sentence, hit) if part is None else None)
    if speaker is None:
        return False
    sentence.speaker = speaker
    if quoted and (front < 2 or not words[front - 2].is_word):
        return True
    # "The fault, she said, was never reported" is one clause; its longer part holds what is said.
    rest = part[1] if part is not None and hit.subject is None else hit.end
    goes_on = rest < len(words) - 2 and words[rest].text == "," and len(words) - rest > front
    if goes_on and (front < 4 or sentence.opens_aside(0)):
        sentence.add(speaker, hit.cue.act, rest + 1, len(words), "attribution")
    else:
        sentence.add(speaker, hit.cue.act, _clause_start(sentence, front), front, "attribution")
    return True


def _quotes_next(sentence: Sentence, at: int) -> bool:
    """Whether a quotation follows a verb, a comma apart at most: then it is what was said."""
    following = [word for word in sentence.words[at : at + 2] if word.text != ","]
    return bool(following) and following[0].is_quote


def _says_next(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb with its subject in front goes on with a clause: "On Friday, she announced the office ..."."""
    if hit.subject is None or hit.end >= len(sentence.words) or "bare" not in hit.cue.frames:
        return False
    word = sentence.words[hit.end]
    kinds = ("determiners", "persons", "things", "plurals")
    opens = word.is_name or any(sentence.has(kind, hit.end) for kind in kinds)
    return word.is_word and opens and not sentence.has("dates", hit.end)


def _has_content(sentence: Sentence, at: int) -> bool:
    """Whether a clause follows a cue, so that what is in front of it is not its content."""
    nearby = sentence.words[at : at + REACH]
    for word in nearby:
        if word.text in tuple(MARKS) or word.is_quote:
            return word.text == ":"
        if sentence.lexicon.has("that", word.text):
            return True
    return False


def _has_object(sentence: Sentence, hit: Hit) -> bool:
    """Whether what is promised or asked for follows its verb: then what stands in front only opens the sentence."""
    if hit.subject is None or "np" not in hit.cue.frames or hit.end >= len(sentence.words):
        return False
    kinds = ("dates", "adverbs", "stops")
    follows = sentence.words[hit.end]
    return follows.is_word and not any(sentence.has(kind, hit.end) for kind in kinds)


def _clause_start(sentence: Sentence, end: int) -> int:
    """Where the clause begins that ends before a word: behind the last semicolon or colon."""
    return next((n + 1 for n in range(end - 1, -1, -1) if sentence.words[n].text in (";", ":")), 0)
