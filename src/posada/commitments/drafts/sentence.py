"""A sentence: its cues, who stands beside each, and what each says, as findings in the order of the text."""

from __future__ import annotations

from dataclasses import dataclass, field

from posada.commitments.drafts import speakers
from posada.commitments.drafts.acts import act_of
from posada.commitments.drafts.clauses import INFINITIVES, clauses, items
from posada.commitments.drafts.draft import Act
from posada.commitments.drafts.lexicon import Cue, Lexicon
from posada.commitments.drafts.speakers import Discourse, Speaker
from posada.commitments.drafts.words import DASHES, MARKS, Token

CONFIDENCE = {
    "quote": 0.95,
    "source": 0.9,
    "attribution": 0.9,
    "that": 0.9,
    "passive": 0.8,
    "infinitive": 0.85,
}
CONFIDENCE |= {"noun": 0.75, "bare": 0.7, "continued": 0.7, "colon": 0.7}
REACH = 9
"""Words between a verb and its "that" or "to": a day, a place, who was told."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A statement in characters of the text: who, which act, from where to where, and the rule that found it."""

    speaker: Speaker
    act: Act
    start: int
    end: int
    rule: str

    @property
    def confidence(self) -> float:
        """How far the rule is to be trusted, before the speaker is."""
        return CONFIDENCE[self.rule]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue in a sentence: its first word, the word behind it, and the subject in front, if there is one."""

    at: int
    end: int
    cue: Cue
    subject: tuple[int, int] | None


@dataclass(slots=True)
class Sentence:
    """One sentence with what came before it in its paragraph."""

    words: list[Token]
    lexicon: Lexicon
    discourse: Discourse
    previous: Sentence | None = None
    speaker: Speaker | None = None
    found: list[Finding] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)

    def findings(self) -> list[Finding]:
        """Every statement of the sentence, in the order of the text."""
        self.speaker = None
        hits = self._hits()
        self._sources()
        for hit in hits:
            self._read(hit, hits)
        self._colon()
        self._quotes()
        if not hits and not self.found:
            self._subject()
        unique = {
            (each.start, each.end, each.speaker.start): each for each in self.found if each.start < each.end
        }
        return sorted(unique.values(), key=lambda each: (each.start, each.end))

    # Cues -----------------------------------------------------------------------------------------------------

    def _hits(self) -> list[Hit]:
        """The cues of the sentence that can be verbs, with their subjects."""
        hits: list[Hit] = []
        at = 0
        while at < len(self.words):
            cue, length = self._cue_at(at)
            if cue is not None and self._is_verb(at, cue):
                subject = speakers.before(self.words, 0, at, self.lexicon)
                if subject is not None and any(subject[0] <= hit.at < subject[1] for hit in hits):
                    subject = None  # A clause with a verb of its own is what was said, not who said it.
                hits.append(Hit(at, at + length, cue, subject))
                at += length
            else:
                at += 1
        return hits

    def _cue_at(self, at: int) -> tuple[Cue | None, int]:
        """The cue at a word and its length in words; beside a quotation any verb in the past may be one."""
        token = self.words[at]
        if not token.is_word:
            return None, 0
        if at + 1 < len(self.words):
            pair = self.lexicon.cues.get(f"{token.lower} {self.words[at + 1].lower}")
            if pair is not None:
                return pair, 2
        cue = self.lexicon.cues.get(token.lower)
        if cue is None and self._beside_quote(at) and self._looks_past(token):
            cue = Cue("say", frozenset(["quote"]))
        return cue, 1

    def _beside_quote(self, at: int) -> bool:
        """Whether a quotation stands right in front of a word, a comma apart at most."""
        before = [token for token in self.words[max(0, at - 2) : at] if token.text not in (",", *DASHES)]
        return bool(before) and before[-1].is_quote

    def _looks_past(self, token: Token) -> bool:
        """Whether a word has the ending of a verb in the past."""
        endings = ("ed",) if self.lexicon.lang == "en" else ("ó", "aron", "ieron", "aba", "ía")
        return token.text[0].islower() and token.text.endswith(endings) and len(token.text) > 3

    def _is_verb(self, at: int, cue: Cue) -> bool:
        """Whether a cue is a verb here: nouns follow articles, participles want an auxiliary or a comma."""
        has = self.lexicon.has
        before = self.words[at - 1] if at else None
        if before is None:
            return not cue.participle and self.lexicon.lang == "es"
        if before.is_word and not has("adverbs", before.text):
            if has("determiners", before.text) or has("prepositions", before.text) or has("of", before.text):
                return False
            if before.lower in self.lexicon.cues and not cue.participle:
                return False
            if before.lower in ("to", "will", "would", "not", "could", "should", "may"):
                return False
        if cue.participle:
            return before.text == "," or has("auxiliary", before.text) or has("adverbs", before.text)
        return True

    # Speakers -------------------------------------------------------------------------------------------------

    def _named(self, part: tuple[int, int] | None) -> Speaker | None:
        """The speaker that a noun phrase names, or whom its pronoun stands for; noted for what follows."""
        if part is None:
            return None
        words = self.words[part[0] : part[1]]
        while len(words) > 1 and (self.lexicon.has("and", words[0].text) or words[0].text == ","):
            words = words[1:]
        comma = next((n for n, each in enumerate(words) if each.text == ","), 0)
        if comma and self.lexicon.has("plurals", words[comma - 1].text.replace("them", "they")):
            words = words[comma + 1 :]  # "One of them, Ivo Pan": the name alone says who.
        while len(words) > 1 and self.lexicon.has("of", words[-1].text):
            words = words[:-1]
        if not words:
            return None
        word = words[0].text
        for pronouns, kinds in (
            ("persons", ("person",)),
            ("things", ("group",)),
            ("plurals", ("many", "group")),
        ):
            if len(words) == 1 and self.lexicon.has(pronouns, word):
                return self.discourse.latest(*kinds) or self.discourse.latest()
        if self.lexicon.has("ignored_subjects", word) or self.lexicon.has("relatives", word):
            return None
        if len(words) == 1 and self.lexicon.has("determiners", word):
            return None
        speaker = Speaker(words[0].start, words[-1].end, speakers.kind_of(words, self.lexicon))
        self.discourse.note(speaker)
        return speaker

    def _subject(self) -> None:
        """Note whom a sentence without a statement is about: a pronoun may mean them later."""
        end = next(
            (n for n, word in enumerate(self.words) if n and self.lexicon.has("auxiliary", word.text)), 0
        )
        part = speakers.before(self.words, 0, end, self.lexicon) if end else None
        if part is not None and part[1] - part[0] <= 6 and part[0] == 0:
            self._named(part)

    # Rules ----------------------------------------------------------------------------------------------------

    def _sources(self) -> None:
        """Statements after "according to": what stands on its other side."""
        for at in range(len(self.words)):
            length = self._source_at(at)
            if not length or self._cue_at(at + length)[0] is not None:
                continue
            part = speakers.after(self.words, at + length, self.lexicon)
            speaker = self._named(part)
            if part is None or speaker is None:
                continue
            self.speaker = speaker
            self.taken.update(range(at, part[1]))
            comma = next((n for n in range(part[1], len(self.words)) if self.words[n].text == ","), None)
            behind = comma is not None and (at < 2 or self.words[at - 1].text == ",")
            if behind and comma is not None and (at < 2 or comma == part[1]):
                self._add(speaker, "say", comma + 1, self._stop(comma + 1), "source")
            elif at > 1:
                self._add(speaker, "say", 0, at, "source")
            return

    def _source_at(self, at: int) -> int:
        """The length of a phrase like "according to" at a word, or 0."""
        for phrase in self.lexicon.words["sources"]:
            parts = phrase.split("_")
            if [word.lower for word in self.words[at : at + len(parts)]] == parts:
                return len(parts)
        return 0

    def _read(self, hit: Hit, hits: list[Hit]) -> None:
        """The statements of one cue."""
        if hit.at in self.taken:
            return
        if self._passive(hit):
            return
        if self._attribution(hit):
            return
        speaker = self._speaker_in_front(hit)
        if speaker is None:
            return
        self.speaker = speaker
        self._content(hit, hits, speaker, hit.end)

    def _speaker_in_front(self, hit: Hit) -> Speaker | None:
        """Who is in front of a cue, or who spoke last where a verb has no subject of its own."""
        before = self.words[hit.at - 1] if hit.at else None
        if hit.subject is not None:
            word = self.words[hit.subject[0]]
            if self.lexicon.has("relatives", word.text) and hit.subject[0] > 1 and self.lexicon.lang == "es":
                return self.speaker or self.discourse.latest()
            return self._named(hit.subject)
        if self.speaker is None and before is not None and self.lexicon.has("and", before.text):
            self.speaker = self._named(self._main_subject(hit.at))
        joined = before is None or before.text == "," or self.lexicon.has("and", before.text)
        if joined or self.lexicon.has("adverbs", before.text if before else "") or self._beside_quote(hit.at):
            return self.speaker or self.discourse.latest("person", "group") or self.discourse.latest()
        if before is not None and self.lexicon.has("relatives", before.text):
            return self.speaker or self.discourse.latest()
        return None

    def _main_subject(self, end: int) -> tuple[int, int] | None:
        """The subject in front of the first verb of a sentence, told from its ending."""
        for n in range(1, end):
            if self._looks_past(self.words[n]) or self.lexicon.has("auxiliary", self.words[n].text):
                return speakers.before(self.words, 0, n, self.lexicon)
        return None

    def _passive(self, hit: Hit) -> bool:
        """Read "were told by guards that ...": whoever follows "by" speaks; without one, nobody does."""
        has_be = any(self.lexicon.has("be", word.text) for word in self.words[max(0, hit.at - 2) : hit.at])
        by = hit.end < len(self.words) and self.lexicon.has("by", self.words[hit.end].text)
        if not (has_be or by) or self.words[hit.at].lower.endswith("ing"):
            return False
        if by:
            part = speakers.after(self.words, hit.end + 1, self.lexicon)
            speaker = self._named(part)
            if part is not None and speaker is not None and has_be:
                self._content(hit, [], speaker, part[1], "passive")
        return True

    def _attribution(self, hit: Hit) -> bool:
        """Read "..., he said" and "..., said the mayor": what the verb reports stands in front of it."""
        if "quote" not in hit.cue.frames:
            return False
        words, at = self.words, hit.at
        start = hit.subject[0] if hit.subject is not None else at
        front = start
        while front > 0 and (
            words[front - 1].text in (",", *DASHES) or self.lexicon.has("adverbs", words[front - 1].text)
        ):
            front -= 1
        if self._source_at(front - 1):
            front -= 1
            while front > 0 and words[front - 1].text == ",":
                front -= 1
        parted = front < start or (front > 0 and words[front - 1].is_quote)
        if front < 1 or not parted or self._has_content(hit.end):
            return False
        quoted = words[front - 1].is_quote
        if not quoted and (front < 2 or (self._opens_aside(0) and front < 6 and hit.subject is not None)):
            return False
        part = hit.subject or speakers.after(words, hit.end, self.lexicon)
        speaker = self._named(part) or (self._speaker_in_front(hit) if part is None else None)
        if speaker is None:
            return False
        self.speaker = speaker
        if quoted:
            return True
        # "The fault, she said, was never reported" is one clause; its longer part holds what is said.
        rest = part[1] if part is not None and hit.subject is None else hit.end
        if rest < len(words) - 2 and words[rest].text == "," and (front < 4 or self._opens_aside(0)):
            self._add(speaker, hit.cue.act, rest + 1, len(words), "attribution")
        else:
            self._add(speaker, hit.cue.act, self._clause_start(front), front, "attribution")
        return True

    def _opens_aside(self, at: int) -> bool:
        """Whether the sentence has an aside at a word rather than a clause."""
        return self.lexicon.has("prepositions", self.words[at].text) or self.lexicon.has(
            "relatives", self.words[at].text
        )

    def _has_content(self, at: int) -> bool:
        """Whether a clause follows a cue, so that what is in front of it is not its content."""
        nearby = self.words[at : at + REACH]
        for word in nearby:
            if word.text in tuple(MARKS) or word.is_quote:
                return word.text == ":"
            if self.lexicon.has("that", word.text):
                return True
        return False

    def _clause_start(self, end: int) -> int:
        """Where the clause begins that ends before a word: behind the last semicolon or colon."""
        return next((n + 1 for n in range(end - 1, -1, -1) if self.words[n].text in (";", ":")), 0)

    def _content(self, hit: Hit, hits: list[Hit], speaker: Speaker, at: int, rule: str = "") -> None:
        """The statements that follow a cue, by the first frame that fits."""
        frames, words = hit.cue.frames, self.words
        limit = self._limit(hit, hits)
        opening = self._find(at, limit, "that")
        if opening is not None and "np" in frames and not self._leads_to_that(at, opening):
            opening = None
        start = self._skip(at, limit)
        if opening is not None and "bare" in frames and opening - start >= 4 and self._joins(opening - 1):
            opening = None  # The first clause of the list goes without its "that".
        if "that" in frames and opening is not None:
            for start, end in clauses(words, opening + 1, limit, self.lexicon):
                self._add(speaker, hit.cue.act, start, end, rule or "that")
            return
        to = self._find_to(at, limit, frames)
        if to is not None:
            self._list(hit, speaker, to, limit, rule or "infinitive")
        elif "np" in frames and start < limit and self._opens_phrase(start):
            self._list(hit, speaker, start, limit, rule or "noun")
        elif (
            (
                "bare" in frames
                and limit - start >= 3
                and not self._opens_aside(start)
                and words[start].is_word
            )
            and not self.lexicon.has("but", words[start].text)
            and not self.lexicon.has("and", words[start].text)
        ):
            for begin, end in clauses(words, start, limit, self.lexicon):
                self._add(speaker, hit.cue.act, begin, end, rule or "bare")

    def _joins(self, at: int) -> bool:
        """Whether a word or mark joins two clauses."""
        return self.words[at].text == "," or self.lexicon.has("and", self.words[at].text)

    def _leads_to_that(self, at: int, opening: int) -> bool:
        """Whether only days and who was told stand between a verb and its "that", nothing that it could concern."""
        between = [word for word in self.words[at:opening] if not self.lexicon.has("adverbs", word.text)]
        between = [word for word in between if word.is_word and not self.lexicon.has("dates", word.text)]
        if self.lexicon.lang == "es":
            return not between or between[0].lower in ("a", "al") or len(between) == 1
        return len(between) <= 3 and not any(
            word.lower in self.lexicon.words["noun_that"] for word in between
        )

    def _list(self, hit: Hit, speaker: Speaker, start: int, limit: int, rule: str) -> None:
        """The items of a list under one cue, each a statement; a claim that is denied is opened."""
        opening = self._find(start, min(limit, start + 4), "that")
        if opening is not None and self.lexicon.has("noun_that", self.words[opening - 1].text):
            start = opening + 1
        cut = next(
            (n for n in range(start + 1, limit) if self.lexicon.has("cuts", self.words[n].text)), limit
        )
        limit = cut if rule == "noun" else limit
        if opening is not None and start > opening:
            parts = [(start, limit)]
        else:
            parts = items(self.words, start, limit, self.lexicon)
        for begin, end in parts:
            self._add(speaker, hit.cue.act, begin, end, rule)

    def _find(self, at: int, limit: int, kind: str) -> int | None:
        """The "that" of a cue, if it is near and no mark stands between but a pair of commas."""
        for n in range(at, min(limit, at + REACH)):
            if self.lexicon.has(kind, self.words[n].text):
                return n
            if self.words[n].text in (".", ":", ";") or self.words[n].is_quote:
                return None
        return None

    def _find_to(self, at: int, limit: int, frames: frozenset[str]) -> int | None:
        """Where an infinitive or a prepositional content begins behind a cue, if its frames allow one."""
        spanish = self.lexicon.lang == "es"
        for n in range(at, min(limit - 1, at + REACH)):
            word, following = self.words[n].lower, self.words[n + 1].lower
            if self.words[n].text in tuple(MARKS):
                return None
            if spanish and "infinitive" in frames and word.endswith(INFINITIVES) and n <= at + 1:
                return n - (self.words[n - 1].lower == "no")
            if spanish and word in frames & {"a", "de"} and following.endswith(INFINITIVES):
                return (
                    n
                    if word == "a" and "infinitive" not in frames and self.words[at - 1].lower[:3] != "neg"
                    else n + 1
                )
            if not spanish and word == "for" and "for" in frames:
                return n + 1
            if (
                not spanish
                and word == "to"
                and "to" in frames
                and not self.lexicon.has("determiners", following)
            ):
                return n - (self.words[n - 1].lower == "not" and n > at)
            if (
                not spanish
                and "np" in frames
                and "to" in frames
                and n == at
                and self.words[n].text[0].isdigit()
            ):
                return None
        return None

    def _opens_phrase(self, at: int) -> bool:
        """Whether a noun phrase begins at a word; a form in -ing is one in English."""
        return (
            self.words[at].is_word
            and not self._opens_aside(at)
            and not self.lexicon.has("but", self.words[at].text)
        )

    def _skip(self, at: int, limit: int) -> int:
        """The first word behind a cue that is no adverb and no day ("on Monday", "este lunes")."""
        while at < limit:
            text = self.words[at].text
            near = self.words[at + 1 : at + 4]
            is_date = self.lexicon.has("dates", text)
            opens_date = text.lower() in ("on", "late", "early", "este", "esta", "el", "al", "a") and any(
                self.lexicon.has("dates", word.text) for word in near[:1]
            )
            addressee = self.lexicon.lang == "es" and text.lower() in ("a", "al", "del")
            adverb = (
                self.lexicon.has("adverbs", text)
                and not self.lexicon.has("determiners", text)
                and text != "no"
            )
            if addressee and not opens_date:
                at += 1
                while at < limit and not self._opens_item(at):
                    at += 1
            elif is_date or opens_date or adverb or text == ",":
                at += 1
            else:
                break
        return at

    def _opens_item(self, at: int) -> bool:
        """Whether what was asked for begins here, behind who was asked in Spanish ("al gobierno un censo")."""
        return (
            self.words[at].lower in ("un", "una", "unos", "unas", "dos", "tres")
            or self.words[at].text[0].isdigit()
        )

    def _limit(self, hit: Hit, hits: list[Hit]) -> int:
        """The word before which the content of a cue ends: the next statement, an aside, or the sentence's end."""
        limit = self._stop(hit.end)
        for n in range(hit.end, limit):
            if n in self.taken or self._source_at(n):
                limit = n
                break
        for other in hits:
            if other.at <= hit.end or other.at >= limit:
                continue
            start = other.subject[0] if other.subject is not None else other.at
            while start > hit.end and self.lexicon.has("adverbs", self.words[start - 1].text):
                start -= 1
            before = self.words[start - 1]
            if before.text == "," or self.lexicon.has("and", before.text):
                limit = start - 1
                break
        for n in range(hit.end + 1, limit - 2):
            again = self.words[n].text == "," and self.lexicon.has("and", self.words[n + 1].text)
            if again and self._looks_past(self.words[n + 2]):
                limit = n
                break
        while limit > hit.end and (
            self.words[limit - 1].text == "," or self.lexicon.has("and", self.words[limit - 1].text)
        ):
            limit -= 1
        return limit

    def _stop(self, at: int) -> int:
        """Where the clause ends that holds a word: its stop, a semicolon, or the sentence's end."""
        return next(
            (n for n in range(at, len(self.words)) if self.words[n].text in (".", ";", "!", "?")),
            len(self.words),
        )

    # Quotations -----------------------------------------------------------------------------------------------

    def _colon(self) -> None:
        """Read "Union: "We were never asked"": whoever stands alone before a colon speaks."""
        colon = next((n for n, word in enumerate(self.words) if word.text == ":"), None)
        if self.speaker is not None or colon is None or not 0 < colon <= 6 or colon + 1 == len(self.words):
            return
        if self.words[colon + 1].is_quote and all(word.is_word for word in self.words[:colon]):
            self.speaker = self._named((0, colon))

    def _quotes(self) -> None:
        """Give every quotation that stands on its own to the speaker of its sentence, or to the last one."""
        for n, word in enumerate(self.words):
            if word.inner is None or not self._stands_alone(n):
                continue
            alone = all(each.is_quote or each.text in tuple(MARKS) for each in self.words)
            speaker, rule = self.speaker, "quote"
            if speaker is None and alone:
                speaker, rule = (
                    (self.previous.speaker if self.previous else None) or self.discourse.latest(),
                    "continued",
                )
            if speaker is not None:
                self.speaker = speaker
                act = act_of("say", word.text.strip('«“"„‘ '), self.lexicon)
                self.found.append(Finding(speaker, act, word.inner[0], word.inner[1], rule))

    def _stands_alone(self, at: int) -> bool:
        """Whether a quotation is a statement: not one that a clause uses as its own word (scare quotes)."""
        word = self.words[at]
        if any(each.start <= word.start and word.end <= each.end for each in self.found):
            return False
        if at == 0:
            following = self.words[1] if len(self.words) > 1 else None
            return following is None or not following.is_word or self.speaker is not None
        before = self.words[at - 1]
        if before.text in (",", ":", *DASHES) or before.is_quote:
            return True
        said = any(self._cue_at(n)[0] is not None for n in range(max(0, at - 6), at))
        several = word.text.count(" ") >= 2
        return (
            said
            and several
            and not self.lexicon.has("determiners", before.text)
            and not self.lexicon.has("of", before.text)
        )

    def _add(self, speaker: Speaker, act: str, first: int, last: int, rule: str) -> None:
        """Add a statement made of some words, without the marks and conjunctions at its ends."""
        while first < last and (self.words[first].text in tuple(MARKS)):
            first += 1
        while last > first and self.words[last - 1].text in tuple(MARKS):
            last -= 1
        if first >= last or (last - first == 1 and self._is_pointer(self.words[first])):
            return
        start, end = self.words[first].start, self.words[last - 1].end
        inner = self.words[first].inner
        if inner is not None and last - first == 1:
            start, end = inner
        text = " ".join(word.text for word in self.words[first:last])
        self.found.append(Finding(speaker, act_of(act, text, self.lexicon), start, end, rule))

    def _is_pointer(self, token: Token) -> bool:
        """Whether a word alone only points at something said elsewhere ("denies this")."""
        kinds = ("things", "plurals", "ignored_subjects", "determiners", "that")
        return any(self.lexicon.has(kind, token.text) for kind in kinds)
