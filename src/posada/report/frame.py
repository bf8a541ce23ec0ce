"""What every page of the house shares: the template engine, a number at its head, how a digest is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined

DIGEST_SIGNS = 16


@dataclass(frozen=True, slots=True)
class Tile:
    """A number of the head of a page, what it counts, and what to know with it."""

    name: str
    value: str
    more: str = ""
    kind: str = ""


@cache
def environment(package: str) -> Environment:
    """The engine for the templates of a package: everything is escaped, and a name without a value is an error.

    >>> environment("posada.report").from_string("{{ word }}").render(word="<b>")
    '&lt;b&gt;'
    """
    return Environment(
        loader=FunctionLoader(partial(template_text, package)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def template_text(package: str, name: str) -> str:
    """The text of a file beside the templates of a package."""
    return resources.files(package).joinpath("templates", name).read_text(encoding="utf-8")


def short_digests(digests: Mapping[str, str]) -> list[tuple[str, str]]:
    """The first signs of each input's SHA-256, by file name.

    >>> short_digests({"persons.csv": "ab" * 32})
    [('persons.csv', 'abababababababab')]
    """
    return [(name, digest[:DIGEST_SIGNS]) for name, digest in sorted(digests.items())]
