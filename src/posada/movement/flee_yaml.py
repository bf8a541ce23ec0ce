"""The part of YAML that Flee's settings use: sections of keys, with numbers, words, yes/no and lists.

Lists and sections may stand on a line, as [1.0, 0.5] and {softening: 10}; lists also below their key, each after -.

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
    >>> found = settings_in("spawn_rules: {decay: [1, 0.5], day0: no}", file="simsetting.yml", mistakes=[])
    >>> [(setting.path[-1], setting.value) for setting in found[1:]]
    [('decay', [1, 0.5]), ('day0', False)]
    """
    found: list[Setting] = []
    seen: dict[tuple[str, ...], int] = {}
    above: list[tuple[int, str]] = []
    for line, indent, key, rest in _pairs(text, file, mistakes):
        if key == "-":
            _add_to_list(found, above, _Entry(line, indent, rest), file, mistakes)
            continue
        while above and above[-1][0] >= indent:
            above.pop()
        path = (*(name for _, name in above), key)
        above.append((indent, key))
        for setting in _settings_on(path, rest, line):
            if setting.path in seen:
                text_told = f"stands in line {seen[setting.path]} already; it must be unique."
                mistakes.append(Mistake(file, line, ".".join(setting.path), text_told))
                continue
            seen[setting.path] = line
            found.append(setting)
    return found


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a list below its key."""

    line: int
    indent: int
    text: str


def _add_to_list(
    found: list[Setting], above: list[tuple[int, str]], entry: _Entry, file: str, mistakes: list[Mistake]
) -> None:
    """Put an entry into the list of the key above it, which must hold nothing else."""
    indent, path = above[-1][0] if above else 0, tuple(name for _, name in above)
    owner = found[-1] if found and above and found[-1].path == path and indent <= entry.indent else None
    if owner is None or not (owner.value is None or isinstance(owner.value, list)):
        text = f"must be 'key: value', got {('- ' + entry.text)[:60]!r}: this list belongs to no key."
        mistakes.append(Mistake(file, entry.line, "", text))
        return
    entries = [*(owner.value or []), _value(entry.text)]
    found[-1] = Setting(owner.path, entries, owner.line)


def _settings_on(path: tuple[str, ...], text: str, line: int) -> list[Setting]:
    """The setting of a line, or those of a section in braces on it."""
    if not (text.startswith("{") and text.endswith("}")):
        return [Setting(path, _value(text), line)]
    found = [Setting(path, None, line)]
    for part in _parts(text[1:-1]):
        key, _, rest = part.partition(":")
        found += _settings_on((*path, _unquoted(key.strip())), rest.strip(), line)
    return found


def _parts(text: str) -> list[str]:
    """What stands between commas, those inside of brackets and quotes left out."""
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if quote or letter in "'\"":
            quote = "" if letter == quote else quote or letter
        depth += 0 if quote else (letter in "[{") - (letter in "]}")
        if letter == "," and depth == 0 and not quote:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts if part.strip()]


def _pairs(text: str, file: str, mistakes: list[Mistake]) -> Iterator[tuple[int, int, str, str]]:
    for number, raw in enumerate(text.splitlines(), start=1):
        line = _without_remark(raw).rstrip()
        if not line.strip() or line.strip() in ("---", "..."):
            continue
        if "\t" in line[: len(line) - len(line.lstrip())]:
            mistakes.append(Mistake(file, number, "", "must be indented by spaces, got a tab."))
            continue
        indent = len(line) - len(line.lstrip())
        if line.strip() == "-" or line.strip().startswith("- "):
            yield number, indent, "-", line.strip()[1:].strip()
            continue
        key, colon, rest = line.strip().partition(":")
        if not colon or (rest and not rest.startswith(" ")):
            mistakes.append(Mistake(file, number, "", f"must be 'key: value', got {line.strip()[:60]!r}."))
            continue
        ends = {"{": "}", "[": "]"}.get(rest.strip()[:1], "")
        if not rest.strip().endswith(ends):
            text_told = f"what {rest.strip()[0]} opens must end with {ends} on the same line."
            mistakes.append(Mistake(file, number, key.strip(), text_told))
            continue
        yield number, indent, _unquoted(key.strip()), rest.strip()


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
        return [_value(part) for part in _parts(text[1:-1])]
    if _unquoted(text) != text:
        return _unquoted(text)
    if text.casefold() in _WORDS:
        return _WORDS[text.casefold()]
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text


def _unquoted(text: str) -> str:
    """A word without the quotes around it."""
    quoted = len(text) >= 2 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1] if quoted else text
