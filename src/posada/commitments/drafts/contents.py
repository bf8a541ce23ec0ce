"""Contents: what was said, promised, denied or asked for behind a cue, by the first frame that fits."""

from __future__ import annotations

from posada.commitments.drafts.boundaries import (
    before_aside,
    before_clause,
    behind_quotation,
    end_of_content,
    excludes,
    goes_on,
    is_quotations,
    quotes_behind_mark,
)
from posada.commitments.drafts.clauses import INFINITIVES, clauses, demands, items
from posada.commitments.drafts.hits import Hit
from posada.commitments.drafts.sentence import REACH, Sentence
from posada.commitments.drafts.speakers import Speaker
from posada.commitments.drafts.words import CURRENCIES, MARKS


def contents(
    sentence: Sentence, hit: Hit, hits: list[Hit], speaker: Speaker, at: int, rule: str = ""
) -> None:
    """The statements that follow a cue, by the first frame that fits."""
    frames, words = hit.cue.frames, sentence.words
    limit = min(end_of_content(sentence, hit, hits), sentence.end_of_reported(hit.at))
    at = _behind_link(sentence, at, limit)
    start = _skip(sentence, at, limit)
    if "told" in frames:
        start = _behind_told(sentence, start, limit)
    opening = _that_of(sentence, hit, at, start, limit)
    if "that" in frames and opening is not None:
        limit = before_aside(sentence, opening + 4, limit)
        found = clauses(words, opening + 1, limit, sentence.lexicon)
        if hit.cue.act == "request" and len(found) == 1:
            found = demands(words, opening + 1, limit, sentence.lexicon)
        for start, end in found:
            if is_quotations(sentence, start, end):
                continue  # Each is read for itself.
            sentence.add(speaker, hit.cue.act, start, behind_quotation(sentence, start, end), rule or "that")
        return
    if quotes_behind_mark(sentence, at, limit):
        return  # "Told the radio: "We ..."": the quotation is read for itself.
    to = _find_to(sentence, at, limit, frames)
    if to is not None:
        _items(sentence, hit, speaker, to, limit, rule or "infinitive")
    elif "np" in frames and start < limit and sentence.opens_phrase(start):
        if hit.cue.act == "deny" and _is_judged(sentence, start, limit):
            return  # "Dismissed the plan as "a photocopy"": the judgement is what was said.
        _items(sentence, hit, speaker, start, limit, rule or "noun")
    elif (
        ("bare" in frames and limit - start >= 3 and words[start].is_word)
        and (
            not sentence.opens_aside(start) or sentence.bounds_amount(start) or _opens_amount(sentence, start)
        )
        and not sentence.lexicon.has("but", words[start].text)
        and not sentence.lexicon.has("and", words[start].text)
    ):
        limit = before_aside(sentence, start + 3, limit)
        for begin, end in clauses(words, start, limit, sentence.lexicon):
            sentence.add(speaker, hit.cue.act, begin, end, rule or "bare")


def _that_of(sentence: Sentence, hit: Hit, at: int, start: int, limit: int) -> int | None:
    """The "that" of a cue, which opens what was said; None where there is none, or one that belongs to a noun."""
    frames, spanish = hit.cue.frames, sentence.lexicon.lang == "es"
    opening = sentence.find(at, limit, "that")
    if opening is None:
        return None
    if ("np" in frames or spanish) and not _leads_to_that(sentence, at, opening):
        return None
    if "np" in frames and _is_pointing(sentence, opening, limit):
        return None  # "Rejected that charge".
    if "a" in frames and sentence.words[opening - 1].lower not in ("a", "de", "en"):
        return None  # "Se comprometió a dar tarjetas que ...": this "que" belongs to a noun.
    if "bare" in frames and opening - start >= 3:
        begun = sentence.joins(opening - 1) or _has_verb_between(sentence, start, opening)
        return None if begun else opening  # The first clause goes without its "that".
    return opening


def _opens_amount(sentence: Sentence, at: int) -> bool:
    """Whether a number stands behind a word: "said about 3,000 of its members had ..."."""
    following = sentence.words[at + 1]
    return following.text[0].isdigit() or following.lower in sentence.lexicon.numbers


def _is_judged(sentence: Sentence, start: int, limit: int) -> bool:
    """Whether something is called by words in quotation marks: "... as "a photocopy""."""
    near = range(start + 1, min(limit, start + REACH, len(sentence.words) - 1))
    return any(sentence.words[n].lower in ("as", "como") and sentence.words[n + 1].is_quote for n in near)


def _behind_link(sentence: Sentence, at: int, limit: int) -> int:
    """The word behind a link between a verb and what it governs: "se negó, sin embargo, a pagar"."""
    if at + 2 >= limit or sentence.words[at].text != ",":
        return at
    kinds = ("prepositions", "connectives", "adverbs")
    closing = next((n for n in range(at + 2, min(at + 6, limit - 1)) if sentence.words[n].text == ","), None)
    if closing is None or not any(sentence.has(kind, at + 1) for kind in kinds):
        return at
    links = all(word.is_word and word.text.islower() for word in sentence.words[at + 1 : closing])
    return closing + 1 if links else at


