"""Sources: what stands on the other side of "according to", "según explicó", "in her view", "para el alcalde"."""

from __future__ import annotations

from posada.commitments.drafts import speakers
from posada.commitments.drafts.hits import cue_at
from posada.commitments.drafts.naming import main_subject, named
from posada.commitments.drafts.sentence import Sentence
from posada.commitments.drafts.speakers import Speaker


def source_of(sentence: Sentence) -> Speaker | None:
    """Who makes the first statement of "according to", which is added to the sentence; None where there is none."""
    for at in range(len(sentence.words)):
        if sentence.phrase_at("whose_view", at) and at > 1:
            return _antecedents_view(sentence, at)
        own = sentence.phrase_at("own_sources", at)
        if own and at + own < len(sentence.words):
            return _own_view(sentence, at, at + own)
        length = sentence.source_at(at) or _opens_view(sentence, at)
        if length:
            speaker = _told_by_source(sentence, at, at + length)
            if speaker is not None:
                return speaker
    return None


def _antecedents_view(sentence: Sentence, at: int) -> Speaker | None:
    """Read "..., said Ada Lund, for whom the caps are useless": whoever is named in front."""
    speaker = named(sentence, speakers.noun_before(sentence.words, at, sentence.lexicon))
    if speaker is not None:
        sentence.add(speaker, "say", at + 2, sentence.stop(at), "source")
    return speaker


def _own_view(sentence: Sentence, at: int, begin: int) -> Speaker | None:
    """Read "In her view, ...": whoever was named last."""
    speaker = sentence.discourse.latest("person", "role") or sentence.discourse.latest()
    if speaker is not None:
        sentence.add(speaker, "say", begin, sentence.stop(at), "source")
    return speaker


def _told_by_source(sentence: Sentence, at: int, behind: int) -> Speaker | None:
    """Read what stands on the other side of a source: behind its comma, or in front of it."""
    begin = _behind_verb(sentence, behind)
    part = speakers.after(sentence.words, begin, sentence.lexicon) if begin < len(sentence.words) else None
    subject = main_subject(sentence, at) if at > 1 else None
    if part is None and not behind < begin < len(sentence.words):
        return None
    if part is not None and not (subject and _is_pronoun(sentence, part)):
        end, speaker = part[1], named(sentence, part) if _may_tell(sentence, part) else None
    else:  # "Según declaró a la radio, ..."; "the tenants left as, according to them, ...".
        end = begin if part is None else part[1]
        speaker = named(sentence, subject) or sentence.discourse.latest("person", "role", "group")
    if speaker is None:
        return None
    sentence.speaker = speaker if at < 2 else None
    sentence.taken.update(range(at, end))
    comma = _comma_behind(sentence, end)
    behind_comma = comma is not None and (at < 2 or sentence.words[at - 1].text == ",")
    if behind_comma and comma is not None and (at < 2 or comma == end):
        sentence.add(speaker, "say", comma + 1, sentence.stop(comma + 1), "source")
    elif at > 1:
        sentence.add(speaker, "say", sentence.clause_start(at), at, "source")
    return speaker


def _opens_view(sentence: Sentence, at: int) -> int:
    """The length of "Para" in "Para el diputado Ivo Paz, la ley es un parche"; 0 for a purpose."""
    if at or sentence.words[0].lower != "para":
        return 0
    part = speakers.after(sentence.words, 1, sentence.lexicon)
    if part is None or part[1] >= len(sentence.words) or sentence.words[part[1]].text != ",":
        return 0
    words = sentence.words[part[0] : part[1]]
    someone = len(words) > 2 and words[-1].is_name and words[-2].is_name
    body = len(words) > 1 and sentence.lexicon.has("groups", words[1].text)
    return int(sentence.lexicon.has("determiners", words[0].text) and (someone or body))


def _is_pronoun(sentence: Sentence, part: tuple[int, int]) -> bool:
    """Whether somebody is only pointed at: "according to him"."""
    return part[1] - part[0] == 1 and any(sentence.has(kind, part[0]) for kind in ("persons", "plurals"))


def _may_tell(sentence: Sentence, part: tuple[int, int]) -> bool:
    """Whether a noun phrase behind "according to" may be a source: "residents", "the law", no "party affiliation"."""
    first, last = sentence.words[part[0]], sentence.words[part[1] - 1]
    bare = not sentence.has("determiners", part[0]) and not first.is_name and not first.text[0].isdigit()
    if _is_pronoun(sentence, part):
        return True
    known = last.is_name or last.lower.endswith("s") or sentence.has("groups", part[1] - 1)
    return known or not bare or part[1] - part[0] > 2


def _behind_verb(sentence: Sentence, at: int) -> int:
    """The word behind "dijo" in "según dijo ..."; the word itself where no verb of saying stands there."""
    verb = at
    while verb < len(sentence.words) and any(sentence.has(kind, verb) for kind in ("auxiliary", "adverbs")):
        if (
            sentence.has("determiners", verb)
            and verb + 1 < len(sentence.words)
            and sentence.words[verb + 1].is_name
        ):
            return at
        verb += 1
    cue, length = cue_at(sentence, verb) if verb < len(sentence.words) else (None, 0)
    return at if cue is None else verb + length


def _comma_behind(sentence: Sentence, at: int) -> int | None:
    """The comma behind a speaker, and behind what he or she is, if that stands there ("..., director of ...,")."""
    commas = [n for n in range(at, len(sentence.words)) if sentence.words[n].text == ","]
    if len(commas) > 1 and commas[0] == at:
        aside = sentence.words[commas[0] + 1 : commas[1]]
        verbless = not any(
            sentence.looks_past(word) or sentence.lexicon.has("auxiliary", word.text) for word in aside
        )
        is_office = any(
            sentence.lexicon.has(kind, word.text) for kind in ("of", "prepositions") for word in aside
        )
        if verbless and 1 < len(aside) <= 12 and (is_office or not aside[0].is_name):
            return commas[1]
    return commas[0] if commas else None
