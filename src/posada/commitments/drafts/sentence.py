"""A sentence: its words, what was found in it so far, and the plain questions that every rule asks of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from posada.commitments.drafts.acts import act_of
from posada.commitments.drafts.findings import Finding
from posada.commitments.drafts.lexicon import Lexicon
from posada.commitments.drafts.speakers import Discourse, Speaker, looks_past
from posada.commitments.drafts.words import CLOSING, CURRENCIES, DASHES, MARKS, Token

REACH = 9
"""Words between a verb and its "that" or "to": a day, a place, who was told."""
CLAUSES = ("that", "bare", "attribution", "source")
"""Rules whose content is a clause, which has more than one word."""
ARTICLES = ("el", "la", "los", "las", "lo")
SHORTEST_CLAUSE = 4
"""Words of a quotation that may be spoken without a mark at its end; fewer are the name of something."""


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

    def has(self, kind: str, at: int) -> bool:
        """Whether the word at a place is of a kind of the lexicon."""
        return self.lexicon.has(kind, self.words[at].text)

    def beside_quote(self, at: int) -> bool:
        """Whether a quotation stands right in front of a word, a comma apart at most."""
        before = [token for token in self.words[max(0, at - 2) : at] if token.text not in (",", *DASHES)]
        return bool(before) and before[-1].is_quote

    def behind_speech(self, at: int) -> bool:
        """Whether a quotation that somebody speaks ends in front of a word: no name in scare quotes.

        What is spoken is parted from the verb by a mark, inside or behind it, or is a clause of its own; and no
        noun leads up to it, as in "the so-called "rescue" left ...".
        """
        if not self.beside_quote(at):
            return False
        quote = at - 1 if self.words[at - 1].is_quote else at - 2
        if quote and self.words[quote - 1].is_word:
            return False
        text = self.words[quote].text
        ends = text.rstrip('»”’" ')[-1:]
        parted = quote < at - 1 or text[0] not in CLOSING or (bool(ends) and ends in ".,;!?…")
        return parted or text.count(" ") >= SHORTEST_CLAUSE - 1

    def verb_start(self, at: int) -> int:
        """Where the verb begins that ends at a word: its auxiliaries, pronouns and adverbs stand in front of it."""
        while at > 0 and any(self.has(kind, at - 1) for kind in ("auxiliary", "adverbs", "negators")):
            at -= 1
        return at

    def looks_past(self, token: Token) -> bool:
        """Whether a word has the ending of a verb in the past."""
        return looks_past(token, self.lexicon)

    def source_at(self, at: int) -> int:
        """The length of a phrase like "according to" at a word, or 0.

        "Está de acuerdo con" tells with what somebody agrees, not who says it.
        """
        agrees = 0 < at < len(self.words) and self.words[at].lower == "de" and self.words[at - 1].is_word
        return 0 if agrees else self.phrase_at("sources", at)

    def phrase_at(self, kind: str, at: int) -> int:
        """The length of a phrase of a kind that begins at a word, or 0."""
        for phrase in self.lexicon.phrases(kind, self.words[at].lower):
            if [word.lower for word in self.words[at : at + len(phrase)]] == phrase:
                return len(phrase)
        return 0

    def opens_aside(self, at: int) -> bool:
        """Whether the sentence has an aside at a word rather than a clause."""
        return self.opens_aside_with(self.words[at])

    def opens_aside_with(self, token: Token) -> bool:
        """Whether a word opens an aside rather than a clause."""
        return any(self.lexicon.has(kind, token.text) for kind in ("prepositions", "relatives"))

    def opens_phrase(self, at: int) -> bool:
        """Whether a noun phrase begins at a word, or at the bound of its amount ("al menos 15 camas")."""
        if self.bounds_amount(at) or self.words[at].text in CURRENCIES:
            return True
        return self.words[at].is_word and not self.opens_aside(at) and not self.has("but", at)

    def bounds_amount(self, at: int) -> bool:
        """Whether a phrase like "al menos" or "up to" begins at a word."""
        phrases = (*self.lexicon.bounds["least"], *self.lexicon.bounds["most"])
        return any(
            len(phrase) > 1 and tuple(word.lower for word in self.words[at : at + len(phrase)]) == phrase
            for phrase in phrases
        )

    def joins(self, at: int) -> bool:
        """Whether a word or mark joins two clauses."""
        return self.words[at].text == "," or self.has("and", at)

    def is_reported(self, at: int) -> bool:
        """Whether a word stands inside a statement that was found already."""
        return self._around(at) is not None

    def end_of_reported(self, at: int) -> int:
        """The word behind the statement that holds a word, or the sentence's end."""
        around = self._around(at)
        if around is None:
            return len(self.words)
        return next((n for n, word in enumerate(self.words) if word.start >= around.end), len(self.words))

    def _around(self, at: int) -> Finding | None:
        """The innermost statement found so far that holds a word."""
        place = self.words[at].start
        holders = [each for each in self.found if each.start <= place < each.end]
        return max(holders, key=lambda each: each.start, default=None)

    def find(self, at: int, limit: int, kind: str) -> int | None:
        """The "that" of a cue, if it is near and no mark stands between but a pair of commas."""
        for n in range(at, min(limit, at + REACH)):
            if self.has(kind, n) and not (n and self.words[n - 1].lower in ARTICLES):
                return n  # "Los que", "la que" open no clause that was said.
            if self.words[n].text in (".", ":", ";") or self.words[n].is_quote:
                return None
        return None

    def speak_at_last(self, speaker: Speaker) -> None:
        """Take a speaker for what is left of the sentence, if nobody has spoken in it."""
        self.speaker = self.speaker or speaker

    def note_speaker(self) -> None:
        """Note who spoke in the sentence after whoever is named inside what was said."""
        if self.speaker is not None and self.found:
            self.discourse.note(self.speaker)

    def clause_start(self, end: int) -> int:
        """Where the clause begins that ends before a word: behind the last semicolon or colon."""
        return next((n + 1 for n in range(end - 1, -1, -1) if self.words[n].text in (";", ":")), 0)

    def stop(self, at: int) -> int:
        """Where the clause ends that holds a word: its stop, a semicolon, or the sentence's end."""
        return next(
            (n for n in range(at, len(self.words)) if self.words[n].text in (".", ";", "!", "?")),
            len(self.words),
        )

    def add(self, speaker: Speaker, act: str, first: int, last: int, rule: str) -> None:
        """Add a statement made of some words, without the marks and conjunctions at its ends."""
        while first < last and (self.words[first].text in tuple(MARKS)):
            first += 1
        while last > first and self.words[last - 1].text in tuple(MARKS):
            last -= 1
        if first >= last or (last - first == 1 and self._says_too_little(first, rule)):
            return
        start, end = self.words[first].start, self.words[last - 1].end
        said_from = start
        inner = self.words[first].inner
        if inner is not None and last - first == 1:
            start, end = inner
        text = " ".join(word.text for word in self.words[first:last])
        done = act_of(act, text, self.lexicon)
        if done in ("promise", "accept") and self.opens_with_condition(first):
            start = self.words[0].start
        self.found.append(Finding(speaker, done, start, end, rule, said_from))

    def _says_too_little(self, at: int, rule: str) -> bool:
        """Whether a word alone is no statement: a clause has more, and "this" only points."""
        word = self.words[at]
        return not word.is_quote and (rule in CLAUSES or self.is_pointer(word))

    def opens_with_condition(self, end: int) -> bool:
        """Whether a condition opens the sentence and its comma stands in front of a word.

        What is promised under it is quoted from the condition on: without it, it would be a promise of more.
        """
        opens = bool(self.words) and self.phrase_at("suppositions", 0) > 0
        return opens and any(word.text == "," for word in self.words[:end])

    def is_pointer(self, token: Token) -> bool:
        """Whether a word alone only points at something said elsewhere ("denies this")."""
        kinds = ("things", "plurals", "ignored_subjects", "determiners", "that")
        return any(self.lexicon.has(kind, token.text) for kind in kinds)
