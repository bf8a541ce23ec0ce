"""Contents: what was said, promised, denied or asked for behind a cue, by the first frame that fits."""

from __future__ import annotations

from itertools import pairwise

from posada.commitments.drafts.clauses import INFINITIVES, clauses, items
from posada.commitments.drafts.hits import Hit
from posada.commitments.drafts.sentence import REACH, Sentence
from posada.commitments.drafts.speakers import Speaker
from posada.commitments.drafts.words import MARKS


def contents(
    sentence: Sentence, hit: Hit, hits: list[Hit], speaker: Speaker, at: int, rule: str = ""
) -> None:
    """The statements that follow a cue, by the first frame that fits."""
    frames, words = hit.cue.frames, sentence.words
    limit = min(_limit(sentence, hit, hits), sentence.end_of_reported(hit.at))
    opening = sentence.find(at, limit, "that")
    if opening is not None and "np" in frames and not _leads_to_that(sentence, at, opening):
        opening = None
    if opening is not None and "a" in frames and sentence.words[opening - 1].lower not in ("a", "de", "en"):
        opening = None  # "Se comprometió a dar tarjetas que ...": this "que" belongs to a noun.
    start = _skip(sentence, at, limit)
    if opening is not None and "bare" in frames and opening - start >= 3:
        begun = sentence.joins(opening - 1) or _has_verb_between(sentence, start, opening)
        opening = None if begun else opening  # The first clause goes without its "that".
    if "that" in frames and opening is not None:
        for start, end in clauses(words, opening + 1, limit, sentence.lexicon):
            sentence.add(speaker, hit.cue.act, start, end, rule or "that")
        return
    to = _find_to(sentence, at, limit, frames)
    if to is not None:
        _items(sentence, hit, speaker, to, limit, rule or "infinitive")
    elif "np" in frames and start < limit and sentence.opens_phrase(start):
        _items(sentence, hit, speaker, start, limit, rule or "noun")
    elif (
        ("bare" in frames and limit - start >= 3 and words[start].is_word)
        and (not sentence.opens_aside(start) or sentence.bounds_amount(start))
        and not sentence.lexicon.has("but", words[start].text)
        and not sentence.lexicon.has("and", words[start].text)
    ):
        for begin, end in clauses(words, start, limit, sentence.lexicon):
            sentence.add(speaker, hit.cue.act, begin, end, rule or "bare")


