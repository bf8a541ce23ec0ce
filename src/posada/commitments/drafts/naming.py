"""Naming: whom a noun phrase names, whom a pronoun or an unspoken subject stands for."""

from __future__ import annotations

from posada.commitments.drafts import speakers, subjects
from posada.commitments.drafts.hits import GERUNDS, Hit
from posada.commitments.drafts.kinds import kind_of
from posada.commitments.drafts.sentence import ARTICLES, Sentence
from posada.commitments.drafts.speakers import Speaker
from posada.commitments.drafts.words import Token

PRONOUNS = {"persons": ("person", "role"), "things": ("group", "role"), "plurals": ("many", "group")}
"""Pronouns, and the kinds of speakers that they may stand for."""
LONGEST_NOTED = 10
"""Words in the subject of a sentence that reports nothing; what is longer is no name."""


def named(sentence: Sentence, part: tuple[int, int] | None) -> Speaker | None:
    """The speaker that a noun phrase names, or whom its pronoun stands for; noted for what follows."""
    if part is None:
        return None
    words, is_thing = _trimmed(sentence, part)
    if not words:
        return None
    if len(words) == 1:
        for pronouns, kinds in PRONOUNS.items():
            if sentence.lexicon.has(pronouns, words[0].text):
                return _meant(sentence, pronouns, kinds)
    nobody = any(sentence.lexicon.has(kind, words[0].text) for kind in ("ignored_subjects", "relatives"))
    alone = len(words) == 1 and sentence.lexicon.has("determiners", words[0].text)
    if nobody or (alone and not sentence.lexicon.has("plural_determiners", words[0].text)):
        return None
    kind = "group" if is_thing else kind_of(words, sentence.lexicon)
    speaker = Speaker(words[0].start, words[-1].end, kind)
    sentence.discourse.note(speaker)
    return speaker


def _trimmed(sentence: Sentence, part: tuple[int, int]) -> tuple[list[Token], bool]:
    """The words of a noun phrase that name somebody, and whether "which" follows, as it does a body or a thing."""
    has = sentence.lexicon.has
    words = sentence.words[part[0] : part[1]]
    words = _behind_opening(sentence, words[_behind_relative(sentence, words) :])
    while len(words) > 1 and (has("and", words[0].text) or words[0].lower in (",", "bien")):
        words = words[1:]  # "Si bien la alcaldesa ..."
    denied = next((n for n in range(1, len(words)) if has("negators", words[n].text)), len(words))
    words = words[:denied]
    while len(words) > 1 and has("auxiliary", words[-1].text):
        words = words[:-1]  # "The board has not, so far, promised ..."
    comma = next((n for n, each in enumerate(words) if each.text == ","), 0)
    if comma and has("plurals", words[comma - 1].text.replace("them", "they")):
        words = words[comma + 1 :]  # "One of them, Ivo Pan": the name alone says who.
    relative = next((n for n in range(1, len(words) - 1) if _opens_relative(sentence, words, n)), len(words))
    behind = [*words[relative : relative + 2], *sentence.words[part[1] : part[1] + 2]][:2]
    words = words[:relative]  # "Ada Lund, who heads the board": the name alone says who.
    if len(words) > 1 and words[0].lower in ("as", "como"):
        words = words[1:]
    while len(words) > 1 and has("of", words[-1].text):
        words = words[:-1]
    while len(words) > 2 and has("dates", words[-1].text):
        opens = words[-2].lower in ("on", "este", "el", "la")
        words = words[: -1 - opens]  # "The board on Tuesday denied ..."
    while len(words) > 2 and any(has("dates", each.text) for each in words[:2]):
        words = words[1:]  # "Este martes la empresa ..."
    return words, [word.lower for word in behind] == [",", "which"]


def _meant(sentence: Sentence, pronouns: str, kinds: tuple[str, ...]) -> Speaker | None:
    """Whom a pronoun stands for: who speaks in the sentence, a body for "it", or the newest of its kinds.

    "He" and "she" mean nobody where no single person was named.
    """
    if sentence.speaker is not None and sentence.speaker.kind in kinds:
        return sentence.speaker
    body = sentence.discourse.latest("group") if pronouns == "things" else None
    rest = None if pronouns == "persons" else sentence.discourse.latest()
    return body or sentence.discourse.latest(*kinds) or rest


def _behind_relative(sentence: Sentence, words: list[Token]) -> int:
    """Where whoever acts in a relative clause is named: behind "en la cual", "in which"."""
    if not words or not sentence.lexicon.has("prepositions", words[0].text):
        return 0
    near = range(1, min(4, len(words) - 1))
    at = next((n for n in near if sentence.lexicon.has("relative_pronouns", words[n].text)), None)
    leads = at is not None and all(subjects.leads_to_relative(word, sentence.lexicon) for word in words[:at])
    return at + 1 if leads and at is not None else 0


