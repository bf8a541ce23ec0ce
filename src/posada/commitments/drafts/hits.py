"""Hits: the cues of a sentence that can be verbs, each with the subject in front of it."""

from __future__ import annotations

from dataclasses import dataclass

from posada.commitments.drafts import speakers, subjects
from posada.commitments.drafts.lexicon import PARTICIPLES, Cue
from posada.commitments.drafts.sentence import Sentence
from posada.commitments.drafts.words import MARKS

UNREAL = ("to", "should", "could", "would", "might", "must", "de", "sin")
GERUNDS = ("ing", "ando", "iendo")
REFLEXIVE = (
    "quej",
    "compromet",
    "pregunt",
    "disculp",
    "pronunci",
    "justific",
    "defend",
    "defiend",
    "lament",
    "refir",
)
"""Stems of Spanish verbs that have a speaker behind "se"."""
PLURAL_SUBJECTS = ("people", "women", "men", "police", "staff", "i", "we")
ARTICLES = ("la", "las", "los", "lo")


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue in a sentence: its first word, the word behind it, and the subject in front, if there is one."""

    at: int
    end: int
    cue: Cue
    subject: tuple[int, int] | None


def hits_of(sentence: Sentence) -> list[Hit]:
    """The cues of the sentence that can be verbs, with their subjects."""
    hits: list[Hit] = []
    at = 0
    while at < len(sentence.words):
        cue, length = cue_at(sentence, at)
        if cue is not None and _is_verb(sentence, at, cue):
            subject = subjects.before(sentence.words, 0, at, sentence.lexicon)
            if subject is not None and _is_told_in_relative(sentence, subject):
                subject = (subject[1] - 1, subject[1])
            inner = [hit for hit in hits if subject is not None and subject[0] <= hit.at < subject[1]]
            if subject is not None and inner:
                subject = _inner_subject(sentence, inner[-1], subject[1])
            if subject is not None and _only_opens_the_sentence(sentence, subject, at):
                subject = None
            if sentence.words[at - 1].text == "," and sentence.words[at].lower.endswith(GERUNDS):
                subject = None  # "..., adding that ...": whoever spoke before goes on.
            if subject is not None and _is_inverted(sentence, at, length, cue):
                subject = None
            hits.append(Hit(at, at + length, cue, subject))
            at += length
        else:
            at += 1
    return hits


def _is_told_in_relative(sentence: Sentence, part: tuple[int, int]) -> bool:
    """Whether a pronoun speaks in a relative clause: "a ban which they say was drawn up ..."."""
    kinds = ("persons", "things", "plurals")
    pronoun = part[1] > 1 and any(sentence.has(kind, part[1] - 1) for kind in kinds)
    return pronoun and sentence.has("relative_pronouns", part[1] - 2)


def _inner_subject(sentence: Sentence, hit: Hit, end: int) -> tuple[int, int] | None:
    """Who acts in the clause that hangs on a verb without "that": "Lund said a clinic had asked ..."; else nobody."""
    kinds = ("determiners", "persons", "things", "plurals")
    if "bare" not in hit.cue.frames or sentence.lexicon.lang != "en":
        return None
    for n in range(hit.end, end):
        opens = sentence.words[n].is_name or any(sentence.has(kind, n) for kind in kinds)
        if opens and not sentence.has("dates", n) and not sentence.has("prepositions", n - 1):
            return n, end
    return None


def _only_opens_the_sentence(sentence: Sentence, part: tuple[int, int], at: int) -> bool:
    """Whether what stands in front of a verb is no subject: "Además, dijo", "Durante la visita, dijo"."""
    if sentence.lexicon.has("connectives", sentence.words[part[1] - 1].text):
        return True
    spanish = sentence.lexicon.lang == "es"
    return spanish and sentence.words[at - 1].text == "," and sentence.opens_aside(part[0])


def _is_inverted(sentence: Sentence, at: int, length: int, cue: Cue) -> bool:
    """Whether whoever ends the clause follows a verb behind a comma: "..., explained Ana Ruiz", "..., dijo su hija"."""
    words, start = sentence.words, at + length
    while start < len(words) and (sentence.has("dates", start) or words[start].lower in ("este", "esta")):
        start += 1
    if at < 3 or words[at - 1].text != "," or start >= len(words):
        return False
    takes_noun = bool(cue.frames & {"np", "bare"}) and (cue.act != "say" or sentence.lexicon.lang == "en")
    described = sentence.has("determiners", start) and "quote" in cue.frames and not takes_noun
    if not words[start].is_name and not described:
        return False
    if sentence.has("dates", start):
        return False
    part = speakers.after(words, start, sentence.lexicon)
    return part is not None and (part[1] == len(words) or words[part[1]].text in tuple(MARKS))


def cue_at(sentence: Sentence, at: int) -> tuple[Cue | None, int]:
    """The cue at a word and its length in words; beside a quotation any verb in the past may be one."""
    token = sentence.words[at]
    if not token.is_word:
        return None, 0
    if at + 1 < len(sentence.words):
        pair = sentence.lexicon.cues.get(f"{token.lower} {sentence.words[at + 1].lower}")
        if pair is not None:
            return pair, 2
    cue = sentence.lexicon.cues.get(token.lower)
    begin = sentence.verb_start(at) if sentence.lexicon.lang == "es" else at
    past = _tells_of_speech(sentence, at) or (begin < at and token.lower.endswith(PARTICIPLES))
    if cue is None and past and (sentence.behind_speech(begin) or _ends_behind_speech(sentence, at)):
        cue = Cue("say", frozenset(["quote"]))
    return cue, 1


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Whether an English verb in the present is a noun: "dimming hopes that ...", "the last offer was 6 percent"."""
    word = sentence.words[at].lower
    if sentence.lexicon.lang != "en" or word.endswith(("ed", "ing")):
        return False
    behind_gerund = (
        at > 0 and sentence.words[at - 1].text.islower() and sentence.words[at - 1].text.endswith("ing")
    )
    spoken_by_pronoun = at > 0 and any(
        sentence.has(kind, at - 1) for kind in ("persons", "things", "plurals")
    )
    is_base = bool({word + "s", word + "es"} & sentence.lexicon.cues.keys()) and not spoken_by_pronoun
    if is_base and at > 0 and not _agrees_with_plural(sentence, at - 1):
        return True  # "Caused extra stress"
    is_subject = is_base and at + 1 < len(sentence.words) and sentence.has("be", at + 1)
    return is_subject or (behind_gerund and word.endswith("s"))


