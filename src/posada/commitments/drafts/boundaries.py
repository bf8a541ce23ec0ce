"""Boundaries: where what was said ends, before the next statement, an aside, or what is told beside it."""

from __future__ import annotations

from itertools import pairwise

from posada.commitments.drafts.clauses import INFINITIVES
from posada.commitments.drafts.hits import Hit
from posada.commitments.drafts.sentence import ARTICLES, REACH, Sentence


def end_of_content(sentence: Sentence, hit: Hit, hits: list[Hit]) -> int:
    """The word before which the content of a cue ends: the next statement, an aside, or the sentence's end."""
    limit = _end_of_relative(sentence, hit, sentence.stop(hit.end))
    if sentence.has("subordinates", 0) or sentence.has("but", 0):
        # "While they agreed to wait, the mayor left": the clause of the verb ends at its comma.
        limit = next((n for n in range(hit.end, limit) if sentence.words[n].text == ","), limit)
    for n in range(hit.end, limit):
        if n in sentence.taken or sentence.source_at(n):
            limit = n
            break
    for other in hits:
        if other.at <= hit.end or other.at >= limit or sentence.has("be", other.at - 1):
            continue
        start = other.subject[0] if other.subject is not None else other.at
        while start > hit.end and sentence.has("adverbs", start - 1):
            start -= 1
        opening = start  # ", while the board said", ", mientras que la junta dijo".
        while opening > hit.end and any(
            sentence.has(kind, opening - 1) for kind in ("that", "but", "subordinates")
        ):
            opening -= 1
        if sentence.words[opening - 1].text == ",":
            start = opening
        before = sentence.words[start - 1]
        in_relative = (
            other.subject is not None and sentence.lexicon.lang == "en" and start == other.subject[0]
        )
        if in_relative and sentence.lexicon.has("relative_pronouns", before.text):
            limit = start - 1  # "A ban which they say was drawn up ...".
            break
        if before.text == "," or sentence.lexicon.has("and", before.text):
            limit = start - 1
            break
    limit = next((n for n in range(hit.end + 1, limit - 3) if _opens_apposition(sentence, n)), limit)
    for n in range(hit.end + 1, limit - 2):
        again = sentence.words[n].text == "," and sentence.has("and", n + 1)
        if again and sentence.looks_past(sentence.words[n + 2]):
            limit = n
            break
    while limit > hit.end and (sentence.words[limit - 1].text == "," or sentence.has("and", limit - 1)):
        limit -= 1
    return limit


def _end_of_relative(sentence: Sentence, hit: Hit, limit: int) -> int:
    """Where a clause like ", who refused to be named, ..." ends, in which a verb stands: at its comma."""
    begin = sentence.verb_start(hit.at) - 1
    opens = begin > 0 and sentence.has("relative_pronouns", begin) and sentence.words[begin - 1].text == ","
    return next((n for n in range(hit.end, limit) if opens and sentence.words[n].text == ","), limit)


def _opens_apposition(sentence: Sentence, at: int) -> bool:
    """Whether a comma opens what is told beside a statement: "..., a claim that ...", "..., a day after ..."."""
    if sentence.words[at].text != "," or sentence.words[at + 1].lower not in ("a", "an", "una", "un", "algo"):
        return False
    near = range(at + 2, min(at + 5, len(sentence.words)))
    return any(sentence.has(kind, n) for n in near for kind in ("that", "relatives", "subordinates"))


def before_aside(sentence: Sentence, start: int, limit: int) -> int:
    """Where a list ends: at a comma behind which a participle or a relative tells something beside it.

    "Rejected the offer, paving the way ..."; "ofrecen papeles, lo que genera dudas".
    """
    return next((n for n in range(start + 1, limit - 2) if _opens_aside_behind(sentence, n)), limit)


def _opens_aside_behind(sentence: Sentence, comma: int) -> bool:
    """Whether a comma opens what is told beside a statement, with a participle or "which", "lo que"."""
    if sentence.words[comma].text != ",":
        return False
    word, following = sentence.words[comma + 1], sentence.words[comma + 2]
    if word.lower in ARTICLES:
        return sentence.lexicon.has("relative_pronouns", following.text)
    if sentence.lexicon.lang == "en":
        if word.lower == "to" and following.lower == "be":
            return True  # "Pledged 4 million crowns, to be paid in May".
        tells = following.is_word and not sentence.lexicon.has("and", following.text)
        return word.text.islower() and word.lower.endswith("ing") and word.lower != "including" and tells
    infinitive = word.lower == "tras" and following.lower.endswith(INFINITIVES)
    gerund = word.lower.endswith(("ando", "iendo")) and word.lower != "incluyendo"
    return word.text.islower() and (gerund or infinitive)


def goes_on(sentence: Sentence, at: int) -> bool:
    """Whether the subject goes on with another verb behind an infinitive: "offered to come but stopped short"."""
    if sentence.has("but", at) and sentence.words[at - 1].text == ",":
        return True
    if sentence.words[at].text == "," and sentence.has("relatives", at + 1):
        return True  # "..., citing the cold".
    return (sentence.has("and", at) or sentence.has("but", at)) and sentence.looks_past(
        sentence.words[at + 1]
    )


def excludes(sentence: Sentence, at: int) -> bool:
    """Whether a comma opens what was not meant, or another clause: "buses, not cards", "..., sino que ..."."""
    opposed = ("not", "no", "never", "nunca", "sino")
    return sentence.words[at].text == "," and sentence.words[at + 1].lower in opposed


def before_clause(sentence: Sentence, start: int, limit: int) -> int:
    """Where a list ends in Spanish: at a comma behind which a verb in the past stands before the next comma."""
    commas = [n for n in range(start, limit) if sentence.words[n].text == ","]
    for comma, following in pairwise([*commas, limit]):
        part = sentence.words[comma + 1 : following]
        said_apart = any(sentence.lexicon.has("relatives", word.text) for word in part)
        if not said_apart and any(word.text.endswith(("ó", "aron", "ieron")) for word in part):
            return comma
    return limit


def is_quotations(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a clause is made of two quotations: "dijo que «...» y «...»"."""
    several = sum(word.is_quote for word in sentence.words[start:end]) > 1
    return several and all(not sentence.words[n].is_word or sentence.has("and", n) for n in range(start, end))


def behind_quotation(sentence: Sentence, start: int, end: int) -> int:
    """Where a clause ends that is a quotation: right behind it, if a mark stands there."""
    is_whole = sentence.words[start].is_quote and start + 1 < end and not sentence.words[start + 1].is_word
    return start + 1 if is_whole else end


def quotes_behind_mark(sentence: Sentence, at: int, limit: int) -> bool:
    """Whether a colon or a comma and a quotation follow, and no clause in between."""
    for n in range(at, min(limit, at + REACH)):
        if (
            sentence.words[n].text in (":", ",")
            and n + 1 < len(sentence.words)
            and sentence.words[n + 1].is_quote
        ):
            return True
        if sentence.looks_past(sentence.words[n]) or sentence.has("auxiliary", n):
            return False
    return False
