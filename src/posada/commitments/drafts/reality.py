"""Reality: which verbs of saying report nothing, for what they tell is denied, asked or supposed.

A promise that was not made must never stand among drafts as one that was.
"""

from __future__ import annotations

from collections.abc import Iterator

from posada.commitments.drafts.hits import Hit, cue_at
from posada.commitments.drafts.sentence import Sentence

BREAKS = (",", ";", ":")
LONGEST_ASIDE = 5
"""Words between two commas inside a verb: "has not, so far, promised"."""
REACH_OF_NOT = 6
"""Words between "it is false" and its "that"."""


def unsaid(sentence: Sentence, hits: list[Hit]) -> set[int]:
    """The places of the verbs that report nothing said, with those of the clauses that hang on them."""
    found: set[int] = set()
    for hit in hits:
        own = (
            is_negated(sentence, hit)
            or is_supposed(sentence, hit)
            or is_asked(sentence, hit)
            or is_called_false(sentence, hit)
            or hangs_on_no_statement(sentence, hit, hits)
        )
        if own:
            found.add(hit.at)
        if own or hit.at in found or hit.cue.act in ("deny", "request"):
            found.update(other.at for other in _inside(sentence, hit, hits, alternatives=own))
    return found


def is_negated(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb is denied: "has not promised", "no prometió", "nobody promised", "at no time did ...".

    >>> from posada.commitments.drafts import read_text
    >>> read_text("Nobody promised any cards.", lang="en", source_id="S1")
    ()
    """
    if is_negated_itself(sentence, hit):
        return True
    start = _clause_start(sentence, hit.at)
    starts = [start] if hit.subject is None else [start, hit.subject[0]]
    return any(_opens_negated(sentence, each) for each in starts if each < hit.at)


def is_negated_itself(sentence: Sentence, hit: Hit) -> bool:
    """Whether a word beside a verb denies it, not its subject or the beginning of its clause."""
    at = _before_verb_group(sentence, hit.at)
    return at >= 0 and _negates(sentence, at)


def is_supposed(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb stands in a condition or an open question: "if the ministry promised", "si prometió"."""
    words = sentence.words
    if hit.end + 1 < len(words) and words[hit.end].text == ":" and words[hit.end + 1].is_quote:
        return False  # "Asked whether it will rain she said: "..."".
    if words[0].lower in ("had", "should", "were") and not _breaks_between(sentence, 0, hit.at):
        return any(word.text == "," for word in words[hit.end :])
    inside = hit.subject[0] if hit.subject is not None else hit.at
    return any(
        sentence.phrase_at("suppositions", at)
        and words[at + 1].lower not in ("bien", ",")
        and (at >= inside - 1 or not _breaks_between(sentence, at, hit.at))
        for at in range(hit.at)
    )


def is_asked(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb stands in a question that the text itself asks; one in quotation marks is a statement's."""
    texts = [word.text for word in sentence.words]
    return "?" in texts[hit.at :] and ("¿" not in texts or "¿" in texts[: hit.at])


def is_called_false(sentence: Sentence, hit: Hit) -> bool:
    """Whether a verb hangs on words that call it untrue: "it is false that he promised", "no es cierto que"."""
    start = _clause_start(sentence, hit.at)
    if not start or not sentence.has("that", start - 1):
        return False
    judged = sentence.words[max(0, start - REACH_OF_NOT) : start - 1]
    has_be = any(sentence.lexicon.has("be", word.text) for word in judged)
    untrue = any(
        sentence.lexicon.has("falsehoods", word.text) or _is_negator(sentence, word.lower) for word in judged
    )
    return has_be and untrue


def hangs_on_no_statement(sentence: Sentence, hit: Hit, hits: list[Hit]) -> bool:
    """Whether a verb hangs on a noun or an infinitive of saying: "rumours that the board promised keys"."""
    that = _clause_start(sentence, hit.at) - 1
    if that < 1 or not sentence.has("that", that) or any(other.at < that == other.end for other in hits):
        return False
    return sentence.has("noun_that", that - 1) or cue_at(sentence, that - 1)[0] is not None


def _inside(sentence: Sentence, hit: Hit, hits: list[Hit], *, alternatives: bool) -> Iterator[Hit]:
    """The verbs of the clause that hangs on a verb, up to the comma or the "but" where it ends.

    "Denied the claim and offered buses" goes on with a verb of its own; "denied that it had promised cards and
    offered buses" does not. Behind a verb that is itself denied an "or" goes on denying.
    """
    that = sentence.find(hit.end, len(sentence.words), "that") or hit.end
    other_clause = any(
        sentence.has(kind, n) for n in range(hit.end, that) for kind in ("but", "subordinates")
    )  # The "que" of "mientras que" opens no clause of this verb.
    begin = hit.end if other_clause else that
    nested = False
    for other in hits:
        if other.at <= hit.at:
            continue
        if _breaks_between(sentence, begin if begin <= other.at else hit.end, other.at):
            return
        joint = _joint_before(sentence, other)
        if not nested and joint and not (alternatives and joint in ("or", "ni", "nor", "o", "u")):
            return
        nested = True
        yield other


def _joint_before(sentence: Sentence, hit: Hit) -> str:
    """The conjunction that stands in front of a verb or of its subject, or nothing."""
    for start in (hit.at, hit.subject[0] if hit.subject is not None else hit.at):
        at = _before_verb_group(sentence, start)
        if at >= 0 and (sentence.has("and", at) or sentence.words[at].lower == "nor"):
            return sentence.words[at].lower
    return ""


def _breaks_between(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a comma, a stop or a "but" parts two words."""
    return any(
        sentence.words[n].text in BREAKS or sentence.has("but", n) for n in range(min(start, end), end)
    )


def _before_verb_group(sentence: Sentence, at: int) -> int:
    """The place of the word in front of a verb, its auxiliaries, pronouns, adverbs, and a short aside; -1 for none."""
    at -= 1
    while at >= 0:
        word = sentence.words[at]
        if word.text == ",":
            opening = next(
                (
                    n
                    for n in range(at - 1, max(-1, at - LONGEST_ASIDE - 2), -1)
                    if sentence.words[n].text == ","
                ),
                None,
            )
            if opening is None:
                return at
            at = opening - 1
        elif not _is_negator(sentence, word.lower) and _fills_verb(sentence, at):
            at -= 1
        else:
            return at
    return at


def _fills_verb(sentence: Sentence, at: int) -> bool:
    """Whether a word may stand inside a verb of several words."""
    text = sentence.words[at].text
    manner = text.islower() and text.endswith("ly" if sentence.lexicon.lang == "en" else "mente")
    return manner or any(sentence.has(kind, at) for kind in ("verb_group", "auxiliary", "adverbs"))


def _is_negator(sentence: Sentence, word: str) -> bool:
    """Whether a word denies the verb that it stands beside."""
    return sentence.lexicon.has("negators", word) or word.endswith(("n't", "n’t"))


def _negates(sentence: Sentence, at: int) -> bool:
    """Whether a word denies what follows: not as in "not only", and "no" in English as in "no longer"."""
    following = sentence.words[at + 1].text if at + 1 < len(sentence.words) else ""
    if sentence.lexicon.has("no_negation", following):
        return False
    word = sentence.words[at].lower
    return _is_negator(sentence, word) or (word == "no" and following.lower() == "longer")


def _clause_start(sentence: Sentence, at: int) -> int:
    """The first word of the clause that holds a verb, behind a mark, a "that", and a conjunction."""
    start = at
    while start > 0 and sentence.words[start - 1].is_word and not sentence.has("that", start - 1):
        start -= 1
    while start < at and (sentence.has("and", start) and not sentence.has("negative_openers", start)):
        start += 1
    return start


def _opens_negated(sentence: Sentence, at: int) -> bool:
    """Whether a clause opens with a word that denies it ("No official ...", "Nadie ...", "En ningún momento ...")."""
    if sentence.has("prepositions", at) or sentence.words[at].lower == "by":
        at += 1
    if at + 1 >= len(sentence.words) or sentence.has("no_negation", at + 1):
        return False
    return sentence.has("negative_openers", at)
