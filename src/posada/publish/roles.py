"""Names of people who are actors: in every spelling they give way to the public role."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from posada.programme.tables import Actor

PERSONS = frozenset({"public_person", "unnamed_official"})
"""Kinds of actors that are people: they are shown by their public role, under a code without a name."""


@dataclass(frozen=True, slots=True)
class Name:
    """How the name of a person is looked for, in letters without accents, and what is shown in its place."""

    role: str
    anywhere: re.Pattern[str]
    """The whole name and its longer parts, in capitals or not."""
    capitals: re.Pattern[str]
    """Its short parts, which are words of a language unless they begin with a capital."""
    parts: tuple[str, ...]
    """Parts long enough to be told within another word, as in an address or a handle."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles and codes under which people who are actors are shown."""

    codes: Mapping[str, str]
    shown: tuple[Name, ...]

    def code(self, actor_id: str) -> str:
        """The code under which an actor is published: an institution's own, a person's made of theirs."""
        return self.codes.get(actor_id, actor_id)

    def without_names(self, text: str) -> str:
        """The text with a role in brackets in the place of a name."""
        if not self.shown:
            return text
        plain = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
        plain = unicodedata.normalize("NFC", plain)
        folded = folded_letters(plain)
        found = sorted(self._found(folded, plain), key=lambda it: (it[0], -it[1]))
        if not found:
            return text
        told, behind = "", 0
        for start, end, role in found:
            if start >= behind:
                told += f"{plain[behind:start]}[{role}]"
                behind = end
        return told + plain[behind:]

    def _found(self, folded: str, plain: str) -> Iterable[tuple[int, int, str]]:
        handles = [it.span() for it in _HANDLE.finditer(folded)]
        for name in self.shown:
            for found in name.anywhere.finditer(folded):
                yield *found.span(), name.role
            for found in name.capitals.finditer(folded):
                if plain[found.start()].isupper():
                    yield *found.span(), name.role
            for start, end in handles:
                if any(part in folded[start:end] for part in name.parts):
                    yield start, end, name.role

    def holds_name(self, code: str) -> bool:
        """Whether a code spells a name, alone or within a word."""
        spaced = re.sub(r"[-_/%+.:]", " ", code)
        folded = folded_letters(unicodedata.normalize("NFC", code))
        return self.without_names(spaced) != spaced or any(
            part in folded for name in self.shown for part in name.parts
        )

    def url(self, url: str) -> str:
        """An address; only its site where the rest of it holds a name, and nothing where the site does."""
        read = unquote(url)
        if not self.holds_name(read):
            return url
        site = "/".join(url.split("/")[:3])
        return "" if self.holds_name(unquote(site)) else f"{site}/"


def roles_of(actors: Iterable[Actor]) -> Roles:
    """The roles and codes of everybody among the actors who is a person.

    >>> person = Actor(actor_id="ana", kind="public_person", name="A. Ejemplo", public_role="mayor")
    >>> roles = roles_of([person])
    >>> roles.code("ana"), roles.without_names("Ejemplo said no")
    ('public-role-1', '[mayor] said no')
    """
    codes: dict[str, str] = {}
    shown: list[Name] = []
    counted: dict[str, int] = {}
    for row in sorted(actors, key=lambda row: row.actor_id):
        if row.kind not in PERSONS:
            continue
        of = row.parent_actor_id or "public"
        counted[of] = counted.get(of, 0) + 1
        codes[row.actor_id] = f"{of}-role-{counted[of]}"
        if folded_letters(row.name) == folded_letters(row.public_role):
            continue
        # What stands for the name of an unnamed official is a description, whose single words name others.
        shown.append(_looked_for(row.name, row.public_role, by_parts=row.kind == "public_person"))
    return Roles(codes, tuple(shown))


_NO_NAME = re.compile(r"(?!)")
_LETTER = r"[^\W\d_]"
_HANDLE = re.compile(r"[@#][\w.]+|[\w.+-]+@[\w.-]+")
_PARTICLES = frozenset(
    {"de", "del", "la", "las", "los", "el", "y", "da", "das", "do", "dos"}
    | {"van", "von", "der", "den", "di", "al", "bin", "ben", "san"}
)
_SHORT, _WITHIN_WORDS = 3, 5


def _looked_for(name: str, role: str, *, by_parts: bool) -> Name:
    """How a name is looked for: whole in either order, its initials before it, other given names within it; in parts.

    Initials alone are no name, and neither are particles such as "de la".
    """
    parts = re.findall(rf"{_LETTER}+", folded_letters(unicodedata.normalize("NFC", name)))
    parts = [part for part in parts if part not in _PARTICLES]
    long = [part for part in parts if len(part) > _SHORT] if by_parts else []
    short = [part for part in parts if 1 < len(part) <= _SHORT] if by_parts else []
    wholes = []
    if sum(map(len, parts)) > _SHORT and len(parts) > 1:
        between = rf"(?:[\W\d_]*|\s+(?:{_LETTER}+\.?\s+){{1,2}})"
        wholes = [between.join(parts), rf"{re.escape(parts[-1])}[\W\d_]*{''.join(parts[:-1])}"]
        wholes.append(rf"{re.escape(parts[-1])},\s*{parts[0]}")
    anywhere = [rf"(?<!{_LETTER})(?:{'|'.join(wholes)})(?:e?s)?(?!{_LETTER})"] if wholes else []
    if long:
        either = "|".join(long)
        anywhere.append(
            rf"(?<!{_LETTER})(?:{_LETTER}\.\s*)*(?:{either})(?:\s+(?:{either}))*(?:e?s)?(?!{_LETTER})"
        )
    alone = short if by_parts else parts if len(parts) == 1 else []
    if parts and not parts[0].isascii():
        anywhere += [re.escape(part) for part in parts if len(part) > 1]
    return Name(
        role=role,
        anywhere=re.compile("|".join(anywhere)) if anywhere else _NO_NAME,
        capitals=re.compile(rf"(?<!{_LETTER})(?:{'|'.join(alone)})(?!{_LETTER})") if alone else _NO_NAME,
        parts=tuple(part for part in parts if len(part) >= _WITHIN_WORDS) if by_parts else (),
    )


_PLAIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t", "ß": "s", "æ": "a", "œ": "o", "ı": "i"}


def folded_letters(text: str) -> str:
    """A composed text letter for letter without capitals and accents, as long as it was.

    >>> folded_letters("Núñez Håkan Wiśniewski")
    'nunez hakan wisniewski'
    """
    return "".join(_folded(letter) for letter in text)


def _folded(letter: str) -> str:
    bare = unicodedata.normalize("NFKD", letter)[0].casefold()
    return _PLAIN.get(bare, bare)[0]