def _has_verb_between(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a clause has its verb between two words, so that a later "that" belongs to a noun."""
    return any(
        sentence.has("auxiliary", n) or sentence.words[n].lower.endswith(("n't", "n’t"))
        for n in range(start, end)
    )


def _leads_to_that(sentence: Sentence, at: int, opening: int) -> bool:
    """Whether only days and who was told stand between a verb and its "that", nothing that it could concern."""
    between = [word for word in sentence.words[at:opening] if not sentence.lexicon.has("adverbs", word.text)]
    between = [word for word in between if word.is_word and not sentence.lexicon.has("dates", word.text)]
    if sentence.lexicon.lang == "es":
        return not between or between[0].lower in ("a", "al") or len(between) == 1
    return len(between) <= 3 and not any(
        word.lower in sentence.lexicon.words["noun_that"] for word in between
    )


def _items(sentence: Sentence, hit: Hit, speaker: Speaker, start: int, limit: int, rule: str) -> None:
    """The items of a list under one cue, each a statement; a claim that is denied is opened."""
    opening = sentence.find(start, min(limit, start + 4), "that")
    if opening is not None and sentence.has("noun_that", opening - 1):
        start = opening + 1
    cut = next((n for n in range(start + 1, limit) if sentence.has("cuts", n)), limit)
    limit = cut if rule == "noun" else limit
    limit = next((n for n in range(start + 1, limit - 1) if _excludes(sentence, n)), limit)
    if rule == "infinitive":
        limit = next((n for n in range(start + 1, limit - 1) if _goes_on(sentence, n)), limit)
    if sentence.lexicon.lang == "es":
        limit = _before_clause(sentence, start, limit)
    if opening is not None and start > opening:
        parts = [(start, limit)]
    else:
        parts = items(sentence.words, start, limit, sentence.lexicon)
    for begin, end in parts:
        sentence.add(speaker, hit.cue.act, begin, end, rule)


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Whether the subject goes on with another verb behind an infinitive: "offered to come but stopped short"."""
    if sentence.has("but", at) and sentence.words[at - 1].text == ",":
        return True
    if sentence.words[at].text == "," and sentence.has("relatives", at + 1):
        return True  # "..., citing the cold".
    return (sentence.has("and", at) or sentence.has("but", at)) and sentence.looks_past(
        sentence.words[at + 1]
    )


def _excludes(sentence: Sentence, at: int) -> bool:
    """Whether a comma opens what was not meant, or another clause: "buses, not cards", "..., sino que ..."."""
    opposed = ("not", "no", "never", "nunca", "sino")
    return sentence.words[at].text == "," and sentence.words[at + 1].lower in opposed


def _before_clause(sentence: Sentence, start: int, limit: int) -> int:
    """Where a list ends in Spanish: at a comma behind which a verb in the past stands before the next comma."""
    commas = [n for n in range(start, limit) if sentence.words[n].text == ","]
    for comma, following in pairwise([*commas, limit]):
        part = sentence.words[comma + 1 : following]
        said_apart = any(sentence.lexicon.has("relatives", word.text) for word in part)
        if not said_apart and any(word.text.endswith(("ó", "aron", "ieron")) for word in part):
            return comma
    return limit


def _find_to(sentence: Sentence, at: int, limit: int, frames: frozenset[str]) -> int | None:
    """Where an infinitive or a prepositional content begins behind a cue, if its frames allow one."""
    spanish = sentence.lexicon.lang == "es"
    for n in range(at, min(limit - 1, at + REACH)):
        word, following = sentence.words[n].lower, sentence.words[n + 1].lower
        if sentence.words[n].text in tuple(MARKS):
            return None
        if spanish and "infinitive" in frames and word.endswith(INFINITIVES) and n <= at + 1:
            return n - (sentence.words[n - 1].lower == "no")
        if spanish and "infinitive" in frames and n > at + 1 and _follows_addressee(sentence, at, n):
            return n - (sentence.words[n - 1].lower == "no")
        if spanish and word in frames & {"a", "de"} and following.endswith(INFINITIVES):
            return (
                n
                if word == "a" and "infinitive" not in frames and sentence.words[at - 1].lower[:3] != "neg"
                else n + 1
            )
        if not spanish and word == "for" and "for" in frames:
            return n + 1
        if (
            not spanish
            and word == "to"
            and "to" in frames
            and sentence.words[n - 1].lower != "up"
            and not sentence.lexicon.has("determiners", following)
        ):
            return n - (sentence.words[n - 1].lower == "not" and n > at)
        if (
            not spanish
            and "np" in frames
            and "to" in frames
            and n == at
            and sentence.words[n].text[0].isdigit()
        ):
            return None
    return None


def _follows_addressee(sentence: Sentence, at: int, n: int) -> bool:
    """Whether an infinitive stands behind who is asked: "pidió al consejo abrir", but no noun like "la mujer"."""
    words = sentence.words
    asked = words[at].lower in ("a", "al") and words[n].text.islower() and len(words[n].text) > 3
    before = n - 1 - (words[n - 1].lower == "no")
    is_noun = any(sentence.has(kind, before) for kind in ("determiners", "prepositions", "of"))
    return asked and words[n].lower.endswith(INFINITIVES) and before > at and not is_noun


def _skip(sentence: Sentence, at: int, limit: int) -> int:
    """The first word behind a cue that is no adverb and no day ("on Monday", "este lunes")."""
    while at < limit:
        text = sentence.words[at].text
        near = sentence.words[at + 1 : at + 4]
        is_date = sentence.lexicon.has("dates", text) or _is_year(sentence, at)
        opens_date = text.lower() in ("on", "late", "early", "este", "esta", "el", "al", "a") and any(
            sentence.lexicon.has("dates", word.text) for word in near[:1]
        )
        spanish = sentence.lexicon.lang == "es"
        addressee = spanish and text.lower() in ("a", "al", "del") and not sentence.bounds_amount(at)
        adverb = (
            sentence.lexicon.has("adverbs", text)
            and not sentence.lexicon.has("determiners", text)
            and text != "no"
        )
        if addressee and not opens_date:
            at += 1
            while at < limit and not _opens_item(sentence, at):
                at += 1
        elif is_date or opens_date or adverb or text == ",":
            at += 1
        else:
            break
    return at


def _is_year(sentence: Sentence, at: int) -> bool:
    """Whether a year begins or stands at a word: "in 2008"."""
    words = sentence.words
    opens = words[at].lower in ("in", "en") and at + 1 < len(words)
    year = words[at + 1] if opens else words[at]
    behind = opens or (at > 0 and words[at - 1].lower in ("in", "en"))
    return behind and year.text.isdigit() and len(year.text) == 4


def _opens_item(sentence: Sentence, at: int) -> bool:
    """Whether what was asked for begins here, behind who was asked in Spanish ("al gobierno un censo")."""
    return (
        sentence.words[at].lower in ("un", "una", "unos", "unas", "dos", "tres")
        or sentence.words[at].text[0].isdigit()
    )


def _opens_apposition(sentence: Sentence, at: int) -> bool:
    """Whether a comma opens what is told beside a statement: "..., a claim that ...", "..., a day after ..."."""
    if sentence.words[at].text != "," or sentence.words[at + 1].lower not in ("a", "an", "una", "un", "algo"):
        return False
    near = range(at + 2, min(at + 5, len(sentence.words)))
    return any(sentence.has(kind, n) for n in near for kind in ("that", "relatives", "subordinates"))


def _limit(sentence: Sentence, hit: Hit, hits: list[Hit]) -> int:
    """The word before which the content of a cue ends: the next statement, an aside, or the sentence's end."""
    limit = sentence.stop(hit.end)
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
