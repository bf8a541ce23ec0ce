"""The words of a language that show who says, promises, denies or asks for what, read from `cues_*.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

LANGUAGES = ("en", "es")
PARTICIPLES = ("ado", "ados", "ada", "adas", "ido", "idos", "ida", "idas", "icho", "esto", "ando", "iendo")


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb form that reports speech: its act, the frames of what may follow, and whether it is a participle."""

    act: str
    frames: frozenset[str]
    participle: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The cues of one language and its small words, all in lower case."""

    lang: str
    cues: Mapping[str, Cue]
    words: Mapping[str, frozenset[str]]
    numbers: Mapping[str, int]
    bounds: Mapping[str, tuple[tuple[str, ...], ...]]

    def has(self, kind: str, word: str) -> bool:
        """Whether a word, in any case, is of a kind named in the file.

        >>> lexicon("en").has("persons", "She")
        True
        """
        return word.lower() in self.words[kind]

    def phrases(self, kind: str, first: str) -> Sequence[list[str]]:
        """The phrases of a kind that open with a word in lower case, in words.

        >>> lexicon("en").phrases("sources", "according")
        [['according', 'to']]
        """
        return _phrases(self.lang, kind).get(first, [])


@cache
def lexicon(lang: str) -> Lexicon:
    """The lexicon of a language, `en` or `es`.

    >>> lexicon("es").cues["prometieron"].act
    'promise'
    """
    data = tomllib.loads((resources.files(__package__) / f"cues_{lang}.toml").read_text(encoding="utf-8"))
    cues: dict[str, Cue] = {}
    for group in data["verbs"]:
        for entry in group["words"]:
            for form, participle in _forms(lang, entry):
                frames = frozenset(group["frames"].split())
                if form in cues:
                    frames |= cues[form].frames
                act = cues[form].act if form in cues else group["act"]
                cues[form] = Cue(act, frames, participle)
    return Lexicon(
        lang,
        cues,
        {kind: frozenset(words) for kind, words in data["words"].items()},
        data["numbers"],
        {
            kind: tuple(tuple(words.split("_")) for words in phrases)
            for kind, phrases in data["bounds"].items()
        },
    )


@cache
def _phrases(lang: str, kind: str) -> Mapping[str, list[list[str]]]:
    """The phrases of a kind by their first word."""
    found: dict[str, list[list[str]]] = {}
    for phrase in sorted(lexicon(lang).words[kind]):
        found.setdefault(phrase.split("_")[0], []).append(phrase.split("_"))
    return found


def _forms(lang: str, entry: str) -> Iterator[tuple[str, bool]]:
    """The forms of an entry of the lexicon, each with whether it is a participle or a gerund."""
    lemma, _, listed = entry.partition(":")
    if listed:
        for form in listed.split():
            yield form.replace("_", " "), _is_participle(lang, form)
    else:
        for form in _english(lemma) if lang == "en" else _spanish(lemma):
            yield form, _is_participle(lang, form)


def _is_participle(lang: str, form: str) -> bool:
    """Whether a form cannot carry a sentence without an auxiliary."""
    return form.endswith("ing" if lang == "en" else PARTICIPLES)


def _english(lemma: str) -> tuple[str, ...]:
    """The forms of a regular English verb."""
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        stem = lemma[:-1]
        return (lemma, stem + "ies", stem + "ied", lemma + "ing")
    stem = lemma.removesuffix("e")
    third = lemma + ("es" if lemma.endswith(("s", "ss", "sh", "ch", "x")) else "s")
    return (lemma, third, stem + "ed", stem + "ing")


def _spanish(lemma: str) -> tuple[str, ...]:
    """The forms of a regular Spanish verb, third person."""
    stem, ending = lemma[:-2], lemma[-2:]
    if ending == "ar":
        endings = ("a", "an", "ó", "aron", "aba", "aban", "ado", "ados", "ada", "adas", "ando")
    else:
        endings = ("e", "en", "ió", "ieron", "ía", "ían", "ido", "idos", "ida", "idas", "iendo")
    return tuple(stem + each for each in endings)