def _behind_opening(sentence: Sentence, words: list[Token]) -> list[Token]:
    """A Spanish subject without what opens the sentence: "En la reunión el alcalde", "Desde el sindicato".

    Nothing is left where only a time or place is told: "Al mismo tiempo añadió".
    """
    has = sentence.lexicon.has
    if sentence.lexicon.lang != "es" or not words or not has("prepositions", words[0].text):
        return words
    if words[0].lower in ("desde", "como"):
        return words[1:]
    starts = (
        n
        for n in range(2, len(words))
        if (words[n].is_name or has("determiners", words[n].text))
        and not any(has(kind, words[n - 1].text) for kind in ("prepositions", "determiners", "of"))
        and not words[n - 1].is_name | has("and", words[n - 1].text)
    )
    start = next(starts, None)
    return [] if start is None else words[start:]


def _opens_relative(sentence: Sentence, words: list[Token], at: int) -> bool:
    """Whether a comma opens a relative clause about whoever is named in front of it, or a place or time."""
    opens = sentence.opens_aside_with(words[at + 1])
    return words[at].text == "," and opens and not sentence.lexicon.has("of", words[at + 1].text)


def note_subject(sentence: Sentence) -> None:
    """Note whom a sentence without a statement is about: a pronoun may mean them later."""
    part = main_subject(sentence, len(sentence.words))
    if (
        part is not None
        and part[1] - part[0] <= LONGEST_NOTED
        and part[0] == 0
        and not sentence.opens_aside(0)
    ):
        named(sentence, part)


def speaker_in_front(sentence: Sentence, hit: Hit) -> Speaker | None:
    """Who is in front of a cue, or who spoke last where a verb has no subject of its own."""
    before = sentence.words[hit.at - 1] if hit.at else None
    if before is not None and before.text == "," and sentence.words[hit.at].lower.endswith(GERUNDS):
        return sentence.speaker or named(sentence, main_subject(sentence, hit.at))
    if hit.subject is not None:
        relative = hit.subject[0] - 1
        if relative > 0 and sentence.has("relatives", relative) and _has_own_verb(sentence, hit.subject):
            antecedent = speakers.noun_before(sentence.words, relative, sentence.lexicon)
            if antecedent is not None and not sentence.has("and", antecedent[0]):
                return named(sentence, antecedent)
        if sentence.has("relative_pronouns", hit.subject[0]) and hit.subject[0] > 1:
            return _antecedent(sentence, hit.subject[0])
        only_opens = sentence.lexicon.lang == "es" and sentence.has("prepositions", hit.subject[0])
        speaker = named(sentence, hit.subject)
        return speaker or (_unspoken(sentence, hit) if only_opens else None)
    begin = sentence.verb_start(hit.at)
    before = sentence.words[begin - 1] if begin else None
    if sentence.speaker is None and before is not None and sentence.lexicon.has("and", before.text):
        sentence.speaker = named(sentence, main_subject(sentence, hit.at))
    if before is not None and sentence.lexicon.has("relatives", before.text):
        return _antecedent(sentence, begin - 1)
    joined = (
        before is None or before.text == "," or any(sentence.has(kind, begin - 1) for kind in ("and", "but"))
    )
    if joined or begin < hit.at or sentence.beside_quote(hit.at):
        return sentence.speaker or _unspoken(sentence, hit)
    return None


def _antecedent(sentence: Sentence, relative: int) -> Speaker | None:
    """Who is named in front of a relative pronoun, or who spoke last."""
    words = sentence.words
    behind_article = relative > 0 and words[relative - 1].lower in ARTICLES
    if behind_article or words[relative].lower in ("donde", "where"):
        # "Un comunicado en el que afirma ..." is the subject's; "mensajes en los que advierten ...", nobody's.
        begun = sentence.speaker or named(sentence, main_subject(sentence, relative))
        return None if words[relative - 1].lower in ("los", "las") else begun
    antecedent = speakers.noun_before(sentence.words, relative, sentence.lexicon)
    if antecedent is not None and not sentence.has("and", antecedent[0]):
        return named(sentence, antecedent)
    return sentence.speaker or sentence.discourse.latest()


def _unspoken(sentence: Sentence, hit: Hit) -> Speaker | None:
    """Whom a verb without a subject means: the newest of its number, or a body, which may be either."""
    discourse = sentence.discourse
    if sentence.lexicon.lang != "es":
        return discourse.latest("person", "role", "group") or discourse.latest()
    if sentence.words[hit.at].lower.endswith("n"):
        return discourse.latest("many") or discourse.latest("group")
    return discourse.latest("person", "role", "group")


def _has_own_verb(sentence: Sentence, part: tuple[int, int]) -> bool:
    """Whether what looks like a subject is a relative clause with its verb ("permanecía en el pueblo")."""
    return any(sentence.looks_past(word) for word in sentence.words[part[0] : part[1]])


def main_subject(sentence: Sentence, end: int) -> tuple[int, int] | None:
    """The subject in front of the first verb of a sentence, told from its ending."""
    if end and any(sentence.has(kind, 0) for kind in ("persons", "things", "plurals")):
        return 0, 1
    for n in range(1, end):
        if sentence.has("determiners", n - 1):
            continue  # "The affected farmers": a participle behind an article is no verb.
        if sentence.looks_past(sentence.words[n]) or any(
            sentence.has(kind, n) for kind in ("auxiliary", "negators")
        ):
            return subjects.before(sentence.words, 0, n, sentence.lexicon)
    return None
