"""Words: paragraphs, quotations and words of a text with their places, the ground that every rule stands on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?!\w)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’\-][^\W\d_]+)*|[^\w\s\ufeff]|[\d_]+"
)
PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
CLOSING = {"«": "»", "“": '”"', "„": "“”", '"': '"', "‘": "’"}
DASHES = "—–"
CURRENCIES = ("£", "$", "€", "¥")
MARKS = ".,;:!?…" + DASHES
ABBREVIATIONS = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Sr",
        "Sra",
        "Dra",
        "Lic",
        "Gen",
        "Gov",
        "Sen",
        "Rep",
        "Prof",
        "Lt",
        "Sgt",
        "Capt",
        "Rev",
        "Ing",
        "Arq",
        "Col",
        "St",
        "Insp",
        "Gral",
        "Cmdr",
        "Hon",
        "Ald",
        "Cllr",
        "Supt",
        "Maj",
        "Atty",
        "Det",
        "Msgr",
        "Mons",
        "Pbro",
        "Srta",
    ]
)
OPENERS = frozenset(
    [
        "the",
        "a",
        "an",
        "his",
        "her",
        "its",
        "their",
        "he",
        "she",
        "it",
        "they",
        "we",
        "this",
        "that",
        "these",
        "those",
        "but",
        "and",
        "in",
        "on",
        "at",
        "for",
        "when",
        "if",
        "no",
        "two",
        "three",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "su",
        "sus",
        "este",
        "esta",
        "estos",
        "estas",
        "pero",
        "en",
        "al",
        "por",
        "según",
        "para",
        "sin",
        "con",
        "cuando",
        "si",
        "dos",
        "tres",
        "también",
        "además",
    ]
)
"""Small words that open a sentence: before one a single letter ends its own ("in Block C. Her neighbour ...")."""
MONTHS = frozenset(
    [
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "ene",
        "abr",
        "ago",
        "set",
        "dic",
    ]
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a mark, or a whole quotation (`inner` says where its words stand) with its place in the text."""

    start: int
    end: int
    text: str
    inner: tuple[int, int] | None = None
    is_open: bool = False

    @property
    def lower(self) -> str:
        """The token in lower case."""
        return self.text.lower()

    @property
    def is_quote(self) -> bool:
        """Whether this is a quotation."""
        return self.inner is not None

    @property
    def is_word(self) -> bool:
        """Whether this is a word or a number."""
        return self.inner is None and self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        """Whether this is a word that opens with a capital letter."""
        return self.inner is None and self.text[0].isupper()


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    r"""The start and end of every line that holds something.

    >>> list(paragraphs("One.\n\nTwo."))
    [(0, 4), (6, 10)]
    """
    for match in PARAGRAPH.finditer(text):
        if match.group().strip("\ufeff \t\v\f"):
            yield match.span()


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words, marks and whole quotations of a paragraph.

    >>> [token.text for token in tokens('"Not us," she said.', 0, 19)]
    ['"Not us,"', 'she', 'said', '.']
    """
    found: list[Token] = []
    position = start
    if text[start:end].lstrip()[:1] in tuple(DASHES):
        return list(_dialogue(text, start, end))
    while position < end:
        match = WORD.search(text, position, end)
        if match is None:
            break
        if match.group() in CLOSING and not _is_apostrophe(text, match.start(), start):
            quote = _quotation(text, match.start(), end)
            found.append(quote)
            position = quote.end
        else:
            position = match.end() + _is_shortened(text, match.start(), match.end(), end)
            found.append(Token(match.start(), position, text[match.start() : position]))
    return found


def _is_shortened(text: str, start: int, stop: int, end: int) -> bool:
    """Whether the stop behind a word belongs to it: a title, an initial, a month beside its day ("Feb. 11")."""
    word, following = text[start:stop], text[stop + 1 : end].lstrip()[:1]
    if text[stop : stop + 1] != "." or stop >= end or not following:
        return False
    if word.lower() in MONTHS:
        number_before = text[:start].rstrip()[-1:].isdigit()
        return following.isdigit() or (number_before and not following.isupper())
    next_word = WORD.match(text, stop + 1 + len(text[stop + 1 : end]) - len(text[stop + 1 : end].lstrip()))
    opens_sentence = (
        next_word is not None and next_word.group().lower() in OPENERS and next_word.group()[0].isupper()
    )
    is_initial = len(word) == 1 and word.isupper() and not opens_sentence
    return (word in ABBREVIATIONS or is_initial) and following.isalnum()


def _is_apostrophe(text: str, at: int, start: int) -> bool:
    """Whether a single mark stands inside or behind a word."""
    return text[at] == "‘" and at > start and text[at - 1].isalnum()


def _quotation(text: str, at: int, end: int) -> Token:
    """The quotation that opens at a mark; one that is never closed runs to the end of its paragraph."""
    closers = CLOSING[text[at]]
    for position in range(at + 1, end):
        inside_word = closers == "’" and text[position + 1 : position + 2].isalnum()
        if text[position] in closers and not inside_word:
            return Token(at, position + 1, text[at : position + 1], _trimmed(text, at + 1, position))
    return Token(at, end, text[at:end], _trimmed(text, at + 1, end), is_open=True)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without spaces at its ends and without a comma at its last end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;"):
        end -= 1
    return start, end


def _dialogue(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of a paragraph in which dashes part what is said from who says it, as Spanish prints speech.

    A stretch behind a dash is somebody's words, but for one that opens in lower case right at the dash.
    """
    marks = [match.start() for match in re.finditer(f"[{DASHES}]", text[start:end])]
    edges = [start + mark for mark in marks] + [end]
    spoken = True
    for left, right in itertools.pairwise(edges):
        if spoken:
            inner = _trimmed(text, left + 1, right)
            while inner[0] < inner[1] and text[inner[0]] in ".,:;" + " ":
                inner = (inner[0] + 1, inner[1])
            if left > edges[0]:
                yield Token(left, left + 1, text[left])
            if inner[0] < inner[1]:
                yield Token(inner[0], inner[1], text[inner[0] : inner[1]], inner)
        else:
            for match in WORD.finditer(text, left + 1, right):
                yield Token(match.start(), match.end(), match.group())
        spoken = not spoken


def sentences(found: list[Token]) -> Iterator[list[Token]]:
    """The sentences of a paragraph, a quotation being one unit; a quotation that closes with a stop ends one."""
    sentence: list[Token] = []
    for index, token in enumerate(found):
        sentence.append(token)
        following = found[index + 1] if index + 1 < len(found) else None
        if following is None or _ends(sentence, token, following):
            yield sentence
            sentence = []


def _ends(sentence: list[Token], token: Token, following: Token) -> bool:
    """Whether a sentence ends between two tokens."""
    if token.is_quote:
        return _closes_with_stop(token) and (following.is_name or following.is_quote)
    if token.text.endswith(".") and len(token.text) > 2 and token.text.islower():
        return following.is_name  # "At 8 p.m. The bridge ..."
    if token.text not in tuple(".!?…"):
        return False
    return following.is_quote or following.is_name or not following.text[0].islower()


def _closes_with_stop(token: Token) -> bool:
    """Whether the words of a quotation end with a full stop."""
    return token.text.rstrip('»”"’“ ').endswith(".")
