"""A plan in a few lines, for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def print_summary(
    answers: Mapping[str, tuple[Any, ...]], receipt: Mapping[str, Any], *, lang: str, folder: Path
) -> None:
    """Print what was decided: placed, waiting by reason, buses, gap, checks, and where the files lie."""
    from rich.console import Console

    say = Console(highlight=False, soft_wrap=True).print
    spanish = lang == "es"
    placed = sum(row.people for row in answers["assignments"])
    waiting: Counter[str] = Counter()
    for row in answers["waiting"]:
        waiting[row.reason] += row.people
    say(f"{placed:,} personas con lugar." if spanish else f"{placed:,} people placed.")
    for reason, people in sorted(waiting.items()):
        say(f"  {'esperan' if spanish else 'waiting'}: {people:,} ({reason})")
    say(f"{len(answers['departures'])} {'salidas de autobús' if spanish else 'bus departures'}")
    gap = receipt["placement"]["gap_share"]
    say(f"{'brecha probada' if spanish else 'proven gap'}: {gap:.3%}")
    say(f"{'fallas' if spanish else 'faults found by the checks'}: {len(answers['faults'])}")
    for fault in answers["faults"][:20]:
        say(f"  {fault}", markup=False)
    say(str(folder / "report.html"), markup=False)
