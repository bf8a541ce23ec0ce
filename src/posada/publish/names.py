"""Names of files and anchors that any web server and any disk takes, made from the ids of a ledger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable


def plain_names(ids: Iterable[str]) -> dict[str, str]:
    """A name of small letters, digits and hyphens for each id; no two are alike.

    >>> plain_names(["K8", "k8", "Zona 1/2", "ñandú"])
    {'K8': 'k8', 'Zona 1/2': 'zona-1-2', 'k8': 'k8-2', 'ñandú': 'nandu'}
    """
    taken: set[str] = set()
    names = {}
    for found in sorted(set(ids)):
        base = _plain(found)
        name, number = base, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        names[found] = name
    return names


def by_number(row_id: str) -> tuple[tuple[int, str | int], ...]:
    """A key that puts ids in the order in which people count: C2 before C10.

    >>> sorted(["C10", "C2", "C2b"], key=by_number)
    ['C2', 'C2b', 'C10']
    """
    parts = re.findall(r"[0-9]+|[^0-9]+", row_id)
    return tuple((0, int(part)) if part.isdecimal() else (1, part) for part in parts)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "row"
