"""Names of people who are actors: in every spelling they give way to the public role."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from posada.programme.tables import Actor

PERSONS = frozenset({"public_person", "unnamed_official"})
"""Kinds of actors that are people: they are shown by their public role, under a code without a name."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The roles and codes under which people who are actors are shown."""

    codes: Mapping[str, str]
    shown: tuple[tuple[re.Pattern[str], str], ...]

    def code(self, actor_id: str) -> str:
        """The code under which an actor is published: an institution's own, a person's made of theirs."""
        return self.codes.get(actor_id, actor_id)

    def without_names(self, text: str) -> str:
        """The text with a role in brackets in the place of a name."""
        if not self.shown:
            return text
        for name, role in self.shown:
            text = name.sub(f"[{role}]", text)
        return text

    def url(self, url: str) -> str:
        """An address; only its site where the rest of it holds a name."""
        if self.without_names(re.sub(r"[-_/%+.]", " ", url)) == re.sub(r"[-_/%+.]", " ", url):
            return url
        return "/".join(url.split("/")[:3]) + "/"


def roles_of(actors: Iterable[Actor]) -> Roles:
    """The roles and codes of everybody among the actors who is a person.

    >>> person = Actor(actor_id="ana", kind="public_person", name="A. Ejemplo", public_role="mayor")
    >>> roles = roles_of([person])
    >>> roles.code("ana"), roles.without_names("Ejemplo said no")
    ('public-role-1', '[mayor] said no')
    """
    codes: dict[str, str] = {}
    shown = []
    counted: dict[str, int] = {}
    for row in sorted(actors, key=lambda row: row.actor_id):
        if row.kind not in PERSONS:
            continue
        of = row.parent_actor_id or "public"
        counted[of] = counted.get(of, 0) + 1
        codes[row.actor_id] = f"{of}-role-{counted[of]}"
        # What stands for the name of an unnamed official is a description, whose single words name others.
        by_parts = row.kind == "public_person"
        shown.append((_name_pattern(row.name, by_parts=by_parts), row.public_role))
    return Roles(codes, tuple(shown))


def _name_pattern(name: str, *, by_parts: bool) -> re.Pattern[str]:
    """A pattern for a name, or any longer part of it, with or without accents; initials alone are no name.

    The whole name counts however short its parts are, and run together, as addresses and handles have it.
    """
    parts = re.findall(r"[^\W\d_]+", name)
    letter = r"[^\W\d_]"
    spelled = [_with_or_without_accents(part) for part in parts]
    whole = r"[\W\d_]*".join(spelled) if sum(map(len, parts)) > 3 and len(parts) > 1 else r"(?!)"
    longer = (
        "|".join(one for one, part in zip(spelled, parts, strict=True) if by_parts and len(part) > 3)
        or r"(?!)"
    )
    return re.compile(
        rf"(?<!{letter})(?:{whole})(?:e?s)?(?!{letter})"
        rf"|(?<!{letter})(?:{letter}\.\s*)*(?:{longer})(?:\s+(?:{longer}))*(?:e?s)?(?!{letter})",
        re.IGNORECASE,
    )


_ACCENTED = {"a": "aáàâãä", "e": "eéèêë", "i": "iíìîï", "o": "oóòôõö", "u": "uúùûü", "n": "nñ", "c": "cç"}


def _with_or_without_accents(word: str) -> str:
    bare = (unicodedata.normalize("NFKD", letter)[0].casefold() for letter in word)
    return "".join(f"[{_ACCENTED[letter]}]" if letter in _ACCENTED else re.escape(letter) for letter in bare)
