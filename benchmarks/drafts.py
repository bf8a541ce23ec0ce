"""Recall, precision and seconds of drafts from text, beside direct quotations with the nearest name.

    python benchmarks/drafts.py [FOLDER]

With a folder of texts and annotations in the form of the gold set: the score of each text, and of all, for a first
reading of texts that nobody has looked at. Without one, the gold set: only totals over the locked texts are printed;
the others were annotated before the reader saw them and count as seen by now, and what they gave when first read
stands in docs/explanation/drafts.md. The time is the processor's, the median over 1,000 words of the gold set.
"""

from __future__ import annotations

import re
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "commitments" / "drafts"))

from scoring import score, texts

from posada.commitments.drafts import Draft, Span, read_text

ROUNDS = 15
QUOTED = re.compile('[«“"]([^«»“”"]+)[»”"]')
NAME = re.compile(r"\b[A-ZÁÉÍÓÚÑ]\w+(?: [A-ZÁÉÍÓÚÑ]\w+)*")


def baseline(text: str, *, source_id: str) -> Sequence[Draft]:
    """Every quotation, said by whoever is named nearest to it outside quotations."""
    quotes = list(QUOTED.finditer(text))
    names = [n for n in NAME.finditer(text) if not any(q.start() <= n.start() < q.end() for q in quotes)]
    found = []
    for quote in quotes:
        if names:
            name = min(names, key=lambda n: min(abs(n.start() - quote.end()), abs(quote.start() - n.end())))
            content, speaker = (_span(text, *match.span(group)) for match, group in ((quote, 1), (name, 0)))
            found.append(
                Draft(source_id, name[0], "say", "assert", content, speaker, None, 0.5, "nearest name", "en")
            )
    return found


def _span(text: str, start: int, end: int) -> Span:
    return Span(len(text[:start].encode()), len(text[:end].encode()), text[start:end])


def milliseconds_per_1000_words() -> float:
    """The median time of reading 1,000 words of the gold set."""
    whole = "\n".join(path.read_text(encoding="utf-8") for part in ("dev", "locked") for path in texts(part))
    thousand = re.match(r"(?:\S+\s+){1000}", whole)
    assert thousand is not None
    seconds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        read_text(thousand[0], source_id="S")
        seconds.append(time.process_time() - begun)
    return statistics.median(seconds) * 1000


def first_reading(folder: Path) -> None:
    """Print the score of each text of a folder, of each language, and of all."""
    paths = sorted(folder.glob("*.txt"))
    for path in paths:
        print(f"{path.name:20} {score(read_text, [path])}")
    for lang in ("en", "es", ""):
        print(
            f"{lang or 'all':20} {score(read_text, [path for path in paths if path.name.startswith(lang)])}"
        )


if __name__ == "__main__":
    if sys.argv[1:]:
        first_reading(Path(sys.argv[1]))
        sys.exit()
    for part in ("dev", "locked", "fresh", "final", "apart", "later", "proof"):
        print(f"{part:7} posada    {score(read_text, texts(part))}")
        print(f"{part:7} baseline  {score(baseline, texts(part))}")
    print(f"1,000 words: {milliseconds_per_1000_words():.1f} ms, median of {ROUNDS}")
