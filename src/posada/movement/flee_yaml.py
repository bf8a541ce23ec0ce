"""The part of YAML that Flee's settings use: sections of keys, with numbers, words, yes/no and lists on a line.

A parser of all YAML would be one more dependency, and would turn a mistyped line into a value without a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from posada.programme.mistakes import Mistake

Value = float | int | bool | str | None | list["Value"]
_WORDS: dict[str, bool | None] = {
    "true": True, "yes": True, "on": True,
    "false": False, "no": False, "off": False,
    "null": None, "~": None, "": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Setting:
    """One filled line: the sections it stands in, its key, its value."""

    path: tuple[str, ...]
    value: Value
    line: int


def settings_in(text: str, *, file: str, mistakes: list[Mistake]) -> list[Setting]:
    r"""Every setting of a file in its order; lines that are no setting are added to `mistakes`.

    >>> found = settings_in("move_rules:\n  softening: 10.0 # km\n", file="simsetting.yml", mistakes=[])
    >>> [(setting.path, setting.value) for setting in found]
    [(('move_rules',), None), (('move_rules', 'softening'), 10.0)]
    """
    found: list[Setting] = []
    seen: dict[tuple[str, ...], int] = {}
    above: list[tuple[int, str]] = []
    for line, indent, key, rest in _pairs(text, file, mistakes):
        while above and above[-1][0] >= indent:
            above.pop()
        path = (*(name for _, name in above), key)
        above.append((indent, key))
        if path in seen:
            text_told = f"stands in line {seen[path]} already; it must be unique."
            mistakes.append(Mistake(file, line, ".".join(path), text_told))
            continue
        seen[path] = line
        found.append(Setting(path, _value(rest), line))
    return found


def _pairs(text: str, file: str, mistakes: list[Mistake]) -> Iterator[tuple[int, int, str, str]]:
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _without_remark(raw).rstrip()
        if not line.strip() or line.strip() in ("---", "..."):
            continue
        if "\t" in line[: len(line) - len(line.lstrip())]:
            mistakes.append(Mistake(file, number, "", "must be indented by spaces, got a tab."))
            continue
        key, colon, rest = line.strip().partition(":")
        if not colon or (rest and not rest.startswith(" ")):
            mistakes.append(Mistake(file, number, "", f"must be 'key: value', got {line.strip()[:60]!r}."))
            continue
        yield number, len(line) - len(line.lstrip()), key.strip().strip("'\""), rest.strip()


def _without_remark(line: str) -> str:
    """The line up to a # that begins a remark: at its start or after a space, outside quotes."""
    quote = ""
    for at, letter in enumerate(line):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter == "#" and (at == 0 or line[at - 1].isspace()):
            return line[:at]
    return line


def _value(text: str) -> Value:
    if text.startswith("[") and text.endswith("]"):
        return [_value(part.strip()) for part in text[1:-1].split(",") if part.strip()]
    if len(text) >= 2 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    if text.casefold() in _WORDS:
        return _WORDS[text.casefold()]
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