def _behind_told(sentence: Sentence, at: int, limit: int) -> int:
    """The clause behind whoever is told: "told the crowd the road was open", "told reporters he would stay"."""
    kinds = ("determiners", "persons", "things", "plurals")
    for n in range(at + 1, min(limit - 2, at + 5)):
        if any(sentence.has(kind, n) for kind in kinds) and not sentence.has("of", n - 1):
            return n
    return at


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
        fillers = ("determiners", "times", "of")
        between = [word for word in between if not word.text.isdigit()]
        between = [
            word for word in between if not any(sentence.lexicon.has(kind, word.text) for kind in fillers)
        ]
        named_one = len(between) == 1 and between[0].is_name
        return not between or named_one or sentence.lexicon.has("prepositions", between[0].text)
    return len(between) <= 3 and not any(
        word.lower in sentence.lexicon.words["noun_that"] for word in between
    )


def _is_pointing(sentence: Sentence, opening: int, limit: int) -> bool:
    """Whether "that" points at a noun that was told before: no verb follows, as far as one can tell."""
    if sentence.lexicon.lang != "en" or sentence.words[opening - 1].is_word is False:
        return False
    part = []
    for word in sentence.words[opening + 1 : limit]:
        if not word.is_word or sentence.lexicon.has("and", word.text):
            break
        part.append(word)
    kinds = ("determiners", "persons", "things", "plurals", "ignored_subjects")
    if not part or part[0].is_name or any(sentence.lexicon.has(kind, part[0].text) for kind in kinds):
        return False
    return len(part) <= 2 and not any(
        sentence.looks_past(word) or sentence.lexicon.has("auxiliary", word.text) for word in part
    )


def _items(sentence: Sentence, hit: Hit, speaker: Speaker, start: int, limit: int, rule: str) -> None:
    """The items of a list under one cue, each a statement; a claim that is denied is opened."""
    opening = sentence.find(start, min(limit, start + 4), "that")
    if opening is not None and sentence.has("noun_that", opening - 1):
        start = opening + 1
    cut = next((n for n in range(start + 1, limit) if sentence.has("cuts", n)), limit)
    limit = cut if rule == "noun" else limit
    limit = next((n for n in range(start + 1, limit - 1) if excludes(sentence, n)), limit)
    limit = before_aside(sentence, start, limit)
    if rule == "infinitive":
        limit = next((n for n in range(start + 1, limit - 1) if goes_on(sentence, n)), limit)
    if sentence.lexicon.lang == "es":
        limit = before_clause(sentence, start, limit)
    had = any(
        word.lower in ("had", "había", "habían") for word in sentence.words[max(0, hit.at - 2) : hit.at]
    )
    if had and limit - start > 3 and _is_year(sentence, limit - 2):
        limit -= 2  # "Had promised 300 flats in 2019": the year tells when it was promised.
    if opening is not None and start > opening:
        parts = [(start, limit)]
    else:
        parts = items(sentence.words, start, limit, sentence.lexicon)
    for begin, end in parts:
        opens = rule in ("infinitive", "unpromised") and end - begin > 2
        opens = opens and sentence.words[begin].lower == ("a" if sentence.lexicon.lang == "es" else "to")
        sentence.add(speaker, hit.cue.act, begin + opens, end, rule)


def _find_to(sentence: Sentence, at: int, limit: int, frames: frozenset[str]) -> int | None:
    """Where an infinitive or a prepositional content begins behind a cue, if its frames allow one."""
    spanish = sentence.lexicon.lang == "es"
    for n in range(at, min(limit - 1, at + REACH)):
        word, following = sentence.words[n].lower, sentence.words[n + 1].lower
        if sentence.words[n].text in tuple(MARKS):
            return None
        is_day = any(sentence.has(kind, n) for kind in ("dates", "adverbs"))  # "Ayer" is no infinitive.
        if spanish and "infinitive" in frames and word.endswith(INFINITIVES) and n <= at + 1 and not is_day:
            return n - (sentence.words[n - 1].lower == "no")
        if spanish and "infinitive" in frames and n > at + 1 and _follows_addressee(sentence, at, n):
            return n - (sentence.words[n - 1].lower == "no")
        if word in frames & {"a", "de", "of"} and sentence.words[n + 1].is_quote:
            return n + 1
        if spanish and word in frames & {"a", "de"} and following.endswith(INFINITIVES):
            again = word == "a" and "that" in frames and "infinitive" not in frames
            return n if again else n + 1  # "A salir y a volver": the "a" of each opens an item.
        if not spanish and word == "of" and "of" in frames:
            return n + 1
        if not spanish and word == "for" and "for" in frames and (n == at or "np" not in frames):
            return n + 1
        if (
            not spanish
            and word == "to"
            and "to" in frames
            and _is_infinitive(sentence, n)
            and (n == at or "np" not in frames or not _has_own_object(sentence, at, n))
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


def _is_infinitive(sentence: Sentence, to: int) -> bool:
    """Whether a verb follows "to" and no noun: "to teachers", "to the mayor", "up to 40" open none."""
    following = sentence.words[to + 1]
    plural = following.lower.endswith("s") and not following.lower.endswith(("ss", "focus"))
    amount = following.text[0].isdigit() or following.text in CURRENCIES
    noun = sentence.lexicon.has("determiners", following.text) or plural or amount
    return sentence.words[to - 1].lower != "up" and not noun and not following.is_name


def _has_own_object(sentence: Sentence, at: int, to: int) -> bool:
    """Whether what is offered stands between a verb and a later "to": "offered her papers that allowed her to stay"."""
    between = range(at, to)
    return any(sentence.has("relatives", n) or sentence.has("that", n) for n in between) or any(
        sentence.has("of", n) for n in between
    )


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