def _agrees_with_plural(sentence: Sentence, at: int) -> bool:
    """Whether a word in front of an English verb without -s may be its plural subject, or belongs to the verb."""
    word = sentence.words[at]
    kinds = ("plurals", "adverbs", "auxiliary", "relatives", "plural_determiners", "and")
    known = any(sentence.has(kind, at) for kind in kinds) or word.lower in PLURAL_SUBJECTS
    known = known or word.lower.endswith(("n't", "n’t"))
    return known or not word.is_word or word.lower.endswith("s") or word.is_name


def _is_impersonal(sentence: Sentence, at: int) -> bool:
    """Whether nobody in particular says it in Spanish: "se espera que ..."; "se quejó" has a speaker."""
    behind_se = sentence.lexicon.lang == "es" and at > 0 and sentence.words[at - 1].lower == "se"
    return behind_se and not sentence.words[at].lower.startswith(REFLEXIVE)


def _ends_behind_speech(sentence: Sentence, at: int) -> bool:
    """Whether a verb ends its clause behind a quotation and a short subject: "..., he continued."."""
    ends = at + 1 >= len(sentence.words) or not sentence.words[at + 1].is_word
    start = at
    while start > max(0, at - 4) and sentence.words[start - 1].is_word:
        start -= 1
    return ends and start < at and sentence.beside_quote(start) and sentence.behind_speech(start)


def _tells_of_speech(sentence: Sentence, at: int) -> bool:
    """Whether a word behind a quotation may be a verb: in the past, or in the present in front of a name."""
    token = sentence.words[at]
    named_next = at + 1 < len(sentence.words) and sentence.words[at + 1].is_name
    present = sentence.lexicon.lang == "en" and token.text.islower() and token.text.endswith("s")
    return sentence.looks_past(token) or (present and named_next)


def _is_verb(sentence: Sentence, at: int, cue: Cue) -> bool:
    """Whether a cue is a verb here: nouns follow articles, participles want an auxiliary or a comma."""
    has = sentence.lexicon.has
    before = sentence.words[at - 1] if at else None
    if _is_noun(sentence, at) or _is_impersonal(sentence, at):
        return False
    if before is None:
        return not cue.participle and sentence.lexicon.lang == "es"
    if sentence.lexicon.lang == "es" and before.lower in ARTICLES and sentence.words[at].lower.endswith("a"):
        return False  # "La denuncia" is a noun; "la denunció" is a verb.
    if before.text in speakers.APOSTROPHES or before.lower.endswith(("'s", "’s")):
        return False  # "The teachers' demands", "Lund's claims": a noun.
    if before.lower in ("have", "haber") and at > 1 and sentence.words[at - 2].lower in UNREAL:
        return False  # "Appeared to have promised" and "should have warned" tell of nothing said.
    if before.is_word and not has("adverbs", before.text):
        opens_clause = has("but", before.text) or has("subordinates", before.text)
        preposition = has("prepositions", before.text) and not opens_clause
        some = at == 1 and has("plural_determiners", before.text) and sentence.words[at].lower[-1] in "dn"
        if some:
            return True  # "Some said", "Otros piden"
        if has("determiners", before.text) or preposition or has("of", before.text):
            return False
        if before.lower in sentence.lexicon.cues and not cue.participle:
            return False
        if before.lower in ("to", "will", "would", "not", "could", "should", "may"):
            return False
    if cue.participle and sentence.lexicon.lang == "es" and not sentence.words[at].lower.endswith(GERUNDS):
        return has("auxiliary", before.text)  # "Ha dicho"; "..., dicho visado" says nothing.
    if cue.participle:
        return before.text == "," or has("auxiliary", before.text) or has("adverbs", before.text)
    return True
