"""Scores drafts against the gold set; of the locked texts only totals ever leave this module."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from posada.commitments.drafts import Draft

GOLD = Path(__file__).parent / "gold"
TITLES = ["mr", "mrs", "ms", "dr", "sr", "sra", "don", "doña"]
SMALL = frozenset(
    [
        *TITLES,
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "su",
        "sus",
    ]
)
"""Words that name nobody: "Mr Lyle" is whom an annotation calls "Derek Lyle"."""
OVERLAP = 0.75
"""Words that a draft's content and the gold's must share, of all the words of both."""


@dataclass(frozen=True)
class Gold:
    """One annotated statement, its content in characters."""

    act: str
    who: tuple[str, ...]
    start: int
    end: int
    quantity: str


@dataclass(frozen=True)
class Score:
    """Counts over some texts: statements, drafts, and what agrees."""

    gold: int
    drafts: int
    hits: int
    acts: int
    quantities: int

    @property
    def recall(self) -> float:
        return self.hits / self.gold

    @property
    def precision(self) -> float:
        return self.hits / max(self.drafts, 1)

    def __str__(self) -> str:
        return (
            f"{self.gold} statements, {self.drafts} drafts, {self.hits} agree: recall {self.recall:.1%}, "
            f"precision {self.precision:.1%}; act {self.acts / max(self.hits, 1):.1%}, "
            f"quantity {self.quantities / max(self.hits, 1):.1%} of those"
        )


def texts(part: str) -> list[Path]:
    """The texts of a part of the gold set: `dev` or `locked`."""
    return sorted(GOLD.glob(f"*-{part}-*.txt"))


def gold_of(path: Path) -> list[Gold]:
    """The annotated statements of a text; a quotation that is not there once is an error of the set."""
    text, found = path.read_text(encoding="utf-8"), []
    for line in path.with_suffix(".gold").read_text(encoding="utf-8").splitlines():
        act, who, what, quantity = (part.strip() for part in f"{line} |".split("|")[:4])
        marked = re.fullmatch(r"(.*)\[(.*)\](.*)", what) or re.fullmatch(r"()(.*)()", what)
        assert marked is not None
        assert text.count("".join(marked.groups())) == 1, f"{path.name}: must stand once in the text: {what}"
        names = tuple(who.split(" / "))
        assert names[0] in text, f"{path.name}: must stand in the text: {names[0]}"
        start = text.index("".join(marked.groups())) + len(marked[1])
        found.append(Gold(act, names, start, start + len(marked[2]), quantity))
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def same_speaker(who: str, names: Sequence[str]) -> bool:
    """All words of the answer are of the description, and one of the short forms is among them."""
    answer = {word for word in words(who) if word not in SMALL}
    allowed = {word for name in names for word in words(name)}
    return answer <= allowed and any(set(words(name)) - SMALL <= answer for name in (names[1:] or names))


def overlap(draft: Draft, gold: Gold, text: str) -> float:
    """The share of words that two stretches of a text have in common."""
    raw = text.encode("utf-8")
    start, end = (len(raw[:at].decode("utf-8")) for at in (draft.content.start, draft.content.end))
    common = len(words(text[max(start, gold.start) : min(end, gold.end)])) if start < gold.end else 0
    return common / max(1, len(words(text[min(start, gold.start) : max(end, gold.end)])))


def pairs(drafts: Iterable[Draft], golds: Sequence[Gold], text: str) -> list[tuple[Draft, Gold]]:
    """Drafts and statements that agree on content and speaker, each used once."""
    free, found = list(golds), []
    for draft in drafts:
        fits = [g for g in free if overlap(draft, g, text) >= OVERLAP and same_speaker(draft.who, g.who)]
        if fits:
            best = max(fits, key=lambda g: overlap(draft, g, text))
            free.remove(best)
            found.append((draft, best))
    return found


def score(reader: Callable[..., Sequence[Draft]], paths: Sequence[Path]) -> Score:
    """The counts of a reader over some texts."""
    counts = [0, 0, 0, 0, 0]
    for path in paths:
        text, golds = path.read_text(encoding="utf-8"), gold_of(path)
        drafts = reader(text, source_id=path.stem)
        agree = pairs(drafts, golds, text)
        acts = sum(draft.act == gold.act for draft, gold in agree)
        amounts = sum(str(draft.quantity or "") == gold.quantity for draft, gold in agree)
        for n, count in enumerate((len(golds), len(drafts), len(agree), acts, amounts)):
            counts[n] += count
    return Score(*counts)
