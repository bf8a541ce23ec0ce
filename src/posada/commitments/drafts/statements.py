"""Statements: every one of a sentence, rule by rule, in the order of the text."""

from __future__ import annotations

import re

from posada.commitments.drafts import speakers
from posada.commitments.drafts.contents import contents
from posada.commitments.drafts.denials import denied_promise
from posada.commitments.drafts.findings import Finding
from posada.commitments.drafts.hits import GERUNDS, Hit, hits_of
from posada.commitments.drafts.naming import named, note_subject, speaker_in_front
from posada.commitments.drafts.quoted import before_colon, quotations
from posada.commitments.drafts.reality import is_negated, unsaid
from posada.commitments.drafts.sentence import REACH, Sentence
from posada.commitments.drafts.sources import source_of
from posada.commitments.drafts.speakers import Speaker
from posada.commitments.drafts.words import DASHES, MARKS

LONGEST_OPENING = 6
"""Words in front of a verb of saying that may only tell when or where."""


def statements_of(sentence: Sentence) -> list[Finding]:
    """Every statement of the sentence, in the order of the text."""
    hits = hits_of(sentence)
    silent = unsaid(sentence, hits)
    source = source_of(sentence)
    for hit in hits:
        if hit.at not in silent:
            _read(sentence, hit, hits)
        elif (
            not denied_promise(sentence, hit, hits)
            and is_negated(sentence, hit)
            and not sentence.is_reported(hit.at)
        ):
            named(sentence, hit.subject)  # "They" in the next sentence may be who promised nothing.
    if source is not None:
        sentence.speak_at_last(source)
    before_colon(sentence)
    quotations(sentence)
    sentence.note_speaker()
    if not hits and not sentence.found:
        note_subject(sentence)
    unique = {
        (each.start, each.end, each.speaker.start): each for each in sentence.found if each.start < each.end
    }
    return sorted(unique.values(), key=lambda each: (each.start, each.end))


def _read(sentence: Sentence, hit: Hit, hits: list[Hit]) -> None:
    """The statements of one cue."""
    if hit.at in sentence.taken:
        return
    if _in_passive(sentence, hit):
        return
    if _is_attributed(sentence, hit):
        return
    begin, speaker = _inverted(sentence, hit)
    speaker = speaker or speaker_in_front(sentence, hit)
    if speaker is None:
        return
    if not sentence.is_reported(hit.at):
        sentence.speaker = speaker  # Who acts inside a statement does not speak after it.
    contents(sentence, hit, hits, speaker, begin)


def _inverted(sentence: Sentence, hit: Hit) -> tuple[int, Speaker | None]:
    """Read "Afirmó el alcalde que ...": where "que" stands, and who is named between it and the verb."""
    if sentence.lexicon.lang != "es" or hit.subject is not None or "np" in hit.cue.frames:
        return hit.end, None
    part = speakers.after(sentence.words, hit.end, sentence.lexicon)
    if part is None or part[1] >= len(sentence.words) or not sentence.has("that", part[1]):
        return hit.end, None
    opens = sentence.has("determiners", part[0]) or sentence.words[part[0]].is_name
    return (part[1], named(sentence, part)) if opens else (hit.end, None)


def _in_passive(sentence: Sentence, hit: Hit) -> bool:
    """Read "were told by guards that ...": whoever follows "by" speaks; without one, nobody does."""
    has_be = any(
        sentence.lexicon.has("be", word.text) for word in sentence.words[max(0, hit.at - 2) : hit.at]
    )
    if not has_be and sentence.lexicon.lang == "es":
        return False  # "Dijo por teléfono que ..."
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
    if sentence.opens_aside(start) and hit.subject is not None and _has_relative(sentence, hit.subject):
        return False  # "..., en la que el ministro expuso ..."
    front = start
    while front > 0 and (
        words[front - 1].text in (",", *DASHES)
        or any(sentence.has(kind, front - 1) for kind in ("adverbs", "auxiliary"))
    ):
        front -= 1
    if front and (sentence.source_at(front - 1) or sentence.has("as_said", front - 1)):
        front -= 1
        while front > 0 and words[front - 1].text == ",":
            front -= 1
    parted = front < start or (front > 0 and words[front - 1].is_quote)
    if front < 1 or not parted:
        return False
    quoted = words[front - 1].is_quote
    ends_speech = hit.subject is None and sentence.behind_speech(sentence.verb_start(at))
    has_content = _has_content(sentence, hit.end)
    if ends_speech and has_content:
        has_content = sentence.has("that", hit.end) or sentence.words[hit.end].text == ":"
    if has_content or _has_object(sentence, hit):
        return False
    if not quoted and sentence.has("and", front - 1):
        return False  # "..., y les ofrecieron la tarjeta".
    if not quoted and (_quotes_next(sentence, hit.end) or _says_next(sentence, hit)):
        return False
    if not quoted and (front < 2 or _only_opens(sentence, hit, front)):
        return _said_in_passing(sentence, hit)
    if hit.subject is None and sentence.lexicon.lang == "en" and sentence.has("auxiliary", at - 1):
        return False  # "Has promised jobs" is never turned round.
    part = hit.subject or speakers.after(words, hit.end, sentence.lexicon)
    speaker = named(sentence, part) or (speaker_in_front(sentence, hit) if part is None else None)
    if speaker is None:
        return False
    sentence.speaker = speaker
    if quoted and (front < 2 or not words[front - 2].is_word or sentence.is_reported(front - 1)):
        return True
    if words[0].is_quote and sentence.behind_speech(1) and not words[1].is_word:
        return True  # "«...», in which ..., added the mayor": the quotation alone was said.
    # "The fault, she said, was never reported" is one clause; its longer part holds what is said.
    rest = part[1] if part is not None and hit.subject is None else hit.end
    goes_on = rest < len(words) - 2 and words[rest].text == "," and len(words) - rest > front
    verbless = not any(
        sentence.looks_past(word) or sentence.lexicon.has("auxiliary", word.text) for word in words[:front]
    )
    verbless = verbless and sentence.lexicon.lang == "en"
    if goes_on and (front < 4 or verbless or sentence.opens_aside(0)):
        sentence.add(speaker, hit.cue.act, rest + 1, len(words), "attribution")
    else:
        sentence.add(speaker, hit.cue.act, sentence.clause_start(front), front, "attribution")
    return True


def _said_in_passing(sentence: Sentence, hit: Hit) -> bool:
    """Read "Furthermore, she said, the taps run dry": commas stand around who says it, and the rest is said."""
    words = sentence.words
    if hit.subject is None or hit.end + 3 > len(words) or words[hit.end].text != ",":
        return False
    speaker = named(sentence, hit.subject)
    if speaker is None or words[hit.subject[0] - 1].text != ",":
        return False
    sentence.speaker = speaker
    sentence.add(speaker, hit.cue.act, hit.end + 1, sentence.stop(hit.end), "attribution")
    return True


def _has_relative(sentence: Sentence, part: tuple[int, int]) -> bool:
    """Whether a relative pronoun stands among the first words of a noun phrase."""
    return any(sentence.has("relative_pronouns", n) for n in range(part[0], min(part[1], part[0] + 3)))


def _only_opens(sentence: Sentence, hit: Hit, front: int) -> bool:
    """Whether what stands in front of a verb says when or where, and nothing that was said: "Este lunes, ..."."""
    if front >= LONGEST_OPENING:
        return False
    tells_day = any(sentence.has("dates", n) for n in range(min(front, 3)))
    has_object = hit.subject is not None or ("np" in hit.cue.frames and hit.cue.act != "say")
    verb = any(sentence.looks_past(word) for word in sentence.words[:front])
    return has_object and not verb and (sentence.opens_aside(0) or tells_day)


def _quotes_next(sentence: Sentence, at: int) -> bool:
    """Whether a quotation follows a verb, a comma apart at most: then it is what was said."""
    following = [word for word in sentence.words[at : at + 2] if word.text != ","]
    return bool(following) and following[0].is_quote


def _says_next(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb with its subject in front goes on with a clause: "On Friday, she announced the office ..."."""
    if hit.subject is None or hit.end >= len(sentence.words) or "bare" not in hit.cue.frames:
        return False
    if "told" in hit.cue.frames:
        told = speakers.after(sentence.words, hit.end, sentence.lexicon)
        ends = told is not None and (told[1] >= len(sentence.words) or not sentence.words[told[1]].is_word)
        return not ends  # "..., the mayor told a news conference."
    word = sentence.words[hit.end]
    kinds = ("determiners", "persons", "things", "plurals")
    begins = re.split("['’]", word.text)[0]  # "He's been ..."
    opens = word.is_name or any(sentence.lexicon.has(kind, begins) for kind in kinds)
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
